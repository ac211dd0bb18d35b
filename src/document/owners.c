/* The tree of owners: what every mark on a page is, in which language, and where it was written. Owners are numbered
 * in reading order; the children of one are those that name it as their parent, in the order of their numbers. What
 * stands below furniture is furniture, and what names no language has that of its parent. */
#include "document/build.h"

#include <assert.h>
#include <string.h>

/* Doubles at powers of two, so that the count alone says how much room there is. */
static void *doubled(Arena *arena, void *at, size_t count, size_t item) {
	if (count != 0 && (count & (count - 1)) != 0)
		return at;
	void *more = arena_alloc(arena, (count ? count * 2 : 1) * item);
	if (count)
		memcpy(more, at, count * item);
	return more;
}

Owner document_add_owner(Job *job, Document *document, OwnerNode node) {
	size_t count = document->owner_count;
	assert(count == 0 || node.parent < count);
	document->owners = doubled(job->arena, document->owners, count, sizeof(OwnerNode));
	if (count > 0) {
		const OwnerNode *parent = &document->owners[node.parent];
		node.furniture |= parent->furniture;
		if (node.language.n == 0)
			node.language = parent->language;
	}
	document->owners[document->owner_count++] = node;
	return (Owner)count;
}

static uint32_t add_block(Job *job, Document *document, Block *block) {
	document->blocks = doubled(job->arena, document->blocks, document->block_count, sizeof(Block *));
	document->blocks[document->block_count] = block;
	return document->block_count++;
}

uint32_t build_block_id(Builder *b) {
	return add_block(b->job, b->doc, NULL);
}

Owner build_owner(Builder *b, OwnerNode node) {
	return document_add_owner(b->job, b->doc, node);
}

Owner build_owner_of(Builder *b, Tag tag, Owner parent, const char *role, Pos pos) {
	return build_owner(b, (OwnerNode){ .tag = tag, .parent = parent, .role = role, .pos = pos });
}

Owner build_heading_owner(Builder *b, Owner parent, int level, Pos pos) {
	return build_owner(b,
		(OwnerNode){ .tag = TAG_HEADING, .parent = parent, .level = level > 6 ? 6 : level, .pos = pos });
}

/* "sidebar" -> "Sidebar"; a kind that is no plain word is an "Aside". */
const char *build_role_of_kind(Builder *b, Str kind) {
	for (size_t i = 0; i < kind.n; i++)
		if (!((kind.p[i] >= 'a' && kind.p[i] <= 'z') || (i > 0 && kind.p[i] >= '0' && kind.p[i] <= '9')))
			return "Aside";
	if (kind.n == 0)
		return "Aside";
	Str role = str_copy(b->arena, kind);
	char *first = (char *)role.p;
	*first = (char)(*first - 'a' + 'A');
	return role.p;
}

Block *document_make_line(Job *job, Document *document, Str text, const ParagraphStyle *style, const Design *design,
	Owner owner, const Locale *locale) {
	Block *block = arena_new(job->arena, Block);
	block->kind = BLOCK_TEXT;
	block->id = add_block(job, document, block);
	block->style = style;
	block->design = design;
	block->owner = owner;
	block->pos = document->owners[owner].pos;
	block->language = locale->tag;
	block->rtl = locale->rtl;
	block->vertical = document->writing != WRITING_ACROSS;
	block->text = str_copy(job->arena, text);
	block->spans = arena_new(job->arena, Span);
	block->span_count = text.n > 0;
	block->spans[0] = (Span){ .end = (uint32_t)text.n, .generated = true, .colour = COLOUR_NONE, .owner = owner,
		.note = -1, .reference = -1 };
	block->marks = arena_new(job->arena, TextMark);
	block->mark_count = 1;
	block->marks[0].pos = block->pos;
	return block;
}
