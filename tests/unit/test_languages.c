/* Every file of layouts/languages: it reads without a message, says all that Quoin prints, and writes its dates in its own
 * words. Then the keys that language files have beyond messages: counters, own dates, quotes, binding, dictionaries. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "layout/layout.h"
#include "locale/locale.h"
#include "support.h"

#define LANGUAGES_MAX 300

static size_t list_languages(char tags[LANGUAGES_MAX][32]) {
	struct dirent **entries;
	int count = scandir("layouts/languages", &entries, NULL, alphasort);
	size_t n = 0;
	for (int i = 0; i < count; i++) {
		size_t length = strlen(entries[i]->d_name);
		if (length > 5 && length < 32 && strcmp(entries[i]->d_name + length - 5, ".yaml") == 0 && n < LANGUAGES_MAX) {
			memcpy(tags[n], entries[i]->d_name, length - 5);
			tags[n++][length - 5] = '\0';
		}
		free(entries[i]);
	}
	free(entries);
	return n;
}

typedef void (*Check)(Job *job, const Locale *locale);

static void for_each_language(Check check) {
	char tags[LANGUAGES_MAX][32];
	size_t n = list_languages(tags);
	assert_true(n > 80);
	for (size_t i = 0; i < n; i++) {
		Job job = *job_make();
		const Locale *locale = locale_read(&job, STR("layouts"), str_of(tags[i]));
		if (!locale)
			fail_with_messages(&job, tags[i]);
		check(&job, locale);
		arena_free(job.arena);
	}
}

/* Macedonian and Albanian patterns come with a package that tests do not ask for. */
static void check_messages(Job *job, const Locale *locale) {
	bool may_miss_dictionary = str_is(locale->tag, "mk") || str_is(locale->tag, "sq");
	for (size_t i = 0; i < job->diag->messages.n; i++)
		if (job->diag->messages.at[i].rule != RULE_HYPHENATION_MISSING || !may_miss_dictionary)
			fail_with_messages(job, "a language file has mistakes");
	static const char *const keys[] = { "continued-on", "continued-from", "contents-title", "contents-entry-page", "issue-line", "quarter",
		"folio", "page-reference", "credit", "list-number", "note-continued", "untranslated-notice", "article-count" };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		assert_true(locale_has_message(locale, str_of(keys[i])));
}

static void every_language_reads_and_says_everything(void **state) {
	(void)state;
	for_each_language(check_messages);
}

/* Months share a name in many languages, so the whole year must differ, and every month among themselves. */
static void check_dates(Job *job, const Locale *locale) {
	static const char *const english[] = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
		"November", "December" };
	int alike = 0;
	Str months[12];
	for (int m = 0; m < 12; m++) {
		Str day = locale_date(locale, job->arena, 2007, m + 1, 15, STR("long"));
		months[m] = locale_date(locale, job->arena, 2007, m + 1, 0, STR("month"));
		alike += str_find(day, english[m], 0) != SIZE_MAX || str_find(months[m], english[m], 0) != SIZE_MAX;
		for (int k = 0; k < m; k++)
			if (str_eq(months[k], months[m]))
				fail_msg("%s: months %d and %d are alike", str_z(job->arena, locale->tag), k + 1, m + 1);
		Str year = locale_digits(locale, job->arena, 2007), number = locale_digits(locale, job->arena, 15);
		if (str_find(months[m], str_z(job->arena, year), 0) == SIZE_MAX || str_find(day, str_z(job->arena, number), 0) == SIZE_MAX ||
		    str_find(day, "M1", 0) != SIZE_MAX || str_find(day, "M0", 0) != SIZE_MAX)
			fail_msg("%s: '" STR_FMT "', '" STR_FMT "'", str_z(job->arena, locale->tag), STR_ARG(day), STR_ARG(months[m]));
	}
	bool is_english = str_is(locale->tag, "en") || str_starts(locale->tag, "en-");
	if (is_english != (alike == 12) || (!is_english && alike > 4))
		fail_msg("%s writes %d months in English", str_z(job->arena, locale->tag), alike);
}

static void dates_are_in_the_language_itself(void **state) {
	(void)state;
	for_each_language(check_dates);
}

