/* fold -- strings made comparable: case and the forms of characters that Unicode counts as one. */
#ifndef LOCALE_FOLD_H
#define LOCALE_FOLD_H

#include "base/arena.h"
#include "base/str.h"

Str locale_fold(Arena *arena, Str s);

#endif
