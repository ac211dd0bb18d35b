/* Pictures in fewer pixels: what is even stays even, the mean stays, edges stay crisp, what is transparent leaves no fringe; and each
 * kind of picture stays of its kind, or is left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "picture/pixels.h"
#include "picture/shrink.h"

#include "jpeg_sample.h"

typedef struct {
	Arena *arena;
} Fixture;

static int set_up(void **state) {
	Arena *arena = arena_make();
	Fixture *f = arena_new(arena, Fixture);
	f->arena = arena;
	*state = f;
	return 0;
}

static int tear_down(void **state) {
	Fixture *f = *state;
	arena_free(f->arena);
	return 0;
}

static Picture make_rows(Fixture *f, int width, int height, PictureColour colour, const void *rows) {
	size_t channels = colour == PICTURE_RGB ? 3 : colour == PICTURE_CMYK ? 4 : 1, n = (size_t)width * (size_t)height * channels;
	return (Picture){ .path = STR("p"), .width = width, .height = height, .orientation = 1, .colour = colour, .bits = 8, .coding = PICTURE_ROWS,
		.data = { arena_copy(f->arena, rows, n), n }, .hash = 1 };
}

static uint8_t *take_pixels(const Picture *small) {
	assert_non_null(small);
	uint8_t *pixels = picture_pixels(small);
	assert_non_null(pixels);
	return pixels;
}

static void an_even_picture_stays_even(void **state) {
	Fixture *f = *state;
	uint8_t rows[90 * 70 * 3];
	for (size_t i = 0; i < sizeof rows; i++)
		rows[i] = (uint8_t[]){ 12, 200, 255 }[i % 3];
	Picture p = make_rows(f, 90, 70, PICTURE_RGB, rows);
	Picture *small = picture_shrink(f->arena, &p, 37, 29);
	uint8_t *pixels = take_pixels(small);
	assert_int_equal(small->width, 37);
	assert_int_equal(small->height, 29);
	assert_int_equal(small->colour, PICTURE_RGB);
	assert_true(small->hash != p.hash);
	for (size_t i = 0; i < 37 * 29 * 3; i++)
		assert_int_equal(pixels[i], rows[i % 3]);
	free(pixels);
}

static void fine_patterns_become_their_mean(void **state) {
	Fixture *f = *state;
	uint8_t rows[160 * 120];
	for (size_t i = 0; i < sizeof rows; i++)
		rows[i] = (i % 160 + i / 160) % 2 ? 255 : 0;
	Picture p = make_rows(f, 160, 120, PICTURE_GREY, rows);
	uint8_t *pixels = take_pixels(picture_shrink(f->arena, &p, 40, 30));
	for (size_t i = 0; i < 40 * 30; i++)
		assert_in_range(pixels[i], 120, 135);                /* no moiré */
	free(pixels);
}

static void an_edge_stays_where_it_is_and_crisp(void **state) {
	Fixture *f = *state;
	uint8_t rows[300 * 30];
	for (size_t i = 0; i < sizeof rows; i++)
		rows[i] = i % 300 < 150 ? 20 : 220;
	Picture p = make_rows(f, 300, 30, PICTURE_GREY, rows);
	uint8_t *pixels = take_pixels(picture_shrink(f->arena, &p, 100, 10));
	for (int x = 0; x < 100; x++) {
		int away = x < 50 ? 50 - x : x - 49;                 /* 1: beside the edge */
		int wanted = x < 50 ? 20 : 220;
		assert_in_range(pixels[500 + x], wanted - (away > 2 ? 1 : 20), wanted + (away > 2 ? 1 : 20));
	}
	free(pixels);
}

static void what_cannot_be_seen_leaves_no_fringe(void **state) {
	Fixture *f = *state;
	uint8_t rows[64 * 64 * 3], alpha[64 * 64];
	for (size_t i = 0; i < sizeof alpha; i++) {
		bool seen = i % 64 < 31;
		alpha[i] = seen ? 255 : 0;
		memcpy(rows + 3 * i, seen ? (uint8_t[]){ 255, 0, 0 } : (uint8_t[]){ 0, 255, 0 }, 3);
	}
	Picture p = make_rows(f, 64, 64, PICTURE_RGB, rows);
	p.alpha = (Str){ (const char *)alpha, sizeof alpha };
	Picture *small = picture_shrink(f->arena, &p, 20, 20);
	uint8_t *pixels = take_pixels(small);
	assert_int_equal(small->alpha.n, 400);
	bool partly = false;
	for (size_t i = 0; i < 400; i++) {
		uint8_t a = (uint8_t)small->alpha.p[i];
		partly = partly || (a > 20 && a < 235);
		if (a > 8)
			assert_int_equal(pixels[3 * i + 1], 0);
	}
	assert_true(partly);
	assert_int_equal((uint8_t)small->alpha.p[0], 255);
	assert_int_equal((uint8_t)small->alpha.p[19], 0);
	free(pixels);
}

static void a_picture_on_its_side_stays_so(void **state) {
	Fixture *f = *state;
	uint8_t rows[60 * 40] = { 0 };
	Picture p = make_rows(f, 60, 40, PICTURE_GREY, rows);
	p.orientation = 6;
	p.width = 40;
	p.height = 60;
	Picture *small = picture_shrink(f->arena, &p, 30, 20);
	assert_non_null(small);
	assert_int_equal(small->width, 20);
	assert_int_equal(small->height, 30);
	assert_int_equal(picture_stored_width(small), 30);
}

