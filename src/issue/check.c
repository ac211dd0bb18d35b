/* The rules that need the whole article: the headline, the order of headings, what may stand in what, pictures,
 * references and ids. Notes are in notes.c. */
#include "issue/reader.h"

static void check_headline(Reader *r) {
	const Node *first = r->root->first, *headline = NULL;
	for (const Node *node = first; node; node = node->next) {
		if (node->kind != NODE_HEADING || node->level != 1)
			continue;
		if (!headline) {
			headline = node;
			if (node->id.n || node->classes.n) {
				diag_error(r->job->diag, node->pos, RULE_ATTRIBUTE, "the headline takes no attributes");
				diag_help(r->job->diag, "the article's id is in its front matter");
			}
			continue;
		}
		diag_error(r->job->diag, node->pos, RULE_HEADLINE, "a second headline");
		diag_help(r->job->diag, "write ## for a cross head");
		diag_related(r->job->diag, headline->pos, "the first is here");
	}
	if (headline && headline == first)
		return;
	uint32_t body = issue_line_start(r, r->body);
	Pos pos = headline ? headline->pos : first ? first->pos : issue_pos(r, body, body);
	diag_error(r->job->diag, pos, RULE_HEADLINE,
	           headline ? "the headline is not the first of the body" : "the article has no headline");
	diag_help(r->job->diag, "write # Headline directly below the front matter");
}

static void check_levels(Reader *r) {
	int level = 1;
	for (const Node *node = r->root->first; node; node = node->next) {
		if (node->kind != NODE_HEADING)
			continue;
		if (node->level > level + 1) {
			diag_error(r->job->diag, node->pos, RULE_HEADING_LEVEL, "a level is left out before this heading");
			diag_help(r->job->diag, "write %.*s", level + 1, "###");
		}
		level = node->level;
	}
}

static void check_role(Reader *r, const Node *node) {
	for (const Node *other = r->root->first; other && other != node; other = other->next) {
		if (other->kind != NODE_ROLE || !str_eq(other->name, node->name))
			continue;
		diag_error(r->job->diag, node->name_pos, RULE_ROLE_TWICE, "a second [!" STR_FMT "]", STR_ARG(node->name));
		diag_help(r->job->diag, "make one of the two");
		diag_related(r->job->diag, other->name_pos, "the first is here");
		break;
	}
	if (!node->first) {
		diag_error(r->job->diag, node->name_pos, RULE_ROLE_CONTENT, "[!" STR_FMT "] has no text", STR_ARG(node->name));
		diag_help(r->job->diag, "write > [!" STR_FMT "] Text, or take it out", STR_ARG(node->name));
	}
	for (const Node *child = node->first; child; child = child->next) {
		if (child->kind == NODE_PARAGRAPH)
			continue;
		diag_error(r->job->diag, child->pos, RULE_ROLE_CONTENT, "[!" STR_FMT "] holds paragraphs only",
		           STR_ARG(node->name));
		diag_help(r->job->diag, "take this out, or use a box such as [!sidebar]");
		break;
	}
}

static bool is_picture(const Node *node) {
	return node->kind == NODE_PARAGRAPH && node->first && node->first->kind == NODE_IMAGE && !node->first->next;
}

static void check_figure(Reader *r, const Node *box) {
	const Node *first = box->first;
	if (first && first->kind == NODE_TITLE)
		first = first->next;
	if (!first || !is_picture(first)) {
		diag_error(r->job->diag, box->name_pos, RULE_FIGURE_IMAGE, "this figure does not begin with a picture");
		diag_help(r->job->diag,
		          "write > ![what is seen](file.png \"credit\") in a paragraph of its own, the caption below");
		return;
	}
	for (const Node *node = first->next; node; node = node->next) {
		if (!is_picture(node))
			continue;
		diag_error(r->job->diag, node->pos, RULE_FIGURE_IMAGE, "a second picture in one figure");
		diag_help(r->job->diag, "give it a [!figure] of its own");
	}
}

static void check_box(Reader *r, const Node *node) {
	bool event = str_is(node->name, "event");
	if (!node->first || (node->first->kind == NODE_TITLE && !node->first->next && !event)) {
		diag_error(r->job->diag, node->name_pos, RULE_BOX_EMPTY, "this box has no text");
		diag_help(r->job->diag,
		          "write it below the first line, each line beginning with >; text on the first line is the title");
	} else if (str_is(node->name, "figure")) {
		check_figure(r, node);
	}
}

static const Node *box_above(const Node *node) {
	while (node && node->kind != NODE_BOX)
		node = node->parent;
	return node;
}

static bool has_text(const Node *image) {
	NodeWalk walk = node_walk(image);
	while (node_walk_next(&walk)) {
		const Node *node = walk.node;
		if (walk.entering && (node->kind == NODE_TEXT || node->kind == NODE_CODE) && str_trim(node->text).n > 0)
			return true;
	}
	return false;
}

