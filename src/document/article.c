/* An article as a story. Its head is set in a fixed order (kicker, headline, deck, byline, dateline), whatever the
 * order in the file; signature and source end the body. In the tree of owners the headline comes first, then the
 * kicker. */
#include "document/build.h"

static const Node *headline_of(const Article *article) {
	const Node *node = article->root->first;
	while (node && !(node->kind == NODE_HEADING && node->level == 1))
		node = node->next;
	return node;
}

const Node *build_role_of(const Article *article, const char *name) {
	const Node *node = article->root->first;
	while (node && !(node->kind == NODE_ROLE && str_is(node->name, name)))
		node = node->next;
	return node;
}

Pos build_string_position(const Edition *edition, Str value) {
	for (size_t i = 0; i < edition->string_count; i++)
		if (edition->strings[i].value.p == value.p)
			return edition->strings[i].pos;
	return POS_NONE;
}

static void build_kicker(Builder *b, Flow *flow, const Story *story) {
	Pos pos = build_string_position(b->doc->edition, story->section);
	Owner owner = build_owner(b, (OwnerNode){ .tag = TAG_PARAGRAPH, .parent = story->owner, .role = "Kicker",
		.language = b->doc->locale->tag, .pos = pos });
	const Locale *locale = b->locale;
	b->locale = b->doc->locale;
	Block block = build_block(b, BLOCK_TEXT, TEXT_KICKER, flow->design, owner, pos);
	Inlines text = build_source_text(b, story->section, pos, owner);
	b->locale = locale;
	build_set_text(&block, &text);
	*list_push(b->arena, flow->out) = block;
}

/* Says in the reader's language that the article is not in it. */
static void build_notice(Builder *b, Flow *flow, const Story *story) {
	const Locale *reader = b->doc->locale, *locale = b->locale;
	if (locale == reader)
		return;
	Pos pos = { story->article->file, 0, 0 };
	Owner owner = build_owner(b, (OwnerNode){ .tag = TAG_PARAGRAPH, .parent = story->owner, .role = "Notice",
		.language = reader->tag, .pos = pos });
	Argument language = { .name = "language", .kind = ARGUMENT_TEXT, .text = locale_language_name(reader, b->arena, locale) };
	b->locale = reader;
	Block block = build_block(b, BLOCK_TEXT, TEXT_NOTICE, flow->design, owner, pos);
	Inlines text = build_generated_text(b, locale_message(reader, b->arena, "untranslated-notice", &language, 1), pos, owner);
	b->locale = locale;
	build_set_text(&block, &text);
	*list_push(b->arena, flow->out) = block;
}

static void build_role(Builder *b, Flow *flow, const char *name, TextKind kind, const char *role) {
	const Node *node = build_role_of(b->article, name);
	for (const Node *paragraph = node ? node->first : NULL; paragraph; paragraph = paragraph->next)
		build_paragraph(b, flow, kind, paragraph, role);
}

static void build_head(Builder *b, Flow *flow, const Story *story) {
	const Node *headline = headline_of(b->article);
	b->heading_level = 1;
	Owner heading = headline ? build_heading_owner(b, story->owner, 1, headline->pos) : 0;
	if (flow->design->kicker && story->section.n > 0)
		build_kicker(b, flow, story);
	build_notice(b, flow, story);
	if (headline)
		build_text(b, flow, TEXT_HEADLINE, headline, heading);
	build_role(b, flow, "deck", TEXT_DECK, "Deck");
	build_role(b, flow, "byline", TEXT_BYLINE, "Byline");
	build_role(b, flow, "dateline", TEXT_DATELINE, "Dateline");
}

static void build_body(Builder *b, Flow *flow) {
	const Node *headline = headline_of(b->article);
	for (const Node *node = b->article->root->first; node; node = node->next)
		if (node != headline)
			build_node(b, flow, node);
	flow->gap = false;
	build_role(b, flow, "signature", TEXT_SIGNATURE, "Signature");
	build_role(b, flow, "source", TEXT_SOURCE, "Source");
}

void build_article(Builder *b, size_t index) {
	Story *story = &b->doc->stories[index];
	const Article *article = story->article;
	b->article = article;
	b->story = index;
	b->first_note = b->notes.n;
	b->note_nodes.n = b->notes_done = 0;
	b->words = (Str){ NULL, 0 };
	b->locale = build_locale_of(b, article);
	story->owner = build_owner(b, (OwnerNode){ .tag = TAG_ARTICLE, .title = story->title, .language = b->locale->tag,
		.pos = article->root->pos });
	BlockList head = { 0 }, body = { 0 };
	Flow flow = { .out = &head, .design = story->design, .parent = story->owner, .section = story->owner,
		.first = TEXT_FIRST, .body = TEXT_BODY, .fresh = true, .opening = true };
	build_head(b, &flow, story);
	flow.out = &body;
	build_body(b, &flow);
	Block *start = head.n > 0 ? &head.at[0] : body.n > 0 ? &body.at[0] : NULL;
	if (start && start->id_name.n == 0)
		start->id_name = article->id;
	story->head = head.at;
	story->head_count = head.n;
	story->body = body.at;
	story->body_count = body.n;
	b->locale = b->doc->locale;
}
