/* set_language is the program: each stage takes what the ones before it returned. Languages are independent of one another
 * once issue, layout and fonts are read, so threads take them from a queue, each with its own arena and Diag; the caller's
 * thread receives them in order. */
#include "pipeline.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

#include "base/file.h"
#include "document/document.h"
#include "locale/locale.h"
#include "page/page.h"
#include "pdf/pdf.h"
#include "preflight/preflight.h"
#include "proof/proof.h"
#include "overflow.h"
#include "translate/pseudo.h"
#include "translate/translate.h"

const char *const pipeline_stage_names[PIPELINE_STAGES] = { "read", "document", "pages", "preflight", "pdf", "print" };

static int64_t now(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* The newsletter's name and which issue it is, as the masthead says it: "The Global Eye · Issue 1 · December 2007". */
static Str title_for(Job *job, const Issue *issue, const Edition *edition, const Locale *locale) {
	const Argument arguments[] = {
		{ .name = "number", .kind = ARGUMENT_NUMBER, .number = issue->number },
		{ .name = "volume", .kind = ARGUMENT_NUMBER, .number = issue->volume },
		{ .name = "date", .kind = ARGUMENT_DATE, .year = issue->date.year, .month = issue->date.month, .day = issue->date.day },
	};
	Str name = edition_string(edition, "title");
	Str line = locale_message(locale, job->arena, "issue-line", arguments, sizeof arguments / sizeof *arguments);
	return name.n ? str_printf(job->arena, STR_FMT " · " STR_FMT, STR_ARG(name), STR_ARG(line)) : line;
}

static PdfInfo info_for(Job *job, const Press *press, const Edition *edition, const Locale *locale, int64_t epoch) {
	const Issue *issue = press->issue;
	PdfInfo info = {
		.title = title_for(job, issue, edition, locale),
		.author = issue->publisher,
		.subject = edition_string(edition, "tagline"),
		.producer = STR("Quoin " QUOIN_VERSION),
		.year = issue->date.year,
		.month = issue->date.month,
		.day = issue->date.day ? issue->date.day : 1,
	};
	time_t seconds = (time_t)epoch;
	struct tm date;
	if (epoch >= 0 && gmtime_r(&seconds, &date)) {
		info.year = date.tm_year + 1900;
		info.month = date.tm_mon + 1;
		info.day = date.tm_mday;
	}
	return info;
}

static void note_fonts(Diag *diag, const Pages *pages) {
	const Face *last = NULL;
	for (size_t p = 0; p < pages->page_count; p++) {
		const Page *page = &pages->pages[p];
		for (size_t i = 0; i < page->item_count; i++) {
			if (page->items[i].kind == ITEM_GLYPHS && page->items[i].face != last) {
				last = page->items[i].face;
				diag_note_file(diag, last->path);
			}
		}
	}
}

static void compare_with_source(Job *job, const Press *press, const Edition *edition, const Locale *locale) {
	const Translation *translation = translate_read(job, press->issue, edition->language, edition);
	translate_check(job, translation, translate_find_limits(job, translation, press->layout, press->fonts), locale);
	translate_check_whole(job, translation);
}

/* A release mixes no languages within an article. Whether one does is known only where status.tsv says what is translated. */
static void check_whole(Job *job, const Press *press, const Edition *edition) {
	Job quiet = { job->arena, diag_make(job->arena, edition->language) };
	if (file_exists(path_join(job->arena, edition->folder, STR("status.tsv"))))
		translate_check_whole(job, translate_read(&quiet, press->issue, edition->language, edition));
}

/* What print files are made with, besides pages. */
typedef struct {
	Separator *separator;                                    /* NULL: none, or the profile could not be had */
	Str path;                                                /* of its profile */
} Output;

/* What the press asks for; NULL when nothing is to be printed. */
static const PreflightPress *preflight_press(const Press *press, const PipelineWishes *wishes, Separator *separator, PreflightPress *out) {
	*out = (PreflightPress){ wishes->press > 0 ? (PressKind)(wishes->press - 1) : press->layout->press, separator };
	return wishes->print ? out : NULL;
}

static void write_files(Job *job, const PipelineWishes *wishes, const Output *output, const Document *document, const Pages *pages,
                        const PdfInfo *info, Setting *setting, int64_t *between) {
	bool good = true;
	if (wishes->screen)
		good = pdf_build(job, document, pages, info, &setting->pdf);
	*between = now();
	if (wishes->print)
		good &= output->separator && pdf_build_print(job, document, pages, info, &(PdfPress){ output->separator, wishes->marks }, &setting->print);
	setting->complete = good;
}

/* The tints of a draft stand on the source's texts too, and on status.tsv. */
static void note_source(Diag *diag, const Diag *quiet, const Edition *source) {
	for (size_t i = 0; i < source->article_count; i++)
		diag_note_file(diag, source->articles[i].file->path);
	for (size_t i = 0; i < quiet->files.n; i++)
		diag_note_file(diag, quiet->files.at[i]);
}

static Edition *read_edition(Job *job, const Press *press, const PipelineWishes *wishes, Str language, const Locale *locale) {
	if (pseudo_is_language(language))
		return pseudo_read_edition(job, press->issue, language);
	Edition *edition = issue_read_edition(job, press->issue, language);
	bool translation = !str_eq(language, press->issue->source);
	if (translation && wishes->compare)
		compare_with_source(job, press, edition, locale);
	else if (translation && !wishes->draft)
		check_whole(job, press, edition);
	if (translation && wishes->draft) {
		Job quiet = { job->arena, diag_make(job->arena, language) };
		const Translation *both = translate_read(&quiet, press->issue, language, edition);
		translate_mark(both, edition);
		note_source(job->diag, quiet.diag, both->source);
	}
	return edition;
}

/* Without a document, of its messages alone. A pseudo-language is made of the source's files. */
static Proof *make_proof(const Job *job, const Press *press, const Setting *setting, const Document *document, const Pages *pages) {
	ProofInput input = { .language = setting->language, .document = document, .pages = pages, .diag = setting->diag };
	Job quiet = { job->arena, diag_make(job->arena, setting->language) };
	if (document && pseudo_is_language(setting->language))
		input.translation = translate_read(&quiet, press->issue, press->issue->source, NULL);
	else if (document)
		input.translation = translate_read(&quiet, press->issue, setting->language, document->edition);
	return proof_build(&input);
}

#define OVERFLOW_ROUNDS 12

/* Sets a pseudo-language once more, on as many pages as it takes. */
static Pages *make_overflow(const Job *job, const Press *press, const PipelineWishes *wishes, Pages *pages, Document **document) {
	Job quiet = { job->arena, diag_make(job->arena, (*document)->edition->language) };
	const Issue *issue = press->issue;
	for (int round = 0; round < OVERFLOW_ROUNDS; round++) {
		const Issue *more = overflow_plan(job->arena, issue, pages);
		if (!more)
			break;
		issue = more;
		*document = document_build(&quiet, issue, (*document)->edition, press->layout, (*document)->locale);
		pages = page_make(&quiet, *document, press->fonts, &(PageWishes){ .greedy = wishes->greedy, .downsample = wishes->downsample,
			.dictionaries = press->dictionaries, .fit = FIT_OFF });
	}
	return pages;
}

static void set_language(const Press *press, const PipelineWishes *wishes, const Output *output, bool shared_errors, Setting *setting) {
	setting->arena = arena_make();
	setting->diag = diag_make(setting->arena, setting->language);
	setting->diag->levels = press->levels;
	Job job = { setting->arena, setting->diag };
	int64_t times[PIPELINE_STAGES + 1] = { now() };

	Locale *locale = locale_read(&job, press->languages_home, setting->language);
	Edition *edition = read_edition(&job, press, wishes, setting->language, locale);
	if (!locale || !edition) {
		setting->proof = wishes->html ? make_proof(&job, press, setting, NULL, NULL) : NULL;
		return;
	}
	bool pseudo = pseudo_is_language(setting->language);
	times[1] = now();
	Document *document = document_build(&job, press->issue, edition, press->layout, locale);
	times[2] = now();
	Pages *pages = page_make(&job, document, press->fonts, &(PageWishes){ .greedy = wishes->greedy, .proof = wishes->proof,
		.downsample = wishes->downsample, .dictionaries = press->dictionaries, .fit = wishes->fit });
	times[3] = now();
	PreflightPress printing;
	preflight_check(&job, document, pages, preflight_press(press, wishes, output->separator, &printing));
	issue_apply_ignores(&job, edition, wishes->compare);
	if (wishes->files) {
		note_fonts(setting->diag, pages);
		if (output->path.n > 0)
			diag_note_file(setting->diag, output->path);
	}
	if (pseudo && wishes->draft && !wishes->proof)
		pages = make_overflow(&job, press, wishes, pages, &document);
	if (wishes->page_range_count)
		pages = page_select(setting->arena, pages, wishes->pages, wishes->page_range_count);
	setting->page_count = pages->page_count;
	if (!pseudo)
		setting->summary = parity_summary(setting->arena, pages, setting->language);
	times[4] = times[5] = now();
	if (wishes->draft || (!shared_errors && setting->diag->errors == 0)) {
		PdfInfo info = info_for(&job, press, edition, locale, wishes->epoch);
		write_files(&job, wishes, output, document, pages, &info, setting, &times[5]);
		if (wishes->dump)
			page_dump(pages, document, &setting->dump);
		if (wishes->report)
			page_report(pages, document, &setting->report);
	}
	if (wishes->html)
		setting->proof = make_proof(&job, press, setting, document, pages);
	times[6] = now();
	for (int i = 0; i < PIPELINE_STAGES; i++)
		setting->microseconds[i] = times[i + 1] - times[i];
}

/* What the threads share while they work. */
typedef struct {
	const Press *press;
	const PipelineWishes *wishes;
	const Output *output;
	bool shared_errors;
	Setting *settings;
	size_t count, next;
	bool *done;
	pthread_mutex_t lock;
	pthread_cond_t some_done;
} Queue;

static void *work(void *context) {
	Queue *queue = context;
	pthread_mutex_lock(&queue->lock);
	while (queue->next < queue->count) {
		size_t mine = queue->next++;
		pthread_mutex_unlock(&queue->lock);
		set_language(queue->press, queue->wishes, queue->output, queue->shared_errors, &queue->settings[mine]);
		pthread_mutex_lock(&queue->lock);
		queue->done[mine] = true;
		pthread_cond_broadcast(&queue->some_done);
	}
	pthread_mutex_unlock(&queue->lock);
	return NULL;
}

/* Starts up to `wanted` threads. They leave signals to the caller's thread, which knows when one is welcome. */
static size_t start_threads(Queue *queue, pthread_t *threads, size_t wanted) {
	size_t started = 0;
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	while (started < wanted && pthread_create(&threads[started], NULL, work, queue) == 0)
		started++;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return started;
}

static void wait_for(Queue *queue, size_t index) {
	pthread_mutex_lock(&queue->lock);
	while (!queue->done[index])
		pthread_cond_wait(&queue->some_done, &queue->lock);
	pthread_mutex_unlock(&queue->lock);
}

static void deliver(Job *job, const Press *press, Setting *setting, PageSummary *first, void (*finished)(void *, Setting *), void *context) {
	finished(context, setting);
	diag_merge(job->diag, setting->diag);
	if (first->page_count && setting->summary.page_count)
		parity_compare(job, press->issue, first, &setting->summary);
	else if (setting->summary.page_count)
		*first = parity_copy(job->arena, &setting->summary);
	buf_free(&setting->pdf);
	buf_free(&setting->print);
	proof_free(setting->proof);
	setting->proof = NULL;
	buf_free(&setting->dump);
	buf_free(&setting->report);
	arena_free(setting->arena);
	setting->arena = NULL;
	setting->diag = NULL;
}

#define FOGRA39 "FOGRA39L_coated.icc"
#define PROFILE_MOST ((size_t)16 << 20)

/* FOGRA39 as `make profile` puts it: in icc/ beside layouts/ when installed, in build/icc/ in a working tree; or as a system has it. */
static Str find_fogra39(Job *job, const Press *press) {
	static const char *const places[] = { "../icc/" FOGRA39, "../build/icc/" FOGRA39, "/usr/local/share/color/icc/" FOGRA39,
		"/usr/share/color/icc/" FOGRA39, "/usr/share/texlive/texmf-dist/tex/generic/colorprofiles/" FOGRA39 };
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		Str path = path_join(job->arena, press->languages_home, str_of(places[i]));
		if (file_exists(path))
			return path;
	}
	return (Str){ NULL, 0 };
}

