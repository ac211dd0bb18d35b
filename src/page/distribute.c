/* Filling columns: dynamic programming over the segments of a frame, after M. F. Plass, "Optimal pagination techniques for
 * automatic typesetting systems" (1981), on one frame at a time. A state is "the first k segments hold the slugs up to s";
 * its cost adds up what each column's end costs (widow, orphan, hyphen, heading without text) and how far its foot is
 * from where it should be. Ties go to the fuller column, so the result never depends on anything but the input. */
#include <string.h>

#include "page/internal.h"

#define SLACK_LINES 8                                        /* a column may be left short by this many lines if that saves a worse break */

typedef struct {
	int64_t cost;
	size_t from;                                             /* where the segment's slugs begin */
	bool reached;
} State;

static int64_t foot_cost(const Maker *maker, Len room) {
	int64_t lines = room / maker->grid;
	return lines * lines * maker->layout->weights.uneven_foot;
}

/* Extends every state of segment k-1 over segment k. row[s]: slugs before s are placed. */
static void extend(const Maker *maker, const Galley *galley, const State *before, State *after, size_t from, Len capacity, Len used) {
	for (size_t s = from; s <= galley->n; s++) {
		if (!before[s - from].reached)
			continue;
		Len y = used;
		int64_t base = before[s - from].cost;
		/* An empty segment is possible, at the price of its whole height. */
		for (size_t t = s;; t++) {
			bool ends = t == galley->n;
			int64_t cost = base + (ends ? 0 : foot_cost(maker, capacity - y));
			if (t > s && !ends)
				cost += galley->at[t - 1].cost_after;
			if (cost < COST_FORBIDDEN || t == s) {
				State *state = &after[t - from];
				if (!state->reached || cost < state->cost)
					*state = (State){ cost, s, true };
			}
			if (ends)
				break;
			y = slug_advance(maker, t > s ? &galley->at[t - 1] : NULL, &galley->at[t], y);
			if (y > capacity)
				break;
		}
	}
}

static Len capacity_above(const Segment *segment, Len floor) {
	return len_max(0, len_min(segment->area.height, floor - segment->area.y));
}

/* The best way to fill the segments, none further down the page than `floor`. */
static Filling fill(const Maker *maker, const Galley *galley, size_t from, const Segment *segments, size_t count, Len floor, size_t *ends) {
	size_t width = galley->n - from + 1;
	Arena *arena = maker->job->arena;
	State *rows = arena_array(arena, State, width * (count + 1));
	rows[0] = (State){ 0, from, true };
	for (size_t k = 0; k < count; k++) {
		extend(maker, galley, rows + k * width, rows + (k + 1) * width, from, capacity_above(&segments[k], floor), segments[k].used);
	}
	const State *final = rows + count * width;
	size_t best = 0;
	for (size_t s = width; s-- > 0;) {                       /* as far as it goes, unless a break a little earlier is worth it */
		if (!final[s].reached)
			continue;
		if (!final[best].reached || s + from == galley->n) {
			best = s;
			break;
		}
		if (best == 0 || final[s].cost < final[best].cost)
			best = s;
		if (best > s + SLACK_LINES)
			break;
	}
	Filling filling = { from + best, final[best].cost };
	for (size_t k = count, s = best; k-- > 0;) {
		ends[k] = from + s;
		s = rows[(k + 1) * width + s].from - from;
	}
	return filling;
}

/* The least depth that holds it all, found by halving; then a line or two deeper if that costs less. */
static Len level_floor(const Maker *maker, const Galley *galley, size_t from, const Segment *segments, size_t count, size_t *ends) {
	Len top = segments[0].area.y, foot = top;
	for (size_t i = 0; i < count; i++) {
		top = len_min(top, segments[i].area.y);
		foot = len_max(foot, segments[i].area.y + segments[i].area.height);
	}
	Len low = 0, high = (foot - top) / maker->grid;
	while (low < high) {
		Len middle = (low + high) / 2;
		if (fill(maker, galley, from, segments, count, top + middle * maker->grid, ends).end >= galley->n)
			high = middle;
		else
			low = middle + 1;
	}
	Len best = low;
	int64_t cost = INT64_MAX;
	for (Len depth = low; depth <= low + 2; depth++) {
		Filling trial = fill(maker, galley, from, segments, count, top + depth * maker->grid, ends);
		int64_t price = trial.cost + (depth - low) * (depth - low) * maker->layout->weights.uneven_foot;
		if (trial.end >= galley->n && price < cost) {
			cost = price;
			best = depth;
		}
	}
	return top + best * maker->grid;
}

Filling distribute(const Maker *maker, const Galley *galley, size_t from, const Segment *segments, size_t count, bool level, size_t *ends) {
	if (!count || from >= galley->n)
		return (Filling){ from, 0 };
	Filling filling = fill(maker, galley, from, segments, count, LEN_MAX, ends);
	if (!level || filling.end < galley->n || count < 2)
		return filling;
	Len floor = level_floor(maker, galley, from, segments, count, ends);
	filling = fill(maker, galley, from, segments, count, floor, ends);
	filling.cost += (floor - segments[0].area.y) / maker->grid * maker->layout->weights.uneven_foot;
	return filling;
}
