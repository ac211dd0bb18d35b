/* What a layout says to the print shop, and which inks and edges come of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "page/print.h"

typedef struct {
	Job job;
	Layout *layout;
} Read;

static Read read_layout(const char *text) {
	Arena *arena = arena_make();
	Read r = { { arena, diag_make(arena, STR("")) }, NULL };
	r.layout = layout_read_files(&r.job, file_of_text(arena, STR("layouts/t.yaml"), str_of(text)), NULL);
	assert_non_null(r.layout);
	return r;
}

static const Colour *colour(const Read *r, const char *name) {
	int index = layout_find_colour(r->layout, str_of(name));
	assert_int_not_equal(index, COLOUR_NONE);
	return &r->layout->colours[index];
}

static void keys_are_read(void **state) {
	(void)state;
	Read r = read_layout("page:\n  bleed: { inside: 0, top: 5mm }\npress: news\nspot-inks: 2\noutput-intent: ../press.icc\n"
		"colours:\n  red: { rgb: \"#c8102e\", cmyk: [0, 100, 75, 4], spot: \"PANTONE 185 C\", tint: 30.5 }\n"
		"  plain: { rgb: \"#000000\", overprint: never }\n");
	assert_int_equal(r.job.diag->messages.n, 0);
	assert_int_equal(r.layout->bleed_inside, 0);
	assert_int_equal(r.layout->bleed_top, r.layout->bleed);
	assert_int_equal(r.layout->bleed_outside, 8708);
	assert_int_equal(r.layout->press, PRESS_NEWS);
	assert_int_equal(r.layout->spot_inks, 2);
	assert_true(str_is(r.layout->output_intent, "press.icc"));
	assert_true(str_is(colour(&r, "red")->spot, "PANTONE 185 C"));
	assert_int_equal(colour(&r, "red")->tint, 305);
	assert_int_equal(colour(&r, "plain")->overprint, OVERPRINT_NEVER);
	arena_free(r.job.arena);
	r = read_layout("page:\n  bleed: 4mm\n");
	assert_int_equal(r.layout->bleed_inside, r.layout->bleed);
	assert_int_equal(r.layout->press, PRESS_SHEETFED);
	assert_int_equal(r.layout->output_intent.n, 0);
	arena_free(r.job.arena);
}

static void mistakes_are_reported_at_their_place(void **state) {
	(void)state;
	static const struct { const char *text; unsigned line, column; Rule rule; } cases[] = {
		{ "page:\n  bleed: 31mm\n", 2, 10, RULE_VALUE_INVALID },
		{ "page:\n  bleed: { left: 3mm }\n", 2, 12, RULE_DIRECTION_WORD },
		{ "press: letterpress\n", 1, 8, RULE_VALUE_INVALID },
		{ "spot-inks: 9\n", 1, 12, RULE_VALUE_INVALID },
		{ "colours:\n  a: { rgb: \"#000000\", spot: \"\" }\n", 2, 30, RULE_VALUE_INVALID },
		{ "colours:\n  a: { rgb: \"#000000\", tint: 20 }\n", 2, 24, RULE_VALUE_INVALID },
		{ "colours:\n  a: { rgb: \"#000000\", spot: Gold, tint: 101 }\n", 2, 42, RULE_VALUE_INVALID },
		{ "colours:\n  a: { rgb: \"#000000\", overprint: maybe }\n", 2, 35, RULE_VALUE_INVALID },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Read r = read_layout(cases[i].text);
		assert_int_equal(r.job.diag->messages.n, 1);
		const Message *m = &r.job.diag->messages.at[0];
		assert_int_equal(m->rule, cases[i].rule);
		assert_int_equal(pos_line_column(m->pos).line, cases[i].line);
		assert_int_equal(pos_line_column(m->pos).column, cases[i].column);
		arena_free(r.job.arena);
	}
}

static void small_black_overprints(void **state) {
	(void)state;
	Read r = read_layout("colours:\n  rich: { rgb: \"#000000\", cmyk: [60, 40, 40, 100] }\n  ink: { rgb: \"#111111\", cmyk: [0, 0, 0, 100] }\n"
		"  varnish: { rgb: \"#eeeeee\", spot: Varnish, overprint: always }\n");
	int rich = layout_find_colour(r.layout, STR("rich")), ink = layout_find_colour(r.layout, STR("ink"));
	int varnish = layout_find_colour(r.layout, STR("varnish"));
	const struct { Item item; bool over; } cases[] = {
		{ { .kind = ITEM_GLYPHS, .size = LEN_OF_PT(12) - 1, .colour = ink }, true }, { { .kind = ITEM_GLYPHS, .size = LEN_OF_PT(12), .colour = ink }, false },
		{ { .kind = ITEM_GLYPHS, .size = LEN_OF_PT(8), .colour = rich }, false }, { { .kind = ITEM_GLYPHS, .size = LEN_OF_PT(8), .colour = COLOUR_NONE }, true },
		{ { .kind = ITEM_RECTANGLE, .width = LEN_OF_PT(90), .height = LEN_OF_PT(2) - 1, .colour = ink }, true },
		{ { .kind = ITEM_RECTANGLE, .width = LEN_OF_PT(90), .height = LEN_OF_PT(2), .colour = ink }, false },
		{ { .kind = ITEM_RECTANGLE, .width = LEN_OF_PT(90), .height = LEN_OF_PT(90), .colour = varnish }, true },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(print_ink(r.layout, &cases[i].item).overprint, cases[i].over);
	Ink spot = print_ink(r.layout, &cases[6].item);
	assert_int_equal(ink_total(&spot), 0);                   /* a spot ink stands on its plate alone */
	assert_int_equal(ink_count(&spot), 1);
	assert_false(ink_is_white(&spot));
	arena_free(r.job.arena);
}

static void the_fold_changes_sides_with_page_and_binding(void **state) {
	(void)state;
	Read r = read_layout("page:\n  bleed: { inside: 0, outside: 3mm, top: 1mm, bottom: 2mm }\n");
	static const struct { bool bound_right; Writing writing; bool right; } cases[] = {
		{ false, WRITING_ACROSS, false }, { true, WRITING_ACROSS, true }, { false, WRITING_FROM_RIGHT, true }, { true, WRITING_FROM_LEFT, false },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int number = 1; number <= 2; number++) {
			Locale locale = { .bound_right = cases[i].bound_right };
			Document document = { .layout = r.layout, .locale = &locale, .writing = cases[i].writing };
			Edges e = print_bleed(&document, &(Page){ .number = number });
			bool fold_at_left = (number == 1) != cases[i].right;
			assert_int_equal(e.left, fold_at_left ? 0 : r.layout->bleed_outside);
			assert_int_equal(e.right, fold_at_left ? r.layout->bleed_outside : 0);
			assert_int_equal(e.top, r.layout->bleed_top);
			assert_int_equal(e.bottom, r.layout->bleed_bottom);
		}
	}
	arena_free(r.job.arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_read),
		cmocka_unit_test(mistakes_are_reported_at_their_place),
		cmocka_unit_test(small_black_overprints),
		cmocka_unit_test(the_fold_changes_sides_with_page_and_binding),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
