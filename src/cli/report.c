/* What is said on stderr: plain lines, the progress line on a terminal, the messages of a run and their sum. Output is
 * composed in a Buf and written at once, so that lines of several programs do not mix. */
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static int write_all(int fd, Str s) {
	while (s.n > 0) {
		ssize_t n = write(fd, s.p, s.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? errno : EIO;
		s = str_sub(s, (size_t)n, s.n);
	}
	return 0;
}

static void write_line(const char *before, const char *after, const char *format, va_list args) {
	char text[4096];
	vsnprintf(text, sizeof text, format, args);
	Buf line = { 0 };
	buf_printf(&line, "%s%s%s", before, text, after);
	write_all(STDERR_FILENO, buf_as_str(&line));
	buf_free(&line);
}

#define CLEAR_LINE "\r\033[K"

void cli_say(const Options *options, const char *format, ...) {
	if (options->given[OPTION_QUIET])
		return;
	va_list args;
	va_start(args, format);
	write_line(options->terminal ? CLEAR_LINE : "", "\n", format, args);
	va_end(args);
}

void cli_show_progress(const Options *options, const char *format, ...) {
	if (options->given[OPTION_QUIET] || !options->terminal)
		return;
	va_list args;
	va_start(args, format);
	write_line(CLEAR_LINE, "", format, args);
	va_end(args);
}

bool cli_write_stdout(Diag *diag, const void *bytes, size_t n) {
	if (write_all(STDOUT_FILENO, (Str){ bytes, n }) == 0)
		return true;
	diag->write_failed = true;
	return diag_error(diag, POS_NONE, RULE_FILE_WRITE, "cannot write to standard output");
}

static void keep_loud(Diag *diag) {
	size_t kept = 0;
	for (size_t i = 0; i < diag->messages.n; i++)
		if (diag->messages.at[i].severity != SEVERITY_NOTE)
			diag->messages.at[kept++] = diag->messages.at[i];
	diag->messages.n = kept;
}

static void add_sum(const Diag *diag, Buf *out) {
	if (diag->messages.n && diag->messages.at[0].rule == RULE_USAGE)
		return;
	if (diag->errors)
		buf_printf(out, "%u %s", diag->errors, diag->errors == 1 ? "error" : "errors");
	if (diag->warnings)
		buf_printf(out, "%s%u %s", diag->errors ? ", " : "", diag->warnings, diag->warnings == 1 ? "warning" : "warnings");
	if (diag->errors || diag->warnings)
		buf_byte(out, '\n');
}

int cli_report(Job *job, const Options *options, int fd) {
	Diag *diag = job->diag;
	if (options->given[OPTION_QUIET])
		keep_loud(diag);
	cli_show_progress(options, "%s", "");
	Buf out = { 0 };
	diag_print(diag, options->format, options->colour, &out);
	if (options->format == DIAG_HUMAN && !options->given[OPTION_QUIET])
		add_sum(diag, &out);
	int failed = write_all(fd, buf_as_str(&out));
	buf_free(&out);
	if (diag->write_failed || failed)
		return CODE_FILES;
	return diag->errors || (diag->warnings && options->given[OPTION_STRICT]) ? CODE_CONTENT : CODE_DONE;
}
