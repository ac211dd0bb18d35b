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

struct Shaper {
	FontSet *fonts;
	const Layout *layout;
	const Locale *locale;
	hb_buffer_t *buffer;
	UBreakIterator *line_breaks;
	HyphenCache *hyphens;
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
void shape_run(Job *job, Shaper *shaper, const TextRequest *request, Text *text, Run *run);
void find_clusters(Job *job, Shaper *shaper, const TextRequest *request, Text *text);
void find_breaks(Job *job, Shaper *shaper, const TextRequest *request, Text *text);

HyphenCache *hyphens_open(Job *job, const Locale *locale);
/* Marks in points[i] (i < n, bytes of the word) where a hyphen may stand before byte i. */
void hyphenate_word(HyphenCache *cache, Str word, uint8_t *points);

const char *script_tag(uint32_t script, char tag[5]);        /* "Arab" */
bool is_ignorable(uint32_t code_point);                      /* needs no glyph of its own */

#endif
