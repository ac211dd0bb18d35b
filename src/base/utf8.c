/* UTF-8 as RFC 3629 has it: one to four bytes, shortest form, no surrogates, up to U+10FFFF. The readers never look
 * past the end and take a bad byte for one U+FFFD, so that messages about a bad file can quote it. */
#include "base/str.h"

#define REPLACEMENT 0xFFFDu

/* The length of the valid sequence at the start of s, or 0; its code point in *out. */
static size_t decode(Str s, uint32_t *out) {
	const unsigned char *p = (const unsigned char *)s.p;
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t n;
	uint32_t c;
	if (s.n == 0)
		return 0;
	if (p[0] < 0x80) {
		*out = p[0];
		return 1;
	}
	if (p[0] >= 0xC2 && p[0] <= 0xDF) {
		n = 2;
		c = p[0] & 0x1Fu;
	} else if (p[0] >= 0xE0 && p[0] <= 0xEF) {
		n = 3;
		c = p[0] & 0x0Fu;
	} else if (p[0] >= 0xF0 && p[0] <= 0xF4) {
		n = 4;
		c = p[0] & 0x07u;
	} else {
		return 0;
	}
	if (s.n < n)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3Fu);
	}
	if (c < least[n] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return 0;
	*out = c;
	return n;
}

uint32_t utf8_next(Str s, size_t *at) {
	if (*at >= s.n)
		return 0;
	uint32_t c = REPLACEMENT;
	size_t n = decode(str_sub(s, *at, s.n), &c);
	*at += n ? n : 1;
	return c;
}

uint32_t utf8_prev(Str s, size_t *at) {
	size_t end = *at < s.n ? *at : s.n;
	if (end == 0) {
		*at = 0;
		return 0;
	}
	size_t start = end - 1;
	while (start > 0 && end - start < 4 && ((unsigned char)s.p[start] & 0xC0) == 0x80)
		start--;
	uint32_t c = REPLACEMENT;
	if (decode(str_sub(s, start, end), &c) != end - start) {
		c = REPLACEMENT;
		start = end - 1;
	}
	*at = start;
	return c;
}

size_t utf8_count(Str s) {
	size_t n = 0;
	for (size_t at = 0; at < s.n; n++)
		utf8_next(s, &at);
	return n;
}

size_t utf8_check(Str s) {
	uint32_t c;
	size_t at = 0;
	while (at < s.n) {
		size_t n = decode(str_sub(s, at, s.n), &c);
		if (n == 0)
			break;
		at += n;
	}
	return at;
}

void buf_utf8(Buf *b, uint32_t c) {
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = REPLACEMENT;
	if (c < 0x80) {
		buf_byte(b, (int)c);
	} else if (c < 0x800) {
		buf_byte(b, (int)(0xC0 | c >> 6));
		buf_byte(b, (int)(0x80 | (c & 0x3F)));
	} else if (c < 0x10000) {
		buf_byte(b, (int)(0xE0 | c >> 12));
		buf_byte(b, (int)(0x80 | (c >> 6 & 0x3F)));
		buf_byte(b, (int)(0x80 | (c & 0x3F)));
	} else {
		buf_byte(b, (int)(0xF0 | c >> 18));
		buf_byte(b, (int)(0x80 | (c >> 12 & 0x3F)));
		buf_byte(b, (int)(0x80 | (c >> 6 & 0x3F)));
		buf_byte(b, (int)(0x80 | (c & 0x3F)));
	}
}

void buf_json(Buf *b, Str s) {
	buf_byte(b, '"');
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		switch (c) {
		case '"': buf_z(b, "\\\""); break;
		case '\\': buf_z(b, "\\\\"); break;
		case '\n': buf_z(b, "\\n"); break;
		case '\r': buf_z(b, "\\r"); break;
		case '\t': buf_z(b, "\\t"); break;
		default:
			if (c < 0x20 || c == 0x7F)
				buf_printf(b, "\\u%04x", (unsigned)c);
			else
				buf_utf8(b, c);
		}
	}
	buf_byte(b, '"');
}
