/* The pages of issue.yaml: a template each, and what stands in its frames. A story begins in one frame and goes on
 * where the plan says `continue: true`. */
#include "issue/issue.h"

#include "base/yaml.h"
#include "issue/reader.h"

typedef struct { Place *at; size_t n, room; } Places;

#define SHAPE_POINTS_MAX 64

/* `shape: circle`, or a list of [x, y] in hundredths of the box's width and height, from its start edge and top. */
static void read_shape(Job *job, const Yaml *node, Place *place) {
	static const int circle[][2] = { { 50, 0 },  { 69, 4 },  { 85, 15 }, { 96, 31 }, { 100, 50 }, { 96, 69 }, { 85, 85 }, { 69, 96 },
		                             { 50, 100 }, { 31, 96 }, { 15, 85 }, { 4, 69 },  { 0, 50 },   { 4, 31 },  { 15, 15 }, { 31, 4 } };
	if (node->kind == YAML_SCALAR && str_is(node->scalar, "circle")) {
		place->shape = circle;
		place->shape_count = sizeof circle / sizeof *circle;
		return;
	}
	if (!yaml_is(job, node, YAML_LIST, "circle, or a list of points such as [[0, 0], [100, 0], [50, 100]]"))
		return;
	if (node->count < 3 || node->count > SHAPE_POINTS_MAX) {
		diag_error(job->diag, node->pos, RULE_VALUE_INVALID, "a shape has 3 to %d points", SHAPE_POINTS_MAX);
		return;
	}
	int(*points)[2] = arena_alloc(job->arena, node->count * sizeof *points);
	size_t n = 0;
	for (const Yaml *point = node->first; point; point = point->next, n++) {
		if (!yaml_is(job, point, YAML_LIST, "a point such as [50, 100]") || point->count != 2)
			return;
		if (!yaml_int(job, point->first, 0, 100, &points[n][0]) || !yaml_int(job, point->first->next, 0, 100, &points[n][1]))
			return;
	}
	place->shape = (const int(*)[2])points;
	place->shape_count = n;
}

static void read_place(Job *job, Places *places, const Yaml *frame, const Yaml *node) {
	static const char *const keys[] = { "article", "box", "auto" };      /* by PlaceKind */
	if (!yaml_is(job, node, YAML_MAP, "what stands in the frame, as in { article: harvest }"))
		return;
	keys_check(job, node, issue_keys, "place");
	const Yaml *what = NULL;
	PlaceKind kind = PLACE_ARTICLE;
	for (int i = 0; i < 3; i++) {
		const Yaml *found = yaml_find(node, keys[i]);
		if (!found)
			continue;
		if (what) {
			diag_error(job->diag, found->key_pos, RULE_VALUE_INVALID, "'%s' beside another content", keys[i]);
			diag_help(job->diag,
			          "for several contents of one frame write a list: NAME: [{ article: a }, { article: b }]");
			continue;
		}
		what = found;
		kind = (PlaceKind)i;
	}
	if (!what) {
		diag_error(job->diag, node->pos, RULE_KEY_MISSING, "nothing stands in the frame '" STR_FMT "'",
		           STR_ARG(frame->key));
		diag_help(job->diag, "write { article: ID }, { box: ID } or { auto: contents }, or take the frame out");
		return;
	}
	static const char *const made[] = { "contents", NULL };
	int index;
	if (kind == PLACE_AUTO ? !yaml_word(job, what, made, &index) : !yaml_is(job, what, YAML_SCALAR, "an id"))
		return;
	Place place = { .frame = frame->key, .frame_pos = frame->key_pos, .kind = kind };
	place.target = what->scalar;
	place.target_pos = what->pos;
	const Yaml *on = yaml_find(node, "continue");
	if (on && yaml_bool(job, on, &place.continues) && place.continues && kind != PLACE_ARTICLE) {
		place.continues = false;
		diag_error(job->diag, on->key_pos, RULE_PLACE_CONTINUE, "only an article goes on in another frame");
		diag_help(job->diag, "take continue out");
	}
	const Yaml *shape = yaml_find(node, "shape");
	if (shape && kind != PLACE_BOX)
		diag_error(job->diag, shape->key_pos, RULE_VALUE_INVALID, "only a box has a shape that text runs round");
	else if (shape)
		read_shape(job, shape, &place);
	*list_push(job->arena, places) = place;
}

static void read_page(Job *job, const Yaml *node, PagePlan *page) {
	page->pos = node->pos;
	if (!yaml_is(job, node, YAML_MAP, "a page with template and frames"))
		return;
	keys_check(job, node, issue_keys, "page");
	const Yaml *template = yaml_find(node, "template"), *frames = yaml_find(node, "frames");
	if (!template) {
		diag_error(job->diag, node->pos, RULE_KEY_MISSING, "this page has no template");
		diag_help(job->diag, "write template: and a name that the layout declares");
	} else if (yaml_is(job, template, YAML_SCALAR, "a template's name")) {
		page->template = template->scalar;
		page->template_pos = template->pos;
	}
	if (!frames || !yaml_is(job, frames, YAML_MAP, "a map from frames to their content"))
		return;
	Places places = { 0 };
	for (const Yaml *frame = frames->first; frame; frame = frame->next) {
		if (frame->kind != YAML_LIST) {
			read_place(job, &places, frame, frame);
			continue;
		}
		for (const Yaml *each = frame->first; each; each = each->next)
			read_place(job, &places, frame, each);
	}
	page->places = places.at;
	page->place_count = places.n;
}

/* The first frame of an article says no `continue`, each later one does. */
static void check_place(Job *job, const Issue *issue, const Place *place) {
	const Place *first = NULL;
	bool reached = false;
	for (size_t i = 0; i < issue->page_count && !reached && !first; i++) {
		for (size_t j = 0; j < issue->pages[i].place_count && !reached && !first; j++) {
			const Place *other = &issue->pages[i].places[j];
			reached = other == place;
			if (!reached && other->kind == place->kind && str_eq(other->target, place->target))
				first = other;
		}
	}
	if (first && !place->continues) {
		diag_error(job->diag, place->target_pos, RULE_PLACE_CONTINUE, "'" STR_FMT "' is placed twice",
		           STR_ARG(place->target));
		if (place->kind == PLACE_ARTICLE)
			diag_help(job->diag, "write { article: " STR_FMT ", continue: true } where it goes on",
			          STR_ARG(place->target));
		else
			diag_help(job->diag, "take one of the two out");
		diag_related(job->diag, first->target_pos, "the first is here");
	} else if (!first && place->continues) {
		diag_error(job->diag, place->target_pos, RULE_PLACE_CONTINUE, "'" STR_FMT "' goes on here but has not begun",
			STR_ARG(place->target));
		diag_help(job->diag, "place it in an earlier frame, or take continue out");
	}
}

void issue_read_pages(Job *job, Issue *issue, const Yaml *list) {
	if (!list || !yaml_is(job, list, YAML_LIST, "a list of pages"))
		return;
	issue->pages = arena_array(job->arena, PagePlan, list->count + 1);
	for (const Yaml *node = list->first; node; node = node->next)
		read_page(job, node, &issue->pages[issue->page_count++]);
	if (issue->page_count == 0) {
		diag_error(job->diag, list->pos, RULE_VALUE_INVALID, "the issue has no pages");
		diag_help(job->diag, "list at least one page");
	}
	for (size_t i = 0; i < issue->page_count; i++) {
		for (size_t j = 0; j < issue->pages[i].place_count; j++)
			check_place(job, issue, &issue->pages[i].places[j]);
	}
}
