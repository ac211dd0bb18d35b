/* Line breaking by total fit, after D. E. Knuth and M. F. Plass, "Breaking paragraphs into lines", Software: Practice and
 * Experience 11 (1981).
 *
 * A node is a way to have set the text up to some break: it knows its line number (widths may differ from line to line, as
 * beside a drop cap or an inset), the fitness of its last line, how many lines end in a hyphen in a row, and its total
 * demerits. The breaks are visited in order; each live node is tried as the start of a line that ends there. Nodes that can
 * no longer reach a feasible line are dropped. All arithmetic is in integers: ratios in thousandths, badness 100 r³.
 *
 * What a line can give is known to the search by script (elastic.c); a ratio of 1000 uses all of it, and above that only
 * word spaces and spread clusters go on. Below -1000 word spaces are tight, at a price, down to their floor: a tight line is
 * seen less than a hole.
 *
 * Four passes: lines whose spaces stay within their limit; lines looser than that; lines however loose; and emergency breaks
 * between clusters. The second and third come only where the one before found no way through, or one that costs more than
 * a single looser line would; the last only where there is no other way. What cannot fit even then is kept, overfull, and
 * reported when set.
 *
 * Ragged text uses the same search: the room left at a line's end counts as its badness, so that the edge is quiet. In a
 * headline the last line counts too, and its lines come out alike. */
#include <string.h>

#include "paragraph/internal.h"

/* Tuned on narrow columns (tests/bench/grey.sh): a hyphen costs as much as a word space of 1.75 of the natural one, what is
 * wider than the limit costs almost any hyphen, a last line of one word as much as a space of twice its width, and a ladder
 * costs more than any loose line. Where the rules make hyphens dearer, runts keep their price in hyphens, and what is wider
 * than the limit becomes cheaper. */
#define LINE_DEMERITS 10
#define LOOSE_BADNESS 16000
#define HYPHEN_PENALTY 1200
#define JOINT_PENALTY 600                                    /* at the joint of a compound, which readers expect */
#define SOFT_HYPHEN_PENALTY 600
#define UNMARKED_PENALTY 300                                 /* a word divided without a mark, as in Tamil */
#define HYPHEN_ROW_DEMERITS 300000
#define HYPHEN_BEFORE_LAST_DEMERITS 300000
#define LADDER_DEMERITS 100000000000000
#define FITNESS_DEMERITS 300000
#define RUNT_DEMERITS 8000000
#define FRAGMENT_DEMERITS 1500000000
#define VARIANT_DEMERITS 30000000
#define EMERGENCY_DEMERITS 1000000000000
#define OVERFULL_DEMERITS 1000000000000000
#define FITNESSES 4
#define RATIO_STRAIGHT 6000
#define ONE_SPACE 80                                         /* thousandths of an em that a space gives: a line without any is as bad as one with one */
#define SPACE_LIMIT 2000                                     /* thousandths of the word space */
#define RAGGED_EM 4000                                       /* room at the end of a ragged line that counts as ratio 1, thousandths of an em */

typedef struct BreakNode {
	uint32_t at;                                             /* the cluster that begins the next line */
	uint32_t line;                                           /* lines so far */
	int fitness;
	int hyphens;                                             /* lines in a row that end in a hyphen */
	int64_t demerits;
	const struct BreakNode *previous;
	BreakKind kind;
	int32_t ratio;
	uint32_t hyphen_total;
} BreakNode;

typedef struct {
	uint32_t at;                                             /* a break */
	uint32_t active;                                         /* place in the list of active nodes */
} Offered;

typedef struct {
	Job *job;
	const Text *text;
	const Measure *measure;
	const BreakRules *rules;
	uint32_t first, n;                                       /* clusters [first, n) are set */
	Elastic *sums;                                           /* of all clusters before i */
	uint32_t *ink;                                           /* for a break before i: where the ink before it ends */
	Len *begin;                                              /* what is added to the natural width of a line that begins at i */
	struct {
		uint32_t at;                                         /* the break that is tried, of this kind */
		BreakKind kind;
		Elastic loss;                                        /* what the last cluster does not give there */
		Len end, plain_end, hanging;                         /* added to the natural width there; without a hyphen; what may hang out more */
		bool hyphen;                                         /* the line shows a hyphen there */
	} edge;
	int pass;
	struct { const BreakNode **at; size_t n, room; } active;
	Offered *offered;                                        /* by what_follows, the node of the break that is tried */
	size_t offered_count;
} Search;

