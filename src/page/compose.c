/* Composing a page: the frames of its template in the order in which they depend on each other, each filled from the
 * stories that the issue places in it. What notes are called on the page is known only when it is filled, and filling depends
 * on the room that the notes leave: the page is composed again with the foot that the last attempt asked for, and the foot
 * only ever grows, so that the loop ends. */
#include <string.h>

#include "page/internal.h"

#define NOTE_ROUNDS 12

typedef struct {
	const Frame *frame;
	const Place *places[16];
	size_t place_count;
	bool done;
	Len end;                                                 /* foot of what stands in it */
} FrameUse;

typedef struct {
	Maker *maker;
	Sheet *sheet;
	const Template *template;
	const PagePlan *plan;
	size_t page_index;
	int page_number;
	FrameUse *uses;
	Len notes_top;
	bool complain;
} Composer;

size_t story_of_place(const Maker *maker, const Place *place) {
	for (size_t i = 0; i < maker->document->story_count; i++)
		if (str_eq(maker->document->stories[i].id, place->target))
			return i;
	return SIZE_MAX;
}

/* The number of the page where the story goes on behind this place, 0 when it does not. */
static int next_page_of(const Composer *c, size_t story, const Place *here) {
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

static const Design *design_of(const Maker *maker, const Frame *frame) {
	int design = frame->design >= 0 ? frame->design : layout_find_design(maker->layout, STR("default"));
	return &maker->layout->designs[design >= 0 ? design : 0];
}

static void place_slugs(Composer *c, const Galley *galley, size_t from, size_t to, Rectangle area, Len shift, const Frame *frame, Str story,
                        int column) {
	if (from >= to)
		return;
	Placement *p = list_push(c->maker->job->arena, &c->sheet->placements);
	*p = (Placement){ galley, from, to, area, frame->name, story, column, shift };
	for (size_t i = from; i < to; i++)
		for (size_t n = 0; n < galley->at[i].note_count; n++)
			*(size_t *)list_push(c->maker->job->arena, &c->sheet->notes) = galley->at[i].notes[n];
}

static void place_single(Composer *c, const Frame *frame, Str text, int style, const Design *design, Rectangle area, Len top) {
	Maker *maker = c->maker;
	Single *single = list_push(maker->job->arena, &c->sheet->singles);
	*single = *single_for(maker, text, style, design);
	single->left = area.x;
	single->width = area.width;
	single->baseline = top + len_scale(maker->grid, maker->layout->styles[style].leading, 1000) - (maker->grid - maker->baseline_drop);
	single->frame = frame->name;
}

static Str jump_message(Composer *c, const char *key, int page) {
	Argument argument = { .name = "page", .kind = ARGUMENT_NUMBER, .number = page };
	return locale_message(c->maker->document->locale, c->maker->job->arena, key, &argument, 1);
}

/* Sets the head of a story, or the jump head of its continuation, over the columns. Returns the height it takes. */
static Len place_head(Composer *c, const Frame *frame, const Design *design, const Story *story, const Place *place, Rectangle area) {
	Maker *maker = c->maker;
	StoryState *state = &maker->states[story - maker->document->stories];
	if (place->continues) {
		if (state->last_page == 0 || state->last_page == c->page_number)
			return 0;
		int title = design->styles[TEXT_JUMP_TITLE], from = design->styles[TEXT_JUMP_FROM];
		Len title_height = len_scale(maker->grid, maker->layout->styles[title].leading, 1000);
		place_single(c, frame, story->short_title, title, design, area, area.y);
		place_single(c, frame, jump_message(c, "continued-from", state->last_page), from, design, area, area.y + title_height);
		Len height = title_height + len_scale(maker->grid, maker->layout->styles[from].leading, 1000);
		return len_ceil_to(height + len_scale(maker->grid, maker->layout->styles[from].space_after, 1000), maker->grid);
	}
	if (!design->head_spans || !story->head_count)
		return 0;
	Galley *head = galley_make(maker, story->head, story->head_count, (StoryPlace){ 0, 0 }, area.width);
	if (!head->n)
		return 0;
	place_slugs(c, head, 0, head->n, area, 0, frame, story->id, 0);
	Len height = galley_height(maker, head, 0, head->n) + head->at[head->n - 1].space_after;
	return len_ceil_to(height, maker->grid);
}

static const Block *box_of(const Story *story) { return story->body_count ? &story->body[0] : NULL; }

/* Sets a box that an issue's frame holds. Returns its height. */
static Len place_box(Composer *c, const Frame *frame, const Place *place, Rectangle area, Len top, bool measure_only) {
	size_t index = story_of_place(c->maker, place);
	if (index == SIZE_MAX || !box_of(&c->maker->document->stories[index]))
		return 0;
	const Story *story = &c->maker->document->stories[index];
	Galley *galley = galley_make(c->maker, story->body, story->body_count, (StoryPlace){ 0, 0 }, area.width);
	Len height = galley_height(c->maker, galley, 0, galley->n);
	if (measure_only)
		return height;
	area.y = top;
	area.height = height;
	place_slugs(c, galley, 0, galley->n, area, 0, frame, story->id, 0);
	c->maker->states[index].done = true;
	c->maker->states[index].last_page = c->page_number;
	return height;
}

/* Insets of a frame: where they stand, and the boxes in them. */
static Rectangle *place_insets(Composer *c, const Frame *host, Rectangle area, size_t *count) {
	Maker *maker = c->maker;
	struct { Rectangle *at; size_t n, room; } list = { 0 };
	for (size_t f = 0; f < c->template->frame_count; f++) {
		FrameUse *use = &c->uses[f];
		if (!str_eq(use->frame->inset, host->name) || !use->place_count || use->done)
			continue;
		Rectangle r = frame_rectangle(maker, use->frame, c->page_number, area.y, area.y + area.height);
		Len height = 0;
		for (size_t i = 0; i < use->place_count; i++)
			height += place_box(c, use->frame, use->places[i], r, 0, true);
		Len room = area.height - height, top = area.y;
		if (use->frame->inset_at == INSET_BOTTOM)
			top = snap_up(maker, area.y + room);
		else if (use->frame->inset_at == INSET_MIDDLE)
			top = snap_up(maker, area.y + room / 2);
		for (size_t i = 0, y = 0; i < use->place_count; i++)
			y += (size_t)place_box(c, use->frame, use->places[i], r, top + (Len)y, false);
		use->done = true;
		use->end = top + height;
		Rectangle *obstacle = list_push(maker->job->arena, &list);
		*obstacle = (Rectangle){ r.x, top, r.width, height };
	}
	*count = list.n;
	return list.at;
}

static Galley *story_galley(Maker *maker, const Story *story, StoryPlace from, bool with_head, Len width) {
	Galley *galley = arena_new(maker->job->arena, Galley);
	galley->width = width;
	if (with_head)
		for (size_t i = 0; i < story->head_count; i++)
			galley_add_block(maker, galley, &story->head[i], 0, width, 0);
	for (size_t i = from.block; i < story->body_count; i++)
		galley_add_block(maker, galley, &story->body[i], i == from.block ? from.byte : 0, width, 0);
	return galley;
}

static size_t words_in(const Galley *galley, size_t from) {
	size_t words = 0;
	for (size_t i = from; i < galley->n; i++) {
		const Slug *s = &galley->at[i];
		for (size_t g = 0; g < s->inside_count; g++)
			words += words_in(s->inside[g], 0);
		if (s->kind != SLUG_LINE)
			continue;
		const Line *line = &s->lines->lines[s->line];
		Str text = str_sub(s->text->text, line->start, line->ink_end);
		for (size_t b = 0; b < text.n; b++)
			words += text.p[b] != ' ' && (b + 1 == text.n || text.p[b + 1] == ' ');
	}
	return words;
}

void report_overset(Maker *maker, const Story *story, const Galley *galley, size_t from, const Place *place, int page_number) {
	Len lines = galley_height(maker, galley, from, galley->n) / maker->grid;
	Pos pos = story->head_count ? story->head[0].pos : story->body_count ? story->body[0].pos : place->target_pos;
	diag_error(maker->job->diag, pos, RULE_FIT_OVERSET, "'" STR_FMT "' does not fit in " STR_FMT ": %d lines (about %zu words) too long for frame '" STR_FMT
	           "' on page %d", STR_ARG(story->id), STR_ARG(maker->document->edition->language), (int)lines, words_in(galley, from),
	           STR_ARG(place->frame), page_number);
	diag_help(maker->job->diag, "shorten the text, or give it another frame with continue: true in issue.yaml");
	maker->pages->overset_lines += (unsigned)lines;
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
		*mark = (Mark){ { x, from + maker->cap_drop, LEN_PT / 4, foot - from - maker->cap_drop - (maker->grid - maker->baseline_drop) }, frame->column_rule };
	}
	return foot;
}

