/* Style is what an element inherits, then its presentation attributes, then the rules of the style sheet from the
 * weakest to the strongest, then its style attribute; !important comes once more at the end. Properties that would
 * change the picture and are not known here are refused; those of text and of editors are passed over. */
#include <stddef.h>
#include <string.h>

#include "picture/svg.h"

typedef enum {
	P_FILL, P_STROKE, P_COLOUR, P_FILL_OPACITY, P_STROKE_OPACITY, P_WIDTH, P_MITER, P_DASH_OFFSET, P_FONT_SIZE, P_DASHES, P_CAP,
	P_JOIN, P_FILL_RULE, P_CLIP_RULE, P_VISIBILITY, P_PAINT_ORDER, P_OPACITY, P_STOP_OPACITY, P_STOP_COLOUR, P_CLIP, P_DISPLAY,
	P_OVERFLOW
} PropertyKind;

#define FIELD(field) offsetof(SvgStyle, field), sizeof(((SvgStyle *)0)->field)

static const struct {
	const char *name;
	PropertyKind kind;
	size_t offset, size;                                     /* for "inherit" */
} properties[] = {
	{ "fill", P_FILL, FIELD(fill) }, { "stroke", P_STROKE, FIELD(stroke) }, { "color", P_COLOUR, FIELD(colour) },
	{ "fill-opacity", P_FILL_OPACITY, FIELD(fill_opacity) }, { "stroke-opacity", P_STROKE_OPACITY, FIELD(stroke_opacity) },
	{ "stroke-width", P_WIDTH, FIELD(width) }, { "stroke-miterlimit", P_MITER, FIELD(miter) },
	{ "stroke-dashoffset", P_DASH_OFFSET, FIELD(dash_offset) }, { "font-size", P_FONT_SIZE, FIELD(font_size) },
	{ "stroke-dasharray", P_DASHES, FIELD(dashes) }, { "stroke-linecap", P_CAP, FIELD(cap) },
	{ "stroke-linejoin", P_JOIN, FIELD(join) }, { "fill-rule", P_FILL_RULE, FIELD(even_odd) },
	{ "clip-rule", P_CLIP_RULE, FIELD(clip_even_odd) }, { "visibility", P_VISIBILITY, FIELD(invisible) },
	{ "paint-order", P_PAINT_ORDER, FIELD(stroke_first) }, { "opacity", P_OPACITY, FIELD(opacity) },
	{ "stop-opacity", P_STOP_OPACITY, FIELD(stop_opacity) }, { "stop-color", P_STOP_COLOUR, FIELD(stop_colour) },
	{ "clip-path", P_CLIP, FIELD(clip) }, { "display", P_DISPLAY, FIELD(gone) }, { "overflow", P_OVERFLOW, FIELD(overflows) },
};

/* Properties that are read only in their harmless value. */
static const struct {
	const char *name, *harmless, *help;
} refused[] = {
	{ "mask", "none", "turn the mask into a clipping path, or merge it into the shapes" },
	{ "filter", "none", "shadows and blurs are pixels: leave them out, or save the picture as PNG" },
	{ "marker", "none", "convert the line and its arrowheads to paths" },
	{ "marker-start", "none", "convert the line and its arrowheads to paths" },
	{ "marker-mid", "none", "convert the line and its arrowheads to paths" },
	{ "marker-end", "none", "convert the line and its arrowheads to paths" },
	{ "mix-blend-mode", "normal", "give the shapes the colours that you see" },
	{ "vector-effect", "none", "convert the stroke to a path" },
	{ "transform", "none", "write the transform as an attribute, as \"plain SVG\" does" },
	{ "d", "none", svg_redraw },
};

typedef struct {
	const SvgStyle *parent;
	SvgStyle *out;
} Cascade;

static bool wrong(Svg *svg, Str name, Str value) {
	return svg_damaged(svg, "'" STR_FMT "' is no value of " STR_FMT, STR_ARG(value), STR_ARG(name));
}

static bool read_part(Svg *svg, Str name, Str value, double *out) {
	SvgCursor c = { value, 0 };
	if (!svg_number(&c, out))
		return wrong(svg, name, value);
	if (str_is(str_sub(value, c.at, value.n), "%"))
		*out /= 100;
	else if (c.at < value.n)
		return wrong(svg, name, value);
	*out = *out < 0 ? 0 : *out > 1 ? 1 : *out;
	return true;
}

static bool read_word(Svg *svg, Str name, Str value, const char *const *words, int *out) {
	for (int i = 0; words[i]; i++) {
		if (str_is(value, words[i])) {
			*out = i;
			return true;
		}
	}
	return wrong(svg, name, value);
}

