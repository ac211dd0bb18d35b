/* TrueType programs with only the glyphs that were used, made by hb-subset without hinting and without layout tables
 * (GSUB would pull in glyphs that no text shows). A variable font is pinned to the instance that was shaped. */
#include <hb-ot.h>
#include <hb-subset.h>
#include <string.h>

#include "pdf/writer.h"

static const hb_tag_t dropped[] = {
	HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'), HB_TAG('B', 'A', 'S', 'E'),
	HB_TAG('J', 'S', 'T', 'F'), HB_TAG('k', 'e', 'r', 'n'), HB_TAG('n', 'a', 'm', 'e'), HB_TAG('p', 'o', 's', 't'),
	HB_TAG('O', 'S', '/', '2'), HB_TAG('c', 'm', 'a', 'p'), HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x'),
	HB_TAG('V', 'O', 'R', 'G'), HB_TAG('D', 'S', 'I', 'G'), HB_TAG('F', 'F', 'T', 'M'), HB_TAG('g', 'a', 's', 'p'),
	HB_TAG('h', 'd', 'm', 'x'), HB_TAG('V', 'D', 'M', 'X'), HB_TAG('L', 'T', 'S', 'H'), HB_TAG('M', 'A', 'T', 'H'),
	HB_TAG('S', 'T', 'A', 'T'), HB_TAG('m', 'e', 't', 'a'), HB_TAG('C', 'O', 'L', 'R'), HB_TAG('C', 'P', 'A', 'L'),
	HB_TAG('S', 'V', 'G', ' '), HB_TAG('P', 'C', 'L', 'T'),
};

static void pin_instance(hb_subset_input_t *input, const Face *face) {
	unsigned count = hb_ot_var_get_axis_count(face->hb), given = 0;
	if (count == 0)
		return;
	const float *coords = hb_font_get_var_coords_design(face->font, &given);
	for (unsigned i = 0; i < count; i++) {
		hb_ot_var_axis_info_t axis;
		unsigned one = 1;
		hb_ot_var_get_axis_infos(face->hb, i, &one, &axis);
		if (i < given)
			hb_subset_input_pin_axis_location(input, face->hb, axis.tag, coords[i]);
		else
			hb_subset_input_pin_axis_to_default(input, face->hb, axis.tag);
	}
}

static hb_subset_input_t *make_input(const PdfFont *font) {
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (!input)
		arena_out_of_memory(sizeof(void *));
	hb_set_t *glyphs = hb_subset_input_glyph_set(input);
	hb_set_add(glyphs, 0);
	for (size_t i = 0; i < font->codes.n; i++)
		if (font->codes.at[i].glyph < COMPOSITE_FIRST)
			hb_set_add(glyphs, font->codes.at[i].glyph);
	for (size_t i = 0; i < font->composites.n; i++)
		for (uint32_t k = 0; k < font->composites.at[i].count; k++)
			hb_set_add(glyphs, font->composites.at[i].parts[k].glyph);
	hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
	for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
		hb_set_add(drop, dropped[i]);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE | HB_SUBSET_FLAGS_NO_HINTING);
	pin_instance(input, font->face);
	return input;
}

/* The new numbers of the glyphs, and the bytes to embed. */
static hb_blob_t *take_program(const PdfFont *font, hb_face_t *subset, const hb_map_t *map, uint32_t *new_glyph) {
	uint32_t first = 0;
	hb_blob_t *blob;
	if (font->composites.n > 0)
		blob = pdf_composites_add(font, subset, map, &first);
	else
		blob = hb_face_reference_blob(subset);
	for (size_t i = 0; i < font->codes.n; i++) {
		uint32_t glyph = font->codes.at[i].glyph;
		hb_codepoint_t to = glyph >= COMPOSITE_FIRST ? first + (glyph - COMPOSITE_FIRST) : hb_map_get(map, glyph);
		new_glyph[i] = to == HB_MAP_VALUE_INVALID ? 0 : to;
	}
	return blob;
}

bool pdf_subset(const PdfFont *font, Buf *program, uint32_t *new_glyph) {
	hb_subset_input_t *input = make_input(font);
	hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(font->face->hb, input);
	hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
	hb_blob_t *blob = NULL;
	if (subset)
		blob = take_program(font, subset, hb_subset_plan_old_to_new_glyph_mapping(plan), new_glyph);
	if (blob) {
		unsigned n = 0;
		const char *bytes = hb_blob_get_data(blob, &n);
		buf_add(program, bytes, n);
	}
	hb_blob_destroy(blob);
	hb_face_destroy(subset);
	hb_subset_plan_destroy(plan);
	hb_subset_input_destroy(input);
	return program->n > 0;
}
