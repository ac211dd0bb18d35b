/* Arranging a story: one dynamic program over its whole chain of columns, in which paragraphs may be a line shorter or longer than is
 * best for them, boxes may stand a few blocks before or behind their place, and headings and boxes may have a line more of air
 * above. (After M. F. Plass, "Optimal pagination techniques for automatic typesetting systems", 1981, who has the two streams of
 * text and insertions, and D. E. Knuth's paragraph variants.)
 *
 * A state is "so many texts and so many boxes are set, the last of them ends at this height of this column". From each state the
 * next text goes on in each of its versions, or the next box in its own; whatever crosses a column's foot is parted at every
 * place that leaves at most a few lines free. The cost adds up what the report counts (defects.c): widows, orphans, hyphens at a
 * foot, runts, ladders, loose lines, the squares of the lines by which feet are short; and what the means cost: a changed
 * paragraph, a line of air, a box away from its place. Columns of frames to come are there as they were when they were last
 * filled, so that a story is parted between pages where both are best served.
 *
 * First the story is set plainly, as written; if that has a price, it is the bound under which every better way must stay, which
 * keeps the search small. Where feet are to be level, this is done for some depths, and the depth costs too. Of equal costs the
 * state found first stays, so the result depends on nothing but the input. */
#include <string.h>

#include "page/internal.h"

#define SHORT_LINES 6                                        /* that a column may be left short, if more would fit */
#define RING 32                                              /* slugs remembered above a foot */
#define CUTS_MAX 40                                          /* columns over which one block may run */
#define CHANGES 4                                            /* as is best; a paragraph a line shorter or longer; air above, below, both */
#define STATES_MAX 40000
#define MOVE_MAX 4                                           /* blocks that a box may pass; a list's items count as one */
#define DEEPER_MAX 3                                         /* depths tried in a row that are no better */
#define LIFT_MAX 2                                           /* lines by which all feet may stand above the frame's */
#define HIGHER_MAX 2                                         /* depths tried that are less than the least one as written */
#define TIGHT 200                                            /* times as much costs a line of depth where another story lacks it */
#define OVERSET_COST 1000000                                 /* a line that finds no room at all */
#define NONE UINT32_MAX

/* A block of the story as it is next to be set. */
typedef struct {
	const Block *block;
	size_t item;                                             /* in the story's body; SIZE_MAX: of its head */
	uint32_t byte, part;                                     /* where it begins: all of it, or what is left of it */
	size_t rank;                                             /* of a box: how many texts stand before it as written */
} Unit;

typedef struct {
	bool tried;
	Galley *galley;                                          /* NULL: it cannot be had */
	int64_t price;
	Len height;                                              /* below another block; 0: measure it slug by slug */
} Version;

typedef struct {
	size_t texts, boxes, column;
	Len y;
	const Slug *last;                                        /* NULL at the very start */
	int64_t cost;
	uint32_t parent, next, chained;                          /* states; in the list of its texts and boxes; in the hash table */
	int change;
	bool box;                                                /* what was set last */
	uint8_t cut_count;
	uint32_t cuts[CUTS_MAX];                                 /* slugs of what was set last that begin a column */
} State;

typedef struct {
	Maker *maker;
	Arena *arena;
	const Columns *k;
	Unit *texts, *boxes;
	size_t text_count, box_count;
	size_t *place;                                           /* by text: its place, a list's items counting as one */
	Version *versions;                                       /* texts, then boxes; CHANGES each, for each width */
	Len *widths;                                             /* of columns, each once */
	size_t width_count, *width_of;                           /* by segment */
	Len *capacity;                                           /* by segment */
	int8_t *variants;                                        /* to try one */
	Len *rest;                                               /* height of texts from i on, roughly */
	struct { State *at; size_t n, room; } states;
	struct { struct Part *at; size_t n, room; } parts;       /* of the block that is being set, for the next column */
	uint32_t *heads, *tails, *table;
	size_t table_size;
	bool plain, level;
	int64_t bound;
	/* The best end so far: a state that holds all, or a state and the block that is cut. */
	uint32_t complete, cut;
	int64_t complete_cost, cut_cost;
	State cut_state;
} Arranger;

/* --- what is to be set --- */

static bool is_begun(const Unit *unit) { return unit->byte || unit->part; }

static bool is_movable(const Block *block) { return block->kind == BLOCK_BOX; }

