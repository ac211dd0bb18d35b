/* Path data to moves, lines and cubic curves. Quadratic curves are raised to cubic ones, which is exact; arcs of
 * ellipses become curves of at most a quarter turn, whose error is below 0.03 % of the radius (SVG 1.1, appendix F.6,
 * for centre and angles). */
#include <math.h>
#include <string.h>

#include "picture/svg.h"

bool svg_count(Svg *svg, size_t more) {
	svg->steps += more;
	return svg->steps <= SVG_STEPS_MAX || svg_refuse(svg, "simplify the paths, or save the picture as PNG",
		"the drawing has more than %d points", SVG_STEPS_MAX);
}

static Step *add(Svg *svg, Path *path, StepKind kind) {
	if (!svg_count(svg, 1) && path->n > 0)
		path->n--;                                           /* what follows goes nowhere */
	Step *step = list_push(svg->arena, path);
	step->kind = kind;
	return step;
}

void path_move(Svg *svg, Path *path, double x, double y) {
	Step *step = add(svg, path, STEP_MOVE);
	step->x[0] = x;
	step->y[0] = y;
}

void path_line(Svg *svg, Path *path, double x, double y) {
	Step *step = add(svg, path, STEP_LINE);
	step->x[0] = x;
	step->y[0] = y;
}

void path_curve(Svg *svg, Path *path, const double xy[6]) {
	Step *step = add(svg, path, STEP_CURVE);
	for (int i = 0; i < 3; i++) {
		step->x[i] = xy[2 * i];
		step->y[i] = xy[2 * i + 1];
	}
}

void path_close(Svg *svg, Path *path) {
	add(svg, path, STEP_CLOSE);
}

void path_arc(Svg *svg, Path *path, const double from[2], double rx, double ry, double turn, bool large, bool sweep,
	const double to[2]) {
	rx = fabs(rx);
	ry = fabs(ry);
	if (from[0] == to[0] && from[1] == to[1])
		return;
	if (rx < 1e-12 || ry < 1e-12) {
		path_line(svg, path, to[0], to[1]);
		return;
	}
	double s = sin(turn * M_PI / 180), c = cos(turn * M_PI / 180);
	double dx = (from[0] - to[0]) / 2, dy = (from[1] - to[1]) / 2, x = c * dx + s * dy, y = c * dy - s * dx;
	double over = x * x / (rx * rx) + y * y / (ry * ry);
	if (over > 1) {
		rx *= sqrt(over);
		ry *= sqrt(over);
	}
	double part = rx * rx * y * y + ry * ry * x * x, rest = (rx * rx * ry * ry - part) / part;
	double k = rest > 0 ? sqrt(rest) * (large == sweep ? -1 : 1) : 0, px = k * rx * y / ry, py = -k * ry * x / rx;
	double cx = c * px - s * py + (from[0] + to[0]) / 2, cy = s * px + c * py + (from[1] + to[1]) / 2;
	double start = atan2((y - py) / ry, (x - px) / rx), sum = atan2((-y - py) / ry, (-x - px) / rx) - start;
	if (sweep && sum < 0)
		sum += 2 * M_PI;
	else if (!sweep && sum > 0)
		sum -= 2 * M_PI;
	int n = (int)ceil(fabs(sum) / (M_PI / 2) - 1e-9);
	n = n < 1 ? 1 : n;
	double step = sum / n, reach = 4.0 / 3 * tan(step / 4);
	for (int i = 0; i < n; i++) {
		double a = start + step * i, b = a + step;
		double u[6] = { cos(a) - reach * sin(a), sin(a) + reach * cos(a), cos(b) + reach * sin(b), sin(b) - reach * cos(b),
			cos(b), sin(b) };
		double xy[6];
		for (int j = 0; j < 3; j++) {
			xy[2 * j] = cx + c * rx * u[2 * j] - s * ry * u[2 * j + 1];
			xy[2 * j + 1] = cy + s * rx * u[2 * j] + c * ry * u[2 * j + 1];
		}
		if (i == n - 1)
			memcpy(xy + 4, to, 2 * sizeof(double));
		path_curve(svg, path, xy);
	}
}

typedef struct {
	Svg *svg;
	Path *path;
	SvgCursor c;
	double x, y, start_x, start_y;
	double control_x, control_y;                             /* of the curve before, for S and T */
	char before;                                             /* the command before, in capitals */
} Reader;

/* How many numbers follow each command. */
static int numbers_of(char command) {
	switch (command) {
	case 'M': case 'L': case 'T': return 2;
	case 'H': case 'V': return 1;
	case 'C': return 6;
	case 'S': case 'Q': return 4;
	case 'A': return 7;
	case 'Z': return 0;
	}
	return -1;
}

/* The flags of an arc are one digit each and may stand without anything between. */
static bool read_numbers(Reader *r, char command, double *v, int n) {
	for (int i = 0; i < n; i++) {
		svg_skip(&r->c);
		if (command == 'A' && (i == 3 || i == 4)) {
			if (r->c.at >= r->c.s.n || (r->c.s.p[r->c.at] != '0' && r->c.s.p[r->c.at] != '1'))
				return false;
			v[i] = r->c.s.p[r->c.at++] - '0';
		} else if (!svg_number(&r->c, &v[i]))
			return false;
	}
	return true;
}

static void make_absolute(const Reader *r, char command, double *v, int n) {
	if (command == 'H')
		v[0] += r->x;
	else if (command == 'V')
		v[0] += r->y;
	else
		for (int i = command == 'A' ? 5 : 0; i < n; i++)
			v[i] += (i + (command == 'A')) % 2 ? r->y : r->x;
}

