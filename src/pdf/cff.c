/* A CFF font program (Adobe Technical Note 5176) of our own, with the glyphs that are used and no others. It is keyed by CIDs,
 * whatever the font is, and the CIDs are its glyph numbers: one to the number of glyphs in the font's order, so that codes
 * are dense and glyphs that look alike are neighbours, which packs well. hb-subset would keep the font's own CIDs, and
 * charstrings that are a tenth larger. There are no hints. */
#include <stdio.h>
#include <stdlib.h>

#include "pdf/writer.h"

enum {
	OP_FONT_BBOX = 5, OP_CHARSET = 15, OP_CHAR_STRINGS = 17, OP_PRIVATE = 18, OP_DEFAULT_WIDTH = 20,
	OP_ESCAPE = 12, OP_FONT_MATRIX = 7, OP_ROS = 30, OP_CID_COUNT = 34, OP_FD_ARRAY = 36, OP_FD_SELECT = 37
};
enum { OWN_STRINGS = 391 };                                  /* the first number of a string that is not a standard one */

static void put(Buf *b, uint32_t value, int bytes) {
	while (bytes-- > 0)
		buf_byte(b, (int)(value >> 8 * bytes & 0xFF));
}

/* An operand of a DICT, always in the long form, so that sizes are known before offsets are. */
static void put_operand(Buf *b, int32_t value) {
	put(b, 29, 1);
	put(b, (uint32_t)value, 4);
}

/* 1 / units, as decimal digits of a real number: what fonts of other than a thousand units to the em need. */
static void put_real(Buf *b, unsigned units) {
	char digits[24];
	int n = snprintf(digits, sizeof digits, ".%012llu", 1000000000000ULL / units);
	while (n > 1 && digits[n - 1] == '0')
		n--;
	put(b, 30, 1);
	for (int i = 0; i <= n; i += 2) {
		int high = i == n ? 15 : digits[i] == '.' ? 10 : digits[i] - '0';
		int low = i + 1 >= n ? 15 : digits[i + 1] - '0';
		put(b, (uint32_t)(high << 4 | low), 1);
	}
}

/* `ends`: where each of the `n` items ends in `data`. */
static void put_index(Buf *b, const size_t *ends, size_t n, Str data) {
	put(b, (uint32_t)n, 2);
	if (n == 0)
		return;
	int size = 1;
	while (size < 4 && (data.n + 1) >> (8 * size) != 0)
		size++;
	put(b, (uint32_t)size, 1);
	put(b, 1, size);
	for (size_t i = 0; i < n; i++)
		put(b, (uint32_t)ends[i] + 1, size);
	buf_str(b, data);
}

static void put_only(Buf *b, Str item) {
	put_index(b, &item.n, 1, item);
}

static void put_private(Buf *b, int width) {
	put_operand(b, width);
	put(b, OP_DEFAULT_WIDTH, 1);
}

/* Where the parts stand behind each other, from the file's first byte. */
typedef struct {
	size_t charset, select, glyphs, fonts, private, private_size;
} Places;

static void put_top(Buf *b, const Face *face, const int box[4], size_t glyphs, const Places *at) {
	put_operand(b, OWN_STRINGS);
	put_operand(b, OWN_STRINGS + 1);
	put_operand(b, 0);
	put(b, OP_ESCAPE << 8 | OP_ROS, 2);
	if (face->upem != 1000) {
		for (int i = 0; i < 6; i++) {
			if (i == 0 || i == 3)
				put_real(b, face->upem);
			else
				put_operand(b, 0);
		}
		put(b, OP_ESCAPE << 8 | OP_FONT_MATRIX, 2);
	}
	for (int i = 0; i < 4; i++)
		put_operand(b, box[i]);
	put(b, OP_FONT_BBOX, 1);
	put_operand(b, (int32_t)glyphs);
	put(b, OP_ESCAPE << 8 | OP_CID_COUNT, 2);
	put_operand(b, (int32_t)at->charset);
	put(b, OP_CHARSET, 1);
	put_operand(b, (int32_t)at->select);
	put(b, OP_ESCAPE << 8 | OP_FD_SELECT, 2);
	put_operand(b, (int32_t)at->glyphs);
	put(b, OP_CHAR_STRINGS, 1);
	put_operand(b, (int32_t)at->fonts);
	put(b, OP_ESCAPE << 8 | OP_FD_ARRAY, 2);
}

