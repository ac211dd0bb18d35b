/* A layout may be based on another: `based-on: global-eye.yaml`. The maps of colours, styles, designs, weights and notes are
 * laid over those of the base, key by key; page and templates are the layout's own, since they hang together. Positions stay
 * those of the file where a thing was written, so messages point to the right one. */
#include "base/file.h"
#include "layout/properties.h"

#define BASES_MAX 4

static const char *const inherited[] = { "colours", "text-colour", "link-colour", "weights", "notes", "styles", "articles", "callouts", NULL };

static Yaml *find(Yaml *map, Str key) {
	for (Yaml *node = map->first; node != NULL; node = node->next)
		if (str_eq(node->key, key))
			return node;
	return NULL;
}

static void append(Yaml *map, Yaml *node) {
	Yaml **end = &map->first;
	while (*end != NULL)
		end = &(*end)->next;
	node->next = NULL;
	*end = node;
	map->count++;
}

/* Gives `over` every key of `base` that it does not have, at any depth. */
static void lay_over(Yaml *over, Yaml *base) {
	if (over->kind != YAML_MAP || base->kind != YAML_MAP)
		return;
	for (Yaml *node = base->first, *next; node != NULL; node = next) {
		next = node->next;
		Yaml *own = find(over, node->key);
		if (own == NULL)
			append(over, node);
		else
			lay_over(own, node);
	}
}

static bool is_inherited(Str key) {
	for (const char *const *name = inherited; *name != NULL; name++)
		if (str_is(key, *name))
			return true;
	return false;
}

void inherit_layout(Job *job, Yaml *root, const SourceFile *file, int depth) {
	const Yaml *base = yaml_find(root, "based-on");
	if (base == NULL || !yaml_is(job, base, YAML_SCALAR, "the name of another layout's file"))
		return;
	if (depth == BASES_MAX) {
		diag_error(job->diag, base->pos, RULE_STYLE_CYCLE, "layouts are based on each other more than %d deep", BASES_MAX);
		return;
	}
	const SourceFile *source = file_read(job->arena, job->diag, path_join(job->arena, path_folder(file->path), base->scalar), base->pos);
	Yaml *other = source != NULL ? yaml_read(job, source) : NULL;
	if (other == NULL || !yaml_is(job, other, YAML_MAP, "a layout"))
		return;
	inherit_layout(job, other, source, depth + 1);
	for (Yaml *node = other->first, *next; node != NULL; node = next) {
		next = node->next;
		if (!is_inherited(node->key))
			continue;
		Yaml *own = find(root, node->key);
		if (own == NULL)
			append(root, node);
		else
			lay_over(own, node);
	}
}
