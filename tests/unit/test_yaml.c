/* The YAML reader: what it gives, and each thing that it refuses, with its place. */
#include <string.h>

#include "base/yaml.h"
#include "support.h"

static Yaml *read_text(Job *job, const char *text) {
	return yaml_read(job, file_of_text(job->arena, STR("t.yaml"), str_of(text)));
}

static void a_tree_has_maps_lists_and_scalars_in_source_order(void **state) {
	(void)state;
	Job *job = job_make();
	Yaml *root = read_text(job, "title: no\nquoted: \"no\"\n"
	                            "list:\n  - a\n  - b: {c: 1, d: [x, y]}\nlong: |\n  one\n  two\n");
	assert_non_null(root);
	assert_int_equal(root->kind, YAML_MAP);
	assert_int_equal(root->count, 4);
	Yaml *title = yaml_find(root, "title");
	assert_str(title->scalar, "no");
	assert_false(title->quoted);
	assert_true(yaml_find(root, "quoted")->quoted);
	assert_ptr_equal(title->next, yaml_find(root, "quoted"));
	Yaml *list = yaml_find(root, "list");
	assert_int_equal(list->kind, YAML_LIST);
	assert_int_equal(list->count, 2);
	assert_str(list->first->scalar, "a");
	Yaml *d = yaml_find(yaml_find(list->first->next, "b"), "d");
	assert_int_equal(d->count, 2);
	assert_str(d->first->next->scalar, "y");
	assert_str(yaml_find(root, "long")->scalar, "one\ntwo\n");
	assert_null(yaml_find(root, "absent"));
	assert_null(yaml_find(list, "a"));
	assert_null(yaml_find(NULL, "a"));
	assert_int_equal(job->diag->messages.n, 0);
	job_end(job);
}

static void positions_are_byte_offsets_behind_wide_and_astral_letters(void **state) {
	(void)state;
	Job *job = job_make();
	const char *text = "été: 日本\n\"😀\": ok\nعنوان:\n  - last\n";
	Yaml *root = read_text(job, text);
	assert_non_null(root);
	Yaml *first = root->first, *second = first->next, *third = second->next;
	assert_int_equal(first->pos.offset, strstr(text, "日本") - text);
	assert_int_equal(first->pos.length, 6);
	assert_int_equal(first->key_pos.length, 5);
	assert_int_equal(second->key_pos.offset, strstr(text, "\"😀\"") - text);
	assert_int_equal(second->key_pos.length, 6);
	assert_int_equal(second->pos.offset, strstr(text, "ok") - text);
	assert_int_equal(third->first->pos.offset, strstr(text, "last") - text);
	LineColumn at = pos_line_column(third->first->pos);
	assert_int_equal(at.line, 4);
	assert_int_equal(at.column, 5);
	job_end(job);
}

static void an_empty_file_is_an_empty_map(void **state) {
	(void)state;
	static const char *const texts[] = { "", "\n\n", "# only a comment\n", "---\n", "--- # x\n..." };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		Job *job = job_make();
		Yaml *root = read_text(job, texts[i]);
		assert_non_null(root);
		assert_int_equal(root->kind, YAML_MAP);
		assert_int_equal(root->count, 0);
		job_end(job);
	}
}

static void windows_line_ends_are_read(void **state) {
	(void)state;
	Job *job = job_make();
	Yaml *root = read_text(job, "a: 1\r\nb: 2\r\n");
	assert_non_null(root);
	assert_str(root->first->scalar, "1");
	assert_int_equal(pos_line_column(root->first->next->pos).line, 2);
	assert_int_equal(pos_line_column(root->first->next->pos).column, 4);
	job_end(job);
}

typedef struct {
	const char *text;
	Rule rule;
	unsigned line, column;
	const char *words;                                       /* a part of the message */
} Refusal;

