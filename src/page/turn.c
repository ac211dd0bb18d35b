/* Vertical writing. Pages are made up lying: lines run across, each below the one before, and everything that fills columns works as it
 * does elsewhere. Here they are put upright. Where lines follow each other from the right that is a turn by a quarter clockwise. Where
 * they follow from the left the page is turned over besides; then letters, which still stand with their feet to the left, would hang on the
 * other side of their baselines, so each line's baseline goes to the other side of its letters. Pictures were given the room that they
 * take upright, and only change their places. */
#include "page/internal.h"

#define LETTERS_HEIGHT 760                                   /* of the size: what letters take above the baseline, less what they take below */

Rectangle page_item_area(const Item *item) {
	if (item->kind == ITEM_GLYPHS) {
		switch (item->setting) {
		case TEXT_ACROSS: return (Rectangle){ item->x, item->y - item->size * 3 / 4, item->width, item->size };
		case TEXT_TURNED: return (Rectangle){ item->x - item->size / 4, item->y, item->size, item->width };
		case TEXT_UPRIGHT: return (Rectangle){ item->x - item->size / 8, item->y, item->size, item->width };
		}
	}
	if (item->clip_width > 0)
		return (Rectangle){ item->clip_x, item->clip_y, item->clip_width, item->clip_height };
	return (Rectangle){ item->x, item->y, item->width, item->height };
}

/* What a lying rectangle covers on a page of `width`. */
static Rectangle turned(Writing writing, Len width, Rectangle r) {
	return (Rectangle){ writing == WRITING_FROM_RIGHT ? width - r.y - r.height : r.y, r.x, r.height, r.width };
}

static void turn_area(Writing writing, Len width, Item *item) {
	Rectangle area = turned(writing, width, (Rectangle){ item->x, item->y, item->width, item->height });
	Rectangle clip = turned(writing, width, (Rectangle){ item->clip_x, item->clip_y, item->clip_width, item->clip_height });
	item->x = area.x;
	item->y = area.y;
	item->width = area.width;
	item->height = area.height;
	if (item->clip_width > 0) {
		item->clip_x = clip.x;
		item->clip_y = clip.y;
		item->clip_width = clip.width;
		item->clip_height = clip.height;
	}
}

/* Glyphs that stand beside each other within an upright line: their places, counted along the line and up from it, become those of a piece
 * that runs across. They were one cluster, which no line may divide, and become one each. */
static void stand_beside(Arena *arena, Item *item) {
	if (!item->glyph_count)
		return;
	Glyph *glyphs = arena_copy(arena, item->glyphs, item->glyph_count * sizeof *glyphs);
	const Face *face = item->face;
	item->x += glyphs[0].y_offset;
	item->y += glyphs[0].x_offset;
	item->width = 0;
	for (uint32_t i = 0; i < item->glyph_count; i++) {
		bool last = i + 1 == item->glyph_count;
		Len own = len_scale(item->size, hb_font_get_glyph_h_advance(face->font, glyphs[i].id), face->upem);
		glyphs[i].advance = last ? own : item->glyphs[i + 1].y_offset - item->glyphs[i].y_offset;
		glyphs[i].x_offset = glyphs[i].y_offset = 0;
		if (item->glyph_count == item->end - item->start)
			glyphs[i].cluster = item->start + i;
		item->width += glyphs[i].advance;
	}
	item->glyphs = glyphs;
}

static void turn_line(Arena *arena, Page *page, const PageLine *line) {
	Len size = 0;
	for (uint32_t i = 0; i < line->item_count; i++)
		size = len_max(size, page->items[line->first_item + i].size);
	Len over = page->writing == WRITING_FROM_LEFT ? len_scale(size, LETTERS_HEIGHT, 1000) : 0;
	for (uint32_t i = 0; i < line->item_count; i++) {
		Item *item = &page->items[line->first_item + i];
		Len x = page->writing == WRITING_FROM_RIGHT ? page->width - item->y : item->y - over;
		item->y = item->x;
		item->x = x;
		if (item->setting == TEXT_ACROSS)
			stand_beside(arena, item);
	}
}

static void turn_page(Arena *arena, Page *page) {
	Len width = page->height;
	page->height = page->width;
	page->width = width;
	for (size_t i = page->upright_count; i < page->item_count; i++)
		if (page->items[i].kind != ITEM_GLYPHS)
			turn_area(page->writing, width, &page->items[i]);
	for (size_t i = 0; i < page->line_count; i++)
		if (page->lines[i].first_item >= page->upright_count)
			turn_line(arena, page, &page->lines[i]);
}

void turn_pages(Maker *maker) {
	Writing writing = maker->document->writing;
	for (size_t i = 0; i < maker->pages->page_count && writing != WRITING_ACROSS; i++) {
		maker->pages->pages[i].writing = writing;
		turn_page(maker->job->arena, &maker->pages->pages[i]);
	}
	for (size_t i = 0; i < maker->destinations.n && writing != WRITING_ACROSS; i++) {
		Destination *d = &maker->destinations.at[i];
		Rectangle at = turned(writing, maker->layout->page_height, (Rectangle){ d->x, d->y, 0, 0 });
		d->x = at.x;
		d->y = at.y;
	}
}
