/* Builds a Text: bidi, itemization, shaping, clusters, breaks, in this order. Clusters are kept in logical order, with
 * their widths, whatever the direction of their run; paragraph/ adds them up and never looks at glyphs. */
#include <string.h>
#include <unicode/uchar.h>

#include "text/internal.h"

static void release_buffer(void *buffer) { hb_buffer_destroy(buffer); }

Shaper *text_make_shaper(Job *job, FontSet *fonts, Dictionaries *dictionaries, const Layout *layout, const Locale *locale) {
	Shaper *shaper = arena_new(job->arena, Shaper);
	shaper->job = *job;
	shaper->fonts = fonts;
	shaper->dictionaries = dictionaries;
	shaper->layout = layout;
	shaper->locale = locale;
	shaper->buffer = hb_buffer_create();
	arena_on_release(job->arena, release_buffer, shaper->buffer);
	return shaper;
}

static bool is_stretching_space(uint32_t c) { return c == ' ' || c == 0xA0; }

/* After these a line may grow, and they never go at its end: the Ethiopic wordspace, the tsheg of Tibetan. */
static bool is_gap(uint32_t c) { return c == 0x1361 || c == 0xF0B || c == 0xF0C; }

/* A no-break space that belongs to a mark, as in French, is as wide everywhere (scripts.md, L5). */
static bool belongs_to_mark(Str text, const Cluster *c) {
	size_t before = c->start, behind = c->end;
	uint32_t left = before > 0 ? utf8_prev(text, &before) : 0, right = behind < text.n ? utf8_next(text, &behind) : 0;
	return left == 0xAB || left == 0x2039 || right == 0xBB || right == 0x203A || right == '!' || right == '?' || right == ';' || right == ':' ||
	       right == '%';
}

/* Characters that hold on to what stands before them within a cluster of their own in HarfBuzz's eyes. */
static bool continues_cluster(uint32_t c) {
	if (c < 0x300)
		return false;
	int8_t type = u_charType((UChar32)c);
	return type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK || type == U_ENCLOSING_MARK || c == 0x200D || c == 0x200C ||
	       u_hasBinaryProperty((UChar32)c, UCHAR_GRAPHEME_EXTEND);
}

static void add_blank(Cluster *c, const Text *text, const Run *run, const Glyph *glyph) {
	MarkBlank blank = mark_blank(text, run, glyph);
	c->lead = blank.lead;
	c->trail = blank.space ? blank.space : blank.trail;
	c->autospace = blank.space > 0;
}

/* Adds a run's clusters, logically ordered. HarfBuzz's clusters are joined where a mark would begin one. */
static void add_run_clusters(Job *job, void *out, Text *text, uint32_t r) {
	struct { Cluster *at; size_t n, room; } *list = out;
	const Run *run = &text->runs[r];
	bool rtl = run->level % 2;
	size_t first = list->n;
	for (uint32_t i = 0; i < run->glyph_count; i++) {
		const Glyph *g = &run->glyphs[rtl ? run->glyph_count - 1 - i : i];
		Cluster *last = list->n > first ? &list->at[list->n - 1] : NULL;
		size_t peek = g->cluster;
		bool same = last && (last->start == g->cluster || (g->cluster > last->start && continues_cluster(utf8_next(text->text, &peek))));
		if (same) {
			last->width += g->advance;
			continue;
		}
		Cluster *c = list_push(job->arena, list);
		c->start = g->cluster;
		c->run = r;
		c->width = g->advance;
		c->unsafe = g->unsafe_to_break;
		c->kashida = g->tatweel;
		if (text->east_asian)
			add_blank(c, text, run, g);
	}
	if (list->n == first) {                                  /* a line end, or a run of characters that show nothing */
		Cluster *c = list_push(job->arena, list);
		c->start = run->start;
		c->run = r;
	}
	list->at[first].start = run->start;
	for (size_t i = first; i < list->n; i++) {
		Cluster *c = &list->at[i];
		c->end = i + 1 < list->n ? list->at[i + 1].start : run->end;
		size_t at = c->start;
		uint32_t character = utf8_next(text->text, &at);
		c->gap = is_gap(character);
		c->blank = (c->width == 0 && is_ignorable(character)) || character == 0x3000;
		c->glue_fixed = character == 0x202F || (character == 0xA0 && belongs_to_mark(text->text, c));
		c->space = is_stretching_space(character) && at == c->end && !c->glue_fixed;
	}
}

void find_clusters(Job *job, Text *text) {
	size_t most = text->run_count;
	for (uint32_t r = 0; r < text->run_count; r++)
		most += text->runs[r].glyph_count;
	struct { Cluster *at; size_t n, room; } list = { arena_array(job->arena, Cluster, most), 0, most };
	for (uint32_t r = 0; r < text->run_count; r++)
		add_run_clusters(job, &list, text, r);
	text->clusters = list.at;
	text->cluster_count = (uint32_t)list.n;
}

static Len hyphen_width(const Text *text) {
	uint32_t hyphen = hyphen_of(&text->runs[0]);
	hb_codepoint_t glyph = 0;
	if (!hyphen || !hb_font_get_nominal_glyph(text->face->font, hyphen, &glyph))
		return 0;
	return len_scale(text->size, hb_font_get_glyph_h_advance(text->face->font, glyph), text->face->upem);
}

static Text *build(Job *job, Shaper *shaper, TextRequest request) {
	Text *text = arena_new(job->arena, Text);
	text->block = request.block;
	text->text = request.block->text;
	text->rtl = request.block->rtl;
	text->base_level = text->rtl ? 1 : 0;
	text->request = arena_copy(job->arena, &request, sizeof request);
	text->bidi = bidi_make(job, request.block, request.start, request.end);
	if (request.start >= request.end || !request.block->span_count)
		return text;
	itemize(job, shaper, &request, text);
	for (uint32_t r = 0; r < text->run_count; r++)
		shape_run(job, shaper, text, &text->runs[r]);
	if (!text->run_count)
		return text;
	find_clusters(job, text);
	choose_kashidas(text);
	find_breaks(job, shaper, &request, text);
	text->size = len_scale(request.style->size, layout_typography_for(shaper->layout, shaper->locale->script, shaper->locale->tag)->scale, 1000);
	text->size = len_scale(text->size, request.size_permille, 1000);
	text->face = text->runs[0].face;
	text->hyphen_width = hyphen_width(text);
	return text;
}

Text *text_build(Job *job, Shaper *shaper, const Block *block) {
	return text_build_fitted(job, shaper, block, 1000, 0);
}

Text *text_build_fitted(Job *job, Shaper *shaper, const Block *block, int size_permille, int tracking) {
	return build(job, shaper, (TextRequest){ block, block->style, 0, (uint32_t)block->text.n, size_permille, tracking });
}

Text *text_build_part(Job *job, Shaper *shaper, const Block *block, const ParagraphStyle *style, uint32_t start, uint32_t end) {
	return build(job, shaper, (TextRequest){ block, style, start, end, 1000, 0 });
}
