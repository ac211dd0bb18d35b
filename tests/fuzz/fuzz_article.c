/* Articles: front matter, Markdown and everything on top of it. */
#include "fuzz/fuzz.h"

#include "base/file.h"
#include "issue/issue.h"

void fuzz_one(Job *job, Str bytes) {
	if (utf8_check(bytes) != bytes.n)
		return;
	Article *article = issue_read_article(job, file_of_text(job->arena, STR("fuzz.md"), bytes));
	Buf out = { 0 };
	if (article)
		issue_dump_article(article, &out);
	buf_free(&out);
}