static Elastic minus(Elastic a, Elastic b) {
	return (Elastic){ a.width - b.width, a.stretch - b.stretch, a.over - b.over, a.shrink - b.shrink, a.under - b.under };
}

/* What a cluster gives within a line. */
static Elastic elastic_within(const Search *s, uint32_t cluster) { return minus(s->sums[cluster + 1], s->sums[cluster]); }

static void sum_up(Search *s) {
	Arena *arena = s->job->arena;
	const Text *text = s->text;
	uint32_t n = text->cluster_count;
	s->sums = arena_array(arena, Elastic, n + 1);
	s->ink = arena_array(arena, uint32_t, n + 1);
	s->begin = arena_array(arena, Len, n + 1);
	s->first = 0;
	while (s->first < n && text->clusters[s->first].start < s->measure->skip)
		s->first++;
	for (uint32_t i = 0; i < n; i++) {
		const Cluster *c = &text->clusters[i];
		Elastic e = elastic_of(text, i, s->rules, false, false), *sum = &s->sums[i + 1];
		*sum = s->sums[i];
		sum->width += e.width;
		sum->stretch += e.stretch;
		sum->over += e.over;
		sum->shrink += e.shrink;
		sum->under += e.under;
		if (i == s->first || c->break_before != BREAK_NONE)
			s->begin[i] = (i > 0 && c->respelling ? c->respelling->change_after : 0) - protrusion_at_start(text, c, s->rules);
		s->ink[i + 1] = !c->space && !c->blank ? i + 1 : s->ink[i];
	}
	s->n = n;
	s->edge.at = UINT32_MAX;
}

static bool is_hard_hyphen(const Text *text, const Cluster *c) {
	size_t at = c->start;
	uint32_t character = utf8_next(text->text, &at);
	return character == '-' || character == 0x2010;
}

/* In some scripts words are divided without a mark. */
static bool shows_hyphen(const Text *text, const Cluster *last) { return !text->runs || text->runs[last->run].hyphen != 0; }

/* What is the same for all lines that end before cluster `to`. */
static void come_to_edge(Search *s, uint32_t to, BreakKind kind) {
	const Text *text = s->text;
	uint32_t ink = s->ink[to];
	if (s->edge.at == to && s->edge.kind == kind)
		return;
	memset(&s->edge, 0, sizeof s->edge);
	s->edge.at = to;
	s->edge.kind = kind;
	if (ink == 0)
		return;
	const Cluster *last = &text->clusters[ink - 1];
	bool divided = breaks_with_hyphen(kind);
	Len respelt = to < s->n && text->clusters[to].respelling ? text->clusters[to].respelling->change_before : 0;
	s->edge.plain_end = respelt - protrusion_at_end(text, last, s->rules);
	s->edge.end = divided ? respelt + text->hyphen_width - protrusion_of_hyphen(text, s->rules) : s->edge.plain_end;
	s->edge.hanging = divided ? 0 : hanging_at_end(text, last, s->rules);
	s->edge.loss = minus(elastic_within(s, ink - 1), elastic_of(text, ink - 1, s->rules, true, false));
	s->edge.hyphen = divided ? shows_hyphen(text, last) : kind == BREAK_ALLOWED && is_hard_hyphen(text, last);
}

static LineSlot slot_of(const Measure *measure, uint32_t line) {
	return line < measure->count ? measure->slots[line] : measure->rest;
}

static uint32_t ink_end(const Search *s, uint32_t from, uint32_t to) {
	return s->ink[to] > from ? s->ink[to] : from;
}

