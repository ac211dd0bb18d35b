/* The rules by name and number, from two tables: diag_codes.def says what each asks for, diag_help.def what to do about it. */
#include <assert.h>

#include "base/diag.h"

static const struct { const char *name, *summary; } rules[RULE_COUNT] = {
#define RULE(id, name, summary) { name, summary },
#include "base/diag_codes.def"
#undef RULE
};

static const char *const helps[RULE_COUNT] = {
#define HELP(id, text) [RULE_##id] = text,
#include "base/diag_help.def"
#undef HELP
};

static const char *const level_names[] = { "", "ignore", "note", "warning", "error" };

const char *rule_name(Rule rule) {
	assert((unsigned)rule < RULE_COUNT);
	return rules[rule].name;
}

const char *rule_summary(Rule rule) {
	assert((unsigned)rule < RULE_COUNT);
	return rules[rule].summary;
}

const char *rule_help(Rule rule) {
	assert((unsigned)rule < RULE_COUNT);
	return helps[rule] ? helps[rule] : "";
}

bool rule_of_name(Str name, Rule *out) {
	for (int i = 0; i < RULE_COUNT; i++) {
		if (str_is(name, rules[i].name)) {
			*out = (Rule)i;
			return true;
		}
	}
	return false;
}

bool rule_level_of_name(Str name, RuleLevel *out) {
	for (int i = LEVEL_IGNORE; i <= LEVEL_ERROR; i++) {
		if (str_is(name, level_names[i])) {
			*out = (RuleLevel)i;
			return true;
		}
	}
	return false;
}

void diag_set_level(Diag *diag, Rule rule, RuleLevel level) {
	uint8_t *levels = arena_array(diag->arena, uint8_t, RULE_COUNT);
	for (int i = 0; diag->levels && i < RULE_COUNT; i++)
		levels[i] = diag->levels[i];
	levels[rule] = (uint8_t)level;
	diag->levels = levels;
}

bool diag_find_rule(Diag *diag, Pos pos, Rule kind, Str name, Rule *out) {
	if (rule_of_name(name, out))
		return true;
	Str names[RULE_COUNT];
	for (int i = 0; i < RULE_COUNT; i++)
		names[i] = str_of(rules[i].name);
	diag_error(diag, pos, kind, "there is no rule '" STR_FMT "'", STR_ARG(name));
	diag_suggest(diag, name, names, RULE_COUNT);
	diag_help(diag, "'quoin list rules' names them all");
	return false;
}
