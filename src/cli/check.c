/* quoin check: sets every language as build would, and keeps only what there is to say. In the forms for programs the
 * messages are the result and go to stdout. An article alone, perhaps one that is not saved yet, is read without its issue. */
#include "cli/cli.h"

#include <unistd.h>

typedef struct {
	const Options *options;
	size_t left;
} Checking;

static void finished(void *context, Setting *setting) {
	Checking *checking = context;
	checking->left--;
	cli_show_progress(checking->options, STR_FMT " checked, %zu to go", STR_ARG(setting->language), checking->left);
}

static bool is_article(Str path) { return str_is(path, "-") || str_ends(path, ".md"); }

/* An article alone: what there is to say of its Markdown. */
static int check_article(Job *job, const Options *options, int fd) {
	Str bytes;
	SourceFile *file = cli_read_article(job, options, options->issue, &bytes);
	if (file)
		issue_read_article(job, file);
	diag_sort(job->diag);
	return cli_report(job, options, fd);
}

int cli_check(Job *job, const Options *options) {
	Press press;
	int fd = cli_is_machine_form(options) ? STDOUT_FILENO : STDERR_FILENO;
	if (is_article(options->issue))
		return check_article(job, options, fd);
	if (!pipeline_open(job, options->issue, options->home, &press))
		return cli_report(job, options, fd);
	size_t count;
	Setting *settings = cli_choose_languages(job, options, press.issue, &count);
	if (settings) {
		PipelineWishes wishes = { .compare = true, .fit = options->fit, .screen = options->screen, .print = options->print, .check_only = true,
			.downsample = options->downsample, .press = options->press, .output_intent = options->values[OPTION_OUTPUT_INTENT], .threads = options->threads, .epoch = options->epoch };
		Checking checking = { options, count };
		cli_show_progress(options, "checking " STR_FMT, STR_ARG(options->issue));
		pipeline_run(job, &press, &wishes, settings, count, finished, &checking);
	}
	pipeline_close(&press);
	int code = cli_report(job, options, fd);
	if (!settings)
		return CODE_USAGE;
	if (code == CODE_DONE)
		for (size_t i = 0; i < count; i++)
			cli_say(options, STR_FMT " " STR_FMT ": %zu pages, no errors", STR_ARG(options->issue), STR_ARG(settings[i].language),
			        settings[i].page_count);
	return code;
}
