/* Where a line may end: ICU's line breaker (UAX #14, lb=strict) on the paragraph, breaks inside clusters dropped, addresses
 * divided after their slashes and before their dots, words by hyphenation. An emergency break is allowed between any two
 * clusters of a script whose letters do not join. */
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include "text/internal.h"

/* Which script's letters join, so that a word may never be torn. */
static bool joins(uint32_t script) {
	return script == HB_SCRIPT_ARABIC || script == HB_SCRIPT_SYRIAC || script == HB_SCRIPT_NKO || script == HB_SCRIPT_MONGOLIAN ||
	       script == HB_SCRIPT_ADLAM || script == HB_SCRIPT_DEVANAGARI || script == HB_SCRIPT_BENGALI || script == HB_SCRIPT_GURMUKHI;
}

static void mark(uint8_t *kinds, const TextRequest *request, uint32_t at, BreakKind kind) {
	if (at > request->start && at < request->end)
		kinds[at - request->start] = (uint8_t)kind;
}

static void mark_icu_breaks(Shaper *shaper, const TextRequest *request, uint8_t *kinds) {
	UErrorCode status = U_ZERO_ERROR;
	UText ut = UTEXT_INITIALIZER;
	Str text = str_sub(request->block->text, request->start, request->end);
	utext_openUTF8(&ut, text.p, (int64_t)text.n, &status);
	ubrk_setUText(shaper->line_breaks, &ut, &status);
	if (U_SUCCESS(status)) {
		ubrk_first(shaper->line_breaks);
		for (int32_t at; (at = ubrk_next(shaper->line_breaks)) != UBRK_DONE;) {
			bool forced = ubrk_getRuleStatus(shaper->line_breaks) >= UBRK_LINE_HARD;
			mark(kinds, request, request->start + (uint32_t)at, forced ? BREAK_FORCED : BREAK_ALLOWED);
		}
	}
	utext_close(&ut);
}

/* A dash that opens the paragraph or follows a space holds on to the next word (dialogue, L6). */
static void hold_dashes(const TextRequest *request, uint8_t *kinds) {
	Str text = str_sub(request->block->text, 0, request->end);
	uint32_t previous = ' ';
	size_t at = request->start;
	if (at < request->end) {
		uint32_t c = utf8_next(text, &at);
		if (c == 0x2013 || c == 0x2014) {
			while (at < request->end && (text.p[at] == ' '))
				kinds[at++ - request->start] = BREAK_NONE;
			if (at < request->end)
				kinds[at - request->start] = BREAK_NONE;
		}
		previous = c;
	}
	/* "p. 5", "§ 5": a number stays with what names it. */
	for (size_t b = at; b < request->end;) {
		size_t here = b;
		uint32_t c = utf8_next(text, &b);
		if (u_isdigit((UChar32)c) && previous == ' ' && here >= request->start + 3 && text.p[here - 2] == '.' &&
		    (here < request->start + 4 || text.p[here - 4] == ' ' || text.p[here - 4] == '('))
			kinds[here - request->start] = BREAK_NONE;
		previous = c;
	}
}

static bool is_address(Str s) {
	return str_find(s, "://", 0) != SIZE_MAX || str_starts(s, "www.") || (str_find(s, "@", 0) != SIZE_MAX && str_find(s, " ", 0) == SIZE_MAX);
}

/* Addresses (L9): a line may end after a slash and before a dot and the like, without a hyphen. */
static void divide_addresses(const TextRequest *request, uint8_t *kinds, uint8_t *in_address) {
	const Block *block = request->block;
	for (size_t i = 0; i < block->span_count; i++) {
		const Span *span = &block->spans[i];
		uint32_t from = span->start > request->start ? span->start : request->start, to = span->end < request->end ? span->end : request->end;
		if (from >= to || !is_address(str_sub(block->text, span->start, span->end)))
			continue;
		memset(in_address + (from - request->start), 1, to - from);
		for (uint32_t at = from + 1; at < to; at++) {
			char before = block->text.p[at - 1], here = block->text.p[at];
			bool after = before == '/' && here != '/';
			bool ahead = strchr(".&=#?_@", here) && at + 3 < to && at > from + 3;
			if (kinds[at - request->start] != BREAK_FORCED)
				kinds[at - request->start] = after || ahead ? BREAK_ALLOWED : BREAK_NONE;
		}
	}
}

static bool is_word_character(uint32_t c) { return u_isalpha((UChar32)c) || (c >= 0x300 && u_charType((UChar32)c) == U_NON_SPACING_MARK); }

