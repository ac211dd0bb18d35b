/* A language is a file of layouts/languages and what ICU knows of it. The file is read once; the script, if it is not
 * named, and the direction come from ICU's likely subtags. The Gregorian calendar is pinned unless the file names
 * another. A language of which ICU has no data is reported, since ICU would write English dates in its place. */
#include <stdio.h>
#include <string.h>

#include <unicode/uloc.h>
#include <unicode/ures.h>

#include "base/file.h"
#include "locale/data.h"

#define DICTIONARIES "/usr/share/hyphen"

static const char *const top_keys[] = { "name", "icu", "script", "hyphenation", "spaces", "dates", "messages", NULL };
static const char *const hyphenation_keys[] = { "dictionary", "package",  "start",      "end",
	                                            "ladder",     "min-word", "exceptions", NULL };
static const char *const spaces_keys[] = { "thin-before", "before", "after", NULL };
static const char *const dates_keys[] = { "first-day", "day-range", NULL };

static bool read_text(Job *job, const Yaml *map, const char *key, Str *out) {
	const Yaml *node = yaml_find(map, key);
	if (node == NULL || !yaml_is(job, node, YAML_SCALAR, "a text"))
		return false;
	*out = node->scalar;
	return true;
}

static const Yaml *read_map(Job *job, const Yaml *root, const char *key, const char *const *known) {
	const Yaml *node = yaml_find(root, key);
	if (node == NULL || !yaml_is(job, node, YAML_MAP, "a map"))
		return NULL;
	yaml_keys(job, node, known);
	return node;
}

static void read_int(Job *job, const Yaml *map, const char *key, int min, int max, int *out) {
	const Yaml *node = yaml_find(map, key);
	if (node != NULL)
		yaml_int(job, node, min, max, out);
}

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

/* A file of the team's own, beside the language files, comes before the system's. */
static void find_dictionary(Job *job, Locale *locale, Str folder, const Yaml *node) {
	Hyphenation *out = &locale->hyphenation;
	Str own = path_join(job->arena, folder, node->scalar),
		system = path_join(job->arena, STR(DICTIONARIES), node->scalar);
	if (file_exists(own)) {
		out->dictionary = own;
	} else if (file_exists(system)) {
		out->dictionary = system;
	} else {
		diag_error(job->diag, node->pos, RULE_HYPHENATION_MISSING,
		           "the hyphenation dictionary '" STR_FMT "' is not installed", STR_ARG(node->scalar));
		job->diag->write_failed = true;
		if (out->package.n > 0)
			diag_help(job->diag, "install the Debian package " STR_FMT, STR_ARG(out->package));
		else
			diag_help(job->diag, "put it beside the language files, or into " DICTIONARIES);
	}
}

static void read_hyphenation(Job *job, Locale *locale, Str folder, const Yaml *root) {
	Hyphenation *out = &locale->hyphenation;
	*out = (Hyphenation){ .start = 2, .end = 2, .ladder = 2, .min_word = 5 };
	const Yaml *map = read_map(job, root, "hyphenation", hyphenation_keys);
	if (map == NULL)
		return;
	read_text(job, map, "package", &out->package);
	read_int(job, map, "start", 1, 9, &out->start);
	read_int(job, map, "end", 1, 9, &out->end);
	read_int(job, map, "ladder", 1, 9, &out->ladder);
	read_int(job, map, "min-word", 2, 20, &out->min_word);
	const Yaml *dictionary = yaml_find(map, "dictionary"), *exceptions = yaml_find(map, "exceptions");
	if (dictionary != NULL && yaml_is(job, dictionary, YAML_SCALAR, "a file's name"))
		find_dictionary(job, locale, folder, dictionary);
	if (exceptions != NULL)
		read_exceptions(job, exceptions, out);
}

/* "ar-u-nu-arab" as ICU's own identifier, with the calendar pinned. */
static void resolve_icu(Job *job, Locale *locale, const Yaml *node) {
	LocaleData *data = locale->data;
	Str tag = node != NULL ? node->scalar : locale->tag;
	if (str_find(tag, "-ca-", 0) == SIZE_MAX)
		tag = str_printf(job->arena, str_find(tag, "-u-", 0) == SIZE_MAX ? "%.*s-u-ca-gregory" : "%.*s-ca-gregory",
		                 STR_ARG(tag));
	char id[ULOC_FULLNAME_CAPACITY];
	int32_t parsed = 0;
	UErrorCode status = U_ZERO_ERROR;
	uloc_forLanguageTag(str_z(job->arena, tag), id, sizeof id, &parsed, &status);
	if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING || parsed != (int32_t)tag.n) {
		diag_error(job->diag, node != NULL ? node->pos : (Pos){ locale->file, 0, 0 }, RULE_VALUE_INVALID,
			"'" STR_FMT "' is not a language tag", STR_ARG(tag));
		diag_help(job->diag, "write a tag of BCP 47, such as en-GB or ar-u-nu-arab");
		strcpy(id, "en@calendar=gregorian");
	}
	locale->icu = str_copy(job->arena, tag);
	data->id = str_z(job->arena, str_of(id));
	status = U_ZERO_ERROR;
	UResourceBundle *bundle = ures_open(NULL, id, &status);
	ures_close(bundle);
	if (status == U_USING_DEFAULT_WARNING || U_FAILURE(status)) {
		diag_error(job->diag, node != NULL ? node->pos : (Pos){ locale->file, 0, 0 }, RULE_LANGUAGE_DATA_MISSING,
			"ICU does not know how '" STR_FMT "' writes dates and numbers", STR_ARG(tag));
		diag_help(job->diag, "name under 'icu' a language whose dates and numbers can stand in for it");
	}
}

