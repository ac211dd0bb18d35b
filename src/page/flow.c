/* An article in a frame: its head over the columns, the columns cut by insets and filled, the jump lines, what finds no room.
 *
 * Boxes and figures stand between the paragraphs where the author put them, but a column that would end short because the
 * next box does not fit is ugly: a box may change places with a few of its neighbours. And a paragraph may be set a line
 * shorter or longer than is best for it, if that saves a widow or levels a foot. Which change helps is found by trying: each is
 * priced by the columns that it gives (distribute.c), by how far a box is then from its place and by the paragraph changed; the
 * best is kept until none is better. The order in which changes are tried is fixed, so the result is too. */
#include <string.h>

#include "page/internal.h"

#define MOVE_MAX 4                                           /* blocks that a box may pass */
#define MOVES_KEPT 6                                         /* exchanges made in one frame */
#define NOTE_ROUNDS 12
#define LEAST_LINES 3                                        /* of text under a head */
#define OVERSET_COST 1000000                                 /* a line that finds no room at all */

/* The number of the page where the story goes on behind this place, 0 when it does not. */
int story_next_page(const Composer *c, size_t story, const Place *here) {
	const Issue *issue = c->maker->document->issue;
	for (size_t p = c->page_index; p < issue->page_count; p++)
		for (size_t i = 0; i < issue->pages[p].place_count; i++) {
			const Place *place = &issue->pages[p].places[i];
			bool later = p > c->page_index || place > here;
			if (later && place->continues && place->kind == PLACE_ARTICLE && story_of_place(c->maker, place) == story)
				return (int)p + 1;
		}
	return 0;
}

void place_slugs(Composer *c, const Galley *galley, size_t from, size_t to, Rectangle area, Len shift, const Frame *frame, Str story,
                        int column) {
	if (from >= to)
		return;
	Placement *p = list_push(c->maker->job->arena, &c->sheet->placements);
	*p = (Placement){ galley, from, to, area, frame->name, story, column, shift };
	for (size_t i = from; i < to && frame->notes == NOTES_PAGE; i++)
		for (size_t n = 0; n < galley->at[i].note_count; n++)
			*(size_t *)list_push(c->maker->job->arena, &c->sheet->notes) = galley->at[i].notes[n];
}

static void place_single(Composer *c, const Frame *frame, const Single *made, int style, Rectangle area, Len top) {
	Maker *maker = c->maker;
	Single *single = list_push(maker->job->arena, &c->sheet->singles);
	*single = *made;
	single->left = area.x;
	single->width = area.width;
	single->baseline = top + len_scale(maker->grid, maker->layout->styles[style].leading, 1000) - (maker->grid - maker->baseline_drop);
	single->frame = frame->name;
}

static const Single *jump_line(Composer *c, const char *key, int page, int style, const Design *design) {
	Argument argument = { .name = "page", .kind = ARGUMENT_NUMBER, .number = page };
	Str text = locale_message(c->maker->document->locale, c->maker->job->arena, key, &argument, 1);
	return single_for(c->maker, text, style, design);
}

/* An article that stands for a missing translation has its own language: its title and the order of its columns follow that. */
static const Locale *story_locale(const Maker *maker, const Story *story) {
	const Article *article = story->article;
	return article && article->language.n ? document_locale_for(maker->document, article->language) : maker->document->locale;
}

/* Sets the head of a story, or the jump head of its continuation, over the columns. Returns the height it takes. */
static Len place_head(Composer *c, const Frame *frame, const Design *design, const Story *story, const Place *place, Rectangle area) {
	Maker *maker = c->maker;
	StoryState *state = &maker->states[story - maker->document->stories];
	if (place->continues && state->begun) {
		if (state->last_page == c->page_number)
			return 0;
		int title = design->styles[TEXT_JUMP_TITLE], from = design->styles[TEXT_JUMP_FROM];
		Len title_height = len_scale(maker->grid, maker->layout->styles[title].leading, 1000);
		place_single(c, frame, single_in(maker, story->short_title, title, design, story_locale(maker, story)), title, area, area.y);
		place_single(c, frame, jump_line(c, "continued-from", state->last_page, from, design), from, area, area.y + title_height);
		Len height = title_height + len_scale(maker->grid, maker->layout->styles[from].leading, 1000);
		return len_ceil_to(height + len_scale(maker->grid, maker->layout->styles[from].space_after, 1000), maker->grid);
	}
	if (!design->head_spans || !story->head_count)
		return 0;
	Galley *head = galley_make(maker, story->head, story->head_count, area.width);
	if (!head->n)
		return 0;
	place_slugs(c, head, 0, head->n, area, 0, frame, story->id, 0);
	Len height = galley_height(maker, head, 0, head->n) + head->at[head->n - 1].space_after;
	return len_ceil_to(height, maker->grid);
}

