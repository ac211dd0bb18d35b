/* The tables of rules: every one has its name, its summary and its help; levels of rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/diag.h"

static int diag_open(void **state) {
	*state = diag_make(arena_make(), STR(""));
	return 0;
}

static int diag_close(void **state) {
	arena_free(((Diag *)*state)->arena);
	return 0;
}

static bool is_sentence(const char *text) {
	size_t n = strlen(text);
	return n > 10 && (text[n - 1] == '.' || text[n - 1] == '!');
}

static void every_rule_has_a_name_a_summary_and_a_help(void **state) {
	(void)state;
	unsigned lacking = 0;
	for (int i = 0; i < RULE_COUNT; i++) {
		const char *name = rule_name((Rule)i);
		bool good = is_sentence(rule_summary((Rule)i)) && is_sentence(rule_help((Rule)i));
		good = good && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
		if (!good)
			print_error("rule %s lacks a sentence: \"%s\", \"%s\"\n", name, rule_summary((Rule)i), rule_help((Rule)i));
		lacking += !good;
	}
	assert_int_equal(lacking, 0);
}

static void names_are_unique_and_found(void **state) {
	(void)state;
	for (int i = 0; i < RULE_COUNT; i++) {
		Rule rule;
		assert_true(rule_of_name(str_of(rule_name((Rule)i)), &rule));
		assert_int_equal(rule, i);
	}
}

static void an_unknown_rule_is_answered_with_the_nearest(void **state) {
	Diag *diag = *state;
	Rule rule;
	assert_false(diag_find_rule(diag, POS_NONE, RULE_USAGE, STR("line-lose"), &rule));
	assert_int_equal(diag->errors, 1);
	assert_true(str_starts(diag->messages.at[0].help, "did you mean 'line-loose'?"));
	assert_true(diag_find_rule(diag, POS_NONE, RULE_USAGE, STR("line-loose"), &rule));
	assert_int_equal(rule, RULE_LINE_LOOSE);
}

static void a_level_raises_lowers_and_silences_warnings_and_notes(void **state) {
	Diag *diag = *state;
	diag_set_level(diag, RULE_PAGE_COUNT, LEVEL_ERROR);
	diag_set_level(diag, RULE_IMAGE_RESOLUTION, LEVEL_IGNORE);
	diag_set_level(diag, RULE_LINE_LOOSE, LEVEL_WARNING);
	diag_warning(diag, POS_NONE, RULE_PAGE_COUNT, "a");
	diag_warning(diag, POS_NONE, RULE_IMAGE_RESOLUTION, "b");
	diag_help(diag, "help of b");
	diag_report(diag, SEVERITY_NOTE, POS_NONE, RULE_LINE_LOOSE, "c");
	assert_int_equal(diag->errors, 1);
	assert_int_equal(diag->warnings, 1);
	Buf out = { 0 };
	diag_print(diag, DIAG_SHORT, false, &out);
	assert_true(str_is(buf_as_str(&out), "quoin: error: a [page-count]\nquoin: warning: c [line-loose]\n"));
	buf_free(&out);
	diag_sort(diag);
	assert_int_equal(diag->messages.n, 2);
	assert_int_equal(diag->errors, 1);
	assert_int_equal(diag->warnings, 1);
	assert_int_equal(diag->messages.at[0].help.n, 0);
}

static void an_error_stays_an_error(void **state) {
	Diag *diag = *state;
	diag_set_level(diag, RULE_FIT_OVERSET, LEVEL_IGNORE);
	diag_error(diag, POS_NONE, RULE_FIT_OVERSET, "too long");
	assert_int_equal(diag->errors, 1);
	assert_false(diag->messages.at[0].ignored);
}

static void levels_have_names(void **state) {
	(void)state;
	RuleLevel level;
	assert_true(rule_level_of_name(STR("ignore"), &level) && level == LEVEL_IGNORE);
	assert_true(rule_level_of_name(STR("error"), &level) && level == LEVEL_ERROR);
	assert_false(rule_level_of_name(STR(""), &level));
	assert_false(rule_level_of_name(STR("fatal"), &level));
}

static void files_are_noted_once_and_merged(void **state) {
	Diag *diag = *state;
	Diag *other = diag_make(diag->arena, STR("fr"));
	diag_note_file(diag, STR("a.md"));
	diag_note_file(diag, STR("a.md"));
	diag_note_file(other, STR("b.md"));
	diag_note_file(other, STR("a.md"));
	diag_merge(diag, other);
	assert_int_equal(diag->files.n, 2);
	assert_true(str_is(diag->files.at[1], "b.md"));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rule_has_a_name_a_summary_and_a_help),
		cmocka_unit_test(names_are_unique_and_found),
		cmocka_unit_test_setup_teardown(an_unknown_rule_is_answered_with_the_nearest, diag_open, diag_close),
		cmocka_unit_test_setup_teardown(a_level_raises_lowers_and_silences_warnings_and_notes, diag_open, diag_close),
		cmocka_unit_test_setup_teardown(an_error_stays_an_error, diag_open, diag_close),
		cmocka_unit_test(levels_have_names),
		cmocka_unit_test_setup_teardown(files_are_noted_once_and_merged, diag_open, diag_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
