/* The structure tree: one element for each owner that shows something, in the order of the Document. Content and
 * children of an element are merged by where they begin in the block's text, whatever the order on the page (a line
 * of mixed direction is painted from left to right, a story may go on at an earlier page). An element that has no
 * text of its own keeps its children in the Document's order. A note has its text elsewhere: it follows its call, within the paragraph
 * that calls it; one that a heading, a head cell or a caption calls comes after that, lest it be read as part of it.
 * Levels of headings are made to begin at 1 and never to skip downwards, as PDF/UA asks. Roles finer than a tag
 * ("Deck") become structure types of their own that the RoleMap maps to the tag's. tags.c knows the types. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/tags.h"
#include "pdf/writer.h"

typedef struct {
	uint32_t block, start;
} Key;

typedef struct {
	bool used;
	Owner parent;                                            /* the nearest ancestor that has an element */
	Owner first_child, last_child, next;
	uint32_t first_mark, last_mark;                          /* index + 1 into Writer.marks */
	size_t mark_count;
	uint32_t first_link;                                     /* index + 1 into Writer.links */
	Key first_own, last_own;                                 /* of its own marks */
	Key key;                                                 /* where its text begins, its children's included */
	int level;                                               /* of a heading, as written */
	uint32_t place;                                          /* among its parent's children; a note's is right behind its call's */
	Owner call;                                              /* of a note that stands within the paragraph that calls it */
	Object *inner;                                           /* the Link element in a Reference or in a note's label */
	bool has_box;
	Box box;
	uint32_t box_page;
} Element;

/* A kid of an element: a mark, a child or an annotation. */
typedef struct {
	Key key;
	uint32_t order;
	enum { KID_MARK, KID_CHILD, KID_LINK } kind;
	uint32_t index;
} Kid;

typedef struct {
	Writer *w;
	const OwnerNode *owners;
	size_t count;
	Element *nodes;
	uint32_t *next_mark;                                     /* of the same owner, index + 1 */
	uint32_t *next_link;
	RoleMap roles;
	Object *root;
	size_t notes;
	uint32_t *rank; uint32_t ranked;                         /* of each mark: when it is read */
} Tree;

static int compare_keys(Key a, Key b) {
	if (a.block != b.block)
		return a.block < b.block ? -1 : 1;
	return a.start < b.start ? -1 : a.start > b.start;
}

/* Owners without an element: artifacts, and figures that say nothing (their caption goes to the parent). */
static bool is_transparent(const Tree *t, Owner o) {
	return t->w->artifact[o] || (t->owners[o].tag == TAG_FIGURE && t->owners[o].alt.n == 0);
}

static void collect_marks(Tree *t) {
	Writer *w = t->w;
	t->next_mark = arena_array(w->arena, uint32_t, w->marks.n + 1);
	for (size_t i = 0; i < w->marks.n; i++) {
		const Mark *mark = &w->marks.at[i];
		Element *node = &t->nodes[mark->owner];
		Key key = { mark->block, mark->start };
		if (node->first_mark == 0)
			node->first_mark = (uint32_t)i + 1;
		else
			t->next_mark[node->last_mark - 1] = (uint32_t)i + 1;
		node->last_mark = (uint32_t)i + 1;
		if (node->mark_count == 0 || compare_keys(key, node->first_own) < 0)
			node->first_own = key;
		if (node->mark_count == 0 || compare_keys(key, node->last_own) > 0)
			node->last_own = key;
		node->mark_count++;
		node->used = true;
	}
	t->next_link = arena_array(w->arena, uint32_t, w->links.n + 1);
	for (size_t i = w->links.n; i-- > 0;) {
		Element *node = &t->nodes[w->links.at[i].owner];
		t->next_link[i] = node->first_link;
		node->first_link = (uint32_t)i + 1;
		node->used = true;
	}
}

