/* A picture is one by its bytes, however many items show it: the largest of them says how many pixels it needs. */
#include "page/print.h"
#include "picture/shrink.h"

typedef struct {
	const Picture *picture, *small;
	int ppi;                                                 /* of the item that shows it largest */
} Shown;

typedef struct { Shown *at; size_t n, room; } ShownList;

static bool is_same(const Picture *a, const Picture *b) {
	return a == b || (a->hash == b->hash && str_eq(a->data, b->data));
}

static Shown *find(const ShownList *list, const Picture *picture) {
	for (size_t i = 0; i < list->n; i++)
		if (is_same(list->at[i].picture, picture))
			return &list->at[i];
	return NULL;
}

static void note_picture(Arena *arena, ShownList *list, const Item *item) {
	int ppi = print_ppi(item);
	Shown *shown = find(list, item->picture);
	if (!shown) {
		shown = list_push(arena, list);
		*shown = (Shown){ item->picture, NULL, ppi };
	} else if (ppi < shown->ppi)
		shown->ppi = ppi;
}

static int part(int pixels, int ppi, int has) {
	int64_t wanted = ((int64_t)pixels * ppi + has - 1) / has;
	return wanted > 0 ? (int)wanted : 1;
}

void page_downsample(Job *job, Pages *pages, int ppi) {
	ShownList list = { 0 };
	for (size_t p = 0; p < pages->page_count; p++)
		for (size_t i = 0; i < pages->pages[p].item_count; i++)
			if (pages->pages[p].items[i].kind == ITEM_PICTURE)
				note_picture(job->arena, &list, &pages->pages[p].items[i]);
	for (size_t i = 0; i < list.n; i++) {
		Shown *shown = &list.at[i];
		const Picture *picture = shown->picture;
		if ((int64_t)shown->ppi * 2 > (int64_t)ppi * 3)
			shown->small = picture_shrink(job->arena, picture, part(picture_stored_width(picture), ppi, shown->ppi),
				part(picture_stored_height(picture), ppi, shown->ppi));
	}
	for (size_t p = 0; p < pages->page_count; p++) {
		for (size_t i = 0; i < pages->pages[p].item_count; i++) {
			Item *item = &pages->pages[p].items[i];
			const Shown *shown = item->kind == ITEM_PICTURE ? find(&list, item->picture) : NULL;
			if (shown && shown->small)
				item->picture = shown->small;
		}
	}
}
