/* A few samples in each cell are enough for a mean; CMYK is taken as the screen shows it without a profile. */
#include "picture/tones.h"

#include <stdlib.h>
#include <string.h>

#include "picture/pixels.h"
#include "picture/sketch.h"

enum { SAMPLES = 6 };                                        /* a side of a cell */

/* The place of the stored pixel that stands there in the upright picture. */
static size_t stored_at(const Picture *p, int across, int down) {
	int w = picture_stored_width(p) - 1, h = picture_stored_height(p) - 1;
	const int places[8][2] = { { across, down }, { w - across, down }, { w - across, h - down }, { across, h - down },
		{ down, across }, { down, h - across }, { w - down, h - across }, { w - down, across } };
	const int *at = places[p->orientation >= 1 && p->orientation <= 8 ? p->orientation - 1 : 0];
	return (size_t)at[1] * (size_t)(w + 1) + (size_t)at[0];
}

static void colour_at(const Picture *p, const uint8_t *pixels, size_t at, uint8_t rgb[3]) {
	switch (p->colour) {
	case PICTURE_GREY:
		memset(rgb, pixels[at], 3);
		break;
	case PICTURE_RGB:
		memcpy(rgb, pixels + 3 * at, 3);
		break;
	case PICTURE_CMYK:
		for (int i = 0; i < 3; i++)
			rgb[i] = (uint8_t)((255 - pixels[4 * at + (size_t)i]) * (255 - pixels[4 * at + 3]) / 255);
		break;
	case PICTURE_INDEXED:
		memset(rgb, 0, 3);
		if ((size_t)pixels[at] * 3 + 3 <= p->palette.n)
			memcpy(rgb, p->palette.p + (size_t)pixels[at] * 3, 3);
		break;
	}
}

static void average(const Picture *p, const uint8_t *pixels, const Tones *t, int column, int row) {
	uint32_t sums[3] = { 0 };
	for (int i = 0; i < SAMPLES * SAMPLES; i++) {
		uint8_t rgb[3];
		int across = (int)((int64_t)(column * SAMPLES + i % SAMPLES) * p->width / (t->columns * SAMPLES));
		int down = (int)((int64_t)(row * SAMPLES + i / SAMPLES) * p->height / (t->rows * SAMPLES));
		size_t at = stored_at(p, across, down);
		unsigned alpha = p->alpha.n > at ? (uint8_t)p->alpha.p[at] : 255;
		colour_at(p, pixels, at, rgb);
		for (int k = 0; k < 3; k++)
			sums[k] += (rgb[k] * alpha + 255 * (255 - alpha)) / 255;
	}
	for (int k = 0; k < 3; k++)
		t->rgb[row * t->columns + column][k] = (uint8_t)(sums[k] / (SAMPLES * SAMPLES));
}

static void sketch(const Picture *picture, const Tones *t) {
	InkCell *cells = calloc((size_t)t->columns * (size_t)t->rows, sizeof *cells);
	if (!cells)
		arena_out_of_memory(sizeof *cells);
	sketch_inks(NULL, picture->drawing, cells, t->columns, t->rows);
	for (int i = 0; i < t->columns * t->rows; i++)
		for (int k = 0; k < 3; k++)
			t->rgb[i][k] = (uint8_t)(cells[i].cmyk[k] + 255 - cells[i].cover > 255 ? 255 : cells[i].cmyk[k] + 255 - cells[i].cover);
	free(cells);
}

bool picture_tones(Arena *arena, const Picture *picture, Tones *out) {
	*out = (Tones){ picture->width < TONES_MOST ? picture->width : TONES_MOST, picture->height < TONES_MOST ? picture->height : TONES_MOST, NULL };
	out->rgb = arena_alloc(arena, sizeof *out->rgb * (size_t)out->columns * (size_t)out->rows);
	if (picture->drawing) {
		sketch(picture, out);
		return true;
	}
	uint8_t *pixels = picture_pixels(picture);
	if (!pixels)
		return false;
	for (int row = 0; row < out->rows; row++)
		for (int column = 0; column < out->columns; column++)
			average(picture, pixels, out, column, row);
	free(pixels);
	return true;
}
