/* Clipping paths. One shape clips as a path. Several clip where any of them is, which a path could not say when their
 * windings differ; they become a mask: white shapes on black. */
#include "picture/svg.h"

typedef struct {
	Path path;
	bool even_odd;
	SvgClips clips;                                          /* its own */
} Part;

typedef struct { Part *at; size_t n, room; } Parts;

static bool add_part(Svg *svg, const xmlNode *node, const SvgStyle *parent, Matrix matrix, Parts *parts, int depth) {
	if (!svg_is(node, NULL) || svg_is(node, "title") || svg_is(node, "desc") || svg_is(node, "metadata"))
		return true;
	SvgStyle style;
	svg->node = node;
	if (++svg->elements > SVG_ELEMENTS_MAX)
		return svg_refuse(svg, svg_redraw, "the drawing draws more than %d elements", SVG_ELEMENTS_MAX);
	if (!svg_style(svg, node, parent, &style) || !svg_transform(svg, svg_attribute(node, "transform"), &matrix))
		return false;
	if (style.gone || style.invisible)
		return true;
	if (svg_is(node, "use") && depth == 0) {
		double x = 0, y = 0;
		Str id = svg_href(node), across = svg_attribute(node, "x"), down = svg_attribute(node, "y");
		const xmlNode *target = svg_find(svg, id);
		if (!target || (across.n > 0 && !svg_length(svg, across, SVG_ACROSS, style.font_size, &x))
			|| (down.n > 0 && !svg_length(svg, down, SVG_DOWN, style.font_size, &y)) || !svg_enter(svg, target))
			return false;
		bool good = add_part(svg, target, &style, matrix_join(matrix, (Matrix){ 1, 0, 0, 1, x, y }), parts, 1);
		svg_leave(svg);
		return good;
	}
	if (!svg_is_shape(node))
		return svg_refuse(svg, "make the clipping path of shapes only", "a clipping path holds <%s>", (const char *)node->name);
	Part part = { .even_odd = style.clip_even_odd };
	double box[4];
	if (!svg_shape_path(svg, node, &style, &part.path))
		return false;
	if (!path_bounds(&part.path, box))
		return true;
	if (style.clip.n > 0 && !svg_clip(svg, style.clip, box, &matrix, &part.clips))
		return false;
	path_transform(&part.path, &matrix);
	*list_push(svg->arena, parts) = part;
	return true;
}

static Drawn *white_shape(Svg *svg, const Part *part) {
	Drawn *shape = arena_new(svg->arena, Drawn);
	shape->kind = DRAWN_SHAPE;
	shape->shape = (Shape){ .path = part->path, .even_odd = part->even_odd,
		.fill = { .kind = PAINT_COLOUR, .rgb = { 255, 255, 255 }, .opacity = 1 } };
	if (part->clips.n == 0)
		return shape;
	Drawn *group = arena_new(svg->arena, Drawn);
	*group = (Drawn){ .kind = DRAWN_GROUP, .opacity = 1, .clips = part->clips.at, .clip_count = part->clips.n, .child_count = 1 };
	group->children = arena_array(svg->arena, Drawn *, 1);
	group->children[0] = shape;
	return group;
}

static void take_parts(Svg *svg, const Parts *parts, SvgClips *clips) {
	Clip clip = { 0 };
	if (parts->n == 1 && parts->at[0].clips.n == 0) {
		clip.path = parts->at[0].path;
		clip.even_odd = parts->at[0].even_odd;
	} else if (parts->n > 0) {
		clip.mask_count = parts->n;
		clip.mask = arena_array(svg->arena, Drawn *, parts->n);
		for (size_t i = 0; i < parts->n; i++)
			clip.mask[i] = white_shape(svg, &parts->at[i]);
	}
	*list_push(svg->arena, clips) = clip;
}

bool svg_clip(Svg *svg, Str id, const double box[4], const Matrix *matrix, SvgClips *clips) {
	const xmlNode *at = svg->node, *node = svg_find(svg, id);
	SvgStyle initial = svg_style_initial(), style;
	Matrix inner = *matrix;
	Parts parts = { 0 };
	if (!node)
		return false;
	if (!svg_is(node, "clipPath"))
		return svg_damaged(svg, "'#" STR_FMT "' is not a clipping path", STR_ARG(id));
	if (!svg_enter(svg, node) || !svg_style(svg, node, &initial, &style))
		return false;
	if (style.clip.n > 0 && !svg_clip(svg, style.clip, box, matrix, clips))
		return false;
	svg->node = node;
	if (str_is(svg_attribute(node, "clipPathUnits"), "objectBoundingBox")) {
		if (!box)
			return svg_refuse(svg, "clip the shapes, not the group", "a clipping path in the measure of a group is not worked out");
		inner = matrix_join(inner, (Matrix){ box[2] - box[0], 0, 0, box[3] - box[1], box[0], box[1] });
	}
	if (!svg_transform(svg, svg_attribute(node, "transform"), &inner))
		return false;
	for (const xmlNode *child = node->children; child; child = child->next)
		if (!add_part(svg, child, &style, inner, &parts, 0))
			return false;
	svg_leave(svg);
	take_parts(svg, &parts, clips);
	svg->node = at;
	return true;
}

void svg_clip_box(Svg *svg, const double box[4], const Matrix *matrix, SvgClips *clips) {
	Clip clip = { 0 };
	for (int i = 0; i < 4; i++) {
		double x = box[i == 1 || i == 2 ? 2 : 0], y = box[i >= 2 ? 3 : 1];
		if (i == 0)
			path_move(svg, &clip.path, x, y);
		else
			path_line(svg, &clip.path, x, y);
	}
	path_close(svg, &clip.path);
	path_transform(&clip.path, matrix);
	*list_push(svg->arena, clips) = clip;
}
