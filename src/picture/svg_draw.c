/* Walks the elements as they are drawn, one after the other over those before. Plain groups leave no trace: their
 * transforms go into the shapes' points and their styles are inherited. A group stays where it is painted as one
 * (opacity) or cut off (clipping path, viewport). A shape stroked under a transform that is no similarity keeps a
 * matrix of determinant one; all others lie in the drawing's own space. */
#include <math.h>
#include <string.h>

#include "picture/svg.h"

static const char OUTLINES[] = "convert the text to paths (in Inkscape: Path, Object to Path; in Illustrator: Type, Create Outlines)";

bool svg_enter(Svg *svg, const xmlNode *target) {
	for (int i = 0; i < svg->use_count; i++)
		if (svg->used[i] == target)
			return svg_refuse(svg, svg_redraw, "the <%s> refers to itself", (const char *)target->name);
	if (svg->use_count == SVG_DEPTH_MAX / 2)
		return svg_refuse(svg, svg_redraw, "references lead on more than %d times", SVG_DEPTH_MAX / 2);
	svg->used[svg->use_count++] = target;
	return true;
}

void svg_leave(Svg *svg) {
	svg->use_count--;
}

bool svg_view_box(Svg *svg, const xmlNode *node, double view[4], bool *found) {
	SvgCursor c = { str_trim(svg_attribute(node, "viewBox")), 0 };
	*found = false;
	if (c.s.n == 0)
		return true;
	for (int i = 0; i < 4; i++) {
		if (!svg_number(&c, &view[i]))
			return svg_damaged(svg, "'" STR_FMT "' is no viewBox", STR_ARG(c.s));
		svg_skip(&c);
	}
	if (view[2] < 0 || view[3] < 0)
		return svg_damaged(svg, "'" STR_FMT "' is no viewBox", STR_ARG(c.s));
	*found = view[2] > 0 && view[3] > 0;
	return true;
}

bool svg_view_matrix(Svg *svg, const xmlNode *node, const double view[4], const double port[4], Matrix *out) {
	static const char *const places[] = { "Min", "Mid", "Max" };
	Str ratio = str_trim(svg_attribute(node, "preserveAspectRatio"));
	double sx = port[2] / view[2], sy = port[3] / view[3], shift[2] = { 0.5, 0.5 };
	if (str_starts(ratio, "defer"))
		ratio = str_trim(str_sub(ratio, 5, ratio.n));
	if (ratio.n == 0)
		ratio = STR("xMidYMid");
	if (!str_starts(ratio, "none")) {
		bool good = ratio.n >= 8 && ratio.p[0] == 'x' && ratio.p[4] == 'Y';
		for (int k = 0; good && k < 2; k++) {
			good = false;
			for (int i = 0; i < 3; i++)
				if (memcmp(ratio.p + 1 + 4 * k, places[i], 3) == 0) {
					shift[k] = i / 2.0;
					good = true;
				}
		}
		if (!good)
			return svg_damaged(svg, "'" STR_FMT "' is no preserveAspectRatio", STR_ARG(ratio));
		sx = sy = str_ends(ratio, "slice") ? fmax(sx, sy) : fmin(sx, sy);
	}
	*out = (Matrix){ sx, 0, 0, sy, port[0] - view[0] * sx + (port[2] - view[2] * sx) * shift[0],
		port[1] - view[1] * sy + (port[3] - view[3] * sy) * shift[1] };
	return true;
}

/* ---- groups ---- */

typedef struct {
	SvgNodes inside;
	SvgNodes *outside;
	SvgClips clips;
	double opacity;
	bool kept;
} Group;

/* Where the children go; NULL after a message. `box` is what objectBoundingBox means, NULL for groups. */
static SvgNodes *open_group(Svg *svg, const SvgStyle *style, const Matrix *matrix, const double *box, SvgNodes *out, Group *group) {
	*group = (Group){ .outside = out, .opacity = style->opacity };
	if (style->clip.n > 0 && !svg_clip(svg, style->clip, box, matrix, &group->clips))
		return NULL;
	group->kept = group->opacity < 1 || group->clips.n > 0;
	if (group->kept && ++svg->groups > DRAWING_NESTING_MAX) {
		svg_refuse(svg, "take some of the groups apart", "more than %d groups with opacity or clipping stand in one another",
			DRAWING_NESTING_MAX);
		return NULL;
	}
	return group->kept ? &group->inside : out;
}

