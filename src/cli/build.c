/* quoin build: sets the languages and writes each PDF when it is complete, in the languages' order. A language with errors
 * leaves its old PDF as it is. Signals wait while a file is being written, so an interrupted run leaves no half of one. */
#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

#define PRINT_ENDING "-print.pdf"

typedef struct {
	Job *job;
	const Options *options;
	const Issue *issue;
	size_t count, left;
	bool screen, print;
	bool shared_errors;
	size_t shared_files;                                     /* of the job's Diag: read for all languages */
	Buf deps;                                                /* when they go into one file */
	void (*each)(void *context, const Setting *setting);     /* told of every language when it is written; may be NULL */
	void *context;
} Building;

static bool is_folder(Job *job, Str path) {
	struct stat st;
	return stat(str_z(job->arena, path), &st) == 0 && S_ISDIR(st.st_mode);
}

bool cli_names_file(Job *job, Str target) {
	if (str_is(target, "-"))
		return true;
	size_t dot = target.n;
	while (dot > 0 && target.p[dot - 1] != '.' && target.p[dot - 1] != '/')
		dot--;
	if (dot < 2 || dot >= target.n || target.p[dot - 1] != '.' || target.p[dot - 2] == '/')
		return false;
	char letter = (char)(target.p[dot] | 0x20);
	return letter >= 'a' && letter <= 'z' && !is_folder(job, target);
}

static Str path_for(const Building *building, Str target, Str language, const char *ending) {
	Arena *arena = building->job->arena;
	if (building->options->command->bit == FOR_PROOF)
		ending = "-proof.pdf";
	if (target.n == 0)
		return str_printf(arena, "out/" STR_FMT "/" STR_FMT "%s", STR_ARG(building->issue->edition), STR_ARG(language), ending);
	if (cli_names_file(building->job, target))
		return target;
	return path_join(arena, target, str_printf(arena, STR_FMT "%s", STR_ARG(language), ending));
}

bool cli_write_result(Diag *diag, Str path, const Buf *bytes) {
	if (str_is(path, "-"))
		return cli_write_stdout(diag, bytes->p, bytes->n);
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	bool good = file_make_folders(diag, path) && file_write(diag, path, bytes->p, bytes->n);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return good;
}

/* Those that exist, once each. */
static void add_files(Arena *arena, StrList *files, const StrList *more) {
	for (size_t i = 0; i < more->n; i++) {
		size_t k = 0;
		while (k < files->n && !str_eq(files->at[k], more->at[i]))
			k++;
		if (k == files->n && file_exists(more->at[i]))
			*list_push(arena, files) = more->at[i];
	}
}

/* Errors or not: make should know what to look at again. */
static void write_deps(Building *building, const Setting *setting) {
	static const struct { Option option; const char *ending; } results[] = {
		{ OPTION_OUTPUT, ".pdf" }, { OPTION_OUTPUT, PRINT_ENDING }, { OPTION_DUMP_LAYOUT, ".jsonl" }, { OPTION_REPORT, ".json" },
	};
	const Options *options = building->options;
	Arena *arena = building->job->arena;
	Diag *diag = building->job->diag;
	StrList targets = { 0 }, files = { 0 };
	for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
		Str value = options->values[results[i].option];
		bool made = i == 0 ? building->screen : i == 1 ? building->print : value.n > 0;
		if (made && !str_is(value, "-"))
			*list_push(arena, &targets) = path_for(building, value, setting->language, results[i].ending);
	}
	for (size_t i = 0; i < building->shared_files; i++)
		*list_push(arena, &files) = diag->files.at[i];
	add_files(arena, &files, &setting->diag->files);
	add_files(arena, &files, &setting->diag->heads);
	Str target = options->values[OPTION_DEPS];
	cli_add_deps(&building->deps, &targets, &files);
	if (!cli_names_file(building->job, target) || building->left == 0) {
		cli_write_result(diag, path_for(building, target, setting->language, ".d"), &building->deps);
		buf_free(&building->deps);
	}
}

