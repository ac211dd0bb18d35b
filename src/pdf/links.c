/* Link annotations: one for each line of each link. An item belongs to the nearest of its owners that has an address. Neighbouring
 * items of one link on one baseline make one rectangle. An address "#id" goes to the Destination of that Anchor; where there is
 * none, the text stays text. The annotation's description is what the link's text says, or the title of its target. */
#include <assert.h>
#include <string.h>

#include "pdf/writer.h"

static Owner link_owner(const Writer *w, const Item *item) {
	if (item->kind == ITEM_RECTANGLE || pdf_owner_hidden(w, item))
		return 0;
	for (Owner o = item->owner; o != 0; o = w->document->owners[o].parent) {
		const OwnerNode *node = &w->document->owners[o];
		if ((node->tag == TAG_LINK || node->tag == TAG_REFERENCE) && node->url.n > 0)
			return o;
	}
	return 0;
}

static const Destination *find_destination(const Writer *w, Str url, const Anchor **anchor) {
	const Document *document = w->document;
	for (size_t i = 0; i < w->pages->destination_count; i++) {
		const Destination *d = &w->pages->destinations[i];
		if (d->anchor < document->anchor_count && str_eq(document->anchors[d->anchor].id, str_sub(url, 1, url.n))) {
			*anchor = &document->anchors[d->anchor];
			return d;
		}
	}
	return NULL;
}

static Box box_of(const Item *item) {
	if (item->kind == ITEM_PICTURE)
		return (Box){ item->x, item->y, item->x + item->width, item->y + item->height };
	Len width = 0;
	for (uint32_t i = 0; i < item->glyph_count; i++)
		width += item->glyphs[i].advance;
	Len ascent = len_scale(item->size, item->face->ascent, item->face->upem);
	Len descent = len_scale(item->size, -item->face->descent, item->face->upem);
	/* Some faces claim far more than a line: a neighbour's rectangle should not be covered. */
	ascent = len_min(ascent, item->size);
	descent = len_min(descent, item->size / 3);
	return (Box){ item->x, item->y - ascent, item->x + width, item->y + descent };
}

static Box box_union(Box a, Box b) {
	return (Box){ len_min(a.left, b.left), len_min(a.top, b.top), len_max(a.right, b.right), len_max(a.bottom, b.bottom) };
}

/* An address in ASCII, as a literal string: what else there is in UTF-8 is percent-encoded. */
static void write_address(Buf *b, Str url) {
	buf_byte(b, '(');
	for (size_t i = 0; i < url.n; i++) {
		unsigned char c = (unsigned char)url.p[i];
		if (c <= ' ' || c >= 0x7F) {
			buf_byte(b, '%');
			pdf_hex(b, c, 2);
		} else {
			if (strchr("()\\", c))
				buf_byte(b, '\\');
			buf_byte(b, c);
		}
	}
	buf_byte(b, ')');
}

/* What the link shows, over all its lines. */
static Str text_of_link(const Writer *w, Owner owner) {
	Buf text = { 0 };
	for (size_t p = 0; p < w->pages->page_count; p++) {
		const Page *page = &w->pages->pages[p];
		for (size_t i = 0; i < page->item_count; i++) {
			const Item *item = &page->items[i];
			if (item->kind == ITEM_GLYPHS && link_owner(w, item) == owner)
				buf_str(&text, str_sub(item->text, item->start, item->end));
			else if (item->kind == ITEM_PICTURE && link_owner(w, item) == owner)
				buf_str(&text, w->document->owners[item->owner].alt);
		}
	}
	Str result = str_copy(w->arena, str_trim(buf_as_str(&text)));
	buf_free(&text);
	return result;
}

static void write_annotation(Writer *w, Link *link) {
	const OwnerNode *node = &w->document->owners[link->owner];
	const Anchor *anchor = NULL;
	bool inside = node->url.p[0] == '#';
	const Destination *to = inside ? find_destination(w, node->url, &anchor) : NULL;
	Str text = anchor && anchor->title.n > 0 ? anchor->title : text_of_link(w, link->owner);
	Buf *b = &link->object->body;
	buf_z(b, "/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect");
	pdf_box(b, w, link->page, link->box);
	buf_z(b, "/Contents");
	pdf_text(b, text.n > 0 ? text : node->url);
	if (w->profile.tagged) {
		buf_z(b, "/StructParent ");
		pdf_int(b, link->key);
	}
	if (to) {
		const Page *page = &w->pages->pages[to->page - 1];
		buf_z(b, "/Dest[");
		pdf_page_ref(b, w, (uint32_t)to->page - 1);
		buf_z(b, "/XYZ null ");
		pdf_fixed(b, pdf_milli(page->height) - pdf_milli(to->y), 3);
		buf_z(b, " null]");
	} else {
		buf_z(b, "/A<</S/URI/URI");
		write_address(b, node->url);
		buf_z(b, ">>");
	}
}

static bool can_go(const Writer *w, Owner owner) {
	const Anchor *anchor;
	Str url = w->document->owners[owner].url;
	const Destination *to = url.p[0] == '#' ? find_destination(w, url, &anchor) : NULL;
	return url.p[0] != '#' || (to && to->page >= 1 && (size_t)to->page <= w->pages->page_count);
}

static void find_links(Writer *w, uint32_t number) {
	const Page *page = &w->pages->pages[number];
	Owner last = 0;
	Len last_y = 0;
	for (size_t i = 0; i < page->item_count; i++) {
		const Item *item = &page->items[i];
		Owner owner = link_owner(w, item);
		bool goes = owner != 0 && (owner == last || can_go(w, owner));
		if (goes && owner == last && (item->y > last_y ? item->y - last_y : last_y - item->y) < item->size / 2) {
			Link *link = &w->links.at[w->links.n - 1];
			link->box = box_union(link->box, box_of(item));
		} else if (goes) {
			Link *link = list_push(w->arena, &w->links);
			*link = (Link){ .owner = owner, .page = number, .box = box_of(item), .object = pdf_object(w) };
			link->key = (uint32_t)(w->pages->page_count + w->links.n - 1);
			last_y = item->y;
		}
		last = goes ? owner : 0;
	}
}

void pdf_links(Writer *w) {
	if (!w->profile.links)
		return;
	for (size_t p = 0; p < w->pages->page_count; p++)
		find_links(w, (uint32_t)p);
	for (size_t i = 0; i < w->links.n; i++) {
		Link *link = &w->links.at[i];
		Buf *annotations = &w->page[link->page].annotations;
		write_annotation(w, link);
		if (annotations->n > 0)
			buf_byte(annotations, ' ');
		pdf_ref(annotations, link->object);
	}
}