/* Text that found no room: it is set on past the foot of the last column, so that a draft shows all of it. */
static void place_overset(Composer *c, const Galley *galley, size_t from, const Segment *last, const Frame *frame, const Story *story) {
	Rectangle area = last->area;
	area.y += area.height;
	area.height = galley_height(c->maker, galley, from, galley->n);
	place_slugs(c, galley, from, galley->n, area, 0, frame, story->id, last->column);
}

static Len fill_columns(Composer *c, const Frame *frame, const Design *design, const Story *story, const Place *place, Segment *segments,
                        size_t count, bool level) {
	Maker *maker = c->maker;
	StoryState *state = &maker->states[story - maker->document->stories];
	bool head_inside = !place->continues && !design->head_spans;
	Galley *galley = story_galley(maker, story, state->next, head_inside, segments[0].area.width);
	size_t *ends = arena_array(maker->job->arena, size_t, count);
	size_t end = distribute(maker, galley, 0, segments, count, level, ends);
	int next_page = end < galley->n ? next_page_of(c, (size_t)(story - maker->document->stories), place) : 0;
	bool jumps = next_page && next_page != c->page_number;
	int jump_style = design->styles[TEXT_JUMP_ON];
	Len jump_height = len_ceil_to(len_scale(maker->grid, maker->layout->styles[jump_style].leading, 1000), maker->grid);
	if (jumps) {
		segments[count - 1].area.height -= jump_height;
		end = distribute(maker, galley, 0, segments, count, false, ends);
		const Rectangle *last = &segments[count - 1].area;
		place_single(c, frame, jump_message(c, "continued-on", next_page), jump_style, design, *last, last->y + last->height);
	}
	Len *feet = arena_array(maker->job->arena, Len, count);
	for (size_t k = 0, from = 0; k < count; from = ends[k++]) {
		place_slugs(c, galley, from, ends[k], segments[k].area, segments[k].used, frame, story->id, segments[k].column);
		if (ends[k] > from)
			feet[k] = segments[k].area.y + segments[k].used + galley_height(maker, galley, from, ends[k]);
		segments[k].used = feet[k] ? feet[k] - segments[k].area.y : segments[k].used;
	}
	state->begun = true;
	state->last_page = c->page_number;
	state->done = end >= galley->n;
	if (!state->done && next_page) {
		state->next = galley_place(galley, end, story->body, story->body_count);
	} else if (!state->done) {
		if (c->complain)
			report_overset(maker, story, galley, end, place, c->page_number);
		place_overset(c, galley, end, &segments[count - 1], frame, story);
		state->done = true;
	}
	return finish_columns(c, frame, segments, feet, count);
}

