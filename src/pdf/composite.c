/* Glyphs of our own. A viewer that copies text sorts glyphs by where their origins are: a mark that stands off the
 * baseline, or over its letter, is torn from its word, and neither ActualText nor the order of painting helps
 * everywhere. So in TrueType fonts a letter with its marks (and a letter that stands off the baseline, as in
 * Nastaliq) becomes one glyph whose origin is on the baseline: a composite glyph of the subset, which has its parts
 * at the offsets that shaping gave. One without parts is a blank.
 *
 * hb-subset makes the font with the parts; here the composites are put behind its glyphs. That means glyf and loca
 * grow, hmtx is written with a full entry for each glyph, and head, hhea and maxp are told (OpenType, chapters of
 * these names). */
#include <assert.h>
#include <hb-ot.h>
#include <string.h>

#include "pdf/writer.h"

enum { HEAD_SIZE = 54, HHEA_SIZE = 36, MAXP_SIZE = 32, NESTING_MAX = 6 };
enum {
	ARGS_ARE_WORDS = 0x1, ARGS_ARE_OFFSETS = 0x2, HAS_SCALE = 0x8, MORE_PARTS = 0x20, HAS_TWO_SCALES = 0x40,
	HAS_MATRIX = 0x80, PARTS_OVERLAP = 0x400
};

/* ---- the list of composites ---- */

static size_t slot_of(const PdfFont *font, const Composite *wanted) {
	size_t slot = (size_t)wanted->hash & (font->composite_table_size - 1);
	for (; font->composite_table[slot] != 0; slot = (slot + 1) & (font->composite_table_size - 1)) {
		const Composite *c = &font->composites.at[font->composite_table[slot] - 1];
		if (c->hash == wanted->hash && c->count == wanted->count && c->advance == wanted->advance
			&& (c->count == 0 || memcmp(c->parts, wanted->parts, c->count * sizeof *c->parts) == 0))
			break;
	}
	return slot;
}

uint32_t pdf_composite(Writer *w, PdfFont *font, const Part *parts, uint32_t count, int advance) {
	Composite wanted = { parts, count, advance, str_hash((Str){ (const char *)parts, count * sizeof *parts }) };
	if (font->composites.n * 2 >= font->composite_table_size) {
		font->composite_table_size = font->composite_table_size ? font->composite_table_size * 2 : 64;
		font->composite_table = arena_array(w->arena, uint32_t, font->composite_table_size);
		for (size_t i = 0; i < font->composites.n; i++)
			font->composite_table[slot_of(font, &font->composites.at[i])] = (uint32_t)i + 1;
	}
	size_t slot = slot_of(font, &wanted);
	if (font->composite_table[slot] == 0) {
		wanted.parts = count > 0 ? arena_copy(w->arena, parts, count * sizeof *parts) : NULL;
		*list_push(w->arena, &font->composites) = wanted;
		font->composite_table[slot] = (uint32_t)font->composites.n;
	}
	return COMPOSITE_FIRST + font->composite_table[slot] - 1;
}

/* ---- the tables ---- */

typedef struct {
	hb_blob_t *blob;
	const uint8_t *p;
	unsigned n;
} Table;

typedef struct {
	Table glyf, loca, head, hhea, hmtx, maxp;
	unsigned glyphs, metrics;
	bool long_offsets;
} Tables;

/* What a glyph adds to the limits that maxp states. */
typedef struct {
	int left, bottom, right, top;
	unsigned points, contours, depth;
	bool empty;
} Extent;

static unsigned u16(const uint8_t *p) {
	return (unsigned)p[0] << 8 | p[1];
}

static int s16(const uint8_t *p) {
	return (int16_t)u16(p);
}

static uint32_t u32(const uint8_t *p) {
	return (uint32_t)u16(p) << 16 | u16(p + 2);
}

static void put16(Buf *b, int value) {
	buf_byte(b, value >> 8 & 0xFF);
	buf_byte(b, value & 0xFF);
}

static void put32(Buf *b, uint32_t value) {
	put16(b, (int)(value >> 16));
	put16(b, (int)(value & 0xFFFF));
}

static void set16(Buf *b, size_t at, unsigned value) {
	b->p[at] = (char)(value >> 8);
	b->p[at + 1] = (char)value;
}

static void raise16(Buf *b, size_t at, unsigned value) {
	if (u16((const uint8_t *)b->p + at) < value)
		set16(b, at, value > 0xFFFF ? 0xFFFF : value);
}

static Table open_table(hb_face_t *face, hb_tag_t tag) {
	Table t = { .blob = hb_face_reference_table(face, tag) };
	t.p = (const uint8_t *)hb_blob_get_data(t.blob, &t.n);
	return t;
}

