/* What is free on a page, and what becomes of it. The first rounds set every story in the least depth, so that it is known what
 * fits; then a page with lines to spare may open up: its stories may be as much deeper as they share of what is free below the
 * last of them, and there is more between them. Whether a story takes that is decided where its columns are arranged: a free line
 * has its price, and so have a paragraph set a line longer and a line of air. Where a story no longer fits for that, its pages are
 * closed again. */
#include "page/internal.h"

#define GAP_MAX 2                                            /* lines more between two stories */
#define GAP_SHARE 5                                          /* for each of them so many free lines */
#define FREE_SHARE 4                                         /* a page of which more than this part is free stays so */
#define UNDERFULL 6                                          /* lines that stay free and are worth a word */
#define DEEPER_MAX 8                                         /* lines by which a story opens up */

static const Frame *frame_below(const Template *template, const Sheet *sheet, const Frame *frame) {
	for (size_t f = 0; f < template->frame_count; f++) {
		const Frame *below = &template->frames[f];
		if (sheet->ends[f] && below->top.kind == EDGE_AFTER && str_eq(below->top.frame, frame->name))
			return below;
	}
	return NULL;
}

static const Frame *frame_above(const Template *template, const Sheet *sheet, const Frame *frame) {
	for (size_t f = 0; f < template->frame_count && frame->top.kind == EDGE_AFTER; f++)
		if (sheet->ends[f] && str_eq(template->frames[f].name, frame->top.frame))
			return &template->frames[f];
	return NULL;
}

static Len free_lines(const Maker *maker, const Template *template, const Sheet *sheet, const Frame *last) {
	size_t at = (size_t)(last - template->frames);
	return len_max(0, sheet->bottoms[at] - sheet->ends[at]) / maker->grid;
}

/* Shares what is free below a frame with those that it stands under. A frame with several below it has the least share of all. */
static void share(const Maker *maker, const Template *template, const Sheet *sheet, const Frame *last, PageRoom *room) {
	Len count = 1, lines = free_lines(maker, template, sheet, last);
	for (const Frame *f = frame_above(template, sheet, last); f && count < (Len)template->frame_count; f = frame_above(template, sheet, f))
		count++;
	Len gap = count > 1 ? len_min(GAP_MAX, lines / (GAP_SHARE * (count - 1))) : GAP_MAX;
	room->gap = len_min(room->gap, gap * maker->grid);
	lines -= count > 1 ? gap * (count - 1) : 0;
	if (lines > (maker->layout->page_height - maker->layout->margin_top - maker->layout->margin_bottom) / maker->grid / FREE_SHARE)
		lines = 0;                                           /* nothing would fill that */
	Len most = lines;
	for (const Frame *f = last; f && count > 0; f = frame_above(template, sheet, f), most = lines / count) {
		Len *deeper = &room->deeper[f - template->frames];
		*deeper = len_min(*deeper, most * maker->grid);
	}
}

static bool has_overset(const Maker *maker, const PagePlan *plan) {
	for (size_t i = 0; i < plan->place_count; i++) {
		size_t story = story_of_place(maker, &plan->places[i]);
		if (story != SIZE_MAX && maker->states[story].overset)
			return true;
	}
	return false;
}

bool room_tighten(Maker *maker) {
	bool changed = false;
	for (size_t p = 0; p < maker->document->issue->page_count; p++) {
		if (maker->rooms[p].tight || !has_overset(maker, &maker->document->issue->pages[p]))
			continue;
		maker->rooms[p].tight = changed = true;
		maker->sheets[p].sheet = NULL;
	}
	return changed;
}

void room_open(Maker *maker) {
	const Issue *issue = maker->document->issue;
	maker->settled = true;
	for (size_t p = 0; p < issue->page_count; p++) {
		PageRoom *room = &maker->rooms[p];
		const Template *template = layout_find_template(maker->layout, issue->pages[p].template);
		const Sheet *sheet = maker->sheets[p].sheet;
		maker->sheets[p].sheet = NULL;
		if (!template)
			continue;
		room->deeper = arena_array(maker->job->arena, Len, template->frame_count);
		room->opens = !has_overset(maker, &issue->pages[p]);
		if (!room->opens)
			continue;
		room->gap = GAP_MAX * maker->grid;
		for (size_t f = 0; f < template->frame_count; f++)
			room->deeper[f] = DEEPER_MAX * maker->grid;
		for (size_t f = 0; f < template->frame_count; f++)
			if (sheet->ends[f] && !frame_below(template, sheet, &template->frames[f]))
				share(maker, template, sheet, &template->frames[f], room);
	}
}

