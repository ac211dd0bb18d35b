/* Painting: placed slugs become Items at positions, and lines for the dump. Every glyph item keeps the block's text, the bytes
 * that it shows and its owner; nothing is decided here but left and right within a line. */
#include "page/internal.h"

static bool is_rtl(const Maker *maker) { return maker->document->locale->rtl; }

void paint_rectangle(Maker *maker, Rectangle area, int colour) {
	Item *item = list_push(maker->job->arena, &maker->items);
	*item = (Item){ .kind = ITEM_RECTANGLE, .artifact = ARTIFACT_LAYOUT, .colour = colour, .x = area.x, .y = area.y, .width = area.width, .height = area.height };
}

void paint_picture(Maker *maker, const Picture *picture, Rectangle area, Owner owner, Artifact artifact) {
	Item *item = list_push(maker->job->arena, &maker->items);
	*item = (Item){ .kind = ITEM_PICTURE, .artifact = artifact, .owner = owner, .colour = COLOUR_NONE, .x = area.x, .y = area.y, .width = area.width,
		            .height = area.height, .picture = picture };
}

Sides picture_sides(const Maker *maker, const Picture *picture) {
	bool lying = maker->layout != maker->document->upright;
	return lying ? (Sides){ picture->height, picture->width } : (Sides){ picture->width, picture->height };
}

/* The picture fills the area; what stands out over two opposite edges is not shown. */
void paint_picture_over(Maker *maker, const Picture *picture, Rectangle area, Owner owner, Artifact artifact) {
	Sides sides = picture_sides(maker, picture);
	int64_t across = (int64_t)area.width * sides.height, down = (int64_t)area.height * sides.width;
	Rectangle all = area;
	if (across > down)
		all.height = len_scale(area.width, sides.height, sides.width);
	else
		all.width = len_scale(area.height, sides.width, sides.height);
	all.x -= (all.width - area.width) / 2;
	all.y -= (all.height - area.height) / 2;
	paint_picture(maker, picture, all, owner, artifact);
	Item *item = &maker->items.at[maker->items.n - 1];
	item->clip_x = area.x;
	item->clip_y = area.y;
	item->clip_width = area.width;
	item->clip_height = area.height;
}

void paint_say_where(Maker *maker, size_t first, Pos pos) {
	for (size_t i = first; i < maker->items.n; i++)
		if (!maker->items.at[i].pos.file)
			maker->items.at[i].pos = pos;
}

/* What reaches the trim runs on over it. */
static Rectangle over_trim(const Maker *maker, Rectangle r) {
	const Layout *l = maker->layout;
	Len right = r.x + r.width, bottom = r.y + r.height;
	if (right >= l->page_width)
		right = len_max(right, l->page_width + l->bleed);
	if (bottom >= l->page_height)
		bottom = len_max(bottom, l->page_height + l->bleed);
	r.x = r.x <= 0 ? len_min(r.x, -l->bleed) : r.x;
	r.y = r.y <= 0 ? len_min(r.y, -l->bleed) : r.y;
	return (Rectangle){ r.x, r.y, right - r.x, bottom - r.y };
}

static void note_destination(Maker *maker, const Block *block, Len x, Len y) {
	size_t anchor = block->id < maker->cache_count ? maker->anchor_of_block[block->id] : SIZE_MAX;
	if (anchor == SIZE_MAX)
		return;
	for (size_t i = 0; i < maker->destinations.n; i++)
		if (maker->destinations.at[i].anchor == anchor)
			return;
	Destination *d = list_push(maker->job->arena, &maker->destinations);
	*d = (Destination){ anchor, maker->page_number, x, y };
}

/* Colour stands for a slant or a weight that the script's faces do not have. */
static int colour_of(const Maker *maker, const Block *block, const Run *run) {
	const Span *span = run->span;
	if (span->colour != COLOUR_NONE)
		return span->colour;
	bool stressed = span->emphasis || (span->strong && run->face->weight < 600);
	bool emphasis = stressed && run->typography->emphasis == EMPHASIS_COLOUR;
	return emphasis && maker->layout->link_colour != COLOUR_NONE ? maker->layout->link_colour : block->style->colour;
}

