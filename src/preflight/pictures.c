/* The effective resolution of a picture is its pixels over the inches that it takes on the page, in the direction where it is
 * coarser. Pixels and lengths are compared by cross-multiplication, so nothing is rounded before the verdict. A picture that
 * stands more than once is judged where it is largest. */
#include "preflight/checks.h"

#define LEAST_PPI 150                                        /* below this, print shows the pixels */
#define LEN_INCH (72 * (int64_t)LEN_PT)

static int effective_ppi(const Item *item) {
	int64_t across = item->picture->width * LEN_INCH / len_max(item->width, 1);
	int64_t down = item->picture->height * LEN_INCH / len_max(item->height, 1);
	int64_t least = across < down ? across : down;
	return least < INT32_MAX ? (int)least : INT32_MAX;
}

static bool is_coarser_elsewhere(const Pages *pages, const Item *item) {
	int ppi = effective_ppi(item);
	for (size_t p = 0; p < pages->page_count; p++) {
		for (size_t i = 0; i < pages->pages[p].item_count; i++) {
			const Item *other = &pages->pages[p].items[i];
			if (other->kind != ITEM_PICTURE || !str_eq(other->picture->path, item->picture->path))
				continue;
			int its_ppi = effective_ppi(other);
			if (its_ppi < ppi || (its_ppi == ppi && other < item))
				return true;
		}
	}
	return false;
}

static void check_picture(Job *job, const Document *document, const Page *page, const Item *item) {
	int ppi = effective_ppi(item);
	if (ppi >= LEAST_PPI)
		return;
	const Picture *picture = item->picture;
	Pos pos = item->owner < document->owner_count ? document->owners[item->owner].pos : POS_NONE;
	diag_warning(job->diag, pos, RULE_IMAGE_RESOLUTION, "picture '" STR_FMT "' has only %d pixels an inch at its size on page %d",
	             STR_ARG(picture->path), ppi, page->number);
	Len inch = (Len)LEN_INCH;
	diag_note(job->diag, "it is %d × %d pixels; %d × %d are needed", picture->width, picture->height,
	          (int)len_scale(item->width, LEAST_PPI, inch) + 1, (int)len_scale(item->height, LEAST_PPI, inch) + 1);
	diag_help(job->diag, "use a larger picture, or give it less room");
}

void check_pictures(Job *job, const Document *document, const Pages *pages) {
	for (size_t p = 0; p < pages->page_count; p++) {
		const Page *page = &pages->pages[p];
		for (size_t i = 0; i < page->item_count; i++)
			if (page->items[i].kind == ITEM_PICTURE && !page->items[i].picture->drawing && !is_coarser_elsewhere(pages, &page->items[i]))
				check_picture(job, document, page, &page->items[i]);
	}
}
