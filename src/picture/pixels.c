/* Three codings: rows as they are; PNG's deflated rows, whose filters are undone here (PNG specification, 9.2); JPEG, by
 * libjpeg. Samples of less than 8 bits are spread: grey to the whole range, indices as they are. */
#include "picture/pixels.h"

#include <libdeflate.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

int picture_channels(const Picture *picture) {
	return picture->colour == PICTURE_RGB ? 3 : picture->colour == PICTURE_CMYK ? 4 : 1;
}

static uint8_t *take(size_t bytes) {
	uint8_t *room = malloc(bytes);
	if (!room)
		arena_out_of_memory(bytes);
	return room;
}

static int paeth(int left, int above, int corner) {
	int p = left + above - corner, a = abs(p - left), b = abs(p - above), c = abs(p - corner);
	return a <= b && a <= c ? left : b <= c ? above : corner;
}

/* `above` is a row of zeros before the first; `step` the bytes of a pixel, at least 1. */
static bool undo_filter(int filter, uint8_t *row, const uint8_t *above, size_t bytes, size_t step) {
	size_t head = step < bytes ? step : bytes;
	switch (filter) {
	case 0:
		break;
	case 1:
		for (size_t i = step; i < bytes; i++)
			row[i] = (uint8_t)(row[i] + row[i - step]);
		break;
	case 2:
		for (size_t i = 0; i < bytes; i++)
			row[i] = (uint8_t)(row[i] + above[i]);
		break;
	case 3:
		for (size_t i = 0; i < head; i++)
			row[i] = (uint8_t)(row[i] + above[i] / 2);
		for (size_t i = step; i < bytes; i++)
			row[i] = (uint8_t)(row[i] + (row[i - step] + above[i]) / 2);
		break;
	case 4:
		for (size_t i = 0; i < head; i++)
			row[i] = (uint8_t)(row[i] + above[i]);
		for (size_t i = step; i < bytes; i++)
			row[i] = (uint8_t)(row[i] + paeth(row[i - step], above[i], above[i - step]));
		break;
	default:
		return false;
	}
	return true;
}

static void spread(const uint8_t *packed, uint8_t *out, size_t samples, int bits, bool scale) {
	int most = (1 << bits) - 1;
	if (bits == 8) {
		memcpy(out, packed, samples);
		return;
	}
	for (size_t i = 0; i < samples; i++) {
		size_t bit = i * (size_t)bits;
		int value = packed[bit / 8] >> (8 - bits - (int)(bit % 8)) & most;
		out[i] = (uint8_t)(scale ? value * 255 / most : value);
	}
}

static uint8_t *decode_deflated(const Picture *picture) {
	size_t width = (size_t)picture_stored_width(picture), height = (size_t)picture_stored_height(picture);
	size_t channels = (size_t)picture_channels(picture), row = (width * channels * (size_t)picture->bits + 7) / 8;
	size_t step = channels * (size_t)picture->bits / 8, got = 0;
	uint8_t *rows = take((row + 1) * height), *out = take(width * channels * height);
	uint8_t *zeros = calloc(row, 1);
	struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
	if (!inflater || !zeros)
		arena_out_of_memory(row);
	bool good = libdeflate_zlib_decompress(inflater, picture->data.p, picture->data.n, rows, (row + 1) * height, &got) == LIBDEFLATE_SUCCESS
		&& got == (row + 1) * height;
	libdeflate_free_decompressor(inflater);
	for (size_t y = 0; good && y < height; y++) {
		uint8_t *at = rows + y * (row + 1);
		good = undo_filter(at[0], at + 1, y > 0 ? at - row : zeros, row, step > 0 ? step : 1);
		spread(at + 1, out + y * width * channels, width * channels, picture->bits, picture->colour != PICTURE_INDEXED);
	}
	free(rows);
	free(zeros);
	if (good)
		return out;
	free(out);
	return NULL;
}

static uint8_t *copy_rows(const Picture *picture) {
	size_t samples = (size_t)picture_stored_width(picture) * (size_t)picture_stored_height(picture) * (size_t)picture_channels(picture);
	if (picture->bits != 8 || picture->data.n < samples)
		return NULL;
	uint8_t *out = take(samples);
	memcpy(out, picture->data.p, samples);
	return out;
}

typedef struct {
	struct jpeg_decompress_struct jpeg;
	struct jpeg_error_mgr errors;
	jmp_buf out;
	uint8_t *pixels;
} Jpeg;

static void on_error(j_common_ptr jpeg) {
	longjmp(((Jpeg *)jpeg->client_data)->out, 1);
}