/* Of a line from `from` to the edge. */
static Len natural_width(const Search *s, uint32_t from, bool plain) {
	uint32_t to = s->edge.at, ink = ink_end(s, from, to);
	Len natural = s->sums[ink].width - s->sums[from].width;
	return ink == from ? natural : natural + s->begin[from] + (plain ? s->edge.plain_end : s->edge.end);
}

static Len hanging(const Search *s, uint32_t from) {
	return s->ink[s->edge.at] > from ? s->edge.hanging : 0;
}

static Elastic give_between(const Search *s, uint32_t from) {
	uint32_t ink = ink_end(s, from, s->edge.at);
	Elastic give = minus(s->sums[ink], s->sums[from]);
	if (ink == from)
		return give;
	const Cluster *first = &s->text->clusters[from];
	if (first->lead || first->kashida)
		give = minus(give, minus(elastic_within(s, from), elastic_of(s->text, from, s->rules, false, true)));
	give = minus(give, s->edge.loss);
	give.over = len_max(give.over, len_scale(s->text->size, ONE_SPACE, 1000));
	return give;
}

/* Thousandths of the stretch or shrink that the line would use; INT32_MIN when it is too long. */
static int32_t ratio_of(const Search *s, uint32_t from, Len width, bool last, bool plain) {
	Len room = width - natural_width(s, from, plain);
	if (s->rules->align != ALIGN_JUSTIFY) {
		if (room < 0)
			return INT32_MIN;
		int64_t r = (int64_t)room * 1000000 / ((int64_t)s->text->size * RAGGED_EM);
		return (int32_t)(r > 100000 ? 100000 : r);
	}
	if (room < 0)
		room += hanging(s, from);
	if (room >= 0 && last)
		return 0;
	return elastic_ratio(give_between(s, from), room);
}

/* 100 r³, and from RATIO_STRAIGHT on its tangent: worse is dearer without end. */
static int64_t badness_of(int32_t ratio) {
	int64_t r = ratio < 0 ? -(int64_t)ratio : ratio, beyond = r > RATIO_STRAIGHT ? r - RATIO_STRAIGHT : 0;
	r -= beyond;
	return r * r * r / 10000000 + beyond * RATIO_STRAIGHT / 1000 * RATIO_STRAIGHT * 3 / 10000;
}

/* The ratio at which a word space is as wide as it should ever be. What is seen is the space and the tracking of the letter before
 * it, that is, for a space of a quarter em, four times as much of the space. */
static int32_t loose_limit(const BreakRules *rules) {
	int limit = rules->space_limit > 1000 ? rules->space_limit : SPACE_LIMIT, more = rules->space_max - 1000;
	int64_t ratio = more > 0 ? (int64_t)(limit - 1000 - 4 * rules->letter_stretch) * 1000 / more : 1000;
	return ratio < 1000 ? 1000 : ratio > 10000 ? 10000 : (int32_t)ratio;
}

/* Tight, decent, loose, very loose: FITNESSES of them. */
static int fitness_of(int32_t ratio) {
	return ratio < -500 ? 0 : ratio <= 500 ? 1 : ratio <= 1000 ? 2 : 3;
}

static int64_t penalty_of(const Search *s, BreakKind kind) {
	switch (kind) {
	case BREAK_HYPHEN: return !s->edge.hyphen ? UNMARKED_PENALTY : s->text->clusters[s->edge.at].joint ? JOINT_PENALTY : HYPHEN_PENALTY;
	case BREAK_SOFT_HYPHEN: return SOFT_HYPHEN_PENALTY;
	default: return 0;
	}
}

static int hyphen_cost(const Search *s) { return s->rules->hyphen_cost ? s->rules->hyphen_cost : 1000; }

/* Demerits that are counted in hyphens. */
static int64_t in_hyphens(const Search *s, int64_t demerits) { return demerits * hyphen_cost(s) / 1000 * hyphen_cost(s) / 1000; }

static int64_t loose_badness(const Search *s) { return (int64_t)LOOSE_BADNESS * 1000 / hyphen_cost(s); }

