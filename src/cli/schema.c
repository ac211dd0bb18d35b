/* quoin schema: the JSON Schema of a kind of file. */
#include "cli/cli.h"

#include <unistd.h>

#include "locale/locale.h"

int cli_schema(Job *job, const Options *options) {
	static void (*const writers[])(Arena *, Buf *) = { issue_schema, layout_schema, layout_typography_schema, locale_schema };
	Buf out = { 0 };
	writers[options->choice](job->arena, &out);
	cli_write_stdout(job->diag, out.p, out.n);
	buf_free(&out);
	return cli_report(job, options, STDERR_FILENO);
}
