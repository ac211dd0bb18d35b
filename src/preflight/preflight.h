/* preflight -- looks at finished pages for what would disappoint in print.
 * In:    a Document and its Pages.
 * Out:   diagnostics only, in the order of checks.def.
 * Fails: never. It changes nothing and reports no errors: what cannot be printed was an error where it arose.
 * Does not know: PDF. A new check is a row in checks.def and a function of its name. */
#ifndef PREFLIGHT_PREFLIGHT_H
#define PREFLIGHT_PREFLIGHT_H

#include "page/page.h"

void preflight_check(Job *job, const Document *document, const Pages *pages);

#endif
