/* A folded newsletter is made of sheets of four pages. The message stands at the last page of the plan, where one would be
 * added or taken away. */
#include "preflight/checks.h"

#define PAGES_A_SHEET 4

void check_page_count(Job *job, const Document *document, const Pages *pages) {
	size_t over = pages->page_count % PAGES_A_SHEET;
	if (pages->page_count == 0 || over == 0)
		return;
	const Issue *issue = document->issue;
	Pos pos = issue->page_count ? issue->pages[issue->page_count - 1].pos : POS_NONE;
	diag_warning(job->diag, pos, RULE_PAGE_COUNT, "%zu %s cannot be folded from whole sheets", pages->page_count,
	             pages->page_count == 1 ? "page" : "pages");
	diag_help(job->diag, "add %zu or take %zu away: a sheet has %d pages", PAGES_A_SHEET - over, over, PAGES_A_SHEET);
}
