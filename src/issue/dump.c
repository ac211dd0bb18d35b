/* The tree as text: one line a node, indented by depth, with line:column and what the node carries. */
#include "issue/issue.h"

static const char *const names[] = {
	[NODE_ARTICLE] = "article",
	[NODE_HEADING] = "heading",
	[NODE_PARAGRAPH] = "paragraph",
	[NODE_LIST] = "list",
	[NODE_ITEM] = "item",
	[NODE_QUOTE] = "quote",
	[NODE_TABLE] = "table",
	[NODE_ROW] = "row",
	[NODE_CELL] = "cell",
	[NODE_ROLE] = "role",
	[NODE_BOX] = "box",
	[NODE_TITLE] = "title",
	[NODE_NOTE] = "note",
	[NODE_BREAK_SECTION] = "section-break",
	[NODE_TEXT] = "text",
	[NODE_EMPHASIS] = "emphasis",
	[NODE_STRONG] = "strong",
	[NODE_CODE] = "code",
	[NODE_LINK] = "link",
	[NODE_IMAGE] = "image",
	[NODE_NOTE_CALL] = "call",
	[NODE_SPAN] = "span",
	[NODE_DATA] = "data",
	[NODE_BREAK] = "break",
};

static void dump_quoted(Buf *out, Str s) {
	buf_byte(out, ' ');
	buf_json(out, s);
}

static void dump_pair(Buf *out, const char *key, Str value) {
	if (value.n == 0)
		return;
	buf_printf(out, " %s=", key);
	buf_json(out, value);
}

static void dump_flags(const Node *node, Buf *out) {
	static const char *const aligns[] = { "natural", "start", "centre", "end" };
	if (node->kind == NODE_HEADING)
		buf_printf(out, " level=%d", node->level);
	if (node->kind == NODE_LIST && node->ordered)
		buf_printf(out, " start=%d", node->start);
	if (node->kind == NODE_LIST)
		buf_z(out, node->tight ? " tight" : " loose");
	if (node->kind == NODE_CELL && node->column_align != CELL_NATURAL)
		buf_printf(out, " align=%s", aligns[node->column_align]);
	if (node->direction != DIRECTION_AUTO)
		buf_printf(out, " dir=%s", node->direction == DIRECTION_LTR ? "ltr" : "rtl");
	if (node->no_translate)
		buf_z(out, " translate=no");
	if (node->decorative && node->kind == NODE_IMAGE)
		buf_z(out, " decorative");
}

/* Where the node before it stood: a line may hold very many, and counting from its start each time would take long. */
typedef struct {
	uint32_t offset;
	LineColumn at;
} Cursor;

static LineColumn locate(Cursor *cursor, Pos pos) {
	const SourceFile *file = pos.file;
	uint32_t line = cursor->at.line;
	bool same =
		line > 0 && pos.offset >= cursor->offset && (line >= file->lines || pos.offset < file->line_starts[line]);
	if (!same) {
		cursor->at = pos_line_column(pos);
	} else {
		for (size_t at = cursor->offset; at < pos.offset; cursor->at.column++)
			utf8_next(file->text, &at);
	}
	cursor->offset = pos.offset;
	return cursor->at;
}

static void dump_node(const Node *node, unsigned depth, Cursor *cursor, Buf *out) {
	LineColumn at = locate(cursor, node->pos);
	buf_printf(out, "%*s%s %u:%u", (int)depth * 2, "", names[node->kind], at.line, at.column);
	if (node->kind == NODE_TEXT || node->kind == NODE_CODE)
		dump_quoted(out, node->text);
	if (node->name.n)
		buf_printf(out, " " STR_FMT, STR_ARG(node->name));
	dump_flags(node, out);
	dump_pair(out, "argument", node->argument);
	dump_pair(out, "style", node->style);
	dump_pair(out, "lang", node->language);
	dump_pair(out, "id", node->id);
	dump_pair(out, "classes", node->classes);
	dump_pair(out, "url", node->url);
	dump_pair(out, node->kind == NODE_IMAGE ? "credit" : "title", node->title);
	buf_byte(out, '\n');
}

void issue_dump_article(const Article *article, Buf *out) {
	buf_printf(out, "article id=" STR_FMT, STR_ARG(article->id));
	if (article->section.n)
		buf_printf(out, " section=" STR_FMT, STR_ARG(article->section));
	buf_byte(out, '\n');
	unsigned depth = 0;
	Cursor cursor = { 0 };
	NodeWalk walk = node_walk(article->root);
	while (node_walk_next(&walk)) {
		if (!walk.entering) {
			depth--;
			continue;
		}
		if (walk.node != article->root)
			dump_node(walk.node, depth, &cursor, out);
		depth++;
	}
}
