/* Pictures: what is passed on as it stands, what is decoded, and that no damaged or hostile file gets through. All
 * files are made here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <libdeflate.h>
#include <png.h>

#include "picture/picture.h"

#include "jpeg_sample.h"

typedef struct {
	Arena *arena;
	Job job;
	char path[64];
} Fixture;

static int set_up(void **state) {
	Fixture *f = calloc(1, sizeof *f);
	f->arena = arena_make();
	f->job = (Job){ f->arena, diag_make(f->arena, STR("en")) };
	strcpy(f->path, "/tmp/quoin-picture-XXXXXX");
	int fd = mkstemp(f->path);
	assert_true(fd >= 0);
	close(fd);
	*state = f;
	return 0;
}

static int tear_down(void **state) {
	Fixture *f = *state;
	unlink(f->path);
	arena_free(f->arena);
	free(f);
	return 0;
}

static Picture *read_bytes(Fixture *f, const void *bytes, size_t n) {
	FILE *out = fopen(f->path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, n, out), n);
	fclose(out);
	f->job.diag = diag_make(f->arena, STR("en"));
	return picture_read(&f->job, str_of(f->path), POS_NONE);
}

static void assert_refused(Fixture *f, const void *bytes, size_t n, Rule rule, const char *words) {
	assert_null(read_bytes(f, bytes, n));
	assert_int_equal(f->job.diag->messages.n, 1);
	const Message *m = &f->job.diag->messages.at[0];
	assert_int_equal(m->severity, SEVERITY_ERROR);
	if (m->rule != rule || str_find(m->text, words, 0) == SIZE_MAX)
		fail_msg("said '%.*s' [%s], not '%s'", STR_ARG(m->text), rule_name(m->rule), words);
	assert_true(m->help.n > 0);
}

/* ---- PNG files ---- */

typedef struct {
	int width, height, bits, kind;
	bool interlaced, transparency;
	unsigned ppm;
	const char *profile;
	size_t profile_size;
	size_t chunk;                                            /* bytes in an IDAT, 0: all in one */
} Recipe;

static void to_buf(png_structp png, png_bytep bytes, size_t n) {
	buf_add(png_get_io_ptr(png), bytes, n);
}

static Buf make_png(Recipe r) {
	Buf b = { 0 };
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);
	png_set_write_fn(png, &b, to_buf, NULL);
	png_set_IHDR(png, info, (png_uint_32)r.width, (png_uint_32)r.height, r.bits, r.kind,
		r.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	if (r.kind == PNG_COLOR_TYPE_PALETTE) {
		png_color palette[256];
		int n = 1 << r.bits;
		for (int i = 0; i < n; i++)
			palette[i] = (png_color){ (uint8_t)(i * 3), (uint8_t)(255 - i), (uint8_t)(i * 5) };
		png_set_PLTE(png, info, palette, n);
	}
	if (r.transparency) {
		png_byte alpha[2] = { 0, 128 };
		png_color_16 key = { .red = 10, .green = 10, .blue = 10, .gray = 1 };
		png_set_tRNS(png, info, alpha, 2, &key);
	}
	if (r.ppm)
		png_set_pHYs(png, info, r.ppm, r.ppm, PNG_RESOLUTION_METER);
	if (r.profile)
		png_set_iCCP(png, info, "profile", PNG_COMPRESSION_TYPE_BASE, (png_const_bytep)r.profile,
			(png_uint_32)r.profile_size);
	if (r.chunk)
		png_set_compression_buffer_size(png, r.chunk);
	png_write_info(png, info);
	size_t row = png_get_rowbytes(png, info);
	png_bytep *rows = malloc(sizeof *rows * (size_t)r.height);
	for (int y = 0; y < r.height; y++) {
		rows[y] = malloc(row);
		for (size_t x = 0; x < row; x++)
			rows[y][x] = sample_byte((int)x, y);
	}
	png_write_image(png, rows);
	png_write_end(png, NULL);
	for (int y = 0; y < r.height; y++)
		free(rows[y]);
	free(rows);
	png_destroy_write_struct(&png, &info);
	return b;
}

