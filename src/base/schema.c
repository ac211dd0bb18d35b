/* JSON Schema of a table of keys. Every map of the table that the root refers to, directly or not, is a definition; the types of
 * scalars are what an editor that follows YAML 1.2 makes of them, so that `number: 4` is an integer and `kicker: yes` a string. */
#include <string.h>

#include "base/keys.h"

typedef struct {
	Keys keys;
	Buf *out;
	struct { const char **at; size_t n, room; } maps;        /* to be defined, in the order in which they were met */
	Arena *arena;
} Schema;

static void meet(Schema *s, Str name) {
	for (size_t i = 0; i < s->maps.n; i++)
		if (str_is(name, s->maps.at[i]))
			return;
	*list_push(s->arena, &s->maps) = str_z(s->arena, name);
}

static void add_range(Schema *s, Str range) {
	size_t dots = str_find(range, "..", 0);
	if (dots != SIZE_MAX)
		buf_printf(s->out, ",\"minimum\":" STR_FMT ",\"maximum\":" STR_FMT, STR_ARG(str_sub(range, 0, dots)),
		           STR_ARG(str_sub(range, dots + 2, range.n)));
}

static void add_words(Schema *s, Str words) {
	buf_z(s->out, "\"enum\":[");
	for (size_t start = 0; start <= words.n;) {
		size_t end = str_find(words, "|", start);
		buf_z(s->out, start ? "," : "");
		buf_json(s->out, str_sub(words, start, end));
		start = end == SIZE_MAX ? words.n + 1 : end + 1;
	}
	buf_byte(s->out, ']');
}

#define LENGTH "-?[0-9]+([.][0-9]+)?(pt|mm|cm|in|pc)"

/* What stands between the braces of a scalar's schema. */
static const struct { const char *name, *schema; } plain[] = {
	{ "text", "\"type\":[\"string\",\"number\",\"boolean\"]" },
	{ "name", "\"type\":[\"string\",\"number\"]" },
	{ "id", "\"type\":[\"string\",\"number\"],\"pattern\":\"^[a-z0-9]([a-z0-9-]*[a-z0-9])?$\"" },
	{ "edition", "\"type\":[\"string\",\"number\"],\"pattern\":\"^[A-Za-z0-9][A-Za-z0-9._-]*$\"" },
	{ "tag", "\"type\":\"string\",\"pattern\":\"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$\"" },
	{ "date", "\"type\":\"string\",\"pattern\":\"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\"" },
	{ "period", "\"type\":[\"string\",\"number\"],\"pattern\":\"^[0-9]{4}(-Q[1-4])?$\"" },
	{ "bool", "\"enum\":[true,false,\"yes\",\"no\"]" },
	{ "length", "\"anyOf\":[{\"const\":0},{\"type\":\"string\",\"pattern\":\"^(0|" LENGTH ")$\"}]" },
	{ "top", "\"anyOf\":[{\"const\":0},{\"type\":\"string\",\"pattern\":\"^(margin|after .+|0|" LENGTH ")$\"}]" },
	{ "bottom", "\"anyOf\":[{\"const\":0},{\"type\":\"string\",\"pattern\":\"^(margin|notes|content|0|" LENGTH ")$\"}]" },
	{ "rgb", "\"type\":\"string\",\"pattern\":\"^#[0-9A-Fa-f]{6}$\"" },
	{ "cmyk", "\"type\":\"array\",\"minItems\":4,\"maxItems\":4,\"items\":{\"type\":\"number\",\"minimum\":0,\"maximum\":100}" },
	{ "months", "\"type\":\"array\",\"minItems\":12,\"maxItems\":12,\"items\":{\"type\":\"string\"}" },
	{ "quotes", "\"type\":\"array\",\"minItems\":4,\"maxItems\":4,\"items\":{\"type\":\"string\"}" },
	{ "points", "\"type\":\"array\",\"minItems\":3,\"maxItems\":64,\"items\":{\"type\":\"array\",\"minItems\":2,\"maxItems\":2,"
	            "\"items\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":100}}" },
};

static void add_type(Schema *s, Str type);

