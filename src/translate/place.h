/* place -- what the two files that put edits into a translation share: place.c decides which bytes give way to what, compose.c
 * writes the new file and remembers what must be read where. */
#ifndef TRANSLATE_PLACE_H
#define TRANSLATE_PLACE_H

#include "translate/exchange.h"

/* A unit that must be found in the new file, with that text. */
typedef struct {
	size_t at;
	Str text;
	Edit *edit;                                              /* NULL: an old unit that is to stay as it was */
} Expectation;

/* Bytes of the old file that give way. */
typedef struct {
	uint32_t start, end;
	Edit *edit;                                              /* a unit's new text; or NULL: */
	const Node *block;                                       /* the source's block, with what is translated of it */
	bool first;                                              /* the block comes before everything else */
} Change;

typedef struct {
	const ArticlePair *article;
	Edit *edits;
	size_t edit_count;
	struct { Change *at; size_t n, room; } changes;
	struct { Expectation *at; size_t n, room; } expected;
	Arena *arena;                                            /* scratch */
	Buf out;
} Placing;

void compose_file(Placing *p);                               /* the old file with its changes */
void compose_new_file(Placing *p);                           /* the source with what is translated of it */
Pos compose_block_range(const SourceFile *file, const Node *block);   /* its lines, without blank lines and comments behind */

#endif
