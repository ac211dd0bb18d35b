/* coverage -- how much ink lies where on a page, from the page's own data. */
#ifndef PREFLIGHT_COVERAGE_H
#define PREFLIGHT_COVERAGE_H

#include "font/area.h"
#include "preflight/checks.h"

typedef struct { uint16_t ink[4]; } InkMean;                 /* thousandths */

/* The trim in cells of about a millimetre. */
typedef struct {
	int columns, rows;
	InkMean *cells;
} Coverage;

#define COVERAGE_CELL ((Len)2903)                            /* a millimetre */

Coverage coverage_of(Preflight *p, Arena *arena, const Page *page, AreaCache *areas);

#endif
