/* sketch -- a Drawing in mean inks, as coarsely as preflight wants it. */
#ifndef PICTURE_SKETCH_H
#define PICTURE_SKETCH_H

#include "picture/drawing.h"
#include "picture/separate.h"

/* Without a separator the first three are red, green and blue. Fills columns × rows cells, the first row being the top one. */
void sketch_inks(Separator *separator, const Drawing *drawing, InkCell *cells, int columns, int rows);

#endif
