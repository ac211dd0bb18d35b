/* Numbers, whatever digits and separators the language writes: a number is brought down to its digits, so that 77.6, 77,6 and ٧٧٫٦
 * are one. Small numbers are often written in words and are not looked at. */
#include <string.h>
#include <unicode/uchar.h>

#include "translate/check.h"

#define LEAST 13 /* the least number that is looked at */

typedef struct {
	Str digits, written;
	bool met;
} Number;

typedef struct {
	Number *at;
	size_t n, room;
} Numbers;

static int digit_of(uint32_t c) {
	return u_charDigitValue((UChar32)c);
}

/* Between two digits; the last two of the marks are Arabic. A space parts groups of three only. */
static bool is_separator(uint32_t c, Str after) {
	size_t at = 0;
	int digits = 0;
	while (digits < 4 && at < after.n && digit_of(utf8_next(after, &at)) >= 0)
		digits++;
	if (c == 0xA0 || c == 0x202F || c == 0x2009)
		return digits == 3;
	return digits > 0 && (c == '.' || c == ',' || c == '\'' || c == 0x2019 || c == 0x66B || c == 0x66C);
}

static void add_number(Arena *arena, Numbers *numbers, Buf *digits, Str written) {
	char *p = digits->p;
	size_t n = digits->n;
	while (n > 1 && *p == '0')
		p++, n--;
	unsigned value = 0;
	for (size_t i = 0; i < n && value < LEAST; i++)
		value = value * 10 + (unsigned)(p[i] - '0');
	if (value >= LEAST)
		*list_push(arena, numbers) = (Number){ str_copy(arena, (Str){ p, n }), written, false };
	digits->n = 0;
}

static Numbers numbers_of(Arena *arena, Str text) {
	Numbers numbers = { 0 };
	Buf digits = { 0 };
	size_t start = 0, end = 0;
	for (size_t at = 0; at < text.n;) {
		size_t here = at;
		uint32_t c = utf8_next(text, &at);
		if (digit_of(c) >= 0) {
			start = digits.n ? start : here;
			end = at;
			buf_byte(&digits, '0' + digit_of(c));
			continue;
		}
		if (digits.n && !is_separator(c, str_sub(text, at, text.n)))
			add_number(arena, &numbers, &digits, str_sub(text, start, end));
	}
	if (digits.n)
		add_number(arena, &numbers, &digits, str_sub(text, start, end));
	buf_free(&digits);
	return numbers;
}

static void match_numbers(Numbers *from, Numbers *to) {
	for (size_t i = 0; i < from->n; i++) {
		for (size_t j = 0; j < to->n && !from->at[i].met; j++) {
			if (to->at[j].met || !str_eq(from->at[i].digits, to->at[j].digits))
				continue;
			from->at[i].met = to->at[j].met = true;
		}
	}
}

static bool holds(const Numbers *numbers, Str digits) {
	for (size_t i = 0; i < numbers->n; i++)
		if (str_eq(numbers->at[i].digits, digits))
			return true;
	return false;
}

void check_numbers(const Check *check) {
	Numbers source = numbers_of(check->job->arena, check->pair->source->plain),
			target = numbers_of(check->job->arena, check->pair->target->plain);
	match_numbers(&source, &target);
	for (size_t i = 0; i < source.n; i++) {
		if (source.at[i].met || holds(&target, source.at[i].digits))
			continue;
		check_report(check, SEVERITY_WARNING, check->pair->target->content, RULE_TRANSLATION_NUMBERS,
		             "the number " STR_FMT " of the source is missing", STR_ARG(source.at[i].written));
		diag_help(check->job->diag, "write it in the language's own digits and separators");
	}
	for (size_t i = 0; i < target.n; i++) {
		if (target.at[i].met || holds(&source, target.at[i].digits))
			continue;
		check_report(check, SEVERITY_WARNING, check->pair->target->content, RULE_TRANSLATION_NUMBERS,
		             "the number " STR_FMT " is not in the source", STR_ARG(target.at[i].written));
		diag_help(check->job->diag, "compare it with the source");
	}
}
