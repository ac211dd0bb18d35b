/* Blocks. cmark-gfm finds them in a copy of the text in which brackets and tags are hidden (strict.c), so that nothing
 * of our inline grammar can be mistaken for one of its blocks; from its tree come kind, first line, first column and
 * last line, and the bytes are then taken from the source. Since cmark-gfm drops notes that are not called, a call of
 * each is put behind the end of the copy. This is the only file that knows the library. */
#include "issue/reader.h"

#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <cmark-gfm/utf8.h>
#include <string.h>

bool issue_is_punctuation(uint32_t c) {
	return cmark_utf8proc_is_punctuation((int32_t)c) != 0;
}

bool issue_is_space(uint32_t c) {
	return cmark_utf8proc_is_space((int32_t)c) != 0;
}

static uint32_t first_line(const Reader *r, cmark_node *block) {
	int line = cmark_node_get_start_line(block);
	uint32_t n = line > 0 ? (uint32_t)line - 1 : 0;
	return n < r->file->lines ? n : r->file->lines - 1;
}

static uint32_t last_line(const Reader *r, cmark_node *block) {
	int line = cmark_node_get_end_line(block);
	uint32_t first = first_line(r, block), n = line > 0 ? (uint32_t)line - 1 : 0;
	n = n < r->file->lines ? n : r->file->lines - 1;
	return n > first ? n : first;
}

static uint32_t line_end(const Reader *r, uint32_t line) {
	return issue_line_start(r, line) + (uint32_t)issue_line(r, line).n;
}

static uint32_t start_of(const Reader *r, cmark_node *block) {
	uint32_t line = first_line(r, block), end = line_end(r, line);
	int column = cmark_node_get_start_column(block);
	uint32_t start = issue_line_start(r, line) + (column > 0 ? (uint32_t)column - 1 : 0);
	return start < end ? start : end;
}

/* From its first byte to the end of that line. */
static Pos pos_of(const Reader *r, cmark_node *block) {
	return issue_pos(r, start_of(r, block), line_end(r, first_line(r, block)));
}

static void convert_children(Reader *r, cmark_node *block, Node *into, Containers *in);

static void add_paragraph(Reader *r, Node *into, const Content *content, bool first_in_quote) {
	issue_check_paragraph(r, content, first_in_quote);
	Node *node = issue_make_node(r->job->arena, NODE_PARAGRAPH, issue_pos(r, content->at[0].start, content->at[0].end));
	issue_append_node(into, node);
	issue_parse_inlines(r, node, content);
}

static void convert_paragraph(Reader *r, cmark_node *block, Node *into, const Containers *in, bool first_in_quote) {
	if (cmark_node_get_start_line(block) == 0)
		return; /* above a table without a blank line: table.c reports it */
	Content content = issue_content_of(r, start_of(r, block), last_line(r, block), in);
	add_paragraph(r, into, &content, first_in_quote);
}

/* `## Text {#id .class} ##`: without the signs at both ends. */
static Content heading_content(Reader *r, Node *node, uint32_t start, uint32_t end) {
	const char *p = r->text.p;
	while (start < end && p[start] == '#')
		start++;
	while (end > start && (p[end - 1] == ' ' || p[end - 1] == '\t'))
		end--;
	uint32_t signs = end;
	while (signs > start && p[signs - 1] == '#')
		signs--;
	if (signs < end && (signs == start || p[signs - 1] == ' ' || p[signs - 1] == '\t'))
		end = signs;
	while (end > start && (p[end - 1] == ' ' || p[end - 1] == '\t'))
		end--;
	issue_take_attributes(r, start, &end, ATTRIBUTES_HEADING, node);
	return issue_content_of_range(r, start, end);
}

