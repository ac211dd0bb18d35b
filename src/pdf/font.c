/* Type0 fonts with two-byte codes (Identity-H, and Identity-V for text that runs down with upright letters). A code is a CID, and what it means depends on the outlines:
 *   TrueType: our own CIDs, dense, in order of first use, with a CIDToGIDMap. One glyph may have several, one for
 *     each text that it stands for (a hyphen of the author, U+002D, and one of hyphenation, U+00AD). Glyphs may be
 *     composites of ours.
 *   CFF: the numbers that the glyphs have in the program that we make (cff.c), which follow from the pages.
 * The font's dictionary exists from first use, its body is written when all codes are known. */
#include <assert.h>
#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/writer.h"

enum { CODES_MAX = 65535 };

/* What the pages show in a face: the codes of a CFF font are known before its first glyph is written. */
static void find_glyphs(Writer *w, PdfFont *font) {
	hb_set_t *used = hb_set_create();
	hb_set_add(used, 0);
	for (uint32_t p = 0; p < w->pages->page_count; p++) {
		const Page *page = &w->pages->pages[p];
		for (size_t i = 0; i < page->item_count; i++)
			if (page->items[i].kind == ITEM_GLYPHS && page->items[i].face == font->face)
				for (uint32_t k = 0; k < page->items[i].glyph_count; k++)
					hb_set_add(used, page->items[i].glyphs[k].id);
	}
	uint32_t *glyphs = arena_array(w->arena, uint32_t, hb_set_get_population(used));
	for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(used, &glyph);)
		glyphs[font->glyph_count++] = glyph;
	font->glyphs = glyphs;
	hb_set_destroy(used);
}