static void close_group(Svg *svg, Group *group) {
	if (!group->kept)
		return;
	svg->groups--;
	bool nothing = group->inside.n == 0 || group->opacity <= 0;
	for (size_t i = 0; i < group->clips.n; i++)              /* a clip without shapes lets nothing through */
		nothing = nothing || (group->clips.at[i].path.n == 0 && group->clips.at[i].mask_count == 0);
	if (nothing)
		return;
	Drawn *drawn = arena_new(svg->arena, Drawn);
	drawn->kind = DRAWN_GROUP;
	drawn->opacity = group->opacity;
	drawn->clips = group->clips.at;
	drawn->clip_count = group->clips.n;
	drawn->children = group->inside.at;
	drawn->child_count = group->inside.n;
	svg->drawing->transparent |= group->opacity < 1;
	for (size_t i = 0; i < group->clips.n; i++)
		svg->drawing->transparent |= group->clips.at[i].mask_count > 0;
	*list_push(svg->arena, group->outside) = drawn;
}

/* ---- shapes ---- */

static bool is_similarity(const Matrix *m) {
	double scale = fabs(m->a) + fabs(m->b) + fabs(m->c) + fabs(m->d), near = scale * 1e-6;
	return (fabs(m->a - m->d) < near && fabs(m->b + m->c) < near) || (fabs(m->a + m->d) < near && fabs(m->b - m->c) < near);
}

static bool is_within_reach(const Path *path) {
	for (size_t i = 0; i < path->n; i++)
		for (int k = 0; k < 3; k++)
			if (!(fabs(path->at[i].x[k]) < SVG_REACH && fabs(path->at[i].y[k]) < SVG_REACH))
				return false;
	return true;
}

static void take_stroke(Svg *svg, const SvgStyle *style, double scale, Shape *shape) {
	shape->width = style->width * scale;
	shape->miter = style->miter < 1 ? 1 : style->miter;
	shape->cap = style->cap;
	shape->join = style->join;
	shape->dash_count = style->dash_count;
	shape->dashes = arena_array(svg->arena, double, style->dash_count + 1);
	double sum = 0;
	for (size_t i = 0; i < style->dash_count; i++)
		sum += shape->dashes[i] = style->dashes[i] * scale;
	if (sum < 0.001)
		shape->dash_count = 0;
	else
		shape->dash_offset = fmod(fmod(style->dash_offset * scale, sum) + sum, sum);
}

static bool place_shape(Svg *svg, const SvgStyle *style, const Matrix *matrix, Shape *shape) {
	double scale = sqrt(fabs(matrix->a * matrix->d - matrix->b * matrix->c));
	Matrix m = *matrix;
	shape->has_matrix = shape->stroke.kind != PAINT_NONE && !is_similarity(matrix);
	if (shape->has_matrix) {
		shape->matrix = (Matrix){ m.a / scale, m.b / scale, m.c / scale, m.d / scale, m.e, m.f };
		m = (Matrix){ scale, 0, 0, scale, 0, 0 };
	}
	path_transform(&shape->path, &m);
	take_stroke(svg, style, scale, shape);
	if (is_within_reach(&shape->path) && shape->width < SVG_REACH)
		return true;
	return svg_refuse(svg, svg_redraw, "a shape reaches far out of the drawing");
}

static bool is_seen(Paint *paint) {
	if (paint->opacity <= 0)
		paint->kind = PAINT_NONE;
	return paint->kind != PAINT_NONE;
}

/* A straight line, filled: SVG shows nothing of it, PDF a hairline. */
static bool encloses_nothing(const Path *path, const double box[4]) {
	size_t points = 0;
	for (size_t i = 0; i < path->n; i++)
		points += path->at[i].kind == STEP_CURVE ? 3 : path->at[i].kind != STEP_CLOSE;
	return points < 3 || box[2] <= box[0] || box[3] <= box[1];
}

static bool draw_shape(Svg *svg, const xmlNode *node, SvgStyle *style, const Matrix *matrix, SvgNodes *out) {
	Drawn *drawn = arena_new(svg->arena, Drawn);
	Shape *shape = &drawn->shape;
	double box[4];
	if (!svg_shape_path(svg, node, style, &shape->path))
		return false;
	bool stroked = style->stroke.kind != SVG_NONE && style->width > 0;
	if (style->invisible || !path_bounds(&shape->path, box) || !(fabs(matrix->a * matrix->d - matrix->b * matrix->c) > 1e-12))
		return true;
	if (encloses_nothing(&shape->path, box))
		style->fill.kind = SVG_NONE;
	if (!svg_resolve_paint(svg, style, &style->fill, style->fill_opacity, box, matrix, &shape->fill))
		return false;
	if (stroked && !svg_resolve_paint(svg, style, &style->stroke, style->stroke_opacity, box, matrix, &shape->stroke))
		return false;
	/* One paint alone takes the shape's opacity; both together are painted as one. */
	if (shape->fill.kind == PAINT_NONE || shape->stroke.kind == PAINT_NONE) {
		shape->fill.opacity *= style->opacity;
		shape->stroke.opacity *= style->opacity;
		style->opacity = 1;
	}
	bool filled = is_seen(&shape->fill);
	stroked = is_seen(&shape->stroke);
	if (!filled && !stroked)
		return true;
	Group group;
	SvgNodes *to = open_group(svg, style, matrix, box, out, &group);
	shape->even_odd = style->even_odd;
	shape->stroke_first = style->stroke_first;
	if (!to || !place_shape(svg, style, matrix, shape))
		return false;
	svg->drawing->transparent |= (filled && (shape->fill.opacity < 1 || shape->fill.translucent))
		|| (stroked && (shape->stroke.opacity < 1 || shape->stroke.translucent));
	*list_push(svg->arena, to) = drawn;
	close_group(svg, &group);
	return true;
}

