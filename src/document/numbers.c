/* Signed numbers and telephone numbers in a right-to-left text. The bidirectional algorithm would put the sign of +49 behind it and
 * the groups of "+49 30 123" in the order of words, from the right; what begins with a sign and a digit becomes an isolate from
 * left to right (scripts.md, section 9, 15). A range of years has no sign in front and is read from the right, as it should; a minus
 * before Arabic digits stands at their right. */
#include "document/build.h"

static bool is_digit(uint32_t c, bool plus) {
	return (c >= '0' && c <= '9') || (plus && ((c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9)));
}

static bool is_sign(uint32_t c) {
	return c == '+' || c == '-' || c == 0x2212 || c == 0xB1;
}

/* Between groups of a telephone number; behind a minus only what numbers themselves have. */
static bool is_between(uint32_t c, bool plus) {
	return c == '.' || c == ',' || c == 0x66B || c == 0x66C ||
	       (plus && (c == ' ' || c == 0xA0 || c == 0x202F || c == '-' || c == 0x2010 || c == 0x2011 || c == '/' || c == '(' || c == ')'));
}

/* The end of the number whose sign stands at `at`; `at` when there is none. */
static size_t number_end(Str text, size_t at, size_t end) {
	size_t next = at, last = at;
	bool plus = utf8_next(text, &next) == '+';
	for (int gap = 1; next < end && gap < 3;) {
		uint32_t c = utf8_next(text, &next);
		if (is_digit(c, plus)) {
			last = next;
			gap = 0;
		} else if (last == at || !is_between(c, plus))
			break;
		else
			gap++;
	}
	return last;
}

static bool begins_word(Str text, size_t at) {
	uint32_t before = at > 0 ? utf8_prev(text, &at) : ' ';
	return before == ' ' || before == 0xA0 || before == 0x202F || before == 0x2028 || before == '(' || before == '[' || before == 0xAB || before == 0xBB ||
	       before == ':' || (before >= 0x2018 && before <= 0x201F);
}

static void add(Builder *b, Inlines *out, Span span, size_t start, size_t end, bool number) {
	if (start >= end)
		return;
	span.start = (uint32_t)start;
	span.end = (uint32_t)end;
	if (number) {
		span.isolate = true;
		span.direction = DIRECTION_LTR;
	}
	*list_push(b->arena, &out->spans) = span;
}

void build_numbers(Builder *b, Inlines *inlines) {
	if (!b->locale->rtl)
		return;
	Inlines out = { 0 };
	Str text = inlines->text;
	for (size_t i = 0; i < inlines->spans.n; i++) {
		Span span = inlines->spans.at[i];
		size_t from = span.start;
		for (size_t at = span.start; at < span.end && !span.isolate;) {
			size_t here = at;
			bool sign = is_sign(utf8_next(text, &at)) && begins_word(text, here);
			size_t end = sign ? number_end(text, here, span.end) : here;
			if (end == here)
				continue;
			add(b, &out, span, from, here, false);
			add(b, &out, span, here, end, true);
			from = at = end;
		}
		add(b, &out, span, from, span.end, false);
	}
	inlines->spans.at = out.spans.at;
	inlines->spans.n = out.spans.n;
	inlines->spans.room = out.spans.room;
}
