/* A page as SVG, from the same items as the PDF. Glyph outlines come from HarfBuzz in font units, each glyph of a face once in
 * <defs>; an item becomes a group whose matrix takes font units to points, and its glyphs are <use> elements at hundredths of a unit,
 * worked out from the item's origin, so that no error adds up. Lengths are points with y downwards. Pictures stand in the file. */
#include <math.h>
#include <string.h>

#include <hb.h>

#include "proof/internal.h"

typedef enum { GLYPH_UNKNOWN, GLYPH_INK, GLYPH_BLANK } GlyphInk;

typedef struct {
	const Face *face;
	uint8_t *ink;                                            /* by glyph */
	unsigned glyph_count;
} DrawnFace;

typedef struct {
	Arena *arena;
	const Layout *layout;
	hb_draw_funcs_t *funcs;
	struct { DrawnFace *at; size_t n, room; } faces;
	Buf defs, body;
} Sketch;

/* ---- outlines ---- */

static void points(Buf *b, char command, const float *at, int count) {
	buf_byte(b, command);
	for (int i = 0; i < count; i++) {
		if (i)
			buf_byte(b, ' ');
		write_fixed(b, llroundf(at[i] * 100), 2);
	}
}

static void move_to(hb_draw_funcs_t *f, void *b, hb_draw_state_t *st, float x, float y, void *user) {
	(void)f, (void)st, (void)user;
	points(b, 'M', (float[]){ x, y }, 2);
}

static void line_to(hb_draw_funcs_t *f, void *b, hb_draw_state_t *st, float x, float y, void *user) {
	(void)f, (void)st, (void)user;
	points(b, 'L', (float[]){ x, y }, 2);
}

static void quadratic_to(hb_draw_funcs_t *f, void *b, hb_draw_state_t *st, float x1, float y1, float x, float y, void *user) {
	(void)f, (void)st, (void)user;
	points(b, 'Q', (float[]){ x1, y1, x, y }, 4);
}

static void cubic_to(hb_draw_funcs_t *f, void *b, hb_draw_state_t *st, float x1, float y1, float x2, float y2, float x, float y, void *user) {
	(void)f, (void)st, (void)user;
	points(b, 'C', (float[]){ x1, y1, x2, y2, x, y }, 6);
}

static void close_path(hb_draw_funcs_t *f, void *b, hb_draw_state_t *st, void *user) {
	(void)f, (void)st, (void)user;
	buf_byte(b, 'Z');
}