static void collect_boxes(Tree *t) {
	const Pages *pages = t->w->pages;
	for (size_t p = 0; p < pages->page_count; p++) {
		for (size_t i = 0; i < pages->pages[p].item_count; i++) {
			const Item *item = &pages->pages[p].items[i];
			if (item->kind != ITEM_PICTURE || pdf_owner_hidden(t->w, item))
				continue;
			Element *node = &t->nodes[item->owner];
			Box box = { item->x, item->y, item->x + item->width, item->y + item->height };
			if (node->has_box && node->box_page == p)
				box = (Box){ len_min(box.left, node->box.left), len_min(box.top, node->box.top),
					len_max(box.right, node->box.right), len_max(box.bottom, node->box.bottom) };
			else if (node->has_box)
				continue;
			node->has_box = true;
			node->box = box;
			node->box_page = (uint32_t)p;
		}
	}
}

static bool holds_notes(const Tree *t, Owner o) {
	static const Tag holders[] = { TAG_PARAGRAPH, TAG_BODY, TAG_CELL };
	for (size_t i = 0; i < sizeof holders / sizeof *holders; i++)
		if (t->owners[o].tag == holders[i] && !is_transparent(t, o))
			return true;
	return false;
}

/* Lets a note follow its first call, where that stands directly in running text. */
static void find_calls(Tree *t) {
	const OwnerNode *owners = t->owners;
	for (Owner note = 1; note < t->count; note++) {
		if (owners[note].tag != TAG_NOTE || owners[note].url.n == 0)
			continue;
		for (Owner o = 1; o < note && t->nodes[note].call == 0; o++)
			if (owners[o].tag == TAG_REFERENCE && t->nodes[o].used && str_eq(owners[o].url, owners[note].url))
				t->nodes[note].call = o;
		if (!holds_notes(t, owners[t->nodes[note].call].parent))
			t->nodes[note].call = 0;
	}
}

/* Children have higher numbers than their parents: one pass down tells every parent that it is used and where it
 * begins. */
static void connect(Tree *t) {
	for (Owner o = (Owner)t->count; o-- > 1;) {
		Element *node = &t->nodes[o];
		Owner parent = node->call != 0 ? t->owners[node->call].parent : t->owners[o].parent;
		while (parent != 0 && is_transparent(t, parent))
			parent = t->owners[parent].parent;
		node->parent = parent;
		if (node->mark_count > 0 && (node->key.block == UINT32_MAX || compare_keys(node->first_own, node->key) < 0))
			node->key = node->first_own;
		if (!node->used || is_transparent(t, o))
			continue;
		t->nodes[parent].used = true;
		if (compare_keys(node->key, t->nodes[parent].key) < 0 && t->owners[o].tag != TAG_NOTE)
			t->nodes[parent].key = node->key;
	}
	t->nodes[0].used = true;
	for (Owner o = 1; o < t->count; o++) {
		Element *node = &t->nodes[o];
		bool cell = t->owners[o].tag == TAG_CELL || t->owners[o].tag == TAG_HEAD_CELL;
		if (cell && t->nodes[node->parent].used)
			node->used = true;                                   /* an empty cell keeps its place in the row */
		if (is_transparent(t, o))
			node->used = false;
		if (!node->used)
			continue;
		Element *parent = &t->nodes[node->parent];
		if (t->owners[o].tag == TAG_TITLE && parent->first_child != 0) {
			node->next = parent->first_child;                    /* made with the pages, hence last, but it stands first */
			parent->first_child = o;
			continue;
		}
		if (parent->last_child == 0)
			parent->first_child = o;
		else
			t->nodes[parent->last_child].next = o;
		parent->last_child = o;
		if (!t->rank)
			tags_check(t->w->job->diag, &t->owners[node->parent], &t->owners[o]);
	}
}

/* Levels as written: a heading is one deeper than the nearest one before it that is above it in the source. */
static void level_headings(Tree *t) {
	struct { int source, written; } open[8];
	int n = 0;
	for (Owner o = 1; o < t->count; o++) {
		if (!t->nodes[o].used || t->owners[o].tag != TAG_HEADING)
			continue;
		int level = t->owners[o].level;
		while (n > 0 && open[n - 1].source >= level)
			n--;
		if (n == 6)
			n--;
		open[n].source = level;
		open[n].written = n + 1;
		t->nodes[o].level = open[n++].written;
	}
}

