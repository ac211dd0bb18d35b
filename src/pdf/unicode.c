/* What a reader copies. Every glyph has a code whose ToUnicode entry is a piece of the text, and the pieces, read as
 * viewers read them, add up to the text.
 *
 * TrueType. A cluster of several glyphs becomes one composite glyph (composite.c) that stands for all of its text,
 * as does a ligature (ffi is three characters). Right to left a letter and its marks, which are clusters of their
 * own, become one as well, and so does a letter off the baseline. Viewers turn right-to-left text round code by
 * code, so there no code may have several characters: the last one stands on the glyph, those before it on blanks at
 * its right end.
 *
 * CFF. There are no composites, and a glyph has one code only. Of several glyphs in a cluster, each that is the
 * nominal glyph of a character of the cluster stands for that character; the first other one for what is left; any
 * further one for U+2060, which is nothing (U+0000 and U+FEFF are forbidden). Where the pieces do not add up to the
 * cluster's text, or where glyphs of a left-to-right cluster are moved, so that viewers would sort them wrongly, the
 * cluster is wrapped in ActualText. */
#include <assert.h>
#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/writer.h"

enum { CLUSTER_CHARACTERS = 64, PARTS_MAX = 64, OFFSET_MAX = 16000 };

static const Str SOFT_HYPHEN = { "\xC2\xAD", 2 };

/* Neighbouring glyphs that belong together. */
typedef struct {
	uint32_t first, count;                                   /* of the item's glyphs */
	uint32_t start, end;                                     /* bytes; equal: nothing in the text (a hyphen) */
} Group;

typedef struct {
	Writer *w;
	PdfFont *font;
	const Item *item;
	const Len *pens;                                         /* where each glyph of the item begins */
	struct { Shown *at; size_t n, room; } shown;
	struct { Unit *at; size_t n, room; } units;
} Show;

/* ---- groups ---- */

/* The glyphs of one cluster. */
static Group cluster_at(const Item *item, uint32_t first) {
	const Glyph *g = item->glyphs;
	Group group = { .first = first, .count = 1, .start = g[first].cluster, .end = item->end };
	while (first + group.count < item->glyph_count && g[first + group.count].cluster == group.start)
		group.count++;
	uint32_t next = first + group.count;
	bool logical_first = item->rtl ? next == item->glyph_count : first == 0;
	if (item->rtl ? first > 0 : next < item->glyph_count)
		group.end = g[item->rtl ? first - 1 : next].cluster;
	if (group.end > item->end)
		group.end = item->end;
	if (logical_first && group.start < item->end)
		group.start = item->start;
	if (group.end < group.start)
		group.end = group.start;
	return group;
}

static bool is_mark(const Show *s, const Glyph *glyph) {
	return glyph->advance == 0
		&& hb_ot_layout_get_glyph_class(s->font->face->hb, glyph->id) == HB_OT_LAYOUT_GLYPH_CLASS_MARK;
}

/* A cluster; right to left the marks that stand before a letter, from left to right, with the letter. */
static Group group_at(const Show *s, uint32_t first) {
	const Item *item = s->item;
	Group group = cluster_at(item, first);
	while (item->rtl && group.start < group.end && group.first + group.count < item->glyph_count
		&& is_mark(s, &item->glyphs[group.first + group.count - 1])) {
		Group next = cluster_at(item, group.first + group.count);
		group.count += next.count;
		group.start = next.start;
	}
	return group;
}

static uint32_t logical_glyph(const Item *item, const Group *group, uint32_t i) {
	return item->rtl ? group->first + group->count - 1 - i : group->first + i;
}

static Str text_of(const Item *item, const Group *group) {
	if (group->start == group->end)
		return item->last_hyphen && group->start == item->end ? SOFT_HYPHEN : PDF_NOTHING;
	return str_sub(item->text, group->start, group->end);
}

/* ---- codes ---- */

/* U+0000, U+FEFF and U+FFFE may not be mapped to. */
static bool is_forbidden(Str text) {
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		if (c == 0 || c == 0xFEFF || c == 0xFFFE)
			return true;
	}
	return false;
}

/* The stage that shaped the text has reported it, or this is the last guard. */
static void report_missing(Show *s, Str text) {
	const Face *face = s->font->face;
	size_t at = 0;
	uint32_t c = utf8_next(text, &at);
	if (s->w->job->diag->errors > 0)
		return;
	diag_error(s->w->job->diag, s->w->pos, RULE_PDF_GLYPH_MISSING,
		"U+%04X is shown without a glyph of " STR_FMT " " STR_FMT, c, STR_ARG(face->family), STR_ARG(face->style));
	diag_help(s->w->job->diag, "name a family that has it in fonts/fonts.yaml, or write another character");
	s->w->failed = true;
}

/* A CFF glyph has one code, so its entry is what it says as a rule, and uses out of the ordinary get ActualText: a
 * hyphen of hyphenation, and the blank that stands for an invisible character. */
