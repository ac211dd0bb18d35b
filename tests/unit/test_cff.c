/* CFF programs of our own, read back by FreeType: every glyph has the points, the area, the advance and the ink that it has in its
 * font. Fonts that are not everywhere are skipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#include <ft2build.h>
#include FT_CID_H
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include "pdf/writer.h"
#include "pdf_sample.h"

enum { PIXELS = 96 };

static int by_place(const void *a, const void *b) {
	const FT_Vector *x = a, *y = b;
	return x->x != y->x ? (x->x > y->x) - (x->x < y->x) : (x->y > y->y) - (x->y < y->y);
}

/* The points of a glyph in ascending order, each place once: a contour may name its beginning twice. */
static size_t points_of(FT_Face face, unsigned glyph, FT_Vector *points, size_t room) {
	assert_int_equal(FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE), 0);
	const FT_Outline *outline = &face->glyph->outline;
	size_t n = (size_t)outline->n_points, kept = 0;
	assert_true(n <= room);
	if (n > 0)
		memcpy(points, outline->points, n * sizeof *points);
	qsort(points, n, sizeof *points, by_place);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || by_place(&points[kept - 1], &points[i]) != 0)
			points[kept++] = points[i];
	return kept;
}

static void assert_same_points(FT_Face font, unsigned glyph, FT_Face program, unsigned place) {
	enum { ROOM = 4096 };
	static FT_Vector wanted[ROOM], got[ROOM];
	size_t n = points_of(font, glyph, wanted, ROOM), m = points_of(program, place, got, ROOM);
	assert_int_equal(font->glyph->metrics.horiAdvance, program->glyph->metrics.horiAdvance);
	assert_int_equal(n, m);
	for (size_t i = 0; i < n; i++)
		if (by_place(&wanted[i], &got[i]) != 0)
			fail_msg("glyph %u: (%ld, %ld) has become (%ld, %ld)", glyph, wanted[i].x, wanted[i].y, got[i].x, got[i].y);
}

static void paint(FT_Face face, unsigned glyph, Buf *out) {
	assert_int_equal(FT_Set_Pixel_Sizes(face, PIXELS, PIXELS), 0);
	assert_int_equal(FT_Load_Glyph(face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_RENDER), 0);
	const FT_Bitmap *bitmap = &face->glyph->bitmap;
	out->n = 0;
	for (unsigned row = 0; row < bitmap->rows; row++)
		buf_add(out, bitmap->buffer + (size_t)row * (size_t)bitmap->pitch, bitmap->width);
}

static void assert_same_ink(FT_Face font, unsigned glyph, FT_Face program, unsigned place) {
	Buf wanted = { 0 }, got = { 0 };
	paint(font, glyph, &wanted);
	paint(program, place, &got);
	assert_int_equal(font->glyph->bitmap_left, program->glyph->bitmap_left);
	assert_int_equal(font->glyph->bitmap_top, program->glyph->bitmap_top);
	assert_int_equal(wanted.n, got.n);
	for (size_t i = 0; i < wanted.n; i++)
		if (abs((uint8_t)wanted.p[i] - (uint8_t)got.p[i]) > 2)
			fail_msg("glyph %u has other ink", glyph);
	buf_free(&wanted);
	buf_free(&got);
}

typedef struct {
	Sample s;
	Pages pages;
	Writer w;
	PdfFont *font;
} Fixture;

/* A page that shows these glyphs of a face. */
static void show_glyphs(Fixture *f, const Face *face, const Glyph *glyphs, uint32_t n) {
	sample_page(&f->s, LEN_OF_PT(400), LEN_OF_PT(500));
	Item *item = sample_item(&f->s, ITEM_GLYPHS, 0, 0, 0);
	item->face = face;
	item->glyphs = glyphs;
	item->glyph_count = n;
	sample_end_page(&f->s);
	f->pages = (Pages){ .pages = f->s.page.at, .page_count = 1 };
	f->w = (Writer){ .job = &f->s.job, .arena = f->s.arena, .pages = &f->pages };
	f->font = pdf_font_for(&f->w, face);
}

