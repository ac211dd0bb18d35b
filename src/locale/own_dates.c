/* Dates of a language of which ICU knows none, or knows them wrong: the file gives the months and a form for each style,
 * "{day} {month} {year}". An ICU skeleton is answered by the form that has its fields; weekdays are not written. */
#include <string.h>

#include "locale/data.h"

static bool read_months(Job *job, const Yaml *dates, const char *key, Str months[12]) {
	const Yaml *list = yaml_find(dates, key);
	if (list == NULL)
		return false;
	bool good = list->kind == YAML_LIST && list->count == 12;
	int i = 0;
	for (const Yaml *item = list->first; item != NULL && good; item = item->next) {
		good = item->kind == YAML_SCALAR && item->scalar.n > 0;
		months[i++] = item->scalar;
	}
	if (good)
		return true;
	months[0] = STR("");
	return diag_error(job->diag, list->pos, RULE_VALUE_INVALID, "'%s' is a list of the twelve months, January first", key);
}

/* A form must have the fields of its style, and no others. */
static void read_form(Job *job, const Yaml *dates, const char *key, const char *fields, Str *out) {
	static const char *const names[] = { "{day}", "{month}", "{year}" };
	static const char letters[] = "dmy";
	const Yaml *node = yaml_find(dates, key);
	if (node == NULL || !yaml_is(job, node, YAML_SCALAR, "a text"))
		return;
	bool good = true;
	size_t braces = 0, wanted = 0;
	for (size_t i = 0; i < node->scalar.n; i++)
		braces += node->scalar.p[i] == '{';
	for (int i = 0; i < 3; i++) {
		bool asked = strchr(fields, letters[i]) != NULL;
		wanted += asked;
		good &= asked == (str_find(node->scalar, names[i], 0) != SIZE_MAX);
	}
	if (good && braces == wanted) {
		*out = node->scalar;
		return;
	}
	diag_error(job->diag, node->pos, RULE_VALUE_INVALID, "the date's form '%s' has the wrong fields", key);
	diag_help(job->diag, "each of these stands in it once:%s%s%s", strchr(fields, 'd') != NULL ? " {day}" : "",
	          " {month}", strchr(fields, 'y') != NULL ? " {year}" : "");
}

void own_dates_read(Job *job, Locale *locale, const Yaml *dates) {
	OwnDates *own = &locale->data->own_dates;
	own->long_form = STR("{day} {month} {year}");
	own->month_form = STR("{month} {year}");
	own->day_month_form = STR("{day} {month}");
	if (dates == NULL || !read_months(job, dates, "months", own->months))
		return;
	if (!read_months(job, dates, "short-months", own->short_months))
		memcpy(own->short_months, own->months, sizeof own->months);
	if (!read_months(job, dates, "months-alone", own->months_alone))
		memcpy(own->months_alone, own->months, sizeof own->months);
	read_form(job, dates, "long", "dmy", &own->long_form);
	own->medium_form = own->long_form;
	read_form(job, dates, "medium", "dmy", &own->medium_form);
	read_form(job, dates, "month", "my", &own->month_form);
	read_form(job, dates, "day-month", "dm", &own->day_month_form);
}

static bool has_field(Str skeleton, const char *letter) {
	return str_find(skeleton, letter, 2) != SIZE_MAX;
}

static Str form_for(const OwnDates *own, Str style) {
	if (str_is(style, "medium"))
		return own->medium_form;
	if (str_is(style, "month"))
		return own->month_form;
	if (str_is(style, "year"))
		return STR("{year}");
	if (str_is(style, "day-month"))
		return own->day_month_form;
	if (!str_starts(style, "::"))
		return own->long_form;
	bool day = has_field(style, "d"), year = has_field(style, "y");
	bool month = has_field(style, "M") || has_field(style, "L");
	if (day)
		return year ? own->long_form : own->day_month_form;
	return !month ? STR("{year}") : year ? own->month_form : STR("{month}");
}

static Str fill(const Locale *locale, Arena *arena, Str form, const int date[3], Str day, bool short_month) {
	const OwnDates *own = &locale->data->own_dates;
	bool alone = str_find(form, "{day}", 0) == SIZE_MAX;
	const Str *months = short_month ? own->short_months : alone ? own->months_alone : own->months;
	Buf out = { 0 };
	for (size_t at = 0; at < form.n;) {
		Str rest = str_sub(form, at, form.n);
		if (str_starts(rest, "{day}")) {
			buf_str(&out, day);
			at += 5;
		} else if (str_starts(rest, "{month}")) {
			buf_str(&out, months[date[1] - 1]);
			at += 7;
		} else if (str_starts(rest, "{year}")) {
			buf_str(&out, locale_digits(locale, arena, date[0]));
			at += 6;
		} else {
			buf_byte(&out, form.p[at++]);
		}
	}
	Str result = str_copy(arena, buf_as_str(&out));
	buf_free(&out);
	return result;
}

static Str day_of(const Locale *locale, Arena *arena, int day) {
	Str written = written_day(locale->data, day);
	return written.n > 0 ? written : locale_digits(locale, arena, day > 0 ? day : 1);
}

Str own_date(const Locale *locale, Arena *arena, const int date[3], Str style) {
	Str form = form_for(&locale->data->own_dates, style);
	return fill(locale, arena, form, date, day_of(locale, arena, date[2]), str_is(style, "medium"));
}

Str own_date_range(const Locale *locale, Arena *arena, const int from[3], const int to[3], Str style) {
	const OwnDates *own = &locale->data->own_dates;
	Str form = form_for(own, style);
	bool days = str_find(form, "{day}", 0) != SIZE_MAX, year = str_find(form, "{year}", 0) != SIZE_MAX;
	if (days && from[0] == to[0] && from[1] == to[1])
		return fill(locale, arena, form, from, day_range(locale, arena, from[2], to[2]), str_is(style, "medium"));
	if (days && year && from[0] == to[0])
		form = own->day_month_form;
	Str first = fill(locale, arena, form, from, day_of(locale, arena, from[2]), str_is(style, "medium"));
	Str last = own_date(locale, arena, to, style);
	return str_printf(arena, STR_FMT " – " STR_FMT, STR_ARG(first), STR_ARG(last));
}
