/* One sample in the middle of each cell. Areas are filled line by line: where the outline crosses a line of samples, the winding number
 * changes, and between two crossings the fill rule says whether there is ink. A stroke covers the samples nearer to one of its
 * segments than half its width; dashes, caps and joins are of no concern here. Clips are planes of bytes, one a level. Curves
 * are eight segments. Gradients count as the mean of their stops, opacities as parts of what lies below. */
#include "picture/sketch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CURVE_STEPS = 8 };

typedef struct { double x, y; bool begins; } Point;

/* Cells from left to before right, from top to before bottom. */
typedef struct { int left, top, right, bottom; } Area;

typedef struct {
	Separator *separator;
	const Drawing *drawing;
	InkCell *cells;
	int columns, rows;
	Arena *arena;
	struct { Point *at; size_t n, room; } points;            /* of the outline at hand, in cells */
	Area area;                                               /* all that the outline can cover, `reach` cells round it included */
	uint8_t *plane;                                          /* what the shape at hand covers, within the area */
} Sketch;

static double clamp(double v, double low, double high) {
	return !(v > low) ? low : v > high ? high : v;
}

static void add_point(Sketch *s, const Matrix *m, double x, double y, bool begins) {
	double px = m ? m->a * x + m->c * y + m->e : x, py = m ? m->b * x + m->d * y + m->f : y;
	Point *point = list_push(s->arena, &s->points);
	*point = (Point){ px * s->columns / s->drawing->width, (s->drawing->height - py) * s->rows / s->drawing->height, begins };
}

static void flatten(Sketch *s, const Path *path, const Matrix *m) {
	double x = 0, y = 0, start_x = 0, start_y = 0;
	s->points.n = 0;
	for (size_t i = 0; i < path->n; i++) {
		const Step *step = &path->at[i];
		int last = step->kind == STEP_CURVE ? 2 : 0;
		if (step->kind == STEP_CLOSE) {
			add_point(s, m, x = start_x, y = start_y, false);
			continue;
		}
		for (int k = 1; step->kind == STEP_CURVE && k < CURVE_STEPS; k++) {
			double t = (double)k / CURVE_STEPS, u = 1 - t;
			add_point(s, m, u * u * u * x + 3 * u * u * t * step->x[0] + 3 * u * t * t * step->x[1] + t * t * t * step->x[2],
				u * u * u * y + 3 * u * u * t * step->y[0] + 3 * u * t * t * step->y[1] + t * t * t * step->y[2], false);
		}
		x = step->x[last];
		y = step->y[last];
		add_point(s, m, x, y, step->kind == STEP_MOVE);
		if (step->kind == STEP_MOVE) {
			start_x = x;
			start_y = y;
		}
	}
}

static Area whole(const Sketch *s) {
	return (Area){ 0, 0, s->columns, s->rows };
}

static void find_area(Sketch *s, double reach) {
	Area a = { s->columns, s->rows, 0, 0 };
	for (size_t i = 0; i < s->points.n; i++) {
		Point p = s->points.at[i];
		int left = (int)clamp(p.x - reach - 1, 0, s->columns), right = (int)clamp(p.x + reach + 2, 0, s->columns);
		int top = (int)clamp(p.y - reach - 1, 0, s->rows), bottom = (int)clamp(p.y + reach + 2, 0, s->rows);
		a.left = left < a.left ? left : a.left;
		a.top = top < a.top ? top : a.top;
		a.right = right > a.right ? right : a.right;
		a.bottom = bottom > a.bottom ? bottom : a.bottom;
	}
	s->area = a;
}

static void clear_area(Sketch *s) {
	for (int row = s->area.top; row < s->area.bottom && s->area.left < s->area.right; row++)
		memset(s->plane + row * s->columns + s->area.left, 0, (size_t)(s->area.right - s->area.left));
}