/* The end of the word that starts at `at`, and whether hyphenation should leave it alone (capitals, digits beside it). */
static uint32_t scan_word(Str text, uint32_t at, uint32_t end, bool *leave) {
	size_t next = at, upper = 0, letters = 0;
	while (next < end) {
		size_t after = next;
		uint32_t c = utf8_next(text, &after);
		if (!is_word_character(c)) {
			*leave |= u_isdigit((UChar32)c);
			break;
		}
		upper += u_isupper((UChar32)c);
		letters++;
		next = after;
	}
	*leave |= letters > 1 && upper == letters;
	return (uint32_t)next;
}

static void hyphenate_run(Shaper *shaper, const TextRequest *request, const Run *run, const uint8_t *in_address, uint8_t *kinds) {
	Str text = request->block->text;
	uint32_t end = run->end;
	for (uint32_t at = run->start; at < end;) {
		size_t next = at;
		uint32_t c = utf8_next(text, &next);
		if (!is_word_character(c)) {
			at = (uint32_t)next;
			continue;
		}
		size_t back = at;
		uint32_t previous = at > request->start ? utf8_prev(text, &back) : ' ';
		bool leave = u_isdigit((UChar32)previous) || in_address[at - request->start];
		uint32_t word_end = scan_word(text, at, end, &leave);
		uint8_t points[256];
		if (!leave && word_end - at < sizeof points) {
			hyphenate_word(shaper->hyphens, str_sub(text, at, word_end), points);
			for (uint32_t i = 1; i < word_end - at; i++)
				if (points[i] && kinds[at + i - request->start] == BREAK_NONE)
					mark(kinds, request, at + i, BREAK_HYPHEN);
		}
		at = word_end;
	}
}

static bool may_hyphenate(const Shaper *shaper, const TextRequest *request, const Run *run) {
	Str locale = shaper->locale->tag;
	bool same = str_eq(run->language, locale);
	return shaper->hyphens && request->style->hyphenate && same && !run->span->no_hyphens;
}

static void mark_soft_hyphens(const TextRequest *request, uint8_t *kinds) {
	Str text = request->block->text;
	for (uint32_t at = request->start; at + 1 < request->end; at++)
		if ((unsigned char)text.p[at] == 0xC2 && (unsigned char)text.p[at + 1] == 0xAD)
			mark(kinds, request, at + 2, BREAK_SOFT_HYPHEN);
}

/* A hyphenation point within a ligature divides its cluster: each part gets its share of the width, and a break there
 * is unsafe, so the edge is shaped again when a line ends on it. */
static void divide_ligatures(Job *job, Text *text, const uint8_t *kinds, uint32_t origin) {
	struct { Cluster *at; size_t n, room; } list = { 0 };
	for (uint32_t i = 0; i < text->cluster_count; i++) {
		Cluster whole = text->clusters[i];
		uint32_t from = whole.start, characters = (uint32_t)utf8_count(str_sub(text->text, whole.start, whole.end));
		Len left = whole.width;
		for (uint32_t b = whole.start + 1; b < whole.end; b++) {
			if (kinds[b - origin] != BREAK_HYPHEN && kinds[b - origin] != BREAK_SOFT_HYPHEN)
				continue;
			uint32_t part = (uint32_t)utf8_count(str_sub(text->text, from, b));
			Cluster *c = list_push(job->arena, &list);
			*c = whole;
			c->start = from;
			c->end = b;
			c->width = len_scale(whole.width, part, characters);
			c->unsafe = from > whole.start || whole.unsafe;
			left -= c->width;
			from = b;
		}
		Cluster *c = list_push(job->arena, &list);
		*c = whole;
		c->start = from;
		c->width = left;
		c->unsafe = from > whole.start || whole.unsafe;
	}
	text->clusters = list.at;
	text->cluster_count = (uint32_t)list.n;
}

void find_breaks(Job *job, Shaper *shaper, const TextRequest *request, Text *text) {
	uint32_t n = request->end - request->start;
	uint8_t *kinds = arena_array(job->arena, uint8_t, n + 1), *in_address = arena_array(job->arena, uint8_t, n + 1);
	mark_icu_breaks(shaper, request, kinds);
	hold_dashes(request, kinds);
	divide_addresses(request, kinds, in_address);
	for (uint32_t r = 0; r < text->run_count; r++)
		if (may_hyphenate(shaper, request, &text->runs[r]))
			hyphenate_run(shaper, request, &text->runs[r], in_address, kinds);
	mark_soft_hyphens(request, kinds);
	divide_ligatures(job, text, kinds, request->start);
	for (uint32_t i = 1; i < text->cluster_count; i++) {
		Cluster *c = &text->clusters[i];
		c->break_before = (BreakKind)kinds[c->start - request->start];
		if (c->break_before == BREAK_NONE && !c->space && !text->clusters[i - 1].space && !joins(text->runs[c->run].script))
			c->break_before = BREAK_EMERGENCY;
	}
}
