/* An article's start is the first column of text that it fills; one that a language omits has none. */
#include "parity.h"

static StoryStart *find(const PageSummary *summary, Str story) {
	for (size_t i = 0; i < summary->count; i++)
		if (str_eq(summary->starts[i].story, story))
			return &summary->starts[i];
	return NULL;
}

PageSummary parity_summary(Arena *arena, const Pages *pages, Str language) {
	struct { StoryStart *at; size_t n, room; } list = { 0 };
	PageSummary summary = { language, pages->page_count, NULL, 0 };
	for (size_t p = 0; p < pages->page_count; p++)
		for (size_t i = 0; i < pages->pages[p].column_count; i++) {
			const PageColumn *column = &pages->pages[p].columns[i];
			if (find(&summary, column->story) || column->foot == column->top)
				continue;
			*(StoryStart *)list_push(arena, &list) = (StoryStart){ column->story, column->frame, pages->pages[p].number };
			summary.starts = list.at;
			summary.count = list.n;
		}
	return summary;
}

PageSummary parity_copy(Arena *arena, const PageSummary *summary) {
	PageSummary copy = { str_copy(arena, summary->language), summary->page_count, arena_array(arena, StoryStart, summary->count + 1), summary->count };
	for (size_t i = 0; i < summary->count; i++) {
		const StoryStart *s = &summary->starts[i];
		copy.starts[i] = (StoryStart){ str_copy(arena, s->story), str_copy(arena, s->frame), s->page };
	}
	return copy;
}

static Pos place_of(const Issue *issue, Str story) {
	for (size_t p = 0; p < issue->page_count; p++)
		for (size_t i = 0; i < issue->pages[p].place_count; i++)
			if (str_eq(issue->pages[p].places[i].target, story))
				return issue->pages[p].places[i].target_pos;
	return POS_NONE;
}

void parity_compare(Job *job, const Issue *issue, const PageSummary *first, const PageSummary *other) {
	if (first->page_count != other->page_count)
		diag_warning(job->diag, POS_NONE, RULE_PAGE_PARITY, STR_FMT " has %zu pages, " STR_FMT " %zu", STR_ARG(other->language), other->page_count,
		             STR_ARG(first->language), first->page_count);
	for (size_t i = 0; i < other->count; i++) {
		const StoryStart *here = &other->starts[i], *there = find(first, here->story);
		if (!there || (there->page == here->page && str_eq(there->frame, here->frame)))
			continue;
		diag_warning(job->diag, place_of(issue, here->story), RULE_PAGE_PARITY, "'" STR_FMT "' begins on page %d ('" STR_FMT "') in " STR_FMT
		             ", on page %d ('" STR_FMT "') in " STR_FMT, STR_ARG(here->story), here->page, STR_ARG(here->frame), STR_ARG(other->language),
		             there->page, STR_ARG(there->frame), STR_ARG(first->language));
	}
}
