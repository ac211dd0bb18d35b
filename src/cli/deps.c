/* --deps: a rule for make. Its targets are what a language's run writes, what they stand on is every file that was read for
 * it; each such file is also a target without a rule of its own, so that make goes on when one is deleted. */
#include "cli/cli.h"

static void add_name(Buf *out, Str name, bool target) {
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		if (c == ' ' || c == '#' || c == ':' || (target && c == '%'))
			buf_byte(out, '\\');
		if (c == '$')
			buf_byte(out, '$');
		buf_byte(out, c);
	}
}

void cli_add_deps(Buf *out, const StrList *targets, const StrList *files) {
	if (out->n)
		buf_byte(out, '\n');
	for (size_t i = 0; i < targets->n; i++) {
		buf_z(out, i ? " " : "");
		add_name(out, targets->at[i], true);
	}
	buf_byte(out, ':');
	for (size_t i = 0; i < files->n; i++) {
		buf_z(out, " \\\n  ");
		add_name(out, files->at[i], false);
	}
	buf_byte(out, '\n');
	for (size_t i = 0; i < files->n; i++) {
		buf_byte(out, '\n');
		add_name(out, files->at[i], true);
		buf_z(out, ":\n");
	}
}
