/* Numbers, plural forms and capitals, by ICU. A formatter is opened once a locale; its result object is reused. */
#include <assert.h>
#include <string.h>

#include <unicode/ustring.h>

#include "locale/data.h"

static void release_formatter(void *formatter) {
	unumf_close(formatter);
}

static void release_result(void *result) {
	unumf_closeResult(result);
}

static void release_rules(void *rules) {
	uplrules_close(rules);
}

static void release_cases(void *cases) {
	ucasemap_close(cases);
}

Str utf8_of_utf16(Arena *arena, const UChar *text, int32_t length) {
	UErrorCode status = U_ZERO_ERROR;
	int32_t room = length * 3 + 1, n = 0;
	char *bytes = arena_alloc(arena, (size_t)room);
	u_strToUTF8(bytes, room, &n, text, length, &status);
	assert(U_SUCCESS(status));
	return (Str){ bytes, (size_t)n };
}

static UNumberFormatter *open_formatter(LocaleData *data, const UChar *skeleton) {
	UErrorCode status = U_ZERO_ERROR;
	UNumberFormatter *formatter = unumf_openForSkeletonAndLocale(skeleton, -1, data->id, &status);
	assert(U_SUCCESS(status));
	arena_on_release(data->arena, release_formatter, formatter);
	return formatter;
}

static Str format_number(LocaleData *data, Arena *arena, const UNumberFormatter *formatter, int64_t number) {
	UErrorCode status = U_ZERO_ERROR;
	if (data->number == NULL) {
		data->number = unumf_openResult(&status);
		arena_on_release(data->arena, release_result, data->number);
	}
	UChar text[128];
	unumf_formatInt(formatter, number, data->number, &status);
	int32_t length = unumf_resultToString(data->number, text, 128, &status);
	assert(U_SUCCESS(status));
	return utf8_of_utf16(arena, text, length);
}

Str locale_number(const Locale *locale, Arena *arena, int64_t number) {
	LocaleData *data = locale->data;
	if (data->numbers == NULL)
		data->numbers = open_formatter(data, u"");
	return format_number(data, arena, data->numbers, number);
}

/* As many digits after the point as were typed: ".00" in ICU's skeleton. */
Str locale_decimal(const Locale *locale, Arena *arena, Str number) {
	size_t point = str_find(number, ".", 0), digits = point == SIZE_MAX ? 0 : number.n - point - 1;
	UChar skeleton[32] = u".", text[128];
	if (digits > 30)
		return number;
	for (size_t i = 1; i <= digits; i++)
		skeleton[i] = u'0';
	UErrorCode status = U_ZERO_ERROR;
	UNumberFormatter *formatter = unumf_openForSkeletonAndLocale(skeleton, -1, locale->data->id, &status);
	UFormattedNumber *result = unumf_openResult(&status);
	unumf_formatDecimal(formatter, number.p, (int32_t)number.n, result, &status);
	int32_t length = unumf_resultToString(result, text, 128, &status);
	unumf_closeResult(result);
	unumf_close(formatter);
	return U_SUCCESS(status) ? utf8_of_utf16(arena, text, length) : number;
}

Str locale_digits(const Locale *locale, Arena *arena, int64_t number) {
	LocaleData *data = locale->data;
	if (data->digits == NULL)
		data->digits = open_formatter(data, u"group-off");
	return format_number(data, arena, data->digits, number);
}

Str locale_plural(const Locale *locale, Arena *arena, int64_t number, bool ordinal) {
	LocaleData *data = locale->data;
	UPluralRules **rules = ordinal ? &data->ordinals : &data->plurals;
	UErrorCode status = U_ZERO_ERROR;
	if (*rules == NULL) {
		*rules = uplrules_openForType(data->id, ordinal ? UPLURAL_TYPE_ORDINAL : UPLURAL_TYPE_CARDINAL, &status);
		assert(U_SUCCESS(status));
		arena_on_release(data->arena, release_rules, *rules);
	}
	UChar keyword[32];
	int32_t length = uplrules_select(*rules, (double)number, keyword, 32, &status);
	assert(U_SUCCESS(status));
	return utf8_of_utf16(arena, keyword, length);
}

Str locale_upper(const Locale *locale, Arena *arena, Str text) {
	LocaleData *data = locale->data;
	UErrorCode status = U_ZERO_ERROR;
	if (data->cases == NULL) {
		data->cases = ucasemap_open(data->id, 0, &status);
		assert(U_SUCCESS(status));
		arena_on_release(data->arena, release_cases, data->cases);
	}
	size_t room = text.n * 3 + 16;                           /* U+0390 grows most: three code points */
	char *bytes = arena_alloc(arena, room);
	int32_t n = ucasemap_utf8ToUpper(data->cases, bytes, (int32_t)room, text.p, (int32_t)text.n, &status);
	assert(U_SUCCESS(status));
	return (Str){ bytes, (size_t)n };
}