static const Block *block_in_order(const Story *story, const size_t *order, size_t item) {
	return &story->body[order ? order[item] : item];
}

/* What is left of a story, as one galley. `enough`: a height beyond which a trial need not go. */
static Galley *story_galley(Maker *maker, Arena *arena, const Story *story, const size_t *order, StoryPlace from, bool with_head, Len width,
                            Len enough) {
	Galley *galley = galley_open(arena, width);
	for (size_t i = 0; with_head && i < story->head_count; i++)
		galley_add_block(maker, galley, &story->head[i], 0, width, 0);
	Len height = 0;
	for (size_t i = from.block; i < story->body_count && height < enough; i++) {
		size_t first = galley->n;
		galley_add_block(maker, galley, block_in_order(story, order, i), i == from.block ? from.byte : 0, width, 0);
		for (size_t s = first; s < galley->n; s++) {
			galley->at[s].item = i;
			height += galley->at[s].height;
		}
	}
	return galley;
}

/* The place in the story of a slug that found no room. */
static StoryPlace place_of_slug(const Galley *galley, size_t slug) {
	const Slug *s = &galley->at[slug];
	return (StoryPlace){ s->item, s->kind == SLUG_LINE && s->line > 0 ? s->lines->lines[s->line].start : 0 };
}

typedef struct {
	size_t lines, words, characters;
} Amount;

static void add_amount(const Galley *galley, size_t from, Amount *amount) {
	for (size_t i = from; i < galley->n; i++) {
		const Slug *s = &galley->at[i];
		for (size_t g = 0; g < s->inside_count; g++)
			add_amount(s->inside[g], 0, amount);
		if (s->kind != SLUG_LINE)
			continue;
		const Line *line = &s->lines->lines[s->line];
		Str text = str_sub(s->text->text, line->start, line->ink_end);
		amount->lines++;
		amount->characters += utf8_count(text);
		for (size_t b = 0; b < text.n; b++)
			amount->words += text.p[b] != ' ' && (b + 1 == text.n || text.p[b + 1] == ' ');
	}
}

/* Where an author looks for a story: its headline. */
Pos story_position(const Story *story, Pos otherwise) {
	const Node *headline = story->article ? node_child(story->article->root, NODE_HEADING) : NULL;
	bool box = story->article && !str_eq(story->id, story->article->id);
	return headline && !box ? headline->pos : story->body_count ? story->body[0].pos : otherwise;
}

static void report_lines(Composer *c, const Story *story, const Place *place, size_t lines, const Amount *amount) {
	Diag *diag = c->sheet->diag;
	diag_error(diag, story_position(story, place->target_pos), RULE_FIT_OVERSET, "'" STR_FMT "' does not fit in " STR_FMT ": %zu %s (about %zu %s, %zu "
	           "characters) too long for frame '" STR_FMT "' on page %d", STR_ARG(story->id), STR_ARG(c->maker->document->edition->language), lines,
	           lines == 1 ? "line" : "lines", amount->words, amount->words == 1 ? "word" : "words", amount->characters, STR_ARG(place->frame),
	           c->page_number);
	c->sheet->overset_lines += (unsigned)lines;
}

void report_overset(Composer *c, const Story *story, const Galley *galley, size_t from, const Place *place) {
	Amount amount = { 0 };
	add_amount(galley, from, &amount);
	report_lines(c, story, place, (size_t)(galley_height(c->maker, galley, from, galley->n) / c->maker->grid), &amount);
	diag_help(c->sheet->diag, "shorten the text, or give it another frame with continue: true in issue.yaml");
}

/* A box is not divided: what it is too long by is counted in lines as long as its own are in the mean. */
void report_overset_box(Composer *c, const Story *story, const Galley *galley, Len over, const Place *place) {
	Amount amount = { 0 };
	add_amount(galley, 0, &amount);
	size_t lines = (size_t)((over + c->maker->grid - 1) / c->maker->grid), all = amount.lines ? amount.lines : 1;
	amount.words = (amount.words * lines + all - 1) / all;
	amount.characters = (amount.characters * lines + all - 1) / all;
	report_lines(c, story, place, lines, &amount);
	diag_help(c->sheet->diag, "shorten the box, or give the frame more room in the layout");
}

