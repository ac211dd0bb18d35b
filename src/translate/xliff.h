/* xliff -- what the two files that read XLIFF share: xliff_read.c knows files and units, xliff_content.c the inlines. */
#ifndef TRANSLATE_XLIFF_H
#define TRANSLATE_XLIFF_H

#include <libxml/tree.h>

#include "translate/exchange.h"

#define XLIFF_1 "urn:oasis:names:tc:xliff:document:1.2"
#define XLIFF_2 "urn:oasis:names:tc:xliff:document:2.0"

typedef struct {
	Job *job;
	const SourceFile *file;
	const xmlNode *data;                                     /* originalData of the unit, or NULL */
	Tokens *tokens;
	struct { Code **at; size_t n, room; } open;              /* of codes whose start and end are elements of their own */
	const char *problem;
} ContentReader;

/* Adds the content of a source or target element. */
void xliff_add_content(ContentReader *reader, const xmlNode *element);
bool xliff_is(const xmlNode *node, const char *name);        /* an XLIFF element of that name */
Str xliff_attribute(Arena *arena, const xmlNode *node, const char *name);    /* without namespace; empty when absent */

#endif
