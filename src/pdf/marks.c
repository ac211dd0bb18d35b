/* Marks round the page, all of them beyond the bleed: lines of 5 mm where the trim's edges would cross them, a cross in a circle
 * at the middle of each side, and at the foot squares of each ink, full and half. Lines are printed on every plate
 * (Separation All). Everything here is in thousandths of a point from the corner of the media. */
#include "pdf/writer.h"

#define MM 2835
#define LENGTH (5 * MM)
#define PATCH (5 * MM)

typedef struct {
	Writer *w;
	uint32_t number;
	Buf *b;
	int64_t left, bottom, right, top;                        /* of the trim */
	int64_t width, height;                                   /* of the media */
} Marks;

static void put(Buf *b, int64_t x, int64_t y, const char *after) {
	pdf_fixed(b, x, 3);
	buf_byte(b, ' ');
	pdf_fixed(b, y, 3);
	buf_z(b, after);
}

static void line(Marks *m, int64_t x0, int64_t y0, int64_t x1, int64_t y1) {
	put(m->b, x0, y0, " m ");
	put(m->b, x1, y1, " l S\n");
}

/* From 1 mm inside the media's edge. */
static void crop_marks(Marks *m) {
	const int64_t across[] = { m->left, m->right }, down[] = { m->bottom, m->top };
	for (int i = 0; i < 2; i++) {
		line(m, MM, down[i], MM + LENGTH, down[i]);
		line(m, m->width - MM, down[i], m->width - MM - LENGTH, down[i]);
		line(m, across[i], MM, across[i], MM + LENGTH);
		line(m, across[i], m->height - MM, across[i], m->height - MM - LENGTH);
	}
}

static void register_mark(Marks *m, int64_t x, int64_t y) {
	int64_t r = 3 * MM / 2, k = r * 5523 / 10000, arm = LENGTH / 2;
	const int64_t curves[4][6] = {
		{ x + r, y + k, x + k, y + r, x, y + r }, { x - k, y + r, x - r, y + k, x - r, y },
		{ x - r, y - k, x - k, y - r, x, y - r }, { x + k, y - r, x + r, y - k, x + r, y },
	};
	line(m, x - arm, y, x + arm, y);
	line(m, x, y - arm, x, y + arm);
	put(m->b, x + r, y, " m ");
	for (int i = 0; i < 4; i++) {
		put(m->b, curves[i][0], curves[i][1], " ");
		put(m->b, curves[i][2], curves[i][3], " ");
		put(m->b, curves[i][4], curves[i][5], " c ");
	}
	buf_z(m->b, "S\n");
}

static void patch(Marks *m, int64_t *x, const Ink *ink) {
	if (*x + PATCH > (m->left + m->right) / 2 - LENGTH)
		return;
	pdf_ink_set(m->w, m->number, m->b, ink, false);
	put(m->b, *x, MM, " ");
	put(m->b, PATCH, PATCH, " re f\n");
	*x += PATCH;
}

static bool is_printed(const Writer *w, const Colour *colour) {
	for (size_t p = 0; p < w->pages->page_count; p++) {
		const Page *page = &w->pages->pages[p];
		for (size_t i = 0; i < page->item_count; i++)
			if (page->items[i].kind != ITEM_PICTURE && print_ink(w->document->layout, &page->items[i]).colour == colour)
				return true;
	}
	return false;
}

/* Every sheet shows all spot inks of the job. */
static void colour_bar(Marks *m) {
	const Layout *layout = m->w->document->layout;
	int64_t x = m->left + MM;
	for (int half = 0; half < 2; half++)
		for (int i = 0; i < 4; i++) {
			Ink ink = { 0 };
			ink.cmyk[i] = half ? 500 : 1000;
			patch(m, &x, &ink);
		}
	for (size_t i = 0; i < layout->colour_count; i++) {
		const Colour *colour = &layout->colours[i];
		bool seen = colour->spot.n == 0 || !is_printed(m->w, colour);
		for (size_t k = 0; k < i && !seen; k++)
			seen = str_eq(layout->colours[k].spot, colour->spot) && is_printed(m->w, &layout->colours[k]);
		if (!seen)
			patch(m, &x, &(Ink){ .colour = colour, .spot = colour->spot, .tint = 1000 });
	}
}

void pdf_marks(Writer *w, uint32_t number) {
	const Page *page = &w->pages->pages[number];
	Edges margin = pdf_print_margin(w, number);
	Marks m = { .w = w, .number = number, .b = &w->page[number].content, .left = margin.left, .bottom = margin.bottom };
	m.right = m.left + pdf_milli(page->width);
	m.top = m.bottom + pdf_milli(page->height);
	m.width = m.right + margin.right;
	m.height = m.top + margin.top;
	buf_z(m.b, "q 0.25 w\n");
	pdf_ink_all(w, number, m.b);
	crop_marks(&m);
	int64_t x = (m.left + m.right) / 2, y = (m.bottom + m.top) / 2, in = MM + LENGTH / 2;
	register_mark(&m, x, in);
	register_mark(&m, x, m.height - in);
	register_mark(&m, in, y);
	register_mark(&m, m.width - in, y);
	colour_bar(&m);
	buf_z(m.b, "Q\n");
}
