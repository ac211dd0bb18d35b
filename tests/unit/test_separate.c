/* Pictures as inks: conversion with black point compensation, what is left as it is, and the grid of mean inks. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libdeflate.h>

#include "base/file.h"
#include "picture/drawing.h"
#include "picture/pixels.h"
#include "picture/separate.h"

typedef struct {
	Arena *arena;
	Job job;
	Separator *separator;
} Fixture;

static Str read_profile(Arena *arena, const char *path) {
	int error = 0;
	return file_read_bytes(arena, str_of(path), 1 << 24, &error);
}

static int set_up(void **state) {
	Arena *arena = arena_make();
	Fixture *f = arena_new(arena, Fixture);
	f->arena = arena;
	f->job = (Job){ arena, diag_make(arena, STR("")) };
	Str icc = read_profile(arena, "build/icc/FOGRA39L_coated.icc");
	if (icc.n == 0)
		icc = read_profile(arena, "/usr/share/texlive/texmf-dist/tex/generic/colorprofiles/FOGRA39L_coated.icc");
	f->separator = separator_open(icc);
	assert_non_null(f->separator);                           /* `make profile` */
	*state = f;
	return 0;
}

static int tear_down(void **state) {
	Fixture *f = *state;
	separator_close(f->separator);
	arena_free(f->arena);
	return 0;
}

static Picture make_rgb(Fixture *f, int width, int height, const uint8_t *rgb, uint64_t hash) {
	size_t n = (size_t)width * (size_t)height * 3;
	return (Picture){ .path = STR("p"), .width = width, .height = height, .orientation = 1, .colour = PICTURE_RGB, .bits = 8,
		.data = { arena_copy(f->arena, rgb, n), n }, .hash = hash };
}

static void the_profile_says_what_it_is(void **state) {
	Fixture *f = *state;
	const PressProfile *profile = separator_profile(f->separator);
	assert_true(str_is(profile->condition, "FOGRA39"));
	assert_int_equal(profile->ink_limit, 330);
	assert_int_equal(profile->icc.n, 121368);
	assert_null(separator_open(STR("not a profile")));
	assert_null(separator_open(read_profile(f->arena, "/usr/share/color/icc/sRGB.icc")));
	Str cut = str_copy(f->arena, str_sub(profile->icc, 0, 4000));
	assert_null(separator_open(cut));
}

static void white_is_paper_and_black_is_deep(void **state) {
	Fixture *f = *state;
	const uint8_t rgb[] = { 255, 255, 255, 0, 0, 0, 255, 0, 0 };
	Picture picture = make_rgb(f, 3, 1, rgb, 1);
	Plates plates;
	assert_true(separator_plates(f->separator, &picture, &plates));
	assert_int_equal(plates.picture.colour, PICTURE_CMYK);
	assert_int_equal(plates.picture.coding, PICTURE_DEFLATED_ROWS);
	uint8_t *cmyk = picture_pixels(&plates.picture);
	assert_non_null(cmyk);
	for (int i = 0; i < 4; i++)
		assert_int_equal(cmyk[i], 0);
	assert_true(cmyk[7] > 240);                              /* with compensation sRGB's black is the press's own */
	assert_true(cmyk[4] + cmyk[5] + cmyk[6] + cmyk[7] < 330 * 255 / 100);
	assert_true(cmyk[8] < 20 && cmyk[9] > 220 && cmyk[10] > 220 && cmyk[11] < 20);
	uint16_t red[4];
	separator_colour(f->separator, rgb + 6, red);
	assert_int_equal(red[1], (cmyk[9] * 1000 + 127) / 255);
	free(cmyk);
}

static void rows_come_back_as_they_were_packed(void **state) {
	Fixture *f = *state;
	uint8_t rgb[31 * 17 * 3];
	for (size_t i = 0; i < sizeof rgb; i++)
		rgb[i] = (uint8_t)(i * i * 7 + i / 5);
	Picture picture = make_rgb(f, 31, 17, rgb, 2);
	Plates first, second;
	assert_true(separator_plates(f->separator, &picture, &first));
	assert_true(separator_plates(f->separator, &picture, &second));
	assert_ptr_equal(first.picture.data.p, second.picture.data.p);      /* converted once */
	uint8_t *cmyk = picture_pixels(&first.picture);
	for (size_t i = 0; i < 31 * 17; i += 13) {
		uint16_t one[4];
		separator_colour(f->separator, rgb + 3 * i, one);
		for (int k = 0; k < 4; k++)
			assert_int_equal((cmyk[4 * i + (size_t)k] * 1000 + 127) / 255, one[k]);
	}
	free(cmyk);
}