static const Refusal refusals[] = {
	{ "a: &x 1\n", RULE_YAML_FEATURE, 1, 4, "anchors" },
	{ "a: &x {b: 1}\n", RULE_YAML_FEATURE, 1, 4, "anchors" },
	{ "b: 1\na: *x\n", RULE_YAML_FEATURE, 2, 4, "aliases" },
	{ "a: !!str 1\n", RULE_YAML_FEATURE, 1, 4, "tags" },
	{ "a:\n  - !x [1]\n", RULE_YAML_FEATURE, 2, 5, "tags" },
	{ "a: 1\n<<: {b: 1}\n", RULE_YAML_FEATURE, 2, 1, "merge" },
	{ "%YAML 1.1\n---\na: 1\n", RULE_YAML_FEATURE, 1, 1, "directives" },
	{ "%YAML 1.1\n%YAML 1.1\n---\na: 1\n", RULE_YAML_SYNTAX, 2, 1, "directives" },
	{ "%wrong\n---\na: 1\n", RULE_YAML_SYNTAX, 1, 7, "directives" },
	{ "a: 1\n---\nb: 2\n", RULE_YAML_FEATURE, 2, 1, "second document" },
	{ "a:\n\tb: 1\n", RULE_YAML_FEATURE, 2, 1, "tabs" },
	{ "été:\t1\n", RULE_YAML_FEATURE, 1, 5, "tabs" },
	{ "{a: 1}: b\n", RULE_YAML_FEATURE, 1, 1, "a key must be a word" },
	{ "a: 1\nb: 2\na: 3\n", RULE_YAML_DUPLICATE_KEY, 3, 1, "'a' stands twice" },
	{ "é: {x: 1, \"x\": 2}\n", RULE_YAML_DUPLICATE_KEY, 1, 11, "'x' stands twice" },
	{ "colour: #ff0000\nb: 1\n", RULE_YAML_SYNTAX, 1, 9, "empty" },
	{ "colour:   # red\nb: 1\n", RULE_YAML_SYNTAX, 1, 11, "empty" },
	{ "a:\n  - # nothing\n  - b\n", RULE_YAML_SYNTAX, 2, 5, "empty" },
	{ "titre: L'eau : un an\n", RULE_YAML_SYNTAX, 1, 14, "': '" },
	{ "a: 1\n  b: 2\n", RULE_YAML_SYNTAX, 2, 4, "line above" },
	{ "a: @x\n", RULE_YAML_SYNTAX, 1, 4, "begin with '@'" },
	{ "a: `x\n", RULE_YAML_SYNTAX, 1, 4, "begin with '`'" },
	{ "a: %x\n", RULE_YAML_SYNTAX, 1, 4, "begin with '%'" },
	{ "a: **bold**\n", RULE_YAML_SYNTAX, 1, 4, "begin with '*'" },
	{ "a: & b\n", RULE_YAML_SYNTAX, 1, 4, "begin with '&'" },
	{ "a: *bold* text\n", RULE_YAML_SYNTAX, 1, 4, "begin with '*'" },
	{ "a: {date} text\n", RULE_YAML_SYNTAX, 1, 11, "text after the end" },
	{ "a: \"x\" y\n", RULE_YAML_SYNTAX, 1, 8, "text after the end" },
	{ "a: {b: 1\nc: 2\n", RULE_YAML_SYNTAX, 1, 4, "'{' is not closed" },
	{ "a: [b, c\n", RULE_YAML_SYNTAX, 1, 4, "'[' is not closed" },
	{ "a: 1\nb: \"never\nc: 2\n", RULE_YAML_SYNTAX, 2, 4, "never closed" },
	{ "a: \"x\\q\"\n", RULE_YAML_SYNTAX, 1, 6, "backslash" },
	{ "a: \"\\u12\"\n", RULE_YAML_SYNTAX, 1, 7, "hexadecimal" },
	{ "a: \"\\ud800\"\n", RULE_YAML_SYNTAX, 1, 7, "no Unicode character" },
	{ "a: - b\n", RULE_YAML_SYNTAX, 1, 4, "list" },
	{ "a: ? b\n", RULE_YAML_SYNTAX, 1, 4, "'? '" },
	{ "a: ]\n", RULE_YAML_SYNTAX, 1, 4, "missing" },
	{ "a: | text\n", RULE_YAML_SYNTAX, 1, 6, "line must end" },
	{ "a:\n    b: 1\n  c: 2\n", RULE_YAML_SYNTAX, 3, 3, "indented like none" },
	{ "  a: 1\nb: 2\n", RULE_YAML_SYNTAX, 2, 1, "indented like none" },
	{ "a: 1\nword\nb: 2\n", RULE_YAML_SYNTAX, 2, 1, "no 'key: value'" },
	{ ": 1\n", RULE_YAML_SYNTAX, 1, 1, "no key" },
	{ "a: {: 1}\n", RULE_YAML_SYNTAX, 1, 5, "key is missing" },
	{ "?\n: 1\n", RULE_YAML_SYNTAX, 1, 2, "no key" },
	{ "a: 1\n: 2\n", RULE_YAML_SYNTAX, 2, 1, "no key" },
	{ "a: é\001\n", RULE_YAML_SYNTAX, 1, 5, "U+0001" },
};

