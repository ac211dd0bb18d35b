/* Vertical writing: what turns with the line and what stays upright, by Unicode's Vertical_Orientation (UAX #50). Marks that should change
 * their form (Tr: brackets, the long vowel mark) stay upright where the face has such forms and turn where it has none. Numbers of one or two
 * digits stand upright, beside each other in the room of one character (JLREQ 3.2.5, tate-chu-yoko); longer ones, and digits within words and
 * numbers with other marks, turn. */
#include <unicode/uchar.h>

#include "text/internal.h"

#define CENTRE 380                                           /* thousandths of an em: the middle of a full-width character over the baseline */

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

/* What makes more than a plain number of the digits beside it. */
static bool belongs_to_number(uint32_t c) {
	return c < 0x2000 && (u_isalnum((UChar32)c) || c == '.' || c == ',' || c == ':' || c == '/' || c == '-' || c == '+' || c == '%');
}

/* Where the number of one or two digits ends that the byte is in; 0 when it is in none. */
static uint32_t short_number(Str text, uint32_t at) {
	size_t from = at, to = at;
	while (from > 0 && is_digit((unsigned char)text.p[from - 1]))
		from--;
	while (to < text.n && is_digit((unsigned char)text.p[to]))
		to++;
	bool label = from == 0 && to + 1 == text.n && text.p[to] == '.';
	size_t before = from, behind = to;
	bool joined = (from > 0 && belongs_to_number(utf8_prev(text, &before))) || (!label && to < text.n && belongs_to_number(utf8_next(text, &behind)));
	return to == from || to - from > 2 || joined ? 0 : (uint32_t)to + label;
}

static bool is_east_asian(uint32_t script) {
	return script == HB_SCRIPT_HAN || script == HB_SCRIPT_HIRAGANA || script == HB_SCRIPT_KATAKANA || script == HB_SCRIPT_BOPOMOFO ||
	       script == HB_SCRIPT_HANGUL;
}

Upright upright_at(const Block *block, uint32_t at, const Face *face, uint32_t script, uint8_t level) {
	if (!block->vertical || level % 2)
		return RUN_TURNED;
	size_t next = at, digit = at;
	uint32_t c = utf8_next(block->text, &next);
	if (c == '.' && digit > 0)
		digit--;
	if (short_number(block->text, (uint32_t)digit) > at)
		return RUN_COMBINED;
	switch (u_getIntPropertyValue((UChar32)c, UCHAR_VERTICAL_ORIENTATION)) {
	case U_VO_UPRIGHT:
	case U_VO_TRANSFORMED_UPRIGHT: return RUN_UPRIGHT;
	case U_VO_TRANSFORMED_ROTATED: return is_east_asian(script) && face->vertical_forms ? RUN_UPRIGHT : RUN_TURNED;
	default: return RUN_TURNED;
	}
}

Len upright_centre(const Run *run) { return len_scale(run->size, CENTRE, 1000); }

Len combine_digits(const Run *run, Glyph *glyphs, uint32_t count) {
	const Face *face = run->face;
	Len width = 0, pen = 0, height = len_scale(run->size, face->cap_height > 0 ? face->cap_height : (int)face->upem * 7 / 10, face->upem);
	for (uint32_t i = 0; i < count; i++)
		width += glyphs[i].advance;
	for (uint32_t i = 0; i < count; i++) {
		Glyph *g = &glyphs[i];
		Len across = pen + g->x_offset, advance = g->advance;
		g->x_offset = (run->size + height) / 2 - (g->y_offset - run->raise);
		g->y_offset = run->raise + upright_centre(run) - width / 2 + across;
		g->advance = i + 1 == count ? run->size : 0;
		g->cluster = run->start;
		pen += advance;
	}
	return count ? run->size : 0;
}
