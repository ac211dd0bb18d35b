/* Articles, with what must hold of every tree: a text is the bytes of the source at its place, or one space at a line
 * end; the links between nodes agree; nesting is bounded; reading twice gives one dump. driver.c brings main; for
 * libFuzzer compile with -fsanitize=fuzzer and without the driver. */
#include "fuzz/fuzz.h"

#include <stdlib.h>

#include "base/file.h"
#include "issue/issue.h"

#define DEEPEST 40

static void must(bool holds) {
	if (!holds)
		abort();
}

static void check_text(const Node *node, const SourceFile *file) {
	must(node->text.n > 0);
	must(node->pos.file == file && node->pos.offset < file->text.n);
	char at = file->text.p[node->pos.offset];
	if (at == '\n' || at == '\r')
		must(str_is(node->text, " "));
	else
		must(str_eq(node->text, str_sub(file->text, node->pos.offset, node->pos.offset + node->text.n)));
	must(utf8_check(node->text) == node->text.n);
}

static void check_links(const Node *node) {
	const Node *last = NULL;
	for (const Node *child = node->first; child; child = child->next) {
		must(child->parent == node);
		last = child;
	}
	must(node->last == last);
}

static void check_tree(const Article *article) {
	int depth = 0;
	NodeWalk walk = node_walk(article->root);
	while (node_walk_next(&walk)) {
		const Node *node = walk.node;
		depth += walk.entering ? 1 : -1;
		must(depth <= DEEPEST);
		if (!walk.entering)
			continue;
		check_links(node);
		must(node->pos.offset + node->pos.length <= article->file->text.n);
		if (node->kind == NODE_TEXT || node->kind == NODE_CODE)
			check_text(node, article->file);
	}
	must(depth == 0);
}

void fuzz_one(Job *job, Str bytes) {
	if (utf8_check(bytes) != bytes.n)
		return;
	SourceFile *file = file_of_text(job->arena, STR("fuzz.md"), bytes);
	Article *article = issue_read_article(job, file), *again = issue_read_article(job, file);
	check_tree(article);
	Buf first = { 0 }, second = { 0 };
	issue_dump_article(article, &first);
	issue_dump_article(again, &second);
	must(str_eq(buf_as_str(&first), buf_as_str(&second)));
	buf_free(&first);
	buf_free(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
	Arena *arena = arena_make();
	Job job = { arena, diag_make(arena, STR("")) };
	fuzz_one(&job, (Str){ (const char *)bytes, n });
	arena_free(arena);
	return 0;
}
