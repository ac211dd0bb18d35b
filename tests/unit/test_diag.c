/* Messages: places, order, merging of languages, and both printed forms. Invisible and right-to-left letters are
 * written as escapes here, since they would disorder the source. */
#include <string.h>

#include "support.h"

#define FSI "\u2068"
#define PDI "\u2069"
#define SALAM "\u0633\u0644\u0627\u0645"

static int diag_open(void **state) {
	*state = diag_make(arena_make(), STR(""));
	return 0;
}

static int diag_close(void **state) {
	arena_free(((Diag *)*state)->arena);
	return 0;
}

static SourceFile *file_with(Diag *diag, const char *text) {
	return file_of_text(diag->arena, STR("a.md"), str_of(text));
}

/* The place of the first `words` in the file. */
static Pos pos_of(const SourceFile *file, const char *words) {
	size_t at = str_find(file->text, words, 0);
	assert_true(at != SIZE_MAX);
	return (Pos){ file, (uint32_t)at, (uint32_t)strlen(words) };
}

static void assert_printed(const Diag *diag, DiagFormat format, bool colour, const char *expected) {
	Buf out = { 0 };
	diag_print(diag, format, colour, &out);
	Str copy = str_copy(diag->arena, buf_as_str(&out));
	buf_free(&out);
	assert_str(copy, expected);
}

