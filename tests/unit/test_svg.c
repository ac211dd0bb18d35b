/* SVG pictures: what a file comes to as shapes, what cannot be drawn and says so, and that no hostile file gets through. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "picture/drawing.h"
#include "picture/picture.h"

#define HEAD "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 100 50'>"
#define TAIL "</svg>"
#define SVG(inside) HEAD inside TAIL

typedef struct {
	Arena *arena;
	Job job;
	char path[64];
} Fixture;

static int set_up(void **state) {
	Fixture *f = calloc(1, sizeof *f);
	f->arena = arena_make();
	strcpy(f->path, "/tmp/quoin-svg-XXXXXX");
	int fd = mkstemp(f->path);
	assert_true(fd >= 0);
	close(fd);
	*state = f;
	return 0;
}

static int tear_down(void **state) {
	Fixture *f = *state;
	unlink(f->path);
	arena_free(f->arena);
	free(f);
	return 0;
}

static const Picture *read_bytes(Fixture *f, const char *bytes, size_t n) {
	FILE *out = fopen(f->path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, n, out), n);
	fclose(out);
	f->job = (Job){ f->arena, diag_make(f->arena, STR("en")) };
	return picture_read(&f->job, str_of(f->path), POS_NONE);
}

static const Drawing *draw(Fixture *f, const char *text) {
	const Picture *p = read_bytes(f, text, strlen(text));
	if (!p)
		fail_msg("refused: %.*s", STR_ARG(f->job.diag->messages.at[0].text));
	assert_int_equal(p->coding, PICTURE_DRAWING);
	return p->drawing;
}

/* The only thing drawn. */
static const Drawn *draw_one(Fixture *f, const char *text) {
	const Drawing *drawing = draw(f, text);
	assert_int_equal(drawing->node_count, 1);
	return drawing->nodes[0];
}

static void assert_refused(Fixture *f, const char *text, const char *words) {
	assert_null(read_bytes(f, text, strlen(text)));
	assert_int_equal(f->job.diag->messages.n, 1);
	const Message *m = &f->job.diag->messages.at[0];
	if ((m->rule != RULE_PICTURE_KIND && m->rule != RULE_PICTURE_DAMAGED) || str_find(m->text, words, 0) == SIZE_MAX)
		fail_msg("said '%.*s' [%s], not '%s'", STR_ARG(m->text), rule_name(m->rule), words);
	assert_true(m->help.n > 0);
}

static void assert_step(const Path *path, size_t i, StepKind kind, double x, double y) {
	assert_true(i < path->n);
	const Step *step = &path->at[i];
	int last = kind == STEP_CURVE ? 2 : 0;
	assert_int_equal(step->kind, kind);
	if (kind != STEP_CLOSE && (fabs(step->x[last] - x) > 0.01 || fabs(step->y[last] - y) > 0.01))
		fail_msg("step %zu goes to %g %g, not %g %g", i, step->x[last], step->y[last], x, y);
}

static void assert_rgb(const Paint *paint, unsigned rgb) {
	assert_int_equal(paint->kind, PAINT_COLOUR);
	assert_int_equal((unsigned)paint->rgb[0] << 16 | (unsigned)paint->rgb[1] << 8 | paint->rgb[2], rgb);
}

/* ---- what is drawn ---- */

static void drawing_stands_upright_with_a_longer_side_of_1000(void **state) {
	Fixture *f = *state;
	const Drawing *drawing = draw(f, SVG("<rect x='10' y='5' width='20' height='10' fill='#f80'/>"));
	assert_true(drawing->width == 1000 && drawing->height == 500);
	assert_false(drawing->transparent);
	const Shape *shape = &drawing->nodes[0]->shape;
	assert_step(&shape->path, 0, STEP_MOVE, 100, 450);
	assert_step(&shape->path, 1, STEP_LINE, 300, 450);
	assert_step(&shape->path, 2, STEP_LINE, 300, 350);
	assert_rgb(&shape->fill, 0xFF8800);
	assert_int_equal(shape->stroke.kind, PAINT_NONE);
}

