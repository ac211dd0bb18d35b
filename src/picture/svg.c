/* SVG as vectors. Debian has no small library for it: nanosvg is not packaged (and knows neither groups nor clips),
 * librsvg paints through Cairo and gives no shapes back, and its chain of packages is larger than all of ours. So the
 * XML is read by libxml2, and what the shapes mean is worked out here: static drawings as programs export them, in
 * the terms of SVG 1.1 (2nd edition) with what SVG 2 changed in practice. What would have to be left out, or could
 * reach out of the file, is refused, so that nothing is printed but what the author saw:
 *   svg_draw.c      elements, references, viewports     svg_path.c      path data
 *   svg_style.c     the cascade, svg_css.c sheets       svg_shape.c     basic shapes
 *   svg_gradient.c  paint servers                       svg_clip.c      clipping paths
 * Limits: 8 MiB, 400,000 elements and attributes, 64 elements deep, 100,000 drawn, a million points. */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "picture/svg.h"

#define SVG_SPACE "http://www.w3.org/2000/svg"
enum { SVG_PARTS_MAX = 400000 };

const char svg_redraw[] = "simplify it in the program that made it, or save the picture as PNG";

/* The first trouble of a drawing is told, what follows from it is not: false then. */
static bool begin_message(Svg *svg, char *text, size_t n, const char *format, va_list args) {
	if (svg->failed)
		return false;
	svg->failed = true;
	long line = svg->node ? xmlGetLineNo(svg->node) : 0;
	int used = line > 0 ? snprintf(text, n, "line %ld of the file: ", line) : 0;
	vsnprintf(text + used, n - (size_t)used, format, args);
	text[utf8_check(str_of(text))] = '\0';
	return true;
}

bool svg_refuse(Svg *svg, const char *help, const char *format, ...) {
	char text[440];
	va_list args;
	va_start(args, format);
	bool first = begin_message(svg, text, sizeof text, format, args);
	va_end(args);
	return first && picture_unfit(svg->file, help, "%s", text);
}

bool svg_damaged(Svg *svg, const char *format, ...) {
	char text[440];
	va_list args;
	va_start(args, format);
	bool first = begin_message(svg, text, sizeof text, format, args);
	va_end(args);
	return first && picture_damaged(svg->file, "%s", text);
}

bool svg_is(const xmlNode *node, const char *name) {
	return node->type == XML_ELEMENT_NODE && node->ns && strcmp((const char *)node->ns->href, SVG_SPACE) == 0
		&& (!name || strcmp((const char *)node->name, name) == 0);
}

static Str value_of(const xmlAttr *a) {
	return a->children && a->children->content ? str_of((const char *)a->children->content) : (Str){ NULL, 0 };
}

Str svg_attribute(const xmlNode *node, const char *name) {
	for (const xmlAttr *a = node->properties; a; a = a->next)
		if (!a->ns && strcmp((const char *)a->name, name) == 0)
			return value_of(a);
	return (Str){ NULL, 0 };
}

static Str address_of(const xmlNode *node) {
	Str found = { NULL, 0 };
	for (const xmlAttr *a = node->properties; a; a = a->next)
		if (strcmp((const char *)a->name, "href") == 0 && (found.n == 0 || !a->ns))
			found = str_trim(value_of(a));
	return found;
}

Str svg_href(const xmlNode *node) {
	Str address = address_of(node);
	return address.n > 1 && address.p[0] == '#' ? str_sub(address, 1, address.n) : (Str){ NULL, 0 };
}

static int by_id(const void *a, const void *b) {
	const SvgId *x = a, *y = b;
	int order = str_cmp(x->id, y->id);
	return order != 0 ? order : x->order < y->order ? -1 : x->order > y->order;
}

