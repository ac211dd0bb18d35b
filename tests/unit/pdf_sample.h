/* pdf_sample -- builds Pages by hand: text shaped with HarfBuzz and put at positions, without the stages between. */
#ifndef TESTS_PDF_SAMPLE_H
#define TESTS_PDF_SAMPLE_H

#include <assert.h>
#include <hb-ot.h>
#include <string.h>

#include "pdf/pdf.h"

#define NOTO "/usr/share/fonts/truetype/noto/"

enum { SAMPLE_FACES = 12 };

typedef struct {
	Arena *arena;
	Job job;
	Layout layout;
	Document document;
	Pages pages;
	PdfInfo info;
	struct { OwnerNode *at; size_t n, room; } owners;
	struct { Page *at; size_t n, room; } page;
	struct { Item *at; size_t n, room; } items;              /* of the last page */
	const Face *faces[SAMPLE_FACES];
	size_t face_count;
} Sample;

static void sample_free_face(void *handle) {
	const Face *face = handle;
	hb_font_destroy(face->font);
	hb_face_destroy(face->hb);
}

static inline const Face *sample_face_at(Sample *s, const char *path, int index) {
	for (size_t i = 0; i < s->face_count; i++)
		if (str_is(s->faces[i]->path, path) && s->faces[i]->index == index)
			return s->faces[i];
	Face *face = arena_new(s->arena, Face);
	hb_blob_t *blob = hb_blob_create_from_file(path);
	face->hb = hb_face_create(blob, (unsigned)index);
	hb_blob_destroy(blob);
	face->font = hb_font_create(face->hb);
	hb_font_make_immutable(face->font);
	face->path = str_of(path);
	face->family = STR("Sample");
	face->style = STR("Regular");
	face->index = index;
	face->weight = strstr(path, "Bold") ? 700 : 400;
	face->italic = strstr(path, "Italic") != NULL;
	face->embeddable = true;
	face->upem = hb_face_get_upem(face->hb);
	hb_blob_t *cff = hb_face_reference_table(face->hb, HB_TAG('C', 'F', 'F', ' '));
	face->cff = hb_blob_get_length(cff) > 0;
	hb_blob_destroy(cff);
	hb_position_t value = 0;
	hb_ot_metrics_get_position(face->font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, &value);
	face->ascent = value;
	hb_ot_metrics_get_position(face->font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, &value);
	face->descent = value;
	hb_ot_metrics_get_position_with_fallback(face->font, HB_OT_METRICS_TAG_CAP_HEIGHT, &value);
	face->cap_height = value;
	arena_on_release(s->arena, sample_free_face, face);
	assert(s->face_count < SAMPLE_FACES);
	s->faces[s->face_count++] = face;
	return face;
}

static inline const Face *sample_face(Sample *s, const char *path) {
	return sample_face_at(s, path, 0);
}

static Owner sample_owner(Sample *s, Tag tag, Owner parent) {
	OwnerNode *node = list_push(s->arena, &s->owners);
	node->tag = tag;
	node->parent = parent;
	node->language = parent < s->owners.n - 1 ? s->owners.at[parent].language : STR("en");
	node->level = 1;
	return (Owner)s->owners.n - 1;
}

static void sample_start(Sample *s) {
	memset(s, 0, sizeof *s);
	s->arena = arena_make();
	s->job = (Job){ s->arena, diag_make(s->arena, STR("en")) };
	s->layout.colours = arena_array(s->arena, Colour, 3);
	s->layout.colours[1] = (Colour){ .rgb = { 200, 30, 40 } };
	s->layout.colours[2] = (Colour){ .rgb = { 230, 230, 240 } };
	s->layout.colour_count = 3;
	s->layout.text_colour = 0;
	s->document.layout = &s->layout;
	s->info = (PdfInfo){ STR("Quarterly & News"), STR("The Editors"), STR("A sample"), STR("Quoin 0.1"), 2007, 12, 1 };
	sample_owner(s, TAG_DOCUMENT, 0);
}

static void sample_end_page(Sample *s) {
	if (s->page.n == 0)
		return;
	Page *page = &s->page.at[s->page.n - 1];
	page->items = s->items.at;
	page->item_count = s->items.n;
	memset(&s->items, 0, sizeof s->items);
}

static void sample_page(Sample *s, Len width, Len height) {
	sample_end_page(s);
	Page *page = list_push(s->arena, &s->page);
	page->number = (int)s->page.n;
	page->folio = str_printf(s->arena, "%zu", s->page.n);
	page->width = width;
	page->height = height;
}

static inline Item *sample_item(Sample *s, ItemKind kind, Owner owner, Len x, Len y) {
	Item *item = list_push(s->arena, &s->items);
	item->kind = kind;
	item->owner = owner;
	item->x = x;
	item->y = y;
	item->colour = 0;
	item->language = s->owners.at[owner].language;
	return item;
}

/* Bytes [start, end) of a block's text, shaped as one item. */
static inline Item *sample_part(Sample *s, const Face *face, Len size, Owner owner, uint32_t block, Len x, Len y, Str text,
	uint32_t start, uint32_t end) {
	hb_buffer_t *buffer = hb_buffer_create();
	hb_buffer_add_utf8(buffer, text.p, (int)text.n, start, (int)(end - start));
	hb_buffer_guess_segment_properties(buffer);
	bool rtl = hb_buffer_get_direction(buffer) == HB_DIRECTION_RTL;
	hb_buffer_set_cluster_level(buffer, rtl ? HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS
		: HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
	hb_shape(face->font, buffer, NULL, 0);
	unsigned n;
	const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &n);
	const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &n);
	Glyph *glyphs = arena_array(s->arena, Glyph, n);
	Item *item = sample_item(s, ITEM_GLYPHS, owner, x, y);
	for (unsigned i = 0; i < n; i++) {
		glyphs[i] = (Glyph){ .id = infos[i].codepoint, .cluster = infos[i].cluster,
			.advance = len_scale(at[i].x_advance, size, face->upem),
			.x_offset = len_scale(at[i].x_offset, size, face->upem),
			.y_offset = len_scale(at[i].y_offset, size, face->upem) };
		item->width += glyphs[i].advance;
	}
	hb_buffer_destroy(buffer);
	item->face = face;
	item->size = size;
	item->rtl = rtl;
	item->glyphs = glyphs;
	item->glyph_count = n;
	item->text = text;
	item->start = start;
	item->end = end;
	item->block = block;
	return item;
}

static inline Item *sample_rectangle(Sample *s, Len x, Len y, Len width, Len height, int colour) {
	Item *item = sample_item(s, ITEM_RECTANGLE, 0, x, y);
	item->width = width;
	item->height = height;
	item->colour = colour;
	item->artifact = ARTIFACT_LAYOUT;
	return item;
}

static inline bool sample_build(Sample *s, Buf *out) {
	sample_end_page(s);
	s->document.owners = s->owners.at;
	s->document.owner_count = s->owners.n;
	s->pages.pages = s->page.at;
	s->pages.page_count = s->page.n;
	return pdf_build(&s->job, &s->document, &s->pages, &s->info, out);
}

static void sample_free(Sample *s) {
	arena_free(s->arena);
}

#endif