/* Every `step`th glyph of a font. */
static void check_font(const char *path, int index, unsigned step) {
	if (access(path, R_OK) != 0)
		skip();
	Fixture f;
	sample_start(&f.s);
	const Face *face = sample_face_at(&f.s, path, index);
	unsigned count = hb_face_get_glyph_count(face->hb), n = 0;
	Glyph *glyphs = arena_array(f.s.arena, Glyph, count / step + 1);
	for (unsigned i = 1; i < count; i += step)
		glyphs[n++].id = i;
	show_glyphs(&f, face, glyphs, n);
	assert_int_equal(f.font->glyph_count, n + 1);
	Buf program = { 0 };
	assert_true(pdf_cff(&f.w, f.font, STR("ABCDEF+Sample"), &program));

	FT_Library library;
	FT_Face original, subset;
	FT_Bool keyed = 0;
	FT_UInt cid = 0;
	assert_int_equal(FT_Init_FreeType(&library), 0);
	assert_int_equal(FT_New_Face(library, path, index, &original), 0);
	assert_int_equal(FT_New_Memory_Face(library, (const FT_Byte *)program.p, (FT_Long)program.n, 0, &subset), 0);
	assert_int_equal(subset->num_glyphs, n + 1);
	assert_int_equal(subset->units_per_EM, original->units_per_EM);
	assert_int_equal(FT_Get_CID_Is_Internally_CID_Keyed(subset, &keyed), 0);
	assert_true(keyed);
	for (unsigned i = 0; i < n; i++) {
		assert_int_equal(FT_Get_CID_From_Glyph_Index(subset, i + 1, &cid), 0);
		assert_int_equal(cid, i + 1);
		assert_int_equal(pdf_font_code(&f.w, f.font, glyphs[i].id, STR("a"))->code, cid);
		assert_same_points(original, glyphs[i].id, subset, i + 1);
		assert_same_ink(original, glyphs[i].id, subset, i + 1);
	}
	FT_Done_FreeType(library);
	buf_free(&program);
	sample_free(&f.s);
}

static void glyphs_of_a_cid_keyed_font_are_as_they_were(void **state) {
	(void)state;
	check_font("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2, 97);
}

static void glyphs_of_a_name_keyed_font_are_as_they_were(void **state) {
	(void)state;
	check_font("/usr/share/fonts/opentype/urw-base35/P052-Italic.otf", 0, 1);
}

static void an_em_may_have_other_than_a_thousand_units(void **state) {
	(void)state;
	check_font("/usr/share/fonts/truetype/culmus/DavidCLM-Medium.otf", 0, 1);
}

/* A font file that ends too early is not taken for one without ink. */
static void a_damaged_font_is_refused(void **state) {
	(void)state;
	const char *path = "/usr/share/fonts/opentype/urw-base35/P052-Italic.otf";
	if (access(path, R_OK) != 0)
		skip();
	Fixture f;
	sample_start(&f.s);
	Face *face = (Face *)sample_face(&f.s, path);
	Glyph glyph = { .id = 40 };
	show_glyphs(&f, face, &glyph, 1);
	Buf program = { 0 };
	assert_true(pdf_cff(&f.w, f.font, STR("ABCDEF+Sample"), &program));
	hb_blob_t *whole = hb_face_reference_blob(face->hb);
	hb_blob_t *half = hb_blob_create_sub_blob(whole, 0, hb_blob_get_length(whole) / 2);
	hb_face_destroy(face->hb);
	face->hb = hb_face_create(half, 0);
	program.n = 0;
	assert_false(pdf_cff(&f.w, f.font, STR("ABCDEF+Sample"), &program));
	assert_int_equal(program.n, 0);
	hb_blob_destroy(half);
	hb_blob_destroy(whole);
	buf_free(&program);
	sample_free(&f.s);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(glyphs_of_a_cid_keyed_font_are_as_they_were),
		cmocka_unit_test(glyphs_of_a_name_keyed_font_are_as_they_were),
		cmocka_unit_test(a_damaged_font_is_refused),
		cmocka_unit_test(an_em_may_have_other_than_a_thousand_units),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