static bool read_dashes(Svg *svg, Str value, SvgStyle *out) {
	struct { double *at; size_t n, room; } dashes = { 0 };
	double sum = 0;
	out->dashes = NULL;
	out->dash_count = 0;
	if (str_is(value, "none"))
		return true;
	SvgCursor c = { value, 0 };
	for (svg_skip(&c); c.at < value.n; svg_skip(&c)) {
		size_t end = c.at;
		while (end < value.n && !strchr(", \t\r\n", value.p[end]))
			end++;
		double *dash = list_push(svg->arena, &dashes);
		if (!svg_length(svg, str_sub(value, c.at, end), SVG_DIAGONAL, out->font_size, dash) || *dash < 0)
			return wrong(svg, STR("stroke-dasharray"), value);
		sum += *dash;
		c.at = end;
	}
	size_t once = dashes.n;
	for (size_t i = 0; once % 2 == 1 && i < once; i++) {
		double dash = dashes.at[i];
		*list_push(svg->arena, &dashes) = dash;
	}
	if (dashes.n > 64)
		return svg_refuse(svg, "convert the stroke to a path", "a stroke has more than 64 dashes");
	if (sum > 0) {
		out->dashes = dashes.at;
		out->dash_count = dashes.n;
	}
	return true;
}

bool svg_url(Svg *svg, Str s, Str *id, Str *rest) {
	size_t close = str_find(s, ")", 0);
	Str inside = str_trim(str_sub(s, 4, close == SIZE_MAX ? s.n : close));
	if (inside.n >= 2 && (inside.p[0] == '"' || inside.p[0] == '\'') && inside.p[inside.n - 1] == inside.p[0])
		inside = str_sub(inside, 1, inside.n - 1);
	if (close == SIZE_MAX || inside.n < 2)
		return svg_damaged(svg, "'" STR_FMT "' is not a reference", STR_ARG(s));
	if (inside.p[0] != '#')
		return svg_refuse(svg, "bring what it refers to into the file itself", "it refers to another file: " STR_FMT,
			STR_ARG(inside));
	*id = str_sub(inside, 1, inside.n);
	*rest = str_trim(str_sub(s, close + 1, s.n));
	return true;
}

bool svg_paint(Svg *svg, Str s, SvgPaint *out) {
	Str rest;
	*out = (SvgPaint){ .kind = SVG_NONE, .alpha = 1 };
	if (str_is(s, "none"))
		return true;
	if (!str_starts(s, "url("))
		return svg_colour(svg, s, out);
	out->kind = SVG_SERVER;
	return svg_url(svg, s, &out->server, &rest);
}

static bool read_clip(Svg *svg, Str value, SvgStyle *out) {
	Str rest;
	out->clip = (Str){ NULL, 0 };
	if (str_is(value, "none"))
		return true;
	if (!str_starts(value, "url("))
		return svg_refuse(svg, "make it an ordinary clipping path", "'" STR_FMT "' is not a clipping path that Quoin knows",
			STR_ARG(value));
	return svg_url(svg, value, &out->clip, &rest);
}

static bool read_colour(Svg *svg, Str value, const SvgStyle *parent, SvgPaint *out) {
	if (!svg_colour(svg, value, out))
		return false;
	if (out->kind == SVG_CURRENT)
		*out = parent->colour;
	return true;
}

static const char *const caps[] = { "butt", "round", "square", NULL };
static const char *const joins[] = { "miter", "round", "bevel", "miter-clip", "arcs", NULL };
static const char *const rules[] = { "nonzero", "evenodd", NULL };
static const char *const visible[] = { "visible", "hidden", "collapse", NULL };
static const char *const overflow[] = { "visible", "auto", "hidden", "scroll", "clip", NULL };

