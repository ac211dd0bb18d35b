/* text, inside -- what the files of this folder share. */
#ifndef TEXT_INTERNAL_H
#define TEXT_INTERNAL_H

#include <unicode/ubidi.h>
#include <unicode/ubrk.h>

#include "text/text.h"

/* The bidirectional levels of a paragraph, worked out once. `u16` holds the text with the isolates of its spans put in. */
typedef struct Bidi {
	UBiDi *paragraph, *line;                                 /* NULL when every level is 0 */
	UChar *u16;
	uint32_t *u16_of;                                        /* for each byte 0..n: index into u16 */
} Bidi;

/* How a stretch of text of one span and script is dressed. */
typedef struct {
	Str role, language;
	int weight;
	bool italic;
} FaceWish;

typedef struct {
	FaceWish wish;
	uint32_t script;
	FaceChain chain;
} ChainEntry;

typedef struct HyphenCache HyphenCache;

/* What breaking needs of one language, opened when a text first uses it. */
typedef struct {
	Str tag;
	const Locale *locale;                                    /* NULL: it has no file */
	UBreakIterator *line_breaks, *phrase_breaks;             /* phrase: between the phrases of Japanese, for headings; else the same */
	HyphenCache *hyphens;                                    /* NULL: its words are never divided */
} LanguageUse;

struct Shaper {
	Job job;
	FontSet *fonts;
	Dictionaries *dictionaries;
	const Layout *layout;
	const Locale *locale;
	hb_buffer_t *buffer;
	const LanguageUse *language;                             /* the edition's */
	struct { const LanguageUse **at; size_t n, room; } others;
	struct { ChainEntry *at; size_t n, room; } chains;
	struct { hb_language_t *at; size_t n, room; } languages;
};

/* What is built: bytes [start, end) of a block in a style, at a size and tracking that copyfitting may have changed. */
typedef struct TextRequest {
	const Block *block;
	const ParagraphStyle *style;
	uint32_t start, end;
	int size_permille, tracking;
} TextRequest;

Bidi *bidi_make(Job *job, const Block *block, uint32_t start, uint32_t end);
uint8_t bidi_level_at(const Bidi *bidi, uint32_t byte);

void itemize(Job *job, Shaper *shaper, const TextRequest *request, Text *text);
void shape_run(Job *job, Shaper *shaper, Text *text, Run *run);
void find_clusters(Job *job, Text *text);
void find_breaks(Job *job, Shaper *shaper, const TextRequest *request, Text *text);

/* Breaking, before clusters are looked at. One entry a character: the rules look round by index. */
typedef struct {
	uint32_t at, c;                                          /* byte and code point */
	uint8_t kind;                                            /* BreakKind of the break before it */
	bool address;                                            /* within an address: never hyphenated */
	bool joint;                                              /* a hyphen before it stands between the parts of a compound */
} Chance;

/* Characters [from, to) of one language. */
typedef struct {
	uint32_t from, to;
	const LanguageUse *language;
} Stretch;

typedef struct {
	Job *job;
	Shaper *shaper;
	const TextRequest *request;
	Chance *at;                                              /* count of them, and one of code point 0 at the end */
	uint32_t count;
	Stretch *stretches; size_t stretch_count;
	struct { struct { uint32_t index; const Respelling *how; } *at; size_t n, room; } respellings;
} Chances;

Chances *chances_find(Job *job, Shaper *shaper, const TextRequest *request);
uint32_t chances_index(const Chances *chances, uint32_t byte);
const Respelling **chances_respell(Chances *chances, uint32_t i);    /* of the break before character i: to be filled in */
static inline uint32_t char_at(const Chances *c, int64_t i) { return i < 0 || i >= (int64_t)c->count ? 0 : c->at[i].c; }
/* A break before character i is forbidden, or allowed; where the line must end it does. */
static inline void forbid(Chances *c, uint32_t i) {
	if (i < c->count && c->at[i].kind != BREAK_FORCED)
		c->at[i].kind = BREAK_NONE;
}
static inline void allow(Chances *c, uint32_t i) {
	if (i > 0 && i < c->count && c->at[i].kind != BREAK_FORCED)
		c->at[i].kind = BREAK_ALLOWED;
}
/* Whether the stretch's language is one of a list: "cs sk pl". */
bool language_is(const LanguageUse *use, const char *tags);

void apply_break_rules(Chances *chances, const Stretch *stretch);               /* break_rules.c */
void hold_calls(Chances *chances);
void hold_numbers(Chances *chances, const Stretch *stretch);                    /* numbers.c */
void divide_syllables(Chances *chances, const Stretch *stretch);                /* syllables.c */
bool closes_syllable(const Chances *chances, uint32_t i);                       /* a letter that belongs to the syllable before */
void divide_addresses(Chances *chances);                                        /* address.c */
void mark_hyphens(Chances *chances, const Text *text);                          /* words.c */
void mark_soft_hyphens(Chances *chances);
void mark_emergencies(Text *text);                                              /* emergency.c */

/* languages.c: always answers; the edition's own for one without a file of its own language. */
const LanguageUse *language_for(Shaper *shaper, Str tag);

/* kashida.c: keeps one place a word of those that HarfBuzz offers (Cluster.kashida is not 0). */
void choose_kashidas(Text *text);

/* east_asian.c. `edge` tells what a glyph's blank is; adjust_marks squeezes pairs of marks and adds the space round letters. */
typedef struct {
	Len lead, trail;                                         /* left of it after pairs are squeezed */
	Len cut_lead, cut_trail;                                 /* taken away by that */
	Len space;                                               /* added behind it, before or after a letter of another script */
} MarkBlank;
MarkBlank mark_blank(const Text *text, const Run *run, const Glyph *glyph);
void adjust_marks(const Text *text, const Run *run, Glyph *glyphs, uint32_t count);

/* vertical.c */
Upright upright_at(const Block *block, uint32_t at, const Face *face, uint32_t script, uint8_t level);   /* how the character at a byte stands */
Len upright_centre(const Run *run);                          /* of upright characters, over the baseline of what is turned */
/* Glyphs that were shaped across stand beside each other as one character. Returns its width. */
Len combine_digits(const Run *run, Glyph *glyphs, uint32_t count);

HyphenCache *hyphens_open(Job *job, Dictionaries *dictionaries, const Locale *locale);
/* Marks in points[i] (i < n, bytes of the word) where a hyphen may stand before byte i: 1, or HYPHEN_JOINT between the parts of
 * a compound. */
#define HYPHEN_JOINT 2
void hyphenate_word(HyphenCache *cache, Str word, uint8_t *points);
/* The breaks of a word that change its spelling, which are not among the points: before byte `at` of the word, with how.from
 * and how.to counted in it. The list stays until the next word is asked for. */
typedef struct {
	uint32_t at;
	Respelling how;
} RespeltBreak;
size_t hyphenate_respelt(HyphenCache *cache, Str word, const RespeltBreak **breaks);

/* capitals.c: adds bytes [start, end) of a text in the capitals of a language, each under its own offset. */
void add_capitals(hb_buffer_t *buffer, Str text, uint32_t start, uint32_t end, Str language);

uint32_t hyphen_of(const Run *run);                          /* shape.c: its mark, or one that its face has */
const char *script_tag(uint32_t script, char tag[5]);        /* "Arab" */
bool is_ignorable(uint32_t code_point);                      /* needs no glyph of its own */

#endif
