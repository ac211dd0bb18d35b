/* Dates and ranges of dates, by ICU, in the Gregorian calendar and in UTC, so that neither calendar nor machine can
 * move a day. A style is a word or an ICU skeleton; a format is opened once a style. Where a language writes the
 * first day of a month in its own way (French 1er), the day's field is found in ICU's result and replaced. */
#include <assert.h>
#include <string.h>

#include <unicode/ufieldpositer.h>
#include <unicode/uformattedvalue.h>
#include <unicode/ustring.h>

#include "locale/data.h"

static const struct {
	const char *name;
	const UChar *skeleton;                                   /* of a range, and of a date unless standard is set */
	UDateFormatStyle standard;
} styles[] = {
	{ "long", u"yMMMMd", UDAT_LONG },
	{ "medium", u"yMMMd", UDAT_MEDIUM },
	{ "month", u"yMMMM", UDAT_NONE },
	{ "year", u"y", UDAT_NONE },
	{ "day-month", u"MMMMd", UDAT_NONE },
};
#define STYLE_COUNT (sizeof styles / sizeof *styles)

#define SKELETON_MAX 20

static const UChar UTC[] = u"Etc/UTC";

static int style_of(Str name) {
	for (size_t i = 0; i < STYLE_COUNT; i++)
		if (str_is(name, styles[i].name))
			return (int)i;
	return -1;
}

bool locale_date_style_known(Str style) {
	if (style_of(style) >= 0)
		return true;
	if (!str_starts(style, "::") || style.n < 3)
		return false;
	int run = 0;                                             /* ICU knows no field of more than five letters */
	for (size_t i = 2; i < style.n; i++) {
		run = i > 2 && style.p[i] == style.p[i - 1] ? run + 1 : 1;
		if (run > 5 || style.n > 2 + SKELETON_MAX || strchr("GyMLdEcQq", style.p[i]) == NULL || style.p[i] == '\0')
			return false;
	}
	return true;
}

static void release_patterns(void *patterns) {
	udatpg_close(patterns);
}

static void release_format(void *format) {
	udat_close(format);
}

static void release_interval_format(void *format) {
	udtitvfmt_close(format);
}

static void release_interval(void *interval) {
	udtitvfmt_closeResult(interval);
}

static int32_t skeleton_of(Str style, UChar *skeleton) {
	int named = style_of(style);
	int32_t n = 0;
	if (named >= 0) {
		n = u_strlen(styles[named].skeleton);
		u_memcpy(skeleton, styles[named].skeleton, n);
	} else {
		for (size_t i = 2; i < style.n && n < SKELETON_MAX; i++)
			skeleton[n++] = (UChar)style.p[i];
	}
	return n;
}

static DateFormat *format_for(LocaleData *data, Str style) {
	if (!locale_date_style_known(style))
		style = STR("long");
	for (size_t i = 0; i < data->dates.n; i++)
		if (str_eq(data->dates.at[i].style, style))
			return &data->dates.at[i];
	DateFormat *made = list_push(data->arena, &data->dates);
	made->style = str_copy(data->arena, style);
	return made;
}

static UDateFormat *open_format(LocaleData *data, Str style) {
	UErrorCode status = U_ZERO_ERROR;
	UDateFormat *format;
	int named = style_of(style);
	if (named >= 0 && styles[named].standard != UDAT_NONE) {
		format = udat_open(UDAT_NONE, styles[named].standard, data->id, UTC, -1, NULL, 0, &status);
	} else {
		if (data->patterns == NULL) {
			data->patterns = udatpg_open(data->id, &status);
			arena_on_release(data->arena, release_patterns, data->patterns);
		}
		UChar skeleton[SKELETON_MAX], pattern[128];
		int32_t n = skeleton_of(style, skeleton);
		int32_t length = udatpg_getBestPattern(data->patterns, skeleton, n, pattern, 128, &status);
		format = udat_open(UDAT_PATTERN, UDAT_PATTERN, data->id, UTC, -1, pattern, length, &status);
	}
	assert(U_SUCCESS(status));
	arena_on_release(data->arena, release_format, format);
	return format;
}

/* Noon of the day, in milliseconds since 1970; days by the method of civil-from-days reckoning over 400-year cycles. */
static UDate date_of(int year, int month, int day) {
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t days = era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
	return (UDate)(days * 86400000 + 43200000);
}

/* One day's field of a result, and what stands in its place if anything. */
typedef struct {
	int32_t start, end;
	Str with;
} DayField;

static Str replace_days(Arena *arena, const UChar *text, int32_t length, const DayField *fields, int n) {
	Buf out = { 0 };
	int32_t at = 0;
	for (int i = 0; i < n; i++) {
		if (fields[i].with.n == 0)
			continue;
		buf_str(&out, utf8_of_utf16(arena, text + at, fields[i].start - at));
		buf_str(&out, fields[i].with);
		at = fields[i].end;
	}
	buf_str(&out, utf8_of_utf16(arena, text + at, length - at));
	Str result = str_copy(arena, buf_as_str(&out));
	buf_free(&out);
	return result;
}

