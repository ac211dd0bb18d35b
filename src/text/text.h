/* text -- a block's text as shaped runs with the places where a line may end.
 * In:    a Block with its spans, fonts, locale.
 * Out:   Text: bidi levels, runs of one script, language, style, face and level, shaped once; clusters in logical order with
 *        their widths; break chances. text_shape_edited shapes an edge again where a line break makes it unsafe.
 * Fails: never. A character without a glyph is an error (missing-glyph) and is set as .notdef.
 * One coordinate: byte offsets into the block's UTF-8. Only bidi.c holds UTF-16. */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "document/document.h"
#include "font/font.h"

typedef struct {
	uint32_t id;                                             /* glyph of the face */
	uint32_t cluster;                                        /* byte offset of the first character it stands for */
	Len advance, x_offset, y_offset;                         /* y grows upwards */
	bool unsafe_to_break;                                    /* a break before its cluster needs shaping again */
	bool tatweel;                                            /* HarfBuzz would take a tatweel before it */
} Glyph;

/* In vertical writing: turned as the line is; upright, each glyph below the one before; or upright and beside each other, as one: a number
 * of two digits. */
typedef enum { RUN_TURNED, RUN_UPRIGHT, RUN_COMBINED } Upright;

typedef struct {
	uint32_t start, end;                                     /* bytes */
	uint8_t level;                                           /* bidi; odd is right-to-left */
	const Face *face;
	Upright upright;                                         /* TURNED in a text that is not vertical */
	Len size;                                                /* as set: style, script and companion scale applied */
	Len raise;                                               /* of superiors */
	Len tracking;                                            /* added to each cluster */
	uint32_t script;                                         /* hb_script_t */
	Str language;
	const Typography *typography;                            /* of its script and language */
	uint32_t hyphen;                                         /* the mark of hyphenation in its language; 0: none is shown */
	const Span *span;
	Glyph *glyphs;                                           /* in visual order, left to right */
	uint32_t glyph_count;
} Run;

typedef enum {
	BREAK_NONE,
	BREAK_ALLOWED,                                           /* between characters, nothing shown */
	BREAK_HYPHEN,                                            /* by hyphenation: a mark is added */
	BREAK_SOFT_HYPHEN,                                       /* where the author allowed it */
	BREAK_FORCED,                                            /* the line must end here */
	BREAK_EMERGENCY,                                         /* only when nothing else fits */
} BreakKind;

/* What a break spells otherwise than the text: bytes [from, to) round it become `before` at the line's end (in front of the
 * hyphen) and `after` on the next line. "asszony" is divided asz-szony; Polish repeats a hard hyphen. */
typedef struct {
	uint32_t from, to;
	Str before, after;
	Len change_before, change_after;                         /* of the widths of both lines */
} Respelling;

/* A cluster: what cannot be divided. In logical order; the widths of a line's clusters add up to its width. */
typedef struct {
	uint32_t start, end;                                     /* bytes */
	uint32_t run;
	Len width;
	BreakKind break_before;
	bool space;                                              /* a space that stretches */
	bool glue_fixed;                                         /* a space that does not (no-break kinds of French) */
	bool unsafe;                                             /* a break before it changes shapes */
	bool blank;                                              /* shows nothing: a line end, an invisible character, U+3000 */
	bool joint;                                              /* the hyphen before it stands between the parts of a compound */
	bool held;                                               /* ends the syllable before it: no room opens between them */
	bool gap;                                                /* a mark between words, after which a line may grow: Ethiopic, Tibetan */
	bool autospace;                                          /* its trail is the space between ideographs and letters */
	uint8_t kashida;                                         /* its word's place for a kashida: before it; 1 the best kind to 7, 0 none */
	Len lead, trail;                                         /* blank within its width that goes at a line's edge: full-width marks */
	const Respelling *respelling;                            /* of the break before it; NULL as a rule */
} Cluster;

typedef struct Text {
	const Block *block;
	Str text;
	bool rtl;                                                /* paragraph direction */
	uint8_t base_level;
	Run *runs; uint32_t run_count;                           /* in logical order */
	Cluster *clusters; uint32_t cluster_count;
	Len size;                                                /* of the main style, scaled for the script */
	const Face *face;                                        /* its first face */
	Len hyphen_width;
	bool east_asian;                                         /* has runs that are justified as ideographs are */
	struct Bidi *bidi;
	const struct TextRequest *request;                       /* what it was built from */
} Text;

/* The hyphenation dictionaries that are open, for all threads of a process: a lock guards loading. */
typedef struct Dictionaries Dictionaries;
Dictionaries *text_make_dictionaries(void);
void text_free_dictionaries(Dictionaries *dictionaries);          /* NULL is fine */

/* What shaping needs and shares within one job. Without `dictionaries` the job opens its own. */
typedef struct Shaper Shaper;
Shaper *text_make_shaper(Job *job, FontSet *fonts, Dictionaries *dictionaries, const Layout *layout, const Locale *locale);

Text *text_build(Job *job, Shaper *shaper, const Block *block);
/* A text at another size or tracking (copyfitting): thousandths of the natural size, thousandths of an em. */
Text *text_build_fitted(Job *job, Shaper *shaper, const Block *block, int size_permille, int tracking);

/* Bytes [start, end) of a block in another style: the initial of a drop cap. */
Text *text_build_part(Job *job, Shaper *shaper, const Block *block, const ParagraphStyle *style, uint32_t start, uint32_t end);

typedef struct {
	Glyph *glyphs;
	uint32_t glyph_count;
	Len width;
} ShapedPart;

/* Other characters in places: bytes [from, to) are shaped as `with`, a respelling or kashidas (from equals to). Their glyphs
 * belong to the cluster of byte `owner`, so that nothing is added to the text. */
typedef struct {
	uint32_t from, to, owner;
	Str with;
} Edit;

/* Shapes bytes [start, end) of one run as if they stood alone at a line's edge, with edits in order that do not overlap; `hyphen`
 * appends the hyphen mark of the run's language. Glyphs in visual order, in the job's arena. */
ShapedPart text_shape_edited(Job *job, Shaper *shaper, const Text *text, uint32_t run, uint32_t start, uint32_t end, bool hyphen, const Edit *edits,
                             uint32_t edit_count);

/* The visual order of the runs (parts) of a line of bytes [start, end): filled with run indices and their byte ranges, left to right.
 * Trailing white space takes the paragraph's level (UAX #9, L1). */
typedef struct {
	uint32_t run, start, end;
	uint8_t level;
} VisualRun;
uint32_t text_order_line(Job *job, const Text *text, uint32_t start, uint32_t end, VisualRun **out);

bool text_is_ideograph(uint32_t code_point);                 /* Han, kana, bopomofo */
void text_dump(const Text *text, Buf *out);

#endif