static void columns_count_code_points_and_tabs_as_one(void **state) {
	SourceFile *file = file_with(*state, "\u00E9\tx\n\U0001F600e\u0301y\r\nz");
	static const struct { uint32_t offset, line, column; } cases[] = {
		{ 0, 1, 1 }, { 1, 1, 1 }, { 2, 1, 2 }, { 3, 1, 3 }, { 4, 1, 4 }, { 5, 2, 1 }, { 7, 2, 1 }, { 9, 2, 2 },
		{ 12, 2, 4 }, { 15, 3, 1 },
		{ 16, 3, 2 }, { 999, 3, 2 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		LineColumn at = pos_line_column((Pos){ file, cases[i].offset, 0 });
		if (at.line != cases[i].line || at.column != cases[i].column)
			fail_msg("offset %u is at %u:%u", cases[i].offset, at.line, at.column);
	}
	assert_int_equal(pos_line_column(POS_NONE).line, 0);
}

static void a_message_has_excerpt_caret_help_note_and_related_place(void **state) {
	Diag *diag = *state;
	SourceFile *file = file_with(diag, "# T\n> [!pullqoute]\n");
	SourceFile *layout = file_of_text(diag->arena, STR("q.yaml"), STR("callouts:\n  box: {}\n"));
	Pos pos = pos_of(file, "pullqoute");
	assert_false(diag_error(diag, pos, RULE_KEY_UNKNOWN, "unknown box kind '%s'", "pullqoute"));
	diag_help(diag, "did you mean 'pullquote'?");
	diag_help(diag, "boxes are declared in the layout");
	diag_note(diag, "a fact");
	diag_related(diag, pos_of(layout, "box"), "kinds stand here");
	assert_printed(diag, DIAG_HUMAN, false,
	               "a.md:2:5: error: unknown box kind 'pullqoute' [key-unknown]\n"
	               "    2 | > [!pullqoute]\n"
	               "      |     ^~~~~~~~~\n"
	               "      = note: a fact\n"
	               "      = help: did you mean 'pullquote'? boxes are declared in the layout\n"
	               "q.yaml:2:3: note: kinds stand here\n"
	               "    2 |   box: {}\n"
	               "      |   ^~~\n");
	assert_int_equal(diag->errors, 1);
}

static void a_message_without_place_names_the_program(void **state) {
	Diag *diag = *state;
	diag_warning(diag, POS_NONE, RULE_FILE_WRITE, "a thing");
	diag_report(diag, SEVERITY_NOTE, POS_NONE, RULE_FILE_WRITE, "another");
	assert_printed(diag, DIAG_HUMAN, false,
	               "quoin: warning: a thing [file-write]\nquoin: note: another [file-write]\n");
	assert_int_equal(diag->errors, 0);
	assert_int_equal(diag->warnings, 1);
}

static void the_language_is_named_where_it_does_not_go_without_saying(void **state) {
	Diag *diag = *state;
	Diag *arabic = diag_make(diag->arena, STR("ar"));
	diag_error(arabic, POS_NONE, RULE_FILE_MISSING, "no font");
	assert_printed(arabic, DIAG_HUMAN, false, "quoin: error: no font [file-missing]\n");
	diag_merge(diag, arabic);
	assert_printed(diag, DIAG_HUMAN, false, "quoin: error: no font [file-missing]\n      = language: ar\n");
}

static void the_caret_stands_in_the_cells_of_the_terminal(void **state) {
	static const struct { const char *line, *meant, *caret; } cases[] = {
		{ "\u65E5\u672Cx", "x", "    ^" },                   /* wide letters take two */
		{ "a\u65E5\u672C", "\u65E5\u672C", " ^~~~" },
		{ "e\u0301x", "x", " ^" },                           /* combining marks take none */
		{ "\uFF21x", "x", "  ^" },                           /* full-width A */
		{ "\U0001F600x", "x", "  ^" },
		{ "\u1100\u1161x", "x", "  ^" },                     /* a Hangul syllable in parts */
		{ "\tx", "x", "    ^" },
		{ "\u03B1\u03B2x", "x", "  ^" },
		{ "caf\u00E9 x", "caf\u00E9", "^~~~" },
		{ "a\u00ADx", "x", "         ^" },                   /* shown as <U+00AD> */
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Diag *diag = diag_make(arena_make(), STR(""));
		SourceFile *file = file_with(diag, cases[i].line);
		diag_error(diag, pos_of(file, cases[i].meant), RULE_VALUE_INVALID, "m");
		Buf out = { 0 };
		diag_print(diag, DIAG_HUMAN, false, &out);
		Str said = str_copy(diag->arena, buf_as_str(&out));
		buf_free(&out);
		if (!str_ends(said, str_printf(diag->arena, "\n      | %s\n", cases[i].caret).p))
			fail_msg("case %zu: " STR_FMT, i, STR_ARG(said));
		arena_free(diag->arena);
	}
}

static void without_a_length_the_caret_is_as_wide_as_the_letter(void **state) {
	Diag *diag = *state;
	SourceFile *file = file_with(diag, "a\u65E5x");
	diag_error(diag, (Pos){ file, 1, 0 }, RULE_VALUE_INVALID, "m");
	diag_error(diag, (Pos){ file, 5, 0 }, RULE_VALUE_INVALID, "end");
	assert_printed(diag, DIAG_HUMAN, false,
	               "a.md:1:2: error: m [value-invalid]\n    1 | a\u65E5x\n      |  ^~\n"
	               "a.md:1:4: error: end [value-invalid]\n    1 | a\u65E5x\n      |     ^\n");
}

static void right_to_left_lines_are_isolated_and_quoted_instead(void **state) {
	Diag *diag = *state;
	SourceFile *file = file_with(diag, "# " SALAM " [x](y) z\n");
	diag_error(diag, pos_of(file, "[x](y)"), RULE_VALUE_INVALID, "m");
	diag_error(diag, (Pos){ file, 2, 0 }, RULE_VALUE_INVALID, "m");
	assert_printed(diag, DIAG_HUMAN, false,
	               "a.md:1:8: error: m [value-invalid]\n"
	               "    1 | " FSI "# " SALAM " [x](y) z" PDI "\n"
	               "      | in: \u00AB" FSI "[x](y)" PDI "\u00BB\n"
	               "a.md:1:3: error: m [value-invalid]\n"
	               "    1 | " FSI "# " SALAM " [x](y) z" PDI "\n"
	               "      | in: \u00AB" FSI SALAM PDI "\u00BB\n");
}

static void invisible_characters_are_spelled_out(void **state) {
	Diag *diag = *state;
	SourceFile *file = file_with(diag, "a\u200Fb\u00A0c\u200Dd\x01\xFF");
	diag_error(diag, pos_of(file, "\u00A0"), RULE_VALUE_INVALID, "has \u202E and \x1B[31m");
	assert_printed(diag, DIAG_HUMAN, false,
	               "a.md:1:4: error: has <U+202E> and <U+001B>[31m [value-invalid]\n"
	               "    1 | a<U+200F>b<U+00A0>c\u200Dd<U+0001><0xFF>\n"
	               "      |           ^~~~~~~~\n");
}

static void a_long_line_is_cut_around_the_place(void **state) {
	Diag *diag = *state;
	Buf text = { 0 };
	for (int i = 0; i < 100; i++)
		buf_z(&text, "abcde");
	buf_z(&text, "HERE");
	for (int i = 0; i < 100; i++)
		buf_z(&text, "fghij");
	SourceFile *file = file_of_text(diag->arena, STR("a.md"), str_copy(diag->arena, buf_as_str(&text)));
	diag_error(diag, pos_of(file, "HERE"), RULE_VALUE_INVALID, "m");
	diag_error(diag, (Pos){ file, 0, 1 }, RULE_VALUE_INVALID, "m");
	text.n = 0;
	buf_z(&text, "a.md:1:501: error: m [value-invalid]\n    1 | \u2026");
	for (int i = 0; i < 10; i++)
		buf_z(&text, "abcde");
	buf_z(&text, "HERE");
	for (int i = 0; i < 9; i++)
		buf_z(&text, "fghij");
	buf_printf(&text, "f\u2026\n      | %*s^~~~\na.md:1:1: error: m [value-invalid]\n    1 | ", 51, "");
	for (int i = 0; i < 20; i++)
		buf_z(&text, "abcde");
	buf_z(&text, "\u2026\n      | ^\n");
	assert_printed(diag, DIAG_HUMAN, false, str_z(diag->arena, buf_as_str(&text)));
	buf_free(&text);
}

static void an_empty_line_has_no_excerpt(void **state) {
	Diag *diag = *state;
	SourceFile *file = file_with(diag, "a\n");
	diag_error(diag, (Pos){ file, 2, 0 }, RULE_VALUE_INVALID, "m");
	assert_printed(diag, DIAG_HUMAN, false, "a.md:2:1: error: m [value-invalid]\n");
}

static void a_range_over_several_lines_is_marked_in_the_first(void **state) {
	Diag *diag = *state;
	SourceFile *file = file_with(diag, "abc\ndef\n");
	diag_error(diag, (Pos){ file, 1, 5 }, RULE_VALUE_INVALID, "m");
	assert_printed(diag, DIAG_HUMAN, false, "a.md:1:2: error: m [value-invalid]\n    1 | abc\n      |  ^~\n");
}

static void colour_changes_nothing_but_colour(void **state) {
	Diag *diag = *state;
	SourceFile *file = file_with(diag, "abc\n");
	diag_error(diag, pos_of(file, "b"), RULE_VALUE_INVALID, "m");
	diag_help(diag, "h");
	Buf plain = { 0 }, colour = { 0 }, stripped = { 0 };
	diag_print(diag, DIAG_HUMAN, false, &plain);
	diag_print(diag, DIAG_HUMAN, true, &colour);
	assert_true(colour.n > plain.n);
	for (size_t i = 0; i < colour.n; i++) {
		if (colour.p[i] == '\033')
			while (colour.p[i] != 'm')
				i++;
		else
			buf_byte(&stripped, colour.p[i]);
	}
	assert_true(str_eq(buf_as_str(&stripped), buf_as_str(&plain)));
	buf_free(&plain);
	buf_free(&colour);
	buf_free(&stripped);
}

static void json_has_places_in_code_points_and_escaped_text(void **state) {
	Diag *diag = *state;
	SourceFile *file = file_with(diag, "\u00E9\n\u65E5ab\n");
	diag_warning(diag, pos_of(file, "ab"), RULE_VALUE_INVALID, "say \"%s\"\n", "\u65E5");
	diag_help(diag, "back\\slash");
	diag_related(diag, (Pos){ file, 0, 2 }, "here");
	diag_error(diag, POS_NONE, RULE_FILE_WRITE, "m");
	assert_printed(diag, DIAG_JSON, false,
	               "{\"v\":1,\"rule\":\"value-invalid\",\"severity\":\"warning\","
	               "\"message\":\"say \\\"\u65E5\\\"\\n\",\"file\":\"a.md\","
	               "\"start\":{\"line\":2,\"column\":2,\"offset\":6},\"end\":{\"line\":2,\"column\":4,\"offset\":8},"
	               "\"help\":\"back\\\\slash\",\"related\":[{\"message\":\"here\",\"file\":\"a.md\","
	               "\"start\":{\"line\":1,\"column\":1,\"offset\":0},"
	               "\"end\":{\"line\":1,\"column\":2,\"offset\":2}}]}\n"
	               "{\"v\":1,\"rule\":\"file-write\",\"severity\":\"error\",\"message\":\"m\",\"related\":[]}\n");
}

static size_t count_of(Str s, const char *words) {
	size_t n = 0;
	for (size_t at = str_find(s, words, 0); at != SIZE_MAX; at = str_find(s, words, at + 1))
		n++;
	return n;
}

static void at_most_20_of_a_rule_and_file_are_shown(void **state) {
	Diag *diag = *state;
	SourceFile *file = file_with(diag, "abc\n"), *other = file_of_text(diag->arena, STR("b.md"), STR("abc\n"));
	for (int i = 0; i < 33; i++)
		diag_error(diag, (Pos){ file, 0, 1 }, RULE_VALUE_INVALID, "many %d", i);
	for (int i = 0; i < 20; i++)
		diag_error(diag, (Pos){ other, 0, 1 }, RULE_VALUE_INVALID, "other");
	diag_error(diag, (Pos){ file, 0, 1 }, RULE_KEY_UNKNOWN, "single");
	Buf out = { 0 };
	diag_print(diag, DIAG_HUMAN, false, &out);
	Str said = buf_as_str(&out);
	assert_int_equal(count_of(said, "error: many "), 20);
	assert_int_equal(count_of(said, "error: other"), 20);
	assert_int_equal(count_of(said, "error: single"), 1);
	assert_int_equal(count_of(said, "more like it"), 1);
	assert_int_equal(count_of(said, "      \u2026 and 13 more like it [value-invalid]\n"), 1);
	out.n = 0;
	diag_print(diag, DIAG_JSON, false, &out);
	assert_int_equal(count_of(buf_as_str(&out), "\n"), 42);
	assert_int_equal(count_of(buf_as_str(&out), "\"more\":13"), 1);
	buf_free(&out);
	assert_int_equal(diag->errors, 54);
}

static void languages_are_merged_and_sorted_by_place(void **state) {
	Diag *diag = *state;
	static const char *const tags[] = { "en", "ar", "fr" };
	for (int i = 0; i < 3; i++) {
		Arena *arena = arena_make();                         /* each job reads the layout itself and goes */
		Diag *job = diag_make(arena, str_of(tags[i]));
		SourceFile *layout = file_of_text(arena, str_copy(arena, STR("q.yaml")), str_copy(arena, STR("a: b\nc: d\n")));
		SourceFile *text = file_of_text(arena, str_printf(arena, "%s/x.md", tags[i]), str_copy(arena, STR("word\n")));
		diag_error(job, POS_NONE, RULE_FILE_WRITE, "no place");
		diag_error(job, (Pos){ layout, 5, 1 }, RULE_KEY_UNKNOWN, "second");
		diag_error(job, (Pos){ layout, 0, 1 }, RULE_KEY_UNKNOWN, "first");
		if (i > 0)
			diag_warning(job, (Pos){ layout, 0, 1 }, RULE_VALUE_INVALID, "only %s", tags[i]);
		diag_error(job, (Pos){ text, 0, 4 }, RULE_VALUE_INVALID, "word");
		diag_related(job, (Pos){ layout, 0, 1 }, "see");
		job->write_failed = i == 1;
		diag_merge(diag, job);
		arena_free(arena);
	}
	assert_int_equal(diag->errors, 12);
	diag_sort(diag);
	static const struct { const char *text, *languages; } expected[] = {
		{ "first", "en, ar, fr" }, { "only ar", "ar" }, { "only fr", "fr" }, { "second", "en, ar, fr" },
		{ "word", "en" }, { "word", "ar" }, { "word", "fr" }, { "no place", "en, ar, fr" },
	};
	assert_int_equal(diag->messages.n, 8);
	for (size_t i = 0; i < 8; i++) {
		assert_str(diag->messages.at[i].text, expected[i].text);
		assert_str(diag->messages.at[i].language, expected[i].languages);
	}
	assert_int_equal(diag->errors, 6);
	assert_int_equal(diag->warnings, 2);
	assert_true(diag->write_failed);
	assert_str(diag->messages.at[4].related.file->path, "q.yaml");
	diag_sort(diag);
	assert_int_equal(diag->messages.n, 8);
	assert_str(diag->messages.at[0].language, "en, ar, fr");
}

static void suggestions_are_near_or_few(void **state) {
	Diag *diag = *state;
	static const Str few[] = { { "sidebar", 7 }, { "box", 3 }, { "figure", 6 } };
	static const Str many[] = { { "a1", 2 }, { "a2", 2 }, { "a3", 2 }, { "a4", 2 }, { "a5", 2 }, { "a6", 2 },
	                            { "a7", 2 }, { "a8", 2 }, { "a9", 2 } };
	static const struct { const char *word; const Str *list; size_t n; const char *help; } cases[] = {
		{ "sidbar", few, 3, "did you mean 'sidebar'?" }, { "SIDEBAR", few, 3, "did you mean 'sidebar'?" },
		{ "fiugre", few, 3, "did you mean 'figure'?" }, { "table", few, 3, "known are: sidebar, box, figure" },
		{ "y", few, 3, "known are: sidebar, box, figure" }, { "b", few + 1, 1, "known is only: box" },
		{ "zzzz", many, 9, "" }, { "a10", many, 9, "did you mean 'a1'?" }, { "x", few, 0, "" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		diag_error(diag, POS_NONE, RULE_KEY_UNKNOWN, "m");
		diag_suggest(diag, str_of(cases[i].word), cases[i].list, cases[i].n);
		assert_str(diag->messages.at[i].help, cases[i].help);
	}
}

static void rules_have_unique_names_and_summaries(void **state) {
	(void)state;
	for (int i = 0; i < RULE_COUNT; i++) {
		Rule rule;
		assert_true(rule_of_name(str_of(rule_name((Rule)i)), &rule));
		assert_int_equal(rule, i);
		assert_true(strlen(rule_summary((Rule)i)) > 0);
	}
	Rule rule;
	assert_false(rule_of_name(STR("no-such-rule"), &rule));
}

#define WITH_DIAG(test) cmocka_unit_test_setup_teardown(test, diag_open, diag_close)

int main(void) {
	const struct CMUnitTest tests[] = {
		WITH_DIAG(columns_count_code_points_and_tabs_as_one),
		WITH_DIAG(a_message_has_excerpt_caret_help_note_and_related_place),
		WITH_DIAG(a_message_without_place_names_the_program),
		WITH_DIAG(the_language_is_named_where_it_does_not_go_without_saying),
		cmocka_unit_test(the_caret_stands_in_the_cells_of_the_terminal),
		WITH_DIAG(without_a_length_the_caret_is_as_wide_as_the_letter),
		WITH_DIAG(right_to_left_lines_are_isolated_and_quoted_instead),
		WITH_DIAG(invisible_characters_are_spelled_out),
		WITH_DIAG(a_long_line_is_cut_around_the_place),
		WITH_DIAG(an_empty_line_has_no_excerpt),
		WITH_DIAG(a_range_over_several_lines_is_marked_in_the_first),
		WITH_DIAG(colour_changes_nothing_but_colour),
		WITH_DIAG(json_has_places_in_code_points_and_escaped_text),
		WITH_DIAG(at_most_20_of_a_rule_and_file_are_shown),
		WITH_DIAG(languages_are_merged_and_sorted_by_place),
		WITH_DIAG(suggestions_are_near_or_few),
		cmocka_unit_test(rules_have_unique_names_and_summaries),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
