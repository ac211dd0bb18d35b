/* One table serves reading, defaults and dumping. A property's type says how its scalar is read and what C field it
 * fills: lengths are Len, ratios are int in thousandths, words are enums of int's size, colours, styles and designs
 * are indices. */
#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "layout/properties.h"

typedef enum {
	TYPE_LEN, TYPE_RATIO, TYPE_INT, TYPE_BOOL, TYPE_WORD, TYPE_ROLE, TYPE_TEXT, TYPE_COLOUR, TYPE_STYLE, TYPE_DESIGN,
	TYPE_PADDING, TYPE_STROKE, TYPE_TOP, TYPE_BOTTOM
} Type;

typedef struct {
	Owner owner;
	const char *key;
	Type type;
	size_t offset;
	const char *otherwise, *range, *help;
} Property;

#define STRUCT_STYLE ParagraphStyle
#define STRUCT_DESIGN Design
#define STRUCT_FRAME Frame
#define STRUCT_FURNITURE Furniture
#define STRUCT_TYPOGRAPHY Typography
#define STRUCT_WEIGHTS Weights

static const Property properties[] = {
#define PROPERTY(owner, key, type, field, otherwise, range, help) \
	{ OWNER_##owner, key, TYPE_##type, offsetof(STRUCT_##owner, field), otherwise, range, help },
#include "layout/properties.def"
#undef PROPERTY
};
#define PROPERTY_COUNT (sizeof properties / sizeof *properties)

static_assert(sizeof(Align) == sizeof(int) && sizeof(AutoKind) == sizeof(int) && sizeof(InsetAt) == sizeof(int)
	&& sizeof(JustifyKind) == sizeof(int) && sizeof(EmphasisKind) == sizeof(int), "words are stored as int");
static_assert(offsetof(Design, pad_end) == offsetof(Design, pad_before) + 3 * sizeof(Len),
              "padding is four lengths in a row");

#define WORDS_MAX 8
static const char *const padding_keys[] = { "before", "after", "start", "end" };

static Str word_at(const char *words, int index) {
	Str rest = str_of(words);
	for (;; index--) {
		size_t bar = str_find(rest, "|", 0);
		Str word = str_sub(rest, 0, bar == SIZE_MAX ? rest.n : bar);
		if (index == 0)
			return word;
		if (bar == SIZE_MAX)
			return STR("");
		rest = str_sub(rest, bar + 1, rest.n);
	}
}

static int word_index(const char *words, Str word) {
	for (int i = 0; word_at(words, i).n > 0; i++)
		if (str_eq(word_at(words, i), word))
			return i;
	return -1;
}

static bool parse_scalar(Type type, Str s, int *out) {
	if (type == TYPE_LEN || type == TYPE_PADDING)
		return len_parse(s, out);
	if (!decimal_parse(s, out))
		return false;
	if (type == TYPE_INT)
		*out /= 1000;
	return true;
}

static void set_default(const Property *property, void *field) {
	Str otherwise = str_of(property->otherwise);
	int value = 0;
	switch (property->type) {
	case TYPE_LEN:
	case TYPE_RATIO:
	case TYPE_INT:
		if (!parse_scalar(property->type, otherwise, &value))
			assert(!"a default of properties.def");
		memcpy(field, &value, sizeof value);
		break;
	case TYPE_BOOL:
		*(bool *)field = str_is(otherwise, "true");
		break;
	case TYPE_WORD:
		value = word_index(property->range, otherwise);
		assert(value >= 0);
		memcpy(field, &value, sizeof value);
		break;
	case TYPE_ROLE:
	case TYPE_TEXT:
		*(Str *)field = otherwise;
		break;
	case TYPE_COLOUR:
	case TYPE_STYLE:
	case TYPE_DESIGN:
		*(int *)field = -1;
		break;
	case TYPE_PADDING:
		memset(field, 0, 4 * sizeof(Len));
		break;
	case TYPE_STROKE:
		*(Stroke *)field = (Stroke){ 0, COLOUR_NONE };
		break;
	case TYPE_TOP:
	case TYPE_BOTTOM:
		*(Edge *)field = (Edge){ .kind = EDGE_MARGIN };
		break;
	}
}

void properties_default(Owner owner, void *fields) {
	for (size_t i = 0; i < PROPERTY_COUNT; i++)
		if (properties[i].owner == owner)
			set_default(&properties[i], (char *)fields + properties[i].offset);
}

/* The number that a node gives, if it is within the property's range. */
static bool read_number(LayoutReader *r, const Property *property, const Yaml *node, int *out) {
	Job *job = r->job;
	int value, least, most;
	Str range = str_of(property->range);
	size_t dots = str_find(range, "..", 0);
	Str low = str_sub(range, 0, dots), high = str_sub(range, dots + 2, range.n);
	if (!parse_scalar(property->type, low, &least) || !parse_scalar(property->type, high, &most))
		assert(!"a range of properties.def");
	if (property->type == TYPE_INT)
		return yaml_int(job, node, least, most, out);
	if (!(property->type == TYPE_RATIO ? yaml_decimal(job, node, &value) : yaml_len(job, node, &value)))
		return false;
	if (value < least || value > most) {
		diag_error(job->diag, node->pos, RULE_VALUE_INVALID,
		           "'" STR_FMT "' must be from " STR_FMT " to " STR_FMT ", not '" STR_FMT "'", STR_ARG(node->key),
		           STR_ARG(low), STR_ARG(high), STR_ARG(node->scalar));
		return false;
	}
	*out = value;
	return true;
}

static bool read_word(LayoutReader *r, const Property *property, const Yaml *node, int *out) {
	const char *words[WORDS_MAX + 1] = { NULL };
	for (int i = 0; i < WORDS_MAX && word_at(property->range, i).n > 0; i++)
		words[i] = str_z(r->job->arena, word_at(property->range, i));
	return yaml_word(r->job, node, words, out);
}

int read_colour(LayoutReader *r, const Yaml *node) {
	if (!yaml_is(r->job, node, YAML_SCALAR, "a colour's name") || str_is(node->scalar, "none"))
		return COLOUR_NONE;
	int found = layout_find_colour(r->layout, node->scalar);
	if (found != COLOUR_NONE)
		return found;
	Str *names = arena_array(r->job->arena, Str, r->layout->colour_count);
	for (size_t i = 0; i < r->layout->colour_count; i++)
		names[i] = r->layout->colours[i].name;
	diag_error(r->job->diag, node->pos, RULE_COLOUR_UNKNOWN, "unknown colour '" STR_FMT "'", STR_ARG(node->scalar));
	diag_suggest(r->job->diag, node->scalar, names, r->layout->colour_count);
	return COLOUR_NONE;
}

static int read_style(LayoutReader *r, const Yaml *node) {
	const Layout *layout = r->layout;
	if (!yaml_is(r->job, node, YAML_SCALAR, "a style's name"))
		return -1;
	int found = layout_find_style(layout, node->scalar);
	if (found >= 0)
		return found;
	Str *names = arena_array(r->job->arena, Str, layout->style_count);
	for (size_t i = 0; i < layout->style_count; i++)
		names[i] = layout->styles[i].name;
	diag_error(r->job->diag, node->pos, RULE_STYLE_UNKNOWN, "unknown style '" STR_FMT "'", STR_ARG(node->scalar));
	diag_suggest(r->job->diag, node->scalar, names, layout->style_count);
	return -1;
}

static int read_design(LayoutReader *r, const Yaml *node) {
	const Layout *layout = r->layout;
	if (!yaml_is(r->job, node, YAML_SCALAR, "one of articles or callouts"))
		return -1;
	int found = layout_find_design(layout, node->scalar);
	if (found >= 0)
		return found;
	Str *names = arena_array(r->job->arena, Str, layout->design_count);
	for (size_t i = 0; i < layout->design_count; i++)
		names[i] = layout->designs[i].name;
	diag_error(r->job->diag, node->pos, RULE_DESIGN_UNKNOWN, "neither articles nor callouts declare '" STR_FMT "'",
	           STR_ARG(node->scalar));
	diag_suggest(r->job->diag, node->scalar, names, layout->design_count);
	return -1;
}

static void read_padding(LayoutReader *r, const Property *property, const Yaml *node, Len *sides) {
	int value;
	if (node->kind != YAML_MAP) {
		if (read_number(r, property, node, &value))
			sides[0] = sides[1] = sides[2] = sides[3] = value;
		return;
	}
	keys_check(r->job, node, layout_keys, "padding");
	for (int i = 0; i < 4; i++) {
		const Yaml *side = yaml_find(node, padding_keys[i]);
		if (side != NULL && read_number(r, property, side, &value))
			sides[i] = value;
	}
}

static void read_stroke(LayoutReader *r, const Yaml *node, Stroke *stroke) {
	if (node->kind == YAML_SCALAR && str_is(node->scalar, "none")) {
		*stroke = (Stroke){ 0, COLOUR_NONE };
		return;
	}
	if (!yaml_is(r->job, node, YAML_MAP, "none, or a map with width and colour"))
		return;
	keys_check(r->job, node, layout_keys, "stroke");
	const Yaml *width = yaml_find(node, "width"), *colour = yaml_find(node, "colour");
	Len value;
	if (width == NULL && stroke->width == 0)
		diag_error(r->job->diag, node->pos, RULE_KEY_MISSING, "a rule needs 'width'");
	if (width != NULL && yaml_len(r->job, width, &value)) {
		if (value < 0 || value > LEN_OF_PT(50))
			diag_error(r->job->diag, width->pos, RULE_VALUE_INVALID, "a rule's width must be from 0 to 50pt");
		else
			stroke->width = value;
	}
	if (colour != NULL)
		stroke->colour = read_colour(r, colour);
}

static void refuse_edge(LayoutReader *r, const Yaml *node, bool top) {
	diag_error(r->job->diag, node->pos, RULE_VALUE_INVALID, "'" STR_FMT "' is not a place on the page",
	           STR_ARG(node->key));
	diag_help(r->job->diag, top ? "write a length from the top of the page, margin, or after NAME"
		: "write a length from the top of the page, margin, notes or content; or give height instead");
}

static void read_edge(LayoutReader *r, const Yaml *node, bool top, Edge *edge) {
	if (node->kind == YAML_MAP && top) {
		keys_check(r->job, node, layout_keys, "after");
		const Yaml *after = yaml_find(node, "after"), *gap = yaml_find(node, "gap");
		if (after == NULL || !yaml_is(r->job, after, YAML_SCALAR, "a frame's name")) {
			refuse_edge(r, node, top);
			return;
		}
		*edge = (Edge){ .kind = EDGE_AFTER, .frame = after->scalar };
		if (gap != NULL)
			yaml_len(r->job, gap, &edge->at);
		return;
	}
	Len at;
	if (node->kind != YAML_SCALAR)
		refuse_edge(r, node, top);
	else if (str_is(node->scalar, "margin"))
		*edge = (Edge){ .kind = EDGE_MARGIN };
	else if (top && str_starts(node->scalar, "after "))
		*edge = (Edge){ .kind = EDGE_AFTER, .frame = str_trim(str_sub(node->scalar, 6, node->scalar.n)) };
	else if (!top && str_is(node->scalar, "notes"))
		*edge = (Edge){ .kind = EDGE_NOTES };
	else if (!top && str_is(node->scalar, "content"))
		*edge = (Edge){ .kind = EDGE_CONTENT };
	else if (len_parse(node->scalar, &at))
		*edge = (Edge){ .kind = EDGE_AT, .at = at };
	else
		refuse_edge(r, node, top);
}

static void read_property(LayoutReader *r, const Property *property, const Yaml *node, void *field) {
	int value;
	switch (property->type) {
	case TYPE_LEN:
	case TYPE_RATIO:
	case TYPE_INT:
		if (read_number(r, property, node, &value))
			memcpy(field, &value, sizeof value);
		break;
	case TYPE_BOOL:
		yaml_bool(r->job, node, field);
		break;
	case TYPE_WORD:
		if (read_word(r, property, node, &value))
			memcpy(field, &value, sizeof value);
		break;
	case TYPE_ROLE:
		if (read_word(r, property, node, &value))
			*(Str *)field = word_at(property->range, value);
		break;
	case TYPE_TEXT:
		if (yaml_is(r->job, node, YAML_SCALAR, "a text"))
			*(Str *)field = node->scalar;
		break;
	case TYPE_COLOUR:
		*(int *)field = read_colour(r, node);
		break;
	case TYPE_STYLE:
		*(int *)field = read_style(r, node);
		break;
	case TYPE_DESIGN:
		*(int *)field = read_design(r, node);
		break;
	case TYPE_PADDING:
		read_padding(r, property, node, field);
		break;
	case TYPE_STROKE:
		read_stroke(r, node, field);
		break;
	case TYPE_TOP:
	case TYPE_BOTTOM:
		read_edge(r, node, property->type == TYPE_TOP, field);
		break;
	}
}

void properties_read(LayoutReader *r, Owner owner, const Yaml *map, const char *const *others, void *fields) {
	const char *known[PROPERTY_COUNT + WORDS_MAX + 1];
	size_t n = 0;
	for (size_t i = 0; i < PROPERTY_COUNT; i++)
		if (properties[i].owner == owner)
			known[n++] = properties[i].key;
	for (; others != NULL && *others != NULL; others++) {
		assert(n < PROPERTY_COUNT + WORDS_MAX);
		known[n++] = *others;
	}
	known[n] = NULL;
	yaml_keys(r->job, map, known);
	for (size_t i = 0; i < PROPERTY_COUNT; i++) {
		const Property *property = &properties[i];
		const Yaml *node = property->owner == owner ? yaml_find(map, property->key) : NULL;
		if (node != NULL)
			read_property(r, property, node, (char *)fields + property->offset);
	}
}

static void dump_thousandths(int value, Buf *out) {
	unsigned size = value < 0 ? 0u - (unsigned)value : (unsigned)value;
	buf_printf(out, "%s%u", value < 0 ? "-" : "", size / 1000);
	if (size % 1000 != 0) {
		buf_printf(out, ".%03u", size % 1000);
		while (out->p[out->n - 1] == '0')
			out->n--;
	}
}

static void dump_colour(const Layout *layout, int colour, Buf *out) {
	if (colour == COLOUR_NONE)
		buf_z(out, "none");
	else
		buf_str(out, layout->colours[colour].name);
}

static void dump_edge(const Edge *edge, Buf *out) {
	switch (edge->kind) {
	case EDGE_MARGIN:
		buf_z(out, "margin");
		break;
	case EDGE_NOTES:
		buf_z(out, "notes");
		break;
	case EDGE_CONTENT:
		buf_z(out, "content");
		break;
	case EDGE_AT:
		buf_len(out, edge->at);
		break;
	case EDGE_AFTER:
		buf_printf(out, "after:" STR_FMT "+", STR_ARG(edge->frame));
		buf_len(out, edge->at);
		break;
	}
}

static void dump_value(const Layout *layout, const Property *property, const void *field, Buf *out) {
	int value;
	memcpy(&value, field, property->type == TYPE_BOOL ? 1 : sizeof value);
	switch (property->type) {
	case TYPE_LEN:
		buf_len(out, value);
		break;
	case TYPE_RATIO:
		dump_thousandths(value, out);
		break;
	case TYPE_INT:
		buf_printf(out, "%d", value);
		break;
	case TYPE_BOOL:
		buf_z(out, *(const bool *)field ? "true" : "false");
		break;
	case TYPE_WORD:
		buf_str(out, word_at(property->range, value));
		break;
	case TYPE_ROLE:
	case TYPE_TEXT:
		buf_json(out, *(const Str *)field);
		break;
	case TYPE_COLOUR:
		dump_colour(layout, value, out);
		break;
	case TYPE_STYLE:
		buf_str(out, value < 0 ? STR("none") : layout->styles[value].name);
		break;
	case TYPE_DESIGN:
		buf_str(out, value < 0 ? STR("none") : layout->designs[value].name);
		break;
	case TYPE_PADDING:
		for (int i = 0; i < 4; i++) {
			buf_z(out, i > 0 ? "," : "");
			buf_len(out, ((const Len *)field)[i]);
		}
		break;
	case TYPE_STROKE:
		buf_len(out, ((const Stroke *)field)->width);
		buf_byte(out, '/');
		dump_colour(layout, ((const Stroke *)field)->colour, out);
		break;
	case TYPE_TOP:
	case TYPE_BOTTOM:
		dump_edge(field, out);
		break;
	}
}

void properties_dump(const Layout *layout, Owner owner, const void *fields, Buf *out) {
	for (size_t i = 0; i < PROPERTY_COUNT; i++) {
		if (properties[i].owner != owner)
			continue;
		buf_printf(out, " %s=", properties[i].key);
		dump_value(layout, &properties[i], (const char *)fields + properties[i].offset, out);
	}
}

static const char *type_of(Arena *arena, const Property *property) {
	static const char *const names[] = { [TYPE_LEN] = "length", [TYPE_RATIO] = "ratio ", [TYPE_INT] = "int ", [TYPE_BOOL] = "bool",
		[TYPE_WORD] = "word ", [TYPE_ROLE] = "word ", [TYPE_TEXT] = "text", [TYPE_COLOUR] = "name", [TYPE_STYLE] = "name",
		[TYPE_DESIGN] = "name", [TYPE_PADDING] = "length / {padding}", [TYPE_STROKE] = "word none / {stroke}", [TYPE_TOP] = "top / {after}",
		[TYPE_BOTTOM] = "bottom" };
	const char *name = names[property->type];
	return str_ends(str_of(name), " ") ? str_printf(arena, "%s%s", name, property->range).p : name;
}

void properties_add_keys(Arena *arena, Owner owner, const char *of, KeyList *out) {
	for (size_t i = 0; i < PROPERTY_COUNT; i++)
		if (properties[i].owner == owner)
			*list_push(arena, out) = (KeyRow){ of, properties[i].key, type_of(arena, &properties[i]), NULL, properties[i].help };
}