static bool open_tables(hb_face_t *face, Tables *t) {
	t->glyf = open_table(face, HB_TAG('g', 'l', 'y', 'f'));
	t->loca = open_table(face, HB_TAG('l', 'o', 'c', 'a'));
	t->head = open_table(face, HB_TAG('h', 'e', 'a', 'd'));
	t->hhea = open_table(face, HB_TAG('h', 'h', 'e', 'a'));
	t->hmtx = open_table(face, HB_TAG('h', 'm', 't', 'x'));
	t->maxp = open_table(face, HB_TAG('m', 'a', 'x', 'p'));
	if (t->head.n < HEAD_SIZE || t->hhea.n < HHEA_SIZE || t->maxp.n < MAXP_SIZE)
		return false;
	t->glyphs = u16(t->maxp.p + 4);
	t->metrics = u16(t->hhea.p + 34);
	t->long_offsets = u16(t->head.p + 50) != 0;
	return t->metrics > 0 && t->metrics <= t->glyphs && t->hmtx.n >= 4 * t->metrics + 2 * (t->glyphs - t->metrics)
		&& t->loca.n >= (t->glyphs + 1) * (t->long_offsets ? 4u : 2u);
}

static void close_tables(Tables *t) {
	Table *all[] = { &t->glyf, &t->loca, &t->head, &t->hhea, &t->hmtx, &t->maxp };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		hb_blob_destroy(all[i]->blob);
}

static uint32_t offset_of(const Tables *t, unsigned glyph) {
	return t->long_offsets ? u32(t->loca.p + 4 * glyph) : 2 * u16(t->loca.p + 2 * glyph);
}

static Extent extent_of(const Tables *t, unsigned glyph, int nesting);

/* The parts of a composite of the font itself. */
static void add_nested(const Tables *t, Extent *extent, const uint8_t *p, size_t n, int nesting) {
	unsigned flags = MORE_PARTS;
	for (size_t at = 10; (flags & MORE_PARTS) && at + 4 <= n;) {
		flags = u16(p + at);
		Extent part = extent_of(t, u16(p + at + 2), nesting + 1);
		extent->points += part.points;
		extent->contours += part.contours;
		if (part.depth + 1 > extent->depth)
			extent->depth = part.depth + 1;
		at += flags & ARGS_ARE_WORDS ? 8 : 6;
		at += flags & HAS_SCALE ? 2 : flags & HAS_TWO_SCALES ? 4 : flags & HAS_MATRIX ? 8 : 0;
	}
}

static Extent extent_of(const Tables *t, unsigned glyph, int nesting) {
	Extent extent = { .empty = true };
	if (glyph >= t->glyphs || nesting > NESTING_MAX)
		return extent;
	uint32_t from = offset_of(t, glyph), to = offset_of(t, glyph + 1);
	if (to > t->glyf.n || from > to || to - from < 10)
		return extent;
	const uint8_t *p = t->glyf.p + from;
	int contours = s16(p);
	extent = (Extent){ s16(p + 2), s16(p + 4), s16(p + 6), s16(p + 8), 0, 0, 0, false };
	if (contours >= 0) {
		extent.contours = (unsigned)contours;
		if (contours > 0 && to - from >= 10 + 2 * (uint32_t)contours)
			extent.points = u16(p + 10 + 2 * (contours - 1)) + 1;
	} else
		add_nested(t, &extent, p, to - from, nesting);
	return extent;
}

/* ---- writing ---- */

typedef struct {
	const PdfFont *font;
	const hb_map_t *map;
	Tables t;
	Buf glyf, loca, head, hhea, hmtx, maxp;
} Growing;

static Extent add_extents(Extent a, Extent b, int x, int y) {
	b.left += x;
	b.right += x;
	b.bottom += y;
	b.top += y;
	if (a.empty) {
		b.depth++;
		return b;
	}
	a.left = b.left < a.left ? b.left : a.left;
	a.right = b.right > a.right ? b.right : a.right;
	a.bottom = b.bottom < a.bottom ? b.bottom : a.bottom;
	a.top = b.top > a.top ? b.top : a.top;
	a.points += b.points;
	a.contours += b.contours;
	a.depth = b.depth + 1 > a.depth ? b.depth + 1 : a.depth;
	return a;
}