static void add_unit(Arranger *a, const Block *block, size_t item, uint32_t byte, uint32_t part) {
	if (block->placed || a->maker->left_out[block->id])
		return;
	bool begun = byte || part;
	if (is_movable(block) && item != SIZE_MAX && !begun)
		a->boxes[a->box_count++] = (Unit){ block, item, 0, 0, a->text_count };
	else
		a->texts[a->text_count++] = (Unit){ block, item, byte, part, 0 };
}

/* Where a box stands as written, counted in texts that are still to be set. */
static void rank_boxes(Arranger *a) {
	for (size_t b = 0; b < a->box_count; b++) {
		size_t rank = a->text_count && is_begun(&a->texts[0]);
		while (rank < a->text_count && (a->texts[rank].item == SIZE_MAX || a->texts[rank].item < a->boxes[b].item))
			rank++;
		a->boxes[b].rank = rank;
	}
	a->place[0] = 0;
	for (size_t i = 1; i <= a->text_count; i++) {
		bool same_list = i < a->text_count && a->texts[i].block->depth && a->texts[i - 1].block->depth;
		a->place[i] = a->place[i - 1] + !same_list;
	}
}

static const size_t *order_of(const Columns *k) { return k->state->order; }

static void collect_units(Arranger *a) {
	const Columns *k = a->k;
	const Story *story = k->story;
	size_t most = story->head_count + story->body_count + 1;
	a->texts = arena_array(a->arena, Unit, most);
	a->boxes = arena_array(a->arena, Unit, most);
	a->place = arena_array(a->arena, size_t, most + 1);
	for (size_t i = 0; k->with_head && i < story->head_count; i++)
		add_unit(a, &story->head[i], SIZE_MAX, 0, 0);
	bool *set = arena_array(a->arena, bool, most);
	StoryPlace from = k->state->next;
	for (size_t i = 0; i < from.block; i++)
		set[order_of(k) ? order_of(k)[i] : i] = true;
	if (from.block < story->body_count && (from.byte || from.part)) {
		size_t item = order_of(k) ? order_of(k)[from.block] : from.block;
		add_unit(a, &story->body[item], item, from.byte, from.part);
		set[item] = true;
	}
	for (size_t i = 0; i < story->body_count; i++)
		if (!set[i])
			add_unit(a, &story->body[i], i, 0, 0);
	rank_boxes(a);
}

static size_t width_index(Arranger *a, Len width) {
	for (size_t i = 0; i < a->width_count; i++)
		if (a->widths[i] == width)
			return i;
	a->widths[a->width_count] = width;
	return a->width_count++;
}

static Arranger arranger_make(const Columns *k, Arena *arena) {
	Arranger a = { .maker = k->maker, .arena = arena, .k = k };
	collect_units(&a);
	a.widths = arena_array(arena, Len, k->count);
	a.width_of = arena_array(arena, size_t, k->count);
	a.capacity = arena_array(arena, Len, k->count);
	for (size_t i = 0; i < k->count; i++)
		a.width_of[i] = width_index(&a, k->segments[i].area.width);
	a.versions = arena_array(arena, Version, (a.text_count + a.box_count) * CHANGES * a.width_count);
	a.variants = arena_array(arena, int8_t, a.maker->cache_count);
	size_t pairs = (a.text_count + 1) * (a.box_count + 1);
	a.heads = arena_array(arena, uint32_t, pairs);
	a.tails = arena_array(arena, uint32_t, pairs);
	for (a.table_size = 1024; a.table_size < 4 * pairs; a.table_size *= 2)
		;
	a.table = arena_array(arena, uint32_t, a.table_size);
	return a;
}

/* Air as it is kept in `variants`: lines above, and lines below times AIR_BELOW. */
static int air_for(int room, int change) {
	static const int8_t wide[CHANGES] = { 0, 1, 1 * AIR_BELOW, 1 + 1 * AIR_BELOW };
	return room >= 2 || (room && change == 1) ? wide[change] : 0;
}

static int fit_space_of_table(const Block *table) {
	const Block *row = table->child_count ? &table->children[table->child_count - 1] : NULL;
	return row && row->child_count ? row->children[0].style->fit_space : 0;
}

/* Lines more or less of a paragraph, or air: what a change stands for; 0 when there is none such. */
static int change_for(const Unit *unit, int change) {
	const Block *block = unit->block;
	if (!change || unit->item == SIZE_MAX || is_begun(unit))
		return 0;
	if (block->kind == BLOCK_TEXT && block->style->fit_lines)
		return change == 1 ? -1 : change == 2 ? 1 : 0;
	if (block->kind == BLOCK_TEXT)
		return change <= block->style->fit_space ? change : 0;
	if (block->kind == BLOCK_TABLE)
		return air_for(fit_space_of_table(block), change);
	return block->kind == BLOCK_BOX ? air_for(block->design->fit_space, change) : 0;
}

