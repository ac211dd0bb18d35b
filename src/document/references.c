/* References within the edition: what can be named (articles, headings, boxes, figures), and the page numbers that
 * are shown. A page number is set as a digit and written again when page makeup has found where its anchor stands. */
#include "document/build.h"

static void add_anchor(Builder *b, Anchor anchor, AnchorSource source) {
	if (build_find_anchor(b, anchor.id) != SIZE_MAX)        /* the reader has reported it */
		return;
	*list_push(b->arena, &b->anchors) = anchor;
	*list_push(b->arena, &b->sources) = source;
}

static const Node *headline_of(const Article *article) {
	for (const Node *node = article->root->first; node; node = node->next)
		if (node->kind == NODE_HEADING && node->level == 1)
			return node;
	return NULL;
}

static void add_article(Builder *b, const Article *article) {
	const Node *headline = headline_of(article);
	Pos pos = headline ? headline->pos : article->root->pos;
	add_anchor(b, (Anchor){ .id = article->id, .story = article->id, .pos = pos },
		(AnchorSource){ .node = headline, .article = article });
	NodeWalk walk = node_walk(article->root);
	while (node_walk_next(&walk)) {
		const Node *node = walk.node;
		if (!walk.entering || node->id.n == 0 || (node->kind != NODE_HEADING && node->kind != NODE_BOX))
			continue;
		add_anchor(b, (Anchor){ .id = node->id, .story = article->id, .pos = node->pos },
			(AnchorSource){ .node = node, .article = article, .box = node->kind == NODE_BOX });
	}
}

void build_anchors(Builder *b) {
	for (size_t i = 0; i < b->doc->edition->article_count; i++)
		add_article(b, &b->doc->edition->articles[i]);
	for (size_t i = 0; i < b->anchors.n; i++) {
		b->locale = build_locale_of(b, b->sources.at[i].article);
		b->anchors.at[i].title = build_anchor_title(b, i, 0);
	}
	b->locale = b->doc->locale;
}

size_t build_find_anchor(const Builder *b, Str id) {
	for (size_t i = 0; i < b->anchors.n; i++)
		if (str_eq(b->anchors.at[i].id, id))
			return i;
	return SIZE_MAX;
}

int build_reference(Builder *b, size_t anchor, uint32_t block) {
	*list_push(b->arena, &b->references) = (Reference){ anchor, block };
	return (int)b->references.n - 1;
}

static Str page_text(Job *job, const Document *document, const Block *block, const Reference *reference) {
	return locale_digits(document_locale_for(document, block->language), job->arena, document->anchors[reference->anchor].page);
}

/* The label of an entry in the contents is its page. */
static bool settle_label(Job *job, const Document *document, Block *block) {
	if (block->text_kind != TEXT_CONTENTS_ENTRY)
		return false;
	for (size_t i = 0; i < document->reference_count; i++) {
		if (document->references[i].block != block->id)
			continue;
		int page = document->anchors[document->references[i].anchor].page;
		Str label = build_number_label(job->arena, document->locale, "contents-entry-page", "page", page);
		if (str_eq(label, block->label))
			return false;
		block->label = label;
		return true;
	}
	return false;
}

static bool settle_text(Job *job, const Document *document, Block *block) {
	Edits edits = { 0 };
	for (size_t i = 0; i < block->span_count; i++) {
		const Span *span = &block->spans[i];
		if (span->reference < 0)
			continue;
		Str page = page_text(job, document, block, &document->references[span->reference]);
		if (!str_eq(page, str_sub(block->text, span->start, span->end)))
			*list_push(job->arena, &edits) = (Edit){ .start = span->start, .end = span->end, .with = page };
	}
	if (edits.n == 0)
		return false;
	Inlines inlines = { .text = block->text, .spans = { block->spans, block->span_count, block->span_count },
		.marks = { block->marks, block->mark_count, block->mark_count } };
	inlines_edit(job->arena, &inlines, edits.at, edits.n);
	build_set_text(block, &inlines);
	return true;
}

size_t document_settle(Job *job, Document *document, const int *pages, uint32_t **changed) {
	struct { uint32_t *at; size_t n, room; } ids = { 0 };
	for (size_t i = 0; i < document->anchor_count; i++)
		document->anchors[i].page = pages[i];
	bool *asks = arena_array(job->arena, bool, document->block_count + 1);
	for (size_t i = 0; i < document->reference_count; i++)
		asks[document->references[i].block] = true;
	for (uint32_t id = 0; id < document->block_count; id++) {
		Block *block = document->blocks[id];
		if (!asks[id] || !block)
			continue;
		if (settle_label(job, document, block) | settle_text(job, document, block))
			*list_push(job->arena, &ids) = id;
	}
	*changed = ids.at;
	return ids.n;
}