/* +1 or -1 at the cell after which the edge lies, for the line of samples through y. */
static void cross_line(int *changes, int columns, Point a, Point b, double y) {
	if ((a.y <= y) == (b.y <= y))
		return;
	double x = a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y);
	int at = x <= 0.5 ? 0 : x > columns ? columns : (int)ceil(x - 0.5);
	changes[at < columns ? at : columns] += a.y <= y ? 1 : -1;
}

/* The plane gets 1 wherever the outline encloses a sample. */
static void cover_area(Sketch *s, bool even_odd) {
	int *changes = calloc((size_t)s->columns + 1, sizeof *changes);
	if (!changes)
		arena_out_of_memory(sizeof *changes);
	for (int row = s->area.top; row < s->area.bottom; row++) {
		Point start = { 0 };
		memset(changes, 0, ((size_t)s->columns + 1) * sizeof *changes);
		for (size_t i = 0; i < s->points.n; i++) {
			Point p = s->points.at[i];
			if (i > 0 && p.begins)
				cross_line(changes, s->columns, s->points.at[i - 1], start, row + 0.5);
			if (p.begins)
				start = p;
			else if (i > 0)
				cross_line(changes, s->columns, s->points.at[i - 1], p, row + 0.5);
		}
		if (s->points.n > 0)
			cross_line(changes, s->columns, s->points.at[s->points.n - 1], start, row + 0.5);
		int winding = 0;
		for (int column = s->area.left; column < s->area.right; column++) {
			winding += changes[column];
			s->plane[row * s->columns + column] |= even_odd ? winding & 1 : winding != 0;
		}
	}
	free(changes);
}

static void cover_segment(Sketch *s, Point a, Point b, double reach) {
	double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
	int left = (int)clamp(fmin(a.x, b.x) - reach - 1, 0, s->columns), right = (int)clamp(fmax(a.x, b.x) + reach + 1, 0, s->columns);
	int top = (int)clamp(fmin(a.y, b.y) - reach - 1, 0, s->rows), bottom = (int)clamp(fmax(a.y, b.y) + reach + 1, 0, s->rows);
	for (int row = top; row < bottom; row++) {
		for (int column = left; column < right; column++) {
			double x = column + 0.5 - a.x, y = row + 0.5 - a.y, t = length > 0 ? clamp((x * dx + y * dy) / length, 0, 1) : 0;
			x -= t * dx;
			y -= t * dy;
			if (x * x + y * y <= reach * reach)
				s->plane[row * s->columns + column] = 1;
		}
	}
}

static void cover_stroke(Sketch *s, double reach) {
	for (size_t i = 1; i < s->points.n; i++)
		if (!s->points.at[i].begins)
			cover_segment(s, s->points.at[i - 1], s->points.at[i], reach);
}

static void add_inks(Sketch *s, const uint8_t rgb[3], double weight, double inks[4]) {
	uint16_t cmyk[4];
	if (s->separator)
		separator_drawing_colour(s->separator, rgb, cmyk);
	for (int i = 0; i < 4; i++)
		inks[i] += s->separator ? weight * cmyk[i] * 0.255 : i < 3 ? weight * rgb[i] : 0;
}

static void lay_cell(InkCell *cell, const double inks[4], double opacity) {
	for (int k = 0; k < 4; k++)
		cell->cmyk[k] = (uint8_t)lround(clamp(cell->cmyk[k] * (1 - opacity) + inks[k] * opacity, 0, 255));
	cell->cover = (uint8_t)lround(clamp(cell->cover * (1 - opacity) + 255 * opacity, 0, 255));
}