/* ---- elements ---- */

static bool draw_children(Svg *svg, const xmlNode *node, const SvgStyle *style, const Matrix *matrix, SvgNodes *out) {
	for (const xmlNode *child = node->children; child; child = child->next)
		if (!svg_draw_element(svg, child, style, *matrix, out))
			return false;
	return true;
}

static bool measure(Svg *svg, const xmlNode *node, const SvgStyle *style, const char *name, SvgDirection direction, double *out) {
	Str value = str_trim(svg_attribute(node, name));
	return value.n == 0 || str_is(value, "auto") || svg_length(svg, value, direction, style->font_size, out);
}

/* A nested <svg>, or a <symbol> in use: a window of its own. `port` is what it takes in the coordinates outside. */
static bool draw_window(Svg *svg, const xmlNode *node, const SvgStyle *style, const double port[4], Matrix matrix, SvgNodes *out) {
	double view[4] = { 0, 0, port[2], port[3] }, width = svg->view_width, height = svg->view_height;
	bool has_view;
	Matrix inner = { 1, 0, 0, 1, port[0], port[1] };
	if (port[2] <= 0 || port[3] <= 0)
		return true;
	if (!svg_view_box(svg, node, view, &has_view) || (has_view && !svg_view_matrix(svg, node, view, port, &inner)))
		return false;
	Group group = { .outside = out, .opacity = 1, .kept = !style->overflows };
	if (group.kept) {
		if (++svg->groups > DRAWING_NESTING_MAX)
			return svg_refuse(svg, "take some of the groups apart", "more than %d windows stand in one another", DRAWING_NESTING_MAX);
		svg_clip_box(svg, (double[]){ port[0], port[1], port[0] + port[2], port[1] + port[3] }, &matrix, &group.clips);
	}
	svg->view_width = view[2];
	svg->view_height = view[3];
	matrix = matrix_join(matrix, inner);
	bool good = draw_children(svg, node, style, &matrix, group.kept ? &group.inside : out);
	svg->view_width = width;
	svg->view_height = height;
	close_group(svg, &group);
	return good;
}

/* The window's size: what the <use> says, what it says itself, all of the window outside. */
static bool draw_window_of(Svg *svg, const xmlNode *node, const xmlNode *use, const SvgStyle *style, const Matrix *matrix, SvgNodes *out) {
	double port[4] = { 0, 0, svg->view_width, svg->view_height };
	const xmlNode *const said[] = { node, use };
	for (int i = 0; i < 2; i++)
		if (said[i] && (!measure(svg, said[i], style, "width", SVG_ACROSS, &port[2]) || !measure(svg, said[i], style, "height", SVG_DOWN, &port[3])))
			return false;
	if (svg_is(node, "svg") && (!measure(svg, node, style, "x", SVG_ACROSS, &port[0]) || !measure(svg, node, style, "y", SVG_DOWN, &port[1])))
		return false;
	return draw_window(svg, node, style, port, *matrix, out);
}

static bool draw_target(Svg *svg, const xmlNode *use, const xmlNode *target, const SvgStyle *style, const Matrix *matrix, SvgNodes *out) {
	if (!svg_is(target, "symbol") && !svg_is(target, "svg"))
		return svg_draw_element(svg, target, style, *matrix, out);
	SvgStyle its;
	Group group;
	if (!svg_style(svg, target, style, &its))
		return false;
	SvgNodes *to = open_group(svg, &its, matrix, NULL, out, &group);
	if (!to || !draw_window_of(svg, target, use, &its, matrix, to))
		return false;
	close_group(svg, &group);
	return true;
}

static bool draw_use(Svg *svg, const xmlNode *node, const SvgStyle *style, Matrix matrix, SvgNodes *out) {
	double x = 0, y = 0;
	Str id = svg_href(node);
	if (id.n == 0)
		return true;
	if (!measure(svg, node, style, "x", SVG_ACROSS, &x) || !measure(svg, node, style, "y", SVG_DOWN, &y))
		return false;
	const xmlNode *target = svg_find(svg, id);
	if (!target || !svg_enter(svg, target))
		return false;
	matrix = matrix_join(matrix, (Matrix){ 1, 0, 0, 1, x, y });
	bool good = draw_target(svg, node, target, style, &matrix, out);
	svg_leave(svg);
	return good;
}

