/* Paint servers: a gradient takes what it does not say itself from the one that it refers to, its stops included.
 * PDF's shadings go on with their end colours outside, but do not repeat: for reflect and repeat the stops are written
 * again as often as the shape is wide in the gradient's measure. */
#include <math.h>

#include "picture/svg.h"

enum { CHAIN_MAX = 16, STOPS_MAX = 256, REPEATS_MAX = 64 };

typedef enum { SPREAD_PAD, SPREAD_REFLECT, SPREAD_REPEAT } Spread;

typedef struct {
	Svg *svg;
	const xmlNode *chain[CHAIN_MAX];                         /* the gradient, and those that it builds on */
	int length;
	SvgStyle style;                                          /* for lengths and currentColor */
	bool in_user_space;
	struct { Stop *at; size_t n, room; } stops;
} Gradient;

static bool is_gradient(const xmlNode *node) {
	return svg_is(node, "linearGradient") || svg_is(node, "radialGradient");
}

static bool follow_chain(Gradient *g, const xmlNode *node) {
	Svg *svg = g->svg;
	while (node) {
		svg->node = node;
		for (int i = 0; i < g->length; i++)
			if (g->chain[i] == node)
				return svg_refuse(svg, svg_redraw, "a gradient refers to itself");
		if (g->length == CHAIN_MAX)
			return svg_refuse(svg, svg_redraw, "a gradient is built on more than %d others", CHAIN_MAX);
		g->chain[g->length++] = node;
		Str next = svg_href(node);
		if (next.n == 0)
			return true;
		node = svg_find(svg, next);
		if (node && !is_gradient(node))
			return svg_damaged(svg, "a gradient refers to '" STR_FMT "', which is none", STR_ARG(next));
	}
	return false;
}

static Str said(const Gradient *g, const char *name) {
	for (int i = 0; i < g->length; i++) {
		Str value = str_trim(svg_attribute(g->chain[i], name));
		if (value.n > 0)
			return value;
	}
	return (Str){ NULL, 0 };
}

static bool measure(Gradient *g, const char *name, SvgDirection direction, const char *otherwise, double *out) {
	Str value = said(g, name);
	double width = g->svg->view_width, height = g->svg->view_height;
	if (!g->in_user_space)
		g->svg->view_width = g->svg->view_height = 1;
	bool good = svg_length(g->svg, value.n > 0 ? value : str_of(otherwise), direction, g->style.font_size, out);
	g->svg->view_width = width;
	g->svg->view_height = height;
	return good;
}

static bool read_stop(Gradient *g, const xmlNode *node) {
	Svg *svg = g->svg;
	SvgStyle style;
	if (!svg_style(svg, node, &g->style, &style))
		return false;
	SvgCursor c = { str_trim(svg_attribute(node, "offset")), 0 };
	double at = 0;
	if (c.s.n > 0 && !svg_number(&c, &at))
		return svg_damaged(svg, "'" STR_FMT "' is no place in a gradient", STR_ARG(c.s));
	if (c.at < c.s.n && c.s.p[c.at] == '%')
		at /= 100;
	double before = g->stops.n > 0 ? g->stops.at[g->stops.n - 1].at : 0;
	at = at < before ? before : at > 1 ? 1 : at;
	if (g->stops.n >= STOPS_MAX)
		return svg_refuse(svg, svg_redraw, "a gradient has more than %d colours", STOPS_MAX);
	SvgPaint colour = style.stop_colour.kind == SVG_CURRENT ? style.colour : style.stop_colour;
	*list_push(svg->arena, &g->stops) = (Stop){ at, { colour.rgb[0], colour.rgb[1], colour.rgb[2] },
		style.stop_opacity * colour.alpha };
	return true;
}

static bool read_stops(Gradient *g) {
	for (int i = 0; i < g->length && g->stops.n == 0; i++)
		for (const xmlNode *node = g->chain[i]->children; node; node = node->next)
			if (svg_is(node, "stop") && !read_stop(g, node))
				return false;
	return true;
}

/* The stops from 0 to 1, with one at either end. */
static void complete_stops(Gradient *g) {
	Stop first = g->stops.at[0], last = g->stops.at[g->stops.n - 1];
	if (first.at > 0) {
		(void)list_push(g->svg->arena, &g->stops);
		for (size_t i = g->stops.n - 1; i > 0; i--)
			g->stops.at[i] = g->stops.at[i - 1];
		g->stops.at[0] = first;
		g->stops.at[0].at = 0;
	}
	if (last.at < 1) {
		last.at = 1;
		*list_push(g->svg->arena, &g->stops) = last;
	}
}

