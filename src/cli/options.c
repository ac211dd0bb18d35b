/* The command line is read against one table, options.def: long options with "=" or a further argument for the value, short
 * ones that may be joined (-qv, -j2), operands anywhere, "--" before operands that begin with a hyphen. An unknown word is
 * answered with the nearest known one. Afterwards values become numbers and choices, the environment giving the defaults. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const OptionRow cli_options[OPTION_COUNT] = {
#define OPTION(id, letter, name, value, commands, help) { letter, name, value, (unsigned)(commands), help },
#include "cli/options.def"
#undef OPTION
};

#define MOST_COMMANDS 32
#define MOST_THREADS 64

static bool unknown_option(Job *job, const Command *command, Str typed) {
	Str names[OPTION_COUNT];
	size_t n = 0;
	for (int i = 0; i < OPTION_COUNT; i++)
		if (!command || cli_options[i].commands & command->bit)
			names[n++] = str_printf(job->arena, "--%s", cli_options[i].name);
	diag_error(job->diag, POS_NONE, RULE_USAGE, "unknown option '" STR_FMT "'", STR_ARG(typed));
	diag_suggest(job->diag, typed, names, n);
	diag_help(job->diag, "'quoin %s%s--help' lists the options", command ? command->name : "", command ? " " : "");
	return false;
}

static bool unknown_command(Job *job, Str typed) {
	Str names[MOST_COMMANDS];
	size_t n = 0;
	while (n < MOST_COMMANDS && cli_commands[n].name) {
		names[n] = str_of(cli_commands[n].name);
		n++;
	}
	diag_error(job->diag, POS_NONE, RULE_USAGE, "unknown command '" STR_FMT "'", STR_ARG(typed));
	diag_suggest(job->diag, typed, names, n);
	return false;
}

typedef struct {
	Job *job;
	Options *out;
	char **next;                                             /* arguments not looked at yet */
	bool operands_only;
} Reader;

/* Notes an option; `value` is what was joined to it, or NULL: then a value is the next argument. */
static bool take(Reader *reader, int option, const char *value) {
	const OptionRow *row = &cli_options[option];
	Diag *diag = reader->job->diag;
	reader->out->given[option] = true;
	if (!row->value) {
		if (value)
			return diag_error(diag, POS_NONE, RULE_USAGE, "option '--%s' takes no value", row->name);
		return true;
	}
	if (!value)
		value = *reader->next ? *reader->next++ : NULL;
	if (!value || !*value)
		return diag_error(diag, POS_NONE, RULE_USAGE, "option '--%s' needs a value: %s", row->name, row->value);
	reader->out->values[option] = str_of(value);
	if (option == OPTION_SEVERITY)
		*list_push(reader->job->arena, &reader->out->severities) = str_of(value);
	return true;
}

/* Two commands may have options of one name. */
static bool suits(const OptionRow *row, const Command *command) {
	return command ? (row->commands & command->bit) != 0 : row->commands == FOR_NONE;
}

static bool read_long(Reader *reader, const char *argument) {
	const char *equals = strchr(argument, '=');
	Str typed = { argument, equals ? (size_t)(equals - argument) : strlen(argument) };
	Str name = str_sub(typed, 2, typed.n);
	int found = -1;
	for (int i = 0; i < OPTION_COUNT; i++)
		if (str_is(name, cli_options[i].name) && (found < 0 || suits(&cli_options[i], reader->out->command)))
			found = i;
	if (found >= 0)
		return take(reader, found, equals ? equals + 1 : NULL);
	return unknown_option(reader->job, reader->out->command, typed);
}

static bool read_letters(Reader *reader, const char *argument) {
	for (const char *p = argument + 1; *p; p++) {
		int i = 0;
		while (i < OPTION_COUNT && cli_options[i].letter != *p)
			i++;
		if (i == OPTION_COUNT)
			return unknown_option(reader->job, reader->out->command, str_of(argument));
		if (cli_options[i].value)
			return take(reader, i, p[1] ? p + 1 : NULL);
		take(reader, i, NULL);
	}
	return true;
}

