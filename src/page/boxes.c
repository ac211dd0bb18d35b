/* Boxes and tables. A box is one slug: its parts are set in a galley of their own, narrower by its padding; its height is
 * rounded up to the grid, so that the text below goes on in step with the columns beside it. A table is a slug a row; the
 * columns are as wide as their longest cells ask for, and share what room is left. */
#include "page/internal.h"

static void join_notes(Arena *arena, Slug *slug) {
	struct { size_t *at; size_t n, room; } list = { 0 };
	for (size_t g = 0; g < slug->inside_count; g++)
		for (size_t i = 0; i < slug->inside[g]->n; i++) {
			const Slug *part = &slug->inside[g]->at[i];
			for (size_t k = 0; k < part->note_count; k++)
				*(size_t *)list_push(arena, &list) = part->notes[k];
		}
	slug->notes = list.at;
	slug->note_count = list.n;
}

/* The text of a box is on the grid too: its upper padding is whole lines. */
Len box_pad_before(const Maker *maker, const Design *design) {
	return len_ceil_to(design->pad_before, maker->grid);
}

/* A box that may break: its slugs stand in the story's galley, set in by its padding. The first and last carry the padding above
 * and below as height, so that the box is drawn from head to foot of its parts. */
void box_add_parts(Maker *maker, Galley *galley, const Block *box, Len width, int depth) {
	const Design *design = box->design;
	size_t first = galley->n;
	for (size_t i = 0; i < box->child_count; i++)
		galley_add_block(maker, galley, &box->children[i], 0, width - design->pad_start - design->pad_end, depth + 1);
	for (size_t i = first; i < galley->n; i++) {
		Slug *part = &galley->at[i];
		part->box = box;
		part->design = design;
		part->inset_start = design->pad_start;
		part->inset_end = design->pad_end;
	}
	if (galley->n == first)
		return;
	Slug *head = &galley->at[first], *foot = &galley->at[galley->n - 1];
	head->opens = true;
	head->space_before = len_scale(maker->grid, design->space_before, 1000) + box_pad_before(maker, design);
	foot->closes = true;
	foot->space_after = len_scale(maker->grid, design->space_after, 1000) + len_ceil_to(design->pad_after, maker->grid);
}

/* Divides the text of a box into its columns, feet level. */
static void divide(Maker *maker, const Block *box, Slug *slug, Len inner, int depth) {
	const Design *design = box->design;
	size_t n = (size_t)design->columns;
	Len gutter = maker->layout->grid_gutter, width = (inner - (Len)(n - 1) * gutter) / (Len)n;
	Arena *arena = maker->job->arena;
	Galley *whole = galley_open(arena, width);
	for (size_t i = 0; i < box->child_count; i++)
		galley_add_block(maker, whole, &box->children[i], 0, width, depth + 1);
	Segment *segments = arena_array(arena, Segment, n);
	size_t *ends = arena_array(arena, size_t, n);
	for (size_t c = 0; c < n; c++)
		segments[c] = (Segment){ { 0, 0, width, galley_height(maker, whole, 0, whole->n) }, (int)c + 1, 0 };
	distribute(maker, whole, segments, n, maker->layout->weights.uneven_foot, ends);
	slug->inside_count = n;
	slug->inside = arena_array(arena, Galley *, n);
	slug->inside_x = arena_array(arena, Len, n);
	for (size_t c = 0, from = 0; c < n; from = ends[c++]) {
		slug->inside[c] = galley_open(arena, width);
		slug->inside[c]->at = whole->at + from;
		slug->inside[c]->n = ends[c] - from;
		slug->inside_x[c] = design->pad_start + (Len)c * (width + gutter);
	}
}

void box_make_slug(Maker *maker, const Block *box, Len width, int depth, Slug *slug) {
	Arena *arena = maker->job->arena;
	const Design *design = box->design;
	Len inner = width - design->pad_start - design->pad_end;
	slug->kind = SLUG_BOX;
	slug->block = box;
	slug->design = design;
	divide(maker, box, slug, inner, depth);
	Len height = 0;
	for (size_t c = 0; c < slug->inside_count; c++)
		height = len_max(height, galley_height(maker, slug->inside[c], 0, slug->inside[c]->n));
	slug->height = len_ceil_to(box_pad_before(maker, design) + height + design->pad_after, maker->grid);
	slug->on_grid = true;
	slug->space_before = len_scale(maker->grid, design->space_before, 1000);
	slug->space_after = len_scale(maker->grid, design->space_after, 1000);
	join_notes(arena, slug);
}

