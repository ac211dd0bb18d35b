/* Styles and designs that are based on each other, read by need, so they may stand in any order; one that is met again while it is
 * being read closes a circle. */
#include "layout/properties.h"

#define BASED_ON_DEEPEST 32

Heirs heirs_make(LayoutReader *r, const char *what, void (*read)(Heirs *heirs, int index), size_t most) {
	Arena *arena = r->job->arena;
	return (Heirs){ .r = r, .what = what, .read = read,
		.nodes = arena_array(arena, const Yaml *, most + 1),
		.names = arena_array(arena, Str, most + 1),
		.states = arena_array(arena, EntryState, most + 1) };
}

void heirs_add(Heirs *heirs, const Yaml *node) {
	heirs->nodes[heirs->count] = node;
	heirs->names[heirs->count] = node->key;
	heirs->count++;
}

static void read_entry(Heirs *heirs, int index) {
	heirs->states[index] = ENTRY_OPEN;
	heirs->read(heirs, index);
	heirs->states[index] = ENTRY_DONE;
}

void heirs_read(Heirs *heirs) {
	for (int i = 0; i < heirs->count; i++)
		if (heirs->states[i] == ENTRY_WAITING)
			read_entry(heirs, i);
}

/* What `based-on` names, or -1: nothing, or after a diagnostic. */
static int find_base(const Heirs *heirs, const Yaml *map) {
	Diag *diag = heirs->r->job->diag;
	const Yaml *node = yaml_find(map, "based-on");
	if (node == NULL || !yaml_is(heirs->r->job, node, YAML_SCALAR, "a name"))
		return -1;
	for (int i = 0; i < heirs->count; i++) {
		if (!str_eq(heirs->names[i], node->scalar))
			continue;
		if (heirs->states[i] != ENTRY_OPEN)
			return i;
		diag_error(diag, node->pos, RULE_STYLE_CYCLE, "the %s '" STR_FMT "' is based on itself", heirs->what, STR_ARG(map->key));
		diag_help(diag, "let one of the circle stand on its own");
		return -1;
	}
	diag_error(diag, node->pos, RULE_STYLE_UNKNOWN, "unknown %s '" STR_FMT "'", heirs->what, STR_ARG(node->scalar));
	diag_suggest(diag, node->scalar, heirs->names, (size_t)heirs->count);
	return -1;
}

int heirs_base(Heirs *heirs, int index) {
	const Yaml *node = heirs->nodes[index];
	int base = find_base(heirs, node);
	if (base < 0 || heirs->states[base] == ENTRY_DONE)
		return base;
	if (heirs->depth == BASED_ON_DEEPEST) {
		diag_error(heirs->r->job->diag, node->pos, RULE_STYLE_CYCLE, "%ss are based on each other more than %d deep", heirs->what,
			BASED_ON_DEEPEST);
		return -1;
	}
	heirs->depth++;
	read_entry(heirs, base);
	heirs->depth--;
	return base;
}
