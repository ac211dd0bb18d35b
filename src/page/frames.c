/* Frames: from the layout's columns, counted from the start edge, to rectangles on the page. This is where start and end
 * become left and right, and inside and outside too: a recto has its binding edge at the start of the page in a
 * left-to-right edition, at the end in a right-to-left one. */
#include "page/internal.h"

/* Page 1 is a recto. Bound at the left in a left-to-right edition, so that a recto's inside edge is its left one. */
static bool inside_is_left(const Maker *maker, int page_number) {
	bool recto = page_number % 2 == 1;
	return recto != maker->document->locale->rtl;
}

static Len left_margin(const Maker *maker, int page_number) {
	const Layout *l = maker->layout;
	return inside_is_left(maker, page_number) ? l->margin_inside : l->margin_outside;
}

Len frame_margin_top(const Maker *maker) { return maker->layout->margin_top; }

Len snap_down(const Maker *maker, Len y) {
	Len origin = maker->layout->margin_top;
	return y <= origin ? y : origin + len_ceil_to(y - origin, maker->grid);
}

Len snap_up(const Maker *maker, Len y) {
	Len origin = maker->layout->margin_top;
	return origin + (y - origin) / maker->grid * maker->grid;
}

Rectangle frame_rectangle(const Maker *maker, const Frame *frame, int page_number, Len top, Len bottom) {
	const Layout *l = maker->layout;
	Len measure = l->page_width - l->margin_inside - l->margin_outside;
	Len column = (measure - (l->grid_columns - 1) * l->grid_gutter) / l->grid_columns;
	Len start = (frame->column - 1) * (column + l->grid_gutter);
	Len width = frame->span * column + (frame->span - 1) * l->grid_gutter;
	if (frame->column + frame->span - 1 == l->grid_columns)  /* what division left over belongs to the last column */
		width = measure - start;
	Len x = left_margin(maker, page_number) + (maker->document->locale->rtl ? measure - start - width : start);
	return (Rectangle){ x, top, width, bottom - top };
}

static bool meets(const Rectangle *obstacle, const Rectangle *column) {
	return obstacle->x < column->x + column->width && column->x < obstacle->x + obstacle->width;
}

bool leaves_room(const Obstacle *obstacle, const Rectangle *column) {
	const Rectangle *o = &obstacle->area;
	Len before = o->x - column->x, after = column->x + column->width - o->x - o->width;
	return meets(o, column) && (obstacle->place->shape || len_max(before, after) >= column->width * 2 / 5);
}

static bool covers(const Obstacle *obstacle, const Rectangle *column) {
	return meets(&obstacle->area, column) && !leaves_room(obstacle, column);
}

/* The columns of a frame, in reading order, each cut where an inset stands over it; one grid line stays free on either side. */
Segment *frame_segments(Maker *maker, const Frame *frame, Rectangle area, bool rtl, const Obstacle *obstacles, size_t obstacle_count, size_t *count) {
	struct { Segment *at; size_t n, room; } list = { 0 };
	Len width = (area.width - (frame->columns - 1) * frame->gutter) / frame->columns;
	for (int c = 0; c < frame->columns; c++) {
		Len start = c * (width + frame->gutter);
		Len x = area.x + (rtl ? area.width - start - width : start);
		Rectangle column = { x, area.y, width, area.height };
		Len y = area.y, foot = area.y + area.height;
		for (size_t pass = 0; pass <= obstacle_count; pass++) {
			const Rectangle *next = NULL;                    /* the highest obstacle that is still below y */
			for (size_t o = 0; o < obstacle_count; o++)
				if (covers(&obstacles[o], &column) && obstacles[o].area.y + obstacles[o].area.height > y && (!next || obstacles[o].area.y < next->y))
					next = &obstacles[o].area;
			Len stop = next ? snap_up(maker, next->y - maker->grid) : foot;
			if (stop - y >= 2 * maker->grid || (!next && stop > y)) {
				Segment *s = list_push(maker->job->arena, &list);
				*s = (Segment){ { x, y, width, stop - y }, c + 1, 0 };
			}
			if (!next)
				break;
			y = snap_down(maker, next->y + next->height + maker->grid);
		}
	}
	if (!list.n)                                             /* no room at all: what is overset has a place to be shown in a draft */
		*(Segment *)list_push(maker->job->arena, &list) = (Segment){ { area.x, area.y, width, 0 }, 1, 0 };
	*count = list.n;
	return list.at;
}