static int64_t price_of_change(const Weights *w, bool paragraph, int value) {
	if (paragraph)
		return w->changed_paragraph;
	int lines = value % AIR_BELOW + value / AIR_BELOW;
	return (int64_t)lines * lines * w->air;
}

static void make_version(Arranger *a, const Unit *unit, int change, Len width, Version *v) {
	Maker *maker = a->maker;
	const Weights *w = &maker->layout->weights;
	v->tried = true;
	int value = change_for(unit, change);
	bool paragraph = unit->block->kind == BLOCK_TEXT && unit->block->style->fit_lines;
	if (change && (!value || (paragraph && !galley_has_variant(maker, unit->block, width, value))))
		return;
	if (is_begun(unit) && a->k->state->variants)
		value = a->k->state->variants[unit->block->id];
	a->variants[unit->block->id] = (int8_t)value;
	maker->variants = a->variants;
	v->galley = galley_open(a->arena, width);
	galley_add_part(maker, v->galley, unit->block, unit->byte, unit->part);
	maker->variants = NULL;
	a->variants[unit->block->id] = 0;
	for (size_t i = 0; i < v->galley->n; i++)
		v->price += i == 0 || v->galley->at[i].block != v->galley->at[i - 1].block ? slug_paragraph_price(maker, &v->galley->at[i], change != 0) : 0;
	if (change)
		v->price += price_of_change(w, paragraph, value);
}

static const Version *version_for(Arranger *a, bool box, size_t index, int change, size_t width) {
	Version *v = &a->versions[((index + (box ? a->text_count : 0)) * CHANGES + (size_t)change) * a->width_count + width];
	if (!v->tried)
		make_version(a, box ? &a->boxes[index] : &a->texts[index], change, a->widths[width], v);
	return v;
}

/* --- states --- */

static size_t pair_of(const Arranger *a, size_t texts, size_t boxes) { return texts * (a->box_count + 1) + boxes; }

static size_t slot_of(const Arranger *a, const State *s) {
	uint64_t h = pair_of(a, s->texts, s->boxes) * 2 + s->box;
	h = (h * 131 + s->column) * 0x9E3779B97F4A7C15u + (uint64_t)s->y;
	return (size_t)((h * 0x9E3779B97F4A7C15u) >> 32) & (a->table_size - 1);
}

static bool same_place(const State *s, const State *t) {
	return s->texts == t->texts && s->boxes == t->boxes && s->column == t->column && s->y == t->y && s->box == t->box;
}

static void add_state(Arranger *a, const State *s) {
	size_t slot = slot_of(a, s);
	for (uint32_t i = a->table[slot]; i != NONE; i = a->states.at[i].chained)
		if (same_place(&a->states.at[i], s)) {
			State *old = &a->states.at[i];
			if (s->cost < old->cost) {
				uint32_t next = old->next, chained = old->chained;
				*old = *s;
				old->next = next;
				old->chained = chained;
			}
			return;
		}
	if (a->states.n >= STATES_MAX)
		return;
	uint32_t index = (uint32_t)a->states.n;
	State *state = list_push(a->arena, &a->states);
	*state = *s;
	state->chained = a->table[slot];
	a->table[slot] = index;
	state->next = NONE;
	size_t pair = pair_of(a, s->texts, s->boxes);
	if (a->heads[pair] == NONE)
		a->heads[pair] = index;
	else
		a->states.at[a->tails[pair]].next = index;
	a->tails[pair] = index;
}

/* --- setting a block from a state on --- */

/* What is being set: the state it makes, but for place and cost. */
typedef struct {
	State made;
	const Unit *unit;
	size_t index;
	const Galley *galley;
	bool begun;                                              /* the galley is the rest of it, in columns of another width */
} Step;

/* Where it goes on in the next column: from which slug, and what it has cost so far. */
typedef struct Part {
	Step step;
	size_t slug;
	int64_t cost;
} Part;

static int64_t foot_cost(const Arranger *a, Len room) {
	int64_t lines = room / a->maker->grid;
	return lines * lines * a->maker->layout->weights.uneven_foot;
}

