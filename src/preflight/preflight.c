/* Runs the checks of checks.def one after another. */
#include "preflight/checks.h"

void preflight_check(Job *job, const Document *document, const Pages *pages) {
#define CHECK(function) function(job, document, pages);
#include "preflight/checks.def"
#undef CHECK
}