static void check_ranges(Job *job, const Locale *locale) {
	const int from[] = { 2007, 12, 13 }, to[] = { 2007, 12, 15 }, next[] = { 2008, 1, 2 };
	Str days = locale_date_range(locale, job->arena, from, to, STR("long")), years = locale_date_range(locale, job->arena, from, next, STR("long"));
	Str first = locale_digits(locale, job->arena, 13), last = locale_digits(locale, job->arena, 15), year = locale_digits(locale, job->arena, 2008);
	bool good = str_find(days, str_z(job->arena, first), 0) < str_find(days, str_z(job->arena, last), 0) &&
	            str_find(years, str_z(job->arena, year), 0) != SIZE_MAX;
	if (!good || str_find(days, ",2", 0) != SIZE_MAX)
		fail_msg("%s: '" STR_FMT "', '" STR_FMT "'", str_z(job->arena, locale->tag), STR_ARG(days), STR_ARG(years));
}

static void ranges_of_days_begin_with_the_first(void **state) {
	(void)state;
	for_each_language(check_ranges);
}

static void check_lines(Job *job, const Locale *locale) {
	for (int i = 1; i <= 4; i++) {
		Argument quarter[] = { { .name = "quarter", .kind = ARGUMENT_NUMBER, .number = i }, { .name = "year", .kind = ARGUMENT_NUMBER, .number = 2007 } };
		Str one = str_copy(job->arena, locale_message(locale, job->arena, "quarter", quarter, 2));
		quarter[0].number = i % 4 + 1;
		assert_false(str_eq(one, locale_message(locale, job->arena, "quarter", quarter, 2)));
	}
	Argument page = { .name = "page", .kind = ARGUMENT_NUMBER, .number = 4 };
	assert_false(str_eq(locale_message(locale, job->arena, "continued-on", &page, 1), locale_message(locale, job->arena, "continued-from", &page, 1)));
	for (int i = 0; i < 4; i++)
		assert_true(locale->quotes[i].n > 0);
	assert_int_equal(locale->script.n, 4);
	assert_true(locale->hyphenation.start >= 1 && locale->hyphenation.end >= 1 && locale->hyphenation.ladder == 2);
}

static void quarters_differ_and_quotes_are_known(void **state) {
	(void)state;
	for_each_language(check_lines);
}

/* A script whose letters are never divided in its typography has no dictionary either. */
static Layout *layout_of_scripts(Job *job) {
	const SourceFile *plain = file_of_text(job->arena, STR("x.yaml"), STR("page: { size: A4 }\n"));
	const SourceFile *scripts = file_read(job->arena, job->diag, STR("layouts/typography.yaml"), POS_NONE);
	return layout_read_files(job, plain, scripts);
}

static void check_typography(Job *job, const Locale *locale) {
	const Typography *typography = layout_typography_for(layout_of_scripts(job), locale->script, locale->tag);
	if (typography->key.n == 0)
		fail_msg("%s: typography.yaml does not know " STR_FMT, str_z(job->arena, locale->tag), STR_ARG(locale->script));
	if (locale->hyphenation.dictionary.n > 0)
		assert_true(typography->hyphenate);
}

static void every_language_has_the_typography_of_its_script(void **state) {
	(void)state;
	for_each_language(check_typography);
}

typedef struct {
	const char *tag, *dictionary;
	int start, end;
	const char *mark;
} Hyphens;

static void dictionaries_are_found_and_bring_their_rules(void **state) {
	(void)state;
	static const Hyphens expected[] = {
		{ "de", "/usr/share/hyphen/hyph_de_DE.dic", 2, 2, "\u2010" }, { "ru", "build/hyphen/hyph-ru.dic", 2, 2, "\u2010" },
		{ "cs", "build/hyphen/hyph-cs.dic", 2, 3, "\u2010" },         { "fi", "build/hyphen/hyph-fi.dic", 2, 2, "\u2010" },
		{ "hy", "build/hyphen/hyph-hy.dic", 2, 2, "\u058A" },         { "ta", "/usr/share/hyphen/hyph_ta_IN.dic", 2, 2, "" },
		{ "am", "build/hyphen/hyph-am.dic", 2, 2, "" },               { "ur", "", 2, 2, "\u2010" },
		{ "vi", "", 2, 2, "\u2010" },                                 { "zh-Hans", "", 2, 2, "\u2010" },
	};
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		Job job = *job_make();
		Locale *locale = locale_read(&job, STR("layouts"), str_of(expected[i].tag));
		assert_str(locale->hyphenation.dictionary, expected[i].dictionary);
		assert_int_equal(locale->hyphenation.start, expected[i].start);
		assert_int_equal(locale->hyphenation.end, expected[i].end);
		assert_str(locale->hyphenation.mark, expected[i].mark);
		arena_free(job.arena);
	}
	Job job = *job_make();
	assert_true(locale_read(&job, STR("layouts"), STR("pl"))->hyphenation.repeat_hyphen);
	assert_false(locale_read(&job, STR("layouts"), STR("de"))->hyphenation.repeat_hyphen);
	assert_str(locale_read(&job, STR("layouts"), STR("cs"))->hold_words, "aAiIkKoOsSuUvVzZ");
	arena_free(job.arena);
}

