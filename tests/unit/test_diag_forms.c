/* The forms of messages for other programs: SARIF and commands for a GitHub log. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"

static int diag_open(void **state) {
	*state = diag_make(arena_make(), STR(""));
	return 0;
}

static int diag_close(void **state) {
	arena_free(((Diag *)*state)->arena);
	return 0;
}

static SourceFile *file_with(Diag *diag, const char *path, const char *text) {
	return file_of_text(diag->arena, str_of(path), str_of(text));
}

static Str printed(const Diag *diag, DiagFormat format) {
	Buf out = { 0 };
	diag_print(diag, format, false, &out);
	Str copy = str_copy(diag->arena, buf_as_str(&out));
	buf_free(&out);
	return copy;
}

static void assert_has(Str s, const char *part) {
	if (str_find(s, part, 0) == SIZE_MAX)
		fail_msg("\n" STR_FMT "\nlacks\n%s", STR_ARG(s), part);
}

static void assert_lacks(Str s, const char *part) {
	if (str_find(s, part, 0) != SIZE_MAX)
		fail_msg("\n" STR_FMT "\nhas\n%s", STR_ARG(s), part);
}

/* What follows `before` in s, up to a quotation mark. */
static Str after(Str s, const char *before, size_t from) {
	size_t at = str_find(s, before, from);
	assert_true(at != SIZE_MAX);
	at = str_find(s, ":\"", at + str_of(before).n - 2) + 2;
	return str_sub(s, at, str_find(s, "\"", at));
}

static void github_escapes_what_ends_a_line_or_a_property(void **state) {
	Diag *diag = *state;
	SourceFile *file = file_with(diag, "a,b:c.md", "one\ntwo words\n");
	diag_error(diag, (Pos){ file, 4, 3 }, RULE_KEY_UNKNOWN, "100%% of\nthis");
	diag_help(diag, "do that");
	diag_related(diag, (Pos){ file, 0, 3 }, "first");
	assert_true(str_is(printed(diag, DIAG_GITHUB),
	                   "::error file=a%2Cb%3Ac.md,line=2,col=1,endColumn=3,title=key-unknown::100%25 of%0Athis%0Ado that%0Aa,b:c.md:1:1: first\n"));
}

static void github_knows_notices_and_messages_without_a_place(void **state) {
	Diag *diag = *state;
	diag_report(diag, SEVERITY_NOTE, POS_NONE, RULE_PAGE_LOOP, "x");
	diag_warning(diag, POS_NONE, RULE_PAGE_COUNT, "y");
	assert_true(str_is(printed(diag, DIAG_GITHUB), "::notice title=page-loop::x\n::warning title=page-count::y\n"));
}

static void github_counts_what_is_over_the_limit(void **state) {
	Diag *diag = *state;
	for (int i = 0; i < 23; i++)
		diag_warning(diag, POS_NONE, RULE_PAGE_COUNT, "%d", i);
	assert_has(printed(diag, DIAG_GITHUB), "::notice title=page-count::\u2026 and 3 more like it\n");
	assert_lacks(printed(diag, DIAG_GITHUB), "::21");
}

static void sarif_without_messages_is_a_whole_document(void **state) {
	Str sarif = printed(*state, DIAG_SARIF);
	assert_has(sarif, "\"version\":\"2.1.0\"");
	assert_has(sarif, "\"columnKind\":\"unicodeCodePoints\"");
	assert_has(sarif, "\"results\":[]}]}\n");
}

