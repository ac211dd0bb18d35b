/* issue.yaml: which articles, in which order, on which pages; dates and languages; no text. Every value is checked
 * here for its form; whether an article exists is seen when a language is read (edition.c), whether a template does,
 * in document/. */
#include "issue/issue.h"

#include "base/file.h"
#include "base/yaml.h"
#include "issue/reader.h"

static const KeyRow rows[] = {
#define KEY(of, key, type, wanted, help) { of, key, type, wanted, help },
#include "issue/keys.def"
#undef KEY
};

const Keys issue_keys = { rows, sizeof rows / sizeof *rows };

void issue_schema(Arena *arena, Buf *out) {
	struct { KeyRow *at; size_t n, room; } all = { 0 };
	for (size_t i = 0; i < issue_keys.n; i++)
		*list_push(arena, &all) = issue_keys.at[i];
	for (int rule = 0; rule < RULE_COUNT; rule++)
		*list_push(arena, &all) = (KeyRow){ "rules", rule_name((Rule)rule), "word ignore|note|warning|error", NULL, rule_summary((Rule)rule) };
	keys_schema(arena, (Keys){ all.at, all.n }, "issue", "Quoin: issue.yaml", out);
}

static Str read_scalar(Job *job, const Yaml *map, const char *key, const char *what) {
	const Yaml *node = yaml_find(map, key);
	if (!node || !yaml_is(job, node, YAML_SCALAR, what))
		return STR("");
	return node->scalar;
}

static bool read_tag(Job *job, const Yaml *node, Str *out) {
	if (!yaml_is(job, node, YAML_SCALAR, "a language tag"))
		return false;
	*out = node->scalar;
	if (issue_is_language(node->scalar))
		return true;
	diag_error(job->diag, node->pos, RULE_LANGUAGE_TAG, "'" STR_FMT "' is no language tag", STR_ARG(node->scalar));
	diag_help(job->diag, "write a tag like en, ar or zh-Hans");
	return false;
}

static void read_period(Job *job, Issue *issue, const Yaml *map) {
	const Yaml *node = yaml_find(map, "period");
	if (!node || !yaml_is(job, node, YAML_SCALAR, "a period such as 2007-Q4"))
		return;
	Str s = node->scalar;
	bool good =
		(s.n == 4 || s.n == 7) && (s.n == 4 || (s.p[4] == '-' && s.p[5] == 'Q' && s.p[6] >= '1' && s.p[6] <= '4'));
	int year = 0;
	for (size_t i = 0; i < 4 && good; i++) {
		good = s.p[i] >= '0' && s.p[i] <= '9';
		year = year * 10 + (s.p[i] - '0');
	}
	if (!good) {
		diag_error(job->diag, node->pos, RULE_VALUE_INVALID, "'" STR_FMT "' is no period", STR_ARG(s));
		diag_help(job->diag, "write a year and quarter, as in 2007-Q4, or a year");
		return;
	}
	issue->year = year;
	issue->quarter = s.n == 7 ? s.p[6] - '0' : 0;
}

static void read_date(Job *job, Issue *issue, const Yaml *map) {
	const Yaml *node = yaml_find(map, "date");
	if (!node || !yaml_is(job, node, YAML_SCALAR, "a date") || date_parse(node->scalar, &issue->date))
		return;
	diag_error(job->diag, node->pos, RULE_DATE_INVALID, "'" STR_FMT "' is no day", STR_ARG(node->scalar));
	diag_help(job->diag, "write year-month-day, as in 2007-12-14");
}

static void read_languages(Job *job, Issue *issue, const Yaml *map) {
	const Yaml *source = yaml_find(map, "source"), *list = yaml_find(map, "languages");
	if (source)
		read_tag(job, source, &issue->source);
	if (!list || !yaml_is(job, list, YAML_LIST, "a list of languages"))
		return;
	issue->languages = arena_array(job->arena, Str, list->count + 1);
	bool has_source = false;
	for (const Yaml *node = list->first; node; node = node->next) {
		Str tag;
		if (!read_tag(job, node, &tag))
			continue;
		bool twice = false;
		for (size_t i = 0; i < issue->language_count; i++)
			twice = twice || str_eq(issue->languages[i], tag);
		if (twice) {
			diag_error(job->diag, node->pos, RULE_VALUE_INVALID, "the language '" STR_FMT "' stands twice",
			           STR_ARG(tag));
			diag_help(job->diag, "take one of the two out");
			continue;
		}
		has_source = has_source || str_eq(tag, issue->source);
		issue->languages[issue->language_count++] = tag;
	}
	if (issue->source.n && !has_source) {
		diag_error(job->diag, list->pos, RULE_VALUE_INVALID,
		           "the source language '" STR_FMT "' is not among the languages", STR_ARG(issue->source));
		diag_help(job->diag, "add it to the list");
	}
}