/* The press's profile: the one asked for, the layout's, or FOGRA39. Nothing after a message; to lack the usual one is a mistake only for
 * those who want a file. */
static Output open_output(Job *job, const Press *press, const PipelineWishes *wishes) {
	bool asked = wishes->output_intent.n > 0, own = asked || press->layout->output_intent.n > 0;
	Pos pos = asked || !own ? POS_NONE : press->layout->output_intent_pos;
	Str path = asked ? wishes->output_intent : own ? press->layout->output_intent : find_fogra39(job, press);
	int error = 0;
	Str icc = path.n > 0 ? file_read_bytes(job->arena, path, PROFILE_MOST, &error) : (Str){ NULL, 0 };
	if (path.n == 0 || error != 0) {
		diag_report(job->diag, wishes->check_only && !own ? SEVERITY_WARNING : SEVERITY_ERROR, pos, RULE_PDF_PROFILE,
			own ? "there is no colour profile '" STR_FMT "'" : "the colour profile of FOGRA39 is not installed" STR_FMT, STR_ARG(path));
		diag_help(job->diag, own ? "give the path of an ICC profile" : "'make profile' fetches it; or name another with --output-intent");
		job->diag->write_failed |= !wishes->check_only;
		return (Output){ 0 };
	}
	Output output = { separator_open(icc), path };
	if (!output.separator) {
		diag_error(job->diag, pos, RULE_PDF_PROFILE, "'" STR_FMT "' is not the ICC profile of a CMYK press", STR_ARG(path));
		diag_help(job->diag, "give the profile of an output device (class prtr, colour space CMYK), of version 2 or 4");
	}
	return output;
}