static size_t inflated_size(Str data) {
	static char room[1 << 20];
	size_t n = 0;
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
	assert_int_equal(libdeflate_zlib_decompress(d, data.p, data.n, room, sizeof room, &n), LIBDEFLATE_SUCCESS);
	libdeflate_free_decompressor(d);
	return n;
}

static void plain_png_is_passed_on(void **state) {
	Fixture *f = *state;
	static const struct { int kind, bits, channels; PictureColour colour; } cases[] = {
		{ PNG_COLOR_TYPE_GRAY, 1, 1, PICTURE_GREY }, { PNG_COLOR_TYPE_GRAY, 2, 1, PICTURE_GREY },
		{ PNG_COLOR_TYPE_GRAY, 4, 1, PICTURE_GREY }, { PNG_COLOR_TYPE_GRAY, 8, 1, PICTURE_GREY },
		{ PNG_COLOR_TYPE_RGB, 8, 3, PICTURE_RGB }, { PNG_COLOR_TYPE_PALETTE, 1, 1, PICTURE_INDEXED },
		{ PNG_COLOR_TYPE_PALETTE, 2, 1, PICTURE_INDEXED }, { PNG_COLOR_TYPE_PALETTE, 4, 1, PICTURE_INDEXED },
		{ PNG_COLOR_TYPE_PALETTE, 8, 1, PICTURE_INDEXED },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Buf b = make_png((Recipe){ .width = 37, .height = 21, .bits = cases[i].bits, .kind = cases[i].kind,
			.ppm = 11811 });
		Picture *p = read_bytes(f, b.p, b.n);
		assert_non_null(p);
		assert_int_equal(p->coding, PICTURE_DEFLATED_ROWS);
		assert_int_equal(p->colour, cases[i].colour);
		assert_int_equal(p->bits, cases[i].bits);
		assert_int_equal(p->width, 37);
		assert_int_equal(p->height, 21);
		assert_int_equal(p->ppi_x, 300);
		assert_int_equal(p->orientation, 1);
		assert_int_equal(inflated_size(p->data), 21 * (1 + (37 * cases[i].channels * cases[i].bits + 7) / 8));
		assert_int_equal(p->palette.n, p->colour == PICTURE_INDEXED ? 3u << p->bits : 0);
		assert_int_equal(p->alpha.n, 0);
		buf_free(&b);
	}
}

static void pixel_data_in_many_chunks_is_joined(void **state) {
	Fixture *f = *state;
	Buf b = make_png((Recipe){ .width = 120, .height = 90, .bits = 8, .kind = PNG_COLOR_TYPE_RGB, .chunk = 64 });
	Picture *p = read_bytes(f, b.p, b.n);
	assert_non_null(p);
	assert_int_equal(p->coding, PICTURE_DEFLATED_ROWS);
	assert_int_equal(inflated_size(p->data), 90 * 361);
	buf_free(&b);
}

static void sixteen_bits_become_eight(void **state) {
	Fixture *f = *state;
	Buf b = make_png((Recipe){ .width = 5, .height = 3, .bits = 16, .kind = PNG_COLOR_TYPE_GRAY });
	Picture *p = read_bytes(f, b.p, b.n);
	assert_non_null(p);
	assert_int_equal(p->coding, PICTURE_ROWS);
	assert_int_equal(p->bits, 8);
	assert_int_equal(p->data.n, 15);
	for (int y = 0; y < 3; y++)
		for (int x = 0; x < 5; x++) {
			int value = sample_byte(2 * x, y) << 8 | sample_byte(2 * x + 1, y);
			assert_int_equal((uint8_t)p->data.p[y * 5 + x], (value * 255 + 32895) >> 16);
		}
	buf_free(&b);
}