/* The line of = or - under a heading's text; the text ends above it. */
static uint32_t find_underline(const Reader *r, cmark_node *block, const Containers *in) {
	uint32_t first = first_line(r, block), last = last_line(r, block), line = first + 1;
	for (; line < last; line++) {
		Stripped s = issue_strip(r, line, in);
		uint32_t at = s.start, end = line_end(r, line);
		while (at < end && (r->text.p[at] == '=' || r->text.p[at] == '-'))
			at++;
		while (at < end && (r->text.p[at] == ' ' || r->text.p[at] == '\t'))
			at++;
		if (at == end && s.start < end)
			break;
	}
	return line < r->file->lines ? line : r->file->lines - 1;
}

static Content setext_content(Reader *r, cmark_node *block, Node *node, const Containers *in) {
	uint32_t underline = find_underline(r, block, in);
	Content content = issue_content_of(r, start_of(r, block), underline - 1, in);
	Stripped line = issue_strip(r, underline, in);
	diag_error(r->job->diag, issue_pos(r, line.start, line_end(r, underline)), RULE_HEADING_SETEXT,
		"this line makes a heading of the one above it");
	diag_help(r->job->diag, "write ## before the heading; for a section break put a blank line before ---");
	node->level = 2;
	return content;
}

static void convert_heading(Reader *r, cmark_node *block, Node *into, const Containers *in) {
	Node *node = issue_make_node(r->job->arena, NODE_HEADING, pos_of(r, block));
	issue_append_node(into, node);
	node->level = cmark_node_get_heading_level(block);
	uint32_t start = start_of(r, block);
	Content content = r->text.p[start] == '#' ? heading_content(r, node, start, line_end(r, first_line(r, block))) :
	                                            setext_content(r, block, node, in);
	if (node->level > 3) {
		diag_error(r->job->diag, node->pos, RULE_HEADING_LEVEL, "a heading of level %d", node->level);
		diag_help(r->job->diag, "use ## and ###; # is the headline");
		node->level = 3;
	}
	if (content.at[0].start == content.at[0].end) {
		diag_error(r->job->diag, node->pos, RULE_HEADING_EMPTY, "a heading without text");
		diag_help(r->job->diag, "write its text behind the #, or take the line out");
	}
	issue_parse_inlines(r, node, &content);
}

/* Text on the line directly after the marker line: a list, say, that cmark-gfm has parted from it. */
static void check_gap(Reader *r, cmark_node *first, const Node *node) {
	cmark_node *second = cmark_node_next(first);
	if (!second || first_line(r, second) != last_line(r, first) + 1 || cmark_node_get_start_line(second) == 0)
		return;
	diag_error(r->job->diag, pos_of(r, second), RULE_MARKER_GLUED, "no empty line between [!" STR_FMT "] and its text",
		STR_ARG(node->name));
	diag_help(r->job->diag, "put a line with > alone between them");
}

static void convert_quote(Reader *r, cmark_node *block, Node *into, Containers *in) {
	in->at[in->n++] = (Container){ .quote = true, .line = first_line(r, block) };
	cmark_node *child = cmark_node_first_child(block);
	Node *node = NULL;
	if (child && cmark_node_get_type(child) == CMARK_NODE_PARAGRAPH && cmark_node_get_start_line(child) > 0) {
		Content first = issue_content_of(r, start_of(r, child), last_line(r, child), in), rest = { 0 };
		node = issue_read_marker(r, pos_of(r, block), &first, &rest);
		if (node) {
			check_gap(r, child, node);
			if (rest.n > 0)
				add_paragraph(r, node, &rest, false);
		} else {
			node = issue_make_node(r->job->arena, NODE_QUOTE, pos_of(r, block));
			add_paragraph(r, node, &first, true);
		}
		cmark_node_unlink(child);
		cmark_node_free(child);
	} else {
		node = issue_make_node(r->job->arena, NODE_QUOTE, pos_of(r, block));
	}
	issue_append_node(into, node);
	convert_children(r, block, node, in);
	in->n--;
}

