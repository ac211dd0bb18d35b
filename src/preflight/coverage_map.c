/* The page is painted item by item onto cells of a millimetre, each of which holds its mean of the four process inks. An item that covers
 * the part f of a cell leaves (1 - f) of what was there, in every ink when it knocks out, in its own inks alone when it prints
 * over. Letters cover what the areas of their outlines say, spread evenly over the item's line; pictures what their plates hold,
 * on the grid that the Separator keeps. Without a Separator pictures count as paper. */
#include "preflight/coverage.h"

#include <string.h>

enum { PART = 4096 };                                        /* f is in these */

typedef struct {
	Preflight *p;
	const Page *page;
	Coverage *map;
	AreaCache *areas;
} Painter;

static int64_t overlap(int64_t a0, int64_t a1, int64_t b0, int64_t b1) {
	int64_t from = a0 > b0 ? a0 : b0, to = a1 < b1 ? a1 : b1;
	return to > from ? to - from : 0;
}

typedef struct {
	uint16_t ink[4];
	bool over;
	int part;                                                /* of PART that is covered within the item's rectangle */
} Coat;

static void coat_cell(InkMean *cell, const Coat *coat, int64_t part) {
	for (int i = 0; i < 4; i++)
		if (!coat->over || coat->ink[i] > 0)
			cell->ink[i] = (uint16_t)((cell->ink[i] * (PART - part) + coat->ink[i] * part + PART / 2) / PART);
}

typedef struct {
	int first_column, last_column, first_row, last_row;
} Cells;

static Cells cells_of(const Coverage *map, Len x, Len y, Len width, Len height) {
	Cells c = { x / COVERAGE_CELL, (x + width - 1) / COVERAGE_CELL, y / COVERAGE_CELL, (y + height - 1) / COVERAGE_CELL };
	c.first_column = c.first_column > 0 ? c.first_column : 0;
	c.first_row = c.first_row > 0 ? c.first_row : 0;
	c.last_column = c.last_column < map->columns ? c.last_column : map->columns - 1;
	c.last_row = c.last_row < map->rows ? c.last_row : map->rows - 1;
	return c;
}

static int64_t part_of_cell(int column, int row, Len x, Len y, Len width, Len height) {
	int64_t across = overlap(x, (int64_t)x + width, (int64_t)column * COVERAGE_CELL, ((int64_t)column + 1) * COVERAGE_CELL);
	int64_t down = overlap(y, (int64_t)y + height, (int64_t)row * COVERAGE_CELL, ((int64_t)row + 1) * COVERAGE_CELL);
	return across * PART / COVERAGE_CELL * down / COVERAGE_CELL;
}

static void coat_area(Painter *painter, Len x, Len y, Len width, Len height, const Coat *coat) {
	if (width <= 0 || height <= 0)
		return;
	Cells c = cells_of(painter->map, x, y, width, height);
	for (int row = c.first_row; row <= c.last_row; row++)
		for (int column = c.first_column; column <= c.last_column; column++)
			coat_cell(&painter->map->cells[row * painter->map->columns + column], coat,
				part_of_cell(column, row, x, y, width, height) * coat->part / PART);
}

static Coat coat_of(const Painter *painter, const Item *item) {
	Ink ink = print_ink(painter->p->document->layout, item);
	Coat coat = { .over = ink.overprint, .part = PART };
	memcpy(coat.ink, ink.cmyk, sizeof coat.ink);
	return coat;
}

static void coat_letters(Painter *painter, const Item *item) {
	Coat coat = coat_of(painter, item);
	if (item->width <= 0 || item->size <= 0)
		return;
	int64_t area = 0;                                        /* square font units */
	for (uint32_t i = 0; i < item->glyph_count; i++)
		area += face_glyph_area(painter->areas, item->face, item->glyphs[i].id);
	int64_t upem = item->face->upem, em = (int64_t)item->size, box = (int64_t)item->width * em;
	double covered = (double)area / (double)(upem * upem) * (double)em * (double)em / (double)box;
	coat.part = covered < 1 ? (int)(covered * PART) : PART;
	Rectangle r = page_item_area(item);
	coat_area(painter, r.x, r.y, r.width, r.height, &coat);
}

static void coat_picture(Painter *painter, const Item *item) {
	Plates plates;
	if (!painter->p->press->separator || item->width <= 0 || item->height <= 0 || !separator_plates(painter->p->press->separator, item->picture, &plates))
		return;
	bool clipped = item->clip_width > 0;
	Len x = clipped ? item->clip_x : item->x, y = clipped ? item->clip_y : item->y;
	Len width = clipped ? item->clip_width : item->width, height = clipped ? item->clip_height : item->height;
	Cells c = cells_of(painter->map, x, y, width, height);
	for (int row = c.first_row; row <= c.last_row; row++) {
		for (int column = c.first_column; column <= c.last_column; column++) {
			int64_t across = (int64_t)column * COVERAGE_CELL + COVERAGE_CELL / 2 - item->x, down = (int64_t)row * COVERAGE_CELL + COVERAGE_CELL / 2 - item->y;
			int at_x = (int)(across * plates.columns / item->width), at_y = (int)(down * plates.rows / item->height);
			at_x = at_x < 0 ? 0 : at_x < plates.columns ? at_x : plates.columns - 1;
			at_y = at_y < 0 ? 0 : at_y < plates.rows ? at_y : plates.rows - 1;
			const InkCell *from = &plates.cells[at_y * plates.columns + at_x];
			if (from->cover == 0)
				continue;
			Coat coat = { .part = PART };
			for (int i = 0; i < 4; i++)
				coat.ink[i] = (uint16_t)(from->cmyk[i] * 1000 / from->cover);
			coat_cell(&painter->map->cells[row * painter->map->columns + column], &coat,
				part_of_cell(column, row, x, y, width, height) * from->cover / 255);
		}
	}
}

Coverage coverage_of(Preflight *p, Arena *arena, const Page *page, AreaCache *areas) {
	Coverage map = { page->width / COVERAGE_CELL, page->height / COVERAGE_CELL, NULL };
	map.cells = arena_array(arena, InkMean, (size_t)map.columns * (size_t)map.rows);
	Painter painter = { p, page, &map, areas };
	for (size_t i = 0; i < page->item_count; i++) {
		const Item *item = &page->items[i];
		switch (item->kind) {
		case ITEM_RECTANGLE: {
			Coat coat = coat_of(&painter, item);
			coat_area(&painter, item->x, item->y, item->width, item->height, &coat);
			break;
		}
		case ITEM_GLYPHS: coat_letters(&painter, item); break;
		case ITEM_PICTURE: coat_picture(&painter, item); break;
		}
	}
	return map;
}
