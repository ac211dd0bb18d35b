/* Page makeup from end to end: compose every page in order, learn on which page everything came to stand, write the page
 * references again where they changed, bring in what does not fit, and compose once more until nothing moves (the number of
 * rounds has a cap). Then stories see the columns to come and open up where there is room, and what has faults is mended. Shaped text, broken lines and pages that nothing has changed on stay from round to round; painting comes
 * last. */
#include <stdlib.h>
#include <string.h>

#include "page/internal.h"

#define ROUNDS_MAX 40

/* Room for what is known by block. */
static void make_tables(Maker *maker) {
	uint32_t count = maker->document->block_count + 1;
	Arena *arena = maker->job->arena;
	maker->cache = galley_make_cache(arena, count);
	maker->cache_count = count;
	maker->anchor_of_block = arena_array(arena, size_t, count);
	maker->story_of_block = arena_array(arena, size_t, count);
	maker->looseness = arena_array(arena, int8_t, count);
	maker->left_out = arena_array(arena, bool, count);
	for (uint32_t i = 0; i < count; i++)
		maker->anchor_of_block[i] = maker->story_of_block[i] = SIZE_MAX;
}

static const Block *block_of_anchor(const Document *document, const Anchor *anchor) {
	for (size_t s = 0; s < document->story_count; s++) {
		const Story *story = &document->stories[s];
		if (story->article && str_eq(story->id, anchor->id))
			return story->head_count ? &story->head[0] : story->body_count ? &story->body[0] : NULL;
	}
	for (uint32_t b = 0; b < document->block_count; b++)
		if (document->blocks[b] && !document->blocks[b]->placed && document->blocks[b]->id_name.n && str_eq(document->blocks[b]->id_name, anchor->id))
			return document->blocks[b];
	return NULL;
}

static void map_anchors(Maker *maker) {
	for (size_t i = 0; i < maker->document->anchor_count; i++) {
		const Block *block = block_of_anchor(maker->document, &maker->document->anchors[i]);
		if (block)
			maker->anchor_of_block[block->id] = i;
	}
}

static int by_id(const void *a, const void *b) {
	const Story *x = *(const Story *const *)a, *y = *(const Story *const *)b;
	int order = str_cmp(x->id, y->id);
	return order ? order : (x > y) - (x < y);
}

static void sort_stories(Maker *maker) {
	const Document *d = maker->document;
	maker->by_name = arena_array(maker->job->arena, const Story *, d->story_count + 1);
	for (size_t i = 0; i < d->story_count; i++)
		maker->by_name[i] = &d->stories[i];
	qsort(maker->by_name, d->story_count, sizeof *maker->by_name, by_id);
}

/* The grid's measures, from the design's plain body text. */
static void measure_grid(Maker *maker) {
	const Document *d = maker->document;
	maker->grid = d->baseline;
	maker->baseline_drop = len_scale(maker->grid, 3, 4);
	int design = layout_find_design(maker->layout, STR("default"));
	const ParagraphStyle *body = &maker->layout->styles[maker->layout->designs[design >= 0 ? design : 0].styles[TEXT_BODY]];
	FaceChain chain = fontset_chain(maker->fonts, maker->job, body->font, d->locale->script, d->locale->tag, body->weight, body->italic);
	Len size = len_scale(body->size, d->typography->scale, 1000);
	const Face *face = chain.first.face;
	Len cap = face && face->cap_height > 0 ? len_scale(size, face->cap_height, face->upem) : len_scale(size, 65, 100);
	maker->cap_drop = len_max(0, maker->baseline_drop - cap);
}

static void paint_page(Maker *maker, size_t index, const Sheet *sheet) {
	const Document *d = maker->document;
	const PagePlan *plan = &d->issue->pages[index];
	Page *page = &maker->pages->pages[index];
	memset(&maker->items, 0, sizeof maker->items);
	memset(&maker->lines, 0, sizeof maker->lines);
	const Template *template = layout_find_template(maker->layout, plan->template);
	if (template)
		furniture_paint(maker, template, index, true);
	size_t upright = maker->items.n;
	if (template && d->writing != WRITING_ACROSS)
		furniture_paint(maker, template, index, false);
	paint_sheet(maker, sheet);
	*page = (Page){ (int)index + 1, locale_digits(d->locale, maker->job->arena, (int64_t)index + 1), plan->template, maker->layout->page_width,
		            maker->layout->page_height, maker->items.at, maker->items.n, maker->lines.at, maker->lines.n, sheet->columns.at, sheet->columns.n,
		            .upright_count = upright };
}

static void learn_pages(Maker *maker, const Galley *galley, size_t from, size_t to, int page) {
	for (size_t i = from; i < to; i++) {
		const Slug *slug = &galley->at[i];
		size_t anchor = maker->anchor_of_block[slug->block->id];
		if (anchor != SIZE_MAX && !maker->page_of_anchor[anchor])
			maker->page_of_anchor[anchor] = page;
		for (size_t g = 0; g < slug->inside_count; g++)
			learn_pages(maker, slug->inside[g], 0, slug->inside[g]->n, page);
	}
}

/* Composes every page, in order, and learns where everything came to stand. */
void maker_round(Maker *maker) {
	const Document *d = maker->document;
	memset(maker->states, 0, d->story_count * sizeof *maker->states);
	maker->pending = (PendingNotes){ 0 };
	memset(maker->page_of_anchor, 0, d->anchor_count * sizeof *maker->page_of_anchor);
	for (size_t i = 0; i < d->issue->page_count; i++) {
		const Sheet *sheet = compose_page(maker, i);
		for (size_t p = 0; p < sheet->placements.n; p++) {
			const Placement *placed = &sheet->placements.at[p];
			learn_pages(maker, placed->galley, placed->from, placed->to, (int)i + 1);
		}
	}
}