static void convert_item(Reader *r, cmark_node *block, Node *list, Containers *in) {
	Node *item = issue_make_node(r->job->arena, NODE_ITEM, pos_of(r, block));
	issue_append_node(list, item);
	cmark_node *child = cmark_node_first_child(block);
	uint32_t line = first_line(r, block), marker = start_of(r, block), content;
	if (child && first_line(r, child) == line && cmark_node_get_start_line(child) > 0) {
		content = start_of(r, child);
	} else {
		content = marker;
		while (content < line_end(r, line) && r->text.p[content] != ' ' && r->text.p[content] != '\t')
			content++;
	}
	uint32_t base = issue_strip(r, line, in).start;
	unsigned to = issue_column(r, content) + (content == line_end(r, line)), from = issue_column(r, base);
	in->at[in->n++] = (Container){ .line = line, .content = content, .indent = to > from ? to - from : 1 };
	convert_children(r, block, item, in);
	in->n--;
}

static void convert_list(Reader *r, cmark_node *block, Node *into, Containers *in) {
	Node *list = issue_make_node(r->job->arena, NODE_LIST, pos_of(r, block));
	issue_append_node(into, list);
	list->ordered = cmark_node_get_list_type(block) == CMARK_ORDERED_LIST;
	list->start = list->ordered ? cmark_node_get_list_start(block) : 0;
	list->tight = cmark_node_get_list_tight(block);
	if (in->lists == ISSUE_MAX_LISTS) {
		diag_error(r->job->diag, list->pos, RULE_LIST_DEPTH, "lists nested more than %d deep", ISSUE_MAX_LISTS);
		diag_help(r->job->diag, "make two lists of it, with a paragraph between");
		return;
	}
	in->lists++;
	for (cmark_node *item = cmark_node_first_child(block); item; item = cmark_node_next(item))
		convert_item(r, item, list, in);
	in->lists--;
}

static void convert_note(Reader *r, cmark_node *block, Containers *in) {
	Definition *d = NULL;
	uint32_t line = first_line(r, block);
	for (size_t i = 0; i < r->definitions.n && !d; i++) {
		if (r->definitions.at[i].line == line)
			d = &r->definitions.at[i];
	}
	if (!d || d->node)
		return;
	d->node = issue_make_node(r->job->arena, NODE_NOTE, d->pos);
	d->node->name = d->label;
	d->node->name_pos = (Pos){ r->file, d->pos.offset + 2, (uint32_t)d->label.n };
	uint32_t content = d->pos.offset + d->pos.length;
	while (content < line_end(r, line) && (r->text.p[content] == ' ' || r->text.p[content] == '\t'))
		content++;
	Containers alone = { .n = 1, .lists = in->lists };
	alone.at[0] = (Container){ .note = true, .line = line, .content = content, .indent = 4 };
	convert_children(r, block, d->node, &alone);
}

static void convert_break(Reader *r, cmark_node *block, Node *into) {
	Node *node = issue_make_node(r->job->arena, NODE_BREAK_SECTION, pos_of(r, block));
	issue_append_node(into, node);
	Str line = str_trim(str_sub(r->text, node->pos.offset, node->pos.offset + node->pos.length));
	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '-')
			continue;
		diag_error(r->job->diag, node->pos, RULE_SECTION_BREAK, "'" STR_FMT "' for a section break", STR_ARG(line));
		diag_help(r->job->diag, "write three hyphens between blank lines: ---");
		return;
	}
}

/* A comment is skipped; all other HTML has been hidden from cmark-gfm. */
static void check_comment(Reader *r, cmark_node *block) {
	Str s = str_trim(str_of(cmark_node_get_literal(block)));
	size_t end = str_find(s, "-->", 4);
	cmark_node *before = cmark_node_previous(block);
	Pos pos = pos_of(r, block);
	if (end == SIZE_MAX) {
		diag_error(r->job->diag, pos, RULE_COMMENT, "this comment is not closed");
		diag_help(r->job->diag, "end it with -->");
	} else if (end + 3 < s.n) {
		diag_error(r->job->diag, pos, RULE_COMMENT, "text after the comment on its line is skipped too");
		diag_help(r->job->diag, "put it on a line of its own");
	} else if (before && cmark_node_get_type(before) == CMARK_NODE_PARAGRAPH &&
	           last_line(r, before) + 1 == first_line(r, block)) {
		diag_error(r->job->diag, pos, RULE_COMMENT, "a comment at the start of a line ends the paragraph above it");
		diag_help(r->job->diag, "put a blank line before it, or the comment at the end of a line");
	}
}

