/* Boxes: sidebars, profiles, definitions, events, pull quotes, figures. A box is dressed by the layout's design of
 * its kind, or of kind and class; it stands in the flow, or, when a frame of the issue holds it, in a story of its
 * own, and the block that is left in the flow says so. A figure is a box of its picture, caption and credit. */
#include "document/build.h"

static void report_kind(Builder *b, const Node *node) {
	const Layout *layout = b->doc->layout;
	Diag *diag = b->job->diag;
	Str *names = arena_array(b->arena, Str, layout->design_count + 1);
	size_t n = 0;
	for (size_t i = 0; i < layout->design_count; i++)
		if (str_find(layout->designs[i].name, ".", 0) == SIZE_MAX && !str_is(layout->designs[i].name, "default"))
			names[n++] = layout->designs[i].name;
	diag_error(diag, node->name_pos.file ? node->name_pos : node->pos, RULE_BOX_UNKNOWN_KIND,
		"unknown box kind '" STR_FMT "'", STR_ARG(node->name));
	diag_suggest(diag, node->name, names, n);
}

/* "sidebar.tinted" if the box has that class and the layout that design, else "sidebar". */
static const Design *design_of(Builder *b, const Node *node) {
	const Layout *layout = b->doc->layout;
	int found = layout_find_design(layout, node->name);
	for (size_t at = 0; at < node->classes.n;) {
		size_t end = str_find(node->classes, " ", at);
		Str class = str_sub(node->classes, at, end);
		Str name = str_printf(b->arena, STR_FMT "." STR_FMT, STR_ARG(node->name), STR_ARG(class));
		int dressed = layout_find_design(layout, name);
		if (dressed >= 0)
			return &layout->designs[dressed];
		if (found >= 0 && !str_is(class, "decorative")) {
			diag_warning(b->job->diag, node->pos, RULE_BOX_UNKNOWN_CLASS, "the layout has no design '" STR_FMT "'",
				STR_ARG(name));
			diag_help(b->job->diag, "take the class away, or ask for the design in " STR_FMT,
				STR_ARG(layout->file->path));
		}
		at = end < node->classes.n ? end + 1 : node->classes.n;
	}
	if (found < 0) {
		report_kind(b, node);
		return b->default_design;
	}
	return &layout->designs[found];
}

/* One level below the heading that the box stands under. */
static void build_title(Builder *b, Flow *flow, const Node *box) {
	const Node *title = node_child(box, NODE_TITLE);
	if (!title)
		return;
	b->heading_level++;
	build_text(b, flow, TEXT_TITLE, title, build_heading_owner(b, flow->parent, b->heading_level, title->pos));
	flow->fresh = true;
}

static void build_event_date(Builder *b, Flow *flow, const Node *box) {
	const Locale *locale = b->locale;
	size_t slash = str_find(box->argument, "/", 0);
	Date from, to;
	if (!date_parse(str_sub(box->argument, 0, slash), &from))
		return;
	Str text;
	if (slash != SIZE_MAX && date_parse(str_sub(box->argument, slash + 1, box->argument.n), &to))
		text = locale_date_range(locale, b->arena, (int[]){ from.year, from.month, from.day },
			(int[]){ to.year, to.month, to.day }, STR("long"));
	else
		text = locale_date(locale, b->arena, from.year, from.month, from.day, STR("long"));
	Owner owner = build_owner_of(b, TAG_PARAGRAPH, flow->parent, "Date", box->pos);
	Block block = build_block(b, BLOCK_TEXT, TEXT_EVENT_DATE, flow->design, owner, box->pos);
	Inlines date = build_generated_text(b, text, box->name_pos.file ? box->name_pos : box->pos, owner);
	build_set_text(&block, &date);
	*list_push(b->arena, flow->out) = block;
}

/* The paragraph's one picture; what else it says is caption. */
static const Node *picture_of(const Node *paragraph) {
	return paragraph->kind == NODE_PARAGRAPH ? node_child(paragraph, NODE_IMAGE) : NULL;
}

static bool has_words(Builder *b, const Node *paragraph) {
	return str_trim(build_plain(b, paragraph)).n > 0;
}

static bool has_caption(Builder *b, const Node *figure) {
	for (const Node *node = figure->first; node; node = node->next) {
		const Node *image = picture_of(node);
		if ((image && image->title.n > 0) || !image || has_words(b, node))
			return true;
	}
	return false;
}

static void build_picture(Builder *b, Flow *flow, const Node *image, Owner owner) {
	Str path = issue_asset_path(b->arena, b->doc->issue, edition_assets(b->doc->edition, b->article), image->url);
	const Picture *picture = picture_read(b->job, path, image->url_pos);
	if (!picture)
		return;
	Block block = build_block(b, BLOCK_PICTURE, TEXT_BODY, flow->design, owner, image->pos);
	block.picture = picture;
	*list_push(b->arena, flow->out) = block;
}

static void build_credit(Builder *b, Flow *flow, const Node *image) {
	Pos pos = image->title_pos.file ? image->title_pos : image->pos;
	Owner owner = build_owner_of(b, TAG_PARAGRAPH, flow->parent, "Credit", pos);
	Block block = build_block(b, BLOCK_TEXT, TEXT_CREDIT, flow->design, owner, pos);
	Inlines text = build_message_text(b, "credit", "credit", image->title, pos, owner);
	build_set_text(&block, &text);
	block.keep_with_previous = true;
	*list_push(b->arena, flow->out) = block;
}

