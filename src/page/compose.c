/* Composing a page: the frames of its template in the order in which they depend on each other, each filled from the
 * stories that the issue places in it. What notes are called on the page is known only when it is filled, and filling depends
 * on the room that the notes leave: the page is composed again with the foot that the last attempt asked for, and the foot
 * only ever grows, so that the loop ends. */
#include <string.h>

#include "page/internal.h"

#define NOTE_ROUNDS 12

size_t story_of_place(const Maker *maker, const Place *place) {
	size_t low = 0, count = maker->document->story_count, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_cmp(maker->by_name[middle]->id, place->target) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && str_eq(maker->by_name[low]->id, place->target) ? (size_t)(maker->by_name[low] - maker->document->stories) : SIZE_MAX;
}

static const Design *design_of(const Maker *maker, const Frame *frame) {
	int design = frame->design >= 0 ? frame->design : layout_find_design(maker->layout, STR("default"));
	return &maker->layout->designs[design >= 0 ? design : 0];
}

static const Block *box_of(const Story *story) { return story->body_count ? &story->body[0] : NULL; }

/* Sets a box that an issue's frame holds; `area` has the room that there is for it. Returns its height. */
static Len place_box(Composer *c, const Frame *frame, const Place *place, Rectangle area, Len top, bool measure_only) {
	size_t index = story_of_place(c->maker, place);
	if (index == SIZE_MAX || !box_of(&c->maker->document->stories[index]))
		return 0;
	const Story *story = &c->maker->document->stories[index];
	Galley *galley = galley_make(c->maker, story->body, story->body_count, area.width);
	Len height = galley_height(c->maker, galley, 0, galley->n);
	if (measure_only)
		return height;
	if (height > area.y + area.height - top)
		report_overset_box(c, story, galley, height - (area.y + area.height - top), place);
	area.y = top;
	area.height = height;
	place_slugs(c, galley, 0, galley->n, area, 0, frame, story->id, 0);
	c->maker->states[index].done = true;
	c->maker->states[index].last_page = c->page_number;
	return height;
}

/* Insets of a frame: where they stand, and the boxes in them. */
Obstacle *place_insets(Composer *c, const Frame *host, Rectangle area, size_t *count) {
	Maker *maker = c->maker;
	struct { Obstacle *at; size_t n, room; } list = { 0 };
	for (size_t f = 0; f < c->template->frame_count; f++) {
		FrameUse *use = &c->uses[f];
		if (!str_eq(use->frame->inset, host->name) || !use->place_count || use->done)
			continue;
		Rectangle r = frame_rectangle(maker, use->frame, c->page_number, area.y, area.y + area.height);
		Len height = 0;
		for (size_t i = 0; i < use->place_count; i++)
			height += place_box(c, use->frame, use->places[i], r, 0, true);
		Len room = len_max(0, area.height - height), top = area.y;
		if (use->frame->inset_at == INSET_BOTTOM)
			top = snap_up(maker, area.y + room);
		else if (use->frame->inset_at == INSET_MIDDLE)
			top = snap_up(maker, area.y + room / 2);
		for (size_t i = 0, y = 0; i < use->place_count; i++)
			y += (size_t)place_box(c, use->frame, use->places[i], r, top + (Len)y, false);
		use->done = true;
		use->end = top + height;
		Obstacle *obstacle = list_push(maker->job->arena, &list);
		*obstacle = (Obstacle){ { r.x, top, r.width, height }, use->places[0] };
	}
	*count = list.n;
	return list.at;
}

static const Story *story_for(const Composer *c, const Place *place) {
	if (place->kind == PLACE_AUTO)
		return c->maker->document->contents;
	size_t index = story_of_place(c->maker, place);
	return index == SIZE_MAX ? NULL : &c->maker->document->stories[index];
}

