/* Languages: dates, numbers and plurals in en, fr, ar and ru; messages, and every mistake a translator can make, with
 * its place. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "locale/locale.h"
#include "support.h"

#define FSI "\u2068"
#define PDI "\u2069"

typedef struct {
	Job job;
	Locale *en, *fr, *ar, *ru;
} Languages;

static int set_up(void **state) {
	Languages *languages = calloc(1, sizeof *languages);
	languages->job = *job_make();
	languages->en = locale_read(&languages->job, STR("layouts"), STR("en"));
	languages->fr = locale_read(&languages->job, STR("layouts"), STR("fr"));
	languages->ar = locale_read(&languages->job, STR("layouts"), STR("ar"));
	languages->ru = locale_read(&languages->job, STR("tests/golden/locale"), STR("ru"));
	*state = languages;
	return languages->en && languages->fr && languages->ar && languages->ru ? 0 : -1;
}

static int tear_down(void **state) {
	Languages *languages = *state;
	arena_free(languages->job.arena);
	free(languages);
	return 0;
}

static void the_files_of_the_repository_have_no_mistakes(void **state) {
	Languages *l = *state;
	if (l->job.diag->messages.n > 0)
		fail_with_messages(&l->job, "a language file has mistakes");
}

static void script_and_direction_follow_from_the_language(void **state) {
	Languages *l = *state;
	assert_str(l->ar->script, "Arab");
	assert_true(l->ar->rtl);
	assert_str(l->ru->script, "Cyrl");
	assert_false(l->ru->rtl);
	assert_str(l->en->script, "Latn");
	assert_str(l->ar->name, "العربية");
}

static const Locale *read_tag(Languages *l, const char *tag) {
	const Locale *locale = locale_read(&l->job, STR("layouts"), str_of(tag));
	assert_non_null(locale);
	return locale;
}

/* A region without a file has the language's, with the digits and dates of its own. */
static void regions_have_their_own_digits_and_dates(void **state) {
	Languages *l = *state;
	Arena *a = l->job.arena;
	assert_str(locale_digits(read_tag(l, "ar-EG"), a, 456), "٤٥٦");
	assert_str(locale_digits(read_tag(l, "ar-MA"), a, 456), "456");
	assert_str(locale_digits(read_tag(l, "ar-DZ"), a, 456), "456");
	assert_str(locale_date(read_tag(l, "ar-MA"), a, 2007, 12, 1, STR("long")), "1 دجنبر 2007");
	assert_str(locale_date(read_tag(l, "en-CA"), a, 2007, 12, 1, STR("long")), "December 1, 2007");
	assert_str(locale_date(read_tag(l, "fr-CH"), a, 2007, 12, 1, STR("long")), "1er décembre 2007");
}

static const Locale *with_icu(Languages *l, const char *tag, const char *icu) {
	Str text = str_printf(l->job.arena, "icu: %s\nmessages: {}\n", icu);
	SourceFile *file = arena_new(l->job.arena, SourceFile);
	*file = (SourceFile){ .path = STR("x/languages/x.yaml"), .text = text };
	Job quiet = { l->job.arena, diag_make(l->job.arena, STR("")) };
	return locale_read_file(&quiet, STR("layouts"), str_of(tag), file);
}

/* The calendar is pinned; one word in the language's file says another. */
static void a_calendar_is_one_word(void **state) {
	Languages *l = *state;
	Arena *a = l->job.arena;
	assert_str(locale_date(with_icu(l, "fa", "fa-u-ca-persian-nu-arabext"), a, 2026, 3, 15, STR("long")), "۲۴ اسفند ۱۴۰۴");
	assert_str(locale_date(with_icu(l, "th", "th-u-ca-buddhist-nu-latn"), a, 2026, 3, 15, STR("long")), "15 มีนาคม 2569");
	assert_str(locale_date(with_icu(l, "ja", "ja-u-ca-japanese-nu-latn"), a, 2026, 3, 15, STR("long")), "令和8年3月15日");
}