/* One piece of a line, as one item. */
static void paint_piece(Maker *maker, const Block *block, const Text *text, const LinePiece *piece, Len left, Len baseline, Artifact artifact) {
	if (!piece->glyph_count)
		return;
	Item *item = list_push(maker->job->arena, &maker->items);
	const Run *run = piece->run;
	*item = (Item){
		.kind = ITEM_GLYPHS,
		.artifact = artifact,
		.owner = run->span->owner,
		.colour = colour_of(maker, block, run),
		.x = left + piece->x,
		.y = baseline,
		.width = piece->width,
		.face = run->face,
		.size = run->size,
		.stretch = piece->stretch,
		.setting = !block->vertical || run->upright == RUN_COMBINED ? TEXT_ACROSS : run->upright ? TEXT_UPRIGHT : TEXT_TURNED,
		.rtl = run->level % 2,
		.last_hyphen = piece->hyphen,
		.glyphs = piece->glyphs,
		.glyph_count = piece->glyph_count,
		.text = text->text,
		.start = piece->start,
		.end = piece->end,
		.generated = run->span->generated,
		.language = run->language,
		.block = block->id,
	};
}

/* A line of a Text that is a line by itself: [start, end) of its bytes, from `left`. */
static void paint_text(Maker *maker, const Text *text, const Line *line, const BreakRules *rules, Len left, Len baseline, Artifact artifact,
                       PageLine record) {
	SetLine set = paragraph_set_line(maker->job, maker->shaper, text, line, rules);
	record.first_item = (uint32_t)maker->items.n;
	for (uint32_t i = 0; i < set.count; i++)
		paint_piece(maker, text->block, text, &set.pieces[i], left, baseline, artifact);
	record.item_count = (uint32_t)maker->items.n - record.first_item;
	record.style = text->block->style->name;
	record.block = text->block->id;
	record.start = line->start;
	record.end = line->end;
	record.x = left + set.x;
	record.baseline = baseline;
	record.width = set.width;
	record.space = set.space;
	record.measure = line->width;
	*(PageLine *)list_push(maker->job->arena, &maker->lines) = record;
}

/* The whole of a Text as one line. */
static Line whole_line(const Text *text, Len width) {
	uint32_t first = text->clusters[0].start, end = text->clusters[text->cluster_count - 1].end;
	return (Line){ .start = first, .end = end, .ink_end = end, .cluster_end = text->cluster_count, .width = width, .last = true };
}

void paint_single(Maker *maker, const Single *single, Artifact artifact) {
	if (!single->text->cluster_count)
		return;
	Line line = single->line ? *single->line : whole_line(single->text, single->width);
	BreakRules rules = { .align = single->align, .space_min = 1000, .space_max = 1000 };
	PageLine record = { .frame = single->frame, .generated = true, .last = true };
	paint_text(maker, single->text, &line, &rules, single->left, single->baseline, artifact, record);
}

/* From the start edge of [left, left + width): where something of `size` at `offset` has its left edge. */
static Len from_start(bool rtl, Len left, Len width, Len offset, Len size) {
	return rtl ? left + width - offset - size : left + offset;
}

typedef struct {
	Str frame, story;
	int column;
	bool repeated;                                           /* a table's head, shown once more: not content */
} Where;

static Len baseline_of(const Maker *maker, const Slug *slug, Len top) {
	Len under = maker->grid - maker->baseline_drop;
	if (slug->height < maker->grid)
		under = len_scale(under, slug->height, maker->grid);
	return top + slug->height - under;
}

static void paint_label(Maker *maker, const Slug *slug, const Line *line, Len left, Len width, Len baseline, Where where) {
	const Text *label = slug->label;
	if (!label || !label->cluster_count)
		return;
	Line whole = whole_line(label, slug->label_width);
	BreakRules rules = { .align = ALIGN_START, .space_min = 1000, .space_max = 1000 };
	Len x = from_start(slug->block->rtl, left, width, line->indent - slug->label_width, slug->label_width);
	PageLine record = { .frame = where.frame, .story = where.story, .column = where.column, .generated = true };
	paint_text(maker, label, &whole, &rules, x, baseline, ARTIFACT_NONE, record);
}

