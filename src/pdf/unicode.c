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
static const Str WORD_JOINER = { "\xE2\x81\xA0", 3 };

/* Neighbouring glyphs of one cluster. */
typedef struct {
	uint32_t first, count;                                   /* of the item's glyphs */
	uint32_t start, end;                                     /* bytes; equal: nothing in the text (a hyphen) */
} Group;

typedef struct {
	Writer *w;
	PdfFont *font;
	const Item *item;
	Showing out;
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
		return item->last_hyphen && group->start == item->end ? SOFT_HYPHEN : WORD_JOINER;
	return str_sub(item->text, group->start, group->end);
}

/* What a glyph's own code should say. In CFF a glyph has one code, so its entry is what it says as a rule, and uses out of the
 * ordinary get ActualText: a hyphen of hyphenation, and the blank that stands for an invisible character. */
static const Code *code_for(Show *s, uint32_t glyph, Str text) {
	if (is_forbidden(text))
		text = WORD_JOINER;
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
	return pdf_font_code(s->w, s->font, glyph, text);
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
		pieces[i] = WORD_JOINER;
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

/* Sets the codes of a group; true when what they say, in logical order, is the group's text. */
static bool set_codes(Show *s, const Group *group, Str text) {
	const Glyph *glyphs = s->item->glyphs;
	if (group->count == 1) {
		const Code *code = code_for(s, glyphs[group->first].id, text);
		s->out.shown[group->first].code = code;
		return str_eq(code->text, text);
	}
	Str few[16];
	Str *pieces = group->count <= 16 ? few : arena_array(s->w->arena, Str, group->count);
	share_text(s, group, text, pieces);
	size_t at = 0;
	bool same = true;
	for (uint32_t i = 0; i < group->count; i++) {
		uint32_t g = logical_glyph(s->item, group, i);
		const Code *code = code_for(s, glyphs[g].id, pieces[i]);
		s->out.shown[g].code = code;
		same = same && str_eq(str_sub(text, at, at + code->text.n), code->text);
		at += code->text.n;
	}
	return same && at == text.n;
}

static bool is_displaced(const Item *item, const Group *group) {
	for (uint32_t i = 0; i < group->count; i++)
		if (item->glyphs[group->first + i].x_offset != 0 || item->glyphs[group->first + i].y_offset != 0)
			return true;
	return false;
}

static void add_unit(Show *s, const Group *group, bool actual, Str text) {
	Unit *last = s->units.n > 0 ? &s->units.at[s->units.n - 1] : NULL;
	if (last && !last->actual && !actual) {
		last->count += group->count;
		last->start = group->start < last->start ? group->start : last->start;
		return;
	}
	Unit *unit = list_push(s->w->arena, &s->units);
	*unit = (Unit){ .first = group->first, .count = group->count, .start = group->start, .actual = actual, .text = text };
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
		bool same = set_codes(s, &group, text), space = ends_word(text);
		if (space || group.start == group.end) {
			if (word.count > 0)
				add_unit(s, &word, true, str_sub(item->text, word.start, word.end));
			word.count = 0;
			add_unit(s, &group, !same, text);
		} else if (word.count == 0)
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
		bool same = set_codes(s, &group, text);
		bool actual = !same || (!item->rtl && group.count > 1 && is_displaced(item, &group));
		add_unit(s, &group, actual, text);
		i += group.count;
	}
}

Showing pdf_show(Writer *w, PdfFont *font, const Item *item) {
	Show s = { .w = w, .font = font, .item = item };
	assert(item->start <= item->end && item->end <= item->text.n);
	s.out.shown_count = item->glyph_count;
	s.out.shown = arena_array(w->arena, Shown, item->glyph_count);
	Len pen = 0;
	for (uint32_t i = 0; i < item->glyph_count; i++) {
		const Glyph *g = &item->glyphs[i];
		s.out.shown[i] = (Shown){ .x = pen + g->x_offset, .y = g->y_offset };
		pen += g->advance;
	}
	if (is_cascading(item))
		show_words(&s);
	else
		show_clusters(&s);
	s.out.units = s.units.at;
	s.out.unit_count = (uint32_t)s.units.n;
	return s.out;
}