static void dates_are_written_in_the_language(void **state) {
	Languages *l = *state;
	Arena *a = l->job.arena;
	assert_str(locale_date(l->en, a, 2007, 12, 1, STR("long")), "1 December 2007");
	assert_str(locale_date(l->fr, a, 2007, 12, 1, STR("long")), "1er décembre 2007");
	assert_str(locale_date(l->fr, a, 2007, 12, 21, STR("long")), "21 décembre 2007");
	assert_str(locale_date(l->ar, a, 2007, 12, 1, STR("long")), "١ ديسمبر ٢٠٠٧");
	assert_str(locale_date(l->ru, a, 2007, 12, 1, STR("long")), "1 декабря 2007\u202Fг.");
	assert_str(locale_date(l->en, a, 2007, 12, 0, STR("month")), "December 2007");
	assert_str(locale_date(l->ar, a, 2007, 12, 0, STR("month")), "ديسمبر ٢٠٠٧");
	assert_str(locale_date(l->ru, a, 2007, 12, 0, STR("month")), "декабрь 2007\u202Fг.");
	assert_str(locale_date(l->fr, a, 2008, 2, 1, STR("day-month")), "1er février");
	assert_str(locale_date(l->en, a, 2008, 2, 29, STR("medium")), "29 Feb 2008");
	assert_str(locale_date(l->en, a, 2008, 2, 1, STR("year")), "2008");
	assert_str(locale_date(l->en, a, 2008, 2, 1, STR("::yMMMMEEEEd")), "Friday, 1 February 2008");
	assert_str(locale_date(l->en, a, 1969, 12, 31, STR("long")), "31 December 1969");
	assert_str(locale_date(l->en, a, 2000, 3, 1, STR("long")), "1 March 2000");
}

static void ranges_name_what_the_dates_share_once(void **state) {
	Languages *l = *state;
	Arena *a = l->job.arena;
	const int from[] = { 2008, 2, 13 }, to[] = { 2008, 2, 15 }, first[] = { 2008, 2, 1 }, next[] = { 2008, 3, 1 };
	assert_str(locale_date_range(l->en, a, from, to, STR("long")), "13–15 February 2008");
	assert_str(locale_date_range(l->fr, a, from, to, STR("long")), "13–15 février 2008");
	assert_str(locale_date_range(l->ru, a, from, to, STR("long")), "13–15 февраля 2008\u202Fг.");
	assert_str(locale_date_range(l->ar, a, from, to, STR("day-month")), "١٣–١٥ فبراير");
	assert_str(locale_date_range(l->ar, a, from, to, STR("long")), "١٣–١٥ فبراير ٢٠٠٨");
	assert_str(locale_date_range(l->fr, a, first, to, STR("long")), "1er–15 février 2008");
	assert_str(locale_date_range(l->fr, a, first, next, STR("day-month")), "1er février\u2009–\u20091er mars");
	assert_str(locale_date_range(l->en, a, from, from, STR("long")), "13 February 2008");
}

static void styles_of_dates_are_words_or_skeletons(void **state) {
	(void)state;
	assert_true(locale_date_style_known(STR("long")));
	assert_true(locale_date_style_known(STR("::yMMMMd")));
	assert_false(locale_date_style_known(STR("short-ish")));
	assert_false(locale_date_style_known(STR("::")));
	assert_false(locale_date_style_known(STR("::y%M")));
	assert_false(locale_date_style_known(STR("::yyyyyyyyyyyyyyyyyyyyy")));
	assert_false(locale_date_style_known(STR("")));
}

static void numbers_have_the_digits_of_the_language(void **state) {
	Languages *l = *state;
	Arena *a = l->job.arena;
	assert_str(locale_number(l->en, a, 12345), "12,345");
	assert_str(locale_number(l->fr, a, 12345), "12\u202F345");
	assert_str(locale_number(l->ar, a, 12345), "١٢٬٣٤٥");
	assert_str(locale_digits(l->ar, a, 2007), "٢٠٠٧");
	assert_str(locale_decimal(l->ar, a, STR("77.6")), "٧٧٫٦");
	assert_str(locale_decimal(l->fr, a, STR("-1204.5")), "-1\u202F204,5");
	assert_str(locale_decimal(l->en, a, STR("many")), "many");
	assert_str(locale_digits(l->en, a, 2007), "2007");
	assert_str(locale_digits(l->en, a, INT64_MIN), "-9223372036854775808");
}

static void capitals_follow_the_language(void **state) {
	Languages *l = *state;
	assert_str(locale_upper(l->fr, l->job.arena, STR("élève, straße")), "ÉLÈVE, STRASSE");
	assert_str(locale_upper(l->ru, l->job.arena, STR("ещё")), "ЕЩЁ");
	assert_str(locale_upper(l->en, l->job.arena, STR("\u03B0\u03B0")), "\u03A5\u0308\u0301\u03A5\u0308\u0301");
	assert_str(locale_upper(l->en, l->job.arena, STR("")), "");
}

