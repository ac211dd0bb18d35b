/* Words that may be divided: by the hyphenation of the language that each is written in, and where the author put a soft
 * hyphen. Words in capitals, or with a digit beside them, and addresses are left whole. */
#include <unicode/uchar.h>

#include "text/internal.h"

#define WORD_MAX_BYTES 256
#define SOFT_HYPHEN 0xAD

static bool is_word_character(uint32_t c) {
	if (c < 0x300)
		return u_isalpha((UChar32)c);
	int8_t type = u_charType((UChar32)c);
	return u_isalpha((UChar32)c) || type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK || c == 0x200C || c == 0x200D;
}

/* The end of the word that starts at i, and whether it should be left alone. Where the author says where to divide a word,
 * it is divided nowhere else. */
static uint32_t scan_word(const Chances *c, uint32_t i, uint32_t end, bool *leave) {
	uint32_t first = i, upper = 0;
	for (; i < end && is_word_character(c->at[i].c); i++)
		upper += u_isupper((UChar32)c->at[i].c) != 0;
	uint32_t before = char_at(c, (int64_t)first - 1), after = char_at(c, i);
	*leave = u_isdigit((UChar32)after) || u_isdigit((UChar32)before) || before == SOFT_HYPHEN || after == SOFT_HYPHEN || c->at[first].address ||
	         (i - first > 1 && upper == i - first);
	return i;
}

static void hyphenate(Chances *c, HyphenCache *hyphens, uint32_t from, uint32_t to) {
	Str word = str_sub(c->request->block->text, c->at[from].at, c->at[to].at);
	uint8_t points[WORD_MAX_BYTES];
	if (word.n >= sizeof points)
		return;
	hyphenate_word(hyphens, word, points);
	for (uint32_t i = from + 1; i < to; i++)
		if (points[c->at[i].at - c->at[from].at] && c->at[i].kind == BREAK_NONE) {
			c->at[i].kind = BREAK_HYPHEN;
			c->at[i].joint = points[c->at[i].at - c->at[from].at] == HYPHEN_JOINT;
		}
}

/* Breaks that spell the word otherwise: their places are counted in the word, and from here on in the text. */
static void mark_respelt(Chances *c, HyphenCache *hyphens, uint32_t from, uint32_t to) {
	uint32_t origin = c->at[from].at;
	const RespeltBreak *breaks;
	size_t count = hyphenate_respelt(hyphens, str_sub(c->request->block->text, origin, c->at[to].at), &breaks);
	for (size_t b = 0; b < count; b++) {
		uint32_t i = chances_index(c, origin + breaks[b].at);
		if (c->at[i].kind != BREAK_NONE)
			continue;
		Respelling *how = arena_copy(c->job->arena, &breaks[b].how, sizeof breaks[b].how);
		how->from += origin;
		how->to += origin;
		*chances_respell(c, i) = how;
		c->at[i].kind = BREAK_HYPHEN;
	}
}

static void hyphenate_run(Chances *c, HyphenCache *hyphens, const Run *run) {
	uint32_t end = chances_index(c, run->end);
	for (uint32_t i = chances_index(c, run->start); i < end;) {
		if (!is_word_character(c->at[i].c)) {
			i++;
			continue;
		}
		bool leave;
		uint32_t word_end = scan_word(c, i, end, &leave);
		if (!leave) {
			hyphenate(c, hyphens, i, word_end);
			mark_respelt(c, hyphens, i, word_end);
		}
		i = word_end;
	}
}

void mark_hyphens(Chances *c, const Text *text) {
	for (uint32_t r = 0; r < text->run_count && c->request->style->hyphenate; r++) {
		const Run *run = &text->runs[r];
		const LanguageUse *use = language_for(c->shaper, run->language);
		if (use->hyphens && !run->span->no_hyphens)
			hyphenate_run(c, use->hyphens, run);
	}
}

void mark_soft_hyphens(Chances *c) {
	for (uint32_t i = 1; i < c->count; i++)
		if (c->at[i - 1].c == SOFT_HYPHEN && c->at[i].kind != BREAK_FORCED)
			c->at[i].kind = BREAK_SOFT_HYPHEN;
}
