/* A language is a file of layouts/languages and what ICU knows of it. The file is read once; the script, if it is not
 * named, and the direction come from ICU's likely subtags. The Gregorian calendar is pinned unless the file names
 * another. A language of which ICU has no data is reported, since ICU would write English dates in its place: it names
 * another language for its numbers, and its own months. */
#include <stdio.h>
#include <string.h>

#include <unicode/uloc.h>
#include <unicode/ulocdata.h>
#include <unicode/unumsys.h>
#include <unicode/ures.h>

#include "base/file.h"
#include "locale/data.h"

bool locale_read_text(Job *job, const Yaml *map, const char *key, Str *out) {
	const Yaml *node = yaml_find(map, key);
	if (node == NULL || !yaml_is(job, node, YAML_SCALAR, "a text"))
		return false;
	*out = node->scalar;
	return true;
}

const Yaml *locale_read_map(Job *job, const Yaml *root, const char *key) {
	const Yaml *node = yaml_find(root, key);
	if (node == NULL || !yaml_is(job, node, YAML_MAP, "a map"))
		return NULL;
	keys_check(job, node, locale_keys, key);
	return node;
}

/* "fr" of "fr-CA", "es" of "es-419"; empty for a tag that does not end in a region. */
static Str without_region(Str tag) {
	size_t hyphen = tag.n, digits = 0;
	while (hyphen > 0 && tag.p[hyphen - 1] != '-')
		hyphen--;
	Str last = str_sub(tag, hyphen, tag.n);
	for (size_t i = 0; i < last.n; i++)
		digits += last.p[i] >= '0' && last.p[i] <= '9';
	bool region = hyphen > 0 && ((last.n == 2 && digits == 0) || (last.n == 3 && digits == 3));
	return region ? str_sub(tag, 0, hyphen - 1) : STR("");
}

static Str default_digits(Job *job, Str tag) {
	UErrorCode status = U_ZERO_ERROR;
	char id[ULOC_FULLNAME_CAPACITY];
	int32_t parsed = 0;
	uloc_forLanguageTag(str_z(job->arena, tag), id, sizeof id, &parsed, &status);
	UNumberingSystem *system = unumsys_open(id, &status);
	Str name = U_SUCCESS(status) ? str_copy(job->arena, str_of(unumsys_getName(system))) : STR("");
	unumsys_close(system);
	return name;
}

/* A language's file serves its regions too: "ar-u-nu-arab" is "ar-MA-u-nu-latn" in Morocco, where ICU has other digits for the region
 * than for the language. */
static Str of_region(Job *job, const Locale *locale, Str icu) {
	size_t extension = str_find(icu, "-u-", 0), digits = str_find(icu, "-nu-", 0);
	Str regional = str_printf(job->arena, STR_FMT STR_FMT, STR_ARG(locale->tag), STR_ARG(str_sub(icu, extension, icu.n)));
	if (digits == SIZE_MAX)
		return regional;
	size_t end = str_find(icu, "-", digits + 4);
	Str own = str_sub(icu, digits + 4, end), usual = default_digits(job, str_sub(icu, 0, extension)), here = default_digits(job, locale->tag);
	if (!str_eq(own, usual) || !here.n)
		return regional;
	return str_printf(job->arena, STR_FMT STR_FMT "-nu-" STR_FMT STR_FMT, STR_ARG(locale->tag), STR_ARG(str_sub(icu, extension, digits)),
	                  STR_ARG(here), STR_ARG(str_sub(icu, end, icu.n)));
}

/* Whether the file is that of the language, and the tag says a region. */
static bool is_regional(Job *job, const Locale *locale) {
	Str wider = without_region(locale->tag);
	return wider.n > 0 && str_ends(locale->file->path, str_z(job->arena, str_printf(job->arena, "/" STR_FMT ".yaml", STR_ARG(wider))));
}