static Str count_of(Languages *l, const Locale *locale, int64_t number) {
	Argument count = { .name = "count", .kind = ARGUMENT_NUMBER, .number = number };
	return locale_message(locale, l->job.arena, "article-count", &count, 1);
}

static void plurals_follow_the_rules_of_the_language(void **state) {
	Languages *l = *state;
	assert_str(count_of(l, l->en, 0), "0 articles");
	assert_str(count_of(l, l->en, 1), "1 article");
	assert_str(count_of(l, l->fr, 0), "0\u00A0article");
	assert_str(count_of(l, l->fr, 2), "2\u00A0articles");
	assert_str(count_of(l, l->fr, 1000000), "1\u202F000\u202F000\u00A0articles");
	assert_str(count_of(l, l->ru, 0), "нет статей");
	assert_str(count_of(l, l->ru, 21), "21 статья");
	assert_str(count_of(l, l->ru, 3), "3 статьи");
	assert_str(count_of(l, l->ru, 11), "11 статей");
	assert_str(count_of(l, l->ar, 0), "لا مقالات");
	assert_str(count_of(l, l->ar, 2), "مقالان");
	assert_str(count_of(l, l->ar, 3), FSI "٣" PDI " مقالات");
	assert_str(count_of(l, l->ar, 11), FSI "١١" PDI " مقالًا");
	assert_str(count_of(l, l->ar, 100), FSI "١٠٠" PDI " مقال");
}

static void messages_take_named_arguments(void **state) {
	Languages *l = *state;
	Arena *a = l->job.arena;
	Argument page = { .name = "page", .kind = ARGUMENT_NUMBER, .number = 4 };
	assert_str(locale_message(l->en, a, "continued-on", &page, 1), "Continued on p. 4");
	assert_str(locale_message(l->fr, a, "continued-on", &page, 1), "Suite p.\u00A04");
	assert_str(locale_message(l->ar, a, "continued-on", &page, 1), "التتمة في الصفحة " FSI "٤" PDI);
	Argument issue[] = { { .name = "number", .kind = ARGUMENT_NUMBER, .number = 1 },
		{ .name = "date", .kind = ARGUMENT_DATE, .year = 2007, .month = 12, .day = 15 } };
	assert_str(locale_message(l->en, a, "issue-line", issue, 2), "Issue 1 · December 2007");
	assert_str(locale_message(l->ar, a, "issue-line", issue, 2), "العدد " FSI "١" PDI " · " FSI "ديسمبر ٢٠٠٧" PDI);
	Argument quarter[] = { { .name = "quarter", .kind = ARGUMENT_NUMBER, .number = 4 },
		{ .name = "year", .kind = ARGUMENT_NUMBER, .number = 2007 } };
	assert_str(locale_message(l->en, a, "quarter", quarter, 2), "Fourth quarter 2007");
	assert_str(locale_message(l->fr, a, "quarter", quarter, 2), "Quatrième trimestre\u00A02007");
	quarter[0].number = 1;
	assert_str(locale_message(l->en, a, "quarter", quarter, 2), "First quarter 2007");
	Argument language = { .name = "language", .kind = ARGUMENT_TEXT, .text = STR("English") };
	assert_str(locale_message(l->ru, a, "untranslated-notice", &language, 1), "Эта статья ещё не переведена: English.");
	assert_true(locale_has_message(l->en, STR("folio")));
	assert_false(locale_has_message(l->en, STR("foliage")));
	assert_str(locale_message(l->en, a, "foliage", NULL, 0), "foliage");
}

static void hyphenation_and_spaces_are_read(void **state) {
	Languages *l = *state;
	assert_true(str_ends(l->en->hyphenation.dictionary, "hyph_en_GB.dic"));
	assert_int_equal(l->en->hyphenation.end, 3);
	assert_true(l->en->hyphenation.exception_count > 0);
	assert_int_equal(l->ar->hyphenation.dictionary.n, 0);
	assert_str(l->fr->space_after, "«");
	assert_str(l->fr->thin_before, "!?;");
	assert_int_equal(l->en->thin_before.n, 0);
}

/* A language file of its own, from text. */
static char folder[64];

