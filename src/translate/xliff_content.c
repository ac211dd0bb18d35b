/* Inlines of XLIFF 2 (pc, ph, sc, ec, mrk, sm, em, cp) and 1.2 (g, x, ph, bpt, ept, bx, ex, mrk) as tokens. Codes take what the file
 * says of them, an id, perhaps their Markdown; merge.c finds out which of the unit's codes is meant. */
#include <stdlib.h>
#include <string.h>

#include "translate/xliff.h"

bool xliff_is(const xmlNode *node, const char *name) {
	if (node->type != XML_ELEMENT_NODE || !node->ns || strcmp((const char *)node->name, name) != 0)
		return false;
	const char *uri = (const char *)node->ns->href;
	return strcmp(uri, XLIFF_1) == 0 || strcmp(uri, XLIFF_2) == 0;
}

Str xliff_attribute(Arena *arena, const xmlNode *node, const char *name) {
	xmlChar *value = xmlGetNoNsProp((xmlNode *)node, (const xmlChar *)name);
	Str s = str_copy(arena, str_of((const char *)value));
	xmlFree(value);
	return s;
}

static Str text_of(Arena *arena, const xmlNode *node) {
	xmlChar *value = node ? xmlNodeGetContent(node) : NULL;
	Str s = str_copy(arena, str_of((const char *)value));
	xmlFree(value);
	return s;
}

/* `[…](https://…)`: what stands before and after the ellipsis. */
static void split_pair(Str pair, Code *code) {
	size_t dots = str_find(pair, "…", 0);
	if (dots == SIZE_MAX)
		return;
	code->open = str_sub(pair, 0, dots);
	code->close = str_sub(pair, dots + strlen("…"), pair.n);
}

/* The text of the unit's <data id="…">. */
static Str data_of(const ContentReader *r, Str id) {
	for (const xmlNode *node = r->data && id.n ? r->data->children : NULL; node; node = node->next)
		if (xliff_is(node, "data") && str_eq(xliff_attribute(r->job->arena, node, "id"), id))
			return text_of(r->job->arena, node);
	return STR("");
}

static CodeKind kind_hint(Arena *arena, const xmlNode *node) {
	static const struct {
		const char *name;
		CodeKind kind;
	} hints[] = {
		{ "xlf:i", CODE_EMPHASIS },  { "xlf:b", CODE_STRONG }, { "xlf:lb", CODE_BREAK }, { "gz:code", CODE_LITERAL },
		{ "italic", CODE_EMPHASIS }, { "bold", CODE_STRONG },  { "lb", CODE_BREAK },     { "x-code", CODE_LITERAL },
	};
	Str name = xliff_attribute(arena, node, "subType");
	if (name.n == 0)
		name = xliff_attribute(arena, node, "ctype");
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
		if (str_is(name, hints[i].name))
			return hints[i].kind;
	return CODE_UNKNOWN;
}

static Code *make_code(ContentReader *r, const xmlNode *node, const char *id) {
	Code *code = arena_new(r->job->arena, Code);
	code->id = xliff_attribute(r->job->arena, node, id);
	code->kind = kind_hint(r->job->arena, node);
	code->tag = code->open = code->close = STR("");
	return code;
}

static void add_code(ContentReader *r, TokenKind kind, const Code *code) {
	*list_push(r->job->arena, r->tokens) = (Token){ kind, STR(""), code, POS_NONE };
}

static void add_children(ContentReader *r, const xmlNode *node);

static void add_pair(ContentReader *r, const xmlNode *node, const char *id) {
	Arena *arena = r->job->arena;
	Code *code = make_code(r, node, id);
	Str start = xliff_attribute(arena, node, "dataRefStart");
	Str end = xliff_attribute(arena, node, "dataRefEnd");
	if (start.n == 0 && r->data) { /* a marker: its data goes by its id */
		start = str_printf(arena, "d" STR_FMT, STR_ARG(code->id));
		end = str_printf(arena, "d" STR_FMT "c", STR_ARG(code->id));
	}
	code->open = data_of(r, start);
	code->close = data_of(r, end);
	if (code->open.n == 0)
		split_pair(xliff_attribute(arena, node, xliff_is(node, "mrk") ? "comment" : "equiv-text"), code);
	add_code(r, TOKEN_OPEN, code);
	add_children(r, node);
	add_code(r, TOKEN_CLOSE, code);
}

