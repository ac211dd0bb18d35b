/* What is said on stderr: plain lines, the progress line on a terminal, the messages of a run and their sum. Output is
 * composed in a Buf and written at once, so that lines of several programs do not mix. */
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"

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

bool cli_is_machine_form(const Options *options) {
	return !options->given[OPTION_DIAGNOSTICS_FILE] && options->format != DIAG_HUMAN && options->format != DIAG_SHORT;
}

#define CLEAR_LINE "\r\033[K"

void cli_say(const Options *options, const char *format, ...) {
	if (options->given[OPTION_QUIET] || (cli_is_machine_form(options) && options->format != DIAG_GITHUB))
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

/* Takes the notes out; how many there were. */
static unsigned drop_notes(Diag *diag) {
	size_t kept = 0, n = diag->messages.n;
	for (size_t i = 0; i < n; i++)
		if (diag->messages.at[i].severity != SEVERITY_NOTE)
			diag->messages.at[kept++] = diag->messages.at[i];
	diag->messages.n = kept;
	return (unsigned)(n - kept);
}

static void add_count(Buf *out, unsigned count, const char *what, const char *more) {
	if (count)
		buf_printf(out, "%s%u %s%s%s", out->n ? ", " : "", count, what, count == 1 ? "" : "s", more);
}

static void add_sum(const Diag *diag, unsigned hidden_notes, Buf *out) {
	if (diag->messages.n && diag->messages.at[0].rule == RULE_USAGE)
		return;
	Buf sum = { 0 };
	add_count(&sum, diag->errors, "error", "");
	add_count(&sum, diag->warnings, "warning", "");
	add_count(&sum, hidden_notes, "note", " (-v shows them)");
	if (sum.n) {
		buf_str(out, buf_as_str(&sum));
		buf_byte(out, '\n');
	}
	buf_free(&sum);
}

static bool write_messages(const Job *job, const Options *options) {
	Buf out = { 0 };
	diag_print(job->diag, options->format, false, &out);
	Str file = options->values[OPTION_DIAGNOSTICS_FILE];
	bool good = str_is(file, "-") ? cli_write_stdout(job->diag, out.p, out.n)
	                              : file_make_folders(job->diag, file) && file_write(job->diag, file, out.p, out.n);
	buf_free(&out);
	return good;
}

int cli_report(Job *job, const Options *options, int fd) {
	Diag *diag = job->diag;
	bool quiet = options->given[OPTION_QUIET];
	DiagFormat format = options->format;
	cli_show_progress(options, "%s", "");
	if (options->values[OPTION_DIAGNOSTICS_FILE].n) {
		write_messages(job, options);
		format = format == DIAG_SHORT ? format : DIAG_HUMAN;
		fd = STDERR_FILENO;
	}
	Buf out = { 0 };
	bool human = format == DIAG_HUMAN || format == DIAG_SHORT;
	unsigned hidden = quiet || (human && !options->given[OPTION_VERBOSE]) ? drop_notes(diag) : 0;
	diag_print(diag, format, options->colour, &out);
	if (human && !quiet)
		add_sum(diag, hidden, &out);
	int failed = write_all(fd, buf_as_str(&out));
	buf_free(&out);
	if (diag->write_failed || failed)
		return CODE_FILES;
	return diag->errors || (diag->warnings && options->given[OPTION_STRICT]) ? CODE_CONTENT : CODE_DONE;
}
