/* Designs dress articles and boxes. They inherit like styles, and their styles one by one. What a design does not
 * name follows from what it names: a kind of text takes the style of its elder, in the end that of body. An article
 * must name headline and body itself, a callout body; inherited ones count. */
#include "layout/properties.h"

static const char *const other_keys[] = { "based-on", "styles", NULL };

const char *const text_kind_names[TEXT_KIND_COUNT + 1] = {
	"body",      "first",      "headline",         "heading2",       "heading3",   "deck",   "byline",
	"dateline",  "signature",  "source",           "list",           "quote",      "title",  "caption",
	"credit",    "table-head", "table-cell",       "note",           "event-date", "kicker", "notice",
	"jump-on",   "jump-from", "jump-title", "contents-section", "contents-entry", NULL
};

/* Whose style a kind of text takes when it has none. */
static const TextKind elders[TEXT_KIND_COUNT] = {
	[TEXT_BODY] = TEXT_BODY,
	[TEXT_FIRST] = TEXT_BODY,
	[TEXT_HEADLINE] = TEXT_TITLE,
	[TEXT_HEADING2] = TEXT_TITLE,
	[TEXT_HEADING3] = TEXT_HEADING2,
	[TEXT_DECK] = TEXT_BODY,
	[TEXT_BYLINE] = TEXT_BODY,
	[TEXT_DATELINE] = TEXT_BYLINE,
	[TEXT_SIGNATURE] = TEXT_BYLINE,
	[TEXT_SOURCE] = TEXT_NOTE,
	[TEXT_LIST] = TEXT_BODY,
	[TEXT_QUOTE] = TEXT_BODY,
	[TEXT_TITLE] = TEXT_BODY,
	[TEXT_CAPTION] = TEXT_BODY,
	[TEXT_CREDIT] = TEXT_CAPTION,
	[TEXT_TABLE_HEAD] = TEXT_TABLE_CELL,
	[TEXT_TABLE_CELL] = TEXT_BODY,
	[TEXT_NOTE] = TEXT_BODY,
	[TEXT_EVENT_DATE] = TEXT_TITLE,
	[TEXT_KICKER] = TEXT_BYLINE,
	[TEXT_NOTICE] = TEXT_DATELINE,
	[TEXT_JUMP_ON] = TEXT_BODY,
	[TEXT_JUMP_FROM] = TEXT_JUMP_ON,
	[TEXT_JUMP_TITLE] = TEXT_HEADING2,
	[TEXT_CONTENTS_SECTION] = TEXT_TITLE,
	[TEXT_CONTENTS_ENTRY] = TEXT_BODY,
};

static void read_design_styles(LayoutReader *r, const Yaml *map, Design *design) {
	if (!yaml_is(r->job, map, YAML_MAP, "a map of kinds of text to styles"))
		return;
	yaml_keys(r->job, map, text_kind_names);
	const Layout *layout = r->layout;
	for (int kind = 0; kind < TEXT_KIND_COUNT; kind++) {
		const Yaml *node = yaml_find(map, text_kind_names[kind]);
		if (node == NULL || !yaml_is(r->job, node, YAML_SCALAR, "a style's name"))
			continue;
		int style = layout_find_style(layout, node->scalar);
		if (style < 0) {
			Str *names = arena_array(r->job->arena, Str, layout->style_count);
			for (size_t i = 0; i < layout->style_count; i++)
				names[i] = layout->styles[i].name;
			diag_error(r->job->diag, node->pos, RULE_STYLE_UNKNOWN, "unknown style '" STR_FMT "'",
			           STR_ARG(node->scalar));
			diag_suggest(r->job->diag, node->scalar, names, layout->style_count);
			style = 0;
		}
		design->styles[kind] = style;
	}
}

static void clear_design(Design *design) {
	properties_default(OWNER_DESIGN, design);
	for (int kind = 0; kind < TEXT_KIND_COUNT; kind++)
		design->styles[kind] = -1;
}

