/* The Document as indented text: the tree of owners, then stories, notes, anchors and references, with line:column
 * of the source. Tests and reviews stand on it. */
#include "document/build.h"

static const char *const tag_names[] = { "document", "title", "article", "section", "heading", "paragraph", "list",
	"item", "label", "body", "table", "row", "head-cell", "cell", "figure", "caption", "aside", "quote", "note",
	"contents", "contents-entry", "reference", "link", "span", "artifact" };
static const char *const kind_names[] = { "text", "picture", "box", "table", "row", "cell" };
static const char *const align_names[] = { "natural", "start", "centre", "end" };
static const char *const direction_names[] = { "auto", "ltr", "rtl" };

static void dump_indent(Buf *out, int depth) {
	for (int i = 0; i < depth; i++)
		buf_z(out, "  ");
}

static void dump_pos(Buf *out, Pos pos) {
	if (!pos.file)
		return;
	LineColumn at = pos_line_column(pos);
	buf_printf(out, " @%u:%u", at.line, at.column);
}

static void dump_str(Buf *out, const char *name, Str value) {
	if (value.n == 0)
		return;
	buf_printf(out, " %s=", name);
	buf_json(out, value);
}

static void dump_flag(Buf *out, const char *name, bool set) {
	if (set)
		buf_printf(out, " %s", name);
}

static void dump_owner(const Document *doc, Owner id, int depth, Buf *out) {
	const OwnerNode *owner = &doc->owners[id];
	dump_indent(out, depth);
	buf_printf(out, "%u %s", id, tag_names[owner->tag]);
	if (owner->level > 0)
		buf_printf(out, " level=%d", owner->level);
	if (owner->role)
		buf_printf(out, " %s", owner->role);
	if (id == 0 || !str_eq(owner->language, doc->owners[owner->parent].language))
		dump_str(out, "language", owner->language);
	dump_str(out, "title", owner->title);
	dump_str(out, "alt", owner->alt);
	dump_str(out, "url", owner->url);
	dump_flag(out, "ordered", owner->ordered);
	dump_flag(out, "furniture", owner->furniture);
	dump_pos(out, owner->pos);
	buf_byte(out, '\n');
}

/* Owners are in reading order; a parent comes before its children. */
static void dump_owners(const Document *doc, Buf *out) {
	Arena *arena = arena_make();
	size_t n = doc->owner_count;
	Owner *first = arena_array(arena, Owner, n + 1), *last = arena_array(arena, Owner, n + 1);
	Owner *next = arena_array(arena, Owner, n + 1);
	for (Owner id = 1; id < n; id++) {
		Owner parent = doc->owners[id].parent;
		if (first[parent] == 0)
			first[parent] = id;
		else
			next[last[parent]] = id;
		last[parent] = id;
	}
	buf_z(out, "owners\n");
	Owner id = 0;
	int depth = 1;
	for (;;) {
		dump_owner(doc, id, depth, out);
		if (first[id]) {
			id = first[id];
			depth++;
			continue;
		}
		while (id != 0 && next[id] == 0) {
			id = doc->owners[id].parent;
			depth--;
		}
		if (id == 0)
			break;
		id = next[id];
	}
	arena_free(arena);
}

static void dump_span(const Document *doc, const Block *block, const Span *span, int depth, Buf *out) {
	dump_indent(out, depth);
	buf_printf(out, "%u..%u ", span->start, span->end);
	buf_json(out, str_sub(block->text, span->start, span->end));
	dump_flag(out, "emphasis", span->emphasis);
	dump_flag(out, "strong", span->strong);
	dump_flag(out, "superior", span->superior);
	dump_flag(out, "code", span->code);
	dump_flag(out, "generated", span->generated);
	dump_flag(out, "no-hyphens", span->no_hyphens);
	if (span->isolate)
		buf_printf(out, " isolate=%s", direction_names[span->direction]);
	dump_str(out, "language", span->language);
	if (span->colour != COLOUR_NONE && (size_t)span->colour < doc->layout->colour_count)
		dump_str(out, "colour", doc->layout->colours[span->colour].name);
	if (span->owner != block->owner)
		buf_printf(out, " owner=%u", span->owner);
	if (span->note >= 0)
		buf_printf(out, " note=%d", doc->notes[span->note].number);
	if (span->reference >= 0)
		dump_str(out, "reference", doc->anchors[doc->references[span->reference].anchor].id);
	dump_pos(out, block_position(block, span->start));
	buf_byte(out, '\n');
}