void pipeline_run(Job *job, const Press *press, const PipelineWishes *wishes, Setting *settings, size_t count,
                  void (*finished)(void *context, Setting *setting), void *context) {
	Output output = wishes->print ? open_output(job, press, wishes) : (Output){ 0 };
	Queue queue = { press, wishes, &output, job->diag->errors > 0, settings, count, 0, arena_array(job->arena, bool, count + 1),
	                PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER };
	size_t wanted = wishes->threads > 1 ? (size_t)wishes->threads : 1;
	if (wanted > count)
		wanted = count;
	pthread_t *threads = arena_array(job->arena, pthread_t, wanted + 1);
	size_t started = wanted > 1 ? start_threads(&queue, threads, wanted) : 0;
	PageSummary first = { 0 };
	for (size_t i = 0; i < count; i++) {
		if (started)
			wait_for(&queue, i);
		else
			set_language(press, wishes, &output, queue.shared_errors, &settings[i]);
		deliver(job, press, &settings[i], &first, finished, context);
	}
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	separator_close(output.separator);
	diag_sort(job->diag);
}

static bool is_home(Arena *arena, Str folder) {
	return file_exists(path_join(arena, folder, STR("fonts/fonts.yaml")));
}

Str pipeline_home(Str home) { return home.n ? home : STR(QUOIN_SHARE); }

bool pipeline_open(Job *job, Str folder, Str home, Press *press) {
	*press = (Press){ .issue = issue_read(job, folder) };
	if (!press->issue)
		return false;
	Str layout = press->issue->layout, above = path_join(job->arena, path_folder(layout), STR(".."));
	if (layout.n && !file_exists(layout)) {
		diag_error(job->diag, press->issue->layout_pos, RULE_FILE_MISSING, "there is no layout '" STR_FMT "'", STR_ARG(layout));
		diag_help(job->diag, "the path is read from the issue's folder");
	} else if (layout.n) {
		press->layout = layout_read(job, layout);
	}
	if (!press->layout)
		return false;
	if (home.n == 0)
		home = is_home(job->arena, above) ? above : pipeline_home(home);
	press->levels = job->diag->levels;
	press->languages_home = path_join(job->arena, home, STR("layouts"));
	press->fonts = fontset_open(job, path_join(job->arena, home, STR("fonts")));
	if (!press->fonts)
		return false;
	press->dictionaries = text_make_dictionaries();
	return true;
}

void pipeline_close(Press *press) {
	if (press->fonts)
		fontset_close(press->fonts);
	text_free_dictionaries(press->dictionaries);
}