static void add_composite(Growing *g, const Composite *composite) {
	Extent all = { .empty = true };
	Buf parts = { 0 };
	unsigned count = 0;
	size_t last_flags = 0;
	for (uint32_t i = 0; i < composite->count; i++) {
		const Part *part = &composite->parts[i];
		unsigned glyph = hb_map_get(g->map, part->glyph);
		Extent extent = extent_of(&g->t, glyph, 0);
		if (extent.empty)
			continue;
		all = add_extents(all, extent, part->x, part->y);
		last_flags = parts.n;
		put16(&parts, ARGS_ARE_WORDS | ARGS_ARE_OFFSETS | MORE_PARTS | (count++ == 0 ? PARTS_OVERLAP : 0));
		put16(&parts, (int)glyph);
		put16(&parts, part->x);
		put16(&parts, part->y);
	}
	if (count > 0) {
		set16(&parts, last_flags, u16((const uint8_t *)parts.p + last_flags) & ~(unsigned)MORE_PARTS);
		const int header[] = { -1, all.left, all.bottom, all.right, all.top };
		for (int i = 0; i < 5; i++)
			put16(&g->glyf, header[i]);
		buf_str(&g->glyf, buf_as_str(&parts));
		raise16(&g->maxp, 10, all.points);
		raise16(&g->maxp, 12, all.contours);
		raise16(&g->maxp, 28, count);
		raise16(&g->maxp, 30, all.depth);
	}
	while (g->glyf.n % 4 != 0)
		buf_byte(&g->glyf, 0);
	put32(&g->loca, (uint32_t)g->glyf.n);
	put16(&g->hmtx, composite->advance);
	put16(&g->hmtx, all.left);
	raise16(&g->hhea, 10, (unsigned)composite->advance);
	buf_free(&parts);
}

static void start_tables(Growing *g) {
	const Tables *t = &g->t;
	buf_add(&g->glyf, t->glyf.p, t->glyf.n);
	while (g->glyf.n % 4 != 0)
		buf_byte(&g->glyf, 0);
	for (unsigned i = 0; i < t->glyphs; i++)
		put32(&g->loca, offset_of(t, i));
	put32(&g->loca, (uint32_t)g->glyf.n);
	for (unsigned i = 0; i < t->glyphs; i++) {
		bool full = i < t->metrics;
		put16(&g->hmtx, (int)u16(t->hmtx.p + 4 * (full ? i : t->metrics - 1)));
		put16(&g->hmtx, s16(full ? t->hmtx.p + 4 * i + 2 : t->hmtx.p + 4 * t->metrics + 2 * (i - t->metrics)));
	}
	buf_add(&g->head, t->head.p, t->head.n);
	buf_add(&g->hhea, t->hhea.p, t->hhea.n);
	buf_add(&g->maxp, t->maxp.p, t->maxp.n);
}

static void add_table(hb_face_t *builder, hb_tag_t tag, const Buf *bytes) {
	hb_blob_t *blob = hb_blob_create(bytes->p, (unsigned)bytes->n, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
	hb_face_builder_add_table(builder, tag, blob);
	hb_blob_destroy(blob);
}

static hb_blob_t *finish_tables(Growing *g) {
	unsigned glyphs = g->t.glyphs + (unsigned)g->font->composites.n;
	set16(&g->maxp, 4, glyphs);
	set16(&g->hhea, 34, glyphs);
	set16(&g->head, 50, 1);
	hb_face_t *builder = hb_face_builder_create();
	add_table(builder, HB_TAG('g', 'l', 'y', 'f'), &g->glyf);
	add_table(builder, HB_TAG('l', 'o', 'c', 'a'), &g->loca);
	add_table(builder, HB_TAG('h', 'e', 'a', 'd'), &g->head);
	add_table(builder, HB_TAG('h', 'h', 'e', 'a'), &g->hhea);
	add_table(builder, HB_TAG('h', 'm', 't', 'x'), &g->hmtx);
	add_table(builder, HB_TAG('m', 'a', 'x', 'p'), &g->maxp);
	hb_blob_t *blob = hb_face_reference_blob(builder);
	hb_face_destroy(builder);
	return blob;
}

hb_blob_t *pdf_composites_add(const PdfFont *font, hb_face_t *subset, const hb_map_t *map, uint32_t *first) {
	Growing g = { .font = font, .map = map };
	hb_blob_t *blob = NULL;
	if (open_tables(subset, &g.t) && g.t.glyphs + font->composites.n <= 0xFFFF) {
		*first = g.t.glyphs;
		start_tables(&g);
		for (size_t i = 0; i < font->composites.n; i++)
			add_composite(&g, &font->composites.at[i]);
		blob = finish_tables(&g);
	}
	close_tables(&g.t);
	Buf *all[] = { &g.glyf, &g.loca, &g.head, &g.hhea, &g.hmtx, &g.maxp };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		buf_free(all[i]);
	return blob;
}
