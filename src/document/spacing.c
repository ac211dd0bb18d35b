/* Spaces round punctuation as French and its neighbours set them: which marks take which no-break space is the
 * language's data (Locale). A space of any kind that stands there already is replaced, whatever was typed; where
 * none stands one is put in, unless the mark belongs to what it touches: in an address, a time such as 12:30, "(?)"
 * or "?!". Text in another language, code and what the program wrote itself are left alone. */
#include "document/build.h"

#include <string.h>

#define NO_BREAK_SPACE "\xC2\xA0"
#define NARROW_NO_BREAK_SPACE "\xE2\x80\xAF"

typedef struct {
	Builder *b;
	const Inlines *in;
	Edits edits;
	size_t span;                                             /* that holds the character in hand */
	size_t word, word_end;                                   /* the stretch without white space that holds it */
	bool word_is_address;
} Spacer;

static bool is_space(uint32_t c) {
	return c == ' ' || c == '\t' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
	       c == 0x3000;
}

static bool is_digit(uint32_t c) {
	return c >= '0' && c <= '9';
}

static bool is_opening(uint32_t c) {
	return c == '(' || c == '[' || c == '{' || c == 0x2018 || c == 0x201C || c == 0xAB || c == 0xBF || c == 0xA1 ||
	       c == 0x2028;
}

static bool has(Str set, uint32_t c) {
	for (size_t at = 0; at < set.n;)
		if (utf8_next(set, &at) == c)
			return true;
	return false;
}

static bool is_address(Str word) {
	return str_find(word, "://", 0) != SIZE_MAX || str_starts(word, "www.") || str_find(word, "@", 0) != SIZE_MAX;
}

static void find_word(Spacer *s, size_t at) {
	Str text = s->in->text;
	if (at < s->word_end)
		return;
	s->word = s->word_end = at;
	while (s->word_end < text.n) {
		size_t next = s->word_end;
		uint32_t c = utf8_next(text, &next);
		if (is_space(c) || c == 0x2028)
			break;
		s->word_end = next;
	}
	s->word_is_address = is_address(str_sub(text, s->word, s->word_end));
}

static bool is_own(const Spacer *s, const Span *span) {
	bool own_language = span->language.n == 0 || str_eq(span->language, s->b->locale->tag);
	return own_language && !span->code && !span->generated;
}

static const Span *span_at(const Spacer *s, size_t at) {
	size_t i = s->span;
	while (i > 0 && at < s->in->spans.at[i].start)
		i--;
	while (i + 1 < s->in->spans.n && at >= s->in->spans.at[i].end)
		i++;
	return &s->in->spans.at[i];
}

/* Replaces the white space [start, end), span by span: the first character's span gets the new space. */
static void replace(Spacer *s, size_t start, size_t end, const char *with) {
	Str text = s->in->text;
	if (end - start == strlen(with) && memcmp(text.p + start, with, end - start) == 0)
		return;
	Edits *edits = &s->edits;
	if (edits->n > 0 && edits->at[edits->n - 1].end > start)
		return;
	while (start < end) {
		const Span *span = span_at(s, start);
		size_t stop = span->end < end ? span->end : end;
		Edit edit = { .start = (uint32_t)start, .end = (uint32_t)stop, .with = str_of(with) };
		*list_push(s->b->arena, edits) = edit;
		with = "";
		start = stop;
	}
}

static void insert(Spacer *s, size_t at, const char *with, bool with_previous) {
	*list_push(s->b->arena, &s->edits) = (Edit){ .start = (uint32_t)at, .end = (uint32_t)at, .with = str_of(with),
		.generated = true, .with_previous = with_previous };
}

static bool is_pause(const Spacer *s, uint32_t c) {
	return c == ':' || has(s->b->locale->thin_before, c);
}

static bool is_word_part(const Spacer *s, size_t at, uint32_t c) {
	bool ascii = is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '/';
	return (ascii || (c >= 0xC0 && c < 0x2000)) && !span_at(s, at)->superior;
}

/* No space is missing before the mark c at `at`: it belongs to what it touches. */
static bool is_inside(const Spacer *s, size_t at, size_t after, uint32_t c, uint32_t previous) {
	size_t ahead = after;
	uint32_t next = utf8_next(s->in->text, &ahead);
	if (is_opening(previous))
		return true;
	if (is_pause(s, c) && (is_pause(s, previous) || (next && is_word_part(s, after, next))))
		return true;
	return s->word_is_address && at > s->word && after < s->word_end;
}

static void set_before(Spacer *s, size_t at, size_t after, uint32_t c, const char *with) {
	Str text = s->in->text;
	size_t start = at;
	while (start > 0) {
		size_t before = start;
		if (!is_space(utf8_prev(text, &before)))
			break;
		start = before;
	}
	if (start == 0)
		return;
	if (start < at) {
		replace(s, start, at, with);
		return;
	}
	size_t before = at;
	if (!is_inside(s, at, after, c, utf8_prev(text, &before)))
		insert(s, at, with, false);
}

static void set_after(Spacer *s, size_t after, const char *with) {
	Str text = s->in->text;
	size_t end = after;
	while (end < text.n) {
		size_t next = end;
		if (!is_space(utf8_next(text, &next)))
			break;
		end = next;
	}
	if (end == text.n)
		return;
	if (end > after)
		replace(s, after, end, with);
	else
		insert(s, after, with, true);
}

void build_spacing(Builder *b, Inlines *inlines) {
	const Locale *locale = b->locale;
	if (locale->thin_before.n == 0 && locale->space_before.n == 0 && locale->space_after.n == 0)
		return;
	Spacer s = { .b = b, .in = inlines };
	for (size_t at = 0; at < inlines->text.n;) {
		size_t after = at;
		uint32_t c = utf8_next(inlines->text, &after);
		while (s.span + 1 < inlines->spans.n && at >= inlines->spans.at[s.span].end)
			s.span++;
		if (!is_space(c) && c != 0x2028)
			find_word(&s, at);
		if (is_own(&s, &inlines->spans.at[s.span])) {
			if (has(locale->thin_before, c))
				set_before(&s, at, after, c, NARROW_NO_BREAK_SPACE);
			else if (has(locale->space_before, c))
				set_before(&s, at, after, c, NO_BREAK_SPACE);
			if (has(locale->space_after, c))
				set_after(&s, after, NO_BREAK_SPACE);
		}
		at = after;
	}
	inlines_edit(b->arena, inlines, s.edits.at, s.edits.n);
}
