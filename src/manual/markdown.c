/* Markdown to man(7). Sections and examples are kept; a table becomes a list of items, its first column the tag and the others,
 * headed by their column's name, the text; a link shows its address only when that is one of the web. */
#include "manual/manual.h"

#include <string.h>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

static bool is(cmark_node *node, const char *type) {
	return strcmp(cmark_node_get_type_string(node), type) == 0;
}

static void add_runs(Buf *out, cmark_node *parent) {
	for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node)) {
		const char *literal = cmark_node_get_literal(node);
		if (is(node, "text")) {
			roff_text(out, str_of(literal));
		} else if (is(node, "code")) {
			roff_code(out, str_of(literal));
		} else if (is(node, "softbreak") || is(node, "linebreak")) {
			buf_byte(out, ' ');
		} else if (is(node, "emph") || is(node, "strong")) {
			buf_z(out, is(node, "emph") ? "\\fI" : "\\fB");
			add_runs(out, node);
			buf_z(out, "\\fR");
		} else {
			add_runs(out, node);
			const char *url = is(node, "link") ? cmark_node_get_url(node) : "";
			if (strncmp(url, "http", 4) == 0) {
				buf_z(out, " <");
				roff_text(out, str_of(url));
				buf_byte(out, '>');
			}
		}
	}
}

static Str runs_of(Buf *scratch, cmark_node *node) {
	scratch->n = 0;
	add_runs(scratch, node);
	return buf_as_str(scratch);
}

static void add_row(Buf *out, cmark_node *head, cmark_node *row) {
	Buf text = { 0 };
	cmark_node *cell = cmark_node_first_child(row), *title = cmark_node_first_child(head);
	roff_item(out, runs_of(&text, cell));
	text.n = 0;
	for (cell = cmark_node_next(cell), title = cmark_node_next(title); cell && title;
	     cell = cmark_node_next(cell), title = cmark_node_next(title)) {
		if (!cmark_node_first_child(cell))
			continue;
		bool last = !cmark_node_next(cell);
		if (text.n)
			buf_z(&text, "; ");
		if (!last) {
			add_runs(&text, title);
			buf_z(&text, ": ");
		}
		add_runs(&text, cell);
	}
	if (text.n)
		buf_byte(&text, '.');
	else
		buf_z(&text, "\\&");
	roff_fill(out, buf_as_str(&text));
	buf_free(&text);
}

static void add_blocks(Buf *out, cmark_node *parent, bool inside);

static void add_list(Buf *out, cmark_node *list) {
	bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
	int number = cmark_node_get_list_start(list);
	for (cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item)) {
		if (ordered)
			buf_printf(out, ".IP %d. 4\n", number++);
		else
			buf_z(out, ".IP \\(bu 2\n");
		add_blocks(out, item, true);
	}
}

static void add_paragraph(Buf *out, cmark_node *node, bool first) {
	Buf text = { 0 };
	add_runs(&text, node);
	if (!first)
		buf_z(out, ".PP\n");
	roff_fill(out, buf_as_str(&text));
	buf_free(&text);
}

/* `inside` an item, and right below a heading, a first paragraph begins by itself. */
static void add_blocks(Buf *out, cmark_node *parent, bool inside) {
	bool first = inside;
	for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node)) {
		int level = cmark_node_get_heading_level(node);
		if (level == 1)
			continue;
		if (level > 1) {
			Buf title = { 0 };
			roff_heading(out, runs_of(&title, node), level > 2);
			buf_free(&title);
			first = true;
			continue;
		}
		if (is(node, "paragraph")) {
			add_paragraph(out, node, first);
		} else if (is(node, "code_block")) {
			roff_block(out, str_of(cmark_node_get_literal(node)), first);
		} else if (is(node, "list")) {
			add_list(out, node);
		} else if (is(node, "table")) {
			cmark_node *head = cmark_node_first_child(node);
			for (cmark_node *row = cmark_node_next(head); row; row = cmark_node_next(row))
				add_row(out, head, row);
		} else {
			add_blocks(out, node, first);
		}
		first = false;
	}
}

static void add(Buf *out, Str text, bool inside) {
	cmark_gfm_core_extensions_ensure_registered();
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
	cmark_parser_feed(parser, text.p, text.n);
	cmark_node *document = cmark_parser_finish(parser);
	add_blocks(out, document, inside);
	cmark_node_free(document);
	cmark_parser_free(parser);
}

void manual_add_markdown(Buf *out, Str text) {
	add(out, text, false);
}

void manual_add_inline(Buf *out, Str text) {
	add(out, text, true);
}