static void size_is_taken_from_width_and_height_with_their_units(void **state) {
	Fixture *f = *state;
	static const char inch[] = "<svg xmlns='http://www.w3.org/2000/svg' width='2in' height='25.4mm'><path d='M0 0h9v9z'/></svg>";
	const Picture *p = read_bytes(f, inch, strlen(inch));
	assert_non_null(p);
	assert_int_equal(p->width, 19200);
	assert_int_equal(p->height, 9600);
	assert_int_equal(p->ppi_x, 9600);
}

static void path_data_is_read_in_all_its_forms(void **state) {
	Fixture *f = *state;
	const Path *path = &draw_one(f, SVG("<path d='m10,10 5-5h10V20.5.5L1e1-0 q0 10 10 10t10 10s1 1 2 2zM1 1a5 5 0 01 10 0'/>"))->shape.path;
	assert_step(path, 0, STEP_MOVE, 100, 400);
	assert_step(path, 1, STEP_LINE, 150, 450);
	assert_step(path, 2, STEP_LINE, 250, 450);
	assert_step(path, 3, STEP_LINE, 250, 295);
	assert_step(path, 4, STEP_LINE, 250, 495);
	assert_step(path, 5, STEP_LINE, 100, 500);
	assert_step(path, 6, STEP_CURVE, 200, 400);
	assert_step(path, 7, STEP_CURVE, 300, 300);
	assert_step(path, 8, STEP_CURVE, 320, 280);
	assert_step(path, 9, STEP_CLOSE, 0, 0);
	assert_step(path, 10, STEP_MOVE, 10, 490);
	assert_step(path, path->n - 1, STEP_CURVE, 110, 490);
}

static void transforms_of_groups_and_uses_add_up(void **state) {
	Fixture *f = *state;
	const Path *path = &draw_one(f, SVG("<defs><path id='p' d='M0 0L1 0L0 1z' transform='scale(2)'/></defs>"
		"<g transform='translate(10 20)'><use xlink:href='#p' x='3' transform='rotate(90)'/></g>"))->shape.path;
	assert_step(path, 0, STEP_MOVE, 100, 270);
	assert_step(path, 1, STEP_LINE, 100, 250);
	assert_step(path, 2, STEP_LINE, 80, 270);
}

static void styles_come_from_attributes_sheets_and_parents(void **state) {
	Fixture *f = *state;
	const Drawing *d = draw(f, SVG("<style>.a { fill: blue } #b { fill: rgb(0, 50%, 0) } rect { stroke: red }</style>"
		"<g fill='lime' stroke-width='2'><rect width='1' height='1'/><rect class='a' fill='red' width='1' height='1'/>"
		"<rect class='a' id='b' width='1' height='1'/><rect id='c' class='a' style='fill:#abc;stroke:none' width='1' height='1'/></g>"));
	static const unsigned fills[] = { 0x00FF00, 0x0000FF, 0x008000, 0xAABBCC };
	assert_int_equal(d->node_count, 4);
	for (size_t i = 0; i < 4; i++)
		assert_rgb(&d->nodes[i]->shape.fill, fills[i]);
	assert_rgb(&d->nodes[0]->shape.stroke, 0xFF0000);
	assert_true(fabs(d->nodes[0]->shape.width - 20) < 1e-6);
	assert_int_equal(d->nodes[3]->shape.stroke.kind, PAINT_NONE);
}

static void uneven_strokes_keep_a_matrix(void **state) {
	Fixture *f = *state;
	assert_true(draw_one(f, SVG("<path d='M0 0h5' stroke='red' transform='scale(3 1)'/>"))->shape.has_matrix);
	assert_false(draw_one(f, SVG("<path d='M0 0h5' stroke='red' transform='rotate(30) scale(3)'/>"))->shape.has_matrix);
	assert_false(draw_one(f, SVG("<path d='M0 0h5v5' transform='scale(3 1)'/>"))->shape.has_matrix);
}

static void what_encloses_nothing_has_no_fill(void **state) {
	Fixture *f = *state;
	static const char *const lines[] = { SVG("<path d='M5 5V45' stroke='red'/>"), SVG("<line x1='5' y1='5' x2='90' y2='40' stroke='red'/>"),
		SVG("<path d='M5 5H45H20z' stroke='red'/>") };
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		assert_int_equal(draw_one(f, lines[i])->shape.fill.kind, PAINT_NONE);
	assert_int_equal(draw_one(f, SVG("<path d='M5 5H45V9' stroke='red'/>"))->shape.fill.kind, PAINT_COLOUR);
	assert_refused(f, SVG("<path d='M5 5V45'/>"), "shows nothing");
}

