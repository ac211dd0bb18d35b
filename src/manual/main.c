/* The Makefile's tool: manual PAGE PROSE.md writes a page to standard output. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "manual/manual.h"

static const struct { const char *name; void (*add)(Buf *out, Str prose); } pages[] = {
	{ "quoin.1", manual_quoin }, { "quoin-issue.5", manual_issue }, { "quoin-layout.5", manual_layout }, { "quoin-rules.7", manual_rules },
};

int main(int argc, char **argv) {
	Arena *arena = arena_make();
	Diag *diag = diag_make(arena, STR(""));
	int code = EXIT_FAILURE;
	for (size_t i = 0; argc == 3 && i < sizeof pages / sizeof *pages; i++) {
		if (strcmp(argv[1], pages[i].name) != 0)
			continue;
		Buf page = { 0 };
		const SourceFile *prose = file_read(arena, diag, str_of(argv[2]), POS_NONE);
		if (prose) {
			pages[i].add(&page, prose->text);
			if (fwrite(page.p, 1, page.n, stdout) == page.n && fflush(stdout) == 0)
				code = EXIT_SUCCESS;
		}
		buf_free(&page);
	}
	if (code != EXIT_SUCCESS)
		fprintf(stderr, "manual: cannot write %s\n", argc > 1 ? argv[1] : "a page: manual PAGE PROSE.md");
	arena_free(arena);
	return code;
}
