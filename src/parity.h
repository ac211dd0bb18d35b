/* parity -- whether the languages of an issue have the same pages: as many, and every article beginning in the same frame.
 * In:    the Pages of one language after the other.
 * Out:   warnings (page-parity) at the article's place in issue.yaml, against the first language that was set.
 * Fails: never. */
#ifndef PARITY_H
#define PARITY_H

#include "page/page.h"

typedef struct {
	Str story, frame;
	int page;
} StoryStart;

typedef struct {
	Str language;
	size_t page_count;
	StoryStart *starts;
	size_t count;
} PageSummary;

/* What is to be compared, in `arena`. */
PageSummary parity_summary(Arena *arena, const Pages *pages, Str language);
PageSummary parity_copy(Arena *arena, const PageSummary *summary);
void parity_compare(Job *job, const Issue *issue, const PageSummary *first, const PageSummary *other);

#endif
