/* Judging finished pages: what a careful compositor would mark on the proof. It reads Pages alone, as they stand, so that it
 * judges any way of making them. */
#include "page/internal.h"

const char *const defect_names[DEFECT_COUNT] = { "widow", "orphan", "runt", "hyphen-at-foot", "lone-heading", "ladder", "loose-line", "split-note",
	                                             "uneven-foot", "off-grid" };

#define LOOSE 2000                                           /* thousandths of the stretch that a line may take */
#define LADDER 3
#define LAST_SHORT 3                                         /* lines by which the last column of a story may end above the others */

typedef struct {
	Arena *arena;
	const Pages *pages;
	const Document *document;
	Defects found;
} Judge;

static const Block *block_of(const Judge *j, const PageLine *line) {
	return line->block < j->document->block_count ? j->document->blocks[line->block] : NULL;
}

static void add(Judge *j, DefectKind kind, const Page *page, const PageLine *line) {
	const Block *block = block_of(j, line);
	Defect *d = list_push(j->arena, &j->found);
	*d = (Defect){ kind, page->number, line->column, line->frame, line->story, block ? block_position(block, line->start) : POS_NONE };
}

/* Lines of running text in columns: not labels, initials, heads over the columns or jump lines. */
static bool is_text(const Judge *j, const PageLine *line) {
	const Block *block = block_of(j, line);
	bool initial = block && line->item_count == 0;
	return block && !initial && line->column > 0 && !line->generated && block->kind == BLOCK_TEXT;
}

static bool same_column(const PageLine *a, const PageLine *b) {
	return a->column == b->column && str_eq(a->frame, b->frame) && a->baseline < b->baseline;
}

/* The text lines of all pages, in order of setting, with their pages. */
typedef struct {
	const Page *page;
	const PageLine *line;
} Placed;

typedef struct { Placed *at; size_t n, room; } PlacedLines;

static bool shows_initial(const Page *page, const PageLine *line) {
	return line->item_count > 0 && page->items[line->first_item].initial;
}

static PlacedLines collect(const Judge *j) {
	PlacedLines list = { 0 };
	for (size_t p = 0; p < j->pages->page_count; p++) {
		const Page *page = &j->pages->pages[p];
		for (size_t i = 0; i < page->line_count; i++)
			if (is_text(j, &page->lines[i]) && !shows_initial(page, &page->lines[i]))
				*(Placed *)list_push(j->arena, &list) = (Placed){ page, &page->lines[i] };
	}
	return list;
}

static bool is_first(const PlacedLines *list, size_t i) {
	for (size_t k = i; k-- > 0;)
		if (list->at[k].line->block == list->at[i].line->block)
			return false;
	return true;
}

/* The line before line i in its story, notes aside; SIZE_MAX when it is the first. */
static size_t line_before(const PlacedLines *list, size_t i) {
	for (size_t k = i; k-- > 0;)
		if (str_eq(list->at[k].line->story, list->at[i].line->story))
			return k;
	return SIZE_MAX;
}

static void judge_breaks(Judge *j, const PlacedLines *list) {
	for (size_t i = 1; i < list->n; i++) {
		size_t k = line_before(list, i);
		const Placed *here = &list->at[i], *before = k == SIZE_MAX ? NULL : &list->at[k];
		if (!before || (before->page == here->page && same_column(before->line, here->line)))
			continue;
		const Block *above = block_of(j, before->line);
		bool same_block = before->line->block == here->line->block, note = above->text_kind == TEXT_NOTE;
		if (same_block && here->line->last)
			add(j, DEFECT_WIDOW, here->page, here->line);
		if (same_block && is_first(list, k) && above->style->orphans > 1)
			add(j, DEFECT_ORPHAN, before->page, before->line);
		if (same_block && before->line->hyphen && !note)
			add(j, DEFECT_HYPHEN_AT_FOOT, before->page, before->line);
		if (same_block && note && before->page != here->page)
			add(j, DEFECT_SPLIT_NOTE, here->page, here->line);
		if (above->style->keep_next)
			add(j, DEFECT_LONE_HEADING, before->page, before->line);
	}
}

/* Words between spaces; ideographs are words of their own. */
static size_t words_in(Str text, bool *ideographs) {
	size_t words = 0, at = 0;
	bool inside = false;
	*ideographs = false;
	while (at < text.n) {
		uint32_t c = utf8_next(text, &at);
		words += text_is_ideograph(c) || (c != ' ' && !inside);
		inside = c != ' ';
		*ideographs |= text_is_ideograph(c);
	}
	return words;
}

