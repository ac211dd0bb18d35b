/* Rules: filled rectangles of which one side is thin. */
#include "preflight/checks.h"

#define THIN (LEN_PT / 4)

static void look(Preflight *p, const Page *page, const Item *item, const Item *ground) {
	if (item->kind != ITEM_RECTANGLE || print_thickness(item) >= THIN)
		return;
	Ink ink = print_ink(p->document->layout, item);
	Len thickness = len_max(print_thickness(item), 0);
	if (!say_once(p, (Said){ RULE_LINE_THIN, item->pos.file ? (const void *)item->pos.file : ink.colour, (int)item->pos.offset, thickness > 0 }))
		return;
	Pos pos = item->pos.file ? item->pos : ink.colour->pos;
	bool white = ink_is_white(&ink) && ground, several = ink_count(&ink) > 1;
	if (thickness == 0) {
		diag_error(p->job->diag, pos, RULE_LINE_THIN, "a line without thickness on page %d", page->number);
	} else {
		Buf size = { 0 };
		buf_len(&size, thickness);
		diag_warning(p->job->diag, pos, RULE_LINE_THIN, "a %sline of " STR_FMT " pt on page %d will break up in print", several ? "multi-ink "
			: white ? "white " : "", STR_ARG(buf_as_str(&size)), page->number);
		buf_free(&size);
	}
	diag_help(p->job->diag, several || white ? "make it 0.25 pt at least; white lines and lines of several inks had better be 0.5 pt"
		: "make it 0.25 pt at least");
}

void check_rules(Preflight *p) {
	look_at_items(p, look);
}
