/* A Drawing as a form XObject that fills the unit square, like an image. Points are hundredths of the drawing's
 * thousandths. Gradients are shading patterns, whose matrix leads to the form's space whatever stands in the content;
 * opacity is an ExtGState; a group with opacity is a form of its own. What a soft mask does (a gradient's changing
 * opacity, a clip of several shapes) is luminosity of a grey form, and since one mask takes the place of another, what
 * is under a mask is a form too. All forms of a drawing share one dictionary of resources. Colours are written by
 * colour.c, so that each profile gets its own. In print small black shapes print over what lies below. */
#include <math.h>

#include "pdf/writer.h"
#include "picture/drawing.h"

typedef struct {
	Writer *w;
	const Drawing *drawing;
	Object *resources;
	Buf states, patterns, forms;                             /* their entries */
	int state_count, pattern_count, form_count;
	struct { int *at; size_t n, room; } alphas;              /* thousandths, as states were made of them; -1: another state */
	bool grey;                                               /* inside a mask */
	double unit;                                             /* points of a unit of the drawing where it stands smallest */
	int over[2];                                             /* states that print over: fills, strokes; 0: not made, otherwise 1 more */
} Sketch;

static void number(Buf *b, double v, int decimals) {
	static const double powers[] = { 1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9 };
	v = !(v > -1e9) ? -1e9 : v > 1e9 ? 1e9 : v;
	pdf_fixed(b, llround(v * powers[decimals]), decimals);
	buf_byte(b, ' ');
}

static void numbers(Buf *b, const double *v, int n, int decimals) {
	for (int i = 0; i < n; i++)
		number(b, v[i], decimals);
}

static void matrix(Buf *b, const Matrix *m) {
	numbers(b, (double[]){ m->a, m->b, m->c, m->d, m->e, m->f }, 6, 6);
}

static void write_path(Buf *b, const Path *path) {
	static const char *const operators[] = { "m\n", "l\n", "c\n", "h\n" };
	for (size_t i = 0; i < path->n; i++) {
		const Step *step = &path->at[i];
		int points = step->kind == STEP_CLOSE ? 0 : step->kind == STEP_CURVE ? 3 : 1;
		for (int k = 0; k < points; k++)
			numbers(b, (double[]){ step->x[k], step->y[k] }, 2, 2);
		buf_z(b, operators[step->kind]);
	}
}

/* ---- resources ---- */

static void use_state(Buf *b, int index) {
	buf_printf(b, "/G%d gs\n", index);
}

static int state_of_alpha(Sketch *s, double opacity) {
	int alpha = (int)lround(opacity * 1000);
	for (size_t i = 0; i < s->alphas.n; i++)
		if (s->alphas.at[i] == alpha)
			return (int)i;
	*list_push(s->w->arena, &s->alphas) = alpha;
	buf_printf(&s->states, "/G%d<</ca ", s->state_count);
	pdf_fixed(&s->states, alpha, 3);
	buf_z(&s->states, "/CA ");
	pdf_fixed(&s->states, alpha, 3);
	buf_z(&s->states, ">>");
	return s->state_count++;
}

static int state_of_mask(Sketch *s, const Object *form) {
	*list_push(s->w->arena, &s->alphas) = -1;
	buf_printf(&s->states, "/G%d<</SMask<</Type/Mask/S/Luminosity/G ", s->state_count);
	pdf_ref(&s->states, form);
	buf_z(&s->states, ">>>>");
	return s->state_count++;
}

static int state_of_overprint(Sketch *s, bool stroke) {
	if (s->over[stroke] == 0) {
		*list_push(s->w->arena, &s->alphas) = -1;
		buf_printf(&s->states, "/G%d<</OP %s/op %s/OPM 1>>", s->state_count, stroke ? "true" : "false", stroke ? "false" : "true");
		s->over[stroke] = ++s->state_count;
	}
	return s->over[stroke] - 1;
}

