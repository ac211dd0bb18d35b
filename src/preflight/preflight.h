/* preflight -- looks at finished pages for what would disappoint in print.
 * In:    a Document and its Pages; the press, when they are to be printed.
 * Out:   diagnostics only, in the order of checks.def.
 * Fails: never. It changes nothing.
 * Does not know: PDF. A new check is a row in checks.def and a function of its name; what a press bears stands in press.def. */
#ifndef PREFLIGHT_PREFLIGHT_H
#define PREFLIGHT_PREFLIGHT_H

#include "page/page.h"
#include "picture/separate.h"

typedef struct {
	PressKind kind;
	Separator *separator;                                    /* NULL: the inks of pictures are not known */
} PreflightPress;

void preflight_check(Job *job, const Document *document, const Pages *pages, const PreflightPress *press);   /* press NULL: for screens alone */

#endif
