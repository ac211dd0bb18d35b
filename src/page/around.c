/* Text round an inset that stands in a column without filling it: a box across a gutter, a picture of another shape than a
 * rectangle. Each line of the grid has its own room, so that a paragraph must know where it begins before it can be broken; the
 * blocks are set one after the other, each by total fit over the very lines that it will have. A column's end is watched as
 * elsewhere: a line alone at its foot or head is avoided by leaving a line free. What is not text of one line's leading (boxes,
 * pictures, headings of other sizes) takes the next stretch of full width that holds it. */
#include "page/internal.h"

#define ROWS_MAX 400

typedef struct {
	Composer *c;
	const Obstacle *obstacles;
	size_t obstacle_count;
	Segment *segments;
	size_t count;
	Galley **galleys;                                        /* one a segment */
	Len *heads;                                              /* where each galley's first slug begins */
	Len *feet;                                               /* how far each segment is filled */
	size_t segment;
	Len y;                                                   /* the next free place in it */
} Around;

/* A line of the grid that text can stand on. */
typedef struct {
	size_t segment;
	Len y;                                                   /* from the segment's top */
	LineSlot room;
} Row;

typedef struct { int x, y; } Corner;

/* A corner of a shape, which is described upright, on the page as it is made up. */
static Corner corner(const Maker *maker, const int point[2]) {
	switch (maker->document->writing) {
	case WRITING_FROM_RIGHT: return (Corner){ point[1], 100 - point[0] };
	case WRITING_FROM_LEFT: return (Corner){ point[1], point[0] };
	case WRITING_ACROSS: break;
	}
	return (Corner){ point[0], point[1] };
}

/* How far an obstacle reaches between two heights: its rectangle, or its shape there. False when it does not. */
static bool extent(const Maker *maker, const Obstacle *o, Len top, Len bottom, Len *from, Len *to) {
	const Rectangle *r = &o->area;
	if (bottom <= r->y || top >= r->y + r->height)
		return false;
	*from = r->x;
	*to = r->x + r->width;
	if (!o->place->shape)
		return true;
	const int(*points)[2] = o->place->shape;
	int64_t low = INT64_MAX, high = INT64_MIN;
	size_t n = o->place->shape_count;
	for (size_t i = 0; i < n; i++) {
		Corner a = corner(maker, points[i]), b = corner(maker, points[(i + 1) % n]);
		for (int step = 0; step <= 16; step++) {             /* along the edge, finely enough for a line of text */
			int64_t py = r->y + (int64_t)r->height * (a.y * (16 - step) + b.y * step) / 1600;
			int64_t px = (int64_t)r->width * (a.x * (16 - step) + b.x * step) / 1600;
			px = maker->document->locale->rtl ? r->x + r->width - px : r->x + px;
			if (py < top || py > bottom)
				continue;
			low = px < low ? px : low;
			high = px > high ? px : high;
		}
	}
	if (low > high)
		return false;
	*from = (Len)low;
	*to = (Len)high;
	return true;
}

/* The room of a line of the grid: the wider side of what the insets leave. False when that is too narrow for text. */
static bool room_at(const Around *a, size_t segment, Len y, LineSlot *room) {
	const Maker *maker = a->c->maker;
	const Rectangle *column = &a->segments[segment].area;
	Len left = column->x, right = column->x + column->width, gap = maker->layout->grid_gutter;
	for (size_t i = 0; i < a->obstacle_count; i++) {
		Len from, to;
		if (!extent(maker, &a->obstacles[i], column->y + y - maker->grid / 2, column->y + y + maker->grid * 3 / 2, &from, &to))
			continue;
		from -= gap;
		to += gap;
		if (to <= left || from >= right)
			continue;
		if (from - left >= right - to)
			right = from;
		else
			left = to;
	}
	if (right - left < column->width * 2 / 5)
		return false;
	room->width = right - left;
	room->indent = maker->document->locale->rtl ? column->x + column->width - right : left - column->x;
	return true;
}

static bool is_full(const Around *a, size_t segment, const LineSlot *room) { return room->width == a->segments[segment].area.width; }

static size_t rows_from(const Around *a, Row *rows, size_t most) {
	size_t n = 0;
	Len grid = a->c->maker->grid;
	for (size_t s = a->segment; s < a->count && n < most; s++)
		for (Len y = s == a->segment ? a->y : 0; y + grid <= a->segments[s].area.height && n < most; y += grid)
			if (room_at(a, s, y, &rows[n].room)) {
				rows[n].segment = s;
				rows[n++].y = y;
			}
	return n;
}

