/* Where a word may be lengthened by a kashida: HarfBuzz marks the joins that take a tatweel, and of those the best is kept, one
 * a word, by the kinds of scripts.md, section 5 (after Microsoft's "Kashida justification" of the Arabic layout engine, which follows
 * the calligraphers). Of equals the one nearest to the word's end is taken. Words of two letters stay as they are. */
#include <unicode/uchar.h>

#include "text/internal.h"

#define TATWEEL 0x640
#define LETTERS_LEAST 3

enum { AUTHORS = 1, AFTER_SEEN, BEFORE_HEH, BEFORE_ALEF, BEFORE_BEH, BEFORE_WAW, OTHER };

typedef struct {
	uint32_t letters[128];                                   /* of a word, without marks */
	uint32_t cluster[128];                                   /* in which each stands */
	uint32_t count;
} Word;

static UJoiningGroup group(uint32_t c) { return (UJoiningGroup)u_getIntPropertyValue((UChar32)c, UCHAR_JOINING_GROUP); }

static bool joins_on(uint32_t c) {
	UJoiningType type = (UJoiningType)u_getIntPropertyValue((UChar32)c, UCHAR_JOINING_TYPE);
	return type == U_JT_DUAL_JOINING || type == U_JT_JOIN_CAUSING || type == U_JT_LEFT_JOINING;
}

/* Whether letter i stands in its final form: it does not join on, or nothing follows that could be joined. */
static bool is_final(const Word *w, uint32_t i) {
	if (i + 1 >= w->count || !joins_on(w->letters[i]))
		return true;
	int next = u_getIntPropertyValue((UChar32)w->letters[i + 1], UCHAR_JOINING_TYPE);
	return next == U_JT_NON_JOINING;
}

static bool is_seen_or_sad(uint32_t c) { return group(c) == U_JG_SEEN || group(c) == U_JG_SAD; }

static bool ends_in_reh_or_yeh(const Word *w, uint32_t i) {
	if (i >= w->count || !is_final(w, i))
		return false;
	UJoiningGroup g = group(w->letters[i]);
	return g == U_JG_REH || g == U_JG_YEH || g == U_JG_FARSI_YEH;
}

/* The kind of the join before letter i. */
static int kind_of(const Word *w, uint32_t i) {
	if (w->letters[i - 1] == TATWEEL || w->letters[i] == TATWEEL)
		return AUTHORS;
	if (is_seen_or_sad(w->letters[i - 1]))
		return AFTER_SEEN;
	UJoiningGroup g = group(w->letters[i]);
	bool final = is_final(w, i), lam_alef = g == U_JG_LAM && i + 1 < w->count && group(w->letters[i + 1]) == U_JG_ALEF;
	if (final && (g == U_JG_HEH || g == U_JG_TEH_MARBUTA || g == U_JG_KNOTTED_HEH || g == U_JG_DAL))
		return BEFORE_HEH;
	if (lam_alef || (final && (g == U_JG_ALEF || g == U_JG_TAH || g == U_JG_LAM || g == U_JG_KAF || g == U_JG_GAF)))
		return BEFORE_ALEF;
	if (!final && g == U_JG_BEH && ends_in_reh_or_yeh(w, i + 1))
		return BEFORE_BEH;
	if (final && (g == U_JG_WAW || g == U_JG_AIN || g == U_JG_QAF || g == U_JG_FEH))
		return BEFORE_WAW;
	return OTHER;
}

static void add_letters(Word *w, const Text *text, uint32_t cluster) {
	const Cluster *c = &text->clusters[cluster];
	for (size_t at = c->start; at < c->end && w->count < 128;) {
		uint32_t character = utf8_next(text->text, &at);
		if (u_getIntPropertyValue((UChar32)character, UCHAR_JOINING_TYPE) == U_JT_TRANSPARENT)
			continue;
		w->letters[w->count] = character;
		w->cluster[w->count++] = cluster;
	}
}

static void choose(Text *text, const Word *w) {
	int best = OTHER + 1;
	uint32_t place = 0;
	for (uint32_t i = 1; i < w->count; i++) {
		Cluster *c = &text->clusters[w->cluster[i]];
		bool offered = c->kashida && w->cluster[i] != w->cluster[i - 1];
		int kind = offered ? kind_of(w, i) : OTHER + 1;
		if (offered)
			c->kashida = 0;
		if (kind <= best && offered) {
			best = kind;
			place = w->cluster[i];
		}
	}
	if (w->count)
		text->clusters[w->cluster[0]].kashida = 0;
	if (place && w->count >= LETTERS_LEAST)
		text->clusters[place].kashida = (uint8_t)best;
}

static bool is_word_letter(const Text *text, const Cluster *c) {
	size_t at = c->start;
	uint32_t character = utf8_next(text->text, &at);
	bool transparent = u_getIntPropertyValue((UChar32)character, UCHAR_JOINING_TYPE) == U_JT_TRANSPARENT;
	return u_isalpha((UChar32)character) || character == TATWEEL || transparent;
}

void choose_kashidas(Text *text) {
	Word word = { .count = 0 };
	for (uint32_t i = 0; i < text->cluster_count; i++) {
		Cluster *c = &text->clusters[i];
		const Typography *typography = text->runs[c->run].typography;
		bool takes = typography->justify == JUSTIFY_KASHIDA && text->runs[c->run].level % 2;
		if (!takes)
			c->kashida = 0;
		if (takes && is_word_letter(text, c)) {
			add_letters(&word, text, i);
			continue;
		}
		choose(text, &word);
		word.count = 0;
	}
	choose(text, &word);
}