static Len widest_cell(Maker *maker, const Block *table, size_t column, Len *longest_word) {
	Len widest = 0;
	for (size_t r = 0; r < table->child_count; r++) {
		const Block *row = &table->children[r];
		if (column >= row->child_count)
			continue;
		const Text *text = maker_text(maker, &row->children[column]);
		Len width = 0, word = 0;
		for (uint32_t i = 0; i < text->cluster_count; i++) {
			const Cluster *c = &text->clusters[i];
			word = c->break_before == BREAK_ALLOWED ? c->width : word + c->width;
			width += c->width;
			*longest_word = len_max(*longest_word, word);
		}
		widest = len_max(widest, width);
	}
	return widest;
}

/* Widths by content: each column gets what its longest cell needs if there is room; otherwise its longest word, and a share of
 * the rest in proportion to what it lacks. */
static Len *column_widths(Maker *maker, const Block *table, Len width, size_t columns, Len gutter) {
	Len *widths = arena_array(maker->job->arena, Len, columns), *words = arena_array(maker->job->arena, Len, columns);
	Len room = width - (Len)(columns - 1) * gutter;
	int64_t wanted = 0, least = 0;
	for (size_t c = 0; c < columns; c++) {
		widths[c] = widest_cell(maker, table, c, &words[c]);
		wanted += widths[c];
		least += words[c];
	}
	for (size_t c = 0; c < columns; c++) {
		if (wanted <= room)
			widths[c] += (Len)((room - wanted) / (int64_t)columns);
		else if (least < room && wanted > least)
			widths[c] = words[c] + len_scale(widths[c] - words[c], room - least, wanted - least);
		else
			widths[c] = room / (Len)columns;
	}
	return widths;
}

void table_add_slugs(Maker *maker, Galley *galley, const Block *table, Len width, int depth) {
	if (!table->child_count || !table->children[0].child_count)
		return;
	Arena *arena = galley->arena;
	size_t columns = table->children[0].child_count, head = galley->n;
	Len gutter = maker->grid / 2;
	Len *widths = column_widths(maker, table, width, columns, gutter);
	for (size_t r = 0; r < table->child_count; r++) {
		const Block *row = &table->children[r];
		Slug *slug = list_push(arena, galley);
		slug->kind = SLUG_ROW;
		slug->block = row;
		slug->design = table->design;
		slug->inside_count = row->child_count;
		slug->inside = arena_array(arena, Galley *, row->child_count);
		slug->inside_x = arena_array(arena, Len, row->child_count);
		Len x = 0, height = 0;
		for (size_t c = 0; c < row->child_count && c < columns; c++) {
			Galley *cell = galley_open(arena, widths[c]);
			galley_add_block(maker, cell, &row->children[c], 0, widths[c], depth + 1);
			slug->inside[c] = cell;
			slug->inside_x[c] = x;
			x += widths[c] + gutter;
			height = len_max(height, galley_height(maker, cell, 0, cell->n));
		}
		slug->height = height + maker->grid / 4;             /* air between the text and the rule under it */
		slug->space_before = r == 0 ? maker->grid : 0;
		if (r + 1 == table->child_count) {                   /* what follows is on the grid again, a line below */
			slug->space_after = maker->grid;
		} else {
			slug->cost_after = row->head_row || r + 2 == table->child_count ? COST_FORBIDDEN : maker->layout->weights.orphan;
		}
		join_notes(arena, slug);
	}
	/* Slugs move while their list grows: what they repeat is a copy. */
	const Slug *repeat = table->children[0].head_row ? arena_copy(arena, &galley->at[head], sizeof(Slug)) : NULL;
	for (size_t i = head + 1; i < galley->n; i++)
		galley->at[i].repeat = repeat;
}
