/* Readers that go page by page hear a page in the order of its stream: it is that of the structure tree, but for notes, which come
 * after the paragraph that calls them. What overlaps is painted as the page has it all the same: an area or picture comes after what
 * lies below it and before what stands on it. Artifacts come as soon as they may; jump lines, and what else is painted when there is
 * text, after it. */
#include <stdlib.h>

#include "pdf/writer.h"

typedef struct {
	const Item *item;
	uint32_t index, rank;                                    /* as painted; as read */
	Box box;
	bool written;
} Entry;

typedef struct {
	Entry *entries; size_t count;                            /* as painted */
	Entry **solid; size_t solid_count;                       /* areas and pictures among them */
	const Item **out; size_t written;
} Order;

static Box box_of(const Item *item) {
	Rectangle r = page_item_area(item);
	return (Box){ r.x, r.y, r.x + r.width, r.y + r.height };
}

static bool overlap(const Box *a, const Box *b) {
	return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static void write_entry(Order *o, Entry *entry) {
	if (entry->written)
		return;
	entry->written = true;
	if (entry->item->kind == ITEM_GLYPHS) {
		for (size_t i = 0; i < o->solid_count && o->solid[i]->index < entry->index; i++)
			if (!o->solid[i]->written && overlap(&o->solid[i]->box, &entry->box))
				write_entry(o, o->solid[i]);
	} else {
		for (size_t i = 0; i < entry->index; i++)
			if (!o->entries[i].written && overlap(&o->entries[i].box, &entry->box))
				write_entry(o, &o->entries[i]);
	}
	o->out[o->written++] = entry->item;
}

static int by_rank(const void *a, const void *b) {
	const Entry *x = *(Entry *const *)a, *y = *(Entry *const *)b;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

const Item **pdf_order(Writer *w, uint32_t number) {
	const Page *page = &w->pages->pages[number];
	const uint32_t *rank = w->page[number].rank;
	Order o = { .count = page->item_count };
	o.out = arena_array(w->arena, const Item *, o.count + 1);
	o.entries = arena_array(w->arena, Entry, o.count + 1);
	o.solid = arena_array(w->arena, Entry *, o.count + 1);
	Entry **read = arena_array(w->arena, Entry *, o.count + 1);
	for (size_t i = 0; i < o.count; i++) {
		const Item *item = &page->items[i];
		o.entries[i] = (Entry){ .item = item, .index = (uint32_t)i, .rank = rank ? rank[i] : 0, .box = box_of(item) };
		read[i] = &o.entries[i];
		if (item->kind != ITEM_GLYPHS)
			o.solid[o.solid_count++] = &o.entries[i];
	}
	if (rank && o.count > 1)
		qsort(read, o.count, sizeof *read, by_rank);
	for (size_t i = 0; i < o.count; i++)
		write_entry(&o, read[i]);
	return o.out;
}
