/* XLIFF and PO taken back into the tiny issue: reading, codes, merging, the new Markdown. Nothing is written to disk. */
#include "fuzz/fuzz.h"

#include "translate/translate.h"

void fuzz_one(Job *job, Str bytes) {
	Issue *issue = issue_read(job, STR("tests/e2e/tiny/issue"));
	Merged merged;
	if (issue)
		translate_merge(job, issue, STR("fuzz"), bytes, CONFLICT_THEIRS, &merged);
}
