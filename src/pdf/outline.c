/* The outline (bookmarks) from headings in reading order, nested by level, and the page labels from the printed
 * folios. The title of an entry is that of its article when it is the article's first heading, otherwise what the
 * heading shows. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/writer.h"

enum { OUTLINE_DEPTH = 6 };

/* A piece of a heading's text as set. */
typedef struct {
	Owner heading;
	uint32_t block, start, end;
	Str text;
	uint32_t page;
	Len y;                                                   /* its top */
} Piece;

typedef struct {
	Owner heading;
	int depth;
	Str title;
	uint32_t page;
	Len y;
	Object *object;
	size_t parent, next, previous, first, last;              /* index + 1 */
	size_t kids;
} Entry;

typedef struct {
	Writer *w;
	struct { Piece *at; size_t n, room; } pieces;
	struct { Entry *at; size_t n, room; } entries;
	bool *titled;                                            /* by owner: an article whose first heading has been met */
} Outline;

static Owner heading_of(const Writer *w, Owner o) {
	for (; o != 0; o = w->document->owners[o].parent) {
		Tag tag = w->document->owners[o].tag;
		if (tag == TAG_HEADING)
			return o;
		if (tag == TAG_NOTE || tag == TAG_REFERENCE || tag == TAG_CONTENTS)
			return 0;
	}
	return 0;
}

static void collect_pieces(Outline *outline) {
	Writer *w = outline->w;
	for (size_t p = 0; p < w->pages->page_count; p++) {
		const Page *page = &w->pages->pages[p];
		for (size_t i = 0; i < page->item_count; i++) {
			const Item *item = &page->items[i];
			if (item->kind != ITEM_GLYPHS || item->glyph_count == 0 || pdf_owner_hidden(w, item))
				continue;
			Owner heading = heading_of(w, item->owner);
			if (heading == 0)
				continue;
			Piece *piece = list_push(w->arena, &outline->pieces);
			*piece = (Piece){ .heading = heading, .block = item->block, .start = item->start, .end = item->end,
				.text = item->text, .page = (uint32_t)p, .y = item->y - item->size };
		}
	}
}

static int in_reading_order(const void *a, const void *b) {
	const Piece *x = a, *y = b;
	if (x->heading != y->heading)
		return x->heading < y->heading ? -1 : 1;
	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	return x->start < y->start ? -1 : x->start > y->start;
}

/* Adds text as a title shows it: without soft hyphens and controls of direction, white space as one space. */
static void add_plain(Buf *b, Str text) {
	for (size_t at = 0; at < text.n;) {
		size_t from = at;
		uint32_t c = utf8_next(text, &at);
		bool hidden = c == 0xAD || c == 0x200B || c == 0x2060 || (c >= 0x202A && c <= 0x202E)
			|| (c >= 0x2066 && c <= 0x2069);
		if (c <= ' ' || c == 0x2028) {
			if (b->n > 0 && b->p[b->n - 1] != ' ')
				buf_byte(b, ' ');
		} else if (!hidden)
			buf_str(b, str_sub(text, from, at));
	}
}

static Str title_of(Outline *outline, size_t first, size_t end) {
	Writer *w = outline->w;
	const Piece *pieces = outline->pieces.at;
	Owner parent = w->document->owners[pieces[first].heading].parent;
	const OwnerNode *article = &w->document->owners[parent];
	bool leads = !outline->titled[parent];
	outline->titled[parent] = true;
	if (article->tag == TAG_ARTICLE && article->title.n > 0 && leads)
		return article->title;
	Buf b = { 0 };
	for (size_t i = first; i < end; i++) {
		if (i > first && pieces[i].block != pieces[i - 1].block)
			add_plain(&b, STR(" "));
		add_plain(&b, str_sub(pieces[i].text, pieces[i].start, pieces[i].end));
	}
	Str title = str_copy(w->arena, str_trim(buf_as_str(&b)));
	buf_free(&b);
	return title;
}

static void collect_entries(Outline *outline) {
	Writer *w = outline->w;
	const Piece *pieces = outline->pieces.at;
	for (size_t i = 0, end; i < outline->pieces.n; i = end) {
		for (end = i + 1; end < outline->pieces.n && pieces[end].heading == pieces[i].heading;)
			end++;
		Str title = title_of(outline, i, end);
		if (title.n == 0)
			continue;
		Entry *entry = list_push(w->arena, &outline->entries);
		*entry = (Entry){ .heading = pieces[i].heading, .title = title, .page = pieces[i].page, .y = pieces[i].y };
	}
}