static bool is_label(const Tree *t, Owner o) {
	return t->owners[o].tag == TAG_LABEL;
}

static int by_key(const void *a, const void *b) {
	const Kid *x = a, *y = b;
	int order = compare_keys(x->key, y->key);
	if (order != 0)
		return order;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* The kids of an element, in order. */
static Kid *collect_kids(Tree *t, Owner o, size_t *count) {
	Element *node = &t->nodes[o];
	size_t n = 0, room = node->mark_count;
	for (Owner c = node->first_child; c; c = t->nodes[c].next)
		room++;
	Kid *kids = arena_array(t->w->arena, Kid, room + 1);
	Key before = { 0, 0 };
	uint32_t order = 0;
	for (Owner c = node->first_child; c; c = t->nodes[c].next) {
		if (node->mark_count > 0 && t->owners[c].tag != TAG_NOTE && t->nodes[c].key.block != UINT32_MAX)
			before = t->nodes[c].key;
		Owner call = t->nodes[c].call;
		t->nodes[c].place = call != 0 ? t->nodes[call].place + 1 : (order += 2);
		Key key = is_label(t, c) ? (Key){ 0, 0 } : node->mark_count == 0 ? (Key){ 0, 1 } : call != 0 ? t->nodes[call].key : before;
		kids[n++] = (Kid){ .key = key, .order = t->nodes[c].place, .kind = KID_CHILD, .index = c };
	}
	order += 2;
	for (uint32_t m = node->first_mark; m; m = t->next_mark[m - 1]) {
		const Mark *mark = &t->w->marks.at[m - 1];
		kids[n++] = (Kid){ .key = { mark->block, mark->start }, .order = order++, .kind = KID_MARK, .index = m - 1 };
	}
	if (n > 1)
		qsort(kids, n, sizeof *kids, by_key);
	*count = n;
	return kids;
}

static void write_kid(Tree *t, Buf *b, const Kid *kid, uint32_t page) {
	Writer *w = t->w;
	const Mark *mark = &w->marks.at[kid->index];
	switch (kid->kind) {
	case KID_CHILD:
		pdf_ref(b, w->element[kid->index]);
		break;
	case KID_LINK:
		buf_z(b, "<</Type/OBJR/Obj ");
		pdf_ref(b, w->links.at[kid->index].object);
		buf_z(b, "/Pg ");
		pdf_page_ref(b, w, w->links.at[kid->index].page);
		buf_z(b, ">>");
		break;
	case KID_MARK:
		if (mark->page != page) {
			buf_z(b, "<</Type/MCR/Pg ");
			pdf_page_ref(b, w, mark->page);
			buf_z(b, "/MCID ");
		}
		pdf_int(b, (int64_t)(kid->index - w->page[mark->page].first_mark));
		if (mark->page != page)
			buf_z(b, ">>");
		break;
	}
}

static void write_kids(Tree *t, Buf *b, Owner o, bool with_links) {
	size_t n;
	Kid *kids = collect_kids(t, o, &n);
	uint32_t page = UINT32_MAX;
	for (size_t i = 0; i < n && page == UINT32_MAX; i++)
		if (kids[i].kind == KID_MARK)
			page = t->w->marks.at[kids[i].index].page;
	if (page != UINT32_MAX) {
		buf_z(b, "/Pg ");
		pdf_page_ref(b, t->w, page);
	}
	buf_z(b, "/K[");
	bool first = true;
	for (size_t i = 0; i < n; i++, first = false) {
		if (!first)
			buf_byte(b, ' ');
		write_kid(t, b, &kids[i], page);
	}
	for (uint32_t l = with_links ? t->nodes[o].first_link : 0; l; l = t->next_link[l - 1], first = false) {
		Kid kid = { .kind = KID_LINK, .index = l - 1 };
		if (!first)
			buf_byte(b, ' ');
		write_kid(t, b, &kid, page);
	}
	buf_byte(b, ']');
}

static void write_attributes(Tree *t, Buf *b, Owner o) {
	const OwnerNode *owner = &t->owners[o];
	const Element *node = &t->nodes[o];
	if (owner->tag == TAG_LIST)
		buf_z(b, owner->ordered ? "/A<</O/List/ListNumbering/Decimal>>" : "/A<</O/List/ListNumbering/Disc>>");
	else if (owner->tag == TAG_HEAD_CELL)
		buf_z(b, "/A<</O/Table/Scope/Column>>");
	else if (owner->tag == TAG_FIGURE && node->has_box) {
		buf_z(b, "/A<</O/Layout/Placement/Block/BBox");
		pdf_box(b, t->w, node->box_page, node->box);
		buf_z(b, ">>");
	}
	if (owner->tag == TAG_FIGURE) {
		buf_z(b, "/Alt");
		pdf_text(b, owner->alt);
	}
	if (owner->title.n > 0) {
		buf_z(b, "/T");
		pdf_text(b, owner->title);
	}
	if (owner->language.n > 0 && (o == 0 || !str_eq(owner->language, t->owners[node->parent].language))) {
		buf_z(b, "/Lang");
		pdf_text(b, owner->language);
	}
	if (owner->tag == TAG_NOTE)
		buf_printf(b, "/ID(n%08zu)", ++t->notes);
}

static void write_element(Tree *t, Owner o) {
	Writer *w = t->w;
	const OwnerNode *owner = &t->owners[o];
	Element *node = &t->nodes[o];
	Object *object = w->element[o];
	Buf *b = &object->body;
	buf_z(b, "/Type/StructElem/S");
	/* A link that leads nowhere is only a span. */
	if (owner->tag == TAG_LINK && node->first_link == 0)
		buf_z(b, "/Span");
	else
		tags_write(&t->roles, b, owner, node->level);
	buf_z(b, "/P ");
	pdf_ref(b, o == 0 ? t->root : w->element[node->parent]);
	write_attributes(t, b, o);
	if (!node->inner) {
		write_kids(t, b, o, true);
		return;
	}
	buf_z(b, "/K[");
	pdf_ref(b, node->inner);
	buf_byte(b, ']');
	b = &node->inner->body;
	buf_z(b, "/Type/StructElem/S/Link/P ");
	pdf_ref(b, object);
	write_kids(t, b, o, true);
}

/* The element that holds an owner's marks and annotations. */
static const Object *holder_of(const Tree *t, Owner o) {
	return t->nodes[o].inner ? t->nodes[o].inner : t->w->element[o];
}

static void write_parent_tree(Tree *t) {
	Writer *w = t->w;
	Object *object = pdf_object(w);
	Buf *b = &object->body;
	buf_z(b, "/Nums[");
	for (size_t p = 0; p < w->pages->page_count; p++) {
		pdf_int(b, (int64_t)p);
		buf_byte(b, '[');
		for (size_t i = 0; i < w->page[p].mark_count; i++) {
			if (i > 0)
				buf_byte(b, ' ');
			pdf_ref(b, holder_of(t, w->marks.at[w->page[p].first_mark + i].owner));
		}
		buf_byte(b, ']');
	}
	for (size_t i = 0; i < w->links.n; i++) {
		pdf_int(b, w->links.at[i].key);
		buf_byte(b, ' ');
		pdf_ref(b, holder_of(t, w->links.at[i].owner));
		buf_byte(b, ' ');
	}
	buf_byte(b, ']');
	buf_z(&t->root->body, "/ParentTree ");
	pdf_ref(&t->root->body, object);
	buf_z(&t->root->body, "/ParentTreeNextKey ");
	pdf_int(&t->root->body, (int64_t)(w->pages->page_count + w->links.n));
}

/* Notes by their identifiers, which are numbered in the order of the owners, hence sorted. */
static void write_id_tree(Tree *t) {
	Buf *b = &t->root->body;
	size_t n = 0;
	buf_z(b, "/IDTree<</Names[");
	for (Owner o = 1; o < t->count; o++) {
		if (!t->nodes[o].used || t->owners[o].tag != TAG_NOTE)
			continue;
		buf_printf(b, "(n%08zu)", ++n);
		pdf_ref(b, t->w->element[o]);
	}
	buf_z(b, "]>>");
}

static void make_elements(Tree *t) {
	Writer *w = t->w;
	w->element = arena_array(w->arena, Object *, t->count);
	for (Owner o = 0; o < t->count; o++) {
		Element *node = &t->nodes[o];
		if (!node->used)
			continue;
		w->element[o] = pdf_object(w);
		if ((t->owners[o].tag == TAG_REFERENCE || t->owners[o].tag == TAG_LABEL) && node->first_link != 0)
			node->inner = pdf_object(w);
	}
}

/* The elements and their order, from the marks that there are. */
static void grow_tree(Tree *t) {
	t->nodes = arena_array(t->w->arena, Element, t->count);
	for (Owner o = 0; o < t->count; o++)
		t->nodes[o].key = (Key){ UINT32_MAX, UINT32_MAX };
	collect_marks(t);
	if (!t->rank)
		find_calls(t);
	connect(t);
}

static void rank_marks(Tree *t, Owner o) {
	size_t n;
	Kid *kids = collect_kids(t, o, &n);
	for (size_t i = 0; i < n; i++) {
		if (kids[i].kind == KID_CHILD)
			rank_marks(t, kids[i].index);
		else
			t->rank[kids[i].index] = ++t->ranked;
	}
}

/* Every item is taken for a mark of its own. The marks go again: the writer of content makes the real ones. A note is written after the
 * paragraph that calls it, lest it tear the paragraph when text is taken from the stream. */
void pdf_rank_items(Writer *w) {
	Tree t = { .w = w, .owners = w->document->owners, .count = w->document->owner_count };
	const Pages *pages = w->pages;
	for (uint32_t p = 0; p < pages->page_count; p++) {
		for (size_t i = 0; i < pages->pages[p].item_count; i++) {
			const Item *item = &pages->pages[p].items[i];
			if (!pdf_owner_hidden(w, item))
				*list_push(w->arena, &w->marks) = (Mark){ .owner = item->owner, .page = p, .block = item->block, .start = item->start };
		}
	}
	t.rank = arena_array(w->arena, uint32_t, w->marks.n + 1);
	grow_tree(&t);
	rank_marks(&t, 0);
	const uint32_t *rank = t.rank;
	for (uint32_t p = 0; p < pages->page_count; p++) {
		w->page[p].rank = arena_array(w->arena, uint32_t, pages->pages[p].item_count + 1);
		bool begun = false;                                  /* what is hidden comes before the text that it is painted before, or after all */
		for (size_t i = 0; i < pages->pages[p].item_count; i++) {
			const Item *item = &pages->pages[p].items[i];
			bool hidden = pdf_owner_hidden(w, item);
			w->page[p].rank[i] = !hidden ? *rank++ : begun && item->kind == ITEM_GLYPHS ? UINT32_MAX : 0;
			begun = begun || (!hidden && item->kind == ITEM_GLYPHS);
		}
	}
	w->marks.n = 0;
}

void pdf_structure(Writer *w) {
	Tree t = { .w = w, .owners = w->document->owners, .count = w->document->owner_count };
	t.root = pdf_object(w);
	grow_tree(&t);
	collect_boxes(&t);
	level_headings(&t);
	make_elements(&t);
	for (Owner o = 0; o < t.count; o++)
		if (t.nodes[o].used)
			write_element(&t, o);
	buf_z(&t.root->body, "/Type/StructTreeRoot/K[");
	pdf_ref(&t.root->body, w->element[0]);
	buf_byte(&t.root->body, ']');
	write_parent_tree(&t);
	if (t.notes > 0)
		write_id_tree(&t);
	tags_write_map(&t.roles, &t.root->body);
	buf_z(&w->catalogue, "/StructTreeRoot ");
	pdf_ref(&w->catalogue, t.root);
	buf_z(&w->catalogue, "/MarkInfo<</Marked true>>");
}
