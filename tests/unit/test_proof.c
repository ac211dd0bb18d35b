/* The SVG writer, on Pages made by hand; and what of the proof page can be seen without a browser. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "pdf_sample.h"
#include "proof/internal.h"

#define SERIF NOTO "NotoSerif-Regular.ttf"
#define ARABIC NOTO "NotoNaskhArabic-Regular.ttf"

static int set_up(void **state) {
	Sample *s = calloc(1, sizeof *s);
	sample_start(s);
	sample_page(s, LEN_OF_PT(400), LEN_OF_PT(500));
	*state = s;
	return 0;
}

static int tear_down(void **state) {
	sample_free(*state);
	free(*state);
	return 0;
}

static const char *drawn(Sample *s) {
	Buf out = { 0 };
	Page page = s->page.at[0];
	page.items = s->items.at;
	page.item_count = s->items.n;
	proof_draw_page(&page, &s->layout, &out);
	const char *svg = str_z(s->arena, buf_as_str(&out));
	buf_free(&out);
	return svg;
}

static size_t count(const char *text, const char *part) {
	size_t n = 0;
	for (const char *at = strstr(text, part); at; at = strstr(at + 1, part))
		n++;
	return n;
}

static Item *text(Sample *s, const char *path, const char *words) {
	Str whole = str_of(words);
	return sample_part(s, sample_face(s, path), LEN_OF_PT(10), 0, 0, LEN_OF_PT(20), LEN_OF_PT(40), whole, 0, (uint32_t)whole.n);
}

static const char *fixed(Sample *s, int64_t value, int decimals) {
	Buf b = { 0 };
	write_fixed(&b, value, decimals);
	const char *z = str_z(s->arena, buf_as_str(&b));
	buf_free(&b);
	return z;
}

static void numbers_have_no_needless_zeros(void **state) {
	assert_string_equal(fixed(*state, 0, 3), "0");
	assert_string_equal(fixed(*state, 1500, 3), "1.5");
	assert_string_equal(fixed(*state, -7, 3), "-0.007");
	assert_string_equal(fixed(*state, 12000, 3), "12");
	assert_string_equal(fixed(*state, -1050, 2), "-10.5");
	assert_string_equal(fixed(*state, 42, 0), "42");
}

static void base64_is_padded(void **state) {
	static const char *const cases[][2] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" }, { "foob", "Zm9vYg==" } };
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Buf b = { 0 };
		write_base64(&b, str_of(cases[i][0]));
		assert_true(str_is(buf_as_str(&b), cases[i][1]));
		buf_free(&b);
	}
}

static void text_cannot_leave_its_attribute(void **state) {
	(void)state;
	Buf b = { 0 };
	write_attribute(&b, "a", STR("\"><script>&"));
	assert_true(str_is(buf_as_str(&b), " a=\"&quot;&gt;&lt;script&gt;&amp;\""));
	buf_free(&b);
}

static void each_glyph_stands_once(void **state) {
	Sample *s = *state;
	text(s, SERIF, "abba");
	text(s, SERIF, "ab");
	const char *svg = drawn(s);
	assert_int_equal(count(svg, "<path "), 2);
	assert_int_equal(count(svg, "<use "), 6);
}

static void glyphs_of_two_faces_are_two(void **state) {
	Sample *s = *state;
	text(s, SERIF, "a");
	text(s, NOTO "NotoSerif-Bold.ttf", "a");
	const char *svg = drawn(s);
	assert_int_equal(count(svg, "<path id=\"f0-"), 1);
	assert_int_equal(count(svg, "<path id=\"f1-"), 1);
}

static void blanks_are_not_drawn(void **state) {
	Sample *s = *state;
	text(s, SERIF, "a a");
	text(s, SERIF, "  ");
	const char *svg = drawn(s);
	assert_int_equal(count(svg, "<use "), 2);
	assert_int_equal(count(svg, "<g "), 1);
}

/* A glyph stands where the advances before it end: in hundredths of a font unit. */
static void glyphs_stand_where_the_pen_is(void **state) {
	Sample *s = *state;
	Item *item = text(s, SERIF, "nnn");
	Glyph *glyphs = (Glyph *)item->glyphs;
	glyphs[0].advance = LEN_OF_PT(10);
	glyphs[1].advance = LEN_OF_PT(5);
	glyphs[2].y_offset = LEN_OF_PT(1);
	assert_int_equal(item->face->upem, 1000);
	const char *svg = drawn(s);
	assert_non_null(strstr(svg, "transform=\"translate(20 40)scale(0.01 -0.01)\""));
	assert_int_equal(count(svg, " x=\"1000\""), 1);
	assert_int_equal(count(svg, " x=\"1500\" y=\"100\""), 1);
}

