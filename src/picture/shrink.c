/* A cubic after Catmull and Rom, widened by the scale, so that every pixel of the source counts and edges stay crisp; first along the
 * rows, then down the columns, in integers. Colours are weighted with their opacity, so that what cannot be seen leaves no fringe.
 * Only as many rows are kept as the cubic reaches over. */
#include "picture/shrink.h"

#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "picture/pixels.h"

enum { ONE_BITS = 14, ONE = 1 << ONE_BITS, JPEG_QUALITY = 90, CHANNELS_MOST = 5 };

/* The samples that make one of the result, and their weights, which add up to ONE. */
typedef struct {
	int first, count;
	const int32_t *weights;
} Tap;

typedef struct {
	Tap *taps;
	int32_t *weights;
	int most;                                                /* samples of one tap */
} Taps;

static void *room_for(size_t count, size_t size) {
	void *room = calloc(count, size);
	if (!room)
		arena_out_of_memory(count * size);
	return room;
}

static double cubic(double x) {
	x = x < 0 ? -x : x;
	return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((2.5 - 0.5 * x) * x - 4) * x + 2 : 0;
}

/* Rounded weights; what rounding leaves over goes to the middle. */
static void weigh(Tap *tap, int32_t *weights, double centre, double scale) {
	double sum = 0;
	int32_t left = ONE;
	for (int i = 0; i < tap->count; i++)
		sum += cubic((tap->first + i + 0.5 - centre) / scale);
	for (int i = 0; i < tap->count; i++) {
		weights[i] = (int32_t)floor(cubic((tap->first + i + 0.5 - centre) / scale) / sum * ONE + 0.5);
		left -= weights[i];
	}
	weights[tap->count / 2] += left;
	tap->weights = weights;
}

static Taps make_taps(int from, int to) {
	double scale = (double)from / to;
	Taps t = { .most = (int)ceil(4 * scale) + 2 };
	t.taps = room_for((size_t)to, sizeof *t.taps);
	t.weights = room_for((size_t)to * (size_t)t.most, sizeof *t.weights);
	for (int i = 0; i < to; i++) {
		double centre = (i + 0.5) * scale;
		int first = (int)floor(centre - 2 * scale), last = (int)ceil(centre + 2 * scale);
		first = first > 0 ? first : 0;
		last = last < from ? last : from;
		t.taps[i] = (Tap){ .first = first, .count = last - first };
		weigh(&t.taps[i], t.weights + (size_t)i * (size_t)t.most, centre, scale);
	}
	return t;
}

static void free_taps(Taps *t) {
	free(t->taps);
	free(t->weights);
}

typedef struct {
	const uint8_t *pixels, *alpha;                           /* alpha NULL: opaque */
	int width, height, channels;
	int to_width, to_height;
	uint8_t *out, *out_alpha;
} Shrink;

static int32_t round_off(int64_t sum) {
	return (int32_t)((sum + ONE / 2) >> ONE_BITS);
}

/* A row of the source in the new width: colours times opacity, then opacity. */
static void squeeze_row(const Shrink *s, const Taps *across, int y, int32_t *out) {
	int channels = s->channels;
	for (int i = 0; i < s->to_width; i++, out += channels + 1) {
		const Tap *tap = &across->taps[i];
		size_t at = (size_t)y * (size_t)s->width + (size_t)tap->first;
		int64_t sums[CHANNELS_MOST] = { 0 };
		for (int k = 0; k < tap->count; k++, at++) {
			int32_t weight = tap->weights[k] * (s->alpha ? s->alpha[at] : 255);
			for (int c = 0; c < channels; c++)
				sums[c] += (int64_t)weight * s->pixels[at * (size_t)channels + (size_t)c];
			sums[channels] += weight;
		}
		for (int c = 0; c <= channels; c++)
			out[c] = round_off(sums[c]);
	}
}

static uint8_t to_byte(int64_t value) {
	return value < 0 ? 0 : value > 255 ? 255 : (uint8_t)value;
}

