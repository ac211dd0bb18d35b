/* drawing -- a picture of shapes: what an SVG file comes to once its units, styles and references are worked out.
 * Coordinates are of the drawing's own space: (0, 0) is its bottom left corner, y goes up, the longer side is 1000.
 * Paths stand in it as they are, save those whose stroke is not equally wide in all directions: these have a
 * matrix. Gradients always have one. Plain data, in the job's arena. */
#ifndef PICTURE_DRAWING_H
#define PICTURE_DRAWING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DRAWING_SIDE 1000.0
#define DRAWING_NESTING_MAX 20                               /* of groups: a PDF viewer keeps 28 states */

typedef struct {
	double a, b, c, d, e, f;                                 /* x' = a x + c y + e, y' = b x + d y + f */
} Matrix;

typedef enum { STEP_MOVE, STEP_LINE, STEP_CURVE, STEP_CLOSE } StepKind;

typedef struct {
	StepKind kind;
	double x[3], y[3];                                       /* move and line: the first; curve: two controls, then its end */
} Step;

typedef struct {
	Step *at; size_t n, room;
} Path;

typedef struct {
	double at;                                               /* rising */
	uint8_t rgb[3];
	double opacity;
} Stop;

typedef enum { PAINT_NONE, PAINT_COLOUR, PAINT_LINEAR, PAINT_RADIAL } PaintKind;

typedef struct {
	PaintKind kind;
	uint8_t rgb[3];                                          /* COLOUR */
	double opacity;
	/* LINEAR: from (x[0], y[0]) to (x[1], y[1]); RADIAL: from the circle round the first point to that round the
	 * second. The first and last colours go on outside. */
	Matrix matrix;                                           /* to the drawing's space */
	double x[2], y[2], r[2];
	Stop *stops; size_t stop_count;                          /* at least two; their positions run from 0 to 1 */
	bool translucent;                                        /* the stops differ in opacity */
} Paint;

typedef struct {
	Path path;
	bool even_odd;                                           /* fill rule */
	Paint fill, stroke;
	bool stroke_first;
	bool has_matrix;
	Matrix matrix;                                           /* of the path and the stroke's measures */
	double width, miter, dash_offset;
	int cap, join;                                           /* as PDF counts them */
	double *dashes; size_t dash_count;
} Shape;

struct Drawn;

/* What lies outside is not painted: a path, or, where several shapes are joined, these as a mask. */
typedef struct {
	Path path;
	bool even_odd;
	struct Drawn **mask; size_t mask_count;
} Clip;

typedef enum { DRAWN_SHAPE, DRAWN_GROUP } DrawnKind;

/* A group is painted as one when its opacity is below 1. Groups without effect are not kept. */
typedef struct Drawn {
	DrawnKind kind;
	Shape shape;
	double opacity;
	Clip *clips; size_t clip_count;                          /* each cuts off more */
	struct Drawn **children; size_t child_count;
} Drawn;

typedef struct Drawing {
	double width, height;
	struct Drawn **nodes; size_t node_count;
	bool transparent;                                        /* some opacity below 1, or a mask */
} Drawing;

/* In units of the drawing: the width of its stroke where it is narrowest, or the narrow side of the rectangle round it. */
double shape_thickness(const Shape *shape, bool stroke);
bool shape_is_long(const Shape *shape, double times);        /* so many times as long as narrow, either way round */

#endif
