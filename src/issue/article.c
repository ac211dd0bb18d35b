/* One article, from its file to its tree: front matter, lines, blocks with their inlines, then the rules that need the
 * whole. */
#include "issue/reader.h"

static Str id_of_path(Str path) {
	size_t start = path.n;
	while (start > 0 && path.p[start - 1] != '/')
		start--;
	Str name = str_sub(path, start, path.n);
	return str_ends(name, ".md") ? str_sub(name, 0, name.n - 3) : name;
}

Article *issue_read_article(Job *job, const SourceFile *file) {
	Article *article = arena_new(job->arena, Article);
	article->file = file;
	article->root = issue_make_node(job->arena, NODE_ARTICLE, (Pos){ file, 0, 0 });
	if (file->text.n > ISSUE_MAX_ARTICLE) {
		article->id = id_of_path(file->path);
		diag_error(job->diag, (Pos){ file, 0, 0 }, RULE_FILE_TOO_LARGE, "this article is larger than %d KiB", ISSUE_MAX_ARTICLE >> 10);
		diag_help(job->diag, "check that it is the right file, or divide it");
		return article;
	}
	Reader r = { .job = job, .scratch = arena_make(), .file = file, .text = file->text };
	r.article = article;
	r.root = article->root;
	issue_read_front_matter(&r);
	if (article->id.n == 0)
		article->id = id_of_path(file->path);
	issue_read_blocks(&r);
	issue_check_article(&r);
	arena_free(r.scratch);
	return article;
}
