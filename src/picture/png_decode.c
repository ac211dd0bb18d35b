/* Decodes a PNG with libpng to 8-bit grey or RGB rows and, where the picture is not opaque, a plane of alpha. libpng
 * leaves by longjmp, so all that must be freed is in one struct. Its warnings (an odd colour profile) are no
 * concern; its limits are set to ours. */
#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "picture/kinds.h"

typedef struct {
	PictureFile *file;
	png_structp png;
	png_infop info;
	size_t at;                                               /* next byte of the file */
	uint8_t *pixels;                                         /* rows with alpha, if any, interleaved */
	uint8_t **rows;
	png_uint_32 width, height;
	int channels;
	char reason[80];
} Decode;

static void on_error(png_structp png, png_const_charp reason) {
	Decode *d = png_get_error_ptr(png);
	size_t n = strnlen(reason, sizeof d->reason - 1);
	memcpy(d->reason, reason, n);
	d->reason[n] = '\0';
	longjmp(png_jmpbuf(png), 1);
}

static void on_warning(png_structp png, png_const_charp reason) {
	(void)png;
	(void)reason;
}

static void read_bytes(png_structp png, png_bytep to, size_t n) {
	Decode *d = png_get_io_ptr(png);
	if (n > d->file->bytes.n - d->at)
		png_error(png, "the file is cut off");
	memcpy(to, d->file->bytes.p + d->at, n);
	d->at += n;
}

static bool decode_rows(Decode *d) {
	if (setjmp(png_jmpbuf(d->png)))
		return false;
	png_set_user_limits(d->png, PICTURE_SIDE_MAX, PICTURE_SIDE_MAX);
	png_set_chunk_malloc_max(d->png, PICTURE_PROFILE_MAX);
	png_set_chunk_cache_max(d->png, 256);
	png_set_read_fn(d->png, d, read_bytes);
	png_read_info(d->png, d->info);
	png_set_expand(d->png);
	png_set_scale_16(d->png);
	png_set_interlace_handling(d->png);
	png_read_update_info(d->png, d->info);
	d->width = png_get_image_width(d->png, d->info);
	d->height = png_get_image_height(d->png, d->info);
	d->channels = png_get_channels(d->png, d->info);
	size_t row = png_get_rowbytes(d->png, d->info);
	if (row != (size_t)d->width * (size_t)d->channels || png_get_bit_depth(d->png, d->info) != 8)
		png_error(d->png, "an unexpected form of pixels");
	d->pixels = malloc(row * d->height);
	d->rows = malloc(sizeof *d->rows * d->height);
	if (!d->pixels || !d->rows)
		arena_out_of_memory(row * d->height);
	for (png_uint_32 y = 0; y < d->height; y++)
		d->rows[y] = d->pixels + row * y;
	png_read_image(d->png, d->rows);
	png_read_end(d->png, NULL);
	return true;
}

/* Parts colour and alpha. A plane that is opaque everywhere is left out. */
static void take_pixels(Decode *d) {
	Picture *picture = d->file->picture;
	Arena *arena = d->file->job->arena;
	size_t pixels = (size_t)d->width * d->height, colours = d->channels >= 3 ? 3 : 1;
	bool has_alpha = d->channels == 2 || d->channels == 4, opaque = true;
	picture->coding = PICTURE_ROWS;
	picture->bits = 8;
	picture->colour = colours == 3 ? PICTURE_RGB : PICTURE_GREY;
	if (!has_alpha) {
		picture->data = (Str){ arena_copy(arena, d->pixels, pixels * colours), pixels * colours };
		return;
	}
	char *data = arena_alloc(arena, pixels * colours), *alpha = arena_alloc(arena, pixels);
	const uint8_t *from = d->pixels;
	for (size_t i = 0; i < pixels; i++, from += colours + 1) {
		memcpy(data + i * colours, from, colours);
		alpha[i] = (char)from[colours];
		opaque = opaque && from[colours] == 255;
	}
	picture->data = (Str){ data, pixels * colours };
	if (!opaque)
		picture->alpha = (Str){ alpha, pixels };
}

bool picture_decode_png(PictureFile *file) {
	Decode d = { .file = file };
	d.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &d, on_error, on_warning);
	d.info = d.png ? png_create_info_struct(d.png) : NULL;
	if (!d.info)
		arena_out_of_memory(1);
	bool good = decode_rows(&d);
	if (good)
		take_pixels(&d);
	png_destroy_read_struct(&d.png, &d.info, NULL);
	free(d.pixels);
	free(d.rows);
	return good || picture_damaged(file, "the pixels of the PNG file cannot be unpacked (%s)", d.reason);
}