static Str usual_text(const Show *s, uint32_t glyph, Str text) {
	static const struct {
		uint32_t code_point;
		const char *text;
	} usual[] = { { '-', "-" }, { ' ', " " }, { 0x2010, "\xE2\x80\x90" } };
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
		hb_codepoint_t nominal;
		if (hb_font_get_nominal_glyph(s->font->face->font, usual[i].code_point, &nominal) && nominal == glyph)
			return str_of(usual[i].text);
	}
	return text;
}

static const Code *code_for(Show *s, uint32_t glyph, Str text) {
	if (is_forbidden(text))
		text = PDF_NOTHING;
	if (s->font->face->cff)
		text = usual_text(s, glyph, text);
	size_t known = s->font->codes.n;
	const Code *code = pdf_font_code(s->w, s->font, glyph, text);
	if (glyph == 0 && s->font->codes.n > known)
		report_missing(s, text);
	return code;
}

static void add_shown(Show *s, const Code *code, Len x, Len y) {
	*list_push(s->w->arena, &s->shown) = (Shown){ code, x, y };
}

/* The glyphs shown since the last unit. */
static void add_unit(Show *s, const Group *group, bool actual, Str text) {
	Unit *last = s->units.n > 0 ? &s->units.at[s->units.n - 1] : NULL;
	uint32_t first = last ? last->first + last->count : 0, count = (uint32_t)s->shown.n - first;
	if (last && !last->actual && !actual) {
		last->count += count;
		last->start = group->start < last->start ? group->start : last->start;
		last->end = group->end > last->end ? group->end : last->end;
		return;
	}
	*list_push(s->w->arena, &s->units) = (Unit){ first, count, group->start, group->end, actual, text };
}

/* ---- TrueType ---- */

static int font_units(const Show *s, Len l) {
	int64_t n = (int64_t)l * s->font->face->upem, size = s->item->size;
	return (int)((2 * n + (n < 0 ? -size : size)) / (2 * size));
}

/* How wide a composite is: what its glyphs add up to and, left to right, what positioning adds, in whole twentieths of an em,
 * since readers take a wider gap behind it for a word space. The rest, which justification makes another in every line,
 * stays with the pen, lest each line need a composite of its own. */
static int composite_advance(const Show *s, const Group *group, int nominal) {
	int step = (int)s->font->face->upem / 20;
	int shaped = font_units(s, s->pens[group->first + group->count] - s->pens[group->first]);
	return s->item->rtl || step == 0 ? nominal : nominal + (shaped - nominal) / step * step;
}

/* The glyph that stands for a group: itself, or a composite with its origin on the baseline. The group's first glyph
 * is where the pen is. False when it has too many parts, or one too far away. */
static bool compose(Show *s, const Group *group, uint32_t *glyph) {
	const Glyph *g = s->item->glyphs + group->first;
	Part parts[PARTS_MAX];
	int advance = 0;
	if (group->count == 1 && (g->y_offset == 0 || !s->item->rtl)) {
		*glyph = g->id;
		return true;
	}
	if (group->count > PARTS_MAX || s->item->setting == TEXT_UPRIGHT)
		return false;
	for (uint32_t i = 0; i < group->count; i++) {
		Len x = s->pens[group->first + i] - s->pens[group->first] + g[i].x_offset;
		parts[i] = (Part){ g[i].id, font_units(s, x), font_units(s, g[i].y_offset) };
		if (g[i].id == 0 || abs(parts[i].x) > OFFSET_MAX || abs(parts[i].y) > OFFSET_MAX)
			return false;
		advance += pdf_font_advance(s->font, g[i].id);
	}
	advance = composite_advance(s, group, advance);
	if (advance < 0 || advance > 2 * OFFSET_MAX)
		return false;
	*glyph = pdf_composite(s->w, s->font, parts, group->count, advance);
	return true;
}

/* Shows a right-to-left group of several characters: the last on the glyph, those before it on narrow blanks at its
 * right end. They are near enough for poppler, which divides a word where glyphs go back by more than a tenth of an
 * em, and far enough for PDFium, which drops a glyph that comes again within 0.07 em; and narrow enough to leave a
 * word space its width. */
static bool spread(Show *s, const Group *group, uint32_t glyph, Len x, Len y, Str text) {
	enum { MOST = 5, APART = 12, NARROW = 12 };
	size_t n = utf8_count(text), at = text.n;
	if (!s->item->rtl || n < 2 || n > MOST)
		return false;
	Len right = s->pens[group->first + group->count];
	uint32_t blank = pdf_composite(s->w, s->font, NULL, 0, (int)s->font->face->upem / NARROW);
	for (size_t i = 0; i < n; i++) {
		size_t end = at;
		utf8_prev(text, &at);
		Str character = str_sub(text, at, end);
		if (i == 0)
			add_shown(s, code_for(s, glyph, character), x, y);
		else
			add_shown(s, code_for(s, blank, character), right - (Len)(n - 1 - i) * (s->item->size / APART), y);
	}
	return true;
}

