/* quoin explain: what a rule asks for and what to do about its messages, from the two tables of rules. */
#include "cli/cli.h"

#include <unistd.h>

#define WIDTH 88

/* Breaks a text at spaces. */
static void add_wrapped(Buf *out, Str text) {
	size_t column = 0;
	for (size_t start = 0; start < text.n;) {
		size_t end = str_find(text, " ", start);
		Str word = str_sub(text, start, end);
		size_t n = utf8_count(word);
		if (column && column + 1 + n > WIDTH) {
			buf_byte(out, '\n');
			column = 0;
		}
		if (column)
			buf_byte(out, ' ');
		buf_str(out, word);
		column += n + (column > 0);
		start += word.n + 1;
	}
	buf_byte(out, '\n');
}

int cli_explain(Job *job, const Options *options) {
	Buf out = { 0 };
	bool good = true;
	for (size_t i = 0; i < options->rest.n; i++) {
		Rule rule;
		if (!diag_find_rule(job->diag, POS_NONE, RULE_USAGE, options->rest.at[i], &rule)) {
			good = false;
			continue;
		}
		buf_printf(&out, "%s%s: ", out.n ? "\n" : "", rule_name(rule));
		buf_printf(&out, "%s\n\n", rule_summary(rule));
		add_wrapped(&out, str_of(rule_help(rule)));
	}
	if (good)
		cli_write_stdout(job->diag, out.p, out.n);
	buf_free(&out);
	int code = cli_report(job, options, STDERR_FILENO);
	return good ? code : CODE_USAGE;
}
