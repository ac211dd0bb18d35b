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
#include "translate/translate.h"

const char *const pipeline_stage_names[PIPELINE_STAGES] = { "read", "document", "pages", "preflight", "pdf" };

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

static void compare_with_source(Job *job, const Press *press, const Edition *edition) {
	const Translation *translation = translate_read(job, press->issue, edition->language, edition);
	translate_check(job, translation, translate_find_limits(job, translation, press->layout, press->fonts));
}

static void set_language(const Press *press, const PipelineWishes *wishes, bool shared_errors, Setting *setting) {
	setting->arena = arena_make();
	setting->diag = diag_make(setting->arena, setting->language);
	setting->diag->levels = press->levels;
	Job job = { setting->arena, setting->diag };
	int64_t times[PIPELINE_STAGES + 1] = { now() };

	Locale *locale = locale_read(&job, press->languages_home, setting->language);
	Edition *edition = issue_read_edition(&job, press->issue, setting->language);
	if (!locale || !edition)
		return;
	if (wishes->compare && !str_eq(edition->language, press->issue->source))
		compare_with_source(&job, press, edition);
	times[1] = now();
	Document *document = document_build(&job, press->issue, edition, press->layout, locale);
	times[2] = now();
	Pages *pages = page_make(&job, document, press->fonts, &(PageWishes){ .proof = wishes->proof, .fit = wishes->fit });
	times[3] = now();
	preflight_check(&job, document, pages);
	if (wishes->files)
		note_fonts(setting->diag, pages);
	if (wishes->page_range_count)
		pages = page_select(setting->arena, pages, wishes->pages, wishes->page_range_count);
	setting->page_count = pages->page_count;
	setting->summary = parity_summary(setting->arena, pages, setting->language);
	times[4] = now();
	if (wishes->draft || (!shared_errors && setting->diag->errors == 0)) {
		PdfInfo info = info_for(&job, press, edition, locale, wishes->epoch);
		setting->complete = pdf_build(&job, document, pages, &info, &setting->pdf);
		if (wishes->dump)
			page_dump(pages, document, &setting->dump);
		if (wishes->report)
			page_report(pages, document, &setting->report);
	}
	times[5] = now();
	for (int i = 0; i < PIPELINE_STAGES; i++)
		setting->microseconds[i] = times[i + 1] - times[i];
}

/* What the threads share while they work. */
typedef struct {
	const Press *press;
	const PipelineWishes *wishes;
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
		set_language(queue->press, queue->wishes, queue->shared_errors, &queue->settings[mine]);
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
	buf_free(&setting->dump);
	buf_free(&setting->report);
	arena_free(setting->arena);
	setting->arena = NULL;
	setting->diag = NULL;
}

void pipeline_run(Job *job, const Press *press, const PipelineWishes *wishes, Setting *settings, size_t count,
                  void (*finished)(void *context, Setting *setting), void *context) {
	Queue queue = { press, wishes, job->diag->errors > 0, settings, count, 0, arena_array(job->arena, bool, count + 1),
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
			set_language(press, wishes, queue.shared_errors, &settings[i]);
		deliver(job, press, &settings[i], &first, finished, context);
	}
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	diag_sort(job->diag);
}

static bool is_home(Arena *arena, Str folder) {
	return file_exists(path_join(arena, folder, STR("fonts/fonts.yaml")));
}

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
		home = is_home(job->arena, above) ? above : STR(QUOIN_SHARE);
	press->levels = job->diag->levels;
	press->languages_home = path_join(job->arena, home, STR("layouts"));
	press->fonts = fontset_open(job, path_join(job->arena, home, STR("fonts")));
	return press->fonts != NULL;
}

void pipeline_close(Press *press) {
	if (press->fonts)
		fontset_close(press->fonts);
}
