/* Styles inherit: one that is based on another begins as its copy. They are read by need, so they may stand in any
 * order; one that is met again while it is being read closes a circle. Colours that follow another ("else that of the
 * letters") are filled in when all styles are read, so that a style that changes the letters changes the initial with
 * them. */
#include "layout/properties.h"

static const char *const other_keys[] = { "based-on", NULL };

#define BASED_ON_DEEPEST 32

int read_base(LayoutReader *r, const Yaml *map, const Str *names, const EntryState *states, int count,
              const char *what) {
	const Yaml *node = yaml_find(map, "based-on");
	if (node == NULL || !yaml_is(r->job, node, YAML_SCALAR, "a name"))
		return -1;
	for (int i = 0; i < count; i++) {
		if (!str_eq(names[i], node->scalar))
			continue;
		if (states[i] != ENTRY_OPEN)
			return i;
		diag_error(r->job->diag, node->pos, RULE_STYLE_CYCLE, "the %s '" STR_FMT "' is based on itself", what,
		           STR_ARG(map->key));
		diag_help(r->job->diag, "let one of the circle stand on its own");
		return -1;
	}
	diag_error(r->job->diag, node->pos, RULE_STYLE_UNKNOWN, "unknown %s '" STR_FMT "'", what, STR_ARG(node->scalar));
	diag_suggest(r->job->diag, node->scalar, names, (size_t)count);
	return -1;
}

typedef struct {
	LayoutReader *r;
	const Yaml **nodes;
	Str *names;
	EntryState *states;
	int count, depth;
} Styles;

static void read_style_entry(Styles *s, int index) {
	LayoutReader *r = s->r;
	ParagraphStyle *style = &r->layout->styles[index];
	const Yaml *node = s->nodes[index];
	s->states[index] = ENTRY_OPEN;
	properties_default(OWNER_STYLE, style);
	if (yaml_is(r->job, node, YAML_MAP, "a map of properties")) {
		int base = read_base(r, node, s->names, s->states, s->count, "style");
		if (base >= 0 && s->states[base] == ENTRY_WAITING && s->depth < BASED_ON_DEEPEST) {
			s->depth++;
			read_style_entry(s, base);
			s->depth--;
		} else if (base >= 0 && s->states[base] == ENTRY_WAITING) {
			diag_error(r->job->diag, node->pos, RULE_STYLE_CYCLE, "styles are based on each other more than %d deep",
			           BASED_ON_DEEPEST);
		}
		if (base >= 0 && s->states[base] == ENTRY_DONE)
			*style = r->layout->styles[base];
		properties_read(r, OWNER_STYLE, node, other_keys, style);
	}
	style->name = node->key;
	style->pos = node->key_pos;
	s->states[index] = ENTRY_DONE;
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
	Styles s = { r, arena_array(arena, const Yaml *, count + 1), arena_array(arena, Str, count + 1),
		arena_array(arena, EntryState, count + 1), count, 0 };
	int i = 0;
	for (const Yaml *node = map != NULL ? map->first : NULL; node != NULL; node = node->next, i++) {
		s.nodes[i] = node;
		s.names[i] = node->key;
	}
	for (i = 0; i < count; i++)
		if (s.states[i] == ENTRY_WAITING)
			read_style_entry(&s, i);
	for (size_t k = 0; k < layout->style_count; k++) {
		ParagraphStyle *style = &layout->styles[k];
		if (style->colour == COLOUR_NONE)
			style->colour = layout->text_colour;
		if (style->drop_cap_colour == COLOUR_NONE)
			style->drop_cap_colour = style->colour;
	}
}
