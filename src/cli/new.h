/* new -- what the files of quoin new have in common: new.c makes articles and languages, new_edition.c editions and projects. */
#ifndef CLI_NEW_H
#define CLI_NEW_H

#include "cli/cli.h"

typedef struct {
	Job *job;
	const Options *options;
} New;

/* Small letters, digits and hyphens, and capitals where they are allowed. */
bool new_is_name(Str s, bool capitals);
/* Writes a file that is not there yet, and says so. False after a message. */
bool new_put(const New *n, Str path, const Buf *text);
/* An article with hints; the source's strings once more. */
void new_add_article(Buf *out, Str id, Str section);
void new_add_strings(Buf *out, const Edition *edition);
/* False after a usage message. */
bool new_edition(const New *n);
bool new_project(const New *n);

#endif
