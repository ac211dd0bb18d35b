/* Link annotations: one for each line of each link. An item belongs to the nearest of its owners that has an
 * address. Neighbouring items of one link on one baseline make one rectangle. An address "#id" goes to the
 * Destination of that Anchor, or to the Note with that address; where there is none, the text stays text. The
 * annotation's description is what the link's text says, the title of its target or the beginning of the note; on the way back from a
 * note, the words before its call. */
#include <assert.h>
#include <string.h>

#include "pdf/writer.h"

/* A note's number leads back to where the note was called. */
static bool is_note_label(const Writer *w, Owner o) {
	const OwnerNode *node = &w->document->owners[o], *parent = &w->document->owners[node->parent];
	return node->tag == TAG_LABEL && parent->tag == TAG_NOTE && parent->url.n > 0;
}

static Owner link_owner(const Writer *w, const Item *item) {
	if (item->kind == ITEM_RECTANGLE || pdf_owner_hidden(w, item))
		return 0;
	for (Owner o = item->owner; o != 0; o = w->document->owners[o].parent) {
		const OwnerNode *node = &w->document->owners[o];
		if (((node->tag == TAG_LINK || node->tag == TAG_REFERENCE) && node->url.n > 0) || is_note_label(w, o))
			return o;
	}
	return 0;
}

typedef struct {
	bool found;
	uint32_t page;
	Len y;                                                   /* the top of it */
	Str title;
} Target;

static bool is_within(const Writer *w, Owner owner, Owner ancestor) {
	while (owner > ancestor)
		owner = w->document->owners[owner].parent;
	return owner == ancestor;
}

/* What items of an owner and its descendants show, from a page on, to the first page without any. */
static Str shown_text(const Writer *w, Owner owner, size_t from, size_t most) {
	Buf text = { 0 };
	size_t before = 0;
	for (size_t p = from; p < w->pages->page_count && text.n < most && (p == from || text.n > before); p++) {
		const Page *page = &w->pages->pages[p];
		before = p == from ? 0 : text.n;
		for (size_t i = 0; i < page->item_count && text.n < most; i++) {
			const Item *item = &page->items[i];
			if (item->kind == ITEM_RECTANGLE || !is_within(w, item->owner, owner))
				continue;
			if (item->kind == ITEM_PICTURE)
				buf_str(&text, w->document->owners[item->owner].alt);
			else if (w->document->owners[item->owner].tag != TAG_LABEL)
				buf_str(&text, str_sub(item->text, item->start, item->end));
		}
	}
	size_t end = text.n < most ? text.n : most;
	while (end < text.n && ((unsigned char)text.p[end] & 0xC0) == 0x80)
		end--;
	const char *more = end < text.n ? "\xE2\x80\xA6" : "";
	Str result = str_printf(w->arena, STR_FMT "%s", STR_ARG(str_trim(str_sub(buf_as_str(&text), 0, end))), more);
	buf_free(&text);
	return result;
}

/* The first owner with this tag and address; 0 when there is none. */
static Owner find_owner(const Writer *w, Tag tag, Str url) {
	for (Owner o = 1; o < w->document->owner_count; o++)
		if (w->document->owners[o].tag == tag && str_eq(w->document->owners[o].url, url))
			return o;
	return 0;
}

/* Where a viewer should go to show a piece of text: `above` over its baseline; of text that runs down, where that begins. */
static Len top_of(const Item *item, Len above) { return item->setting == TEXT_ACROSS ? item->y - above : item->y; }

/* Looks at the page of the call first, where the note stands as a rule. */
static Target find_note(const Writer *w, Str url, size_t from) {
	size_t pages = w->pages->page_count;
	Owner note = find_owner(w, TAG_NOTE, url);
	for (size_t k = 0; note != 0 && k < pages; k++) {
		size_t p = (from + k) % pages;
		const Page *page = &w->pages->pages[p];
		for (size_t i = 0; i < page->item_count; i++) {
			const Item *item = &page->items[i];
			if (item->kind == ITEM_GLYPHS && is_within(w, item->owner, note))
				return (Target){ true, (uint32_t)p, top_of(item, item->size), shown_text(w, note, p, 160) };
		}
	}
	return (Target){ 0 };
}

enum { WORDS_BEFORE = 120 };                                 /* bytes */

/* The words before a call, from a word's beginning on. */
static Str words_before(const Writer *w, const Item *call) {
	size_t from = call->start > WORDS_BEFORE ? call->start - WORDS_BEFORE : 0, to = from;
	while (from > 0 && to < call->start && call->text.p[to] != ' ')
		to++;
	if (to == call->start)                                   /* no spaces between words */
		for (to = from; ((unsigned char)call->text.p[to] & 0xC0) == 0x80;)
			to++;
	return str_printf(w->arena, "%s" STR_FMT, to > 0 ? "\xE2\x80\xA6" : "", STR_ARG(str_trim(str_sub(call->text, to, call->start))));
}

