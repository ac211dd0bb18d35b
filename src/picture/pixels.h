/* pixels -- the decoded pixels of a picture that its reader has found whole. */
#ifndef PICTURE_PIXELS_H
#define PICTURE_PIXELS_H

#include "picture/picture.h"

/* Rows as stored, 8 bits a sample: grey 0 to 255, RGB, CMYK (255 is full ink), indices of a palette. malloc'ed; NULL when the
 * data cannot be decoded. */
uint8_t *picture_pixels(const Picture *picture);
int picture_channels(const Picture *picture);

/* Rows of 8 bits a sample as a zlib stream of PNG-filtered rows, malloc'ed: the reverse of the above. */
uint8_t *picture_pack(const uint8_t *pixels, size_t width, size_t height, size_t channels, size_t *size);

#endif
