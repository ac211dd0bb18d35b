/* How a language divides words: its dictionary and the rules round it. A dictionary is looked for beside the language
 * files, where a team's own would be; then among those that `make hyphens` made (named hyph-TAG.dic), in hyphen/ beside
 * layouts/ when installed, in build/hyphen/ in a working tree; then among the system's. Without it words stay whole. */
#include "base/file.h"
#include "locale/data.h"

#define DICTIONARIES "/usr/share/hyphen"
#define HYPHEN "\u2010"

static bool is_exception(Str word) {
	bool letter = false;
	size_t at = 0;
	while (at < word.n) {
		uint32_t c = utf8_next(word, &at);
		if (c == ' ' || (c < 0x80 && c != '-' && c != '\'' && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z')))
			return false;
		letter |= c != '-';
	}
	return letter && !str_starts(word, "-") && !str_ends(word, "-");
}

static void read_exceptions(Job *job, const Yaml *list, Hyphenation *out) {
	if (!yaml_is(job, list, YAML_LIST, "a list of words such as ta-ble"))
		return;
	out->exceptions = arena_array(job->arena, Str, list->count);
	for (const Yaml *item = list->first; item != NULL; item = item->next) {
		if (item->kind == YAML_SCALAR && is_exception(item->scalar)) {
			out->exceptions[out->exception_count++] = item->scalar;
			continue;
		}
		diag_error(job->diag, item->pos, RULE_VALUE_INVALID, "an exception is one word");
		diag_help(job->diag, "write it with hyphens where it may be divided: ta-ble; without a hyphen it stays whole");
	}
}

static void report_absent(Job *job, const Hyphenation *hyphenation, const Yaml *node) {
	bool made = str_starts(node->scalar, "hyph-");
	diag_warning(job->diag, node->pos, RULE_HYPHENATION_MISSING,
	             "the hyphenation dictionary '" STR_FMT "' is not installed, so words stay whole", STR_ARG(node->scalar));
	if (hyphenation->package.n == 0)
		diag_help(job->diag, "put it beside the language files, or into " DICTIONARIES);
	else if (made)
		diag_help(job->diag, "'make hyphens' makes it from the Debian package " STR_FMT, STR_ARG(hyphenation->package));
	else
		diag_help(job->diag, "install the Debian package " STR_FMT, STR_ARG(hyphenation->package));
}

static void find_dictionary(Job *job, Hyphenation *out, Str folder, const Yaml *node) {
	Str home = path_join(job->arena, folder, STR("../.."));
	const Str folders[] = { folder, path_join(job->arena, home, STR("hyphen")),
		path_join(job->arena, home, STR("build/hyphen")), STR(DICTIONARIES) };
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		Str path = path_join(job->arena, folders[i], node->scalar);
		if (!file_exists(path))
			continue;
		out->dictionary = path;
		return;
	}
	report_absent(job, out, node);
}

/* Dictionaries lie in folders of their own; a path would lead elsewhere. */
static bool is_file_name(Job *job, const Yaml *node) {
	Str name = node->scalar;
	bool good = name.n > 0 && name.p[0] != '.';
	for (size_t i = 0; i < name.n && good; i++)
		good = name.p[i] != '/' && name.p[i] != '\0';
	if (good)
		return true;
	diag_error(job->diag, node->pos, RULE_VALUE_INVALID, "a dictionary is named without a folder");
	diag_help(job->diag, "put the file beside the language files, and write its name alone");
	return false;
}

void hyphenation_read(Job *job, Locale *locale, Str folder, const Yaml *root) {
	Hyphenation *out = &locale->hyphenation;
	*out = (Hyphenation){ .start = 2, .end = 2, .ladder = 2, .min_word = 5, .mark = STR(HYPHEN) };
	const Yaml *map = locale_read_map(job, root, "hyphenation");
	if (map == NULL)
		return;
	locale_read_text(job, map, "package", &out->package);
	locale_read_text(job, map, "mark", &out->mark);
	locale_read_text(job, map, "vowels", &out->vowels);
	keys_int(job, map, locale_keys, "hyphenation", "start", &out->start);
	keys_int(job, map, locale_keys, "hyphenation", "end", &out->end);
	keys_int(job, map, locale_keys, "hyphenation", "ladder", &out->ladder);
	keys_int(job, map, locale_keys, "hyphenation", "min-word", &out->min_word);
	const Yaml *dictionary = yaml_find(map, "dictionary"), *exceptions = yaml_find(map, "exceptions"),
			   *repeat = yaml_find(map, "repeat-hyphen");
	if (repeat != NULL)
		yaml_bool(job, repeat, &out->repeat_hyphen);
	if (dictionary != NULL && yaml_is(job, dictionary, YAML_SCALAR, "a file's name") && is_file_name(job, dictionary))
		find_dictionary(job, out, folder, dictionary);
	if (exceptions != NULL)
		read_exceptions(job, exceptions, out);
}
