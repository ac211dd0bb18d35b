/* Where a line may end. The order: ICU's line breaker (UAX #14, lb=strict) in the language of each stretch of text, the rules
 * that a reader expects beside it (syllables.c, break_rules.c, numbers.c, address.c), then words by hyphenation (words.c). Only
 * then are clusters looked at: a break within one is dropped, save for a hyphen within a ligature of letters. What is left
 * between clusters may serve in an emergency (emergency.c). */
#include <string.h>
#include <unicode/utext.h>

#include "text/internal.h"

static void find_stretches(Chances *c) {
	struct { Stretch *at; size_t n, room; } list = { 0 };
	const Block *block = c->request->block;
	size_t span = 0;
	for (uint32_t i = 0; i < c->count; i++) {
		while (span + 1 < block->span_count && block->spans[span].end <= c->at[i].at)
			span++;
		Str tag = block->span_count && block->spans[span].language.n ? block->spans[span].language : block->language;
		const LanguageUse *use = language_for(c->shaper, tag);
		if (!list.n || list.at[list.n - 1].language != use)
			*(Stretch *)list_push(c->job->arena, &list) = (Stretch){ i, i, use };
		list.at[list.n - 1].to = i + 1;
	}
	c->stretches = list.at;
	c->stretch_count = list.n;
}

/* ICU reads the whole text, so that what stands beside a stretch counts, and only its breaks within are kept. Headings, which are ragged
 * and never hyphenated, are divided between phrases in Japanese. */
static void ask_icu(Chances *c, UText *ut, const Stretch *s) {
	UErrorCode status = U_ZERO_ERROR;
	const ParagraphStyle *style = c->request->style;
	bool heading = style && style->align != ALIGN_JUSTIFY && !style->hyphenate;
	UBreakIterator *breaks = heading ? s->language->phrase_breaks : s->language->line_breaks;
	ubrk_setUText(breaks, ut, &status);
	if (U_FAILURE(status))
		return;
	uint32_t i = s->from, origin = c->request->start;
	for (int32_t at = ubrk_following(breaks, (int32_t)(c->at[i].at - origin) - 1); at != UBRK_DONE; at = ubrk_next(breaks)) {
		while (i < s->to && c->at[i].at - origin < (uint32_t)at)
			i++;
		if (i >= s->to)
			break;
		bool forced = ubrk_getRuleStatus(breaks) >= UBRK_LINE_HARD;
		if (i > 0 && c->at[i].at - origin == (uint32_t)at)
			c->at[i].kind = forced ? BREAK_FORCED : BREAK_ALLOWED;
	}
}

static void find_icu_breaks(Chances *c) {
	UErrorCode status = U_ZERO_ERROR;
	UText ut = UTEXT_INITIALIZER;
	Str text = str_sub(c->request->block->text, c->request->start, c->request->end);
	utext_openUTF8(&ut, text.p, (int64_t)text.n, &status);
	for (size_t s = 0; U_SUCCESS(status) && s < c->stretch_count; s++)
		ask_icu(c, &ut, &c->stretches[s]);
	utext_close(&ut);
}

Chances *chances_find(Job *job, Shaper *shaper, const TextRequest *request) {
	Chances *c = arena_new(job->arena, Chances);
	*c = (Chances){ .job = job, .shaper = shaper, .request = request };
	Str text = str_sub(request->block->text, 0, request->end);
	c->at = arena_array(job->arena, Chance, request->end - request->start + 1);
	for (size_t at = request->start; at < request->end;) {
		c->at[c->count].at = (uint32_t)at;
		c->at[c->count++].c = utf8_next(text, &at);
	}
	c->at[c->count].at = request->end;
	find_stretches(c);
	find_icu_breaks(c);
	for (size_t s = 0; s < c->stretch_count; s++)
		divide_syllables(c, &c->stretches[s]);
	divide_addresses(c);
	for (size_t s = 0; s < c->stretch_count; s++) {
		apply_break_rules(c, &c->stretches[s]);
		hold_numbers(c, &c->stretches[s]);
	}
	hold_calls(c);
	return c;
}

