/* quoin(1): the prose of quoin.md, and in the place of a line that holds one of <!-- commands -->, <!-- options --> or <!-- exit
 * codes --> what the tables say. */
#include "cli/cli.h"
#include "manual/manual.h"

static const struct { int code; const char *meaning; } exits[] = {
#define EXIT(id, code, meaning) { code, meaning },
#include "cli/exit_codes.def"
#undef EXIT
};

static void add_sentence(Buf *out, const char *text) {
	Buf runs = { 0 };
	roff_text(&runs, str_of(text));
	if (runs.n) {
		if (runs.p[0] >= 'a' && runs.p[0] <= 'z')
			runs.p[0] = (char)(runs.p[0] - 32);
		buf_byte(&runs, '.');
	}
	roff_fill(out, buf_as_str(&runs));
	buf_free(&runs);
}

static void add_operands(Buf *out, const char *operands) {
	buf_z(out, *operands ? " " : "");
	for (const char *p = operands; *p; p++)
		if (*p == '-')
			buf_z(out, "\\-");
		else
			buf_byte(out, *p);
}

static void add_synopsis(Buf *out) {
	buf_z(out, ".SH SYNOPSIS\n");
	for (const Command *command = cli_commands; command->name; command++) {
		buf_printf(out, ".B quoin %s\n[\\fIOPTION\\fR]...", command->name);
		add_operands(out, command->operands);
		buf_z(out, command[1].name ? "\n.br\n" : "\n");
	}
}

static void add_commands(Buf *out) {
	for (const Command *command = cli_commands; command->name; command++) {
		Buf tag = { 0 };
		buf_printf(&tag, "\\fBquoin %s\\fR", command->name);
		add_operands(&tag, command->operands);
		roff_item(out, buf_as_str(&tag));
		buf_free(&tag);
		add_sentence(out, command->summary);
		if (command->about)
			manual_add_inline(out, str_of(command->about));
	}
}

static bool is_for_every(const OptionRow *row) {
	for (const Command *command = cli_commands; command->name; command++)
		if (!(row->commands & command->bit))
			return false;
	return true;
}

/* "Of build and check." */
static void add_owners(Buf *out, const OptionRow *row) {
	unsigned left = 0;
	if (is_for_every(row))
		return;
	for (const Command *command = cli_commands; command->name; command++)
		left += (row->commands & command->bit) != 0;
	Buf runs = { 0 };
	buf_z(&runs, left ? "Of " : "Without a command.");
	for (const Command *command = cli_commands; command->name; command++) {
		if (!(row->commands & command->bit))
			continue;
		roff_code(&runs, str_of(command->name));
		left--;
		buf_z(&runs, left > 1 ? ", " : left == 1 ? " and " : ".");
	}
	roff_fill(out, buf_as_str(&runs));
	buf_free(&runs);
}

static void add_options(Buf *out) {
	for (int i = 0; i < OPTION_COUNT; i++) {
		const OptionRow *row = &cli_options[i];
		Buf tag = { 0 };
		if (row->letter)
			buf_printf(&tag, "\\fB\\-%c\\fR, ", row->letter);
		buf_z(&tag, "\\fB\\-\\-");
		roff_text(&tag, str_of(row->name));
		buf_z(&tag, "\\fR");
		if (row->value) {
			buf_z(&tag, "=\\fI");
			roff_text(&tag, str_of(row->value));
			buf_z(&tag, "\\fR");
		}
		roff_item(out, buf_as_str(&tag));
		buf_free(&tag);
		add_sentence(out, row->help);
		add_owners(out, row);
	}
}

static void add_exits(Buf *out) {
	for (size_t i = 0; i < sizeof exits / sizeof *exits; i++) {
		Buf tag = { 0 };
		buf_printf(&tag, "\\fB%d\\fR", exits[i].code);
		roff_item(out, buf_as_str(&tag));
		buf_free(&tag);
		add_sentence(out, exits[i].meaning);
	}
}

void manual_quoin(Buf *out, Str prose) {
	static const struct { const char *mark; void (*add)(Buf *out); } places[] = {
		{ "<!-- commands -->\n", add_commands }, { "<!-- options -->\n", add_options }, { "<!-- exit codes -->\n", add_exits },
	};
	roff_begin(out, "quoin", 1, "sets newsletters in many languages", "User Commands");
	add_synopsis(out);
	size_t at = 0;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		size_t mark = str_find(prose, places[i].mark, at);
		if (mark == SIZE_MAX)
			continue;
		manual_add_markdown(out, str_sub(prose, at, mark));
		places[i].add(out);
		at = mark + str_of(places[i].mark).n;
	}
	manual_add_markdown(out, str_sub(prose, at, prose.n));
	roff_see_also(out, "quoin");
}
