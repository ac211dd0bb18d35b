/* Lengths are read as a decimal number of millionths and multiplied by an exact ratio of the unit to 1/1024 pt in
 * 128 bits, rounded once at the end; they are printed the same way back. An inch is 72 pt and 25.4 mm exactly. */
#include "base/units.h"

#include <assert.h>
#include <stddef.h>

__extension__ typedef __int128 Wide;

/* num / den rounded to the nearest, halves away from zero. */
static Wide divide(Wide num, Wide den) {
	assert(den != 0);
	if (den < 0) {
		num = -num;
		den = -den;
	}
	return num >= 0 ? (num + den / 2) / den : -((-num + den / 2) / den);
}

static Len clamped(Wide value) {
	return value > LEN_MAX ? LEN_MAX : value < -LEN_MAX ? -LEN_MAX : (Len)value;
}

Len len_scale(Len a, int64_t num, int64_t den) {
	return clamped(divide((Wide)a * num, den));
}

/* A number at the start of s as an integer of 10^-decimals: "-"? digits ("." digits)?. Its length in bytes, or 0. */
static size_t scan_decimal(Str s, int decimals, int64_t *out) {
	size_t at = 0;
	bool negative = s.n > 0 && s.p[0] == '-';
	int64_t value = 0;
	at += negative;
	size_t start = at;
	for (; at < s.n && s.p[at] >= '0' && s.p[at] <= '9'; at++) {
		if (value > 100000000)
			return 0;
		value = value * 10 + (s.p[at] - '0');
	}
	if (at == start)
		return 0;
	int left = decimals;
	if (at < s.n && s.p[at] == '.') {
		start = ++at;
		for (; at < s.n && s.p[at] >= '0' && s.p[at] <= '9'; at++, left--) {
			if (left == 0)
				return 0;
			value = value * 10 + (s.p[at] - '0');
		}
		if (at == start)
			return 0;
	}
	for (; left > 0; left--)
		value *= 10;
	*out = negative ? -value : value;
	return at;
}

#define MILLION 1000000

bool len_parse(Str s, Len *out) {
	static const struct { const char *name; int32_t num, den; } units[] = {
		{ "pt", 1024, 1 }, { "mm", 368640, 127 }, { "cm", 3686400, 127 }, { "in", 73728, 1 }, { "pc", 12288, 1 },
	};
	int64_t value;
	size_t n = scan_decimal(s, 6, &value);
	if (n == 0)
		return false;
	Str unit = str_sub(s, n, s.n);
	if (unit.n == 0 && value == 0) {
		*out = 0;
		return true;
	}
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (!str_is(unit, units[i].name))
			continue;
		Wide len = divide((Wide)value * units[i].num, (Wide)units[i].den * MILLION);
		if (len > LEN_MAX || len < -LEN_MAX)
			return false;
		*out = (Len)len;
		return true;
	}
	return false;
}

void buf_len(Buf *b, Len l) {
	int64_t value = (int64_t)divide((Wide)l * 10000, LEN_PT);
	if (value < 0) {
		buf_byte(b, '-');
		value = -value;
	}
	buf_printf(b, "%lld", (long long)(value / 10000));
	int rest = (int)(value % 10000);
	if (rest == 0)
		return;
	buf_byte(b, '.');
	for (int unit = 1000; rest > 0; rest %= unit, unit /= 10)
		buf_byte(b, '0' + rest / unit);
}

bool decimal_parse(Str s, int32_t *thousandths) {
	int64_t value;
	size_t n = scan_decimal(s, 3, &value);
	if (n == 0 || n != s.n || value > INT32_MAX || value < -INT32_MAX)
		return false;
	*thousandths = (int32_t)value;
	return true;
}
