/* Places on pages. A region is what one block shows in one column of a page, so that a paragraph over two columns has two. A message
 * is put on the line that shows the byte it points to: the block is found by its place in the source, the byte by the marks that keep
 * block and source in step, the line by the bytes that it shows. */
#include "proof/internal.h"

#define LINE_ABOVE 1000                                      /* of a line's size, thousandths: what it reaches over its baseline */
#define LINE_BELOW 300

static void extend(Area *area, Area by) {
	Len right = len_max(area->x + area->width, by.x + by.width), foot = len_max(area->y + area->height, by.y + by.height);
	area->x = len_min(area->x, by.x);
	area->y = len_min(area->y, by.y);
	area->width = right - area->x;
	area->height = foot - area->y;
}

/* What a line's pieces cover together: of one that runs down the page. */
static Area area_of_items(const Page *page, const PageLine *line) {
	Area all = { 0 };
	for (uint32_t i = 0; i < line->item_count; i++) {
		Rectangle r = page_item_area(&page->items[line->first_item + i]);
		Area area = { r.x, r.y, r.width, r.height };
		if (i == 0)
			all = area;
		extend(&all, area);
	}
	return all;
}

Area line_area(const Page *page, const PageLine *line) {
	if (page->writing != WRITING_ACROSS)
		return area_of_items(page, line);
	Len size = 0;
	for (uint32_t i = 0; i < line->item_count; i++)
		size = len_max(size, page->items[line->first_item + i].size);
	Len above = len_scale(size, LINE_ABOVE, 1000), below = len_scale(size, LINE_BELOW, 1000);
	return (Area){ line->x, line->baseline - above, line->width, above + below };
}

/* Below where the last part of its column may go. */
bool line_is_overset(const Page *page, const PageLine *line) {
	Len limit = -1;
	for (size_t i = 0; i < page->column_count && line->column > 0; i++) {
		const PageColumn *column = &page->columns[i];
		if (column->column == line->column && str_eq(column->frame, line->frame) && str_eq(column->story, line->story))
			limit = len_max(limit, column->limit);
	}
	return limit >= 0 && line->baseline > limit;
}

static bool goes_on(const Region *region, size_t page, const PageLine *line, bool overset) {
	return region->page == page && region->block == line->block && region->column == line->column && str_eq(region->frame, line->frame) &&
	       region->overset == overset;
}

static void add_line(Arena *arena, Regions *regions, const Document *document, const Page *page, size_t number, const PageLine *line) {
	if (line->block >= document->block_count || !document->blocks[line->block] || !line->item_count)
		return;
	const Block *block = document->blocks[line->block];
	Pos pos = block_position(block, line->start);
	if (!pos.file || !block->text.n)
		return;
	bool overset = line_is_overset(page, line);
	Area area = line_area(page, line);
	for (size_t i = regions->n; i-- > 0 && regions->at[i].page == number;) {
		if (!goes_on(&regions->at[i], number, line, overset))
			continue;
		extend(&regions->at[i].area, area);
		return;
	}
	*list_push(arena, regions) = (Region){ number, line->block, block->owner, line->frame, line->column, area, block_position(block, 0), block->text,
		                                   overset };
}

static void add_picture(Arena *arena, Regions *regions, const Document *document, size_t page, const Item *item) {
	const OwnerNode *owner = item->owner < document->owner_count ? &document->owners[item->owner] : NULL;
	if (!owner || !owner->pos.file || item->artifact != ARTIFACT_NONE)
		return;
	Area area = { item->x, item->y, item->width, item->height };
	if (item->clip_width > 0)
		area = (Area){ item->clip_x, item->clip_y, item->clip_width, item->clip_height };
	*list_push(arena, regions) = (Region){ .page = page, .block = UINT32_MAX, .owner = item->owner, .area = area, .pos = owner->pos,
		                                   .text = owner->alt };
}

Regions regions_find(Arena *arena, const Document *document, const Pages *pages) {
	Regions regions = { 0 };
	for (size_t p = 0; p < pages->page_count; p++) {
		const Page *page = &pages->pages[p];
		size_t item = 0;
		for (size_t i = 0; i <= page->line_count; i++) {         /* pictures between the lines that they stand between */
			size_t upto = i < page->line_count ? page->lines[i].first_item : page->item_count;
			for (; item < upto && item < page->item_count; item++)
				if (page->items[item].kind == ITEM_PICTURE)
					add_picture(arena, &regions, document, p, &page->items[item]);
			if (i < page->line_count)
				add_line(arena, &regions, document, page, p, &page->lines[i]);
		}
	}
	return regions;
}

/* ---- messages ---- */

