/* format -- the canonical form of an article, as issues/README.md shows it.
 * In:    an article's file.
 * Out:   its text with one blank line between blocks (a `>` alone behind a box's marker), headings with #, lists with -, in NFC, each
 *        line ended by a line feed. Lines are never broken anew, and what is said stays the same.
 * Fails: false after a diagnostic when the new text would be read otherwise than the old one; then the old one is right as it is. */
#ifndef FORMAT_FORMAT_H
#define FORMAT_FORMAT_H

#include "issue/issue.h"

bool format_article(Job *job, const SourceFile *file, Buf *out);

#endif
