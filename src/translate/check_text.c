/* The words themselves: left as in the source, in another script than the language's, with markup that is no markup, with another
 * mark at the end. Words in a span with a language, in code and in addresses are nobody's script. */
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "translate/check.h"

/* The scripts that a language is written in: several for Japanese and Korean. */
typedef struct {
	UScriptCode at[8];
	int32_t n;
} Scripts;

static Scripts scripts_of(Arena *arena, Str language) {
	Scripts scripts = { .n = 0 };
	UErrorCode status = U_ZERO_ERROR;
	scripts.n = uscript_getCode(str_z(arena, language), scripts.at, 8, &status);
	if (U_FAILURE(status) || scripts.n > 8)
		scripts.n = 0;
	return scripts;
}

static bool belongs(uint32_t c, const Scripts *scripts) {
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode code = uscript_getScript((UChar32)c, &status);
	bool own = code == USCRIPT_COMMON || code == USCRIPT_INHERITED;
	for (int32_t i = 0; i < scripts->n && !own; i++)
		own = uscript_hasScript((UChar32)c, scripts->at[i]) ||
		      (scripts->at[i] == USCRIPT_SIMPLIFIED_HAN && code == USCRIPT_HAN) ||
		      (scripts->at[i] == USCRIPT_TRADITIONAL_HAN && code == USCRIPT_HAN);
	return own;
}

typedef struct {
	size_t own, foreign;
} Letters;

static Letters count_letters(const Check *check, const Scripts *scripts) {
	Letters letters = { 0 };
	size_t apart = 0;
	const Tokens *tokens = check->pair->target->tokens;
	for (size_t i = 0; i < tokens->n; i++) {
		const Token *token = &tokens->at[i];
		bool aside = token->code && (token->code->kind == CODE_SPAN || token->code->kind == CODE_LITERAL ||
		                             token->code->kind == CODE_LINK);
		apart += token->kind == TOKEN_OPEN && aside;
		apart -= token->kind == TOKEN_CLOSE && aside;
		for (size_t at = 0; token->kind == TOKEN_TEXT && apart == 0 && at < token->text.n;) {
			uint32_t c = utf8_next(token->text, &at);
			if (!u_isalpha((UChar32)c))
				continue;
			bool own = belongs(c, scripts);
			letters.own += own;
			letters.foreign += !own;
		}
	}
	return letters;
}

static void check_script(const Check *check) {
	Scripts scripts = scripts_of(check->job->arena, check->translation->language);
	const Pair *pair = check->pair;
	if (scripts.n == 0 || pair->source->kind == UNIT_CREDIT)
		return;
	Letters letters = count_letters(check, &scripts);
	if (letters.foreign < 12 || letters.foreign <= letters.own || str_eq(pair->source->plain, pair->target->plain))
		return;
	check_report(check, SEVERITY_WARNING, pair->target->content, RULE_TRANSLATION_SCRIPT,
	             "most of this is not written in the script of '" STR_FMT "'", STR_ARG(check->translation->language));
	diag_help(check->job->diag, "translate it, or mark the words of another language: [words]{lang=en}");
}

static void check_untranslated(const Check *check) {
	const Pair *pair = check->pair;
	if (pair->source->words < 3 || !str_eq(pair->source->plain, pair->target->plain))
		return;
	check_report(check, SEVERITY_WARNING, pair->target->content, RULE_TRANSLATION_UNTRANSLATED,
	             "this is the same as in the source");
	diag_help(check->job->diag,
	          "translate it; for words that stay as they are write [words]{translate=no} in the source");
}

/* Signs of markup in the text that the source's text does not have. */
static void check_markup(const Check *check) {
	static const char *const signs[] = { "**",     "](",   "[^",    "\xEF\xBC\xBB^", "\xEF\xBC\xBB\xEF\xBC\xBE",
		                                 "[!",     "]{",   "{date", "{number",       "{page",
		                                 "{title", "<!--", "&amp;", "&lt;" };
	const Pair *pair = check->pair;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (str_find(pair->target->plain, signs[i], 0) == SIZE_MAX ||
		    str_find(pair->source->plain, signs[i], 0) != SIZE_MAX)
			continue;
		check_report(check, SEVERITY_ERROR, pair->target->content, RULE_TRANSLATION_MARKUP,
		             "'%s' would be printed as it stands", signs[i]);
		diag_help(check->job->diag, "a code was broken on the way; take it over from the source");
		return;
	}
}

static bool is_space(uint32_t c) { return c == ' ' || c == 0xA0 || c == 0x2009 || c == 0x202F; }