static void paint_pages(Maker *maker) {
	for (size_t i = 0; i < maker->pages->page_count; i++) {
		const Sheet *sheet = maker->sheets[i].sheet;
		maker->page_number = (int)i + 1;
		frames_of_page(maker, maker->page_number);
		paint_page(maker, i, sheet);
		maker->pages->overset_lines += sheet->overset_lines;
		diag_merge(maker->job->diag, sheet->diag);
	}
}

/* Tells the document where its anchors came to stand. Returns whether a text changed. */
bool maker_settle(Maker *maker) {
	uint32_t *changed;
	size_t count = document_settle(maker->job, maker->document, maker->page_of_anchor, &changed);
	for (size_t i = 0; i < count; i++)
		galley_forget(maker, changed[i]);
	return count > 0;
}

static void report_unset(Maker *maker) {
	const Document *d = maker->document;
	if (maker->pending.count) {
		diag_error(maker->job->diag, maker->pending.parts[0].block->pos, RULE_FIT_NOTES, "this note does not end on the last page in " STR_FMT,
		           STR_ARG(d->edition->language));
		diag_help(maker->job->diag, "shorten it, or give notes more room: max-height of the frame for footnotes");
	}
	for (size_t s = 0; s < d->story_count; s++) {
		const Story *story = &d->stories[s];
		if (maker->states[s].overset && story->article)
			*list_push(maker->job->arena, &maker->pages->overset) = story->id;
		if (maker->states[s].begun || maker->states[s].done || !story->article)
			continue;
		diag_error(maker->job->diag, story_position(story, POS_NONE), RULE_FIT_OVERSET, "'" STR_FMT "' has not been set on any page", STR_ARG(story->id));
		diag_help(maker->job->diag, "place it in a frame of issue.yaml");
	}
}

static Maker *make_maker(Job *job, Document *document, FontSet *fonts, Dictionaries *dictionaries) {
	Maker *maker = arena_new(job->arena, Maker);
	maker->job = job;
	maker->document = document;
	maker->layout = document->layout;
	maker->fonts = fonts;
	maker->shaper = text_make_shaper(job, fonts, dictionaries, document->layout, document->locale);
	maker->states = arena_array(job->arena, StoryState, document->story_count + 1);
	maker->title_owner = document_add_owner(job, document, (OwnerNode){ .tag = TAG_TITLE, .language = document->locale->tag });
	maker->furniture_owner = document_add_owner(job, document, (OwnerNode){ .tag = TAG_ARTIFACT, .furniture = true, .language = document->locale->tag });
	maker->pages = arena_new(job->arena, Pages);
	maker->pages->page_count = document->issue->page_count;
	maker->pages->pages = arena_array(job->arena, Page, document->issue->page_count + 1);
	maker->versions = arena_array(job->arena, unsigned, document->story_count + 1);
	maker->rooms = arena_array(job->arena, PageRoom, document->issue->page_count + 1);
	maker->arranged = arrange_make_memory(job->arena, document->story_count + 1);
	maker->sheets = arena_array(job->arena, SheetCache, document->issue->page_count + 1);
	maker->page_of_anchor = arena_array(job->arena, int, document->anchor_count + 1);
	make_tables(maker);
	sort_stories(maker);
	map_anchors(maker);
	measure_grid(maker);
	fit_prepare(maker);
	return maker;
}

/* Whether the round just made showed something that asks for another. */
static bool moves(Maker *maker, FitMode fit) {
	bool references = maker_settle(maker), tighter = room_tighten(maker), texts = !tighter && fit != FIT_OFF && fit_stories(maker);
	return references || tighter || texts;
}

static bool too_many(Maker *maker, int *rounds) {
	if (++*rounds <= ROUNDS_MAX)
		return false;
	diag_warning(maker->job->diag, POS_NONE, RULE_PAGE_LOOP, "pages, page references and copyfitting did not settle in %d rounds", ROUNDS_MAX);
	diag_help(maker->job->diag, "look at the last pages of long articles; a change of a few words usually helps");
	return true;
}

/* Once it is known what fits: rounds in which stories see the columns to come and may use what is free. */
static void open_up(Maker *maker, int *rounds) {
	if (maker->greedy || *rounds > ROUNDS_MAX)
		return;
	room_open(maker);
	bool again = true;
	while (again && !too_many(maker, rounds)) {
		maker_round(maker);
		bool references = maker_settle(maker), closed = room_close(maker);
		again = references || closed;
	}
	if (!again)
		improve_pages(maker);
}

Pages *page_make(Job *job, Document *document, FontSet *fonts, const PageWishes *wishes) {
	Maker *maker = make_maker(job, document, fonts, wishes->dictionaries);
	maker->greedy = wishes->greedy;
	int rounds = 1;
	maker_round(maker);
	while (moves(maker, wishes->fit)) {
		if (too_many(maker, &rounds))
			break;
		maker_round(maker);
	}
	open_up(maker, &rounds);
	fit_report(maker);
	if (!maker->greedy)
		room_report(maker);
	if (wishes->fit == FIT_REPORT) {
		memset(maker->rooms, 0, maker->document->issue->page_count * sizeof *maker->rooms);
		fit_undo(maker);
		maker_round(maker);
	}
	paint_pages(maker);
	report_unset(maker);
	if (wishes->proof)
		proof_draw(maker);
	turn_pages(maker);
	if (wishes->downsample > 0)
		page_downsample(job, maker->pages, wishes->downsample);
	maker->pages->destinations = maker->destinations.at;
	maker->pages->destination_count = maker->destinations.n;
	return maker->pages;
}
