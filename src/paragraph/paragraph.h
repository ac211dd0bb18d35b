/* paragraph -- breaks shaped text into lines by total fit, and sets the lines.
 * In:    a Text, and the width and start of each line to come.
 * Out:   Lines: where each begins and ends and how far its spaces are from natural; paragraph_set_line gives the glyphs.
 * Fails: never. A line that cannot fit is kept and reported when it is set (line-overfull).
 * Does not know: pages, frames, PDF. */
#ifndef PARAGRAPH_PARAGRAPH_H
#define PARAGRAPH_PARAGRAPH_H

#include "text/text.h"

typedef struct {
	Len width;                                               /* of the line */
	Len indent;                                              /* from the column's start edge */
} LineSlot;

/* The slots of a paragraph: the first `count` are given, all later ones are as `rest`. */
typedef struct {
	const LineSlot *slots;
	uint32_t count;
	LineSlot rest;
	uint32_t skip;                                           /* bytes at the start that are set elsewhere: a drop cap */
} Measure;

typedef struct {
	uint32_t start, end;                                     /* bytes; trailing spaces are within */
	uint32_t ink_end;                                        /* where the text ends without them */
	uint32_t first_cluster, cluster_end;
	Len width, indent;                                       /* the slot */
	Len natural;                                             /* width of the ink before justification, less what hangs out */
	int32_t ratio;                                           /* thousandths of its stretch (> 0) or shrink (< 0) that it needs; above 1000
	                                                          * what may go beyond its limit does */
	BreakKind end_kind;
	const Respelling *start_respelling, *end_respelling;     /* of the breaks at its ends; NULL as a rule */
	bool last;
	bool hangs;                                              /* its last mark hangs out altogether */
} Line;

typedef struct {
	Line *lines;
	uint32_t count;
	int64_t demerits;
	uint32_t hyphens;
} Lines;

/* What the search may use and what it costs. */
typedef struct {
	Align align;
	int looseness;                                           /* lines more (or fewer, below 0) than the best; kept only if it can be had */
	int space_min, space_max;                                /* thousandths of the word space */
	int space_floor;                                         /* below space_min at a price, never below this; 0: as space_min */
	int space_limit;                                         /* a space wider than this is worth almost any hyphen; 0: twice */
	int hyphen_cost;                                         /* thousandths: above 1000 fewer words are divided, and spaces are wider; 0: 1000 */
	/* Of a text without runs (tests); those of a run come from its typography. */
	int letter_stretch, letter_shrink;                       /* thousandths of an em, per letter */
	int glyph_stretch, glyph_shrink;                         /* thousandths of a glyph's width */
	JustifyKind justify;
	bool letters;                                            /* letters give too, as their typography says; otherwise spaces alone */
	bool hanging;                                            /* full stops and commas may hang out at the end: Japanese */
	int ladder;                                              /* hyphenated lines in a row */
	int runt;                                                /* thousandths of the measure that the last line should fill */
	bool even;                                               /* ragged: the last line counts like the others, as in a headline */
	int protrusion;                                          /* how far marks hang out at the edges, thousandths of the table in protrude.c */
} BreakRules;

BreakRules paragraph_rules_for(const Block *block, const Typography *typography, const Locale *locale);
Lines *paragraph_break(Job *job, Shaper *shaper, const Text *text, const Measure *measure, const BreakRules *rules);

/* A piece of a set line: glyphs of one run, in visual order, from x. */
typedef struct {
	const Run *run;
	const Glyph *glyphs;                                     /* with justification in their advances */
	uint32_t glyph_count;
	uint32_t start, end;                                     /* bytes */
	Len x;                                                   /* from the slot's left edge */
	Len width;
	bool hyphen;                                             /* its last (in reading order) glyph is a mark that the breaker added */
	int stretch;                                             /* thousandths to which its glyphs are widened; 1000 as they are */
	const Edit *edits; uint32_t edit_count;                  /* what it was shaped with: respellings, kashidas */
} LinePiece;

typedef struct {
	LinePiece *pieces;
	uint32_t count;
	Len x;                                                   /* of the ink, from the slot's left edge */
	Len width;
	int space;                                               /* its widest word space, thousandths of the natural one; 0 without any */
} SetLine;

SetLine paragraph_set_line(Job *job, Shaper *shaper, const Text *text, const Line *line, const BreakRules *rules);
void paragraph_dump(const Text *text, const Lines *lines, Buf *out);

#endif
