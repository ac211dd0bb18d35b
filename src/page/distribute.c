/* Columns that end level, of notes and within boxes: dynamic programming, after M. F. Plass, "Optimal pagination techniques for automatic
 * typesetting systems" (1981). A state is "the first k columns hold the slugs up to s"; its cost adds up what each column's end
 * costs (widow, orphan, hyphen, heading without text, a divided note) and how far its foot is from where it could be; a column
 * without anything is short by its whole height. The columns are as high as the least that holds everything, or a line or two more
 * where that costs less. Ties go to the fuller column, so the result depends on nothing but the input. Stories are arranged
 * otherwise (arrange.c).
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
	int uneven;                                              /* cost of a line that a column is short, for its square */
	Len *sums;                                               /* height of slugs [0, i), column heads not taken into account */
	State *rows;
} Filler;

static Filler filler_make(const Maker *maker, const Galley *galley, size_t segments, int uneven) {
	Arena *arena = galley->arena;
	Filler f = { maker, galley, uneven, arena_array(arena, Len, galley->n + 1), arena_array(arena, State, (galley->n + 1) * (segments + 1)) };
	for (size_t i = 0; i < galley->n; i++)
		f.sums[i + 1] = slug_advance(maker, i > 0 ? &galley->at[i - 1] : NULL, &galley->at[i], f.sums[i]);
	return f;
}

/* The height of slugs [s, t) at the head of a column. */
static Len height_of(const Filler *f, size_t s, size_t t) {
	if (s == t)
		return 0;
	Len before = f->sums[s];
	if (before % f->maker->grid || slug_lead_in(f->maker, &f->galley->at[s]) % f->maker->grid)
		return galley_height(f->maker, f->galley, s, t);
	if (s == 0)
		return f->sums[t];
	Len dropped = len_max(f->galley->at[s - 1].space_after, f->galley->at[s].space_before);
	return f->sums[t] - before - dropped + slug_lead_in(f->maker, &f->galley->at[s]);
}

static int64_t foot_cost(const Filler *f, Len room) {
	int64_t lines = room / f->maker->grid;
	return lines * lines * f->uneven;
}

/* The last slug boundary that is no deeper than `capacity` in a column that begins with slug s. */
static size_t deepest(const Filler *f, size_t s, Len capacity) {
	size_t low = s, high = f->galley->n;
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
	if (most == f->galley->n) {
		offer(&after[most], base + (s == most ? foot_cost(f, capacity) : 0), s);
		return;
	}
	bool any = false;
	for (size_t t = most + 1; t-- > s;) {
		Len room = capacity - height_of(f, s, t);
		if (any && (t == s || (room > SHORT_LINES * f->maker->grid && t < most)))
			break;
		int64_t cost = base + foot_cost(f, room) + (t > s ? f->galley->at[t - 1].cost_after : 0);
		if (t > s && f->galley->at[t - 1].cost_after >= COST_FORBIDDEN)
			continue;
		offer(&after[t], cost, s);
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

typedef struct {
	size_t end;                                              /* the first slug that found no room */
	int64_t cost;
} Filling;

/* The best way to fill the segments, none further down the page than `floor`. */
static Filling fill(Filler *f, const Segment *segments, size_t count, Len floor, size_t *ends) {
	size_t width = f->galley->n + 1;
	memset(f->rows, 0, width * (count + 1) * sizeof *f->rows);
	f->rows[0] = (State){ 0, 0, true };
	for (size_t k = 0; k < count; k++) {
		const State *before = f->rows + k * width;
		State *after = f->rows + (k + 1) * width;
		Len capacity = segment_capacity(&segments[k], floor);
		for (size_t s = 0; s < width; s++)
			if (before[s].reached)
				extend(f, s, before[s].cost, after, capacity);
	}
	size_t best = best_end(f->rows + count * width, width);
	Filling filling = { best, f->rows[count * width + best].cost };
	for (size_t k = count, s = best; k-- > 0;) {
		ends[k] = s;
		s = f->rows[(k + 1) * width + s].from;
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
		if (fill(f, segments, count, top + middle * grid, ends).end >= f->galley->n)
			high = middle;
		else
			low = middle + 1;
	}
	Len best = low;
	int64_t cost = INT64_MAX;
	for (Len depth = low; depth <= low + 2; depth++) {
		Filling trial = fill(f, segments, count, top + depth * grid, ends);
		int64_t price = trial.cost + (depth - low) * (depth - low) * f->maker->layout->weights.uneven_foot;
		if (trial.end >= f->galley->n && price < cost) {
			cost = price;
			best = depth;
		}
	}
	return top + best * grid;
}

size_t distribute(const Maker *maker, const Galley *galley, const Segment *segments, size_t count, int uneven, size_t *ends) {
	if (!count || !galley->n)
		return 0;
	Filler f = filler_make(maker, galley, count, uneven);
	Filling filling = fill(&f, segments, count, LEN_MAX, ends);
	if (filling.end < galley->n || count < 2)
		return filling.end;
	return fill(&f, segments, count, level_floor(&f, segments, count, ends), ends).end;
}
