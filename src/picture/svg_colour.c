/* Colours as CSS writes them: names, #rgb, #rrggbb, rgb() and hsl() with or without alpha. What is behind a colour in
 * the manner of SVG 1.1 (icc-color(…)) repeats it for other devices and is passed over. */
#include <math.h>

#include "picture/svg.h"

typedef struct {
	const char *name;
	uint32_t rgb;
} NamedColour;

static const NamedColour names[] = {
#define COLOUR(name, rgb) { #name, 0x##rgb },
#include "picture/svg_colours.def"
#undef COLOUR
};

static void set_rgb(SvgPaint *out, uint32_t rgb) {
	for (int i = 0; i < 3; i++)
		out->rgb[i] = (uint8_t)(rgb >> (16 - 8 * i));
}

static int hex_digit(char c) {
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* #rgb, #rgba, #rrggbb, #rrggbbaa */
static bool read_hex(Str s, SvgPaint *out) {
	size_t n = s.n - 1, each = n <= 4 ? 1 : 2;
	if (n != 3 && n != 4 && n != 6 && n != 8)
		return false;
	for (size_t i = 0; i < n / each; i++) {
		int high = hex_digit(s.p[1 + i * each]), low = hex_digit(s.p[i * each + each]);
		if (high < 0 || low < 0)
			return false;
		if (i < 3)
			out->rgb[i] = (uint8_t)(high * 16 + low);
		else
			out->alpha = (high * 16 + low) / 255.0;
	}
	return true;
}

static double within(double v, double least, double most) {
	return v < least ? least : v > most ? most : v;
}

static void set_hsl(SvgPaint *out, double hue, double saturation, double light) {
	hue = fmod(fmod(hue, 360) + 360, 360);
	double chroma = saturation * within(light < 0.5 ? light : 1 - light, 0, 0.5);
	static const int shift[] = { 0, 8, 4 };
	for (int i = 0; i < 3; i++) {
		double k = fmod(shift[i] + hue / 30, 12);
		double way = within(k - 3 < 9 - k ? k - 3 : 9 - k, -1, 1);
		out->rgb[i] = (uint8_t)lround(255 * within(light - chroma * way, 0, 1));
	}
}

/* rgb(…), hsl(…): numbers or percentages, parted by commas, spaces or a slash. */
static bool read_function(Str name, Str inside, SvgPaint *out) {
	SvgCursor c = { inside, 0 };
	double v[4] = { 0, 0, 0, 1 };
	bool percent[4] = { false };
	int n = 0;
	for (svg_skip(&c); c.at < c.s.n; n++) {
		if (n == 4 || !svg_number(&c, &v[n]))
			return false;
		if (c.at < c.s.n && c.s.p[c.at] == '%') {
			percent[n] = true;
			c.at++;
		} else if (n == 0 && str_starts(str_sub(c.s, c.at, c.s.n), "deg"))
			c.at += 3;
		svg_skip(&c);
		if (n == 2 && c.at < c.s.n && c.s.p[c.at] == '/') {
			c.at++;
			svg_skip(&c);
		}
	}
	if (n < 3)
		return false;
	out->alpha = within(percent[3] ? v[3] / 100 : v[3], 0, 1);
	if (str_is(name, "hsl") || str_is(name, "hsla")) {
		set_hsl(out, v[0], within(v[1] / 100, 0, 1), within(v[2] / 100, 0, 1));
		return percent[1] && percent[2];
	}
	for (int i = 0; i < 3; i++)
		out->rgb[i] = (uint8_t)lround(within(percent[i] ? v[i] * 255 / 100 : v[i], 0, 255));
	return str_is(name, "rgb") || str_is(name, "rgba");
}

static Str small_letters(Arena *arena, Str s) {
	Str small = str_copy(arena, s);
	for (size_t i = 0; i < small.n; i++)
		if (s.p[i] >= 'A' && s.p[i] <= 'Z')
			((char *)small.p)[i] = (char)(s.p[i] | 0x20);
	return small;
}

static bool read_name(Str s, SvgPaint *out) {
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_is(s, names[i].name)) {
			set_rgb(out, names[i].rgb);
			return true;
		}
	}
	return false;
}

bool svg_colour(Svg *svg, Str s, SvgPaint *out) {
	s = small_letters(svg->arena, str_trim(s));
	size_t icc = str_find(s, "icc-color(", 0);
	if (icc != SIZE_MAX && icc > 0)
		s = str_trim(str_sub(s, 0, icc));
	*out = (SvgPaint){ .kind = SVG_COLOUR, .alpha = 1 };
	size_t open = str_find(s, "(", 0);
	bool good = false;
	if (str_is(s, "currentcolor")) {
		out->kind = SVG_CURRENT;
		good = true;
	} else if (str_is(s, "transparent")) {
		out->alpha = 0;
		good = true;
	} else if (str_starts(s, "#"))
		good = read_hex(s, out);
	else if (open != SIZE_MAX && str_ends(s, ")"))
		good = read_function(str_sub(s, 0, open), str_sub(s, open + 1, s.n - 1), out);
	else
		good = read_name(s, out);
	if (good)
		return true;
	return svg_refuse(svg, "write colours as #rrggbb", "'" STR_FMT "' is not a colour that Quoin knows", STR_ARG(s));
}