static void each_refusal_has_its_rule_and_place(void **state) {
	(void)state;
	unsigned wrong = 0;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		const Refusal *r = &refusals[i];
		Job *job = job_make();
		Yaml *root = read_text(job, r->text);
		Message *m = job->diag->messages.at;
		LineColumn at = m ? pos_line_column(m->pos) : (LineColumn){ 0, 0 };
		if (root || job->diag->messages.n != 1 || m->rule != r->rule || m->severity != SEVERITY_ERROR ||
		    at.line != r->line || at.column != r->column || str_find(m->text, r->words, 0) == SIZE_MAX ||
		    m->help.n == 0) {
			Buf said = { 0 };
			diag_print(job->diag, DIAG_HUMAN, false, &said);
			print_error("%s%s:\n" STR_FMT, r->text, root ? "is read" : "is refused", STR_ARG(buf_as_str(&said)));
			buf_free(&said);
			wrong++;
		}
		job_end(job);
	}
	assert_int_equal(wrong, 0);
}

static void one_run_shows_all_that_is_refused(void **state) {
	(void)state;
	Job *job = job_make();
	assert_null(read_text(job, "a: &x 1\nb: *x\nc:\t2\nd: #e\na: 3\nf: \"g\" h\n"));
	static const unsigned lines[] = { 3, 1, 2, 4, 5, 6 };    /* tabs are looked for first */
	assert_int_equal(job->diag->messages.n, 6);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(pos_line_column(job->diag->messages.at[i].pos).line, lines[i]);
	job_end(job);
}

static void a_duplicate_key_shows_the_first(void **state) {
	(void)state;
	Job *job = job_make();
	assert_null(read_text(job, "a: 1\nb: 2\na: 3\n"));
	Message *m = &job->diag->messages.at[0];
	assert_int_equal(m->related.offset, 0);
	assert_int_equal(m->related.length, 1);
	job_end(job);
}

static void large_maps_find_their_duplicate(void **state) {
	(void)state;
	Job *job = job_make();
	Buf text = { 0 };
	for (int i = 0; i < 20000; i++)
		buf_printf(&text, "k%d: %d\n", i, i);
	buf_z(&text, "k777: again\n");
	assert_null(yaml_read(job, file_of_text(job->arena, STR("t.yaml"), buf_as_str(&text))));
	assert_int_equal(job->diag->messages.n, 1);
	assert_int_equal(pos_line_column(job->diag->messages.at[0].related).line, 778);
	buf_free(&text);
	job_end(job);
}

static void nesting_of_32_is_read_and_of_33_refused(void **state) {
	(void)state;
	for (int depth = 32; depth <= 2000; depth += depth == 32 ? 1 : 1967) {
		Job *job = job_make();
		Buf text = { 0 };
		for (int i = 0; i < depth; i++)
			buf_byte(&text, '[');
		for (int i = 0; i < depth; i++)
			buf_byte(&text, ']');
		Yaml *root = yaml_read(job, file_of_text(job->arena, STR("t.yaml"), buf_as_str(&text)));
		if (depth == 32) {
			assert_non_null(root);
		} else {
			assert_null(root);
			assert_int_equal(job->diag->messages.n, 1);
			assert_int_equal(job->diag->messages.at[0].rule, RULE_YAML_DEPTH);
			assert_int_equal(job->diag->messages.at[0].pos.offset, 32);
		}
		buf_free(&text);
		job_end(job);
	}
}

static void a_value_cut_by_a_comment_is_a_warning(void **state) {
	(void)state;
	Job *job = job_make();
	Yaml *root = read_text(job, "a: Issue #4\nb: 3 # three\nc: C#\nd: \"x #4\"\n");
	assert_non_null(root);
	assert_str(root->first->scalar, "Issue");
	assert_int_equal(job->diag->messages.n, 1);
	assert_int_equal(job->diag->warnings, 1);
	assert_int_equal(pos_line_column(job->diag->messages.at[0].pos).column, 10);
	job_end(job);
}

static void a_comment_before_nested_entries_is_fine(void **state) {
	(void)state;
	Job *job = job_make();
	Yaml *root = read_text(job, "a: # these\n  b: 1\nc: # and these\n  - d\ne: \"\" # empty\nf:\n");
	assert_non_null(root);
	assert_int_equal(job->diag->messages.n, 0);
	assert_int_equal(yaml_find(root, "f")->scalar.n, 0);
	job_end(job);
}

static void typed_values_are_read(void **state) {
	(void)state;
	Job *job = job_make();
	Yaml *root = read_text(job, "l: 4.2mm\ni: -7\nt: yes\nf: false\nd: 1.35\nw: end\n");
	Len l;
	int i, w;
	bool t, f;
	int32_t d;
	static const char *const words[] = { "start", "end", NULL };
	assert_true(yaml_len(job, yaml_find(root, "l"), &l));
	assert_int_equal(l, 12191);
	assert_true(yaml_int(job, yaml_find(root, "i"), -10, 10, &i));
	assert_int_equal(i, -7);
	assert_true(yaml_bool(job, yaml_find(root, "t"), &t) && t);
	assert_true(yaml_bool(job, yaml_find(root, "f"), &f) && !f);
	assert_true(yaml_decimal(job, yaml_find(root, "d"), &d));
	assert_int_equal(d, 1350);
	assert_true(yaml_word(job, yaml_find(root, "w"), words, &w));
	assert_int_equal(w, 1);
	assert_false(yaml_len(job, NULL, &l));
	assert_int_equal(job->diag->messages.n, 0);
	job_end(job);
}