static Str counted(const char *tag, Counter counter, int64_t number, Job *job) {
	return locale_counter(locale_read(job, STR("layouts"), str_of(tag)), job->arena, counter, number);
}

static void lists_count_as_the_language_does(void **state) {
	(void)state;
	Job job = *job_make();
	assert_str(counted("he", COUNTER_LIST, 9, &job), "ט");
	assert_str(counted("he", COUNTER_LIST, 15, &job), "טו");
	assert_str(counted("he", COUNTER_LIST, 16, &job), "טז");
	assert_str(counted("he", COUNTER_LIST, 27, &job), "כז");
	assert_str(counted("he", COUNTER_NOTE, 9, &job), "9");
	assert_str(counted("el-polyton", COUNTER_LIST, 6, &job), "στ");
	assert_str(counted("el-polyton", COUNTER_LIST, 26, &job), "κστ");
	assert_str(counted("am", COUNTER_LIST, 12, &job), "፲፪");
	assert_str(counted("fa", COUNTER_LIST, 12, &job), "۱۲");
	assert_str(counted("en", COUNTER_LIST, 12, &job), "12");
	assert_str(counted("he", COUNTER_LIST, 0, &job), "0");
	assert_str(counted("he", COUNTER_LIST, 1000000, &job), "1000000");
	Argument number = { .name = "number", .kind = ARGUMENT_NUMBER, .number = 15 };
	Locale *hebrew = locale_read(&job, STR("layouts"), STR("he"));
	assert_str(locale_message(hebrew, job.arena, "list-number", &number, 1), "\u2068טו\u2069.");
	arena_free(job.arena);
}

/* A language file of its own, in a home of its own. */
static char home[64];

static Locale *read_text(Job *job, const char *tag, const char *head, const char *dictionary) {
	static const char rest[] = "\nmessages:\n  continued-on: \"{page}\"\n  continued-from: \"{page}\"\n  contents-title: \"x\"\n"
		"  contents-entry-page: \"{page}\"\n  issue-line: \"{number}\"\n  quarter: \"{quarter} {year}\"\n  folio: \"{page}\"\n"
		"  page-reference: \"{page}\"\n  credit: \"{credit}\"\n  list-number: \"{number}\"\n  note-continued: \"x\"\n"
		"  untranslated-notice: \"{language}\"\n  article-count: \"{count}\"\n";
	strcpy(home, "/tmp/quoin-languages-XXXXXX");
	assert_non_null(mkdtemp(home));
	Str folders[] = { STR("layouts"), STR("layouts/languages"), STR("hyphen") };
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(mkdir(str_z(job->arena, path_join(job->arena, str_of(home), folders[i])), 0700), 0);
	Str path = path_join(job->arena, str_of(home), str_printf(job->arena, "layouts/languages/%s.yaml", tag));
	assert_true(file_write(job->diag, path, "", 0));
	Str text = str_printf(job->arena, "%s%s", head, rest);
	assert_true(file_write(job->diag, path, text.p, text.n));
	if (dictionary)
		assert_true(file_write(job->diag, path_join(job->arena, str_of(home), str_printf(job->arena, "hyphen/%s", dictionary)), "UTF-8\n", 6));
	Locale *locale = locale_read(job, path_join(job->arena, str_of(home), STR("layouts")), str_of(tag));
	unlink(str_z(job->arena, path));
	if (dictionary)
		unlink(str_z(job->arena, path_join(job->arena, str_of(home), str_printf(job->arena, "hyphen/%s", dictionary))));
	for (size_t i = 3; i-- > 0;)
		rmdir(str_z(job->arena, path_join(job->arena, str_of(home), folders[i])));
	rmdir(home);
	return locale;
}

