/* What a reader copies. Every glyph has a code whose ToUnicode entry is a piece of the text; where the pieces, read in logical
 * order, do not add up to the text of a HarfBuzz cluster, the cluster is wrapped in ActualText.
 *
 * Within a cluster: one glyph stands for all of its text (ffi is three characters). Of several glyphs, each that is the
 * nominal glyph of a character of the cluster stands for that character; the first other one for what is left; any further
 * one for U+2060, which is nothing (U+0000 and U+FEFF are forbidden). Where several glyphs of a left-to-right cluster are moved
 * from the pen (Thai, Devanagari), viewers sort them by position and get the order wrong, so ActualText is given even when the
 * pieces add up. Right to left the pieces are characters and ActualText stays as short as can be, since viewers reverse
 * the characters of any longer string; only styles whose baseline falls within a word (Nastaliq) are wrapped word by word. */
#include <assert.h>
#include <string.h>

#include "pdf/writer.h"

enum { CLUSTER_CHARACTERS = 64 };

static const Str SOFT_HYPHEN = { "\xC2\xAD", 2 };

/* Neighbouring glyphs of one cluster. */
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

static Group group_at(const Item *item, uint32_t first) {
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

static uint32_t logical_glyph(const Item *item, const Group *group, uint32_t i) {
	return item->rtl ? group->first + group->count - 1 - i : group->first + i;
}

/* U+0000, U+FEFF and U+FFFE may not be mapped to. */
static bool is_forbidden(Str text) {
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		if (c == 0 || c == 0xFEFF || c == 0xFFFE)
			return true;
	}
	return false;
}

static Str text_of(const Item *item, const Group *group) {
	if (group->start == group->end)
		return item->last_hyphen && group->start == item->end ? SOFT_HYPHEN : PDF_NOTHING;
	return str_sub(item->text, group->start, group->end);
}

static void report_missing(Show *s, Str text) {
	const Face *face = s->font->face;
	size_t at = 0;
	uint32_t c = utf8_next(text, &at);
	diag_error(s->w->job->diag, s->w->document->owners[s->item->owner].pos, RULE_PDF_GLYPH_MISSING,
		"U+%04X is shown without a glyph of " STR_FMT " " STR_FMT, c, STR_ARG(face->family), STR_ARG(face->style));
	diag_help(s->w->job->diag, "name a family that has it in fonts/fonts.yaml, or write another character");
	s->w->failed = true;
}

/* What a glyph's own code should say. In CFF a glyph has one code, so its entry is what it says as a rule, and uses out of the
 * ordinary get ActualText: a hyphen of hyphenation, and the blank that stands for an invisible character. */
static const Code *code_for(Show *s, uint32_t glyph, Str text) {
	if (is_forbidden(text))
		text = PDF_NOTHING;
	if (s->font->kind != CODES_TRUETYPE) {
		hb_codepoint_t nominal;
		static const char *const usual[] = { "-", " ", "\xE2\x80\x90" };
		for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
			size_t at = 0;
			uint32_t c = utf8_next(str_of(usual[i]), &at);
			if (hb_font_get_nominal_glyph(s->font->face->font, c, &nominal) && nominal == glyph) {
				text = str_of(usual[i]);
				break;
			}
		}
	}
	size_t known = s->font->codes.n;
	const Code *code = pdf_font_code(s->w, s->font, glyph, text);
	if (glyph == 0 && s->font->codes.n > known)
		report_missing(s, text);
	return code;
}

/* Gives each glyph of a group of several the piece of text that it stands for. */
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

static void add_shown(Show *s, uint32_t glyph, const Code *code) {
	const Glyph *g = &s->item->glyphs[glyph];
	Shown *shown = list_push(s->w->arena, &s->shown);
	*shown = (Shown){ code, s->pens[glyph] + g->x_offset, g->y_offset };
}

/* A right-to-left ligature, as of the name of God: viewers turn the text of one code round with everything else. So its last
 * character stands on the ligature, those before it on blanks of no ink at its right end: near enough for poppler, which
 * divides a word where glyphs go back by more than a tenth of an em, and far enough for PDFium, which drops a glyph that comes
 * again within 0.07 em. */
static bool spread_ligature(Show *s, uint32_t glyph, Str text) {
	enum { MOST = 4, APART = 12 };
	hb_codepoint_t blank;
	size_t n = utf8_count(text), at = text.n;
	if (!s->item->rtl || s->font->kind != CODES_TRUETYPE || n < 2 || n > MOST
		|| !hb_font_get_nominal_glyph(s->font->face->font, ' ', &blank))
		return false;
	const Glyph *g = &s->item->glyphs[glyph];
	for (size_t i = 0; i < n; i++) {
		size_t end = at;
		utf8_prev(text, &at);
		Shown *shown = list_push(s->w->arena, &s->shown);
		shown->code = code_for(s, i == 0 ? g->id : blank, str_sub(text, at, end));
		shown->x = s->pens[glyph] + g->x_offset;
		if (i > 0)
			shown->x += g->advance - (Len)(n - 1 - i) * (s->item->size / APART);
		shown->y = g->y_offset;
	}
	return true;
}