static void add_alone(ContentReader *r, const xmlNode *node) {
	Code *code = make_code(r, node, "id");
	Str ref = xliff_attribute(r->job->arena, node, "dataRef");
	code->open = ref.n ? data_of(r, ref) : text_of(r->job->arena, node);
	add_code(r, TOKEN_ALONE, code);
}

/* The start of a pair whose end is another element. `key` is by what the end names it. */
static void add_start(ContentReader *r, const xmlNode *node, const char *key) {
	Code *code = make_code(r, node, key);
	if (code->id.n == 0)
		code->id = xliff_attribute(r->job->arena, node, "id");
	Str ref = xliff_attribute(r->job->arena, node, "dataRef");
	code->open = ref.n ? data_of(r, ref) : text_of(r->job->arena, node);
	*list_push(r->job->arena, &r->open) = code;
	add_code(r, TOKEN_OPEN, code);
}

static void add_end(ContentReader *r, const xmlNode *node, const char *key) {
	Str id = xliff_attribute(r->job->arena, node, key);
	if (id.n == 0)
		id = xliff_attribute(r->job->arena, node, "id");
	for (size_t i = r->open.n; i-- > 0;) {
		Code *code = r->open.at[i];
		if (!str_eq(code->id, id))
			continue;
		Str ref = xliff_attribute(r->job->arena, node, "dataRef");
		code->close = ref.n ? data_of(r, ref) : text_of(r->job->arena, node);
		add_code(r, TOKEN_CLOSE, code);
		r->open.at[i] = r->open.at[--r->open.n];
		return;
	}
	r->problem = "a code ends that did not begin";
}

static void add_character(ContentReader *r, const xmlNode *node) {
	Str hex = xliff_attribute(r->job->arena, node, "hex");
	unsigned long c = strtoul(str_z(r->job->arena, hex), NULL, 16);
	if (c < ' ' || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) || (c >= 0x7F && c < 0xA0)) {
		r->problem = "it has a control character";
		return;
	}
	Buf character = { 0 };
	buf_utf8(&character, (uint32_t)c);
	tokens_add_text(r->job->arena, r->tokens, str_copy(r->job->arena, buf_as_str(&character)), POS_NONE);
	buf_free(&character);
}

static void add_marker(ContentReader *r, const xmlNode *node) {
	Arena *arena = r->job->arena;
	if (str_is(xliff_attribute(arena, node, "mtype"), "protected"))
		add_pair(r, node, "mid");
	else if (str_is(xliff_attribute(arena, node, "translate"), "no"))
		add_pair(r, node, "id");
	else
		add_children(r, node);
}

static void add_element(ContentReader *r, const xmlNode *node) {
	bool second = node->ns && strcmp((const char *)node->ns->href, XLIFF_2) == 0;
	if (xliff_is(node, "pc") || xliff_is(node, "g"))
		add_pair(r, node, "id");
	else if (xliff_is(node, "ph") || xliff_is(node, "x"))
		add_alone(r, node);
	else if (xliff_is(node, "mrk"))
		add_marker(r, node);
	else if (xliff_is(node, "cp"))
		add_character(r, node);
	else if (xliff_is(node, "sc"))
		add_start(r, node, "id");
	else if (xliff_is(node, "ec"))
		add_end(r, node, "startRef");
	else if (xliff_is(node, "bpt") || xliff_is(node, "bx"))
		add_start(r, node, "id");
	else if (xliff_is(node, "ept") || xliff_is(node, "ex"))
		add_end(r, node, "id");
	else if (second && xliff_is(node, "sm") && str_is(xliff_attribute(r->job->arena, node, "translate"), "no"))
		add_start(r, node, "id");
	else if (second && (xliff_is(node, "sm") || xliff_is(node, "em")))
		return;
	else if (node->ns && (strcmp((const char *)node->ns->href, XLIFF_1) == 0 || second))
		r->problem = "it has a code of a kind that is not read here";
}

/* As deep as xml.c lets elements nest. */
static void add_children(ContentReader *r, const xmlNode *node) {
	for (const xmlNode *child = node->children; child; child = child->next) {
		if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
			tokens_add_text(r->job->arena, r->tokens, str_copy(r->job->arena, str_of((const char *)child->content)),
			                POS_NONE);
		else if (child->type == XML_ELEMENT_NODE)
			add_element(r, child);
	}
}

void xliff_add_content(ContentReader *reader, const xmlNode *element) {
	add_children(reader, element);
}