static hb_draw_funcs_t *make_funcs(void) {
	hb_draw_funcs_t *funcs = hb_draw_funcs_create();
	hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
	hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(funcs, quadratic_to, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(funcs, cubic_to, NULL, NULL);
	hb_draw_funcs_set_close_path_func(funcs, close_path, NULL, NULL);
	hb_draw_funcs_make_immutable(funcs);
	return funcs;
}

/* Faces are counted as the page meets them: their own numbers are not the same in every run. */
static size_t face_index(Sketch *s, const Face *face) {
	for (size_t i = 0; i < s->faces.n; i++)
		if (s->faces.at[i].face == face)
			return i;
	unsigned count = hb_face_get_glyph_count(face->hb);
	*list_push(s->arena, &s->faces) = (DrawnFace){ face, arena_array(s->arena, uint8_t, count + 1), count };
	return s->faces.n - 1;
}

static void glyph_name(Buf *b, size_t face, uint32_t glyph) {
	buf_printf(b, "f%zu-%u", face, glyph);
}

/* True when the glyph shows something; then it stands in <defs>. */
static bool define_glyph(Sketch *s, size_t face, uint32_t glyph) {
	DrawnFace *drawn = &s->faces.at[face];
	if (glyph >= drawn->glyph_count)
		return false;
	if (drawn->ink[glyph] == GLYPH_UNKNOWN) {
		Buf path = { 0 };
		hb_font_get_glyph_shape(drawn->face->font, glyph, s->funcs, &path);
		drawn->ink[glyph] = path.n ? GLYPH_INK : GLYPH_BLANK;
		if (path.n) {
			buf_z(&s->defs, "<path id=\"");
			glyph_name(&s->defs, face, glyph);
			buf_z(&s->defs, "\" d=\"");
			buf_str(&s->defs, buf_as_str(&path));
			buf_z(&s->defs, "\"/>\n");
		}
		buf_free(&path);
	}
	return drawn->ink[glyph] == GLYPH_INK;
}

/* ---- items ---- */

static uint32_t rgb_of(const Layout *layout, int colour) {
	if (colour == COLOUR_NONE)
		colour = layout->text_colour;
	if (colour == COLOUR_NONE)
		return 0;
	const uint8_t *p = layout->colours[colour].rgb;
	return (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
}

static void fill(Sketch *s, int colour) {
	uint32_t rgb = rgb_of(s->layout, colour);
	if (rgb)
		buf_printf(&s->body, " fill=\"#%06x\"", rgb);
}

static void length(Buf *b, const char *name, Len l) {
	buf_printf(b, " %s=\"", name);
	buf_len(b, l);
	buf_byte(b, '"');
}

/* a * num / den, rounded half away from zero; what fits 64 bits. */
static int64_t ratio(int64_t a, int64_t num, int64_t den) {
	int64_t n = a * num;
	return (n + (n < 0 ? -den / 2 : den / 2)) / den;
}

static void write_matrix(Buf *b, const Item *item, int stretch) {
	int64_t upem = item->face->upem;
	if (item->setting == TEXT_TURNED) {
		buf_z(b, " transform=\"matrix(0 ");
		write_fixed(b, ratio((int64_t)item->size * stretch, 1000000, 1024 * upem), 9);
		buf_byte(b, ' ');
		write_fixed(b, ratio(item->size, 1000000000, 1024 * upem), 9);
		buf_z(b, " 0 ");
		buf_len(b, item->x);
		buf_byte(b, ' ');
		buf_len(b, item->y);
		buf_z(b, ")\"");
		return;
	}
	buf_z(b, " transform=\"translate(");
	buf_len(b, item->x);
	buf_byte(b, ' ');
	buf_len(b, item->y);
	buf_z(b, ")scale(");
	write_fixed(b, ratio((int64_t)item->size * stretch, 1000000, 1024 * upem), 9);
	buf_byte(b, ' ');
	write_fixed(b, -ratio(item->size, 1000000000, 1024 * upem), 9);
	buf_z(b, ")\"");
}

static void draw_glyphs(Sketch *s, const Item *item) {
	size_t face = face_index(s, item->face);
	int stretch = item->stretch ? item->stretch : 1000;
	int64_t upem = item->face->upem, pen = 0;
	bool open = false;
	for (uint32_t i = 0; i < item->glyph_count; i++) {
		const Glyph *g = &item->glyphs[i];
		int64_t x = ratio(pen + g->x_offset, upem * 100000, (int64_t)item->size * stretch), y = ratio(g->y_offset, upem * 100, item->size);
		if (item->setting == TEXT_UPRIGHT) {
			x = ratio(g->y_offset, upem * 100, item->size);
			y = -ratio(pen + g->x_offset, upem * 100, item->size);
		}
		pen += g->advance;
		if (!define_glyph(s, face, g->id))
			continue;
		if (!open) {
			buf_z(&s->body, "<g");
			fill(s, item->colour);
			write_matrix(&s->body, item, stretch);
			buf_z(&s->body, ">");
			open = true;
		}
		buf_z(&s->body, "<use href=\"#");
		glyph_name(&s->body, face, g->id);
		buf_byte(&s->body, '"');
		if (x) {
			buf_z(&s->body, " x=\"");
			write_fixed(&s->body, x, 2);
			buf_byte(&s->body, '"');
		}
		if (y) {
			buf_z(&s->body, " y=\"");
			write_fixed(&s->body, y, 2);
			buf_byte(&s->body, '"');
		}
		buf_z(&s->body, "/>");
	}
	if (open)
		buf_z(&s->body, "</g>\n");
}

static void write_area(Buf *b, const Item *item) {
	length(b, "x", item->x);
	length(b, "y", item->y);
	length(b, "width", item->width);
	length(b, "height", item->height);
}

static void draw_rectangle(Sketch *s, const Item *item) {
	if (item->width <= 0 || item->height <= 0)
		return;
	buf_z(&s->body, "<rect");
	write_area(&s->body, item);
	fill(s, item->colour);
	buf_z(&s->body, "/>\n");
}

/* Orientations are those of EXIF: the stored picture fills a unit square, which is turned into the item's rectangle. */
static void write_turn(Buf *b, const Item *item, int orientation) {
	Len w = item->width, h = item->height, x = item->x, y = item->y;
	const Len matrices[9][6] = {
		{ 0 }, { w, 0, 0, h, x, y }, { -w, 0, 0, h, x + w, y }, { -w, 0, 0, -h, x + w, y + h }, { w, 0, 0, -h, x, y + h },
		{ 0, h, w, 0, x, y }, { 0, h, -w, 0, x + w, y }, { 0, -h, -w, 0, x + w, y + h }, { 0, -h, w, 0, x, y + h },
	};
	buf_z(b, " width=\"1\" height=\"1\" transform=\"matrix(");
	for (int i = 0; i < 6; i++) {
		if (i)
			buf_byte(b, ' ');
		buf_len(b, matrices[orientation][i]);
	}
	buf_z(b, ")\"");
}

/* An <svg> within shows nothing beyond its edges. */
static void begin_clip(Buf *b, const Item *item) {
	const Len values[] = { item->clip_x, item->clip_y, item->clip_width, item->clip_height };
	static const char *const names[] = { "x", "y", "width", "height" };
	buf_z(b, "<svg");
	for (int i = 0; i < 4; i++)
		length(b, names[i], values[i]);
	for (int i = 0; i < 4; i++) {
		buf_z(b, i ? " " : " viewBox=\"");
		buf_len(b, values[i]);
	}
	buf_z(b, "\">");
}

static void draw_picture(Sketch *s, const Item *item) {
	if (item->width <= 0 || item->height <= 0)
		return;
	int orientation = item->picture->orientation;
	bool clipped = item->clip_width > 0;
	if (clipped)
		begin_clip(&s->body, item);
	buf_z(&s->body, "<image");
	if (orientation > 1 && orientation <= 8)
		write_turn(&s->body, item, orientation);
	else
		write_area(&s->body, item);
	buf_z(&s->body, " preserveAspectRatio=\"none\" href=\"");
	write_picture_address(&s->body, item->picture);
	buf_z(&s->body, clipped ? "\"/></svg>\n" : "\"/>\n");
}

void proof_draw_page(const Page *page, const Layout *layout, Buf *out) {
	Sketch s = { .arena = arena_make(), .layout = layout, .funcs = make_funcs() };
	for (size_t i = 0; i < page->item_count; i++) {
		const Item *item = &page->items[i];
		switch (item->kind) {
		case ITEM_GLYPHS: draw_glyphs(&s, item); break;
		case ITEM_RECTANGLE: draw_rectangle(&s, item); break;
		case ITEM_PICTURE: draw_picture(&s, item); break;
		}
	}
	buf_z(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"");
	buf_len(out, page->width);
	buf_z(out, "pt\" height=\"");
	buf_len(out, page->height);
	buf_z(out, "pt\" viewBox=\"0 0 ");
	buf_len(out, page->width);
	buf_byte(out, ' ');
	buf_len(out, page->height);
	buf_z(out, "\">\n<defs>\n");
	buf_str(out, buf_as_str(&s.defs));
	buf_z(out, "</defs>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
	buf_str(out, buf_as_str(&s.body));
	buf_z(out, "</svg>\n");
	buf_free(&s.defs);
	buf_free(&s.body);
	hb_draw_funcs_destroy(s.funcs);
	arena_free(s.arena);
}
