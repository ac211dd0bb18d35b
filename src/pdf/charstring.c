/* Outlines as Type 2 charstrings (Adobe Technical Note 5177), as small as they can be without a point being moved. Fonts pay for
 * hints and for subroutines of all their glyphs, and their contours begin where they were drawn. Here a contour begins after
 * its longest straight line, which then needs no bytes, since contours close by themselves; the contours of a glyph follow
 * one another by the shortest ways; and each operator takes as many segments as its form allows. */
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include <stdlib.h>

#include "pdf/writer.h"

enum { VMOVETO = 4, RLINETO, HLINETO, VLINETO, RRCURVETO, ENDCHAR = 14, RMOVETO = 21, HMOVETO, RCURVELINE = 24, RLINECURVE,
	VVCURVETO, HHCURVETO, VHCURVETO = 30, HVCURVETO };
enum { STACK = 48, LINE = 1, CURVE = 3, FARTHEST = 16000 };     /* a step between two points so near the origin has 16 bits */

typedef enum { ALONG_X, ALONG_Y, OBLIQUE } Axis;

typedef struct {
	int x, y;                                                /* font units */
} Point;

/* Each point from the one before: a line's end; a curve's two controls and its end. */
typedef struct {
	int points;
	Point by[CURVE];
} Segment;

typedef struct {
	Point start;
	size_t first, count;                                     /* of its segments, which lead back to the start */
	bool written;
} Contour;

struct Outliner {
	Arena *arena;
	FT_Library library;
	FT_Face face;
	struct { Segment *at; size_t n, room; } segments;
	struct { Contour *at; size_t n, room; } contours;
	struct { Segment *at; size_t n, room; } path;            /* a contour from its new beginning */
	Point pen;
};

/* ---- the outline, as FreeType reads it: in whole font units, and it closes contours itself ---- */

static Point step_to(Outliner *o, const FT_Vector *to) {
	Point by = { (int)to->x - o->pen.x, (int)to->y - o->pen.y };
	o->pen = (Point){ (int)to->x, (int)to->y };
	return by;
}

static int on_move(const FT_Vector *to, void *data) {
	Outliner *o = data;
	step_to(o, to);
	*list_push(o->arena, &o->contours) = (Contour){ .first = o->segments.n, .start = o->pen };
	return 0;
}

static void add_segment(Outliner *o, Segment segment) {
	*list_push(o->arena, &o->segments) = segment;
	o->contours.at[o->contours.n - 1].count++;
}

static int on_line(const FT_Vector *to, void *data) {
	Point by = step_to(data, to);
	if (by.x != 0 || by.y != 0)
		add_segment(data, (Segment){ LINE, { by } });
	return 0;
}

static int on_conic(const FT_Vector *control, const FT_Vector *to, void *data) {
	(void)control, (void)to, (void)data;
	return FT_Err_Invalid_Outline;                           /* CFF has none */
}

static int on_cubic(const FT_Vector *first, const FT_Vector *second, const FT_Vector *to, void *data) {
	Segment segment = { .points = CURVE };
	segment.by[0] = step_to(data, first);
	segment.by[1] = step_to(data, second);
	segment.by[2] = step_to(data, to);
	add_segment(data, segment);
	return 0;
}

static bool read_outline(Outliner *o, uint32_t glyph) {
	static const FT_Outline_Funcs funcs = { on_move, on_line, on_conic, on_cubic, 0, 0 };
	o->segments.n = o->contours.n = 0;
	if (FT_Load_Glyph(o->face, glyph, FT_LOAD_NO_SCALE) != 0 || o->face->glyph->format != FT_GLYPH_FORMAT_OUTLINE)
		return false;
	FT_Outline *outline = &o->face->glyph->outline;
	for (int i = 0; i < outline->n_points; i++)
		if (labs(outline->points[i].x) > FARTHEST || labs(outline->points[i].y) > FARTHEST)
			return false;
	return FT_Outline_Decompose(outline, &funcs, o) == 0;
}

static void release(void *handle) {
	Outliner *o = handle;
	FT_Done_FreeType(o->library);                            /* and its faces */
}

Outliner *pdf_outliner(Arena *arena, const Face *face) {
	Outliner *o = arena_new(arena, Outliner);
	o->arena = arena;
	if (FT_Init_FreeType(&o->library) != 0)
		return NULL;
	arena_on_release(arena, release, o);
	hb_blob_t *blob = hb_face_reference_blob(face->hb);      /* lives as long as the face */
	unsigned n = 0;
	const FT_Byte *bytes = (const FT_Byte *)hb_blob_get_data(blob, &n);
	hb_blob_destroy(blob);
	FT_Long index = hb_face_get_index(face->hb) & 0xFFFF;
	return FT_New_Memory_Face(o->library, bytes, (FT_Long)n, index, &o->face) == 0 ? o : NULL;
}