static void paint_initial(Maker *maker, const Slug *slug, const Line *line, Len left, Len width, Len baseline, Where where) {
	const Text *initial = slug->initial;
	if (!initial)
		return;
	Line whole = whole_line(initial, slug->initial_width);
	BreakRules rules = { .align = ALIGN_START, .space_min = 1000, .space_max = 1000 };
	Len x = from_start(slug->block->rtl, left, width, line->indent - slug->initial_width, slug->initial_width);
	Len drop = (slug->block->style->drop_cap - 1) * maker->grid;
	PageLine record = { .frame = where.frame, .story = where.story, .column = where.column };
	size_t first = maker->items.n;
	paint_text(maker, initial, &whole, &rules, x, baseline + drop, ARTIFACT_NONE, record);
	for (size_t i = first; i < maker->items.n; i++) {
		maker->items.at[i].initial = true;
		if (slug->block->style->drop_cap_colour != COLOUR_NONE)
			maker->items.at[i].colour = slug->block->style->drop_cap_colour;
	}
}

/* Drafts show what has no good translation: behind the line, but not behind an initial, which has been painted. */
static void paint_state(Maker *maker, const Slug *slug, const Line *line, Len left, Len width, Len top) {
	static const char *const names[] = { [NODE_STATE_UNTRANSLATED] = "draft-untranslated", [NODE_STATE_OUTDATED] = "draft-outdated" };
	if (slug->block->state == NODE_STATE_GOOD)
		return;
	int colour = layout_find_colour(maker->layout, str_of(names[slug->block->state]));
	paint_rectangle(maker, (Rectangle){ from_start(slug->block->rtl, left, width, line->indent, line->width), top + len_scale(maker->grid, 1, 8), line->width,
		                               slug->height }, colour);
	paint_say_where(maker, maker->items.n - 1, slug->block->pos);
}

static void paint_line(Maker *maker, const Slug *slug, Len left, Len width, Len top, Where where) {
	const Line *line = &slug->lines->lines[slug->line];
	paint_state(maker, slug, line, left, width, top);
	Len baseline = baseline_of(maker, slug, top);
	paint_label(maker, slug, line, left, width, baseline, where);
	paint_initial(maker, slug, line, left, width, baseline, where);
	PageLine record = { .frame = where.frame, .story = where.story, .column = where.column, .generated = where.repeated, .ratio = line->ratio,
		                .last = line->last,
		                .hyphen = line->end_kind == BREAK_HYPHEN || line->end_kind == BREAK_SOFT_HYPHEN };
	Len x = from_start(slug->block->rtl, left, width, line->indent, line->width);
	paint_text(maker, slug->text, line, slug->rules, x, baseline, where.repeated ? ARTIFACT_PAGINATION : ARTIFACT_NONE, record);
}

static void paint_over(Maker *maker, Rectangle r, int colour) {
	paint_rectangle(maker, over_trim(maker, r), colour);
}

static void paint_design(Maker *maker, const Design *design, Rectangle r, bool rtl) {
	size_t first = maker->items.n;
	Rectangle inner = { r.x, r.y + maker->cap_drop, r.width, r.height - maker->cap_drop - (maker->grid - maker->baseline_drop) };
	if (design->tint != COLOUR_NONE)
		paint_over(maker, inner, design->tint);
	if (design->rule_before.width)
		paint_over(maker, (Rectangle){ inner.x, inner.y, inner.width, design->rule_before.width }, design->rule_before.colour);
	if (design->rule_after.width)
		paint_over(maker, (Rectangle){ inner.x, inner.y + inner.height - design->rule_after.width, inner.width, design->rule_after.width },
		           design->rule_after.colour);
	Len w = design->rule_start.width;
	if (w)
		paint_over(maker, (Rectangle){ from_start(rtl, inner.x, inner.width, 0, w), inner.y, w, inner.height }, design->rule_start.colour);
	paint_say_where(maker, first, design->pos);
}

static void paint_slugs(Maker *maker, const Galley *galley, size_t from, size_t to, Len left, Len top, Where where);
static void paint_slug(Maker *maker, const Slug *slug, Len left, Len width, Len top, Where where);

static void paint_box(Maker *maker, const Slug *slug, Len left, Len width, Len top, Where where) {
	paint_design(maker, slug->design, (Rectangle){ left, top, width, slug->height }, slug->block->rtl);
	for (size_t c = 0; c < slug->inside_count; c++)
		paint_slugs(maker, slug->inside[c], 0, slug->inside[c]->n, from_start(slug->block->rtl, left, width, slug->inside_x[c], slug->inside[c]->width),
		            top + box_pad_before(maker, slug->design), where);
}

