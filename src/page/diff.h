/* diff -- what differs between two layout dumps of an issue: pages, stories, lines.
 * In:    two files that page_dump wrote.
 * Out:   Difference: counts by page and by story, and the single lines.
 * Fails: NULL after a diagnostic (dump-form) when a file is no layout dump.
 * Lines are compared by their words, within a story and in its order; then by their place and by how they are set. */
#ifndef PAGE_DIFF_H
#define PAGE_DIFF_H

#include "base/job.h"

typedef enum { DUMP_LINE, DUMP_RECTANGLE, DUMP_PICTURE } DumpKind;

typedef struct {
	DumpKind kind;
	int page, column;
	Str story, frame;
	Str text;                                                /* of a line: all of it; of a picture: its file */
	Str style;
	Str place;                                               /* x and baseline, or x and y, as written */
	Str look;                                                /* everything else that is seen, as written */
} DumpItem;

typedef struct {
	DumpItem *at;
	size_t n, room;
	int pages;                                               /* the last page's number */
} Dump;

Dump *page_read_dump(Job *job, const SourceFile *file);

/* A line of one dump or of both. CHANGED: other words in the same place of the story. MOVED: same words elsewhere; RESET: same
 * words and place, but other spaces, size or face. */
typedef enum { LINE_NEW, LINE_GONE, LINE_CHANGED, LINE_MOVED, LINE_RESET, LINE_CHANGE_COUNT } LineChange;
extern const char *const line_change_names[LINE_CHANGE_COUNT];    /* "new", "gone" … */

typedef struct {
	LineChange change;
	const DumpItem *before, *after;                          /* NULL: not in that dump */
} LineDifference;

typedef struct {
	Str story;                                               /* empty: furniture */
	int first_before, last_before, first_after, last_after;  /* pages; 0: not there */
	unsigned lines[LINE_CHANGE_COUNT];
	unsigned to_other_page;                                  /* of those moved */
	struct { LineDifference *at; size_t n, room; } differences;
} StoryDifference;

typedef struct {
	int page;
	bool before, after;                                      /* is there */
	unsigned lines;                                          /* that differ, on this page before or after */
	unsigned drawings;                                       /* rectangles and pictures that are in one of the two alone */
} PageDifference;

typedef struct {
	bool same;
	struct { StoryDifference *at; size_t n, room; } stories; /* every story, in the order of the first dump */
	PageDifference *pages;                                   /* every page */
	size_t page_count;
} Difference;

Difference *page_diff(Arena *arena, const Dump *before, const Dump *after);

#endif
