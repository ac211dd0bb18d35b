/* manual -- writes the pages of the manual as roff, when Quoin is built.
 * In:    the tables that the program itself reads (commands, options, exit codes, properties of layouts, rules), and prose in
 *        Markdown: issues/README.md, layouts/README.md and src/manual/quoin.md.
 * Out:   quoin(1), quoin-issue(5), quoin-layout(5), quoin-rules(7).
 * Not part of the program: a tool of the Makefile. */
#ifndef MANUAL_MANUAL_H
#define MANUAL_MANUAL_H

#include "base/str.h"

/* roff.c: a page is built line by line; text is escaped, broken at sentences and kept clear of leading dots. */
void roff_begin(Buf *out, const char *name, int section, const char *summary, const char *volume);
void roff_heading(Buf *out, Str title, bool sub);            /* a section's title in capitals */
void roff_text(Buf *out, Str text);                          /* escapes: for runs of a paragraph */
void roff_code(Buf *out, Str text);                          /* the same, bold, as it is typed */
void roff_fill(Buf *out, Str paragraph);                     /* escaped runs, put out as lines */
void roff_item(Buf *out, Str tag);                           /* .TP: the tag is escaped runs */
void roff_block(Buf *out, Str code, bool first);             /* lines as they are, indented; first after a heading */
void roff_see_also(Buf *out, const char *but);

/* markdown.c: a document, without its title */
void manual_add_markdown(Buf *out, Str text);
void manual_add_inline(Buf *out, Str text);                  /* a paragraph or two, as from Command.about */

void manual_quoin(Buf *out, Str prose);                      /* page_quoin.c */
void manual_issue(Buf *out, Str prose);                      /* page_formats.c */
void manual_layout(Buf *out, Str prose);
void manual_rules(Buf *out, Str prose);

#endif