static void a_made_dictionary_is_found_beside_the_layouts(void **state) {
	(void)state;
	Job job = *job_make();
	Locale *locale = read_text(&job, "qaa", "icu: de\nhyphenation: { dictionary: hyph-qaa.dic, package: x }", "hyph-qaa.dic");
	assert_str(locale->hyphenation.dictionary, str_z(job.arena, str_printf(job.arena, "%s/hyphen/hyph-qaa.dic", home)));
	assert_int_equal(job.diag->messages.n, 0);
	arena_free(job.arena);
}

static void a_dictionary_that_is_absent_is_a_warning_with_its_package(void **state) {
	(void)state;
	Job job = *job_make();
	Locale *locale = read_text(&job, "qaa", "icu: de\nhyphenation: { dictionary: hyph-qaa.dic, package: some-package }", NULL);
	assert_int_equal(locale->hyphenation.dictionary.n, 0);
	assert_int_equal(job.diag->messages.n, 1);
	const Message *message = &job.diag->messages.at[0];
	assert_int_equal(message->severity, SEVERITY_WARNING);
	assert_int_equal(message->rule, RULE_HYPHENATION_MISSING);
	assert_true(str_find(message->help, "make hyphens", 0) != SIZE_MAX && str_find(message->help, "some-package", 0) != SIZE_MAX);
	assert_false(job.diag->write_failed);
	arena_free(job.arena);
}

static const char OWN[] = "icu: en-u-ca-gregory-nu-latn\ndates:\n  months: [Un, Deux, Tri, Kvar, Kvin, Ses, Sep, Ok, Nau, Dek, Undek, Dudek]\n"
						  "  months-alone: [un, deux, tri, kvar, kvin, ses, sep, ok, nau, dek, undek, dudek]\n"
						  "  short-months: [U, D, T, K, V, S, P, O, N, X, Y, Z]\n"
						  "  long: \"{month} {day}, {year}\"\n  medium: \"{day}. {month} {year}\"\n  first-day: \"1a\"\n";

static void a_language_may_bring_its_own_months(void **state) {
	(void)state;
	Job job = *job_make();
	Locale *l = read_text(&job, "qaa", OWN, NULL);
	assert_int_equal(job.diag->messages.n, 0);
	Arena *a = job.arena;
	assert_str(locale_date(l, a, 2007, 12, 15, STR("long")), "Dudek 15, 2007");
	assert_str(locale_date(l, a, 2007, 12, 1, STR("medium")), "1a. Z 2007");
	assert_str(locale_date(l, a, 2007, 2, 0, STR("month")), "deux 2007");
	assert_str(locale_date(l, a, 2007, 2, 3, STR("day-month")), "3 Deux");
	assert_str(locale_date(l, a, 2007, 2, 3, STR("year")), "2007");
	assert_str(locale_date(l, a, 2007, 2, 3, STR("::yMMMMEEEEd")), "Deux 3, 2007");
	assert_str(locale_date(l, a, 2007, 2, 3, STR("::MMMMd")), "3 Deux");
	assert_str(locale_date(l, a, 2007, 2, 3, STR("::LLLL")), "deux");
	const int from[] = { 2007, 12, 13 }, to[] = { 2007, 12, 15 }, november[] = { 2007, 11, 30 }, next[] = { 2008, 1, 2 };
	assert_str(locale_date_range(l, a, from, to, STR("long")), "Dudek 13–15, 2007");
	assert_str(locale_date_range(l, a, november, to, STR("long")), "30 Undek – Dudek 15, 2007");
	assert_str(locale_date_range(l, a, to, next, STR("long")), "Dudek 15, 2007 – Un 2, 2008");
	arena_free(job.arena);
}

static void assert_refused(const char *head, Rule rule, unsigned line, unsigned column) {
	Job job = *job_make();
	assert_non_null(read_text(&job, "qaa", head, NULL));
	if (job.diag->messages.n != 1)
		fail_with_messages(&job, "not exactly one message");
	LineColumn at = pos_line_column(job.diag->messages.at[0].pos);
	if (job.diag->messages.at[0].rule != rule || at.line != line || at.column != column)
		fail_with_messages(&job, "another message");
	arena_free(job.arena);
}

