/* world -- what the files of the world test share. A Trial is one text of the Universal Declaration of Human Rights on its way from
 * the package's HTML to a PDF; its Row is what the table says of it. */
#ifndef WORLD_WORLD_H
#define WORLD_WORLD_H

#include "font/font.h"
#include "page/page.h"

/* The rules, in the order of the table. */
typedef enum {
	FAULT_READ,                                              /* no such text, or the document says something else than it */
	FAULT_ERROR,                                             /* an error that Quoin reports, save a missing glyph */
	FAULT_GLYPH,                                             /* shown as .notdef */
	FAULT_CIRCLE,                                            /* a dotted circle that is not in the text */
	FAULT_CLUSTER,                                           /* a line that begins within a cluster */
	FAULT_START,                                             /* ... with what never begins one */
	FAULT_END,                                               /* ... or ends with what never ends one */
	FAULT_TORN,                                              /* a word of a joined script is torn */
	FAULT_SPACE,                                             /* a word space beyond its limit that Quoin does not report */
	FAULT_WIDTH,                                             /* a line that is too long for its column */
	FAULT_LOST,                                              /* bytes of a paragraph that stand on no line, or twice */
	FAULT_INK,                                               /* ink of two lines less than 0.05 em apart */
	FAULT_PDF,                                               /* no PDF, or its text is not the input */
	FAULT_COUNT
} Fault;
extern const char *const fault_names[FAULT_COUNT];

typedef struct {
	Str code, tag, name;                                     /* of the package */
	Str script;                                              /* that most of its letters have */
	Str locale;                                              /* the file of layouts/languages; empty: it has none */
	bool rtl;
	unsigned pages, lines, hyphens;
	int widest;                                              /* word space, thousandths of the natural one */
	unsigned loose;                                          /* lines beyond the limit */
	unsigned torn;                                           /* lines that end within a word, without a hyphen */
	int gap;                                                 /* least distance of two lines' ink where one stands over the other, thousandths of an em */
	int words_kept;                                          /* right-to-left: thousandths of the words that pdftotext gives as they are */
	unsigned guessed;                                        /* spaces that pdftotext sees where a script without spaces is spread or squeezed */
	unsigned faults[FAULT_COUNT];
	Buf first[FAULT_COUNT];                                  /* the first of each kind, told */
} Row;

typedef struct {
	Job job;
	Row *row;
	StrList input;                                           /* its paragraphs, as they stand in the package */
	Locale *locale;
	Document *document;
	uint32_t block_count;                                    /* of the text; jump lines come later */
	Pages *pages;
	Diag *diag;
	Buf pdf;
} Trial;

/* Counts a fault; tells the first of its kind. */
void trial_blame(Trial *trial, Fault fault, const char *format, ...) __attribute__((format(printf, 3, 4)));

typedef struct { Row *at; size_t n, room; } Rows;

/* read.c */
bool world_read_list(Arena *arena, Str package, Rows *rows);
/* The text as an article in Markdown; its paragraphs go to trial->input. */
SourceFile *world_read_text(Trial *trial, Str package);
Str world_script_of(const Trial *trial);
/* The file of layouts/languages that is meant for the text, or one made for it: script, direction, nothing else. */
Locale *world_read_locale(Trial *trial);

/* look.c */
void world_look(Trial *trial);
/* Of a script that is written without spaces between words, or a mark that justification spreads or squeezes. */
bool world_is_spread(uint32_t c);

/* ink.c */
void world_look_at_ink(Trial *trial);

/* extract.c: what others read in the PDF, which stands in the folder meanwhile, or stays there. */
void world_compare(Trial *trial, Str folder, bool keep);

#endif