static void gradients_have_stops_from_0_to_1(void **state) {
	Fixture *f = *state;
	const Drawn *drawn = draw_one(f, SVG("<linearGradient id='base'><stop offset='20%' stop-color='red'/>"
		"<stop offset='.6' stop-color='blue' stop-opacity='.5'/></linearGradient><radialGradient id='g' xlink:href='#base'/>"
		"<rect width='50' height='50' fill='url(#g)'/>"));
	const Paint *fill = &drawn->shape.fill;
	assert_int_equal(fill->kind, PAINT_RADIAL);
	assert_true(fill->translucent);
	assert_true(fill->stop_count >= 2);
	assert_true(fill->stops[0].at == 0 && fill->stops[fill->stop_count - 1].at == 1);
	assert_int_equal(fill->stops[0].rgb[0], 255);
	assert_int_equal(fill->stops[fill->stop_count - 1].rgb[2], 255);
}

static void opacity_of_a_group_is_of_the_whole(void **state) {
	Fixture *f = *state;
	const Drawing *drawing = draw(f, SVG("<g opacity='.5'><rect width='9' height='9'/><circle r='5'/></g>"));
	assert_true(drawing->transparent);
	assert_int_equal(drawing->nodes[0]->kind, DRAWN_GROUP);
	assert_true(drawing->nodes[0]->opacity == 0.5);
	assert_int_equal(drawing->nodes[0]->child_count, 2);
	const Drawn *single = draw_one(f, SVG("<rect width='9' height='9' opacity='.5' fill-opacity='.5'/>"));
	assert_int_equal(single->kind, DRAWN_SHAPE);
	assert_true(single->shape.fill.opacity == 0.25);
}

static void clips_of_several_shapes_are_masks(void **state) {
	Fixture *f = *state;
	const Drawn *one = draw_one(f, SVG("<clipPath id='c'><circle r='5'/></clipPath><rect width='9' height='9' clip-path='url(#c)'/>"));
	assert_int_equal(one->clip_count, 1);
	assert_int_equal(one->clips[0].mask_count, 0);
	const Drawn *two = draw_one(f, SVG("<clipPath id='c'><circle r='5'/><circle r='2' cx='9'/></clipPath>"
		"<rect width='9' height='9' clip-path='url(#c)'/>"));
	assert_int_equal(two->clips[0].mask_count, 2);
}

static void what_is_hidden_or_elsewhere_is_not_drawn(void **state) {
	Fixture *f = *state;
	draw_one(f, SVG("<metadata/><title>T</title><rect width='1' height='1' display='none'/><g visibility='hidden'><rect width='1' height='1'/></g>"
		"<rect width='0' height='1'/><x:y xmlns:x='urn:x'><x:z/></x:y><rect width='1' height='1'/>"));
}

/* ---- what is refused ---- */

static void what_cannot_be_drawn_is_refused_by_name(void **state) {
	Fixture *f = *state;
	static const char *const files[][2] = {
		{ "<text>Hello</text>", "text" }, { "<image href='data:image/png;base64,AAAA' width='1' height='1'/>", "pixels" },
		{ "<script>alert(1)</script>", "script" }, { "<rect onclick='x()' width='1' height='1'/>", "script" },
		{ "<rect width='1' height='1'><animate attributeName='x'/></rect>", "moves" }, { "<use href='other.svg#a'/>", "another file" },
		{ "<rect width='1' height='1' fill='url(http://x/#y)'/>", "another file" }, { "<style>@import 'a.css';</style>", "imports" },
		{ "<filter id='f'/><rect width='1' height='1' filter='url(#f)'/>", "filter" }, { "<mask id='m'/><rect width='1' height='1' mask='url(#m)'/>", "mask" },
		{ "<pattern id='p'/><rect width='1' height='1' fill='url(#p)'/>", "pattern" }, { "<foreignObject/>", "foreignObject" },
		{ "<rect width='1' height='1' fill='url(#nowhere)'/>", "nowhere" }, { "<rect width='1' height='1' fill='nocolour'/>", "nocolour" },
		{ "<path d='M0 0 L x'/>", "path data" }, { "<rect width='1furlong' height='1'/>", "length" }, { "", "shows nothing" },
		{ "<rect width='1' height='1' transform='wobble(3)'/>", "transforms" },
		{ "<path d='M1e8 0L1 1L2 2'/>", "far out" },
	};
	char text[1000];
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		snprintf(text, sizeof text, HEAD "%s" TAIL, files[i][0]);
		assert_refused(f, text, files[i][1]);
	}
	assert_refused(f, "<html/>", "<html>");
	assert_refused(f, "<svg/>", "<svg>");
	assert_refused(f, "<svg xmlns='http://www.w3.org/2000/svg'/>", "no size");
}

