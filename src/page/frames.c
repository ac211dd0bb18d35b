/* Frames: from the layout's columns, counted from the start edge, to rectangles on the page. This is where start and end
 * become left and right, and inside and outside too: a recto has its binding edge at the left, or at the right in an edition
 * that is bound there. Pages of vertical writing are made up lying (layout_turned): lines begin at the left, and it is the margins
 * before and after the lines that change places from recto to verso. turn.c puts them upright. */
#include "page/internal.h"

/* Page 1 is a recto. */
static bool inside_is_left(const Maker *maker, int page_number) {
	bool recto = page_number % 2 == 1;
	return recto != document_bound_right(maker->document);
}

static bool is_turned(const Maker *maker) { return maker->layout != maker->document->upright; }

static Len left_margin(const Maker *maker, int page_number) {
	const Layout *l = maker->layout;
	return is_turned(maker) || inside_is_left(maker, page_number) ? l->margin_inside : l->margin_outside;
}

static bool is_other_side(const Document *document, int page_number) {
	return document->layout != document->upright && page_number % 2 == 0;
}

Len head_of_page(const Document *document, int page_number) {
	return is_other_side(document, page_number) ? document->layout->margin_bottom : document->layout->margin_top;
}

void frames_of_page(Maker *maker, int page_number) {
	const Layout *l = maker->layout;
	maker->head = head_of_page(maker->document, page_number);
	maker->foot = l->page_height - (is_other_side(maker->document, page_number) ? l->margin_top : l->margin_bottom);
}

Len snap_down(const Maker *maker, Len y) {
	return y <= maker->head ? y : maker->head + len_ceil_to(y - maker->head, maker->grid);
}

Len snap_up(const Maker *maker, Len y) {
	return maker->head + (y - maker->head) / maker->grid * maker->grid;
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
