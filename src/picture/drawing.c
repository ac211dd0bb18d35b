/* How thick a shape is, for those who judge lines: what is thin breaks up in print. */
#include "picture/drawing.h"

#include <math.h>

/* How much the matrix stretches least. */
static double least_stretch(const Matrix *m) {
	double a = m->a * m->a + m->b * m->b, d = m->c * m->c + m->d * m->d, b = m->a * m->c + m->b * m->d;
	double least = (a + d - sqrt((a - d) * (a - d) + 4 * b * b)) / 2;
	return least > 0 ? sqrt(least) : 0;
}

/* The sides of the rectangle round the shape, the shorter one first. */
static void measure_sides(const Shape *shape, double sides[2]) {
	double low[2] = { INFINITY, INFINITY }, high[2] = { -INFINITY, -INFINITY };
	for (size_t i = 0; i < shape->path.n; i++) {
		const Step *step = &shape->path.at[i];
		int points = step->kind == STEP_CLOSE ? 0 : step->kind == STEP_CURVE ? 3 : 1;
		for (int k = 0; k < points; k++) {
			const Matrix *m = &shape->matrix;
			double x = shape->has_matrix ? m->a * step->x[k] + m->c * step->y[k] + m->e : step->x[k];
			double y = shape->has_matrix ? m->b * step->x[k] + m->d * step->y[k] + m->f : step->y[k];
			low[0] = fmin(low[0], x);
			low[1] = fmin(low[1], y);
			high[0] = fmax(high[0], x);
			high[1] = fmax(high[1], y);
		}
	}
	sides[0] = fmax(fmin(high[0] - low[0], high[1] - low[1]), 0);
	sides[1] = fmax(fmax(high[0] - low[0], high[1] - low[1]), 0);
}

bool shape_is_long(const Shape *shape, double times) {
	double sides[2];
	measure_sides(shape, sides);
	return sides[1] > 0 && sides[1] >= times * sides[0];
}

double shape_thickness(const Shape *shape, bool stroke) {
	double sides[2];
	if (!stroke) {
		measure_sides(shape, sides);
		return sides[0];
	}
	return shape->width * (shape->has_matrix ? least_stretch(&shape->matrix) : 1);
}