/* Puts the galley's new slugs (from `first` on) at height y of their segment. */
static void put(Around *a, size_t segment, size_t first, Len y) {
	Galley *galley = a->galleys[segment];
	if (first >= galley->n)
		return;
	Slug *slug = &galley->at[first];
	if (first == 0) {
		a->heads[segment] = y;
	} else {
		galley->at[first - 1].space_after = 0;
		slug->space_before = y - a->feet[segment];
	}
	a->feet[segment] = y + galley_height(a->c->maker, galley, first, galley->n);
	a->segment = segment;
	a->y = a->feet[segment];
}

/* Rows for a paragraph whose lines may not be parted badly: returns its lines broken over them. */
static Lines *break_over(Around *a, const Block *block, uint32_t from, const Row *rows, size_t n, const BreakRules *rules) {
	Maker *maker = a->c->maker;
	LineSlot *slots = arena_array(maker->job->arena, LineSlot, n + 1);
	for (size_t i = 0; i < n; i++) {
		LineSlot room = rows[i].room;
		if (block->rtl != maker->document->locale->rtl)      /* its start edge is the other one */
			room.indent = a->segments[rows[i].segment].area.width - room.width - room.indent;
		slots[i] = galley_slot(block, room, i == 0 && from == 0);
	}
	Measure measure = { slots, (uint32_t)n, slots[n ? n - 1 : 0], from };
	return paragraph_break(maker->job, maker->shaper, maker_text(maker, block), &measure, rules);
}

static void take_out(Row *rows, size_t *n, size_t at) {
	for (size_t i = at; i + 1 < *n; i++)
		rows[i] = rows[i + 1];
	--*n;
}

/* The row after which line i would be parted from the next by a column's end, or SIZE_MAX. */
static size_t bad_parting(const Block *block, const Row *rows, size_t n, const Lines *lines) {
	for (size_t i = 0; i + 1 < lines->count && i + 1 < n; i++) {
		size_t before = i + 1, after = lines->count - before;
		if (rows[i].segment == rows[i + 1].segment)
			continue;
		if (before < (size_t)block->style->orphans && (i < 1 || rows[0].segment == rows[i].segment))
			return i;
		if (after < (size_t)block->style->widows && before > (size_t)block->style->orphans)
			return i;
	}
	return SIZE_MAX;
}

/* Sets a paragraph from byte `from`. Returns the byte where it had to stop, or the text's length. */
static uint32_t set_text(Around *a, const Block *block, uint32_t from) {
	Maker *maker = a->c->maker;
	Row *rows = arena_array(maker->job->arena, Row, ROWS_MAX);
	BreakRules *rules = arena_new(maker->job->arena, BreakRules);
	*rules = paragraph_rules_for(block, document_typography_for(maker->document, block->language), document_locale_for(maker->document, block->language));
	if (a->feet[a->segment] == a->y && a->galleys[a->segment]->n && from == 0)
		a->y += len_ceil_to(len_scale(maker->grid, block->style->space_before, 1000), maker->grid);
	size_t n = rows_from(a, rows, ROWS_MAX);
	Lines *lines = break_over(a, block, from, rows, n, rules);
	for (int tries = 0; tries < 4 && n > 0; tries++) {
		size_t bad = bad_parting(block, rows, n, lines);
		if (bad == SIZE_MAX)
			break;
		take_out(rows, &n, bad);
		lines = break_over(a, block, from, rows, n, rules);
	}
	uint32_t set = (uint32_t)(lines->count < n ? lines->count : n);
	for (uint32_t i = 0; i < set; i++) {
		Galley *galley = a->galleys[rows[i].segment];
		galley_add_lines(maker, galley, block, lines, rules, i, i + 1);
		put(a, rows[i].segment, galley->n - 1, rows[i].y);
	}
	return set < lines->count ? lines->lines[set].start : (uint32_t)block->text.n;
}

