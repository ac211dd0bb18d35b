/* The list of contents, when a frame asks for one: the sections in the order of their first article, under each its
 * articles with the page where they begin. The page stands in the label and comes with document_settle. An article
 * without a section is listed only in an issue that has no sections at all. */
#include "document/build.h"

static void push_generated(Builder *b, BlockList *out, TextKind kind, const Design *design, Str text, Owner owner,
	Pos pos) {
	Block block = build_block(b, BLOCK_TEXT, kind, design, owner, pos);
	Inlines inlines = build_generated_text(b, text, pos, owner);
	build_set_text(&block, &inlines);
	*list_push(b->arena, out) = block;
}

static void build_entry(Builder *b, BlockList *out, const Design *design, Owner contents, const Story *story) {
	const Node *role = build_role_of(story->article, "short");
	size_t anchor = build_find_anchor(b, story->id);
	Pos pos = role && role->first ? role->first->pos : anchor != SIZE_MAX ? b->anchors.at[anchor].pos : POS_NONE;
	Owner entry = build_owner_of(b, TAG_CONTENTS_ENTRY, contents, NULL, pos);
	Owner reference = build_owner_of(b, TAG_REFERENCE, entry, NULL, pos);
	Owner link = build_owner(b, (OwnerNode){ .tag = TAG_LINK, .parent = reference, .language = story->article->language, .pos = pos,
		.url = str_printf(b->arena, "#" STR_FMT, STR_ARG(story->id)) });
	push_generated(b, out, TEXT_CONTENTS_ENTRY, design, story->short_title, link, pos);
	Block *block = &out->at[out->n - 1];
	if (anchor != SIZE_MAX)
		build_reference(b, anchor, block->id);
	block->label = build_number_label(b->arena, b->doc->locale, "contents-entry-page", "page", 0);
	block->label_owner = link;
	block->label_width = design->list_indent;
}

static bool any_section(const Builder *b) {
	for (size_t i = 0; i < b->article_stories; i++)
		if (b->doc->stories[i].section.n > 0)
			return true;
	return false;
}

static bool is_first_of_section(const Builder *b, size_t story) {
	for (size_t i = 0; i < story; i++)
		if (str_eq(b->doc->stories[i].section, b->doc->stories[story].section))
			return false;
	return true;
}

static void build_section(Builder *b, BlockList *out, const Design *design, Owner contents, Str section) {
	for (size_t i = 0; i < b->article_stories; i++)
		if (str_eq(b->doc->stories[i].section, section))
			build_entry(b, out, design, contents, &b->doc->stories[i]);
}

static void build_section_name(Builder *b, BlockList *out, const Design *design, Owner contents, const Story *story) {
	Pos pos = build_string_position(b->doc->edition, story->section);
	Owner entry = build_owner_of(b, TAG_CONTENTS_ENTRY, contents, NULL, pos);
	Owner name = build_owner_of(b, TAG_PARAGRAPH, entry, "Section", pos);
	push_generated(b, out, TEXT_CONTENTS_SECTION, design, story->section, name, pos);
}

static const Design *design_of(const Builder *b) {
	int frame = b->contents_frame->design;
	return frame >= 0 ? &b->doc->layout->designs[frame] : build_design_named(b, STR("contents"));
}

void build_contents(Builder *b) {
	if (!b->contents_frame)
		return;
	const Design *design = design_of(b);
	BlockList body = { 0 };
	Str title = locale_message(b->doc->locale, b->arena, "contents-title", NULL, 0);
	Owner owner = build_owner(b, (OwnerNode){ .tag = TAG_SECTION, .parent = 0, .role = "Contents", .title = title });
	push_generated(b, &body, TEXT_TITLE, design, title, build_heading_owner(b, owner, 1, POS_NONE), POS_NONE);
	Owner contents = build_owner_of(b, TAG_CONTENTS, owner, NULL, POS_NONE);
	bool sections = any_section(b);
	for (size_t i = 0; i < b->article_stories; i++) {
		const Story *story = &b->doc->stories[i];
		if (!is_first_of_section(b, i) || (sections && story->section.n == 0))
			continue;
		if (sections && design->sections)
			build_section_name(b, &body, design, contents, story);
		build_section(b, &body, design, contents, story->section);
	}
	Story *story = arena_new(b->arena, Story);
	*story = (Story){ .id = STR("contents"), .title = title, .short_title = title, .owner = owner, .design = design,
		.body = body.at, .body_count = body.n };
	b->doc->contents = story;
}
