/* What can be said of frames before any text is known. A frame's top and bottom are lengths where the layout fixes
 * them; a frame that is as high as its text, and one that follows it, have an open end. Only what is certain is
 * compared: a frame with an open end surely covers one line at the end that is fixed. Notes surely cover the last
 * line above the margin. */
#include "layout/properties.h"

typedef enum { TOP_WAITING, TOP_OPEN, TOP_DONE } TopState;

typedef struct {
	TopState state;
	bool top_known, bottom_known, broken; /* broken: after a mistake that was reported; nothing is known */
	Len top, bottom;
} Extent;

typedef struct {
	LayoutReader *r;
	const Template *template;
	Extent *extents;
} Frames;

static Str *frame_names(Frames *f) {
	Str *names = arena_array(f->r->job->arena, Str, f->template->frame_count);
	for (size_t i = 0; i < f->template->frame_count; i++)
		names[i] = f->template->frames[i].name;
	return names;
}

static const Frame *find_named(Frames *f, const Frame *frame, Str name, const char *key) {
	const Frame *found = template_find_frame(f->template, name);
	if (found != NULL)
		return found;
	diag_error(f->r->job->diag, frame->pos, RULE_FRAME_UNKNOWN,
	           "'%s' of frame '" STR_FMT "' names no frame of this template: '" STR_FMT "'", key, STR_ARG(frame->name),
	           STR_ARG(name));
	diag_suggest(f->r->job->diag, name, frame_names(f), f->template->frame_count);
	return NULL;
}

static void find_extent(Frames *f, const Frame *frame);

static void find_top(Frames *f, const Frame *frame, Extent *extent) {
	const Layout *layout = f->r->layout;
	extent->top_known = true;
	extent->top = frame->top.kind == EDGE_AT ? frame->top.at : layout_margin_before(layout);
	if (frame->top.kind != EDGE_AFTER)
		return;
	extent->top_known = false;
	extent->broken = true;
	const Frame *before = find_named(f, frame, frame->top.frame, "top");
	if (before == NULL)
		return;
	Extent *its = &f->extents[before - f->template->frames];
	if (its->state == TOP_OPEN) {
		diag_error(f->r->job->diag, frame->pos, RULE_FRAME_CYCLE, "frame '" STR_FMT "' stands after itself",
		           STR_ARG(frame->name));
		diag_help(f->r->job->diag, "give one of the frames a top of its own");
		return;
	}
	find_extent(f, before);
	extent->broken = false;
	extent->top_known = its->bottom_known;
	extent->top = its->bottom + frame->top.at;
}

static void find_extent(Frames *f, const Frame *frame) {
	const Layout *layout = f->r->layout;
	Extent *extent = &f->extents[frame - f->template->frames];
	if (extent->state == TOP_DONE)
		return;
	extent->state = TOP_OPEN;
	find_top(f, frame, extent);
	Len foot = layout_depth(layout) - layout_margin_after(layout);
	extent->bottom_known = true;
	extent->bottom = foot;
	if (frame->height > 0) {
		extent->bottom_known = extent->top_known;
		extent->bottom = extent->top + frame->height;
	} else if (frame->bottom.kind == EDGE_AT) {
		extent->bottom = frame->bottom.at;
	} else if (frame->bottom.kind == EDGE_CONTENT) {
		extent->bottom_known = false;
	}
	if (frame->auto_kind == AUTO_NOTES) {
		extent->top_known = extent->bottom_known = true;
		extent->bottom = foot;
		extent->top = foot - layout->baseline;
	}
	if (extent->broken)
		extent->top_known = extent->bottom_known = false;
	extent->state = TOP_DONE;
}

static void check_place(Frames *f, const Frame *frame) {
	const Layout *layout = f->r->layout;
	const Extent *extent = &f->extents[frame - f->template->frames];
	Diag *diag = f->r->job->diag;
	if (frame->span < 1 || frame->column + frame->span - 1 > layout->grid_columns) {
		diag_error(diag, frame->pos, RULE_FRAME_OUTSIDE_PAGE, "frame '" STR_FMT "' reaches column %d: the grid has %d",
		           STR_ARG(frame->name), frame->span < 1 ? frame->column : frame->column + frame->span - 1,
		           layout->grid_columns);
		diag_help(diag, "make column or span smaller");
	}
	if (frame->inset.n > 0)
		return;
	if ((extent->top_known && (extent->top < 0 || extent->top >= layout_depth(layout)))
		|| (extent->bottom_known && (extent->bottom <= 0 || extent->bottom > layout_depth(layout)))) {
		diag_error(diag, frame->pos, RULE_FRAME_OUTSIDE_PAGE, "frame '" STR_FMT "' reaches beyond the page",
		           STR_ARG(frame->name));
		diag_help(diag, "top and bottom are measured from the top of the page");
	} else if (extent->top_known && extent->bottom_known && extent->bottom - extent->top < layout->baseline) {
		diag_error(diag, frame->pos, RULE_FRAME_OUTSIDE_PAGE, "frame '" STR_FMT "' has no height for a line",
		           STR_ARG(frame->name));
		diag_help(diag, "its top must stand above its bottom; both are measured from the top of the page");
	}
}