/* Where the note with that address is first called, nearest before the note's own page. */
static Target find_call(const Writer *w, Str url, size_t from) {
	size_t pages = w->pages->page_count;
	Owner call = find_owner(w, TAG_REFERENCE, url);
	for (size_t k = 0; call != 0 && k < pages; k++) {
		size_t p = (from + pages - k) % pages;
		const Page *page = &w->pages->pages[p];
		for (size_t i = 0; i < page->item_count; i++) {
			const Item *item = &page->items[i];
			if (item->kind == ITEM_GLYPHS && item->owner == call)
				return (Target){ true, (uint32_t)p, top_of(item, 2 * item->size), words_before(w, item) };
		}
	}
	return (Target){ 0 };
}

static Target find_target(const Writer *w, Str url, size_t from) {
	const Document *document = w->document;
	Str id = str_sub(url, 1, url.n);
	for (size_t i = 0; i < w->pages->destination_count; i++) {
		const Destination *d = &w->pages->destinations[i];
		if (d->anchor >= document->anchor_count || !str_eq(document->anchors[d->anchor].id, id))
			continue;
		if (d->page >= 1 && (size_t)d->page <= w->pages->page_count)
			return (Target){ true, (uint32_t)d->page - 1, d->y, document->anchors[d->anchor].title };
	}
	return find_note(w, url, from);
}

/* Of a link within the file; an address elsewhere has none. */
static Target target_of(const Writer *w, Owner owner, size_t from) {
	const OwnerNode *node = &w->document->owners[owner];
	if (node->tag == TAG_LABEL)
		return find_call(w, w->document->owners[node->parent].url, from);
	return node->url.p[0] == '#' ? find_target(w, node->url, from) : (Target){ 0 };
}

static Box box_of(const Item *item) {
	if (item->kind == ITEM_PICTURE || item->setting != TEXT_ACROSS) {
		Rectangle area = page_item_area(item);
		return (Box){ area.x, area.y, area.x + area.width, area.y + area.height };
	}
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
	return (Box){
		len_min(a.left, b.left), len_min(a.top, b.top), len_max(a.right, b.right), len_max(a.bottom, b.bottom)
	};
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

static void write_annotation(Writer *w, const Link *link, const Target *target, Str description) {
	Str url = w->document->owners[link->owner].url;
	Buf *b = &link->object->body;
	buf_z(b, "/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect");
	pdf_box(b, w, link->page, link->box);
	buf_z(b, "/Contents");
	pdf_text(b, description.n > 0 ? description : url.n > 0 ? url : w->info->title);
	if (w->profile.tagged) {
		buf_z(b, "/StructParent ");
		pdf_int(b, link->key);
	}
	if (target->found) {
		buf_z(b, "/Dest[");
		pdf_page_ref(b, w, target->page);
		buf_z(b, "/XYZ null ");
		pdf_fixed(b, pdf_milli(w->pages->pages[target->page].height) - pdf_milli(target->y), 3);
		buf_z(b, " null]");
	} else {
		buf_z(b, "/A<</S/URI/URI");
		write_address(b, url);
		buf_z(b, ">>");
	}
}

/* Finds the rectangles of a page's links. */
static void find_links(Writer *w, uint32_t number) {
	const Page *page = &w->pages->pages[number];
	Owner last = 0;
	bool leads = false;
	Len last_line = 0;                                       /* where it stands, in the direction in which lines follow */
	for (size_t i = 0; i < page->item_count; i++) {
		const Item *item = &page->items[i];
		Owner owner = link_owner(w, item);
		if (owner == 0) {
			last = 0;
			continue;
		}
		Len line = page->writing == WRITING_ACROSS ? item->y : item->x, apart = line > last_line ? line - last_line : last_line - line;
		if (owner != last) {
			Str url = w->document->owners[owner].url;
			leads = (url.n > 0 && url.p[0] != '#') || target_of(w, owner, number).found;
		} else if (leads && apart < item->size / 2) {
			Link *link = &w->links.at[w->links.n - 1];
			link->box = box_union(link->box, box_of(item));
			continue;
		}
		last = owner;
		last_line = line;
		if (!leads)
			continue;
		Link *link = list_push(w->arena, &w->links);
		*link = (Link){ .owner = owner, .page = number, .box = box_of(item), .object = pdf_object(w) };
		link->key = (uint32_t)(w->pages->page_count + w->links.n - 1);
	}
}

void pdf_links(Writer *w) {
	if (!w->profile.links)
		return;
	for (size_t p = 0; p < w->pages->page_count; p++)
		find_links(w, (uint32_t)p);
	Target target = { 0 };
	Str description = { NULL, 0 };
	for (size_t i = 0; i < w->links.n; i++) {
		Link *link = &w->links.at[i];
		if (i == 0 || link->owner != link[-1].owner) {
			target = target_of(w, link->owner, link->page);
			description = target.title.n > 0 ? target.title : shown_text(w, link->owner, link->page, 1000);
		}
		write_annotation(w, link, &target, description);
		Buf *annotations = &w->page[link->page].annotations;
		if (annotations->n > 0)
			buf_byte(annotations, ' ');
		pdf_ref(annotations, link->object);
	}
}