static int by_number(const void *a, const void *b) {
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static uint32_t place_of(const PdfFont *font, uint32_t glyph) {
	const uint32_t *found = bsearch(&glyph, font->glyphs, font->glyph_count, sizeof glyph, by_number);
	assert(found);
	return (uint32_t)(found - font->glyphs);
}

PdfFont *pdf_font_for(Writer *w, const Face *face) {
	for (size_t i = 0; i < w->fonts.n; i++)
		if (w->fonts.at[i]->face == face)
			return w->fonts.at[i];
	PdfFont *font = arena_new(w->arena, PdfFont);
	font->face = face;
	font->pos = w->pos;
	if (face->cff)
		find_glyphs(w, font);
	for (int down = 0; down < 2; down++)
		font->uses[down].named_on = UINT32_MAX;
	*list_push(w->arena, &w->fonts) = font;
	if (!face->embeddable) {
		diag_error(w->job->diag, font->pos, RULE_PDF_FONT_EMBEDDING,
			"the font " STR_FMT " " STR_FMT " does not allow embedding (" STR_FMT ")", STR_ARG(face->family),
			STR_ARG(face->style), STR_ARG(face->path));
		diag_help(w->job->diag, "name another family in fonts/fonts.yaml");
		w->failed = true;
	}
	return font;
}

int pdf_font_advance(const PdfFont *font, uint32_t glyph) {
	if (glyph >= COMPOSITE_FIRST)
		return font->composites.at[glyph - COMPOSITE_FIRST].advance;
	return hb_font_get_glyph_h_advance(font->face->font, glyph);
}

static int thousandths(const Face *face, int64_t units) {
	int64_t upem = face->upem, doubled = units * 2000;
	return (int)((doubled + (doubled < 0 ? -upem : upem)) / (2 * upem));
}

static size_t slot_of(const PdfFont *font, uint32_t glyph, Str text) {
	uint64_t hash = glyph * UINT64_C(0x9E3779B97F4A7C15);
	if (!font->face->cff)
		hash ^= str_hash(text);
	hash ^= hash >> 29;
	size_t slot = (size_t)hash & (font->table_size - 1);
	for (; font->table[slot] != 0; slot = (slot + 1) & (font->table_size - 1)) {
		const Code *code = &font->codes.at[font->table[slot] - 1];
		if (code->glyph == glyph && (font->face->cff || str_eq(code->text, text)))
			break;
	}
	return slot;
}

static void grow_table(Writer *w, PdfFont *font) {
	font->table_size = font->table_size ? font->table_size * 2 : 256;
	font->table = arena_array(w->arena, uint32_t, font->table_size);
	for (size_t i = 0; i < font->codes.n; i++)
		font->table[slot_of(font, font->codes.at[i].glyph, font->codes.at[i].text)] = (uint32_t)i + 1;
}

const Code *pdf_font_code(Writer *w, PdfFont *font, uint32_t glyph, Str text) {
	if (font->codes.n * 2 >= font->table_size)
		grow_table(w, font);
	size_t slot = slot_of(font, glyph, text);
	if (font->table[slot] != 0)
		return &font->codes.at[font->table[slot] - 1];
	assert(font->codes.n < CODES_MAX);
	Code *code = list_push(w->arena, &font->codes);
	font->table[slot] = (uint32_t)font->codes.n;
	code->glyph = glyph;
	code->text = text;
	code->width = thousandths(font->face, pdf_font_advance(font, glyph));
	code->code = font->face->cff ? place_of(font, glyph) : (uint32_t)font->codes.n;
	return code;
}

Str pdf_face_name(Arena *arena, const Face *face) {
	char name[128];
	unsigned n = sizeof name;
	hb_ot_name_get_utf8(face->hb, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &n, name);
	Str from = n > 0 ? (Str){ name, n } : face->family;
	Buf kept = { 0 };
	for (size_t i = 0; i < from.n && kept.n < 100; i++)
		if (from.p[i] > ' ' && from.p[i] < 0x7F && !strchr("[](){}<>/%#", from.p[i]))
			buf_byte(&kept, from.p[i]);
	Str result = kept.n ? str_copy(arena, buf_as_str(&kept)) : STR("Font");
	buf_free(&kept);
	return result;
}

/* "ABCDEF+Name": the tag tells subsets of one font apart, so it is made from the glyphs. */
static Str tagged_name(Writer *w, const PdfFont *font) {
	Str name = pdf_face_name(w->arena, font->face);
	uint64_t hash = str_hash(name);
	for (size_t i = 0; i < font->codes.n; i++)
		hash = (hash ^ font->codes.at[i].glyph ^ ((uint64_t)font->codes.at[i].code << 32)) * UINT64_C(0x100000001B3);
	char tag[7] = "";
	for (int i = 0; i < 6; i++, hash /= 26)
		tag[i] = (char)('A' + hash % 26);
	return str_printf(w->arena, "%s+" STR_FMT, tag, STR_ARG(name));
}

/* The end of a run of codes in sequence; a range of ToUnicode may not leave its first byte. */
static size_t run_end(const Code *codes, size_t n, size_t from) {
	size_t to = from + 1;
	while (to < n && codes[to].code == codes[to - 1].code + 1 && codes[to].code % 256 != 0)
		to++;
	return to;
}

static void write_ranges(Buf *b, const Code *codes, size_t n) {
	enum { RANGES_MAX = 100 };                               /* in a section */
	for (size_t i = 0; i < n;) {
		size_t count = 0, end = i;
		for (; end < n && count < RANGES_MAX; count++)
			end = run_end(codes, n, end);
		pdf_int(b, (int64_t)count);
		buf_z(b, " beginbfrange\n");
		while (i < end) {
			size_t to = run_end(codes, n, i);
			buf_byte(b, '<');
			pdf_hex(b, codes[i].code, 4);
			buf_z(b, "><");
			pdf_hex(b, codes[to - 1].code, 4);
			buf_z(b, ">[");
			for (; i < to; i++) {
				buf_byte(b, '<');
				pdf_utf16(b, codes[i].text);
				buf_byte(b, '>');
			}
			buf_z(b, "]\n");
		}
		buf_z(b, "endbfrange\n");
	}
}

static void write_unicode(Writer *w, Object *object, const Code *codes, size_t n) {
	Buf b = { 0 };
	buf_z(&b, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n"
		"/CMapType 2 def\n"
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
	write_ranges(&b, codes, n);
	buf_z(&b, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
	pdf_deflate(w, object, b.p, b.n);
	buf_free(&b);
}

/* W: runs of codes in sequence, without those as wide as an em, which DW says by default. */
static void write_widths(Buf *b, const Code *codes, size_t n) {
	enum { EM = 1000 };
	bool open = false;
	buf_z(b, "/W[");
	for (size_t i = 0; i < n; i++) {
		if (codes[i].width == EM)
			continue;
		if (open && codes[i].code == codes[i - 1].code + 1 && codes[i - 1].width != EM)
			buf_byte(b, ' ');
		else {
			if (open)
				buf_byte(b, ']');
			pdf_int(b, codes[i].code);
			buf_byte(b, '[');
			open = true;
		}
		pdf_int(b, codes[i].width);
	}
	buf_z(b, open ? "]]" : "]");
}

static void write_descriptor(const PdfFont *font, Object *object, Str name, const Object *program) {
	const Face *face = font->face;
	Buf *b = &object->body;
	hb_blob_t *head = hb_face_reference_table(face->hb, HB_TAG('h', 'e', 'a', 'd'));
	unsigned n = 0;
	const uint8_t *bytes = (const uint8_t *)hb_blob_get_data(head, &n);
	buf_z(b, "/Type/FontDescriptor/FontName");
	pdf_name(b, name);
	buf_z(b, face->italic ? "/Flags 68/FontBBox[" : "/Flags 4/FontBBox[");
	for (unsigned i = 0; i < 4; i++) {
		int16_t units = n >= 44 ? (int16_t)(bytes[36 + 2 * i] << 8 | bytes[37 + 2 * i]) : 0;
		pdf_int(b, thousandths(face, units));
		buf_byte(b, i < 3 ? ' ' : ']');
	}
	hb_blob_destroy(head);
	float slant = hb_style_get_value(face->font, HB_STYLE_TAG_SLANT_ANGLE);
	buf_z(b, "/ItalicAngle ");
	pdf_int(b, (int64_t)(slant < 0 ? slant - 0.5f : slant + 0.5f));
	buf_z(b, "/Ascent ");
	pdf_int(b, thousandths(face, face->ascent));
	buf_z(b, "/Descent ");
	pdf_int(b, thousandths(face, face->descent));
	buf_z(b, "/CapHeight ");
	pdf_int(b, thousandths(face, face->cap_height ? face->cap_height : face->ascent));
	buf_z(b, "/StemV ");
	pdf_int(b, 50 + face->weight * face->weight / 4225);
	buf_z(b, face->cff ? "/FontFile3 " : "/FontFile2 ");
	pdf_ref(b, program);
}

static Object *write_program(Writer *w, const PdfFont *font, Str name, uint32_t *new_glyph) {
	const Face *face = font->face;
	Buf program = { 0 };
	Object *object = NULL;
	if (face->cff ? pdf_cff(w, font, name, &program) : pdf_subset(font, &program, new_glyph)) {
		object = pdf_stream(w);
		if (face->cff)
			buf_z(&object->body, "/Subtype/CIDFontType0C");
		else {
			buf_z(&object->body, "/Length1 ");
			pdf_int(&object->body, (int64_t)program.n);
		}
		pdf_deflate(w, object, program.p, program.n);
	} else {
		w->failed = true;
		diag_error(w->job->diag, font->pos, RULE_PDF_FONT_EMBEDDING,
			"no subset can be made of the font " STR_FMT " " STR_FMT " (" STR_FMT ")", STR_ARG(face->family),
			STR_ARG(face->style), STR_ARG(face->path));
		diag_help(w->job->diag,
			"the file may be damaged or of a kind without glyf or CFF outlines; install its package again");
	}
	buf_free(&program);
	return object;
}

static Object *write_glyph_map(Writer *w, const PdfFont *font, const uint32_t *new_glyph) {
	Buf map = { 0 };
	buf_add(&map, "\0", 2);
	for (size_t i = 0; i < font->codes.n; i++) {
		buf_byte(&map, (int)(new_glyph[i] >> 8 & 0xFF));
		buf_byte(&map, (int)(new_glyph[i] & 0xFF));
	}
	Object *object = pdf_stream(w);
	pdf_deflate(w, object, map.p, map.n);
	buf_free(&map);
	return object;
}

static int by_code(const void *a, const void *b) {
	uint32_t x = ((const Code *)a)->code, y = ((const Code *)b)->code;
	return x < y ? -1 : x > y;
}

static void finish_font(Writer *w, PdfFont *font) {
	uint32_t *new_glyph = arena_array(w->arena, uint32_t, font->codes.n + 1);
	Str name = tagged_name(w, font);
	Object *program = write_program(w, font, name, new_glyph);
	if (!program)
		return;
	Object *map = font->face->cff ? NULL : write_glyph_map(w, font, new_glyph);
	Code *codes = arena_copy(w->arena, font->codes.at, font->codes.n * sizeof *codes);
	if (font->codes.n > 0)
		qsort(codes, font->codes.n, sizeof *codes, by_code);
	Object *descriptor = pdf_object(w), *descendant = pdf_object(w), *unicode = pdf_stream(w);
	write_descriptor(font, descriptor, name, program);
	write_unicode(w, unicode, codes, font->codes.n);

	Buf *b = &descendant->body;
	buf_z(b, font->face->cff ? "/Type/Font/Subtype/CIDFontType0/BaseFont" : "/Type/Font/Subtype/CIDFontType2/BaseFont");
	pdf_name(b, name);
	buf_z(b, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ");
	pdf_ref(b, descriptor);
	if (map) {
		buf_z(b, "/CIDToGIDMap ");
		pdf_ref(b, map);
	}
	write_widths(b, codes, font->codes.n);

	for (int down = 0; down < 2; down++) {
		if (!font->uses[down].object)
			continue;
		b = &font->uses[down].object->body;
		buf_z(b, "/Type/Font/Subtype/Type0/BaseFont");
		pdf_name(b, name);
		buf_z(b, down ? "/Encoding/Identity-V/DescendantFonts[" : "/Encoding/Identity-H/DescendantFonts[");
		pdf_ref(b, descendant);
		buf_z(b, "]/ToUnicode ");
		pdf_ref(b, unicode);
	}
}

void pdf_fonts_finish(Writer *w) {
	for (size_t i = 0; i < w->fonts.n; i++)
		finish_font(w, w->fonts.at[i]);
}
