/* keys -- which keys the maps of a YAML file have: one table for reading, for the JSON Schemas that editors use, and for the manual.
 * A type is said in a word: text, name, tag, date, period, bool, colour, cmyk, rgb, shape, months; "int 1..9", "ratio 0..1", "length";
 * "word a|b"; "{style}" for a map of that table, "[page]" for a list; " / " parts what may stand instead. A row with the key "*" says
 * that the map has any keys, all of its type. */
#ifndef BASE_KEYS_H
#define BASE_KEYS_H

#include "base/yaml.h"

typedef struct {
	const char *of, *key;                                    /* of which map */
	const char *type;
	const char *wanted;                                      /* what to write when it is missing; NULL: it may be left out */
	const char *help;
} KeyRow;

typedef struct {
	const KeyRow *at;
	size_t n;
} Keys;

#define KEYS(rows) ((Keys){ (rows), sizeof(rows) / sizeof *(rows) })

/* Reports keys that the map `of` does not have, as yaml_keys does; false then, or when the node is no map. */
bool keys_check(Job *job, const Yaml *node, Keys keys, const char *of);
/* Reports keys that are missing, at `pos`. */
void keys_require(Job *job, const Yaml *map, Keys keys, const char *of, Pos pos);
/* A whole number within the range of its row; false when the key is absent or wrong. */
bool keys_int(Job *job, const Yaml *map, Keys keys, const char *of, const char *key, int *out);

/* schema.c: the JSON Schema (draft 7) of the map `root` and all that it refers to. */
void keys_schema(Arena *arena, Keys keys, const char *root, const char *title, Buf *out);

#endif