static void mark_design(Composer *c, const Design *design, Rectangle r) {
	Maker *maker = c->maker;
	Arena *arena = maker->job->arena;
	bool rtl = maker->document->locale->rtl;
	Rectangle inner = { r.x, r.y + maker->cap_drop, r.width, r.height - maker->cap_drop - (maker->grid - maker->baseline_drop) };
	if (design->tint != COLOUR_NONE)
		*(Mark *)list_push(arena, &c->sheet->marks) = (Mark){ inner, design->tint };
	if (design->rule_before.width)
		*(Mark *)list_push(arena, &c->sheet->marks) = (Mark){ { inner.x, inner.y, inner.width, design->rule_before.width }, design->rule_before.colour };
	if (design->rule_after.width)
		*(Mark *)list_push(arena, &c->sheet->marks) =
			(Mark){ { inner.x, inner.y + inner.height - design->rule_after.width, inner.width, design->rule_after.width }, design->rule_after.colour };
	Len w = design->rule_start.width;
	if (w)
		*(Mark *)list_push(arena, &c->sheet->marks) =
			(Mark){ { rtl ? inner.x + inner.width - w : inner.x, inner.y, w, inner.height }, design->rule_start.colour };
}

/* An article, or its continuation, in a flow frame. */
static Len place_story(Composer *c, const Frame *frame, const Design *design, const Story *story, const Place *place, Rectangle *area, bool level) {
	StoryState *state = &c->maker->states[story - c->maker->document->stories];
	if (state->done) {
		if (c->complain) {
			diag_error(c->maker->job->diag, place->target_pos, RULE_EMPTY_FRAME, "frame '" STR_FMT "' on page %d stays empty in " STR_FMT ": '" STR_FMT
			           "' has ended on page %d", STR_ARG(frame->name), c->page_number, STR_ARG(c->maker->document->edition->language),
			           STR_ARG(story->id), state->last_page);
			diag_help(c->maker->job->diag, "give the frame to another article, or the article less room before it");
		}
		return area->y;
	}
	Len head = place_head(c, frame, design, story, place, *area);
	area->y += head;
	area->height -= head;
	size_t obstacle_count, count;
	Rectangle *obstacles = place_insets(c, frame, *area, &obstacle_count);
	Segment *segments = frame_segments(c->maker, frame, *area, obstacles, obstacle_count, &count);
	if (!count)
		return area->y;
	Len foot = fill_columns(c, frame, design, story, place, segments, count, level);
	for (size_t i = 0; i < obstacle_count; i++)
		foot = len_max(foot, obstacles[i].y + obstacles[i].height);
	return foot;
}

