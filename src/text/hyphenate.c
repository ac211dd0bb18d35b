/* Hyphenation by libhyphen's dictionaries: the word in NFC and lower case, in the dictionary's charset, and the vector of
 * breaks, not the returned string. A word is first made into letters, each of which knows where in the text it stands, so
 * that composing and lower case may change lengths. libhyphen is asked for every break; the language's own rules then
 * choose: letters that stay before and after, counted by clusters; a vowel on both sides, where the language asks for it.
 *
 * Some breaks change the spelling (Hungarian asz-szony for asszony). libhyphen tells that by arrays beside the vector: with
 * a break after letter i, cut[i] letters from letter i - pos[i] + 1 on are replaced by rep[i], in which "=" is the break.
 *
 * Words come again and again in a newsletter, so the answers are kept in a table. */
#include <hyphen.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "text/internal.h"

#define WORD_MAX_BYTES 256
#define CHUNK_MAX 32
#define TABLE_SIZE 8192
#define JOINT_PART 3                                         /* letters that the first and the last part of a compound have */

typedef struct {
	Str word;
	uint8_t *points;                                         /* word.n of them */
	RespeltBreak *respelt;
	size_t respelt_count;
} Entry;

typedef struct {
	Str path;
	HyphenDict *dictionary;
} Dictionary;

struct HyphenCache {
	Job job;
	const Locale *locale;
	HyphenDict *dictionary, joints;                          /* joints: its first level alone */
	const UNormalizer2 *nfc;
	UConverter *charset;                                     /* NULL: UTF-8 */
	Entry table[TABLE_SIZE];
};

typedef struct {
	uint32_t c;                                              /* composed, lower case */
	uint16_t at;                                             /* byte of the word that it comes from */
	bool starts;                                             /* the word may be cut before it */
	bool upper;                                              /* it was a capital */
	bool extends;                                            /* a mark, part of the cluster before it */
} Letter;

typedef struct {
	Str word;
	Letter at[WORD_MAX_BYTES + CHUNK_MAX];
	size_t count;
	char encoded[2 * WORD_MAX_BYTES];
	int32_t encoded_length;
} Letters;

struct Dictionaries {
	pthread_mutex_t lock;
	Arena *arena;
	struct { Dictionary *at; size_t n, room; } open;
};

Dictionaries *text_make_dictionaries(void) {
	Arena *arena = arena_make();
	Dictionaries *dictionaries = arena_new(arena, Dictionaries);
	dictionaries->arena = arena;
	pthread_mutex_init(&dictionaries->lock, NULL);
	return dictionaries;
}

void text_free_dictionaries(Dictionaries *dictionaries) {
	if (!dictionaries)
		return;
	pthread_mutex_destroy(&dictionaries->lock);
	arena_free(dictionaries->arena);
}

static void release_dictionary(void *dictionary) { hnj_hyphen_free(dictionary); }

/* libhyphen only reads a dictionary once it is loaded. NULL when it cannot be. */
static HyphenDict *load(Arena *arena, const char *path) {
	HyphenDict *dictionary = hnj_hyphen_load(path);
	if (dictionary)
		arena_on_release(arena, release_dictionary, dictionary);
	return dictionary;
}

static HyphenDict *share(Dictionaries *dictionaries, const char *path) {
	HyphenDict *found = NULL;
	pthread_mutex_lock(&dictionaries->lock);
	for (size_t i = 0; i < dictionaries->open.n && !found; i++)
		if (str_is(dictionaries->open.at[i].path, path))
			found = dictionaries->open.at[i].dictionary;
	if (!found) {
		found = load(dictionaries->arena, path);
		if (found)
			*list_push(dictionaries->arena, &dictionaries->open) = (Dictionary){ str_copy(dictionaries->arena, str_of(path)), found };
	}
	pthread_mutex_unlock(&dictionaries->lock);
	return found;
}

static void release_converter(void *converter) { ucnv_close(converter); }