/* A form of the drawing's whole area; takes the content. What is transparent in it is a group. */
static Object *make_form(Sketch *s, Buf *content, bool grey, bool group) {
	Object *form = pdf_stream(s->w);
	Buf *b = &form->body;
	buf_z(b, "/Type/XObject/Subtype/Form/BBox[0 0 ");
	number(b, s->drawing->width, 2);
	number(b, s->drawing->height, 2);
	buf_z(b, "]/Resources ");
	pdf_ref(b, s->resources);
	if (group) {
		buf_z(b, "/Group<</S/Transparency/CS");
		buf_z(b, grey ? "/DeviceGray" : pdf_device_space(s->w));
		buf_z(b, ">>");
	}
	buf_byte(content, '\n');
	pdf_deflate(s->w, form, content->p, content->n);
	buf_free(content);
	return form;
}

static void paint_form(Sketch *s, Buf *b, const Object *form) {
	buf_printf(&s->forms, "/F%d ", s->form_count);
	pdf_ref(&s->forms, form);
	buf_printf(b, "/F%d Do\n", s->form_count++);
}

/* ---- paints ---- */

static void write_rgb(const Sketch *s, Buf *b, const uint8_t rgb[3], bool stroke) {
	if (s->grey)
		buf_z(b, stroke ? "1 G\n" : "1 g\n");
	else
		pdf_rgb(s->w, b, rgb, stroke);
}

static void write_stop(const Sketch *s, Buf *b, const Paint *p, size_t index, bool opacity) {
	const Stop *stop = &p->stops[index];
	buf_byte(b, '[');
	if (opacity)
		number(b, stop->opacity * p->opacity, 4);
	else
		pdf_rgb_numbers(s->w, b, stop->rgb);
	buf_byte(b, ']');
}

static void write_segment(const Sketch *s, Buf *b, const Paint *p, size_t from, bool opacity) {
	buf_z(b, "<</FunctionType 2/Domain[0 1]/N 1/C0");
	write_stop(s, b, p, from, opacity);
	buf_z(b, "/C1");
	write_stop(s, b, p, from + 1, opacity);
	buf_z(b, ">>");
}

/* The stops as a function of 0 to 1. Where two stand in one place the colour jumps: there is no segment between. */
static void write_function(const Sketch *s, Buf *b, const Paint *p, bool opacity) {
	Buf bounds = { 0 }, encode = { 0 };
	buf_z(b, "<</FunctionType 3/Domain[0 1]/Functions[");
	double before = 0;
	for (size_t i = 0; i + 1 < p->stop_count; i++) {
		if (p->stops[i + 1].at - p->stops[i].at < 1e-6)
			continue;
		if (encode.n > 0)
			number(&bounds, before, 7);
		write_segment(s, b, p, i, opacity);
		buf_z(&encode, "0 1 ");
		before = p->stops[i + 1].at;
	}
	buf_z(b, "]/Bounds[");
	buf_str(b, buf_as_str(&bounds));
	buf_z(b, "]/Encode[");
	buf_str(b, buf_as_str(&encode));
	buf_z(b, "]>>");
	buf_free(&bounds);
	buf_free(&encode);
}

/* Sets a gradient as the colour. */
static void use_gradient(Sketch *s, Buf *b, const Paint *p, bool stroke, bool opacity) {
	Object *pattern = pdf_object(s->w);
	Buf *d = &pattern->body;
	buf_z(d, "/Type/Pattern/PatternType 2/Matrix[");
	matrix(d, &p->matrix);
	buf_printf(d, "]/Shading<</ShadingType %d/ColorSpace", p->kind == PAINT_LINEAR ? 2 : 3);
	buf_z(d, opacity ? "/DeviceGray" : pdf_device_space(s->w));
	buf_z(d, "/Extend[true true]/Coords[");
	for (int i = 0; i < 2; i++) {
		numbers(d, (double[]){ p->x[i], p->y[i] }, 2, 6);
		if (p->kind == PAINT_RADIAL)
			number(d, p->r[i], 6);
	}
	buf_z(d, "]/Function");
	write_function(s, d, p, opacity);
	buf_z(d, ">>");
	buf_printf(&s->patterns, "/P%d ", s->pattern_count);
	pdf_ref(&s->patterns, pattern);
	buf_printf(b, stroke ? "/Pattern CS/P%d SCN\n" : "/Pattern cs/P%d scn\n", s->pattern_count++);
}

