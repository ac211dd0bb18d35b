/* Some of the pages, as pages of their own: they keep number and folio, and places on the others are forgotten, so that a
 * writer makes no link to what it does not have. */
#include "page/page.h"

static bool is_wanted(int number, const PageRange *ranges, size_t count) {
	for (size_t i = 0; i < count; i++)
		if (number >= ranges[i].first && number <= ranges[i].last)
			return true;
	return false;
}

Pages *page_select(Arena *arena, const Pages *pages, const PageRange *ranges, size_t count) {
	Pages *chosen = arena_new(arena, Pages);
	int *place = arena_array(arena, int, pages->page_count + 1);     /* by number: the new one, 0 when it is left out */
	chosen->overset_lines = pages->overset_lines;
	chosen->pages = arena_array(arena, Page, pages->page_count);
	for (size_t i = 0; i < pages->page_count; i++) {
		if (!is_wanted((int)i + 1, ranges, count))
			continue;
		chosen->pages[chosen->page_count++] = pages->pages[i];
		place[i + 1] = (int)chosen->page_count;
	}
	chosen->destinations = arena_array(arena, Destination, pages->destination_count);
	for (size_t i = 0; i < pages->destination_count; i++) {
		Destination destination = pages->destinations[i];
		if (destination.page < 1 || (size_t)destination.page > pages->page_count || !place[destination.page])
			continue;
		destination.page = place[destination.page];
		chosen->destinations[chosen->destination_count++] = destination;
	}
	return chosen;
}
