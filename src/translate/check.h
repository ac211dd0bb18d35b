/* check -- what the files of checks share. Each check looks at one unit and reports at the translation's place; the source is the
 * related place. */
#ifndef TRANSLATE_CHECK_H
#define TRANSLATE_CHECK_H

#include "translate/internal.h"

typedef struct {
	Job *job;
	const Translation *translation;
	const ArticlePair *article;
	const Pair *pair;
	const Glossary *glossary;
	const Limits *limits;
	const Locale *locale;                                    /* NULL: what only it knows is not looked at */
} Check;
void check_unit(const Check *check);
bool check_report(const Check *check, Severity severity, Pos pos, Rule rule, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
void check_numbers(const Check *check);
void check_words(const Check *check);
void check_terms(const Check *check);

#endif
