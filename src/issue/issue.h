/* issue -- reads an issue folder: issue.yaml and the articles of one language.
 * In:    the folder, a language tag.
 * Out:   Issue (language-neutral: order, placement, dates) and Edition (what was written in one language), trees of
 *        nodes that know file, line and column of every byte.
 * Fails: NULL only when issue.yaml cannot be read at all; every other mistake of an author is a diagnostic, and reading
 *        goes on. Whoever asks looks at diag->errors.
 * Does not know: layouts, fonts, pages. Box kinds and frames are names here; document/ checks them against the Layout. */
#ifndef ISSUE_ISSUE_H
#define ISSUE_ISSUE_H

#include "base/job.h"

typedef enum {
	/* blocks */
	NODE_ARTICLE,                                            /* the root: children are the blocks in source order */
	NODE_HEADING,                                            /* level 1..3; id, classes; children: inlines */
	NODE_PARAGRAPH,
	NODE_LIST,                                               /* ordered, start; children: NODE_ITEM */
	NODE_ITEM,                                               /* children: blocks */
	NODE_QUOTE,                                              /* a block quote without a marker */
	NODE_TABLE,                                              /* children: NODE_ROW, the first is the head */
	NODE_ROW,                                                /* children: NODE_CELL */
	NODE_CELL,                                               /* column_align; children: inlines */
	NODE_ROLE,                                               /* name: short deck byline dateline signature source; children: NODE_PARAGRAPH */
	NODE_BOX,                                                /* name: sidebar, pullquote, figure, event …; id, classes; NODE_TITLE first if it has one */
	NODE_TITLE,                                              /* a box's title; children: inlines */
	NODE_NOTE,                                               /* a note's text; name: its label; children: blocks. Last in the article */
	NODE_BREAK_SECTION,                                      /* --- between blocks */
	/* inlines */
	NODE_TEXT,                                               /* text: the very bytes of the source at pos (or one " " for a soft line end) */
	NODE_EMPHASIS,
	NODE_STRONG,
	NODE_CODE,                                               /* text as in NODE_TEXT */
	NODE_LINK,                                               /* url; children. url "#id" is a reference within the edition */
	NODE_IMAGE,                                              /* url: file name as written; title: credit; children: alt text */
	NODE_NOTE_CALL,                                          /* name: label */
	NODE_SPAN,                                               /* language, direction, translate, classes; children */
	NODE_DATA,                                               /* name: date number page title; argument, style */
	NODE_BREAK,                                              /* hard line break */
} NodeKind;

typedef enum { DIRECTION_AUTO, DIRECTION_LTR, DIRECTION_RTL } Direction;
typedef enum { CELL_NATURAL, CELL_START, CELL_CENTRE, CELL_END } CellAlign;

/* How far a translated block is, when somebody has compared it with its source: what drafts show. */
typedef enum { NODE_STATE_GOOD, NODE_STATE_UNTRANSLATED, NODE_STATE_OUTDATED } NodeState;

typedef struct Node {
	NodeKind kind;
	struct Node *parent, *first, *last, *next;
	Pos pos;                                                 /* from the block's or inline's first byte */
	Pos content;                                             /* of a block that holds inlines: their bytes, first to last */
	Str text;
	Str name;
	Pos name_pos;
	Str id, classes;                                         /* classes separated by one space */
	Pos id_pos;
	Str url, title;
	Pos url_pos, title_pos;
	Str language;                                            /* BCP 47 tag of a span */
	Str argument, style;                                     /* of NODE_DATA; of NODE_BOX event: the date or dates in `argument` */
	Direction direction;
	CellAlign column_align;
	int level, start;
	bool ordered, tight, no_translate, decorative;
	NodeState state;
} Node;

/* Walks a tree as enter and exit events, in source order. */
typedef struct { const Node *root, *node; bool entering; } NodeWalk;
NodeWalk node_walk(const Node *root);
bool node_walk_next(NodeWalk *walk);                         /* false at the end; walk->node and walk->entering say where */
const Node *node_child(const Node *node, NodeKind kind);     /* the first child of that kind, or NULL */

typedef struct {
	int year, month, day;                                    /* day 0: not given */
} Date;
bool date_parse(Str s, Date *out);                           /* YYYY-MM-DD, a day that exists */

