/* Rules: filled rectangles of which one side is thin. */
#include "preflight/checks.h"

void report_thin_line(Preflight *p, const ThinLine *line) {
	if (line->thickness <= 0) {
		diag_error(p->job->diag, line->pos, RULE_LINE_THIN, STR_FMT "line without thickness on page %d", STR_ARG(line->whose), line->page);
	} else {
		Buf size = { 0 };
		buf_len(&size, line->thickness);
		diag_warning(p->job->diag, line->pos, RULE_LINE_THIN, STR_FMT "%sline of " STR_FMT " pt on page %d will break up in print",
			STR_ARG(line->whose), line->several ? "multi-ink " : line->white ? "white " : "", STR_ARG(buf_as_str(&size)), line->page);
		buf_free(&size);
	}
	diag_help(p->job->diag, line->several || line->white ? "make it 0.25 pt at least; white lines and lines of several inks had better be 0.5 pt"
		: "make it 0.25 pt at least");
}

static void look(Preflight *p, const Page *page, const Item *item, const Item *ground) {
	if (item->kind != ITEM_RECTANGLE || print_thickness(item) >= THIN_LINE)
		return;
	Ink ink = print_ink(p->document->layout, item);
	ThinLine line = { .pos = item->pos.file ? item->pos : ink.colour->pos, .whose = STR("a "), .thickness = len_max(print_thickness(item), 0),
		.several = ink_count(&ink) > 1, .white = ink_is_white(&ink) && ground, .page = page->number };
	if (say_once(p, (Said){ RULE_LINE_THIN, item->pos.file ? (const void *)item->pos.file : ink.colour, (int)item->pos.offset, line.thickness > 0 }))
		report_thin_line(p, &line);
}

void check_rules(Preflight *p) {
	look_at_items(p, look);
}
