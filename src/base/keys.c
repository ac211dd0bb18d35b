/* Looking up the table of keys for the reader. */
#include "base/keys.h"

#include <stdlib.h>
#include <string.h>

static const KeyRow *find_row(Keys keys, const char *of, const char *key) {
	for (size_t i = 0; i < keys.n; i++)
		if (strcmp(keys.at[i].of, of) == 0 && strcmp(keys.at[i].key, key) == 0)
			return &keys.at[i];
	return NULL;
}

bool keys_check(Job *job, const Yaml *node, Keys keys, const char *of) {
	const char **known = arena_array(job->arena, const char *, keys.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < keys.n; i++)
		if (strcmp(keys.at[i].of, of) == 0)
			known[n++] = keys.at[i].key;
	return yaml_keys(job, node, known);
}

void keys_require(Job *job, const Yaml *map, Keys keys, const char *of, Pos pos) {
	for (size_t i = 0; i < keys.n; i++) {
		const KeyRow *row = &keys.at[i];
		if (!row->wanted || strcmp(row->of, of) != 0 || yaml_find(map, row->key))
			continue;
		diag_error(job->diag, pos, RULE_KEY_MISSING, "'%s' is missing", row->key);
		diag_help(job->diag, "%s", row->wanted);
	}
}

bool keys_int(Job *job, const Yaml *map, Keys keys, const char *of, const char *key, int *out) {
	const Yaml *node = yaml_find(map, key);
	const KeyRow *row = find_row(keys, of, key);
	const char *range = row->type + strlen("int ");
	return node && yaml_int(job, node, atoi(range), atoi(strstr(range, "..") + 2), out);
}