xmlNode *svg_find(Svg *svg, Str id) {
	size_t low = 0, high = svg->ids.n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (str_cmp(svg->ids.at[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < svg->ids.n && str_eq(svg->ids.at[low].id, id))
		return svg->ids.at[low].node;
	svg_damaged(svg, "it refers to '#" STR_FMT "', which is not in the file", STR_ARG(id));
	return NULL;
}

/* What has no place in a picture wherever it stands, drawn or not. */
static bool check_element(Svg *svg, const xmlNode *node) {
	static const char *const moving[] = { "animate", "animateTransform", "animateMotion", "animateColor", "set" };
	svg->node = node;
	if (strcmp((const char *)node->name, "script") == 0)
		return svg_refuse(svg, "save it again without scripts", "this drawing holds a script");
	for (const xmlAttr *a = node->properties; a; a = a->next)
		if (!a->ns && strncmp((const char *)a->name, "on", 2) == 0)
			return svg_refuse(svg, "save it again without scripts", "this drawing holds a script (%s)", (const char *)a->name);
	for (size_t i = 0; i < sizeof moving / sizeof *moving; i++)
		if (svg_is(node, moving[i]))
			return svg_refuse(svg, "save it as a still picture", "this drawing moves (%s)", moving[i]);
	Str address = address_of(node);
	if (svg_is(node, NULL) && !svg_is(node, "a") && address.n > 0 && address.p[0] != '#' && !str_starts(address, "data:"))
		return svg_refuse(svg, "bring what it refers to into the file itself", "it refers to another file: " STR_FMT,
			STR_ARG(str_sub(address, 0, 80)));
	return true;
}

static xmlNode *next_node(xmlNode *node, const xmlNode *root) {
	if (node->type == XML_ELEMENT_NODE && node->children)
		return node->children;
	while (node != root && !node->next)
		node = node->parent;
	return node == root ? NULL : node->next;
}

static bool survey(Svg *svg, xmlDoc *doc, xmlNode *root) {
	for (xmlNode *node = doc->children; node; node = node->next)
		if (node->type == XML_PI_NODE && strcmp((const char *)node->name, "xml-stylesheet") == 0)
			return svg_refuse(svg, "put the style sheet into the file itself", "it takes its style sheet from another file");
	for (xmlNode *node = root; node; node = next_node(node, root)) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		if (!check_element(svg, node) || (svg_is(node, "style") && !svg_stylesheet(svg, node)))
			return false;
		Str id = svg_attribute(node, "id");
		if (id.n > 0)
			*list_push(svg->arena, &svg->ids) = (SvgId){ id, node, svg->ids.n };
	}
	svg_rules_sort(svg);
	if (svg->ids.n > 1)
		qsort(svg->ids.at, svg->ids.n, sizeof(SvgId), by_id);
	return true;
}

static bool read_side(Svg *svg, const xmlNode *root, const char *name, double otherwise, double *out) {
	Str value = str_trim(svg_attribute(root, name));
	*out = otherwise;
	if (value.n == 0 || str_is(value, "auto") || str_ends(value, "%"))
		return true;
	return svg_length(svg, value, SVG_ACROSS, 16, out);
}

/* The drawing's size in CSS pixels, and the part of its coordinates that it shows. */
static bool read_size(Svg *svg, const xmlNode *root, double view[4], double *width, double *height) {
	bool has_view;
	svg->node = root;
	if (!svg_view_box(svg, root, view, &has_view) || !read_side(svg, root, "width", 0, width)
		|| !read_side(svg, root, "height", 0, height))
		return false;
	if (has_view && *width <= 0 && *height <= 0) {
		*width = view[2];
		*height = view[3];
	} else if (has_view && *width <= 0)
		*width = *height * view[2] / view[3];
	else if (has_view && *height <= 0)
		*height = *width * view[3] / view[2];
	if (!(*width > 0 && *height > 0))
		return svg_refuse(svg, "give the <svg> element a viewBox", "the drawing has no size");
	if (!(*width < 1e7 && *height < 1e7 && *width < *height * 1000 && *height < *width * 1000))
		return svg_refuse(svg, "give the page in the drawing a usual size", "the drawing is %.0f by %.0f pixels", *width, *height);
	if (!has_view)
		memcpy(view, (double[]){ 0, 0, *width, *height }, 4 * sizeof(double));
	return true;
}

/* Hundredths of a CSS pixel, so that the sides' ratio stays true; fewer when they would be too many. */
static void take_size(Picture *picture, double width, double height) {
	double longer = width > height ? width : height, scale = longer * 100 > 1e6 ? 1e6 / longer : 100;
	picture->width = (int)fmax(1, round(width * scale));
	picture->height = (int)fmax(1, round(height * scale));
	picture->ppi_x = picture->ppi_y = (int)fmax(1, round(96 * scale));
}

static bool read_document(Svg *svg, xmlDoc *doc) {
	xmlNode *root = xmlDocGetRootElement(doc);
	double view[4], width, height;
	if (!root || !svg_is(root, "svg"))
		return picture_unfit(svg->file, "save it as SVG, PNG or JPEG", "this is a file of <%s>, not a drawing",
			root ? (const char *)root->name : "nothing");
	if (!survey(svg, doc, root) || !read_size(svg, root, view, &width, &height))
		return false;
	double scale = DRAWING_SIDE / (width > height ? width : height);
	svg->drawing = arena_new(svg->arena, Drawing);
	svg->drawing->width = width * scale;
	svg->drawing->height = height * scale;
	if (!svg_draw(svg, root, view))
		return false;
	Picture *picture = svg->file->picture;
	take_size(picture, width, height);
	picture->colour = PICTURE_RGB;
	picture->coding = PICTURE_DRAWING;
	picture->bits = 8;
	picture->data = svg->file->bytes;
	picture->drawing = svg->drawing;
	picture->transparent = svg->drawing->transparent;
	return true;
}

/* ---- XML ---- */

typedef struct {
	int parts;
	bool entities, too_many;
} Guard;

static void on_entity(void *context, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id, xmlChar *content) {
	(void)name, (void)type, (void)public_id, (void)system_id, (void)content;
	((Guard *)((xmlParserCtxtPtr)context)->_private)->entities = true;
	xmlStopParser(context);
}

static void on_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
	const xmlChar **namespace, int attributes, int defaulted, const xmlChar **attribute) {
	Guard *guard = ((xmlParserCtxtPtr)context)->_private;
	guard->parts += 1 + attributes + namespaces;
	if (guard->parts > SVG_PARTS_MAX) {
		guard->too_many = true;
		xmlStopParser(context);
	} else
		xmlSAX2StartElementNs(context, name, prefix, uri, namespaces, namespace, attributes, defaulted, attribute);
}

