/* Golden cases of the reader: tests/golden/issue/NAME.case. A case has three parts, split by lines of =====: settings,
 * an article, and what reading it gives: the tree, then the messages. Settings, one a line:
 *   path: harvest.md     the article's file name in messages (default: article.md)
 *   show: messages       only the messages; `tree` only the tree
 * With --accept, or QUOIN_ACCEPT=1, the third part is written anew; read the diff before you commit it. QUOIN_GOLDEN
 * names another folder than tests/golden. Speaks TAP. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "issue/issue.h"

static const char divider[] = "\n=====\n";

typedef struct {
	Str settings, article, expected;
	size_t expected_at;
} Case;

static bool split(Str text, Case *out) {
	size_t first = str_starts(text, divider + 1) ? 0 : str_find(text, divider, 0);
	if (first == SIZE_MAX)
		return false;
	size_t article = first + strlen(divider) - (first == 0 && text.p[0] == '=');
	size_t second = str_find(text, divider, article - 1);
	if (second == SIZE_MAX)
		return false;
	out->settings = str_sub(text, 0, first);
	out->article = second < article ? STR("") : str_sub(text, article, second + 1);
	out->expected_at = second + strlen(divider);
	out->expected = str_sub(text, out->expected_at, text.n);
	return true;
}

static Str setting(Str settings, const char *key, Str otherwise) {
	for (size_t at = 0; at < settings.n;) {
		size_t end = str_find(settings, "\n", at);
		Str line = str_sub(settings, at, end == SIZE_MAX ? settings.n : end);
		at = end == SIZE_MAX ? settings.n : end + 1;
		if (str_starts(line, key) && line.n > strlen(key) && line.p[strlen(key)] == ':')
			return str_trim(str_sub(line, strlen(key) + 1, line.n));
	}
	return otherwise;
}

static void read_case(const Case *c, Buf *out) {
	Arena *arena = arena_make();
	Diag *diag = diag_make(arena, STR(""));
	Job job = { arena, diag };
	Str show = setting(c->settings, "show", STR("all"));
	SourceFile *file = file_of_text(arena, setting(c->settings, "path", STR("article.md")), c->article);
	Article *article = issue_read_article(&job, file);
	if (!str_is(show, "messages"))
		issue_dump_article(article, out);
	diag_sort(diag);
	if (!str_is(show, "tree"))
		diag_print(diag, DIAG_HUMAN, false, out);
	arena_free(arena);
}

static void report_difference(Str got, Str expected) {
	size_t at = 0;
	int line = 1;
	while (at < got.n && at < expected.n && got.p[at] == expected.p[at])
		line += got.p[at++] == '\n';
	while (at > 0 && got.p[at - 1] != '\n')
		at--;
	size_t got_end = str_find(got, "\n", at), expected_end = str_find(expected, "\n", at);
	Str a = str_sub(got, at, got_end), b = str_sub(expected, at, expected_end);
	printf("# line %d of the expectation\n#   got:      " STR_FMT "\n#   expected: " STR_FMT "\n", line, STR_ARG(a),
	       STR_ARG(b));
}

static bool run_case(Arena *arena, Diag *diag, Str path, bool accept) {
	int error;
	Str text = file_read_bytes(arena, path, 1 << 20, &error);
	Case c;
	if (!text.p || !split(text, &c)) {
		printf("# no case: three parts split by lines of =====\n");
		return false;
	}
	Buf got = { 0 };
	read_case(&c, &got);
	bool same = str_eq(buf_as_str(&got), c.expected);
	if (!same && accept) {
		Buf whole = { 0 };
		buf_str(&whole, str_sub(text, 0, c.expected_at));
		buf_str(&whole, buf_as_str(&got));
		same = file_write(diag, path, whole.p, whole.n);
		buf_free(&whole);
	} else if (!same) {
		report_difference(buf_as_str(&got), c.expected);
	}
	buf_free(&got);
	return same;
}

int main(int argc, char **argv) {
	const char *folder = getenv("QUOIN_GOLDEN"), *wish = getenv("QUOIN_ACCEPT");
	bool accept = (argc > 1 && strcmp(argv[1], "--accept") == 0) || (wish && strcmp(wish, "1") == 0);
	Arena *arena = arena_make();
	Diag *diag = diag_make(arena, STR(""));
	Str pattern = str_printf(arena, "%s/issue/*.case", folder ? folder : "tests/golden");
	glob_t found;
	int failed = 0;
	if (glob(pattern.p, 0, NULL, &found) != 0) {
		printf("not ok - no cases at " STR_FMT "\n", STR_ARG(pattern));
		return 1;
	}
	for (size_t i = 0; i < found.gl_pathc; i++) {
		bool good = run_case(arena, diag, str_of(found.gl_pathv[i]), accept);
		printf("%sok - %s\n", good ? "" : "not ", found.gl_pathv[i]);
		failed += !good;
	}
	globfree(&found);
	arena_free(arena);
	return failed > 0;
}