static void sarif_has_place_rule_help_and_related_place(void **state) {
	Diag *diag = *state;
	SourceFile *file = file_with(diag, "a folder/\u00E9.md", "\U0001F600\u00E9 {page} x\n");
	SourceFile *other = file_with(diag, "/abs/b.md", "source\n");
	diag_error(diag, (Pos){ file, 7, 6 }, RULE_DATA, "'{page}' [here](#x)");
	diag_help(diag, "do that");
	diag_related(diag, (Pos){ other, 0, 6 }, "its source");
	Str sarif = printed(diag, DIAG_SARIF);
	assert_has(sarif, "\"ruleId\":\"data\",\"ruleIndex\":0,\"level\":\"error\"");
	assert_has(sarif, "\"text\":\"'{{page}}' \\\\[here](#x)\\ndo that\"");
	assert_has(sarif, "\"uri\":\"a%20folder/%C3%A9.md\",\"uriBaseId\":\"%SRCROOT%\"");
	assert_has(sarif, "\"startLine\":1,\"startColumn\":4,\"endLine\":1,\"endColumn\":10");
	assert_has(sarif, "\"relatedLocations\":[{\"id\":1,\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"file:///abs/b.md\"}");
	assert_has(sarif, "\"message\":{\"text\":\"its source\"}");
	assert_has(sarif, "\"rules\":[\n{\"id\":\"data\",\"shortDescription\":");
	assert_has(sarif, "\"help\":{\"text\":");
}

static void sarif_lists_each_rule_once(void **state) {
	Diag *diag = *state;
	diag_warning(diag, POS_NONE, RULE_PAGE_COUNT, "a");
	diag_error(diag, POS_NONE, RULE_KEY_UNKNOWN, "b");
	diag_warning(diag, POS_NONE, RULE_PAGE_COUNT, "c");
	Str sarif = printed(diag, DIAG_SARIF);
	size_t first = str_find(sarif, "{\"id\":\"page-count\"", 0);
	assert_true(first != SIZE_MAX && str_find(sarif, "{\"id\":\"page-count\"", first + 1) == SIZE_MAX);
	assert_has(sarif, "\"ruleId\":\"key-unknown\",\"ruleIndex\":1");
}

static void sarif_shows_all_and_leaves_out_what_is_ignored(void **state) {
	Diag *diag = *state;
	diag_set_level(diag, RULE_LINE_LOOSE, LEVEL_IGNORE);
	diag_warning(diag, POS_NONE, RULE_LINE_LOOSE, "unseen");
	for (int i = 0; i < 30; i++)
		diag_warning(diag, POS_NONE, RULE_PAGE_COUNT, "number %d.", i);
	Str sarif = printed(diag, DIAG_SARIF);
	assert_has(sarif, "number 29.");
	assert_lacks(sarif, "unseen");
	assert_lacks(sarif, "line-loose");
}

static Str fingerprint_of(const char *text, const char *words) {
	Diag *diag = diag_make(arena_make(), STR(""));
	SourceFile *file = file_with(diag, "a.md", text);
	size_t at = str_find(file->text, words, 0);
	diag_warning(diag, (Pos){ file, (uint32_t)at, 1 }, RULE_LINE_LOOSE, "m");
	static char kept[2][64];
	static int turn;
	turn = 1 - turn;
	Str print = after(printed(diag, DIAG_SARIF), "\"quoinBlock/v1\":", 0);
	assert_true(print.n > 0 && print.n < sizeof kept[0]);
	for (size_t i = 0; i < print.n; i++)
		kept[turn][i] = print.p[i];
	arena_free(diag->arena);
	return (Str){ kept[turn], print.n };
}

static void a_fingerprint_outlives_lines_added_above_and_another_wrapping(void **state) {
	(void)state;
	assert_true(str_eq(fingerprint_of("a b\nc\n\nz\n", "b"), fingerprint_of("new\n\n\na b\nc\n\nz\n", "b")));
	assert_true(str_eq(fingerprint_of("a b\nc\n", "b"), fingerprint_of("a\nb c\n", "b")));
	assert_false(str_eq(fingerprint_of("a b\nc\n", "b"), fingerprint_of("a b\nd\n", "b")));
}

static void equal_results_have_different_fingerprints(void **state) {
	Diag *diag = *state;
	SourceFile *file = file_with(diag, "a.md", "x\n\nx\n");
	diag_warning(diag, (Pos){ file, 0, 1 }, RULE_LINE_LOOSE, "m");
	diag_warning(diag, (Pos){ file, 3, 1 }, RULE_LINE_LOOSE, "m");
	Str sarif = printed(diag, DIAG_SARIF);
	Str first = after(sarif, "\"quoinBlock/v1\":", 0);
	assert_true(str_ends(first, ":1"));
	assert_true(str_ends(after(sarif, "\"quoinBlock/v1\":", (size_t)(first.p - sarif.p)), ":2"));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(github_escapes_what_ends_a_line_or_a_property, diag_open, diag_close),
		cmocka_unit_test_setup_teardown(github_knows_notices_and_messages_without_a_place, diag_open, diag_close),
		cmocka_unit_test_setup_teardown(github_counts_what_is_over_the_limit, diag_open, diag_close),
		cmocka_unit_test_setup_teardown(sarif_without_messages_is_a_whole_document, diag_open, diag_close),
		cmocka_unit_test_setup_teardown(sarif_has_place_rule_help_and_related_place, diag_open, diag_close),
		cmocka_unit_test_setup_teardown(sarif_lists_each_rule_once, diag_open, diag_close),
		cmocka_unit_test_setup_teardown(sarif_shows_all_and_leaves_out_what_is_ignored, diag_open, diag_close),
		cmocka_unit_test(a_fingerprint_outlives_lines_added_above_and_another_wrapping),
		cmocka_unit_test_setup_teardown(equal_results_have_different_fingerprints, diag_open, diag_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