typedef struct {
	Str id;
	Pos id_pos;
	Str section;                                             /* key into the edition's section names; empty if none */
	Pos section_pos;
	const SourceFile *file;
	Node *root;
	Str language;                                            /* in which it is written, when it stands for a missing translation; else empty */
} Article;

/* One frame's content, as issue.yaml says. */
typedef enum { PLACE_ARTICLE, PLACE_BOX, PLACE_AUTO } PlaceKind;
typedef struct {
	Str frame;
	Pos frame_pos;
	PlaceKind kind;
	Str target;                                              /* article id; id of a box or figure; "contents" */
	Pos target_pos;
	const int (*shape)[2];                                   /* outline of a box, in hundredths of its width and height; NULL: its rectangle */
	size_t shape_count;
	bool continues;                                          /* continue: true: the story goes on here from an earlier frame */
} Place;

typedef struct {
	Str template;
	Pos pos, template_pos;
	Place *places;                                           /* in source order; a frame may hold several */
	size_t place_count;
} PagePlan;

/* What becomes of an article that a language lacks. */
typedef enum { MISSING_ERROR, MISSING_SOURCE, MISSING_OMIT } MissingKind;
typedef struct {
	Str language;
	MissingKind kind;
	Str *chain;                                              /* of MISSING_SOURCE: the languages to take it from, best first */
	size_t chain_count;
} Missing;

typedef struct {
	Str folder;                                              /* as given */
	const SourceFile *file;                                  /* issue.yaml */
	Str edition;                                             /* "2007-4" */
	Date date;
	int number, volume;                                      /* 0 when not given */
	int year, quarter;                                       /* from period: 2007-Q4; quarter 0 when not given */
	Str source;                                              /* language tag of the source texts */
	Str *languages;
	size_t language_count;
	Missing *missing;                                        /* one a language, in their order */
	Str layout;                                              /* path of the layout, joined to the folder */
	Pos layout_pos;
	PagePlan *pages;
	size_t page_count;
	Str publisher;                                           /* for Info and XMP; may be empty */
} Issue;

typedef struct {
	Str key, value;
	Pos pos;
} IssueString;

/* The texts of one language. */
typedef struct {
	Str language;                                            /* "fr" */
	Str folder;                                              /* issues/2007-4/fr */
	Article *articles;                                       /* in the order in which issue.yaml places them, then by file name */
	size_t article_count;
	IssueString *strings;                                    /* strings.yaml flattened: "title", "tagline", "sections.feature" */
	size_t string_count;
	Str assets;                                              /* the language whose pictures are shown */
	StrList omitted;                                         /* ids of articles left out, and of what stands in them */
} Edition;

/* Reads FOLDER/issue.yaml, or another .yaml file of the folder when that is named (the same articles in another layout). NULL after a diagnostic when there is nothing to go on with. */
Issue *issue_read(Job *job, Str folder);
/* The JSON Schema of issue.yaml. */
void issue_schema(Arena *arena, Buf *out);
/* Reads FOLDER/LANG/strings.yaml and the .md files beside it. Shared fields (section) of a translation come from the source language. */
Edition *issue_read_edition(Job *job, const Issue *issue, Str language);
/* Reads one article from text (tests, editors). */
Article *issue_read_article(Job *job, const SourceFile *file);
const Article *edition_find_article(const Edition *edition, Str id);
bool edition_omits(const Edition *edition, Str id);          /* an article that is left out, or a box in one */
/* Takes back what comments <!-- quoin-ignore RULE --> silence. `checked`: all checks have run, so a comment that silenced nothing is told. */
void issue_apply_ignores(Job *job, const Edition *edition, bool checked);
/* The language whose pictures an article shows. */
Str edition_assets(const Edition *edition, const Article *article);
/* The value for a key, or an empty Str. */
Str edition_string(const Edition *edition, const char *key);
/* Path of a picture: FOLDER/assets/LANG/name if it exists, else FOLDER/assets/name. */
Str issue_asset_path(Arena *arena, const Issue *issue, Str language, Str name);
/* The tree as indented text with line:column of every node: tests stand on it. */
void issue_dump_article(const Article *article, Buf *out);

#endif
