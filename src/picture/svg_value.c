/* The small languages in SVG's attributes: numbers, lengths with units, lists of transforms. A number is read as an
 * integer and a power of ten, so neither locale nor library decides its value. */
#include <math.h>

#include "picture/svg.h"

void svg_skip(SvgCursor *c) {
	bool comma = false;
	for (; c->at < c->s.n; c->at++) {
		char ch = c->s.p[c->at];
		if (ch == ',' && !comma)
			comma = true;
		else if (ch != ' ' && ch != '\t' && ch != '\n' && ch != '\r' && ch != '\f')
			return;
	}
}

static bool digit_at(const SvgCursor *c, size_t at) {
	return at < c->s.n && c->s.p[at] >= '0' && c->s.p[at] <= '9';
}

static double power_of_ten(int n) {
	double value = 1, base = 10;
	for (unsigned rest = n < 0 ? (unsigned)-n : (unsigned)n; rest; rest >>= 1, base *= base)
		if (rest & 1)
			value *= base;
	return value;
}

/* "e5" behind a number, but not the e of "em". */
static int read_exponent(SvgCursor *c) {
	size_t at = c->at + 1;
	if (c->at >= c->s.n || (c->s.p[c->at] | 0x20) != 'e')
		return 0;
	bool negative = at < c->s.n && c->s.p[at] == '-';
	if (at < c->s.n && (c->s.p[at] == '-' || c->s.p[at] == '+'))
		at++;
	if (!digit_at(c, at))
		return 0;
	int exponent = 0;
	for (; digit_at(c, at); at++)
		exponent = exponent < 1000 ? exponent * 10 + (c->s.p[at] - '0') : exponent;
	c->at = at;
	return negative ? -exponent : exponent;
}

bool svg_number(SvgCursor *c, double *out) {
	size_t at = c->at;
	bool negative = at < c->s.n && c->s.p[at] == '-', point = false, any = false;
	if (at < c->s.n && (c->s.p[at] == '-' || c->s.p[at] == '+'))
		at++;
	uint64_t digits = 0;
	int scale = 0;
	for (; digit_at(c, at) || (!point && at < c->s.n && c->s.p[at] == '.'); at++) {
		if (c->s.p[at] == '.') {
			point = true;
			continue;
		}
		any = true;
		if (digits < UINT64_C(100000000000000000)) {
			digits = digits * 10 + (uint64_t)(c->s.p[at] - '0');
			scale -= point;
		} else
			scale += !point;
	}
	if (!any)
		return false;
	c->at = at;
	scale += read_exponent(c);
	double value = (double)digits;
	if (scale < 0)
		value = scale < -300 ? 0 : value / power_of_ten(-scale);
	else if (scale > 0)
		value = scale > 300 ? INFINITY : value * power_of_ten(scale);
	*out = negative ? -value : value;
	return isfinite(*out) && fabs(*out) < 1e30;
}

static double percent_of(const Svg *svg, SvgDirection direction) {
	double w = svg->view_width, h = svg->view_height;
	return direction == SVG_ACROSS ? w : direction == SVG_DOWN ? h : sqrt((w * w + h * h) / 2);
}

bool svg_length(Svg *svg, Str s, SvgDirection direction, double font_size, double *out) {
	static const struct { const char *name; double px; } units[] = {
		{ "", 1 }, { "px", 1 }, { "pt", 96.0 / 72 }, { "pc", 16 }, { "mm", 96 / 25.4 }, { "cm", 96 / 2.54 },
		{ "in", 96 }, { "Q", 96 / 101.6 },
	};
	SvgCursor c = { str_trim(s), 0 };
	double value;
	if (!svg_number(&c, &value))
		return svg_damaged(svg, "'" STR_FMT "' is not a length", STR_ARG(s));
	Str unit = str_sub(c.s, c.at, c.s.n);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (str_is(unit, units[i].name)) {
			*out = value * units[i].px;
			return true;
		}
	}
	if (str_is(unit, "%"))
		*out = value * percent_of(svg, direction) / 100;
	else if (str_is(unit, "em") || str_is(unit, "rem"))
		*out = value * font_size;
	else if (str_is(unit, "ex") || str_is(unit, "ch"))
		*out = value * font_size / 2;
	else
		return svg_damaged(svg, "'" STR_FMT "' is not a length", STR_ARG(s));
	return true;
}

Matrix matrix_join(Matrix m, Matrix n) {
	return (Matrix){ m.a * n.a + m.c * n.b, m.b * n.a + m.d * n.b, m.a * n.c + m.c * n.d, m.b * n.c + m.d * n.d,
		m.a * n.e + m.c * n.f + m.e, m.b * n.e + m.d * n.f + m.f };
}

void matrix_apply(const Matrix *m, double *x, double *y) {
	double px = *x, py = *y;
	*x = m->a * px + m->c * py + m->e;
	*y = m->b * px + m->d * py + m->f;
}

#define RADIANS (M_PI / 180)

static bool one_transform(Str name, const double *v, int n, Matrix *m) {
	if (str_is(name, "matrix") && n == 6)
		*m = (Matrix){ v[0], v[1], v[2], v[3], v[4], v[5] };
	else if (str_is(name, "translate") && (n == 1 || n == 2))
		*m = (Matrix){ 1, 0, 0, 1, v[0], n == 2 ? v[1] : 0 };
	else if (str_is(name, "scale") && (n == 1 || n == 2))
		*m = (Matrix){ v[0], 0, 0, n == 2 ? v[1] : v[0], 0, 0 };
	else if (str_is(name, "rotate") && (n == 1 || n == 3)) {
		double s = sin(v[0] * RADIANS), c = cos(v[0] * RADIANS), x = n == 3 ? v[1] : 0, y = n == 3 ? v[2] : 0;
		*m = (Matrix){ c, s, -s, c, x - c * x + s * y, y - s * x - c * y };
	} else if (str_is(name, "skewX") && n == 1)
		*m = (Matrix){ 1, 0, tan(v[0] * RADIANS), 1, 0, 0 };
	else if (str_is(name, "skewY") && n == 1)
		*m = (Matrix){ 1, tan(v[0] * RADIANS), 0, 1, 0, 0 };
	else
		return false;
	return true;
}

bool svg_transform(Svg *svg, Str s, Matrix *matrix) {
	SvgCursor c = { str_trim(s), 0 };
	if (str_is(c.s, "none"))
		return true;
	while (c.at < c.s.n) {
		size_t open = str_find(c.s, "(", c.at), close = str_find(c.s, ")", c.at);
		if (open == SIZE_MAX || close == SIZE_MAX || close < open)
			return svg_damaged(svg, "'" STR_FMT "' is not a list of transforms", STR_ARG(s));
		Str name = str_trim(str_sub(c.s, c.at, open));
		SvgCursor inner = { str_sub(c.s, open + 1, close), 0 };
		double values[6];
		int n = 0;
		svg_skip(&inner);
		while (n < 6 && inner.at < inner.s.n && svg_number(&inner, &values[n])) {
			n++;
			svg_skip(&inner);
		}
		Matrix m;
		if (inner.at < inner.s.n || !one_transform(name, values, n, &m))
			return svg_damaged(svg, "'" STR_FMT "' is not a list of transforms", STR_ARG(s));
		*matrix = matrix_join(*matrix, m);
		c.at = close + 1;
		svg_skip(&c);
	}
	return true;
}
