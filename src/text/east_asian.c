/* Full-width marks (JLREQ 3.1, CLREQ 3.1.6): their glyphs are half blank. Where two meet, one blank goes before lines are broken
 * (a closing bracket and an opening one take one and a half em, not two); what is left may shrink in a line, and goes at
 * its edges. Between ideographs or kana and letters or digits stands a quarter of an em (JLREQ 3.2.6), unless the author
 * put a space there. How the blank lies is measured from the ink, since Taiwan and Hong Kong centre 、 and 。. */
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "text/internal.h"

typedef enum { NO_MARK, OPENING, CLOSING } MarkKind;

static MarkKind mark_kind(uint32_t c) {
	switch (c) {
	case 0x2018: case 0x201C: case 0x3008: case 0x300A: case 0x300C: case 0x300E: case 0x3010: case 0x3014: case 0x3016: case 0x3018: case 0x301A:
	case 0x301D: case 0xFF08: case 0xFF3B: case 0xFF5B: case 0xFF5F: return OPENING;
	case 0x2019: case 0x201D: case 0x3001: case 0x3002: case 0x3009: case 0x300B: case 0x300D: case 0x300F: case 0x3011: case 0x3015: case 0x3017:
	case 0x3019: case 0x301B: case 0x301E: case 0x301F: case 0x30FB: case 0xFF09: case 0xFF0C: case 0xFF0E: case 0xFF1A: case 0xFF1B: case 0xFF3D:
	case 0xFF5D: case 0xFF60: case 0xFF01: case 0xFF1F: return CLOSING;
	default: return NO_MARK;
	}
}

bool text_is_ideograph(uint32_t c) {
	if (c < 0x2E80)
		return false;
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript((UChar32)c, &status);
	return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || script == USCRIPT_BOPOMOFO;
}

static bool is_western(uint32_t c) { return c < 0x2000 && u_isalnum((UChar32)c); }

/* Half an em of blank, where the ink of a full-width glyph leaves it; a quarter on either side of a centred one. */
static void measure_blank(const Run *run, uint32_t glyph, Len *lead, Len *trail) {
	hb_glyph_extents_t ink;
	hb_font_t *font = run->face->font;
	bool upright = run->upright == RUN_UPRIGHT;
	int advance = upright ? -hb_font_get_glyph_v_advance(font, glyph) : hb_font_get_glyph_h_advance(font, glyph), em = (int)run->face->upem;
	*lead = *trail = 0;
	if (advance * 10 < em * 9 || !hb_font_get_glyph_extents(font, glyph, &ink))
		return;
	hb_position_t x, top = 0;
	if (upright)
		hb_font_get_glyph_v_origin(font, glyph, &x, &top);
	int before = upright ? top - ink.y_bearing : ink.x_bearing, after = advance - before - (upright ? -ink.height : ink.width);
	if (before * 4 >= em && after * 4 >= em)
		*lead = *trail = run->size / 4;
	else if (after * 5 >= em * 2)
		*trail = run->size / 2;
	else if (before * 5 >= em * 2)
		*lead = run->size / 2;
}

static Len space_behind(uint32_t c, uint32_t next, const Run *run) {
	bool between = (is_western(c) && text_is_ideograph(next)) || (is_western(next) && text_is_ideograph(c));
	return between ? run->size / 4 : 0;
}

MarkBlank mark_blank(const Text *text, const Run *run, const Glyph *glyph) {
	MarkBlank blank = { 0 };
	size_t at = glyph->cluster, back = glyph->cluster;
	uint32_t c = utf8_next(text->text, &at), previous = back > 0 ? utf8_prev(text->text, &back) : 0;
	uint32_t behind_at = (uint32_t)at, next = at < text->text.n ? utf8_next(text->text, &at) : 0;
	MarkKind kind = mark_kind(c);
	bool combined = run->upright == RUN_COMBINED || (text->block->vertical && upright_at(text->block, behind_at, run->face, run->script, 0) == RUN_COMBINED);
	blank.space = combined ? 0 : space_behind(c, next, run);
	if (kind == NO_MARK || run->typography->justify != JUSTIFY_CJK)
		return blank;
	measure_blank(run, glyph->id, &blank.lead, &blank.trail);
	if ((c == 0xFF01 || c == 0xFF1F) && blank.lead)          /* centred ！ and ？ fill their square */
		blank.lead = blank.trail = 0;
	MarkKind before = mark_kind(previous), behind = mark_kind(next);
	if (blank.trail && behind != NO_MARK && kind == CLOSING) {
		blank.cut_trail = blank.trail;
		blank.trail = 0;
	}
	if (blank.lead && before == OPENING && kind == OPENING) {
		blank.cut_lead = blank.lead;
		blank.lead = 0;
	}
	return blank;
}

void adjust_marks(const Text *text, const Run *run, Glyph *glyphs, uint32_t count) {
	for (uint32_t i = 0; i < count; i++) {
		MarkBlank blank = mark_blank(text, run, &glyphs[i]);
		bool last = i + 1 == count || glyphs[i + 1].cluster != glyphs[i].cluster;
		glyphs[i].advance += (last ? blank.space : 0) - blank.cut_lead - blank.cut_trail;
		glyphs[i].x_offset -= blank.cut_lead;
	}
}