static bool invert(const Matrix *m, Matrix *out) {
	double det = m->a * m->d - m->b * m->c;
	if (!(fabs(det) > 1e-14))
		return false;
	*out = (Matrix){ m->d / det, -m->b / det, -m->c / det, m->a / det, (m->c * m->f - m->d * m->e) / det,
		(m->b * m->e - m->a * m->f) / det };
	return true;
}

/* Where a point lies in the gradient: 0 at its beginning, 1 at its end. */
static double place_of(const Paint *p, double x, double y) {
	double dx = p->x[1] - p->x[0], dy = p->y[1] - p->y[0];
	x -= p->x[0];
	y -= p->y[0];
	if (p->kind == PAINT_LINEAR)
		return (x * dx + y * dy) / (dx * dx + dy * dy);
	double dr = p->r[1] - p->r[0], a = dx * dx + dy * dy - dr * dr, b = x * dx + y * dy + p->r[0] * dr, c = x * x + y * y - p->r[0] * p->r[0];
	if (fabs(a) < 1e-12)
		return fabs(b) < 1e-12 ? 0 : c / (2 * b);
	double root = b * b - a * c;
	root = root > 0 ? sqrt(root) : 0;
	double t = (b + root) / a, u = (b - root) / a;
	return t > u ? t : u;
}

/* Writes the stops again from `first` to `last` periods, and moves the ends of the gradient there. */
static void repeat(Gradient *g, Paint *p, Spread spread, int first, int last) {
	struct { Stop *at; size_t n, room; } out = { 0 };
	int periods = last - first;
	for (int k = first; k < last; k++) {
		bool back = spread == SPREAD_REFLECT && (k & 1);
		for (size_t i = 0; i < g->stops.n; i++) {
			Stop stop = g->stops.at[back ? g->stops.n - 1 - i : i];
			stop.at = (k - first + (back ? 1 - stop.at : stop.at)) / periods;
			*list_push(g->svg->arena, &out) = stop;
		}
	}
	double dx = p->x[1] - p->x[0], dy = p->y[1] - p->y[0], dr = p->r[1] - p->r[0], x = p->x[0], y = p->y[0], r = p->r[0];
	for (int i = 0; i < 2; i++) {
		int k = i == 0 ? first : last;
		p->x[i] = x + dx * k;
		p->y[i] = y + dy * k;
		p->r[i] = r + dr * k;
	}
	p->stops = out.at;
	p->stop_count = out.n;
}

static void spread_out(Gradient *g, Paint *p, const double box[4], const Matrix *to_box) {
	Str word = said(g, "spreadMethod");
	Spread spread = str_is(word, "reflect") ? SPREAD_REFLECT : str_is(word, "repeat") ? SPREAD_REPEAT : SPREAD_PAD;
	Matrix back;
	double least = 0, most = 1;
	if (spread == SPREAD_PAD || !invert(to_box, &back))
		return;
	for (int i = 0; i < 4; i++) {
		double x = box[i & 1 ? 2 : 0], y = box[i & 2 ? 3 : 1];
		matrix_apply(&back, &x, &y);
		double t = place_of(p, x, y);
		least = t < least ? t : least;
		most = t > most ? t : most;
	}
	/* The stroke goes beyond the box. */
	int first = p->kind == PAINT_LINEAR ? (int)floor(fmax(least, -REPEATS_MAX) - 0.5) : 0;
	repeat(g, p, spread, first, (int)ceil(fmin(most, REPEATS_MAX) + 0.5));
}

static bool read_linear(Gradient *g, Paint *p) {
	p->kind = PAINT_LINEAR;
	return measure(g, "x1", SVG_ACROSS, "0%", &p->x[0]) && measure(g, "y1", SVG_DOWN, "0%", &p->y[0])
		&& measure(g, "x2", SVG_ACROSS, "100%", &p->x[1]) && measure(g, "y2", SVG_DOWN, "0%", &p->y[1]);
}