static void check_image(Reader *r, Node *node) {
	const Node *box = box_above(node);
	node->decorative = box && box->decorative;
	if (!is_picture(node->parent) || node->parent->parent->kind != NODE_BOX) {
		diag_error(r->job->diag, node->pos, RULE_IMAGE_PLACE, "a picture within the text");
		diag_help(r->job->diag,
		          "put it into a box: > [!figure], an empty > line, then the picture in a paragraph of its own");
	}
	if (node->url.n == 0) {
		diag_error(r->job->diag, node->pos, RULE_LINK_FORM, "this picture names no file");
		diag_help(r->job->diag, "write ![what is seen](file.png \"credit\")");
	}
	if (!node->decorative && !has_text(node)) {
		diag_error(r->job->diag, node->pos, RULE_IMAGE_ALT, "this picture is not described");
		diag_help(r->job->diag,
		          "say between the brackets what is seen, or mark the box {.decorative} if it only decorates");
	}
}

static void check_data(Reader *r, const Node *node) {
	if (!str_is(node->name, "page") && !str_is(node->name, "title"))
		return;
	for (const Node *up = node->parent; up; up = up->parent) {
		if (up->kind == NODE_LINK && str_starts(up->url, "#"))
			return;
	}
	diag_error(r->job->diag, node->pos, RULE_DATA, "{" STR_FMT "} of what?", STR_ARG(node->name));
	diag_help(r->job->diag, "it stands in a reference: [{" STR_FMT "}](#id)", STR_ARG(node->name));
}

static void check_place(Reader *r, const Node *node) {
	const Node *parent = node->parent;
	bool top = parent && parent->kind == NODE_ARTICLE;
	if ((node->kind == NODE_BOX || node->kind == NODE_ROLE) && !top) {
		diag_error(r->job->diag, node->name_pos, RULE_BOX_PLACE, "[!" STR_FMT "] stands within something else",
		           STR_ARG(node->name));
		diag_help(r->job->diag, "move it out, between two paragraphs of the article, with a blank line before it");
	} else if (node->kind == NODE_HEADING && !top) {
		diag_error(r->job->diag, node->pos, RULE_HEADING_PLACE, "a heading within a box, quote, list or note");
		diag_help(r->job->diag, "a box has its title on its first line; within it write **words** as a paragraph");
	} else if (node->kind == NODE_TABLE && !top && parent->kind != NODE_BOX) {
		diag_error(r->job->diag, node->pos, RULE_TABLE_PLACE, "a table within a list, quote or note");
		diag_help(r->job->diag, "put it into the article itself or into a box");
	} else if (node->kind == NODE_BREAK_SECTION && !top) {
		diag_error(r->job->diag, node->pos, RULE_SECTION_BREAK, "a section break within a box, quote, list or note");
		diag_help(r->job->diag, "take it out; a blank line parts paragraphs");
	}
}

static void check_id(Reader *r, const Node *node, const Node **with_id, size_t n) {
	Str id = node->id;
	bool own = str_eq(id, r->article->id);
	for (size_t i = 0; i < n && !own; i++) {
		if (!str_eq(id, with_id[i]->id))
			continue;
		diag_error(r->job->diag, node->id_pos, RULE_ID_DUPLICATE, "the id '" STR_FMT "' is given twice", STR_ARG(id));
		diag_help(r->job->diag, "choose another id for one of the two");
		diag_related(r->job->diag, with_id[i]->id_pos, "the first is here");
		return;
	}
	if (own) {
		diag_error(r->job->diag, node->id_pos, RULE_ID_DUPLICATE, "'" STR_FMT "' is the id of the article itself",
		           STR_ARG(id));
		diag_help(r->job->diag, "choose another id");
	}
}

static void check_node(Reader *r, Node *node) {
	check_place(r, node);
	if (node->kind == NODE_ROLE)
		check_role(r, node);
	else if (node->kind == NODE_BOX)
		check_box(r, node);
	else if (node->kind == NODE_IMAGE)
		check_image(r, node);
	else if (node->kind == NODE_DATA)
		check_data(r, node);
}

void issue_check_article(Reader *r) {
	struct { const Node **at; size_t n, room; } ids = { 0 };
	check_headline(r);
	check_levels(r);
	NodeWalk walk = node_walk(r->root);
	while (node_walk_next(&walk)) {
		Node *node = (Node *)walk.node;
		if (!walk.entering)
			continue;
		check_node(r, node);
		if (node->id.n) {
			check_id(r, node, ids.at, ids.n);
			*list_push(r->scratch, &ids) = node;
		}
	}
	issue_check_notes(r);
}
