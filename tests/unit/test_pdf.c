/* PDF files: written from Pages made by hand, and judged by other programs (qpdf, poppler, MuPDF, Ghostscript if it is
 * there). What needs a font that is not everywhere is skipped without it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "pdf/writer.h"
#include "pdf_sample.h"

#define CJK "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
#define PALATINO "/usr/share/fonts/opentype/urw-base35/P052-Roman.otf"

#define PARSE_XML "pdfinfo -meta %s | python3 -c 'import sys, xml.dom.minidom as m; m.parse(sys.stdin.buffer)'"
#define GHOSTSCRIPT "! command -v gs >/dev/null || gs -q -dNOPAUSE -dBATCH -sDEVICE=nullpage %s"

enum { OUTPUT_MAX = 1 << 18 };

typedef struct {
	Sample s;
	Buf file;
	char path[64];
	char *output;
} Fixture;

static int set_up(void **state) {
	Fixture *f = calloc(1, sizeof *f);
	sample_start(&f->s);
	f->output = malloc(OUTPUT_MAX);
	strcpy(f->path, "/tmp/quoin-pdf-XXXXXX");
	int fd = mkstemp(f->path);
	assert_true(fd >= 0);
	close(fd);
	sample_page(&f->s, LEN_OF_PT(400), LEN_OF_PT(500));
	*state = f;
	return 0;
}

static int tear_down(void **state) {
	Fixture *f = *state;
	unlink(f->path);
	sample_free(&f->s);
	buf_free(&f->file);
	free(f->output);
	free(f);
	return 0;
}

static void build(Fixture *f) {
	if (!sample_build(&f->s, &f->file)) {
		Buf said = { 0 };
		diag_print(f->s.job.diag, DIAG_HUMAN, false, &said);
		fail_msg("not built: %.*s", (int)said.n, said.p);
	}
	FILE *out = fopen(f->path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(f->file.p, 1, f->file.n, out), f->file.n);
	fclose(out);
}

/* What a command prints about the file (%s), its errors included. */
static const char *run(Fixture *f, const char *format) {
	char command[512];
	snprintf(command, sizeof command, format, f->path, f->path);
	strcat(command, " 2>&1");
	FILE *in = popen(command, "r");
	assert_non_null(in);
	size_t n = fread(f->output, 1, OUTPUT_MAX - 1, in);
	f->output[n] = '\0';
	pclose(in);
	return f->output;
}

static void assert_has(const char *text, const char *part) {
	if (!strstr(text, part))
		fail_msg("'%s' is not in: %s", part, text);
}

static void assert_lacks(const char *text, const char *part) {
	if (strstr(text, part))
		fail_msg("'%s' is in: %s", part, text);
}

/* All objects in plain text. */
static const char *objects(Fixture *f) {
	return run(f, "qpdf --qdf --object-streams=disable --no-original-object-ids %s - | tr -d '\\000'");
}

/* The first page as a PPM, with `ppi` pixels an inch. */
static uint8_t *render(Fixture *f, int ppi, size_t *n) {
	char command[160];
	snprintf(command, sizeof command, "pdftoppm -singlefile -r %d %s 2>/dev/null", ppi, f->path);
	FILE *in = popen(command, "r");
	size_t room = (size_t)(400 * ppi / 72) * (size_t)(500 * ppi / 72) * 3 + 100;
	uint8_t *ppm = malloc(room);
	*n = fread(ppm, 1, room, in);
	pclose(in);
	return ppm;
}

