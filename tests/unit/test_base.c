/* Memory, strings, UTF-8 and lengths. */
#include <string.h>

#include "base/units.h"
#include "support.h"

/* ---- arena ---- */

static char released[8];
static size_t released_count;

static void note_release(void *handle) {
	released[released_count++] = *(const char *)handle;
}

static void an_arena_releases_last_handed_over_first(void **state) {
	(void)state;
	Arena *arena = arena_make();
	released_count = 0;
	arena_on_release(arena, note_release, arena_copy(arena, "a", 1));
	arena_on_release(arena, note_release, arena_copy(arena, "b", 1));
	arena_on_release(arena, note_release, arena_copy(arena, "c", 1));
	assert_int_equal(released_count, 0);
	arena_free(arena);
	assert_int_equal(released_count, 3);
	assert_memory_equal(released, "cba", 3);
	arena_free(NULL);
}

static void arena_memory_is_zeroed_aligned_and_apart(void **state) {
	(void)state;
	Arena *arena = arena_make();
	unsigned char *kept[600];
	for (size_t i = 0; i < 600; i++) {
		size_t n = i * 37 % 9000;
		kept[i] = arena_alloc(arena, n);
		assert_int_equal((uintptr_t)kept[i] % sizeof(max_align_t) % 16, 0);
		for (size_t k = 0; k < n; k++)
			assert_int_equal(kept[i][k], 0);
		memset(kept[i], (int)(i & 0xFF), n);
	}
	for (size_t i = 0; i < 600; i++)
		for (size_t k = 0; k < i * 37 % 9000; k++)
			assert_int_equal(kept[i][k], i & 0xFF);
	arena_free(arena);
}