/* Column rules and the foot of what stands in the segments. */
static Len finish_columns(Composer *c, const Frame *frame, const Segment *segments, const Len *feet, size_t count) {
	Maker *maker = c->maker;
	Len foot = 0, top = LEN_MAX;
	for (size_t i = 0; i < count; i++) {
		foot = len_max(foot, feet[i]);
		top = len_min(top, segments[i].area.y);
	}
	if (frame->column_rule == COLOUR_NONE || foot == 0)
		return foot;
	for (size_t i = 0; i + 1 < count; i++) {
		const Segment *a = &segments[i], *b = &segments[i + 1];
		if (a->column == b->column || feet[i] == 0)
			continue;
		Len from = len_max(a->area.y, b->area.y), left = len_min(a->area.x, b->area.x);
		Mark *mark = list_push(maker->job->arena, &c->sheet->marks);
		Len x = left + a->area.width + frame->gutter / 2 - LEN_PT / 8;
		*mark = (Mark){ { x, from + maker->cap_drop, LEN_PT / 4, foot - from - maker->cap_drop - (maker->grid - maker->baseline_drop) }, frame->column_rule, frame->pos };
	}
	return foot;
}

/* Text that found no room: it is set on past the foot of the last column, so that a draft shows all of it. */
void place_overset(Composer *c, const Galley *galley, size_t from, const Segment *last, const Frame *frame, const Story *story) {
	Rectangle area = last->area;
	area.y += area.height;
	area.height = galley_height(c->maker, galley, from, galley->n);
	place_slugs(c, galley, from, galley->n, area, 0, frame, story->id, last->column);
}

/* The columns that a story is to fill, and with what. */
typedef struct {
	Composer *c;
	const Story *story;
	const StoryState *state;
	Segment *segments;
	size_t count;
	bool level, with_head, goes_on;
	size_t *ends;
	Len enough;                                              /* twice what the columns hold: text beyond that cannot matter here */
} Columns;

/* A way to set it: an order of blocks, and paragraphs that are a line shorter or longer than is best. */
typedef struct {
	const size_t *order;
	const int8_t *variants;
	Galley *galley;
	Filling filling;
	int64_t cost;
} Attempt;

static Attempt try_setting(const Columns *k, Arena *arena, const size_t *order, const int8_t *variants, int64_t price) {
	Maker *maker = k->c->maker;
	Attempt a = { .order = order, .variants = variants };
	maker->variants = variants;
	a.galley = story_galley(maker, arena, k->story, order, k->state->next, k->with_head, k->segments[0].area.width, k->goes_on ? k->enough : LEN_MAX);
	maker->variants = NULL;
	a.filling = distribute(maker, a.galley, 0, k->segments, k->count, k->level, k->ends);
	a.cost = a.filling.cost + price + a.filling.depth * maker->layout->weights.uneven_foot;
	if (!k->goes_on && a.filling.end < a.galley->n)
		a.cost += (int64_t)(galley_height(maker, a.galley, a.filling.end, a.galley->n) / maker->grid) * OVERSET_COST;
	return a;
}

/* Whether two boxes of one kind would stand next to each other, at `item` - 1 and `item`. */
static bool are_twins(const Columns *k, const size_t *order, size_t item) {
	if (item == 0 || item >= k->story->body_count)
		return false;
	const Block *a = &k->story->body[order[item - 1]], *b = &k->story->body[order[item]];
	return a->kind == BLOCK_BOX && b->kind == BLOCK_BOX && a->design == b->design && !a->placed && !b->placed;
}

/* The order with the block at `from` taken out and put in at `to`; NULL when it may not stand there. */
static const size_t *move_block(const Columns *k, Arena *arena, const size_t *order, size_t from, size_t to) {
	size_t n = k->story->body_count;
	size_t *moved = arena_array(arena, size_t, n);
	for (size_t i = 0; i < n; i++)
		moved[i] = order ? order[i] : i;
	size_t block = moved[from];
	for (size_t i = from; i < to; i++)
		moved[i] = moved[i + 1];
	for (size_t i = from; i > to; i--)
		moved[i] = moved[i - 1];
	moved[to] = block;
	const Block *before = to > 0 ? &k->story->body[moved[to - 1]] : NULL;
	bool parts = before && before->kind == BLOCK_TEXT && before->style->keep_next;
	bool twins = are_twins(k, moved, to) || are_twins(k, moved, to + 1) || are_twins(k, moved, from) || are_twins(k, moved, from + 1);
	return parts || twins || before == NULL ? NULL : moved;
}

