/* What several checks need: the limits of the press, what lies under an item, and how to say a thing once: a style that is too
 * small is too small on every page. */
#include "preflight/checks.h"

static const int limits[LIMIT_COUNT][PRESS_COUNT] = {
#define LIMIT(id, sheetfed, heatset, news, digital) { sheetfed, heatset, news, digital },
#include "preflight/press.def"
#undef LIMIT
};

int press_limit(const Preflight *p, Limit limit) {
	return p->press ? limits[limit][p->press->kind] : FREE;
}

const char *press_name(const Preflight *p) {
	return press_names[p->press->kind];
}

bool say_once(Preflight *p, Said what) {
	for (size_t i = 0; i < p->said.n; i++) {
		const Said *s = &p->said.at[i];
		if (s->rule == what.rule && s->about == what.about && s->colour == what.colour && s->ground == what.ground)
			return false;
	}
	*(Said *)list_push(p->job->arena, &p->said) = what;
	return true;
}

const Item *ground_of(const Grounds *grounds, const Item *item) {
	Rectangle area = page_item_area(item);
	Len x = area.x + area.width / 2, y = area.y + area.height / 2;
	for (size_t i = grounds->things.n; i-- > 0;) {
		const Item *thing = grounds->things.at[i];
		if (x >= thing->x && x < thing->x + thing->width && y >= thing->y && y < thing->y + thing->height)
			return thing;
	}
	return NULL;
}

void look_at_items(Preflight *p, void (*look)(Preflight *p, const Page *page, const Item *item, const Item *ground)) {
	for (size_t i = 0; i < p->pages->page_count; i++) {
		Grounds grounds = { .page = &p->pages->pages[i] };
		for (size_t k = 0; k < grounds.page->item_count; k++) {
			const Item *item = &grounds.page->items[k];
			look(p, grounds.page, item, ground_of(&grounds, item));
			if (item->kind != ITEM_GLYPHS)
				*(const Item **)list_push(p->job->arena, &grounds.things) = item;
		}
	}
}

const Block *block_of(const Preflight *p, const Item *item) {
	return item->kind == ITEM_GLYPHS && item->block < p->document->block_count ? p->document->blocks[item->block] : NULL;
}

Pos place_of(const Preflight *p, const Item *item) {
	const Block *block = block_of(p, item);
	if (block && block->style && block->style->pos.file)
		return block->style->pos;
	if (block && block->pos.file)
		return block->mark_count > 0 ? block_position(block, item->start) : block->pos;
	if (item->pos.file)
		return item->pos;
	return item->owner < p->document->owner_count ? p->document->owners[item->owner].pos : POS_NONE;
}

void tell_first_place(Preflight *p, const Page *page, const Item *item) {
	const Block *block = block_of(p, item);
	diag_note(p->job->diag, "first on page %d", page->number);
	if (block && block->mark_count > 0)
		diag_related(p->job->diag, block_position(block, item->start), "this text");
}

Str colour_name(const Preflight *p, const Item *item) {
	return print_ink(p->document->layout, item).colour->name;
}
