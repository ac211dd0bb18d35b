/* Styles inherit: one that is based on another begins as its copy. Colours that follow another ("else that of the
 * letters") are filled in when all styles are read, so that a style that changes the letters changes the initial with
 * them. */
#include "layout/properties.h"

static const char *const other_keys[] = { "based-on", NULL };

static void read_style(Heirs *heirs, int index) {
	LayoutReader *r = heirs->r;
	ParagraphStyle *style = &r->layout->styles[index];
	const Yaml *node = heirs->nodes[index];
	properties_default(OWNER_STYLE, style);
	if (yaml_is(r->job, node, YAML_MAP, "a map of properties")) {
		int base = heirs_base(heirs, index);
		if (base >= 0)
			*style = r->layout->styles[base];
		properties_read(r, OWNER_STYLE, node, other_keys, style);
	}
	style->name = node->key;
	style->pos = node->key_pos;
}

void read_styles(LayoutReader *r, const Yaml *map) {
	Layout *layout = r->layout;
	Arena *arena = r->job->arena;
	int count = map != NULL ? (int)map->count : 0;
	layout->styles = arena_array(arena, ParagraphStyle, count > 0 ? count : 1);
	layout->style_count = count > 0 ? (size_t)count : 1;
	if (count == 0) {
		properties_default(OWNER_STYLE, &layout->styles[0]);
		layout->styles[0].name = STR("body");
	}
	Heirs heirs = heirs_make(r, "style", read_style, (size_t)count);
	for (const Yaml *node = map != NULL ? map->first : NULL; node != NULL; node = node->next)
		heirs_add(&heirs, node);
	heirs_read(&heirs);
	for (size_t k = 0; k < layout->style_count; k++) {
		ParagraphStyle *style = &layout->styles[k];
		if (style->colour == COLOUR_NONE)
			style->colour = layout->text_colour;
		if (style->drop_cap_colour == COLOUR_NONE)
			style->drop_cap_colour = style->colour;
	}
}