/* Shows a group; true when what its codes say, in logical order, is the group's text. */
static bool show_group(Show *s, const Group *group, Str text) {
	const Glyph *glyphs = s->item->glyphs;
	if (group->count == 1) {
		if (spread_ligature(s, group->first, text))
			return true;
		const Code *code = code_for(s, glyphs[group->first].id, text);
		add_shown(s, group->first, code);
		return str_eq(code->text, text);
	}
	Str few[16];
	Str *pieces = group->count <= 16 ? few : arena_array(s->w->arena, Str, group->count);
	share_text(s, group, text, pieces);
	size_t at = 0, from = s->shown.n;
	bool same = true;
	for (uint32_t i = 0; i < group->count; i++) {
		uint32_t piece = s->item->rtl ? group->count - 1 - i : i;
		add_shown(s, group->first + i, code_for(s, glyphs[group->first + i].id, pieces[piece]));
	}
	for (uint32_t i = 0; i < group->count; i++) {
		Str said = s->shown.at[from + (s->item->rtl ? group->count - 1 - i : i)].code->text;
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

/* The glyphs shown since the last unit. */
static void add_unit(Show *s, const Group *group, bool actual, Str text) {
	uint32_t first = s->units.n > 0 ? s->units.at[s->units.n - 1].first + s->units.at[s->units.n - 1].count : 0;
	uint32_t count = (uint32_t)s->shown.n - first;
	Unit *last = s->units.n > 0 ? &s->units.at[s->units.n - 1] : NULL;
	if (last && !last->actual && !actual) {
		last->count += count;
		last->start = group->start < last->start ? group->start : last->start;
		last->end = group->end > last->end ? group->end : last->end;
		return;
	}
	Unit *unit = list_push(s->w->arena, &s->units);
	*unit = (Unit){ first, count, group->start, group->end, actual, text };
}

/* A style whose letters, not only its marks, stand above the baseline. */
static bool is_cascading(const Item *item) {
	for (uint32_t i = 0; item->rtl && i < item->glyph_count; i++)
		if (item->glyphs[i].y_offset != 0 && item->glyphs[i].advance > item->size / 10)
			return true;
	return false;
}

static bool ends_word(Str text) {
	return text.n > 0 && (text.p[0] == ' ' || text.p[0] == '\t' || (text.n > 1 && !memcmp(text.p, "\xC2\xA0", 2)));
}

static void show_words(Show *s) {
	const Item *item = s->item;
	Group word = { 0 };
	for (uint32_t i = 0; i < item->glyph_count;) {
		Group group = group_at(item, i);
		Str text = text_of(item, &group);
		bool outside = ends_word(text) || group.start == group.end;
		if (outside && word.count > 0) {
			add_unit(s, &word, true, str_sub(item->text, word.start, word.end));
			word.count = 0;
		}
		bool same = show_group(s, &group, text);
		if (outside)
			add_unit(s, &group, !same, text);
		else if (word.count == 0)
			word = group;
		else {
			word.count += group.count;
			word.start = group.start;
		}
		i += group.count;
	}
	if (word.count > 0)
		add_unit(s, &word, true, str_sub(item->text, word.start, word.end));
}

static void show_clusters(Show *s) {
	const Item *item = s->item;
	for (uint32_t i = 0; i < item->glyph_count;) {
		Group group = group_at(item, i);
		Str text = text_of(item, &group);
		bool same = show_group(s, &group, text);
		bool actual = !same || (!item->rtl && group.count > 1 && is_displaced(item, &group));
		add_unit(s, &group, actual, text);
		i += group.count;
	}
}

Showing pdf_show(Writer *w, PdfFont *font, const Item *item) {
	Show s = { .w = w, .font = font, .item = item };
	assert(item->start <= item->end && item->end <= item->text.n);
	Len *pens = arena_array(w->arena, Len, item->glyph_count + 1);
	for (uint32_t i = 0; i < item->glyph_count; i++)
		pens[i + 1] = pens[i] + item->glyphs[i].advance;
	s.pens = pens;
	if (is_cascading(item))
		show_words(&s);
	else
		show_clusters(&s);
	return (Showing){ s.shown.at, (uint32_t)s.shown.n, s.units.at, (uint32_t)s.units.n };
}