static bool report_parsing(PictureFile *file, const Guard *guard, xmlParserCtxtPtr parser) {
	if (guard->entities)
		return picture_unfit(file, "save it as \"plain SVG\"", "this drawing declares entities, which are not read");
	if (guard->too_many)
		return picture_unfit(file, svg_redraw, "this drawing has more than %d elements and attributes", SVG_PARTS_MAX);
	const xmlError *error = xmlCtxtGetLastError(parser);
	Str why = str_trim(str_of(error ? error->message : "nothing in it"));
	why.n = utf8_check(str_sub(why, 0, 200));
	return picture_damaged(file, "the XML of the drawing is not in order in line %d (" STR_FMT ")", error ? error->line : 1, STR_ARG(why));
}

bool picture_read_svg(PictureFile *file) {
	if (file->bytes.n > SVG_FILE_MAX)
		return picture_unfit(file, svg_redraw, "this drawing has %zu KiB; drawings have at most 8 MiB", file->bytes.n >> 10);
	Guard guard = { 0 };
	xmlParserCtxtPtr parser = xmlNewParserCtxt();
	if (!parser)
		arena_out_of_memory(sizeof *parser);
	parser->_private = &guard;
	parser->sax->entityDecl = on_entity;
	parser->sax->startElementNs = on_element;
	xmlDoc *doc = xmlCtxtReadMemory(parser, file->bytes.p, (int)file->bytes.n, "drawing", NULL,
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA);
	bool good = false;
	if (!doc || guard.entities || guard.too_many || !parser->wellFormed)
		report_parsing(file, &guard, parser);
	else {
		Svg svg = { .file = file, .arena = file->job->arena };
		good = read_document(&svg, doc);
	}
	xmlFreeDoc(doc);
	xmlFreeParserCtxt(parser);
	return good;
}
