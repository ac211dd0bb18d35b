/* -l names languages of the issue; they are set in the issue's own order, whatever the order of their naming. */
#include "cli/cli.h"

#include "translate/pseudo.h"

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

static bool check_names(Job *job, const Issue *issue, Str list, bool pseudo) {
	bool good = true;
	for (size_t start = 0; start <= list.n;) {
		size_t end = str_find(list, ",", start);
		Str name = str_trim(str_sub(list, start, end));
		bool known = pseudo && pseudo_is_language(name);
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

static bool check_pseudo(Job *job, Str list) {
	bool good = true;
	for (size_t start = 0; start <= list.n;) {
		size_t end = str_find(list, ",", start);
		Str name = str_trim(str_sub(list, start, end));
		if (!pseudo_is_language(name)) {
			good = diag_error(job->diag, POS_NONE, RULE_USAGE, "'" STR_FMT "' is not a pseudo-language", STR_ARG(name));
			diag_suggest(job->diag, name, pseudo_languages, 2);
		}
		if (end == SIZE_MAX)
			break;
		start = end + 1;
	}
	return good;
}

Setting *cli_choose_languages(Job *job, const Options *options, const Issue *issue, size_t *count) {
	Str list = options->values[OPTION_LANGUAGE], pseudo = options->values[OPTION_PSEUDO];
	bool all = list.n == 0 && (pseudo.n == 0 || options->given[OPTION_ALL]);
	size_t pseudo_count = 0;
	*count = 0;
	if ((list.n && !check_names(job, issue, list, true)) || (pseudo.n && !check_pseudo(job, pseudo)))
		return NULL;
	while (pseudo_languages[pseudo_count].n)
		pseudo_count++;
	Setting *settings = arena_array(job->arena, Setting, issue->language_count + pseudo_count + 1);
	for (size_t i = 0; i < issue->language_count; i++)
		if (all || is_named(list, issue->languages[i]))
			settings[(*count)++].language = issue->languages[i];
	for (size_t i = 0; i < pseudo_count; i++)
		if (is_named(list, pseudo_languages[i]) || is_named(pseudo, pseudo_languages[i]))
			settings[(*count)++].language = pseudo_languages[i];
	return settings;
}

Str *cli_choose_translations(Job *job, const Options *options, const Issue *issue, size_t *count) {
	Str list = options->values[OPTION_LANGUAGE];
	*count = 0;
	if (list.n && !check_names(job, issue, list, false))
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
