/* document -- joins Issue, Layout and Locale into blocks and spans with resolved style, language and direction.
 * In:    one Edition of an Issue, its source Edition, Layout, Locale.
 * Out:   Document: stories (articles as they flow), boxes that stand in frames of their own, notes, contents; and the tree of
 *        owners, which says for every mark on a page what it is, in which language, and where it was written.
 * Fails: NULL never; mistakes (box-unknown-kind, frame-unknown, pullquote-differs …) are diagnostics. What is wrong within the
 *        edition itself, such as references to nothing, the issue's reader has reported.
 * Does not know: fonts, lines, pages. Page numbers come back through document_settle. */
#ifndef DOCUMENT_DOCUMENT_H
#define DOCUMENT_DOCUMENT_H

#include "issue/issue.h"
#include "layout/layout.h"
#include "locale/locale.h"
#include "picture/picture.h"

/* The semantic owner of a mark: an index into Document.owners. 0 is the document itself. */
typedef uint32_t Owner;

typedef enum {
	TAG_DOCUMENT, TAG_TITLE, TAG_ARTICLE, TAG_SECTION, TAG_HEADING, TAG_PARAGRAPH, TAG_LIST, TAG_ITEM, TAG_LABEL, TAG_BODY, TAG_TABLE, TAG_ROW,
	TAG_HEAD_CELL, TAG_CELL, TAG_FIGURE, TAG_CAPTION, TAG_ASIDE, TAG_QUOTE, TAG_NOTE, TAG_CONTENTS, TAG_CONTENTS_ENTRY, TAG_REFERENCE, TAG_LINK,
	TAG_SPAN, TAG_ARTIFACT
} Tag;

typedef struct {
	Tag tag;
	Owner parent;
	int level;                                               /* of a heading, 1 to 6 */
	const char *role;                                        /* "Deck", "Byline", "Kicker", "Sidebar": finer than the tag, may be NULL */
	Str language;                                            /* set on every owner */
	Str alt;                                                 /* of a figure */
	Str title;                                               /* of an article: its headline as plain text */
	Str url;                                                 /* of a link: an address, or "#id" of an Anchor; of a note and its calls: "#note-ARTICLE-NUMBER" */
	bool ordered;                                            /* list */
	bool furniture;                                          /* repeated or made by the layout: an artifact in a tagged file */
	Pos pos;
} OwnerNode;

typedef struct {
	uint32_t start, end;                                     /* bytes of the block's text */
	bool emphasis, strong, superior, code;
	bool generated;                                          /* put in by the program (numbers, page references, marks): not in the source */
	bool no_hyphens;                                         /* never divided by hyphenation: a name kept as it is, an address */
	bool isolate;                                            /* its own direction is worked out apart (link, language, inserted value); neighbours with the same owner are one */
	Direction direction;
	Str language;                                            /* empty: the block's */
	int colour;                                              /* COLOUR_NONE: the style's */
	Owner owner;
	int note;                                                /* note called here: index into Document.notes, or -1 */
	int reference;                                           /* page reference: index into Document.references, or -1 */
} Span;

/* Where bytes of a block's text were written. Between two marks text and source run in step. */
typedef struct {
	uint32_t at;
	Pos pos;
} TextMark;

typedef enum { BLOCK_TEXT, BLOCK_PICTURE, BLOCK_BOX, BLOCK_TABLE, BLOCK_ROW, BLOCK_CELL } BlockKind;

