/* overflow -- pages for what finds no room.
 * A pseudo-language is longer than the plan of any issue. Its articles go on behind the last page, so that every word of them is seen
 * where nothing else stands; that they did not fit has been said before. */
#ifndef OVERFLOW_H
#define OVERFLOW_H

#include "page/page.h"

/* The issue with one page more for each article that these pages could not hold; NULL when none is needed, or no frame takes one. */
Issue *overflow_plan(Arena *arena, const Issue *issue, const Pages *pages);

#endif