HyphenCache *hyphens_open(Job *job, Dictionaries *dictionaries, const Locale *locale) {
	if (!locale->hyphenation.dictionary.n)
		return NULL;
	const char *path = str_z(job->arena, locale->hyphenation.dictionary);
	HyphenDict *dictionary = dictionaries ? share(dictionaries, path) : load(job->arena, path);
	if (!dictionary) {
		diag_warning(job->diag, POS_NONE, RULE_HYPHENATION_MISSING, "the hyphenation dictionary '%s' cannot be read", path);
		diag_help(job->diag, "install the package " STR_FMT " anew", STR_ARG(locale->hyphenation.package));
		return NULL;
	}
	diag_note_file(job->diag, locale->hyphenation.dictionary);
	HyphenCache *cache = arena_new(job->arena, HyphenCache);
	UErrorCode status = U_ZERO_ERROR;
	cache->job = *job;
	cache->locale = locale;
	cache->dictionary = dictionary;
	cache->joints = *dictionary;
	cache->joints.nextlevel = NULL;
	cache->nfc = unorm2_getNFCInstance(&status);
	if (!dictionary->utf8) {
		cache->charset = ucnv_open(dictionary->cset, &status);
		if (cache->charset)
			arena_on_release(job->arena, release_converter, cache->charset);
	}
	return U_SUCCESS(status) ? cache : NULL;
}

/* The bytes [from, to) of the word, which compose to nothing beyond themselves, as letters. */
static bool add_chunk(const HyphenCache *cache, Letters *letters, size_t from, size_t to) {
	UErrorCode status = U_ZERO_ERROR;
	UChar source[CHUNK_MAX], composed[CHUNK_MAX], lower[CHUNK_MAX];
	uint32_t offsets[CHUNK_MAX];
	int32_t n = 0;
	size_t characters = 0;
	for (size_t at = from; at < to;) {
		if (n + 2 > CHUNK_MAX)
			return false;
		offsets[characters++] = (uint32_t)at;
		uint32_t c = utf8_next(letters->word, &at);
		U16_APPEND_UNSAFE(source, n, c);
	}
	int32_t length = unorm2_normalize(cache->nfc, source, n, composed, CHUNK_MAX, &status);
	length = u_strToLower(lower, CHUNK_MAX, composed, length, cache->locale->icu.p, &status);
	if (U_FAILURE(status) || letters->count + (size_t)length > WORD_MAX_BYTES)
		return false;
	bool alike = (size_t)u_countChar32(lower, length) == characters;
	bool upper = u_isupper((UChar32)utf8_next(letters->word, &(size_t){ from }));
	size_t index = 0;
	for (int32_t i = 0; i < length; index++) {
		UChar32 c;
		U16_NEXT(lower, i, length, c);
		bool mark = u_hasBinaryProperty(c, UCHAR_GRAPHEME_EXTEND) || u_charType(c) == U_COMBINING_SPACING_MARK;
		bool apostrophe = c == 0x2019 || c == 0x2BC;
		uint32_t at = alike ? offsets[index] : (uint32_t)from;
		letters->at[letters->count++] = (Letter){ apostrophe ? '\'' : (uint32_t)c, (uint16_t)at, alike || index == 0, upper,
			                                      index > 0 ? !alike || mark : mark };
	}
	return true;
}

/* Joiners are passed over: they belong to the letter before. */
static bool make_letters(const HyphenCache *cache, Str word, Letters *letters) {
	letters->word = word;
	letters->count = 0;
	size_t from = 0;
	for (size_t at = 0; at < word.n;) {
		size_t here = at;
		uint32_t c = utf8_next(word, &at);
		bool skip = c == 0x200C || c == 0x200D;
		if (!skip && !unorm2_hasBoundaryBefore(cache->nfc, (UChar32)c))
			continue;
		if (here > from && !add_chunk(cache, letters, from, here))
			return false;
		from = skip ? at : here;
	}
	return from >= word.n || add_chunk(cache, letters, from, word.n);
}

/* False when the word cannot be said in the dictionary's charset. */
static bool encode(const HyphenCache *cache, Letters *letters) {
	Buf utf8 = { 0 };
	UErrorCode status = U_ZERO_ERROR;
	for (size_t i = 0; i < letters->count; i++)
		buf_utf8(&utf8, letters->at[i].c);
	bool fits = utf8.n > 0 && utf8.n < sizeof letters->encoded - 8;
	letters->encoded_length = (int32_t)utf8.n;
	if (fits && cache->charset)
		letters->encoded_length = ucnv_fromAlgorithmic(cache->charset, UCNV_UTF8, letters->encoded, sizeof letters->encoded, utf8.p,
		                                               (int32_t)utf8.n, &status);
	else if (fits)
		memcpy(letters->encoded, utf8.p, utf8.n);
	buf_free(&utf8);
	if (!fits || U_FAILURE(status) || (cache->charset && letters->encoded_length != (int32_t)letters->count))
		return false;
	letters->encoded[letters->encoded_length] = '\0';
	return true;
}

