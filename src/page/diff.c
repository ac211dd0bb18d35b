/* Lines of a story are compared by the longest common subsequence of their words, found as Hunt and Szymanski did ("A fast
 * algorithm for computing longest common subsequences", 1977): the lines of the second dump that equal one of the first are
 * taken from the last to the first, and a common subsequence of each length is kept that ends as early as it can. Lines of
 * text hardly repeat, so it takes little more than a pass over both. What lies between two lines in common is paired off as
 * changed, and the rest is new or gone. Rectangles and pictures have no story: a page's are compared as a set. */
#include "page/diff.h"

#include <stdlib.h>

const char *const line_change_names[LINE_CHANGE_COUNT] = { "new", "gone", "changed", "moved", "reset" };

typedef struct {
	const DumpItem **at;
	size_t n, room;
} ItemList;

typedef struct Link {
	size_t before, after;
	const struct Link *previous;
} Link;

typedef struct {
	uint64_t hash;
	size_t index;
} Key;

static bool same_words(const DumpItem *a, const DumpItem *b) {
	return str_eq(a->text, b->text) && str_eq(a->style, b->style);
}

static bool same_place(const DumpItem *a, const DumpItem *b) {
	return a->page == b->page && a->column == b->column && str_eq(a->frame, b->frame) && str_eq(a->place, b->place);
}

/* By hash, then from the last to the first. */
static int compare_keys(const void *left, const void *right) {
	const Key *a = left, *b = right;
	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return a->index > b->index ? -1 : a->index < b->index;
}

