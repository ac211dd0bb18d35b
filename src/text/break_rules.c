/* Where readers expect other breaks than UAX #14 gives; the numbers are those of scripts.md, section 3. Each rule is one
 * function over the characters of a stretch of one language. Sources: W3C's layout requirements (TLREQ, LaoREQ, KHREQ,
 * HLREQ, KLREQ), the Lexique des règles typographiques en usage à l'Imprimerie nationale for French, Milchin and
 * Cheltsova, Spravochnik izdatelya i avtora, for dashes, ČSN 01 6910 for one-letter words, which are data of the language. */
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "text/internal.h"

static bool is_space(uint32_t c) { return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009; }

static bool is_alpha(uint32_t c) { return u_isalpha((UChar32)c); }

/* L3: the marks of repetition and abbreviation of Thai, Lao and Khmer, the danda, the Burmese section marks and the space of East
 * Asia never open a line, even after a space. */
static void hold_repetition_marks(Chances *c, uint32_t i) {
	switch (c->at[i].c) {
	case 0xE46: case 0xE2F: case 0xEC6: case 0xEAF: case 0x17D7:
	case 0x964: case 0x965: case 0x104A: case 0x104B: case 0x3000: forbid(c, i);
	}
}

static bool is_french_mark(uint32_t c) { return c == '!' || c == '?' || c == ';' || c == ':' || c == '%' || c == 0xBB || c == 0x203A; }

/* L5: in French, marks that a space stands before or after keep to their word over it, whichever space that is. */
static void hold_french_marks(Chances *c, uint32_t i) {
	uint32_t here = c->at[i].c, before = char_at(c, (int64_t)i - 1), second = char_at(c, (int64_t)i - 2);
	if ((is_french_mark(here) && is_space(before)) || (is_space(before) && (second == 0xAB || second == 0x2039)))
		forbid(c, i);
	if (is_space(here) && is_french_mark(char_at(c, i + 1)))
		forbid(c, i);
}

static bool is_dash(uint32_t c) { return c == 0x2013 || c == 0x2014 || c == 0x2015; }

static bool is_closing(uint32_t c) { return is_space(c) || c == ',' || c == '.' || c == ';' || c == ':'; }

static bool ends_sentence(uint32_t c) { return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0xBB || c == 0x201D || c == ';' || c == 0x37E; }

/* L6: a dash that opens the paragraph, or that a word follows at once behind a space, holds on to the next word: speech, and
 * the inserted clause of Spanish, whose closing dash holds on to the word before. Between spaces it ends its line where the
 * language says so; elsewhere it may open one, as the inserted clause of French does, and behind a sentence, where another begins to
 * speak, it ends none. */
static void hold_dashes(Chances *c, bool ends_line, uint32_t i) {
	uint32_t here = c->at[i].c, before = char_at(c, (int64_t)i - 1);
	if (is_dash(before) && !is_space(here) && (i < 2 || is_space(char_at(c, (int64_t)i - 2))))
		forbid(c, i);
	if (i > 1 && is_dash(char_at(c, 0))) {
		uint32_t k = i;
		while (k > 1 && is_space(char_at(c, (int64_t)k - 1)))
			k--;
		if (k == 1)
			forbid(c, i);
	}
	if (is_dash(here) && !is_space(before) && is_closing(char_at(c, i + 1)))
		forbid(c, i);
	bool between = is_space(before) && is_dash(char_at(c, (int64_t)i - 2)) && is_space(char_at(c, (int64_t)i - 3));
	if (!ends_line && between && ends_sentence(char_at(c, (int64_t)i - 4)))
		forbid(c, i);
	if (ends_line && is_dash(here) && before == ' ' && is_closing(char_at(c, i + 1)))
		forbid(c, i);
}

/* L7: after a Hebrew maqaf a line may end. */
static void open_maqaf(Chances *c, uint32_t i) {
	if (char_at(c, (int64_t)i - 1) == 0x5BE && is_alpha(c->at[i].c))
		allow(c, i);
}

static bool holds(Str words, uint32_t c) {
	for (size_t at = 0; at < words.n;)
		if (utf8_next(words, &at) == c)
			return true;
	return false;
}

/* L8: the language's words of one letter never end a line. */
static void hold_one_letter_words(Chances *c, Str words, uint32_t i) {
	if (char_at(c, (int64_t)i - 1) != ' ' || !holds(words, char_at(c, (int64_t)i - 2)))
		return;
	uint32_t third = char_at(c, (int64_t)i - 3);
	if (i == 2 || !u_isalnum((UChar32)third))
		forbid(c, i);
}

/* L9: "C++". */
static void hold_plus_signs(Chances *c, uint32_t i) {
	uint32_t before = char_at(c, (int64_t)i - 1);
	if (c->at[i].c == '+' && (u_isalnum((UChar32)before) || before == '+'))
		forbid(c, i);
}

static bool is_hard_hyphen(uint32_t c) { return c == '-' || c == 0x2010; }

