/* PNG. The chunks are walked once: lengths, checksums, order and sizes are checked here, so that what follows meets
 * only whole files. A picture of at most 8 bits, not interlaced, without transparency, has its pixels in the very
 * form that PDF calls FlateDecode with predictor 15: its IDAT data goes on as it is, after one inflation that proves
 * its length, its checksum and the filter byte of each row. Everything else is decoded by libpng (png_decode.c). */
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "picture/kinds.h"

enum { PNG_GREY = 0, PNG_RGB = 2, PNG_INDEXED = 3, PNG_GREY_ALPHA = 4, PNG_RGB_ALPHA = 6 };
enum { DEFLATE_RATIO_MAX = 1032 };

typedef struct {
	uint32_t width, height;
	int bits, kind, interlace;
	Str palette;
	bool transparency, seen_header, seen_data, data_ended, seen_end;
	Buf data;                                                /* IDAT joined, when there are several */
	Str first_data;
	size_t data_chunks;
} Png;

static uint32_t be32(const char *bytes) {
	const uint8_t *p = (const uint8_t *)bytes;
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool read_header(PictureFile *file, Png *png, Str data) {
	if (data.n != 13)
		return picture_damaged(file, "the header of the PNG file has the wrong length");
	png->width = be32(data.p);
	png->height = be32(data.p + 4);
	png->bits = (uint8_t)data.p[8];
	png->kind = (uint8_t)data.p[9];
	png->interlace = (uint8_t)data.p[12];
	png->seen_header = true;
	static const uint8_t depths[] = {                        /* the sum of those that exist */
		[PNG_GREY] = 31, [PNG_RGB] = 24, [PNG_INDEXED] = 15, [PNG_GREY_ALPHA] = 24, [PNG_RGB_ALPHA] = 24
	};
	bool power = png->bits > 0 && (png->bits & (png->bits - 1)) == 0;
	if (png->kind > PNG_RGB_ALPHA || !power || !(depths[png->kind] & png->bits))
		return picture_damaged(file, "the header of the PNG file names a kind of pixels that does not exist");
	if (data.p[10] != 0 || data.p[11] != 0 || png->interlace > 1)
		return picture_damaged(file, "the header of the PNG file names a method that does not exist");
	return picture_check_size(file, png->width, png->height);
}

static void read_resolution(Picture *picture, Str data) {
	if (data.n != 9 || data.p[8] != 1)
		return;
	uint64_t x = be32(data.p), y = be32(data.p + 4);
	if (x < 10000000 && y < 10000000) {
		picture->ppi_x = (int)((x * 254 + 5000) / 10000);
		picture->ppi_y = (int)((y * 254 + 5000) / 10000);
	}
}

static bool read_data_chunk(PictureFile *file, Png *png, Str data) {
	if (png->data_ended)
		return picture_damaged(file, "the pixel data of the PNG file is not in one piece");
	if (png->kind == PNG_INDEXED && png->palette.n == 0)
		return picture_damaged(file, "the PNG file has no palette before its pixels");
	png->seen_data = true;
	if (png->data_chunks++ == 0)
		png->first_data = data;
	else {
		if (png->data_chunks == 2)
			buf_str(&png->data, png->first_data);
		buf_str(&png->data, data);
	}
	return true;
}

static bool read_palette(PictureFile *file, Png *png, Str data) {
	if (png->palette.n > 0 || png->seen_data || data.n == 0 || data.n % 3 != 0 || data.n > 768)
		return picture_damaged(file, "the palette of the PNG file is wrong");
	if (png->kind == PNG_INDEXED && data.n / 3 > (1u << png->bits))
		return picture_damaged(file, "the palette of the PNG file has more colours than its pixels can name");
	png->palette = data;
	return true;
}

/* What a part holds deflated from `at` on, into the arena unless that is NULL. A few bytes can unpack to gigabytes: those are refused,
 * as is what cannot be unpacked. */
static bool inflate_part(PictureFile *file, const char *type, Str chunk, size_t at, Arena *arena, Str *out) {
	struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
	enum libdeflate_result r = LIBDEFLATE_INSUFFICIENT_SPACE;
	for (size_t room = 4096; inflater && r == LIBDEFLATE_INSUFFICIENT_SPACE && room <= PICTURE_PROFILE_MAX; room *= 4) {
		char *bytes = malloc(room);
		size_t n = 0;
		if (!bytes)
			arena_out_of_memory(room);
		r = libdeflate_zlib_decompress(inflater, chunk.p + at, chunk.n - at, bytes, room, &n);
		if (r == LIBDEFLATE_SUCCESS && arena)
			*out = (Str){ arena_copy(arena, bytes, n), n };
		free(bytes);
	}
	libdeflate_free_decompressor(inflater);
	if (r == LIBDEFLATE_INSUFFICIENT_SPACE)
		return picture_damaged(file, "the part '%.4s' of the PNG file unpacks to more than %zu MiB", type, PICTURE_PROFILE_MAX >> 20);
	return r == LIBDEFLATE_SUCCESS || picture_damaged(file, "the part '%.4s' of the PNG file cannot be unpacked", type);
}

/* A keyword, a zero byte, the method, deflated bytes. The profile is kept, a text is only looked at. */
static bool read_packed_part(PictureFile *file, const char *type, Str chunk, bool profile) {
	const char *end = memchr(chunk.p, '\0', chunk.n);
	size_t at = end ? (size_t)(end - chunk.p) + 2 : chunk.n;
	if (at >= chunk.n || chunk.p[at - 1] != 0)
		return picture_damaged(file, "the part '%.4s' of the PNG file cannot be unpacked", type);
	return inflate_part(file, type, chunk, at, profile ? file->job->arena : NULL, &file->picture->icc);
}

/* A keyword, a zero byte, whether it is deflated, the method, language and translated keyword, each with a zero byte, the text. */
static bool read_text_part(PictureFile *file, const char *type, Str chunk) {
	const char *end = memchr(chunk.p, '\0', chunk.n);
	size_t at = end ? (size_t)(end - chunk.p) + 3 : chunk.n;
	if (at >= chunk.n || chunk.p[at - 2] == 0)
		return true;
	for (int i = 0; i < 2 && at < chunk.n; i++) {
		end = memchr(chunk.p + at, '\0', chunk.n - at);
		at = end ? (size_t)(end - chunk.p) + 1 : chunk.n;
	}
	return inflate_part(file, type, chunk, at, NULL, NULL);
}

static bool read_chunk(PictureFile *file, Png *png, const char *type, Str data) {
	bool is_data = memcmp(type, "IDAT", 4) == 0;
	if (png->seen_header == (memcmp(type, "IHDR", 4) == 0))
		return picture_damaged(file, "the header of the PNG file is not where it belongs");
	if (!is_data && png->seen_data)
		png->data_ended = true;
	if (is_data)
		return read_data_chunk(file, png, data);
	if (memcmp(type, "IHDR", 4) == 0)
		return read_header(file, png, data);
	if (memcmp(type, "PLTE", 4) == 0)
		return read_palette(file, png, data);
	if (memcmp(type, "IEND", 4) == 0)
		png->seen_end = true;
	else if (memcmp(type, "tRNS", 4) == 0)
		png->transparency = true;
	else if (memcmp(type, "pHYs", 4) == 0)
		read_resolution(file->picture, data);
	else if (memcmp(type, "iCCP", 4) == 0 || memcmp(type, "zTXt", 4) == 0)
		return read_packed_part(file, type, data, type[0] == 'i');
	else if (memcmp(type, "iTXt", 4) == 0)
		return read_text_part(file, type, data);
	else if (memcmp(type, "eXIf", 4) == 0)
		file->picture->orientation = exif_read(data).orientation;
	else if (!(type[0] & 0x20))
		return picture_unfit(file, "save it as an ordinary PNG file",
			"this PNG file has a part '%.4s' that Quoin does not know", type);
	return true;
}

static bool is_letter(char c) {
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool read_chunks(PictureFile *file, Png *png) {
	Str bytes = file->bytes;
	for (size_t at = 8; !png->seen_end;) {
		if (bytes.n - at < 12)
			return picture_damaged(file, "the PNG file is cut off");
		size_t n = be32(bytes.p + at);
		if (n > bytes.n - at - 12)
			return picture_damaged(file, "the PNG file is cut off");
		const char *type = bytes.p + at + 4;
		for (int i = 0; i < 4; i++)
			if (!is_letter(type[i]))
				return picture_damaged(file, "a part of the PNG file has no proper name");
		if (libdeflate_crc32(0, type, n + 4) != be32(type + 4 + n))
			return picture_damaged(file, "the checksum of the part '%.4s' of the PNG file is wrong", type);
		if (!read_chunk(file, png, type, str_sub(bytes, at + 8, at + 8 + n)))
			return false;
		at += n + 12;
	}
	if (!png->seen_data)
		return picture_damaged(file, "the PNG file has no pixels");
	return true;
}

static bool can_pass_on(const Png *png) {
	return png->interlace == 0 && png->bits <= 8 && !png->transparency
		&& (png->kind == PNG_GREY || png->kind == PNG_RGB || png->kind == PNG_INDEXED);
}

/* Inflates the pixels once and looks at every row's filter. */
static bool check_rows(PictureFile *file, const Png *png, Str data, size_t *used) {
	size_t channels = png->kind == PNG_RGB ? 3 : 1;
	size_t row = (png->width * channels * (size_t)png->bits + 7) / 8 + 1, expected = row * png->height, got = 0;
	if (expected / DEFLATE_RATIO_MAX > data.n)
		return picture_damaged(file, "the PNG file has too little data for its size");
	struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
	char *rows = malloc(expected);
	if (!inflater || !rows)
		arena_out_of_memory(expected);
	enum libdeflate_result r = libdeflate_zlib_decompress_ex(inflater, data.p, data.n, rows, expected, used, &got);
	bool good = r == LIBDEFLATE_SUCCESS && got == expected;
	for (size_t i = 0; good && i < expected; i += row)
		good = (uint8_t)rows[i] <= 4;
	free(rows);
	libdeflate_free_decompressor(inflater);
	return good || picture_damaged(file, "the pixels of the PNG file cannot be unpacked");
}

bool picture_read_png(PictureFile *file) {
	Png png = { 0 };
	Picture *picture = file->picture;
	size_t used = 0;
	bool good = read_chunks(file, &png);
	if (good && can_pass_on(&png)) {
		Str data = png.data.n > 0 ? buf_as_str(&png.data) : png.first_data;
		good = check_rows(file, &png, data, &used);
		if (good) {
			picture->coding = PICTURE_DEFLATED_ROWS;
			picture->colour = png.kind == PNG_GREY ? PICTURE_GREY : png.kind == PNG_RGB ? PICTURE_RGB : PICTURE_INDEXED;
			picture->bits = png.bits;
			picture->palette = png.kind == PNG_INDEXED ? png.palette : (Str){ NULL, 0 };
			data.n = used;
			picture->data = png.data.n > 0 ? str_copy(file->job->arena, data) : data;
		}
	} else if (good)
		good = picture_decode_png(file);
	bool lies = picture->orientation >= 5;
	picture->width = (int)(lies ? png.height : png.width);
	picture->height = (int)(lies ? png.width : png.height);
	buf_free(&png.data);
	return good;
}
