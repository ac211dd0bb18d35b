/* golden -- runs the cases of one stage: tests/golden/STAGE/NAME.case. A case has three parts, split by lines of
 * =====: settings (one `key: value` a line), what is read, and what comes of it. With --accept, or QUOIN_ACCEPT=1,
 * the third part is written anew; read the diff before you commit it. QUOIN_GOLDEN names another folder than
 * tests/golden. Speaks TAP. For a program of one file: it includes this and gives the function that turns settings
 * and source into text. */
#ifndef GOLDEN_GOLDEN_H
#define GOLDEN_GOLDEN_H

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

typedef struct {
	Str settings, source, expected;
	size_t expected_at;
} GoldenCase;

typedef void (*GoldenRun)(const GoldenCase *golden, Str folder, Buf *out);

static bool golden_split(Str text, GoldenCase *out) {
	static const char divider[] = "\n=====\n";
	bool unset = str_starts(text, divider + 1);
	size_t first = unset ? 0 : str_find(text, divider, 0);
	if (first == SIZE_MAX)
		return false;
	size_t source = first + strlen(divider) - unset;
	size_t second = str_find(text, divider, source - 1);
	if (second == SIZE_MAX)
		return false;
	out->settings = str_sub(text, 0, first);
	out->source = second < source ? STR("") : str_sub(text, source, second + 1);
	out->expected_at = second + strlen(divider);
	out->expected = str_sub(text, out->expected_at, text.n);
	return true;
}

/* The next line at *at, without its end; false after the last. */
static inline bool golden_next_line(Str text, size_t *at, Str *line) {
	if (*at >= text.n)
		return false;
	size_t end = str_find(text, "\n", *at);
	*line = str_sub(text, *at, end);
	*at = end == SIZE_MAX ? text.n : end + 1;
	return true;
}

/* The value of the setting `key` from *at on; false when there is none (more). */
static inline bool golden_next_setting(Str settings, const char *key, size_t *at, Str *value) {
	Str line;
	size_t n = strlen(key);
	while (golden_next_line(settings, at, &line)) {
		if (str_starts(line, key) && line.n > n && line.p[n] == ':') {
			*value = str_trim(str_sub(line, n + 1, line.n));
			return true;
		}
	}
	return false;
}

static inline Str golden_setting(Str settings, const char *key, Str otherwise) {
	size_t at = 0;
	golden_next_setting(settings, key, &at, &otherwise);
	return otherwise;
}

static void golden_report_difference(Str got, Str expected) {
	size_t at = 0;
	int line = 1;
	while (at < got.n && at < expected.n && got.p[at] == expected.p[at])
		line += got.p[at++] == '\n';
	while (at > 0 && got.p[at - 1] != '\n')
		at--;
	Str a = STR(""), b = STR("");
	size_t in_got = at, in_expected = at;
	golden_next_line(got, &in_got, &a);
	golden_next_line(expected, &in_expected, &b);
	printf("# line %d of the expectation\n#   got:      " STR_FMT "\n#   expected: " STR_FMT "\n", line, STR_ARG(a),
		STR_ARG(b));
}

static bool golden_run_case(Arena *arena, Diag *diag, Str path, Str folder, GoldenRun run, bool accept) {
	int error;
	Str text = file_read_bytes(arena, path, 1 << 20, &error);
	GoldenCase golden;
	if (!text.p || !golden_split(text, &golden)) {
		printf("# no case: three parts split by lines of =====\n");
		return false;
	}
	Buf got = { 0 };
	run(&golden, folder, &got);
	bool same = str_eq(buf_as_str(&got), golden.expected);
	if (!same && accept) {
		Buf whole = { 0 };
		buf_str(&whole, str_sub(text, 0, golden.expected_at));
		buf_str(&whole, buf_as_str(&got));
		same = file_write(diag, path, whole.p, whole.n);
		buf_free(&whole);
	} else if (!same) {
		golden_report_difference(buf_as_str(&got), golden.expected);
	}
	buf_free(&got);
	return same;
}

static int golden_main(int argc, char **argv, const char *stage, GoldenRun run) {
	const char *top = getenv("QUOIN_GOLDEN"), *wish = getenv("QUOIN_ACCEPT");
	bool accept = (argc > 1 && strcmp(argv[1], "--accept") == 0) || (wish && strcmp(wish, "1") == 0);
	Arena *arena = arena_make();
	Diag *diag = diag_make(arena, STR(""));
	Str folder = str_printf(arena, "%s/%s", top ? top : "tests/golden", stage);
	Str pattern = str_printf(arena, STR_FMT "/*.case", STR_ARG(folder));
	glob_t found;
	int failed = 0;
	if (glob(pattern.p, 0, NULL, &found) != 0) {
		printf("not ok - no cases at " STR_FMT "\n", STR_ARG(pattern));
		arena_free(arena);
		return 1;
	}
	for (size_t i = 0; i < found.gl_pathc; i++) {
		bool good = golden_run_case(arena, diag, str_of(found.gl_pathv[i]), folder, run, accept);
		printf("%sok - %s\n", good ? "" : "not ", found.gl_pathv[i]);
		failed += !good;
	}
	globfree(&found);
	arena_free(arena);
	return failed > 0;
}

#endif
