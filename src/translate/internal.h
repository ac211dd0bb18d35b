/* internal -- what the files of translate/ share; nobody else includes it. */
#ifndef TRANSLATE_INTERNAL_H
#define TRANSLATE_INTERNAL_H

#include "translate/tokens.h"

#define TRANSLATE_STRINGS "strings"                          /* the article id of strings.yaml */

/* hash.c */
Str hash_unit(Arena *arena, UnitKind kind, Str canonical);   /* 16 hex digits */

/* units.c */
Units units_of_article(Job *job, const Article *article);
Units units_of_strings(Job *job, const Edition *edition);
Str unit_comment(Arena *arena, const Unit *unit);            /* the comment before it or in it, for translators; may be empty */

/* align.c: partner[i] is the index of source unit i's translation, or SIZE_MAX. What is set already stays. */
void units_align(const Units *source, const Units *target, size_t *partner);

/* status.c */
void status_read(Job *job, Translation *translation);
void status_pair(Job *job, Translation *translation, ArticlePair *article);
void status_set(Job *job, const ArticlePair *article, Pair *pair, Str target_hash, UnitState state, Str origin);
void status_write(const Translation *translation, Buf *out);
typedef struct {
	Str at[8];
	size_t n;
} TsvFields;
TsvFields tsv_fields(Str line);

/* similarity.c: in hundredths; at least `least`, or 0. Digits count as equal. */
unsigned similarity_of(Arena *arena, Str a, Str b, unsigned least);

/* memory.c */
typedef struct {
	unsigned percent;                                        /* 101: the same units stand before and after it too */
	Str origin;                                              /* edition */
	Str source;                                              /* plain text */
	const Tokens *target;
} Match;
/* `before` and `after` are hashes of the neighbours. */
typedef struct {
	const Unit *source, *target;
	Str before, after;                                       /* hashes of the units round it */
	Str origin;                                              /* the edition */
} MemoryEntry;
/* What this edition and the earlier ones say, the newest first and each text once. Returns how many. */
size_t memory_list(Job *job, const Issue *issue, Str language, const MemoryEntry ***entries);
Match memory_find(const Memory *memory, const Unit *unit, Str before, Str after, unsigned least);
bool memory_has(const Memory *memory, Str hash);

/* glossary.c */
typedef enum { TERM_PREFERRED, TERM_ALLOWED, TERM_FORBIDDEN, TERM_KEEP } TermUse;
typedef struct {
	Str term, translation, note;
	TermUse use;
	Pos pos;
} Term;
typedef struct {
	Term *at;
	size_t n, room;
} Glossary;
Glossary *glossary_read(Job *job, const Issue *issue, Str language);
bool text_has_term(Str text, Str term, bool within_words);
size_t text_find_term(Str text, Str term, bool within_words, size_t *end);   /* SIZE_MAX: nowhere */
size_t text_word_end(Str text, size_t at);

/* script.c */
Str script_of_language(Arena *arena, Str language);         /* ISO 15924, may be empty */

#endif