static const Story *story_for(const Composer *c, const Place *place) {
	if (place->kind == PLACE_AUTO)
		return c->maker->document->contents;
	size_t index = story_of_place(c->maker, place);
	return index == SIZE_MAX ? NULL : &c->maker->document->stories[index];
}

/* The contents box: a story that always stands whole in its frame. */
static Len place_contents(Composer *c, const Frame *frame, const Story *story, const Place *place, Rectangle area) {
	Galley *galley = galley_make(c->maker, story->body, story->body_count, (StoryPlace){ 0, 0 }, area.width);
	Len height = galley_height(c->maker, galley, 0, galley->n);
	place_slugs(c, galley, 0, galley->n, area, 0, frame, story->id, 0);
	if (height > area.height && c->complain)
		report_overset(c->maker, story, galley, 0, place, c->page_number);
	return area.y + height;
}

static void fill_frame(Composer *c, FrameUse *use, Len top, Len bottom) {
	Maker *maker = c->maker;
	const Frame *frame = use->frame;
	const Design *design = design_of(maker, frame);
	Rectangle outer = frame_rectangle(maker, frame, c->page_number, top, bottom);
	bool rtl = maker->document->locale->rtl;
	Rectangle area = { outer.x + (rtl ? design->pad_end : design->pad_start), outer.y + len_ceil_to(design->pad_before, maker->grid),
		               outer.width - design->pad_start - design->pad_end, 0 };
	Len pad_after = len_ceil_to(design->pad_after, maker->grid);
	area.height = outer.y + outer.height - pad_after - area.y;
	Len foot = area.y;
	for (size_t i = 0; i < use->place_count; i++) {
		const Place *place = use->places[i];
		const Story *story = story_for(c, place);
		if (!story)
			continue;
		Len limit = area.y + area.height;
		if (i > 0) {                                         /* what follows in the same frame begins a line below */
			area.y = foot + 2 * maker->grid;
			area.height = limit - area.y;
		}
		if (place->kind == PLACE_BOX)
			foot = area.y + place_box(c, frame, place, area, area.y, false);
		else if (place->kind == PLACE_AUTO)
			foot = place_contents(c, frame, story, place, area);
		else
			foot = place_story(c, frame, design, story, place, &area, frame->balance || frame->bottom.kind == EDGE_CONTENT || use->place_count > 1);
		area.height = limit - area.y;
	}
	use->done = true;
	bool by_content = frame->bottom.kind == EDGE_CONTENT;
	use->end = by_content ? foot + pad_after : bottom;
	if (use->place_count && use->places[0]->kind != PLACE_BOX)
		mark_design(c, design, (Rectangle){ outer.x, outer.y, outer.width, use->end - outer.y });
	if (!by_content)
		use->end = len_max(foot, len_min(use->end, bottom));
}

static FrameUse *find_use(Composer *c, Str name) {
	for (size_t f = 0; f < c->template->frame_count; f++)
		if (str_eq(c->uses[f].frame->name, name))
			return &c->uses[f];
	return NULL;
}

static Len bottom_of(const Composer *c, const Frame *frame, Len top) {
	const Layout *l = c->maker->layout;
	Len margin = l->page_height - l->margin_bottom;
	Len bottom = margin;
	if (frame->height)
		bottom = top + frame->height;
	else if (frame->bottom.kind == EDGE_AT)
		bottom = frame->bottom.at;
	else if (frame->bottom.kind == EDGE_NOTES || frame->bottom.kind == EDGE_CONTENT)
		bottom = c->notes_top;
	return snap_up(c->maker, len_min(bottom, margin) + c->maker->grid - c->maker->baseline_drop);
}