static void message_names_the_line_of_the_file(void **state) {
	Fixture *f = *state;
	assert_refused(f, SVG("\n\n<g>\n<text/></g>"), "line 4 of the file");
}

static void entities_are_refused_before_they_grow(void **state) {
	Fixture *f = *state;
	assert_refused(f, "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>" SVG("<g id='&b;'/>"), "entities");
	assert_refused(f, "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" SVG("<g>&x;</g>"), "entities");
}

static void cycles_are_refused(void **state) {
	Fixture *f = *state;
	assert_refused(f, SVG("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"), "refers to itself");
	assert_refused(f, SVG("<clipPath id='c' clip-path='url(#c)'><circle r='5'/></clipPath><rect width='9' height='9' clip-path='url(#c)'/>"),
		"refers to itself");
	assert_refused(f, SVG("<linearGradient id='a' href='#b'/><linearGradient id='b' href='#a'/><rect width='9' height='9' fill='url(#a)'/>"),
		"refers to itself");
}

static char *repeated(Fixture *f, const char *before, const char *part, int times, const char *middle, const char *after_part, const char *after) {
	Buf b = { 0 };
	buf_z(&b, before);
	for (int i = 0; i < times; i++)
		buf_z(&b, part);
	buf_z(&b, middle);
	for (int i = 0; after_part && i < times; i++)
		buf_z(&b, after_part);
	buf_z(&b, after);
	buf_byte(&b, '\0');
	char *text = arena_copy(f->arena, b.p, b.n);
	buf_free(&b);
	return text;
}

static void depth_and_number_are_limited(void **state) {
	Fixture *f = *state;
	const char *shape = "<rect width='1' height='1'/>";
	draw(f, repeated(f, HEAD, "<g>", 40, shape, "</g>", TAIL));
	assert_refused(f, repeated(f, HEAD, "<g>", 100, shape, "</g>", TAIL), "deep");
	assert_refused(f, repeated(f, HEAD, "<g>", 5000, shape, "</g>", TAIL), "");
	assert_refused(f, repeated(f, HEAD, "<g opacity='.9'>", 30, shape, "</g>", TAIL), "opacity or clipping");
	assert_refused(f, repeated(f, HEAD "<path d='M0 0", "L1 1 2 2 3 3 4 4 5 5 6 6 7 7 8 8 9 9 0 0", 110000, "'/>", NULL, TAIL), "");
	assert_refused(f, repeated(f, HEAD, "<g/>", 400001, "", NULL, TAIL), "elements and attributes");
}

/* Ten uses of ten uses of ten...: a million million shapes in two kilobytes. */
static void uses_of_uses_do_not_explode(void **state) {
	Fixture *f = *state;
	Buf b = { 0 };
	buf_z(&b, HEAD "<defs><path id='u0' d='M0 0h1v1z'/>");
	for (int level = 1; level <= 12; level++) {
		buf_printf(&b, "<g id='u%d'>", level);
		for (int i = 0; i < 10; i++)
			buf_printf(&b, "<use href='#u%d'/>", level - 1);
		buf_z(&b, "</g>");
	}
	buf_z(&b, "</defs><use href='#u12'/>" TAIL);
	buf_byte(&b, '\0');
	assert_refused(f, b.p, "more than 100000");
	buf_free(&b);
}

