/* Inks and edges. A spot ink stands alone on its plate; the process values of its colour only show what it looks like.
 * Inside and outside become left and right here as in frames.c: a recto of a left-to-right edition is bound at its left. */
#include "page/print.h"

bool ink_is_black(const Ink *ink) {
	return ink->spot.n == 0 && ink->cmyk[3] >= 1000 && ink_total(ink) == 1000;
}

bool ink_is_white(const Ink *ink) {
	return ink->spot.n == 0 ? ink_total(ink) == 0 : ink->tint == 0;
}

int ink_count(const Ink *ink) {
	int count = ink->spot.n > 0 && ink->tint > 0;
	for (int i = 0; i < 4; i++)
		count += ink->cmyk[i] > 0;
	return count;
}

int ink_total(const Ink *ink) {
	return ink->cmyk[0] + ink->cmyk[1] + ink->cmyk[2] + ink->cmyk[3];
}

Len print_thickness(const Item *rectangle) {
	return len_min(rectangle->width, rectangle->height);
}

int print_ppi(const Item *item) {
	const int64_t inch = 72 * (int64_t)LEN_PT;
	int64_t across = item->picture->width * inch * 2 / len_max(item->width, 1);
	int64_t down = item->picture->height * inch * 2 / len_max(item->height, 1);
	int64_t least = ((across < down ? across : down) + 1) / 2;
	return least < INT32_MAX ? (int)least : INT32_MAX;
}

static bool is_small(const Item *item) {
	return item->kind == ITEM_GLYPHS ? item->size < PRINT_SMALL_TEXT
		: item->kind == ITEM_RECTANGLE && print_thickness(item) < PRINT_SMALL_LINE;
}

Ink print_ink(const Layout *layout, const Item *item) {
	const Colour *colour = &layout->colours[item->colour == COLOUR_NONE ? layout->text_colour : item->colour];
	Ink ink = { .colour = colour, .spot = colour->spot, .tint = colour->tint };
	for (int i = 0; i < 4 && ink.spot.n == 0; i++)
		ink.cmyk[i] = colour->cmyk[i];
	ink.overprint = colour->overprint == OVERPRINT_AUTO ? ink_is_black(&ink) && is_small(item)
		: colour->overprint == OVERPRINT_ALWAYS;
	return ink;
}

Edges print_bleed(const Document *document, const Page *page) {
	const Layout *l = document->layout;
	bool inside_is_left = (page->number % 2 == 1) != document_bound_right(document);
	return (Edges){ inside_is_left ? l->bleed_inside : l->bleed_outside, l->bleed_top,
		inside_is_left ? l->bleed_outside : l->bleed_inside, l->bleed_bottom };
}