static void paint_row(Maker *maker, const Slug *slug, Len left, Len width, Len top, Where where) {
	for (size_t c = 0; c < slug->inside_count; c++)
		paint_slugs(maker, slug->inside[c], 0, slug->inside[c]->n, from_start(slug->block->rtl, left, width, slug->inside_x[c], slug->inside[c]->width), top, where);
	bool head = slug->block->head_row;
	Len weight = head ? LEN_PT * 3 / 4 : LEN_PT / 4;
	paint_rectangle(maker, (Rectangle){ left, top + slug->height, width, weight }, maker->layout->text_colour);
	paint_say_where(maker, maker->items.n - 1, slug->block->pos);
}

static void paint_figure(Maker *maker, const Block *block, Rectangle area) {
	Rectangle over = over_trim(maker, area);
	size_t first = maker->items.n;
	if (over.width > area.width || over.height > area.height)
		paint_picture_over(maker, block->picture, over, block->owner, ARTIFACT_NONE);
	else
		paint_picture(maker, block->picture, area, block->owner, ARTIFACT_NONE);
	paint_say_where(maker, first, block->pos);
}

static void paint_slug(Maker *maker, const Slug *slug, Len left, Len width, Len top, Where where) {
	if (slug->kind != SLUG_LINE || slug->line == 0)
		note_destination(maker, slug->block, left, top);
	switch (slug->kind) {
	case SLUG_LINE: paint_line(maker, slug, left, width, top, where); break;
	case SLUG_BOX: paint_box(maker, slug, left, width, top, where); break;
	case SLUG_ROW: paint_row(maker, slug, left, width, top, where); break;
	case SLUG_PICTURE:
		paint_figure(maker, slug->block, (Rectangle){ left, top + maker->cap_drop, width, slug->height });
		break;
	}
}

/* The parts of one box that stand together in a column, from slug `from`: draws the box behind them. */
static void paint_behind(Maker *maker, const Galley *galley, size_t from, size_t to, Len left, Len top, const Len *feet) {
	const Slug *first = &galley->at[from];
	size_t last = from;
	while (last + 1 < to && galley->at[last + 1].box == first->box)
		last++;
	Len head = top + feet[from] - first->height - box_pad_before(maker, first->design), foot = top + feet[last];
	if (galley->at[last].closes)
		foot += len_ceil_to(first->design->pad_after, maker->grid);
	paint_design(maker, first->design, (Rectangle){ left, head, galley->width, foot - head }, first->box->rtl);
}

static void paint_slugs(Maker *maker, const Galley *galley, size_t from, size_t to, Len left, Len top, Where where) {
	Arena *scratch = arena_make();
	Len *feet = arena_array(scratch, Len, to + 1);
	for (size_t i = from; i < to; i++)
		feet[i] = slug_advance(maker, i > from ? &galley->at[i - 1] : NULL, &galley->at[i], i > from ? feet[i - 1] : 0);
	for (size_t i = from; i < to; i++) {
		const Slug *slug = &galley->at[i];
		if (slug->box && (i == from || galley->at[i - 1].box != slug->box))
			paint_behind(maker, galley, i, to, left, top, feet);
		if (slug->repeat && i == from)
			paint_slug(maker, slug->repeat, left, galley->width, top, (Where){ where.frame, where.story, where.column, true });
		Len start = from_start(slug->block->rtl, left, galley->width, slug->inset_start, galley->width - slug->inset_start - slug->inset_end);
		paint_slug(maker, slug, start, galley->width - slug->inset_start - slug->inset_end, top + feet[i] - slug->height, where);
	}
	arena_free(scratch);
}

static void paint_mark(Maker *maker, const Mark *mark) {
	paint_rectangle(maker, mark->area, mark->colour);
	paint_say_where(maker, maker->items.n - 1, mark->pos);
}

void paint_sheet(Maker *maker, const Sheet *sheet) {
	for (size_t i = 0; i < sheet->grounds.n; i++)
		paint_design(maker, sheet->grounds.at[i].design, sheet->grounds.at[i].area, is_rtl(maker));
	for (size_t i = 0; i < sheet->marks.n; i++)
		paint_mark(maker, &sheet->marks.at[i]);
	for (size_t i = 0; i < sheet->placements.n; i++) {
		const Placement *p = &sheet->placements.at[i];
		paint_slugs(maker, p->galley, p->from, p->to, p->area.x, p->area.y + p->shift, (Where){ p->frame, p->story, p->column, false });
	}
	for (size_t i = 0; i < sheet->singles.n; i++)
		paint_single(maker, &sheet->singles.at[i], ARTIFACT_PAGINATION);
}
