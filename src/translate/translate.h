/* translate -- the loop between source and translations: units, their state, XLIFF and PO, checks.
 * In:    an Issue, a language; layouts/languages for sentence breaks; files that translators send back.
 * Out:   a Translation: every unit of the source beside its unit in the language, with its state; bytes to send out; edits of
 *        the translation's own files that leave every other byte as it is.
 * Fails: mistakes of authors and translators are diagnostics. Nothing that a translator wrote is dropped: what has no place is
 *        kept in LANG/unplaced.tsv.
 * Does not know: pages. Limits of length are worked out from frames and fonts alone. */
#ifndef TRANSLATE_TRANSLATE_H
#define TRANSLATE_TRANSLATE_H

#include "font/font.h"
#include "issue/issue.h"
#include "layout/layout.h"
#include "locale/locale.h"

typedef enum {
#define UNIT(id, name, word) UNIT_##id,
#include "translate/unit_kinds.def"
#undef UNIT
	UNIT_KIND_COUNT
} UnitKind;

typedef struct Memory Memory;
typedef struct Limits Limits;

extern const char *const unit_kind_names[UNIT_KIND_COUNT];      /* in ids: "p" */
extern const char *const unit_kind_words[UNIT_KIND_COUNT];      /* for people: "paragraph" */

/* One translatable block. Its identity is its kind and content, never its position. */
typedef struct {
	UnitKind kind;
	Str id;                                                  /* "p-3f2a91c0", "p-3f2a91c0-2" when it is repeated in the article */
	Str hash;                                                /* 16 hex digits */
	Str text;                                                /* canonical: NFC, white space collapsed, codes as tags */
	Str plain;                                               /* the same without codes */
	Str anchor;                                              /* "sidebar key-findings", "note study": what holds it; empty: the article */
	const Node *node;                                        /* block or picture; NULL: of strings.yaml */
	const Node *top;                                         /* the article's child that holds it */
	const struct Tokens *tokens;
	Pos content;                                             /* the bytes in which it is written */
	unsigned words;
} Unit;

typedef struct {
	const SourceFile *file;                                  /* NULL: there is no such file yet */
	const Article *article;                                  /* NULL: strings.yaml */
	Unit *at;
	size_t n;
} Units;

typedef enum { STATE_MISSING, STATE_DRAFT, STATE_TRANSLATED, STATE_REVIEWED, STATE_COUNT } UnitState;
extern const char *const unit_state_names[STATE_COUNT + 1];  /* ended by NULL */

/* A line of status.tsv. */
typedef struct {
	Str article, unit, source, target;                       /* source and target are hashes */
	UnitState state;
	Str origin;                                              /* "adopted", "xliff", "edited" */
	bool used;                                               /* a pair has it */
} StatusRow;

/* A unit of the source and its translation; one of the two may be NULL. */
typedef struct {
	const Unit *source, *target;
	UnitState state;
	bool outdated;                                           /* translated from a text that the source no longer has */
	bool edited;                                             /* the translation is not the one that status.tsv knows */
	StatusRow *row;                                          /* NULL: status.tsv does not know it */
} Pair;

typedef struct {
	Str id;                                                  /* of the article; "strings" for strings.yaml */
	Units source, target;
	Pair *pairs;                                             /* in the order of the source, then translations without a source */
	size_t n;
	bool has_errors;                                         /* one of the two files could not be read without errors */
} ArticlePair;

typedef struct {
	const Issue *issue;
	Str language;
	const Edition *source, *target;
	unsigned read_errors;                                    /* of the translation's files */
	ArticlePair *articles;
	size_t article_count;
	Str status_path;
	const SourceFile *status_file;                           /* NULL: there is none */
	StatusRow *rows;
	size_t row_count;
} Translation;

/* Reads both languages, without their messages, and status.tsv. `target` may be given when it has been read already. */
Translation *translate_read(Job *job, const Issue *issue, Str language, const Edition *target);

/* status.c: changes of state. They are on disk after translate_write_status. */
void translate_adopt(Job *job, Translation *translation, UnitState state);
/* Takes what is outdated or edited as good again: the recorded hashes become those of now. Without `minor` only units
 * whose translation was edited, and they become `state`; with it also those whose source alone changed, and the state
 * stays. STATE_REVIEWED is also given to units that are neither. `only` names articles or units; none: all. The number
 * of units taken. */
typedef struct {
	bool minor;
	UnitState state;
	const Str *only;
	size_t only_count;
} AcceptWishes;
size_t translate_accept(Job *job, Translation *translation, const AcceptWishes *wishes);
bool translate_write_status(Job *job, const Translation *translation);

typedef struct {
	unsigned units, missing, draft, translated, reviewed, outdated, edited, errors;
	unsigned words, words_done, words_reviewed, words_left, words_known;  /* of the source; known: the memory has them */
} StatusSum;
StatusSum translate_sum(Job *job, const Translation *translation, const Memory *memory);

/* memory.c: what earlier editions said, newest first. Folders beside the issue's are looked into. */
Memory *translate_read_memory(Job *job, const Issue *issue, Str language);

/* tmx_write.c: the memory and this edition as TMX 1.4. Returns how many texts. */
size_t translate_export_memory(Job *job, const Issue *issue, Str language, Buf *out);

/* limits.c: how many characters a short slot takes in the language; 0 for units without a limit. */
Limits *translate_find_limits(Job *job, const Translation *translation, const Layout *layout, FontSet *fonts);
unsigned translate_limit_of(const Limits *limits, const ArticlePair *article, const Unit *unit);

/* mark.c: notes on the blocks of the edition (the translation's target) which are untranslated or outdated, for drafts to show. */
void translate_mark(const Translation *translation, Edition *edition);
/* Articles that are translated in part are errors (translation-partial), as far as status.tsv knows them. */
void translate_check_whole(Job *job, const Translation *translation);

/* checks.c: translation against source; every rule is named translation-*. `limits` and `locale` may be NULL. */
void translate_check(Job *job, const Translation *translation, const Limits *limits, const Locale *locale);

/* export.c, xliff2_write.c, xliff1_write.c, po_write.c */
typedef enum { EXCHANGE_XLIFF_2, EXCHANGE_XLIFF_1, EXCHANGE_PO } ExchangeFormat;
extern const char *const exchange_endings[];                 /* ".xlf", ".xlf", ".po" */
typedef struct {
	ExchangeFormat format;
	Str languages_home;                                      /* the folder that holds languages/TAG.yaml */
	const Memory *memory;                                    /* may be NULL */
	const Limits *limits;                                    /* may be NULL */
} ExportWishes;
/* One file of some articles. */
void translate_export(Job *job, const Translation *translation, const ArticlePair *articles, size_t count,
                      const ExportWishes *wishes, Buf *out);

/* merge.c: takes a file back. What comes of it is whole new files, which the caller writes. */
typedef enum { CONFLICT_REPORT, CONFLICT_OURS, CONFLICT_THEIRS } ConflictChoice;
typedef struct {
	Str path;
	Str text;                                                /* the whole new file */
	size_t units;
} MergedFile;
typedef struct {
	MergedFile *at;
	size_t n;
	Str language;
	size_t merged, unchanged, unplaced, refused;             /* units */
} Merged;
/* `path` is what the bytes are called in messages. False when the file cannot be read as XLIFF or PO of this issue. */
bool translate_merge(Job *job, const Issue *issue, Str path, Str bytes, ConflictChoice choice, Merged *out);

#endif
