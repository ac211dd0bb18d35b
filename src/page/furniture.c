/* Furniture: what the layout puts on a page whatever stands on it: rules, tints, running heads, folios, the masthead. Its texts
 * take their words from the edition's strings and the language's messages. */
#include "page/internal.h"

typedef struct {
	Maker *maker;
	size_t page_index;
} FurniturePage;

static bool at_left(const Maker *maker, const Furniture *f) {
	bool rtl = maker->document->locale->rtl, recto = maker->page_number % 2 == 1;
	if (f->outside)                                          /* a recto's outer edge is the one that is not bound */
		return recto == document_bound_right(maker->document);
	return (f->align == ALIGN_END) == rtl;
}

/* The section of the first article on the page that has one. */
static Str section_of_page(const FurniturePage *page) {
	const Document *document = page->maker->document;
	const PagePlan *plan = &document->issue->pages[page->page_index];
	for (size_t i = 0; i < plan->place_count; i++) {
		size_t story = plan->places[i].kind == PLACE_ARTICLE ? story_of_place(page->maker, &plan->places[i]) : SIZE_MAX;
		if (story != SIZE_MAX && document->stories[story].section.n)
			return document->stories[story].section;
	}
	return (Str){ 0 };
}

static Str message(const FurniturePage *page, Str key) {
	const Document *d = page->maker->document;
	const Issue *issue = d->issue;
	Argument arguments[] = {
		{ .name = "page", .kind = ARGUMENT_NUMBER, .number = page->maker->page_number },
		{ .name = "number", .kind = ARGUMENT_NUMBER, .number = issue->number },
		{ .name = "volume", .kind = ARGUMENT_NUMBER, .number = issue->volume },
		{ .name = "quarter", .kind = ARGUMENT_NUMBER, .number = issue->quarter },
		{ .name = "year", .kind = ARGUMENT_NUMBER, .number = issue->year ? issue->year : issue->date.year },
		{ .name = "date", .kind = ARGUMENT_DATE, .year = issue->date.year, .month = issue->date.month, .day = issue->date.day },
		{ .name = "title", .kind = ARGUMENT_TEXT, .text = edition_string(d->edition, "title") },
		{ .name = "section", .kind = ARGUMENT_TEXT, .text = section_of_page(page) },
	};
	return locale_message(d->locale, page->maker->job->arena, str_z(page->maker->job->arena, key), arguments, sizeof arguments / sizeof *arguments);
}

static Str field(const FurniturePage *page, Str name) {
	Maker *maker = page->maker;
	if (str_is(name, "section"))
		return section_of_page(page);
	if (str_is(name, "page"))
		return locale_digits(maker->document->locale, maker->job->arena, maker->page_number);
	return edition_string(maker->document->edition, str_z(maker->job->arena, name));
}

/* "{title}" and other fields, or "@key": a message of the language. */
static Str expand(const FurniturePage *page, Str text) {
	if (str_starts(text, "@"))
		return message(page, str_sub(text, 1, text.n));
	Buf out = { 0 };
	for (size_t at = 0; at < text.n;) {
		size_t close = text.p[at] == '{' ? str_find(text, "}", at) : SIZE_MAX;
		if (close == SIZE_MAX) {
			buf_byte(&out, text.p[at++]);
			continue;
		}
		buf_str(&out, field(page, str_sub(text, at + 1, close)));
		at = close + 1;
	}
	Str result = str_copy(page->maker->job->arena, buf_as_str(&out));
	buf_free(&out);
	return result;
}

static Rectangle area_of(const Maker *maker, const Furniture *f) {
	Frame frame = { .column = f->column, .span = f->span };
	Rectangle r = frame_rectangle(maker, &frame, maker->page_number, f->top, f->top + f->height);
	if (!f->bleed)
		return r;
	const Layout *l = maker->layout;
	Len first = frame_rectangle(maker, &(Frame){ .column = 1, .span = l->grid_columns }, maker->page_number, 0, 0).x;
	Len last = first + frame_rectangle(maker, &(Frame){ .column = 1, .span = l->grid_columns }, maker->page_number, 0, 0).width;
	Len right = r.x + r.width >= last ? l->page_width + l->bleed : r.x + r.width;
	r.x = r.x <= first ? -l->bleed : r.x;
	r.width = right - r.x;
	if (f->top <= 0) {
		r.height += r.y + l->bleed;
		r.y = -l->bleed;
	}
	if (f->top + f->height >= l->page_height)
		r.height = l->page_height + l->bleed - r.y;
	return r;
}

static void paint_furniture_text(FurniturePage *page, const Furniture *f, Rectangle area) {
	Maker *maker = page->maker;
	Str text = expand(page, f->text);
	if (!text.n)
		return;
	bool name = f->heading && page->page_index == 0;         /* it is content once; repeated it is furniture */
	Single single = *single_owned(maker, text, f->style, NULL, name ? maker->title_owner : maker->furniture_owner);
	bool rtl = maker->document->locale->rtl;
	single.left = area.x;
	single.width = area.width;
	single.baseline = f->top;
	single.frame = STR("furniture");
	single.align = f->align == ALIGN_CENTRE ? ALIGN_CENTRE : at_left(maker, f) == rtl ? ALIGN_END : ALIGN_START;
	paint_single(maker, &single, name ? ARTIFACT_NONE : f->top < maker->layout->page_height / 2 ? ARTIFACT_HEADER : ARTIFACT_FOOTER);
}

static void paint_furniture_picture(FurniturePage *page, const Furniture *f, Rectangle area) {
	Maker *maker = page->maker;
	const Document *d = maker->document;
	Str path = issue_asset_path(maker->job->arena, d->issue, edition_assets(d->edition, NULL), f->file);
	const Picture *picture = picture_read(maker->job, path, f->pos);
	if (!picture)
		return;
	Sides sides = picture_sides(maker, picture);
	Len width = len_scale(area.height, sides.width, sides.height);
	Len x = f->align == ALIGN_CENTRE ? area.x + (area.width - width) / 2 : at_left(maker, f) ? area.x : area.x + area.width - width;
	if (f->bleed)
		paint_picture_over(maker, picture, area, 0, ARTIFACT_LAYOUT);
	else
		paint_picture(maker, picture, (Rectangle){ x, area.y, width, area.height }, 0, ARTIFACT_LAYOUT);
}

/* On a page of vertical writing what is upright is placed by the layout as it was read, and its texts run across. */
void furniture_paint(Maker *maker, const Template *template, size_t page_index, bool upright) {
	FurniturePage page = { maker, page_index };
	maker->layout = upright ? maker->document->upright : maker->document->layout;
	for (size_t i = 0; i < template->furniture_count; i++) {
		const Furniture *f = &template->furniture[i];
		if (upright != (f->upright || maker->document->writing == WRITING_ACROSS))
			continue;
		Rectangle area = area_of(maker, f);
		size_t first = maker->items.n;
		switch (f->kind) {
		case FURNITURE_RULE:
		case FURNITURE_TINT: paint_rectangle(maker, area, f->colour); break;
		case FURNITURE_TEXT: paint_furniture_text(&page, f, area); break;
		case FURNITURE_IMAGE: paint_furniture_picture(&page, f, area); break;
		}
		paint_say_where(maker, first, f->pos);
	}
	maker->layout = maker->document->layout;
}
