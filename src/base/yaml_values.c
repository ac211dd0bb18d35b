/* Typed access to the tree: the schema asks for a length, a number, a word, and an author who wrote something else
 * reads what was expected and, where it can be guessed, what to write. */
#include "base/yaml.h"

#include <stdlib.h>
#include <string.h>

#define QUOTED_BYTES 40                                      /* of a wrong value in a message */

Yaml *yaml_find(const Yaml *map, const char *key) {
	if (!map || map->kind != YAML_MAP)
		return NULL;
	for (Yaml *entry = map->first; entry; entry = entry->next)
		if (str_is(entry->key, key))
			return entry;
	return NULL;
}

static const char *kind_name(const Yaml *node) {
	return node->kind == YAML_MAP ? "a map" : node->kind == YAML_LIST ? "a list" : "text";
}

static bool is_empty(const Yaml *node) {
	return node->kind == YAML_SCALAR && node->scalar.n == 0;
}

static void refuse(Job *job, const Yaml *node, const char *what) {
	Str quoted = node->scalar;
	if (quoted.n > QUOTED_BYTES) {
		size_t cut = QUOTED_BYTES;
		while (cut > 0 && ((unsigned char)quoted.p[cut] & 0xC0) == 0x80)
			cut--;
		quoted = str_printf(job->arena, STR_FMT "\u2026", STR_ARG(str_sub(quoted, 0, cut)));
	}
	Pos pos = is_empty(node) && node->key.n ? node->key_pos : node->pos;
	Str name = node->key.n ? str_printf(job->arena, "'" STR_FMT "'", STR_ARG(node->key)) : STR("this value");
	if (is_empty(node))
		diag_error(job->diag, pos, RULE_VALUE_INVALID, STR_FMT " is empty: it must be %s", STR_ARG(name), what);
	else if (node->kind == YAML_SCALAR)
		diag_error(job->diag, pos, RULE_VALUE_INVALID, STR_FMT " must be %s, not '" STR_FMT "'",
		           STR_ARG(name), what, STR_ARG(quoted));
	else
		diag_error(job->diag, pos, RULE_VALUE_INVALID, STR_FMT " must be %s, not %s", STR_ARG(name), what,
		           kind_name(node));
}

bool yaml_is(Job *job, const Yaml *node, YamlKind kind, const char *what) {
	if (!node)
		return false;
	if (node->kind == kind)
		return true;
	refuse(job, node, what);
	return false;
}

/* What could have been meant by a number: a point for a comma, no space before the unit. NULL when nothing fits. */
static const char *repaired(Job *job, Str s, bool (*fits)(Str)) {
	char *z = arena_copy(job->arena, str_z(job->arena, s), s.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ')
			z[n++] = s.p[i] == ',' ? '.' : s.p[i];
	z[n] = '\0';
	return n > 0 && fits((Str){ z, n }) ? z : NULL;
}

static bool fits_len(Str s) {
	Len l;
	return len_parse(s, &l);
}

static bool fits_decimal(Str s) {
	int32_t d;
	return decimal_parse(s, &d);
}

bool yaml_len(Job *job, const Yaml *node, Len *out) {
	if (!node)
		return false;
	if (node->kind == YAML_SCALAR && len_parse(node->scalar, out))
		return true;
	refuse(job, node, "a length");
	const char *guess = node->kind == YAML_SCALAR ? repaired(job, node->scalar, fits_len) : NULL;
	if (guess)
		diag_help(job->diag, "write %s", guess);
	else
		diag_help(job->diag, "write a number with a unit, like 9pt, 4.2mm, 1cm, 1in or 1pc");
	return false;
}

bool yaml_decimal(Job *job, const Yaml *node, int32_t *thousandths) {
	if (!node)
		return false;
	if (node->kind == YAML_SCALAR && decimal_parse(node->scalar, thousandths))
		return true;
	refuse(job, node, "a number");
	const char *guess = node->kind == YAML_SCALAR ? repaired(job, node->scalar, fits_decimal) : NULL;
	if (guess)
		diag_help(job->diag, "write %s", guess);
	else
		diag_help(job->diag, "write a number with a decimal point and at most three decimals, like 1.35");
	return false;
}

static bool parse_int(Str s, int *out) {
	size_t at = s.n > 0 && s.p[0] == '-';
	int64_t value = 0;
	if (at == s.n)
		return false;
	for (size_t i = at; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || value > INT32_MAX)
			return false;
		value = value * 10 + (s.p[i] - '0');
	}
	value = at ? -value : value;
	if (value > INT32_MAX || value < INT32_MIN)
		return false;
	*out = (int)value;
	return true;
}

