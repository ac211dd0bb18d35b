/* Page parity between languages, on made-up pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "parity.h"

typedef struct {
	Arena *arena;
	Job job;
	Issue issue;
} Fixture;

static void open_fixture(Fixture *f) {
	f->arena = arena_make();
	f->job = (Job){ f->arena, diag_make(f->arena, STR("")) };
	f->issue = (Issue){ 0 };
}

static PageSummary summary_of(Fixture *f, const char *language, int first_page, const char *frame, size_t pages) {
	PageColumn *column = arena_new(f->arena, PageColumn);
	*column = (PageColumn){ .frame = str_of(frame), .story = STR("men"), .top = 0, .foot = LEN_PT };
	Pages *all = arena_new(f->arena, Pages);
	all->page_count = pages;
	all->pages = arena_array(f->arena, Page, pages);
	for (size_t p = 0; p < pages; p++)
		all->pages[p].number = (int)p + 1;
	all->pages[first_page - 1].columns = column;
	all->pages[first_page - 1].column_count = 1;
	PageSummary summary = parity_summary(f->arena, all, str_of(language));
	return parity_copy(f->arena, &summary);
}

static void equal_pages_say_nothing(void **state) {
	(void)state;
	Fixture f;
	open_fixture(&f);
	PageSummary en = summary_of(&f, "en", 1, "lead", 8), fr = summary_of(&f, "fr", 1, "lead", 8);
	parity_compare(&f.job, &f.issue, &en, &fr);
	assert_int_equal(f.job.diag->messages.n, 0);
	arena_free(f.arena);
}

static void another_number_of_pages_is_a_warning(void **state) {
	(void)state;
	Fixture f;
	open_fixture(&f);
	PageSummary en = summary_of(&f, "en", 1, "lead", 8), fr = summary_of(&f, "fr", 1, "lead", 9);
	parity_compare(&f.job, &f.issue, &en, &fr);
	assert_int_equal(f.job.diag->warnings, 1);
	arena_free(f.arena);
}

static void another_start_of_an_article_is_a_warning(void **state) {
	(void)state;
	Fixture f;
	open_fixture(&f);
	PageSummary en = summary_of(&f, "en", 1, "lead", 8), late = summary_of(&f, "fr", 2, "lead", 8), moved = summary_of(&f, "ar", 1, "main", 8);
	parity_compare(&f.job, &f.issue, &en, &late);
	parity_compare(&f.job, &f.issue, &en, &moved);
	assert_int_equal(f.job.diag->warnings, 2);
	arena_free(f.arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_pages_say_nothing),
		cmocka_unit_test(another_number_of_pages_is_a_warning),
		cmocka_unit_test(another_start_of_an_article_is_a_warning),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
