/* The page of a continuation is taken as the pattern, since it has room for one article and nothing else; a plan without one has the
 * article go on in a frame like its own. */
#include "overflow.h"

#include <string.h>

static const Place *pattern_for(const Issue *issue, Str story, const PagePlan **plan) {
	const Place *own = NULL;
	for (size_t p = 0; p < issue->page_count; p++) {
		for (size_t i = 0; i < issue->pages[p].place_count; i++) {
			const Place *place = &issue->pages[p].places[i];
			if (place->kind != PLACE_ARTICLE || !(place->continues || (!own && str_eq(place->target, story))))
				continue;
			own = place;
			*plan = &issue->pages[p];
			if (place->continues)
				return place;
		}
	}
	return own;
}

static bool make_page(Arena *arena, const Issue *issue, Str story, PagePlan *out) {
	const PagePlan *plan = NULL;
	const Place *pattern = pattern_for(issue, story, &plan);
	if (!pattern)
		return false;
	Place *place = arena_copy(arena, pattern, sizeof *pattern);
	place->target = story;
	place->continues = true;
	*out = *plan;
	out->places = place;
	out->place_count = 1;
	return true;
}

Issue *overflow_plan(Arena *arena, const Issue *issue, const Pages *pages) {
	if (!pages->overset.n)
		return NULL;
	Issue *more = arena_copy(arena, issue, sizeof *issue);
	more->pages = arena_array(arena, PagePlan, issue->page_count + pages->overset.n);
	memcpy(more->pages, issue->pages, issue->page_count * sizeof *issue->pages);
	for (size_t i = 0; i < pages->overset.n; i++)
		if (make_page(arena, issue, pages->overset.at[i], &more->pages[more->page_count]))
			more->page_count++;
	return more->page_count > issue->page_count ? more : NULL;
}