static const char RICH[] = SVG("<defs><linearGradient id='l' spreadMethod='reflect' x2='.3'><stop offset='0' stop-color='red'/><stop offset='1' "
	"stop-color='blue' stop-opacity='.2'/></linearGradient><radialGradient id='r' xlink:href='#l' fx='.2' gradientTransform='rotate(9)'/>"
	"<clipPath id='c'><circle r='20'/><ellipse rx='30' ry='5'/></clipPath><symbol id='s' viewBox='0 0 9 9'><rect width='9' height='9' rx='2'/>"
	"</symbol></defs><style>.k{stroke:#123456;stroke-dasharray:3,1;stroke-linejoin:round}</style><g clip-path='url(#c)' opacity='.7'>"
	"<path class='k' fill='url(#l)' d='M5 5C6 7 8 9 10 11S3 4 5 6Q7 7 8 8T3 3A4 5 30 1 0 9 9z' transform='skewX(10) scale(1.5,-1)'/></g>"
	"<use xlink:href='#s' x='10' y='5mm' width='20' height='10'/><polygon points='1,2 3,4 5 6' fill='url(#r)' fill-rule='evenodd'/>"
	"<svg x='10%' width='20' height='20' preserveAspectRatio='xMinYMax slice' viewBox='0 0 3 4'><line x2='3' y2='4' stroke='teal'/></svg>");

static void truncated_drawing_is_refused_at_every_length(void **state) {
	Fixture *f = *state;
	draw(f, RICH);
	for (size_t n = 0; n < strlen(RICH); n++) {
		assert_null(read_bytes(f, RICH, n));
		assert_int_equal(f->job.diag->errors, 1);
	}
}

/* Bytes put elsewhere at random: never a crash, and always either a drawing or one reason. */
static void random_damage_never_breaks_the_reader(void **state) {
	Fixture *f = *state;
	uint32_t seed = 20071202;
	size_t n = strlen(RICH), drawn = 0;
	for (int round = 0; round < 3000; round++) {
		char *copy = arena_copy(f->arena, RICH, n);
		for (int k = 0; k < 1 + round % 3; k++) {
			seed = seed * 1664525 + 1013904223;
			size_t to = (seed >> 8) % n;
			seed = seed * 1664525 + 1013904223;
			copy[to] = RICH[(seed >> 8) % n];
		}
		const Picture *p = read_bytes(f, copy, n);
		assert_true(p ? f->job.diag->errors == 0 : f->job.diag->errors == 1);
		drawn += p != NULL;
	}
	assert_true(drawn > 100);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(drawing_stands_upright_with_a_longer_side_of_1000, set_up, tear_down),
		cmocka_unit_test_setup_teardown(size_is_taken_from_width_and_height_with_their_units, set_up, tear_down),
		cmocka_unit_test_setup_teardown(path_data_is_read_in_all_its_forms, set_up, tear_down),
		cmocka_unit_test_setup_teardown(transforms_of_groups_and_uses_add_up, set_up, tear_down),
		cmocka_unit_test_setup_teardown(styles_come_from_attributes_sheets_and_parents, set_up, tear_down),
		cmocka_unit_test_setup_teardown(uneven_strokes_keep_a_matrix, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_encloses_nothing_has_no_fill, set_up, tear_down),
		cmocka_unit_test_setup_teardown(gradients_have_stops_from_0_to_1, set_up, tear_down),
		cmocka_unit_test_setup_teardown(opacity_of_a_group_is_of_the_whole, set_up, tear_down),
		cmocka_unit_test_setup_teardown(clips_of_several_shapes_are_masks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_hidden_or_elsewhere_is_not_drawn, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_cannot_be_drawn_is_refused_by_name, set_up, tear_down),
		cmocka_unit_test_setup_teardown(message_names_the_line_of_the_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(entities_are_refused_before_they_grow, set_up, tear_down),
		cmocka_unit_test_setup_teardown(cycles_are_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(depth_and_number_are_limited, set_up, tear_down),
		cmocka_unit_test_setup_teardown(uses_of_uses_do_not_explode, set_up, tear_down),
		cmocka_unit_test_setup_teardown(truncated_drawing_is_refused_at_every_length, set_up, tear_down),
		cmocka_unit_test_setup_teardown(random_damage_never_breaks_the_reader, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
