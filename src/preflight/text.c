/* Letters and what they lie on. Contrast is that of WCAG 2: luminance from sRGB, (lighter + 0.05) / (darker + 0.05); large letters, of
 * 18 points or 14 bold, need less of it. In print, letters that are cut out of a ground, or made of several inks, fill in or show
 * colours beside each other when they are small, since plates are never quite in register. */
#include <math.h>

#include "preflight/checks.h"

#define CONTRAST 450                                         /* hundredths */
#define CONTRAST_LARGE 300
#define DARK 850                                             /* thousandths of black */

/* Millionths. */
static int64_t luminance(const uint8_t rgb[3]) {
	static const int64_t weights[3] = { 2126, 7152, 722 };
	int64_t sum = 0;
	for (int i = 0; i < 3; i++) {
		double c = rgb[i] / 255.0, linear = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
		sum += weights[i] * llround(linear * 1e6);
	}
	return sum / 10000;
}

/* Hundredths. */
static int contrast(const uint8_t a[3], const uint8_t b[3]) {
	int64_t x = luminance(a), y = luminance(b);
	return (int)(100 * ((x > y ? x : y) + 50000) / ((x > y ? y : x) + 50000));
}

static bool is_large(const Item *item) {
	return item->size >= LEN_OF_PT(18) || (item->size >= LEN_OF_PT(14) && item->face && item->face->weight >= 700);
}

static void look_at_contrast(Preflight *p, const Page *page, const Item *item, const Item *ground) {
	static const uint8_t paper[3] = { 255, 255, 255 };
	if (item->kind != ITEM_GLYPHS || (ground && ground->kind == ITEM_PICTURE))
		return;
	const Colour *letters = print_ink(p->document->layout, item).colour;
	const Colour *below = ground ? print_ink(p->document->layout, ground).colour : NULL;
	int has = contrast(letters->rgb, below ? below->rgb : paper), needs = is_large(item) ? CONTRAST_LARGE : CONTRAST;
	const Block *block = block_of(p, item);
	if (has >= needs || !say_once(p, (Said){ RULE_CONTRAST, block ? (const void *)block->style : NULL, item->colour, ground ? ground->colour : COLOUR_NONE }))
		return;
	diag_warning(p->job->diag, place_of(p, item), RULE_CONTRAST,
		"letters of '" STR_FMT "' on " STR_FMT " have a contrast of %d.%02d to 1; at this size it takes %d.%d", STR_ARG(letters->name),
		STR_ARG(below ? str_printf(p->job->arena, "'" STR_FMT "'", STR_ARG(below->name)) : STR("paper")), has / 100, has % 100, needs / 100,
		needs % 100 / 10);
	tell_first_place(p, page, item);
	diag_help(p->job->diag, "give the letters or their ground another colour, or make the letters larger");
}

void check_contrast(Preflight *p) {
	look_at_items(p, look_at_contrast);
}

static bool is_inked(const Preflight *p, const Item *ground) {
	if (!ground || ground->kind == ITEM_PICTURE)
		return ground != NULL;
	Ink ink = print_ink(p->document->layout, ground);
	return !ink_is_white(&ink);
}

static void report_small(Preflight *p, const Page *page, const Item *item, Rule rule, const char *what, int least) {
	const Block *block = block_of(p, item);
	if (!say_once(p, (Said){ rule, block ? (const void *)block->style : NULL, item->colour, 0 }))
		return;
	int tenths = (int)(((int64_t)item->size * 10 + LEN_PT / 2) / LEN_PT);
	diag_warning(p->job->diag, place_of(p, item), rule, "%s, '" STR_FMT "', of %d.%d pt: %s printing asks for %d.%d at least", what,
		STR_ARG(colour_name(p, item)), tenths / 10, tenths % 10, press_name(p), least / 10, least % 10);
	tell_first_place(p, page, item);
	diag_help(p->job->diag, "make them larger, or give them %s", rule == RULE_TEXT_WHITE ? "a ground without ink" : "a colour of a single ink");
}

static void look_at_inks(Preflight *p, const Page *page, const Item *item, const Item *ground) {
	if (item->kind != ITEM_GLYPHS)
		return;
	Ink ink = print_ink(p->document->layout, item);
	int white = press_limit(p, LIMIT_TEXT_WHITE), several = press_limit(p, LIMIT_TEXT_INKS), most = press_limit(p, LIMIT_INK_TEXT);
	if (ink_is_white(&ink) && is_inked(p, ground) && (int64_t)item->size * 10 < (int64_t)white * LEN_PT)
		report_small(p, page, item, RULE_TEXT_WHITE, "white letters on a ground", white);
	if (ink_count(&ink) > 1 && (int64_t)item->size * 10 < (int64_t)several * LEN_PT)
		report_small(p, page, item, RULE_TEXT_INKS, "letters of more than one ink", several);
	if (ink.cmyk[3] < DARK || ink_total(&ink) <= most * 10 || !say_once(p, (Said){ RULE_INK_TEXT, ink.colour, 0, 0 }))
		return;
	diag_warning(p->job->diag, ink.colour->pos.file ? ink.colour->pos : place_of(p, item), RULE_INK_TEXT,
		"dark letters of '" STR_FMT "' take %d %% of ink; %s printing bears %d %%", STR_ARG(ink.colour->name), ink_total(&ink) / 10, press_name(p), most);
	tell_first_place(p, page, item);
	diag_help(p->job->diag, "use black alone, [0, 0, 0, 100], for letters");
}

void check_text_inks(Preflight *p) {
	look_at_items(p, look_at_inks);
}