static void close_page(Maker *maker, size_t page) {
	PageRoom *room = &maker->rooms[page];
	const Template *template = layout_find_template(maker->layout, maker->document->issue->pages[page].template);
	for (size_t f = 0; room->deeper && f < template->frame_count; f++)
		room->deeper[f] = 0;
	room->opens = false;
	room->gap = 0;
	maker->sheets[page].sheet = NULL;
}

bool room_close(Maker *maker) {
	const Issue *issue = maker->document->issue;
	bool overset = false, closed = false;
	for (size_t p = 0; p < issue->page_count; p++) {
		if (!has_overset(maker, &issue->pages[p]))
			continue;
		overset = true;
		closed |= maker->rooms[p].opens;
		if (maker->rooms[p].opens)
			close_page(maker, p);
	}
	if (!overset || closed)
		return overset;
	/* Then it is the columns to come; and at last all is as it was in the first rounds. */
	bool looked = maker->settled, changed = looked;
	maker->settled = false;
	for (size_t p = 0; p < issue->page_count; p++) {
		changed |= maker->rooms[p].opens;
		if (looked)
			maker->sheets[p].sheet = NULL;
		else if (maker->rooms[p].opens)
			close_page(maker, p);
	}
	return changed;
}

Len room_deeper(const Maker *maker, size_t page_index, const Template *template, const Frame *frame) {
	const PageRoom *room = &maker->rooms[page_index];
	return room->opens ? room->deeper[frame - template->frames] : 0;
}

Len room_gap(const Maker *maker, size_t page_index) { return maker->rooms[page_index].gap; }

typedef struct {
	unsigned longer, air;                                    /* paragraphs a line longer, lines of air */
} Opened;

static Opened count_opened(const Maker *maker, const Story *story) {
	Opened opened = { 0 };
	for (size_t p = 0; p < maker->document->issue->page_count; p++)
		for (size_t i = 0; i < maker->sheets[p].sheet->placements.n; i++) {
			const Placement *placed = &maker->sheets[p].sheet->placements.at[i];
			for (size_t s = placed->from; s < placed->to && str_eq(placed->story, story->id); s++) {
				const Slug *slug = &placed->galley->at[s];
				opened.longer += slug->kind == SLUG_LINE && slug->line == 0 && slug->rules->looseness > 0;
				opened.air += slug->air;
			}
		}
	return opened;
}

/* Where the story ends: the page and how many lines below it stay free there; 0 lines when another story stands below. */
static Len free_below(const Maker *maker, const Story *story, int *page_number) {
	const Issue *issue = maker->document->issue;
	*page_number = maker->states[story - maker->document->stories].last_page;
	if (!*page_number)
		return 0;
	const PagePlan *plan = &issue->pages[*page_number - 1];
	const Sheet *sheet = maker->sheets[*page_number - 1].sheet;
	const Template *template = layout_find_template(maker->layout, plan->template);
	Len lines = 0;
	for (size_t i = 0; i < plan->place_count; i++)
		for (size_t f = 0; f < template->frame_count; f++)
			if (str_eq(plan->places[i].frame, template->frames[f].name) && sheet->ends[f] && !frame_below(template, sheet, &template->frames[f]))
				lines = str_eq(plan->places[i].target, story->id) ? free_lines(maker, template, sheet, &template->frames[f]) : lines;
	return lines;
}

void room_report(Maker *maker) {
	for (size_t s = 0; s < maker->document->story_count; s++) {
		const Story *story = &maker->document->stories[s];
		int page;
		Len lines = story->article ? free_below(maker, story, &page) : 0;
		Opened opened = story->article ? count_opened(maker, story) : (Opened){ 0 };
		if (maker->states[s].overset || (lines < UNDERFULL && !opened.longer && !opened.air))
			continue;
		Buf how = { 0 };
		if (opened.longer)
			buf_printf(&how, ", %u paragraph%s a line longer", opened.longer, opened.longer == 1 ? "" : "s");
		if (opened.air)
			buf_printf(&how, ", %u line%s of air", opened.air, opened.air == 1 ? "" : "s");
		if (lines >= UNDERFULL)
			buf_printf(&how, ", %d lines stay free on page %d", (int)lines, page);
		diag_report(maker->job->diag, SEVERITY_NOTE, story_position(story, POS_NONE), RULE_FIT_UNDERFULL, "'" STR_FMT "' %s in " STR_FMT STR_FMT,
		            STR_ARG(story->id), opened.longer || opened.air ? "opened up" : "is shorter than its frames", STR_ARG(maker->document->edition->language),
		            STR_ARG(buf_as_str(&how)));
		buf_free(&how);
	}
}