static void a_list_keeps_its_items_and_gives_new_ones_zeroed(void **state) {
	(void)state;
	Arena *arena = arena_make();
	struct { int *at; size_t n, room; } list = { 0 };
	for (int i = 0; i < 1000; i++) {
		int *item = list_push(arena, &list);
		assert_int_equal(*item, 0);
		*item = i + 1;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(list.at[i], i + 1);
	list.n = 10;
	assert_int_equal(*list_push(arena, &list), 0);
	assert_int_equal(list.n, 11);
	arena_free(arena);
}

/* ---- str ---- */

static void slices_are_clamped_trimmed_and_found(void **state) {
	(void)state;
	assert_str(str_sub(STR("abc"), 1, 9), "bc");
	assert_str(str_sub(STR("abc"), 5, 9), "");
	assert_str(str_sub(STR("abc"), 2, 1), "");
	assert_str(str_trim(STR(" \t\r\na b\n ")), "a b");
	assert_str(str_trim(STR("  ")), "");
	assert_int_equal(str_find(STR("banana"), "an", 2), 3);
	assert_int_equal(str_find(STR("banana"), "an", 4), SIZE_MAX);
	assert_int_equal(str_find(STR("banana"), "", 6), 6);
	assert_int_equal(str_find(STR("banana"), "", 7), SIZE_MAX);
	assert_true(str_starts(STR("banana"), "ban") && !str_starts(STR("ba"), "ban"));
	assert_true(str_ends(STR("banana"), "ana") && !str_ends(STR("na"), "ana"));
	assert_true(str_eq(str_of(NULL), STR("")) && str_eq((Str){ NULL, 0 }, STR("")));
}

static void slices_are_ordered_by_bytes(void **state) {
	(void)state;
	assert_int_equal(str_cmp(STR("a"), STR("b")), -1);
	assert_int_equal(str_cmp(STR("ab"), STR("a")), 1);
	assert_int_equal(str_cmp(STR("z"), STR("\xC3\xA9")), -1);
	assert_int_equal(str_cmp(STR("a"), STR("a")), 0);
	assert_int_equal(str_cmp((Str){ NULL, 0 }, STR("")), 0);
}

static void the_hash_is_fnv_1a(void **state) {
	(void)state;
	assert_true(str_hash(STR("")) == 0xcbf29ce484222325u);
	assert_true(str_hash(STR("a")) == 0xaf63dc4c8601ec8cu);
	assert_true(str_hash(STR("foobar")) == 0x85944171f73967e8u);
}

static void distance_counts_letters_swaps_and_is_capped(void **state) {
	(void)state;
	assert_int_equal(str_distance(STR("pullquote"), STR("pullquote")), 0);
	assert_int_equal(str_distance(STR("pullqoute"), STR("pullquote")), 1);
	assert_int_equal(str_distance(STR("kitten"), STR("sitting")), 3);
	assert_int_equal(str_distance(STR("ca"), STR("abc")), 3);
	assert_int_equal(str_distance(STR("\u00E9t\u00E9"), STR("et\u00E9")), 1);
	assert_int_equal(str_distance(STR(""), STR("abc")), 3);
	assert_int_equal(str_distance(STR("abc"), STR("")), 3);
	assert_int_equal(str_distance(STR("abcdefghijkl"), STR("mnopqrstuvwx")), 9);
	char far[500];
	memset(far, 'x', sizeof far);
	assert_int_equal(str_distance((Str){ far, 500 }, STR("x")), 9);
	assert_int_equal(str_distance((Str){ far, 64 }, (Str){ far, 63 }), 1);
	assert_int_equal(str_distance((Str){ far, 65 }, (Str){ far, 64 }), 9);
	assert_int_equal(str_distance((Str){ far, 500 }, (Str){ far, 500 }), 0);
}

static void a_buffer_grows_and_prints(void **state) {
	(void)state;
	Buf b = { 0 };
	assert_str(buf_as_str(&b), "");
	buf_add(&b, NULL, 0);
	for (int i = 0; i < 1000; i++)
		buf_printf(&b, "%03d", i);
	assert_int_equal(b.n, 3000);
	assert_memory_equal(b.p + 2997, "999", 3);
	buf_free(&b);
	assert_int_equal(b.n, 0);
}

/* ---- utf8 ---- */

static void utf8_goes_both_ways_over_all_lengths(void **state) {
	(void)state;
	static const uint32_t letters[] = { 0x1, 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF };
	static const size_t lengths[] = { 1, 1, 2, 2, 3, 3, 3, 3, 4, 4 };
	Buf b = { 0 };
	for (size_t i = 0; i < 10; i++) {
		size_t before = b.n;
		buf_utf8(&b, letters[i]);
		assert_int_equal(b.n - before, lengths[i]);
	}
	Str s = buf_as_str(&b);
	assert_int_equal(utf8_check(s), s.n);
	assert_int_equal(utf8_count(s), 10);
	size_t at = 0;
	for (size_t i = 0; i < 10; i++)
		assert_int_equal(utf8_next(s, &at), letters[i]);
	assert_int_equal(at, s.n);
	assert_int_equal(utf8_next(s, &at), 0);
	for (size_t i = 10; i-- > 0;)
		assert_int_equal(utf8_prev(s, &at), letters[i]);
	assert_int_equal(at, 0);
	assert_int_equal(utf8_prev(s, &at), 0);
	buf_free(&b);
}

static void every_code_point_survives(void **state) {
	(void)state;
	Buf b = { 0 };
	for (uint32_t c = 1; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 257) {
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		size_t at = 0;
		b.n = 0;
		buf_utf8(&b, c);
		assert_int_equal(utf8_next(buf_as_str(&b), &at), c);
		assert_int_equal(utf8_check(buf_as_str(&b)), b.n);
	}
	buf_free(&b);
}

static void bad_utf8_is_found_at_its_first_byte(void **state) {
	(void)state;
	static const struct { const char *text; size_t bad; } cases[] = {
		{ "ab\x80", 2 }, { "\xC0\xAF", 0 }, { "\xC1\xBF", 0 }, { "a\xE0\x80\xAF", 1 }, { "\xED\xA0\x80", 0 },
		{ "\xF4\x90\x80\x80", 0 }, { "\xF5\x80\x80\x80", 0 }, { "\xF0\x80\x80\x80", 0 }, { "ok\xE2\x82", 2 },
		{ "\xC3\xA9\xFF", 2 }, { "\xE2\x28\xA1", 0 }, { "caf\xE9!", 3 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(utf8_check(str_of(cases[i].text)), cases[i].bad);
	size_t at = 0;
	assert_int_equal(utf8_next(STR("\xE9!"), &at), 0xFFFD);
	assert_int_equal(at, 1);
	at = 3;
	assert_int_equal(utf8_prev(STR("a\xE2\x82"), &at), 0xFFFD);
	assert_int_equal(at, 2);
	Buf b = { 0 };
	buf_utf8(&b, 0xD800);
	buf_utf8(&b, 0x110000);
	assert_str(buf_as_str(&b), "\uFFFD\uFFFD");
	buf_free(&b);
}

static void json_strings_are_escaped(void **state) {
	(void)state;
	Buf b = { 0 };
	buf_json(&b, STR("a\"b\\c\n\r\t\x01\x7F/\u00E9\U0001F600\xFF"));
	assert_str(buf_as_str(&b), "\"a\\\"b\\\\c\\n\\r\\t\\u0001\\u007f/\u00E9\U0001F600\uFFFD\"");
	b.n = 0;
	buf_json(&b, (Str){ "a\0b", 3 });
	assert_str(buf_as_str(&b), "\"a\\u0000b\"");
	buf_free(&b);
}

/* ---- units ---- */

static void lengths_are_read_in_all_units(void **state) {
	(void)state;
	static const struct { const char *text; Len len; } cases[] = {
		{ "9pt", 9216 }, { "0", 0 }, { "0mm", 0 }, { "0.0", 0 }, { "1in", 73728 }, { "25.4mm", 73728 },
		{ "2.54cm", 73728 },
		{ "1pc", 12288 }, { "18mm", 52248 }, { "4.2mm", 12191 }, { "-3pt", -3072 }, { "0.5pt", 512 },
		{ "1.35pt", 1382 },
		{ "-0.5mm", -1451 }, { "0.000001pt", 0 }, { "2097151pt", 2147482624 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Len len = -1;
		if (!len_parse(str_of(cases[i].text), &len) || len != cases[i].len)
			fail_msg("%s is %d, not %d", cases[i].text, len, cases[i].len);
	}
}

static void what_is_no_length_is_refused(void **state) {
	(void)state;
	static const char *const cases[] = {
		"", "9", "pt", "9 pt", " 9pt", "9pt ", "4,2mm", ".5pt", "5.pt", "+5pt", "--5pt", "5em", "5PT", "1e3pt",
		"0x10pt",
		"2097152pt", "99999999999999999999pt", "999999999cm", "1.0000001pt", "-", "-pt", "\u0665pt",
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Len len = 77;
		if (len_parse(str_of(cases[i]), &len) || len != 77)
			fail_msg("'%s' is read as %d", cases[i], len);
	}
}

static void scaling_rounds_half_away_from_zero_and_saturates(void **state) {
	(void)state;
	assert_int_equal(len_scale(1, 1, 2), 1);
	assert_int_equal(len_scale(-1, 1, 2), -1);
	assert_int_equal(len_scale(1, -1, 2), -1);
	assert_int_equal(len_scale(1, 1, -2), -1);
	assert_int_equal(len_scale(3, 1, 2), 2);
	assert_int_equal(len_scale(1, 1, 3), 0);
	assert_int_equal(len_scale(2, 1, 3), 1);
	assert_int_equal(len_scale(-2, 1, 3), -1);
	assert_int_equal(len_scale(10240, 650, 1000), 6656);
	assert_int_equal(len_scale(LEN_MAX, INT64_MAX, INT64_MAX), LEN_MAX);
	assert_int_equal(len_scale(LEN_MAX, 2, 1), LEN_MAX);
	assert_int_equal(len_scale(LEN_MAX, -2, 1), -LEN_MAX);
	assert_int_equal(len_scale(INT32_MIN, INT64_MIN, INT64_MIN), -LEN_MAX);
}

static void lengths_are_printed_without_trailing_zeros(void **state) {
	(void)state;
	static const struct { Len len; const char *text; } cases[] = {
		{ 0, "0" }, { 1024, "1" }, { 512, "0.5" }, { 1, "0.001" }, { -1, "-0.001" }, { 9216, "9" },
		{ 12191, "11.9053" },
		{ -1536, "-1.5" }, { 1023, "0.999" }, { 2, "0.002" }, { 100 * 1024 + 51, "100.0498" },
		{ LEN_MAX, "2097151.999" },
		{ INT32_MIN, "-2097152" }, { 10 * 1024, "10" },
	};
	Buf b = { 0 };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		b.n = 0;
		buf_len(&b, cases[i].len);
		assert_str(buf_as_str(&b), cases[i].text);
	}
	buf_free(&b);
}

static void decimals_are_read_in_thousandths(void **state) {
	(void)state;
	static const struct { const char *text; bool ok; int32_t value; } cases[] = {
		{ "1.35", true, 1350 }, { "-0.5", true, -500 }, { "0", true, 0 }, { "7", true, 7000 }, { "0.001", true, 1 },
		{ "1.0001", false, 0 }, { "", false, 0 }, { "1,5", false, 0 }, { "1.", false, 0 }, { "1 ", false, 0 },
		{ "1.5x", false, 0 },
		{ "2147483.647", true, 2147483647 }, { "2147483.648", false, 0 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int32_t value = 0;
		if (decimal_parse(str_of(cases[i].text), &value) != cases[i].ok || value != cases[i].value)
			fail_msg("%s is %d", cases[i].text, value);
	}
}

static void ceiling_to_a_grid(void **state) {
	(void)state;
	assert_int_equal(len_ceil_to(0, 10), 0);
	assert_int_equal(len_ceil_to(1, 10), 10);
	assert_int_equal(len_ceil_to(10, 10), 10);
	assert_int_equal(len_ceil_to(7, 0), 7);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_arena_releases_last_handed_over_first),
		cmocka_unit_test(arena_memory_is_zeroed_aligned_and_apart),
		cmocka_unit_test(a_list_keeps_its_items_and_gives_new_ones_zeroed),
		cmocka_unit_test(slices_are_clamped_trimmed_and_found),
		cmocka_unit_test(slices_are_ordered_by_bytes),
		cmocka_unit_test(the_hash_is_fnv_1a),
		cmocka_unit_test(distance_counts_letters_swaps_and_is_capped),
		cmocka_unit_test(a_buffer_grows_and_prints),
		cmocka_unit_test(utf8_goes_both_ways_over_all_lengths),
		cmocka_unit_test(every_code_point_survives),
		cmocka_unit_test(bad_utf8_is_found_at_its_first_byte),
		cmocka_unit_test(json_strings_are_escaped),
		cmocka_unit_test(lengths_are_read_in_all_units),
		cmocka_unit_test(what_is_no_length_is_refused),
		cmocka_unit_test(scaling_rounds_half_away_from_zero_and_saturates),
		cmocka_unit_test(lengths_are_printed_without_trailing_zeros),
		cmocka_unit_test(decimals_are_read_in_thousandths),
		cmocka_unit_test(ceiling_to_a_grid),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
