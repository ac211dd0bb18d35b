/* proof -- pages for browsers: every page of a language as SVG, and one HTML page that lays the languages side by side.
 * In:    Document, Pages and messages of a language, its Translation for the state of each paragraph.
 * Out:   Proof: an SVG file a page, and for each page what lies over it (paragraphs with their places, marks of messages), in
 *        an arena of its own, so that it outlives the language's job. proof_index makes index.html of all of them.
 * Fails: never. A language that could not be set has messages alone. A picture that cannot be shown is an empty box.
 * Nothing is fetched by the page: style sheet and script stand in it, the SVG files lie beside it. */
#ifndef PROOF_PROOF_H
#define PROOF_PROOF_H

#include "page/page.h"
#include "translate/translate.h"

typedef struct {
	Str language;
	const Document *document;                                /* NULL: nothing was set */
	const Pages *pages;
	const Diag *diag;
	const Translation *translation;                          /* of the source and of what is made of it: the source against itself */
} ProofInput;

typedef struct {
	int number;
	Len width, height;
	Str name;                                                /* of its file, below the folder of index.html */
	Str svg;
	Str overlay;                                             /* HTML */
} ProofPage;

typedef struct {
	Arena *arena;
	Str language, name, title;                               /* title: the newsletter's, in the language */
	bool rtl, source;
	bool translated;                                         /* its paragraphs have states: no pseudo-language */
	ProofPage *pages; size_t page_count;
	Str messages;                                            /* HTML: list items */
	Str texts;                                               /* HTML: what the source says, by unit */
	unsigned errors, warnings, notes, outdated, missing, draft, overset;
} Proof;

Proof *proof_build(const ProofInput *input);
void proof_free(Proof *proof);                               /* NULL is no matter */
/* `shared` are the messages about all languages; they end up in front of the others. */
void proof_index(const Issue *issue, const Diag *shared, Proof *const *proofs, size_t count, Buf *out);

/* svg.c: one page, complete. */
void proof_draw_page(const Page *page, const Layout *layout, Buf *out);

#endif
