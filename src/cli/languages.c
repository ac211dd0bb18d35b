/* -l names languages of the issue; they are set in the issue's own order, whatever the order of their naming. */
#include "cli/cli.h"

static bool is_named(Str list, Str language) {
	for (size_t start = 0; start <= list.n;) {
		size_t end = str_find(list, ",", start);
		if (str_eq(str_trim(str_sub(list, start, end)), language))
			return true;
		if (end == SIZE_MAX)
			break;
		start = end + 1;
	}
	return false;
}

static bool check_names(Job *job, const Issue *issue, Str list) {
	bool good = true;
	for (size_t start = 0; start <= list.n;) {
		size_t end = str_find(list, ",", start);
		Str name = str_trim(str_sub(list, start, end));
		bool known = false;
		for (size_t i = 0; i < issue->language_count; i++)
			known |= str_eq(name, issue->languages[i]);
		if (!known) {
			good = diag_error(job->diag, POS_NONE, RULE_USAGE, "'" STR_FMT "' is not a language of this issue", STR_ARG(name));
			diag_suggest(job->diag, name, issue->languages, issue->language_count);
			diag_help(job->diag, "a new language is added to 'languages' in issue.yaml");
		}
		if (end == SIZE_MAX)
			break;
		start = end + 1;
	}
	return good;
}

Setting *cli_choose_languages(Job *job, const Options *options, const Issue *issue, size_t *count) {
	Str list = options->values[OPTION_LANGUAGE];
	*count = 0;
	if (list.n && !check_names(job, issue, list))
		return NULL;
	Setting *settings = arena_array(job->arena, Setting, issue->language_count + 1);
	for (size_t i = 0; i < issue->language_count; i++)
		if (list.n == 0 || is_named(list, issue->languages[i]))
			settings[(*count)++].language = issue->languages[i];
	return settings;
}

Str *cli_choose_translations(Job *job, const Options *options, const Issue *issue, size_t *count) {
	Str list = options->values[OPTION_LANGUAGE];
	*count = 0;
	if (list.n && !check_names(job, issue, list))
		return NULL;
	if (is_named(list, issue->source)) {
		diag_error(job->diag, POS_NONE, RULE_USAGE, "'" STR_FMT "' is the source; it is not translated", STR_ARG(issue->source));
		return NULL;
	}
	Str *languages = arena_array(job->arena, Str, issue->language_count + 1);
	for (size_t i = 0; i < issue->language_count; i++)
		if (!str_eq(issue->languages[i], issue->source) && (list.n == 0 || is_named(list, issue->languages[i])))
			languages[(*count)++] = issue->languages[i];
	return languages;
}