static void widened_glyphs_keep_their_places(void **state) {
	Sample *s = *state;
	Item *item = text(s, SERIF, "nn");
	((Glyph *)item->glyphs)[0].advance = LEN_OF_PT(10);
	item->stretch = 1250;
	const char *svg = drawn(s);
	assert_non_null(strstr(svg, "scale(0.0125 -0.01)"));
	assert_int_equal(count(svg, " x=\"800\""), 1);
}

static void right_to_left_is_drawn_as_it_is_seen(void **state) {
	Sample *s = *state;
	Item *item = text(s, ARABIC, "\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85");
	size_t ink = 0;
	for (uint32_t i = 0; i < item->glyph_count; i++)
		ink += item->glyphs[i].id != 0;
	assert_true(item->rtl);
	assert_int_equal(count(drawn(s), "<use "), ink);
}

static void rectangles_have_colour_and_place(void **state) {
	Sample *s = *state;
	sample_rectangle(s, LEN_PT / 2, LEN_OF_PT(2), LEN_OF_PT(3), LEN_OF_PT(4), 1);
	sample_rectangle(s, 0, 0, 0, LEN_OF_PT(4), 1);
	const char *svg = drawn(s);
	assert_non_null(strstr(svg, "<rect x=\"0.5\" y=\"2\" width=\"3\" height=\"4\" fill=\"#c81e28\"/>"));
	assert_int_equal(count(svg, "#c81e28"), 1);
}

static void the_page_has_its_size(void **state) {
	assert_non_null(strstr(drawn(*state), "width=\"400pt\" height=\"500pt\" viewBox=\"0 0 400 500\""));
}

static void two_runs_give_the_same_bytes(void **state) {
	Sample *s = *state;
	text(s, SERIF, "Quarterly & News");
	text(s, ARABIC, "\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85");
	const char *first = drawn(s);
	assert_true(count(first, "<use ") > 10);
	assert_string_equal(first, drawn(s));
}

/* ---- pictures ---- */

static Str decoded(Sample *s, const char *base64) {
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	Buf b = { 0 };
	uint32_t bits = 0;
	int n = 0;
	for (const char *at = base64; *at && *at != '"' && *at != '='; at++) {
		bits = bits << 6 | (uint32_t)(strchr(letters, *at) - letters);
		n += 6;
		if (n >= 8)
			buf_byte(&b, (int)(bits >> (n -= 8) & 0xFF));
	}
	Str out = str_copy(s->arena, buf_as_str(&b));
	buf_free(&b);
	return out;
}

static Str file_in(Sample *s, const Picture *picture, const char *kind) {
	s->items.n = 0;
	Item *item = sample_item(s, ITEM_PICTURE, 0, LEN_OF_PT(10), LEN_OF_PT(20));
	item->width = LEN_OF_PT(30);
	item->height = LEN_OF_PT(40);
	item->picture = picture;
	const char *at = strstr(drawn(s), kind);
	assert_non_null(at);
	return decoded(s, at + strlen(kind));
}

static Picture *read_again(Sample *s, Str bytes) {
	char path[] = "/tmp/quoin-proof-XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes.p, bytes.n), bytes.n);
	close(fd);
	Picture *picture = picture_read(&s->job, str_of(path), POS_NONE);
	unlink(path);
	assert_non_null(picture);
	return picture;
}

static void pixels_become_a_png_again(void **state) {
	Sample *s = *state;
	Picture p = { .width = 2, .height = 2, .orientation = 1, .colour = PICTURE_RGB, .bits = 8, .coding = PICTURE_ROWS };
	p.data = STR("abcdefghijkl");
	p.alpha = STR("\x10\x20\x30\x40");
	Picture *again = read_again(s, file_in(s, &p, "data:image/png;base64,"));
	assert_int_equal(again->width, 2);
	assert_int_equal(again->height, 2);
	assert_true(str_eq(again->data, p.data));
	assert_true(str_eq(again->alpha, p.alpha));
	Picture *third = read_again(s, file_in(s, again, "data:image/png;base64,"));
	assert_true(str_eq(third->data, p.data));
}

