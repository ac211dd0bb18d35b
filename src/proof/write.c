/* Marks, numbers and bytes as HTML and SVG want them, by integer arithmetic, so that no locale reaches a file. */
#include "proof/internal.h"

void write_escaped(Buf *out, Str s) {
	size_t from = 0;
	for (size_t i = 0; i < s.n; i++) {
		const char *with = NULL;
		switch (s.p[i]) {
		case '&': with = "&amp;"; break;
		case '<': with = "&lt;"; break;
		case '>': with = "&gt;"; break;
		case '"': with = "&quot;"; break;
		case '\0': with = "\xEF\xBF\xBD"; break;
		}
		if (!with)
			continue;
		buf_add(out, s.p + from, i - from);
		buf_z(out, with);
		from = i + 1;
	}
	if (from < s.n)
		buf_add(out, s.p + from, s.n - from);
}

void write_attribute(Buf *out, const char *name, Str value) {
	buf_printf(out, " %s=\"", name);
	write_escaped(out, value);
	buf_byte(out, '"');
}

void write_fixed(Buf *out, int64_t value, int decimals) {
	uint64_t rest = value < 0 ? (uint64_t)-value : (uint64_t)value, unit = 1;
	for (int i = 0; i < decimals; i++)
		unit *= 10;
	buf_printf(out, "%s%llu", value < 0 ? "-" : "", (unsigned long long)(rest / unit));
	rest %= unit;
	if (rest)
		buf_byte(out, '.');
	while (rest) {
		unit /= 10;
		buf_byte(out, (int)('0' + rest / unit));
		rest %= unit;
	}
}

void write_base64(Buf *out, Str bytes) {
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < bytes.n; i += 3) {
		uint32_t three = 0;
		for (size_t k = 0; k < 3; k++)
			three = three << 8 | (i + k < bytes.n ? (uint8_t)bytes.p[i + k] : 0);
		char four[4];
		for (size_t k = 0; k < 4; k++)
			four[k] = i + k > bytes.n ? '=' : letters[three >> (18 - 6 * k) & 63];
		buf_add(out, four, 4);
	}
}

void write_place(Buf *out, Pos pos) {
	LineColumn lc = pos_line_column(pos);
	buf_printf(out, STR_FMT ":%u:%u", STR_ARG(pos.file->path), lc.line, lc.column);
}