/* L10: a hyphen that is part of the word is repeated on the next line, lest it be taken for a mere division. */
static void repeat_hyphens(Chances *c, uint32_t i) {
	static const Respelling plain = { .after = { "-", 1 } }, typographic = { .after = { "\u2010", 3 } };
	uint32_t before = char_at(c, (int64_t)i - 1);
	if (c->at[i].kind != BREAK_ALLOWED || !is_hard_hyphen(before) || !is_alpha(char_at(c, (int64_t)i - 2)) || !is_alpha(c->at[i].c))
		return;
	Respelling *how = arena_copy(c->job->arena, before == '-' ? &plain : &typographic, sizeof plain);
	how->from = how->to = c->at[i].at;
	*chances_respell(c, i) = how;
}

static bool is_hangul(uint32_t c) {
	return (c >= 0xAC00 && c < 0xD7A4) || (c >= 0x1100 && c < 0x1200) || (c >= 0x3131 && c < 0x318F) || (c >= 0xA960 && c < 0xA980);
}

static bool is_han(uint32_t c) { return c >= 0x2E80 && u_hasBinaryProperty((UChar32)c, UCHAR_IDEOGRAPHIC); }

static bool is_of_word(uint32_t c) { return is_hangul(c) || is_han(c) || u_isalnum((UChar32)c); }

static bool is_closing_mark(uint32_t c) {
	int8_t type = u_charType((UChar32)c);
	return type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION || c == '%';
}

/* L11: Korean set word by word (typography.yaml: justify: word) is divided at spaces only, so that particles stay with numbers,
 * Latin words and brackets too. */
static void hold_hangul(Chances *c, uint32_t i) {
	uint32_t here = c->at[i].c, before = char_at(c, (int64_t)i - 1);
	bool word = is_of_word(here) && (is_of_word(before) || is_closing_mark(before));
	if (word && (is_hangul(here) || is_hangul(before) || is_han(here) || is_han(before)))
		forbid(c, i);
}

/* What counts after a number, and the dot between names, in Chinese, Japanese and Korean (KLREQ, CLREQ). */
static void hold_east_asian(Chances *c, uint32_t i) {
	static const uint32_t counters[] = {
		0x5E74, 0x6708, 0x65E5, 0x6642, 0x65F6, 0x5206, 0x79D2, 0x865F, 0x53F7, 0x5186, 0x5143, 0x5713, 0x6B72, 0x5C81, 0x6B73, 0x9801, 0x9875,
		0x6761, 0x7AE0, 0x671F, 0x7248, 0x5377, 0x4EBA, 0x540D, 0x500B, 0x4E2A, 0x56DE, 0x6B21,
		/* 年月日時时分秒號号円元圓歲岁歳頁页条章期版卷人名個个回次, then 년월일시분초원호쪽명개세 */
		0xB144, 0xC6D4, 0xC77C, 0xC2DC, 0xBD84, 0xCD08, 0xC6D0, 0xD638, 0xCABD, 0xBA85, 0xAC1C, 0xC138,
	};
	uint32_t here = c->at[i].c, before = char_at(c, (int64_t)i - 1);
	if (here == 0xB7 || here == 0x2027 || (before == 0x7B2C && u_isdigit((UChar32)here)))
		forbid(c, i);
	for (size_t k = 0; u_isdigit((UChar32)before) && k < sizeof counters / sizeof *counters; k++)
		if (counters[k] == here)
			forbid(c, i);
}

static bool is_word_wise(const Chances *c) {
	const Layout *layout = c->shaper->layout;
	return layout && layout_typography_for(layout, STR("Hang"), STR("ko"))->justify == JUSTIFY_WORD;
}

/* A call keeps to what it stands behind. */
void hold_calls(Chances *c) {
	const Block *block = c->request->block;
	for (size_t s = 0; s < block->span_count; s++) {
		const Span *span = &block->spans[s];
		if (span->note < 0 || span->start <= c->request->start || span->start >= c->request->end)
			continue;
		uint32_t i = chances_index(c, span->start);
		if (!u_isUWhiteSpace((UChar32)char_at(c, (int64_t)i - 1)))
			forbid(c, i);
	}
}

void apply_break_rules(Chances *c, const Stretch *s) {
	const LanguageUse *language = s->language;
	const Locale *locale = language->locale;
	Str one_letter = locale ? locale->hold_words : STR("");
	bool french = language_is(language, "fr"), hebrew = language_is(language, "he yi");
	bool east_asian = language_is(language, "zh ja ko yue nan hak ryu");
	bool repeats = locale && locale->hyphenation.repeat_hyphen, words = language_is(language, "ko") && is_word_wise(c);
	for (uint32_t i = s->from > 0 ? s->from : 1; i < s->to; i++) {
		hold_repetition_marks(c, i);
		hold_dashes(c, locale && locale->hold_dash, i);
		hold_plus_signs(c, i);
		if (french)
			hold_french_marks(c, i);
		if (hebrew)
			open_maqaf(c, i);
		if (one_letter.n)
			hold_one_letter_words(c, one_letter, i);
		if (east_asian)
			hold_east_asian(c, i);
		if (words)
			hold_hangul(c, i);
		if (repeats)
			repeat_hyphens(c, i);
	}
}