/* Sets a block that needs the full width over its whole height. False when no column has room for it. */
static bool set_whole(Around *a, const Block *block) {
	Maker *maker = a->c->maker;
	for (size_t s = a->segment; s < a->count; s++) {
		Galley *trial = galley_open(maker->job->arena, a->segments[s].area.width);
		galley_add_block(maker, trial, block, 0, trial->width, 0);
		if (!trial->n)
			return true;
		Len height = len_ceil_to(galley_height(maker, trial, 0, trial->n), maker->grid), y = s == a->segment ? a->y : 0;
		if (a->galleys[s]->n && y == a->feet[s])
			y += len_ceil_to(trial->at[0].space_before, maker->grid);
		Len keep = block->kind == BLOCK_TEXT && block->style->keep_next ? 2 * maker->grid : 0;
		for (; y + height + keep <= a->segments[s].area.height; y += maker->grid) {
			bool free = true;
			for (Len row = y; row < y + height && free; row += maker->grid) {
				LineSlot room;
				free = room_at(a, s, row, &room) && is_full(a, s, &room);
			}
			if (!free)
				continue;
			size_t first = a->galleys[s]->n;
			galley_add_block(maker, a->galleys[s], block, 0, trial->width, 0);
			put(a, s, first, y);
			a->y = len_ceil_to(a->y + len_ceil_to(trial->at[trial->n - 1].space_after, maker->grid), maker->grid);
			return true;
		}
	}
	return false;
}

static bool is_plain_text(const Block *block) {
	return block->kind == BLOCK_TEXT && block->style->leading == 1000 && !block->style->keep_next && !block->style->keep_together;
}

/* Sets the story's blocks until one finds no room. Returns where it stopped. */
static StoryPlace set_blocks(Around *a, const Story *story, const StoryState *state, const Design *design) {
	StoryPlace at = state->next;
	for (size_t i = 0; !state->begun && !design->head_spans && i < story->head_count; i++)
		set_whole(a, &story->head[i]);
	for (; at.block < story->body_count; at = (StoryPlace){ at.block + 1, 0, 0 }) {
		const Block *block = &story->body[state->order ? state->order[at.block] : at.block];
		if (block->placed)
			continue;
		if (!is_plain_text(block)) {
			if (!set_whole(a, block))
				return at;
			continue;
		}
		uint32_t end = set_text(a, block, at.byte);
		if (end < block->text.n)
			return (StoryPlace){ at.block, end, 0 };
	}
	return at;
}

static Around open_columns(Composer *c, Segment *segments, size_t count, const Obstacle *obstacles, size_t obstacle_count) {
	Arena *arena = c->maker->job->arena;
	Around a = { c, obstacles, obstacle_count, segments, count, arena_array(arena, Galley *, count), arena_array(arena, Len, count),
		         arena_array(arena, Len, count), 0, 0 };
	for (size_t s = 0; s < count; s++)
		a.galleys[s] = galley_open(arena, segments[s].area.width);
	return a;
}

/* What found no room, for the report and the draft. */
static Galley *rest_of(Maker *maker, const Story *story, const StoryState *state, StoryPlace from, Len width) {
	Galley *galley = galley_open(maker->job->arena, width);
	for (size_t i = from.block; i < story->body_count; i++)
		galley_add_part(maker, galley, &story->body[state->order ? state->order[i] : i], i == from.block ? from.byte : 0, 0);
	return galley;
}

Len fill_around(Composer *c, const Frame *frame, const Design *design, const Story *story, const Place *place, Segment *segments, size_t count,
                const Obstacle *obstacles, size_t obstacle_count) {
	Maker *maker = c->maker;
	size_t index = (size_t)(story - maker->document->stories);
	StoryState *state = &maker->states[index];
	int next_page = story_next_page(c, index, place);
	Around a = open_columns(c, segments, count, obstacles, obstacle_count);
	StoryPlace end = set_blocks(&a, story, state, design);
	if (end.block < story->body_count && next_page && next_page != c->page_number) {
		place_jump_line(c, frame, design, &segments[count - 1].area, next_page);
		a = open_columns(c, segments, count, obstacles, obstacle_count);
		end = set_blocks(&a, story, state, design);
	}
	Len foot = segments[0].area.y;
	for (size_t s = 0; s < count; s++) {
		place_slugs(c, a.galleys[s], 0, a.galleys[s]->n, segments[s].area, a.heads[s], frame, story->id, segments[s].column);
		foot = len_max(foot, segments[s].area.y + a.feet[s]);
	}
	state->begun = true;
	state->last_page = c->page_number;
	state->done = end.block >= story->body_count;
	state->next = end;
	if (!state->done && !next_page) {
		Galley *rest = rest_of(maker, story, state, end, segments[count - 1].area.width);
		state->overset = galley_height(maker, rest, 0, rest->n);
		report_overset(c, story, rest, 0, place);
		place_overset(c, rest, 0, &segments[count - 1], frame, story);
		state->done = true;
	}
	return foot;
}
