/* page -- fills the frames of an issue's pages: columns, heads, boxes, notes, jump lines, furniture.
 * In:    a Document, fonts.
 * Out:   Pages: plain data. Glyph ids at positions, rectangles, pictures, each with its semantic owner; and the lines they make up.
 *        Nothing about PDF. Left and right are decided here, in frames.c, and nowhere before.
 * Fails: never NULL. Overset text is reported (fit-overset) and set past its frame's foot only in drafts.
 * Coordinates: Len from the trim's top left corner, y downwards. Items and destinations are always so. Lines and columns of a page of
 * vertical writing are measured lying: x goes down the page, y from the edge where lines begin; but those of upright furniture are not. */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "document/document.h"
#include "paragraph/paragraph.h"

/* How a piece of text stands on the page: across it; turned by a quarter clockwise, so that it runs down; or upright, each glyph below the
 * one before. */
typedef enum { TEXT_ACROSS, TEXT_TURNED, TEXT_UPRIGHT } TextSetting;

typedef enum { ITEM_GLYPHS, ITEM_RECTANGLE, ITEM_PICTURE } ItemKind;
typedef enum { ARTIFACT_NONE, ARTIFACT_LAYOUT, ARTIFACT_HEADER, ARTIFACT_FOOTER, ARTIFACT_PAGINATION } Artifact;

typedef struct {
	ItemKind kind;
	Artifact artifact;                                       /* NONE: content, owned by `owner` */
	Owner owner;
	int colour;                                              /* index into Layout.colours */
	Len x, y, width, height;                                 /* glyphs: x, y is where the pen begins, width how far it goes; otherwise the top left corner */
	/* ITEM_GLYPHS, in visual order. Advances, and x offsets with them, go along the pen's way; y offsets upwards from it as turned text has it:
	 * to the right where it goes down. */
	TextSetting setting;
	const Face *face;
	Len size;
	int stretch;                                             /* thousandths to which the glyphs are widened (advances say so already) */
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
	Len clip_x, clip_y, clip_width, clip_height;             /* the part of it that is shown; width 0: all */
	Pos pos;                                                 /* what asked for it: in the layout for rectangles and furniture; may be none */
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
	int space;                                               /* its widest word space, thousandths of the natural one; 0: as they are */
	bool hyphen, last, generated;
	uint32_t first_item, item_count;
} PageLine;

/* A column of text, or the part of it above or below an inset, as it was filled. */
typedef struct {
	Str frame, story;
	int column;                                              /* from 1, counted from the start edge */
	Len x, width, top;
	Len limit;                                               /* how far down it could have gone */
	Len foot;                                                /* how far down it went; top when it is empty */
	bool ends;                                               /* the story ends in this frame */
	bool level;                                              /* the layout asks for level feet here */
} PageColumn;

typedef struct {
	int number;                                              /* from 1 */
	Str folio;                                               /* as printed */
	Str template;
	Len width, height;
	Item *items; size_t item_count;
	PageLine *lines; size_t line_count;
	PageColumn *columns; size_t column_count;
	Writing writing;
	size_t upright_count;                                    /* how many of the first items are upright furniture */
} Page;

typedef struct {
	Len x, y, width, height;                                 /* x of the left edge, y of the top */
} Rectangle;
/* What an item covers: of glyphs, its length by the type's size. */
Rectangle page_item_area(const Item *item);

typedef struct {
	size_t anchor;                                           /* index into Document.anchors */
	int page;
	Len x, y;                                                /* top of what it names */
} Destination;

typedef struct {
	Page *pages; size_t page_count;
	Destination *destinations; size_t destination_count;
	unsigned overset_lines;                                  /* over all stories */
	StrList overset;                                         /* ids of the articles that found too little room */
} Pages;

typedef enum { FIT_ON, FIT_REPORT, FIT_OFF } FitMode;

typedef struct {
	bool greedy;                                             /* fill each column as far as it goes, for comparison */
	bool proof;                                              /* draw frames, grid, chains and overset over the pages */
	int downsample;                                          /* pixels an inch; 0: pictures stay as they are */
	Dictionaries *dictionaries;                              /* shared with other threads; NULL: its own */
	FitMode fit;                                             /* ON: bring in what does not fit; REPORT: say what it would take; OFF: natural */
} PageWishes;

Pages *page_make(Job *job, Document *document, FontSet *fonts, const PageWishes *wishes);
typedef struct { int first, last; } PageRange;               /* from 1 */
/* The pages of these ranges alone, in their own order, for the writers and dumps. */
Pages *page_select(Arena *arena, const Pages *pages, const PageRange *ranges, size_t count);
/* Pictures that have more than half as many pixels again as `ppi` where they stand largest are made anew with as many as that. */
void page_downsample(Job *job, Pages *pages, int ppi);
/* What is less than perfect on the pages, counted by kind. A widow is a paragraph's last line alone at the head of a column, an
 * orphan its first line alone at the foot, a runt a last line of less than a quarter of its measure with a single word. */
typedef enum {
	DEFECT_WIDOW, DEFECT_ORPHAN, DEFECT_RUNT, DEFECT_HYPHEN_AT_FOOT, DEFECT_LONE_HEADING, DEFECT_LADDER, DEFECT_LOOSE_LINE, DEFECT_SPLIT_NOTE,
	DEFECT_UNEVEN_FOOT, DEFECT_OFF_GRID, DEFECT_COUNT
} DefectKind;
extern const char *const defect_names[DEFECT_COUNT];         /* "widow", "orphan" … */

typedef struct {
	DefectKind kind;
	int page, column;
	Str frame, story;
	Pos pos;
} Defect;

typedef struct { Defect *at; size_t n, room; } Defects;
Defects page_find_defects(Arena *arena, const Pages *pages, const Document *document);
/* JSON: every line's looseness, every column's foot, every defect, and their sums. */
void page_report(const Pages *pages, const Document *document, Buf *out);

/* JSON Lines: one object a line of text, then one a rectangle or picture, page by page. */
void page_dump(const Pages *pages, const Document *document, Buf *out);

#endif