/* "ar-u-nu-arab" as ICU's own identifier, with the calendar pinned. */
static void resolve_icu(Job *job, Locale *locale, const Yaml *node) {
	LocaleData *data = locale->data;
	Str tag = node != NULL ? node->scalar : locale->tag;
	if (node != NULL && is_regional(job, locale))
		tag = of_region(job, locale, tag);
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

/* Scripts that are several, or a part of one, by the name that most of their characters have. */
static Str script_of_characters(Str script) {
	static const char *const names[][2] = { { "Hans", "Hani" }, { "Hant", "Hani" }, { "Jpan", "Hani" },
		{ "Kore", "Hang" }, { "Aran", "Arab" }, { "Latf", "Latn" }, { "Cyrs", "Cyrl" } };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_is(script, names[i][0]))
			return str_of(names[i][1]);
	return script;
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
	locale->script = script_of_characters(locale->script);
	snprintf(direction, sizeof direction, "und_%.4s", locale->script.p);
	locale->rtl = uloc_isRightToLeft(direction);
}

static void read_binding(Job *job, Locale *locale, const Yaml *node) {
	static const char *const sides[] = { "left", "right", NULL };
	int side = locale->rtl;
	if (node != NULL)
		yaml_word(job, node, sides, &side);
	locale->bound_right = side == 1;
}

/* Four marks, or as ICU has them. */
static void read_quotes(Job *job, Locale *locale, const Yaml *node) {
	static const ULocaleDataDelimiterType kinds[] = { ULOCDATA_QUOTATION_START, ULOCDATA_QUOTATION_END,
		ULOCDATA_ALT_QUOTATION_START, ULOCDATA_ALT_QUOTATION_END };
	UErrorCode status = U_ZERO_ERROR;
	ULocaleData *data = ulocdata_open(locale->data->id, &status);
	for (int i = 0; i < 4 && U_SUCCESS(status); i++) {
		UChar mark[8];
		int32_t n = ulocdata_getDelimiter(data, kinds[i], mark, 8, &status);
		locale->quotes[i] = U_SUCCESS(status) ? utf8_of_utf16(job->arena, mark, n) : STR("");
	}
	ulocdata_close(data);
	if (node == NULL || !yaml_is(job, node, YAML_LIST, "a list of four marks"))
		return;
	int n = 0;
	for (const Yaml *item = node->first; item != NULL && n < 4; item = item->next)
		if (item->kind == YAML_SCALAR && item->scalar.n > 0)
			locale->quotes[n++] = item->scalar;
	if (n == 4 && node->count == 4)
		return;
	diag_error(job->diag, node->pos, RULE_VALUE_INVALID,
	           "'quotes' has four marks: outer opening and closing, inner opening and closing");
	diag_help(job->diag, "write for instance [\"“\", \"”\", \"‘\", \"’\"]");
}

/* A language of a region without a file of its own is written as the language is. */
static const SourceFile *read_file(Job *job, Str folder, Str tag) {
	Str path = path_join(job->arena, folder, str_printf(job->arena, STR_FMT ".yaml", STR_ARG(tag))), wider = without_region(tag);
	if (file_exists(path))
		return file_read(job->arena, job->diag, path, POS_NONE);
	Str above = path_join(job->arena, folder, str_printf(job->arena, STR_FMT ".yaml", STR_ARG(wider)));
	if (wider.n && file_exists(above))
		return file_read(job->arena, job->diag, above, POS_NONE);
	diag_error(job->diag, POS_NONE, RULE_LANGUAGE_UNKNOWN, "there is no file for the language '" STR_FMT "'",
	           STR_ARG(tag));
	diag_help(job->diag, "add " STR_FMT "; layouts/README.md tells how", STR_ARG(path));
	job->diag->write_failed = true;
	return NULL;
}