static void interlaced_picture_is_put_in_order(void **state) {
	Fixture *f = *state;
	Buf b = make_png((Recipe){ .width = 19, .height = 17, .bits = 8, .kind = PNG_COLOR_TYPE_RGB, .interlaced = true });
	Picture *p = read_bytes(f, b.p, b.n);
	assert_non_null(p);
	assert_int_equal(p->coding, PICTURE_ROWS);
	for (int y = 0; y < 17; y++)
		for (int x = 0; x < 57; x++)
			assert_int_equal((uint8_t)p->data.p[y * 57 + x], sample_byte(x, y));
	buf_free(&b);
}

static void alpha_becomes_a_plane_of_its_own(void **state) {
	Fixture *f = *state;
	Buf b = make_png((Recipe){ .width = 11, .height = 7, .bits = 8, .kind = PNG_COLOR_TYPE_RGB_ALPHA });
	Picture *p = read_bytes(f, b.p, b.n);
	assert_non_null(p);
	assert_int_equal(p->colour, PICTURE_RGB);
	assert_int_equal(p->data.n, 11 * 7 * 3);
	assert_int_equal(p->alpha.n, 77);
	for (int y = 0; y < 7; y++)
		for (int x = 0; x < 11; x++) {
			assert_int_equal((uint8_t)p->data.p[(y * 11 + x) * 3 + 1], sample_byte(4 * x + 1, y));
			assert_int_equal((uint8_t)p->alpha.p[y * 11 + x], sample_byte(4 * x + 3, y));
		}
	buf_free(&b);
}

static void transparent_kinds_are_expanded(void **state) {
	Fixture *f = *state;
	static const struct { int kind, bits; PictureColour colour; } cases[] = {
		{ PNG_COLOR_TYPE_PALETTE, 4, PICTURE_RGB }, { PNG_COLOR_TYPE_PALETTE, 8, PICTURE_RGB },
		{ PNG_COLOR_TYPE_GRAY, 2, PICTURE_GREY },
	};
	for (size_t i = 0; i < 3; i++) {
		Buf b = make_png((Recipe){ .width = 64, .height = 16, .bits = cases[i].bits, .kind = cases[i].kind,
			.transparency = true });
		Picture *p = read_bytes(f, b.p, b.n);
		assert_non_null(p);
		assert_int_equal(p->colour, cases[i].colour);
		assert_int_equal(p->alpha.n, 64 * 16);
		assert_non_null(memchr(p->alpha.p, 0, p->alpha.n));
		buf_free(&b);
	}
	/* RGB with a colour that occurs nowhere: opaque, so no plane. */
	Buf b = make_png((Recipe){ .width = 8, .height = 8, .bits = 8, .kind = PNG_COLOR_TYPE_RGB, .transparency = true });
	Picture *p = read_bytes(f, b.p, b.n);
	assert_non_null(p);
	assert_int_equal(p->data.n, 192);
	assert_int_equal(p->alpha.n, 0);
	buf_free(&b);
}

/* The least that libpng takes for a profile of its class and space. */
static void make_profile(char *bytes, size_t n, const char *space) {
	memset(bytes, 0, n);
	bytes[2] = (char)(n >> 8);
	bytes[3] = (char)n;
	bytes[8] = 2;
	memcpy(bytes + 12, "mntr", 4);
	memcpy(bytes + 16, space, 4);
	memcpy(bytes + 20, "XYZ ", 4);
	memcpy(bytes + 36, "acsp", 4);
	memcpy(bytes + 68, "\0\0\xF6\xD6\0\1\0\0\0\0\xD3\x2D", 12);
}

static void profile_of_a_png_is_kept(void **state) {
	Fixture *f = *state;
	char profile[400];
	make_profile(profile, sizeof profile, "RGB ");
	Buf b = make_png((Recipe){ .width = 4, .height = 4, .bits = 8, .kind = PNG_COLOR_TYPE_RGB, .profile = profile,
		.profile_size = sizeof profile });
	Picture *p = read_bytes(f, b.p, b.n);
	assert_non_null(p);
	assert_int_equal(p->icc.n, sizeof profile);
	assert_memory_equal(p->icc.p, profile, sizeof profile);
	buf_free(&b);
}

