/* Ink coverage: the mean of all inks in every square of 15 mm, moved by a millimetre, from sums over the page's cells. Reported once a
 * page, at what lays most ink there. And large areas of black alone, which look grey beside a photograph. */
#include "preflight/coverage.h"

enum { SIDE = 15 };                                          /* cells */

typedef struct {
	int column, row;
	int64_t mean;                                            /* thousandths */
} Window;

/* Sums over all cells above and before, with a row and a column of zeros first. */
static int64_t *sum_up(Arena *arena, const Coverage *map) {
	int width = map->columns + 1;
	int64_t *sums = arena_array(arena, int64_t, (size_t)width * (size_t)(map->rows + 1));
	for (int row = 0; row < map->rows; row++) {
		for (int column = 0; column < map->columns; column++) {
			const InkMean *cell = &map->cells[row * map->columns + column];
			int64_t total = cell->ink[0] + cell->ink[1] + cell->ink[2] + cell->ink[3];
			int64_t *at = &sums[(row + 1) * width + column + 1];
			*at = total + at[-1] + at[-width] - at[-width - 1];
		}
	}
	return sums;
}

static Window fullest(const Coverage *map, const int64_t *sums) {
	Window most = { 0, 0, 0 };
	int width = map->columns + 1, across = map->columns < SIDE ? map->columns : SIDE, down = map->rows < SIDE ? map->rows : SIDE;
	for (int row = 0; row + down <= map->rows && across * down > 0; row++) {
		for (int column = 0; column + across <= map->columns; column++) {
			const int64_t *a = &sums[row * width + column], *b = &sums[(row + down) * width + column];
			int64_t mean = (b[across] - b[0] - a[across] + a[0]) / (across * down);
			if (mean > most.mean)
				most = (Window){ column, row, mean };
		}
	}
	return most;
}

static Len common(Len a0, Len a1, Len b0, Len b1) {
	return len_max(len_min(a1, b1) - len_max(a0, b0), 0);
}

/* The rectangle or picture that takes most of the square, the upper of two. */
static const Item *main_item(const Page *page, Window window) {
	Len x = window.column * COVERAGE_CELL, y = window.row * COVERAGE_CELL, side = SIDE * COVERAGE_CELL;
	const Item *found = NULL;
	int64_t most = 0;
	for (size_t i = 0; i < page->item_count; i++) {
		const Item *item = &page->items[i];
		if (item->kind == ITEM_GLYPHS && found)
			continue;
		Rectangle r = page_item_area(item);
		int64_t area = (int64_t)common(x, x + side, r.x, r.x + r.width) * common(y, y + side, r.y, r.y + r.height);
		if (area > 0 && area >= most) {
			most = area;
			found = item;
		}
	}
	return found;
}

static int limit_of(const Preflight *p) {
	int limit = press_limit(p, LIMIT_INK_MEAN);
	int own = p->press->separator ? separator_profile(p->press->separator)->ink_limit : 0;
	return own > 0 && (limit == FREE || own < limit) ? own : limit;
}

void check_ink_coverage(Preflight *p) {
	int limit = limit_of(p);
	Arena *arena = arena_make();
	AreaCache *areas = area_cache_make(arena);
	for (size_t i = 0; limit != FREE && i < p->pages->page_count; i++) {
		const Page *page = &p->pages->pages[i];
		Coverage map = coverage_of(p, arena, page, areas);
		Window window = fullest(&map, sum_up(arena, &map));
		if (window.mean <= limit * 10)
			continue;
		const Item *item = main_item(page, window);
		Pos pos = !item ? POS_NONE : item->pos.file ? item->pos : place_of(p, item);
		diag_warning(p->job->diag, pos, RULE_INK_COVERAGE, "%d %% of ink in a square of 15 mm on page %d; %s printing bears %d %%", (int)(window.mean / 10),
			page->number, press_name(p), limit);
		diag_note(p->job->diag, "the square is %d mm from the left and %d mm from the top of the page", window.column, window.row);
		diag_help(p->job->diag, "take ink out of the colour or the picture; or use a press that bears more");
	}
	arena_free(arena);
}

#define LARGE (SIDE * COVERAGE_CELL)

static void look_at_black(Preflight *p, const Page *page, const Item *item, const Item *ground) {
	(void)ground;
	if (item->kind != ITEM_RECTANGLE || print_thickness(item) < LARGE)
		return;
	Ink ink = print_ink(p->document->layout, item);
	if (!ink_is_black(&ink) || !say_once(p, (Said){ RULE_BLACK_AREA, ink.colour, 0, 0 }))
		return;
	diag_report(p->job->diag, SEVERITY_NOTE, item->pos.file ? item->pos : ink.colour->pos, RULE_BLACK_AREA,
		"a large area of black alone, on page %d, looks grey in print", page->number);
	diag_help(p->job->diag, "give areas a colour of their own of about [60, 40, 40, 100]");
}

void check_black_areas(Preflight *p) {
	look_at_items(p, look_at_black);
}
