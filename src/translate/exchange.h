/* exchange -- what goes out to translators (export.c and the writers) and what comes back (the readers, merge.c, place.c). */
#ifndef TRANSLATE_EXCHANGE_H
#define TRANSLATE_EXCHANGE_H

#include "translate/internal.h"

#define TRANSLATE_NAMESPACE "urn:quoin:units:1"              /* of our attributes in XLIFF 2, prefix gz */

/* segment.c */
typedef struct {
	Tokens tokens;
	bool between;                                            /* the white space between two sentences */
} Segment;
typedef struct {
	Segment *at;
	size_t n, room;
} Segments;
typedef struct Segmenter Segmenter;
Segmenter *segmenter_open(Job *job, Str languages_home, Str language);
Segments *segments_of(Job *job, Segmenter *segmenter, const Tokens *tokens);

/* export.c: a unit made ready for an exchange file, whatever its format. */
typedef struct {
	const Pair *pair;
	Segments *source, *target;                               /* target NULL: nothing to show; else as many segments as source */
	UnitState state;
	const char *sub_state;                                   /* "outdated", "ice", "exact", "draft", or NULL */
	Str comment;
	unsigned limit;
	Match match;                                             /* percent 0: none */
	const Term **terms;
	size_t term_count;
} ExportUnit;
typedef struct {
	const Translation *translation;
	const ArticlePair *article;
	ExportUnit *at;
	size_t n;
} ExportFile;
/* What a unit of that state goes out as, which is also what comes back when nobody touched it. */
UnitState exchange_state(const Pair *pair, ExchangeFormat format);
Str export_note_id(const ArticlePair *article, Str label);   /* of the first unit of a note; empty: none */
Str export_original(Arena *arena, const ExportFile *file);   /* "en/men.md" */
void export_xliff2(Buf *out, Arena *arena, const ExportFile *files, size_t count);
void export_xliff1(Buf *out, Arena *arena, const ExportFile *files, size_t count);
void export_po(Buf *out, Arena *arena, const ExportFile *files, size_t count);
void xml_text(Buf *out, Str text);
void xml_attribute(Buf *out, const char *name, Str value);   /* with a space before it */

/* A unit as it comes back. Codes are as far known as the file tells; merge.c finds them. */
typedef struct {
	Str article, id, base;                                   /* base: hash of the translation that was sent out, may be empty */
	Pos pos;
	bool has_target, has_state, partial;                     /* partial: the source stands for sentences without a translation */
	UnitState state;
	Tokens target;
	Str source;                                              /* plain, for what has no place */
	const char *problem;                                     /* why it cannot be used, or NULL */
} Incoming;
typedef struct {
	Str path;                                                /* in messages */
	const SourceFile *file;
	Str source_language, language;
	ExchangeFormat format;
	struct { Incoming *at; size_t n, room; } units;
} IncomingFile;

/* xml.c: NULL after a diagnostic; freed with the job's arena. */
struct _xmlDoc;
struct _xmlDoc *xml_read(Job *job, const SourceFile *file, Str bytes);
/* xliff_read.c, xliff_content.c, po_read.c: false after a diagnostic when the file is none of ours. */
bool xliff_read(Job *job, Str bytes, IncomingFile *out);
bool po_read(Job *job, IncomingFile *out);

/* place.c: new bytes of one article's translation. */
typedef struct {
	Pair *pair;
	const Tokens *tokens;
	Str hash;
	const Incoming *incoming;
	bool outdated;                                           /* a translation of what the pair's source was before */
	const char *refused;                                     /* set here: why it has no place; NULL when it was placed */
} Edit;
/* Empty when nothing could be placed. */
Str place_edits(Job *job, const ArticlePair *article, Edit *edits, size_t count);

#endif