/* Fills the frame if what it follows is done. Returns whether it did. */
static bool try_frame(Composer *c, FrameUse *use) {
	const Frame *frame = use->frame;
	Len top = c->maker->layout->margin_top;
	if (frame->top.kind == EDGE_AT)
		top = frame->top.at;
	if (frame->top.kind == EDGE_AFTER) {
		FrameUse *before = find_use(c, frame->top.frame);
		if (!before || !before->done)
			return false;
		top = before->end + frame->top.at;
	}
	top = snap_down(c->maker, top);
	if (!use->place_count) {
		use->done = true;
		use->end = top;
		return true;
	}
	fill_frame(c, use, top, bottom_of(c, frame, top));
	return true;
}

static void fill_frames(Composer *c) {
	for (size_t round = 0; round <= c->template->frame_count; round++)
		for (size_t f = 0; f < c->template->frame_count; f++) {
			FrameUse *use = &c->uses[f];
			bool waits = use->done || use->frame->auto_kind == AUTO_NOTES || use->frame->inset.n;
			if (!waits)
				try_frame(c, use);
		}
}

static void collect_places(Composer *c) {
	c->uses = arena_array(c->maker->job->arena, FrameUse, c->template->frame_count + 1);
	for (size_t f = 0; f < c->template->frame_count; f++) {
		FrameUse *use = &c->uses[f];
		use->frame = &c->template->frames[f];
		for (size_t p = 0; p < c->plan->place_count && use->place_count < 16; p++)
			if (str_eq(c->plan->places[p].frame, use->frame->name))
				use->places[use->place_count++] = &c->plan->places[p];
	}
}

static const Frame *notes_frame(const Template *template) {
	for (size_t f = 0; f < template->frame_count; f++)
		if (template->frames[f].auto_kind == AUTO_NOTES)
			return &template->frames[f];
	return NULL;
}

/* One attempt with a foot of the given height. */
static void attempt(Composer *c, Len foot_height, bool complain) {
	const Layout *l = c->maker->layout;
	c->sheet = arena_new(c->maker->job->arena, Sheet);
	c->complain = complain;
	c->notes_top = l->page_height - l->margin_bottom - foot_height - (foot_height ? l->notes_gap : 0);
	collect_places(c);
	fill_frames(c);
}

Sheet *compose_page(Maker *maker, size_t page_index) {
	const Document *document = maker->document;
	const Layout *l = maker->layout;
	Composer c = { .maker = maker, .plan = &document->issue->pages[page_index], .page_index = page_index, .page_number = (int)page_index + 1 };
	c.template = layout_find_template(l, c.plan->template);
	if (!c.template)
		return arena_new(maker->job->arena, Sheet);
	size_t bytes = document->story_count * sizeof(StoryState);
	StoryState *before = arena_copy(maker->job->arena, maker->states, bytes);
	const Frame *frame = notes_frame(c.template);
	Len height = 0;
	NoteFoot foot = { 0 };
	for (int round = 0; round < NOTE_ROUNDS; round++) {
		memcpy(maker->states, before, bytes);
		attempt(&c, height, false);
		Len wanted = 0;
		if (frame) {
			Rectangle area = frame_rectangle(maker, frame, c.page_number, 0, 0);
			foot = notes_measure(maker, frame, area.width, c.sheet->notes.at, c.sheet->notes.n);
			wanted = foot.height;
		}
		if (wanted <= height)
			break;
		height = wanted;
	}
	memcpy(maker->states, before, bytes);
	attempt(&c, height, maker->complain);
	if (frame && foot.height) {
		Len bottom = l->page_height - l->margin_bottom;
		notes_place(maker, c.sheet, frame, frame_rectangle(maker, frame, c.page_number, bottom - foot.height, bottom), &foot);
		if (foot.overset && maker->complain)
			diag_error(maker->job->diag, c.plan->pos, RULE_FIT_NOTES, "the notes of page %d do not fit at its foot in " STR_FMT, c.page_number,
			           STR_ARG(document->edition->language));
	} else if (c.sheet->notes.n && maker->complain) {
		diag_error(maker->job->diag, c.plan->template_pos, RULE_FIT_NOTES, "page %d has notes, but its template '" STR_FMT "' has no frame for them",
		           c.page_number, STR_ARG(c.plan->template));
		diag_help(maker->job->diag, "give the template a frame with auto: footnotes");
	}
	return c.sheet;
}
