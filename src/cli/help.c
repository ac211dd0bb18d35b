/* --help: of the program, and of a command; all of it from the tables that the command line is read against. */
#include "cli/cli.h"

#define OPTION_WIDTH 30
#define COMMAND_WIDTH 30

static const struct { int code; const char *meaning; } exits[] = {
#define EXIT(id, code, meaning) { code, meaning },
#include "cli/exit_codes.def"
#undef EXIT
};

/* A row of two columns; what is too long for the first one has a line of its own. */
static void add_columns(Buf *out, Buf *left, size_t width, const char *right) {
	size_t n = utf8_count(buf_as_str(left));
	buf_str(out, buf_as_str(left));
	if (n > width) {
		buf_byte(out, '\n');
		n = 0;
	}
	buf_printf(out, "%*s  %s\n", (int)(width - n), "", right);
	buf_free(left);
}

static void add_row(Buf *out, const OptionRow *row) {
	Buf left = { 0 };
	if (row->letter)
		buf_printf(&left, "  -%c, --%s", row->letter, row->name);
	else
		buf_printf(&left, "      --%s", row->name);
	if (row->value)
		buf_printf(&left, "=%s", row->value);
	add_columns(out, &left, OPTION_WIDTH, row->help);
}

static void add_program(Buf *out) {
	buf_z(out, "quoin COMMAND [OPTION]... -- sets newsletters in many languages\n\n");
	for (const Command *command = cli_commands; command->name; command++) {
		Buf left = { 0 };
		buf_printf(&left, "  quoin %s %s", command->name, command->operands);
		add_columns(out, &left, COMMAND_WIDTH, command->summary);
	}
	buf_z(out, "\n'quoin COMMAND --help' lists the options of a command.\n\n");
}

void cli_add_help(Buf *out, const Command *command) {
	if (command)
		buf_printf(out, "quoin %s [OPTION]... %s -- %s\n\n", command->name, command->operands, command->summary);
	else
		add_program(out);
	for (int i = 0; i < OPTION_COUNT; i++)
		if (command ? (cli_options[i].commands & command->bit) != 0 : i == OPTION_HELP || i == OPTION_VERSION)
			add_row(out, &cli_options[i]);
	if (!command)
		return;
	buf_z(out, "\nExit codes:");
	for (size_t i = 0; i < sizeof exits / sizeof *exits; i++)
		buf_printf(out, "%s\n  %3d  %s", i ? ";" : "", exits[i].code, exits[i].meaning);
	buf_z(out, ".\n");
}