/* ---- damaged PNG files ---- */

static void add_be32(Buf *b, uint32_t v) {
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_byte(b, (int)(v >> shift & 0xFF));
}

static void add_chunk(Buf *b, const char *type, const void *data, size_t n) {
	add_be32(b, (uint32_t)n);
	size_t from = b->n;
	buf_add(b, type, 4);
	buf_add(b, data, n);
	add_be32(b, libdeflate_crc32(0, b->p + from, n + 4));
}

static void add_header(Buf *b, uint32_t width, uint32_t height, int bits, int kind) {
	Buf h = { 0 };
	add_be32(&h, width);
	add_be32(&h, height);
	buf_byte(&h, bits);
	buf_byte(&h, kind);
	buf_add(&h, "\0\0\0", 3);
	buf_add(b, "\x89PNG\r\n\x1A\n", 8);
	add_chunk(b, "IHDR", h.p, h.n);
	buf_free(&h);
}

static void add_rows(Buf *b, const void *rows, size_t n) {
	char packed[4096];
	struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
	size_t size = libdeflate_zlib_compress(c, rows, n, packed, sizeof packed);
	libdeflate_free_compressor(c);
	assert_true(size > 0);
	add_chunk(b, "IDAT", packed, size);
}

static void truncated_png_is_refused_at_every_length(void **state) {
	Fixture *f = *state;
	Buf b = make_png((Recipe){ .width = 20, .height = 20, .bits = 8, .kind = PNG_COLOR_TYPE_RGB });
	for (size_t n = 1; n < b.n; n++) {
		assert_null(read_bytes(f, b.p, n));
		assert_int_equal(f->job.diag->messages.n, 1);
	}
	assert_refused(f, b.p, b.n - 5, RULE_PICTURE_DAMAGED, "cut off");
	assert_refused(f, b.p, 0, RULE_PICTURE_DAMAGED, "empty");
	buf_free(&b);
}

static void changed_byte_in_a_png_is_found(void **state) {
	Fixture *f = *state;
	Recipe recipes[] = { { .width = 9, .height = 9, .bits = 8, .kind = PNG_COLOR_TYPE_RGB },
		{ .width = 9, .height = 9, .bits = 8, .kind = PNG_COLOR_TYPE_RGB_ALPHA } };
	for (int i = 0; i < 2; i++) {
		Buf b = make_png(recipes[i]);
		for (size_t at = 0; at < b.n; at++) {
			b.p[at] ^= 0x21;
			assert_null(read_bytes(f, b.p, b.n));
			assert_int_equal(f->job.diag->messages.n, 1);
			b.p[at] ^= 0x21;
		}
		assert_non_null(read_bytes(f, b.p, b.n));
		buf_free(&b);
	}
}

