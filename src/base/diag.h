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

/* rules.c */
const char *rule_name(Rule rule);                            /* "box-unknown-kind" */
const char *rule_summary(Rule rule);                         /* one sentence for the manual */
const char *rule_help(Rule rule);                            /* what to do, in a few sentences; diag_help.def */
bool rule_of_name(Str name, Rule *out);

/* What somebody wants a rule's warnings and notes to be. */
typedef enum { LEVEL_REPORTED, LEVEL_IGNORE, LEVEL_NOTE, LEVEL_WARNING, LEVEL_ERROR } RuleLevel;
bool rule_level_of_name(Str name, RuleLevel *out);           /* "ignore", "note", "warning", "error" */

typedef struct Message {
	Severity severity;
	bool ignored;                                            /* its rule is turned off: it is neither counted nor shown */
	Rule rule;
	Pos pos;
	Str language;                                            /* tags of the languages it is about, else empty */
	Str text;
	Str help;                                                /* what to do, may be empty */
	Str note;                                                /* a fact beside it, may be empty */
	Pos related;                                             /* another place, shown under the message */
	Str related_text;
	Str fix;                                                 /* what would be right in place of the bytes at pos, may be empty */
} Message;

typedef struct Diag {
	Arena *arena;
	Str language;                                            /* stamped on what is reported */
	struct { Message *at; size_t n, room; } messages;
	unsigned errors, warnings;
	const uint8_t *levels;                                   /* a RuleLevel for each rule, or NULL */
	StrList files;                                           /* what was read on the way, for those who ask what a result stands on */
	StrList heads;                                           /* ... and those of which only the front matter counts */
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
/* "did you mean 'x'?" as help when one of the candidates is at most two edits away, which is the fix if the message's place is the word
 * itself; else lists them when few. */
void diag_suggest(Diag *diag, Str word, const Str *candidates, size_t count);

/* Messages about these rules are from now on of the level given, errors excepted. */
void diag_set_level(Diag *diag, Rule rule, RuleLevel level);
/* "unknown rule" with the nearest name, unless there is such a rule. */
bool diag_find_rule(Diag *diag, Pos pos, Rule kind, Str name, Rule *out);
void diag_note_file(Diag *diag, Str path);                   /* once a path */
void diag_note_head(Diag *diag, Str path);

/* Takes out the warnings and notes of a rule that speak of bytes [start, end) of a file; how many. */
size_t diag_silence(Diag *diag, Rule rule, const SourceFile *file, uint32_t start, uint32_t end);
void diag_merge(Diag *into, const Diag *from);               /* copies all it needs: from and its files may go */
/* By file as first met, then offset; without a place last. Equal messages of several languages become one. */
void diag_sort(Diag *diag);

typedef enum { DIAG_HUMAN, DIAG_SHORT, DIAG_JSON, DIAG_SARIF, DIAG_GITHUB } DiagFormat;
/* Writes all messages: GNU form with excerpt and caret (or short, one line each), JSON Lines, SARIF 2.1.0, or commands for a GitHub
 * log. At most 20 per rule and file, others counted; SARIF has all. */
void diag_print(const Diag *diag, DiagFormat format, bool colour, Buf *out);

#endif
