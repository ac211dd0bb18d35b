/* The layout's file is read from the general to the particular, each part naming only what was read before it: page and
 * colours, styles, designs, templates. After reading, every index points to something: a layout that declares no style
 * or design gets a plain one, so that later stages need no special case. */
#include <string.h>

#include "base/file.h"
#include "layout/properties.h"

static const char *const writing_names[] = { "horizontal", "vertical", NULL };

#define MM(tenths) ((Len)(((int64_t)(tenths) * 72 * LEN_PT + 127) / 254))

static const char *const size_names[] = { "A3", "A4", "A5", "B5", "letter", "legal", "tabloid", NULL };
static const Len sizes[][2] = {
	{ MM(2970), MM(4200) }, { MM(2100), MM(2970) }, { MM(1480), MM(2100) }, { MM(1760), MM(2500) },
	{ LEN_OF_PT(612), LEN_OF_PT(792) }, { LEN_OF_PT(612), LEN_OF_PT(1008) }, { LEN_OF_PT(792), LEN_OF_PT(1224) },
};

static void read_len(Job *job, const Yaml *map, const char *key, Len least, Len most, Len *out) {
	const Yaml *node = yaml_find(map, key);
	Len value;
	if (node == NULL || !yaml_len(job, node, &value))
		return;
	if (value >= least && value <= most)
		*out = value;
	else
		diag_error(job->diag, node->pos, RULE_VALUE_INVALID, "'%s' cannot be '" STR_FMT "'", key,
		           STR_ARG(node->scalar));
}

static const Yaml *find_map(Job *job, const Yaml *map, const char *key, const char *of, const char *what) {
	const Yaml *node = yaml_find(map, key);
	if (node == NULL || !yaml_is(job, node, YAML_MAP, what))
		return NULL;
	if (of != NULL)
		keys_check(job, node, layout_keys, of);
	return node;
}

static void check_page(Job *job, const Layout *layout, Pos pos) {
	int64_t across = (int64_t)layout->page_width - layout->margin_inside - layout->margin_outside;
	int64_t down = (int64_t)layout->page_height - layout->margin_top - layout->margin_bottom;
	int64_t width = (layout->vertical ? down : across) - (int64_t)(layout->grid_columns - 1) * layout->grid_gutter;
	int64_t height = layout->vertical ? across : down;
	if (width < (int64_t)layout->grid_columns * LEN_PT) {
		diag_error(job->diag, pos, RULE_VALUE_INVALID,
		           "margins and gutters leave no width for the columns of the grid");
		diag_help(job->diag, "make margins, gutter or the number of columns smaller");
	}
	if (height < layout->baseline) {
		diag_error(job->diag, pos, RULE_VALUE_INVALID, "margins leave no height for a line");
		diag_help(job->diag, "make the margins at top and bottom smaller");
	}
}

static void read_page(Job *job, Layout *layout, const Yaml *root) {
	layout->page_width = sizes[1][0];
	layout->page_height = sizes[1][1];
	layout->margin_top = layout->margin_bottom = layout->margin_inside = layout->margin_outside = MM(200);
	layout->grid_columns = 12;
	layout->grid_gutter = MM(40);
	layout->baseline = LEN_OF_PT(11);
	read_bleed(job, layout, NULL);
	const Yaml *page = find_map(job, root, "page", "page", "a map: size, margins, grid");
	if (page == NULL)
		return;
	const Yaml *size = yaml_find(page, "size");
	int named;
	if (size != NULL && yaml_word(job, size, size_names, &named)) {
		layout->page_width = sizes[named][0];
		layout->page_height = sizes[named][1];
	}
	Len most = MM(50000);
	read_len(job, page, "width", MM(200), most, &layout->page_width);
	read_len(job, page, "height", MM(200), most, &layout->page_height);
	read_bleed(job, layout, page);
	const Yaml *writing = yaml_find(page, "writing");
	int vertical;
	if (writing != NULL && yaml_word(job, writing, writing_names, &vertical))
		layout->vertical = vertical == 1;
	const Yaml *margins = find_map(job, page, "margins", "margins", "a map: top, bottom, inside, outside");
	read_len(job, margins, "top", 0, most, &layout->margin_top);
	read_len(job, margins, "bottom", 0, most, &layout->margin_bottom);
	read_len(job, margins, "inside", 0, most, &layout->margin_inside);
	read_len(job, margins, "outside", 0, most, &layout->margin_outside);
	const Yaml *grid = find_map(job, page, "grid", "grid", "a map: columns, gutter, baseline");
	const Yaml *columns = yaml_find(grid, "columns");
	if (columns != NULL)
		yaml_int(job, columns, 1, 100, &layout->grid_columns);
	read_len(job, grid, "gutter", 0, most, &layout->grid_gutter);
	read_len(job, grid, "baseline", LEN_OF_PT(3), LEN_OF_PT(200), &layout->baseline);
	check_page(job, layout, page->key_pos);
}

