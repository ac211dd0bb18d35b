/* Nodes -> blocks. A Flow says where blocks go, how they are dressed and whose children they are in the tree of
 * owners; lists, quotes, boxes and notes open a Flow of their own. The first paragraph of an article, and one after
 * a heading or a section break, is a first paragraph. */
#include "document/build.h"

#define SECTION_BREAK_SPACE 1000                             /* lines */

const ParagraphStyle *build_style(const Builder *b, const Design *design, TextKind kind) {
	return &b->doc->layout->styles[design->styles[kind]];
}

Block build_block(Builder *b, BlockKind kind, TextKind text_kind, const Design *design, Owner owner, Pos pos) {
	return (Block){ .kind = kind, .id = build_block_id(b), .text_kind = text_kind,
		.style = build_style(b, design, text_kind), .design = design, .owner = owner, .pos = pos,
		.language = b->locale->tag, .rtl = b->locale->rtl, .vertical = b->doc->writing != WRITING_ACROSS };
}

void build_set_text(Block *block, const Inlines *inlines) {
	block->text = inlines->text;
	block->spans = inlines->spans.at;
	block->span_count = inlines->spans.n;
	block->marks = inlines->marks.at;
	block->mark_count = inlines->marks.n;
}

/* A text whose lines could be longer than lengths can say is left out; nobody has written it. */
static Inlines within_lengths(Builder *b, const Block *block, Inlines text) {
	size_t most = LEN_MAX / 4 / (size_t)(block->style->size > 0 ? block->style->size : LEN_PT);
	if (text.text.n <= most)
		return text;
	diag_error(b->job->diag, block->pos, RULE_TEXT_LONG, "this text of %zu bytes is too long to be set in one piece", text.text.n);
	diag_help(b->job->diag, "make several paragraphs of it, of at most %zu bytes each", most);
	return (Inlines){ .text = STR("") };
}

/* A section break is a blank line. */
static const ParagraphStyle *spaced(Builder *b, const ParagraphStyle *style) {
	ParagraphStyle *copy = arena_copy(b->arena, style, sizeof *style);
	if (copy->space_before < SECTION_BREAK_SPACE)
		copy->space_before = SECTION_BREAK_SPACE;
	return copy;
}

void build_text(Builder *b, Flow *flow, TextKind kind, const Node *inlines, Owner owner) {
	Block block = build_block(b, BLOCK_TEXT, kind, flow->design, owner, inlines->pos);
	Inlines text = build_inlines(b, inlines, (InlineRules){ .owner = owner, .block = block.id });
	text = within_lengths(b, &block, text);
	build_set_text(&block, &text);
	block.state = inlines->state;
	if (flow->gap)
		block.style = spaced(b, block.style);
	flow->gap = false;
	block.id_name = inlines->kind == NODE_HEADING ? inlines->id : STR("");
	block.label = flow->label;
	block.label_owner = flow->label_owner;
	block.label_width = flow->label_width;
	block.depth = flow->depth;
	block.keep_with_previous = flow->running;
	if (flow->label_width > 0)
		flow->running = true;
	flow->label = STR("");
	*list_push(b->arena, flow->out) = block;
	build_pending_notes(b, flow->section);
}

void build_paragraph(Builder *b, Flow *flow, TextKind kind, const Node *inlines, const char *role) {
	build_text(b, flow, kind, inlines, build_owner_of(b, TAG_PARAGRAPH, flow->parent, role, inlines->pos));
}

static void build_body_paragraph(Builder *b, Flow *flow, const Node *node) {
	bool opening = flow->opening;
	TextKind kind = flow->fresh ? flow->first : flow->body;
	flow->fresh = flow->opening = false;
	build_paragraph(b, flow, kind, node, NULL);
	flow->out->at[flow->out->n - 1].first_in_article = opening;
}

/* Levels are never skipped on the way down. */
static void build_heading(Builder *b, Flow *flow, const Node *node) {
	int level = node->level > 1 ? node->level : 2;
	if (level > b->heading_level + 1)
		level = b->heading_level + 1;
	b->heading_level = level;
	flow->fresh = true;
	build_text(b, flow, node->level > 2 ? TEXT_HEADING3 : TEXT_HEADING2, node,
		build_heading_owner(b, flow->parent, level, node->pos));
}

static Str list_label(Builder *b, const Design *design, const Node *list, int index) {
	if (!list->ordered)
		return design->list_mark;
	return build_number_label(b->arena, b->locale, "list-number", "number", (int64_t)list->start + index);
}

