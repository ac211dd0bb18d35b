/* The order of work: pages with their content first, since they tell which fonts, glyphs, pictures and marks there
 * are; then links, fonts, the structure tree, outline, page labels, metadata, output intent and the catalogue,
 * always in this order; then the save. libharu's errors are recorded and looked at before saving: its internals
 * return them and go on. */
#include <assert.h>

#include "pdf/writer.h"

typedef struct {
	HPDF_STATUS first;
	HPDF_STATUS detail;
} Recorded;

static void record(HPDF_STATUS error, HPDF_STATUS detail, void *to) {
	Recorded *recorded = to;
	if (recorded->first == HPDF_OK)
		*recorded = (Recorded){ error, detail };
}

/* Which owners are no part of the structure: furniture, and what belongs to it. */
static void find_artifacts(Writer *w) {
	const Document *document = w->document;
	assert(document->owner_count > 0);
	w->artifact = arena_array(w->arena, bool, document->owner_count);
	for (Owner o = 0; o < document->owner_count; o++) {
		const OwnerNode *node = &document->owners[o];
		assert(o == 0 || node->parent < o);
		w->artifact[o] = node->tag == TAG_ARTIFACT || node->furniture || (o > 0 && w->artifact[node->parent]);
	}
}

static bool is_artifact_item(const Item *item) {
	return item->artifact != ARTIFACT_NONE || item->kind == ITEM_RECTANGLE;
}

bool pdf_owner_hidden(const Writer *w, const Item *item) {
	if (is_artifact_item(item))
		return true;
	assert(item->owner < w->document->owner_count);
	if (w->artifact[item->owner])
		return true;
	/* A picture that says nothing is decoration. */
	const OwnerNode *node = &w->document->owners[item->owner];
	return item->kind == ITEM_PICTURE && node->tag == TAG_FIGURE && node->alt.n == 0;
}

static void add_page(Writer *w, uint32_t number) {
	PdfPage *page = &w->page[number];
	page->page = HPDF_AddPage(w->pdf);
	if (!page->page)
		return;
	HPDF_Dict_RemoveElement(page->page, "MediaBox");
	const Page *from = &w->pages->pages[number];
	if (w->profile.press) {
		pdf_print_boxes(w, number);
		return;
	}
	buf_z(&page->entries, "/MediaBox");
	pdf_box(&page->entries, w, number, (Box){ 0, 0, from->width, from->height });
}

/* The stream that libharu made for the page becomes one of ours: its length stands in it, and nothing is copied. */
static void close_page(Writer *w, uint32_t number) {
	PdfPage *page = &w->page[number];
	HPDF_PageAttr attr = page->page->attr;
	Object *content = pdf_object_hook(attr->contents);
	content->stream = true;
	pdf_deflate(w, content, page->content.p, page->content.n);
	buf_free(&page->content);
}

static void finish_page(Writer *w, uint32_t number) {
	PdfPage *page = &w->page[number];
	if (w->profile.press)
		pdf_inks_finish(w, number);
	if (page->transparent)
		buf_z(&page->entries, w->profile.press ? "/Group<</Type/Group/S/Transparency/CS/DeviceCMYK>>"
			: "/Group<</Type/Group/S/Transparency/CS/DeviceRGB>>");
	if (page->annotations.n > 0) {
		buf_z(&page->entries, "/Annots[");
		buf_str(&page->entries, buf_as_str(&page->annotations));
		buf_byte(&page->entries, ']');
	}
	if (w->profile.tagged) {
		buf_z(&page->entries, "/Tabs/S/StructParents ");
		pdf_int(&page->entries, number);
	}
}

static void write_document(Writer *w) {
	for (uint32_t i = 0; i < w->pages->page_count; i++)
		add_page(w, i);
	if (w->pdf->error.error_no != HPDF_OK)
		return;
	if (w->profile.tagged)
		pdf_rank_items(w);
	for (uint32_t i = 0; i < w->pages->page_count; i++) {
		pdf_content(w, i);
		close_page(w, i);
	}
	pdf_links(w);
	pdf_fonts_finish(w);
	if (w->profile.tagged)
		pdf_structure(w);
	if (w->profile.links)
		pdf_outline(w);
	if (!w->profile.press)
		pdf_page_labels(w);
	pdf_info(w);
	pdf_output_intent(w);
	for (uint32_t i = 0; i < w->pages->page_count; i++)
		finish_page(w, i);
	if (w->profile.tagged) {
		buf_z(&w->catalogue, "/ViewerPreferences<</DisplayDocTitle true");
		buf_z(&w->catalogue, document_bound_right(w->document) ? "/Direction/R2L>>/Lang" : ">>/Lang");
		pdf_text(&w->catalogue, w->document->owners[0].language);
	}
	buf_str(&pdf_object_hook(w->pdf->catalog)->body, buf_as_str(&w->catalogue));
}

static void free_writer(Writer *w) {
	for (size_t i = 0; i < w->pages->page_count; i++) {
		buf_free(&w->page[i].content);
		buf_free(&w->page[i].entries);
		buf_free(&w->page[i].annotations);
	}
	buf_free(&w->catalogue);
	if (w->pdf)
		HPDF_Free(w->pdf);
	libdeflate_free_compressor(w->deflater);
	arena_free(w->arena);
}

static bool build(Job *job, const Document *document, const Pages *pages, const PdfInfo *info, Profile profile, Buf *out) {
	Recorded recorded = { HPDF_OK, HPDF_OK };
	Writer w = { .job = job, .document = document, .pages = pages, .info = info, .profile = profile };
	w.arena = arena_make();
	w.page = arena_array(w.arena, PdfPage, pages->page_count);
	w.deflater = libdeflate_alloc_compressor(6);
	if (!w.deflater)
		arena_out_of_memory(1);
	w.pdf = HPDF_New(record, &recorded);
	bool saved = false;
	if (w.pdf) {
		w.pdf->xref->entries->items_per_block = 65536;
		find_artifacts(&w);
		write_document(&w);
		if (w.pdf->error.error_no == HPDF_OK && recorded.first == HPDF_OK)
			saved = !w.failed && pdf_save(&w, out);
		else if (recorded.first == HPDF_OK)
			recorded = (Recorded){ w.pdf->error.error_no, w.pdf->error.detail_no };
	}
	bool failed = w.failed;
	free_writer(&w);
	if (!saved && !failed)
		diag_error(job->diag, POS_NONE, RULE_PDF_INTERNAL,
			"the PDF file cannot be written (library error 0x%04lX, detail %lu)", (unsigned long)recorded.first,
			(unsigned long)recorded.detail);
	return saved;
}

bool pdf_build(Job *job, const Document *document, const Pages *pages, const PdfInfo *info, Buf *out) {
	return build(job, document, pages, info, (Profile){ .tagged = true, .links = true }, out);
}

bool pdf_build_print(Job *job, const Document *document, const Pages *pages, const PdfInfo *info, const PdfPress *press, Buf *out) {
	assert(press->separator);
	return build(job, document, pages, info, (Profile){ .press = press }, out);
}
