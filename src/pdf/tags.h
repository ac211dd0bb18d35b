/* tags -- the structure types of PDF 1.7 that stand for the tags of a Document, and what may stand in what. */
#ifndef PDF_TAGS_H
#define PDF_TAGS_H

#include "document/document.h"

enum { ROLES_MAX = 32 };

/* Own structure types and the standard ones that they are mapped to. */
typedef struct {
	struct { const char *role, *type; } at[ROLES_MAX];
	size_t n;
} RoleMap;

void tags_write(RoleMap *roles, Buf *b, const OwnerNode *owner, int heading_level);   /* "/H1", "/Deck" */
void tags_write_map(const RoleMap *roles, Buf *b);           /* "/RoleMap<<…>>", nothing when there are no roles */
/* Reports pdf-structure when an element of `kid` may not stand in one of `parent`. */
void tags_check(Diag *diag, const OwnerNode *parent, const OwnerNode *kid);

#endif
