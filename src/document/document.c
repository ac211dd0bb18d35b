/* Joins Issue, Layout and Locale. First all that can be named is collected (references.c) and the places are
 * checked, which gives the stories and their order (places.c); then the contents and each article are built in
 * reading order, so that owners, blocks and notes come in it too. Last, blocks are entered in the table by their
 * ids. */
#include "document/build.h"

#include <assert.h>

static const Design *find_default_design(Job *job, const Layout *layout) {
	int index = layout_find_design(layout, STR("default"));
	if (index >= 0)
		return &layout->designs[index];
	if (layout->design_count == 0 || layout->style_count == 0)
		return NULL;
	diag_error(job->diag, layout->designs[0].pos, RULE_DESIGN_UNKNOWN, "the layout has no design 'default'");
	diag_help(job->diag, "add it: articles and boxes whose frame names no other are dressed by it");
	return &layout->designs[0];
}

static void enter_blocks(Document *doc, Block *blocks, size_t count) {
	for (size_t i = 0; i < count; i++) {
		doc->blocks[blocks[i].id] = &blocks[i];
		enter_blocks(doc, blocks[i].children, blocks[i].child_count);
	}
}

static void enter_story(Document *doc, const Story *story) {
	enter_blocks(doc, story->head, story->head_count);
	enter_blocks(doc, story->body, story->body_count);
}

static void finish(Builder *b) {
	Document *doc = b->doc;
	doc->notes = b->notes.at;
	doc->note_count = b->notes.n;
	doc->anchors = b->anchors.at;
	doc->anchor_count = b->anchors.n;
	doc->references = b->references.at;
	doc->reference_count = b->references.n;
	for (size_t i = 0; i < doc->story_count; i++)
		enter_story(doc, &doc->stories[i]);
	for (size_t i = 0; i < doc->note_count; i++)
		enter_blocks(doc, doc->notes[i].blocks, doc->notes[i].block_count);
	if (doc->contents)
		enter_story(doc, doc->contents);
	for (uint32_t id = 0; id < doc->block_count; id++)
		assert(doc->blocks[id] && doc->blocks[id]->id == id);
}

Document *document_build(Job *job, const Issue *issue, const Edition *edition, const Layout *layout,
	const Locale *locale) {
	Document *doc = arena_new(job->arena, Document);
	doc->issue = issue;
	doc->edition = edition;
	doc->writing = layout_writing_for(layout, locale->script, locale->tag);
	doc->upright = layout;
	doc->layout = layout = doc->writing == WRITING_ACROSS ? layout : layout_turned(job->arena, layout);
	doc->locale = locale;
	doc->typography = layout_typography_for(layout, locale->script, locale->tag);
	doc->baseline = len_scale(layout->baseline, doc->typography->leading, 1000);
	Builder b = { .job = job, .arena = job->arena, .doc = doc, .locale = locale, .default_design = find_default_design(job, layout) };
	Pos pos = issue->file ? (Pos){ issue->file, 0, 0 } : POS_NONE;
	build_owner(&b, (OwnerNode){ .tag = TAG_DOCUMENT, .language = locale->tag, .pos = pos });
	if (!b.default_design) {
		diag_error(job->diag, layout->file ? (Pos){ layout->file, 0, 0 } : POS_NONE, RULE_DESIGN_UNKNOWN,
			"the layout has no designs and styles, so nothing can be set");
		return doc;
	}
	build_anchors(&b);
	build_plan(&b);
	build_contents(&b);
	for (size_t i = 0; i < b.article_stories; i++)
		build_article(&b, i);
	finish(&b);
	return doc;
}

bool document_bound_right(const Document *document) {
	if (document->writing != WRITING_ACROSS)
		return document->writing == WRITING_FROM_RIGHT;
	return document->locale && document->locale->bound_right;
}
