/* Puts the units of a translation beside those of its source. Units of the same kind in the same holder (a box with its id, a note
 * with its label) are compared in their order by the least costly alignment of two sequences (Needleman and Wunsch 1970): a pair
 * gains by equal codes and like length, and a unit left alone gains nothing. What status.tsv knows already stands fixed and
 * steers the rest. Whole articles of equal structure come out pair by pair. */
#include "translate/internal.h"

#define GAIN_PAIR 10
#define GAIN_FIXED 1000
#define MAX_CELLS (1u << 24)

typedef struct {
	const Units *source, *target;
	size_t *rows, *columns; /* indices of the units of one group */
	size_t n, m;
	const size_t *partner;
	const bool *taken; /* of the target */
} Group;

static unsigned code_bits(const Unit *unit) {
	unsigned bits = 0;
	for (size_t i = 0; i < unit->tokens->n; i++)
		if (unit->tokens->at[i].code)
			bits |= 1u << unit->tokens->at[i].code->kind;
	return bits & ~(1u << CODE_SPAN);
}

static int32_t gain_of(const Group *g, size_t i, size_t j) {
	size_t row = g->rows[i], column = g->columns[j];
	if (g->partner[row] == column)
		return GAIN_FIXED;
	if (g->partner[row] != SIZE_MAX || g->taken[column])
		return -GAIN_FIXED;
	const Unit *a = &g->source->at[row], *b = &g->target->at[column];
	int32_t gain = GAIN_PAIR;
	unsigned codes = code_bits(a);
	gain += codes == code_bits(b) ? (codes ? 6 : 1) : -4;
	unsigned less = a->words < b->words ? a->words : b->words, more = a->words < b->words ? b->words : a->words;
	gain += more < 4 || less * 2 >= more ? 3 : less * 4 >= more ? 0 : -3;
	return gain;
}

/* best[i][j]: the gain of the first i rows against the first j columns. */
static void align_group(Arena *arena, const Group *g, size_t *partner) {
	size_t width = g->m + 1;
	if ((g->n + 1) * width > MAX_CELLS) {
		for (size_t i = 0; i < g->n && i < g->m; i++)
			partner[g->rows[i]] = g->columns[i];
		return;
	}
	int32_t *best = arena_array(arena, int32_t, (g->n + 1) * width);
	for (size_t i = 1; i <= g->n; i++) {
		for (size_t j = 1; j <= g->m; j++) {
			int32_t pair = best[(i - 1) * width + j - 1] + gain_of(g, i - 1, j - 1);
			int32_t up = best[(i - 1) * width + j], left = best[i * width + j - 1];
			best[i * width + j] = pair > up ? (pair > left ? pair : left) : (up > left ? up : left);
		}
	}
	for (size_t i = g->n, j = g->m; i > 0 && j > 0;) {
		if (best[i * width + j] == best[(i - 1) * width + j - 1] + gain_of(g, i - 1, j - 1)) {
			i--, j--;
			if (partner[g->rows[i]] == SIZE_MAX)
				partner[g->rows[i]] = g->columns[j];
		} else if (best[i * width + j] == best[(i - 1) * width + j]) {
			i--;
		} else {
			j--;
		}
	}
}

static bool is_same_group(const Unit *a, const Unit *b) {
	return a->kind == b->kind && str_eq(a->anchor, b->anchor);
}

static size_t gather(const Units *units, const Unit *like, size_t *out) {
	size_t n = 0;
	for (size_t i = 0; i < units->n; i++)
		if (is_same_group(&units->at[i], like))
			out[n++] = i;
	return n;
}

void units_align(const Units *source, const Units *target, size_t *partner) {
	Arena *scratch = arena_make();
	bool *taken = arena_array(scratch, bool, target->n + 1), *done = arena_array(scratch, bool, source->n + 1);
	size_t *rows = arena_array(scratch, size_t, source->n + 1), *columns = arena_array(scratch, size_t, target->n + 1);
	for (size_t i = 0; i < source->n; i++)
		if (partner[i] != SIZE_MAX)
			taken[partner[i]] = true;
	for (size_t i = 0; i < source->n; i++) {
		if (done[i])
			continue;
		Group g = { source, target, rows, columns, 0, 0, partner, taken };
		g.n = gather(source, &source->at[i], rows);
		g.m = gather(target, &source->at[i], columns);
		for (size_t k = 0; k < g.n; k++)
			done[rows[k]] = true;
		align_group(scratch, &g, partner);
	}
	arena_free(scratch);
}