/* The colour of a pixel as 0xRRGGBB. */
static uint32_t colour_at(const uint8_t *ppm, size_t n, int x, int y) {
	char *end;
	assert_memory_equal(ppm, "P6\n", 3);
	long width = strtol((const char *)ppm + 3, &end, 10), height = strtol(end, &end, 10);
	strtol(end, &end, 10);
	const uint8_t *p = (const uint8_t *)end + 1 + 3 * (y * width + x);
	assert_true(p + 3 <= ppm + n && y < height);
	return (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
}

static Owner paragraph(Fixture *f, Owner parent) {
	return sample_owner(&f->s, TAG_PARAGRAPH, parent);
}

static const Face *serif(Fixture *f) {
	return sample_face(&f->s, NOTO "NotoSerif-Regular.ttf");
}

/* Bytes [start, end) of a text, in points. */
static Item *part(Fixture *f, const Face *face, int size, Owner owner, uint32_t block, int x, int y, const char *text,
	uint32_t start, uint32_t end) {
	return sample_part(&f->s, face, LEN_OF_PT(size), owner, block, LEN_OF_PT(x), LEN_OF_PT(y), str_of(text), start, end);
}

static Item *whole(Fixture *f, const Face *face, int size, Owner owner, uint32_t block, int x, int y,
	const char *text) {
	return part(f, face, size, owner, block, x, y, text, 0, (uint32_t)strlen(text));
}

static void line(Fixture *f, const char *font, uint32_t block, int y, const char *text) {
	whole(f, sample_face(&f->s, font), 12, paragraph(f, 0), block, 20, y, text);
}

/* ---- syntax ---- */

static void assert_number(int64_t value, int decimals, const char *expected) {
	Buf b = { 0 };
	pdf_fixed(&b, value, decimals);
	buf_byte(&b, '\0');
	assert_string_equal(b.p, expected);
	buf_free(&b);
}

static void numbers_are_short_and_exact(void **state) {
	(void)state;
	assert_number(0, 3, "0");
	assert_number(1, 3, ".001");
	assert_number(-1, 3, "-.001");
	assert_number(12500, 3, "12.5");
	assert_number(-12000, 3, "-12");
	assert_number(100, 0, "100");
	assert_number(INT64_MIN, 0, "-9223372036854775808");
	assert_int_equal(pdf_milli(LEN_OF_PT(3)), 3000);
	assert_int_equal(pdf_milli(-1), -1);
	assert_int_equal(pdf_milli(1), 1);
	assert_int_equal(pdf_milli(-512), -500);
}

static void strings_and_names_are_escaped(void **state) {
	(void)state;
	Buf b = { 0 };
	pdf_text(&b, STR("a(b)\\c"));
	pdf_text(&b, STR("\xC3\xA9\xF0\x9F\x98\x80"));
	pdf_name(&b, STR("A B#/\xC3"));
	buf_byte(&b, '\0');
	assert_string_equal(b.p, "(a\\(b\\)\\\\c)<FEFF00E9D83DDE00>/A#20B#23#2F#C3");
	buf_free(&b);
}

/* ---- the file as a whole ---- */

static void file_is_accepted_by_other_programs(void **state) {
	Fixture *f = *state;
	line(f, NOTO "NotoSerif-Regular.ttf", 0, 50, "A line of text");
	line(f, PALATINO, 1, 80, "Another line of text");
	sample_rectangle(&f->s, 0, 0, LEN_OF_PT(400), LEN_OF_PT(20), 2);
	build(f);
	assert_memory_equal(f->file.p, "%PDF-1.7\n%", 10);
	assert_memory_equal(f->file.p + f->file.n - 6, "%%EOF\n", 6);
	assert_has(run(f, "qpdf --check %s"), "No syntax or stream encoding errors found");
	assert_lacks(run(f, "qpdf --check %s"), "WARNING");
	assert_string_equal(run(f, GHOSTSCRIPT), "");
	assert_lacks(run(f, "mutool draw -q -F trace -o /dev/null %s | grep -v ICC"), "error");
	assert_string_equal(run(f, PARSE_XML), "");
	assert_has(run(f, "pdfinfo %s"), "Page size:       400 x 500 pts");
}

static void empty_pages_are_valid(void **state) {
	Fixture *f = *state;
	sample_page(&f->s, LEN_OF_PT(300), LEN_OF_PT(300));
	build(f);
	assert_has(run(f, "qpdf --check %s"), "No syntax or stream encoding errors found");
	assert_has(run(f, "pdfinfo %s"), "Pages:           2");
	assert_lacks(run(f, "mutool draw -q -F text -o /dev/null %s | grep -v ICC"), "warning");
}

static void same_pages_give_the_same_bytes(void **state) {
	Fixture *f = *state;
	line(f, NOTO "NotoSerif-Regular.ttf", 0, 50, "Same bytes");
	line(f, PALATINO, 1, 80, "Same bytes");
	build(f);
	Buf again = { 0 };
	assert_true(pdf_build(&f->s.job, &f->s.document, &f->s.pages, &f->s.info, &again));
	assert_int_equal(again.n, f->file.n);
	assert_memory_equal(again.p, f->file.p, again.n);
	f->s.info.title = STR("Another title");
	Buf other = { 0 };
	assert_true(pdf_build(&f->s.job, &f->s.document, &f->s.pages, &f->s.info, &other));
	Str id = str_sub(buf_as_str(&again), str_find(buf_as_str(&again), "/ID[<", 0), again.n);
	assert_true(str_find(buf_as_str(&other), str_z(f->s.arena, str_sub(id, 0, 37)), 0) == SIZE_MAX);
	buf_free(&again);
	buf_free(&other);
}

static void many_objects_go_into_several_streams(void **state) {
	Fixture *f = *state;
	for (int i = 0; i < 700; i++)
		whole(f, serif(f), 3, paragraph(f, 0), (uint32_t)i, 5 + i % 10 * 39, 7 + i / 10 * 7, "word");
	build(f);
	assert_has(run(f, "qpdf --check %s"), "No syntax or stream encoding errors found");
	assert_int_equal(atoi(run(f, "pdftotext %s - | tr ' ' '\\n' | grep -c word")), 700);
}

static void information_is_in_info_and_metadata(void **state) {
	Fixture *f = *state;
	f->s.info.title = STR("News <&> \xD8\xA3\xD8\xAE\xD8\xA8\xD8\xA7\xD8\xB1");
	build(f);
	const char *info = run(f, "pdfinfo %s; TZ=UTC pdfinfo -meta %s");
	assert_has(info, "Title:           News <&> \xD8\xA3\xD8\xAE\xD8\xA8\xD8\xA7\xD8\xB1");
	assert_has(info, "Author:          The Editors");
	assert_has(info, "Producer:        Quoin 0.1");
	assert_has(info, "Tagged:          yes");
	assert_has(info, "News &lt;&amp;&gt; \xD8\xA3");
	assert_has(info, "<xmp:CreateDate>2007-12-01T00:00:00Z</xmp:CreateDate>");
	assert_has(info, "<pdfuaid:part>1</pdfuaid:part>");
	assert_has(info, "<rdf:li>en</rdf:li>");
	assert_string_equal(run(f, PARSE_XML), "");
	assert_has(objects(f), "/CreationDate (D:20071201000000Z)");
}

static void catalogue_says_what_readers_need(void **state) {
	Fixture *f = *state;
	sample_page(&f->s, LEN_OF_PT(300), LEN_OF_PT(300));
	f->s.page.at[0].folio = STR("\xD9\xA4");
	build(f);
	const char *all = objects(f);
	assert_has(all, "/Lang (en)");
	assert_has(all, "/DisplayDocTitle true");
	assert_has(all, "/Marked true");
	assert_has(all, "/Tabs /S");
	assert_has(all, "/StructParents 1");
	assert_has(all, "/S /GTS_PDFA1");
	assert_has(all, "/P <feff0664>");
	assert_has(all, "/P (2)");
	assert_has(all, "/MediaBox [");
}

/* ---- fonts and text ---- */

static void fonts_are_embedded_subsets_with_unicode(void **state) {
	Fixture *f = *state;
	line(f, NOTO "NotoSerif-Regular.ttf", 0, 50, "TrueType");
	line(f, PALATINO, 1, 80, "Named");
	build(f);
	const char *fonts = run(f, "pdffonts %s");
	assert_has(fonts, "+NotoSerif-Regular             CID TrueType      Identity-H       yes yes yes");
	assert_has(fonts, "+P052-Roman                    CID Type 0C       Identity-H       yes yes yes");
	assert_true(f->file.n < 20000);
}

static void cid_keyed_font_of_a_collection_is_cut_down(void **state) {
	Fixture *f = *state;
	if (access(CJK, R_OK) != 0)
		skip();
	whole(f, sample_face_at(&f->s, CJK, 0), 12, paragraph(f, 0), 2, 20, 110, "日本語の新聞、直と骨。");
	whole(f, sample_face_at(&f->s, CJK, 2), 12, paragraph(f, 0), 2, 20, 150, "直骨");
	build(f);
	assert_has(run(f, "pdffonts %s"), "+NotoSerifCJKjp-Regular        CID Type 0C       Identity-H       yes yes yes");
	assert_has(run(f, "pdffonts %s"), "+NotoSerifCJKsc-Regular        CID Type 0C       Identity-H       yes yes yes");
	assert_has(run(f, "pdftotext %s -"), "日本語の新聞、直と骨。");
	assert_true(f->file.n < 30000);
}

static void text_is_copied_as_written(void **state) {
	Fixture *f = *state;
	static const struct { const char *font, *text; } lines[] = {
		{ NOTO "NotoSerif-Regular.ttf", "The office found a difficult file: AV To We’ve — « 12 » naïve" },
		{ PALATINO, "The office found a difficult file: AV To" },
		{ NOTO "NotoSerifDevanagari-Regular.ttf", "हिन्दी में लिखा हुआ क्षेत्रीय समाचार पत्र" },
		{ NOTO "NotoSerifThai-Regular.ttf", "ผู้ใหญ่บ้านน้ำท่วมทั้งหมด" },
		{ NOTO "NotoNaskhArabic-Regular.ttf", "السلام عليكم في الأخبار" },
		{ NOTO "NotoNaskhArabic-Regular.ttf", "عبد الله إلى المدينة" },
		{ NOTO "NotoSerifHebrew-Regular.ttf", "חדשות היום בעיר" },
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		line(f, lines[i].font, (uint32_t)i, 40 + 30 * (int)i, lines[i].text);
	build(f);
	const char *text = run(f, "pdftotext %s -");
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		assert_has(text, lines[i].text);
}

/* Letters with marks, and letters off the baseline: poppler keeps the words together, and no ActualText is needed. */
static void marks_stay_with_their_letters(void **state) {
	Fixture *f = *state;
	static const struct { const char *font, *text; } lines[] = {
		{ NOTO "NotoNaskhArabic-Regular.ttf", "رجلاً خُدعوا واحتُجزوا ويُسلَّم قليلاً" },
		{ NOTO "NotoNastaliqUrdu-Regular.ttf", "اردو زبان کی" },
		{ NOTO "NotoSerifDevanagari-Regular.ttf", "क्षेत्रीय" },
		{ NOTO "NotoSerifThai-Regular.ttf", "น้ำท่วมทั้งหมด" },
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		line(f, lines[i].font, (uint32_t)i, 40 + 40 * (int)i, lines[i].text);
	build(f);
	const char *text = run(f, "pdftotext %s - | sed 's/[\xE2\x80][\xAA-\xAE]//g'");
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		assert_has(text, lines[i].text);
	assert_lacks(objects(f), "/ActualText");
	assert_string_equal(run(f, GHOSTSCRIPT), "");
}

/* A composite glyph paints what its parts would have painted: the box of the ink is where shaping puts it. */
static void composite_has_its_parts_in_place(void **state) {
	Fixture *f = *state;
	const Face *face = sample_face(&f->s, NOTO "NotoSerifThai-Regular.ttf");
	Item *item = whole(f, face, 100, paragraph(f, 0), 0, 100, 300, "ป้");
	assert_int_equal(item->glyph_count, 2);
	hb_glyph_extents_t mark;
	assert_true(hb_font_get_glyph_extents(face->font, item->glyphs[1].id, &mark));
	double top = 200 + (double)item->glyphs[1].y_offset / 1024 + mark.y_bearing * 0.1;
	build(f);
	/* 288 pixels an inch: four to a point. */
	size_t n;
	uint8_t *ppm = render(f, 288, &n);
	int first_row = -1;
	for (int row = 0; first_row < 0 && row < 2000; row++)
		for (int column = 0; first_row < 0 && column < 1600; column++)
			if (colour_at(ppm, n, column, row) < 0x808080)
				first_row = row;
	free(ppm);
	double upper = 500 - first_row / 4.0;
	if (upper - top > 0.4 || top - upper > 0.4)
		fail_msg("ink reaches up to %.2f, the mark to %.2f", upper, top);
}

static void hyphen_of_hyphenation_differs_from_the_authors(void **state) {
	Fixture *f = *state;
	static const char text[] = "well-known newsletter";
	const char *fonts[] = { NOTO "NotoSerif-Regular.ttf", PALATINO };
	for (uint32_t i = 0; i < 2; i++) {
		const Face *face = sample_face(&f->s, fonts[i]);
		Item *item = part(f, face, 12, paragraph(f, 0), i, 20, 40 + 30 * i, text, 0, 15);
		hb_codepoint_t hyphen;
		assert_true(hb_font_get_nominal_glyph(face->font, '-', &hyphen));
		Glyph *more = arena_array(f->s.arena, Glyph, item->glyph_count + 1);
		memcpy(more, item->glyphs, item->glyph_count * sizeof *more);
		more[item->glyph_count] = (Glyph){ .id = hyphen, .cluster = 15, .advance = LEN_OF_PT(4) };
		item->glyphs = more;
		item->glyph_count++;
		item->last_hyphen = true;
	}
	build(f);
	const char *out = run(f, "pdftotext -raw %s - | sed 's/\xC2\xAD/<SHY>/'");
	const char *first = strstr(out, "well-known news<SHY>");
	assert_non_null(first);
	assert_non_null(strstr(first + 1, "well-known news<SHY>"));
}

/* Glyphs stand where Pages say, to half a thousandth of an em, however long the line. */
static void glyphs_stand_where_pages_say(void **state) {
	Fixture *f = *state;
	Item *item = whole(f, serif(f), 10, paragraph(f, 0), 0, 20, 100,
		"Very long lines do not drift, AVAVAV, Tomorrow, since both pens are kept");
	Glyph *glyphs = arena_copy(f->s.arena, item->glyphs, item->glyph_count * sizeof *glyphs);
	for (uint32_t i = 0; i < item->glyph_count; i++)
		glyphs[i].advance += 3;                                  /* a fraction that W does not know */
	glyphs[5].y_offset = LEN_OF_PT(2);
	item->glyphs = glyphs;
	build(f);
	const char *trace = run(f, "mutool draw -q -F trace %s");
	Len pen = item->x;
	for (uint32_t i = 0; i < item->glyph_count; i++) {
		trace = strstr(trace, "<g unicode=");
		assert_non_null(trace);
		double x = atof(strstr(trace, " x=\"") + 4), y = atof(strstr(trace, " y=\"") + 4);
		double wanted = (double)pen / 1024;
		assert_true(x - wanted < 0.0065 && wanted - x < 0.0065);
		assert_true(y > (i == 5 ? 401.99 : 399.99) && y < (i == 5 ? 402.01 : 400.01));
		pen += glyphs[i].advance;
		trace++;
	}
	assert_null(strstr(trace, "<g unicode="));
}

static void missing_glyph_is_refused(void **state) {
	Fixture *f = *state;
	line(f, NOTO "NotoSerif-Regular.ttf", 0, 50, "a \xE0\xA4\x95 b");
	assert_false(sample_build(&f->s, &f->file));
	assert_int_equal(f->s.job.diag->messages.at[0].rule, RULE_PDF_GLYPH_MISSING);
	assert_true(str_find(f->s.job.diag->messages.at[0].text, "U+0915", 0) != SIZE_MAX);
}

static void font_that_forbids_embedding_is_refused(void **state) {
	Fixture *f = *state;
	((Face *)serif(f))->embeddable = false;
	line(f, NOTO "NotoSerif-Regular.ttf", 0, 50, "text");
	assert_false(sample_build(&f->s, &f->file));
	assert_int_equal(f->s.job.diag->errors, 1);
	assert_int_equal(f->s.job.diag->messages.at[0].rule, RULE_PDF_FONT_EMBEDDING);
}

static void drop_cap_and_its_word_are_one_text(void **state) {
	Fixture *f = *state;
	static const char text[] = "The quick fox";
	Owner p = paragraph(f, 0);
	part(f, serif(f), 40, p, 0, 20, 80, text, 0, 1)->initial = true;
	part(f, serif(f), 12, p, 0, 60, 55, text, 1, 13);
	build(f);
	assert_has(run(f, "pdftotext -raw %s -"), "The quick fox");
	assert_has(objects(f), "/ActualText<feff005400680065>");
}

/* ---- structure ---- */

static void tree_follows_the_document_not_the_page(void **state) {
	Fixture *f = *state;
	Sample *s = &f->s;
	Owner article = sample_owner(s, TAG_ARTICLE, 0);
	s->owners.at[article].title = STR("Headline");
	Owner heading = sample_owner(s, TAG_HEADING, article), first = paragraph(f, article);
	Owner second = paragraph(f, article);
	whole(f, serif(f), 12, second, 2, 20, 40, "Second paragraph");
	whole(f, serif(f), 12, first, 1, 20, 60, "First paragraph");
	whole(f, serif(f), 12, heading, 0, 20, 80, "Headline");
	build(f);
	assert_string_equal(run(f, "pdfinfo -struct-text %s"),
		"Document\n  Art \"Headline\"\n    H1 (block)\n      \"Headline\"\n    P (block)\n      \"First paragraph\"\n"
		"    P (block)\n      \"Second paragraph\"\n");
}

static void paragraph_over_two_pages_is_one_element(void **state) {
	Fixture *f = *state;
	static const char text[] = "Begins here and ends there";
	Owner p = paragraph(f, 0);
	part(f, serif(f), 12, p, 0, 20, 40, text, 12, 26);
	sample_page(&f->s, LEN_OF_PT(400), LEN_OF_PT(500));
	part(f, serif(f), 12, p, 0, 20, 40, text, 0, 12);
	build(f);
	assert_string_equal(run(f, "pdfinfo -struct-text %s"),
		"Document\n  P (block)\n    \"Begins here \"\n    \"and ends there\"\n");
}

static void children_stand_among_the_text_where_they_belong(void **state) {
	Fixture *f = *state;
	static const char text[] = "See the report1 of May";
	Sample *s = &f->s;
	Owner p = paragraph(f, 0);
	s->owners.at[p].role = "Deck";
	Owner link = sample_owner(s, TAG_LINK, p);
	Owner call = sample_owner(s, TAG_REFERENCE, p), note = sample_owner(s, TAG_NOTE, p);
	s->owners.at[link].url = STR("https://example.org/caf\xC3\xA9?a=(1)");
	s->owners.at[call].url = s->owners.at[note].url = STR("#note-1");
	Owner label = sample_owner(s, TAG_LABEL, note);
	Owner noted = paragraph(f, note);
	const Face *face = serif(f);
	/* Painted in an order that is not that of the text. */
	part(f, face, 12, p, 0, 150, 40, text, 15, 22);
	part(f, face, 12, p, 0, 20, 40, text, 0, 4);
	Item *linked = part(f, face, 12, link, 0, 50, 40, text, 4, 14);
	part(f, face, 8, call, 0, 140, 36, text, 14, 15);
	whole(f, face, 8, noted, 7, 30, 400, "What was noted.");
	whole(f, face, 8, label, 7, 20, 400, "1");
	Len width = linked->width;
	build(f);
	assert_string_equal(run(f, "pdfinfo -struct-text %s"),
		"Document\n  P (block)\n    \"See \"\n    Link (inline)\n      \"the report\"\n      Object 8 0\n"
		"    Reference (inline)\n      Link (inline)\n        \"1\"\n        Object 9 0\n"
		"    Note <n00000001> (inline)\n      Lbl (block)\n        Link (inline)\n          \"1\"\n          Object 10 0\n"
		"      P (block)\n        \"What was noted.\"\n    \" of May\"\n");
	const char *all = objects(f);
	assert_has(all, "/URI (https://example.org/caf%C3%A9?a=\\(1\\))");
	assert_has(all, "/Contents (the report)");
	assert_has(all, "/Contents (What was noted.)");
	assert_has(all, "/Contents (See the report)");  /* the note's number leads back */
	assert_has(all, "/ID (n00000001)");
	assert_has(all, "/Deck /P");
	char rectangle[64];
	snprintf(rectangle, sizeof rectangle, "%.3f", 50 + (double)width / 1024);
	assert_has(all, rectangle);
}

static void mixed_line_is_read_in_logical_order(void **state) {
	Fixture *f = *state;
	static const char text[] = "\xD9\x86\xD8\xB5 PDF \xD8\xA2\xD8\xAE\xD8\xB1";   /* nass PDF akhar */
	Owner p = paragraph(f, 0);
	const Face *arabic = sample_face(&f->s, NOTO "NotoNaskhArabic-Regular.ttf");
	f->s.owners.at[p].language = STR("ar");
	part(f, arabic, 12, p, 0, 20, 40, text, 8, 15);
	part(f, serif(f), 12, p, 0, 60, 40, text, 5, 8);
	part(f, arabic, 12, p, 0, 90, 40, text, 0, 5);
	build(f);
	const char *tree = run(f, "pdfinfo -struct-text %s");
	const char *first = strstr(tree, "\xD8\xB5\xD9\x86"), *second = strstr(tree, "PDF");
	const char *third = strstr(tree, "\xD8\xB1\xD8\xAE\xD8\xA2");
	assert_non_null(first);
	assert_non_null(second);
	assert_non_null(third);
	assert_true(first < second && second < third);
	assert_has(objects(f), "/ReversedChars<</MCID");
	assert_has(objects(f), "/Lang (ar)");
}

static void furniture_is_an_artifact(void **state) {
	Fixture *f = *state;
	Owner folio = sample_owner(&f->s, TAG_ARTIFACT, 0);
	Owner jump = paragraph(f, 0);
	f->s.owners.at[jump].furniture = true;
	whole(f, serif(f), 9, folio, 0, 20, 480, "Page one")->artifact = ARTIFACT_FOOTER;
	whole(f, serif(f), 9, jump, 1, 20, 440, "Continued");
	sample_rectangle(&f->s, 0, 0, LEN_OF_PT(10), LEN_OF_PT(10), 1);
	line(f, NOTO "NotoSerif-Regular.ttf", 2, 50, "Text");
	build(f);
	assert_string_equal(run(f, "pdfinfo -struct-text %s"), "Document\n  P (block)\n    \"Text\"\n");
	const char *all = objects(f);
	assert_has(all, "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC");
	assert_has(all, "/Artifact<</Type/Layout>>BDC");
}

/* Three paragraphs, of which the second is painted first; over it, when `covered`, an area. */
static const char *stream_of_three(Fixture *f, bool covered) {
	Owner first = paragraph(f, 0), second = paragraph(f, 0), third = paragraph(f, 0);
	whole(f, serif(f), 9, second, 1, 20, 200, "Second");
	if (covered)
		sample_rectangle(&f->s, 0, LEN_OF_PT(190), LEN_OF_PT(100), LEN_OF_PT(20), 1);
	whole(f, serif(f), 9, first, 0, 20, 100, "First");
	whole(f, serif(f), 9, third, 2, 20, 205, "Third");
	build(f);
	return run(f, "pdftotext -raw %s - | tr '\n\f' '  '");
}

static void stream_follows_the_tree(void **state) {
	assert_string_equal(stream_of_three(*state, false), "First Second Third  ");
}

static void what_covers_text_is_painted_after_it(void **state) {
	Fixture *f = *state;
	assert_string_equal(stream_of_three(f, true), "Second First Third  ");
	const char *all = objects(f), *area = strstr(all, "/Artifact<</Type/Layout>>BDC");
	assert_non_null(area);
	int shown = 0;
	for (const char *at = all; (at = strstr(at, "TJ\n")) && at < area; at++)
		shown++;
	assert_int_equal(shown, 1);
}

static void heading_levels_begin_at_one_and_never_skip(void **state) {
	Fixture *f = *state;
	static const int levels[] = { 2, 4, 4, 2, 3, 1 };
	for (int i = 0; i < 6; i++) {
		Owner o = sample_owner(&f->s, TAG_HEADING, 0);
		f->s.owners.at[o].level = levels[i];
		whole(f, serif(f), 12, o, (uint32_t)i, 20, 40 + 20 * i, "Head");
	}
	build(f);
	assert_string_equal(run(f, "pdfinfo -struct %s | grep -o 'H[1-6]' | tr '\\n' ' '"), "H1 H2 H2 H1 H2 H1 ");
}

static void outline_has_headings_in_reading_order(void **state) {
	Fixture *f = *state;
	Sample *s = &f->s;
	static const char long_head[] = "Heads of two\xC2\xAD lines";
	Owner article = sample_owner(s, TAG_ARTICLE, 0);
	s->owners.at[article].title = STR("The article’s title");
	Owner h1 = sample_owner(s, TAG_HEADING, article), h2 = sample_owner(s, TAG_HEADING, article);
	s->owners.at[h2].level = 2;
	part(f, serif(f), 12, h2, 1, 20, 100, long_head, 0, 12);
	part(f, serif(f), 12, h2, 1, 20, 120, long_head, 12, (uint32_t)strlen(long_head));
	sample_page(s, LEN_OF_PT(400), LEN_OF_PT(500));
	whole(f, serif(f), 20, h1, 0, 20, 60, "THE ARTICLE’S TITLE");
	build(f);
	const char *outline = run(f, "mutool show %s outline");
	const char *first = strstr(outline, "The article’s title"), *second = strstr(outline, "Heads of two lines");
	assert_non_null(first);
	assert_non_null(second);
	assert_true(first < second);
	assert_has(outline, "#page=2");
	assert_has(outline, "#page=1");
	assert_has(objects(f), "/PageMode /UseOutlines");
}

static void reference_goes_to_its_anchor_and_holds_a_link(void **state) {
	Fixture *f = *state;
	Sample *s = &f->s;
	static const char text[] = "see page 2";
	Owner p = paragraph(f, 0), reference = sample_owner(s, TAG_REFERENCE, p), nowhere = sample_owner(s, TAG_LINK, p);
	s->owners.at[reference].url = STR("#report");
	s->owners.at[nowhere].url = STR("#unknown");
	Anchor anchor = { .id = STR("report"), .title = STR("The report") };
	Destination to = { .anchor = 0, .page = 2, .y = LEN_OF_PT(100) };
	s->document.anchors = &anchor;
	s->document.anchor_count = 1;
	s->pages.destinations = &to;
	s->pages.destination_count = 1;
	part(f, serif(f), 12, p, 0, 20, 40, text, 0, 4);
	part(f, serif(f), 12, reference, 0, 50, 40, text, 4, 8);
	part(f, serif(f), 12, reference, 0, 20, 60, text, 8, 10);
	whole(f, serif(f), 12, nowhere, 1, 20, 90, "nowhere");
	sample_page(s, LEN_OF_PT(400), LEN_OF_PT(500));
	build(f);
	const char *tree = run(f, "pdfinfo -struct %s");
	assert_has(tree, "Reference (inline)\n      Link (inline)\n        Object");
	assert_has(tree, "    Span");
	assert_int_equal(atoi(run(f, "qpdf --qdf --object-streams=disable %s - | grep -a -c '/Subtype /Link'")), 2);
	assert_has(objects(f), "/Contents (The report)");
	assert_has(run(f, "qpdf --qdf --object-streams=disable %s - | grep -a -A8 '/Dest \\['"), "    400");
}

static void table_keeps_empty_cells(void **state) {
	Fixture *f = *state;
	Sample *s = &f->s;
	Owner table = sample_owner(s, TAG_TABLE, 0), row = sample_owner(s, TAG_ROW, table);
	Owner head = sample_owner(s, TAG_HEAD_CELL, row);
	sample_owner(s, TAG_CELL, row);
	whole(f, serif(f), 12, head, 0, 20, 40, "Year");
	build(f);
	assert_has(run(f, "pdfinfo -struct %s"), "TH");
	assert_has(run(f, "pdfinfo -struct %s"), "TD");
	assert_has(objects(f), "/Scope /Column");
}

static void elements_where_pdf_forbids_them_are_reported(void **state) {
	Fixture *f = *state;
	Owner p = paragraph(f, 0), inner = paragraph(f, p);
	whole(f, serif(f), 12, inner, 0, 20, 40, "Text");
	build(f);
	assert_int_equal(f->s.job.diag->warnings, 1);
	assert_int_equal(f->s.job.diag->messages.at[0].rule, RULE_PDF_STRUCTURE);
}

/* ---- pictures ---- */

static Picture *two_pixels(Fixture *f, int orientation) {
	static const char pixels[] = "\xFF\0\0\0\0\xFF";                /* red, blue */
	Picture *p = arena_new(f->s.arena, Picture);
	bool lies = orientation >= 5;
	*p = (Picture){ .path = STR("p.png"), .width = lies ? 1 : 2, .height = lies ? 2 : 1, .orientation = orientation,
		.colour = PICTURE_RGB, .bits = 8, .coding = PICTURE_ROWS, .data = { pixels, 6 },
		.hash = (uint64_t)orientation };
	return p;
}

static Item *place(Fixture *f, Owner owner, const Picture *picture, int x, int y, int width, int height) {
	Item *item = sample_item(&f->s, ITEM_PICTURE, owner, LEN_OF_PT(x), LEN_OF_PT(y));
	item->picture = picture;
	item->width = LEN_OF_PT(width);
	item->height = LEN_OF_PT(height);
	return item;
}

static void figure_has_its_text_and_its_box(void **state) {
	Fixture *f = *state;
	Owner figure = sample_owner(&f->s, TAG_FIGURE, 0), silent = sample_owner(&f->s, TAG_FIGURE, 0);
	Owner caption = sample_owner(&f->s, TAG_CAPTION, silent);
	f->s.owners.at[figure].alt = STR("Two colours");
	Picture *picture = two_pixels(f, 1);
	place(f, figure, picture, 20, 50, 40, 30);
	place(f, silent, picture, 120, 50, 40, 30);
	whole(f, serif(f), 9, caption, 0, 120, 90, "Caption");
	build(f);
	const char *tree = run(f, "pdfinfo -struct-text %s");
	assert_has(tree, "  Figure:\n");
	assert_has(tree, "\n  Caption\n    \"Caption\"\n");
	const char *all = objects(f);
	assert_has(all, "/Alt (Two colours)");
	assert_has(run(f, "qpdf --qdf --object-streams=disable %s - | grep -a -A5 /BBox | tr -d ' \\n'"), "[2042060450]");
	assert_has(run(f, "pdfimages -list %s | wc -l"), "4");
	assert_int_equal(atoi(run(f, "qpdf --qdf --object-streams=disable %s - | grep -a -c '/Subtype /Image'")), 1);
}

static void picture_is_turned_upright(void **state) {
	Fixture *f = *state;
	/* Where red, the first stored pixel, shows: 0 left, 1 right, 2 top, 3 bottom. */
	static const int red_side[] = { 0, 1, 1, 0, 2, 2, 3, 3 };
	Owner figure = sample_owner(&f->s, TAG_FIGURE, 0);
	f->s.owners.at[figure].alt = STR("Pixels");
	for (int i = 0; i < 8; i++)
		place(f, figure, two_pixels(f, i + 1), 10 + 40 * i, 100, 20, 20);
	build(f);
	size_t n;
	uint8_t *ppm = render(f, 72, &n);
	for (int i = 0; i < 8; i++) {
		int x = 10 + 40 * i;
		uint32_t sides[] = { colour_at(ppm, n, x + 2, 110), colour_at(ppm, n, x + 17, 110),
			colour_at(ppm, n, x + 10, 102), colour_at(ppm, n, x + 10, 117) };
		if (sides[red_side[i]] != 0xFF0000 || sides[red_side[i] ^ 1] != 0x0000FF)
			fail_msg("orientation %d: %06X %06X %06X %06X", i + 1, sides[0], sides[1], sides[2], sides[3]);
	}
	free(ppm);
}

static void alpha_and_palette_are_written(void **state) {
	Fixture *f = *state;
	static const char indices[] = "\x40", palette[] = "\x10\x20\x30\xAA\xBB\xCC", alpha[] = "\xFF\x80";
	Picture *clear = two_pixels(f, 1), *indexed = two_pixels(f, 2);
	clear->alpha = (Str){ alpha, 2 };
	*indexed = (Picture){ .path = STR("i.png"), .width = 2, .height = 1, .orientation = 1, .colour = PICTURE_INDEXED,
		.bits = 1, .coding = PICTURE_ROWS, .data = { indices, 1 }, .palette = { palette, 6 }, .hash = 99 };
	Owner figure = sample_owner(&f->s, TAG_FIGURE, 0);
	f->s.owners.at[figure].alt = STR("Pixels");
	place(f, figure, clear, 10, 10, 20, 10);
	place(f, figure, indexed, 50, 10, 20, 10);
	build(f);
	const char *list = run(f, "pdfimages -list %s");
	assert_has(list, "smask");
	assert_has(list, "index");
	assert_has(objects(f), "/S /Transparency");
	assert_has(run(f, "qpdf --check %s"), "No syntax or stream encoding errors found");
}

static void cmyk_picture_without_profile_is_refused(void **state) {
	Fixture *f = *state;
	Picture *p = two_pixels(f, 1);
	p->colour = PICTURE_CMYK;
	Owner figure = sample_owner(&f->s, TAG_FIGURE, 0);
	f->s.owners.at[figure].alt = STR("Pixels");
	place(f, figure, p, 10, 10, 20, 10);
	assert_false(sample_build(&f->s, &f->file));
	assert_int_equal(f->s.job.diag->messages.at[0].rule, RULE_PDF_PICTURE_COLOUR);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_short_and_exact),
		cmocka_unit_test(strings_and_names_are_escaped),
		cmocka_unit_test_setup_teardown(file_is_accepted_by_other_programs, set_up, tear_down),
		cmocka_unit_test_setup_teardown(empty_pages_are_valid, set_up, tear_down),
		cmocka_unit_test_setup_teardown(same_pages_give_the_same_bytes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(many_objects_go_into_several_streams, set_up, tear_down),
		cmocka_unit_test_setup_teardown(information_is_in_info_and_metadata, set_up, tear_down),
		cmocka_unit_test_setup_teardown(catalogue_says_what_readers_need, set_up, tear_down),
		cmocka_unit_test_setup_teardown(fonts_are_embedded_subsets_with_unicode, set_up, tear_down),
		cmocka_unit_test_setup_teardown(cid_keyed_font_of_a_collection_is_cut_down, set_up, tear_down),
		cmocka_unit_test_setup_teardown(text_is_copied_as_written, set_up, tear_down),
		cmocka_unit_test_setup_teardown(marks_stay_with_their_letters, set_up, tear_down),
		cmocka_unit_test_setup_teardown(composite_has_its_parts_in_place, set_up, tear_down),
		cmocka_unit_test_setup_teardown(hyphen_of_hyphenation_differs_from_the_authors, set_up, tear_down),
		cmocka_unit_test_setup_teardown(glyphs_stand_where_pages_say, set_up, tear_down),
		cmocka_unit_test_setup_teardown(missing_glyph_is_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(font_that_forbids_embedding_is_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(drop_cap_and_its_word_are_one_text, set_up, tear_down),
		cmocka_unit_test_setup_teardown(tree_follows_the_document_not_the_page, set_up, tear_down),
		cmocka_unit_test_setup_teardown(paragraph_over_two_pages_is_one_element, set_up, tear_down),
		cmocka_unit_test_setup_teardown(children_stand_among_the_text_where_they_belong, set_up, tear_down),
		cmocka_unit_test_setup_teardown(mixed_line_is_read_in_logical_order, set_up, tear_down),
		cmocka_unit_test_setup_teardown(furniture_is_an_artifact, set_up, tear_down),
		cmocka_unit_test_setup_teardown(stream_follows_the_tree, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_covers_text_is_painted_after_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(heading_levels_begin_at_one_and_never_skip, set_up, tear_down),
		cmocka_unit_test_setup_teardown(outline_has_headings_in_reading_order, set_up, tear_down),
		cmocka_unit_test_setup_teardown(reference_goes_to_its_anchor_and_holds_a_link, set_up, tear_down),
		cmocka_unit_test_setup_teardown(table_keeps_empty_cells, set_up, tear_down),
		cmocka_unit_test_setup_teardown(elements_where_pdf_forbids_them_are_reported, set_up, tear_down),
		cmocka_unit_test_setup_teardown(figure_has_its_text_and_its_box, set_up, tear_down),
		cmocka_unit_test_setup_teardown(picture_is_turned_upright, set_up, tear_down),
		cmocka_unit_test_setup_teardown(alpha_and_palette_are_written, set_up, tear_down),
		cmocka_unit_test_setup_teardown(cmyk_picture_without_profile_is_refused, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