/* Nests entries by the levels of their headings, which may begin anywhere and skip. */
static void nest(Outline *outline) {
	size_t open[OUTLINE_DEPTH];
	int n = 0;
	size_t last_top = 0;
	for (size_t i = 0; i < outline->entries.n; i++) {
		Entry *entries = outline->entries.at, *entry = &entries[i];
		const OwnerNode *owners = outline->w->document->owners;
		while (n > 0 && owners[entries[open[n - 1]].heading].level >= owners[entry->heading].level)
			n--;
		if (n == OUTLINE_DEPTH)
			n--;
		size_t *last = &last_top;
		if (n > 0) {
			Entry *parent = &entries[open[n - 1]];
			entry->parent = open[n - 1] + 1;
			if (parent->first == 0)
				parent->first = i + 1;
			parent->kids++;
			last = &parent->last;
		}
		if (*last != 0) {
			entries[*last - 1].next = i + 1;
			entry->previous = *last;
		}
		*last = i + 1;
		open[n++] = i;
	}
}

static void link_to(const Outline *outline, Buf *b, const char *key, size_t entry) {
	if (entry == 0)
		return;
	buf_z(b, key);
	pdf_ref(b, outline->entries.at[entry - 1].object);
}

static void write_entry(const Outline *outline, const Entry *entry, const Object *root) {
	Writer *w = outline->w;
	Buf *b = &entry->object->body;
	buf_z(b, "/Title");
	pdf_text(b, entry->title);
	if (entry->parent == 0) {
		buf_z(b, "/Parent ");
		pdf_ref(b, root);
	}
	link_to(outline, b, "/Parent ", entry->parent);
	link_to(outline, b, "/Prev ", entry->previous);
	link_to(outline, b, "/Next ", entry->next);
	link_to(outline, b, "/First ", entry->first);
	link_to(outline, b, "/Last ", entry->last);
	if (entry->kids > 0) {
		buf_z(b, "/Count ");
		pdf_int(b, -(int64_t)entry->kids);
	}
	buf_z(b, "/Dest[");
	pdf_page_ref(b, w, entry->page);
	buf_z(b, "/XYZ null ");
	pdf_fixed(b, pdf_milli(w->pages->pages[entry->page].height) - pdf_milli(entry->y), 3);
	buf_z(b, " null]");
}

void pdf_outline(Writer *w) {
	Outline outline = { .w = w, .titled = arena_array(w->arena, bool, w->document->owner_count) };
	collect_pieces(&outline);
	if (outline.pieces.n == 0)
		return;
	qsort(outline.pieces.at, outline.pieces.n, sizeof(Piece), in_reading_order);
	collect_entries(&outline);
	if (outline.entries.n == 0)
		return;
	nest(&outline);
	Object *root = pdf_object(w);
	for (size_t i = 0; i < outline.entries.n; i++)
		outline.entries.at[i].object = pdf_object(w);
	size_t last = 0, top = 0;
	for (size_t i = 0; i < outline.entries.n; i++) {
		write_entry(&outline, &outline.entries.at[i], root);
		if (outline.entries.at[i].parent == 0) {
			last = i + 1;
			top++;
		}
	}
	buf_z(&root->body, "/Type/Outlines");
	link_to(&outline, &root->body, "/First ", 1);
	link_to(&outline, &root->body, "/Last ", last);
	buf_z(&root->body, "/Count ");
	pdf_int(&root->body, (int64_t)top);
	buf_z(&w->catalogue, "/Outlines ");
	pdf_ref(&w->catalogue, root);
	buf_z(&w->catalogue, "/PageMode/UseOutlines");
}

void pdf_page_labels(Writer *w) {
	Buf *b = &w->catalogue;
	buf_z(b, "/PageLabels<</Nums[");
	for (size_t i = 0; i < w->pages->page_count; i++) {
		const Page *page = &w->pages->pages[i];
		Str label = page->folio.n > 0 ? page->folio : str_printf(w->arena, "%d", page->number);
		pdf_int(b, (int64_t)i);
		buf_z(b, "<</P");
		pdf_text(b, label);
		buf_z(b, ">>");
	}
	buf_z(b, "]>>");
}