/* The type's one alternative, without the braces round its schema. */
static void add_one(Schema *s, Str type) {
	if (str_starts(type, "{")) {
		Str name = str_sub(type, 1, type.n - 1);
		meet(s, name);
		buf_printf(s->out, "\"$ref\":\"#/definitions/" STR_FMT "\"", STR_ARG(name));
	} else if (str_starts(type, "[")) {
		buf_z(s->out, "\"type\":\"array\",\"items\":{");
		add_type(s, str_sub(type, 1, type.n - 1));
		buf_byte(s->out, '}');
	} else if (str_starts(type, "word ")) {
		add_words(s, str_sub(type, 5, type.n));
	} else if (str_starts(type, "int ")) {
		buf_z(s->out, "\"type\":\"integer\"");
		add_range(s, str_sub(type, 4, type.n));
	} else if (str_starts(type, "ratio")) {
		buf_z(s->out, "\"type\":\"number\"");
		add_range(s, str_sub(type, 6, type.n));
	}
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (str_is(type, plain[i].name))
			buf_z(s->out, plain[i].schema);
}

static void add_type(Schema *s, Str type) {
	if (str_find(type, " / ", 0) == SIZE_MAX) {
		add_one(s, type);
		return;
	}
	buf_z(s->out, "\"anyOf\":[");
	for (size_t start = 0; start < type.n;) {
		size_t end = str_find(type, " / ", start);
		buf_z(s->out, start ? ",{" : "{");
		add_one(s, str_sub(type, start, end));
		buf_byte(s->out, '}');
		start = end == SIZE_MAX ? type.n : end + 3;
	}
	buf_byte(s->out, ']');
}

/* A reference stands alone in draft 7, so that its help needs a schema around it. */
static void add_key(Schema *s, const KeyRow *row) {
	bool reference = row->type[0] == '{' && !strstr(row->type, " / ");
	buf_z(s->out, "{\"description\":");
	buf_json(s->out, str_of(row->help));
	buf_z(s->out, reference ? ",\"allOf\":[{" : ",");
	add_type(s, str_of(row->type));
	buf_z(s->out, reference ? "}]}" : "}");
}

static void add_required(Schema *s, const char *of) {
	size_t n = 0;
	for (size_t i = 0; i < s->keys.n; i++) {
		const KeyRow *row = &s->keys.at[i];
		if (strcmp(row->of, of) != 0 || !row->wanted)
			continue;
		buf_z(s->out, n++ ? "," : ",\n   \"required\":[");
		buf_json(s->out, str_of(row->key));
	}
	buf_z(s->out, n ? "]" : "");
}

static void add_map(Schema *s, const char *of) {
	const KeyRow *any = NULL;
	size_t n = 0;
	buf_z(s->out, "\"type\":\"object\",\n   \"properties\":{");
	for (size_t i = 0; i < s->keys.n; i++) {
		const KeyRow *row = &s->keys.at[i];
		if (strcmp(row->of, of) != 0)
			continue;
		if (strcmp(row->key, "*") == 0) {
			any = row;
			continue;
		}
		buf_z(s->out, n++ ? ",\n    " : "\n    ");
		buf_json(s->out, str_of(row->key));
		buf_byte(s->out, ':');
		add_key(s, row);
	}
	buf_z(s->out, "},\n   \"additionalProperties\":");
	if (any)
		add_key(s, any);
	else
		buf_z(s->out, "false");
	add_required(s, of);
}

void keys_schema(Arena *arena, Keys keys, const char *root, const char *title, Buf *out) {
	Schema s = { .keys = keys, .out = out, .arena = arena };
	meet(&s, str_of(root));
	buf_z(out, "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\n \"title\":");
	buf_json(out, str_of(title));
	buf_printf(out, ",\n \"allOf\":[{\"$ref\":\"#/definitions/%s\"}],\n \"definitions\":{", root);
	for (size_t i = 0; i < s.maps.n; i++) {
		buf_z(out, i ? ",\n  " : "\n  ");
		buf_json(out, str_of(s.maps.at[i]));
		buf_z(out, ":{");
		add_map(&s, s.maps.at[i]);
		buf_byte(out, '}');
	}
	buf_z(out, "}}\n");
}
