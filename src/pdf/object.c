/* Objects and the syntax inside them. libharu keeps the objects, numbers them and writes their brackets; what stands
 * between << and >> is ours: HPDF_Dict has a write function that is called before the closing brackets, and ours
 * writes a Buf. An object has its number from the moment it is made, so others can refer to it before its body is
 * known. Streams are Objects too; save.c writes them without a copy. Numbers are printed by integer arithmetic: no
 * locale, no exponents. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/writer.h"

static HPDF_STATUS write_body(HPDF_Dict dict, HPDF_Stream stream) {
	Object *object = dict->attr;
	if (object->body.n == 0)
		return HPDF_OK;
	return HPDF_Stream_Write(stream, (const HPDF_BYTE *)object->body.p, (HPDF_UINT)object->body.n);
}

static void free_body(HPDF_Dict dict) {
	Object *object = dict->attr;
	buf_free(&object->body);
	buf_free(&object->data);
	free(object);
	dict->attr = NULL;
}

Object *pdf_object_hook(HPDF_Dict dict) {
	assert(dict && dict->attr == NULL && dict->write_fn == NULL && dict->free_fn == NULL);
	Object *object = calloc(1, sizeof *object);
	if (!object)
		arena_out_of_memory(sizeof *object);
	object->dict = dict;
	dict->attr = object;
	dict->write_fn = write_body;
	dict->free_fn = free_body;
	return object;
}

Object *pdf_object_of(HPDF_Dict dict) {
	return dict->write_fn == write_body ? dict->attr : NULL;
}

Object *pdf_object(Writer *w) {
	HPDF_Dict dict = HPDF_Dict_New(w->pdf->mmgr);
	if (!dict)
		arena_out_of_memory(sizeof(HPDF_Dict_Rec));
	if (HPDF_Xref_Add(w->pdf->xref, dict) != HPDF_OK)
		arena_out_of_memory(sizeof(HPDF_XrefEntry_Rec));
	return pdf_object_hook(dict);
}

Object *pdf_stream(Writer *w) {
	Object *object = pdf_object(w);
	object->stream = true;
	return object;
}

void pdf_deflate(Writer *w, Object *stream, const void *bytes, size_t n) {
	size_t bound = libdeflate_zlib_compress_bound(w->deflater, n);
	char *room = malloc(bound);
	if (!room)
		arena_out_of_memory(bound);
	size_t packed = libdeflate_zlib_compress(w->deflater, bytes, n, room, bound);
	assert(packed > 0);
	buf_free(&stream->data);
	buf_add(&stream->data, room, packed);
	free(room);
	buf_z(&stream->body, "/Filter/FlateDecode");
}

unsigned pdf_number(const void *dict) {
	return ((const HPDF_Obj_Header *)dict)->obj_id & 0x00FFFFFF;
}

void pdf_ref(Buf *b, const Object *object) {
	pdf_int(b, pdf_number(object->dict));
	buf_z(b, " 0 R");
}

void pdf_page_ref(Buf *b, const Writer *w, uint32_t page) {
	pdf_int(b, pdf_number(w->page[page].page));
	buf_z(b, " 0 R");
}

void pdf_int(Buf *b, int64_t value) {
	pdf_fixed(b, value, 0);
}

void pdf_fixed(Buf *b, int64_t value, int decimals) {
	char digits[32];
	int at = sizeof digits;
	bool negative = value < 0;
	uint64_t rest = negative ? 0 - (uint64_t)value : (uint64_t)value;
	bool shown = false;                                      /* a decimal that is not a trailing zero */
	for (int i = 0; i < decimals; i++, rest /= 10) {
		if (rest % 10 != 0 || shown) {
			digits[--at] = (char)('0' + rest % 10);
			shown = true;
		}
	}
	if (shown)
		digits[--at] = '.';
	if (rest > 0 || !shown) {
		do
			digits[--at] = (char)('0' + rest % 10);
		while ((rest /= 10) > 0);
	}
	if (negative && value != 0)
		digits[--at] = '-';
	buf_add(b, digits + at, sizeof digits - (size_t)at);
	assert(at > 0);
}

int64_t pdf_milli(Len l) {
	int64_t n = (int64_t)l * 1000;
	return (n + (n < 0 ? -512 : 512)) / 1024;
}

void pdf_box(Buf *b, const Writer *w, uint32_t page, Box box) {
	int64_t height = pdf_milli(w->pages->pages[page].height);
	buf_byte(b, '[');
	pdf_fixed(b, pdf_milli(box.left), 3);
	buf_byte(b, ' ');
	pdf_fixed(b, height - pdf_milli(box.bottom), 3);
	buf_byte(b, ' ');
	pdf_fixed(b, pdf_milli(box.right), 3);
	buf_byte(b, ' ');
	pdf_fixed(b, height - pdf_milli(box.top), 3);
	buf_byte(b, ']');
}

void pdf_hex(Buf *b, uint32_t value, int digits) {
	char hex[8];
	assert(digits <= 8);
	for (int i = digits; i-- > 0; value >>= 4)
		hex[i] = "0123456789ABCDEF"[value & 15];
	buf_add(b, hex, (size_t)digits);
}

void pdf_name(Buf *b, Str name) {
	buf_byte(b, '/');
	for (size_t i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];
		if (c > ' ' && c < 0x7F && !strchr("#()<>[]{}/%", c))
			buf_byte(b, c);
		else {
			buf_byte(b, '#');
			pdf_hex(b, c, 2);
		}
	}
}

void pdf_utf16(Buf *b, Str text) {
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		if (c >= 0x10000) {
			pdf_hex(b, 0xD800 + ((c - 0x10000) >> 10), 4);
			c = 0xDC00 + ((c - 0x10000) & 0x3FF);
		}
		pdf_hex(b, c, 4);
	}
}

void pdf_text(Buf *b, Str text) {
	bool ascii = true;
	for (size_t i = 0; i < text.n; i++)
		ascii = ascii && text.p[i] >= ' ' && text.p[i] < 0x7F;
	if (!ascii) {
		buf_z(b, "<FEFF");
		pdf_utf16(b, text);
		buf_byte(b, '>');
		return;
	}
	buf_byte(b, '(');
	for (size_t i = 0; i < text.n; i++) {
		if (strchr("()\\", text.p[i]))
			buf_byte(b, '\\');
		buf_byte(b, text.p[i]);
	}
	buf_byte(b, ')');
}
