/* build -- what the files of document/ share while a Document is being made; nobody else includes it. The tree of an
 * article is walked once, in reading order. Owners, blocks and notes are numbered as they are met, so that their
 * order is the reading order. Nesting is bounded by the reader, hence recursion is too. */
#ifndef DOCUMENT_BUILD_H
#define DOCUMENT_BUILD_H

#include "document/document.h"

/* A block's text on its way. */
typedef struct {
	Str text;
	struct { Span *at; size_t n, room; } spans;
	struct { TextMark *at; size_t n, room; } marks;
} Inlines;

/* Replaces bytes [start, end) of one span by `with`; an insertion has start == end. Sorted, not overlapping. */
typedef struct {
	uint32_t start, end;
	Str with;
	bool generated;                                          /* becomes a span of its own */
	bool with_previous;                                      /* an insertion between two spans belongs to the first */
} Edit;

typedef struct { Edit *at; size_t n, room; } Edits;

typedef struct { Block *at; size_t n, room; } BlockList;

/* What an anchor was made of, by the anchor's index. */
typedef struct {
	const Node *node;                                        /* heading or box; of an article its headline or NULL */
	const Article *article;
	bool box;
} AnchorSource;

/* A box that stands in a frame of its own. */
typedef struct {
	Str id;
	const Frame *frame;
	size_t story;
} BoxPlace;

typedef struct Builder {
	Job *job;
	Arena *arena;
	Document *doc;
	const Design *default_design;
	const Locale *locale;                                    /* of what is being built: the article's */
	struct { Note *at; size_t n, room; } notes;
	struct { Anchor *at; size_t n, room; } anchors;
	struct { AnchorSource *at; size_t n, room; } sources;
	struct { Reference *at; size_t n, room; } references;
	size_t article_stories;                                  /* the first ones of doc->stories; boxes follow */
	struct { BoxPlace *at; size_t n, room; } box_places;
	const Frame *contents_frame;                             /* NULL: no frame asks for contents */
	/* the article in hand */
	const Article *article;
	size_t story;
	size_t first_note;                                       /* of the article */
	struct { const Node **at; size_t n, room; } note_nodes;  /* by number of call in the article */
	size_t notes_done;
	bool flushing;
	int heading_level;                                       /* of the last heading, in article or box */
	Str words;                                               /* all its words, for pull quotes; empty: not asked yet */
} Builder;

/* Where blocks go and how they are dressed. */
typedef struct {
	BlockList *out;
	const Design *design;
	Owner parent;                                            /* what paragraphs are children of */
	Owner section;                                           /* the article or box: notes are its children */
	TextKind first, body;                                    /* of the next paragraph, and of those after it */
	bool fresh;                                              /* the next paragraph is a first one */
	bool opening;                                            /* the next paragraph is the article's first */
	bool gap;                                                /* a section break stands before what comes next */
	bool running;                                            /* what comes is a later part of an item or note */
	int depth;                                               /* of lists */
	Str label;                                               /* waits for the next paragraph */
	Owner label_owner;
	Len label_width;
} Flow;

/* locales.c */
const Locale *build_locale_of(Builder *b, const Article *article);     /* the edition's, but for an article in another language */

/* owners.c */
Owner build_owner(Builder *b, OwnerNode node);
Owner build_owner_of(Builder *b, Tag tag, Owner parent, const char *role, Pos pos);
Owner build_heading_owner(Builder *b, Owner parent, int level, Pos pos);
const char *build_role_of_kind(Builder *b, Str kind);

/* inline.c */
typedef struct {
	Owner owner;                                             /* of what has none of its own */
	uint32_t block;                                          /* whose references they are */
	bool plain;                                              /* the text alone: no owners, notes, messages */
	int depth;                                               /* of titles in titles */
} InlineRules;
Inlines build_inlines(Builder *b, const Node *parent, InlineRules rules);
Inlines build_source_text(Builder *b, Str text, Pos pos, Owner owner);
/* A message round a text of the source; only the text is not generated. */
Inlines build_message_text(Builder *b, const char *key, const char *argument, Str text, Pos pos, Owner owner);
Inlines build_generated_text(Builder *b, Str text, Pos pos, Owner owner);
/* A message that holds a number, as a label: it stands alone, so the isolates round the number are taken off. */
Str build_number_label(Arena *arena, const Locale *locale, const char *key, const char *argument, int64_t number);
Str build_plain(Builder *b, const Node *parent);

/* edit.c */
void inlines_edit(Arena *arena, Inlines *inlines, const Edit *edits, size_t count);
Pos marks_position(const TextMark *marks, size_t count, uint32_t at);

/* spacing.c */
void build_spacing(Builder *b, Inlines *inlines);

/* numbers.c: isolates signed numbers in a right-to-left text. */
void build_numbers(Builder *b, Inlines *inlines);

/* blocks.c */
uint32_t build_block_id(Builder *b);
const ParagraphStyle *build_style(const Builder *b, const Design *design, TextKind kind);
Block build_block(Builder *b, BlockKind kind, TextKind text_kind, const Design *design, Owner owner, Pos pos);
void build_set_text(Block *block, const Inlines *inlines);
/* A block of the inlines of a node, owned by `owner`; then the notes that they call. */
void build_text(Builder *b, Flow *flow, TextKind kind, const Node *inlines, Owner owner);
void build_paragraph(Builder *b, Flow *flow, TextKind kind, const Node *inlines, const char *role);
void build_node(Builder *b, Flow *flow, const Node *node);
void build_blocks(Builder *b, Flow *flow, const Node *first);

/* boxes.c */
void build_box(Builder *b, Flow *flow, const Node *node);

/* pullquote.c */
bool build_is_repeated(Builder *b, const Node *pullquote);   /* reports words that the article does not have */

/* notes.c */
int build_note_call(Builder *b, const Node *call);           /* index into doc->notes, or -1 */
Str build_note_url(const Builder *b, const Note *note);       /* "#note-ARTICLE-NUMBER" */
void build_pending_notes(Builder *b, Owner section);

/* places.c */
void build_plan(Builder *b);
const Design *build_design_named(const Builder *b, Str name);
/* article.c */
const Node *build_role_of(const Article *article, const char *name);   /* NULL when it has none */
Pos build_string_position(const Edition *edition, Str value);
void build_article(Builder *b, size_t story);
/* contents.c */
void build_contents(Builder *b);

/* references.c */
void build_anchors(Builder *b);
size_t build_find_anchor(const Builder *b, Str id);          /* SIZE_MAX when there is none */
Str build_anchor_title(Builder *b, size_t anchor, int depth);
int build_reference(Builder *b, size_t anchor, uint32_t block);

#endif