static Locale *read_text(Job *job, const char *tag, const char *text) {
	strcpy(folder, "/tmp/quoin-locale-XXXXXX");
	assert_non_null(mkdtemp(folder));
	Str languages = path_join(job->arena, str_of(folder), STR("languages"));
	Str path = path_join(job->arena, languages, str_printf(job->arena, "%s.yaml", tag));
	assert_int_equal(mkdir(str_z(job->arena, languages), 0700), 0);
	FILE *file = fopen(str_z(job->arena, path), "w");
	fputs(text, file);
	fclose(file);
	Locale *locale = locale_read(job, str_of(folder), str_of(tag));
	unlink(str_z(job->arena, path));
	rmdir(str_z(job->arena, languages));
	rmdir(folder);
	return locale;
}

/* All messages, with one of them replaced; it stands in line 3 from column 17 on. */
static const char *file_with(Job *job, const char *head, const char *key, const char *message) {
	static const char *const all[][2] = {
		{ "continued-on", "{page}" },   { "continued-from", "{page}" },
		{ "contents-title", "x" },      { "contents-entry-page", "{page}" },
		{ "issue-line", "{number}" },   { "quarter", "{quarter} {year}" },
		{ "folio", "{page}" },          { "page-reference", "{page}" },
		{ "credit", "{credit}" },       { "list-number", "{number}" },
		{ "note-continued", "x" },      { "untranslated-notice", "{language}" },
		{ "article-count", "{count}" },
	};
	Buf text = { 0 };
	buf_printf(&text, "%s\nmessages:\n", head);
	if (key != NULL && message != NULL)
		buf_printf(&text, "  %s: \"%s\"\n", key, message);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (key == NULL || strcmp(all[i][0], key) != 0)
			buf_printf(&text, "  %s: \"%s\"\n", all[i][0], all[i][1]);
	const char *result = str_z(job->arena, buf_as_str(&text));
	buf_free(&text);
	return result;
}

static void assert_refused(const char *tag, const char *key, const char *message, Rule rule, unsigned column,
                           const char *words) {
	Job job = *job_make();
	Locale *locale = read_text(&job, tag, file_with(&job, "name: \"x\"", key, message));
	assert_non_null(locale);
	assert_only(&job, rule, 3, column, words);
	arena_free(job.arena);
}

static void braces_must_match(void **state) {
	(void)state;
	assert_refused("en", "folio", "a {page", RULE_MESSAGE_SYNTAX, 14, "not closed");
	assert_refused("en", "folio", "{page} b}", RULE_MESSAGE_SYNTAX, 19, "without an opening");
	assert_refused("en", "folio", "{}", RULE_MESSAGE_SYNTAX, 11, "without a name");
	assert_refused("en", "article-count", "{count, plural, one {x} other {y}", RULE_MESSAGE_SYNTAX, 51,
	               "must be a word");
	assert_refused("en", "article-count", "{count, plural, one {x} other {y", RULE_MESSAGE_SYNTAX, 50, "closing brace");
	assert_refused("en", "article-count", "{count, plural, one x}", RULE_MESSAGE_SYNTAX, 35, "braces");
	assert_refused("en", "article-count", "{count, plural}", RULE_MESSAGE_SYNTAX, 33, "comma");
	assert_refused("en", "folio", "{page, number", RULE_MESSAGE_SYNTAX, 23, "closing brace");
	assert_refused(
		"en", "folio",
		"{page, select, other {{page, select, other {{page, select, other {{page, select, other {{page, select, other "
		"{{page, select, other {{page, select, other {{page, select, other {x}}}}}}}}}}}}}}}}}",
		RULE_MESSAGE_SYNTAX, 187, "deeply");
}

static void keywords_stay_in_english(void **state) {
	(void)state;
	assert_refused("en", "folio", "{page, nombre}", RULE_MESSAGE_SYNTAX, 18, "nombre");
	assert_refused("fr", "article-count", "{count, plural, un {x} other {y}}", RULE_MESSAGE_SYNTAX, 35, "un");
	assert_refused("en", "article-count", "{count, plural, =x {x} one {x} other {y}}", RULE_MESSAGE_SYNTAX, 35,
	               "number");
	assert_refused("en", "issue-line", "{number} {date, date, lang}", RULE_MESSAGE_SYNTAX, 38, "skeleton");
}

static void arguments_are_those_that_are_given(void **state) {
	(void)state;
	assert_refused("en", "folio", "{pge}", RULE_MESSAGE_ARGUMENT, 12, "'page'");
	assert_refused("en", "folio", "p.", RULE_MESSAGE_ARGUMENT, 10, "does not use {page}");
	assert_refused("en", "contents-title", "{page}", RULE_MESSAGE_ARGUMENT, 21, "takes none");
	assert_refused("en", "credit", "{credit, plural, other {x}}", RULE_MESSAGE_ARGUMENT, 21, "cannot be written");
	assert_refused("en", "folio", "{page, date}", RULE_MESSAGE_ARGUMENT, 18, "write {page}");
}