/* Lays the paint over the cells of the plane that the clip leaves. */
static void lay(Sketch *s, const Paint *paint, const uint8_t *clip, double opacity) {
	double inks[4] = { 0 };
	opacity *= paint->opacity;
	if (paint->kind == PAINT_COLOUR)
		add_inks(s, paint->rgb, 1, inks);
	for (size_t i = 0; paint->kind != PAINT_COLOUR && i < paint->stop_count; i++)
		add_inks(s, paint->stops[i].rgb, 1.0 / (double)paint->stop_count, inks);
	for (int row = s->area.top; row < s->area.bottom; row++)
		for (int i = row * s->columns + s->area.left; i < row * s->columns + s->area.right; i++)
			if (s->plane[i] && (!clip || clip[i]))
				lay_cell(&s->cells[i], inks, opacity);
}

static void lay_one(Sketch *s, const Shape *shape, bool stroke, const uint8_t *clip, double opacity) {
	const Paint *paint = stroke ? &shape->stroke : &shape->fill;
	const Matrix *m = shape->has_matrix ? &shape->matrix : NULL;
	if (paint->kind == PAINT_NONE)
		return;
	double width = shape->width * (m ? sqrt(fabs(m->a * m->d - m->b * m->c)) : 1);
	double reach = stroke ? width / 2 * s->columns / s->drawing->width : 0;
	flatten(s, &shape->path, m);
	find_area(s, reach);
	clear_area(s);
	if (stroke)
		cover_stroke(s, reach);
	else
		cover_area(s, shape->even_odd);
	lay(s, paint, clip, opacity);
}

/* Everything that the nodes of a mask cover, into the plane. */
static void cover_nodes(Sketch *s, struct Drawn **nodes, size_t count) {
	for (size_t i = 0; i < count; i++) {
		const Drawn *node = nodes[i];
		if (node->kind == DRAWN_GROUP) {
			cover_nodes(s, node->children, node->child_count);
			continue;
		}
		flatten(s, &node->shape.path, node->shape.has_matrix ? &node->shape.matrix : NULL);
		cover_area(s, node->shape.even_odd);
	}
}

/* A new plane: what is left of `outer` by the clips of a group. */
static uint8_t *clip_group(Sketch *s, const Drawn *group, const uint8_t *outer) {
	size_t n = (size_t)s->columns * (size_t)s->rows;
	uint8_t *clip = malloc(n);
	if (!clip)
		arena_out_of_memory(n);
	memset(clip, 1, n);
	for (size_t i = 0; outer && i < n; i++)
		clip[i] = outer[i];
	for (size_t k = 0; k < group->clip_count; k++) {
		memset(s->plane, 0, n);
		s->area = whole(s);
		if (group->clips[k].mask_count > 0) {
			cover_nodes(s, group->clips[k].mask, group->clips[k].mask_count);
		} else {
			flatten(s, &group->clips[k].path, NULL);
			cover_area(s, group->clips[k].even_odd);
		}
		for (size_t i = 0; i < n; i++)
			clip[i] &= s->plane[i];
	}
	return clip;
}

static void lay_nodes(Sketch *s, struct Drawn **nodes, size_t count, const uint8_t *clip, double opacity) {
	for (size_t i = 0; i < count; i++) {
		const Drawn *node = nodes[i];
		if (node->kind == DRAWN_SHAPE) {
			lay_one(s, &node->shape, node->shape.stroke_first, clip, opacity);
			lay_one(s, &node->shape, !node->shape.stroke_first, clip, opacity);
			continue;
		}
		uint8_t *inner = node->clip_count > 0 ? clip_group(s, node, clip) : NULL;
		lay_nodes(s, node->children, node->child_count, inner ? inner : clip, opacity * node->opacity);
		free(inner);
	}
}

void sketch_inks(Separator *separator, const Drawing *drawing, InkCell *cells, int columns, int rows) {
	Sketch s = { .separator = separator, .drawing = drawing, .cells = cells, .columns = columns, .rows = rows, .arena = arena_make() };
	s.plane = malloc((size_t)columns * (size_t)rows);
	if (!s.plane)
		arena_out_of_memory(1);
	lay_nodes(&s, drawing->nodes, drawing->node_count, NULL, 1);
	free(s.plane);
	arena_free(s.arena);
}
