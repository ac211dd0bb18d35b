/* Capitals, word by word: what a letter becomes may depend on its neighbours. Greek drops its accents, but for the one of a
 * lone \u1F22 "or", and sets a diaeresis where they kept vowels apart; Dutch makes IJ of ij. ICU's rules of the text's language are
 * asked for the whole word, and each cluster gets what the word up to its end has more than the word up to its start, so that every
 * capital stands under the bytes it was made of. Irish, which ICU leaves out: the letters that a mutation puts in front stay
 * small (bPoblacht, an tSr\u00e1id), and "t-uisce" loses its hyphen. */
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include "text/internal.h"

#define WORD_MOST 128                                        /* UTF-16 units; a longer word is made of pieces */

typedef struct {
	UChar source[WORD_MOST + 2], upper[3 * WORD_MOST + 8];
	uint32_t byte[WORD_MOST + 2];                            /* of each unit */
	int32_t n, length;
} Word;

static bool extends(uint32_t c) { return c >= 0x300 && u_hasBinaryProperty((UChar32)c, UCHAR_GRAPHEME_EXTEND); }

static size_t word_start(Str text, size_t at) {
	for (size_t before = at; before > 0 && at - before < WORD_MOST;) {
		if (u_isUWhiteSpace((UChar32)utf8_prev(text, &before)))
			break;
		at = before;
	}
	return at;
}

/* Reads the word that starts at a byte; returns the byte behind it. White space is a word of its own. */
static size_t read_word(Str text, size_t at, Word *word) {
	word->n = 0;
	while (at < text.n && word->n < WORD_MOST) {
		size_t next = at;
		uint32_t c = utf8_next(text, &next);
		bool white = u_isUWhiteSpace((UChar32)c);
		if (white && word->n)
			break;
		word->byte[word->n] = word->byte[word->n + 1] = (uint32_t)at;
		U16_APPEND_UNSAFE(word->source, word->n, c);
		at = next;
		if (white)
			break;
	}
	word->byte[word->n] = (uint32_t)at;
	return at;
}

static int32_t upper_length(const Word *word, int32_t n, const char *language, UChar *out) {
	UErrorCode status = U_ZERO_ERROR;
	int32_t length = u_strToUpper(out, 3 * WORD_MOST + 8, word->source, n, language, &status);
	return U_SUCCESS(status) ? length : 0;
}

/* The units at the start of an Irish word that stay small; *drop is set when a hyphen behind them goes. */
static int32_t irish_prefix(const Word *word, bool *drop) {
	static const char *const pairs[] = { "mb", "gc", "nd", "ng", "bhf", "bp", "dt", "ts", "t", "n", "h" };
	*drop = false;
	if (word->n > 2 && (word->source[0] == 't' || word->source[0] == 'n') && word->source[1] == '-') {
		*drop = true;
		return 1;
	}
	int32_t small = 0;
	while (small < word->n && small < 3 && u_islower(word->source[small]))
		small++;
	if (small == 0 || small == word->n || !u_isupper(word->source[small]))
		return 0;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		size_t n = strlen(pairs[i]);
		bool same = (int32_t)n == small || (int32_t)n == small + 1;
		for (int32_t k = 0; same && k < (int32_t)n; k++)
			same = u_tolower(word->source[k]) == (UChar32)pairs[i][k];
		if (same)
			return small;
	}
	return 0;
}

static void add(hb_buffer_t *buffer, const UChar *units, int32_t from, int32_t to, uint32_t byte) {
	for (int32_t i = from; i < to;) {
		UChar32 c;
		U16_NEXT(units, i, to, c);
		hb_buffer_add(buffer, (hb_codepoint_t)c, byte);
	}
}

static void add_word(hb_buffer_t *buffer, Word *word, uint32_t start, uint32_t end, const char *language) {
	UChar part[3 * WORD_MOST + 8];
	word->length = upper_length(word, word->n, language, word->upper);
	bool drop = false;
	int32_t small = strncmp(language, "ga", 2) == 0 && !u_isalpha((UChar32)(unsigned char)language[2]) ? irish_prefix(word, &drop) : 0;
	for (int32_t from = 0, made = 0; from < word->n;) {
		int32_t to = from;
		UChar32 c;
		U16_FWD_1(word->source, to, word->n);
		for (int32_t next = to; next < word->n; to = next) {
			U16_NEXT(word->source, next, word->n, c);
			if (!extends((uint32_t)c))
				break;
		}
		int32_t upto = word->length == word->n ? to : to == word->n ? word->length : upper_length(word, to, language, part);
		upto = upto < made ? made : upto > word->length ? word->length : upto;
		bool inside = word->byte[from] >= start && word->byte[from] < end;
		if (inside && from < small)
			add(buffer, word->source, from, to, word->byte[from]);
		else if (inside && !(drop && from == small))
			add(buffer, word->upper, made, upto, word->byte[from]);
		made = upto;
		from = to;
	}
}

void add_capitals(hb_buffer_t *buffer, Str text, uint32_t start, uint32_t end, Str language) {
	char name[32] = "";
	memcpy(name, language.p, language.n < sizeof name ? language.n : sizeof name - 1);
	Word word;
	for (size_t at = word_start(text, start); at < end;) {
		at = read_word(text, at, &word);
		add_word(buffer, &word, start, end, name);
	}
}