/* The contents box: a story that always stands whole in its frame. */
static Len place_contents(Composer *c, const Frame *frame, const Story *story, const Place *place, Rectangle area) {
	Galley *galley = galley_make(c->maker, story->body, story->body_count, area.width);
	Len height = galley_height(c->maker, galley, 0, galley->n);
	place_slugs(c, galley, 0, galley->n, area, 0, frame, story->id, 0);
	if (height > area.height)
		report_overset(c, story, galley, 0, place);
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
	c->sheet->ends[frame - c->template->frames] = foot;
	c->sheet->bottoms[frame - c->template->frames] = area.y + area.height;
	bool by_content = frame->bottom.kind == EDGE_CONTENT;
	use->end = by_content ? foot + pad_after : bottom;
	if (use->place_count && use->places[0]->kind != PLACE_BOX)
		*(Ground *)list_push(maker->job->arena, &c->sheet->grounds) =
			(Ground){ design, { outer.x, outer.y, outer.width, use->end - outer.y } };
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
	Len margin = c->maker->foot;
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
	Len top = c->maker->head;
	if (frame->top.kind == EDGE_AT)
		top = frame->top.at;
	if (frame->top.kind == EDGE_AFTER) {
		FrameUse *before = find_use(c, frame->top.frame);
		if (!before || !before->done)
			return false;
		top = before->end + frame->top.at + (before->place_count ? room_gap(c->maker, c->page_index) : 0);
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
		for (size_t p = 0; p < c->plan->place_count && use->place_count < 16; p++) {
			const Place *place = &c->plan->places[p];
			if (!str_eq(place->frame, use->frame->name))
				continue;
			if (edition_omits(c->maker->document->edition, place->target))
				use->omitted = use->omitted ? use->omitted : place;
			else
				use->places[use->place_count++] = place;
		}
	}
}

/* Whether a frame that begins below this one has taken its room. */
static bool is_taken(const Composer *c, const Frame *frame) {
	for (size_t f = 0; f < c->template->frame_count; f++) {
		const FrameUse *use = &c->uses[f];
		if (use->place_count && use->frame->top.kind == EDGE_AFTER && str_eq(use->frame->top.frame, frame->name))
			return true;
	}
	return false;
}

/* A frame whose article is left out is filled by the frame below it, or is empty. */
static void report_empty_frames(Composer *c) {
	for (size_t f = 0; f < c->template->frame_count; f++) {
		const FrameUse *use = &c->uses[f];
		if (!use->omitted || use->place_count || is_taken(c, use->frame))
			continue;
		diag_warning(c->sheet->diag, use->omitted->target_pos, RULE_EMPTY_FRAME, "frame '" STR_FMT "' on page %d stays empty in " STR_FMT ": '" STR_FMT
		             "' is left out", STR_ARG(use->frame->name), c->page_number, STR_ARG(c->maker->document->edition->language),
		             STR_ARG(use->omitted->target));
		diag_help(c->sheet->diag, "translate it, or let another language stand in with 'missing: source'");
	}
}

/* A notes' frame with a top of its own stands beside the text and does not push it up. */
static bool stands_beside(const Frame *frame) { return frame->top.kind == EDGE_AT; }

static const Frame *notes_frame(const Template *template) {
	for (size_t f = 0; f < template->frame_count; f++)
		if (template->frames[f].auto_kind == AUTO_NOTES)
			return &template->frames[f];
	return NULL;
}

/* One attempt with a foot of the given height. */
static void attempt(Composer *c, Len foot_height) {
	const Layout *l = c->maker->layout;
	c->sheet = arena_new(c->maker->job->arena, Sheet);
	c->sheet->diag = diag_make(c->maker->job->arena, c->maker->document->edition->language);
	c->sheet->ends = arena_array(c->maker->job->arena, Len, c->template->frame_count);
	c->sheet->bottoms = arena_array(c->maker->job->arena, Len, c->template->frame_count);
	c->notes_top = c->maker->foot - foot_height - (foot_height ? l->notes_gap : 0);
	collect_places(c);
	fill_frames(c);
	report_empty_frames(c);
}

static void find_stories(Composer *c) {
	size_t *stories = arena_array(c->maker->job->arena, size_t, c->plan->place_count);
	for (size_t i = 0; i < c->plan->place_count; i++) {
		size_t story = story_of_place(c->maker, &c->plan->places[i]);
		if (story != SIZE_MAX)
			stories[c->story_count++] = story;
	}
	c->stories = stories;
}

/* The states of the page's stories. */
static StoryState *take_states(const Composer *c) {
	StoryState *states = arena_array(c->maker->job->arena, StoryState, c->story_count);
	for (size_t i = 0; i < c->story_count; i++)
		memcpy(&states[i], &c->maker->states[c->stories[i]], sizeof *states);
	return states;
}

