/* quoin completions: what a shell needs to complete commands, options and their values. The scripts hold no names but those
 * of the tables; names that depend on an issue (languages) or are many (rules) are asked of the program when needed. A value
 * is completed by what the help calls it: words with bars are choices, FILE and DIR are paths, LANG and RULE are asked for. */
#include "cli/cli.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

typedef enum { VALUE_FREE, VALUE_CHOICE, VALUE_FILE, VALUE_FOLDER, VALUE_LANGUAGE, VALUE_RULE, VALUE_LEVEL } ValueKind;

static ValueKind kind_of(const char *value) {
	if (strstr(value, "FILE"))
		return VALUE_FILE;
	if (strstr(value, "DIR") || strstr(value, "ISSUE"))
		return VALUE_FOLDER;
	if (strncmp(value, "LANG", 4) == 0)
		return VALUE_LANGUAGE;
	if (strncmp(value, "RULE=", 5) == 0)
		return VALUE_LEVEL;
	if (strncmp(value, "RULE", 4) == 0)
		return VALUE_RULE;
	return islower((unsigned char)value[0]) && strchr(value, '|') ? VALUE_CHOICE : VALUE_FREE;
}

/* "a|b" with the bars as spaces. */
static void add_words(Buf *out, Str choices) {
	for (size_t i = 0; i < choices.n; i++)
		buf_byte(out, choices.p[i] == '|' ? ' ' : choices.p[i]);
}

/* In single quotes for a shell. */
static void add_quoted(Buf *out, const char *z) {
	buf_byte(out, '\'');
	for (; *z; z++)
		if (*z == '\'')
			buf_z(out, "'\\''");
		else
			buf_byte(out, *z);
	buf_byte(out, '\'');
}

static bool is_for(int option, const Command *command) {
	return command ? (cli_options[option].commands & command->bit) != 0 : option == OPTION_HELP || option == OPTION_VERSION;
}

static bool first_choice(const Command *command, OperandWord *word) {
	const char *words = command->operands;
	return cli_next_operand(&words, word) && word->choice;
}

static const char *asked_for(ValueKind kind) {
	switch (kind) {
	case VALUE_LANGUAGE: return "list languages";
	case VALUE_RULE: case VALUE_LEVEL: return "list rules";
	default: return NULL;
	}
}

/* bash: one function; the command is the first word that is one. */
static void add_bash_options(Buf *out, const Command *command) {
	for (int i = 0; i < OPTION_COUNT; i++) {
		if (!is_for(i, command))
			continue;
		if (cli_options[i].letter)
			buf_printf(out, " -%c", cli_options[i].letter);
		buf_printf(out, " --%s", cli_options[i].name);
	}
}

static void add_bash_values(Buf *out) {
	for (int i = 0; i < OPTION_COUNT; i++) {
		const OptionRow *row = &cli_options[i];
		if (!row->value)
			continue;
		buf_z(out, "\t");
		if (row->letter)
			buf_printf(out, "-%c|", row->letter);
		buf_printf(out, "--%s) ", row->name);
		ValueKind kind = kind_of(row->value);
		if (kind == VALUE_CHOICE) {
			buf_z(out, "_quoin_words '");
			add_words(out, str_of(row->value));
			buf_z(out, "'");
		} else if (kind == VALUE_FILE) {
			buf_z(out, "COMPREPLY=($(compgen -f -- \"$current\"))");
		} else if (kind == VALUE_FOLDER) {
			buf_z(out, "COMPREPLY=($(compgen -d -- \"$current\"))");
		} else if (kind == VALUE_LANGUAGE) {
			buf_z(out, "_quoin_words \"$(_quoin_languages)\"");
		} else if (asked_for(kind)) {
			buf_z(out, "_quoin_words \"$(_quoin_rules)\"");
		} else {
			buf_z(out, ":");
		}
		buf_z(out, "; return ;;\n");
	}
}

