/* yaml -- a strict reader of plain YAML on libyaml's events.
 * In:    a SourceFile.
 * Out:   a tree of maps, lists and scalars; every scalar is a string, typed later by the schema that asks for it.
 * Fails: NULL after diagnostics. Anchors, aliases, tags, merge keys, duplicate keys, directives, tabs and nesting over
 *        32 are refused, `key: # comment` is reported (silently empty in YAML), libyaml's messages are re-worded. */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include "base/job.h"

typedef enum { YAML_SCALAR, YAML_MAP, YAML_LIST } YamlKind;

typedef struct Yaml {
	YamlKind kind;
	Pos pos;                                                 /* of the value */
	Str key;                                                 /* in a map: its key */
	Pos key_pos;
	Str scalar;
	bool quoted;
	struct Yaml *first, *next;                               /* children; siblings in source order */
	size_t count;                                            /* children */
} Yaml;

Yaml *yaml_read(Job *job, const SourceFile *file);           /* the document's root; an empty file is an empty map */
Yaml *yaml_find(const Yaml *map, const char *key);           /* NULL when absent or not a map */

/* Typed access. Each reports value-invalid at the node and returns false when the value does not fit. */
bool yaml_len(Job *job, const Yaml *node, Len *out);
bool yaml_int(Job *job, const Yaml *node, int min, int max, int *out);
bool yaml_bool(Job *job, const Yaml *node, bool *out);       /* true/false, yes/no */
bool yaml_decimal(Job *job, const Yaml *node, int32_t *thousandths);
/* One of a NULL-ended list, with suggestion. */
bool yaml_word(Job *job, const Yaml *node, const char *const *words, int *index);
bool yaml_is(Job *job, const Yaml *node, YamlKind kind, const char *what);          /* "a map of frames" */
/* Reports key-unknown (with suggestion; direction-word for left, right, x) for each key of map that the NULL-ended list
 * does not have. */
bool yaml_keys(Job *job, const Yaml *map, const char *const *known);

#endif
