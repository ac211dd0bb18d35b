/* Saving. libharu's own save writes a classic table, one line an object, and fails silently on a full disk; here its
 * objects go into a Buf: first the streams, then everything else in object streams, 200 to each, which shrinks a
 * tagged file to a quarter, then the cross-reference stream. All streams are ours, with their length in them; the
 * number that libharu made for the length of a page's content is left free. The file's identifier is the MD5 of all
 * bytes before it, so equal content has equal identifiers. */
#include <assert.h>
#include <string.h>

#include "pdf/writer.h"

enum { OBJECTS_PER_STREAM = 200 };

typedef enum { OBJECT_FREE, OBJECT_AT_OFFSET, OBJECT_PACKED } ObjectPlaceKind;

/* Where an object is: nowhere, at an offset, or in an object stream. */
typedef struct {
	ObjectPlaceKind kind;
	uint32_t at;                                             /* the next free object, the offset, or the stream */
	uint32_t index;                                          /* in the stream; generation of a free one */
} ObjectPlace;

typedef struct {
	Writer *w;
	Buf *out;
	HPDF_Stream sink;                                        /* writes to *target */
	Buf *target;
	ObjectPlace *places;
	size_t count;                                            /* of places in use */
} Save;

static HPDF_STATUS sink_write(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT n) {
	Save *save = stream->attr;
	buf_add(save->target, bytes, n);
	return HPDF_OK;
}

static bool has_class(const void *object, unsigned class) {
	return (((const HPDF_Obj_Header *)object)->obj_class & HPDF_OCLASS_ANY) == class;
}

static const Object *own_stream(void *object) {
	const Object *own = has_class(object, HPDF_OCLASS_DICT) ? pdf_object_of(object) : NULL;
	return own && own->stream ? own : NULL;
}

static Str stream_bytes(const Object *object) {
	return object->data.n > 0 ? buf_as_str(&object->data) : object->bytes;
}

static void write_own_stream(Save *save, const Object *object) {
	Str bytes = stream_bytes(object);
	buf_z(save->out, "<<");
	buf_str(save->out, buf_as_str(&object->body));
	buf_z(save->out, "/Length ");
	pdf_int(save->out, (int64_t)bytes.n);
	buf_z(save->out, ">>\nstream\n");
	buf_str(save->out, bytes);
	buf_z(save->out, "\nendstream");
}

static void write_streams(Save *save, HPDF_List entries) {
	for (HPDF_UINT i = 1; i < entries->count; i++) {
		HPDF_XrefEntry entry = HPDF_List_ItemAt(entries, i);
		const Object *own = own_stream(entry->obj);
		if (!own)
			continue;
		save->places[i] = (ObjectPlace){ .kind = OBJECT_AT_OFFSET, .at = (uint32_t)save->out->n };
		pdf_int(save->out, i);
		buf_z(save->out, " 0 obj\n");
		write_own_stream(save, own);
		buf_z(save->out, "\nendobj\n");
	}
}

/* libharu's page dictionaries have no room for a body of ours: what we add goes before their closing brackets. */
static void add_page_entries(Save *save, const void *object, Buf *text) {
	for (size_t i = 0; i < save->w->pages->page_count; i++) {
		PdfPage *page = &save->w->page[i];
		if (page->page != object)
			continue;
		while (text->n > 0 && text->p[text->n - 1] != '>')
			text->n--;
		assert(text->n >= 2);
		text->n -= 2;
		buf_str(text, buf_as_str(&page->entries));
		buf_z(text, ">>");
	}
}

static void write_object_stream(Save *save, const Buf *head, const Buf *bodies, size_t objects) {
	Writer *w = save->w;
	Buf both = { 0 };
	buf_str(&both, buf_as_str(head));
	buf_str(&both, buf_as_str(bodies));
	Object holder = { .stream = true };
	buf_z(&holder.body, "/Type/ObjStm/N ");
	pdf_int(&holder.body, (int64_t)objects);
	buf_z(&holder.body, "/First ");
	pdf_int(&holder.body, (int64_t)head->n);
	pdf_deflate(w, &holder, both.p, both.n);
	save->places[save->count] = (ObjectPlace){ .kind = OBJECT_AT_OFFSET, .at = (uint32_t)save->out->n };
	pdf_int(save->out, (int64_t)save->count++);
	buf_z(save->out, " 0 obj\n");
	write_own_stream(save, &holder);
	buf_z(save->out, "\nendobj\n");
	buf_free(&holder.body);
	buf_free(&holder.data);
	buf_free(&both);
}