static void add_bash(Buf *out) {
	buf_z(out, "# bash completion for quoin; made by: quoin completions bash\n"
	           "_quoin_words() {\n"
	           "\tCOMPREPLY=($(compgen -W \"$1\" -- \"$current\"))\n"
	           "}\n"
	           "_quoin_rules() {\n"
	           "\t\"${COMP_WORDS[0]}\" list rules 2>/dev/null | cut -f 1\n"
	           "}\n"
	           "_quoin_languages() {\n"
	           "\tlocal word\n"
	           "\tfor word in \"${COMP_WORDS[@]}\"; do\n"
	           "\t\t[ -e \"$word/issue.yaml\" ] && \"${COMP_WORDS[0]}\" list languages \"$word\" 2>/dev/null\n"
	           "\tdone\n"
	           "}\n"
	           "_quoin() {\n"
	           "\tlocal current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= word\n"
	           "\tCOMPREPLY=()\n"
	           "\tif [ \"$current\" = '=' ]; then\n"
	           "\t\tcurrent=\n"
	           "\telif [ \"$previous\" = '=' ] && [ \"$COMP_CWORD\" -gt 1 ]; then\n"
	           "\t\tprevious=${COMP_WORDS[COMP_CWORD-2]}\n"
	           "\tfi\n"
	           "\tcase $previous in\n");
	add_bash_values(out);
	buf_z(out, "\tesac\n"
	           "\tfor word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
	           "\t\tcase $word in\n\t\t");
	for (const Command *command = cli_commands; command->name; command++)
		buf_printf(out, "%s%s", command == cli_commands ? "" : "|", command->name);
	buf_z(out, ") command=$word; break ;;\n"
	           "\t\tesac\n"
	           "\tdone\n"
	           "\tcase $command:$current in\n");
	for (const Command *command = cli_commands; command->name; command++) {
		buf_printf(out, "\t%s:-*) _quoin_words '", command->name);
		Buf words = { 0 };
		add_bash_options(&words, command);
		buf_str(out, str_trim(buf_as_str(&words)));
		buf_free(&words);
		buf_z(out, "' ;;\n");
		OperandWord word;
		if (first_choice(command, &word)) {
			buf_printf(out, "\t%s:*) _quoin_words '", command->name);
			add_words(out, word.name);
			buf_z(out, "'; COMPREPLY+=($(compgen -d -- \"$current\")) ;;\n");
		} else if (kind_of(command->operands) == VALUE_RULE) {
			buf_printf(out, "\t%s:*) _quoin_words \"$(_quoin_rules)\" ;;\n", command->name);
		}
	}
	buf_z(out, "\t:-*) _quoin_words '");
	Buf words = { 0 };
	add_bash_options(&words, NULL);
	buf_str(out, str_trim(buf_as_str(&words)));
	buf_free(&words);
	buf_z(out, "' ;;\n\t:*) _quoin_words '");
	for (const Command *command = cli_commands; command->name; command++)
		buf_printf(out, "%s%s", command == cli_commands ? "" : " ", command->name);
	buf_z(out, "' ;;\n"
	           "\t*) COMPREPLY=($(compgen -f -- \"$current\")) ;;\n"
	           "\tesac\n"
	           "}\n"
	           "complete -o filenames -F _quoin quoin\n");
}

/* zsh: _arguments does the work; brackets and colons in a description are escaped. */
static void add_zsh_text(Buf *out, const char *z) {
	for (; *z; z++) {
		if (*z == '\'') {
			buf_z(out, "'\\''");
			continue;
		}
		if (strchr("[]:\\", *z))
			buf_byte(out, '\\');
		buf_byte(out, *z);
	}
}

static void add_zsh_action(Buf *out, const char *value) {
	switch (kind_of(value)) {
	case VALUE_CHOICE:
		buf_z(out, ":value:(");
		add_words(out, str_of(value));
		buf_byte(out, ')');
		break;
	case VALUE_FILE: buf_z(out, ":file:_files"); break;
	case VALUE_FOLDER: buf_z(out, ":folder:_files -/"); break;
	case VALUE_LANGUAGE: buf_z(out, ":language:_quoin_languages"); break;
	case VALUE_RULE: case VALUE_LEVEL: buf_z(out, ":rule:_quoin_rules"); break;
	case VALUE_FREE: buf_z(out, ":value: "); break;
	}
}

static void add_zsh_option(Buf *out, const OptionRow *row) {
	bool again = row == &cli_options[OPTION_SEVERITY];
	for (int letter = row->letter ? 1 : 0; letter >= 0; letter--) {
		buf_z(out, " \\\n\t\t\t'");
		if (row->letter && !again)
			buf_printf(out, "(-%c --%s)", row->letter, row->name);
		buf_z(out, again ? "*" : "");
		if (letter)
			buf_printf(out, "-%c%s[", row->letter, row->value ? "+" : "");
		else
			buf_printf(out, "--%s%s[", row->name, row->value ? "=" : "");
		add_zsh_text(out, row->help);
		buf_byte(out, ']');
		if (row->value)
			add_zsh_action(out, row->value);
		buf_byte(out, '\'');
	}
}

static void add_zsh_operands(Buf *out, const Command *command) {
	const char *words = command->operands;
	OperandWord word;
	while (cli_next_operand(&words, &word)) {
		bool rule = str_starts(word.name, "RULE");
		buf_z(out, " \\\n\t\t\t'");
		buf_z(out, word.repeated ? "*" : word.optional ? ":" : "");
		buf_z(out, rule ? ":rule:_quoin_rules" : word.choice ? ":what:(" : str_is(word.name, "ISSUE") ? ":issue:_files -/" : ":file:_files");
		if (word.choice) {
			add_words(out, word.name);
			buf_byte(out, ')');
		}
		buf_byte(out, '\'');
	}
}