static void read_design(Heirs *heirs, int index) {
	LayoutReader *r = heirs->r;
	Design *design = &r->layout->designs[index];
	const Yaml *node = heirs->nodes[index];
	bool callout = design->callout;
	clear_design(design);
	if (yaml_is(r->job, node, YAML_MAP, "a map of styles and properties")) {
		int base = heirs_base(heirs, index);
		if (base >= 0)
			*design = r->layout->designs[base];
		properties_read(r, OWNER_DESIGN, node, other_keys, design);
		const Yaml *styles = yaml_find(node, "styles");
		if (styles != NULL)
			read_design_styles(r, styles, design);
	}
	design->name = node->key;
	design->pos = node->key_pos;
	design->callout = callout;
}

static void require_style(LayoutReader *r, const Design *design, TextKind kind) {
	if (design->styles[kind] >= 0)
		return;
	diag_error(r->job->diag, design->pos, RULE_STYLE_MISSING, "'" STR_FMT "' does not say how its %s is set",
	           STR_ARG(design->name), text_kind_names[kind]);
	diag_help(r->job->diag, "add it under styles: { %s: NAME }", text_kind_names[kind]);
}

static void finish_design(LayoutReader *r, Design *design) {
	require_style(r, design, TEXT_BODY);
	if (!design->callout)
		require_style(r, design, TEXT_HEADLINE);
	int styles[TEXT_KIND_COUNT];
	for (int kind = 0; kind < TEXT_KIND_COUNT; kind++) {
		int elder = kind;
		while (design->styles[elder] < 0 && elder != TEXT_BODY)
			elder = (int)elders[elder];
		styles[kind] = design->styles[elder] >= 0 ? design->styles[elder] : 0;
	}
	for (int kind = 0; kind < TEXT_KIND_COUNT; kind++)
		design->styles[kind] = styles[kind];
	const Layout *layout = r->layout;
	if (design->list_mark_colour == COLOUR_NONE)
		design->list_mark_colour = layout->styles[styles[TEXT_LIST]].colour;
	Stroke *strokes[] = { &design->rule_before, &design->rule_after, &design->rule_start };
	for (int i = 0; i < 3; i++)
		if (strokes[i]->width > 0 && strokes[i]->colour == COLOUR_NONE)
			strokes[i]->colour = layout->text_colour;
}

static void add_designs(Heirs *heirs, const Yaml *map, bool callout) {
	Diag *diag = heirs->r->job->diag;
	for (const Yaml *node = map != NULL ? map->first : NULL; node != NULL; node = node->next) {
		int seen = 0;
		while (seen < heirs->count && !str_eq(heirs->names[seen], node->key))
			seen++;
		if (seen < heirs->count) {
			diag_error(diag, node->key_pos, RULE_YAML_DUPLICATE_KEY, "'" STR_FMT "' is declared under articles already",
			           STR_ARG(node->key));
			diag_related(diag, heirs->nodes[seen]->key_pos, "declared here");
			continue;
		}
		heirs->r->layout->designs[heirs->count].callout = callout;
		heirs_add(heirs, node);
	}
}

void read_designs(LayoutReader *r, const Yaml *articles, const Yaml *callouts) {
	Layout *layout = r->layout;
	size_t most = (articles != NULL ? articles->count : 0) + (callouts != NULL ? callouts->count : 0);
	layout->designs = arena_array(r->job->arena, Design, most + 1);
	Heirs heirs = heirs_make(r, "design", read_design, most);
	add_designs(&heirs, articles, false);
	add_designs(&heirs, callouts, true);
	layout->design_count = (size_t)heirs.count;
	heirs_read(&heirs);
	if (heirs.count == 0) {
		layout->design_count = 1;
		clear_design(&layout->designs[0]);
		layout->designs[0].name = STR("plain");
		layout->designs[0].styles[TEXT_BODY] = layout->designs[0].styles[TEXT_HEADLINE] = 0;
	}
	for (size_t i = 0; i < layout->design_count; i++)
		finish_design(r, &layout->designs[i]);
}