static void report_code(Reader *r, cmark_node *block) {
	bool fenced =
		memchr("`~", r->text.p[start_of(r, block)], 2) && start_of(r, block) < line_end(r, first_line(r, block));
	diag_error(r->job->diag, pos_of(r, block), RULE_CODE_BLOCK,
	           fenced ? "a block of code" : "an indented line is read as code");
	diag_help(r->job->diag, fenced ? "code is not set; use `word` within a paragraph" :
		"begin the line at the margin; further text of an item is indented as far as the item's own text");
}

static void convert_table(Reader *r, cmark_node *block, Node *into, const Containers *in) {
	Node *table = issue_make_node(r->job->arena, NODE_TABLE, pos_of(r, block));
	issue_append_node(into, table);
	issue_read_table(r, table, first_line(r, block), last_line(r, block), in);
}

static void convert(Reader *r, cmark_node *block, Node *into, Containers *in) {
	cmark_node_type type = cmark_node_get_type(block);
	if (in->n >= ISSUE_MAX_NESTING && (type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_LIST)) {
		diag_error(r->job->diag, pos_of(r, block), RULE_NESTING_DEPTH, "nested more than %d deep", ISSUE_MAX_NESTING);
		diag_help(r->job->diag, "take some of the nesting out");
		return;
	}
	if (type == CMARK_NODE_PARAGRAPH)
		convert_paragraph(r, block, into, in, false);
	else if (type == CMARK_NODE_HEADING)
		convert_heading(r, block, into, in);
	else if (type == CMARK_NODE_BLOCK_QUOTE)
		convert_quote(r, block, into, in);
	else if (type == CMARK_NODE_LIST)
		convert_list(r, block, into, in);
	else if (type == CMARK_NODE_FOOTNOTE_DEFINITION)
		convert_note(r, block, in);
	else if (type == CMARK_NODE_THEMATIC_BREAK)
		convert_break(r, block, into);
	else if (type == CMARK_NODE_HTML_BLOCK)
		check_comment(r, block);
	else if (type == CMARK_NODE_CODE_BLOCK)
		report_code(r, block);
	else if (strcmp(cmark_node_get_type_string(block), "table") == 0)
		convert_table(r, block, into, in);
}

static void convert_children(Reader *r, cmark_node *block, Node *into, Containers *in) {
	for (cmark_node *child = cmark_node_first_child(block); child; child = cmark_node_next(child)) {
		int line = cmark_node_get_start_line(child);
		if (line <= (int)r->file->lines)
			convert(r, child, into, in);
	}
}

/* Behind the copy: lines that the file does not have, with a call of each note. */
static void add_calls(const Reader *r, Buf *mask) {
	buf_z(mask, "\n\n");
	for (size_t i = 0; i < r->definitions.n; i++)
		buf_printf(mask, "[^" STR_FMT "]\n\n", STR_ARG(r->definitions.at[i].label));
}

/* The library keeps its extensions in a list of its own, without a lock; so it is filled before there are threads. */
__attribute__((constructor)) static void register_extensions(void) {
	cmark_gfm_core_extensions_ensure_registered();
}

void issue_read_blocks(Reader *r) {
	Buf mask = { 0 };
	buf_str(&mask, r->text);
	issue_scan_lines(r, mask.p);
	add_calls(r, &mask);
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
	cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
	cmark_parser_feed(parser, mask.p, mask.n);
	cmark_node *document = cmark_parser_finish(parser);
	Containers none = { .n = 0 };
	convert_children(r, document, r->root, &none);
	cmark_node_free(document);
	cmark_parser_free(parser);
	buf_free(&mask);
	for (size_t i = 0; i < r->definitions.n; i++) {
		if (r->definitions.at[i].node)
			issue_append_node(r->root, r->definitions.at[i].node);
	}
}