static void mistakes_in_these_keys_are_shown(void **state) {
	(void)state;
	assert_refused("icu: de\ndates: { months: [a, b] }", RULE_VALUE_INVALID, 2, 18);
	assert_refused("icu: de\ndates: { months: [a, b, c, d, e, f, g, h, i, j, k, l], long: \"{day} {month}\" }", RULE_VALUE_INVALID, 2, 62);
	assert_refused("icu: de\ndates: { months: [a, b, c, d, e, f, g, h, i, j, k, l], month: \"{mnth} {year}\" }", RULE_VALUE_INVALID, 2, 63);
	assert_refused("icu: de\ncounters: { list: [10 X, 12 Y] }", RULE_VALUE_INVALID, 2, 26);
	assert_refused("icu: de\ncounters: { list: [] }", RULE_VALUE_INVALID, 2, 19);
	assert_refused("icu: de\ncounters: { lists: [a] }", RULE_KEY_UNKNOWN, 2, 13);
	assert_refused("icu: de\ncounters: { note-form: \"()\" }", RULE_VALUE_INVALID, 2, 24);
	assert_refused("icu: de\nquotes: [a, b]", RULE_VALUE_INVALID, 2, 9);
	assert_refused("icu: de\nbinding: top", RULE_VALUE_INVALID, 2, 10);
	assert_refused("icu: en", RULE_LANGUAGE_DATA_MISSING, 1, 6);
}

static void signs_in_turn_go_on_doubled(void **state) {
	(void)state;
	Job job = *job_make();
	Locale *l = read_text(&job, "qaa", "icu: de\ncounters: { note: [a, b, c] }", NULL);
	assert_str(locale_counter(l, job.arena, COUNTER_NOTE, 1), "a");
	assert_str(locale_counter(l, job.arena, COUNTER_NOTE, 3), "c");
	assert_str(locale_counter(l, job.arena, COUNTER_NOTE, 4), "aa");
	assert_str(counted("ja", COUNTER_NOTE, 12, &job), "(12)");
	assert_str(counted("ur", COUNTER_NOTE, 12, &job), "؂۱۲");
	assert_str(locale_counter(l, job.arena, COUNTER_NOTE, 12), "cc");
	assert_str(locale_counter(l, job.arena, COUNTER_NOTE, 13), "aaa");
	assert_str(locale_counter(l, job.arena, COUNTER_LIST, 3), "3");
	arena_free(job.arena);
}

static void books_are_bound_where_reading_begins(void **state) {
	(void)state;
	Job job = *job_make();
	assert_true(locale_read(&job, STR("layouts"), STR("he"))->bound_right);
	assert_false(locale_read(&job, STR("layouts"), STR("de"))->bound_right);
	assert_false(locale_read(&job, STR("layouts"), STR("mn-Mong"))->bound_right);
	assert_true(read_text(&job, "qaa", "icu: ja\nscript: Hani\nbinding: right", NULL)->bound_right);
	assert_str(read_text(&job, "zh-Hant-TW", "icu: zh-Hant", NULL)->script, "Hani");
	assert_str(read_text(&job, "ko", "icu: ko", NULL)->script, "Hang");
	arena_free(job.arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_language_reads_and_says_everything),
		cmocka_unit_test(dates_are_in_the_language_itself),
		cmocka_unit_test(ranges_of_days_begin_with_the_first),
		cmocka_unit_test(quarters_differ_and_quotes_are_known),
		cmocka_unit_test(every_language_has_the_typography_of_its_script),
		cmocka_unit_test(dictionaries_are_found_and_bring_their_rules),
		cmocka_unit_test(lists_count_as_the_language_does),
		cmocka_unit_test(a_made_dictionary_is_found_beside_the_layouts),
		cmocka_unit_test(a_dictionary_that_is_absent_is_a_warning_with_its_package),
		cmocka_unit_test(a_language_may_bring_its_own_months),
		cmocka_unit_test(mistakes_in_these_keys_are_shown),
		cmocka_unit_test(signs_in_turn_go_on_doubled),
		cmocka_unit_test(books_are_bound_where_reading_begins),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