static bool read_radial(Gradient *g, Paint *p) {
	p->kind = PAINT_RADIAL;
	if (!measure(g, "cx", SVG_ACROSS, "50%", &p->x[1]) || !measure(g, "cy", SVG_DOWN, "50%", &p->y[1])
		|| !measure(g, "r", SVG_DIAGONAL, "50%", &p->r[1]) || !measure(g, "fr", SVG_DIAGONAL, "0", &p->r[0]))
		return false;
	p->x[0] = p->x[1];
	p->y[0] = p->y[1];
	if ((said(g, "fx").n > 0 && !measure(g, "fx", SVG_ACROSS, "50%", &p->x[0]))
		|| (said(g, "fy").n > 0 && !measure(g, "fy", SVG_DOWN, "50%", &p->y[0])))
		return false;
	/* A focus outside the circle is moved into it. */
	double dx = p->x[0] - p->x[1], dy = p->y[0] - p->y[1], away = sqrt(dx * dx + dy * dy), most = p->r[1] * 0.999;
	if (away > most && away > 0) {
		p->x[0] = p->x[1] + dx * most / away;
		p->y[0] = p->y[1] + dy * most / away;
	}
	return true;
}

static void take_colour(Paint *out, Stop stop, double opacity) {
	*out = (Paint){ .kind = PAINT_COLOUR, .rgb = { stop.rgb[0], stop.rgb[1], stop.rgb[2] }, .opacity = opacity * stop.opacity };
}

static bool has_length(const Paint *p) {
	if (p->kind == PAINT_RADIAL)
		return p->r[1] > 0 && p->r[0] >= 0 && p->r[0] < p->r[1];
	return p->x[0] != p->x[1] || p->y[0] != p->y[1];
}

static bool read_gradient(Gradient *g, double opacity, const double box[4], const Matrix *matrix, Paint *out) {
	Svg *svg = g->svg;
	g->in_user_space = str_is(said(g, "gradientUnits"), "userSpaceOnUse");
	Matrix to_box = { 1, 0, 0, 1, 0, 0 };
	if (!g->in_user_space)
		to_box = (Matrix){ box[2] - box[0], 0, 0, box[3] - box[1], box[0], box[1] };
	*out = (Paint){ .kind = PAINT_NONE };
	if (!read_stops(g) || !svg_transform(svg, said(g, "gradientTransform"), &to_box))
		return false;
	if (g->stops.n == 0 || (!g->in_user_space && (box[2] <= box[0] || box[3] <= box[1])))
		return true;
	if (!(svg_is(g->chain[0], "linearGradient") ? read_linear(g, out) : read_radial(g, out)))
		return false;
	Matrix back;
	Stop last = g->stops.at[g->stops.n - 1];
	if (g->stops.n == 1 || !has_length(out) || !invert(&to_box, &back)) {
		take_colour(out, last, opacity);
		return true;
	}
	complete_stops(g);
	out->stops = g->stops.at;
	out->stop_count = g->stops.n;
	spread_out(g, out, box, &to_box);
	if (!svg_count(svg, out->stop_count))
		return false;
	out->matrix = matrix_join(*matrix, to_box);
	out->opacity = opacity;
	bool same = true;
	for (size_t i = 1; i < out->stop_count; i++)
		same = same && out->stops[i].opacity == out->stops[0].opacity;
	out->translucent = !same;
	if (same)
		out->opacity *= out->stops[0].opacity;
	return true;
}

bool svg_resolve_paint(Svg *svg, const SvgStyle *style, const SvgPaint *from, double opacity, const double box[4],
	const Matrix *matrix, Paint *out) {
	const SvgPaint *colour = from->kind == SVG_CURRENT ? &style->colour : from;
	*out = (Paint){ .kind = PAINT_NONE };
	if (from->kind == SVG_NONE)
		return true;
	if (from->kind != SVG_SERVER) {
		take_colour(out, (Stop){ 0, { colour->rgb[0], colour->rgb[1], colour->rgb[2] }, colour->alpha }, opacity);
		return true;
	}
	const xmlNode *at = svg->node;
	Gradient g = { .svg = svg, .style = svg_style_initial() };
	g.style.colour = style->colour;
	g.style.font_size = style->font_size;
	const xmlNode *server = svg_find(svg, from->server);
	if (!server)
		return false;
	if (!is_gradient(server))
		return svg_refuse(svg, "draw the pattern as shapes, or save the picture as PNG", "it is painted with a '%s', not a colour or gradient",
			(const char *)server->name);
	bool good = follow_chain(&g, server) && read_gradient(&g, opacity, box, matrix, out);
	svg->node = at;
	return good;
}
