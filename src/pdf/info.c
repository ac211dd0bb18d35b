/* What the file says about itself: the Info dictionary and the same facts as XMP, uncompressed so that any program
 * finds them. Dates are midnight UTC of the day; nothing is taken from the clock. Conformance is claimed
 * only by the profile that keeps it, and the schema of pdfuaid is described, as PDF/A asks for every schema that it
 * does not know. */
#include <assert.h>
#include <string.h>

#include "pdf/writer.h"

static const char CREATOR[] = "Quoin";

static void entry(Buf *b, const char *key, Str value) {
	if (value.n == 0)
		return;
	buf_z(b, key);
	pdf_text(b, value);
}

static void write_info(Writer *w) {
	const PdfInfo *info = w->info;
	assert(w->pdf->info);                                    /* made by HPDF_New, with a Producer */
	HPDF_Dict_RemoveElement(w->pdf->info, "Producer");
	Buf *b = &pdf_object_hook(w->pdf->info)->body;
	Str date = str_printf(w->arena, "D:%04d%02d%02d000000Z", info->year, info->month, info->day);
	entry(b, "/Title", info->title);
	entry(b, "/Author", info->author);
	entry(b, "/Subject", info->subject);
	entry(b, "/Creator", STR("Quoin"));
	entry(b, "/Producer", info->producer);
	entry(b, "/CreationDate", date);
	entry(b, "/ModDate", date);
	if (w->profile.press)
		buf_z(b, "/Trapped/False");
}

static void escaped(Buf *b, Str text) {
	for (size_t at = 0; at < text.n;) {
		size_t from = at;
		uint32_t c = utf8_next(text, &at);
		if (c == '&')
			buf_z(b, "&amp;");
		else if (c == '<')
			buf_z(b, "&lt;");
		else if (c == '>')
			buf_z(b, "&gt;");
		else if (c >= ' ' && c != 0xFFFE && c != 0xFFFF)
			buf_str(b, str_sub(text, from, at));
	}
}

static void element(Buf *b, const char *before, Str value, const char *after) {
	if (value.n == 0)
		return;
	buf_z(b, before);
	escaped(b, value);
	buf_z(b, after);
}

/* Every language that an owner has, sorted, each once. */
static void write_languages(Writer *w, Buf *b) {
	struct { Str *at; size_t n, room; } list = { 0 };
	for (size_t i = 0; i < w->document->owner_count; i++) {
		Str language = w->document->owners[i].language;
		size_t k = 0;
		while (k < list.n && str_cmp(list.at[k], language) < 0)
			k++;
		if (language.n == 0 || (k < list.n && str_eq(list.at[k], language)))
			continue;
		list_push(w->arena, &list);
		memmove(list.at + k + 1, list.at + k, (list.n - 1 - k) * sizeof *list.at);
		list.at[k] = language;
	}
	if (list.n == 0)
		return;
	buf_z(b, "<dc:language><rdf:Bag>");
	for (size_t i = 0; i < list.n; i++)
		element(b, "<rdf:li>", list.at[i], "</rdf:li>");
	buf_z(b, "</rdf:Bag></dc:language>\n");
}

static const char extension_schema[] =
	"<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n<pdfuaid:part>1</pdfuaid:part>\n"
	"<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
	"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
	"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
	"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
	"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
	"<pdfaProperty:name>part</pdfaProperty:name>\n<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
	"<pdfaProperty:category>internal</pdfaProperty:category>\n"
	"<pdfaProperty:description>Part of PDF/UA that the file conforms to</pdfaProperty:description>\n"
	"</rdf:li></rdf:Seq></pdfaSchema:property>\n</rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

static const char screen_namespaces[] =
	" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"
	" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
	" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
	" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n";
static const char print_namespaces[] =
	" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"\n xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\">\n";

/* A name of the document that depends on its pages alone, in the form of a UUID. */
static void write_print_facts(Writer *w, Buf *b) {
	static const int groups[] = { 8, 4, 4, 4, 12 };
	Buf id = { 0 };
	pdf_print_identify(w, &id);
	buf_z(b, "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>\n<pdf:Trapped>False</pdf:Trapped>\n<xmpMM:DocumentID>uuid:");
	size_t at = 0;
	for (int i = 0; i < 5; at += (size_t)groups[i++]) {
		buf_z(b, i > 0 ? "-" : "");
		buf_str(b, str_sub(buf_as_str(&id), at, at + (size_t)groups[i]));
	}
	buf_z(b, "</xmpMM:DocumentID>\n<xmpMM:VersionID>1</xmpMM:VersionID>\n<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n");
	buf_free(&id);
}

static void write_xmp(Writer *w, Buf *b) {
	const PdfInfo *info = w->info;
	Str date = str_printf(w->arena, "%04d-%02d-%02dT00:00:00Z", info->year, info->month, info->day);
	buf_z(b, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
		"<rdf:Description rdf:about=\"\"\n xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
		" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n");
	buf_z(b, w->profile.press ? print_namespaces : screen_namespaces);
	buf_z(b, "<dc:format>application/pdf</dc:format>\n");
	element(b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->title, "</rdf:li></rdf:Alt></dc:title>\n");
	element(b, "<dc:creator><rdf:Seq><rdf:li>", info->author, "</rdf:li></rdf:Seq></dc:creator>\n");
	element(b, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->subject,
		"</rdf:li></rdf:Alt></dc:description>\n");
	write_languages(w, b);
	element(b, "<xmp:CreatorTool>", str_of(CREATOR), "</xmp:CreatorTool>\n");
	element(b, "<xmp:CreateDate>", date, "</xmp:CreateDate>\n");
	element(b, "<xmp:ModifyDate>", date, "</xmp:ModifyDate>\n");
	element(b, "<xmp:MetadataDate>", date, "</xmp:MetadataDate>\n");
	element(b, "<pdf:Producer>", info->producer, "</pdf:Producer>\n");
	if (w->profile.tagged)
		buf_z(b, extension_schema);
	if (w->profile.press)
		write_print_facts(w, b);
	buf_z(b, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
}

void pdf_info(Writer *w) {
	write_info(w);
	Object *metadata = pdf_stream(w);
	buf_z(&metadata->body, "/Type/Metadata/Subtype/XML");
	write_xmp(w, &metadata->data);
	buf_z(&w->catalogue, "/Metadata ");
	pdf_ref(&w->catalogue, metadata);
}