/* ---- numbers ---- */

static int bytes_of(int value) {
	return value == 0 ? 0 : value >= -107 && value <= 107 ? 1 : value >= -1131 && value <= 1131 ? 2 : 3;
}

static int bytes_of_step(Point by) {
	return bytes_of(by.x) + bytes_of(by.y);
}

static void put(Buf *b, int value) {
	if (value >= -107 && value <= 107)
		buf_byte(b, value + 139);
	else if (value >= 108 && value <= 1131) {
		buf_byte(b, 247 + ((value - 108) >> 8));
		buf_byte(b, (value - 108) & 0xFF);
	} else if (value >= -1131 && value <= -108) {
		buf_byte(b, 251 + ((-value - 108) >> 8));
		buf_byte(b, (-value - 108) & 0xFF);
	} else {
		buf_byte(b, 28);
		buf_byte(b, value >> 8 & 0xFF);
		buf_byte(b, value & 0xFF);
	}
}

/* ---- operators ---- */

/* The operands of one operator, and the segments that are still to come. */
typedef struct {
	Buf *out;
	const Segment *at, *end;
	int operands[STACK];
	int n;
} Path;

static Axis axis_of(Point by) {
	return by.y == 0 ? ALONG_X : by.x == 0 ? ALONG_Y : OBLIQUE;
}

static Axis start_of(const Segment *s) {
	return axis_of(s->by[0]);
}

static Axis end_of(const Segment *s) {
	return axis_of(s->by[s->points - 1]);
}

static int along(Point by, Axis axis) {
	return axis == ALONG_X ? by.x : by.y;
}

static Axis across(Axis axis) {
	return axis == ALONG_X ? ALONG_Y : ALONG_X;
}

static bool is_line(const Path *p, const Segment *s) {
	return s < p->end && s->points == LINE;
}

static bool is_curve(const Path *p, const Segment *s) {
	return s < p->end && s->points == CURVE;
}

static bool has_room(const Path *p, int operands) {
	return p->n + operands <= STACK;
}

static void push(Path *p, int value) {
	p->operands[p->n++] = value;
}

static void push_next(Path *p) {
	for (int i = 0; i < p->at->points; i++) {
		push(p, p->at->by[i].x);
		push(p, p->at->by[i].y);
	}
	p->at++;
}

static void finish(Path *p, int operator) {
	for (int i = 0; i < p->n; i++)
		put(p->out, p->operands[i]);
	buf_byte(p->out, operator);
	p->n = 0;
}

/* Lines along one axis and the other in turn. */
static void write_square_lines(Path *p) {
	Axis axis = start_of(p->at);
	int operator = axis == ALONG_X ? HLINETO : VLINETO;
	for (; is_line(p, p->at) && start_of(p->at) == axis && has_room(p, 1); axis = across(axis))
		push(p, along(p->at++->by[0], axis));
	finish(p, operator);
}

static bool is_free_curve(const Path *p, const Segment *s) {
	return is_curve(p, s) && start_of(s) == OBLIQUE && end_of(s) == OBLIQUE;
}

/* Lines that begin with an oblique one; others between oblique ones are taken along, and a curve behind. */
static void write_lines(Path *p) {
	while (is_line(p, p->at) && has_room(p, 2)) {
		bool oblique = start_of(p->at) == OBLIQUE;
		if (!oblique && !(is_line(p, p->at + 1) && start_of(p->at + 1) == OBLIQUE))
			break;
		push_next(p);
	}
	bool curve = is_free_curve(p, p->at) && has_room(p, 6);
	if (curve)
		push_next(p);
	finish(p, curve ? RLINECURVE : RLINETO);
}

/* Curves without a direction of use, and an oblique line behind. */
static void write_free_curves(Path *p) {
	while (is_free_curve(p, p->at) && has_room(p, 6))
		push_next(p);
	bool line = is_line(p, p->at) && start_of(p->at) == OBLIQUE && has_room(p, 2);
	if (line)
		push_next(p);
	finish(p, line ? RCURVELINE : RRCURVETO);
}

/* Curves that begin and end along the same axis; the first may begin as it likes. */
static void write_level_curves(Path *p) {
	Axis axis = end_of(p->at);
	int aside = along(p->at->by[0], across(axis));
	if (aside != 0)
		push(p, aside);
	do {
		push(p, along(p->at->by[0], axis));
		push(p, p->at->by[1].x);
		push(p, p->at->by[1].y);
		push(p, along(p->at->by[2], axis));
		p->at++;
	} while (is_curve(p, p->at) && start_of(p->at) == axis && end_of(p->at) == axis && has_room(p, 4));
	finish(p, axis == ALONG_X ? HHCURVETO : VVCURVETO);
}

