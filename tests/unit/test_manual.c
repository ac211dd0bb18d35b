/* The examples of issues/README.md: blocks marked `markdown article` and `yaml issue` are read without a word. Run
 * from the project's folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "issue/issue.h"

typedef struct { Str *at; size_t n, room; } Examples;

/* The fenced blocks whose fence says `kind`. */
static Examples extract(Arena *arena, const char *kind) {
	Examples examples = { 0 };
	int error;
	Str manual = file_read_bytes(arena, STR("issues/README.md"), 1 << 20, &error);
	assert_non_null(manual.p);
	Str fence = str_printf(arena, "\n```%s\n", kind);
	for (size_t at = str_find(manual, fence.p, 0); at != SIZE_MAX; at = str_find(manual, fence.p, at)) {
		at += fence.n;
		size_t end = str_find(manual, "\n```\n", at);
		assert_true(end != SIZE_MAX);
		*list_push(arena, &examples) = str_sub(manual, at, end + 1);
		at = end;
	}
	return examples;
}

static void assert_silent(const Diag *diag) {
	Buf all = { 0 };
	diag_print(diag, DIAG_HUMAN, false, &all);
	if (diag->messages.n)
		print_error("%.*s", (int)all.n, all.p);
	buf_free(&all);
	assert_int_equal(diag->messages.n, 0);
}

static void articles_of_the_manual_are_read_without_a_word(void **state) {
	(void)state;
	Arena *arena = arena_make();
	Examples examples = extract(arena, "markdown article");
	assert_true(examples.n >= 3);
	for (size_t i = 0; i < examples.n; i++) {
		Job job = { arena, diag_make(arena, STR("")) };
		Article *article = issue_read_article(&job, file_of_text(arena, STR("issues/README.md"), examples.at[i]));
		assert_silent(job.diag);
		assert_true(article->root->first && article->root->first->next);
	}
	arena_free(arena);
}

static void issues_of_the_manual_are_read_without_a_word(void **state) {
	(void)state;
	Arena *arena = arena_make();
	Examples examples = extract(arena, "yaml issue");
	assert_true(examples.n >= 1);
	for (size_t i = 0; i < examples.n; i++) {
		char folder[] = "/tmp/quoin-manual-XXXXXX";
		Job job = { arena, diag_make(arena, STR("")) };
		assert_non_null(mkdtemp(folder));
		Str path = str_printf(arena, "%s/issue.yaml", folder);
		assert_true(file_write(job.diag, path, examples.at[i].p, examples.at[i].n));
		Issue *issue = issue_read(&job, str_of(folder));
		unlink(path.p);
		rmdir(folder);
		assert_silent(job.diag);
		assert_non_null(issue);
		assert_true(issue->page_count > 0);
	}
	arena_free(arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(articles_of_the_manual_are_read_without_a_word),
		cmocka_unit_test(issues_of_the_manual_are_read_without_a_word),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
