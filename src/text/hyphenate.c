/* Hyphenation by libhyphen's dictionaries: the word in NFC and lower case, in the dictionary's charset, and the vector of
 * breaks, not the returned string. Breaks that would change the spelling are left out. Words come again and again in a
 * newsletter, so the answers are kept in a table. */
#include <hyphen.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucasemap.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>

#include "text/internal.h"

#define WORD_MAX_BYTES 100
#define TABLE_SIZE 8192

typedef struct {
	Str word;
	uint8_t *points;                                         /* word.n of them */
} Entry;

struct HyphenCache {
	Job job;
	const Locale *locale;
	HyphenDict *dictionary;
	UCaseMap *lower;
	UConverter *charset;                                     /* NULL: UTF-8 */
	Entry table[TABLE_SIZE];
};

static void release_dictionary(void *dictionary) { hnj_hyphen_free(dictionary); }
static void release_case_map(void *map) { ucasemap_close(map); }
static void release_converter(void *converter) { ucnv_close(converter); }

HyphenCache *hyphens_open(Job *job, const Locale *locale) {
	if (!locale->hyphenation.dictionary.n)
		return NULL;
	const char *path = str_z(job->arena, locale->hyphenation.dictionary);
	HyphenDict *dictionary = hnj_hyphen_load(path);
	if (!dictionary) {
		diag_error(job->diag, POS_NONE, RULE_HYPHENATION_MISSING, "the hyphenation dictionary '%s' cannot be read", path);
		diag_help(job->diag, "install the package " STR_FMT, STR_ARG(locale->hyphenation.package));
		return NULL;
	}
	HyphenCache *cache = arena_new(job->arena, HyphenCache);
	UErrorCode status = U_ZERO_ERROR;
	cache->job = *job;
	cache->locale = locale;
	cache->dictionary = dictionary;
	arena_on_release(job->arena, release_dictionary, dictionary);
	cache->lower = ucasemap_open(str_z(job->arena, locale->icu), 0, &status);
	arena_on_release(job->arena, release_case_map, cache->lower);
	if (!dictionary->utf8) {
		cache->charset = ucnv_open(dictionary->cset, &status);
		if (cache->charset)
			arena_on_release(job->arena, release_converter, cache->charset);
	}
	return U_SUCCESS(status) ? cache : NULL;
}

/* The word as the dictionary wants it. Returns its length, or 0 when it cannot be said in that charset or changes length. */
static int32_t prepare(HyphenCache *cache, Str word, char *out, size_t room) {
	UErrorCode status = U_ZERO_ERROR;
	int32_t n = ucasemap_utf8ToLower(cache->lower, out, (int32_t)room, word.p, (int32_t)word.n, &status);
	if (U_FAILURE(status) || n >= (int32_t)room || utf8_count((Str){ out, (size_t)n }) != utf8_count(word))
		return 0;
	if (!cache->charset)
		return n;
	char encoded[WORD_MAX_BYTES + 8];
	int32_t m = ucnv_fromAlgorithmic(cache->charset, UCNV_UTF8, encoded, sizeof encoded, out, n, &status);
	if (U_FAILURE(status) || m != (int32_t)utf8_count(word))
		return 0;
	memcpy(out, encoded, (size_t)m);
	return m;
}

/* An exception of the language file: "ta-ble" names every break of the word "table". */
static bool find_exception(const HyphenCache *cache, Str word, uint8_t *points) {
	const Hyphenation *h = &cache->locale->hyphenation;
	for (size_t e = 0; e < h->exception_count; e++) {
		Str pattern = h->exceptions[e];
		size_t w = 0, p = 0;
		uint8_t trial[WORD_MAX_BYTES] = { 0 };
		for (; p < pattern.n && w < word.n; p++) {
			if (pattern.p[p] == '-')
				trial[w] = 1;
			else if (pattern.p[p] == word.p[w])
				w++;
			else
				break;
		}
		if (p == pattern.n && w == word.n) {
			memcpy(points, trial, word.n);
			return true;
		}
	}
	return false;
}

static void ask_dictionary(HyphenCache *cache, Str word, const char *prepared, int32_t n, uint8_t *points) {
	const Hyphenation *h = &cache->locale->hyphenation;
	char vector[WORD_MAX_BYTES + 16] = { 0 };
	char **rep = NULL;
	int *pos = NULL, *cut = NULL;
	char shown[2 * WORD_MAX_BYTES + 32];
	if (hnj_hyphen_hyphenate3(cache->dictionary, prepared, n, vector, shown, &rep, &pos, &cut, h->start, h->end, h->start, h->end) == 0) {
		size_t characters = utf8_count(word), at = 0;
		for (size_t i = 0; i < characters; i++) {
			utf8_next(word, &at);
			bool odd = vector[i] & 1, respelt = rep && rep[i];
			if (odd && !respelt && at < word.n && i + 1 >= (size_t)h->start && characters - i - 1 >= (size_t)h->end)
				points[at] = 1;
		}
	}
	for (int32_t i = 0; rep && i < n; i++)
		free(rep[i]);
	free(rep);
	free(pos);
	free(cut);
}

void hyphenate_word(HyphenCache *cache, Str word, uint8_t *points) {
	memset(points, 0, word.n);
	if (word.n > WORD_MAX_BYTES - 4 || utf8_count(word) < (size_t)cache->locale->hyphenation.min_word)
		return;
	Entry *entry = &cache->table[str_hash(word) % TABLE_SIZE];
	if (!str_eq(entry->word, word) || !entry->points) {
		char prepared[WORD_MAX_BYTES + 8];
		int32_t n = prepare(cache, word, prepared, WORD_MAX_BYTES);
		*entry = (Entry){ str_copy(cache->job.arena, word), arena_array(cache->job.arena, uint8_t, word.n) };
		Str lower = { prepared, (size_t)(n > 0 ? n : 0) };
		if (n > 0 && !(lower.n == word.n && find_exception(cache, lower, entry->points))) {
			prepared[n] = 0;
			ask_dictionary(cache, word, prepared, n, entry->points);
		}
	}
	memcpy(points, entry->points, word.n);
}
