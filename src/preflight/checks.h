/* The checks of checks.def: each looks at the whole document and reports what it finds. */
#ifndef PREFLIGHT_CHECKS_H
#define PREFLIGHT_CHECKS_H

#include "preflight/preflight.h"

#define CHECK(function) void function(Job *job, const Document *document, const Pages *pages);
#include "preflight/checks.def"
#undef CHECK

#endif
