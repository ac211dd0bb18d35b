/* Proofs: over the finished pages, the baseline grid, the frames of the template, the columns with the place of each in its
 * story's chain, and what hangs out below a column's limit. Drawn as furniture, in the layout's proof colours. */
#include "page/internal.h"

#define HAIRLINE (LEN_PT / 4)

typedef struct {
	Maker *maker;
	Page *page;
	int frame, grid, overset;                                /* colours */
} Proof;

static void outline(Maker *maker, Rectangle r, Len weight, int colour) {
	paint_rectangle(maker, (Rectangle){ r.x, r.y, r.width, weight }, colour);
	paint_rectangle(maker, (Rectangle){ r.x, r.y + r.height - weight, r.width, weight }, colour);
	paint_rectangle(maker, (Rectangle){ r.x, r.y, weight, r.height }, colour);
	paint_rectangle(maker, (Rectangle){ r.x + r.width - weight, r.y, weight, r.height }, colour);
}

static void draw_grid(const Proof *p) {
	const Maker *maker = p->maker;
	Rectangle measure = frame_rectangle(maker, &(Frame){ .column = 1, .span = maker->layout->grid_columns }, p->page->number, 0, 0);
	for (Len y = maker->head + maker->baseline_drop; y <= maker->foot; y += maker->grid)
		paint_rectangle(p->maker, (Rectangle){ measure.x, y, measure.width, HAIRLINE }, p->grid);
}

static void draw_label(const Proof *p, const PageColumn *column) {
	Maker *maker = p->maker;
	int part = 0, parts = 0;
	for (size_t q = 0; q < maker->pages->page_count; q++) {
		const Page *page = &maker->pages->pages[q];
		for (size_t i = 0; i < page->column_count; i++) {
			if (!str_eq(page->columns[i].story, column->story))
				continue;
			parts++;
			if (&page->columns[i] == column)
				part = parts;
		}
	}
	int design = layout_find_design(maker->layout, STR("default"));
	int style = maker->layout->designs[design >= 0 ? design : 0].styles[TEXT_CREDIT];
	Single single = *single_for(maker, str_printf(maker->job->arena, STR_FMT " %d/%d", STR_ARG(column->story), part, parts), style, NULL);
	single.left = column->x;
	single.width = column->width;
	single.baseline = column->top - LEN_PT;
	single.frame = column->frame;
	paint_single(maker, &single, ARTIFACT_LAYOUT);
}

static void draw_columns(const Proof *p) {
	for (size_t i = 0; i < p->page->column_count; i++) {
		const PageColumn *c = &p->page->columns[i];
		outline(p->maker, (Rectangle){ c->x, c->top, c->width, c->limit - c->top }, HAIRLINE, p->frame);
		draw_label(p, c);
	}
}

/* A bar beside every line that stands below the foot of its page's columns. */
static void draw_overset(const Proof *p) {
	Len foot = p->maker->foot + p->maker->grid;
	for (size_t i = 0; i < p->page->line_count; i++) {
		const PageLine *line = &p->page->lines[i];
		if (line->column > 0 && !line->generated && line->baseline > foot)
			paint_rectangle(p->maker, (Rectangle){ line->x - 3 * LEN_PT, line->baseline - p->maker->grid, 2 * LEN_PT, p->maker->grid }, p->overset);
	}
}

void proof_draw(Maker *maker) {
	const Layout *l = maker->layout;
	Proof p = { .maker = maker,
		        .frame = layout_find_colour(l, STR("proof-frame")),
		        .grid = layout_find_colour(l, STR("proof-grid")),
		        .overset = layout_find_colour(l, STR("proof-overset")) };
	for (size_t i = 0; i < maker->pages->page_count; i++) {
		p.page = &maker->pages->pages[i];
		maker->page_number = p.page->number;
		frames_of_page(maker, p.page->number);
		maker->items.at = p.page->items;
		maker->items.n = maker->items.room = p.page->item_count;
		maker->lines.at = p.page->lines;
		maker->lines.n = maker->lines.room = p.page->line_count;
		draw_grid(&p);
		draw_columns(&p);
		draw_overset(&p);
		p.page->items = maker->items.at;
		p.page->item_count = maker->items.n;
		p.page->lines = maker->lines.at;
		p.page->line_count = maker->lines.n;
	}
}