static bool may_move(const Columns *k, const size_t *order, size_t item) {
	const Block *block = block_in_order(k->story, order, item);
	bool begun = item == k->state->next.block && k->state->next.byte > 0;
	return block->kind == BLOCK_BOX && !block->placed && !begun;
}

static size_t first_free(const Columns *k) { return k->state->next.block + (k->state->next.byte > 0); }

static size_t last_item(const Columns *k, const Attempt *now) {
	bool all = now->filling.end >= now->galley->n;
	return all ? k->story->body_count - 1 : now->galley->at[now->filling.end].item;
}

/* The best exchange of a box with its neighbours, or the best attempt so far. */
static Attempt best_move(const Columns *k, Arena *arena, const Attempt *now, Attempt best) {
	int far = k->c->maker->layout->weights.box_far;
	size_t first = first_free(k), n = k->story->body_count, last = last_item(k, now);
	for (size_t item = first; item < n && item <= last; item++) {
		if (!may_move(k, now->order, item))
			continue;
		for (int step = -MOVE_MAX; step <= MOVE_MAX; step++) {
			if (step == 0 || (step < 0 && item < first + (size_t)-step) || (step > 0 && item + (size_t)step >= n))
				continue;
			const size_t *order = move_block(k, arena, now->order, item, (size_t)((long)item + step));
			if (!order)
				continue;
			Attempt trial = try_setting(k, arena, order, now->variants, (step < 0 ? -step : step) * (int64_t)far);
			if (trial.cost < best.cost)
				best = trial;
		}
	}
	return best;
}

/* The best change of one paragraph by a line, or the best attempt so far. */
static Attempt best_variant(const Columns *k, Arena *arena, const Attempt *now, Attempt best) {
	Maker *maker = k->c->maker;
	size_t last = last_item(k, now);
	for (size_t item = first_free(k); item < k->story->body_count && item <= last; item++) {
		const Block *block = block_in_order(k->story, now->order, item);
		if (block->kind != BLOCK_TEXT || (now->variants && now->variants[block->id]))
			continue;
		for (int change = -1; change <= 1; change += 2) {
			if (!galley_has_variant(maker, block, change))
				continue;
			int8_t *variants = arena_array(arena, int8_t, maker->cache_count);
			if (now->variants)
				memcpy(variants, now->variants, maker->cache_count);
			variants[block->id] = (int8_t)change;
			Attempt trial = try_setting(k, arena, now->order, variants, maker->layout->weights.changed_paragraph);
			if (trial.cost < best.cost)
				best = trial;
		}
	}
	return best;
}

/* Looks for the best setting, one change at a time, until no change makes it better. Most frames need none. */
static Attempt arrange(const Columns *k) {
	Maker *maker = k->c->maker;
	Arena *keep = maker->job->arena, *trials = arena_make();
	Attempt now = try_setting(k, trials, k->state->order, k->state->variants, 0);
	for (int i = 0; i < MOVES_KEPT && !maker->greedy && (now.filling.cost > 0 || now.filling.end < now.galley->n); i++) {
		Attempt next = best_move(k, trials, &now, now);
		next = best_variant(k, trials, &now, next);
		if (next.order == now.order && next.variants == now.variants)
			break;
		now = next;
	}
	const size_t *order = now.order;
	const int8_t *variants = now.variants;
	if (order != k->state->order)
		order = arena_copy(keep, order, k->story->body_count * sizeof *order);
	if (variants != k->state->variants)
		variants = arena_copy(keep, variants, maker->cache_count);
	now = try_setting(k, keep, order, variants, 0);          /* once more: it leaves the ends of its columns in k->ends */
	arena_free(trials);
	return now;
}

/* Takes room for a jump line from the column's foot and sets it there. */
Len place_jump_line(Composer *c, const Frame *frame, const Design *design, Rectangle *column, int next_page) {
	const Maker *maker = c->maker;
	int style = design->styles[TEXT_JUMP_ON];
	Len height = len_ceil_to(len_scale(maker->grid, maker->layout->styles[style].leading, 1000), maker->grid);
	column->height -= height;
	place_single(c, frame, jump_line(c, "continued-on", next_page, style, design), style, *column, column->y + column->height);
	return height;
}