static bool set(Svg *svg, PropertyKind kind, Str name, Str value, Cascade *to) {
	SvgStyle *out = to->out;
	int word = 0;
	bool good = true;
	switch (kind) {
	case P_FILL: return svg_paint(svg, value, &out->fill);
	case P_STROKE: return svg_paint(svg, value, &out->stroke);
	case P_COLOUR: return read_colour(svg, value, to->parent, &out->colour);
	case P_STOP_COLOUR: return svg_colour(svg, value, &out->stop_colour);
	case P_FILL_OPACITY: return read_part(svg, name, value, &out->fill_opacity);
	case P_STROKE_OPACITY: return read_part(svg, name, value, &out->stroke_opacity);
	case P_OPACITY: return read_part(svg, name, value, &out->opacity);
	case P_STOP_OPACITY: return read_part(svg, name, value, &out->stop_opacity);
	case P_WIDTH: return svg_length(svg, value, SVG_DIAGONAL, out->font_size, &out->width);
	case P_DASH_OFFSET: return svg_length(svg, value, SVG_DIAGONAL, out->font_size, &out->dash_offset);
	case P_MITER: return svg_length(svg, value, SVG_DIAGONAL, out->font_size, &out->miter);
	case P_DASHES: return read_dashes(svg, value, out);
	case P_CLIP: return read_clip(svg, value, out);
	case P_FONT_SIZE:                                         /* words such as "medium" are of no use without text */
		if (value.n > 0 && ((value.p[0] >= '0' && value.p[0] <= '9') || value.p[0] == '.'))
			return svg_length(svg, value, SVG_DIAGONAL, to->parent->font_size, &out->font_size);
		return true;
	case P_CAP: return read_word(svg, name, value, caps, &out->cap);
	case P_JOIN:
		good = read_word(svg, name, value, joins, &word);
		out->join = word < 3 ? word : 0;
		return good;
	case P_FILL_RULE: good = read_word(svg, name, value, rules, &word); out->even_odd = word; return good;
	case P_CLIP_RULE: good = read_word(svg, name, value, rules, &word); out->clip_even_odd = word; return good;
	case P_VISIBILITY: good = read_word(svg, name, value, visible, &word); out->invisible = word; return good;
	case P_OVERFLOW: good = read_word(svg, name, value, overflow, &word); out->overflows = word < 2; return good;
	case P_PAINT_ORDER: out->stroke_first = str_starts(value, "stroke"); return true;
	case P_DISPLAY: out->gone = str_is(value, "none"); return true;
	}
	return true;
}

static bool apply(Svg *svg, Str name, Str value, void *context) {
	Cascade *to = context;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		if (str_is(name, refused[i].name) && !str_is(value, refused[i].harmless) && !str_is(value, "inherit"))
			return svg_refuse(svg, refused[i].help, "'" STR_FMT ": " STR_FMT "' is not drawn", STR_ARG(name), STR_ARG(value));
	for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
		if (!str_is(name, properties[i].name))
			continue;
		size_t at = properties[i].offset;
		if (!str_is(value, "inherit"))
			return set(svg, properties[i].kind, name, value, to);
		memcpy((char *)to->out + at, (const char *)to->parent + at, properties[i].size);
		if (properties[i].kind == P_DASHES)
			to->out->dash_count = to->parent->dash_count;
		return true;
	}
	return true;
}

SvgStyle svg_style_initial(void) {
	SvgPaint black = { .kind = SVG_COLOUR, .alpha = 1 };
	return (SvgStyle){ .fill = black, .colour = black, .stop_colour = black, .fill_opacity = 1, .stroke_opacity = 1, .width = 1,
		.miter = 4, .font_size = 16, .opacity = 1, .stop_opacity = 1 };
}

/* Presentation attributes are those named like a property; `transform` and `d` as attributes are others' business. */
static bool apply_attributes(Svg *svg, const xmlNode *node, Cascade *to) {
	for (const xmlAttr *a = node->properties; a; a = a->next) {
		const char *name = (const char *)a->name;
		if (a->ns || strcmp(name, "transform") == 0 || strcmp(name, "d") == 0 || strcmp(name, "style") == 0)
			continue;
		Str value = str_trim(svg_attribute(node, name));
		if (value.n > 0 && !apply(svg, str_of(name), value, to))
			return false;
	}
	return true;
}

bool svg_style(Svg *svg, const xmlNode *node, const SvgStyle *parent, SvgStyle *out) {
	SvgStyle initial = svg_style_initial();
	Cascade to = { parent, out };
	*out = *parent;
	out->opacity = out->stop_opacity = 1;
	out->stop_colour = initial.stop_colour;
	out->clip = (Str){ NULL, 0 };
	out->gone = out->overflows = false;
	svg->node = node;
	if (!apply_attributes(svg, node, &to))
		return false;
	Str own = svg_attribute(node, "style");
	for (int important = 0; important < 2; important++) {
		for (size_t i = 0; i < svg->rules.n; i++)
			if (svg_rule_matches(&svg->rules.at[i], node)
				&& !svg_declarations(svg, svg->rules.at[i].declarations, important, apply, &to))
				return false;
		if (!svg_declarations(svg, own, important, apply, &to))
			return false;
	}
	return true;
}
