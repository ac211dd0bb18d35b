/* pseudo -- languages that nobody speaks, for trying a layout before the translations are there. "en-XA" is the source with accents
 * and a third longer, each text between white brackets; "ar-XB" is the source in Arabic letters, from right to left.
 * In:    an issue; the texts of its source language.
 * Out:   an Edition as if it had been read from disk. Only texts change; every node keeps its place in the source.
 * Their words for dates, pages and notes are in layouts/languages, like those of other languages. */
#ifndef TRANSLATE_PSEUDO_H
#define TRANSLATE_PSEUDO_H

#include "issue/issue.h"

extern const Str pseudo_languages[];                         /* ended by an empty one */

bool pseudo_is_language(Str tag);
Edition *pseudo_read_edition(Job *job, const Issue *issue, Str tag);

#endif
