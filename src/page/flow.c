/* An article in a frame: its head over the columns, the columns cut by insets and filled (arrange.c says how well), the jump lines,
 * what finds no room. */
#include "page/internal.h"

#define NOTE_ROUNDS 12
#define LEAST_LINES 3                                        /* of text under a head */

/* The next place where the story goes on behind `here`, which stands on *page; NULL when it does not. */
static const Place *place_after(const Maker *maker, size_t story, const Place *here, size_t *page) {
	const Issue *issue = maker->document->issue;
	for (size_t p = *page; p < issue->page_count; p++)
		for (size_t i = 0; i < issue->pages[p].place_count; i++) {
			const Place *place = &issue->pages[p].places[i];
			bool later = p > *page || place > here;
			if (later && place->continues && place->kind == PLACE_ARTICLE && story_of_place(maker, place) == story) {
				*page = p;
				return place;
			}
		}
	return NULL;
}

/* The number of the page where the story goes on behind this place, 0 when it does not. */
int story_next_page(const Composer *c, size_t story, const Place *here) {
	size_t page = c->page_index;
	return place_after(c->maker, story, here, &page) ? (int)page + 1 : 0;
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

static Single *place_single(Composer *c, const Frame *frame, const Single *made, int style, Rectangle area, Len top) {
	Maker *maker = c->maker;
	Single *single = list_push(maker->job->arena, &c->sheet->singles);
	*single = *made;
	single->left = area.x;
	single->width = area.width;
	single->baseline = top + len_scale(maker->grid, maker->layout->styles[style].leading, 1000) - (maker->grid - maker->baseline_drop);
	single->frame = frame->name;
	return single;
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

/* The title of a continuation, over as many lines as it needs. Returns their height. */
static Len place_jump_title(Composer *c, const Frame *frame, const Design *design, const Story *story, Rectangle area) {
	Maker *maker = c->maker;
	int style = design->styles[TEXT_JUMP_TITLE];
	const Locale *locale = story_locale(maker, story);
	Single *made = single_in(maker, story->short_title, style, design, locale, story_position(story, POS_NONE));
	Len leading = len_scale(maker->grid, maker->layout->styles[style].leading, 1000);
	if (single_width(made) <= area.width) {
		place_single(c, frame, made, style, area, area.y);
		return leading;
	}
	BreakRules rules = paragraph_rules_for(made->block, document_typography_for(maker->document, locale->tag), locale);
	rules.align = made->align;
	const Lines *lines = paragraph_break(maker->job, maker->shaper, made->text, &(Measure){ .rest = { area.width, 0 } }, &rules);
	for (uint32_t i = 0; i < lines->count; i++) {
		place_single(c, frame, made, style, area, area.y + (Len)i * leading)->line = &lines->lines[i];
		if (lines->lines[i].end_kind != BREAK_EMERGENCY)
			continue;
		diag_warning(c->sheet->diag, made->block->pos, RULE_LINE_OVERFULL, "a word of the title over '" STR_FMT "' on page %d is wider than frame '" STR_FMT
		             "'", STR_ARG(story->id), c->page_number, STR_ARG(frame->name));
		diag_help(c->sheet->diag, "give the article a shorter title for its continuations: > [!short]");
	}
	return (Len)lines->count * leading;
}

/* Sets the head of a story, or the jump head of its continuation, over the columns. Returns the height it takes. */
static Len place_head(Composer *c, const Frame *frame, const Design *design, const Story *story, const Place *place, Rectangle area) {
	Maker *maker = c->maker;
	StoryState *state = &maker->states[story - maker->document->stories];
	if (place->continues && state->begun) {
		if (state->last_page == c->page_number)
			return 0;
		int from = design->styles[TEXT_JUMP_FROM];
		Len title_height = place_jump_title(c, frame, design, story, area);
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

/* The place in the story of a slug that found no room. */
static StoryPlace place_of_slug(const Columns *k, const Arrangement *a) {
	const Slug *s = &a->galley->at[a->end];
	size_t first = a->end;
	bool begun = s->item == k->state->next.block;
	while (first > 0 && a->galley->at[first - 1].item == s->item)
		first--;
	if (k->story->body[a->order[s->item]].kind == BLOCK_TEXT)
		return (StoryPlace){ s->item, s->line > 0 || (begun && k->state->next.byte) ? s->lines->lines[s->line].start : 0, 0 };
	uint32_t before = begun ? k->state->next.part : 0;
	return (StoryPlace){ s->item, 0, before + (uint32_t)(a->end - first) };
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
static Len *place_columns(Composer *c, Columns *k, const Arrangement *a, const Frame *frame, bool level) {
	Len *feet = arena_array(k->maker->job->arena, Len, k->own);
	for (size_t i = 0, from = 0; i < k->own; from = k->ends[i++]) {
		Segment *s = &k->segments[i];
		place_slugs(c, a->galley, from, k->ends[i], s->area, s->used, frame, k->story->id, s->column);
		if (k->ends[i] > from)
			feet[i] = s->area.y + s->used + galley_height(k->maker, a->galley, from, k->ends[i]);
		s->used = feet[i] ? feet[i] - s->area.y : s->used;
		PageColumn *column = list_push(k->maker->job->arena, &c->sheet->columns);
		*column = (PageColumn){ frame->name, k->story->id, s->column, s->area.x, s->area.width, s->area.y, s->area.y + s->area.height,
			                    s->area.y + s->used, a->end >= a->galley->n, level };
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
static NoteFoot measure_calls(const Columns *k, const Arrangement *a, LocalNotes *local, size_t first, size_t end, Len width) {
	struct { size_t *at; size_t n, room; } notes = { 0 };
	Arena *arena = k->maker->job->arena;
	for (size_t s = first > 0 ? k->ends[first - 1] : 0; s < k->ends[end - 1]; s++)
		for (size_t n = 0; n < a->galley->at[s].note_count; n++)
			*(size_t *)list_push(arena, &notes) = a->galley->at[s].notes[n];
	return notes_measure(k->maker, &local->frame, width, &(PendingNotes){ 0 }, notes.at, notes.n);
}

static bool last_of_column(const Columns *k, size_t i) { return i + 1 == k->own || k->segments[i + 1].column != k->segments[i].column; }

/* Gives the feet the height that they ask for, taken from the columns. Returns whether any grew. */
static bool grow_feet(Columns *k, const Arrangement *a, LocalNotes *local, const Frame *frame, Len frame_width) {
	Maker *maker = k->maker;
	bool grew = false;
	for (size_t i = 0, first = 0, column = 0; i < k->own; i++) {
		if (!last_of_column(k, i) || (frame->notes == NOTES_FRAME && i + 1 < k->own))
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
static Arrangement arrange_with_notes(Columns *k, LocalNotes *local, const Frame *frame, Len frame_width) {
	Arrangement a = arrange(k);
	if (frame->notes == NOTES_PAGE)
		return a;
	if (!local->feet) {
		local->count = frame->notes == NOTES_FRAME ? 1 : (size_t)frame->columns;
		local->feet = arena_array(k->maker->job->arena, NoteFoot, local->count);
		local->frame = (Frame){ .name = frame->name, .columns = 1 };
	}
	for (int round = 0; round < NOTE_ROUNDS && grow_feet(k, &a, local, frame, frame_width); round++)
		a = arrange(k);
	return a;
}

static void place_local_notes(Composer *c, const Columns *k, const LocalNotes *local, const Frame *frame, Rectangle area) {
	for (size_t i = 0, column = 0; i < k->own && column < local->count; i++) {
		if (!last_of_column(k, i) || (frame->notes == NOTES_FRAME && i + 1 < k->own))
			continue;
		const NoteFoot *foot = &local->feet[column++];
		Len x = frame->notes == NOTES_FRAME ? area.x : k->segments[i].area.x;
		Len width = frame->notes == NOTES_FRAME ? area.width : k->segments[i].area.width;
		if (foot->height)
			notes_place(k->maker, c->sheet, &local->frame, (Rectangle){ x, area.y + area.height - foot->height, width, foot->height }, foot);
	}
}

/* Whether nothing follows in the same frame. */
static bool place_is_last(const Composer *c, const Place *place) {
	for (const Place *p = place + 1; p < c->plan->places + c->plan->place_count; p++)
		if (str_eq(p->frame, place->frame))
			return false;
	return true;
}

static PlaceShape *shape_of(Maker *maker, const Place *place) {
	for (size_t i = 0; i < maker->shapes.n; i++)
		if (maker->shapes.at[i].place == place)
			return &maker->shapes.at[i];
	return NULL;
}

/* Keeps the columns as they were filled in the first rounds. Where feet are level, they are no deeper than those feet, but the last. */
static void remember_shape(Maker *maker, const Columns *k, const Place *place, bool level) {
	if (maker->settled)
		return;
	PlaceShape *shape = shape_of(maker, place);
	if (!shape)
		shape = list_push(maker->job->arena, &maker->shapes);
	*shape = (PlaceShape){ place, arena_copy(maker->job->arena, k->segments, k->own * sizeof(Segment)), k->own };
	Len foot = 0;
	for (size_t i = 0; i < k->own; i++)
		foot = len_max(foot, k->segments[i].area.y + k->segments[i].used);
	for (size_t i = 0; i < k->own; i++) {
		Segment *s = &shape->segments[i];
		s->used = 0;
		if (level && i + 1 < k->own)
			s->area.height = len_max(0, len_min(s->area.height, foot - s->area.y));
	}
}

/* Adds the columns of the places where the story goes on, as they were last. */
static void look_ahead(Columns *k, const Composer *c, size_t story, const Place *here) {
	Maker *maker = k->maker;
	struct { Segment *at; size_t n, room; } all = { 0 };
	for (size_t i = 0; i < k->own; i++)
		*(Segment *)list_push(maker->job->arena, &all) = k->segments[i];
	size_t page = c->page_index;
	const PlaceShape *shape = NULL;
	for (const Place *place = here; maker->settled && (place = place_after(maker, story, place, &page)) && (shape = shape_of(maker, place));)
		for (size_t s = 0; s < shape->count; s++)
			*(Segment *)list_push(maker->job->arena, &all) = shape->segments[s];
	k->segments = all.at;
	k->count = all.n;
}

static Len fill_columns(Composer *c, const Frame *frame, const Design *design, const Story *story, const Place *place, Rectangle area,
                        Segment *segments, size_t count, bool level) {
	Maker *maker = c->maker;
	size_t index = (size_t)(story - maker->document->stories);
	StoryState *state = &maker->states[index];
	int next_page = story_next_page(c, index, place);
	Columns k = { .maker = maker, .story = story, .state = state, .segments = segments, .count = count, .own = count, .level = level,
		          .with_head = !state->begun && !design->head_spans, .goes_on = next_page != 0, .ends = arena_array(maker->job->arena, size_t, count) };
	k.deeper = room_deeper(maker, c->page_index, c->template, frame);
	k.opens = maker->rooms[c->page_index].opens && place_is_last(c, place);
	k.tight = maker->rooms[c->page_index].tight && !k.opens;
	LocalNotes local = { 0 };
	Arrangement a = arrange_with_notes(&k, &local, frame, area.width);
	if (a.end < a.galley->n && next_page && next_page != c->page_number) {
		place_jump_line(c, frame, design, &segments[count - 1].area, next_page);
		k.level = false;
		look_ahead(&k, c, index, place);
		a = arrange_with_notes(&k, &local, frame, area.width);
	}
	Len *feet = place_columns(c, &k, &a, frame, level);
	remember_shape(maker, &k, place, level && !next_page);
	place_local_notes(c, &k, &local, frame, area);
	state->begun = true;
	state->last_page = c->page_number;
	state->order = a.order;
	state->variants = a.variants;
	state->done = a.end >= a.galley->n;
	if (!state->done && next_page) {
		state->next = place_of_slug(&k, &a);
	} else if (!state->done) {
		state->overset = galley_height(maker, a.galley, a.end, a.galley->n);
		report_overset(c, story, a.galley, a.end, place);
		place_overset(c, a.galley, a.end, &k.segments[count - 1], frame, story);
		state->done = true;
	}
	return finish_columns(c, frame, k.segments, feet, count);
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