static void add_zsh(Buf *out) {
	buf_z(out, "#compdef quoin\n"
	           "# zsh completion for quoin; made by: quoin completions zsh\n"
	           "_quoin_rules() {\n"
	           "\tlocal -a rules\n"
	           "\trules=(${(f)\"$(quoin list rules 2>/dev/null | cut -f 1)\"})\n"
	           "\tcompadd -a rules\n"
	           "}\n"
	           "_quoin_languages() {\n"
	           "\tlocal word\n"
	           "\tfor word in $words; do\n"
	           "\t\t[[ -e $word/issue.yaml ]] && compadd ${(f)\"$(quoin list languages $word 2>/dev/null)\"}\n"
	           "\tdone\n"
	           "}\n"
	           "_quoin() {\n"
	           "\tlocal context state line\n"
	           "\tlocal -a commands=(\n");
	for (const Command *command = cli_commands; command->name; command++) {
		buf_printf(out, "\t\t'%s:", command->name);
		add_zsh_text(out, command->summary);
		buf_z(out, "'\n");
	}
	buf_z(out, "\t)\n\t_arguments -C");
	for (int i = 0; i < OPTION_COUNT; i++)
		if (is_for(i, NULL))
			add_zsh_option(out, &cli_options[i]);
	buf_z(out, " \\\n\t\t\t'1:command:->command' '*::argument:->argument'\n"
	           "\tcase $state in\n"
	           "\tcommand) _describe command commands ;;\n"
	           "\targument)\n"
	           "\t\tcase $words[1] in\n");
	for (const Command *command = cli_commands; command->name; command++) {
		buf_printf(out, "\t\t%s) _arguments -s", command->name);
		for (int i = 0; i < OPTION_COUNT; i++)
			if (is_for(i, command))
				add_zsh_option(out, &cli_options[i]);
		add_zsh_operands(out, command);
		buf_z(out, " ;;\n");
	}
	buf_z(out, "\t\tesac ;;\n"
	           "\tesac\n"
	           "}\n"
	           "if [ \"$funcstack[1]\" = _quoin ]; then\n"
	           "\t_quoin \"$@\"\n"
	           "else\n"
	           "\tcompdef _quoin quoin\n"
	           "fi\n");
}

static void add_fish_option(Buf *out, const OptionRow *row, const Command *command) {
	buf_z(out, "complete -c quoin -n '");
	buf_printf(out, command ? "__fish_seen_subcommand_from %s'" : "not __fish_seen_subcommand_from $quoin_commands'",
	           command ? command->name : "");
	if (row->letter)
		buf_printf(out, " -s %c", row->letter);
	buf_printf(out, " -l %s", row->name);
	ValueKind kind = row->value ? kind_of(row->value) : VALUE_FREE;
	if (row->value)
		buf_z(out, kind == VALUE_FILE ? " -rF" : kind == VALUE_FOLDER ? " -xa '(__fish_complete_directories)'" : " -x");
	if (kind == VALUE_CHOICE) {
		buf_z(out, "a '");
		add_words(out, str_of(row->value));
		buf_byte(out, '\'');
	} else if (kind == VALUE_LANGUAGE) {
		buf_z(out, "a '(__quoin_languages)'");
	} else if (asked_for(kind)) {
		buf_z(out, "a '(quoin list rules 2>/dev/null)'");
	}
	buf_z(out, " -d ");
	add_quoted(out, row->help);
	buf_byte(out, '\n');
}

static void add_fish(Buf *out) {
	buf_z(out, "# fish completion for quoin; made by: quoin completions fish\n"
	           "set -g quoin_commands");
	for (const Command *command = cli_commands; command->name; command++)
		buf_printf(out, " %s", command->name);
	buf_z(out, "\nfunction __quoin_languages\n"
	           "\tfor word in (commandline -opc)\n"
	           "\t\ttest -e $word/issue.yaml; and quoin list languages $word 2>/dev/null\n"
	           "\tend\n"
	           "end\n");
	for (int i = 0; i < OPTION_COUNT; i++)
		if (is_for(i, NULL))
			add_fish_option(out, &cli_options[i], NULL);
	for (const Command *command = cli_commands; command->name; command++) {
		buf_printf(out, "complete -c quoin -f -n 'not __fish_seen_subcommand_from $quoin_commands' -a %s -d ", command->name);
		add_quoted(out, command->summary);
		buf_byte(out, '\n');
		for (int i = 0; i < OPTION_COUNT; i++)
			if (is_for(i, command))
				add_fish_option(out, &cli_options[i], command);
		OperandWord word;
		if (first_choice(command, &word)) {
			buf_printf(out, "complete -c quoin -n '__fish_seen_subcommand_from %s' -a '", command->name);
			add_words(out, word.name);
			buf_z(out, "'\n");
		} else if (kind_of(command->operands) == VALUE_RULE) {
			buf_printf(out, "complete -c quoin -f -n '__fish_seen_subcommand_from %s' -a '(quoin list rules 2>/dev/null)'\n", command->name);
		}
	}
}

int cli_completions(Job *job, const Options *options) {
	static void (*const writers[])(Buf *) = { add_bash, add_zsh, add_fish };
	Buf out = { 0 };
	writers[options->choice](&out);
	cli_write_stdout(job->diag, out.p, out.n);
	buf_free(&out);
	return cli_report(job, options, STDERR_FILENO);
}
