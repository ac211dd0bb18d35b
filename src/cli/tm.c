/* quoin tm: the translations of this edition and of those before it, as a memory for other tools. */
#include "cli/cli.h"

#include <unistd.h>

#include "base/file.h"
#include "translate/translate.h"

static void export_language(Job *job, const Options *options, const Issue *issue, Str language) {
	Arena *arena = job->arena;
	Buf bytes = { 0 };
	Str target = options->values[OPTION_OUTPUT];
	size_t texts = translate_export_memory(job, issue, language, &bytes);
	if (target.n == 0)
		target = str_printf(arena, "out/" STR_FMT "/tmx", STR_ARG(issue->edition));
	if (!cli_names_file(job, target))
		target = path_join(arena, target, str_printf(arena, STR_FMT ".tmx", STR_ARG(language)));
	if (cli_write_result(job->diag, target, &bytes) && !str_is(target, "-"))
		cli_say(options, STR_FMT ": %zu %s", STR_ARG(target), texts, texts == 1 ? "text" : "texts");
	buf_free(&bytes);
}

int cli_tm(Job *job, const Options *options) {
	size_t count = 0;
	Issue *issue = issue_read(job, options->issue);
	Str *languages = issue ? cli_choose_translations(job, options, issue, &count) : NULL;
	bool usable = !issue || languages;
	if (count > 1 && str_is(options->values[OPTION_OUTPUT], "-"))
		usable = diag_error(job->diag, POS_NONE, RULE_USAGE, "standard output takes one language; name it with -l");
	else if (count > 1 && options->values[OPTION_OUTPUT].n && cli_names_file(job, options->values[OPTION_OUTPUT]))
		usable = diag_error(job->diag, POS_NONE, RULE_USAGE, "one file takes one language; name a folder, or one language with -l");
	for (size_t i = 0; usable && i < count; i++)
		export_language(job, options, issue, languages[i]);
	int code = cli_report(job, options, STDERR_FILENO);
	return usable ? code : CODE_USAGE;
}
