/* Golden cases of the reader: an article, and what reading it gives: the tree, then the messages. Settings:
 *   path: harvest.md     the article's file name in messages (default: article.md)
 *   show: messages       only the messages; `tree` only the tree */
#include "golden.h"
#include "issue/issue.h"

static void run(const GoldenCase *golden, Str folder, Buf *out) {
	(void)folder;
	Arena *arena = arena_make();
	Diag *diag = diag_make(arena, STR(""));
	Job job = { arena, diag };
	Str show = golden_setting(golden->settings, "show", STR("all"));
	SourceFile *file = file_of_text(arena, golden_setting(golden->settings, "path", STR("article.md")), golden->source);
	Article *article = issue_read_article(&job, file);
	if (!str_is(show, "messages"))
		issue_dump_article(article, out);
	diag_sort(diag);
	if (!str_is(show, "tree"))
		diag_print(diag, DIAG_HUMAN, false, out);
	arena_free(arena);
}

int main(int argc, char **argv) {
	return golden_main(argc, argv, "issue", run);
}