typedef struct Block {
	BlockKind kind;
	uint32_t id;                                             /* index over the whole document, dense from 0 */
	TextKind text_kind;
	const ParagraphStyle *style;
	const Design *design;                                    /* of a box: its own; otherwise that of the story */
	Owner owner;
	Pos pos;
	Str language;
	bool rtl;
	bool vertical;                                           /* its lines run down the page */
	/* BLOCK_TEXT, BLOCK_CELL */
	Str text;                                                /* U+2028 is a hard line break */
	Span *spans; size_t span_count;                          /* sorted, may not overlap, cover the whole text */
	TextMark *marks; size_t mark_count;
	Str label;                                               /* of a list item or note: set in the indent; empty otherwise */
	Owner label_owner;
	Len label_width;                                         /* the indent that the label stands in */
	int depth;                                               /* of list nesting, 1 for the outermost; 0: no list */
	bool first_in_article;                                   /* may carry the drop cap */
	bool keep_with_previous;                                 /* credit under its caption, second paragraph of an item … */
	Str id_name;                                             /* anchor set here, may be empty */
	/* BLOCK_PICTURE */
	const Picture *picture;
	/* BLOCK_BOX, BLOCK_TABLE, BLOCK_ROW: parts. A table's columns are cells of equal index. */
	struct Block *children; size_t child_count;
	CellAlign cell_align;
	bool head_row;
	NodeState state;                                         /* of its translation: drafts tint what is not good */
	bool placed;                                             /* a box that an issue's frame holds: not in the flow */
} Block;

typedef struct {
	int number;                                              /* as printed, from 1 in each article */
	Str label;                                               /* the printed number in the language's digits */
	Block *blocks; size_t block_count;
	Owner owner;
	size_t story;
	Pos pos;
} Note;

typedef struct {
	Str id;                                                  /* id of an article, heading, box or figure */
	Str story;                                               /* of which article */
	Str title;                                               /* plain text */
	int page;                                                /* 0: not known yet */
	Pos pos;
} Anchor;

typedef struct {
	size_t anchor;                                           /* index into Document.anchors */
	uint32_t block;                                          /* Block.id whose text shows it */
} Reference;

typedef struct {
	Str id;                                                  /* article id, or box id for a box in a frame of its own */
	const Article *article;
	Str title, short_title;                                  /* plain text; short falls back to the title */
	Str section;                                             /* its name in the language, may be empty */
	Owner owner;
	const Design *design;                                    /* of the frame where it starts */
	Block *head; size_t head_count;                          /* kicker, headline, deck, byline, dateline */
	Block *body; size_t body_count;
} Story;

typedef struct {
	const Issue *issue;
	const Edition *edition;
	const Layout *layout;                                    /* turned (see layout_turned) when the writing is not ACROSS */
	const Layout *upright;                                   /* as it was read */
	Writing writing;
	const Locale *locale;
	const Typography *typography;                            /* of the edition's language */
	struct { const Locale **at; size_t n, room; } other_locales;   /* of articles that stand in another language */
	Len baseline;                                            /* the grid: layout's, scaled for the script */
	OwnerNode *owners; size_t owner_count;
	Story *stories; size_t story_count;                      /* articles in the order of their first place, then boxes that stand in frames */
	Note *notes; size_t note_count;
	Anchor *anchors; size_t anchor_count;
	Reference *references; size_t reference_count;
	Story *contents;                                         /* made by the program, NULL when no frame asks for it */
	uint32_t block_count;
	Block **blocks;                                          /* by Block.id */
} Document;

Document *document_build(Job *job, const Issue *issue, const Edition *edition, const Layout *layout, const Locale *locale);
/* Tells the document on which page each anchor came to stand (pages[i] for anchors[i]); texts that show a page number are
 * written again. Returns the number of blocks whose text changed; their ids are in *changed (arena). */
size_t document_settle(Job *job, Document *document, const int *pages, uint32_t **changed);
/* A one-line block of furniture or a jump line: text in a style and a language, owned by an artifact or by `owner`. */
Block *document_make_line(Job *job, Document *document, Str text, const ParagraphStyle *style, const Design *design, Owner owner,
                          const Locale *locale);
Owner document_add_owner(Job *job, Document *document, OwnerNode node);
/* The language of a block: the edition's, or that of an article which stands for a missing translation. */
const Locale *document_locale_for(const Document *document, Str language);
const Typography *document_typography_for(const Document *document, Str language);
/* Whether the leaves are bound on the right: page 1 is on the left side of the first sheet. */
bool document_bound_right(const Document *document);
/* Where byte `at` of a block's text was written. */
Pos block_position(const Block *block, uint32_t at);
void document_dump(const Document *document, Buf *out);

#endif