static void png_with_true_checksums_but_wrong_content_is_refused(void **state) {
	Fixture *f = *state;
	static const char rows[64] = { 0 };
	char bad_filter[64] = { 0 };
	bad_filter[13] = 5;
	Buf b = { 0 };
	/* 4 by 4 RGB is 4 rows of 13 bytes. */
	add_header(&b, 4, 4, 8, 2);
	size_t head = b.n;
	add_rows(&b, bad_filter, 52);
	add_chunk(&b, "IEND", "", 0);
	assert_refused(f, b.p, b.n, RULE_PICTURE_DAMAGED, "cannot be unpacked");
	b.n = head;
	add_rows(&b, rows, 51);
	add_chunk(&b, "IEND", "", 0);
	assert_refused(f, b.p, b.n, RULE_PICTURE_DAMAGED, "cannot be unpacked");
	b.n = head;
	add_rows(&b, rows, 53);
	add_chunk(&b, "IEND", "", 0);
	assert_refused(f, b.p, b.n, RULE_PICTURE_DAMAGED, "cannot be unpacked");
	b.n = head;
	add_chunk(&b, "IDAT", "not deflated", 12);
	add_chunk(&b, "IEND", "", 0);
	assert_refused(f, b.p, b.n, RULE_PICTURE_DAMAGED, "cannot be unpacked");
	b.n = head;
	add_chunk(&b, "IEND", "", 0);
	assert_refused(f, b.p, b.n, RULE_PICTURE_DAMAGED, "no pixels");
	b.n = head;
	add_rows(&b, rows, 52);
	add_chunk(&b, "tEXt", "a\0b", 3);
	add_chunk(&b, "IDAT", "", 0);
	add_chunk(&b, "IEND", "", 0);
	assert_refused(f, b.p, b.n, RULE_PICTURE_DAMAGED, "not in one piece");
	b.n = head;
	add_chunk(&b, "CgBI", "abcd", 4);
	assert_refused(f, b.p, b.n, RULE_PICTURE_KIND, "CgBI");
	b.n = head;
	add_chunk(&b, "IHDR", "abcd", 4);
	assert_refused(f, b.p, b.n, RULE_PICTURE_DAMAGED, "header");
	b.n = head;
	add_rows(&b, rows, 52);
	add_chunk(&b, "IEND", "", 0);
	assert_non_null(read_bytes(f, b.p, b.n));
	buf_free(&b);
}