/* A last line that holds a single word and less than a quarter of its measure; of ideographs, three are enough. */
static bool is_runt(Str text, Len width, Len measure) {
	bool ideographs;
	size_t words = words_in(str_trim(text), &ideographs);
	return width < measure / 4 && words < (ideographs ? 3 : 2);
}

static bool ends_in_hyphen(const Line *line) { return line->end_kind == BREAK_HYPHEN || line->end_kind == BREAK_SOFT_HYPHEN; }

int64_t slug_paragraph_price(const Maker *maker, const Slug *slug, bool changed) {
	const Block *block = slug->block;
	if (slug->kind != SLUG_LINE || block->kind != BLOCK_TEXT || block->style->align != ALIGN_JUSTIFY)
		return 0;
	const Weights *w = &maker->layout->weights;
	const Lines *lines = slug->lines;
	int64_t price = 0;
	int row = 0;
	for (uint32_t i = slug->line; i < lines->count; i++) {
		const Line *line = &lines->lines[i];
		row = ends_in_hyphen(line) ? row + 1 : 0;
		price += row == LADDER ? w->ladder : 0;
		price += changed && !line->last && line->ratio > LOOSE ? w->loose_line : 0;
		Str text = str_sub(block->text, line->start, line->end);
		price += line->last && i > 0 && is_runt(text, line->natural, line->width) ? w->short_last_line : 0;
	}
	return price;
}

static void judge_lines(Judge *j, const PlacedLines *list) {
	int row = 0;
	for (size_t i = 0; i < list->n; i++) {
		const PageLine *line = list->at[i].line;
		const Block *block = block_of(j, line);
		row = line->hyphen ? row + 1 : 0;
		if (row == LADDER)
			add(j, DEFECT_LADDER, list->at[i].page, line);
		bool justified = block->style->align == ALIGN_JUSTIFY;
		if (justified && !line->last && line->ratio > LOOSE)
			add(j, DEFECT_LOOSE_LINE, list->at[i].page, line);
		if (line->last && justified && !is_first(list, i) && is_runt(str_sub(block->text, line->start, line->end), line->width, line->measure))
			add(j, DEFECT_RUNT, list->at[i].page, line);
	}
}

/* Body text whose baseline is not one of the page's. */
static void judge_grid(Judge *j, const PlacedLines *list) {
	Len grid = j->document->baseline;
	for (size_t i = 0; i < list->n; i++) {
		Len first = head_of_page(j->document, list->at[i].page->number) + len_scale(grid, 3, 4);
		const Block *block = block_of(j, list->at[i].line);
		bool on_grid = block->style->leading == 1000;
		Len off = (list->at[i].line->baseline - first) % grid;
		if (on_grid && off != 0)
			add(j, DEFECT_OFF_GRID, list->at[i].page, list->at[i].line);
	}
}

static bool goes_with(const PageColumn *a, const PageColumn *b) { return str_eq(a->frame, b->frame) && str_eq(a->story, b->story); }

/* Columns of a frame where level feet are asked for: as deep as each other, or as far from their own limits (a jump line, an inset). The
 * last one in which the story ends may be a few lines shorter; no other, and none deeper. */
bool foot_is_uneven(const PageColumn *columns, size_t count, size_t i, Len grid) {
	const PageColumn *a = &columns[i], *b = &columns[i + 1];
	if (!goes_with(a, b) || !a->level || a->column == b->column)
		return false;
	bool last = b->ends && (i + 2 == count || !goes_with(b, &columns[i + 2]));
	Len shorter = a->foot - b->foot;
	bool at_limit = a->limit != b->limit && (a->limit - a->foot) / grid == (b->limit - b->foot) / grid;
	return !at_limit && (shorter <= -grid || shorter >= (last ? LAST_SHORT + 1 : 1) * grid);
}

static void judge_feet(Judge *j) {
	for (size_t p = 0; p < j->pages->page_count; p++) {
		const Page *page = &j->pages->pages[p];
		for (size_t i = 0; i + 1 < page->column_count; i++) {
			const PageColumn *b = &page->columns[i + 1];
			if (!foot_is_uneven(page->columns, page->column_count, i, j->document->baseline))
				continue;
			Defect *d = list_push(j->arena, &j->found);
			*d = (Defect){ DEFECT_UNEVEN_FOOT, page->number, b->column, b->frame, b->story, POS_NONE };
		}
	}
}

Defects page_find_defects(Arena *arena, const Pages *pages, const Document *document) {
	Judge j = { .arena = arena, .pages = pages, .document = document };
	PlacedLines list = collect(&j);
	judge_breaks(&j, &list);
	judge_lines(&j, &list);
	judge_grid(&j, &list);
	judge_feet(&j);
	return j.found;
}
