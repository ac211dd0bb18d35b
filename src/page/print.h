/* print -- a page as a print shop sees it: which inks an item is printed in, whether it prints over what lies below, and
 * how far colour may run over each edge of the trim. Decided once, for the writer of the file and for preflight alike.
 * In:    a Document, a Page, an Item.
 * Out:   Ink and Edges, by value.
 * Fails: never. */
#ifndef PAGE_PRINT_H
#define PAGE_PRINT_H

#include "page/page.h"

typedef struct {
	const Colour *colour;
	uint16_t cmyk[4];                                        /* thousandths of the process inks; 0 for a spot ink */
	Str spot;                                                /* empty: process inks */
	int tint;                                                /* of the spot ink, thousandths */
	bool overprint;
} Ink;
Ink print_ink(const Layout *layout, const Item *item);       /* of glyphs and rectangles */
bool ink_is_black(const Ink *ink);                           /* black and nothing else, full */
bool ink_is_white(const Ink *ink);
int ink_count(const Ink *ink);                               /* of plates that take part */
int ink_total(const Ink *ink);                               /* thousandths of the process inks together */

/* Small black prints over: letters below 12 pt, lines below 2 pt. A thin filled rectangle is a line. */
#define PRINT_SMALL_TEXT LEN_OF_PT(12)
#define PRINT_SMALL_LINE LEN_OF_PT(2)
Len print_thickness(const Item *rectangle);

int print_ppi(const Item *picture);                          /* pixels an inch as it stands, in the coarser direction */

typedef struct {
	Len left, top, right, bottom;
} Edges;
Edges print_bleed(const Document *document, const Page *page);

#endif
