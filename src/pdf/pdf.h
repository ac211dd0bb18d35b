/* pdf -- writes Pages to a PDF file through libharu's object layer.
 * In:    Pages with their Document; what the file says about itself.
 * Out:   the file's bytes; the same input gives the same bytes.
 * Fails: false after a diagnostic (pdf-font-embedding, pdf-glyph-missing, pdf-picture-colour, pdf-profile,
 *        pdf-internal). Tags that nest as PDF does not allow are a warning (pdf-structure).
 * libharu is object store, page tree, cross-reference table and serialiser; fonts, content, tags and the save are
 * ours. */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include "page/page.h"
#include "picture/separate.h"

typedef struct {
	Str title, author, subject;
	Str producer;                                            /* "Quoin 0.1" */
	int year, month, day;                                    /* creation and modification, midnight UTC */
} PdfInfo;

/* The screen profile: PDF/UA-1 and PDF/A-2a, RGB, tags, links, outline. */
bool pdf_build(Job *job, const Document *document, const Pages *pages, const PdfInfo *info, Buf *out);

typedef struct {
	Separator *separator;                                    /* the output intent, and pictures in its inks */
	bool marks;                                              /* crop and registration marks and a colour bar round the page */
} PdfPress;

/* The print profile, written to PDF/X-4: process and spot inks, bleed, small black that overprints; no links, no tags. */
bool pdf_build_print(Job *job, const Document *document, const Pages *pages, const PdfInfo *info, const PdfPress *press, Buf *out);

#endif