static bool in_contents(const Block *block) {
	return block->text_kind == TEXT_CONTENTS_SECTION || block->text_kind == TEXT_CONTENTS_ENTRY;
}

static bool same_file(Pos a, Pos b) {
	return a.file && b.file && (a.file == b.file || str_eq(a.file->path, b.file->path));
}

/* The byte of the block that was written at a place; UINT32_MAX when it was written elsewhere. */
static uint32_t byte_of(const Block *block, Pos pos) {
	uint32_t best = UINT32_MAX, nearest = 0, end = 0;
	for (size_t i = 0; i < block->mark_count; i++) {
		const TextMark *mark = &block->marks[i];
		if (!same_file(mark->pos, pos))
			continue;
		uint32_t next = i + 1 < block->mark_count ? block->marks[i + 1].at : (uint32_t)block->text.n, length = next - mark->at;
		end = mark->pos.offset + length > end ? mark->pos.offset + length : end;
		if (mark->pos.offset <= pos.offset && mark->pos.offset >= nearest) {
			nearest = mark->pos.offset;
			uint32_t into = pos.offset - nearest;
			best = mark->at + (into < length ? into : length ? length - 1 : 0);
		}
	}
	bool from = same_file(block->pos, pos) && block->pos.offset <= pos.offset;
	if (best == UINT32_MAX && from && end > pos.offset)
		return 0;
	return pos.offset <= end ? best : UINT32_MAX;
}

static const Block *block_of(const Document *document, Pos pos, uint32_t *byte) {
	const Block *found = NULL;
	uint32_t start = 0;
	for (uint32_t i = 0; i < document->block_count; i++) {
		const Block *block = document->blocks[i];
		if (!block || !block->text.n || (block->kind != BLOCK_TEXT && block->kind != BLOCK_CELL) || in_contents(block))
			continue;
		uint32_t at = byte_of(block, pos), from = block->pos.file ? block->pos.offset : 0;
		if (at == UINT32_MAX || (found && from <= start))
			continue;
		found = block;
		start = from;
		*byte = at;
	}
	return found;
}

static bool find_line(const Pages *pages, uint32_t block, uint32_t byte, Mark *mark) {
	bool found = false;
	for (size_t p = 0; p < pages->page_count; p++) {
		const Page *page = &pages->pages[p];
		for (size_t i = 0; i < page->line_count; i++) {
			const PageLine *line = &page->lines[i];
			if (line->block != block || line->generated || !line->item_count || (found && line->start > byte))
				continue;
			mark->page = p;
			mark->area = line_area(page, line);
			found = true;
			if (byte < line->end)
				return true;
		}
	}
	return found;
}

static void find_place(const ProofInput *input, const Regions *regions, Mark *mark) {
	Pos pos = mark->message->pos;
	uint32_t byte = 0;
	mark->page = SIZE_MAX;
	if (!pos.file || !input->document)
		return;
	const Block *block = block_of(input->document, pos, &byte);
	if (block && find_line(input->pages, block->id, byte, mark))
		return;
	for (size_t i = 0; i < regions->n; i++) {
		const Region *region = &regions->at[i];
		if (region->block != UINT32_MAX || !same_file(region->pos, pos) || region->pos.offset != pos.offset)
			continue;
		mark->page = region->page;
		mark->area = region->area;
		return;
	}
}

static bool comes_before(const Mark *a, const Mark *b) {
	if (a->page != b->page)
		return a->page < b->page;
	if (a->page != SIZE_MAX && a->area.y != b->area.y)
		return a->area.y < b->area.y;
	return a->index < b->index;
}

static bool said_already(const Mark *marks, size_t n, const Message *message) {
	for (size_t i = 0; i < n; i++) {
		const Message *other = marks[i].message;
		if (other->rule == message->rule && other->pos.file == message->pos.file && other->pos.offset == message->pos.offset &&
		    str_eq(other->text, message->text))
			return true;
	}
	return false;
}

/* In the order of the pages; those without a place last. */
Mark *marks_find(Arena *arena, const ProofInput *input, const Regions *regions, size_t *count) {
	const Diag *diag = input->diag;
	Mark *marks = arena_array(arena, Mark, diag->messages.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < diag->messages.n; i++) {
		const Message *message = &diag->messages.at[i];
		if (message->ignored || said_already(marks, n, message))
			continue;
		Mark mark = { .message = message, .index = i };
		find_place(input, regions, &mark);
		size_t at = n++;
		for (; at > 0 && comes_before(&mark, &marks[at - 1]); at--)
			marks[at] = marks[at - 1];
		marks[at] = mark;
	}
	*count = n;
	return marks;
}
