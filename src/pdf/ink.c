/* Inks of the print profile: process inks as DeviceCMYK, a spot ink as a Separation of its exact name, whose function shows it in
 * process inks where its plate is missing. Names and functions are one for the whole file; each page's resources list
 * those that it uses. libharu has no list of colour spaces, so a dictionary of ours goes into its resources. */
#include <assert.h>

#include "pdf/writer.h"

enum { SPOTS_MOST = 31 };

static Object *make_function(Writer *w, const uint16_t cmyk[4]) {
	Object *function = pdf_object(w);
	buf_z(&function->body, "/FunctionType 2/Domain[0 1]/C0[0 0 0 0]/C1[");
	for (int i = 0; i < 4; i++) {
		buf_z(&function->body, i > 0 ? " " : "");
		pdf_fixed(&function->body, cmyk[i], 3);
	}
	buf_z(&function->body, "]/N 1");
	return function;
}

static size_t spot_index(Writer *w, const Ink *ink) {
	for (size_t i = 0; i < w->spots.n; i++)
		if (str_eq(w->spots.at[i].name, ink->spot))
			return i;
	SpotInk *spot = list_push(w->arena, &w->spots);
	*spot = (SpotInk){ ink->spot, make_function(w, ink->colour->cmyk) };
	return w->spots.n - 1;
}

void pdf_ink_set(Writer *w, uint32_t page, Buf *b, const Ink *ink, bool stroke) {
	size_t spot = ink->spot.n > 0 ? spot_index(w, ink) : SPOTS_MOST;
	if (spot < SPOTS_MOST) {
		w->page[page].spots |= 1u << spot;
		buf_printf(b, "/S%zu %s ", spot, stroke ? "CS" : "cs");
		pdf_fixed(b, ink->tint, 3);
		buf_z(b, stroke ? " SCN\n" : " scn\n");
		return;
	}
	const uint16_t *cmyk = ink->spot.n > 0 ? ink->colour->cmyk : ink->cmyk;
	for (int i = 0; i < 4; i++) {
		pdf_fixed(b, cmyk[i], 3);
		buf_byte(b, ' ');
	}
	buf_z(b, stroke ? "K\n" : "k\n");
}

void pdf_ink_overprint(Writer *w, uint32_t page, Buf *b, bool on) {
	Object **state = &w->overprint[on];
	if (!*state) {
		*state = pdf_object(w);
		buf_z(&(*state)->body, on ? "/Type/ExtGState/OP true/op true/OPM 1" : "/Type/ExtGState/OP false/op false/OPM 0");
	}
	const char *name = HPDF_Page_GetExtGStateName(w->page[page].page, (*state)->dict);
	buf_printf(b, "/%s gs\n", name ? name : "E0");
}

void pdf_ink_all(Writer *w, uint32_t page, Buf *b) {
	w->page[page].all = true;
	buf_z(b, "/All CS 1 SCN\n");
}

static void write_separation(Buf *b, Str name, const Object *function) {
	buf_z(b, "[/Separation");
	pdf_name(b, name);
	buf_z(b, "/DeviceCMYK ");
	pdf_ref(b, function);
	buf_byte(b, ']');
}

void pdf_inks_finish(Writer *w, uint32_t number) {
	const PdfPage *page = &w->page[number];
	if (page->spots == 0 && !page->all)
		return;
	HPDF_Dict resources = HPDF_Page_GetInheritableItem(page->page, "Resources", HPDF_OCLASS_DICT);
	HPDF_Dict spaces = HPDF_Dict_New(w->pdf->mmgr);
	if (!resources || !spaces || HPDF_Dict_Add(resources, "ColorSpace", spaces) != HPDF_OK)
		arena_out_of_memory(sizeof(HPDF_Dict_Rec));
	Buf *b = &pdf_object_hook(spaces)->body;
	for (size_t i = 0; i < w->spots.n; i++) {
		if (!(page->spots & 1u << i))
			continue;
		buf_printf(b, "/S%zu", i);
		write_separation(b, w->spots.at[i].name, w->spots.at[i].function);
	}
	if (!page->all)
		return;
	static const uint16_t everything[4] = { 1000, 1000, 1000, 1000 };
	if (!w->all_function)
		w->all_function = make_function(w, everything);
	buf_z(b, "/All");
	write_separation(b, STR("All"), w->all_function);
}