/* Curves that begin along one axis and end along the other, in turn; the last may end as it likes. */
static void write_turning_curves(Path *p) {
	Axis axis = start_of(p->at);
	int operator = axis == ALONG_X ? HVCURVETO : VHCURVETO;
	bool more = true;
	for (; more && is_curve(p, p->at) && start_of(p->at) == axis && end_of(p->at) != axis && has_room(p, 5); axis = across(axis)) {
		int aside = along(p->at->by[2], axis);
		push(p, along(p->at->by[0], axis));
		push(p, p->at->by[1].x);
		push(p, p->at->by[1].y);
		push(p, along(p->at->by[2], across(axis)));
		if (aside != 0)
			push(p, aside);
		more = aside == 0;
		p->at++;
	}
	finish(p, operator);
}

static void write_path(Path *p) {
	while (p->at < p->end) {
		Axis start = start_of(p->at), end = end_of(p->at);
		if (p->at->points == LINE)
			(start == OBLIQUE ? write_lines : write_square_lines)(p);
		else if (end != OBLIQUE && (start == end || start == OBLIQUE))
			write_level_curves(p);
		else if (start != OBLIQUE)
			write_turning_curves(p);
		else
			write_free_curves(p);
	}
}

/* ---- the order of contours, and where each begins ---- */

typedef struct {
	Contour *contour;
	size_t first;                                            /* segment */
	Point at;
	int bytes, distance;
} Beginning;

static int saved_by(const Segment *before) {
	return before->points == LINE ? bytes_of_step(before->by[0]) : 0;
}

static const Segment *before(const Segment *segments, const Contour *contour, size_t i) {
	return &segments[i == 0 ? contour->count - 1 : i - 1];
}

/* A better beginning of a contour than the best one, for a pen that stands somewhere. */
static void try_contour(const Outliner *o, Contour *contour, Beginning *best) {
	const Segment *segments = &o->segments.at[contour->first];
	int most = 0;
	for (size_t i = 0; i < contour->count; i++)
		if (saved_by(&segments[i]) > most)
			most = saved_by(&segments[i]);
	Point at = contour->start;
	for (size_t i = 0; i < contour->count; i++) {
		Point by = { at.x - o->pen.x, at.y - o->pen.y };
		int bytes = bytes_of_step(by), distance = abs(by.x) + abs(by.y);
		if (saved_by(before(segments, contour, i)) == most
			&& (!best->contour || bytes < best->bytes || (bytes == best->bytes && distance < best->distance)))
			*best = (Beginning){ contour, i, at, bytes, distance };
		for (int k = 0; k < segments[i].points; k++)
			at = (Point){ at.x + segments[i].by[k].x, at.y + segments[i].by[k].y };
	}
}

static void write_move(Buf *out, Point by) {
	if (by.x != 0 || by.y == 0)
		put(out, by.x);
	if (by.y != 0)
		put(out, by.y);
	buf_byte(out, by.y == 0 ? HMOVETO : by.x == 0 ? VMOVETO : RMOVETO);
}

static void write_contour(Outliner *o, const Beginning *from, Buf *out) {
	const Contour *contour = from->contour;
	const Segment *segments = &o->segments.at[contour->first];
	write_move(out, (Point){ from->at.x - o->pen.x, from->at.y - o->pen.y });
	o->pen = from->at;
	o->path.n = 0;
	for (size_t i = 0; i < contour->count; i++)
		*list_push(o->arena, &o->path) = segments[(from->first + i) % contour->count];
	const Segment *last = &o->path.at[o->path.n - 1];
	if (last->points == LINE) {
		o->pen = (Point){ o->pen.x - last->by[0].x, o->pen.y - last->by[0].y };
		o->path.n--;
	}
	write_path(&(Path){ .out = out, .at = o->path.at, .end = o->path.at + o->path.n });
}

bool pdf_charstring(Outliner *o, uint32_t glyph, const int *width, Buf *out) {
	if (!read_outline(o, glyph))
		return false;
	if (width)
		put(out, *width);
	o->pen = (Point){ 0, 0 };
	for (;;) {
		Beginning best = { 0 };
		for (size_t i = 0; i < o->contours.n; i++)
			if (!o->contours.at[i].written && o->contours.at[i].count > 0)
				try_contour(o, &o->contours.at[i], &best);
		if (!best.contour)
			break;
		write_contour(o, &best, out);
		best.contour->written = true;
	}
	buf_byte(out, ENDCHAR);
	return true;
}
