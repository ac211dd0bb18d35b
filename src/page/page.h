/* page -- fills the frames of an issue's pages: columns, heads, boxes, notes, jump lines, furniture.
 * In:    a Document, fonts.
 * Out:   Pages: plain data. Glyph ids at positions, rectangles, pictures, each with its semantic owner; and the lines they make up.
 *        Nothing about PDF. Left and right are decided here, in frames.c, and nowhere before.
 * Fails: never NULL. Overset text is reported (fit-overset) and set past its frame's foot only in drafts.
 * Coordinates: Len from the trim's top left corner, y downwards. */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "document/document.h"
#include "paragraph/paragraph.h"

typedef enum { ITEM_GLYPHS, ITEM_RECTANGLE, ITEM_PICTURE } ItemKind;
typedef enum { ARTIFACT_NONE, ARTIFACT_LAYOUT, ARTIFACT_HEADER, ARTIFACT_FOOTER, ARTIFACT_PAGINATION } Artifact;

typedef struct {
	ItemKind kind;
	Artifact artifact;                                       /* NONE: content, owned by `owner` */
	Owner owner;
	int colour;                                              /* index into Layout.colours */
	Len x, y, width, height;                                 /* glyphs: x, y is the baseline's left end; otherwise the top left corner */
	/* ITEM_GLYPHS, in visual order */
	const Face *face;
	Len size;
	bool rtl;
	bool last_hyphen;                                        /* the last glyph in reading order is a line-end hyphen: it stands for U+00AD */
	bool initial;                                            /* a drop cap: the rest of its word follows in the next item */
	const Glyph *glyphs;
	uint32_t glyph_count;
	Str text;                                                /* the block's whole text: clusters point into it */
	uint32_t start, end;                                     /* the bytes that these glyphs show */
	bool generated;                                          /* not in the source */
	Str language;
	uint32_t block;                                          /* Block.id */
	/* ITEM_PICTURE */
	const Picture *picture;
} Item;

/* A line of text as set: the unit of the layout dump. Its items are neighbours in Page.items. */
typedef struct {
	Str frame;
	int column;                                              /* from 1, counted from the start edge; 0 outside columns */
	Str story;                                               /* article or box id, empty for furniture */
	Str style;
	uint32_t block;
	uint32_t start, end;                                     /* bytes of the block's text */
	Len x, baseline, width, measure;
	int32_t ratio;
	bool hyphen, last, generated;
	uint32_t first_item, item_count;
} PageLine;

typedef struct {
	int number;                                              /* from 1 */
	Str folio;                                               /* as printed */
	Str template;
	Len width, height;
	Item *items; size_t item_count;
	PageLine *lines; size_t line_count;
} Page;

typedef struct {
	size_t anchor;                                           /* index into Document.anchors */
	int page;
	Len x, y;                                                /* top of what it names */
} Destination;

typedef struct {
	Page *pages; size_t page_count;
	Destination *destinations; size_t destination_count;
	unsigned overset_lines;                                  /* over all stories */
} Pages;

typedef enum { FIT_ON, FIT_REPORT, FIT_OFF } FitMode;

typedef struct {
	FitMode fit;                                             /* ON: bring in what does not fit; REPORT: say what it would take; OFF: natural */
} PageWishes;

Pages *page_make(Job *job, Document *document, FontSet *fonts, const PageWishes *wishes);
/* JSON Lines: one object a line of text, then one a rectangle or picture, page by page. */
void page_dump(const Pages *pages, const Document *document, Buf *out);

#endif