static void offer_cut(Arranger *a, const Step *step, int64_t cost) {
	if (!a->k->goes_on) {
		Len left = step->made.box ? 0 : a->rest[step->index];
		for (size_t b = step->made.boxes - step->made.box; b < a->box_count; b++)
			left += version_for(a, true, b, 0, a->width_of[0])->galley->n * a->maker->grid;
		size_t set = step->made.cut_count ? step->made.cuts[step->made.cut_count - 1] : 0;
		cost += (left / a->maker->grid - (int64_t)set + 1) * OVERSET_COST;
	}
	if (cost < a->cut_cost) {
		a->cut_cost = cost;
		a->cut = step->made.parent;
		a->cut_state = step->made;
	}
}

/* The rest of a paragraph in columns of another width. */
static const Galley *rest_in(Arranger *a, const Step *step, size_t slug, Len width) {
	const Slug *s = &step->galley->at[slug];
	if (step->unit->block->kind != BLOCK_TEXT)
		return NULL;
	Galley *rest = galley_open(a->arena, width);
	a->maker->variants = NULL;
	galley_add_part(a->maker, rest, step->unit->block, s->lines->lines[s->line].start, 0);
	return rest;
}

/* Ends the column before slug t of what is being set: of several ways to do that the cheapest is kept. */
static void part(Arranger *a, const Part *from, size_t t, int64_t cost) {
	if (from->step.made.cut_count >= CUTS_MAX || cost > a->bound)
		return;
	Part *part = NULL;
	for (size_t i = 0; i < a->parts.n && !part; i++)
		if (a->parts.at[i].slug == t && a->parts.at[i].step.galley == from->step.galley)
			part = &a->parts.at[i];
	if (part && part->cost <= cost)
		return;
	if (!part)
		part = list_push(a->arena, &a->parts);
	*part = (Part){ from->step, t, cost };
	part->step.made.cuts[part->step.made.cut_count++] = (uint32_t)t;
}

/* What is parted goes on in a column of another width. False when it cannot. */
static bool change_width(Arranger *a, Part *part, size_t width) {
	Step *step = &part->step;
	step->galley = part->slug ? rest_in(a, step, part->slug, a->widths[width]) : version_for(a, step->made.box, step->index, step->made.change, width)->galley;
	step->begun |= part->slug > 0;
	part->slug = 0;
	return step->galley && step->galley->n;
}

/* Sets slugs on at height y of a column; where its foot is near, parts them at every sensible place. */
static void fill_column(Arranger *a, const Part *from, size_t column, Len y, const Slug *previous) {
	const Step *step = &from->step;
	const Galley *g = step->galley;
	Len capacity = a->capacity[column], grid = a->maker->grid, tops[RING];
	size_t t = from->slug;
	tops[t % RING] = y;
	for (; t < g->n; t++) {
		Len foot = slug_advance(a->maker, t > from->slug ? &g->at[t - 1] : previous, &g->at[t], tops[t % RING]);
		if (foot > capacity)
			break;
		tops[(t + 1) % RING] = foot;
	}
	bool any = t == g->n;
	if (any) {
		State made = step->made;
		made.column = column;
		made.y = tops[t % RING];
		made.last = &g->at[g->n - 1];
		made.cost = from->cost;
		add_state(a, &made);
		if (a->maker->greedy || capacity - made.y > SHORT_LINES * grid)
			return;
		t--;
	}
	size_t least = t >= RING && t - (RING - 2) > from->slug ? t - (RING - 2) : from->slug;
	for (size_t most = t + 1; most-- > least;) {
		Len room = capacity - tops[most % RING];
		if (any && room > SHORT_LINES * grid)
			break;
		const Slug *above = most > from->slug ? &g->at[most - 1] : previous;
		bool sticks = most == 0 && !step->begun && step->unit->block->keep_with_previous && previous;
		if (sticks || (above && above->cost_after >= COST_FORBIDDEN))
			continue;
		part(a, from, most, from->cost + foot_cost(a, room) + (above ? above->cost_after : 0));
		if (a->maker->greedy)
			break;
		any = true;
	}
}

/* Sets a block from a state on, over as many columns as it takes. */
static void set_step(Arranger *a, const Step *step, const State *before, int64_t cost) {
	size_t count = a->k->count;
	a->parts.n = 0;
	fill_column(a, &(Part){ *step, 0, cost }, before->column, before->y, before->last);
	for (size_t column = before->column + 1; a->parts.n; column++) {
		size_t n = a->parts.n;
		Part *parts = arena_copy(a->arena, a->parts.at, n * sizeof *parts);
		a->parts.n = 0;
		for (size_t i = 0; i < n; i++)
			if (column == count)
				offer_cut(a, &parts[i].step, parts[i].cost);
			else if (a->width_of[column] == a->width_of[column - 1] || change_width(a, &parts[i], a->width_of[column]))
				fill_column(a, &parts[i], column, 0, NULL);
	}
}

