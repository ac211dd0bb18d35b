/* Scripts that are written without spaces and for which ICU has no dictionary: a line may end between orthographic syllables
 * (scripts.md, L4), as the Unicode Standard describes them in chapters 16 and 17. A syllable begins with a consonant or an
 * independent vowel that is neither stacked under the one before nor killed to close the syllable before; vowels that are
 * written before their consonant (New Tai Lue, Tai Viet) begin it. What a character is comes from its
 * Indic_Syllabic_Category.
 *
 * Myanmar (L2): the same for every language of the script. Burmese keeps ICU's dictionary, less the breaks before a killed
 * or stacking consonant; for Shan, Mon, Karen and the others that dictionary is wrong, and syllables are divided instead. */
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "text/internal.h"

#define LONG_WORD 24                                         /* characters; some of these scripts are written with spaces too */

static int category(uint32_t c) { return u_getIntPropertyValue((UChar32)c, UCHAR_INDIC_SYLLABIC_CATEGORY); }

static bool is_stacker(uint32_t c) {
	int k = category(c);
	return k == U_INSC_INVISIBLE_STACKER || k == U_INSC_VIRAMA;
}

static bool is_letter(uint32_t c) {
	int k = category(c);
	return k == U_INSC_CONSONANT || k == U_INSC_VOWEL_INDEPENDENT || k == U_INSC_CONSONANT_PLACEHOLDER || k == U_INSC_CONSONANT_WITH_STACKER ||
	       k == U_INSC_CONSONANT_PREFIXED || k == U_INSC_CONSONANT_PRECEDING_REPHA || k == U_INSC_VOWEL;
}

static bool is_mark(uint32_t c) {
	int8_t type = u_charType((UChar32)c);
	return type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK || type == U_ENCLOSING_MARK;
}

static bool precedes_consonant(uint32_t c) { return u_hasBinaryProperty((UChar32)c, UCHAR_LOGICAL_ORDER_EXCEPTION); }

/* Whether a killer closes the letter at i: it belongs to the syllable before. A virama that a letter follows stacks it. */
static bool is_killed(const Chances *c, uint32_t i) {
	for (uint32_t k = i + 1; k < c->count && is_mark(c->at[k].c); k++) {
		if (category(c->at[k].c) == U_INSC_PURE_KILLER)
			return true;
		if (is_stacker(c->at[k].c))
			return category(c->at[k].c) == U_INSC_VIRAMA && !is_letter(char_at(c, k + 1));
	}
	return false;
}

static bool begins_syllable(const Chances *c, uint32_t i) {
	uint32_t here = c->at[i].c, before = char_at(c, (int64_t)i - 1);
	if (precedes_consonant(here))
		return !precedes_consonant(before);
	return is_letter(here) && !is_stacker(before) && !precedes_consonant(before) && !is_killed(c, i);
}

typedef struct {
	UScriptCode script;
	bool spaces;                                             /* often written with spaces: only long words are divided */
} SyllableScript;

static const SyllableScript syllable_scripts[] = {
	{ USCRIPT_JAVANESE, false }, { USCRIPT_BALINESE, false },  { USCRIPT_LANNA, false }, { USCRIPT_NEW_TAI_LUE, false },
	{ USCRIPT_TAI_VIET, false }, { USCRIPT_TAI_LE, true },     { USCRIPT_CHAM, true },   { USCRIPT_BATAK, true },
	{ USCRIPT_SUNDANESE, true }, { USCRIPT_BUGINESE, true },   { USCRIPT_REJANG, true }, { USCRIPT_MAKASAR, true },
};

static const SyllableScript *script_of(uint32_t c) {
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode code = c < 0x1000 ? USCRIPT_COMMON : uscript_getScript((UChar32)c, &status);
	for (size_t i = 0; i < sizeof syllable_scripts / sizeof *syllable_scripts; i++)
		if (syllable_scripts[i].script == code)
			return &syllable_scripts[i];
	return NULL;
}

static bool is_syllabic(uint32_t c) { return is_letter(c) || is_mark(c) || precedes_consonant(c) || category(c) == U_INSC_CONSONANT_FINAL; }

static uint32_t divide_word(Chances *c, uint32_t from, uint32_t to, const SyllableScript *script) {
	uint32_t end = from + 1;
	while (end < to && is_syllabic(c->at[end].c))
		end++;
	for (uint32_t i = from + 1; i < end && (!script->spaces || end - from > LONG_WORD); i++)
		if (begins_syllable(c, i))
			allow(c, i);
	return end;
}

static bool is_myanmar(uint32_t c) { return (c >= 0x1000 && c < 0x10A0) || (c >= 0xA9E0 && c < 0xAA00) || (c >= 0xAA60 && c < 0xAA80); }

static bool is_kinzi_or_stack(const Chances *c, uint32_t i) {
	uint32_t next = char_at(c, i + 1);
	return next == 0x1039 || next == 0x103A || char_at(c, (int64_t)i - 1) == 0x1039;
}

static void divide_myanmar(Chances *c, const Stretch *s, uint32_t i) {
	bool letter = is_letter(c->at[i].c), between = is_myanmar(char_at(c, (int64_t)i - 1)) && is_syllabic(char_at(c, (int64_t)i - 1));
	if (letter && (is_kinzi_or_stack(c, i) || is_killed(c, i)))
		forbid(c, i);
	else if (!language_is(s->language, "my") && between && is_syllabic(c->at[i].c)) {
		if (letter)
			allow(c, i);
		else
			forbid(c, i);
	}
}

bool closes_syllable(const Chances *c, uint32_t i) {
	uint32_t here = c->at[i].c;
	if (!is_letter(here) || here < 0x1000)
		return false;
	return is_myanmar(here) ? is_kinzi_or_stack(c, i) || is_killed(c, i) : script_of(here) && is_killed(c, i);
}

void divide_syllables(Chances *c, const Stretch *s) {
	for (uint32_t i = s->from; i < s->to;) {
		uint32_t here = c->at[i].c;
		const SyllableScript *script = here < 0x1000 ? NULL : script_of(here);
		if (script && is_syllabic(here)) {
			i = divide_word(c, i, s->to, script);
			continue;
		}
		if (is_myanmar(here) && i > s->from)
			divide_myanmar(c, s, i);
		i++;
	}
}
