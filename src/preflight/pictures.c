/* The effective resolution of a picture is its pixels over the inches that it takes on the page, in the direction where it is
 * coarser; it is rounded once, at the end. A picture that stands more than once is judged where it is largest. Pictures of at most
 * 16 pixels are ornaments that want to be coarse. */
#include "preflight/checks.h"

#define PPI_SCREEN 149                                       /* at or below, when nothing is printed */
#define PIXELS_EXEMPT 16
#define LEN_INCH (72 * (int64_t)LEN_PT)

static bool is_coarser_elsewhere(const Pages *pages, const Item *item) {
	int ppi = print_ppi(item);
	for (size_t p = 0; p < pages->page_count; p++) {
		for (size_t i = 0; i < pages->pages[p].item_count; i++) {
			const Item *other = &pages->pages[p].items[i];
			if (other->kind != ITEM_PICTURE || !str_eq(other->picture->path, item->picture->path))
				continue;
			int its_ppi = print_ppi(other);
			if (its_ppi < ppi || (its_ppi == ppi && other < item))
				return true;
		}
	}
	return false;
}

static void report_coarse(Preflight *p, const Page *page, const Item *item, Severity severity, int ppi, int wanted) {
	const Picture *picture = item->picture;
	diag_report(p->job->diag, severity, place_of(p, item), RULE_IMAGE_RESOLUTION,
		"picture '" STR_FMT "' has only %d pixels an inch at its size on page %d", STR_ARG(picture->path), ppi, page->number);
	Len inch = (Len)LEN_INCH;
	diag_note(p->job->diag, "it is %d × %d pixels; %d × %d are needed", picture->width, picture->height,
		(int)len_scale(item->width, wanted, inch) + 1, (int)len_scale(item->height, wanted, inch) + 1);
	diag_help(p->job->diag, "use a larger picture, or give it less room");
}

static void check_picture(Preflight *p, const Page *page, const Item *item) {
	const Picture *picture = item->picture;
	bool bitmap = picture->bits == 1 && picture->colour == PICTURE_GREY;
	int ppi = print_ppi(item), error = press_limit(p, bitmap ? LIMIT_PPI_BITMAP_ERROR : LIMIT_PPI_ERROR);
	int warning = p->press ? press_limit(p, bitmap ? LIMIT_PPI_BITMAP_WARNING : LIMIT_PPI_WARNING) : PPI_SCREEN;
	int most = press_limit(p, LIMIT_PPI_MOST);
	if ((int64_t)picture->width * picture->height <= PIXELS_EXEMPT)
		return;
	if (ppi <= warning)
		report_coarse(p, page, item, ppi <= error ? SEVERITY_ERROR : SEVERITY_WARNING, ppi, warning + 1);
	if (most == FREE || bitmap || ppi <= most)
		return;
	diag_report(p->job->diag, SEVERITY_NOTE, place_of(p, item), RULE_IMAGE_FINE,
		"picture '" STR_FMT "' has %d pixels an inch at its size on page %d; more than %d are for nothing", STR_ARG(picture->path), ppi,
		page->number, most);
	diag_help(p->job->diag, "a smaller picture makes a smaller file: --downsample 300 makes one while the file is written");
}

void check_pictures(Preflight *p) {
	for (size_t i = 0; i < p->pages->page_count; i++) {
		const Page *page = &p->pages->pages[i];
		for (size_t k = 0; k < page->item_count; k++)
			if (page->items[k].kind == ITEM_PICTURE && !page->items[k].picture->drawing && !is_coarser_elsewhere(p->pages, &page->items[k]))
				check_picture(p, page, &page->items[k]);
	}
}