static void build_list(Builder *b, Flow *flow, const Node *list) {
	Owner owner = build_owner(b,
		(OwnerNode){ .tag = TAG_LIST, .parent = flow->parent, .ordered = list->ordered, .pos = list->pos });
	int index = 0;
	for (const Node *item = list->first; item; item = item->next, index++) {
		if (!item->first)
			continue;
		Owner item_owner = build_owner_of(b, TAG_ITEM, owner, NULL, item->pos);
		Flow inner = *flow;
		inner.label = list_label(b, flow->design, list, index);
		inner.label_owner = build_owner_of(b, TAG_LABEL, item_owner, NULL, item->pos);
		inner.label_width = flow->design->list_indent;
		inner.parent = build_owner_of(b, TAG_BODY, item_owner, NULL, item->pos);
		inner.depth++;
		inner.first = inner.body = TEXT_LIST;
		inner.running = inner.opening = false;
		build_blocks(b, &inner, item->first);
		flow->gap = inner.gap;
	}
	flow->fresh = flow->opening = false;
}

static void build_quote(Builder *b, Flow *flow, const Node *node) {
	Flow inner = *flow;
	inner.parent = build_owner_of(b, TAG_QUOTE, flow->parent, NULL, node->pos);
	inner.first = inner.body = TEXT_QUOTE;
	inner.opening = false;
	build_blocks(b, &inner, node->first);
	flow->gap = inner.gap;
	flow->label = inner.label;
	flow->running = inner.running;
}

static Block build_cell(Builder *b, const Flow *flow, const Node *cell, Owner row, bool head) {
	Owner owner = build_owner_of(b, head ? TAG_HEAD_CELL : TAG_CELL, row, NULL, cell->pos);
	Block block = build_block(b, BLOCK_CELL, head ? TEXT_TABLE_HEAD : TEXT_TABLE_CELL, flow->design, owner, cell->pos);
	Inlines text = build_inlines(b, cell, (InlineRules){ .owner = owner, .block = block.id });
	text = within_lengths(b, &block, text);
	build_set_text(&block, &text);
	block.state = cell->state;
	block.cell_align = cell->column_align;
	return block;
}

static void set_children(Block *block, const BlockList *children) {
	block->children = children->at;
	block->child_count = children->n;
}

static void build_table(Builder *b, Flow *flow, const Node *table) {
	BlockList rows = { 0 };
	Owner owner = build_owner_of(b, TAG_TABLE, flow->parent, NULL, table->pos);
	Block block = build_block(b, BLOCK_TABLE, TEXT_TABLE_CELL, flow->design, owner, table->pos);
	for (const Node *node = table->first; node; node = node->next) {
		bool head = node == table->first;
		BlockList cells = { 0 };
		Owner row_owner = build_owner_of(b, TAG_ROW, owner, NULL, node->pos);
		TextKind kind = head ? TEXT_TABLE_HEAD : TEXT_TABLE_CELL;
		Block row = build_block(b, BLOCK_ROW, kind, flow->design, row_owner, node->pos);
		for (const Node *cell = node->first; cell; cell = cell->next)
			*list_push(b->arena, &cells) = build_cell(b, flow, cell, row_owner, head);
		set_children(&row, &cells);
		row.head_row = head;
		*list_push(b->arena, &rows) = row;
	}
	set_children(&block, &rows);
	*list_push(b->arena, flow->out) = block;
	flow->fresh = flow->opening = false;
	build_pending_notes(b, flow->section);
}

void build_node(Builder *b, Flow *flow, const Node *node) {
	switch (node->kind) {
	case NODE_HEADING:
		build_heading(b, flow, node);
		return;
	case NODE_PARAGRAPH:
		build_body_paragraph(b, flow, node);
		return;
	case NODE_LIST:
		build_list(b, flow, node);
		return;
	case NODE_QUOTE:
		build_quote(b, flow, node);
		return;
	case NODE_TABLE:
		build_table(b, flow, node);
		return;
	case NODE_BOX:
		build_box(b, flow, node);
		return;
	case NODE_BREAK_SECTION:
		flow->fresh = flow->gap = true;
		return;
	default:                                                 /* roles, titles and notes have their own places */
		return;
	}
}

void build_blocks(Builder *b, Flow *flow, const Node *first) {
	for (const Node *node = first; node; node = node->next)
		build_node(b, flow, node);
}