static void of_a_palette_the_colours_are_taken(void **state) {
	Fixture *f = *state;
	uint8_t *rows = malloc(400 * 400);
	for (size_t i = 0; i < 400 * 400; i++)
		rows[i] = (uint8_t)((i * 2654435761u) >> 24 & 1);
	static const char black_white[6] = { 0, 0, 0, (char)255, (char)255, (char)255 }, red_blue[6] = { (char)255, 0, 0, 0, 0, (char)255 };
	Picture p = make_rows(f, 400, 400, PICTURE_INDEXED, rows);
	p.palette = (Str){ black_white, 6 };
	Picture *grey = picture_shrink(f->arena, &p, 50, 50);
	p.palette = (Str){ red_blue, 6 };
	Picture *colours = picture_shrink(f->arena, &p, 50, 50);
	assert_non_null(grey);
	assert_non_null(colours);
	assert_int_equal(grey->colour, PICTURE_GREY);
	assert_int_equal(colours->colour, PICTURE_RGB);
	assert_int_equal(colours->palette.n, 0);
	uint8_t *pixels = take_pixels(colours);
	assert_in_range(pixels[0], 90, 165);
	assert_int_equal(pixels[1], 0);
	free(pixels);
	free(rows);
}

static Picture read_jpeg(Fixture *f, int channels, bool adobe) {
	Buf b = make_jpeg((JpegRecipe){ .width = 240, .height = 240, .channels = channels, .adobe = adobe });
	Picture p = { .path = STR("j"), .width = 240, .height = 240, .orientation = 1, .bits = 8, .coding = PICTURE_JPEG, .inverted = adobe,
		.colour = channels == 1 ? PICTURE_GREY : channels == 3 ? PICTURE_RGB : PICTURE_CMYK, .hash = 2 };
	p.data = (Str){ arena_copy(f->arena, b.p, b.n), b.n };
	buf_free(&b);
	return p;
}

static void a_jpeg_stays_a_jpeg_of_the_same_colours(void **state) {
	Fixture *f = *state;
	static const struct { int channels; bool adobe; } cases[] = { { 1, false }, { 3, false }, { 4, false }, { 4, true } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Picture p = read_jpeg(f, cases[i].channels, cases[i].adobe);
		Picture *small = picture_shrink(f->arena, &p, 60, 60);
		uint8_t *before = take_pixels(&p), *after = take_pixels(small);
		assert_int_equal(small->coding, PICTURE_JPEG);
		assert_int_equal(small->colour, p.colour);
		assert_true(small->data.n < p.data.n);
		for (int c = 0; c < cases[i].channels; c++) {
			long sums[2] = { 0 };
			for (size_t k = 0; k < 240 * 240; k++)
				sums[0] += before[k * (size_t)cases[i].channels + (size_t)c];
			for (size_t k = 0; k < 60 * 60; k++)
				sums[1] += after[k * (size_t)cases[i].channels + (size_t)c];
			assert_true(labs(sums[0] / (240 * 240) - sums[1] / (60 * 60)) <= 2);
		}
		free(before);
		free(after);
	}
}

static void the_same_gives_the_same(void **state) {
	Fixture *f = *state;
	Picture p = read_jpeg(f, 3, false);
	Picture *a = picture_shrink(f->arena, &p, 77, 91), *b = picture_shrink(f->arena, &p, 77, 91);
	assert_true(str_eq(a->data, b->data));
	assert_true(a->hash == b->hash);
	assert_true(a->hash != picture_shrink(f->arena, &p, 91, 77)->hash);
}

static void what_would_gain_nothing_is_left_alone(void **state) {
	Fixture *f = *state;
	uint8_t rows[64 * 64] = { 0 };
	Picture p = make_rows(f, 64, 64, PICTURE_GREY, rows);
	assert_null(picture_shrink(f->arena, &p, 65, 64));
	assert_null(picture_shrink(f->arena, &p, 0, 64));
	p.bits = 1;
	assert_null(picture_shrink(f->arena, &p, 32, 32));       /* bitmaps want to be fine */
	p.bits = 8;
	p.coding = PICTURE_DEFLATED_ROWS;
	p.data = STR("not a stream");
	assert_null(picture_shrink(f->arena, &p, 32, 32));
	/* A palette of a few colours packs better than what comes of it. */
	for (size_t i = 0; i < sizeof rows; i++)
		rows[i] = (i % 64 / 8 + i / 512) % 2;
	size_t size;
	uint8_t *packed = picture_pack(rows, 64, 64, 1, &size);
	p = make_rows(f, 64, 64, PICTURE_INDEXED, rows);
	p.coding = PICTURE_DEFLATED_ROWS;
	p.data = (Str){ (const char *)packed, size };
	p.palette = STR("\x10\x80\xF0\xFF\x20\x40");
	assert_null(picture_shrink(f->arena, &p, 39, 41));
	free(packed);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_even_picture_stays_even, set_up, tear_down),
		cmocka_unit_test_setup_teardown(fine_patterns_become_their_mean, set_up, tear_down),
		cmocka_unit_test_setup_teardown(an_edge_stays_where_it_is_and_crisp, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_cannot_be_seen_leaves_no_fringe, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_picture_on_its_side_stays_so, set_up, tear_down),
		cmocka_unit_test_setup_teardown(of_a_palette_the_colours_are_taken, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_jpeg_stays_a_jpeg_of_the_same_colours, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_same_gives_the_same, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_would_gain_nothing_is_left_alone, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