/* Whether there is nothing to part in a line from `from` to the edge. */
static bool is_one_word(const Search *s, uint32_t from) {
	uint32_t ink = ink_end(s, from, s->edge.at);
	for (uint32_t i = from + 1; i < ink; i++)
		if (s->text->clusters[i].break_before == BREAK_ALLOWED)
			return false;
	return true;
}

/* A last line is a runt when it fills less than it should: the shorter, the dearer, a single word more than two, and the end of one
 * most of all: that is worth a loose line. */
static int64_t runt_demerits(const Search *s, const BreakNode *node, Len width) {
	Len natural = natural_width(s, node->at, false), least = len_scale(width, s->rules->runt, 1000);
	if (node->line == 0 || natural >= least)
		return 0;
	int64_t demerits = in_hyphens(s, RUNT_DEMERITS) * least / len_max(natural, least / 4 + 1);
	if (!is_one_word(s, node->at))
		return demerits / 8;
	return demerits + (breaks_with_hyphen(node->kind) && natural < least / 2 ? FRAGMENT_DEMERITS : 0);
}

static int64_t last_line_demerits(const Search *s, const BreakNode *node, Len width) {
	int64_t demerits = runt_demerits(s, node, width);
	if (node->hyphens)
		demerits += in_hyphens(s, HYPHEN_BEFORE_LAST_DEMERITS);
	return demerits;
}

static int64_t line_demerits(const Search *s, const BreakNode *node, BreakKind kind, int32_t ratio, bool last, Len width) {
	bool justified = s->rules->align == ALIGN_JUSTIFY;
	int64_t base = LINE_DEMERITS + badness_of(ratio) + (justified && ratio > loose_limit(s->rules) ? loose_badness(s) : 0);
	int64_t penalty = penalty_of(s, kind);
	if (!justified && last && !s->rules->even)
		base = LINE_DEMERITS;
	int64_t demerits = base * base + in_hyphens(s, penalty * penalty);
	if (kind == BREAK_EMERGENCY)
		demerits += EMERGENCY_DEMERITS;
	if (s->edge.hyphen && node->hyphens)
		demerits += in_hyphens(s, HYPHEN_ROW_DEMERITS);
	if (s->edge.hyphen && node->hyphens >= s->rules->ladder)
		demerits += LADDER_DEMERITS;
	int fitness = fitness_of(ratio), step = fitness > node->fitness ? fitness - node->fitness : node->fitness - fitness;
	if (node->line > 0 && step > 1 && justified)
		demerits += FITNESS_DEMERITS;
	if (last)
		demerits += last_line_demerits(s, node, width);
	return demerits;
}

static int hyphens_that_count(const Search *s, const BreakNode *node) {
	return node->hyphens < s->rules->ladder ? node->hyphens : s->rules->ladder;
}

/* Of two nodes at one break one is enough when all that is to come is the same for both: they have the same number here. */
static size_t what_follows(const Search *s, const BreakNode *node) {
	size_t line = s->rules->looseness == 0 && node->line > s->measure->count ? s->measure->count : node->line;
	return (line * (size_t)(s->rules->ladder + 1) + (size_t)hyphens_that_count(s, node)) * FITNESSES + (size_t)node->fitness;
}

static void make_room(Search *s, size_t wanted) {
	size_t count = 2 * wanted + 64;
	Offered *offered = arena_array(s->job->arena, Offered, count);
	if (s->offered_count)
		memcpy(offered, s->offered, s->offered_count * sizeof *offered);
	s->offered = offered;
	s->offered_count = count;
}

static void offer(Search *s, BreakNode candidate) {
	size_t place = what_follows(s, &candidate);
	if (place >= s->offered_count)
		make_room(s, place);
	Offered *known = &s->offered[place];
	if (known->at != candidate.at) {
		*known = (Offered){ candidate.at, (uint32_t)s->active.n };
		list_push(s->job->arena, &s->active);
	} else if (candidate.demerits >= s->active.at[known->active]->demerits)
		return;
	s->active.at[known->active] = arena_copy(s->job->arena, &candidate, sizeof candidate);
}