static bool has_vowel(const HyphenCache *cache, const Letters *letters, size_t from, size_t to) {
	Str vowels = cache->locale->hyphenation.vowels;
	for (size_t i = from; i < to; i++)
		for (size_t at = 0; at < vowels.n;)
			if (utf8_next(vowels, &at) == letters->at[i].c)
				return true;
	return vowels.n == 0;
}

static int clusters(const Letters *letters, size_t from, size_t to) {
	int n = 0;
	for (size_t i = from; i < to; i++)
		n += !letters->at[i].extends;
	return n;
}

/* Whether the language lets the word be cut before letter i. */
static bool is_allowed(const HyphenCache *cache, const Letters *letters, size_t i) {
	const Hyphenation *h = &cache->locale->hyphenation;
	if (i == 0 || i >= letters->count || !letters->at[i].starts || letters->at[i].extends)
		return false;
	return clusters(letters, 0, i) >= h->start && clusters(letters, i, letters->count) >= h->end &&
	       has_vowel(cache, letters, 0, i) && has_vowel(cache, letters, i, letters->count);
}

/* An exception of the language file: "ta-ble" names every break of the word "table". */
static bool find_exception(const HyphenCache *cache, const Letters *letters, uint8_t *points) {
	const Hyphenation *h = &cache->locale->hyphenation;
	for (size_t e = 0; e < h->exception_count; e++) {
		Str pattern = h->exceptions[e];
		uint8_t trial[WORD_MAX_BYTES] = { 0 };
		size_t i = 0, p = 0;
		while (p < pattern.n) {
			size_t next = p;
			uint32_t c = utf8_next(pattern, &next);
			if (c == '-' && i < letters->count)
				trial[letters->at[i].at] = letters->at[i].starts;
			else if (i < letters->count && letters->at[i].c == c)
				i++;
			else
				break;
			p = next;
		}
		if (p < pattern.n || i < letters->count)
			continue;
		memcpy(points, trial, letters->word.n);
		return true;
	}
	return false;
}

static uint32_t byte_of(const Letters *letters, size_t i) {
	return i < letters->count ? letters->at[i].at : (uint32_t)letters->word.n;
}

static Str decode(const HyphenCache *cache, const char *text) {
	char utf8[4 * WORD_MAX_BYTES];
	UErrorCode status = U_ZERO_ERROR;
	if (!cache->charset)
		return str_copy(cache->job.arena, str_of(text));
	int32_t n = ucnv_toAlgorithmic(UCNV_UTF8, cache->charset, utf8, sizeof utf8, text, (int32_t)strlen(text), &status);
	return str_copy(cache->job.arena, (Str){ utf8, U_SUCCESS(status) ? (size_t)n : 0 });
}

/* A break before letter i that writes `rep` for letters [first, first + cut). The letters replaced are widened to touch the
 * break. Capitals among them would need capitals in the replacement; such a word is not divided there. */
static void add_respelt(const HyphenCache *cache, const Letters *letters, Entry *entry, size_t i, size_t first, size_t cut,
                        const char *rep) {
	Arena *arena = cache->job.arena;
	size_t end = first + cut;
	Str both = decode(cache, rep);
	size_t equals = str_find(both, "=", 0);
	bool whole = end <= letters->count && letters->at[first].starts && (end == letters->count || letters->at[end].starts);
	if (equals == SIZE_MAX || !whole)
		return;
	for (size_t k = first; k < end; k++)
		if (letters->at[k].upper)
			return;
	RespeltBreak *made = &entry->respelt[entry->respelt_count++];
	made->at = byte_of(letters, i);
	made->how = (Respelling){ .from = byte_of(letters, first), .to = byte_of(letters, end),
		                      .before = str_sub(both, 0, equals), .after = str_sub(both, equals + 1, both.n) };
	if (made->how.to < made->at) {
		Str kept = str_sub(letters->word, made->how.to, made->at);
		made->how.before = str_printf(arena, STR_FMT STR_FMT, STR_ARG(made->how.before), STR_ARG(kept));
		made->how.to = made->at;
	}
	if (made->how.from > made->at) {
		Str kept = str_sub(letters->word, made->at, made->how.from);
		made->how.after = str_printf(arena, STR_FMT STR_FMT, STR_ARG(kept), STR_ARG(made->how.after));
		made->how.from = made->at;
	}
}