static void put_font(Buf *b, const Places *at) {
	put_operand(b, (int32_t)at->private_size);
	put_operand(b, (int32_t)at->private);
	put(b, OP_PRIVATE, 1);
}

/* All before the charstrings, of which there are `glyphs`. */
static void put_head(Buf *b, const Face *face, Str name, const int box[4], size_t glyphs, int width, Places *at) {
	static const size_t strings[] = { 5, 13 };
	Buf part = { 0 };
	put(b, 0x01000404, 4);
	put_only(b, name);
	put_top(&part, face, box, glyphs, at);
	put_only(b, buf_as_str(&part));
	put_index(b, strings, 2, STR("AdobeIdentity"));
	put_index(b, NULL, 0, STR(""));                          /* subroutines */
	at->charset = b->n;
	put(b, 2, 1);                                            /* glyph i has CID i */
	put(b, 1, 2);
	put(b, (uint32_t)(glyphs > 1 ? glyphs - 2 : 0), 2);
	at->select = b->n;
	put(b, 3, 1);                                            /* all glyphs belong to font 0 */
	put(b, 1, 2);
	put(b, 0, 3);
	put(b, (uint32_t)glyphs, 2);
	at->private = b->n;
	put_private(b, width);
	at->private_size = b->n - at->private;
	at->fonts = b->n;
	part.n = 0;
	put_font(&part, at);
	put_only(b, buf_as_str(&part));
	at->glyphs = b->n;
	buf_free(&part);
}

static int by_value(const void *a, const void *b) {
	int x = *(const int *)a, y = *(const int *)b;
	return (x > y) - (x < y);
}

/* The advance that most glyphs have. */
static int usual_advance(Writer *w, const PdfFont *font) {
	int *all = arena_array(w->arena, int, font->glyph_count), usual = 0;
	for (uint32_t i = 0; i < font->glyph_count; i++)
		all[i] = pdf_font_advance(font, font->glyphs[i]);
	qsort(all, font->glyph_count, sizeof *all, by_value);
	uint32_t most = 0, run = 0;
	for (uint32_t i = 0; i < font->glyph_count; i++) {
		run = i > 0 && all[i] == all[i - 1] ? run + 1 : 1;
		if (run > most) {
			most = run;
			usual = all[i];
		}
	}
	return usual;
}

/* Left, bottom, right and top of all ink. */
static void find_box(const PdfFont *font, int box[4]) {
	for (uint32_t i = 0; i < font->glyph_count; i++) {
		hb_glyph_extents_t ink = { 0 };
		hb_font_get_glyph_extents(font->face->font, font->glyphs[i], &ink);
		int left = ink.x_bearing, top = ink.y_bearing, right = left + ink.width, bottom = top + ink.height;
		box[0] = left < box[0] ? left : box[0];
		box[1] = bottom < box[1] ? bottom : box[1];
		box[2] = right > box[2] ? right : box[2];
		box[3] = top > box[3] ? top : box[3];
	}
}

/* The charstrings of all glyphs, and where each ends. */
static bool write_glyphs(Writer *w, const PdfFont *font, int usual, Buf *glyphs, size_t *ends) {
	Outliner *outliner = pdf_outliner(w->arena, font->face);
	bool good = outliner != NULL;
	for (uint32_t i = 0; good && i < font->glyph_count; i++) {
		int width = pdf_font_advance(font, font->glyphs[i]);
		good = pdf_charstring(outliner, font->glyphs[i], width == usual ? NULL : &width, glyphs);
		ends[i] = glyphs->n;
	}
	return good;
}

bool pdf_cff(Writer *w, const PdfFont *font, Str name, Buf *program) {
	int box[4] = { 0 }, usual = usual_advance(w, font);
	size_t *ends = arena_array(w->arena, size_t, font->glyph_count);
	Buf glyphs = { 0 }, head = { 0 };
	bool good = write_glyphs(w, font, usual, &glyphs, ends);
	if (good) {
		Places at = { 0 };
		find_box(font, box);
		put_head(&head, font->face, name, box, font->glyph_count, usual, &at);   /* finds the places, */
		head.n = 0;
		put_head(&head, font->face, name, box, font->glyph_count, usual, &at);   /* and says them */
		buf_str(program, buf_as_str(&head));
		put_index(program, ends, font->glyph_count, buf_as_str(&glyphs));
	}
	buf_free(&head);
	buf_free(&glyphs);
	return good;
}
