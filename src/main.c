/* The door: reads the command line, calls the command, and is the only place that ends the process. */
#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void out_of_memory(size_t bytes) {
	fprintf(stderr, "quoin: out of memory (%zu bytes were asked for)\n", bytes);
	_exit(CODE_INTERNAL);
}

/* A failed assertion: its text is on stderr already. */
static void on_abort(int signal) {
	(void)signal;
	_exit(CODE_INTERNAL);
}

static void on_interrupt(int signal) {
	_exit(CODE_SIGNAL + signal);
}

static void prepare_process(void) {
	static const int interrupts[] = { SIGINT, SIGTERM, SIGHUP };
	arena_out_of_memory = out_of_memory;
	signal(SIGABRT, on_abort);
	for (size_t i = 0; i < sizeof interrupts / sizeof *interrupts; i++)
		if (signal(interrupts[i], SIG_IGN) != SIG_IGN)
			signal(interrupts[i], on_interrupt);
	signal(SIGXFSZ, SIG_IGN);                                /* a file that grows too large is a failed write */
}

static int show(Job *job, const Options *options) {
	Buf out = { 0 };
	if (options->given[OPTION_HELP])
		cli_add_help(&out, options->command);
	else
		buf_z(&out, "quoin " QUOIN_VERSION "\n");
	bool good = cli_write_stdout(job->diag, out.p, out.n);
	buf_free(&out);
	return good ? CODE_DONE : cli_report(job, options, STDERR_FILENO);
}

/* -C DIR */
static bool enter_directory(Job *job, const Options *options) {
	Str folder = options->values[OPTION_DIRECTORY];
	if (folder.n == 0 || chdir(str_z(job->arena, folder)) == 0)
		return true;
	job->diag->write_failed = true;
	return diag_error(job->diag, POS_NONE, RULE_FILE_MISSING, "cannot go to the folder '" STR_FMT "': %s", STR_ARG(folder), strerror(errno));
}

static int run(Job *job, int argc, char **argv) {
	Options options;
	if (!cli_read_options(job, argc, argv, &options)) {
		cli_report(job, &options, STDERR_FILENO);
		return CODE_USAGE;
	}
	if (!options.command || options.given[OPTION_HELP])
		return show(job, &options);
	return enter_directory(job, &options) ? options.command->run(job, &options) : cli_report(job, &options, STDERR_FILENO);
}

int main(int argc, char **argv) {
	prepare_process();
	Arena *arena = arena_make();
	Job job = { arena, diag_make(arena, STR("")) };
	int code = run(&job, argc, argv);
	arena_free(arena);
	return code;
}