static void dump_block(const Document *doc, const Block *block, int depth, Buf *out) {
	dump_indent(out, depth);
	buf_printf(out, "#%u %s", block->id, kind_names[block->kind]);
	if (block->kind == BLOCK_TEXT || block->kind == BLOCK_CELL) {
		buf_printf(out, " %s ", text_kind_names[block->text_kind]);
		buf_json(out, block->text);
	}
	if (block->style && block->kind == BLOCK_TEXT)
		dump_str(out, "style", block->style->name);
	if (block->kind == BLOCK_BOX)
		dump_str(out, "design", block->design->name);
	buf_printf(out, " owner=%u", block->owner);
	dump_str(out, "label", block->label);
	if (block->label_width > 0) {
		buf_z(out, " indent=");
		buf_len(out, block->label_width);
	}
	if (block->depth > 0)
		buf_printf(out, " depth=%d", block->depth);
	dump_flag(out, "first", block->first_in_article);
	dump_flag(out, "keep", block->keep_with_previous);
	dump_flag(out, "head", block->head_row);
	dump_flag(out, "placed", block->placed);
	if (block->kind == BLOCK_CELL && block->cell_align != CELL_NATURAL)
		buf_printf(out, " align=%s", align_names[block->cell_align]);
	if (block->picture)
		buf_printf(out, " picture=%dx%d", block->picture->width, block->picture->height);
	dump_str(out, "id", block->id_name);
	dump_pos(out, block->pos);
	buf_byte(out, '\n');
	for (size_t i = 0; i < block->span_count; i++)
		dump_span(doc, block, &block->spans[i], depth + 1, out);
	for (size_t i = 0; i < block->child_count; i++)
		dump_block(doc, &block->children[i], depth + 1, out);
}

static void dump_blocks(const Document *doc, const char *name, const Block *blocks, size_t count, Buf *out) {
	if (count == 0)
		return;
	buf_printf(out, "  %s\n", name);
	for (size_t i = 0; i < count; i++)
		dump_block(doc, &blocks[i], 2, out);
}

static void dump_story(const Document *doc, const Story *story, Buf *out) {
	buf_printf(out, "story " STR_FMT " owner=%u", STR_ARG(story->id), story->owner);
	dump_str(out, "design", story->design->name);
	dump_str(out, "title", story->title);
	if (!str_eq(story->short_title, story->title))
		dump_str(out, "short", story->short_title);
	dump_str(out, "section", story->section);
	buf_byte(out, '\n');
	dump_blocks(doc, "head", story->head, story->head_count, out);
	dump_blocks(doc, "body", story->body, story->body_count, out);
}

void document_dump(const Document *doc, Buf *out) {
	buf_printf(out, "document " STR_FMT " %s baseline=", STR_ARG(doc->locale->tag), doc->locale->rtl ? "rtl" : "ltr");
	buf_len(out, doc->baseline);
	buf_byte(out, '\n');
	dump_owners(doc, out);
	if (doc->contents)
		dump_story(doc, doc->contents, out);
	for (size_t i = 0; i < doc->story_count; i++)
		dump_story(doc, &doc->stories[i], out);
	for (size_t i = 0; i < doc->note_count; i++) {
		const Note *note = &doc->notes[i];
		buf_printf(out, "note %d story=" STR_FMT " owner=%u\n", note->number, STR_ARG(doc->stories[note->story].id),
			note->owner);
		for (size_t j = 0; j < note->block_count; j++)
			dump_block(doc, &note->blocks[j], 1, out);
	}
	for (size_t i = 0; i < doc->anchor_count; i++) {
		const Anchor *anchor = &doc->anchors[i];
		buf_printf(out, "anchor " STR_FMT " story=" STR_FMT " page=%d", STR_ARG(anchor->id), STR_ARG(anchor->story),
			anchor->page);
		dump_str(out, "title", anchor->title);
		dump_pos(out, anchor->pos);
		buf_byte(out, '\n');
	}
}
