/* Sentences, as translators' tools want them: ICU's sentence breaks (UAX #29, with its suppressions) on the words alone, since codes
 * and line ends would break or hide sentences. Not taken are breaks behind an abbreviation of the language, behind a single letter
 * with its dot (initials), inside a code that is open, and in languages that write no mark between sentences. The space between two
 * sentences is a segment of its own. */
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>

#include "locale/locale.h"
#include "translate/exchange.h"

struct Segmenter {
	UBreakIterator *sentences; /* NULL: a unit is one segment */
	const Locale *locale;      /* NULL: no abbreviations */
	bool ordinals;             /* a number with a dot ends no sentence */
};

static bool has_sentence_marks(Str language) {
	static const char *const without[] = { "th", "lo", "km", "my" };
	for (size_t i = 0; i < sizeof without / sizeof *without; i++)
		if (str_is(str_sub(language, 0, str_find(language, "-", 0)), without[i]))
			return false;
	return true;
}

Segmenter *segmenter_open(Job *job, Str languages_home, Str language) {
	Segmenter *s = arena_new(job->arena, Segmenter);
	UErrorCode status = U_ZERO_ERROR;
	Job quiet = { job->arena, diag_make(job->arena, language) };
	if (languages_home.n)
		s->locale = locale_read(&quiet, languages_home, language);
	for (size_t i = 0; s->locale && i < s->locale->abbreviation_count; i++)
		s->ordinals |= str_is(s->locale->abbreviations[i], "#.");
	if (!has_sentence_marks(language))
		return s;
	s->sentences =
		ubrk_open(UBRK_SENTENCE, str_printf(job->arena, STR_FMT "@ss=standard", STR_ARG(language)).p, NULL, 0, &status);
	if (U_FAILURE(status))
		s->sentences = NULL;
	else
		arena_on_release(job->arena, (void (*)(void *))ubrk_close, s->sentences);
	return s;
}

/* The abbreviation, of one word or several, and nothing that it could be the end of. */
static bool ends_in(Str before, Str abbreviation) {
	size_t at = before.n - abbreviation.n;
	if (abbreviation.n == 0 || abbreviation.n > before.n || !str_eq(str_sub(before, at, before.n), abbreviation))
		return false;
	uint32_t c = at > 0 ? utf8_prev(before, &at) : 0;
	return !u_isalnum((UChar32)c);
}

/* `before` ends where the break is. */
static bool is_suppressed(const Segmenter *s, Str before) {
	while (before.n && before.p[before.n - 1] == ' ')
		before.n--;
	if (!str_ends(before, "."))
		return false;
	size_t start = before.n;
	while (start > 0 && !memchr(" (\"", before.p[start - 1], 3))
		start--;
	Str word = str_sub(before, start, before.n);
	size_t at = 0;
	uint32_t first = utf8_next(word, &at);
	if (u_isalpha((UChar32)first) && at + 1 == word.n)
		return true;
	if (s->ordinals && word.n > 1 && strspn(word.p, "0123456789") == word.n - 1)
		return true;
	for (size_t i = 0; s->locale && i < s->locale->abbreviation_count; i++)
		if (ends_in(before, s->locale->abbreviations[i]))
			return true;
	return false;
}

/* breaks[i]: a sentence begins at byte i of the words. */
static void find_breaks(const Segmenter *s, Str words, bool *breaks) {
	UErrorCode status = U_ZERO_ERROR;
	UText text = UTEXT_INITIALIZER;
	utext_openUTF8(&text, words.p, (int64_t)words.n, &status);
	ubrk_setUText(s->sentences, &text, &status);
	if (U_SUCCESS(status)) {
		ubrk_first(s->sentences);
		for (int32_t at; (at = ubrk_next(s->sentences)) != UBRK_DONE;)
			if ((size_t)at < words.n && !is_suppressed(s, str_sub(words, 0, (size_t)at)))
				breaks[at] = true;
	}
	utext_close(&text);
}

static Segment *begin(Job *job, Segments *out, bool between) {
	Segment *segment = list_push(job->arena, out);
	segment->between = between;
	return segment;
}

/* The space that ends the segment goes into one of its own. */
static void cut_space(Job *job, Segments *out) {
	Tokens *tokens = &out->at[out->n - 1].tokens;
	Token *last = tokens->n ? &tokens->at[tokens->n - 1] : NULL;
	if (!last || last->kind != TOKEN_TEXT || !str_ends(last->text, " "))
		return;
	last->text.n--;
	tokens->n -= last->text.n == 0;
	tokens_add_text(job->arena, &begin(job, out, true)->tokens, STR(" "), POS_NONE);
}

Segments *segments_of(Job *job, Segmenter *s, const Tokens *tokens) {
	Segments *out = arena_new(job->arena, Segments);
	Str words = tokens_plain(job->arena, tokens);
	bool *breaks = arena_array(job->arena, bool, words.n + 1);
	if (s->sentences && words.n)
		find_breaks(s, words, breaks);
	begin(job, out, false);
	size_t at = 0, depth = 0;
	for (size_t i = 0; i < tokens->n; i++) {
		const Token *token = &tokens->at[i];
		depth += token->kind == TOKEN_OPEN;
		depth -= token->kind == TOKEN_CLOSE;
		if (token->kind != TOKEN_TEXT) {
			at += token->kind == TOKEN_ALONE && token->code->kind == CODE_BREAK;
			*list_push(job->arena, &out->at[out->n - 1].tokens) = *token;
			continue;
		}
		for (size_t start = 0; start < token->text.n;) {
			size_t end = start + 1;
			while (end < token->text.n && !(depth == 0 && breaks[at + end]))
				end++;
			if (start == 0 && depth == 0 && breaks[at] && out->at[out->n - 1].tokens.n) {
				cut_space(job, out);
				begin(job, out, false);
			}
			if (start > 0) {
				cut_space(job, out);
				begin(job, out, false);
			}
			Token piece = *token;
			piece.text = str_sub(token->text, start, end);
			*list_push(job->arena, &out->at[out->n - 1].tokens) = piece;
			start = end;
		}
		at += token->text.n;
	}
	return out;
}
