/* Filling columns: dynamic programming over the segments of a frame, after M. F. Plass, "Optimal pagination techniques for
 * automatic typesetting systems" (1981). A state is "the first k segments hold the slugs up to s"; its cost adds up what each
 * column's end costs (widow, orphan, hyphen, heading without text) and how far its foot is from where it could be. A column
 * may be left short by a few lines where that saves a worse break, or by as much as it takes when the next slug is a box that
 * does not fit. Ties go to the fuller column, so the result depends on nothing but the input.
 *
 * Heights are sums from the galley's start, so that the height between any two slugs is a subtraction; only a column that begins
 * off the grid (in the middle of a caption, say) is measured slug by slug. */
#include <string.h>

#include "page/internal.h"

#define SHORT_LINES 8

typedef struct {
	int64_t cost;
	size_t from;                                             /* where the segment's slugs begin */
	bool reached;
} State;

typedef struct {
	const Maker *maker;
	const Galley *galley;
	size_t from, n;                                          /* slugs [from, n) are to be placed */
	Len *sums;                                               /* height of slugs [from, i), column heads not taken into account */
	State *rows;
} Filler;

static Filler filler_make(const Maker *maker, const Galley *galley, size_t from, size_t segments) {
	Arena *arena = galley->arena;
	Filler f = { maker, galley, from, galley->n, NULL, NULL };
	size_t width = f.n - from + 1;
	f.sums = arena_array(arena, Len, width);
	f.rows = arena_array(arena, State, width * (segments + 1));
	for (size_t i = from; i < f.n; i++)
		f.sums[i - from + 1] = slug_advance(maker, i > from ? &galley->at[i - 1] : NULL, &galley->at[i], f.sums[i - from]);
	return f;
}

/* The height of slugs [s, t) at the head of a column. */
static Len height_of(const Filler *f, size_t s, size_t t) {
	if (s == t)
		return 0;
	Len before = f->sums[s - f->from];
	if (before % f->maker->grid || slug_lead_in(f->maker, &f->galley->at[s]) % f->maker->grid)
		return galley_height(f->maker, f->galley, s, t);
	if (s == f->from)
		return f->sums[t - f->from];
	Len dropped = len_max(f->galley->at[s - 1].space_after, f->galley->at[s].space_before);
	return f->sums[t - f->from] - before - dropped + slug_lead_in(f->maker, &f->galley->at[s]);
}

static int64_t foot_cost(const Filler *f, Len room) {
	int64_t lines = room / f->maker->grid;
	return lines * lines * f->maker->layout->weights.uneven_foot;
}

/* The last slug boundary that is no deeper than `capacity` in a column that begins with slug s. */
static size_t deepest(const Filler *f, size_t s, Len capacity) {
	size_t low = s, high = f->n;
	while (low < high) {
		size_t middle = (low + high + 1) / 2;
		if (height_of(f, s, middle) <= capacity)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

static void offer(State *state, int64_t cost, size_t from) {
	if (!state->reached || cost < state->cost)
		*state = (State){ cost, from, true };
}

/* Ends a column that begins with slug s wherever that is sensible. */
static void extend(const Filler *f, size_t s, int64_t base, State *after, Len capacity) {
	size_t most = deepest(f, s, capacity);
	if (most == f->n) {
		offer(&after[f->n - f->from], base, s);
		return;
	}
	bool any = false;
	for (size_t t = most + 1; t-- > s;) {
		Len room = capacity - height_of(f, s, t);
		if (any && room > SHORT_LINES * f->maker->grid && t < most)
			break;
		int64_t cost = base + foot_cost(f, room) + (t > s ? f->galley->at[t - 1].cost_after : 0);
		if (t > s && f->galley->at[t - 1].cost_after >= COST_FORBIDDEN)
			continue;
		offer(&after[t - f->from], cost, s);
		if (f->maker->greedy)
			break;
		any = true;
	}
}

Len segment_capacity(const Segment *segment, Len floor) {
	return len_max(0, len_min(segment->area.height, floor - segment->area.y)) - segment->used;
}

/* The end that is worth most: all of it, or the cheapest of the last few that can be reached. */
static size_t best_end(const State *final, size_t width) {
	if (final[width - 1].reached)
		return width - 1;
	size_t best = SIZE_MAX, last = SIZE_MAX;
	for (size_t s = width; s-- > 0;) {
		if (!final[s].reached)
			continue;
		last = last == SIZE_MAX ? s : last;
		if (best == SIZE_MAX || final[s].cost < final[best].cost)
			best = s;
		if (last > s + 2 * SHORT_LINES)
			break;
	}
	return best;
}

/* The best way to fill the segments, none further down the page than `floor`. */
static Filling fill(Filler *f, const Segment *segments, size_t count, Len floor, size_t *ends) {
	size_t width = f->n - f->from + 1;
	memset(f->rows, 0, width * (count + 1) * sizeof *f->rows);
	f->rows[0] = (State){ 0, f->from, true };
	for (size_t k = 0; k < count; k++) {
		const State *before = f->rows + k * width;
		State *after = f->rows + (k + 1) * width;
		Len capacity = segment_capacity(&segments[k], floor);
		for (size_t s = 0; s < width; s++)
			if (before[s].reached)
				extend(f, f->from + s, before[s].cost, after, capacity);
	}
	size_t best = best_end(f->rows + count * width, width);
	Filling filling = { f->from + best, f->rows[count * width + best].cost, 0 };
	for (size_t k = count, s = best; k-- > 0;) {
		ends[k] = f->from + s;
		s = f->rows[(k + 1) * width + s].from - f->from;
	}
	return filling;
}

/* The least depth that holds it all, found by halving; then a line or two deeper if that costs less. */
static Len level_floor(Filler *f, const Segment *segments, size_t count, size_t *ends) {
	Len grid = f->maker->grid, top = segments[0].area.y, foot = top;
	for (size_t i = 0; i < count; i++) {
		top = len_min(top, segments[i].area.y);
		foot = len_max(foot, segments[i].area.y + segments[i].area.height);
	}
	Len low = 0, high = (foot - top) / grid;
	while (low < high) {
		Len middle = (low + high) / 2;
		if (fill(f, segments, count, top + middle * grid, ends).end >= f->n)
			high = middle;
		else
			low = middle + 1;
	}
	Len best = low;
	int64_t cost = INT64_MAX;
	for (Len depth = low; depth <= low + 2; depth++) {
		Filling trial = fill(f, segments, count, top + depth * grid, ends);
		int64_t price = trial.cost + (depth - low) * (depth - low) * f->maker->layout->weights.uneven_foot;
		if (trial.end >= f->n && price < cost) {
			cost = price;
			best = depth;
		}
	}
	return top + best * grid;
}

Filling distribute(const Maker *maker, const Galley *galley, size_t from, const Segment *segments, size_t count, bool level, size_t *ends) {
	if (!count || from >= galley->n)
		return (Filling){ from, 0, 0 };
	Filler f = filler_make(maker, galley, from, count);
	Filling filling = fill(&f, segments, count, LEN_MAX, ends);
	if (!level || filling.end < galley->n || count < 2)
		return filling;
	Len floor = level_floor(&f, segments, count, ends);
	filling = fill(&f, segments, count, floor, ends);
	filling.depth = (floor - segments[0].area.y) / maker->grid;
	return filling;
}