static bool read_operand(Reader *reader, const char *argument) {
	Options *out = reader->out;
	Str word = str_of(argument);
	if (!out->command) {
		for (const Command *command = cli_commands; command->name; command++)
			if (str_is(word, command->name))
				out->command = command;
		return out->command ? true : unknown_command(reader->job, word);
	}
	if (word.n == 0)
		return diag_error(reader->job->diag, POS_NONE, RULE_USAGE, "an operand is empty");
	*list_push(reader->job->arena, &out->operands) = word;
	return true;
}

static bool read_arguments(Reader *reader) {
	bool good = true;
	while (*reader->next) {
		const char *argument = *reader->next++;
		if (reader->operands_only || argument[0] != '-' || argument[1] == '\0')
			good &= read_operand(reader, argument);
		else if (strcmp(argument, "--") == 0)
			reader->operands_only = true;
		else
			good &= argument[1] == '-' ? read_long(reader, argument) : read_letters(reader, argument);
	}
	return good;
}

bool cli_read_number(Job *job, const char *what, Str s, int64_t most, int64_t *out) {
	int64_t value = 0;
	size_t i = 0;
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && value <= most)
		value = value * 10 + (s.p[i++] - '0');
	*out = value;
	if (s.n > 0 && i == s.n && value <= most)
		return true;
	return diag_error(job->diag, POS_NONE, RULE_USAGE, "%s is '" STR_FMT "', not a whole number up to %lld", what, STR_ARG(s),
	                  (long long)most);
}

int cli_read_choice(Job *job, const char *what, Str s, const char *choices) {
	Str words[8];
	int n = 0;
	for (const char *p = choices; *p && n < 8; n++) {
		size_t length = strcspn(p, "|");
		words[n] = (Str){ p, length };
		if (str_eq(words[n], s))
			return n;
		p += length + (p[length] == '|');
	}
	diag_error(job->diag, POS_NONE, RULE_USAGE, "%s is '" STR_FMT "'", what, STR_ARG(s));
	diag_suggest(job->diag, s, words, (size_t)n);
	return -1;
}

static bool is_set(const char *variable) {
	const char *value = getenv(variable);
	return value && *value;
}

static bool choose_format(Job *job, Options *out) {
	Str named = out->given[OPTION_DIAGNOSTICS] ? out->values[OPTION_DIAGNOSTICS] : str_of(getenv("QUOIN_DIAGNOSTICS"));
	int choice = named.n ? cli_read_choice(job, "the form of the messages", named, cli_options[OPTION_DIAGNOSTICS].value) : 0;
	out->format = choice > 0 ? (DiagFormat)choice : DIAG_HUMAN;
	return choice >= 0;
}

static bool choose_colour(Job *job, Options *out) {
	const char *terminal = getenv("TERM");
	out->terminal = isatty(STDERR_FILENO) && !(terminal && strcmp(terminal, "dumb") == 0);
	out->colour = is_set("CLICOLOR_FORCE") || (out->terminal && !is_set("NO_COLOR"));
	Str named = out->values[OPTION_COLOR];
	int choice = named.n ? cli_read_choice(job, "the use of colour", named, cli_options[OPTION_COLOR].value) : 0;
	if (choice > 0)
		out->colour = choice == 1;
	return choice >= 0;
}

static bool choose_fit(Job *job, Options *out) {
	Str named = out->values[OPTION_FIT];
	int choice = named.n ? cli_read_choice(job, "copyfitting", named, cli_options[OPTION_FIT].value) : 0;
	out->fit = choice > 0 ? (FitMode)choice : FIT_ON;
	return choice >= 0;
}

/* "screen,print": which files. Without it, build writes the one for the screen, and check looks at both. */
static bool choose_profiles(Job *job, Options *out) {
	Str list = out->values[OPTION_PROFILE];
	bool checking = out->command && out->command->bit == FOR_CHECK, good = true;
	out->screen = list.n == 0;
	out->print = list.n == 0 && checking;
	for (size_t start = 0; start < list.n;) {
		size_t end = str_find(list, ",", start);
		int choice = cli_read_choice(job, "the profile", str_trim(str_sub(list, start, end)), "screen|print");
		good &= choice >= 0;
		out->screen |= choice == 0;
		out->print |= choice == 1;
		start = end == SIZE_MAX ? list.n : end + 1;
	}
	Str press = out->values[OPTION_PRESS];
	int choice = press.n ? cli_read_choice(job, "the press", press, cli_options[OPTION_PRESS].value) : -1;
	out->press = choice + 1;
	return good && (press.n == 0 || choice >= 0);
}

