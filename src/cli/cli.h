/* cli -- the command line: a thin client of the library.
 * In:    arguments, environment.
 * Out:   files, and an exit code. stdout holds only what was asked for; messages and progress go to stderr.
 * A new command is a file here, a row in commands.c and a bit below; a new option is a row in options.def. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "pipeline.h"

enum {
	CODE_DONE = 0,
	CODE_CONTENT = 1,                                        /* errors in what was written, or warnings with --strict */
	CODE_USAGE = 2,
	CODE_FILES = 5,                                          /* files, fonts, permissions */
	CODE_INTERNAL = 70,
	CODE_SIGNAL = 128                                        /* plus the signal: 130 when interrupted */
};

enum { FOR_NONE = 0, FOR_BUILD = 1, FOR_CHECK = 2, FOR_PROOF = 4, FOR_SETTING = FOR_BUILD | FOR_CHECK | FOR_PROOF, FOR_ALL = FOR_SETTING };

typedef enum {
#define OPTION(id, letter, name, value, commands, help) OPTION_##id,
#include "cli/options.def"
#undef OPTION
	OPTION_COUNT
} Option;

typedef struct Options Options;

typedef struct {
	const char *name, *operands, *summary;
	unsigned bit;
	int (*run)(Job *job, const Options *options);
} Command;

extern const Command cli_commands[];                         /* ended by a row without a name */

struct Options {
	const Command *command;                                  /* NULL with --help or --version alone */
	bool given[OPTION_COUNT];
	Str values[OPTION_COUNT];                                /* the last one given */
	Str issue;                                               /* the operand */
	Str home;                                                /* QUOIN_HOME */
	int threads;
	DiagFormat format;
	FitMode fit;
	bool colour, terminal;                                   /* of stderr */
	int64_t epoch;                                           /* SOURCE_DATE_EPOCH, or -1 */
};

/* options.c: false after a usage message. What could be read is set even then, so that the message has the form asked for. */
bool cli_read_options(Job *job, int argc, char **argv, Options *out);
void cli_add_help(Buf *out, const Command *command);         /* NULL: of the program */

/* report.c */
void cli_say(const Options *options, const char *format, ...) __attribute__((format(printf, 2, 3)));    /* a line, unless -q */
void cli_show_progress(const Options *options, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool cli_write_stdout(Diag *diag, const void *bytes, size_t n);
/* Prints the messages to `fd` and returns the exit code that they amount to. */
int cli_report(Job *job, const Options *options, int fd);

/* languages.c: those to be set, in the issue's order. NULL after a usage message. */
Setting *cli_choose_languages(Job *job, const Options *options, const Issue *issue, size_t *count);

int cli_build(Job *job, const Options *options);
int cli_check(Job *job, const Options *options);

#endif
