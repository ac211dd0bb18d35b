/* shrink -- a picture again in fewer pixels.
 * In:    a picture of pixels; the size wanted, in pixels as stored (picture_stored_width), at most what it has.
 * Out:   a new picture of 8 bits a sample in the arena: a JPEG stays one, everything else becomes rows. Turn, profile and alpha are
 *        kept; of a palette the colours are taken. The same input gives the same bytes.
 * Fails: NULL when there is nothing to gain: drawings, pictures of 1 bit, pixels that cannot be had, a result that is larger. */
#ifndef PICTURE_SHRINK_H
#define PICTURE_SHRINK_H

#include "picture/picture.h"

Picture *picture_shrink(Arena *arena, const Picture *picture, int width, int height);

#endif
