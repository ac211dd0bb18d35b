/* Slices and growing buffers. Slices are compared and searched as bytes; only str_distance looks at code points,
 * because an edit is a letter to the author. A Buf doubles, so that adding byte after byte stays linear. */
#include "base/str.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Str str_of(const char *z) {
	return z ? (Str){ z, strlen(z) } : STR("");
}

Str str_copy(Arena *arena, Str s) {
	char *p = arena_alloc(arena, s.n + 1);
	if (s.n)
		memcpy(p, s.p, s.n);
	return (Str){ p, s.n };
}

const char *str_z(Arena *arena, Str s) {
	return str_copy(arena, s).p;
}

Str str_printf(Arena *arena, const char *format, ...) {
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(n >= 0);
	char *p = arena_alloc(arena, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, format, again);
	va_end(again);
	return (Str){ p, (size_t)n };
}

Str str_sub(Str s, size_t start, size_t end) {
	if (end > s.n)
		end = s.n;
	if (start > end)
		start = end;
	return (Str){ s.p ? s.p + start : s.p, end - start };
}

static bool is_blank(char c) {
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

Str str_trim(Str s) {
	size_t start = 0, end = s.n;
	while (start < end && is_blank(s.p[start]))
		start++;
	while (end > start && is_blank(s.p[end - 1]))
		end--;
	return str_sub(s, start, end);
}

bool str_eq(Str a, Str b) {
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_is(Str a, const char *z) {
	return str_eq(a, str_of(z));
}

bool str_starts(Str s, const char *z) {
	size_t n = strlen(z);
	return n <= s.n && (n == 0 || memcmp(s.p, z, n) == 0);
}

bool str_ends(Str s, const char *z) {
	size_t n = strlen(z);
	return n <= s.n && (n == 0 || memcmp(s.p + s.n - n, z, n) == 0);
}

int str_cmp(Str a, Str b) {
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;
	if (order != 0)
		return order < 0 ? -1 : 1;
	return a.n < b.n ? -1 : a.n > b.n;
}

size_t str_find(Str s, const char *z, size_t from) {
	size_t n = strlen(z);
	if (from > s.n || n > s.n - from)
		return SIZE_MAX;
	if (n == 0)
		return from;
	const char *hit = memmem(s.p + from, s.n - from, z, n);
	return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

uint64_t str_hash(Str s) {
	uint64_t hash = 0xcbf29ce484222325u;
	for (size_t i = 0; i < s.n; i++)
		hash = (hash ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	return hash;
}

/* Edit distance with swaps of neighbours, none of them edited again ("optimal string alignment"). Three rows of the
 * usual table are kept. Words longer than LONGEST are not worth a suggestion: they are equal or far apart. */
#define LONGEST 64
#define FAR 9

static size_t min3(size_t a, size_t b, size_t c) {
	size_t m = a < b ? a : b;
	return m < c ? m : c;
}

size_t str_distance(Str a, Str b) {
	if (str_eq(a, b))
		return 0;
	if (a.n > 4 * LONGEST || b.n > 4 * LONGEST)
		return FAR;
	uint32_t x[4 * LONGEST], y[4 * LONGEST];
	size_t nx = 0, ny = 0;
	for (size_t at = 0; at < a.n;)
		x[nx++] = utf8_next(a, &at);
	for (size_t at = 0; at < b.n;)
		y[ny++] = utf8_next(b, &at);
	if (nx > LONGEST || ny > LONGEST)
		return FAR;
	size_t rows[3][LONGEST + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2];
	for (size_t j = 0; j <= ny; j++) {
		above[j] = j;
		before[j] = 0;
	}
	for (size_t i = 1; i <= nx; i++) {
		row[0] = i;
		for (size_t j = 1; j <= ny; j++) {
			row[j] = min3(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x[i - 1] != y[j - 1]));
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1] && before[j - 2] + 1 < row[j])
				row[j] = before[j - 2] + 1;
		}
		size_t *oldest = before;
		before = above;
		above = row;
		row = oldest;
	}
	return above[ny] < FAR ? above[ny] : FAR;
}

void buf_free(Buf *b) {
	free(b->p);
	*b = (Buf){ 0 };
}

static void make_room(Buf *b, size_t n) {
	if (b->room - b->n >= n)
		return;
	size_t room = b->room ? b->room : 64;
	while (room - b->n < n && room <= SIZE_MAX / 2)
		room *= 2;
	char *p = room - b->n >= n ? realloc(b->p, room) : NULL;
	if (!p) {
		arena_out_of_memory(n);
		abort();
	}
	b->p = p;
	b->room = room;
}

void buf_add(Buf *b, const void *bytes, size_t n) {
	if (n == 0)
		return;
	make_room(b, n);
	memcpy(b->p + b->n, bytes, n);
	b->n += n;
}

void buf_str(Buf *b, Str s) {
	buf_add(b, s.p, s.n);
}

void buf_z(Buf *b, const char *z) {
	buf_add(b, z, strlen(z));
}

void buf_byte(Buf *b, int byte) {
	make_room(b, 1);
	b->p[b->n++] = (char)byte;
}

void buf_printf(Buf *b, const char *format, ...) {
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(n >= 0);
	make_room(b, (size_t)n + 1);
	vsnprintf(b->p + b->n, (size_t)n + 1, format, again);
	va_end(again);
	b->n += (size_t)n;
}

Str buf_as_str(const Buf *b) {
	return b->p ? (Str){ b->p, b->n } : STR("");
}