static void read_abbreviations(Job *job, Locale *locale, const Yaml *list) {
	if (list == NULL || !yaml_is(job, list, YAML_LIST, "a list of texts such as Dr."))
		return;
	locale->abbreviations = arena_array(job->arena, Str, list->count);
	for (const Yaml *item = list->first; item != NULL; item = item->next)
		if (yaml_is(job, item, YAML_SCALAR, "a text such as Dr."))
			locale->abbreviations[locale->abbreviation_count++] = item->scalar;
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

/* A language that borrows English numbers would borrow English months with them. */
static void check_dates(Job *job, const Locale *locale, const Yaml *icu) {
	bool english = str_is(locale->tag, "en") || str_starts(locale->tag, "en-");
	if (icu == NULL || english || !str_starts(icu->scalar, "en") || locale->data->own_dates.months[0].n > 0)
		return;
	diag_error(job->diag, icu->pos, RULE_LANGUAGE_DATA_MISSING, "dates would be written in English");
	diag_help(job->diag, "give the names of the months under 'dates', or another language under 'icu'");
}

Locale *locale_read(Job *job, Str layouts_folder, Str tag) {
	const SourceFile *file = read_file(job, path_join(job->arena, layouts_folder, STR("languages")), tag);
	return file != NULL ? locale_read_file(job, layouts_folder, tag, file) : NULL;
}

Locale *locale_read_file(Job *job, Str layouts_folder, Str tag, const SourceFile *file) {
	Str folder = path_join(job->arena, layouts_folder, STR("languages"));
	const Yaml *root = yaml_read(job, file);
	if (root == NULL || !yaml_is(job, root, YAML_MAP, "a map"))
		return NULL;
	keys_check(job, root, locale_keys, "language");
	Locale *locale = arena_new(job->arena, Locale);
	locale->data = arena_new(job->arena, LocaleData);
	locale->data->arena = job->arena;
	locale->file = file;
	locale->tag = str_copy(job->arena, tag);
	locale->name = locale->tag;
	locale_read_text(job, root, "name", &locale->name);
	const Yaml *icu = yaml_find(root, "icu");
	resolve_icu(job, locale, icu != NULL && yaml_is(job, icu, YAML_SCALAR, "a language tag") ? icu : NULL);
	resolve_script(job, locale, yaml_find(root, "script"));
	read_binding(job, locale, yaml_find(root, "binding"));
	read_quotes(job, locale, yaml_find(root, "quotes"));
	hyphenation_read(job, locale, folder, root);
	counters_read(job, locale, root);
	const Yaml *spaces = locale_read_map(job, root, "spaces"),
			   *dates = locale_read_map(job, root, "dates");
	if (spaces != NULL) {
		locale_read_text(job, spaces, "thin-before", &locale->thin_before);
		locale_read_text(job, spaces, "before", &locale->space_before);
		locale_read_text(job, spaces, "after", &locale->space_after);
		locale_read_text(job, spaces, "hold-words", &locale->hold_words);
		const Yaml *dash = yaml_find(spaces, "hold-dash");
		if (dash != NULL)
			yaml_bool(job, dash, &locale->hold_dash);
	}
	locale_read_text(job, dates, "first-day", &locale->data->first_day);
	own_dates_read(job, locale, dates);
	check_dates(job, locale, icu);
	read_day_range(job, locale, yaml_find(dates, "day-range"));
	read_abbreviations(job, locale, yaml_find(root, "abbreviations"));
	const Yaml *messages = yaml_find(root, "messages");
	if (messages == NULL)
		diag_error(job->diag, root->pos, RULE_KEY_MISSING, "a language needs 'messages'");
	else if (yaml_is(job, messages, YAML_MAP, "a map of messages"))
		messages_read(job, locale, messages);
	return locale;
}

/* As ICU has it; else what the other calls itself. */
Str locale_language_name(const Locale *locale, Arena *arena, const Locale *other) {
	UChar name[128];
	char id[ULOC_FULLNAME_CAPACITY], reader[ULOC_FULLNAME_CAPACITY];
	UErrorCode status = U_ZERO_ERROR;
	int32_t parsed;
	uloc_forLanguageTag(str_z(arena, other->tag), id, sizeof id, &parsed, &status);
	uloc_forLanguageTag(str_z(arena, locale->tag), reader, sizeof reader, &parsed, &status);
	int32_t n = uloc_getDisplayName(id, reader, name, sizeof name / sizeof *name, &status);
	if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING || n == 0 || n >= (int32_t)(sizeof name / sizeof *name))
		return other->name;
	return utf8_of_utf16(arena, name, n);
}
