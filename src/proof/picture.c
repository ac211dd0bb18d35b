/* A Picture as a file again, for an <image>: JPEG bytes without their EXIF part (the turn that it asks for is made by the page), PNG
 * rows with the chunks of a file round them, an SVG file as it is: within an image no script of it runs and nothing is fetched. */
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "proof/internal.h"

static void be32(Buf *b, uint32_t n) {
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_byte(b, (int)(n >> shift & 0xFF));
}

static void chunk(Buf *b, const char *type, Str data) {
	be32(b, (uint32_t)data.n);
	size_t from = b->n;
	buf_z(b, type);
	buf_str(b, data);
	be32(b, libdeflate_crc32(0, b->p + from, b->n - from));
}

static void deflated(Buf *out, Str bytes) {
	struct libdeflate_compressor *deflater = libdeflate_alloc_compressor(6);
	if (!deflater)
		arena_out_of_memory(1);
	size_t room = libdeflate_zlib_compress_bound(deflater, bytes.n);
	char *to = malloc(room);
	if (!to)
		arena_out_of_memory(room);
	size_t n = libdeflate_zlib_compress(deflater, bytes.p, bytes.n, to, room);
	buf_add(out, to, n);
	free(to);
	libdeflate_free_compressor(deflater);
}

/* Rows of 8-bit samples with the alpha of each pixel behind them, each row with filter 0. */
static void add_rows(Buf *rows, const Picture *picture, size_t width, size_t height) {
	size_t samples = picture->colour == PICTURE_RGB ? 3 : 1, row = (width * samples * (size_t)picture->bits + 7) / 8;
	bool alpha = picture->alpha.n > 0 && picture->bits == 8;
	for (size_t y = 0; y < height; y++) {
		buf_byte(rows, 0);
		if (!alpha) {
			buf_str(rows, str_sub(picture->data, y * row, (y + 1) * row));
			continue;
		}
		for (size_t x = 0; x < width; x++) {
			buf_str(rows, str_sub(picture->data, y * row + x * samples, y * row + (x + 1) * samples));
			buf_byte(rows, picture->alpha.p[y * width + x]);
		}
	}
}

static void add_profile(Buf *png, Str icc) {
	Buf data = { 0 };
	buf_add(&data, "icc\0\0", 5);
	deflated(&data, icc);
	chunk(png, "iCCP", buf_as_str(&data));
	buf_free(&data);
}

static void add_png(Buf *png, const Picture *picture) {
	enum { GREY = 0, RGB = 2, INDEXED = 3, ALPHA = 4 };
	uint32_t width = (uint32_t)picture_stored_width(picture), height = (uint32_t)picture_stored_height(picture);
	int kind = picture->colour == PICTURE_RGB ? RGB : picture->colour == PICTURE_INDEXED ? INDEXED : GREY;
	if (picture->alpha.n > 0 && kind != INDEXED)
		kind |= ALPHA;
	Buf header = { 0 }, data = { 0 };
	be32(&header, width);
	be32(&header, height);
	buf_byte(&header, picture->bits);
	buf_byte(&header, kind);
	buf_add(&header, "\0\0\0", 3);
	buf_z(png, "\x89PNG\r\n\x1A\n");
	chunk(png, "IHDR", buf_as_str(&header));
	if (picture->icc.n)
		add_profile(png, picture->icc);
	if (kind == INDEXED)
		chunk(png, "PLTE", picture->palette);
	if (picture->coding == PICTURE_ROWS) {
		Buf rows = { 0 };
		add_rows(&rows, picture, width, height);
		deflated(&data, buf_as_str(&rows));
		buf_free(&rows);
	} else {
		buf_str(&data, picture->data);
	}
	chunk(png, "IDAT", buf_as_str(&data));
	chunk(png, "IEND", STR(""));
	buf_free(&header);
	buf_free(&data);
}

static bool is_exif(Str segment) {
	return segment.n >= 10 && (uint8_t)segment.p[1] == 0xE1 && memcmp(segment.p + 4, "Exif\0", 6) == 0;
}

/* Segments up to the first scan, each with its length; what looks otherwise is passed on as it is. */
static void add_jpeg(Buf *out, Str bytes) {
	size_t at = 2;
	buf_str(out, str_sub(bytes, 0, 2));
	while (at + 4 <= bytes.n && (uint8_t)bytes.p[at] == 0xFF) {
		uint8_t marker = (uint8_t)bytes.p[at + 1];
		size_t length = (size_t)(uint8_t)bytes.p[at + 2] << 8 | (uint8_t)bytes.p[at + 3];
		if (marker < 0xC0 || (marker >= 0xD0 && marker <= 0xDA) || length > bytes.n - at - 2)
			break;
		Str segment = str_sub(bytes, at, at + 2 + length);
		if (!is_exif(segment))
			buf_str(out, segment);
		at += 2 + length;
	}
	buf_str(out, str_sub(bytes, at, bytes.n));
}

void write_picture_address(Buf *out, const Picture *picture) {
	Buf file = { 0 };
	switch (picture->coding) {
	case PICTURE_DRAWING:
		buf_z(out, "data:image/svg+xml;base64,");
		buf_str(&file, picture->data);
		break;
	case PICTURE_JPEG:
		buf_z(out, "data:image/jpeg;base64,");
		add_jpeg(&file, picture->data);
		break;
	case PICTURE_ROWS:
	case PICTURE_DEFLATED_ROWS:
		buf_z(out, "data:image/png;base64,");
		add_png(&file, picture);
		break;
	}
	write_base64(out, buf_as_str(&file));
	buf_free(&file);
}
