/* Comparing two layout dumps: what is changed, new, gone, moved; and dumps that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "page/diff.h"

static int job_open(void **state) {
	Arena *arena = arena_make();
	Job *job = arena_new(arena, Job);
	*job = (Job){ arena, diag_make(arena, STR("")) };
	*state = job;
	return 0;
}

static int job_close(void **state) {
	arena_free(((Job *)*state)->arena);
	return 0;
}

/* A dump of one story in one column: a letter a line, "|" begins a page. */
static const Dump *dump_of(Job *job, const char *letters) {
	Buf text = { 0 };
	int page = 1, y = 10;
	for (const char *p = letters; *p; p++) {
		if (*p == '|') {
			page++;
			y = 10;
			continue;
		}
		buf_printf(&text, "{\"page\":%d,\"kind\":\"line\",\"frame\":\"main\",\"column\":1,\"story\":\"s\",\"style\":\"body\",\"text\":\"%c\","
		           "\"x\":1,\"baseline\":%d,\"width\":5,\"source\":\"a.md:%d:1\"}\n", page, *p, y, y);
		y += 10;
	}
	Str copy = str_copy(job->arena, buf_as_str(&text));
	buf_free(&text);
	const Dump *dump = page_read_dump(job, file_of_text(job->arena, STR("d.jsonl"), copy));
	assert_non_null(dump);
	return dump;
}

static const Difference *compare(Job *job, const char *before, const char *after) {
	return page_diff(job->arena, dump_of(job, before), dump_of(job, after));
}

static void assert_lines(const Difference *d, unsigned added, unsigned gone, unsigned changed, unsigned moved) {
	assert_int_equal(d->stories.n, 1);
	const StoryDifference *story = &d->stories.at[0];
	assert_int_equal(story->lines[LINE_NEW], added);
	assert_int_equal(story->lines[LINE_GONE], gone);
	assert_int_equal(story->lines[LINE_CHANGED], changed);
	assert_int_equal(story->lines[LINE_MOVED], moved);
}

static void equal_dumps_agree(void **state) {
	const Difference *d = compare(*state, "abc|def", "abc|def");
	assert_true(d->same);
	assert_lines(d, 0, 0, 0, 0);
}

static void a_changed_line_moves_nothing(void **state) {
	const Difference *d = compare(*state, "abc|def", "axc|def");
	assert_false(d->same);
	assert_lines(d, 0, 0, 1, 0);
	assert_int_equal(d->pages[0].lines, 1);
	assert_int_equal(d->pages[1].lines, 0);
}

static void a_new_line_moves_those_below_it(void **state) {
	const Difference *d = compare(*state, "abc|def", "axbc|def");
	assert_lines(d, 1, 0, 0, 2);
	assert_int_equal(d->pages[1].lines, 0);
}

static void a_line_that_goes_to_the_next_page_counts_on_both(void **state) {
	const Difference *d = compare(*state, "abc|def", "ab|cdef");
	assert_lines(d, 0, 0, 0, 4);
	assert_int_equal(d->stories.at[0].to_other_page, 1);
	assert_int_equal(d->pages[0].lines, 1);
	assert_int_equal(d->pages[1].lines, 4);
}

static void a_story_that_grows_by_a_page_says_so(void **state) {
	const Difference *d = compare(*state, "ab", "ab|c");
	assert_int_equal(d->stories.at[0].last_before, 1);
	assert_int_equal(d->stories.at[0].last_after, 2);
	assert_int_equal(d->page_count, 2);
	assert_false(d->pages[1].before);
	assert_true(d->pages[1].after);
}

static void an_empty_dump_has_lost_everything(void **state) {
	assert_lines(compare(*state, "abc", ""), 0, 3, 0, 0);
	assert_lines(compare(*state, "", "abc"), 3, 0, 0, 0);
}

/* The longest common subsequence by brute force: what the pairing must reach on every pair of short texts. */
static unsigned longest_common(const char *a, const char *b) {
	if (!*a || !*b)
		return 0;
	if (*a == *b)
		return 1 + longest_common(a + 1, b + 1);
	unsigned left = longest_common(a + 1, b), right = longest_common(a, b + 1);
	return left > right ? left : right;
}