static void plurals_give_every_form_of_the_language(void **state) {
	(void)state;
	assert_refused("ru", "article-count", "{count, plural, one {#} few {#} other {#}}", RULE_MESSAGE_PLURAL, 20,
	               "'many'");
	assert_refused("en", "article-count", "{count, plural, one {#}}", RULE_MESSAGE_PLURAL, 20, "'other'");
	assert_refused("en", "issue-line", "{number, select, 1 {x}}", RULE_MESSAGE_PLURAL, 17, "other");
	Job job = *job_make();
	read_text(&job, "ar", file_with(&job, "name: \"x\"", "article-count", "{count, plural, one {#} other {#}}"));
	assert_int_equal(job.diag->errors, 4);
	arena_free(job.arena);
}

static void columns_count_letters_and_escapes(void **state) {
	(void)state;
	assert_refused("ar", "folio", "صفحة {pge}", RULE_MESSAGE_ARGUMENT, 17, "page");
	assert_refused("fr", "folio", "p.\\u00A0\\u2019\\\"{pge}", RULE_MESSAGE_ARGUMENT, 28, "page");
}

static void an_apostrophe_before_a_brace_is_warned_of(void **state) {
	(void)state;
	Job job = *job_make();
	Locale *locale = read_text(&job, "fr", file_with(&job, "name: \"x\"", "folio", "l'{page}"));
	assert_only(&job, RULE_MESSAGE_QUOTE, 3, 12, "U+2019");
	Argument page = { .name = "page", .kind = ARGUMENT_NUMBER, .number = 4 };
	assert_str(locale_message(locale, job.arena, "folio", &page, 1), "l'4");
	arena_free(job.arena);
}

static void every_message_must_be_there(void **state) {
	(void)state;
	Job job = *job_make();
	Locale *locale = read_text(&job, "en", file_with(&job, "name: \"x\"", "folio", NULL));
	assert_only(&job, RULE_MESSAGE_MISSING, 2, 1, "'folio'");
	assert_str(locale_message(locale, job.arena, "folio", NULL, 0), "folio");
	arena_free(job.arena);
	job = *job_make();
	read_text(&job, "en", file_with(&job, "name: \"x\"", "foliage", "x"));
	assert_only(&job, RULE_KEY_UNKNOWN, 3, 3, "foliage");
	arena_free(job.arena);
	job = *job_make();
	read_text(&job, "en", "name: \"x\"\n");
	assert_only(&job, RULE_KEY_MISSING, 1, 1, "messages");
	arena_free(job.arena);
}

static void an_empty_message_is_a_message(void **state) {
	(void)state;
	Job job = *job_make();
	Locale *locale = read_text(&job, "en", file_with(&job, "name: \"x\"", "note-continued", ""));
	assert_int_equal(job.diag->messages.n, 0);
	assert_true(locale_has_message(locale, STR("note-continued")));
	assert_str(locale_message(locale, job.arena, "note-continued", NULL, 0), "");
	arena_free(job.arena);
}

static void ordinals_and_exact_numbers_are_chosen(void **state) {
	(void)state;
	Job job = *job_make();
	Locale *locale = read_text(&job, "en", file_with(&job, "name: \"x\"", "folio",
		"{page, selectordinal, =7 {seventh} one {#st} two {#nd} few {#rd} other {#th}}"));
	assert_int_equal(job.diag->messages.n, 0);
	const struct {
		int number;
		const char *text;
	} cases[] = { { 1, "1st" }, { 22, "22nd" }, { 13, "13th" }, { 7, "seventh" }, { 1203, "1,203rd" } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Argument page = { .name = "page", .kind = ARGUMENT_NUMBER, .number = cases[i].number };
		assert_str(locale_message(locale, job.arena, "folio", &page, 1), cases[i].text);
	}
	arena_free(job.arena);
}

static void assert_head_refused(const char *tag, const char *head, Rule rule, unsigned line, unsigned column,
                                const char *words) {
	Job job = *job_make();
	assert_non_null(read_text(&job, tag, file_with(&job, head, NULL, NULL)));
	assert_only(&job, rule, line, column, words);
	arena_free(job.arena);
}

