/* The canonical form of an article: what has been put into it stays as it is the second time, and is UTF-8. */
#include "fuzz/fuzz.h"

#include <stdlib.h>

#include "base/file.h"
#include "format/format.h"

void fuzz_one(Job *job, Str bytes) {
	if (utf8_check(bytes) != bytes.n)
		return;
	Buf once = { 0 }, twice = { 0 };
	if (format_article(job, file_of_text(job->arena, STR("fuzz.md"), bytes), &once)) {
		Str text = str_copy(job->arena, buf_as_str(&once));
		bool again = format_article(job, file_of_text(job->arena, STR("fuzz.md"), text), &twice);
		if (utf8_check(text) != text.n || (again && !str_eq(text, buf_as_str(&twice))))
			abort();
	}
	buf_free(&once);
	buf_free(&twice);
}
