/* tones -- the colours of a picture, coarsely: what letters that stand on it have to stand out from.
 * In:    a picture of any kind.
 * Out:   a grid of mean colours as on white paper, at most TONES_MOST cells a side, in the arena.
 * Fails: false when the pixels cannot be had. */
#ifndef PICTURE_TONES_H
#define PICTURE_TONES_H

#include "picture/picture.h"

#define TONES_MOST 96

typedef struct {
	int columns, rows;
	uint8_t (*rgb)[3];                                       /* upright, the top row first */
} Tones;

bool picture_tones(Arena *arena, const Picture *picture, Tones *out);

#endif
