/* The print profile's frame round the pages: trim, bleed and media, the output intent, and a name of the document. The media
 * begins at 0 0; content is moved so that its origin is the trim's lower left corner, and cut at the bleed, so that nothing
 * but marks is painted beyond it. */
#include <assert.h>

#include "pdf/writer.h"

#define MARK_ROOM 19843                                      /* 7 mm in thousandths of a point: marks of 5 mm, 1 mm on either side */

static Edges bleed_of(const Writer *w, uint32_t page) {
	Edges e = print_bleed(w->document, &w->pages->pages[page]);
	return (Edges){ (Len)pdf_milli(e.left), (Len)pdf_milli(e.top), (Len)pdf_milli(e.right), (Len)pdf_milli(e.bottom) };
}

Edges pdf_print_margin(const Writer *w, uint32_t page) {
	Edges e = bleed_of(w, page);
	Len room = w->profile.press->marks ? MARK_ROOM : 0;
	return (Edges){ e.left + room, e.top + room, e.right + room, e.bottom + room };
}

static void write_box(Buf *b, const char *name, int64_t left, int64_t bottom, int64_t right, int64_t top) {
	const int64_t sides[] = { left, bottom, right, top };
	buf_z(b, name);
	for (int i = 0; i < 4; i++) {
		buf_byte(b, i == 0 ? '[' : ' ');
		pdf_fixed(b, sides[i], 3);
	}
	buf_byte(b, ']');
}

void pdf_print_boxes(Writer *w, uint32_t number) {
	const Page *page = &w->pages->pages[number];
	Edges bleed = bleed_of(w, number), margin = pdf_print_margin(w, number);
	int64_t width = pdf_milli(page->width), height = pdf_milli(page->height);
	Buf *b = &w->page[number].entries;
	write_box(b, "/MediaBox", 0, 0, margin.left + width + margin.right, margin.bottom + height + margin.top);
	write_box(b, "/BleedBox", margin.left - bleed.left, margin.bottom - bleed.bottom, margin.left + width + bleed.right,
		margin.bottom + height + bleed.top);
	write_box(b, "/TrimBox", margin.left, margin.bottom, margin.left + width, margin.bottom + height);
}

void pdf_print_begin(Writer *w, uint32_t number) {
	const Page *page = &w->pages->pages[number];
	Edges bleed = bleed_of(w, number), margin = pdf_print_margin(w, number);
	Buf *b = &w->page[number].content;
	if (w->profile.press->marks)
		pdf_marks(w, number);
	const int64_t numbers[] = { margin.left, margin.bottom, -bleed.left, -bleed.bottom,
		bleed.left + pdf_milli(page->width) + bleed.right, bleed.bottom + pdf_milli(page->height) + bleed.top };
	buf_z(b, "1 0 0 1 ");
	for (int i = 0; i < 6; i++) {
		pdf_fixed(b, numbers[i], 3);
		buf_z(b, i == 1 ? " cm\n" : i == 5 ? " re W n\n" : " ");
	}
}

void pdf_print_output_intent(Writer *w) {
	const PressProfile *press = separator_profile(w->profile.press->separator);
	Object *profile = pdf_stream(w);
	Buf *b = &w->catalogue;
	buf_z(&profile->body, "/N 4");
	pdf_deflate(w, profile, press->icc.p, press->icc.n);
	buf_z(b, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier");
	pdf_text(b, press->condition.n > 0 ? press->condition : press->name);
	if (press->condition.n > 0)
		buf_z(b, "/RegistryName(http://www.color.org)");
	buf_z(b, "/Info");
	pdf_text(b, press->name);
	buf_z(b, "/DestOutputProfile ");
	pdf_ref(b, profile);
	buf_z(b, ">>]");
}

void pdf_print_identify(const Writer *w, Buf *hex) {
	HPDF_MD5_CTX md5;
	HPDF_BYTE digest[HPDF_MD5_KEY_LEN];
	HPDF_MD5Init(&md5);
	HPDF_MD5Update(&md5, (const HPDF_BYTE *)w->info->title.p, (HPDF_UINT32)w->info->title.n);
	for (size_t i = 0; i < w->pages->page_count; i++) {
		HPDF_PageAttr attr = w->page[i].page->attr;
		const Object *content = pdf_object_of(attr->contents);
		assert(content);
		HPDF_MD5Update(&md5, (const HPDF_BYTE *)content->data.p, (HPDF_UINT32)content->data.n);
	}
	HPDF_MD5Final(digest, &md5);
	for (size_t i = 0; i < sizeof digest; i++)
		pdf_hex(hex, digest[i], 2);
}
