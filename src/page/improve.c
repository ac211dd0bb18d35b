/* What is left to mend once all pages stand. The columns of a story are the best that there are between its heads, its notes and the
 * stories above and below it; where they still have a fault, something round them must give: the depth of a story, the distance to
 * the next, or the type of a story by half a per cent of its size or a fifth of a per cent of an em, within what the layout allows its
 * styles. Each is tried on the pages that have faults, page by page, the least visible first, and kept if it pays: what it costs is less
 * than the faults that it saves, on all pages. The number of trials has a cap. Nothing is tried where there is no fault. */
#include <string.h>

#include "page/internal.h"

#define TRIALS_MAX 72
#define BLOCKS_MAX 300                                       /* set again in another type, over all trials */
#define TRIALS_PAGE 24                                       /* of one fault */
#define OVERSET_COST 1000000                                 /* a line that finds no room */
#define CHANGE_PRICE 120                                     /* of a line, a half per cent of the size, a fifth of a per cent of an em */

/* All that a round reads and leaves. */
typedef struct {
	SheetCache *sheets;
	StoryState *states;
	unsigned *versions;
	Fit *fits;
	PageRoom *rooms;
	Len **deeper;
	int *page_of_anchor;
	BlockCache *cache;
	PendingNotes pending;
} Snapshot;

/* --- what pages cost --- */

/* Ends of columns, and last lines of paragraphs. */
static int64_t cost_of_ends(const Maker *maker, const Sheet *sheet, bool runts) {
	int64_t cost = 0;
	for (size_t p = 0; p < sheet->placements.n; p++) {
		const Placement *placed = &sheet->placements.at[p];
		const Galley *g = placed->galley;
		if (!placed->column || !placed->story.n)
			continue;
		int64_t after = g->at[placed->to - 1].cost_after;
		cost += after < COST_FORBIDDEN ? after : 0;
		for (size_t s = placed->from; runts && s < placed->to; s++)
			if (s == placed->from || g->at[s].block != g->at[s - 1].block)
				cost += g->at[s].line == 0 ? slug_paragraph_price(maker, &g->at[s], false) : 0;
	}
	return cost;
}

static int64_t sheet_cost(const Maker *maker, const Sheet *sheet, bool runts) {
	int64_t uneven = 0;
	for (size_t i = 0; i + 1 < sheet->columns.n; i++)
		uneven += foot_is_uneven(sheet->columns.at, sheet->columns.n, i, maker->grid);
	return uneven * maker->layout->weights.uneven_foot + cost_of_ends(maker, sheet, runts);
}

/* What is wrong with a page: faults of its columns, stories that do not fit. */
static int64_t faults_of(const Maker *maker, size_t page) {
	const PagePlan *plan = &maker->document->issue->pages[page];
	int64_t cost = sheet_cost(maker, maker->sheets[page].sheet, false);
	for (size_t i = 0; i < plan->place_count; i++) {
		size_t story = story_of_place(maker, &plan->places[i]);
		cost += story == SIZE_MAX ? 0 : maker->states[story].overset / maker->grid * (int64_t)OVERSET_COST;
	}
	return cost;
}

static int64_t total_cost(const Maker *maker) {
	int64_t cost = 0;
	for (size_t p = 0; p < maker->document->issue->page_count; p++)
		cost += sheet_cost(maker, maker->sheets[p].sheet, true);
	for (size_t s = 0; s < maker->document->story_count; s++) {
		cost += maker->states[s].overset / maker->grid * (int64_t)OVERSET_COST;
		cost += maker->states[s].begun ? 0 : OVERSET_COST * (int64_t)(maker->document->stories[s].article && !maker->states[s].done);
	}
	return cost;
}

/* --- back and forth --- */

static Snapshot take(Maker *maker) {
	Arena *arena = maker->job->arena;
	const Document *d = maker->document;
	size_t pages = d->issue->page_count;
	Snapshot s = { .pending = maker->pending };
	s.sheets = arena_copy(arena, maker->sheets, pages * sizeof *s.sheets);
	s.states = arena_copy(arena, maker->states, d->story_count * sizeof *s.states);
	s.versions = arena_copy(arena, maker->versions, (d->story_count + 1) * sizeof *s.versions);
	s.fits = arena_copy(arena, maker->fits, d->story_count * sizeof *s.fits);
	s.rooms = arena_copy(arena, maker->rooms, pages * sizeof *s.rooms);
	s.page_of_anchor = arena_copy(arena, maker->page_of_anchor, (d->anchor_count + 1) * sizeof *s.page_of_anchor);
	s.cache = galley_copy_cache(maker);
	s.deeper = arena_array(arena, Len *, pages);
	for (size_t p = 0; p < pages; p++) {
		const Template *template = layout_find_template(maker->layout, d->issue->pages[p].template);
		s.deeper[p] = template && s.rooms[p].deeper ? arena_copy(arena, s.rooms[p].deeper, template->frame_count * sizeof(Len)) : NULL;
	}
	return s;
}