/* Sets what has been arranged in its columns. Returns their feet. */
static Len *place_columns(Columns *k, const Attempt *a, const Frame *frame, bool level) {
	Len *feet = arena_array(k->c->maker->job->arena, Len, k->count);
	for (size_t i = 0, from = 0; i < k->count; from = k->ends[i++]) {
		Segment *s = &k->segments[i];
		place_slugs(k->c, a->galley, from, k->ends[i], s->area, s->used, frame, k->story->id, s->column);
		if (k->ends[i] > from)
			feet[i] = s->area.y + s->used + galley_height(k->c->maker, a->galley, from, k->ends[i]);
		s->used = feet[i] ? feet[i] - s->area.y : s->used;
		PageColumn *column = list_push(k->c->maker->job->arena, &k->c->sheet->columns);
		*column = (PageColumn){ frame->name, k->story->id, s->column, s->area.x, s->area.width, s->area.y, s->area.y + s->area.height,
			                    s->area.y + s->used, a->filling.end >= a->galley->n, level };
	}
	return feet;
}

/* Notes that stand at the foot of this frame, or of each of its columns. */
typedef struct {
	NoteFoot *feet;                                          /* one, or one a column */
	size_t count;
	Frame frame;                                             /* as notes.c wants it: one column */
} LocalNotes;

/* What segments [first, end) call. */
static NoteFoot measure_calls(const Columns *k, const Attempt *a, LocalNotes *local, size_t first, size_t end, Len width) {
	struct { size_t *at; size_t n, room; } notes = { 0 };
	Arena *arena = k->c->maker->job->arena;
	for (size_t s = first > 0 ? k->ends[first - 1] : 0; s < k->ends[end - 1]; s++)
		for (size_t n = 0; n < a->galley->at[s].note_count; n++)
			*(size_t *)list_push(arena, &notes) = a->galley->at[s].notes[n];
	return notes_measure(k->c->maker, &local->frame, width, &(PendingNotes){ 0 }, notes.at, notes.n);
}

static bool last_of_column(const Columns *k, size_t i) { return i + 1 == k->count || k->segments[i + 1].column != k->segments[i].column; }

/* Gives the feet the height that they ask for, taken from the columns. Returns whether any grew. */
static bool grow_feet(Columns *k, const Attempt *a, LocalNotes *local, const Frame *frame, Len frame_width) {
	Maker *maker = k->c->maker;
	bool grew = false;
	for (size_t i = 0, first = 0, column = 0; i < k->count; i++) {
		if (!last_of_column(k, i) || (frame->notes == NOTES_FRAME && i + 1 < k->count))
			continue;
		NoteFoot foot = measure_calls(k, a, local, first, i + 1, frame->notes == NOTES_FRAME ? frame_width : k->segments[i].area.width);
		NoteFoot *old = &local->feet[column++];
		Len more = len_ceil_to(foot.height + maker->layout->notes_gap, maker->grid) - len_ceil_to(old->height + maker->layout->notes_gap, maker->grid);
		if (old->height == 0 && foot.height > 0)
			more = len_ceil_to(foot.height + maker->layout->notes_gap, maker->grid);
		foot.height = len_max(foot.height, old->height);
		*old = foot;
		for (size_t s = frame->notes == NOTES_FRAME ? 0 : i; s <= i && more > 0; s++)
			if (last_of_column(k, s))
				k->segments[s].area.height = len_max(0, k->segments[s].area.height - more);
		grew |= more > 0;
		first = i + 1;
	}
	return grew;
}

/* Arranges the columns, and again while their notes ask for more room. */
static Attempt arrange_with_notes(Columns *k, LocalNotes *local, const Frame *frame, Len frame_width) {
	Attempt a = arrange(k);
	if (frame->notes == NOTES_PAGE)
		return a;
	if (!local->feet) {
		local->count = frame->notes == NOTES_FRAME ? 1 : (size_t)frame->columns;
		local->feet = arena_array(k->c->maker->job->arena, NoteFoot, local->count);
		local->frame = (Frame){ .name = frame->name, .columns = 1 };
	}
	for (int round = 0; round < NOTE_ROUNDS && grow_feet(k, &a, local, frame, frame_width); round++)
		a = arrange(k);
	return a;
}