Str written_day(const LocaleData *data, int day) {
	return day == 1 ? data->first_day : STR("");
}

/* The date with `day` for its day, if that is not empty. */
static Str format_date(const Locale *locale, Arena *arena, const int date[3], Str style, Str day) {
	LocaleData *data = locale->data;
	DateFormat *entry = format_for(data, style);
	if (entry->format == NULL)
		entry->format = open_format(data, entry->style);
	UErrorCode status = U_ZERO_ERROR;
	UChar text[256];
	UFieldPositionIterator *positions = ufieldpositer_open(&status);
	UDate when = date_of(date[0], date[1], date[2] > 0 ? date[2] : 1);
	int32_t length = udat_formatForFields(entry->format, when, text, 256, positions, &status);
	assert(U_SUCCESS(status));
	DayField field = { 0, 0, STR("") };
	int32_t id, start, end;
	while ((id = ufieldpositer_next(positions, &start, &end)) >= 0)
		if (id == UDAT_DATE_FIELD)
			field = (DayField){ start, end, day };
	ufieldpositer_close(positions);
	return replace_days(arena, text, length, &field, 1);
}

Str locale_date(const Locale *locale, Arena *arena, int year, int month, int day, Str style) {
	if (locale->data->own_dates.months[0].n > 0)
		return own_date(locale, arena, (int[]){ year, month, day }, style);
	return format_date(locale, arena, (int[]){ year, month, day }, style, written_day(locale->data, day));
}

Str day_range(const Locale *locale, Arena *arena, int from, int to) {
	Str pattern = locale->data->day_range.n > 0 ? locale->data->day_range : STR("{from}–{to}");
	Str first = written_day(locale->data, from);
	size_t from_at = str_find(pattern, "{from}", 0), to_at = str_find(pattern, "{to}", 0);
	assert(from_at != SIZE_MAX && to_at != SIZE_MAX && from_at < to_at);
	if (first.n == 0)
		first = locale_digits(locale, arena, from);
	Str last = locale_digits(locale, arena, to);
	Str before = str_sub(pattern, 0, from_at), between = str_sub(pattern, from_at + 6, to_at);
	Str after = str_sub(pattern, to_at + 4, pattern.n);
	return str_printf(arena, STR_FMT STR_FMT STR_FMT STR_FMT STR_FMT, STR_ARG(before), STR_ARG(first), STR_ARG(between),
	                  STR_ARG(last), STR_ARG(after));
}

/* The days' fields of a range in the order of the text; the second of two days in one month is never the first. */
static int range_fields(const LocaleData *data, const UFormattedValue *value, const int from[3], const int to[3],
                        DayField fields[2]) {
	UErrorCode status = U_ZERO_ERROR;
	UConstrainedFieldPosition *position = ucfpos_open(&status);
	ucfpos_constrainField(position, UFIELD_CATEGORY_DATE, UDAT_DATE_FIELD, &status);
	int n = 0;
	while (n < 2 && ufmtval_nextPosition(value, position, &status)) {
		DayField *field = &fields[n];
		ucfpos_getIndexes(position, &field->start, &field->end, &status);
		field->with = written_day(data, n == 0 ? from[2] : to[2]);
		n++;
	}
	ucfpos_close(position);
	assert(U_SUCCESS(status));
	return n;
}

Str locale_date_range(const Locale *locale, Arena *arena, const int from[3], const int to[3], Str style) {
	if (memcmp(from, to, 3 * sizeof *from) == 0)
		return locale_date(locale, arena, from[0], from[1], from[2], style);
	LocaleData *data = locale->data;
	if (data->own_dates.months[0].n > 0)
		return own_date_range(locale, arena, from, to, style);
	if (data->day_range.n > 0 && from[0] == to[0] && from[1] == to[1])
		return format_date(locale, arena, from, style, day_range(locale, arena, from[2], to[2]));
	DateFormat *entry = format_for(data, style);
	UErrorCode status = U_ZERO_ERROR;
	if (entry->interval == NULL) {
		UChar skeleton[SKELETON_MAX];
		int32_t n = skeleton_of(entry->style, skeleton);
		entry->interval = udtitvfmt_open(data->id, skeleton, n, UTC, -1, &status);
		arena_on_release(data->arena, release_interval_format, entry->interval);
	}
	if (data->interval == NULL) {
		data->interval = udtitvfmt_openResult(&status);
		arena_on_release(data->arena, release_interval, data->interval);
	}
	udtitvfmt_formatToResult(entry->interval, date_of(from[0], from[1], from[2] > 0 ? from[2] : 1),
		date_of(to[0], to[1], to[2] > 0 ? to[2] : 1), data->interval, &status);
	const UFormattedValue *value = udtitvfmt_resultAsValue(data->interval, &status);
	int32_t length;
	const UChar *text = ufmtval_getString(value, &length, &status);
	assert(U_SUCCESS(status));
	DayField fields[2] = { 0 };
	int n = range_fields(data, value, from, to, fields);
	return replace_days(arena, text, length, fields, n);
}