/* Everything as it was; only texts that show a page number may have to be written and set again. */
static void put_back(Maker *maker, const Snapshot *s) {
	const Document *d = maker->document;
	size_t pages = d->issue->page_count;
	memcpy(maker->sheets, s->sheets, pages * sizeof *s->sheets);
	memcpy(maker->states, s->states, d->story_count * sizeof *s->states);
	memcpy(maker->versions, s->versions, (d->story_count + 1) * sizeof *s->versions);
	memcpy(maker->fits, s->fits, d->story_count * sizeof *s->fits);
	memcpy(maker->rooms, s->rooms, pages * sizeof *s->rooms);
	memcpy(maker->page_of_anchor, s->page_of_anchor, (d->anchor_count + 1) * sizeof *s->page_of_anchor);
	galley_put_cache(maker, s->cache);
	maker->pending = s->pending;
	for (size_t p = 0; p < pages; p++) {
		const Template *template = layout_find_template(maker->layout, d->issue->pages[p].template);
		if (s->deeper[p])
			memcpy(maker->rooms[p].deeper, s->deeper[p], template->frame_count * sizeof(Len));
	}
	if (maker_settle(maker))
		maker_round(maker);
}

/* --- what may be changed --- */

typedef struct {
	enum { CHANGE_DEPTH, CHANGE_GAP, CHANGE_SIZE, CHANGE_TRACKING } kind;
	size_t page, index;                                      /* index: a frame of the page's template, or a story */
	int by;                                                  /* lines, thousandths */
} Change;

static bool apply(Maker *maker, const Change *change) {
	PageRoom *room = &maker->rooms[change->page];
	Fit *fit = &maker->fits[change->index];
	if (change->kind == CHANGE_DEPTH) {
		room->opens = true;
		room->deeper[change->index] += change->by * maker->grid;
	} else if (change->kind == CHANGE_GAP) {
		if (room->gap + change->by * maker->grid < 0)
			return false;
		room->gap += change->by * maker->grid;
	} else if (!fit_change(maker, change->index, change->kind == CHANGE_SIZE ? fit->size + change->by : fit->size,
	                       change->kind == CHANGE_TRACKING ? fit->tracking + change->by : fit->tracking)) {
		return false;
	}
	maker->sheets[change->page].sheet = NULL;
	return true;
}

typedef struct { Change *at; size_t n, room; } Changes;

static void offer(Maker *maker, Changes *list, Change change) { *(Change *)list_push(maker->job->arena, list) = change; }

/* What might mend a page, the least visible first. */
static Changes changes_for(Maker *maker, size_t page) {
	static const int lines[] = { 1, -1, 2 }, sizes[] = { -5, 5, -10, 10, -15, 15, -20, 20 }, trackings[] = { -2, 2, -4, 4, -6, 6, -8, 8 };
	const PagePlan *plan = &maker->document->issue->pages[page];
	const Template *template = layout_find_template(maker->layout, plan->template);
	Changes list = { 0 };
	for (size_t f = 0; f < template->frame_count; f++)
		for (size_t i = 0; i < 3 && maker->sheets[page].sheet->ends[f]; i++)
			offer(maker, &list, (Change){ CHANGE_DEPTH, page, f, lines[i] });
	for (size_t i = 0; i < 2; i++)
		offer(maker, &list, (Change){ CHANGE_GAP, page, 0, lines[i] });
	for (size_t i = 0; i < 8; i++)
		for (size_t p = 0; p < plan->place_count; p++) {
			size_t story = story_of_place(maker, &plan->places[p]);
			if (story == SIZE_MAX || plan->places[p].kind != PLACE_ARTICLE)
				continue;
			offer(maker, &list, (Change){ CHANGE_TRACKING, page, story, trackings[i] });
			offer(maker, &list, (Change){ CHANGE_SIZE, page, story, sizes[i] });
		}
	return list;
}

static int64_t price_of(const Change *change) {
	int steps = change->kind == CHANGE_SIZE ? change->by / 5 : change->kind == CHANGE_TRACKING ? change->by / 2 : change->by;
	return (int64_t)(steps < 0 ? -steps : steps) * CHANGE_PRICE;
}

/* The first change that takes a fault from the page and pays. Returns the cost then. */
static int64_t improve_page(Maker *maker, size_t page, int64_t cost, int *trials, size_t *blocks) {
	Changes changes = changes_for(maker, page);
	Snapshot before = take(maker);
	int64_t faults = faults_of(maker, page);
	int most = *trials + TRIALS_PAGE < TRIALS_MAX ? *trials + TRIALS_PAGE : TRIALS_MAX;
	for (size_t i = 0; i < changes.n && *trials < most; i++) {
		int64_t price = price_of(&changes.at[i]);
		bool type = changes.at[i].kind == CHANGE_SIZE || changes.at[i].kind == CHANGE_TRACKING;
		size_t set = type ? maker->document->stories[changes.at[i].index].body_count : 0;
		if (price >= faults || (type && *blocks + set > BLOCKS_MAX) || !apply(maker, &changes.at[i]))
			continue;
		++*trials;
		*blocks += set;
		maker_round(maker);
		if (maker_settle(maker))
			maker_round(maker);
		if (faults_of(maker, page) < faults && total_cost(maker) + price < cost)
			return total_cost(maker) + price;
		put_back(maker, &before);
	}
	return cost;
}

void improve_pages(Maker *maker) {
	int trials = 0;
	size_t blocks = 0;
	int64_t cost = total_cost(maker);
	size_t pages = maker->document->issue->page_count;
	for (size_t i = 0; i < 2 * pages && trials < TRIALS_MAX; i++) {         /* first where something does not fit */
		size_t p = i % pages;
		int64_t faults = maker->rooms[p].deeper ? faults_of(maker, p) : 0;
		if (!faults || (i < pages && faults < OVERSET_COST))
			continue;
		int64_t better = improve_page(maker, p, cost, &trials, &blocks);
		i -= better < cost;                                  /* once more, if there is more to mend */
		cost = better;
	}
}