bool yaml_int(Job *job, const Yaml *node, int min, int max, int *out) {
	int value;
	if (!node)
		return false;
	if (node->kind == YAML_SCALAR && parse_int(node->scalar, &value) && value >= min && value <= max) {
		*out = value;
		return true;
	}
	refuse(job, node, str_printf(job->arena, "a whole number from %d to %d", min, max).p);
	return false;
}

bool yaml_bool(Job *job, const Yaml *node, bool *out) {
	if (!node)
		return false;
	if (node->kind == YAML_SCALAR) {
		bool yes = str_is(node->scalar, "true") || str_is(node->scalar, "yes");
		if (yes || str_is(node->scalar, "false") || str_is(node->scalar, "no")) {
			*out = yes;
			return true;
		}
	}
	refuse(job, node, "true or false");
	return false;
}

static Str *strings_of(Arena *arena, const char *const *words, size_t *n) {
	*n = 0;
	while (words[*n])
		++*n;
	Str *strings = arena_array(arena, Str, *n);
	for (size_t i = 0; i < *n; i++)
		strings[i] = str_of(words[i]);
	return strings;
}

bool yaml_word(Job *job, const Yaml *node, const char *const *words, int *index) {
	if (!node)
		return false;
	for (int i = 0; node->kind == YAML_SCALAR && words[i]; i++) {
		if (str_is(node->scalar, words[i])) {
			*index = i;
			return true;
		}
	}
	size_t n;
	Str *candidates = strings_of(job->arena, words, &n);
	refuse(job, node, "one of the known words");
	diag_suggest(job->diag, node->scalar, candidates, n);
	return false;
}

/* "left", "margin-left", "right-edge", "x": words of one reading direction. */
static bool is_direction_word(Str key) {
	if (str_is(key, "x"))
		return true;
	for (size_t start = 0; start <= key.n;) {
		size_t end = str_find(key, "-", start);
		Str part = str_sub(key, start, end);
		if (str_is(part, "left") || str_is(part, "right"))
			return true;
		if (end == SIZE_MAX)
			break;
		start = end + 1;
	}
	return false;
}

static void refuse_key(Job *job, const Yaml *entry, const Str *known, size_t n) {
	if (is_direction_word(entry->key)) {
		diag_error(job->diag, entry->key_pos, RULE_DIRECTION_WORD,
		           "'" STR_FMT "' is not used: layouts serve both reading directions", STR_ARG(entry->key));
		if (str_is(entry->key, "x"))
			diag_help(job->diag, "say column and span, which count from the start edge");
		else
			diag_help(job->diag, "say start or end of reading, or inside or outside of the binding");
		return;
	}
	diag_error(job->diag, entry->key_pos, RULE_KEY_UNKNOWN, "unknown key '" STR_FMT "'", STR_ARG(entry->key));
	diag_suggest(job->diag, entry->key, known, n);
}

bool yaml_keys(Job *job, const Yaml *map, const char *const *known) {
	if (!yaml_is(job, map, YAML_MAP, "a map"))
		return false;
	size_t n;
	Str *candidates = strings_of(job->arena, known, &n);
	bool all_known = true;
	for (const Yaml *entry = map->first; entry; entry = entry->next) {
		size_t i = 0;
		while (i < n && !str_eq(candidates[i], entry->key))
			i++;
		if (i < n)
			continue;
		all_known = false;
		refuse_key(job, entry, candidates, n);
	}
	return all_known;
}
