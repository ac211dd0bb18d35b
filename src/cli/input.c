/* An article by its path, or from standard input, as editors send what is not saved yet. */
#include "cli/cli.h"

#include <errno.h>
#include <unistd.h>

#include "base/file.h"

#define MOST ((size_t)16 << 20)

/* All of standard input, up to a byte more than is allowed. */
static int read_stdin(Buf *out) {
	char bytes[65536];
	while (out->n <= MOST) {
		ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? errno : 0;
		buf_add(out, bytes, (size_t)n);
	}
	return EFBIG;
}

SourceFile *cli_read_article(Job *job, const Options *options, Str path, Str *bytes) {
	Str name = path;
	Buf read = { 0 };
	int error;
	if (str_is(path, "-")) {
		name = options->values[OPTION_STDIN_PATH].n ? options->values[OPTION_STDIN_PATH] : STR("stdin.md");
		error = read_stdin(&read);
		*bytes = str_copy(job->arena, buf_as_str(&read));
		buf_free(&read);
	} else {
		*bytes = file_read_bytes(job->arena, path, MOST, &error);
	}
	return error ? file_cannot_read(job->diag, name, POS_NONE, error) : file_of_bytes(job->arena, job->diag, name, *bytes);
}