static void as_many_lines_as_possible_are_the_same(void **state) {
	unsigned seed = 7;
	for (int round = 0; round < 300; round++) {
		char a[9] = "", b[9] = "";
		for (int i = 0; i < 8; i++) {
			seed = seed * 1103515245 + 12345;
			a[i] = (char)('a' + (seed >> 16) % 3);
			seed = seed * 1103515245 + 12345;
			b[i] = (char)('a' + (seed >> 16) % 3);
		}
		const StoryDifference *story = &compare(*state, a, b)->stories.at[0];
		unsigned unmatched = story->lines[LINE_GONE] + story->lines[LINE_CHANGED];
		if (8 - unmatched != longest_common(a, b))
			fail_msg("%s and %s: %u lines in common, not %u", a, b, 8 - unmatched, longest_common(a, b));
		assert_int_equal(story->lines[LINE_GONE], story->lines[LINE_NEW]);
	}
}

static const Dump *read(Job *job, const char *text) {
	return page_read_dump(job, file_of_text(job->arena, STR("d.jsonl"), str_of(text)));
}

static void where_it_was_written_is_not_compared_but_how_it_is_set(void **state) {
	Job *job = *state;
	const char *line = "{\"page\":1,\"kind\":\"line\",\"text\":\"a\",\"x\":1,\"size\":9,\"source\":\"a.md:1:1\"}\n";
	const char *below = "{\"page\":1,\"kind\":\"line\",\"text\":\"a\",\"x\":1,\"size\":9,\"source\":\"a.md:7:1\"}\n";
	const char *smaller = "{\"page\":1,\"kind\":\"line\",\"text\":\"a\",\"x\":1,\"size\":8,\"source\":\"a.md:1:1\"}\n";
	assert_true(page_diff(job->arena, read(job, line), read(job, below))->same);
	const Difference *d = page_diff(job->arena, read(job, line), read(job, smaller));
	assert_false(d->same);
	assert_int_equal(d->stories.at[0].lines[LINE_RESET], 1);
}

static void pictures_are_compared_by_page_and_name(void **state) {
	Job *job = *state;
	const char *here = "{\"page\":1,\"kind\":\"picture\",\"x\":1,\"y\":2,\"width\":3,\"height\":4,\"file\":\"a/map.png\",\"owner\":3}\n";
	const char *elsewhere = "{\"page\":1,\"kind\":\"picture\",\"x\":1,\"y\":2,\"width\":3,\"height\":4,\"file\":\"b/map.png\",\"owner\":9}\n";
	const char *lower = "{\"page\":1,\"kind\":\"picture\",\"x\":1,\"y\":3,\"width\":3,\"height\":4,\"file\":\"a/map.png\",\"owner\":3}\n";
	assert_true(page_diff(job->arena, read(job, here), read(job, elsewhere))->same);
	assert_int_equal(page_diff(job->arena, read(job, here), read(job, lower))->pages[0].drawings, 2);
}

static void escapes_in_texts_are_read(void **state) {
	const Dump *dump = read(*state, "{\"page\":1,\"text\":\"a\\\"\\\\\\u00e9\\ud83d\\ude00\\n\"}");
	assert_true(str_is(dump->at[0].text, "a\"\\\u00E9\U0001F600"));
}

static void what_is_no_dump_is_refused_with_its_place(void **state) {
	static const char *const broken[] = {
		"x", "{", "{}", "[]", "{\"page\"}", "{\"page\":1", "{\"page\":1,}", "{\"page\":}", "{\"page\":0}", "{\"page\":999999999999}",
		"{\"page\":1} x", "{\"page\":1,\"text\":\"a", "{\"page\":1,\"text\":\"\\q\"}", "{\"page\":1,\"text\":\"\\ud800\"}",
		"{\"page\":1,\"text\":\"\\u12", "{\"page\":1,\"text\":[1]}", "{\"page\":1,\"text\":null}", "{\"kind\":\"line\"}",
	};
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		Job *job = *state;
		job->diag = diag_make(job->arena, STR(""));
		if (read(job, broken[i]) || job->diag->errors != 1 || job->diag->messages.at[0].rule != RULE_DUMP_FORM)
			fail_msg("%s is read as a dump", broken[i]);
		assert_non_null(job->diag->messages.at[0].pos.file);
	}
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, job_open, job_close)
	const struct CMUnitTest tests[] = {
		TEST(equal_dumps_agree),
		TEST(a_changed_line_moves_nothing),
		TEST(a_new_line_moves_those_below_it),
		TEST(a_line_that_goes_to_the_next_page_counts_on_both),
		TEST(a_story_that_grows_by_a_page_says_so),
		TEST(an_empty_dump_has_lost_everything),
		TEST(as_many_lines_as_possible_are_the_same),
		TEST(where_it_was_written_is_not_compared_but_how_it_is_set),
		TEST(pictures_are_compared_by_page_and_name),
		TEST(escapes_in_texts_are_read),
		TEST(what_is_no_dump_is_refused_with_its_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
