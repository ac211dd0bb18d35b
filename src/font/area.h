/* area -- how much ink a glyph takes. */
#ifndef FONT_AREA_H
#define FONT_AREA_H

#include "font/font.h"

typedef struct AreaCache AreaCache;

AreaCache *area_cache_make(Arena *arena);
/* Square font units inside the glyph's outline; parts that overlap count twice. 0 for a blank. */
int64_t face_glyph_area(AreaCache *cache, const Face *face, uint32_t glyph);

#endif
