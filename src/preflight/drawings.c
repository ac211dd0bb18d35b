/* The lines of drawings, at the size that a drawing stands on the page: strokes, and shapes that are narrow and long. The thinnest of a
 * drawing is told, where the drawing stands smallest. What a clip cuts off is looked at all the same. */
#include "picture/drawing.h"

#include "preflight/checks.h"

#define LONG 4                                               /* times as long as narrow: a line, not a dot */

typedef struct {
	Preflight *p;
	double unit;                                             /* Len of a unit of the drawing */
	double thinnest;                                         /* Len */
	bool several, white;                                     /* of the thinnest */
} Look;

static int count_inks(const Look *l, const Paint *paint) {
	uint16_t cmyk[4] = { 0 };
	int count = 0;
	if (paint->kind != PAINT_COLOUR)
		return 4;
	if (!l->p->press->separator)
		return paint->rgb[0] + paint->rgb[1] + paint->rgb[2] > 0 ? 4 : 1;
	separator_drawing_colour(l->p->press->separator, paint->rgb, cmyk);
	for (int i = 0; i < 4; i++)
		count += cmyk[i] > 0;
	return count;
}

static void look_at_paint(Look *l, const Shape *shape, bool stroke) {
	const Paint *paint = stroke ? &shape->stroke : &shape->fill;
	if (paint->kind == PAINT_NONE || paint->opacity <= 0 || shape->path.n < 2 || (!stroke && !shape_is_long(shape, LONG)))
		return;
	double thickness = shape_thickness(shape, stroke) * l->unit;
	if (thickness >= l->thinnest)
		return;
	int inks = count_inks(l, paint);
	l->thinnest = thickness;
	l->several = inks > 1;
	l->white = inks == 0;
}

static void look_at_nodes(Look *l, struct Drawn **nodes, size_t count) {
	for (size_t i = 0; i < count; i++) {
		if (nodes[i]->kind == DRAWN_GROUP) {
			look_at_nodes(l, nodes[i]->children, nodes[i]->child_count);
			continue;
		}
		look_at_paint(l, &nodes[i]->shape, true);
		look_at_paint(l, &nodes[i]->shape, false);
	}
}

static bool is_smaller_elsewhere(const Pages *pages, const Item *item) {
	for (size_t p = 0; p < pages->page_count; p++) {
		for (size_t i = 0; i < pages->pages[p].item_count; i++) {
			const Item *other = &pages->pages[p].items[i];
			if (other->kind == ITEM_PICTURE && str_eq(other->picture->path, item->picture->path)
				&& (other->width < item->width || (other->width == item->width && other < item)))
				return true;
		}
	}
	return false;
}

static void look_at_drawing(Preflight *p, const Page *page, const Item *item, const Item *ground) {
	(void)ground;
	const Drawing *drawing = item->kind == ITEM_PICTURE ? item->picture->drawing : NULL;
	if (!drawing || is_smaller_elsewhere(p->pages, item))
		return;
	Look look = { .p = p, .unit = item->width / drawing->width, .thinnest = THIN_LINE };
	look_at_nodes(&look, drawing->nodes, drawing->node_count);
	if (look.thinnest >= THIN_LINE)
		return;
	ThinLine line = { .pos = item->pos.file ? item->pos : place_of(p, item), .thickness = (Len)look.thinnest, .several = look.several, .white = look.white,
		.page = page->number, .whose = str_printf(p->job->arena, "picture '" STR_FMT "' has a ", STR_ARG(item->picture->path)) };
	report_thin_line(p, &line);
}

void check_drawings(Preflight *p) {
	look_at_items(p, look_at_drawing);
}