/* -W RULE=LEVEL, -W RULE: the rule is an error. */
static bool set_levels(Job *job, const Options *out) {
	bool good = true;
	for (size_t i = 0; i < out->severities.n; i++) {
		Str word = out->severities.at[i];
		size_t equals = str_find(word, "=", 0);
		Str name = str_sub(word, equals == SIZE_MAX ? word.n : equals + 1, word.n);
		RuleLevel level = LEVEL_ERROR;
		Rule rule;
		if (equals != SIZE_MAX && !rule_level_of_name(name, &level)) {
			static const char *const levels = "error|warning|note|ignore";
			good = cli_read_choice(job, "the level of a rule", name, levels) >= 0;
		} else if (diag_find_rule(job->diag, POS_NONE, RULE_USAGE, str_sub(word, 0, equals), &rule)) {
			diag_set_level(job->diag, rule, level);
		} else {
			good = false;
		}
	}
	return good;
}

enum { PPI_LEAST = 36, PPI_MOST = 2400 };

static bool read_downsample(Job *job, Options *out) {
	int64_t number;
	if (!cli_read_number(job, "the resolution", out->values[OPTION_DOWNSAMPLE], PPI_MOST, &number))
		return false;
	out->downsample = (int)number;
	if (number >= PPI_LEAST)
		return true;
	diag_error(job->diag, POS_NONE, RULE_USAGE, "pictures of %d pixels an inch show nothing", out->downsample);
	diag_help(job->diag, "300 for print, 150 for screens");
	return false;
}

static bool settle(Job *job, Options *out) {
	int64_t number;
	bool good = choose_format(job, out);
	good &= set_levels(job, out);
	good &= choose_colour(job, out);
	good &= choose_fit(job, out);
	good &= choose_profiles(job, out);
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	out->threads = processors < 1 ? 1 : processors > MOST_THREADS ? MOST_THREADS : (int)processors;
	if (out->given[OPTION_JOBS] && out->values[OPTION_JOBS].n) {
		if (!cli_read_number(job, "the number of jobs", out->values[OPTION_JOBS], MOST_THREADS, &number))
			good = false;
		else if (number == 0)
			good = diag_error(job->diag, POS_NONE, RULE_USAGE, "the number of jobs is 0; one at least is needed");
		else
			out->threads = (int)number;
	}
	if (out->given[OPTION_DOWNSAMPLE] && out->values[OPTION_DOWNSAMPLE].n)
		good &= read_downsample(job, out);
	out->epoch = -1;
	if (is_set("SOURCE_DATE_EPOCH")) {
		good &= cli_read_number(job, "SOURCE_DATE_EPOCH", str_of(getenv("SOURCE_DATE_EPOCH")), 253402300799, &number);
		out->epoch = number;
	}
	out->home = str_of(getenv("QUOIN_HOME"));
	return good;
}

static bool check_command(Job *job, Options *out) {
	if (out->given[OPTION_HELP] || (!out->command && out->given[OPTION_VERSION]))
		return true;
	if (!out->command) {
		diag_error(job->diag, POS_NONE, RULE_USAGE, "no command given");
		diag_help(job->diag, "'quoin --help' lists them");
		return false;
	}
	bool good = true;
	for (int i = 0; i < OPTION_COUNT; i++)
		if (out->given[i] && !(cli_options[i].commands & out->command->bit))
			good = diag_error(job->diag, POS_NONE, RULE_USAGE, "'quoin %s' has no option '--%s'", out->command->name, cli_options[i].name);
	if (out->given[OPTION_LANGUAGE] && out->given[OPTION_ALL])
		good = diag_error(job->diag, POS_NONE, RULE_USAGE, "--language and --all contradict each other");
	if (out->given[OPTION_QUIET] && out->given[OPTION_VERBOSE])
		good = diag_error(job->diag, POS_NONE, RULE_USAGE, "--quiet and --verbose contradict each other");
	return cli_check_operands(job, out) && good;
}

bool cli_read_options(Job *job, int argc, char **argv, Options *out) {
	*out = (Options){ 0 };
	Reader reader = { job, out, argv + (argc > 0), false };
	bool good = read_arguments(&reader);
	good &= settle(job, out);
	return good && check_command(job, out);
}