static int hex_digit(char c) {
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_rgb(Job *job, const Yaml *node, uint8_t rgb[3]) {
	Str s = node->scalar;
	bool ok = yaml_is(job, node, YAML_SCALAR, "a colour such as \"#0f4c5c\"");
	if (!ok)
		return false;
	ok = s.n == 7 && s.p[0] == '#';
	for (size_t i = 1; i < 7 && ok; i++)
		ok = hex_digit(s.p[i]) >= 0;
	if (!ok) {
		diag_error(job->diag, node->pos, RULE_VALUE_INVALID, "'" STR_FMT "' is not a colour", STR_ARG(s));
		diag_help(job->diag, "write six hexadecimal digits in double quotes, such as \"#0f4c5c\"");
		return false;
	}
	for (int i = 0; i < 3; i++)
		rgb[i] = (uint8_t)(hex_digit(s.p[1 + 2 * i]) * 16 + hex_digit(s.p[2 + 2 * i]));
	return true;
}

static bool read_cmyk(Job *job, const Yaml *node, uint16_t cmyk[4]) {
	bool ok = node->kind == YAML_LIST && node->count == 4;
	int i = 0;
	for (const Yaml *item = node->first; ok && item != NULL; item = item->next, i++) {
		int32_t percent;
		ok = item->kind == YAML_SCALAR && decimal_parse(item->scalar, &percent) && percent >= 0 && percent <= 100000;
		if (ok)
			cmyk[i] = (uint16_t)(percent / 100);
	}
	if (ok)
		return true;
	diag_error(job->diag, node->pos, RULE_VALUE_INVALID, "'cmyk' must be four percentages");
	diag_help(job->diag, "write for instance [90, 45, 40, 40]: cyan, magenta, yellow, black");
	return false;
}

/* Without cmyk, what the three colours have in common becomes black. */
static void derive_cmyk(Colour *colour) {
	int most = 0;
	for (int i = 0; i < 3; i++)
		most = colour->rgb[i] > most ? colour->rgb[i] : most;
	for (int i = 0; i < 3; i++)
		colour->cmyk[i] = most > 0 ? (uint16_t)((most - colour->rgb[i]) * 1000 / most) : 0;
	colour->cmyk[3] = (uint16_t)((255 - most) * 1000 / 255);
}

static void read_colour_entry(Job *job, const Yaml *node, Colour *colour) {
	if (!yaml_is(job, node, YAML_MAP, "a map: rgb, cmyk"))
		return;
	keys_check(job, node, layout_keys, "colour");
	const Yaml *rgb = yaml_find(node, "rgb"), *cmyk = yaml_find(node, "cmyk");
	if (rgb == NULL)
		diag_error(job->diag, node->pos, RULE_KEY_MISSING, "the colour '" STR_FMT "' needs 'rgb'", STR_ARG(node->key));
	else
		read_rgb(job, rgb, colour->rgb);
	if (cmyk == NULL || !read_cmyk(job, cmyk, colour->cmyk))
		derive_cmyk(colour);
	read_inks(job, node, colour);
}

static void read_colours(Job *job, Layout *layout, const Yaml *root) {
	const Yaml *map = find_map(job, root, "colours", NULL, "a map of colours");
	layout->colours = arena_array(job->arena, Colour, (map != NULL ? map->count : 0) + 7);
	layout->colours[layout->colour_count++] = (Colour){ .name = STR("black"), .cmyk = { 0, 0, 0, 1000 } };
	layout->colours[layout->colour_count++] = (Colour){ .name = STR("white"), .rgb = { 255, 255, 255 } };
	/* What proofs draw over the pages. */
	layout->colours[layout->colour_count++] = (Colour){ .name = STR("proof-frame"), .rgb = { 0, 130, 200 }, .cmyk = { 1000, 200, 0, 0 } };
	layout->colours[layout->colour_count++] = (Colour){ .name = STR("proof-grid"), .rgb = { 200, 225, 240 }, .cmyk = { 200, 50, 0, 0 } };
	layout->colours[layout->colour_count++] = (Colour){ .name = STR("proof-overset"), .rgb = { 230, 0, 60 }, .cmyk = { 0, 1000, 700, 0 } };
	/* What drafts show behind texts whose translation is not there or not up to date. */
	layout->colours[layout->colour_count++] = (Colour){ .name = STR("draft-untranslated"), .rgb = { 255, 238, 212 }, .cmyk = { 0, 70, 170, 0 } };
	layout->colours[layout->colour_count++] = (Colour){ .name = STR("draft-outdated"), .rgb = { 255, 248, 180 }, .cmyk = { 0, 0, 350, 0 } };
	for (const Yaml *node = map != NULL ? map->first : NULL; node != NULL; node = node->next) {
		if (str_is(node->key, "none")) {
			diag_error(job->diag, node->key_pos, RULE_VALUE_INVALID, "'none' cannot be a colour's name");
			continue;
		}
		int index = layout_find_colour(layout, node->key);
		Colour *colour = &layout->colours[index >= 0 ? (size_t)index : layout->colour_count++];
		*colour = (Colour){ .name = node->key, .pos = node->key_pos };
		read_colour_entry(job, node, colour);
	}
}

static void read_special_colours(LayoutReader *r, const Yaml *root) {
	const Yaml *text = yaml_find(root, "text-colour"), *link = yaml_find(root, "link-colour");
	r->layout->text_colour = text != NULL ? read_colour(r, text) : COLOUR_NONE;
	if (r->layout->text_colour == COLOUR_NONE)
		r->layout->text_colour = layout_find_colour(r->layout, STR("black"));
	r->layout->link_colour = link != NULL ? read_colour(r, link) : COLOUR_NONE;
}

static void read_notes(LayoutReader *r, const Yaml *root) {
	Layout *layout = r->layout;
	layout->notes_gap = layout->baseline;
	layout->notes_design = layout_find_design(layout, STR("notes"));
	if (layout->notes_design < 0)
		layout->notes_design = 0;
	const Yaml *notes = find_map(r->job, root, "notes", "notes", "a map: style, gap");
	read_len(r->job, notes, "gap", 0, MM(1000), &layout->notes_gap);
	const Yaml *style = yaml_find(notes, "style");
	if (style == NULL || !yaml_is(r->job, style, YAML_SCALAR, "one of articles or callouts"))
		return;
	int found = layout_find_design(layout, style->scalar);
	if (found >= 0) {
		layout->notes_design = found;
		return;
	}
	diag_error(r->job->diag, style->pos, RULE_DESIGN_UNKNOWN, "neither articles nor callouts declare '" STR_FMT "'",
	           STR_ARG(style->scalar));
}

Layout *layout_read_files(Job *job, const SourceFile *file, const SourceFile *typography) {
	Layout *layout = arena_new(job->arena, Layout);
	LayoutReader r = { job, layout };
	layout->file = file;
	Yaml *root = yaml_read(job, file);
	if (root == NULL || !yaml_is(job, root, YAML_MAP, "a map: page, colours, styles, articles, callouts, templates"))
		return NULL;
	keys_check(job, root, layout_keys, "layout");
	inherit_layout(job, root, file, 0);
	read_page(job, layout, root);
	read_press(job, layout, root);
	read_colours(job, layout, root);
	read_special_colours(&r, root);
	properties_default(OWNER_WEIGHTS, &layout->weights);
	const Yaml *weights = find_map(job, root, "weights", NULL, "a map of costs");
	if (weights != NULL)
		properties_read(&r, OWNER_WEIGHTS, weights, NULL, &layout->weights);
	read_styles(&r, find_map(job, root, "styles", NULL, "a map of styles"));
	read_designs(&r, find_map(job, root, "articles", NULL, "a map of designs"),
	             find_map(job, root, "callouts", NULL, "a map of designs"));
	read_notes(&r, root);
	read_templates(&r, find_map(job, root, "templates", NULL, "a map of templates"));
	read_typographies(&r, typography);
	return layout;
}

Layout *layout_read(Job *job, Str path) {
	const SourceFile *file = file_read(job->arena, job->diag, path, POS_NONE);
	if (file == NULL)
		return NULL;
	Str beside = path_join(job->arena, path_folder(path), STR("typography.yaml"));
	return layout_read_files(job, file, file_read(job->arena, job->diag, beside, (Pos){ file, 0, 0 }));
}

const Layout *layout_turned(Arena *arena, const Layout *layout) {
	Layout *turned = arena_copy(arena, layout, sizeof *layout);
	turned->page_width = layout->page_height;
	turned->page_height = layout->page_width;
	turned->margin_inside = layout->margin_top;
	turned->margin_outside = layout->margin_bottom;
	turned->margin_top = layout->margin_inside;
	turned->margin_bottom = layout->margin_outside;
	return turned;
}

Len layout_depth(const Layout *layout) { return layout->vertical ? layout->page_width : layout->page_height; }

Len layout_margin_before(const Layout *layout) { return layout->vertical ? layout->margin_inside : layout->margin_top; }

Len layout_margin_after(const Layout *layout) { return layout->vertical ? layout->margin_outside : layout->margin_bottom; }

int layout_find_design(const Layout *layout, Str name) {
	for (size_t i = 0; i < layout->design_count; i++)
		if (str_eq(layout->designs[i].name, name))
			return (int)i;
	return -1;
}

int layout_find_style(const Layout *layout, Str name) {
	for (size_t i = 0; i < layout->style_count; i++)
		if (str_eq(layout->styles[i].name, name))
			return (int)i;
	return -1;
}

int layout_find_colour(const Layout *layout, Str name) {
	for (size_t i = 0; i < layout->colour_count; i++)
		if (str_eq(layout->colours[i].name, name))
			return (int)i;
	return COLOUR_NONE;
}

const Template *layout_find_template(const Layout *layout, Str name) {
	for (size_t i = 0; i < layout->template_count; i++)
		if (str_eq(layout->templates[i].name, name))
			return &layout->templates[i];
	return NULL;
}

const Frame *template_find_frame(const Template *template, Str name) {
	for (size_t i = 0; i < template->frame_count; i++)
		if (str_eq(template->frames[i].name, name))
			return &template->frames[i];
	return NULL;
}