static void on_message(j_common_ptr jpeg, int level) {
	(void)jpeg;
	(void)level;
}

static bool run_jpeg(Jpeg *j, const Picture *picture) {
	struct jpeg_decompress_struct *jpeg = &j->jpeg;
	if (setjmp(j->out))
		return false;
	jpeg_create_decompress(jpeg);
	jpeg->client_data = j;
	jpeg_mem_src(jpeg, (const unsigned char *)picture->data.p, picture->data.n);
	jpeg_read_header(jpeg, TRUE);
	jpeg->out_color_space = picture->colour == PICTURE_RGB ? JCS_RGB : picture->colour == PICTURE_CMYK ? JCS_CMYK : JCS_GRAYSCALE;
	jpeg->dct_method = JDCT_ISLOW;
	jpeg_start_decompress(jpeg);
	size_t row = (size_t)jpeg->output_width * (size_t)jpeg->output_components;
	if (jpeg->output_components != picture_channels(picture) || (int)jpeg->output_width != picture_stored_width(picture)
		|| (int)jpeg->output_height != picture_stored_height(picture))
		return false;
	j->pixels = take(row * jpeg->output_height);
	while (jpeg->output_scanline < jpeg->output_height) {
		uint8_t *at = j->pixels + row * jpeg->output_scanline;
		jpeg_read_scanlines(jpeg, &at, 1);
	}
	jpeg_finish_decompress(jpeg);
	return true;
}

/* A CMYK JPEG of Adobe's kind holds what is not inked. */
static uint8_t *decode_jpeg(const Picture *picture) {
	Jpeg *j = calloc(1, sizeof *j);
	if (!j)
		arena_out_of_memory(sizeof *j);
	j->jpeg.err = jpeg_std_error(&j->errors);
	j->errors.error_exit = on_error;
	j->errors.emit_message = on_message;
	j->jpeg.client_data = j;
	bool good = run_jpeg(j, picture);
	jpeg_destroy_decompress(&j->jpeg);
	uint8_t *pixels = j->pixels;
	free(j);
	if (!good) {
		free(pixels);
		return NULL;
	}
	size_t samples = (size_t)picture->width * (size_t)picture->height * (size_t)picture_channels(picture);
	for (size_t i = 0; picture->inverted && i < samples; i++)
		pixels[i] = (uint8_t)(255 - pixels[i]);
	return pixels;
}

uint8_t *picture_pixels(const Picture *picture) {
	switch (picture->coding) {
	case PICTURE_ROWS: return copy_rows(picture);
	case PICTURE_DEFLATED_ROWS: return decode_deflated(picture);
	case PICTURE_JPEG: return decode_jpeg(picture);
	case PICTURE_DRAWING: break;
	}
	return NULL;
}

/* Sub, Up or Paeth would each do; Up and Sub are tried, and the row with the smaller sum of differences is taken. */
static void filter_row(const uint8_t *row, const uint8_t *above, uint8_t *out, size_t bytes, size_t step) {
	unsigned long sub = 0, up = 0;
	for (size_t i = 0; i < bytes; i++) {
		sub += (unsigned long)abs((int8_t)(row[i] - (i >= step ? row[i - step] : 0)));
		up += (unsigned long)abs((int8_t)(row[i] - (above ? above[i] : 0)));
	}
	*out++ = up <= sub ? 2 : 1;
	for (size_t i = 0; i < bytes; i++)
		out[i] = (uint8_t)(row[i] - (up <= sub ? (above ? above[i] : 0) : (i >= step ? row[i - step] : 0)));
}

uint8_t *picture_pack(const uint8_t *pixels, size_t width, size_t height, size_t channels, size_t *size) {
	size_t bytes = width * channels, all = (bytes + 1) * height;
	struct libdeflate_compressor *deflater = libdeflate_alloc_compressor(6);
	if (!deflater)
		arena_out_of_memory(1);
	size_t bound = libdeflate_zlib_compress_bound(deflater, all);
	uint8_t *filtered = take(all), *room = take(bound);
	for (size_t y = 0; y < height; y++)
		filter_row(pixels + y * bytes, y > 0 ? pixels + (y - 1) * bytes : NULL, filtered + y * (bytes + 1), bytes, channels);
	*size = libdeflate_zlib_compress(deflater, filtered, all, room, bound);
	uint8_t *packed = realloc(room, *size);
	free(filtered);
	libdeflate_free_compressor(deflater);
	return packed ? packed : room;
}