/* It becomes the name of a folder. */
static void read_edition(Job *job, Issue *issue, const Yaml *map) {
	const Yaml *node = yaml_find(map, "edition");
	Str name = read_scalar(job, map, "edition", "a name such as 2007-4");
	bool good = name.n > 0 && name.n <= 60 && name.p[0] != '.' && name.p[0] != '-' && name.p[0] != '_';
	for (size_t i = 0; i < name.n && good; i++) {
		char c = name.p[i], letter = c | 32;
		good = (c >= '0' && c <= '9') || (letter >= 'a' && letter <= 'z') || c == '-' || c == '_' || c == '.';
	}
	issue->edition = good ? name : STR("edition");
	if (good || !node || node->kind != YAML_SCALAR)
		return;
	diag_error(job->diag, node->pos, RULE_VALUE_INVALID, "this cannot be an edition's name");
	diag_help(job->diag, "use letters a-z, digits, hyphens and dots, as in 2007-4: files are put into a folder of that name");
}

static void read_numbers(Job *job, Issue *issue, const Yaml *map) {
	keys_int(job, map, issue_keys, "issue", "number", &issue->number);
	keys_int(job, map, issue_keys, "issue", "volume", &issue->volume);
}

/* What is thought of a rule in this issue; the command line has said so before and goes first. */
static void read_rules(Job *job, const Yaml *map) {
	static const char *const levels[] = { "ignore", "note", "warning", "error", NULL };
	const Yaml *list = yaml_find(map, "rules");
	if (!list || !yaml_is(job, list, YAML_MAP, "a map of rules, as in { line-loose: ignore }"))
		return;
	const uint8_t *before = job->diag->levels;
	for (const Yaml *node = list->first; node; node = node->next) {
		Rule rule;
		int level;
		if (diag_find_rule(job->diag, node->key_pos, RULE_VALUE_INVALID, node->key, &rule) && yaml_word(job, node, levels, &level) &&
		    !(before && before[rule]))
			diag_set_level(job->diag, rule, (RuleLevel)(LEVEL_IGNORE + level));
	}
}

static void read_layout(Job *job, Issue *issue, const Yaml *map) {
	Str name = read_scalar(job, map, "layout", "the layout's path, from the issue's folder");
	if (name.n == 0)
		return;
	issue->layout = path_join(job->arena, issue->folder, name);
	issue->layout_pos = yaml_find(map, "layout")->pos;
}

Issue *issue_read(Job *job, Str folder) {
	bool names_file = str_ends(folder, ".yaml");
	Str path = names_file ? folder : path_join(job->arena, folder, STR("issue.yaml"));
	folder = names_file ? path_folder(folder) : folder;
	SourceFile *file = file_read(job->arena, job->diag, path, POS_NONE);
	if (!file)
		return NULL;
	Yaml *map = yaml_read(job, file);
	if (!map || !yaml_is(job, map, YAML_MAP, "a map of keys such as edition, date and pages"))
		return NULL;
	Issue *issue = arena_new(job->arena, Issue);
	issue->folder = str_copy(job->arena, folder);
	issue->file = file;
	keys_check(job, map, issue_keys, "issue");
	keys_require(job, map, issue_keys, "issue", (Pos){ file, 0, 0 });
	read_edition(job, issue, map);
	issue->publisher = read_scalar(job, map, "publisher", "a name");
	read_date(job, issue, map);
	read_period(job, issue, map);
	read_numbers(job, issue, map);
	read_languages(job, issue, map);
	issue_read_missing(job, issue, yaml_find(map, "missing"));
	read_layout(job, issue, map);
	read_rules(job, map);
	issue_read_pages(job, issue, yaml_find(map, "pages"));
	return issue;
}