/* The opacity of a gradient, its stops' and its own, as a mask over the whole area. */
static void use_gradient_mask(Sketch *s, Buf *b, const Paint *p) {
	Buf content = { 0 };
	use_gradient(s, &content, p, false, true);
	buf_z(&content, "0 0 ");
	number(&content, s->drawing->width, 2);
	number(&content, s->drawing->height, 2);
	buf_z(&content, "re f");
	use_state(b, state_of_mask(s, make_form(s, &content, true, true)));
}

static void use_paint(Sketch *s, Buf *b, const Paint *p, bool stroke) {
	if (p->kind == PAINT_COLOUR)
		write_rgb(s, b, p->rgb, stroke);
	else
		use_gradient(s, b, p, stroke, false);
}

static void use_stroke(Buf *b, const Shape *shape) {
	number(b, shape->width, 3);
	buf_printf(b, "w %d J %d j ", shape->cap, shape->join);
	number(b, shape->miter, 3);
	buf_z(b, "M [");
	numbers(b, shape->dashes, (int)shape->dash_count, 3);
	buf_z(b, "]");
	number(b, shape->dash_offset, 3);
	buf_z(b, "d\n");
}

/* ---- shapes and groups ---- */

static bool is_plain(const Paint *p) {
	return p->kind == PAINT_NONE || (p->kind == PAINT_COLOUR && p->opacity >= 1);
}

/* Small and black, as print_ink has it for rules: no white shows at its edges when plates are out of register. */
static bool prints_over(const Sketch *s, const Shape *shape, bool stroke) {
	const Paint *p = stroke ? &shape->stroke : &shape->fill;
	return s->w->profile.press && !s->grey && p->kind == PAINT_COLOUR && p->opacity >= 1 && p->rgb[0] + p->rgb[1] + p->rgb[2] == 0
		&& shape_thickness(shape, stroke) * s->unit < PRINT_SMALL_LINE / (double)LEN_PT;
}

static void paint_one(Sketch *s, Buf *b, const Shape *shape, const Paint *p, bool stroke) {
	if (p->kind == PAINT_NONE)
		return;
	buf_z(b, "q\n");
	if (prints_over(s, shape, stroke))
		use_state(b, state_of_overprint(s, stroke));
	if (p->translucent)
		use_gradient_mask(s, b, p);
	else if (p->opacity < 1)
		use_state(b, state_of_alpha(s, p->opacity));
	use_paint(s, b, p, stroke);
	if (stroke)
		use_stroke(b, shape);
	if (shape->has_matrix) {
		matrix(b, &shape->matrix);
		buf_z(b, "cm\n");
	}
	write_path(b, &shape->path);
	buf_z(b, stroke ? "S Q\n" : shape->even_odd ? "f* Q\n" : "f Q\n");
}

static void write_shape(Sketch *s, Buf *b, const Shape *shape) {
	bool over = prints_over(s, shape, false) || prints_over(s, shape, true);
	if (over || shape->has_matrix || shape->stroke_first || !is_plain(&shape->fill) || !is_plain(&shape->stroke)) {
		paint_one(s, b, shape, shape->stroke_first ? &shape->stroke : &shape->fill, shape->stroke_first);
		paint_one(s, b, shape, shape->stroke_first ? &shape->fill : &shape->stroke, !shape->stroke_first);
		return;
	}
	bool fill = shape->fill.kind != PAINT_NONE, stroke = shape->stroke.kind != PAINT_NONE;
	if (fill)
		write_rgb(s, b, shape->fill.rgb, false);
	if (stroke) {
		write_rgb(s, b, shape->stroke.rgb, true);
		use_stroke(b, shape);
	}
	write_path(b, &shape->path);
	buf_z(b, fill && stroke ? "B" : fill ? "f" : "S");
	buf_z(b, fill && shape->even_odd ? "*\n" : "\n");
}

