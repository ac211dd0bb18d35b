/* svg -- what the files that read SVG share. Everything reports through svg_refuse, once, and then returns false. */
#ifndef PICTURE_SVG_H
#define PICTURE_SVG_H

#include <libxml/tree.h>

#include "picture/drawing.h"
#include "picture/kinds.h"

#define SVG_FILE_MAX ((size_t)8 << 20)
#define SVG_DEPTH_MAX 64                                     /* of elements, those that `use` brings in included */
#define SVG_ELEMENTS_MAX 100000                              /* drawn, each time that they are */
#define SVG_STEPS_MAX 1000000
#define SVG_REACH 1e6                                        /* coordinates, thousandths of the longer side */

/* What a fill or stroke is said to be, before references are followed. */
typedef enum { SVG_NONE, SVG_COLOUR, SVG_CURRENT, SVG_SERVER } SvgPaintKind;

typedef struct {
	SvgPaintKind kind;
	uint8_t rgb[3];
	double alpha;
	Str server;                                              /* id of a gradient */
} SvgPaint;

typedef struct {
	SvgPaint fill, stroke;
	SvgPaint colour;                                         /* COLOUR: what currentColor means */
	double fill_opacity, stroke_opacity, width, miter, dash_offset, font_size;
	double *dashes; size_t dash_count;
	int cap, join;
	bool even_odd, clip_even_odd, invisible, stroke_first;
	/* not inherited */
	double opacity, stop_opacity;
	SvgPaint stop_colour;
	Str clip;                                                /* id of a clipPath */
	bool gone, overflows;
} SvgStyle;

typedef struct {
	Str tag, id;
	StrList classes;
	unsigned weight;                                         /* specificity */
	Str declarations;
	int line;
} SvgRule;

typedef struct {
	Str id;
	xmlNode *node;
	size_t order;
} SvgId;

typedef struct {
	PictureFile *file;
	Arena *arena;
	Drawing *drawing;
	struct { SvgId *at; size_t n, room; } ids;               /* sorted by id */
	struct { SvgRule *at; size_t n, room; } rules;           /* the stronger later */
	const xmlNode *node;                                     /* where reading is: for messages */
	double view_width, view_height;                          /* what percentages are of */
	size_t elements, steps;
	const xmlNode *used[SVG_DEPTH_MAX]; int use_count;       /* references being followed */
	int depth, groups;
	bool failed;
} Svg;

/* The first thing that is wrong is reported, with the line of svg->node. */
bool svg_refuse(Svg *svg, const char *help, const char *format, ...) __attribute__((format(printf, 3, 4)));
bool svg_damaged(Svg *svg, const char *format, ...) __attribute__((format(printf, 2, 3)));
extern const char svg_redraw[];                              /* help: what to do about unknown features */

/* svg.c */
bool svg_is(const xmlNode *node, const char *name);          /* an element of SVG with that name */
Str svg_attribute(const xmlNode *node, const char *name);    /* empty when it is not there */
Str svg_href(const xmlNode *node);                           /* the id after #, empty when there is none */
xmlNode *svg_find(Svg *svg, Str id);                         /* NULL after a message */

/* svg_value.c: numbers, lengths, transforms. None depends on the locale. */
typedef struct {
	Str s;
	size_t at;
} SvgCursor;
void svg_skip(SvgCursor *c);                                 /* white space and one comma */
bool svg_number(SvgCursor *c, double *out);
typedef enum { SVG_ACROSS, SVG_DOWN, SVG_DIAGONAL } SvgDirection;
bool svg_length(Svg *svg, Str s, SvgDirection direction, double font_size, double *out);
bool svg_transform(Svg *svg, Str s, Matrix *matrix);         /* the matrix so far is in front */
Matrix matrix_join(Matrix outer, Matrix inner);              /* inner is applied first */
void matrix_apply(const Matrix *m, double *x, double *y);

/* svg_colour.c */
bool svg_colour(Svg *svg, Str s, SvgPaint *out);             /* COLOUR or CURRENT */

/* svg_css.c, svg_style.c */
bool svg_stylesheet(Svg *svg, const xmlNode *style);
void svg_rules_sort(Svg *svg);
bool svg_rule_matches(const SvgRule *rule, const xmlNode *node);
/* Calls `apply` for each declaration of "name: value; name: value !important". */
bool svg_declarations(Svg *svg, Str s, bool important, bool (*apply)(Svg *, Str, Str, void *), void *context);
SvgStyle svg_style_initial(void);
bool svg_style(Svg *svg, const xmlNode *node, const SvgStyle *parent, SvgStyle *out);
bool svg_paint(Svg *svg, Str s, SvgPaint *out);
bool svg_url(Svg *svg, Str s, Str *id, Str *rest);           /* url(#id) rest */

/* svg_path.c, svg_shape.c */
bool svg_count(Svg *svg, size_t more);                       /* steps and the like; false when there are too many */
void path_move(Svg *svg, Path *path, double x, double y);
void path_line(Svg *svg, Path *path, double x, double y);
void path_curve(Svg *svg, Path *path, const double xy[6]);
void path_close(Svg *svg, Path *path);
void path_arc(Svg *svg, Path *path, const double from[2], double rx, double ry, double turn, bool large, bool sweep,
	const double to[2]);
bool svg_path(Svg *svg, Str d, Path *path);
bool svg_shape_path(Svg *svg, const xmlNode *node, const SvgStyle *style, Path *path);   /* of any basic shape */
bool svg_is_shape(const xmlNode *node);
void path_transform(Path *path, const Matrix *m);
bool path_bounds(const Path *path, double box[4]);           /* left, low, right, high; false: it has no points */

/* svg_gradient.c: `box` is that of the shape in its own coordinates, `matrix` leads from these to the drawing. */
bool svg_resolve_paint(Svg *svg, const SvgStyle *style, const SvgPaint *from, double opacity, const double box[4],
	const Matrix *matrix, Paint *out);

/* svg_clip.c */
typedef struct { Clip *at; size_t n, room; } SvgClips;
bool svg_clip(Svg *svg, Str id, const double box[4], const Matrix *matrix, SvgClips *clips);
void svg_clip_box(Svg *svg, const double box[4], const Matrix *matrix, SvgClips *clips);

/* svg_draw.c */
typedef struct { Drawn **at; size_t n, room; } SvgNodes;
bool svg_draw(Svg *svg, const xmlNode *root, const double view[4]);
/* Adds what an element paints. */
bool svg_draw_element(Svg *svg, const xmlNode *node, const SvgStyle *parent, Matrix matrix, SvgNodes *out);
bool svg_enter(Svg *svg, const xmlNode *target);             /* follows a reference: no cycle, not too deep */
void svg_leave(Svg *svg);
/* The matrix from a viewBox to a viewport by preserveAspectRatio; *slices: what sticks out must be cut off. */
bool svg_view_matrix(Svg *svg, const xmlNode *node, const double view[4], const double port[4], Matrix *out);
bool svg_view_box(Svg *svg, const xmlNode *node, double view[4], bool *found);

#endif
