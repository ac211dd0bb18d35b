/* What stands after a command's name is checked against the words that its help shows. */
#include "cli/cli.h"

bool cli_next_operand(const char **at, OperandWord *out) {
	Str rest = str_of(*at);
	size_t start = 0;
	while (start < rest.n && rest.p[start] == ' ')
		start++;
	if (start == rest.n)
		return false;
	size_t end = str_find(rest, " ", start);
	Str word = str_sub(rest, start, end);
	*at += start + word.n;
	*out = (OperandWord){ .repeated = str_ends(word, "..."), .optional = str_starts(word, "[") };
	if (out->repeated)
		word.n -= 3;
	if (out->optional)
		word = str_sub(word, 1, word.n - 1);
	out->name = word;
	out->choice = word.n && word.p[0] >= 'a' && word.p[0] <= 'z';
	return true;
}

static bool complain_missing(Job *job, const Options *out, const OperandWord *word) {
	const Command *command = out->command;
	if (str_is(word->name, "ISSUE")) {
		diag_error(job->diag, POS_NONE, RULE_USAGE, "no issue given");
		diag_help(job->diag, "name its folder, as in 'quoin %s%s" STR_FMT " issues/2007-4'", command->name, out->verb.n ? " " : "",
		          STR_ARG(out->verb));
	} else {
		diag_error(job->diag, POS_NONE, RULE_USAGE, "'quoin %s' needs %s: " STR_FMT, command->name,
		           word->choice ? "one of these" : "something more", STR_ARG(word->name));
		diag_help(job->diag, "'quoin %s --help' says more", command->name);
	}
	return false;
}

static bool complain_surplus(Job *job, const Options *out, size_t from) {
	const Command *command = out->command;
	if (out->issue.n && from > 0 && str_eq(out->operands.at[from - 1], out->issue)) {
		diag_error(job->diag, POS_NONE, RULE_USAGE, "one issue at a time: '" STR_FMT "' and '" STR_FMT "' were given",
		           STR_ARG(out->issue), STR_ARG(out->operands.at[from]));
		diag_help(job->diag, "languages are named with -l");
	} else {
		diag_error(job->diag, POS_NONE, RULE_USAGE, "'" STR_FMT "' is more than 'quoin %s' takes", STR_ARG(out->operands.at[from]),
		           command->name);
		diag_help(job->diag, "it is used as 'quoin %s %s'", command->name, command->operands);
	}
	return false;
}

bool cli_check_operands(Job *job, Options *out) {
	const char *words = out->command->operands;
	OperandWord word;
	size_t taken = 0;
	bool good = true;
	out->choice = -1;
	while (cli_next_operand(&words, &word)) {
		if (taken == out->operands.n && !word.optional)
			return complain_missing(job, out, &word);
		if (taken == out->operands.n)
			break;
		Str given = out->operands.at[taken++];
		if (word.choice) {
			out->verb = given;
			out->choice = cli_read_choice(job, "what is to be done", given, str_z(job->arena, word.name));
			good &= out->choice >= 0;
		} else if (str_is(word.name, "ISSUE")) {
			out->issue = given;
		}
		if (word.repeated) {
			out->rest = (StrList){ out->operands.at + taken - 1, out->operands.n - taken + 1, 0 };
			taken = out->operands.n;
		}
	}
	return taken < out->operands.n ? complain_surplus(job, out, taken) : good;
}