static size_t first_key(const Key *keys, size_t n, uint64_t hash) {
	size_t low = 0, high = n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (keys[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The length of the common subsequence that a pair ending at `after` makes: one more than those that end before it. */
static size_t length_for(const Link **ends, size_t lengths, size_t after) {
	size_t low = 0, high = lengths;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (ends[middle]->after < after)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* match[i] is the line of b that is line i of a, or b->n. */
static size_t *match_lines(Arena *arena, const ItemList *a, const ItemList *b) {
	size_t *match = arena_array(arena, size_t, a->n + 1), lengths = 0;
	Key *keys = arena_array(arena, Key, b->n + 1);
	const Link **ends = arena_array(arena, const Link *, b->n + 1);
	for (size_t j = 0; j < b->n; j++)
		keys[j] = (Key){ str_hash(b->at[j]->text), j };
	qsort(keys, b->n, sizeof *keys, compare_keys);
	for (size_t i = 0; i < a->n; i++) {
		match[i] = b->n;
		uint64_t hash = str_hash(a->at[i]->text);
		for (size_t k = first_key(keys, b->n, hash); k < b->n && keys[k].hash == hash; k++) {
			size_t j = keys[k].index, length;
			if (!same_words(a->at[i], b->at[j]))
				continue;
			length = length_for(ends, lengths, j);
			if (length < lengths && ends[length]->after == j)
				continue;
			Link *link = arena_new(arena, Link);
			*link = (Link){ i, j, length ? ends[length - 1] : NULL };
			ends[length] = link;
			lengths = length == lengths ? lengths + 1 : lengths;
		}
	}
	for (const Link *link = lengths ? ends[lengths - 1] : NULL; link; link = link->previous)
		match[link->before] = link->after;
	return match;
}

static void note(Arena *arena, StoryDifference *story, LineChange change, const DumpItem *before, const DumpItem *after) {
	*list_push(arena, &story->differences) = (LineDifference){ change, before, after };
	story->lines[change]++;
	story->to_other_page += change == LINE_MOVED && before->page != after->page;
}

static void note_gap(Arena *arena, StoryDifference *story, const ItemList *a, size_t *i, size_t i_end, const ItemList *b, size_t *j,
                     size_t j_end) {
	while (*i < i_end && *j < j_end)
		note(arena, story, LINE_CHANGED, a->at[(*i)++], b->at[(*j)++]);
	while (*i < i_end)
		note(arena, story, LINE_GONE, a->at[(*i)++], NULL);
	while (*j < j_end)
		note(arena, story, LINE_NEW, NULL, b->at[(*j)++]);
}

static void compare_story(Arena *arena, StoryDifference *story, const ItemList *a, const ItemList *b) {
	const size_t *match = match_lines(arena, a, b);
	size_t i = 0, j = 0;
	for (size_t k = 0; k < a->n; k++) {
		if (match[k] == b->n)
			continue;
		note_gap(arena, story, a, &i, k, b, &j, match[k]);
		const DumpItem *before = a->at[i++], *after = b->at[j++];
		if (!same_place(before, after))
			note(arena, story, LINE_MOVED, before, after);
		else if (!str_eq(before->look, after->look))
			note(arena, story, LINE_RESET, before, after);
	}
	note_gap(arena, story, a, &i, a->n, b, &j, b->n);
}

static StoryDifference *story_for(Arena *arena, Difference *out, Str id) {
	for (size_t i = 0; i < out->stories.n; i++)
		if (str_eq(out->stories.at[i].story, id))
			return &out->stories.at[i];
	StoryDifference *story = list_push(arena, &out->stories);
	story->story = id;
	return story;
}

static void meet_stories(Arena *arena, Difference *out, const Dump *dump, bool after) {
	for (size_t i = 0; i < dump->n; i++) {
		const DumpItem *item = &dump->at[i];
		if (item->kind != DUMP_LINE)
			continue;
		StoryDifference *story = story_for(arena, out, item->story);
		int *first = after ? &story->first_after : &story->first_before, *last = after ? &story->last_after : &story->last_before;
		*first = *first && *first < item->page ? *first : item->page;
		*last = *last > item->page ? *last : item->page;
	}
}

static ItemList lines_of(Arena *arena, const Dump *dump, Str story) {
	ItemList lines = { 0 };
	for (size_t i = 0; i < dump->n; i++)
		if (dump->at[i].kind == DUMP_LINE && str_eq(dump->at[i].story, story))
			*list_push(arena, &lines) = &dump->at[i];
	return lines;
}

static bool same_drawing(const DumpItem *a, const DumpItem *b) {
	return a->kind == b->kind && a->page == b->page && str_eq(a->text, b->text) && str_eq(a->place, b->place) && str_eq(a->look, b->look);
}

/* Counts the drawings of a that b does not have as often, by page. */
static void count_drawings(Arena *arena, Difference *out, const Dump *a, const Dump *b) {
	bool *used = arena_array(arena, bool, b->n + 1);
	for (size_t i = 0; i < a->n; i++) {
		if (a->at[i].kind == DUMP_LINE)
			continue;
		size_t k = 0;
		while (k < b->n && (used[k] || !same_drawing(&a->at[i], &b->at[k])))
			k++;
		if (k < b->n)
			used[k] = true;
		else
			out->pages[a->at[i].page - 1].drawings++;
	}
}

static void count_pages(Difference *out, const Dump *before, const Dump *after) {
	for (size_t p = 0; p < out->page_count; p++)
		out->pages[p] = (PageDifference){ (int)p + 1, (int)p < before->pages, (int)p < after->pages, 0, 0 };
	for (size_t s = 0; s < out->stories.n; s++) {
		for (size_t i = 0; i < out->stories.at[s].differences.n; i++) {
			const LineDifference *d = &out->stories.at[s].differences.at[i];
			if (d->before)
				out->pages[d->before->page - 1].lines++;
			if (d->after && (!d->before || d->before->page != d->after->page))
				out->pages[d->after->page - 1].lines++;
		}
	}
}

Difference *page_diff(Arena *arena, const Dump *before, const Dump *after) {
	Difference *out = arena_new(arena, Difference);
	meet_stories(arena, out, before, false);
	meet_stories(arena, out, after, true);
	for (size_t s = 0; s < out->stories.n; s++) {
		StoryDifference *story = &out->stories.at[s];
		ItemList a = lines_of(arena, before, story->story), b = lines_of(arena, after, story->story);
		compare_story(arena, story, &a, &b);
	}
	out->page_count = (size_t)(before->pages > after->pages ? before->pages : after->pages);
	out->pages = arena_array(arena, PageDifference, out->page_count + 1);
	count_pages(out, before, after);
	count_drawings(arena, out, before, after);
	count_drawings(arena, out, after, before);
	out->same = true;
	for (size_t p = 0; p < out->page_count; p++)
		out->same = out->same && out->pages[p].before == out->pages[p].after && !out->pages[p].lines && !out->pages[p].drawings;
	return out;
}