#define LAST_PASS 3

static int32_t ratio_limit(const BreakRules *rules, int pass) {
	return pass == 0 ? loose_limit(rules) : pass == 1 ? 2 * loose_limit(rules) : INT32_MAX;
}

/* Whether a way with lines that were too loose for this pass could be better than `best`. */
static bool looser_may_be_better(const Search *s, const BreakNode *best) {
	if (s->pass + 1 >= LAST_PASS || s->rules->align != ALIGN_JUSTIFY)
		return false;
	int64_t base = LINE_DEMERITS + loose_badness(s) + badness_of(ratio_limit(s->rules, s->pass));
	return best->demerits > base * base;
}

/* Ends a line of the node's here, if the pass allows it. False when the line is too long. */
static bool try_line(Search *s, const BreakNode *node, uint32_t to, BreakKind kind, bool last, bool rescue) {
	LineSlot slot = slot_of(s->measure, node->line);
	come_to_edge(s, to, kind);
	int32_t ratio = ratio_of(s, node->at, slot.width, last, false);
	bool overfull = ratio == INT32_MIN;
	if (!rescue && (overfull || (ratio > ratio_limit(s->rules, s->pass) && s->rules->align == ALIGN_JUSTIFY && !last)))
		return !overfull;
	BreakNode next = { to, node->line + 1, fitness_of(overfull ? -1000 : ratio), s->edge.hyphen ? node->hyphens + 1 : 0, 0, node, kind,
		          overfull ? -1000 : ratio, node->hyphen_total + s->edge.hyphen };
	next.demerits = node->demerits + (overfull ? OVERFULL_DEMERITS : line_demerits(s, node, kind, ratio, last, slot.width));
	offer(s, next);
	return !overfull;
}

static bool too_long(const Search *s, const BreakNode *node) {
	return ratio_of(s, node->at, slot_of(s->measure, node->line).width, false, true) == INT32_MIN;
}

/* Visits the break before cluster `to`: every live node ends a line there if it can. */
static void visit_break(Search *s, uint32_t to, BreakKind kind, bool last) {
	size_t live = s->active.n, kept = 0;
	bool forced = last || kind == BREAK_FORCED;
	const BreakNode *closest = NULL;
	for (size_t i = 0; i < live; i++) {
		const BreakNode *node = s->active.at[i];
		bool fits = try_line(s, node, to, kind, forced, false);
		if (!closest || node->at > closest->at || (node->at == closest->at && node->demerits < closest->demerits))
			closest = node;
		if (!forced && (fits || !too_long(s, node)))
			s->active.at[kept++] = node;
	}
	/* In the last pass a way is always kept open: the node that would be lost ends its line here, however it looks. */
	if (s->pass == LAST_PASS && s->active.n == live && kept == 0 && closest)
		try_line(s, closest, to, kind, forced, true);
	size_t fresh = s->active.n - live;
	memmove(s->active.at + kept, s->active.at + live, fresh * sizeof *s->active.at);
	s->active.n = kept + fresh;
}

/* The cheapest way to the end, of those with `lines` lines if that is not 0. */
static const BreakNode *best_end(const Search *s, uint32_t lines) {
	const BreakNode *best = NULL;
	for (size_t i = 0; i < s->active.n; i++) {
		const BreakNode *node = s->active.at[i];
		if ((!lines || node->line == lines) && (!best || node->demerits < best->demerits))
			best = node;
	}
	return best;
}

static void run_pass(Search *s) {
	s->active.n = 0;
	if (s->offered_count)
		memset(s->offered, 0, s->offered_count * sizeof *s->offered);
	BreakNode *start = arena_new(s->job->arena, BreakNode);
	start->at = s->first;
	start->fitness = 1;
	*(const BreakNode **)list_push(s->job->arena, &s->active) = start;
	for (uint32_t i = s->first + 1; i < s->n && s->active.n; i++) {
		BreakKind kind = s->text->clusters[i].break_before;
		if (kind == BREAK_NONE || (kind == BREAK_EMERGENCY && s->pass < LAST_PASS))
			continue;
		visit_break(s, i, kind, false);
	}
	if (s->active.n)
		visit_break(s, s->n, BREAK_FORCED, true);
}

