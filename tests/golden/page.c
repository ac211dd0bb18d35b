/* Golden cases of page/: articles in, Pages out. The layout is tests/golden/page/layout.yaml; settings as in bench.h, and
 *   fit: off                            (default: on)
 * A line of the expectation is a line of text: page, frame.column, x and baseline in points, width, text; or a rectangle or a
 * picture with its place. Messages follow. */
#include "bench.h"
#include "page/page.h"

static void put_line(const Page *page, const PageLine *line, Buf *out) {
	Str text = line->item_count ? str_sub(page->items[line->first_item].text, line->start, line->end) : STR("");
	buf_printf(out, "%d " STR_FMT ".%d ", page->number, STR_ARG(line->frame), line->column);
	buf_len(out, line->x);
	buf_byte(out, ',');
	buf_len(out, line->baseline);
	buf_byte(out, ' ');
	buf_len(out, line->width);
	buf_printf(out, " " STR_FMT "%s\n", STR_ARG(str_trim(text)), line->hyphen ? "-" : "");
}

static void put_item(const Page *page, const Item *item, Buf *out) {
	buf_printf(out, "%d %s ", page->number, item->kind == ITEM_PICTURE ? "picture" : "rectangle");
	buf_len(out, item->x);
	buf_byte(out, ',');
	buf_len(out, item->y);
	buf_byte(out, ' ');
	buf_len(out, item->width);
	buf_byte(out, 'x');
	buf_len(out, item->height);
	buf_byte(out, '\n');
}

static void put_pages(const Pages *pages, Buf *out) {
	for (size_t p = 0; p < pages->page_count; p++) {
		const Page *page = &pages->pages[p];
		for (size_t i = 0; i < page->line_count; i++)
			put_line(page, &page->lines[i], out);
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
	put_pages(pages, out);
	bench_close(&bench, out);
	fontset_close(fonts);
}

int main(int argc, char **argv) {
	return golden_main(argc, argv, "page", run);
}
