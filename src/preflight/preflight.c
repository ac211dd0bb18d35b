/* Runs the checks of checks.def one after another. */
#include "preflight/checks.h"

#define ALWAYS true
#define IN_PRINT false

void preflight_check(Job *job, const Document *document, const Pages *pages, const PreflightPress *press) {
	Preflight p = { .job = job, .document = document, .pages = pages, .press = press };
#define CHECK(function, when) \
	if (press || when)        \
		function(&p);
#include "preflight/checks.def"
#undef CHECK
}
