/* What keeps together over a space (scripts.md, L8, L9): a number and its unit, a sign or an abbreviation and its number
 * ("§ 5", "p. 5", "No 5"), initials ("J. S. Bach"), abbreviations in parts ("z. B."), the groups of a long number ("10 000"),
 * and units with a stroke ("km/h"). */
#include <string.h>
#include <unicode/uchar.h>

#include "text/internal.h"

#define WORD_MOST 12                                         /* characters of an abbreviation or unit */

static const char *const units[] = {
	"m",  "km", "cm",  "mm", "µm", "nm", "m²", "m³", "km²", "g",  "kg", "mg",  "µg", "t",   "l",   "L",  "ml", "mL", "hl", "h",  "min", "s",
	"ms", "Hz", "kHz", "MHz", "GHz", "W",  "kW", "MW",  "GW", "kWh", "MWh", "GWh", "TWh", "V",  "kV", "A",  "K",  "°C", "°F", "%",  "‰",  "€",
	"$",  "£",  "¥",   "ha", "Pa", "hPa", "kPa", "bar", "J",  "kJ",  "MJ",  "dB",  "lm", "Mt",  "Gt",  "ppm", "MB", "GB", "TB", "kB",
};

static const char *const before_numbers[] = {
	"p.", "pp.", "No", "no", "No.", "no.", "Nos", "nos", "Nr.", "nr.", "n°", "N°", "nº", "Nº", "art.", "Art.", "fig.", "Fig.", "vol.", "Vol.", "S.",
	"Abb.", "Bd.", "cap.", "chap.", "ch.", "s.", "str.", "č.", "с.", "стр.", "рис.", "гл.", "ст.", "т.",
};

static bool in(const char *const *list, size_t n, Str word) {
	for (size_t i = 0; i < n; i++)
		if (str_is(word, list[i]))
			return true;
	return false;
}

static bool is_digit(uint32_t c) { return u_isdigit((UChar32)c); }

static Str text_between(const Chances *c, uint32_t from, uint32_t to) { return str_sub(c->request->block->text, c->at[from].at, c->at[to].at); }

static bool is_unit(const Chances *c, uint32_t from, uint32_t to) {
	return to > from && in(units, sizeof units / sizeof *units, text_between(c, from, to));
}

static bool is_stop(uint32_t c) { return c == 0 || (c < 128 && strchr(",;:!?()/", (int)c)); }

/* The end of the word that starts at i, and the start of the one that ends before i. */
static uint32_t word_end(const Chances *c, uint32_t i) {
	uint32_t end = i;
	while (end < c->count && end < i + WORD_MOST && !u_isUWhiteSpace((UChar32)c->at[end].c) && !is_stop(c->at[end].c))
		end++;
	if (end > i + 1 && c->at[end - 1].c == '.')
		end--;
	return end;
}

static uint32_t word_start(const Chances *c, uint32_t end) {
	uint32_t i = end;
	while (i > 0 && i + WORD_MOST > end && !u_isUWhiteSpace((UChar32)c->at[i - 1].c) && c->at[i - 1].c != '(')
		i--;
	return i;
}

static bool is_before_number(const Chances *c, const Stretch *s, uint32_t from, uint32_t to) {
	uint32_t n = to - from, first = char_at(c, from);
	if (n == 1)
		return first == 0xA7 || first == 0xB6 || first == 0x2116;
	if (n == 2 && char_at(c, from + 1) == '.' && u_isalpha((UChar32)first))
		return true;
	Str word = text_between(c, from, to);
	const Locale *locale = s->language->locale;
	for (size_t i = 0; locale && i < locale->abbreviation_count; i++)
		if (str_eq(locale->abbreviations[i], word))
			return true;
	return in(before_numbers, sizeof before_numbers / sizeof *before_numbers, word);
}

static bool is_group(const Chances *c, uint32_t i) {
	return is_digit(char_at(c, i)) && is_digit(char_at(c, i + 1)) && is_digit(char_at(c, i + 2)) && !is_digit(char_at(c, i + 3));
}

/* The word before the space at `space` is one letter and a dot, and so is the word behind it; or an initial and a name. */
static bool is_initial(const Chances *c, uint32_t space, uint32_t i) {
	uint32_t start = word_start(c, space), letter = char_at(c, start);
	if (space - start != 2 || c->at[start + 1].c != '.' || !u_hasBinaryProperty((UChar32)letter, UCHAR_CASED))
		return false;
	if (u_isupper((UChar32)letter) && u_isupper((UChar32)char_at(c, i)))
		return true;
	return u_isalpha((UChar32)char_at(c, i)) && char_at(c, i + 1) == '.';
}

static bool keeps(const Chances *c, const Stretch *s, uint32_t i) {
	uint32_t space = i - 1, before = char_at(c, (int64_t)space - 1);
	if (is_digit(before) && (is_unit(c, i, word_end(c, i)) || is_group(c, i)))
		return true;
	return (is_digit(c->at[i].c) && is_before_number(c, s, word_start(c, space), space)) || is_initial(c, space, i);
}

static void hold_stroke(Chances *c, uint32_t i) {
	uint32_t start = i - 1;
	while (start > 0 && i - start < 5 && (u_isalpha((UChar32)c->at[start - 1].c) || c->at[start - 1].c == 0xB0))
		start--;
	if (is_unit(c, start, i - 1) && is_unit(c, i, word_end(c, i)))
		forbid(c, i);
}

void hold_numbers(Chances *c, const Stretch *s) {
	for (uint32_t i = s->from > 0 ? s->from : 1; i < s->to; i++) {
		if (c->at[i].kind != BREAK_ALLOWED)
			continue;
		uint32_t before = c->at[i - 1].c;
		if (before == ' ' && i > 1 && keeps(c, s, i))
			forbid(c, i);
		if (before == '/')
			hold_stroke(c, i);
	}
}