static void settings_must_fit(void **state) {
	(void)state;
	assert_head_refused("en", "nam: \"x\"", RULE_KEY_UNKNOWN, 1, 1, "'name'");
	assert_head_refused("en", "icu: no such", RULE_VALUE_INVALID, 1, 6, "BCP 47");
	assert_head_refused("en", "script: Latin", RULE_VALUE_INVALID, 1, 9, "ISO 15924");
	assert_head_refused("en", "hyphenation: { dictionary: hyph_none.dic, package: hyphen-none }",
	                    RULE_HYPHENATION_MISSING, 1, 28, "hyphen-none");
	assert_head_refused("en", "hyphenation: { start: 0 }", RULE_VALUE_INVALID, 1, 23, "from 1 to 9");
	assert_head_refused("en", "hyphenation: { exceptions: [ta-ble, two words] }", RULE_VALUE_INVALID, 1, 37,
	                    "one word");
	assert_head_refused("en", "spaces: { behind: \"x\" }", RULE_KEY_UNKNOWN, 1, 11, "behind");
	assert_head_refused("en", "dates: { day-range: \"{to}-{from}\" }", RULE_VALUE_INVALID, 1, 21, "in this order");
	assert_head_refused("iu", "name: \"ᐃᓄᒃᑎᑐᑦ\"", RULE_LANGUAGE_DATA_MISSING, 1, 1, "stand in");
	assert_head_refused("iu", "icu: en", RULE_LANGUAGE_DATA_MISSING, 1, 6, "in English");
	Job job = *job_make();
	Locale *locale = read_text(&job, "iu", file_with(&job, "icu: en\ndates: { months: [a, b, c, d, e, f, g, h, i, j, k, l] }", NULL, NULL));
	assert_int_equal(job.diag->messages.n, 0);
	assert_str(locale->script, "Cans");
	arena_free(job.arena);
}

static void calendars_are_pinned_to_the_gregorian(void **state) {
	(void)state;
	Job job = *job_make();
	Locale *thai = read_text(&job, "th", file_with(&job, "name: \"ไทย\"", NULL, NULL));
	Locale *persian = read_text(&job, "fa", file_with(&job, "icu: fa-u-nu-arabext", NULL, NULL));
	assert_true(str_find(locale_date(thai, job.arena, 2007, 12, 1, STR("long")), "2007", 0) != SIZE_MAX);
	assert_true(str_find(locale_date(persian, job.arena, 2007, 12, 1, STR("year")), "۲۰۰۷", 0) != SIZE_MAX);
	assert_str(persian->icu, "fa-u-nu-arabext-ca-gregory");
	arena_free(job.arena);
}

static void a_language_without_a_file_is_reported(void **state) {
	(void)state;
	Job job = *job_make();
	assert_null(locale_read(&job, STR("layouts"), STR("tlh")));
	assert_int_equal(job.diag->messages.n, 1);
	assert_int_equal(job.diag->messages.at[0].rule, RULE_LANGUAGE_UNKNOWN);
	assert_true(job.diag->write_failed);
	arena_free(job.arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_files_of_the_repository_have_no_mistakes),
		cmocka_unit_test(script_and_direction_follow_from_the_language),
		cmocka_unit_test(regions_have_their_own_digits_and_dates),
		cmocka_unit_test(a_calendar_is_one_word),
		cmocka_unit_test(dates_are_written_in_the_language),
		cmocka_unit_test(ranges_name_what_the_dates_share_once),
		cmocka_unit_test(styles_of_dates_are_words_or_skeletons),
		cmocka_unit_test(numbers_have_the_digits_of_the_language),
		cmocka_unit_test(capitals_follow_the_language),
		cmocka_unit_test(plurals_follow_the_rules_of_the_language),
		cmocka_unit_test(messages_take_named_arguments),
		cmocka_unit_test(hyphenation_and_spaces_are_read),
		cmocka_unit_test(braces_must_match),
		cmocka_unit_test(keywords_stay_in_english),
		cmocka_unit_test(arguments_are_those_that_are_given),
		cmocka_unit_test(plurals_give_every_form_of_the_language),
		cmocka_unit_test(columns_count_letters_and_escapes),
		cmocka_unit_test(an_apostrophe_before_a_brace_is_warned_of),
		cmocka_unit_test(every_message_must_be_there),
		cmocka_unit_test(an_empty_message_is_a_message),
		cmocka_unit_test(ordinals_and_exact_numbers_are_chosen),
		cmocka_unit_test(settings_must_fit),
		cmocka_unit_test(calendars_are_pinned_to_the_gregorian),
		cmocka_unit_test(a_language_without_a_file_is_reported),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
