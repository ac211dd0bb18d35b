/* Ink of neighbouring lines: each glyph's extents where it is placed. Lines whose highest and lowest ink is far enough apart need no
 * more; else every two glyphs that stand over one another are compared. */
#include <hb.h>

#include "world.h"

#define NEAR 50                                              /* thousandths of an em that must stay between */
#define REACH 3                                              /* lines further down that may be touched */

typedef struct {
	Len left, right, top, bottom;                            /* y downwards */
} Box;

typedef struct {
	Box *at;
	size_t n, room;
	Box all;
	const PageLine *line;
	Len size;                                                /* of the style, for Latin */
} InkLine;

static Len scaled(const Item *item, int units) { return len_scale(item->size, units, item->face->upem); }

static void add_box(Arena *arena, InkLine *ink, Box box) {
	if (!ink->n)
		ink->all = box;
	ink->all.left = box.left < ink->all.left ? box.left : ink->all.left;
	ink->all.right = box.right > ink->all.right ? box.right : ink->all.right;
	ink->all.top = box.top < ink->all.top ? box.top : ink->all.top;
	ink->all.bottom = box.bottom > ink->all.bottom ? box.bottom : ink->all.bottom;
	*(Box *)list_push(arena, ink) = box;
}

static void add_item(Arena *arena, InkLine *ink, const Item *item) {
	Len pen = item->x;
	for (uint32_t g = 0; g < item->glyph_count; g++) {
		const Glyph *glyph = &item->glyphs[g];
		hb_glyph_extents_t e;
		if (hb_font_get_glyph_extents(item->face->font, glyph->id, &e) && e.width && e.height) {
			Len x = pen + glyph->x_offset + len_scale(scaled(item, e.x_bearing), item->stretch, 1000);
			Len y = item->y - glyph->y_offset - scaled(item, e.y_bearing);
			add_box(arena, ink, (Box){ x, x + len_scale(scaled(item, e.width), item->stretch, 1000), y, y - scaled(item, e.height) });
		}
		pen += glyph->advance;
	}
}

/* The least distance between glyphs that stand over one another; INT32_MAX for none. */
static Len least_gap(const InkLine *upper, const InkLine *lower) {
	Len least = INT32_MAX;
	for (size_t a = 0; a < upper->n; a++)
		for (size_t b = 0; b < lower->n; b++) {
			const Box *u = &upper->at[a], *l = &lower->at[b];
			bool over = u->left < l->right && l->left < u->right;
			if (over && l->top - u->bottom < least)
				least = l->top - u->bottom;
		}
	return least;
}

static void compare(Trial *trial, const InkLine *upper, const InkLine *lower) {
	bool beside = upper->all.right <= lower->all.left || lower->all.right <= upper->all.left;
	if (beside || !upper->n || !lower->n)
		return;
	Len gap = lower->all.top - upper->all.bottom, near = len_scale(lower->size, NEAR, 1000);
	if (gap < near)
		gap = least_gap(upper, lower);
	if (gap == INT32_MAX)
		return;
	int em = (int)((int64_t)gap * 1000 / lower->size);
	trial->row->gap = em < trial->row->gap ? em : trial->row->gap;
	if (em >= NEAR)
		return;
	Str above = trial->document->blocks[upper->line->block]->text, below = trial->document->blocks[lower->line->block]->text;
	trial_blame(trial, FAULT_INK, "%d thousandths of an em between '" STR_FMT "' and '" STR_FMT "'", em,
	            STR_ARG(str_sub(above, upper->line->start, upper->line->end)), STR_ARG(str_sub(below, lower->line->start, lower->line->end)));
}

void world_look_at_ink(Trial *trial) {
	for (size_t p = 0; p < trial->pages->page_count; p++) {
		const Page *page = &trial->pages->pages[p];
		struct { InkLine *at; size_t n, room; } lines = { 0 };
		for (size_t i = 0; i < page->line_count; i++) {
			const PageLine *line = &page->lines[i];
			if (line->generated || line->block >= trial->document->block_count)
				continue;
			InkLine *ink = list_push(trial->job.arena, &lines);
			ink->line = line;
			ink->size = trial->document->blocks[line->block]->style->size;
			for (uint32_t k = 0; k < line->item_count; k++)
				if (page->items[line->first_item + k].kind == ITEM_GLYPHS)
					add_item(trial->job.arena, ink, &page->items[line->first_item + k]);
		}
		for (size_t i = 0; i < lines.n; i++)
			for (size_t k = i + 1; k < lines.n && k <= i + REACH; k++)
				if (lines.at[k].line->baseline > lines.at[i].line->baseline)
					compare(trial, &lines.at[i], &lines.at[k]);
	}
}