static bool has_mark(Str marks, uint32_t wanted) {
	for (size_t at = 0; at < marks.n;)
		if (utf8_next(marks, &at) == wanted)
			return true;
	return false;
}

/* The words, with U+FFFC where the program will write a date or a number. */
static Str words_and_data(Arena *arena, const Tokens *tokens) {
	Buf words = { 0 };
	for (size_t i = 0; i < tokens->n; i++) {
		if (tokens->at[i].kind == TOKEN_TEXT)
			buf_str(&words, tokens->at[i].text);
		else if (tokens->at[i].kind == TOKEN_ALONE && tokens->at[i].code->kind == CODE_DATA)
			buf_utf8(&words, 0xFFFC);
	}
	Str text = str_copy(arena, buf_as_str(&words));
	buf_free(&words);
	return text;
}

/* The first mark behind a space, at the end of a word, that the language sets without one; 0 when there is none. */
static uint32_t spaced_mark(const Check *check, const Tokens *tokens) {
	Str text = words_and_data(check->job->arena, tokens);
	const Locale *locale = check->locale;
	uint32_t before = 0;
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		size_t ahead = at;
		uint32_t next = at < text.n ? utf8_next(text, &ahead) : ' ';
		bool mark = c == '!' || c == '?' || c == ':' || c == ';' || c == ',' || c == '.' || c == 0x60C || c == 0x61B || c == 0x61F;
		if (mark && is_space(before) && is_space(next) && !has_mark(locale->thin_before, c) && !has_mark(locale->space_before, c))
			return c;
		before = c;
	}
	return 0;
}

/* Spaces that the language wants the program sets. */
static void check_spaces(const Check *check) {
	const Pair *pair = check->pair;
	uint32_t mark = check->locale ? spaced_mark(check, pair->target->tokens) : 0;
	if (!mark || spaced_mark(check, pair->source->tokens))
		return;
	Buf text = { 0 };
	buf_utf8(&text, mark);
	check_report(check, SEVERITY_WARNING, pair->target->content, RULE_TRANSLATION_SPACES, "a space stands before '" STR_FMT "'",
	             STR_ARG(buf_as_str(&text)));
	buf_free(&text);
	diag_help(check->job->diag, "take it out; where a language has one there, the program sets it");
}

typedef enum { END_NONE, END_FULL, END_QUESTION, END_EXCLAMATION, END_COLON, END_ELLIPSIS } End;

static End end_of(Str text) {
	static const struct {
		uint32_t c;
		End end;
	} marks[] = {
		{ '.', END_FULL },        { 0x3002, END_FULL },     { 0xFF0E, END_FULL },     { 0x06D4, END_FULL },
		{ 0x0964, END_FULL },     { 0x104B, END_FULL },     { 0x1362, END_FULL },     { 0x0589, END_FULL },
		{ 0x17D4, END_FULL },     { '?', END_QUESTION },    { 0xFF1F, END_QUESTION }, { 0x061F, END_QUESTION },
		{ 0x037E, END_QUESTION }, { 0x1367, END_QUESTION }, { '!', END_EXCLAMATION }, { 0xFF01, END_EXCLAMATION },
		{ ':', END_COLON },       { 0xFF1A, END_COLON },    { 0x1361, END_COLON },    { 0x2026, END_ELLIPSIS },
	};
	size_t at = text.n;
	while (at > 0) {
		uint32_t c = utf8_prev(text, &at);
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
			if (marks[i].c == c)
				return marks[i].end;
		int type = u_charType((UChar32)c);
		if (type != U_END_PUNCTUATION && type != U_FINAL_PUNCTUATION && type != U_INITIAL_PUNCTUATION && c != '"' &&
		    !u_isUWhiteSpace((UChar32)c))
			return END_NONE;
	}
	return END_NONE;
}

/* Thai and its neighbours write no mark where a sentence ends; Greek asks with a semicolon. */
static void check_end(const Check *check) {
	static const char *const without[] = { "th", "lo", "km", "my", "el" };
	const Pair *pair = check->pair;
	for (size_t i = 0; i < sizeof without / sizeof *without; i++)
		if (str_starts(check->translation->language, without[i]))
			return;
	if (end_of(pair->source->plain) == end_of(pair->target->plain))
		return;
	check_report(check, SEVERITY_NOTE, pair->target->content, RULE_TRANSLATION_PUNCTUATION,
	             "this ends in another mark than the source");
	diag_help(check->job->diag, "compare the last sentence with the source");
}

void check_words(const Check *check) {
	check_untranslated(check);
	check_script(check);
	check_markup(check);
	check_spaces(check);
	check_end(check);
}
