/* Spot inks: each is a plate and costs money, and a plate is found by its name. Names that differ by a maker's suffix, by case or by the
 * form of their characters give two plates where one was meant. */
#include "locale/fold.h"
#include "preflight/checks.h"

static const char *const suffixes[] = { " CVC", " CVU", " CV", " CP", " UP", " EC", " HC", " C", " U", " M" };

static bool is_used(const Preflight *p, const Colour *colour) {
	for (size_t i = 0; i < p->pages->page_count; i++) {
		const Page *page = &p->pages->pages[i];
		for (size_t k = 0; k < page->item_count; k++)
			if (page->items[k].kind != ITEM_PICTURE && print_ink(p->document->layout, &page->items[k]).colour == colour)
				return true;
	}
	return false;
}

static void count_inks(Preflight *p) {
	const Layout *layout = p->document->layout;
	int count = 0;
	for (size_t i = 0; i < layout->colour_count; i++) {
		const Colour *colour = &layout->colours[i];
		bool counted = colour->spot.n == 0 || !is_used(p, colour);
		for (size_t k = 0; k < i && !counted; k++)
			counted = str_eq(layout->colours[k].spot, colour->spot) && is_used(p, &layout->colours[k]);
		if (counted || ++count <= layout->spot_inks)
			continue;
		diag_error(p->job->diag, colour->pos, RULE_SPOT_COUNT, "'" STR_FMT "' is one spot ink more than the %d of this job", STR_ARG(colour->spot),
			layout->spot_inks);
		diag_help(p->job->diag, "print it in process inks (remove 'spot'), or order it: 'spot-inks: %d' in the layout", count);
	}
}

static Str without_suffix(Str name) {
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (str_ends(name, suffixes[i]))
			return str_sub(name, 0, name.n - str_of(suffixes[i]).n);
	return name;
}

static bool same_looks(const Colour *a, const Colour *b) {
	bool same = true;
	for (int i = 0; i < 4; i++)
		same = same && a->cmyk[i] == b->cmyk[i];
	return same;
}

static void report_pair(Preflight *p, const Colour *colour, const Colour *other, Severity severity, const char *how, const char *help) {
	diag_report(p->job->diag, severity, colour->pos, RULE_SPOT_NAME, "the spot inks '" STR_FMT "' and '" STR_FMT "' %s", STR_ARG(other->spot),
		STR_ARG(colour->spot), how);
	diag_related(p->job->diag, other->pos, "the other one");
	diag_help(p->job->diag, "%s", help);
}

static void compare(Preflight *p, const Colour *colour, const Colour *other) {
	static const char one_name[] = "write one name, as the ink's maker does";
	int suffix = press_limit(p, LIMIT_SPOT_SUFFIX), alike = press_limit(p, LIMIT_SPOT_ALIKE);
	if (str_eq(colour->spot, other->spot)) {
		if (!same_looks(colour, other))
			report_pair(p, colour, other, SEVERITY_ERROR, "are one ink with two cmyk values", "give the full ink's cmyk for both; 'tint' makes one lighter");
		return;
	}
	Arena *arena = p->job->arena;
	if (str_eq(locale_fold(arena, colour->spot), locale_fold(arena, other->spot))) {
		if (alike != FREE)
			report_pair(p, colour, other, (Severity)alike, "differ in case or in the form of their characters", one_name);
	} else if (str_eq(without_suffix(colour->spot), without_suffix(other->spot))) {
		if (suffix != FREE)
			report_pair(p, colour, other, (Severity)suffix, "differ in their suffix only", one_name);
	} else if (alike != FREE && same_looks(colour, other)) {
		report_pair(p, colour, other, (Severity)alike, "have the same cmyk values", "give each its own, or use one ink");
	}
}

static void check_reserved(Preflight *p, const Colour *colour) {
	static const char *const reserved[] = { "Cyan", "Magenta", "Yellow", "Black" };
	if (str_is(colour->spot, "All") || str_is(colour->spot, "None")) {
		diag_warning(p->job->diag, colour->pos, RULE_SPOT_RESERVED, "the ink '" STR_FMT "' is printed on %s", STR_ARG(colour->spot),
			str_is(colour->spot, "All") ? "every plate; it is for marks outside the trim" : "no plate");
		diag_help(p->job->diag, "name an ink");
	}
	for (int i = 0; i < 4; i++) {
		if (!str_is(colour->spot, reserved[i]))
			continue;
		diag_warning(p->job->diag, colour->pos, RULE_SPOT_RESERVED, "'" STR_FMT "' is a process ink", STR_ARG(colour->spot));
		diag_help(p->job->diag, "remove 'spot' and give cmyk");
	}
}

void check_spot_inks(Preflight *p) {
	const Layout *layout = p->document->layout;
	count_inks(p);
	for (size_t i = 0; i < layout->colour_count; i++) {
		const Colour *colour = &layout->colours[i];
		if (colour->spot.n == 0)
			continue;
		check_reserved(p, colour);
		for (size_t k = 0; k < i; k++)
			if (layout->colours[k].spot.n > 0)
				compare(p, colour, &layout->colours[k]);
	}
}