static void write_nodes(Sketch *s, Buf *b, struct Drawn **nodes, size_t count);

static void use_mask(Sketch *s, Buf *b, const Clip *clip) {
	Buf content = { 0 };
	bool grey = s->grey;
	s->grey = true;
	write_nodes(s, &content, clip->mask, clip->mask_count);
	s->grey = grey;
	use_state(b, state_of_mask(s, make_form(s, &content, true, true)));
}

static void write_group(Sketch *s, Buf *b, const Drawn *group) {
	const Clip **masks = arena_array(s->w->arena, const Clip *, group->clip_count + 1);
	size_t mask_count = 0;
	buf_z(b, "q\n");
	for (size_t i = 0; i < group->clip_count; i++) {
		const Clip *clip = &group->clips[i];
		if (clip->mask_count > 0) {
			masks[mask_count++] = clip;
			continue;
		}
		write_path(b, &clip->path);
		buf_z(b, clip->even_odd ? "W* n\n" : "W n\n");
	}
	if (mask_count == 0 && group->opacity >= 1) {
		write_nodes(s, b, group->children, group->child_count);
		buf_z(b, "Q\n");
		return;
	}
	Buf content = { 0 };
	write_nodes(s, &content, group->children, group->child_count);
	Object *form = make_form(s, &content, s->grey, true);
	/* One state a form: viewers differ in what opacity and mask together mean. */
	for (size_t i = 0; i < mask_count; i++) {
		Buf wrapped = { 0 };
		use_mask(s, i + 1 == mask_count && group->opacity >= 1 ? b : &wrapped, masks[i]);
		if (i + 1 == mask_count && group->opacity >= 1)
			break;
		paint_form(s, &wrapped, form);
		form = make_form(s, &wrapped, s->grey, true);
	}
	if (group->opacity < 1)
		use_state(b, state_of_alpha(s, group->opacity));
	paint_form(s, b, form);
	buf_z(b, "Q\n");
}

static void write_nodes(Sketch *s, Buf *b, struct Drawn **nodes, size_t count) {
	for (size_t i = 0; i < count; i++) {
		if (nodes[i]->kind == DRAWN_SHAPE)
			write_shape(s, b, &nodes[i]->shape);
		else
			write_group(s, b, nodes[i]);
	}
}

static void take_entries(Buf *body, const char *name, Buf *entries) {
	if (entries->n > 0) {
		buf_z(body, name);
		buf_z(body, "<<");
		buf_str(body, buf_as_str(entries));
		buf_z(body, ">>");
	}
	buf_free(entries);
}

static double smallest_unit(const Writer *w, const Picture *picture) {
	Len least = 0;
	for (size_t p = 0; p < w->pages->page_count; p++) {
		const Page *page = &w->pages->pages[p];
		for (size_t i = 0; i < page->item_count; i++) {
			const Item *item = &page->items[i];
			if (item->kind == ITEM_PICTURE && item->picture->drawing && item->picture->hash == picture->hash && (least == 0 || item->width < least))
				least = item->width;
		}
	}
	return least / (double)LEN_PT / picture->drawing->width;
}

Object *pdf_drawing(Writer *w, const Picture *picture) {
	const Drawing *drawing = picture->drawing;
	Sketch s = { .w = w, .drawing = drawing, .unit = smallest_unit(w, picture) };
	Buf content = { 0 };
	s.resources = pdf_object(w);
	write_nodes(&s, &content, drawing->nodes, drawing->node_count);
	Object *form = make_form(&s, &content, false, drawing->transparent);
	buf_z(&form->body, "/Matrix[");
	numbers(&form->body, (double[]){ 1 / drawing->width, 0, 0, 1 / drawing->height, 0, 0 }, 6, 9);
	buf_z(&form->body, "]");
	take_entries(&s.resources->body, "/ExtGState", &s.states);
	take_entries(&s.resources->body, "/Pattern", &s.patterns);
	take_entries(&s.resources->body, "/XObject", &s.forms);
	return form;
}
