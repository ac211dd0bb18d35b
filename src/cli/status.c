/* quoin status: how far each translation is, counted in words of the source. The table is the result and goes to stdout. */
#include "cli/cli.h"

#include <unistd.h>

#include "translate/translate.h"

typedef struct {
	Str language;
	StatusSum sum;
} StatusLine;

static unsigned percent(unsigned part, unsigned whole) {
	return whole ? part * 100u / whole : 100u;
}

static void add_human(Buf *out, const StatusLine *lines, size_t n) {
	buf_printf(out, "%-10s %6s %6s %9s %9s %8s %8s %7s %11s %9s\n", "language", "units", "done", "reviewed", "outdated",
	           "edited", "missing", "errors", "words left", "in memory");
	for (size_t i = 0; i < n; i++) {
		const StatusSum *s = &lines[i].sum;
		buf_printf(out, "%-10.*s %6u %5u%% %8u%% %9u %8u %8u %7u %11u %9u\n", STR_ARG(lines[i].language), s->units,
		           percent(s->words_done, s->words), percent(s->words_reviewed, s->words), s->outdated, s->edited,
		           s->missing, s->errors, s->words_left, s->words_known);
	}
}

static void add_markdown(Buf *out, const StatusLine *lines, size_t n) {
	buf_z(out,
	      "| language | units | done | reviewed | outdated | edited | missing | errors | words left | in memory |\n");
	buf_z(out, "| :-- | --: | --: | --: | --: | --: | --: | --: | --: | --: |\n");
	for (size_t i = 0; i < n; i++) {
		const StatusSum *s = &lines[i].sum;
		buf_printf(out, "| " STR_FMT " | %u | %u %% | %u %% | %u | %u | %u | %u | %u | %u |\n",
		           STR_ARG(lines[i].language), s->units, percent(s->words_done, s->words),
		           percent(s->words_reviewed, s->words), s->outdated, s->edited, s->missing, s->errors, s->words_left,
		           s->words_known);
	}
}

typedef struct {
	const char *name;
	unsigned value;
} Field;

#define FIELDS 14

static void fields_of(const StatusSum *s, Field fields[FIELDS]) {
	const Field all[FIELDS] = {
		{ "units", s->units },
		{ "missing", s->missing },
		{ "draft", s->draft },
		{ "translated", s->translated },
		{ "reviewed", s->reviewed },
		{ "outdated", s->outdated },
		{ "edited", s->edited },
		{ "errors", s->errors },
		{ "words", s->words },
		{ "words_done", s->words_done },
		{ "words_reviewed", s->words_reviewed },
		{ "words_left", s->words_left },
		{ "words_in_memory", s->words_known },
		{ "percent_done", percent(s->words_done, s->words) },
	};
	for (size_t i = 0; i < FIELDS; i++)
		fields[i] = all[i];
}

static void add_tsv(Buf *out, const StatusLine *lines, size_t n) {
	Field fields[FIELDS];
	buf_z(out, "language");
	fields_of(&(StatusSum){ 0 }, fields);
	for (size_t f = 0; f < FIELDS; f++)
		buf_printf(out, "\t%s", fields[f].name);
	for (size_t i = 0; i < n; i++) {
		buf_printf(out, "\n" STR_FMT, STR_ARG(lines[i].language));
		fields_of(&lines[i].sum, fields);
		for (size_t f = 0; f < FIELDS; f++)
			buf_printf(out, "\t%u", fields[f].value);
	}
	buf_byte(out, '\n');
}

static void add_json(Buf *out, const StatusLine *lines, size_t n) {
	Field fields[FIELDS];
	buf_z(out, "[");
	for (size_t i = 0; i < n; i++) {
		buf_z(out, i ? ",\n {\"language\":" : "{\"language\":");
		buf_json(out, lines[i].language);
		fields_of(&lines[i].sum, fields);
		for (size_t f = 0; f < FIELDS; f++)
			buf_printf(out, ",\"%s\":%u", fields[f].name, fields[f].value);
		buf_byte(out, '}');
	}
	buf_z(out, "]\n");
}

/* What a release asks for: --strict. */
static bool all_ready(const StatusLine *lines, size_t n) {
	for (size_t i = 0; i < n; i++)
		if (lines[i].sum.missing || lines[i].sum.draft || lines[i].sum.outdated)
			return false;
	return true;
}

int cli_status(Job *job, const Options *options) {
	static void (*const forms[])(Buf *, const StatusLine *, size_t) = { add_human, add_json, add_tsv, add_markdown };
	int form = 0;
	size_t count;
	Str named = options->values[OPTION_FORM];
	if (named.n && (form = cli_read_choice(job, "the form of the table", named, "human|json|tsv|markdown")) < 0) {
		cli_report(job, options, STDERR_FILENO);
		return CODE_USAGE;
	}
	Issue *issue = issue_read(job, options->issue);
	Str *languages = issue ? cli_choose_translations(job, options, issue, &count) : NULL;
	if (!languages) {
		int code = cli_report(job, options, STDERR_FILENO);
		return issue ? CODE_USAGE : code;
	}
	StatusLine *lines = arena_array(job->arena, StatusLine, count + 1);
	for (size_t i = 0; i < count; i++) {
		const Translation *translation = translate_read(job, issue, languages[i], NULL);
		lines[i] = (StatusLine){ languages[i],
			                     translate_sum(job, translation, translate_read_memory(job, issue, languages[i])) };
	}
	Buf out = { 0 };
	forms[form](&out, lines, count);
	cli_write_stdout(job->diag, out.p, out.n);
	buf_free(&out);
	diag_sort(job->diag);
	int code = cli_report(job, options, STDERR_FILENO);
	return code == CODE_DONE && options->given[OPTION_STRICT] && !all_ready(lines, count) ? CODE_GATE : code;
}