static void set_unit(Arranger *a, uint32_t from, bool box, size_t index, int64_t price) {
	State before = a->states.at[from];
	for (int change = 0; change < (a->plain ? 1 : CHANGES); change++) {
		const Version *v = version_for(a, box, index, change, a->width_of[before.column]);
		if (!v->galley || before.cost + price + v->price > a->bound)
			continue;
		Step step = { { .texts = before.texts + !box, .boxes = before.boxes + box, .parent = from, .change = change, .box = box, .last = before.last },
			          box ? &a->boxes[index] : &a->texts[index], index, v->galley, false };
		int64_t cost = before.cost + price + v->price;
		if (!v->galley->n) {
			step.made.column = before.column;
			step.made.y = before.y;
			step.made.cost = cost;
			add_state(a, &step.made);
			continue;
		}
		set_step(a, &step, &before, cost);
	}
}

/* --- boxes among texts --- */

static size_t distance(const Arranger *a, size_t texts, size_t rank) {
	size_t x = a->place[texts], y = a->place[rank];
	return x > y ? x - y : y - x;
}

/* Whether a box may stand before text i though the author did not put it there: not between a head and its text or two items, and
 * at the end only if it is no ornament. */
static bool may_stand(const Arranger *a, const Block *box, size_t i) {
	bool first = i == 0 && (!a->k->state->begun || (a->text_count && is_begun(&a->texts[0])));
	bool end = i == a->text_count;
	if (first || (end && box->design->optional) || (!end && (a->texts[i].block->keep_with_previous || a->texts[i].item == SIZE_MAX)))
		return false;
	if (i == 0 || end)
		return i > 0 || !end;
	const Block *above = a->texts[i - 1].block, *below = a->texts[i].block;
	bool heads = above->kind == BLOCK_TEXT && above->style->keep_next;
	return !heads && !(above->depth && below->depth) && a->texts[i - 1].item != SIZE_MAX;
}

static void place_box_next(Arranger *a, uint32_t from, const State *s) {
	const Weights *w = &a->maker->layout->weights;
	const Unit *box = &a->boxes[s->boxes];
	bool written = box->rank == s->texts;
	if (a->plain && box->rank > s->texts)
		return;
	size_t far = distance(a, s->texts, box->rank);
	bool late = s->texts > box->rank;
	if (!written && !a->plain && ((!late && far > MOVE_MAX) || !may_stand(a, box->block, s->texts)))
		return;
	int64_t price = (int64_t)far * w->box_far;
	if (s->box) {                                            /* two of them on top of each other */
		const Unit *above = &a->boxes[s->boxes - 1];
		bool together = above->rank == box->rank, twins = above->block->design == box->block->design;
		price += together ? 0 : twins ? 4 * (int64_t)w->widow : w->box_far;
	}
	set_unit(a, from, true, s->boxes, price);
}

static void place_text_next(Arranger *a, uint32_t from, const State *s) {
	if (s->boxes < a->box_count) {
		const Unit *box = &a->boxes[s->boxes];
		bool waits = box->rank <= s->texts;                  /* the box should stand here, or above */
		if (waits && (a->plain || distance(a, s->texts + 1, box->rank) > MOVE_MAX))
			return;
	}
	if (s->box && s->texts < a->text_count && a->texts[s->texts].block->keep_with_previous && !a->plain)
		return;
	set_unit(a, from, false, s->texts, 0);
}

/* --- the whole --- */

/* Where feet are level, the last column counts too: a line short is no matter, and columns without any text are. */
static int64_t end_cost(const Arranger *a, const State *s) {
	if (!a->level)
		return 0;
	int64_t cost = 0;
	for (size_t c = s->column; c < a->k->count; c++) {
		int64_t lines = (a->capacity[c] - (c == s->column ? s->y : 0)) / a->maker->grid;
		cost += lines <= 1 ? 0 : (lines - 1) * (lines - 1) * a->maker->layout->weights.uneven_foot / 2;
	}
	return cost;
}

static void offer_complete(Arranger *a, uint32_t index) {
	int64_t cost = a->states.at[index].cost + end_cost(a, &a->states.at[index]);
	if (cost < a->complete_cost) {
		a->complete_cost = cost;
		a->complete = index;
	}
}

