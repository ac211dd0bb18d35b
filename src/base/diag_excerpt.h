/* diag_excerpt -- private to diag_print: the line of a file that a message speaks of, with a caret, for a terminal. */
#ifndef BASE_DIAG_EXCERPT_H
#define BASE_DIAG_EXCERPT_H

#include "base/diag.h"

void excerpt_add(Buf *out, Pos pos, bool colour);
void excerpt_add_text(Buf *out, Str text);                   /* one line; what would not be seen is shown as <U+200F> */

#endif
