/* Changes to a text that carries spans and marks: the spans grow and shrink with their text, and after every change
 * a mark says anew where the text that follows was written. One pass over text, spans, marks and edits together. */
#include "document/build.h"

#include <assert.h>

typedef struct {
	Inlines out;
	Buf text;
} Edited;

/* Between two marks text and source run in step; what has no source stays at the mark. */
Pos marks_position(const TextMark *marks, size_t count, uint32_t at) {
	if (count == 0)
		return POS_NONE;
	size_t low = 0, high = count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (marks[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	Pos pos = marks[low].pos;
	uint32_t step = at > marks[low].at ? at - marks[low].at : 0;
	if (step > pos.length)
		step = pos.length;
	pos.offset += step;
	pos.length -= step;
	return pos;
}

Pos block_position(const Block *block, uint32_t at) {
	Pos pos = marks_position(block->marks, block->mark_count, at);
	if (!pos.file)
		return block->pos;
	for (size_t i = 0; i < block->span_count; i++)
		if (at >= block->spans[i].start && at < block->spans[i].end && block->spans[i].generated)
			return marks_position(block->marks, block->mark_count, block->spans[i].start);
	return pos;
}

static void push_span(Arena *arena, Edited *e, Span span, size_t start) {
	if (start == e->text.n)
		return;
	span.start = (uint32_t)start;
	span.end = (uint32_t)e->text.n;
	*list_push(arena, &e->out.spans) = span;
}

static void copy_bytes(Edited *e, Str text, uint32_t start, uint32_t end) {
	buf_add(&e->text, text.p + start, end - start);
}

/* The span with those of the edits that are its own. */
static size_t edit_span(Arena *arena, Edited *e, Str text, const Span *span, const Edit *edits, size_t count) {
	size_t start = e->text.n, i = 0;
	uint32_t cursor = span->start;
	for (; i < count; i++) {
		const Edit *edit = &edits[i];
		if (edit->start > span->end || (edit->start == span->end && !(edit->start == edit->end && edit->with_previous)))
			break;
		assert(edit->start >= cursor && edit->end <= span->end);
		copy_bytes(e, text, cursor, edit->start);
		if (edit->generated) {
			push_span(arena, e, *span, start);
			start = e->text.n;
		}
		buf_str(&e->text, edit->with);
		if (edit->generated) {
			Span made = *span;
			made.generated = true;
			made.note = made.reference = -1;
			push_span(arena, e, made, start);
			start = e->text.n;
		}
		cursor = edit->end;
	}
	copy_bytes(e, text, cursor, span->end);
	push_span(arena, e, *span, start);
	return i;
}

static void push_mark(Arena *arena, Edited *e, int64_t at, Pos pos) {
	size_t n = e->out.marks.n;
	TextMark mark = { (uint32_t)at, pos };
	if (n > 0 && e->out.marks.at[n - 1].at == mark.at)
		e->out.marks.at[n - 1] = mark;
	else
		*list_push(arena, &e->out.marks) = mark;
}

static void edit_marks(Arena *arena, Edited *e, const Inlines *in, const Edit *edits, size_t count) {
	int64_t moved = 0;
	size_t m = 0;
	for (size_t i = 0; i < count; i++) {
		const Edit *edit = &edits[i];
		for (; m < in->marks.n && in->marks.at[m].at <= edit->start && in->marks.at[m].at < edit->end; m++)
			push_mark(arena, e, in->marks.at[m].at + moved, in->marks.at[m].pos);
		while (m < in->marks.n && in->marks.at[m].at < edit->end)
			m++;
		moved += (int64_t)edit->with.n - (edit->end - edit->start);
		if (edit->end < in->text.n)
			push_mark(arena, e, edit->end + moved, marks_position(in->marks.at, in->marks.n, edit->end));
	}
	for (; m < in->marks.n; m++)
		push_mark(arena, e, in->marks.at[m].at + moved, in->marks.at[m].pos);
}

void inlines_edit(Arena *arena, Inlines *inlines, const Edit *edits, size_t count) {
	if (count == 0)
		return;
	Edited e = { 0 };
	size_t done = 0;
	for (size_t i = 0; i < inlines->spans.n; i++)
		done += edit_span(arena, &e, inlines->text, &inlines->spans.at[i], edits + done, count - done);
	assert(done == count);
	edit_marks(arena, &e, inlines, edits, count);
	e.out.text = str_copy(arena, buf_as_str(&e.text));
	buf_free(&e.text);
	*inlines = e.out;
}