/* Every state in turn, none deeper than `floor`. */
static void run(Arranger *a, bool plain, bool level, Len floor, int64_t bound) {
	a->plain = plain;
	a->level = level;
	a->bound = bound;
	a->complete = a->cut = NONE;
	a->complete_cost = a->cut_cost = INT64_MAX;
	a->states.n = 0;
	size_t pairs = (a->text_count + 1) * (a->box_count + 1);
	memset(a->heads, 0xFF, pairs * sizeof *a->heads);
	memset(a->table, 0xFF, a->table_size * sizeof *a->table);
	for (size_t c = 0; c < a->k->count; c++)
		a->capacity[c] = segment_capacity(&a->k->segments[c], c < a->k->own ? floor : LEN_MAX);
	add_state(a, &(State){ .parent = NONE });
	for (size_t texts = 0; texts <= a->text_count; texts++)
		for (size_t boxes = 0; boxes <= a->box_count; boxes++)
			for (uint32_t i = a->heads[pair_of(a, texts, boxes)]; i != NONE; i = a->states.at[i].next) {
				State s = a->states.at[i];
				if (s.cost > a->bound)
					continue;
				if (texts == a->text_count && boxes == a->box_count)
					offer_complete(a, i);
				if (boxes < a->box_count)
					place_box_next(a, i, &s);
				if (texts < a->text_count)
					place_text_next(a, i, &s);
			}
}

/* A way from the start to an end: the states passed, and the block that is cut at last, if any. */
typedef struct {
	State *at;
	size_t n;
	bool found, complete;
	int64_t cost;
} Way;

static Way way_to_end(const Arranger *a) {
	Way way = { .complete = a->complete != NONE };
	way.found = way.complete || a->cut != NONE;
	if (!way.found)
		return way;
	way.cost = way.complete ? a->complete_cost : a->cut_cost;
	for (uint32_t i = way.complete ? a->complete : a->cut; a->states.at[i].parent != NONE; i = a->states.at[i].parent)
		way.n++;
	size_t n = way.n;
	way.n += !way.complete;
	way.at = arena_array(a->arena, State, way.n + 1);
	if (!way.complete)
		way.at[n] = a->cut_state;
	for (uint32_t i = way.complete ? a->complete : a->cut; a->states.at[i].parent != NONE; i = a->states.at[i].parent)
		way.at[--n] = a->states.at[i];
	return way;
}

static Len lowest_top(const Columns *k) {
	Len top = k->segments[0].area.y;
	for (size_t i = 0; i < k->count; i++)
		top = len_min(top, k->segments[i].area.y);
	return top;
}

static Len deepest_foot(const Columns *k) {
	Len foot = 0;
	for (size_t i = 0; i < k->count; i++)
		foot = len_max(foot, k->segments[i].area.y + k->segments[i].area.height);
	return foot;
}

/* Of the frame's own columns. */
static Len own_foot(const Columns *k) {
	Len foot = 0;
	for (size_t i = 0; i < k->own; i++)
		foot = len_max(foot, k->segments[i].area.y + k->segments[i].area.height);
	return foot;
}

