/* Where readers expect other breaks than UAX #14 gives; the numbers are those of scripts.md, section 3. Each rule is one
 * function over the characters of a stretch of one language. Sources: W3C's layout requirements (TLREQ, LaoREQ, KHREQ,
 * HLREQ, KLREQ), the Lexique des règles typographiques en usage à l'Imprimerie nationale for French, Milchin and
 * Cheltsova, Spravochnik izdatelya i avtora, for dashes, ČSN 01 6910 for one-letter words, which are data of the language. */
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "text/internal.h"

static bool is_space(uint32_t c) { return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009; }

static bool is_alpha(uint32_t c) { return u_isalpha((UChar32)c); }

/* L3: the marks of repetition and abbreviation of Thai, Lao and Khmer, the danda and the Burmese section marks never open a line,
 * even after a space. */
static void hold_repetition_marks(Chances *c, uint32_t i) {
	switch (c->at[i].c) {
	case 0xE46: case 0xE2F: case 0xEC6: case 0xEAF: case 0x17D7:
	case 0x964: case 0x965: case 0x104A: case 0x104B: forbid(c, i);
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

/* L6: a dash that opens the paragraph, or that a word follows at once behind a space, holds on to the next word: speech, and
 * the inserted clause of Spanish, whose closing dash holds on to the word before. In East Slavic a dash between spaces never opens a line. */
static void hold_dashes(Chances *c, const Stretch *s, uint32_t i) {
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
	if (is_dash(here) && before == ' ' && is_space(char_at(c, i + 1)) && language_is(s->language, "ru uk be bg"))
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

/* L11: Korean set word by word (typography.yaml: justify: word) is divided at spaces only. */
static void hold_hangul(Chances *c, uint32_t i) {
	if (is_hangul(c->at[i].c) && is_hangul(char_at(c, (int64_t)i - 1)))
		forbid(c, i);
}

static bool is_word_wise(const Chances *c) {
	const Layout *layout = c->shaper->layout;
	return layout && layout_typography_for(layout, STR("Hang"), STR("ko"))->justify == JUSTIFY_WORD;
}

void apply_break_rules(Chances *c, const Stretch *s) {
	const LanguageUse *language = s->language;
	const Locale *locale = language->locale;
	Str one_letter = locale ? locale->hold_words : STR("");
	bool french = language_is(language, "fr"), hebrew = language_is(language, "he yi");
	bool repeats = locale && locale->hyphenation.repeat_hyphen, words = language_is(language, "ko") && is_word_wise(c);
	for (uint32_t i = s->from > 0 ? s->from : 1; i < s->to; i++) {
		hold_repetition_marks(c, i);
		hold_dashes(c, s, i);
		hold_plus_signs(c, i);
		if (french)
			hold_french_marks(c, i);
		if (hebrew)
			open_maqaf(c, i);
		if (one_letter.n)
			hold_one_letter_words(c, one_letter, i);
		if (words)
			hold_hangul(c, i);
		if (repeats)
			repeat_hyphens(c, i);
	}
}
