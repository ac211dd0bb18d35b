/* Notes across the foot of a page: a rule, then the notes called on this page in the order of their calls, in as many
 * columns as the notes' frame has, their feet level. */
#include "page/internal.h"

static Segment *foot_segments(Maker *maker, const Frame *frame, Rectangle area) {
	size_t count;
	return frame_segments(maker, frame, area, NULL, 0, &count);
}

static Galley *join(Maker *maker, Len width, const size_t *notes, size_t count) {
	Galley *galley = galley_open(maker->job->arena, width);
	for (size_t i = 0; i < count; i++) {
		const Note *note = &maker->document->notes[notes[i]];
		for (size_t b = 0; b < note->block_count; b++)
			galley_add_block(maker, galley, &note->blocks[b], 0, width, 0);
	}
	return galley;
}

static Len rule_height(const Maker *maker) {
	const Design *design = &maker->layout->designs[maker->layout->notes_design];
	return design->rule_before.width + design->pad_before;
}

NoteFoot notes_measure(Maker *maker, const Frame *frame, Len width, const size_t *notes, size_t count) {
	NoteFoot foot = { 0 };
	if (!count)
		return foot;
	Len limit = frame->max_height ? frame->max_height : maker->layout->page_height / 2;
	Rectangle area = { 0, maker->layout->margin_top, width, limit };
	Segment *segments = foot_segments(maker, frame, area);
	foot.galley = join(maker, segments[0].area.width, notes, count);
	foot.count = (size_t)frame->columns;
	foot.ends = arena_array(maker->job->arena, size_t, foot.count);
	size_t end = distribute(maker, foot.galley, 0, segments, foot.count, true, foot.ends).end;
	Len height = 0;
	for (size_t c = 0, from = 0; c < foot.count; from = foot.ends[c++])
		height = len_max(height, galley_height(maker, foot.galley, from, foot.ends[c]));
	foot.overset = end < foot.galley->n;
	foot.height = height + rule_height(maker);
	return foot;
}

void notes_place(Maker *maker, Sheet *sheet, const Frame *frame, Rectangle area, const NoteFoot *foot) {
	const Design *design = &maker->layout->designs[maker->layout->notes_design];
	Arena *arena = maker->job->arena;
	if (design->rule_before.width) {
		Mark *mark = list_push(arena, &sheet->marks);
		*mark = (Mark){ { area.x, area.y, area.width, design->rule_before.width }, design->rule_before.colour };
	}
	area.y += rule_height(maker);
	area.height -= rule_height(maker);
	Segment *segments = foot_segments(maker, frame, area);
	for (size_t c = 0, from = 0; c < foot->count; from = foot->ends[c++]) {
		Placement *p = list_push(arena, &sheet->placements);
		*p = (Placement){ foot->galley, from, foot->ends[c], segments[c].area, frame->name, STR(""), (int)c + 1, 0 };
	}
}