/* A paragraph asked to be looser (or tighter) stays within the limits of the pass that set it, and near the best: a line more must not
 * cost its grey, let alone a ladder. */
static const BreakNode *search(Search *s) {
	const BreakNode *best = NULL;
	for (s->pass = 0; s->pass <= LAST_PASS; s->pass++) {
		run_pass(s);
		const BreakNode *end = best_end(s, 0);
		if (end && (!best || end->demerits < best->demerits))
			best = end;
		if (!best || looser_may_be_better(s, best))
			continue;
		int wanted = (int)best->line + s->rules->looseness;
		const BreakNode *found = wanted > 0 ? best_end(s, (uint32_t)wanted) : NULL;
		return found && found->demerits - best->demerits <= VARIANT_DEMERITS ? found : best;
	}
	return best;
}

int64_t paragraph_cost_of(Job *job, const Text *text, const Measure *measure, const BreakRules *rules, int pass, const uint32_t *breaks, uint32_t count) {
	Search s = { .job = job, .text = text, .measure = measure, .rules = rules, .pass = pass };
	sum_up(&s);
	BreakNode *node = arena_new(job->arena, BreakNode);
	node->at = s.first;
	node->fitness = 1;
	for (uint32_t i = 0; i < count; i++) {
		bool last = breaks[i] == s.n;
		s.active.n = 0;
		try_line(&s, node, breaks[i], last ? BREAK_FORCED : text->clusters[breaks[i]].break_before, last, false);
		if (!s.active.n)
			return INT64_MAX;
		node = arena_copy(job->arena, s.active.at[0], sizeof *node);
	}
	return node->demerits;
}

static void fill_line(Search *s, Line *line, const BreakNode *node) {
	const Text *text = s->text;
	uint32_t from = node->previous->at, to = node->at, ink = ink_end(s, from, to);
	LineSlot slot = slot_of(s->measure, node->previous->line);
	line->first_cluster = from;
	line->cluster_end = to;
	line->start = text->clusters[from].start;
	line->end = to < s->n ? text->clusters[to].start : text->clusters[s->n - 1].end;
	line->ink_end = ink < s->n ? text->clusters[ink].start : text->clusters[s->n - 1].end;
	line->width = slot.width;
	line->indent = slot.indent;
	come_to_edge(s, to, node->kind);
	line->natural = natural_width(s, from, false);
	line->hangs = s->rules->align == ALIGN_JUSTIFY && line->natural > slot.width && hanging(s, from) > 0;
	line->ratio = node->ratio;
	line->end_kind = node->kind;
	line->start_respelling = from > 0 ? text->clusters[from].respelling : NULL;
	line->end_respelling = to < s->n ? text->clusters[to].respelling : NULL;
	line->last = to == s->n || node->kind == BREAK_FORCED;
}

Lines *paragraph_break(Job *job, Shaper *shaper, const Text *text, const Measure *measure, const BreakRules *rules) {
	(void)shaper;
	Lines *lines = arena_new(job->arena, Lines);
	Job scratch = { arena_make(), job->diag };               /* of the search: its nodes are many and of no use afterwards */
	Search s = { .job = &scratch, .text = text, .measure = measure, .rules = rules };
	sum_up(&s);
	if (s.first >= s.n) {
		arena_free(scratch.arena);
		return lines;
	}
	const BreakNode *end = search(&s);
	lines->count = end->line;
	lines->demerits = end->demerits;
	lines->hyphens = end->hyphen_total;
	lines->lines = arena_array(job->arena, Line, end->line);
	for (const BreakNode *node = end; node->previous; node = node->previous)
		fill_line(&s, &lines->lines[node->line - 1], node);
	arena_free(scratch.arena);
	return lines;
}