static void put_states(const Composer *c, const StoryState *states) {
	for (size_t i = 0; i < c->story_count; i++)
		memcpy(&c->maker->states[c->stories[i]], &states[i], sizeof *states);
}

static bool same_states(const Composer *c, const StoryState *states) {
	for (size_t i = 0; i < c->story_count; i++)
		if (memcmp(&c->maker->states[c->stories[i]], &states[i], sizeof *states) != 0)
			return false;
	return true;
}

/* Composes the page again and again until its foot holds the notes that are called on it. */
static NoteFoot settle_notes(Composer *c, const Frame *frame, const StoryState *before) {
	Maker *maker = c->maker;
	NoteFoot foot = { 0 };
	for (int round = 0; round < NOTE_ROUNDS; round++) {
		Len height = foot.height;
		put_states(c, before);
		attempt(c, height);
		if (!frame)
			break;
		NoteFoot wanted = notes_measure(maker, frame, frame_rectangle(maker, frame, c->page_number, 0, 0).width, &maker->pending,
		                                c->sheet->notes.at, c->sheet->notes.n);
		wanted.height = stands_beside(frame) ? wanted.height : len_max(wanted.height, height);
		foot = wanted;
		if (foot.height == height || stands_beside(frame))
			break;
	}
	return foot;
}

static void place_notes(Composer *c, const Frame *frame, const NoteFoot *foot) {
	Maker *maker = c->maker;
	Diag *diag = c->sheet->diag;
	maker->pending = foot->pending;
	if (frame && foot->height) {
		Len bottom = maker->foot, top = bottom - foot->height;
		if (stands_beside(frame))
			top = snap_down(maker, frame->top.at);
		notes_place(maker, c->sheet, frame, frame_rectangle(maker, frame, c->page_number, top, bottom), foot);
		if (foot->overset)
			diag_error(diag, c->plan->pos, RULE_FIT_NOTES, "the notes of page %d do not fit at its foot in " STR_FMT, c->page_number,
			           STR_ARG(maker->document->edition->language));
	} else if (c->sheet->notes.n) {
		diag_error(diag, c->plan->template_pos, RULE_FIT_NOTES, "page %d has notes, but its template '" STR_FMT "' has no frame for them",
		           c->page_number, STR_ARG(c->plan->template));
		diag_help(diag, "give the template a frame with auto: footnotes");
	}
}

/* The last change of a text that this page could show. */
static unsigned version_of(const Composer *c) {
	const Maker *maker = c->maker;
	unsigned version = maker->versions[maker->document->story_count];
	for (size_t i = 0; i < c->story_count; i++)
		if (maker->versions[c->stories[i]] > version)
			version = maker->versions[c->stories[i]];
	return version;
}

Sheet *compose_page(Maker *maker, size_t page_index) {
	const Document *document = maker->document;
	Composer c = { .maker = maker, .plan = &document->issue->pages[page_index], .page_index = page_index, .page_number = (int)page_index + 1 };
	c.template = layout_find_template(maker->layout, c.plan->template);
	frames_of_page(maker, c.page_number);
	SheetCache *cache = &maker->sheets[page_index];
	find_stories(&c);
	unsigned version = version_of(&c);
	bool same_notes = cache->pending_before.parts == maker->pending.parts && cache->pending_before.count == maker->pending.count;
	if (cache->sheet && cache->version == version && same_notes && same_states(&c, cache->before)) {
		put_states(&c, cache->after);
		maker->pending = cache->pending_after;
		return cache->sheet;
	}
	StoryState *before = take_states(&c);
	PendingNotes pending = maker->pending;
	if (!c.template) {
		c.sheet = arena_new(maker->job->arena, Sheet);
		c.sheet->diag = diag_make(maker->job->arena, document->edition->language);
	} else {
		const Frame *frame = notes_frame(c.template);
		NoteFoot foot = settle_notes(&c, frame, before);
		place_notes(&c, frame, &foot);
	}
	*cache = (SheetCache){ c.sheet, before, take_states(&c), pending, maker->pending, version };
	return c.sheet;
}