/* One row of the result of the squeezed rows that `tap` names; `ring` holds them by their number. */
static void press_row(const Shrink *s, const Tap *tap, const int32_t *ring, int ring_rows, int y) {
	int channels = s->channels;
	size_t row = (size_t)s->to_width * (size_t)(channels + 1), at = (size_t)y * (size_t)s->to_width;
	for (int i = 0; i < s->to_width; i++, at++) {
		int64_t sums[CHANNELS_MOST] = { 0 };
		for (int k = 0; k < tap->count; k++) {
			const int32_t *from = ring + (size_t)((tap->first + k) % ring_rows) * row + (size_t)i * (size_t)(channels + 1);
			for (int c = 0; c <= channels; c++)
				sums[c] += (int64_t)tap->weights[k] * from[c];
		}
		int32_t alpha = to_byte(round_off(sums[channels]));
		if (s->out_alpha)
			s->out_alpha[at] = (uint8_t)alpha;
		for (int c = 0; c < channels; c++)
			s->out[at * (size_t)channels + (size_t)c] = alpha > 0 ? to_byte((round_off(sums[c]) + alpha / 2) / alpha) : 0;
	}
}

static void resample(const Shrink *s) {
	Taps across = make_taps(s->width, s->to_width), down = make_taps(s->height, s->to_height);
	size_t row = (size_t)s->to_width * (size_t)(s->channels + 1);
	int32_t *ring = room_for(row * (size_t)down.most, sizeof *ring);
	int next = 0;
	for (int y = 0; y < s->to_height; y++) {
		const Tap *tap = &down.taps[y];
		for (; next < tap->first + tap->count; next++)
			squeeze_row(s, &across, next, ring + (size_t)(next % down.most) * row);
		press_row(s, tap, ring, down.most, y);
	}
	free(ring);
	free_taps(&across);
	free_taps(&down);
}

/* ---- what the result is kept as ---- */

typedef struct {
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	jmp_buf out;
	unsigned char *bytes;
	unsigned long size;
} Encode;

static void on_error(j_common_ptr jpeg) {
	longjmp(((Encode *)jpeg->client_data)->out, 1);
}

static bool run_jpeg(Encode *e, const Picture *picture, uint8_t *pixels) {
	struct jpeg_compress_struct *jpeg = &e->jpeg;
	int channels = picture_channels(picture);
	if (setjmp(e->out))
		return false;
	jpeg_create_compress(jpeg);
	jpeg->client_data = e;
	jpeg_mem_dest(jpeg, &e->bytes, &e->size);
	jpeg->image_width = (JDIMENSION)picture_stored_width(picture);
	jpeg->image_height = (JDIMENSION)picture_stored_height(picture);
	jpeg->input_components = channels;
	jpeg->in_color_space = channels == 1 ? JCS_GRAYSCALE : channels == 3 ? JCS_RGB : JCS_CMYK;
	jpeg_set_defaults(jpeg);
	jpeg_set_quality(jpeg, JPEG_QUALITY, TRUE);
	for (int i = 0; i < jpeg->num_components; i++)
		jpeg->comp_info[i].h_samp_factor = jpeg->comp_info[i].v_samp_factor = 1;
	jpeg->optimize_coding = TRUE;
	jpeg->dct_method = JDCT_ISLOW;
	jpeg_start_compress(jpeg, TRUE);
	while (jpeg->next_scanline < jpeg->image_height) {
		JSAMPROW row = pixels + (size_t)jpeg->next_scanline * jpeg->image_width * (size_t)channels;
		jpeg_write_scanlines(jpeg, &row, 1);
	}
	jpeg_finish_compress(jpeg);
	return true;
}

/* CMYK as Adobe's programs write it, which is what the marker says that libjpeg puts in. */
static bool keep_as_jpeg(Arena *arena, Picture *picture, uint8_t *pixels) {
	Encode *e = room_for(1, sizeof *e);
	size_t samples = (size_t)picture->width * (size_t)picture->height * (size_t)picture_channels(picture);
	picture->inverted = picture->colour == PICTURE_CMYK;
	for (size_t i = 0; picture->inverted && i < samples; i++)
		pixels[i] = (uint8_t)(255 - pixels[i]);
	e->jpeg.err = jpeg_std_error(&e->errors);
	e->errors.error_exit = on_error;
	e->jpeg.client_data = e;
	bool good = run_jpeg(e, picture, pixels);
	jpeg_destroy_compress(&e->jpeg);
	if (good)
		picture->data = (Str){ arena_copy(arena, e->bytes, e->size), e->size };
	free(e->bytes);
	free(e);
	return good;
}

