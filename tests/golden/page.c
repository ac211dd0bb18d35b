/* Golden cases of page/: articles in, Pages out. The layout is tests/golden/page/layout.yaml; settings as in bench.h, and
 *   fit: off                            (default: on)
 * A line of the expectation is a line of text: page, frame.column, x and baseline in points, width, text, and in angle brackets what is in
 * the colour of links; or a rectangle or a picture with its place. In vertical writing a line's pieces follow it: how each stands, and
 * what it covers of the upright page. Messages come last. */
#include "bench.h"
#include "page/page.h"

static void put_coloured(const Page *page, const PageLine *line, int colour, Buf *out) {
	for (uint32_t i = 0; i < line->item_count; i++) {
		const Item *item = &page->items[line->first_item + i];
		if (item->kind == ITEM_GLYPHS && item->colour == colour && colour != COLOUR_NONE)
			buf_printf(out, " <" STR_FMT ">", STR_ARG(str_sub(item->text, item->start, item->end)));
	}
}

static void put_line(const Page *page, const PageLine *line, int colour, Buf *out) {
	Str text = line->item_count ? str_sub(page->items[line->first_item].text, line->start, line->end) : STR("");
	buf_printf(out, "%d " STR_FMT ".%d ", page->number, STR_ARG(line->frame), line->column);
	buf_len(out, line->x);
	buf_byte(out, ',');
	buf_len(out, line->baseline);
	buf_byte(out, ' ');
	buf_len(out, line->width);
	buf_printf(out, " " STR_FMT "%s", STR_ARG(str_trim(text)), line->hyphen ? "-" : "");
	put_coloured(page, line, colour, out);
	buf_byte(out, '\n');
}

static void put_rectangle(Rectangle r, Buf *out) {
	buf_len(out, r.x);
	buf_byte(out, ',');
	buf_len(out, r.y);
	buf_byte(out, ' ');
	buf_len(out, r.width);
	buf_byte(out, 'x');
	buf_len(out, r.height);
}

static void put_pieces(const Page *page, const PageLine *line, Buf *out) {
	static const char *const settings[] = { [TEXT_ACROSS] = "across", [TEXT_TURNED] = "turned", [TEXT_UPRIGHT] = "upright" };
	for (uint32_t i = 0; i < line->item_count; i++) {
		const Item *item = &page->items[line->first_item + i];
		buf_printf(out, "    %s ", settings[item->setting]);
		put_rectangle(page_item_area(item), out);
		buf_printf(out, " " STR_FMT "\n", STR_ARG(str_sub(item->text, item->start, item->end)));
	}
}

static void put_item(const Page *page, const Item *item, Buf *out) {
	buf_printf(out, "%d %s ", page->number, item->kind == ITEM_PICTURE ? "picture" : "rectangle");
	put_rectangle((Rectangle){ item->x, item->y, item->width, item->height }, out);
	buf_byte(out, '\n');
}

static void put_pages(const Pages *pages, int colour, Buf *out) {
	for (size_t p = 0; p < pages->page_count; p++) {
		const Page *page = &pages->pages[p];
		for (size_t i = 0; i < page->line_count; i++) {
			put_line(page, &page->lines[i], colour, out);
			if (page->writing != WRITING_ACROSS)
				put_pieces(page, &page->lines[i], out);
		}
		for (size_t i = 0; i < page->item_count; i++)
			if (page->items[i].kind != ITEM_GLYPHS)
				put_item(page, &page->items[i], out);
	}
}

static void run(const GoldenCase *golden, Str folder, Buf *out) {
	Bench bench;
	bench_open(&bench, golden, folder, STR("layouts/typography.yaml"));
	FontSet *fonts = fontset_open(bench.job, STR("fonts"));
	bool off = str_is(golden_setting(golden->settings, "fit", STR("on")), "off");
	Pages *pages = page_make(bench.job, bench.document, fonts, &(PageWishes){ .fit = off ? FIT_OFF : FIT_ON });
	put_pages(pages, bench.layout->link_colour, out);
	bench_close(&bench, out);
	fontset_close(fonts);
}

int main(int argc, char **argv) {
	return golden_main(argc, argv, "page", run);
}
