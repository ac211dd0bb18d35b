/* A face is a font file mapped into memory and wrapped by HarfBuzz. HarfBuzz reads tables lazily but safely from
 * several threads once face and font are immutable, so a Face is shared by all jobs. Metrics come from OS/2 and hhea;
 * x-height and height of capitals that a font does not tell are measured at its "x" and "H". */
#include <errno.h>
#include <string.h>

#include <hb-ot.h>

#include "font/fontset.h"

#define FSTYPE_USAGE 0x000fu
#define FSTYPE_RESTRICTED 0x0002u
#define FSTYPE_NO_SUBSETTING 0x0100u
#define FSTYPE_BITMAP_ONLY 0x0200u

static bool has_table(hb_face_t *face, hb_tag_t tag) {
	hb_blob_t *blob = hb_face_reference_table(face, tag);
	bool has = hb_blob_get_length(blob) > 0;
	hb_blob_destroy(blob);
	return has;
}

static bool has_vertical_forms(hb_face_t *face) {
	hb_tag_t tags[128];
	unsigned count = 128, at = 0;
	do {
		hb_ot_layout_table_get_feature_tags(face, HB_OT_TAG_GSUB, at, &count, tags);
		for (unsigned i = 0; i < count; i++)
			if (tags[i] == HB_TAG('v', 'e', 'r', 't'))
				return true;
		at += count;
	} while (count == 128);
	return false;
}

static bool may_embed(hb_face_t *face) {
	hb_blob_t *blob = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
	unsigned length = 0;
	const unsigned char *bytes = (const unsigned char *)hb_blob_get_data(blob, &length);
	bool may = true;
	if (length >= 10) {
		unsigned fs_type = (unsigned)bytes[8] << 8 | bytes[9];
		may = (fs_type & FSTYPE_USAGE) != FSTYPE_RESTRICTED && !(fs_type & (FSTYPE_NO_SUBSETTING | FSTYPE_BITMAP_ONLY));
	}
	hb_blob_destroy(blob);
	return may;
}

static int glyph_height(hb_font_t *font, hb_codepoint_t character) {
	hb_codepoint_t glyph;
	hb_glyph_extents_t extents;
	if (!hb_font_get_nominal_glyph(font, character, &glyph) || !hb_font_get_glyph_extents(font, glyph, &extents))
		return 0;
	return extents.y_bearing;
}

static void read_metrics(Face *face) {
	hb_position_t value;
	face->ascent = face->descent = 0;
	hb_font_extents_t extents;
	if (hb_font_get_h_extents(face->font, &extents)) {
		face->ascent = extents.ascender;
		face->descent = extents.descender;
	}
	if (hb_ot_metrics_get_position(face->font, HB_OT_METRICS_TAG_X_HEIGHT, &value) && value > 0)
		face->x_height = value;
	else
		face->x_height = glyph_height(face->font, 'x');
	if (hb_ot_metrics_get_position(face->font, HB_OT_METRICS_TAG_CAP_HEIGHT, &value) && value > 0)
		face->cap_height = value;
	else
		face->cap_height = glyph_height(face->font, 'H');
	if (face->x_height <= 0)
		face->x_height = face->ascent / 2;
	if (face->cap_height <= 0)
		face->cap_height = face->ascent * 2 / 3;
	hb_codepoint_t space;
	if (hb_font_get_nominal_glyph(face->font, ' ', &space))
		face->word_space = hb_font_get_glyph_h_advance(face->font, space);
}

static void release_face(void *face) {
	hb_face_destroy(face);
}

static void release_font(void *font) {
	hb_font_destroy(font);
}

static const Face *report_unreadable(Job *job, FontFile *file, const char *why) {
	file->broken = true;
	diag_error(job->diag, POS_NONE, RULE_FONT_UNREADABLE, "the font file '" STR_FMT "' %s", STR_ARG(file->path), why);
	diag_help(job->diag, "install the font anew, or remove the file");
	return NULL;
}

const Face *face_open(FontSet *set, Job *job, const Family *family, FontFile *file) {
	if (file->face != NULL || file->broken)
		return file->face;
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(str_z(set->arena, file->path));
	if (blob == NULL)
		return report_unreadable(job, file, "cannot be read");
	hb_face_t *hb = hb_face_create(blob, (unsigned)file->index);
	hb_blob_destroy(blob);
	bool cff = has_table(hb, HB_TAG('C', 'F', 'F', ' '));
	if (!cff && !has_table(hb, HB_TAG('g', 'l', 'y', 'f'))) {
		hb_face_destroy(hb);
		return report_unreadable(job, file, "has no outlines that can be embedded");
	}
	Face *face = arena_new(set->arena, Face);
	face->family = family->name;
	face->style = file->style;
	face->path = file->path;
	face->package = family->package;
	face->index = file->index;
	face->weight = file->weight;
	face->italic = file->italic;
	face->cff = cff;
	face->embeddable = may_embed(hb);
	face->vertical_forms = has_vertical_forms(hb);
	face->upem = hb_face_get_upem(hb);
	face->id = set->next_face_id++;
	face->hb = hb;
	arena_on_release(set->arena, release_face, hb);
	hb_face_make_immutable(hb);
	face->font = hb_font_create(hb);
	arena_on_release(set->arena, release_font, face->font);
	hb_font_set_scale(face->font, (int)face->upem, (int)face->upem);
	read_metrics(face);
	hb_font_make_immutable(face->font);
	file->face = face;
	return face;
}

bool face_has(const Face *face, uint32_t code_point) {
	hb_codepoint_t glyph;
	return hb_font_get_nominal_glyph(face->font, code_point, &glyph) != 0;
}
