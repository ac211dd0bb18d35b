/* The bidirectional algorithm (UAX #9) by ICU: once for the paragraph, then per line. Spans that are isolates (links,
 * phrases in another language, inserted values) are wrapped in LRI, RLI or FSI and PDI in the UTF-16 copy only; the map
 * from bytes to UTF-16 hides that from everyone else. A left-to-right paragraph without a right-to-left character needs
 * none of it. */
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>

#include "text/internal.h"

#define LRI 0x2066
#define RLI 0x2067
#define FSI 0x2068
#define PDI 0x2069

static bool needs_bidi(const Block *block, uint32_t start, uint32_t end) {
	if (block->rtl)
		return true;
	size_t at = start;
	Str text = str_sub(block->text, 0, end);
	while (at < end) {
		uint32_t c = utf8_next(text, &at);
		if (c < 0x590)
			continue;
		UCharDirection d = u_charDirection((UChar32)c);
		if (d == U_RIGHT_TO_LEFT || d == U_RIGHT_TO_LEFT_ARABIC || d == U_ARABIC_NUMBER || d == U_RIGHT_TO_LEFT_ISOLATE ||
		    d == U_RIGHT_TO_LEFT_EMBEDDING || d == U_RIGHT_TO_LEFT_OVERRIDE)
			return true;
	}
	for (size_t i = 0; i < block->span_count; i++)
		if (block->spans[i].direction == DIRECTION_RTL)
			return true;
	return false;
}

static bool same_isolate(const Span *a, const Span *b) {
	return a->isolate && b->isolate && a->owner == b->owner && a->direction == b->direction && str_eq(a->language, b->language);
}

static UChar isolate_mark(const Span *span) {
	return span->direction == DIRECTION_LTR ? LRI : span->direction == DIRECTION_RTL ? RLI : FSI;
}

/* Copies the text to UTF-16 with isolates, noting where each byte went. Returns the length. */
static int32_t copy_with_isolates(Bidi *bidi, const Block *block, uint32_t start, uint32_t end) {
	int32_t n = 0;
	Str text = str_sub(block->text, 0, end);
	for (size_t i = 0; i < block->span_count; i++) {
		const Span *span = &block->spans[i];
		uint32_t from = span->start > start ? span->start : start, to = span->end < end ? span->end : end;
		if (from >= to)
			continue;
		bool opens = span->isolate && !(i > 0 && block->spans[i - 1].end > start && same_isolate(&block->spans[i - 1], span));
		bool closes = span->isolate && !(i + 1 < block->span_count && block->spans[i + 1].start < end &&
		                                 same_isolate(span, &block->spans[i + 1]));
		if (opens)
			bidi->u16[n++] = isolate_mark(span);
		for (size_t at = from; at < to;) {
			size_t before = at;
			uint32_t c = utf8_next(text, &at);
			for (size_t b = before; b < at; b++)
				bidi->u16_of[b - start] = (uint32_t)n;
			U16_APPEND_UNSAFE(bidi->u16, n, c);
		}
		if (closes)
			bidi->u16[n++] = PDI;
	}
	bidi->u16_of[end - start] = (uint32_t)n;
	return n;
}

static void close_bidi(void *handle) { ubidi_close(handle); }

Bidi *bidi_make(Job *job, const Block *block, uint32_t start, uint32_t end) {
	Bidi *bidi = arena_new(job->arena, Bidi);
	if (!needs_bidi(block, start, end))
		return bidi;
	uint32_t n = end - start;
	bidi->u16 = arena_array(job->arena, UChar, n + 2 * block->span_count + 1);
	bidi->u16_of = arena_array(job->arena, uint32_t, n + 1);
	int32_t length = copy_with_isolates(bidi, block, start, end);
	UErrorCode status = U_ZERO_ERROR;
	bidi->paragraph = ubidi_openSized(length, 0, &status);
	bidi->line = ubidi_openSized(length, 0, &status);
	arena_on_release(job->arena, close_bidi, bidi->paragraph);
	arena_on_release(job->arena, close_bidi, bidi->line);
	ubidi_setPara(bidi->paragraph, bidi->u16, length, block->rtl ? 1 : 0, NULL, &status);
	if (U_FAILURE(status))
		arena_out_of_memory((size_t)length);
	return bidi;
}

uint8_t bidi_level_at(const Bidi *bidi, uint32_t byte) {
	return bidi->paragraph ? ubidi_getLevelAt(bidi->paragraph, (int32_t)bidi->u16_of[byte]) : 0;
}

/* The level of a byte within a line that was set with ubidi_setLine; bytes of a line without bidi are at level 0. */
static uint8_t level_in_line(const Bidi *bidi, const UBiDiLevel *levels, uint32_t line_start, uint32_t byte) {
	return levels ? levels[bidi->u16_of[byte] - bidi->u16_of[line_start]] : 0;
}

static void reverse(VisualRun *runs, uint32_t from, uint32_t to) {
	while (from + 1 < to) {
		VisualRun swap = runs[from];
		runs[from++] = runs[--to];
		runs[to] = swap;
	}
}

/* UAX #9, rule L2, over stretches of equal level. */
static void reorder(VisualRun *runs, uint32_t count) {
	uint8_t highest = 0, lowest_odd = UINT8_MAX;
	for (uint32_t i = 0; i < count; i++) {
		highest = runs[i].level > highest ? runs[i].level : highest;
		if (runs[i].level % 2 && runs[i].level < lowest_odd)
			lowest_odd = runs[i].level;
	}
	for (uint8_t level = highest; level >= lowest_odd && level > 0; level--)
		for (uint32_t i = 0; i < count; i++) {
			uint32_t from = i;
			while (i < count && runs[i].level >= level)
				i++;
			if (i > from)
				reverse(runs, from, i);
		}
}

uint32_t text_order_line(Job *job, const Text *text, uint32_t start, uint32_t end, VisualRun **out) {
	const Bidi *bidi = text->bidi;
	uint32_t origin = text->runs[0].start;
	const UBiDiLevel *levels = NULL;
	if (bidi->paragraph && start < end) {
		UErrorCode status = U_ZERO_ERROR;
		ubidi_setLine(bidi->paragraph, (int32_t)bidi->u16_of[start - origin], (int32_t)bidi->u16_of[end - origin], bidi->line, &status);
		levels = ubidi_getLevels(bidi->line, &status);
		if (U_FAILURE(status))
			levels = NULL;
	}
	struct { VisualRun *at; size_t n, room; } runs = { 0 };
	for (uint32_t r = 0; r < text->run_count; r++) {
		const Run *run = &text->runs[r];
		uint32_t from = run->start > start ? run->start : start, to = run->end < end ? run->end : end;
		while (from < to) {
			uint8_t level = level_in_line(bidi, levels, start - origin, from - origin);
			uint32_t stop = from + 1;
			while (stop < to && level_in_line(bidi, levels, start - origin, stop - origin) == level)
				stop++;
			VisualRun *v = list_push(job->arena, &runs);
			*v = (VisualRun){ r, from, stop, level };
			from = stop;
		}
	}
	reorder(runs.at, (uint32_t)runs.n);
	*out = runs.at;
	return (uint32_t)runs.n;
}