static void say_not_written(const Building *building, const Setting *setting, Str path) {
	unsigned errors = setting->diag->errors;
	const char *kept = !str_is(path, "-") && file_exists(path) ? "; the old file is kept" : "";
	if (errors)
		cli_say(building->options, STR_FMT ": not written, %u %s%s", STR_ARG(path), errors, errors == 1 ? "error" : "errors", kept);
	else
		cli_say(building->options, STR_FMT ": not written, errors in the issue%s", STR_ARG(path), kept);
}

static void say_written(const Building *building, const Setting *setting, Str path, size_t bytes) {
	const char *pages = setting->page_count == 1 ? "page" : "pages";
	const char *draft = setting->diag->errors || building->shared_errors ? ", a draft with errors" : "";
	cli_say(building->options, STR_FMT ": %zu %s%s", STR_ARG(path), setting->page_count, pages, draft);
	if (building->options->given[OPTION_VERBOSE])
		cli_say(building->options, "  %zu bytes", bytes);
}

static void say_times(const Building *building, const Setting *setting) {
	if (!building->options->given[OPTION_VERBOSE])
		return;
	Buf times = { 0 };
	for (int i = 0; i < PIPELINE_STAGES; i++)
		buf_printf(&times, "%s%s %lld.%lld ms", i ? ", " : "", pipeline_stage_names[i], (long long)setting->microseconds[i] / 1000,
		           (long long)setting->microseconds[i] % 1000 / 100);
	cli_say(building->options, "  " STR_FMT, STR_ARG(buf_as_str(&times)));
	buf_free(&times);
}

/* One file of a language, or why there is none. */
static bool deliver(Building *building, const Setting *setting, const char *ending, const Buf *bytes) {
	Str path = path_for(building, building->options->values[OPTION_OUTPUT], setting->language, ending);
	if (!setting->complete)
		say_not_written(building, setting, path);
	else if (cli_write_result(building->job->diag, path, bytes))
		say_written(building, setting, path, bytes->n);
	else
		return false;
	return setting->complete;
}

static void finished(void *context, Setting *setting) {
	Building *building = context;
	const Options *options = building->options;
	Diag *diag = building->job->diag;
	bool good = true;
	building->left--;
	if (building->screen)
		good = deliver(building, setting, ".pdf", &setting->pdf);
	if (building->print)
		good &= deliver(building, setting, PRINT_ENDING, &setting->print);
	if (good && options->given[OPTION_DUMP_LAYOUT])
		cli_write_result(diag, path_for(building, options->values[OPTION_DUMP_LAYOUT], setting->language, ".jsonl"), &setting->dump);
	if (good && options->given[OPTION_REPORT])
		cli_write_result(diag, path_for(building, options->values[OPTION_REPORT], setting->language, ".json"), &setting->report);
	if (good)
		say_times(building, setting);
	if (options->given[OPTION_DEPS])
		write_deps(building, setting);
	if (building->each)
		building->each(building->context, setting);
	if (building->left)
		cli_show_progress(options, "setting " STR_FMT ": %zu of %zu languages", STR_ARG(options->issue),
		                  building->count - building->left, building->count);
}

static bool check_targets(Job *job, const Options *options, size_t languages) {
	static const Option targets[] = { OPTION_OUTPUT, OPTION_DUMP_LAYOUT, OPTION_REPORT };
	bool good = true;
	Str output = options->values[OPTION_OUTPUT];
	if (options->screen && options->print && output.n > 0 && cli_names_file(job, output)) {
		good = diag_error(job->diag, POS_NONE, RULE_USAGE, "'" STR_FMT "' is one file, but two profiles are to be written", STR_ARG(output));
		diag_help(job->diag, "name a folder, or one profile");
	}
	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
		Str target = options->values[targets[i]];
		if (languages < 2 || target.n == 0 || !cli_names_file(job, target))
			continue;
		good = diag_error(job->diag, POS_NONE, RULE_USAGE, "'" STR_FMT "' is one file, but %zu languages are to be written", STR_ARG(target),
		                  languages);
		diag_help(job->diag, "name a folder, or one language with -l");
	}
	if (str_is(options->values[OPTION_OUTPUT], "-") && str_is(options->values[OPTION_DUMP_LAYOUT], "-"))
		good = diag_error(job->diag, POS_NONE, RULE_USAGE, "PDF and layout dump cannot both go to standard output");
	if (options->given[OPTION_DEPS] && str_is(options->values[OPTION_OUTPUT], "-"))
		good = diag_error(job->diag, POS_NONE, RULE_USAGE, "--deps needs the name of the PDF, which goes to standard output");
	return good;
}

