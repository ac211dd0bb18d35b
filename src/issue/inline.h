/* inline -- what inline.c, emphasis.c and link.c share while one block's inlines are parsed. */
#ifndef ISSUE_INLINE_H
#define ISSUE_INLINE_H

#include "issue/reader.h"

/* An inline with the link back that moving nodes about needs. Every inline node of a tree is one. */
typedef struct Inline {
	Node node;
	struct Inline *prev;
} Inline;

typedef struct Delimiter {
	struct Delimiter *prev, *next;                           /* on the stack */
	struct Delimiter *made_before;
	Inline *text;                                            /* what is left of the run */
	char c;
	uint32_t length;                                         /* of the run as written */
	uint32_t serial;                                         /* from 1, in source order */
	bool can_open, can_close;
} Delimiter;

typedef struct Bracket {
	struct Bracket *below;
	Inline *text;
	Delimiter *delimiters;                                   /* top of the delimiter stack when it was met */
	bool image, active;
} Bracket;

#define INLINE_MAX_BACKTICKS 80

/* The bytes of the block with a line feed for each line end, and where in the source each of them stands. */
typedef struct Inlines {
	Reader *r;
	Node *parent;
	const char *b;
	const uint32_t *map;                                     /* n + 1 entries */
	uint32_t n, at;
	Delimiter *delimiters, *made;
	Bracket *brackets;
	uint32_t backticks[INLINE_MAX_BACKTICKS + 1];            /* where a run of that length was last seen */
	bool backticks_scanned, no_comment_end;
} Inlines;

Pos inline_pos(const Inlines *in, uint32_t start, uint32_t end);
Str inline_source(const Inlines *in, uint32_t start, uint32_t end);   /* must lie on one line */
bool inline_on_one_line(const Inlines *in, uint32_t start, uint32_t end);
Inline *inline_append(Inlines *in, NodeKind kind, uint32_t start, uint32_t end);
void inline_append_text(Inlines *in, NodeKind kind, uint32_t start, uint32_t end);
void inline_unlink(Inline *it);
/* Makes `around` the parent of all siblings after `before` up to `last`, and puts it in their place. */
void inline_wrap(Inline *around, Inline *before, Inline *last);

/* emphasis.c */
void inline_read_delimiters(Inlines *in);
void inline_process_emphasis(Inlines *in, Delimiter *bottom);
void inline_report_unmatched(Inlines *in);

/* link.c */
void inline_read_open_bracket(Inlines *in);
void inline_read_close_bracket(Inlines *in);
bool inline_read_angle(Inlines *in);                         /* autolink, comment, HTML; false: a plain < */
bool inline_check_address(Inlines *in, Str url, Pos pos);

/* data.c */
bool inline_read_data(Inlines *in);

#endif
