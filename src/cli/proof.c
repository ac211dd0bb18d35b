/* quoin proof: with --html a page for browsers, otherwise PDF files with frames and grid, which build.c makes. A language's pages are
 * written when they are complete; what lies over them is kept until index.html can be made of all. Exit codes are those of build. */
#include "cli/cli.h"

#include <unistd.h>

#include "base/file.h"

typedef struct {
	Job *job;
	const Options *options;
	Str folder;
	Proof **proofs;
	size_t count, done, pages;
	bool good;
} Proofing;

static bool write_str(Job *job, Str path, Str bytes) {
	return cli_write_result(job->diag, path, &(Buf){ (char *)bytes.p, bytes.n, bytes.n });
}

static void finished(void *context, Setting *setting) {
	Proofing *p = context;
	Proof *proof = setting->proof;
	setting->proof = NULL;
	p->proofs[p->done++] = proof;
	for (size_t i = 0; p->good && i < proof->page_count; i++)
		p->good = write_str(p->job, path_join(p->job->arena, p->folder, proof->pages[i].name), proof->pages[i].svg);
	p->pages += proof->page_count;
	if (p->done < p->count)
		cli_show_progress(p->options, "setting " STR_FMT ": %zu of %zu languages", STR_ARG(p->options->issue), p->done, p->count);
}

static void write_index(Proofing *p, const Issue *issue, const Diag *shared) {
	Buf out = { 0 };
	Str path = path_join(p->job->arena, p->folder, STR("index.html"));
	proof_index(issue, shared, p->proofs, p->done, &out);
	if (p->good && cli_write_result(p->job->diag, path, &out))
		cli_say(p->options, STR_FMT ": %zu %s, %zu %s", STR_ARG(path), p->done, p->done == 1 ? "language" : "languages", p->pages,
		        p->pages == 1 ? "page" : "pages");
	buf_free(&out);
	for (size_t i = 0; i < p->done; i++)
		proof_free(p->proofs[i]);
}

/* What has been said before any language is set is about all of them. */
static Diag *said_so_far(Job *job) {
	Diag *shared = diag_make(job->arena, STR(""));
	diag_merge(shared, job->diag);
	return shared;
}

static int write_page(Job *job, const Options *options) {
	Press press;
	if (!pipeline_open(job, options->issue, options->home, &press))
		return cli_report(job, options, STDERR_FILENO);
	size_t count;
	Setting *settings = cli_choose_languages(job, options, press.issue, &count);
	PipelineWishes wishes = { .html = true, .compare = true, .screen = true, .fit = options->fit, .threads = options->threads, .epoch = options->epoch };
	bool usable = settings != NULL;
	if (options->given[OPTION_OUTPUT]) {
		usable = diag_error(job->diag, POS_NONE, RULE_USAGE, "--html names the folder already, so there is no --output");
	} else if (usable && options->given[OPTION_PAGES]) {
		usable = cli_read_pages(job, options->values[OPTION_PAGES], press.issue, &wishes);
	}
	if (usable) {
		Proofing p = { job, options, options->values[OPTION_HTML], arena_array(job->arena, Proof *, count + 1), count, 0, 0, true };
		Diag *shared = said_so_far(job);
		cli_show_progress(options, "setting " STR_FMT, STR_ARG(options->issue));
		pipeline_run(job, &press, &wishes, settings, count, finished, &p);
		write_index(&p, press.issue, shared);
	}
	pipeline_close(&press);
	int code = cli_report(job, options, STDERR_FILENO);
	return usable ? code : CODE_USAGE;
}

int cli_proof(Job *job, const Options *options) {
	return options->given[OPTION_HTML] ? write_page(job, options) : cli_build(job, options);
}
