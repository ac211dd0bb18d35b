/* The layout dump, JSON Lines: an object a line of text, a rectangle or a picture, page by page in the order of painting.
 * Lengths are points. Golden tests, reviews and comparisons of two builds stand on it. */
#include "page/internal.h"

static void key(Buf *out, const char *name) {
	buf_byte(out, ',');
	buf_json(out, str_of(name));
	buf_byte(out, ':');
}

static void put_str(Buf *out, const char *name, Str value) {
	key(out, name);
	buf_json(out, value);
}

static void put_len(Buf *out, const char *name, Len value) {
	key(out, name);
	buf_len(out, value);
}

static void put_int(Buf *out, const char *name, long value) {
	key(out, name);
	buf_printf(out, "%ld", value);
}

static void put_flag(Buf *out, const char *name, bool value) {
	if (value) {
		key(out, name);
		buf_z(out, "true");
	}
}

static void put_position(Buf *out, Pos pos) {
	if (!pos.file)
		return;
	LineColumn lc = pos_line_column(pos);
	Str place = { 0 };
	Buf b = { 0 };
	buf_printf(&b, STR_FMT ":%u:%u", STR_ARG(pos.file->path), lc.line, lc.column);
	place = buf_as_str(&b);
	put_str(out, "source", place);
	buf_free(&b);
}

/* The text of a line that was written, and that which the program put in. */
static void put_texts(Buf *out, const Page *page, const PageLine *line) {
	Buf generated = { 0 };
	const Item *first = line->item_count ? &page->items[line->first_item] : NULL;
	Str text = first ? str_sub(first->text, line->start, line->end) : STR("");
	for (uint32_t i = 0; i < line->item_count && !line->generated; i++) {
		const Item *item = &page->items[line->first_item + i];
		if (item->generated)
			buf_str(&generated, str_sub(item->text, item->start, item->end));
	}
	put_str(out, "text", text);
	if (generated.n)
		put_str(out, "generated_text", buf_as_str(&generated));
	buf_free(&generated);
}

static void dump_line(const Page *page, const PageLine *line, const Document *document, Buf *out) {
	const Item *first = line->item_count ? &page->items[line->first_item] : NULL;
	buf_printf(out, "{\"page\":%d", page->number);
	put_str(out, "kind", STR("line"));
	put_str(out, "frame", line->frame);
	put_int(out, "column", line->column);
	put_str(out, "story", line->story);
	put_str(out, "style", line->style);
	put_texts(out, page, line);
	put_flag(out, "generated", line->generated);
	put_flag(out, "hyphen", line->hyphen);
	put_flag(out, "last", line->last);
	put_len(out, "x", line->x);
	put_len(out, "baseline", line->baseline);
	put_len(out, "width", line->width);
	put_len(out, "measure", line->measure);
	put_int(out, "ratio", line->ratio);
	if (line->space)
		put_int(out, "space", line->space);
	if (first) {
		put_str(out, "font", first->face->family);
		put_str(out, "face", first->face->style);
		put_len(out, "size", first->size);
		put_int(out, "owner", first->owner);
		put_str(out, "language", first->language);
	}
	if (line->block < document->block_count && document->blocks[line->block])
		put_position(out, block_position(document->blocks[line->block], line->start));
	buf_z(out, "}\n");
}

static void dump_item(const Page *page, const Item *item, const Document *document, Buf *out) {
	buf_printf(out, "{\"page\":%d", page->number);
	put_str(out, "kind", item->kind == ITEM_PICTURE ? STR("picture") : STR("rectangle"));
	put_len(out, "x", item->x);
	put_len(out, "y", item->y);
	put_len(out, "width", item->width);
	put_len(out, "height", item->height);
	if (item->kind == ITEM_PICTURE)
		put_str(out, "file", item->picture->path);
	if (item->colour != COLOUR_NONE)
		put_str(out, "colour", document->layout->colours[item->colour].name);
	put_int(out, "owner", item->owner);
	buf_z(out, "}\n");
}

void page_dump(const Pages *pages, const Document *document, Buf *out) {
	for (size_t p = 0; p < pages->page_count; p++) {
		const Page *page = &pages->pages[p];
		for (size_t i = 0; i < page->line_count; i++)
			dump_line(page, &page->lines[i], document, out);
		for (size_t i = 0; i < page->item_count; i++)
			if (page->items[i].kind != ITEM_GLYPHS)
				dump_item(page, &page->items[i], document, out);
	}
}