/* The first child that asks for nothing special. */
static bool draw_switch(Svg *svg, const xmlNode *node, const SvgStyle *style, const Matrix *matrix, SvgNodes *out) {
	for (const xmlNode *child = node->children; child; child = child->next)
		if (svg_is(child, NULL) && svg_attribute(child, "requiredExtensions").n == 0 && svg_attribute(child, "systemLanguage").n == 0)
			return svg_draw_element(svg, child, style, *matrix, out);
	return true;
}

static bool refuse_element(Svg *svg, const xmlNode *node) {
	const char *name = (const char *)node->name;
	if (strcmp(name, "text") == 0 || strcmp(name, "tspan") == 0 || strcmp(name, "textPath") == 0 || strcmp(name, "flowRoot") == 0)
		return svg_refuse(svg, OUTLINES, "this drawing holds text, whose font may be another elsewhere");
	if (strcmp(name, "image") == 0)
		return svg_refuse(svg, "save it as PNG or JPEG", "this drawing holds a picture of pixels");
	return svg_refuse(svg, svg_redraw, "<%s> is not drawn", name);
}

static bool is_never_drawn(const xmlNode *node) {
	static const char *const names[] = { "defs", "symbol", "clipPath", "linearGradient", "radialGradient", "pattern", "mask", "filter",
		"marker", "style", "view", "cursor", "font", "font-face", "title", "desc", "metadata", "color-profile", "solidcolor" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (svg_is(node, names[i]))
			return true;
	return false;
}

static bool draw_known(Svg *svg, const xmlNode *node, SvgStyle *style, Matrix *matrix, SvgNodes *out) {
	if (svg_is_shape(node))
		return draw_shape(svg, node, style, matrix, out);
	Group group;
	SvgNodes *to = open_group(svg, style, matrix, NULL, out, &group);
	bool good = to != NULL;
	if (svg_is(node, "g") || svg_is(node, "a"))
		good = good && draw_children(svg, node, style, matrix, to);
	else if (svg_is(node, "svg"))
		good = good && draw_window_of(svg, node, NULL, style, matrix, to);
	else if (svg_is(node, "use"))
		good = good && draw_use(svg, node, style, *matrix, to);
	else if (svg_is(node, "switch"))
		good = good && draw_switch(svg, node, style, matrix, to);
	else
		return refuse_element(svg, node);
	close_group(svg, &group);
	return good;
}

bool svg_draw_element(Svg *svg, const xmlNode *node, const SvgStyle *parent, Matrix matrix, SvgNodes *out) {
	if (!svg_is(node, NULL) || is_never_drawn(node))
		return !svg->failed;
	svg->node = node;
	if (++svg->elements > SVG_ELEMENTS_MAX)
		return svg_refuse(svg, svg_redraw, "the drawing draws more than %d elements", SVG_ELEMENTS_MAX);
	if (svg->depth >= SVG_DEPTH_MAX)
		return svg_refuse(svg, svg_redraw, "elements stand in one another more than %d deep", SVG_DEPTH_MAX);
	SvgStyle style;
	if (!svg_style(svg, node, parent, &style))
		return false;
	if (style.gone)
		return true;
	if (!svg_transform(svg, svg_attribute(node, "transform"), &matrix))
		return false;
	svg->depth++;
	bool good = draw_known(svg, node, &style, &matrix, out);
	svg->depth--;
	svg->node = node;
	return good && !svg->failed;
}

bool svg_draw(Svg *svg, const xmlNode *root, const double view[4]) {
	Drawing *drawing = svg->drawing;
	SvgStyle initial = svg_style_initial(), style;
	Matrix matrix, upright = { 1, 0, 0, -1, 0, drawing->height };
	SvgNodes nodes = { 0 };
	Group group;
	svg->view_width = view[2];
	svg->view_height = view[3];
	if (!svg_style(svg, root, &initial, &style)
		|| !svg_view_matrix(svg, root, view, (double[]){ 0, 0, drawing->width, drawing->height }, &matrix))
		return false;
	matrix = matrix_join(upright, matrix);
	if (!svg_transform(svg, svg_attribute(root, "transform"), &matrix))
		return false;
	SvgNodes *to = open_group(svg, &style, &matrix, NULL, &nodes, &group);
	if (!to || (!style.gone && !draw_children(svg, root, &style, &matrix, to)))
		return false;
	close_group(svg, &group);
	drawing->nodes = nodes.at;
	drawing->node_count = nodes.n;
	if (nodes.n == 0)
		return svg_refuse(svg, svg_redraw, "this drawing shows nothing");
	return true;
}
