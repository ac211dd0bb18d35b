/* A folded newsletter is made of sheets of four pages. The message stands at the last page of the plan, where one would be
 * added or taken away. */
#include "preflight/checks.h"

#define PAGES_A_SHEET 4

void check_page_count(Preflight *p) {
	Job *job = p->job;
	const Pages *pages = p->pages;
	size_t over = pages->page_count % PAGES_A_SHEET;
	if (pages->page_count == 0 || over == 0)
		return;
	const Issue *issue = p->document->issue;
	Pos pos = issue->page_count ? issue->pages[issue->page_count - 1].pos : POS_NONE;
	diag_warning(job->diag, pos, RULE_PAGE_COUNT, "%zu %s cannot be folded from whole sheets", pages->page_count,
	             pages->page_count == 1 ? "page" : "pages");
	diag_help(job->diag, "add %zu or take %zu away: a sheet has %d pages", PAGES_A_SHEET - over, over, PAGES_A_SHEET);
}

static Pos plan_position(const Preflight *p, const Page *page) {
	const Issue *issue = p->document->issue;
	return issue && (size_t)page->number <= issue->page_count && page->number > 0 ? issue->pages[page->number - 1].pos : POS_NONE;
}

void check_page_sizes(Preflight *p) {
	const Page *first = p->pages->pages;
	for (size_t i = 1; i < p->pages->page_count; i++) {
		const Page *page = &p->pages->pages[i];
		if (page->width == first->width && page->height == first->height)
			continue;
		diag_report(p->job->diag, (Severity)press_limit(p, LIMIT_TRIM_DIFFERS), plan_position(p, page), RULE_PAGE_SIZES,
			"page %d is trimmed to another size than page %d", page->number, first->number);
		diag_help(p->job->diag, "give all pages of an issue one size");
		return;
	}
}

void check_empty_pages(Preflight *p) {
	int severity = press_limit(p, LIMIT_PAGE_EMPTY);
	for (size_t i = 0; severity != FREE && i < p->pages->page_count; i++) {
		const Page *page = &p->pages->pages[i];
		if (page->item_count > 0)
			continue;
		diag_report(p->job->diag, (Severity)severity, plan_position(p, page), RULE_PAGE_EMPTY, "page %d is empty", page->number);
		diag_help(p->job->diag, "put something on it, or take it out of the issue");
	}
}