static void build_caption(Builder *b, Flow *flow, const Node *paragraph) {
	build_paragraph(b, flow, TEXT_CAPTION, paragraph, NULL);
	flow->out->at[flow->out->n - 1].keep_with_previous = true;
}

static void build_pictures(Builder *b, Flow *flow, const Node *figure, Owner owner) {
	bool apart = figure->decorative && b->doc->owners[owner].tag != TAG_ARTIFACT;
	for (const Node *node = figure->first; node; node = node->next) {
		const Node *image = picture_of(node);
		if (image)
			build_picture(b, flow, image, !apart ? owner : build_owner(b, (OwnerNode){ .tag = TAG_ARTIFACT,
				.parent = owner, .furniture = true, .pos = image->pos }));
	}
}

/* Its title is part of the caption: a figure holds no heading. */
static void build_figure(Builder *b, Flow *flow, const Node *figure, Owner owner) {
	build_pictures(b, flow, figure, owner);
	if (has_caption(b, figure) && b->doc->owners[owner].tag == TAG_FIGURE)
		flow->parent = build_owner_of(b, TAG_CAPTION, owner, NULL, figure->pos);
	for (const Node *node = figure->first; node; node = node->next) {
		if (node->kind == NODE_TITLE)
			build_paragraph(b, flow, TEXT_TITLE, node, "Title");
		else if (node->kind != NODE_PARAGRAPH)
			build_node(b, flow, node);
		else if (has_words(b, node))
			build_caption(b, flow, node);
	}
	for (const Node *node = figure->first; node; node = node->next) {
		const Node *image = picture_of(node);
		if (image && image->title.n > 0)
			build_credit(b, flow, image);
	}
}

static void build_contents_of(Builder *b, Flow *flow, const Node *node, Owner owner) {
	if (str_is(node->name, "figure")) {
		build_figure(b, flow, node, owner);
		return;
	}
	if (str_is(node->name, "event"))
		build_event_date(b, flow, node);
	if (str_is(node->name, "pullquote"))
		flow->first = TEXT_BODY;
	build_title(b, flow, node);
	build_blocks(b, flow, node->first);
}

static Str alt_of(Builder *b, const Node *figure) {
	Buf alt = { 0 };
	for (const Node *node = figure->first; node; node = node->next) {
		const Node *image = picture_of(node);
		if (!image)
			continue;
		if (alt.n > 0)
			buf_byte(&alt, ' ');
		buf_str(&alt, str_trim(build_plain(b, image)));
	}
	Str text = str_copy(b->arena, buf_as_str(&alt));
	buf_free(&alt);
	return text;
}

static Owner owner_of(Builder *b, const Flow *flow, const Node *node) {
	OwnerNode owner = { .tag = TAG_ASIDE, .parent = flow->parent, .role = build_role_of_kind(b, node->name),
		.pos = node->pos };
	if (str_is(node->name, "figure")) {
		owner.tag = TAG_FIGURE;
		owner.alt = alt_of(b, node);
		if (node->decorative) {
			bool captioned = has_caption(b, node);
			owner.tag = captioned ? TAG_ASIDE : TAG_ARTIFACT;
			owner.furniture = !captioned;
			owner.alt = STR("");
		}
	} else if (str_is(node->name, "pullquote")) {
		owner.tag = TAG_QUOTE;
		owner.furniture = build_is_repeated(b, node);
	}
	return build_owner(b, owner);
}

static const BoxPlace *place_of(const Builder *b, const Node *node) {
	for (size_t i = 0; node->id.n > 0 && i < b->box_places.n; i++)
		if (str_eq(b->box_places.at[i].id, node->id))
			return &b->box_places.at[i];
	return NULL;
}

static void put_in_frame(Builder *b, const BoxPlace *place, const Block *box, const Node *node) {
	Story *story = &b->doc->stories[place->story];
	story->owner = box->owner;
	story->design = box->design;
	story->title = build_plain(b, node_child(node, NODE_TITLE));
	story->short_title = story->title;
	story->section = b->doc->stories[b->story].section;
	story->body = arena_copy(b->arena, box, sizeof *box);
	story->body_count = 1;
}

static Block build_box_block(Builder *b, const Flow *flow, const Node *node, const Design *design, Owner owner) {
	BlockList children = { 0 };
	Block block = build_block(b, BLOCK_BOX, TEXT_BODY, design, owner, node->pos);
	Flow inner = { .out = &children, .design = design, .parent = owner, .section = owner, .first = TEXT_FIRST,
		.body = TEXT_BODY, .fresh = true };
	if (b->doc->owners[owner].tag != TAG_ASIDE)              /* figures and quotes hold no notes */
		inner.section = flow->section;
	int heading_level = b->heading_level;
	build_contents_of(b, &inner, node, owner);
	b->heading_level = heading_level;
	block.children = children.at;
	block.child_count = children.n;
	block.id_name = node->id;
	return block;
}

void build_box(Builder *b, Flow *flow, const Node *node) {
	const BoxPlace *place = place_of(b, node);
	const Design *design = design_of(b, node);
	if (place && place->frame->design >= 0)
		design = &b->doc->layout->designs[place->frame->design];
	Owner owner = owner_of(b, flow, node);
	size_t article_story = b->story;
	if (place)
		b->story = place->story;
	Block block = build_box_block(b, flow, node, design, owner);
	b->story = article_story;
	if (place) {
		put_in_frame(b, place, &block, node);
		block = build_block(b, BLOCK_BOX, TEXT_BODY, design, owner, node->pos);
		block.placed = true;
	}
	*list_push(b->arena, flow->out) = block;
}
