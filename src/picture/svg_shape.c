/* The basic shapes as paths, as SVG 1.1 (chapter 9) defines where they begin and which way they go: dashes follow it. */
#include <math.h>
#include <string.h>

#include "picture/svg.h"

static const char *const shapes[] = { "path", "rect", "circle", "ellipse", "line", "polyline", "polygon" };

bool svg_is_shape(const xmlNode *node) {
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (svg_is(node, shapes[i]))
			return true;
	return false;
}

/* A length that may be missing: then *out stays as it is. */
static bool measure(Svg *svg, const xmlNode *node, const SvgStyle *style, const char *name, SvgDirection direction, double *out) {
	Str value = str_trim(svg_attribute(node, name));
	if (value.n == 0 || str_is(value, "auto"))
		return true;
	return svg_length(svg, value, direction, style->font_size, out);
}

static void ellipse(Svg *svg, Path *path, double cx, double cy, double rx, double ry) {
	if (rx <= 0 || ry <= 0)
		return;
	double corners[5][2] = { { cx + rx, cy }, { cx, cy + ry }, { cx - rx, cy }, { cx, cy - ry }, { cx + rx, cy } };
	path_move(svg, path, cx + rx, cy);
	for (int i = 0; i < 4; i++)
		path_arc(svg, path, corners[i], rx, ry, 0, false, true, corners[i + 1]);
	path_close(svg, path);
}

static bool rectangle(Svg *svg, const xmlNode *node, const SvgStyle *style, Path *path) {
	double x = 0, y = 0, w = 0, h = 0, rx = -1, ry = -1;
	if (!measure(svg, node, style, "x", SVG_ACROSS, &x) || !measure(svg, node, style, "y", SVG_DOWN, &y)
		|| !measure(svg, node, style, "width", SVG_ACROSS, &w) || !measure(svg, node, style, "height", SVG_DOWN, &h)
		|| !measure(svg, node, style, "rx", SVG_ACROSS, &rx) || !measure(svg, node, style, "ry", SVG_DOWN, &ry))
		return false;
	if (w <= 0 || h <= 0)
		return true;
	rx = rx < 0 ? ry : rx;
	ry = ry < 0 ? rx : ry;
	rx = rx > w / 2 ? w / 2 : rx;
	ry = ry > h / 2 ? h / 2 : ry;
	bool round = rx > 0 && ry > 0;
	if (!round)
		rx = ry = 0;
	double turns[4][4] = { { x + w - rx, y, x + w, y + ry }, { x + w, y + h - ry, x + w - rx, y + h },
		{ x + rx, y + h, x, y + h - ry }, { x, y + ry, x + rx, y } };
	path_move(svg, path, x + rx, y);
	for (int i = 0; i < 4; i++) {
		if (i < 3 || round)
			path_line(svg, path, turns[i][0], turns[i][1]);
		if (round)
			path_arc(svg, path, turns[i], rx, ry, 0, false, true, turns[i] + 2);
	}
	path_close(svg, path);
	return true;
}

static bool points(Svg *svg, const xmlNode *node, Path *path) {
	SvgCursor c = { str_trim(svg_attribute(node, "points")), 0 };
	while (c.at < c.s.n && !svg->failed) {
		double x, y;
		bool good = svg_number(&c, &x);
		svg_skip(&c);
		if (!good || !svg_number(&c, &y))
			return svg_damaged(svg, "its list of points cannot be read at '" STR_FMT "'", STR_ARG(str_sub(c.s, c.at, c.at + 24)));
		svg_skip(&c);
		if (path->n == 0)
			path_move(svg, path, x, y);
		else
			path_line(svg, path, x, y);
	}
	if (path->n > 0 && svg_is(node, "polygon"))
		path_close(svg, path);
	return true;
}

static bool line(Svg *svg, const xmlNode *node, const SvgStyle *style, Path *path) {
	double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
	if (!measure(svg, node, style, "x1", SVG_ACROSS, &x1) || !measure(svg, node, style, "y1", SVG_DOWN, &y1)
		|| !measure(svg, node, style, "x2", SVG_ACROSS, &x2) || !measure(svg, node, style, "y2", SVG_DOWN, &y2))
		return false;
	path_move(svg, path, x1, y1);
	path_line(svg, path, x2, y2);
	return true;
}

static bool round_shape(Svg *svg, const xmlNode *node, const SvgStyle *style, Path *path) {
	double cx = 0, cy = 0, rx = -1, ry = -1;
	if (!measure(svg, node, style, "cx", SVG_ACROSS, &cx) || !measure(svg, node, style, "cy", SVG_DOWN, &cy))
		return false;
	if (svg_is(node, "circle")) {
		if (!measure(svg, node, style, "r", SVG_DIAGONAL, &rx))
			return false;
	} else if (!measure(svg, node, style, "rx", SVG_ACROSS, &rx) || !measure(svg, node, style, "ry", SVG_DOWN, &ry))
		return false;
	rx = rx < 0 ? ry : rx;
	ellipse(svg, path, cx, cy, rx, ry < 0 ? rx : ry);
	return true;
}

bool svg_shape_path(Svg *svg, const xmlNode *node, const SvgStyle *style, Path *path) {
	svg->node = node;
	bool good;
	if (svg_is(node, "path"))
		good = svg_path(svg, svg_attribute(node, "d"), path);
	else if (svg_is(node, "rect"))
		good = rectangle(svg, node, style, path);
	else if (svg_is(node, "line"))
		good = line(svg, node, style, path);
	else if (svg_is(node, "polyline") || svg_is(node, "polygon"))
		good = points(svg, node, path);
	else
		good = round_shape(svg, node, style, path);
	return good && !svg->failed;
}
