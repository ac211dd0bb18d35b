/* Notes: a rule, then the notes in the order of their calls, in as many columns as their frame has, their feet level. They stand
 * across the foot of the page, or at the foot of the frame or column of their calls. A note's first line stays where its call
 * is; what then finds no room at the foot of the page goes on at the foot of the next, under a word that says so. */
#include "page/internal.h"

#define UNEVEN_SHARE 8                                       /* feet of notes that are not level are worth so much less than those of text */

static Segment *foot_segments(Maker *maker, const Frame *frame, Rectangle area) {
	size_t count;
	return frame_segments(maker, frame, area, maker->document->locale->rtl, NULL, 0, &count);
}

static const Design *notes_design(const Maker *maker) { return &maker->layout->designs[maker->layout->notes_design]; }

/* What is left of notes called on the page before, then the new ones. Returns the slug that begins the last new note. */
static size_t join(Maker *maker, Galley *galley, const PendingNotes *pending, const size_t *notes, size_t count) {
	size_t last = 0;
	for (size_t i = 0; i < pending->count; i++)
		galley_add_block(maker, galley, pending->parts[i].block, pending->parts[i].byte, galley->width, 0);
	for (size_t i = 0; i < count; i++) {
		const Note *note = &maker->document->notes[notes[i]];
		last = galley->n;
		for (size_t b = 0; b < note->block_count; b++)
			galley_add_block(maker, galley, &note->blocks[b], 0, galley->width, 0);
	}
	return last;
}

static PendingNotes rest_of(Arena *arena, const Galley *galley, size_t from) {
	struct { NotePart *at; size_t n, room; } list = { 0 };
	for (size_t i = from; i < galley->n; i++) {
		const Slug *slug = &galley->at[i];
		if (list.n && list.at[list.n - 1].block == slug->block)
			continue;
		*(NotePart *)list_push(arena, &list) = (NotePart){ slug->block, slug->line > 0 ? slug->lines->lines[slug->line].start : 0 };
	}
	return (PendingNotes){ list.at, list.n };
}

static Len continued_height(const Maker *maker, const PendingNotes *pending) {
	const ParagraphStyle *style = &maker->layout->styles[notes_design(maker)->styles[TEXT_NOTE]];
	return pending->count ? len_scale(maker->grid, style->leading, 1000) : 0;
}

static Len rule_height(const Maker *maker) { return notes_design(maker)->rule_before.width + notes_design(maker)->pad_before; }

/* The foot when it may be `limit` high. */
static NoteFoot measure_within(Maker *maker, const Frame *frame, Len width, Len limit, const PendingNotes *pending, const size_t *notes, size_t count) {
	NoteFoot foot = { .count = (size_t)frame->columns, .continued = pending->count > 0 };
	Segment *segments = foot_segments(maker, frame, (Rectangle){ 0, maker->head, width, limit });
	foot.galley = galley_open(maker->job->arena, segments[0].area.width);
	size_t last = join(maker, foot.galley, pending, notes, count);
	foot.ends = arena_array(maker->job->arena, size_t, foot.count);
	int uneven = maker->layout->weights.uneven_foot / UNEVEN_SHARE;
	size_t end = distribute(maker, foot.galley, segments, foot.count, uneven, foot.ends);
	Len height = 0;
	for (size_t c = 0, from = 0; c < foot.count; from = foot.ends[c++])
		height = len_max(height, galley_height(maker, foot.galley, from, foot.ends[c]));
	foot.pending = rest_of(maker->job->arena, foot.galley, end);
	foot.overset = count > 0 && end <= last;
	foot.height = height + rule_height(maker) + continued_height(maker, pending);
	return foot;
}

/* A foot that would not hold the first line of each of its notes may grow beyond what the layout gives it. */
NoteFoot notes_measure(Maker *maker, const Frame *frame, Len width, const PendingNotes *pending, const size_t *notes, size_t count) {
	if (!count && !pending->count)
		return (NoteFoot){ 0 };
	Len most = maker->layout->page_height * 3 / 4, limit = frame->max_height ? frame->max_height : maker->layout->page_height / 2;
	NoteFoot foot = measure_within(maker, frame, width, limit, pending, notes, count);
	return foot.overset ? measure_within(maker, frame, width, most, pending, notes, count) : foot;
}

static void say_continued(Maker *maker, Sheet *sheet, const Frame *frame, Rectangle area, Len height) {
	int style = notes_design(maker)->styles[TEXT_NOTE];
	Str text = locale_message(maker->document->locale, maker->job->arena, "note-continued", NULL, 0);
	Single *single = list_push(maker->job->arena, &sheet->singles);
	*single = *single_for(maker, text, style, notes_design(maker));
	single->left = area.x;
	single->width = area.width;
	single->baseline = area.y + height * 3 / 4;
	single->frame = frame->name;
}

void notes_place(Maker *maker, Sheet *sheet, const Frame *frame, Rectangle area, const NoteFoot *foot) {
	const Design *design = notes_design(maker);
	Arena *arena = maker->job->arena;
	if (design->rule_before.width) {
		Mark *mark = list_push(arena, &sheet->marks);
		*mark = (Mark){ { area.x, area.y, area.width, design->rule_before.width }, design->rule_before.colour, design->pos };
	}
	Len skip = rule_height(maker);
	area.y += skip;
	if (foot->continued) {
		Len height = continued_height(maker, &(PendingNotes){ NULL, 1 });
		say_continued(maker, sheet, frame, area, height);
		area.y += height;
		skip += height;
	}
	area.height -= skip;
	Segment *segments = foot_segments(maker, frame, area);
	for (size_t c = 0, from = 0; c < foot->count; from = foot->ends[c++]) {
		Placement *p = list_push(arena, &sheet->placements);
		*p = (Placement){ foot->galley, from, foot->ends[c], segments[c].area, frame->name, STR(""), (int)c + 1, 0 };
	}
}
