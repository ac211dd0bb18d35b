/* The trim is cut with a tolerance of a millimetre or so: what shall reach the edge of the page must run over it by the whole bleed, and
 * what shall not be cut keeps away from it. */
#include "preflight/checks.h"

#define NEAR ((Len)((int64_t)3 * 720 * LEN_PT / 254))
#define TOUCH (LEN_PT / 4)                                   /* as near as this it is meant to reach the trim */
#define SLACK (LEN_PT / 50)

typedef struct {
	Len left, top, right, bottom;                            /* outwards: how far beyond the trim; negative: within */
} Reach;

static Reach reach_of(const Page *page, const Item *item) {
	Rectangle area = page_item_area(item);
	return (Reach){ -area.x, -area.y, area.x + area.width - page->width, area.y + area.height - page->height };
}

static void look_at_bleed(Preflight *p, const Page *page, const Item *item, const Item *ground) {
	static const char *const names[] = { "left", "top", "right", "bottom" };
	(void)ground;
	if (item->kind == ITEM_GLYPHS)
		return;
	Reach reach = reach_of(page, item);
	Edges bleed = print_bleed(p->document, page);
	bool inside_is_left = (page->number % 2 == 1) != document_bound_right(p->document);
	const Len reaches[] = { reach.left, reach.top, reach.right, reach.bottom }, bleeds[] = { bleed.left, bleed.top, bleed.right, bleed.bottom };
	for (int i = 0; i < 4; i++) {
		bool inside = i == (inside_is_left ? 0 : 2);         /* the fold needs none */
		bool filled = bleeds[i] > 0 ? reaches[i] >= bleeds[i] - SLACK : inside;
		if (reaches[i] < -TOUCH || filled || !say_once(p, (Said){ RULE_BLEED, item->pos.file, (int)item->pos.offset, i }))
			continue;
		const char *what = item->kind == ITEM_PICTURE ? "a picture" : "colour";
		diag_error(p->job->diag, place_of(p, item), RULE_BLEED, "%s reaches the %s edge of page %d but does not run over it by the bleed", what, names[i],
			page->number);
		diag_help(p->job->diag, bleeds[i] > 0 ? "add 'bleed: true', or keep it away from the edge" : "the layout has no bleed at that edge: give it one under 'page'");
	}
}

void check_bleed(Preflight *p) {
	look_at_items(p, look_at_bleed);
}

static void look_near_trim(Preflight *p, const Page *page, const Item *item, const Item *ground) {
	(void)ground;
	if (item->kind == ITEM_RECTANGLE)
		return;
	Reach reach = reach_of(page, item);
	const Len reaches[] = { reach.left, reach.top, reach.right, reach.bottom };
	Len most = reaches[0];
	for (int i = 1; i < 4; i++)
		most = len_max(most, reaches[i]);
	/* A picture that reaches the edge is the bleed's affair. */
	if (most <= -NEAR || (item->kind == ITEM_PICTURE && most >= -TOUCH))
		return;
	const Block *block = block_of(p, item);
	Pos pos = item->pos.file ? item->pos : place_of(p, item);
	if (!say_once(p, (Said){ RULE_NEAR_TRIM, block ? (const void *)block->style : item->pos.file, (int)pos.offset, 0 }))
		return;
	int tenths = (int)((int64_t)-most * 254 * 10 / (720 * LEN_PT));
	if (tenths < 0)
		diag_warning(p->job->diag, pos, RULE_NEAR_TRIM, "%s on page %d is cut by the trim", item->kind == ITEM_PICTURE ? "a picture" : "text", page->number);
	else
		diag_warning(p->job->diag, pos, RULE_NEAR_TRIM, "%s on page %d stands %d.%d mm from the trim", item->kind == ITEM_PICTURE ? "a picture" : "text",
			page->number, tenths / 10, tenths % 10);
	diag_help(p->job->diag, "keep 3 mm away from the edge: the knife is not more exact than that");
}

void check_near_trim(Preflight *p) {
	look_at_items(p, look_near_trim);
}