static void resolve_script(Job *job, Locale *locale, const Yaml *node) {
	char likely[ULOC_FULLNAME_CAPACITY], script[16], direction[32];
	UErrorCode status = U_ZERO_ERROR;
	if (node != NULL && yaml_is(job, node, YAML_SCALAR, "a script's code")) {
		locale->script = node->scalar;
	} else {
		char id[ULOC_FULLNAME_CAPACITY];
		int32_t parsed;
		uloc_forLanguageTag(str_z(job->arena, locale->tag), id, sizeof id, &parsed, &status);
		uloc_addLikelySubtags(id, likely, sizeof likely, &status);
		int32_t n = uloc_getScript(likely, script, sizeof script, &status);
		locale->script = U_SUCCESS(status) && n == 4 ? str_copy(job->arena, str_of(script)) : STR("Latn");
	}
	if (locale->script.n != 4) {
		diag_error(job->diag, node->pos, RULE_VALUE_INVALID, "'" STR_FMT "' is not a script's code",
		           STR_ARG(locale->script));
		diag_help(job->diag, "write the four letters of ISO 15924, such as Latn, Arab or Deva");
		locale->script = STR("Latn");
	}
	snprintf(direction, sizeof direction, "und_%.4s", locale->script.p);
	locale->rtl = uloc_isRightToLeft(direction);
}

static const SourceFile *read_file(Job *job, Str folder, Str tag) {
	Str path = path_join(job->arena, folder, str_printf(job->arena, STR_FMT ".yaml", STR_ARG(tag)));
	if (file_exists(path))
		return file_read(job->arena, job->diag, path, POS_NONE);
	diag_error(job->diag, POS_NONE, RULE_LANGUAGE_UNKNOWN, "there is no file for the language '" STR_FMT "'",
	           STR_ARG(tag));
	diag_help(job->diag, "add " STR_FMT "; layouts/README.md tells how", STR_ARG(path));
	job->diag->write_failed = true;
	return NULL;
}

static void read_day_range(Job *job, Locale *locale, const Yaml *node) {
	if (node == NULL || !yaml_is(job, node, YAML_SCALAR, "a text"))
		return;
	size_t from = str_find(node->scalar, "{from}", 0), to = str_find(node->scalar, "{to}", 0);
	if (from != SIZE_MAX && to != SIZE_MAX && from < to) {
		locale->data->day_range = node->scalar;
		return;
	}
	diag_error(job->diag, node->pos, RULE_VALUE_INVALID, "'day-range' must have {from} and {to}, in this order");
	diag_help(job->diag, "write for instance \"{from}–{to}\"");
}

Locale *locale_read(Job *job, Str layouts_folder, Str tag) {
	Str folder = path_join(job->arena, layouts_folder, STR("languages"));
	const SourceFile *file = read_file(job, folder, tag);
	const Yaml *root = file != NULL ? yaml_read(job, file) : NULL;
	if (root == NULL || !yaml_is(job, root, YAML_MAP, "a map"))
		return NULL;
	yaml_keys(job, root, top_keys);
	Locale *locale = arena_new(job->arena, Locale);
	locale->data = arena_new(job->arena, LocaleData);
	locale->data->arena = job->arena;
	locale->file = file;
	locale->tag = str_copy(job->arena, tag);
	locale->name = locale->tag;
	read_text(job, root, "name", &locale->name);
	const Yaml *icu = yaml_find(root, "icu");
	resolve_icu(job, locale, icu != NULL && yaml_is(job, icu, YAML_SCALAR, "a language tag") ? icu : NULL);
	resolve_script(job, locale, yaml_find(root, "script"));
	read_hyphenation(job, locale, folder, root);
	const Yaml *spaces = read_map(job, root, "spaces", spaces_keys), *dates = read_map(job, root, "dates", dates_keys);
	if (spaces != NULL) {
		read_text(job, spaces, "thin-before", &locale->thin_before);
		read_text(job, spaces, "before", &locale->space_before);
		read_text(job, spaces, "after", &locale->space_after);
	}
	read_text(job, dates, "first-day", &locale->data->first_day);
	read_day_range(job, locale, yaml_find(dates, "day-range"));
	const Yaml *messages = yaml_find(root, "messages");
	if (messages == NULL)
		diag_error(job->diag, root->pos, RULE_KEY_MISSING, "a language needs 'messages'");
	else if (yaml_is(job, messages, YAML_MAP, "a map of messages"))
		messages_read(job, locale, messages);
	return locale;
}
