/* Small black letters and lines are printed over their ground, so that no white shows at their edges when plates are out of register;
 * white that prints over is not seen at all. The writer does what print_ink says, and print_ink what the layout wants. */
#include "preflight/checks.h"

static void report(Preflight *p, const Page *page, const Item *item, const Ink *ink, Severity severity, Rule rule, const char *what) {
	if (!say_once(p, (Said){ rule, ink->colour, item->kind, 0 }))
		return;
	diag_report(p->job->diag, severity, ink->colour->pos.file ? ink->colour->pos : place_of(p, item), rule, "%s of '" STR_FMT "' %s", what,
		STR_ARG(ink->colour->name), rule == RULE_OVERPRINT_WHITE ? "that prints over what lies below cannot be seen" : "knocks out what lies below");
	tell_first_place(p, page, item);
	diag_help(p->job->diag, rule == RULE_OVERPRINT_WHITE ? "remove 'overprint: always'" : "remove 'overprint: never'");
}

static void look(Preflight *p, const Page *page, const Item *item, const Item *ground) {
	(void)ground;
	if (item->kind == ITEM_PICTURE)
		return;
	Ink ink = print_ink(p->document->layout, item);
	bool letters = item->kind == ITEM_GLYPHS;
	bool small = letters ? item->size < PRINT_SMALL_TEXT : print_thickness(item) < PRINT_SMALL_LINE;
	if (ink_is_white(&ink) && ink.overprint)
		report(p, page, item, &ink, letters ? SEVERITY_ERROR : SEVERITY_WARNING, RULE_OVERPRINT_WHITE, letters ? "white text" : "a white area");
	if (ink_is_black(&ink) && small && !ink.overprint && press_limit(p, LIMIT_OVERPRINT) != FREE)
		report(p, page, item, &ink, SEVERITY_WARNING, RULE_OVERPRINT_BLACK, letters ? "text below 12 pt" : "a line below 2 pt");
}

void check_overprint(Preflight *p) {
	look_at_items(p, look);
}