static void a_jpeg_loses_only_its_turn(void **state) {
	Sample *s = *state;
	Picture p = { .width = 1, .height = 1, .orientation = 6, .colour = PICTURE_RGB, .bits = 8, .coding = PICTURE_JPEG };
	p.data = STR("\xFF\xD8\xFF\xE0\0\4ab\xFF\xE1\0\x0C" "Exif\0\0turn\xFF\xE1\0\6xmp!\xFF\xDA\0\4cdrest");
	Str file = file_in(s, &p, "data:image/jpeg;base64,");
	Str wanted = STR("\xFF\xD8\xFF\xE0\0\4ab\xFF\xE1\0\6xmp!\xFF\xDA\0\4cdrest");
	assert_true(str_eq(file, wanted));
	assert_non_null(strstr(drawn(s), "<image width=\"1\" height=\"1\" transform=\"matrix(0 40 -30 0 40 20)\""));
}

static void what_is_clipped_is_not_shown(void **state) {
	Sample *s = *state;
	Picture p = { .width = 1, .height = 1, .orientation = 1, .colour = PICTURE_GREY, .bits = 8, .coding = PICTURE_ROWS, .data = STR("x") };
	file_in(s, &p, "data:image/png;base64,");
	Item *item = &s->items.at[0];
	item->clip_x = LEN_OF_PT(15);
	item->clip_y = LEN_OF_PT(25);
	item->clip_width = LEN_OF_PT(10);
	item->clip_height = LEN_OF_PT(20);
	assert_non_null(strstr(drawn(s), "<svg x=\"15\" y=\"25\" width=\"10\" height=\"20\" viewBox=\"15 25 10 20\"><image x=\"10\" y=\"20\""));
}

static void a_torn_jpeg_is_passed_on(void **state) {
	Sample *s = *state;
	Picture p = { .width = 1, .height = 1, .orientation = 1, .colour = PICTURE_RGB, .bits = 8, .coding = PICTURE_JPEG };
	p.data = STR("\xFF\xD8\xFF\xE1\xFF\xFF" "Exif");
	assert_true(str_eq(file_in(s, &p, "data:image/jpeg;base64,"), p.data));
}

/* ---- overset ---- */

static void a_line_below_its_column_is_overset(void **state) {
	(void)state;
	PageColumn columns[] = { { .frame = STR("main"), .story = STR("a"), .column = 1, .limit = LEN_OF_PT(100) },
		                     { .frame = STR("main"), .story = STR("a"), .column = 1, .limit = LEN_OF_PT(200) },
		                     { .frame = STR("main"), .story = STR("a"), .column = 2, .limit = LEN_OF_PT(100) } };
	Page page = { .columns = columns, .column_count = 3 };
	PageLine line = { .frame = STR("main"), .story = STR("a"), .column = 1, .baseline = LEN_OF_PT(150) };
	assert_false(line_is_overset(&page, &line));
	line.column = 2;
	assert_true(line_is_overset(&page, &line));
	line.column = 0;
	assert_false(line_is_overset(&page, &line));
}

int main(void) {
#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(numbers_have_no_needless_zeros),
		CASE(base64_is_padded),
		CASE(text_cannot_leave_its_attribute),
		CASE(each_glyph_stands_once),
		CASE(glyphs_of_two_faces_are_two),
		CASE(blanks_are_not_drawn),
		CASE(glyphs_stand_where_the_pen_is),
		CASE(widened_glyphs_keep_their_places),
		CASE(right_to_left_is_drawn_as_it_is_seen),
		CASE(rectangles_have_colour_and_place),
		CASE(the_page_has_its_size),
		CASE(two_runs_give_the_same_bytes),
		CASE(pixels_become_a_png_again),
		CASE(a_jpeg_loses_only_its_turn),
		CASE(what_is_clipped_is_not_shown),
		CASE(a_torn_jpeg_is_passed_on),
		CASE(a_line_below_its_column_is_overset),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