static void check_inset(Frames *f, const Frame *frame) {
	if (frame->inset.n == 0)
		return;
	const Frame *host = find_named(f, frame, frame->inset, "inset");
	Diag *diag = f->r->job->diag;
	if (host == NULL)
		return;
	if (host == frame || host->inset.n > 0) {
		diag_error(diag, frame->pos, RULE_FRAME_OVERLAP, "frame '" STR_FMT "' cannot be an inset of %s",
		           STR_ARG(frame->name), host == frame ? "itself" : "an inset");
		diag_help(diag, "name the frame whose text runs round it");
	} else if (frame->column < host->column || frame->column + frame->span > host->column + host->span) {
		diag_error(diag, frame->pos, RULE_FRAME_OUTSIDE_PAGE,
		           "the inset '" STR_FMT "' stands outside the columns of '" STR_FMT "'", STR_ARG(frame->name),
		           STR_ARG(host->name));
		diag_help(diag, "give it columns of that frame");
		diag_related(diag, host->pos, "columns %d to %d", host->column, host->column + host->span - 1);
	}
}

/* What a frame surely covers; false when that is nothing. */
static bool sure_extent(const Layout *layout, const Extent *extent, Len *top, Len *bottom) {
	if (!extent->top_known && !extent->bottom_known)
		return false;
	*top = extent->top_known ? extent->top : extent->bottom - layout->baseline;
	*bottom = extent->bottom_known ? extent->bottom : extent->top + layout->baseline;
	return true;
}

static void check_overlap(Frames *f, const Frame *a, const Frame *b) {
	const Layout *layout = f->r->layout;
	Diag *diag = f->r->job->diag;
	if (a->inset.n > 0 || b->inset.n > 0 || a->column >= b->column + b->span || b->column >= a->column + a->span)
		return;
	bool notes = a->auto_kind == AUTO_NOTES || b->auto_kind == AUTO_NOTES;
	const Frame *text = a->auto_kind == AUTO_NOTES ? b : a;
	if (notes && text->bottom.kind == EDGE_NOTES && text->height == 0)
		return;
	Len a_top, a_bottom, b_top, b_bottom;
	if (!sure_extent(layout, &f->extents[a - f->template->frames], &a_top, &a_bottom) ||
	    !sure_extent(layout, &f->extents[b - f->template->frames], &b_top, &b_bottom) || a_top >= b_bottom ||
	    b_top >= a_bottom)
		return;
	diag_error(diag, b->pos, RULE_FRAME_OVERLAP, "frames '" STR_FMT "' and '" STR_FMT "' overlap", STR_ARG(a->name),
	           STR_ARG(b->name));
	if (notes)
		diag_help(diag, "let '" STR_FMT "' end above the notes: bottom: notes", STR_ARG(text->name));
	else
		diag_help(diag, "move one of them, or let the text run round it: inset: " STR_FMT, STR_ARG(a->name));
	diag_related(diag, a->pos, "frame '" STR_FMT "'", STR_ARG(a->name));
}

void check_frames(LayoutReader *r, const Template *template, unsigned errors) {
	Frames f = { r, template, arena_array(r->job->arena, Extent, template->frame_count) };
	for (size_t i = 0; i < template->frame_count; i++)
		find_extent(&f, &template->frames[i]);
	for (size_t i = 0; i < template->frame_count; i++) {
		check_place(&f, &template->frames[i]);
		check_inset(&f, &template->frames[i]);
	}
	if (r->job->diag->errors != errors)
		return;
	for (size_t i = 0; i < template->frame_count; i++)
		for (size_t k = 0; k < i; k++)
			check_overlap(&f, &template->frames[k], &template->frames[i]);
}