static bool write_packed(Save *save, HPDF_List entries) {
	Buf head = { 0 }, bodies = { 0 };
	size_t objects = 0;
	bool good = true;
	save->target = &bodies;
	for (HPDF_UINT i = 1; good && i < entries->count; i++) {
		HPDF_XrefEntry entry = HPDF_List_ItemAt(entries, i);
		if (!own_stream(entry->obj) && !has_class(entry->obj, HPDF_OCLASS_NUMBER)) {
			save->places[i] = (ObjectPlace){ OBJECT_PACKED, (uint32_t)save->count, (uint32_t)objects++ };
			pdf_int(&head, i);
			buf_byte(&head, ' ');
			pdf_int(&head, (int64_t)bodies.n);
			buf_byte(&head, ' ');
			good = HPDF_Obj_WriteValue(entry->obj, save->sink, NULL) == HPDF_OK;
			add_page_entries(save, entry->obj, &bodies);
			buf_byte(&bodies, '\n');
		}
		if (objects > 0 && (objects == OBJECTS_PER_STREAM || i + 1 == entries->count)) {
			write_object_stream(save, &head, &bodies, objects);
			head.n = bodies.n = objects = 0;
		}
	}
	buf_free(&head);
	buf_free(&bodies);
	save->target = save->out;
	return good;
}

static void identify(const Buf *bytes, Buf *hex) {
	HPDF_MD5_CTX md5;
	HPDF_BYTE digest[HPDF_MD5_KEY_LEN];
	HPDF_MD5Init(&md5);
	HPDF_MD5Update(&md5, (const HPDF_BYTE *)bytes->p, (HPDF_UINT32)bytes->n);
	HPDF_MD5Final(digest, &md5);
	for (size_t i = 0; i < sizeof digest; i++)
		pdf_hex(hex, digest[i], 2);
}

/* Free objects are a chain that begins and ends at 0. */
static void chain_free(Save *save) {
	uint32_t next = 0;
	for (size_t i = save->count; i-- > 0;) {
		if (save->places[i].kind != OBJECT_FREE)
			continue;
		save->places[i] = (ObjectPlace){ .at = next, .index = i == 0 ? 0xFFFF : 0 };
		next = (uint32_t)i;
	}
}

/* Rows of seven bytes: kind, offset or stream (4), index (2). Each is written as the difference to the row above
 * (PNG's Up), which deflates to very little. */
static void write_cross_references(Save *save) {
	Writer *w = save->w;
	Buf rows = { 0 }, id = { 0 };
	uint8_t above[7] = { 0 };
	save->places[save->count] = (ObjectPlace){ .kind = OBJECT_AT_OFFSET, .at = (uint32_t)save->out->n };
	size_t offset = save->out->n, number = save->count++;
	chain_free(save);
	for (size_t i = 0; i < save->count; i++) {
		ObjectPlace place = save->places[i];
		uint8_t row[7] = { (uint8_t)place.kind, (uint8_t)(place.at >> 24), (uint8_t)(place.at >> 16),
			(uint8_t)(place.at >> 8), (uint8_t)place.at, (uint8_t)(place.index >> 8), (uint8_t)place.index };
		buf_byte(&rows, 2);
		for (int k = 0; k < 7; k++)
			buf_byte(&rows, (uint8_t)(row[k] - above[k]));
		memcpy(above, row, sizeof above);
	}
	identify(save->out, &id);
	Object holder = { .stream = true };
	buf_z(&holder.body, "/Type/XRef/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>/Size ");
	pdf_int(&holder.body, (int64_t)save->count);
	buf_z(&holder.body, "/Root ");
	pdf_int(&holder.body, pdf_number(w->pdf->catalog));
	buf_z(&holder.body, " 0 R/Info ");
	pdf_int(&holder.body, pdf_number(w->pdf->info));
	buf_z(&holder.body, " 0 R/ID[<");
	buf_str(&holder.body, buf_as_str(&id));
	buf_z(&holder.body, "><");
	buf_str(&holder.body, buf_as_str(&id));
	buf_z(&holder.body, ">]");
	pdf_deflate(w, &holder, rows.p, rows.n);
	pdf_int(save->out, (int64_t)number);
	buf_z(save->out, " 0 obj\n");
	write_own_stream(save, &holder);
	buf_z(save->out, "\nendobj\nstartxref\n");
	pdf_int(save->out, (int64_t)offset);
	buf_z(save->out, "\n%%EOF\n");
	buf_free(&holder.body);
	buf_free(&holder.data);
	buf_free(&rows);
	buf_free(&id);
}

bool pdf_save(Writer *w, Buf *out) {
	HPDF_List entries = w->pdf->xref->entries;
	size_t most = entries->count + entries->count / OBJECTS_PER_STREAM + 3;
	Save save = { .w = w, .out = out, .target = out, .count = entries->count };
	save.places = arena_array(w->arena, ObjectPlace, most);
	save.sink = HPDF_CallbackWriter_New(w->pdf->mmgr, sink_write, &save);
	if (!save.sink)
		arena_out_of_memory(sizeof(HPDF_Stream_Rec));
	buf_z(out, w->profile.press ? "%PDF-1.6\n" : "%PDF-1.7\n");
	buf_z(out, "%\xE2\xE3\xCF\xD3\n");
	write_streams(&save, entries);
	bool good = write_packed(&save, entries);
	if (good)
		write_cross_references(&save);
	HPDF_Stream_Free(save.sink);
	return good && out->n < UINT32_MAX;
}