static void assert_last(Job *job, const char *text, const char *help, unsigned column) {
	Message *m = &job->diag->messages.at[job->diag->messages.n - 1];
	assert_int_equal(m->rule, RULE_VALUE_INVALID);
	assert_str(m->text, text);
	assert_str(m->help, help);
	assert_int_equal(pos_line_column(m->pos).column, column);
}

static void a_wrong_value_is_told_with_what_to_write(void **state) {
	(void)state;
	Job *job = job_make();
	Yaml *root = read_text(job, "l: 4,2 mm\ni: 12\nt: perhaps\nd: 1,5\nw: strat\ne:\nm: {a: 1}\nitems: [1.5]\n");
	Len l;
	int i;
	bool t;
	int32_t d;
	static const char *const words[] = { "start", "end", NULL };
	assert_false(yaml_len(job, yaml_find(root, "l"), &l));
	assert_last(job, "'l' must be a length, not '4,2 mm'", "write 4.2mm", 4);
	assert_false(yaml_int(job, yaml_find(root, "i"), 1, 11, &i));
	assert_last(job, "'i' must be a whole number from 1 to 11, not '12'", "", 4);
	assert_false(yaml_bool(job, yaml_find(root, "t"), &t));
	assert_last(job, "'t' must be true or false, not 'perhaps'", "", 4);
	assert_false(yaml_decimal(job, yaml_find(root, "d"), &d));
	assert_last(job, "'d' must be a number, not '1,5'", "write 1.5", 4);
	assert_false(yaml_word(job, yaml_find(root, "w"), words, &i));
	assert_last(job, "'w' must be one of the known words, not 'strat'", "did you mean 'start'?", 4);
	assert_false(yaml_is(job, yaml_find(root, "e"), YAML_MAP, "a map of frames"));
	assert_last(job, "'e' is empty: it must be a map of frames", "", 1);
	assert_false(yaml_int(job, yaml_find(root, "m"), 1, 2, &i));
	assert_last(job, "'m' must be a whole number from 1 to 2, not a map", "", 4);
	assert_false(yaml_int(job, yaml_find(root, "items")->first, 1, 2, &i));
	assert_last(job, "this value must be a whole number from 1 to 2, not '1.5'", "", 9);
	assert_int_equal(job->diag->errors, 8);
	job_end(job);
}

static void unknown_keys_are_reported_and_direction_words_apart(void **state) {
	(void)state;
	Job *job = job_make();
	Yaml *root = read_text(job, "column: 1\nspna: 2\nmargin-left: 3mm\nx: 4\nleftover: 5\n");
	static const char *const known[] = { "column", "span", NULL };
	static const Rule rules[] = { RULE_KEY_UNKNOWN, RULE_DIRECTION_WORD, RULE_DIRECTION_WORD, RULE_KEY_UNKNOWN };
	assert_false(yaml_keys(job, root, known));
	assert_int_equal(job->diag->messages.n, 4);
	for (unsigned i = 0; i < 4; i++) {
		assert_int_equal(job->diag->messages.at[i].rule, rules[i]);
		assert_int_equal(pos_line_column(job->diag->messages.at[i].pos).line, i + 2);
	}
	assert_str(job->diag->messages.at[0].help, "did you mean 'span'?");
	static const char *const all[] = { "column", "spna", "margin-left", "x", "leftover", NULL };
	assert_true(yaml_keys(job, root, all));
	assert_int_equal(job->diag->messages.n, 4);
	job_end(job);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tree_has_maps_lists_and_scalars_in_source_order),
		cmocka_unit_test(positions_are_byte_offsets_behind_wide_and_astral_letters),
		cmocka_unit_test(an_empty_file_is_an_empty_map),
		cmocka_unit_test(windows_line_ends_are_read),
		cmocka_unit_test(each_refusal_has_its_rule_and_place),
		cmocka_unit_test(one_run_shows_all_that_is_refused),
		cmocka_unit_test(a_duplicate_key_shows_the_first),
		cmocka_unit_test(large_maps_find_their_duplicate),
		cmocka_unit_test(nesting_of_32_is_read_and_of_33_refused),
		cmocka_unit_test(a_value_cut_by_a_comment_is_a_warning),
		cmocka_unit_test(a_comment_before_nested_entries_is_fine),
		cmocka_unit_test(typed_values_are_read),
		cmocka_unit_test(a_wrong_value_is_told_with_what_to_write),
		cmocka_unit_test(unknown_keys_are_reported_and_direction_words_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