/* The least depth, in lines, that holds all of it as written. */
static Len least_depth(Arranger *a, Len top) {
	Len grid = a->maker->grid, low = 0, high = (deepest_foot(a->k) - top) / grid;
	while (low < high) {
		Len middle = (low + high) / 2;
		run(a, true, false, top + middle * grid, INT64_MAX);
		if (a->complete != NONE)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* What it costs to be so deep: a story takes as little depth as it can, or as much as it may. */
static int64_t depth_cost(const Arranger *a, Len depth, Len least, Len most) {
	const Weights *w = &a->maker->layout->weights;
	if (!a->k->opens)
		return (depth - (least - HIGHER_MAX)) * (int64_t)w->uneven_foot * (a->k->tight ? TIGHT : 1) / 2;
	Len wanted = len_min(least + a->k->deeper / a->maker->grid, most);
	if (depth > wanted)
		return (depth - wanted) * (int64_t)w->uneven_foot;
	return (wanted - depth) * (int64_t)a->k->own * w->free_line;
}

/* Tries a depth, first as written. Whether that gave a better way. */
static bool try_depth(Arranger *a, Len floor, int64_t price, Way *best, int64_t *least) {
	bool better = false;
	for (int plain = 1; plain >= (a->maker->greedy ? 1 : 0) && price < *least; plain--) {
		run(a, plain, true, floor, *least == INT64_MAX ? INT64_MAX : *least - price - 1);
		if (a->complete == NONE || a->complete_cost + price >= *least)
			continue;
		*least = a->complete_cost + price;
		*best = way_to_end(a);
		better = true;
	}
	return better;
}

/* The best depth for level feet. */
static Way arrange_level(Arranger *a, Len *depth) {
	Len grid = a->maker->grid, top = lowest_top(a->k), most = (deepest_foot(a->k) - top) / grid, low = least_depth(a, top);
	Way best = { 0 };
	int64_t least = INT64_MAX;
	int worse = 0;
	for (Len d = low; d <= most && worse <= DEEPER_MAX; d++, worse++)
		if (try_depth(a, top + d * grid, depth_cost(a, d, low, most), &best, &least)) {
			*depth = d;
			worse = 0;
		}
	for (Len d = low - 1; d >= 0 && d >= low - HIGHER_MAX; d--)
		if (try_depth(a, top + d * grid, depth_cost(a, d, low, most), &best, &least))
			*depth = d;
	return best;
}

static bool is_better(const Way *way, const Way *best) {
	return way->found && (!best->found || way->complete > best->complete || (way->complete == best->complete && way->cost < best->cost));
}

/* Columns that need not be level. Where the story goes on in other columns, all feet may be a line or two above the frame's. */
static Way arrange_free(Arranger *a) {
	const Columns *k = a->k;
	const Weights *w = &a->maker->layout->weights;
	run(a, true, false, LEN_MAX, INT64_MAX);
	Way best = way_to_end(a);
	if (a->maker->greedy || best.cost == 0)
		return best;
	int64_t bound = best.complete || k->goes_on ? best.cost - 1 : best.cost % OVERSET_COST + 3 * w->widow;
	for (Len lift = 0; lift <= (k->goes_on && k->own > 1 ? LIFT_MAX : 0); lift++) {
		int64_t price = (int64_t)lift * (int64_t)k->own * w->free_line;
		if (price >= bound)
			break;
		run(a, false, false, lift ? own_foot(k) - lift * a->maker->grid : LEN_MAX, bound - price);
		Way way = way_to_end(a);
		way.cost += price;
		if (!is_better(&way, &best))
			continue;
		best = way;
		bound = k->goes_on ? best.cost - 1 : bound;
	}
	return best;
}

static void estimate_rest(Arranger *a) {
	a->rest = arena_array(a->arena, Len, a->text_count + 1);
	for (size_t i = a->text_count; i-- > 0 && !a->k->goes_on;)
		a->rest[i] = a->rest[i + 1] + (Len)version_for(a, false, i, 0, a->width_of[0])->galley->n * a->maker->grid;
}

/* --- the result --- */

/* Blocks in the order in which they are set: what stands already, what the way sets, and the rest as written. */
static const size_t *order_along(const Arranger *a, const Way *way) {
	const Columns *k = a->k;
	size_t n = k->story->body_count, at = 0;
	size_t *order = arena_array(a->maker->job->arena, size_t, n + 1);
	bool *set = arena_array(a->arena, bool, n + 1);
	for (; at < k->state->next.block; at++)
		order[at] = order_of(k) ? order_of(k)[at] : at;
	for (size_t i = 0; i < way->n; i++) {
		const State *s = &way->at[i];
		size_t item = s->box ? a->boxes[s->boxes - 1].item : a->texts[s->texts - 1].item;
		if (item != SIZE_MAX)
			order[at++] = item;
	}
	for (size_t i = 0; i < at; i++)
		set[order[i]] = true;
	for (size_t i = 0; i < n; i++)
		if (!set[i])
			order[at++] = i;
	return order;
}

static const int8_t *variants_along(const Arranger *a, const Way *way) {
	int8_t *variants = arena_array(a->maker->job->arena, int8_t, a->maker->cache_count);
	for (size_t i = 0; i < way->n; i++) {
		const State *s = &way->at[i];
		const Unit *unit = s->box ? &a->boxes[s->boxes - 1] : &a->texts[s->texts - 1];
		if (is_begun(unit) && a->k->state->variants)
			variants[unit->block->id] = a->k->state->variants[unit->block->id];
		else
			variants[unit->block->id] = (int8_t)change_for(unit, s->change);
	}
	return variants;
}

/* Where each of the frame's own columns ends, in slugs of the story's galley. Returns the first slug that it does not hold. */
static size_t ends_along(Arranger *a, const Way *way, size_t *blocks) {
	const Columns *k = a->k;
	size_t slugs = 0, column = 0;
	*blocks = way->n;
	for (size_t i = 0; i < way->n; i++) {
		const State *s = &way->at[i];
		for (size_t c = 0; c < s->cut_count && column < k->own; c++)
			k->ends[column++] = slugs + s->cuts[c];
		if (column == k->own) {
			*blocks = i + 1;
			return k->ends[column - 1];
		}
		slugs += version_for(a, s->box, s->box ? s->boxes - 1 : s->texts - 1, s->change, a->width_of[0])->galley->n;
	}
	for (; column < k->own; column++)
		k->ends[column] = slugs;
	return slugs;
}

/* What is left of a story as one galley, up to the `limit`th block in order. */
static Galley *story_galley(const Columns *k, const Arrangement *result, size_t limit) {
	Maker *maker = k->maker;
	const Story *story = k->story;
	Galley *galley = galley_open(maker->job->arena, k->segments[0].area.width);
	maker->variants = result->variants;
	for (size_t i = 0; k->with_head && i < story->head_count; i++)
		galley_add_part(maker, galley, &story->head[i], 0, 0);
	StoryPlace from = k->state->next;
	for (size_t i = from.block; i < story->body_count && i < limit; i++) {
		size_t first = galley->n;
		bool begun = i == from.block;
		galley_add_part(maker, galley, &story->body[result->order[i]], begun ? from.byte : 0, begun ? from.part : 0);
		for (size_t s = first; s < galley->n; s++)
			galley->at[s].item = i;
	}
	maker->variants = NULL;
	return galley;
}

static Arrangement find_arrangement(const Columns *k) {
	Arena *trials = arena_make();
	Arranger a = arranger_make(k, trials);
	estimate_rest(&a);
	Arrangement result = { 0 };
	Way way = { 0 };
	if (k->level && k->count > 1) {
		run(&a, true, false, LEN_MAX, INT64_MAX);
		if (a.complete != NONE)
			way = arrange_level(&a, &result.depth);
	}
	if (!way.found)
		way = arrange_free(&a);
	result.order = order_along(&a, &way);
	result.variants = variants_along(&a, &way);
	size_t blocks;
	result.end = ends_along(&a, &way, &blocks);
	size_t limit = k->goes_on && !way.complete ? k->state->next.block + blocks + 1 : SIZE_MAX;
	result.galley = story_galley(k, &result, limit);
	arena_free(trials);
	return result;
}

/* --- what has been arranged before --- */

/* Pages are composed again and again, while most of their columns stay as they are: what was arranged last is kept. */
#define KEPT 6

typedef struct {
	Columns k;                                               /* with segments of its own */
	StoryState state;
	unsigned version;
	Arrangement result;
	const size_t *ends;
} KeptArrangement;

struct Arranged {
	KeptArrangement at[KEPT];
	size_t next;
};

static bool same_segments(const Segment *a, const Segment *b, size_t count) {
	for (size_t i = 0; i < count; i++)
		if (memcmp(&a[i].area, &b[i].area, sizeof a[i].area) != 0 || a[i].column != b[i].column || a[i].used != b[i].used)
			return false;
	return true;
}

static bool is_same(const KeptArrangement *kept, const Columns *k, unsigned version) {
	const StoryState *a = &kept->state, *b = k->state;
	bool state = a->next.block == b->next.block && a->next.byte == b->next.byte && a->next.part == b->next.part && a->begun == b->begun &&
	             a->order == b->order && a->variants == b->variants;
	bool wishes = kept->k.level == k->level && kept->k.with_head == k->with_head && kept->k.goes_on == k->goes_on && kept->k.opens == k->opens && kept->k.tight == k->tight &&
	              kept->k.deeper == k->deeper;
	return kept->ends && kept->version == version && state && wishes && kept->k.count == k->count && kept->k.own == k->own &&
	       same_segments(kept->k.segments, k->segments, k->count);
}

Arrangement arrange(const Columns *k) {
	Maker *maker = k->maker;
	size_t story = (size_t)(k->story - maker->document->stories);
	struct Arranged *arranged = &maker->arranged[story];
	for (size_t i = 0; i < KEPT; i++)
		if (is_same(&arranged->at[i], k, maker->versions[story])) {
			memcpy(k->ends, arranged->at[i].ends, k->own * sizeof *k->ends);
			return arranged->at[i].result;
		}
	KeptArrangement kept = { *k, *k->state, maker->versions[story], find_arrangement(k), NULL };
	kept.k.segments = arena_copy(maker->job->arena, k->segments, k->count * sizeof *k->segments);
	kept.ends = arena_copy(maker->job->arena, k->ends, k->own * sizeof *k->ends);
	arranged->at[arranged->next++ % KEPT] = kept;
	return kept.result;
}

struct Arranged *arrange_make_memory(Arena *arena, size_t stories) { return arena_array(arena, struct Arranged, stories); }