static void grey_and_cmyk_stay_as_they_are(void **state) {
	Fixture *f = *state;
	static const char grey[4] = { 0, 64, (char)128, (char)255 }, cmyk[4] = { 10, 20, 30, 40 };
	Picture g = { .path = STR("g"), .width = 4, .height = 1, .orientation = 1, .colour = PICTURE_GREY, .bits = 8, .data = { grey, 4 }, .hash = 3 };
	Picture c = { .path = STR("c"), .width = 1, .height = 1, .orientation = 1, .colour = PICTURE_CMYK, .bits = 8, .data = { cmyk, 4 }, .hash = 4,
		.icc = STR("some other press") };
	Plates plates;
	assert_true(separator_plates(f->separator, &g, &plates));
	assert_int_equal(plates.picture.colour, PICTURE_GREY);
	assert_ptr_equal(plates.picture.data.p, grey);
	assert_int_equal(plates.cells[0].cmyk[3], 255);
	assert_int_equal(plates.cells[3].cmyk[3], 0);
	assert_true(separator_plates(f->separator, &c, &plates));
	assert_ptr_equal(plates.picture.data.p, cmyk);
	assert_int_equal(plates.picture.icc.n, 0);
	assert_int_equal(plates.cells[0].cmyk[2], 30);
}

static void of_a_palette_the_colours_are_converted(void **state) {
	Fixture *f = *state;
	static const char indices[4] = { 0, 1, 1, 0 }, palette[6] = { (char)255, (char)255, (char)255, 0, 0, 0 };
	Picture p = { .path = STR("i"), .width = 2, .height = 2, .orientation = 1, .colour = PICTURE_INDEXED, .bits = 8, .data = { indices, 4 },
		.palette = { palette, 6 }, .hash = 5 };
	Plates plates;
	assert_true(separator_plates(f->separator, &p, &plates));
	assert_int_equal(plates.picture.colour, PICTURE_INDEXED);
	assert_int_equal(plates.picture.palette.n, 8);
	assert_int_equal((uint8_t)plates.picture.palette.p[0], 0);
	assert_true((uint8_t)plates.picture.palette.p[7] > 240);
	assert_int_equal(plates.cells[0].cmyk[3], 0);
	assert_true(plates.cells[1].cmyk[3] > 240);
}

static void the_grid_stands_upright_and_minds_alpha(void **state) {
	Fixture *f = *state;
	static const char grey[6] = { 0, (char)255, (char)255, (char)255, (char)255, (char)255 };
	static const char alpha[6] = { (char)255, (char)255, 0, (char)255, (char)255, (char)255 };
	/* Stored 3 by 2, to be turned clockwise (6): the first pixel comes to the right of the top row. */
	Picture p = { .path = STR("t"), .width = 2, .height = 3, .orientation = 6, .colour = PICTURE_GREY, .bits = 8, .data = { grey, 6 },
		.alpha = { alpha, 6 }, .hash = 6 };
	Plates plates;
	assert_true(separator_plates(f->separator, &p, &plates));
	assert_int_equal(plates.columns, 2);
	assert_int_equal(plates.rows, 3);
	for (int i = 0; i < 6; i++)
		assert_int_equal(plates.cells[i].cmyk[3], i == 1 ? 255 : 0);
	assert_int_equal(plates.cells[5].cover, 0);
}

typedef struct {
	Fixture *f;
	const char *rows;
} Shared;

static void *ask(void *context) {
	Shared *shared = context;
	uint8_t rgb[300 * 300 * 3];
	memset(rgb, 77, sizeof rgb);
	Picture picture = { .path = STR("s"), .width = 300, .height = 300, .orientation = 1, .colour = PICTURE_RGB, .bits = 8,
		.data = { (const char *)rgb, sizeof rgb }, .hash = 7 };
	Plates plates;
	shared->rows = separator_plates(shared->f->separator, &picture, &plates) ? plates.picture.data.p : NULL;
	return NULL;
}