static void place_local_notes(const Columns *k, const LocalNotes *local, const Frame *frame, Rectangle area) {
	for (size_t i = 0, column = 0; i < k->count && column < local->count; i++) {
		if (!last_of_column(k, i) || (frame->notes == NOTES_FRAME && i + 1 < k->count))
			continue;
		const NoteFoot *foot = &local->feet[column++];
		Len x = frame->notes == NOTES_FRAME ? area.x : k->segments[i].area.x;
		Len width = frame->notes == NOTES_FRAME ? area.width : k->segments[i].area.width;
		if (foot->height)
			notes_place(k->c->maker, k->c->sheet, &local->frame, (Rectangle){ x, area.y + area.height - foot->height, width, foot->height }, foot);
	}
}

static Len fill_columns(Composer *c, const Frame *frame, const Design *design, const Story *story, const Place *place, Rectangle area,
                        Segment *segments, size_t count, bool level) {
	Maker *maker = c->maker;
	size_t index = (size_t)(story - maker->document->stories);
	StoryState *state = &maker->states[index];
	int next_page = story_next_page(c, index, place);
	Columns k = { c, story, state, segments, count, level, !state->begun && !design->head_spans, next_page != 0,
		          arena_array(maker->job->arena, size_t, count), 0 };
	for (size_t i = 0; i < count; i++)
		k.enough += 2 * segments[i].area.height;
	LocalNotes local = { 0 };
	Attempt a = arrange_with_notes(&k, &local, frame, area.width);
	if (a.filling.end < a.galley->n && next_page && next_page != c->page_number) {
		place_jump_line(c, frame, design, &segments[count - 1].area, next_page);
		k.level = false;
		a = arrange_with_notes(&k, &local, frame, area.width);
	}
	Len *feet = place_columns(&k, &a, frame, level);
	place_local_notes(&k, &local, frame, area);
	state->begun = true;
	state->last_page = c->page_number;
	state->order = a.order;
	state->variants = a.variants;
	state->done = a.filling.end >= a.galley->n;
	if (!state->done && next_page) {
		state->next = place_of_slug(a.galley, a.filling.end);
	} else if (!state->done) {
		state->overset = galley_height(maker, a.galley, a.filling.end, a.galley->n);
		report_overset(c, story, a.galley, a.filling.end, place);
		place_overset(c, a.galley, a.filling.end, &segments[count - 1], frame, story);
		state->done = true;
	}
	return finish_columns(c, frame, segments, feet, count);
}

/* Whether there is no room for an article's head and a few lines here, while it can begin in a later frame. */
static bool begins_too_low(const Composer *c, const Design *design, const Story *story, const Place *place, const Rectangle *area) {
	Maker *maker = c->maker;
	size_t index = (size_t)(story - maker->document->stories);
	if (maker->states[index].begun || !story_next_page(c, index, place))
		return false;
	Galley *head = galley_make(maker, story->head, story->head_count, area->width);
	Len height = design->head_spans ? galley_height(maker, head, 0, head->n) : 0;
	return area->height < height + LEAST_LINES * maker->grid;
}

/* An article, or its continuation, in a flow frame. */
Len place_story(Composer *c, const Frame *frame, const Design *design, const Story *story, const Place *place, Rectangle *area, bool level) {
	StoryState *state = &c->maker->states[story - c->maker->document->stories];
	if (state->done) {
		diag_error(c->sheet->diag, place->target_pos, RULE_EMPTY_FRAME, "frame '" STR_FMT "' on page %d stays empty in " STR_FMT ": '" STR_FMT
		           "' has ended on page %d", STR_ARG(frame->name), c->page_number, STR_ARG(c->maker->document->edition->language),
		           STR_ARG(story->id), state->last_page);
		diag_help(c->sheet->diag, "give the frame to another article, or the article less room before it");
		return area->y;
	}
	if (begins_too_low(c, design, story, place, area))
		return area->y;
	Len head = place_head(c, frame, design, story, place, *area);
	area->y += head;
	area->height -= head;
	size_t obstacle_count, count;
	Obstacle *obstacles = place_insets(c, frame, *area, &obstacle_count);
	Segment *segments = frame_segments(c->maker, frame, *area, story_locale(c->maker, story)->rtl, obstacles, obstacle_count, &count);
	bool around = false;
	for (size_t o = 0; o < obstacle_count; o++)
		for (size_t i = 0; i < count; i++)
			around |= leaves_room(&obstacles[o], &segments[i].area);
	Len foot = around ? fill_around(c, frame, design, story, place, segments, count, obstacles, obstacle_count)
	                  : fill_columns(c, frame, design, story, place, *area, segments, count, level);
	for (size_t i = 0; i < obstacle_count; i++)
		foot = len_max(foot, obstacles[i].area.y + obstacles[i].area.height);
	return foot;
}