static void curve_to(Reader *r, const double xy[6]) {
	path_curve(r->svg, r->path, xy);
	r->control_x = xy[2];
	r->control_y = xy[3];
}

static void quadratic_to(Reader *r, double cx, double cy, double x, double y) {
	double xy[6] = { r->x + (cx - r->x) * 2 / 3, r->y + (cy - r->y) * 2 / 3, x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3, x, y };
	path_curve(r->svg, r->path, xy);
	r->control_x = cx;
	r->control_y = cy;
}

static void draw(Reader *r, char command, const double *v, int n) {
	bool smooth = (command == 'S' && (r->before == 'C' || r->before == 'S')) || (command == 'T' && (r->before == 'Q' || r->before == 'T'));
	double cx = smooth ? 2 * r->x - r->control_x : r->x, cy = smooth ? 2 * r->y - r->control_y : r->y;
	double from[2] = { r->x, r->y }, x = n >= 2 ? v[n - 2] : r->x, y = n >= 2 ? v[n - 1] : r->y;
	if (r->before == 'Z' && command != 'M' && command != 'Z')
		path_move(r->svg, r->path, r->start_x, r->start_y);
	switch (command) {
	case 'M':
		path_move(r->svg, r->path, x, y);
		r->start_x = x;
		r->start_y = y;
		break;
	case 'H': x = v[0]; path_line(r->svg, r->path, x, y); break;
	case 'V': y = v[0]; path_line(r->svg, r->path, x, y); break;
	case 'L': path_line(r->svg, r->path, x, y); break;
	case 'C': curve_to(r, v); break;
	case 'S': curve_to(r, (double[]){ cx, cy, v[0], v[1], v[2], v[3] }); break;
	case 'Q': quadratic_to(r, v[0], v[1], x, y); break;
	case 'T': quadratic_to(r, cx, cy, x, y); r->control_x = cx; r->control_y = cy; break;
	case 'A': path_arc(r->svg, r->path, from, v[0], v[1], v[2], v[3] != 0, v[4] != 0, (double[]){ x, y }); break;
	case 'Z': path_close(r->svg, r->path); x = r->start_x; y = r->start_y; break;
	}
	r->x = x;
	r->y = y;
	r->before = command;
}

bool svg_path(Svg *svg, Str d, Path *path) {
	Reader r = { .svg = svg, .path = path, .c = { str_trim(d), 0 } };
	char written = '\0';
	if (str_is(r.c.s, "none"))
		return true;
	for (; r.c.at < r.c.s.n && !svg->failed; svg_skip(&r.c)) {
		size_t from = r.c.at;
		char next = r.c.s.p[from], capital = (char)(next & ~0x20);
		if ((next | 0x20) >= 'a' && (next | 0x20) <= 'z') {
			written = next;
			r.c.at++;
		} else if (written == 'M' || written == 'm')
			written = written == 'M' ? 'L' : 'l';
		else if ((written | 0x20) == 'z')
			written = '\0';
		capital = (char)(written & ~0x20);
		int n = numbers_of(capital);
		double v[7];
		if (n < 0 || (r.before == '\0' && capital != 'M') || !read_numbers(&r, capital, v, n))
			return svg_damaged(svg, "its path data cannot be read at '" STR_FMT "'", STR_ARG(str_sub(r.c.s, from, from + 24)));
		if (written >= 'a')
			make_absolute(&r, capital, v, n);
		draw(&r, capital, v, n);
	}
	return !svg->failed;
}

void path_transform(Path *path, const Matrix *m) {
	for (size_t i = 0; i < path->n; i++)
		for (int k = 0; k < 3; k++)
			matrix_apply(m, &path->at[i].x[k], &path->at[i].y[k]);
}

static void widen(double box[4], int side, double v) {
	box[side] = v < box[side] ? v : box[side];
	box[side + 2] = v > box[side + 2] ? v : box[side + 2];
}

/* Where a cubic curve turns round within it, in one direction. */
static void widen_curve(double box[4], int side, double p0, double p1, double p2, double p3) {
	double a = p3 - 3 * p2 + 3 * p1 - p0, b = 2 * (p2 - 2 * p1 + p0), c = p1 - p0, roots[2];
	int n = 0;
	widen(box, side, p3);
	if (fabs(a) < 1e-12) {
		if (fabs(b) > 1e-12)
			roots[n++] = -c / b;
	} else if (b * b - 4 * a * c >= 0) {
		double root = sqrt(b * b - 4 * a * c);
		roots[n++] = (-b + root) / (2 * a);
		roots[n++] = (-b - root) / (2 * a);
	}
	for (int i = 0; i < n; i++) {
		double t = roots[i], u = 1 - t;
		if (t > 0 && t < 1)
			widen(box, side, u * u * u * p0 + 3 * u * u * t * p1 + 3 * u * t * t * p2 + t * t * t * p3);
	}
}

bool path_bounds(const Path *path, double box[4]) {
	double x = 0, y = 0;
	box[0] = box[1] = INFINITY;
	box[2] = box[3] = -INFINITY;
	for (size_t i = 0; i < path->n; i++) {
		const Step *s = &path->at[i];
		int last = s->kind == STEP_CURVE ? 2 : 0;
		if (s->kind == STEP_CLOSE)
			continue;
		if (s->kind == STEP_CURVE) {
			widen_curve(box, 0, x, s->x[0], s->x[1], s->x[2]);
			widen_curve(box, 1, y, s->y[0], s->y[1], s->y[2]);
		} else {
			widen(box, 0, s->x[0]);
			widen(box, 1, s->y[0]);
		}
		x = s->x[last];
		y = s->y[last];
	}
	return box[0] <= box[2];
}