uint32_t chances_index(const Chances *c, uint32_t byte) {
	uint32_t low = 0, high = c->count;
	while (low < high) {
		uint32_t middle = (low + high) / 2;
		if (c->at[middle].at < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const Respelling **chances_respell(Chances *c, uint32_t i) {
	for (size_t k = 0; k < c->respellings.n; k++)
		if (c->respellings.at[k].index == i)
			return &c->respellings.at[k].how;
	c->respellings.at = arena_grow(c->job->arena, c->respellings.at, c->respellings.n, &c->respellings.room, sizeof *c->respellings.at);
	c->respellings.at[c->respellings.n].index = i;
	return &c->respellings.at[c->respellings.n++].how;
}

static bool is_hyphen(BreakKind kind) { return kind == BREAK_HYPHEN || kind == BREAK_SOFT_HYPHEN; }

/* Scripts whose ligatures of letters may be divided; elsewhere a cluster is a syllable. */
static bool has_letter_ligatures(uint32_t script) {
	return script == HB_SCRIPT_LATIN || script == HB_SCRIPT_CYRILLIC || script == HB_SCRIPT_GREEK || script == HB_SCRIPT_ARMENIAN ||
	       script == HB_SCRIPT_GEORGIAN || script == HB_SCRIPT_HEBREW;
}

/* A hyphenation point within a ligature divides its cluster: each part gets its share of the width, and a break there
 * is unsafe, so the edge is shaped again when a line ends on it. */
static void divide_ligatures(Chances *chances, Text *text) {
	size_t most = text->cluster_count + text->cluster_count / 8 + 4;
	struct { Cluster *at; size_t n, room; } list = { arena_array(chances->job->arena, Cluster, most), 0, most };
	uint32_t k = 0;
	for (uint32_t i = 0; i < text->cluster_count; i++) {
		Cluster whole = text->clusters[i];
		uint32_t from = whole.start, first = k, seen = k;
		while (k < chances->count && chances->at[k].at < whole.end)
			k++;
		Len left = whole.width;
		for (uint32_t j = first + 1; j < k && has_letter_ligatures(text->runs[whole.run].script); j++) {
			if (!is_hyphen(chances->at[j].kind))
				continue;
			Cluster *c = list_push(chances->job->arena, &list);
			*c = whole;
			c->start = from;
			c->end = chances->at[j].at;
			c->width = len_scale(whole.width, j - seen, k - first);
			c->unsafe = from > whole.start || whole.unsafe;
			left -= c->width;
			from = c->end;
			seen = j;
		}
		Cluster *c = list_push(chances->job->arena, &list);
		*c = whole;
		c->start = from;
		c->width = left;
		c->unsafe = from > whole.start || whole.unsafe;
	}
	text->clusters = list.at;
	text->cluster_count = (uint32_t)list.n;
}

static Len width_between(const Text *text, uint32_t from, uint32_t to) {
	Len width = 0;
	for (uint32_t i = 0; i < text->cluster_count; i++)
		if (text->clusters[i].start >= from && text->clusters[i].start < to)
			width += text->clusters[i].width;
	return width;
}

/* How much the respelt ends are wider than what the text has there. */
static const Respelling *measure_respelling(Chances *c, const Text *text, const Cluster *cluster, const Respelling *how) {
	Respelling *r = arena_copy(c->job->arena, how, sizeof *how);
	Edit before = { r->from, cluster->start, r->from, r->before }, after = { cluster->start, r->to, cluster->start, r->after };
	r->change_before = text_shape_edited(c->job, c->shaper, text, cluster->run, r->from, cluster->start, false, &before, 1).width -
	                   width_between(text, r->from, cluster->start);
	r->change_after = text_shape_edited(c->job, c->shaper, text, cluster->run, cluster->start, r->to, false, &after, 1).width -
	                  width_between(text, cluster->start, r->to);
	return r;
}

void find_breaks(Job *job, Shaper *shaper, const TextRequest *request, Text *text) {
	Chances *chances = chances_find(job, shaper, request);
	mark_hyphens(chances, text);
	mark_soft_hyphens(chances);
	divide_ligatures(chances, text);
	uint32_t k = 0;
	for (uint32_t i = 1; i < text->cluster_count; i++) {
		Cluster *c = &text->clusters[i];
		while (k < chances->count && chances->at[k].at < c->start)
			k++;
		c->break_before = chances->at[k].at == c->start ? (BreakKind)chances->at[k].kind : BREAK_NONE;
		c->joint = c->break_before == BREAK_HYPHEN && chances->at[k].joint;
		c->held = chances->at[k].at == c->start && closes_syllable(chances, k);
		/* Right to left, HarfBuzz counts an invisible soft hyphen to the letter behind it. */
		if (c->break_before == BREAK_NONE && char_at(chances, k) == 0xAD && k + 1 < chances->count)
			c->break_before = (BreakKind)chances->at[k + 1].kind;
	}
	for (size_t r = 0; r < chances->respellings.n; r++) {
		uint32_t byte = chances->at[chances->respellings.at[r].index].at;
		for (uint32_t i = 1; i < text->cluster_count; i++)
			if (text->clusters[i].start == byte)
				text->clusters[i].respelling = measure_respelling(chances, text, &text->clusters[i], chances->respellings.at[r].how);
	}
	mark_emergencies(text);
}