static void png_header_is_checked(void **state) {
	Fixture *f = *state;
	static const struct { uint32_t width, height; int bits, kind; Rule rule; const char *words; } cases[] = {
		{ 0, 4, 8, 2, RULE_PICTURE_DAMAGED, "no pixels" }, { 65536, 65536, 8, 6, RULE_PICTURE_SIZE, "65536 by 65536" },
		{ 16384, 16384, 8, 2, RULE_PICTURE_SIZE, "too many" }, { 0xFFFFFFFF, 1, 8, 2, RULE_PICTURE_SIZE, "too many" },
		{ 4, 4, 3, 2, RULE_PICTURE_DAMAGED, "kind of pixels" }, { 4, 4, 16, 3, RULE_PICTURE_DAMAGED, "kind of pixels" },
		{ 4, 4, 8, 5, RULE_PICTURE_DAMAGED, "kind of pixels" },
		{ 4, 4, 8, 200, RULE_PICTURE_DAMAGED, "kind of pixels" },
		{ 8000, 8000, 8, 2, RULE_PICTURE_DAMAGED, "too little data" },
		{ 4, 4, 8, 3, RULE_PICTURE_DAMAGED, "no palette" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Buf b = { 0 };
		static const char rows[52] = { 0 };
		add_header(&b, cases[i].width, cases[i].height, cases[i].bits, cases[i].kind);
		add_rows(&b, rows, sizeof rows);
		add_chunk(&b, "IEND", "", 0);
		assert_refused(f, b.p, b.n, cases[i].rule, cases[i].words);
		buf_free(&b);
	}
}

static void png_that_claims_pixels_it_has_not_is_refused_when_decoded(void **state) {
	Fixture *f = *state;
	static const char rows[52] = { 0 };
	Buf b = { 0 };
	add_header(&b, 3000, 3000, 8, 6);
	add_rows(&b, rows, sizeof rows);
	add_chunk(&b, "IEND", "", 0);
	assert_refused(f, b.p, b.n, RULE_PICTURE_DAMAGED, "cannot be unpacked");
	buf_free(&b);
}

/* ---- JPEG files ---- */

static void jpeg_is_embedded_as_it_is(void **state) {
	Fixture *f = *state;
	static const struct { JpegRecipe recipe; PictureColour colour; bool inverted; } cases[] = {
		{ { .width = 50, .height = 30, .channels = 1 }, PICTURE_GREY, false },
		{ { .width = 150, .height = 130, .channels = 3, .density = 300 }, PICTURE_RGB, false },
		{ { .width = 150, .height = 130, .channels = 3, .progressive = true }, PICTURE_RGB, false },
		{ { .width = 90, .height = 80, .channels = 4, .adobe = true }, PICTURE_CMYK, true },
		{ { .width = 90, .height = 80, .channels = 4 }, PICTURE_CMYK, false },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Buf b = make_jpeg(cases[i].recipe);
		Picture *p = read_bytes(f, b.p, b.n);
		assert_non_null(p);
		assert_int_equal(p->coding, PICTURE_JPEG);
		assert_int_equal(p->colour, cases[i].colour);
		assert_int_equal(p->inverted, cases[i].inverted);
		assert_int_equal(p->width, cases[i].recipe.width);
		assert_int_equal(p->height, cases[i].recipe.height);
		assert_int_equal(p->ppi_x, cases[i].recipe.density);
		assert_int_equal(p->data.n, b.n);
		assert_memory_equal(p->data.p, b.p, b.n);
		buf_free(&b);
	}
}

static void bytes_behind_a_jpeg_are_left_out(void **state) {
	Fixture *f = *state;
	Buf b = make_jpeg((JpegRecipe){ .width = 70, .height = 70, .channels = 3 });
	size_t n = b.n;
	buf_z(&b, "\xFF\xD8 another picture, or advertisement");
	Picture *p = read_bytes(f, b.p, b.n);
	assert_non_null(p);
	assert_int_equal(p->data.n, n);
	buf_free(&b);
}

static void exif_turns_the_picture(void **state) {
	Fixture *f = *state;
	static const char big[] = "Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
		"\x01\x1A\0\x05\0\0\0\x01\0\0\0\x26\0\0\0\0\0\0\x01\x2C\0\0\0\x02";
	static const char little[] = "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0\0\0\0\0";
	static const char broken[] = "Exif\0\0II*\0\xFF\xFF\xFF\x7F\x01\0\x12\x01";
	static const struct { const char *bytes; size_t n; int orientation, width, ppi; } cases[] = {
		{ big, sizeof big - 1, 6, 40, 150 }, { little, sizeof little - 1, 8, 40, 0 },
		{ broken, sizeof broken - 1, 1, 60, 0 },
	};
	for (size_t i = 0; i < 3; i++) {
		Buf b = make_jpeg((JpegRecipe){ .width = 60, .height = 40, .channels = 3, .marker = cases[i].bytes,
			.marker_size = cases[i].n });
		Picture *p = read_bytes(f, b.p, b.n);
		assert_non_null(p);
		assert_int_equal(p->orientation, cases[i].orientation);
		assert_int_equal(p->width, cases[i].width);
		assert_int_equal(picture_stored_width(p), 60);
		assert_int_equal(p->ppi_x, cases[i].ppi);
		buf_free(&b);
	}
}

static void profile_of_a_jpeg_is_kept(void **state) {
	Fixture *f = *state;
	char profile[300];
	make_profile(profile, sizeof profile, "RGB ");
	Buf b = make_jpeg((JpegRecipe){ .width = 60, .height = 40, .channels = 3, .profile = profile,
		.profile_size = sizeof profile });
	Picture *p = read_bytes(f, b.p, b.n);
	assert_non_null(p);
	assert_int_equal(p->icc.n, sizeof profile);
	buf_free(&b);
}

static void truncated_jpeg_is_refused_at_every_length(void **state) {
	Fixture *f = *state;
	for (int progressive = 0; progressive < 2; progressive++) {
		Buf b = make_jpeg((JpegRecipe){ .width = 80, .height = 80, .channels = 3, .progressive = progressive });
		for (size_t n = 2; n < b.n; n++) {
			if (read_bytes(f, b.p, n))
				fail_msg("%zu of %zu bytes were taken for a whole JPEG", n, b.n);
			assert_int_equal(f->job.diag->messages.n, 1);
		}
		assert_refused(f, b.p, b.n - 40, RULE_PICTURE_DAMAGED, "damaged or cut off");
		buf_free(&b);
	}
}

static void kinds_of_jpeg_that_viewers_lack_are_refused(void **state) {
	Fixture *f = *state;
	Buf b = make_jpeg((JpegRecipe){ .width = 80, .height = 80, .channels = 3, .arithmetic = true });
	assert_refused(f, b.p, b.n, RULE_PICTURE_KIND, "arithmetic");
	buf_free(&b);
	b = make_jpeg((JpegRecipe){ .width = 80, .height = 80, .channels = 3 });
	for (size_t i = 2; i + 9 < b.n; i++) {
		if ((uint8_t)b.p[i] == 0xFF && (uint8_t)b.p[i + 1] == 0xC0) {
			b.p[i + 4] = 12;
			assert_refused(f, b.p, b.n, RULE_PICTURE_KIND, "12");
			b.p[i + 4] = 8;
			memcpy(b.p + i + 5, "\xFF\xFF\xFF\xFF", 4);
			assert_null(read_bytes(f, b.p, b.n));
			memcpy(b.p + i + 5, "\0\0\0\x50", 4);
			assert_null(read_bytes(f, b.p, b.n));
			break;
		}
	}
	buf_free(&b);
	assert_refused(f, "\xFF\xD8\xFF\xD9", 4, RULE_PICTURE_DAMAGED, "JPEG");
	assert_refused(f, "\xFF\xD8", 2, RULE_PICTURE_DAMAGED, "JPEG");
}

/* ---- other files ---- */

static void other_kinds_are_named(void **state) {
	Fixture *f = *state;
	assert_refused(f, "GIF89a......", 12, RULE_PICTURE_KIND, "GIF");
	assert_refused(f, "RIFF\0\0\0\0WEBPVP8 ", 16, RULE_PICTURE_KIND, "WebP");
	assert_refused(f, "%PDF-1.7", 8, RULE_PICTURE_KIND, "PDF");
	assert_refused(f, "<html/>", 7, RULE_PICTURE_KIND, "<html>");
	assert_refused(f, "II*\0....", 8, RULE_PICTURE_KIND, "TIFF");
	assert_refused(f, "just text", 9, RULE_PICTURE_KIND, "neither");
	assert_refused(f, "\x89PNG\n\x1A\n\0\0\0", 10, RULE_PICTURE_DAMAGED, "text mode");
}

static void missing_file_and_folder_are_reported(void **state) {
	Fixture *f = *state;
	assert_null(picture_read(&f->job, STR("/tmp/quoin-there-is-no-such-file.png"), POS_NONE));
	assert_null(picture_read(&f->job, STR("/tmp"), POS_NONE));
	assert_int_equal(f->job.diag->messages.n, 2);
	assert_int_equal(f->job.diag->messages.at[0].rule, RULE_PICTURE_MISSING);
	assert_int_equal(f->job.diag->messages.at[1].rule, RULE_PICTURE_MISSING);
}

static void equal_bytes_have_equal_hashes(void **state) {
	Fixture *f = *state;
	Buf a = make_png((Recipe){ .width = 4, .height = 4, .bits = 8, .kind = PNG_COLOR_TYPE_RGB });
	Buf b = make_png((Recipe){ .width = 4, .height = 5, .bits = 8, .kind = PNG_COLOR_TYPE_RGB });
	uint64_t first = read_bytes(f, a.p, a.n)->hash;
	assert_true(first == read_bytes(f, a.p, a.n)->hash);
	assert_true(first != read_bytes(f, b.p, b.n)->hash);
	buf_free(&a);
	buf_free(&b);
}

/* Bytes changed at random, checksums made true again in PNG: never a crash, and always either a picture or a reason. */
static void random_damage_never_breaks_the_reader(void **state) {
	Fixture *f = *state;
	uint32_t seed = 20071201;
	Buf files[] = { make_jpeg((JpegRecipe){ .width = 66, .height = 50, .channels = 3, .progressive = true }),
		make_jpeg((JpegRecipe){ .width = 66, .height = 50, .channels = 4, .adobe = true }),
		make_png((Recipe){ .width = 20, .height = 20, .bits = 8, .kind = PNG_COLOR_TYPE_RGB_ALPHA }),
		make_png((Recipe){ .width = 20, .height = 20, .bits = 4, .kind = PNG_COLOR_TYPE_PALETTE, .transparency = true,
			.interlaced = true }) };
	for (int round = 0; round < 1200; round++) {
		Buf *b = &files[round % 4];
		Buf copy = { 0 };
		buf_str(&copy, buf_as_str(b));
		for (int k = 0; k < 3; k++) {
			seed = seed * 1664525 + 1013904223;
			copy.p[(seed >> 8) % copy.n] = (char)(seed >> 3);
		}
		if (copy.p[1] == 'P')                                    /* make the checksums true again */
			for (size_t at = 8; at + 12 <= copy.n;) {
				const uint8_t *p = (const uint8_t *)copy.p + at;
				size_t n = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
				if (n > copy.n - at - 12)
					break;
				Buf crc = { 0 };
				add_be32(&crc, libdeflate_crc32(0, copy.p + at + 4, n + 4));
				memcpy(copy.p + at + 8 + n, crc.p, 4);
				buf_free(&crc);
				at += n + 12;
			}
		Picture *p = read_bytes(f, copy.p, copy.n);
		assert_true(p != NULL || f->job.diag->errors == 1);
		buf_free(&copy);
	}
	for (int i = 0; i < 4; i++)
		buf_free(&files[i]);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(plain_png_is_passed_on, set_up, tear_down),
		cmocka_unit_test_setup_teardown(pixel_data_in_many_chunks_is_joined, set_up, tear_down),
		cmocka_unit_test_setup_teardown(sixteen_bits_become_eight, set_up, tear_down),
		cmocka_unit_test_setup_teardown(interlaced_picture_is_put_in_order, set_up, tear_down),
		cmocka_unit_test_setup_teardown(alpha_becomes_a_plane_of_its_own, set_up, tear_down),
		cmocka_unit_test_setup_teardown(transparent_kinds_are_expanded, set_up, tear_down),
		cmocka_unit_test_setup_teardown(profile_of_a_png_is_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(truncated_png_is_refused_at_every_length, set_up, tear_down),
		cmocka_unit_test_setup_teardown(changed_byte_in_a_png_is_found, set_up, tear_down),
		cmocka_unit_test_setup_teardown(png_with_true_checksums_but_wrong_content_is_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(png_header_is_checked, set_up, tear_down),
		cmocka_unit_test_setup_teardown(png_that_claims_pixels_it_has_not_is_refused_when_decoded, set_up, tear_down),
		cmocka_unit_test_setup_teardown(jpeg_is_embedded_as_it_is, set_up, tear_down),
		cmocka_unit_test_setup_teardown(bytes_behind_a_jpeg_are_left_out, set_up, tear_down),
		cmocka_unit_test_setup_teardown(exif_turns_the_picture, set_up, tear_down),
		cmocka_unit_test_setup_teardown(profile_of_a_jpeg_is_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(truncated_jpeg_is_refused_at_every_length, set_up, tear_down),
		cmocka_unit_test_setup_teardown(kinds_of_jpeg_that_viewers_lack_are_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(other_kinds_are_named, set_up, tear_down),
		cmocka_unit_test_setup_teardown(missing_file_and_folder_are_reported, set_up, tear_down),
		cmocka_unit_test_setup_teardown(equal_bytes_have_equal_hashes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(random_damage_never_breaks_the_reader, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