static bool keep_as_rows(Arena *arena, Picture *picture, const uint8_t *pixels) {
	size_t size;
	uint8_t *rows = picture_pack(pixels, (size_t)picture_stored_width(picture), (size_t)picture_stored_height(picture),
		(size_t)picture_channels(picture), &size);
	picture->coding = PICTURE_DEFLATED_ROWS;
	picture->data = (Str){ arena_copy(arena, rows, size), size };
	free(rows);
	return true;
}

/* A palette's indices as its colours: grey when all of them are. */
static uint8_t *look_up(const Picture *picture, uint8_t *indices, PictureColour *colour) {
	size_t count = (size_t)picture->width * (size_t)picture->height, colours = picture->palette.n / 3;
	const uint8_t *palette = (const uint8_t *)picture->palette.p;
	bool grey = true;
	for (size_t i = 0; i < colours; i++)
		grey = grey && palette[3 * i] == palette[3 * i + 1] && palette[3 * i] == palette[3 * i + 2];
	size_t channels = grey && picture->icc.n == 0 ? 1 : 3;
	uint8_t *out = room_for(count, channels);
	for (size_t i = 0; i < count; i++)
		if (indices[i] < colours)
			memcpy(out + i * channels, palette + 3 * (size_t)indices[i], channels);
	free(indices);
	*colour = channels == 1 ? PICTURE_GREY : PICTURE_RGB;
	return out;
}

static Picture *shrunk(Arena *arena, const Picture *picture, const Shrink *s, PictureColour colour) {
	Picture *small = arena_new(arena, Picture);
	bool lies = picture->orientation >= 5;
	*small = *picture;
	small->colour = colour;
	small->bits = 8;
	small->palette = (Str){ NULL, 0 };
	small->width = lies ? s->to_height : s->to_width;
	small->height = lies ? s->to_width : s->to_height;
	small->ppi_x = (int)((int64_t)picture->ppi_x * small->width / picture->width);
	small->ppi_y = (int)((int64_t)picture->ppi_y * small->height / picture->height);
	small->hash = (picture->hash ^ (uint64_t)s->to_width << 32 ^ (uint64_t)s->to_height) * UINT64_C(0x9E3779B97F4A7C15);
	if (s->out_alpha) {
		size_t pixels = (size_t)s->to_width * (size_t)s->to_height;
		small->alpha = (Str){ arena_copy(arena, s->out_alpha, pixels), pixels };
	}
	bool good = picture->coding == PICTURE_JPEG ? keep_as_jpeg(arena, small, s->out) : keep_as_rows(arena, small, s->out);
	return good && (picture->coding == PICTURE_ROWS || small->data.n < picture->data.n) ? small : NULL;
}

Picture *picture_shrink(Arena *arena, const Picture *picture, int width, int height) {
	Shrink s = { .width = picture_stored_width(picture), .height = picture_stored_height(picture), .to_width = width, .to_height = height };
	if (picture->drawing || picture->bits == 1 || width < 1 || height < 1 || width > s.width || height > s.height)
		return NULL;
	uint8_t *pixels = picture_pixels(picture);
	if (!pixels)
		return NULL;
	PictureColour colour = picture->colour;
	if (colour == PICTURE_INDEXED)
		pixels = look_up(picture, pixels, &colour);
	s.channels = colour == PICTURE_RGB ? 3 : colour == PICTURE_CMYK ? 4 : 1;
	size_t count = (size_t)width * (size_t)height;
	s.pixels = pixels;
	s.alpha = picture->alpha.n > 0 ? (const uint8_t *)picture->alpha.p : NULL;
	s.out = room_for(count, (size_t)s.channels);
	s.out_alpha = s.alpha ? room_for(count, 1) : NULL;
	resample(&s);
	Picture *small = shrunk(arena, picture, &s, colour);
	free(pixels);
	free(s.out);
	free(s.out_alpha);
	return small;
}
