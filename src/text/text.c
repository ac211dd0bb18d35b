/* Builds a Text: bidi, itemization, shaping, clusters, breaks, in this order. Clusters are kept in logical order, with
 * their widths, whatever the direction of their run; paragraph/ adds them up and never looks at glyphs. */
#include <string.h>
#include <unicode/uchar.h>

#include "text/internal.h"

static void release_buffer(void *buffer) { hb_buffer_destroy(buffer); }
static void release_breaks(void *breaks) { ubrk_close(breaks); }

Shaper *text_make_shaper(Job *job, FontSet *fonts, const Layout *layout, const Locale *locale) {
	Shaper *shaper = arena_new(job->arena, Shaper);
	shaper->fonts = fonts;
	shaper->layout = layout;
	shaper->locale = locale;
	shaper->buffer = hb_buffer_create();
	arena_on_release(job->arena, release_buffer, shaper->buffer);
	UErrorCode status = U_ZERO_ERROR;
	Str name = str_printf(job->arena, STR_FMT "@lb=strict", STR_ARG(locale->tag));
	shaper->line_breaks = ubrk_open(UBRK_LINE, name.p, NULL, 0, &status);
	if (U_FAILURE(status))
		arena_out_of_memory(0);
	arena_on_release(job->arena, release_breaks, shaper->line_breaks);
	shaper->hyphens = hyphens_open(job, locale);
	return shaper;
}

static bool is_stretching_space(uint32_t c) { return c == ' ' || c == 0xA0 || c == 0x3000; }

/* Characters that hold on to what stands before them within a cluster of their own in HarfBuzz's eyes. */
static bool continues_cluster(uint32_t c) {
	if (c < 0x300)
		return false;
	int8_t type = u_charType((UChar32)c);
	return type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK || type == U_ENCLOSING_MARK || c == 0x200D || c == 0x200C ||
	       u_hasBinaryProperty((UChar32)c, UCHAR_GRAPHEME_EXTEND);
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
		c->space = is_stretching_space(character) && at == c->end;
		c->glue_fixed = character == 0x202F;
	}
}

void find_clusters(Job *job, Shaper *shaper, const TextRequest *request, Text *text) {
	(void)shaper;
	(void)request;
	struct { Cluster *at; size_t n, room; } list = { 0 };
	for (uint32_t r = 0; r < text->run_count; r++)
		add_run_clusters(job, &list, text, r);
	text->clusters = list.at;
	text->cluster_count = (uint32_t)list.n;
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
		shape_run(job, shaper, &request, text, &text->runs[r]);
	if (!text->run_count)
		return text;
	find_clusters(job, shaper, &request, text);
	find_breaks(job, shaper, &request, text);
	text->size = len_scale(request.style->size, layout_typography_for(shaper->layout, shaper->locale->script, shaper->locale->tag)->scale, 1000);
	text->size = len_scale(text->size, request.size_permille, 1000);
	text->face = text->runs[0].face;
	hb_codepoint_t hyphen = 0;
	if (!hb_font_get_nominal_glyph(text->face->font, 0x2010, &hyphen))
		hb_font_get_nominal_glyph(text->face->font, '-', &hyphen);
	text->hyphen_width = len_scale(text->size, hb_font_get_glyph_h_advance(text->face->font, hyphen), text->face->upem);
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