static void show_truetype(Show *s) {
	const Item *item = s->item;
	for (uint32_t i = 0; i < item->glyph_count;) {
		Group group = group_at(s, i);
		uint32_t glyph;
		if (!compose(s, &group, &glyph)) {
			group = cluster_at(item, i);
			group.count = 1;
			glyph = item->glyphs[i].id;
		}
		bool own = glyph < COMPOSITE_FIRST;
		Len x = s->pens[i] + (own ? item->glyphs[i].x_offset : 0), y = own ? item->glyphs[i].y_offset : 0;
		Str text = text_of(item, &group);
		if (!spread(s, &group, glyph, x, y, text))
			add_shown(s, code_for(s, glyph, text), x, y);
		add_unit(s, &group, false, text);
		i += group.count;
	}
}

/* ---- CFF ---- */

/* Gives each glyph of a group of several the piece of text that it stands for, in logical order. */
static void share_text(Show *s, const Group *group, Str text, Str *pieces) {
	struct { uint32_t code_point; Str text; bool used; } chars[CLUSTER_CHARACTERS];
	size_t n = 0;
	for (size_t at = 0; at < text.n && n < CLUSTER_CHARACTERS; n++) {
		size_t from = at;
		chars[n].code_point = utf8_next(text, &at);
		chars[n].text = str_sub(text, from, at);
		chars[n].used = false;
	}
	uint32_t other = UINT32_MAX;
	for (uint32_t i = 0; i < group->count; i++) {
		uint32_t at = logical_glyph(s->item, group, i);
		pieces[i] = PDF_NOTHING;
		size_t k = 0;
		hb_codepoint_t nominal;
		while (k < n && (chars[k].used || !hb_font_get_nominal_glyph(s->font->face->font, chars[k].code_point, &nominal)
			|| nominal != s->item->glyphs[at].id))
			k++;
		if (k < n) {
			chars[k].used = true;
			pieces[i] = chars[k].text;
		} else if (other == UINT32_MAX)
			other = i;
	}
	if (other == UINT32_MAX)
		return;
	Buf rest = { 0 };
	for (size_t k = 0; k < n; k++)
		if (!chars[k].used)
			buf_str(&rest, chars[k].text);
	if (rest.n > 0)
		pieces[other] = str_copy(s->w->arena, buf_as_str(&rest));
	buf_free(&rest);
}

static void add_glyph(Show *s, uint32_t glyph, Str text) {
	const Glyph *g = &s->item->glyphs[glyph];
	add_shown(s, code_for(s, g->id, text), s->pens[glyph] + g->x_offset, g->y_offset);
}

/* Shows a group; true when what its codes say, in logical order, is the group's text. */
static bool show_group(Show *s, const Group *group, Str text) {
	if (group->count == 1) {
		add_glyph(s, group->first, text);
		return str_eq(s->shown.at[s->shown.n - 1].code->text, text);
	}
	Str few[16];
	Str *pieces = group->count <= 16 ? few : arena_array(s->w->arena, Str, group->count);
	share_text(s, group, text, pieces);
	size_t at = 0, from = s->shown.n;
	bool same = true;
	for (uint32_t i = 0; i < group->count; i++)
		add_glyph(s, group->first + i, pieces[s->item->rtl ? group->count - 1 - i : i]);
	for (uint32_t i = 0; i < group->count; i++) {
		Str said = s->shown.at[from + logical_glyph(s->item, group, i) - group->first].code->text;
		same = same && str_eq(str_sub(text, at, at + said.n), said);
		at += said.n;
	}
	return same && at == text.n;
}

static bool is_displaced(const Item *item, const Group *group) {
	for (uint32_t i = 0; i < group->count; i++)
		if (item->glyphs[group->first + i].x_offset != 0 || item->glyphs[group->first + i].y_offset != 0)
			return true;
	return false;
}

static void show_cff(Show *s) {
	const Item *item = s->item;
	for (uint32_t i = 0; i < item->glyph_count;) {
		Group group = cluster_at(item, i);
		Str text = text_of(item, &group);
		bool same = show_group(s, &group, text);
		bool actual = !same || (!item->rtl && group.count > 1 && is_displaced(item, &group));
		add_unit(s, &group, actual, text);
		i += group.count;
	}
}

Showing pdf_show(Writer *w, PdfFont *font, const Item *item) {
	Show s = { .w = w, .font = font, .item = item };
	assert(item->start <= item->end && item->end <= item->text.n && item->size > 0);
	Len *pens = arena_array(w->arena, Len, item->glyph_count + 1);
	for (uint32_t i = 0; i < item->glyph_count; i++)
		pens[i + 1] = pens[i] + item->glyphs[i].advance;
	s.pens = pens;
	if (font->face->cff)
		show_cff(&s);
	else
		show_truetype(&s);
	return (Showing){ s.shown.at, (uint32_t)s.shown.n, s.units.at, (uint32_t)s.units.n };
}