/* "2,4-6" and "4-" (to the end). */
bool cli_read_pages(Job *job, Str list, const Issue *issue, PipelineWishes *wishes) {
	struct { PageRange *at; size_t n, room; } ranges = { 0 };
	for (size_t start = 0; start <= list.n;) {
		size_t end = str_find(list, ",", start);
		Str range = str_trim(str_sub(list, start, end));
		size_t hyphen = str_find(range, "-", 0);
		Str to = hyphen == SIZE_MAX ? range : str_sub(range, hyphen + 1, range.n);
		int64_t first, last = (int64_t)issue->page_count;
		if (!cli_read_number(job, "a page", str_sub(range, 0, hyphen), 9999, &first) ||
		    (to.n && !cli_read_number(job, "a page", to, 9999, &last)))
			return false;
		if (first < 1 || first > last || first > (int64_t)issue->page_count)
			return diag_error(job->diag, POS_NONE, RULE_USAGE, "there are no pages '" STR_FMT "': the issue has %zu", STR_ARG(range),
			                  issue->page_count);
		*list_push(job->arena, &ranges) = (PageRange){ (int)first, (int)last };
		if (end == SIZE_MAX)
			break;
		start = end + 1;
	}
	wishes->pages = ranges.at;
	wishes->page_range_count = ranges.n;
	return true;
}

static bool set_up(Job *job, const Options *options, const Issue *issue, PipelineWishes *wishes) {
	bool proof = options->command->bit == FOR_PROOF;
	*wishes = (PipelineWishes){
		.draft = options->given[OPTION_DRAFT] || proof,
		.proof = proof,
		.dump = options->given[OPTION_DUMP_LAYOUT],
		.report = options->given[OPTION_REPORT],
		.greedy = options->given[OPTION_GREEDY],
		.files = options->given[OPTION_DEPS],
		.screen = options->screen || proof,
		.print = options->print && !proof,
		.marks = options->given[OPTION_MARKS],
		.downsample = options->downsample,
		.press = options->press,
		.output_intent = options->values[OPTION_OUTPUT_INTENT],
		.fit = options->fit,
		.threads = options->threads,
		.epoch = options->epoch,
	};
	return !options->given[OPTION_PAGES] || cli_read_pages(job, options->values[OPTION_PAGES], issue, wishes);
}

bool cli_set_languages(Job *job, const Options *options, const Press *press, Setting *settings, size_t count,
                       void (*each)(void *context, const Setting *setting), void *context) {
	PipelineWishes wishes;
	if (!check_targets(job, options, count) || !set_up(job, options, press->issue, &wishes))
		return false;
	Building building = { job, options, press->issue, count, count, wishes.screen, wishes.print, job->diag->errors > 0, job->diag->files.n,
		{ 0 }, each, context };
	cli_show_progress(options, "setting " STR_FMT, STR_ARG(options->issue));
	pipeline_run(job, press, &wishes, settings, count, finished, &building);
	return true;
}

int cli_build(Job *job, const Options *options) {
	Press press;
	if (!pipeline_open(job, options->issue, options->home, &press))
		return cli_report(job, options, STDERR_FILENO);
	size_t count;
	Setting *settings = cli_choose_languages(job, options, press.issue, &count);
	bool usable = settings && cli_set_languages(job, options, &press, settings, count, NULL, NULL);
	pipeline_close(&press);
	int code = cli_report(job, options, STDERR_FILENO);
	return usable ? code : CODE_USAGE;
}
