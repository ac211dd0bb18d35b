/* pipeline -- the whole program: an issue folder to one PDF a language.
 * In:    an issue folder, languages, what is wanted.
 * Out:   for each language the bytes of its PDF, for the screen, for print or both, and of its layout dump; what is to be said to the author.
 * Fails: pipeline_open is false after a diagnostic when there is nothing to go on with. Afterwards mistakes are diagnostics; a
 *        language with errors has no bytes unless it is a draft, and the others are set all the same.
 * Writes no file and prints nothing: src/cli/ does that. */
#ifndef PIPELINE_H
#define PIPELINE_H

#include "base/version.h"
#include "font/font.h"
#include "issue/issue.h"
#include "layout/layout.h"
#include "page/page.h"
#include "proof/proof.h"
#include "parity.h"

/* What the languages of an issue share: read once, then only read from. */
typedef struct {
	Issue *issue;
	Layout *layout;
	FontSet *fonts;
	Dictionaries *dictionaries;
	Str languages_home;                                      /* the folder that holds languages/TAG.yaml */
	const uint8_t *levels;                                   /* what is wanted of the rules: Diag.levels of every language */
} Press;

/* `home` is a folder with fonts/ and layouts/, or empty: then it is the folder above the layout's, if that holds fonts/,
 * otherwise where Quoin was installed. */
bool pipeline_open(Job *job, Str folder, Str home, Press *press);
void pipeline_close(Press *press);

typedef struct {
	bool draft;                                              /* bytes in spite of errors */
	bool screen, print;                                      /* which files; and for print: what its preflight has to say */
	bool check_only;                                         /* the bytes are not wanted, only what there is to say */
	bool marks;                                              /* round the pages of the print file */
	int downsample;                                          /* pictures far above so many pixels an inch get fewer; 0: none */
	int press;                                               /* a PressKind and 1; 0: the layout's */
	Str output_intent;                                       /* path of an ICC profile; empty: the layout's, or FOGRA39 */
	bool dump, report;
	bool greedy;                                             /* columns filled as far as they go, for comparison */
	bool html;                                               /* a Proof of each language, errors or not */
	bool proof;                                              /* frames, grid, chains and overset drawn over the pages */
	bool files;                                              /* note in each language's Diag also the fonts that its pages use */
	bool compare;                                            /* translations are compared with their source */
	FitMode fit;
	const PageRange *pages;                                  /* only these are written */
	size_t page_range_count;                                 /* 0: all */
	int threads;
	int64_t epoch;                                           /* seconds since 1970 for the file's dates; -1: the issue's date */
} PipelineWishes;

#define PIPELINE_STAGES 6
extern const char *const pipeline_stage_names[PIPELINE_STAGES];

/* One language being set. Only `language` is given. */
typedef struct {
	Str language;
	Arena *arena;
	Diag *diag;
	size_t page_count;
	bool complete;                                           /* pdf (and dump, report) hold the result */
	Buf pdf, print, dump, report;
	Proof *proof;                                            /* with html; who keeps it puts NULL here */
	PageSummary summary;                                     /* without pages when it was not set */
	int64_t microseconds[PIPELINE_STAGES];
} Setting;

/* Where Quoin's own layouts and fonts are: QUOIN_HOME if that is given, else where it was installed. */
Str pipeline_home(Str home);

/* Sets all languages. `finished` is called in the calling thread, in their order, as soon as each is done; then the
 * setting's memory is released and its messages are merged into the job's, so nothing depends on the threads. */
void pipeline_run(Job *job, const Press *press, const PipelineWishes *wishes, Setting *settings, size_t count,
                  void (*finished)(void *context, Setting *setting), void *context);

#endif
