/* Copyfitting: a story that is longer than its frames is brought in by the least visible means first, within what the layout
 * allows each style: paragraphs set a line shorter where that costs least (looseness, after TeX), then optional boxes left out,
 * the last one first, if their words stand in the article (pull quotes), then tracking in steps of 0.2 % of an em, then the size
 * in steps of half a per cent. What a story gets, all of it gets, on every page, so that no
 * two columns of it differ. What still does not fit is reported; nothing is ever cut. */
#include <stdlib.h>

#include "page/internal.h"

#define TRACKING_STEP 2
#define SIZE_STEP 5

static void mark_blocks(Maker *maker, const Block *blocks, size_t count, size_t story) {
	for (size_t i = 0; i < count; i++) {
		maker->story_of_block[blocks[i].id] = story;
		mark_blocks(maker, blocks[i].children, blocks[i].child_count, story);
	}
}

void fit_prepare(Maker *maker) {
	const Document *d = maker->document;
	maker->fits = arena_array(maker->job->arena, Fit, d->story_count + 1);
	for (size_t s = 0; s < d->story_count; s++) {
		maker->fits[s].size = 1000;
		mark_blocks(maker, d->stories[s].head, d->stories[s].head_count, s);
		mark_blocks(maker, d->stories[s].body, d->stories[s].body_count, s);
	}
	for (size_t n = 0; n < d->note_count; n++)
		mark_blocks(maker, d->notes[n].blocks, d->notes[n].block_count, d->notes[n].story);
}

typedef struct { Tightening *at; size_t n, room; } Tightenings;

static void collect(Maker *maker, const Block *blocks, size_t count, Tightenings *list) {
	for (size_t i = 0; i < count; i++) {
		if (blocks[i].kind == BLOCK_TEXT) {
			Tightening t = galley_try_tighter(maker, &blocks[i]);
			if (t.lines)
				*(Tightening *)list_push(maker->job->arena, list) = t;
		}
		collect(maker, blocks[i].children, blocks[i].child_count, list);
	}
}

static int by_price(const void *a, const void *b) {
	const Tightening *x = a, *y = b;
	if (x->price != y->price)
		return x->price < y->price ? -1 : 1;
	return x->block < y->block ? -1 : x->block > y->block;
}

/* Asks the paragraphs that mind it least for a line less, as many as there are lines too many. */
static bool tighten(Maker *maker, size_t story, uint32_t lines) {
	Tightenings list = { 0 };
	const Story *s = &maker->document->stories[story];
	collect(maker, s->body, s->body_count, &list);
	if (!list.n)
		return false;
	qsort(list.at, list.n, sizeof *list.at, by_price);
	for (size_t i = 0, saved = 0; i < list.n && saved < lines; saved += list.at[i++].lines) {
		maker->looseness[list.at[i].block] = -1;
		galley_forget(maker, list.at[i].block);
		maker->fits[story].tightened++;
	}
	return true;
}

/* Leaves out the last optional box whose words are repeated from the article, so that no text is lost. */
static bool leave_out(Maker *maker, size_t story) {
	const Story *s = &maker->document->stories[story];
	for (size_t i = s->body_count; i-- > 0;) {
		const Block *box = &s->body[i];
		bool repeats = box->owner && maker->document->owners[box->owner].furniture;
		if (box->kind != BLOCK_BOX || box->placed || !repeats || !box->design->optional || maker->left_out[box->id])
			continue;
		maker->left_out[box->id] = true;
		maker->fits[story].left_out++;
		galley_forget(maker, box->id);
		return true;
	}
	return false;
}

/* The most that any style of the story allows. */
static void find_limits(const Block *blocks, size_t count, int *tracking, int *size) {
	for (size_t i = 0; i < count; i++) {
		if (blocks[i].kind == BLOCK_TEXT) {
			*tracking = blocks[i].style->fit_tracking > *tracking ? blocks[i].style->fit_tracking : *tracking;
			*size = blocks[i].style->fit_size > *size ? blocks[i].style->fit_size : *size;
		}
		find_limits(blocks[i].children, blocks[i].child_count, tracking, size);
	}
}

static void forget_story(Maker *maker, size_t story) {
	for (uint32_t b = 0; b < maker->cache_count; b++)
		if (maker->story_of_block[b] == story)
			galley_forget(maker, b);
}

static bool fit_story(Maker *maker, size_t story) {
	const Story *s = &maker->document->stories[story];
	Fit *fit = &maker->fits[story];
	uint32_t over = (uint32_t)(maker->states[story].overset / maker->grid) + 1;
	if (tighten(maker, story, over) || leave_out(maker, story))
		return true;
	int tracking = 0, size = 0;
	find_limits(s->body, s->body_count, &tracking, &size);
	if (!maker->document->typography->tracking)
		tracking = 0;
	if (fit->tracking - TRACKING_STEP >= -tracking)
		fit->tracking -= TRACKING_STEP;
	else if (fit->size - SIZE_STEP >= 1000 - size)
		fit->size -= SIZE_STEP;
	else
		return false;
	forget_story(maker, story);
	return true;
}

bool fit_stories(Maker *maker) {
	bool changed = false;
	for (size_t s = 0; s < maker->document->story_count; s++)
		if (maker->states[s].overset > 0)
			changed |= fit_story(maker, s);
	return changed;
}

bool fit_change(Maker *maker, size_t story, int size, int tracking) {
	const Story *s = &maker->document->stories[story];
	int most_tracking = 0, most_size = 0;
	find_limits(s->body, s->body_count, &most_tracking, &most_size);
	if (!maker->document->typography->tracking)
		most_tracking = 0;
	if (abs(size - 1000) > most_size || abs(tracking) > most_tracking)
		return false;
	maker->fits[story].size = size;
	maker->fits[story].tracking = tracking;
	forget_story(maker, story);
	return true;
}

void fit_undo(Maker *maker) {
	for (size_t s = 0; s < maker->document->story_count; s++)
		maker->fits[s] = (Fit){ .size = 1000 };
	for (uint32_t b = 0; b < maker->cache_count; b++) {
		maker->looseness[b] = 0;
		maker->left_out[b] = false;
		galley_forget(maker, b);
	}
}

void fit_report(Maker *maker) {
	for (size_t s = 0; s < maker->document->story_count; s++) {
		const Fit *fit = &maker->fits[s];
		const Story *story = &maker->document->stories[s];
		if (!fit->tightened && !fit->left_out && !fit->tracking && fit->size == 1000)
			continue;
		Buf how = { 0 };
		if (fit->tightened)
			buf_printf(&how, ", %u paragraph%s tightened", fit->tightened, fit->tightened == 1 ? "" : "s");
		if (fit->left_out)
			buf_printf(&how, ", %u pull quote%s left out", fit->left_out, fit->left_out == 1 ? "" : "s");
		if (fit->tracking)
			buf_printf(&how, ", tracking %s%d.%d %%", fit->tracking < 0 ? "-" : "+", abs(fit->tracking) / 10, abs(fit->tracking) % 10);
		if (fit->size != 1000)
			buf_printf(&how, ", size %d.%d %%", fit->size / 10, fit->size % 10);
		diag_report(maker->job->diag, SEVERITY_NOTE, story_position(story, POS_NONE), RULE_FIT_FITTED, "'" STR_FMT "' %s in " STR_FMT STR_FMT,
		            STR_ARG(story->id), maker->states[s].overset ? "was tightened as far as the layout allows" : "fitted",
		            STR_ARG(maker->document->edition->language), STR_ARG(buf_as_str(&how)));
		buf_free(&how);
	}
}
