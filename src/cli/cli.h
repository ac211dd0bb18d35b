/* cli -- the command line: a thin client of the library.
 * In:    arguments, environment.
 * Out:   files, and an exit code. stdout holds only what was asked for; messages and progress go to stderr.
 * A new command is a file here, a row in commands.c and a bit below; a new option is a row in options.def. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "pipeline.h"

enum {
#define EXIT(id, code, meaning) CODE_##id = code,
#include "cli/exit_codes.def"
#undef EXIT
	CODE_SIGNAL = 128                                        /* plus the signal */
};

/* The commands that an option is for. */
enum {
	FOR_NONE = 0,
	FOR_BUILD = 1 << 0,
	FOR_CHECK = 1 << 1,
	FOR_PROOF = 1 << 2,
	FOR_STATUS = 1 << 3,
	FOR_XLIFF = 1 << 4,
	FOR_L10N = 1 << 5,
	FOR_LIST = 1 << 6,
	FOR_DIFF = 1 << 7,
	FOR_EXPLAIN = 1 << 8,
	FOR_COMPLETIONS = 1 << 9,
	FOR_FONTS = 1 << 10,
	FOR_WATCH = 1 << 11,
	FOR_NEW = 1 << 12,
	FOR_FMT = 1 << 13,
	FOR_SCHEMA = 1 << 14,
	FOR_TM = 1 << 15,
	FOR_SETTING = FOR_BUILD | FOR_CHECK | FOR_PROOF | FOR_WATCH,
	FOR_TRANSLATING = FOR_STATUS | FOR_XLIFF | FOR_L10N | FOR_TM,
	FOR_READING = FOR_SETTING | FOR_TRANSLATING | FOR_LIST,  /* whatever reads an issue */
	FOR_ALL = ~0
};

typedef enum {
#define OPTION(id, letter, name, value, commands, help) OPTION_##id,
#include "cli/options.def"
#undef OPTION
	OPTION_COUNT
} Option;

typedef struct Options Options;

/* What follows the name is said by `operands`, as the help shows it: words, in brackets when they may be left out, with … when they
 * may be repeated. A word of small letters with bars, "bash|zsh|fish", is a choice among those. ISSUE is an issue's folder. */
typedef struct {
	const char *name, *operands, *summary;
	unsigned bit;
	int (*run)(Job *job, const Options *options);
	const char *about;                                       /* for the manual: Markdown, or NULL */
} Command;

extern const Command cli_commands[];                         /* ended by a row without a name */

typedef struct {
	char letter;                                             /* 0: none */
	const char *name, *value;                                /* value: NULL when it takes none */
	unsigned commands;
	const char *help;
} OptionRow;

extern const OptionRow cli_options[OPTION_COUNT];            /* options.c: the rows of options.def */

struct Options {
	const Command *command;                                  /* NULL with --help or --version alone */
	bool given[OPTION_COUNT];
	Str values[OPTION_COUNT];                                /* the last one given */
	StrList severities;                                      /* every -W, in order */
	StrList operands;                                        /* all of them; the next four are found among them (operands.c) */
	int choice;                                              /* of a command that begins with a choice: which; else -1 */
	Str verb;                                                /* ... the word */
	Str issue;                                               /* ISSUE; empty when it was left out */
	StrList rest;                                            /* those of the word that may be repeated */
	Str home;                                                /* QUOIN_HOME */
	int threads;
	DiagFormat format;
	FitMode fit;
	bool screen, print;                                      /* the profiles asked for */
	int downsample;                                          /* pixels an inch; 0: not asked for */
	int press;                                               /* as in PipelineWishes */
	bool colour, terminal;                                   /* of stderr */
	int64_t epoch;                                           /* SOURCE_DATE_EPOCH, or -1 */
};

/* options.c: false after a usage message. What could be read is set even then, so that the message has the form asked for. */
bool cli_read_options(Job *job, int argc, char **argv, Options *out);
bool cli_read_number(Job *job, const char *what, Str s, int64_t most, int64_t *out);
/* Which of the words of "human|json" s is; -1 after a message. */
int cli_read_choice(Job *job, const char *what, Str s, const char *choices);
/* operands.c */
bool cli_check_operands(Job *job, Options *out);
typedef struct {
	Str name;
	bool optional, repeated, choice;
} OperandWord;
bool cli_next_operand(const char **at, OperandWord *out);    /* the words of Command.operands in turn */
/* help.c */
void cli_add_help(Buf *out, const Command *command);         /* NULL: of the program */

/* report.c */
bool cli_is_machine_form(const Options *options);            /* the messages are one document or stream, into which no other line goes */
void cli_say(const Options *options, const char *format, ...) __attribute__((format(printf, 2, 3)));    /* a line, unless -q */
void cli_show_progress(const Options *options, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool cli_write_stdout(Diag *diag, const void *bytes, size_t n);
/* Prints the messages to `fd` and returns the exit code that they amount to. */
int cli_report(Job *job, const Options *options, int fd);

/* languages.c: those to be set, in the issue's order. NULL after a usage message. */
Setting *cli_choose_languages(Job *job, const Options *options, const Issue *issue, size_t *count);

/* The languages that are translated, source left out. NULL after a usage message. */
Str *cli_choose_translations(Job *job, const Options *options, const Issue *issue, size_t *count);

/* input.c: an article by its path, or from standard input for "-"; *bytes as they were. NULL after a message. */
SourceFile *cli_read_article(Job *job, const Options *options, Str path, Str *bytes);

/* build.c */
bool cli_write_result(Diag *diag, Str path, const Buf *bytes);  /* to a file, with the folders above it, or "-" */
/* A target names a file when its last part ends in a dot and letters, or is "-"; an existing folder is a folder in any case. */
bool cli_names_file(Job *job, Str target);
bool cli_read_pages(Job *job, Str list, const Issue *issue, PipelineWishes *wishes);

/* deps.c: adds a rule for make. */
void cli_add_deps(Buf *out, const StrList *targets, const StrList *files);

/* build.c: sets these languages as `quoin build` does. False after a usage message. */
bool cli_set_languages(Job *job, const Options *options, const Press *press, Setting *settings, size_t count,
                       void (*each)(void *context, const Setting *setting), void *context);

int cli_fmt(Job *job, const Options *options);
int cli_new(Job *job, const Options *options);
int cli_schema(Job *job, const Options *options);
int cli_watch(Job *job, const Options *options);
int cli_fonts(Job *job, const Options *options);
int cli_build(Job *job, const Options *options);
int cli_check(Job *job, const Options *options);
int cli_completions(Job *job, const Options *options);
int cli_diff(Job *job, const Options *options);
int cli_explain(Job *job, const Options *options);
int cli_proof(Job *job, const Options *options);
int cli_list(Job *job, const Options *options);
int cli_tm(Job *job, const Options *options);
int cli_status(Job *job, const Options *options);
int cli_xliff(Job *job, const Options *options);
int cli_l10n(Job *job, const Options *options);

#endif
