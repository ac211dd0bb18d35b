/* A template is a page: frames that text flows into, and furniture that stands on every page made from it. An item of
 * furniture says what it is by one key, rule, tint, text or image, whose value is its colour, its text or its file. */
#include "layout/properties.h"

static const char *const kind_keys[] = { "rule", "tint", "text", "image", NULL };

#define HAIRLINE (LEN_PT / 2)

static void read_frame(LayoutReader *r, const Yaml *node, Frame *frame) {
	const Layout *layout = r->layout;
	frame->name = node->key;
	frame->pos = node->key_pos;
	properties_default(OWNER_FRAME, frame);
	if (!yaml_is(r->job, node, YAML_MAP, "a map of properties"))
		return;
	properties_read(r, OWNER_FRAME, node, NULL, frame);
	if (frame->span == 0)
		frame->span = layout->grid_columns - frame->column + 1;
	if (frame->gutter < 0)
		frame->gutter = layout->grid_gutter;
	const Yaml *height = yaml_find(node, "height"), *bottom = yaml_find(node, "bottom");
	if (height != NULL && bottom != NULL) {
		diag_error(r->job->diag, height->key_pos, RULE_VALUE_INVALID, "a frame has either 'height' or 'bottom'");
		diag_help(r->job->diag, "remove one of them");
		diag_related(r->job->diag, bottom->key_pos, "the other one");
	}
}

static void read_furniture_item(LayoutReader *r, const Yaml *node, Furniture *item) {
	Job *job = r->job;
	const Yaml *what = NULL;
	item->pos = node->pos;
	properties_default(OWNER_FURNITURE, item);
	if (!yaml_is(job, node, YAML_MAP, "a map: rule, tint, text or image, and its place"))
		return;
	for (int kind = 0; kind_keys[kind] != NULL; kind++) {
		const Yaml *found = yaml_find(node, kind_keys[kind]);
		if (found == NULL)
			continue;
		if (what != NULL) {
			diag_error(job->diag, found->key_pos, RULE_VALUE_INVALID, "furniture is one thing: '" STR_FMT "' or '%s'",
			           STR_ARG(what->key), kind_keys[kind]);
			diag_help(job->diag, "make two items of it");
			continue;
		}
		what = found;
		item->kind = (FurnitureKind)kind;
	}
	properties_read(r, OWNER_FURNITURE, node, kind_keys, item);
	if (what == NULL) {
		diag_error(job->diag, node->pos, RULE_KEY_MISSING, "furniture must be a rule, a tint, a text or an image");
		diag_help(job->diag, "write for instance: - { rule: black, top: 20mm }");
	} else if (item->kind == FURNITURE_RULE || item->kind == FURNITURE_TINT) {
		item->colour = read_colour(r, what);
	} else if (yaml_is(job, what, YAML_SCALAR, item->kind == FURNITURE_TEXT ? "a text" : "a file's name")) {
		*(item->kind == FURNITURE_TEXT ? &item->text : &item->file) = what->scalar;
	}
	if (what != NULL && item->kind == FURNITURE_TEXT && yaml_find(node, "style") == NULL) {
		diag_error(job->diag, node->pos, RULE_STYLE_MISSING, "this text does not say how it is set");
		diag_help(job->diag, "add style: NAME");
	}
}

static void check_furniture_place(LayoutReader *r, const Furniture *item) {
	const Layout *layout = r->layout;
	if (item->column + item->span - 1 > layout->grid_columns || item->span < 1) {
		diag_error(r->job->diag, item->pos, RULE_FRAME_OUTSIDE_PAGE, "furniture in columns %d to %d: the grid has %d",
		           item->column, item->column + item->span - 1, layout->grid_columns);
		diag_help(r->job->diag, "make column or span smaller");
	} else if ((int64_t)item->top + item->height > (item->upright ? layout->page_height : layout_depth(layout))) {
		diag_error(r->job->diag, item->pos, RULE_FRAME_OUTSIDE_PAGE, "furniture stands below the page's foot");
		diag_help(r->job->diag, "top is measured from the top of the page");
	}
}

static void read_furniture(LayoutReader *r, const Yaml *list, Template *template) {
	if (!yaml_is(r->job, list, YAML_LIST, "a list"))
		return;
	template->furniture = arena_array(r->job->arena, Furniture, list->count);
	for (const Yaml *node = list->first; node != NULL; node = node->next) {
		Furniture *item = &template->furniture[template->furniture_count++];
		read_furniture_item(r, node, item);
		if (item->span == 0)
			item->span = r->layout->grid_columns - item->column + 1;
		if (item->height == 0 && item->kind == FURNITURE_RULE)
			item->height = HAIRLINE;
		if (item->style < 0)
			item->style = 0;
		if (item->colour == COLOUR_NONE && item->kind == FURNITURE_TEXT)
			item->colour = r->layout->styles[item->style].colour;
		check_furniture_place(r, item);
	}
}

static void read_template(LayoutReader *r, const Yaml *node, Template *template) {
	template->name = node->key;
	template->pos = node->key_pos;
	if (!yaml_is(r->job, node, YAML_MAP, "a map: frames, furniture"))
		return;
	keys_check(r->job, node, layout_keys, "template");
	const Yaml *frames = yaml_find(node, "frames"), *furniture = yaml_find(node, "furniture");
	if (frames != NULL && yaml_is(r->job, frames, YAML_MAP, "a map of frames")) {
		unsigned errors = r->job->diag->errors;
		template->frames = arena_array(r->job->arena, Frame, frames->count);
		for (const Yaml *child = frames->first; child != NULL; child = child->next)
			read_frame(r, child, &template->frames[template->frame_count++]);
		check_frames(r, template, errors);
	}
	if (furniture != NULL)
		read_furniture(r, furniture, template);
}

void read_templates(LayoutReader *r, const Yaml *map) {
	Layout *layout = r->layout;
	if (map == NULL)
		return;
	layout->templates = arena_array(r->job->arena, Template, map->count);
	for (const Yaml *node = map->first; node != NULL; node = node->next)
		read_template(r, node, &layout->templates[layout->template_count++]);
}