static void threads_share_what_is_converted(void **state) {
	pthread_t threads[4];
	Shared shared[4];
	for (int i = 0; i < 4; i++) {
		shared[i] = (Shared){ *state, NULL };
		assert_int_equal(pthread_create(&threads[i], NULL, ask, &shared[i]), 0);
	}
	for (int i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		assert_non_null(shared[i].rows);
		assert_ptr_equal(shared[i].rows, shared[0].rows);
	}
}

/* A drawing of one shape: a square of half the side in the upper left, filled. */
static void of_a_drawing_the_cells_are_sketched(void **state) {
	Fixture *f = *state;
	Step steps[] = { { STEP_MOVE, { 0 }, { 1000 } }, { STEP_LINE, { 500 }, { 1000 } }, { STEP_LINE, { 500 }, { 500 } }, { STEP_LINE, { 0 }, { 500 } },
		{ STEP_CLOSE, { 0 }, { 0 } } };
	Step line[] = { { STEP_MOVE, { 600 }, { 250 } }, { STEP_LINE, { 900 }, { 250 } } };
	Drawn square = { .kind = DRAWN_SHAPE, .shape = { .path = { steps, 5, 5 }, .fill = { .kind = PAINT_COLOUR, .opacity = 1 } }, .opacity = 1 };
	Drawn stroke = { .kind = DRAWN_SHAPE, .shape = { .path = { line, 2, 2 }, .stroke = { .kind = PAINT_COLOUR, .opacity = 0.5 }, .width = 200 }, .opacity = 1 };
	Clip clip = { .path = { steps, 5, 5 } };
	Drawn *inside[] = { &stroke };
	Drawn cut = { .kind = DRAWN_GROUP, .opacity = 1, .clips = &clip, .clip_count = 1, .children = inside, .child_count = 1 };
	Drawn *nodes[] = { &square, &stroke }, *cut_nodes[] = { &cut };
	Drawing drawing = { 1000, 1000, nodes, 2, false }, clipped = { 1000, 1000, cut_nodes, 1, false };
	Picture p = { .path = STR("d"), .width = 40, .height = 40, .orientation = 1, .coding = PICTURE_DRAWING, .drawing = &drawing, .hash = 20 };
	Plates plates;
	assert_true(separator_plates(f->separator, &p, &plates));
	for (int row = 0; row < 40; row++) {
		for (int column = 0; column < 40; column++) {
			const InkCell *cell = &plates.cells[row * 40 + column];
			if (row < 20 && column < 20)
				assert_int_equal(cell->cmyk[3], 255);
			else if (row >= 27 && row < 33 && column >= 25 && column < 35)
				assert_int_equal(cell->cmyk[3], 128);
			else if (row < 25 || row > 34 || column < 20)
				assert_int_equal(cell->cover, 0);
			assert_int_equal(cell->cmyk[0], 0);              /* black is black ink alone */
		}
	}
	p.drawing = &clipped;
	p.hash = 21;
	assert_true(separator_plates(f->separator, &p, &plates));
	for (int i = 0; i < 1600; i++)
		assert_int_equal(plates.cells[i].cover, 0);
}

static void pixels_that_cannot_be_had_are_refused(void **state) {
	Fixture *f = *state;
	Picture p = { .path = STR("x"), .width = 9, .height = 9, .orientation = 1, .colour = PICTURE_RGB, .bits = 8, .coding = PICTURE_JPEG,
		.data = STR("\xFF\xD8 no"), .hash = 8 };
	Plates plates;
	assert_false(separator_plates(f->separator, &p, &plates));
	assert_false(separator_plates(f->separator, &p, &plates));
	p.coding = PICTURE_DEFLATED_ROWS;
	p.hash = 9;
	assert_false(separator_plates(f->separator, &p, &plates));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_profile_says_what_it_is, set_up, tear_down),
		cmocka_unit_test_setup_teardown(white_is_paper_and_black_is_deep, set_up, tear_down),
		cmocka_unit_test_setup_teardown(rows_come_back_as_they_were_packed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(grey_and_cmyk_stay_as_they_are, set_up, tear_down),
		cmocka_unit_test_setup_teardown(of_a_palette_the_colours_are_converted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_grid_stands_upright_and_minds_alpha, set_up, tear_down),
		cmocka_unit_test_setup_teardown(threads_share_what_is_converted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(of_a_drawing_the_cells_are_sketched, set_up, tear_down),
		cmocka_unit_test_setup_teardown(pixels_that_cannot_be_had_are_refused, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
