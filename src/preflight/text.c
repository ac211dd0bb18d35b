/* Letters and what they lie on. Contrast is that of WCAG 2: luminance from sRGB, (lighter + 0.05) / (darker + 0.05); large letters, of
 * 18 points or 14 bold, need less of it. In print, letters that are cut out of a ground, or made of several inks, fill in or show
 * colours beside each other when they are small, since plates are never quite in register. */
#include <limits.h>
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

static const Tones *tones_of(Preflight *p, const Picture *picture) {
	for (size_t i = 0; i < p->toned.n; i++)
		if (p->toned.at[i].picture == picture)
			return &p->toned.at[i].tones;
	Toned *toned = list_push(p->job->arena, &p->toned);
	toned->picture = picture;
	if (!picture_tones(p->job->arena, picture, &toned->tones))
		toned->tones.columns = 0;
	return &toned->tones;
}

static int cell_of(Len at, Len from, Len size, int cells) {
	int64_t cell = size > 0 ? ((int64_t)at - from) * cells / size : 0;
	return cell < 0 ? 0 : cell >= cells ? cells - 1 : (int)cell;
}

/* The mean colour of the picture below part of a line. */
static void mean_below(const Tones *t, const Item *picture, Rectangle part, uint8_t rgb[3]) {
	int first_column = cell_of(part.x, picture->x, picture->width, t->columns);
	int last_column = cell_of(part.x + part.width, picture->x, picture->width, t->columns);
	int first_row = cell_of(part.y, picture->y, picture->height, t->rows);
	int last_row = cell_of(part.y + part.height, picture->y, picture->height, t->rows);
	int sums[3] = { 0 }, count = (last_column - first_column + 1) * (last_row - first_row + 1);
	for (int row = first_row; row <= last_row; row++)
		for (int column = first_column; column <= last_column; column++)
			for (int k = 0; k < 3; k++)
				sums[k] += t->rgb[row * t->columns + column][k];
	for (int k = 0; k < 3; k++)
		rgb[k] = (uint8_t)(sums[k] / count);
}

/* The worst of all stretches of an em, across or down; INT_MAX when it cannot be known. */
static int contrast_on_picture(Preflight *p, const Item *letters, const uint8_t rgb[3], const Item *picture) {
	const Tones *tones = tones_of(p, picture->picture);
	Rectangle area = page_item_area(letters);
	bool down = letters->setting != TEXT_ACROSS;
	Len length = down ? area.height : area.width;
	int worst = INT_MAX;
	for (Len at = 0; tones->columns > 0 && letters->size > 0 && at < length; at += letters->size) {
		Len stretch = len_min(letters->size, length - at);
		Rectangle part = down ? (Rectangle){ area.x, area.y + at, area.width, stretch } : (Rectangle){ area.x + at, area.y, stretch, area.height };
		uint8_t below[3];
		mean_below(tones, picture, part, below);
		int has = contrast(rgb, below);
		worst = has < worst ? has : worst;
	}
	return worst;
}

static void look_at_contrast(Preflight *p, const Page *page, const Item *item, const Item *ground) {
	static const uint8_t paper[3] = { 255, 255, 255 };
	if (item->kind != ITEM_GLYPHS)
		return;
	const Colour *letters = print_ink(p->document->layout, item).colour;
	const Picture *picture = ground && ground->kind == ITEM_PICTURE ? ground->picture : NULL;
	const Colour *below = ground && !picture ? print_ink(p->document->layout, ground).colour : NULL;
	int has = picture ? contrast_on_picture(p, item, letters->rgb, ground) : contrast(letters->rgb, below ? below->rgb : paper);
	int needs = is_large(item) ? CONTRAST_LARGE : CONTRAST, on = picture ? (int)(picture->hash & 0x3FFFFFFF) : ground ? ground->colour : COLOUR_NONE;
	const Block *block = block_of(p, item);
	if (has >= needs || !say_once(p, (Said){ RULE_CONTRAST, block ? (const void *)block->style : NULL, item->colour, on }))
		return;
	Str what = picture ? picture->path : below ? below->name : STR("");
	diag_warning(p->job->diag, place_of(p, item), RULE_CONTRAST,
		"letters of '" STR_FMT "' on " STR_FMT " have a contrast of %d.%02d to 1%s; at this size it takes %d.%d", STR_ARG(letters->name),
		STR_ARG(what.n > 0 ? str_printf(p->job->arena, "'" STR_FMT "'", STR_ARG(what)) : STR("paper")), has / 100, has % 100,
		picture ? " where it is least" : "", needs / 100, needs % 100 / 10);
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
