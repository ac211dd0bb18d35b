/* bench -- what golden programs of document/ and everything after it begin with: articles in, a Document out. The layout
 * is layout.yaml of the case's folder, pictures lie in its assets/, languages are those of layouts/languages. Settings,
 * one a line:
 *   language: fr                        (default: en)
 *   writing: vertical                   (default: horizontal): what the layout says
 *   template: front                     (default: front; a second one is a second page)
 *   place: FRAME article|box|auto ID [continue]    on the last page named; default: `lead article article`
 *   string: sections.feature = Feature  a text of strings.yaml
 * The source is one article, article.md, or several, each after a line `%%% NAME`. */
#ifndef GOLDEN_BENCH_H
#define GOLDEN_BENCH_H

#include "document/document.h"
#include "golden.h"

typedef struct {
	const GoldenCase *golden;
	Str folder;
	Job *job;
	SourceFile *settings;
	Issue issue;
	Edition edition;
	Layout *layout;
	Locale *locale;
	Document *document;
} Bench;

static Pos bench_settings_pos(const Bench *bench, Str value) {
	return (Pos){ bench->settings, (uint32_t)(value.p - bench->settings->text.p), (uint32_t)value.n };
}

static Str bench_next_word(Str *rest) {
	size_t end = str_find(*rest, " ", 0);
	Str word = str_sub(*rest, 0, end);
	*rest = end == SIZE_MAX ? STR("") : str_trim(str_sub(*rest, end, rest->n));
	return word;
}

static void bench_add_page(Bench *bench, Str template) {
	Issue *issue = &bench->issue;
	PagePlan *page = &issue->pages[issue->page_count++];
	page->template = template;
	page->pos = page->template_pos = bench_settings_pos(bench, template);
	page->places = arena_array(bench->job->arena, Place, 32);
}

static void bench_add_place(Bench *bench, Str value) {
	if (bench->issue.page_count == 0)
		bench_add_page(bench, STR("front"));
	PagePlan *page = &bench->issue.pages[bench->issue.page_count - 1];
	Place *place = &page->places[page->place_count++];
	place->frame = bench_next_word(&value);
	place->frame_pos = bench_settings_pos(bench, place->frame);
	Str kind = bench_next_word(&value);
	place->kind = str_is(kind, "box") ? PLACE_BOX : str_is(kind, "auto") ? PLACE_AUTO : PLACE_ARTICLE;
	place->target = bench_next_word(&value);
	place->target_pos = bench_settings_pos(bench, place->target);
	place->continues = str_is(value, "continue");
}

static void bench_add_string(Bench *bench, Str value) {
	Edition *edition = &bench->edition;
	size_t equals = str_find(value, " = ", 0);
	if (equals == SIZE_MAX)
		return;
	Str text = str_sub(value, equals + 3, value.n);
	Str key = str_copy(bench->job->arena, str_sub(value, 0, equals));
	edition->strings[edition->string_count++] = (IssueString){ key, text, bench_settings_pos(bench, text) };
}

static void bench_read_settings(Bench *bench) {
	Arena *arena = bench->job->arena;
	Str settings = bench->settings->text, line;
	bench->issue.pages = arena_array(arena, PagePlan, 8);
	bench->edition.strings = arena_array(arena, IssueString, 16);
	for (size_t at = 0; golden_next_line(settings, &at, &line);) {
		size_t colon = str_find(line, ":", 0);
		Str key = str_sub(line, 0, colon), value = str_trim(str_sub(line, colon + 1, line.n));
		if (str_is(key, "template"))
			bench_add_page(bench, value);
		else if (str_is(key, "place"))
			bench_add_place(bench, value);
		else if (str_is(key, "string"))
			bench_add_string(bench, value);
	}
	if (bench->issue.page_count == 0)
		bench_add_page(bench, STR("front"));
	size_t places = 0;
	for (size_t i = 0; i < bench->issue.page_count; i++)
		places += bench->issue.pages[i].place_count;
	if (places == 0)
		bench_add_place(bench, STR("lead article article"));
}

static void bench_read_article(Bench *bench, Str name, Str text) {
	Arena *arena = bench->job->arena;
	SourceFile *file = file_of_text(arena, str_printf(arena, STR_FMT ".md", STR_ARG(name)), text);
	bench->edition.articles[bench->edition.article_count++] = *issue_read_article(bench->job, file);
}

static void bench_read_articles(Bench *bench) {
	Str source = bench->golden->source, name = STR("article"), line;
	size_t start = 0, before = 0;
	bench->edition.articles = arena_array(bench->job->arena, Article, 8);
	for (size_t at = 0; golden_next_line(source, &at, &line); before = at) {
		if (!str_starts(line, "%%% "))
			continue;
		if (before > start)
			bench_read_article(bench, name, str_sub(source, start, before));
		name = str_sub(line, 4, line.n);
		start = at;
	}
	bench_read_article(bench, name, str_sub(source, start, source.n));
}

/* `typography`: the path of a typography.yaml, or empty: every script is set like Latin. */
static void bench_open(Bench *bench, const GoldenCase *golden, Str folder, Str typography) {
	Arena *arena = arena_make();
	Job *job = arena_new(arena, Job);
	*job = (Job){ arena, diag_make(arena, STR("")) };
	*bench = (Bench){ .golden = golden, .folder = folder, .job = job };
	bench->settings = file_of_text(arena, STR("issue.yaml"), golden->settings);
	Str language = golden_setting(golden->settings, "language", STR("en"));
	bench->issue = (Issue){ .folder = folder, .file = bench->settings, .edition = STR("2026-1"), .source = STR("en") };
	bench->edition = (Edition){ .language = language, .folder = language };
	bench_read_settings(bench);
	bench_read_articles(bench);
	SourceFile *file = file_read(arena, job->diag, path_join(arena, folder, STR("layout.yaml")), POS_NONE);
	file->path = STR("layout.yaml");
	const SourceFile *scripts = typography.n ? file_read(arena, job->diag, typography, POS_NONE) : NULL;
	bench->layout = layout_read_files(job, file, scripts);
	bench->layout->vertical = str_is(golden_setting(golden->settings, "writing", STR("horizontal")), "vertical");
	bench->locale = locale_read(job, STR("layouts"), language);
	bench->document = document_build(job, &bench->issue, &bench->edition, bench->layout, bench->locale);
}

/* Adds the job's messages and gives everything back. */
static void bench_close(Bench *bench, Buf *out) {
	diag_sort(bench->job->diag);
	diag_print(bench->job->diag, DIAG_HUMAN, false, out);
	arena_free(bench->job->arena);
}

#endif
