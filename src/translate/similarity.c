/* How alike two texts are: one minus their edit distance (Levenshtein) over the longer one's length, by characters, digits masked
 * so that another year is no other sentence. Only a band round the diagonal is worked out, as wide as the least likeness that is
 * asked for allows (Ukkonen 1985), and a count of characters throws most texts out before. */
#include "translate/internal.h"

#define MAX_CHARACTERS 4000

static size_t decode(Str s, uint32_t *out) {
	size_t n = 0;
	for (size_t at = 0; at < s.n && n < MAX_CHARACTERS;) {
		uint32_t c = utf8_next(s, &at);
		out[n++] = c >= '0' && c <= '9' ? '0' : c;
	}
	return n;
}

/* A lower bound of the distance: characters that one has more of than the other. */
static size_t surplus(const uint32_t *a, size_t n, const uint32_t *b, size_t m) {
	int32_t counts[64] = { 0 };
	size_t more = 0, less = 0;
	for (size_t i = 0; i < n; i++)
		counts[a[i] % 64]++;
	for (size_t i = 0; i < m; i++)
		counts[b[i] % 64]--;
	for (size_t i = 0; i < 64; i++) {
		more += counts[i] > 0 ? (size_t)counts[i] : 0;
		less += counts[i] < 0 ? (size_t)-counts[i] : 0;
	}
	return more > less ? more : less;
}

/* The distance, or most + 1. */
static size_t distance(Arena *arena, const uint32_t *a, size_t n, const uint32_t *b, size_t m, size_t most) {
	uint32_t *row = arena_array(arena, uint32_t, m + 1);
	uint32_t far = (uint32_t)most + 1;
	for (size_t j = 0; j <= m; j++)
		row[j] = j > most ? far : (uint32_t)j;
	for (size_t i = 1; i <= n; i++) {
		size_t from = i > most ? i - most : 1, to = i + most < m ? i + most : m;
		uint32_t diagonal = row[from - 1], least = far;
		row[from - 1] = from == 1 && i <= most ? (uint32_t)i : far;
		for (size_t j = from; j <= to; j++) {
			uint32_t up = j == i + most ? far : row[j], cost = diagonal + (a[i - 1] != b[j - 1]);
			diagonal = row[j];
			cost = up + 1 < cost ? up + 1 : cost;
			cost = row[j - 1] + 1 < cost ? row[j - 1] + 1 : cost;
			row[j] = cost < far ? cost : far;
			least = row[j] < least ? row[j] : least;
		}
		if (least == far)
			return far;
	}
	return row[m];
}

unsigned similarity_of(Arena *arena, Str a, Str b, unsigned least) {
	uint32_t *x = arena_array(arena, uint32_t, MAX_CHARACTERS), *y = arena_array(arena, uint32_t, MAX_CHARACTERS);
	size_t n = decode(a, x), m = decode(b, y), longer = n > m ? n : m, shorter = n > m ? m : n;
	size_t most = longer * (100 - least) / 100;
	if (longer == 0)
		return 100;
	if (longer - shorter > most || surplus(x, n, y, m) > most)
		return 0;
	size_t d = distance(arena, x, n, y, m, most);
	return d > most ? 0 : (unsigned)((longer - d) * 100 / longer);
}