static void ask_dictionary(const HyphenCache *cache, const Letters *letters, Entry *entry) {
	char vector[2 * WORD_MAX_BYTES + 16] = { 0 }, shown[4 * WORD_MAX_BYTES];
	char **rep = NULL;
	int *pos = NULL, *cut = NULL;
	int failed = hnj_hyphen_hyphenate3(cache->dictionary, letters->encoded, letters->encoded_length, vector, shown, &rep, &pos,
	                                   &cut, 1, 1, 1, 1);
	entry->respelt = arena_array(cache->job.arena, RespeltBreak, letters->count);
	for (size_t i = 0; !failed && i + 1 < letters->count; i++) {
		if (!(vector[i] & 1) || !is_allowed(cache, letters, i + 1))
			continue;
		if (rep && rep[i] && pos && cut && pos[i] <= (int)i + 1)
			add_respelt(cache, letters, entry, i + 1, (size_t)((int)i - pos[i] + 1), (size_t)cut[i], rep[i]);
		else
			entry->points[letters->at[i + 1].at] = 1;
	}
	for (int32_t i = 0; rep && i < letters->encoded_length; i++)
		free(rep[i]);
	free(rep);
	free(pos);
	free(cut);
}

/* A dictionary of two levels (German) has compounds in the first: a break that this level gives is a joint. */
static void mark_joints(HyphenCache *cache, const Letters *letters, Entry *entry) {
	char vector[2 * WORD_MAX_BYTES + 16] = { 0 }, shown[4 * WORD_MAX_BYTES];
	char **rep = NULL;
	int *pos = NULL, *cut = NULL;
	int failed = hnj_hyphen_hyphenate3(&cache->joints, letters->encoded, letters->encoded_length, vector, shown, &rep, &pos, &cut, 1, 1, 1, 1);
	for (size_t i = JOINT_PART - 1; !failed && i + JOINT_PART < letters->count; i++)
		if ((vector[i] & 1) && entry->points[letters->at[i + 1].at])
			entry->points[letters->at[i + 1].at] = HYPHEN_JOINT;
	for (int32_t i = 0; rep && i < letters->encoded_length; i++)
		free(rep[i]);
	free(rep);
	free(pos);
	free(cut);
}

static const Entry *entry_for(HyphenCache *cache, Str word) {
	if (word.n == 0 || word.n >= WORD_MAX_BYTES)
		return NULL;
	Entry *entry = &cache->table[str_hash(word) % TABLE_SIZE];
	if (entry->points && str_eq(entry->word, word))
		return entry;
	*entry = (Entry){ .word = str_copy(cache->job.arena, word) };
	entry->points = arena_array(cache->job.arena, uint8_t, word.n);
	Letters letters;
	int least = cache->locale->hyphenation.min_word;
	if (!make_letters(cache, entry->word, &letters) || clusters(&letters, 0, letters.count) < least)
		return entry;
	if (!find_exception(cache, &letters, entry->points) && encode(cache, &letters)) {
		ask_dictionary(cache, &letters, entry);
		mark_joints(cache, &letters, entry);
	}
	return entry;
}

void hyphenate_word(HyphenCache *cache, Str word, uint8_t *points) {
	const Entry *entry = entry_for(cache, word);
	if (entry)
		memcpy(points, entry->points, word.n);
	else
		memset(points, 0, word.n);
}

size_t hyphenate_respelt(HyphenCache *cache, Str word, const RespeltBreak **breaks) {
	const Entry *entry = entry_for(cache, word);
	*breaks = entry ? entry->respelt : NULL;
	return entry ? entry->respelt_count : 0;
}
