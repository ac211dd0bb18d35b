/* diag -- what is said to the author: file:line:col, severity, rule and a sentence that tells what to do.
 * A stage notes every mistake and goes on; one run shows them all. Reporting returns false, so that reporting and
 * failing is one line. A Diag belongs to one job (one thread); diag_merge joins them in a fixed order. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/str.h"
#include "base/units.h"

/* A file as read. Positions are byte offsets into its text; lines and columns are derived when shown. */
typedef struct SourceFile {
	Str path;                                                /* as shown in messages */
	Str text;
	uint32_t *line_starts;                                   /* offset of each line's first byte */
	uint32_t lines;
} SourceFile;

typedef struct {
	const SourceFile *file;                                  /* NULL: no place */
	uint32_t offset;
	uint32_t length;                                         /* bytes meant, 0 when unknown */
} Pos;

#define POS_NONE ((Pos){ NULL, 0, 0 })

typedef struct {
	uint32_t line, column;                                   /* from 1; columns in Unicode code points */
} LineColumn;

LineColumn pos_line_column(Pos pos);

typedef enum { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR } Severity;

typedef enum {
#define RULE(id, name, summary) RULE_##id,
#include "base/diag_codes.def"
#undef RULE
	RULE_COUNT
} Rule;

const char *rule_name(Rule rule);                            /* "box-unknown-kind" */
const char *rule_summary(Rule rule);                         /* one sentence for the manual */
bool rule_of_name(Str name, Rule *out);

typedef struct Message {
	Severity severity;
	Rule rule;
	Pos pos;
	Str language;                                            /* tags of the languages it is about, else empty */
	Str text;
	Str help;                                                /* what to do, may be empty */
	Str note;                                                /* a fact beside it, may be empty */
	Pos related;                                             /* another place, shown under the message */
	Str related_text;
} Message;

typedef struct Diag {
	Arena *arena;
	Str language;                                            /* stamped on what is reported */
	struct { Message *at; size_t n, room; } messages;
	unsigned errors, warnings;
	bool write_failed;                                       /* file, font or permission in the way: exit code 5 */
} Diag;

Diag *diag_make(Arena *arena, Str language);
bool diag_error(Diag *diag, Pos pos, Rule rule, const char *format, ...) __attribute__((format(printf, 4, 5)));
bool diag_warning(Diag *diag, Pos pos, Rule rule, const char *format, ...) __attribute__((format(printf, 4, 5)));
bool diag_report(Diag *diag, Severity severity, Pos pos, Rule rule, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
/* These speak of the message just reported. */
void diag_help(Diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));
void diag_note(Diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));
void diag_related(Diag *diag, Pos pos, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* "did you mean 'x'?" as help when one of the candidates is at most two edits away; else lists them when few. */
void diag_suggest(Diag *diag, Str word, const Str *candidates, size_t count);

void diag_merge(Diag *into, const Diag *from);               /* copies all it needs: from and its files may go */
/* By file as first met, then offset; without a place last. Equal messages of several languages become one. */
void diag_sort(Diag *diag);

typedef enum { DIAG_HUMAN, DIAG_JSON } DiagFormat;
/* Writes all messages: GNU form with excerpt and caret, or JSON Lines. At most 20 per rule and file, others counted. */
void diag_print(const Diag *diag, DiagFormat format, bool colour, Buf *out);

#endif
