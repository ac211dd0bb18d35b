/* quoin diff: two layout dumps, or two folders of them. What differs is the result and goes to stdout, as lines that read well in
 * a review, or as JSON. */
#include "cli/cli.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "page/diff.h"

static bool is_folder(Job *job, Str path) {
	struct stat st;
	return stat(str_z(job->arena, path), &st) == 0 && S_ISDIR(st.st_mode);
}

static int compare_names(const void *a, const void *b) {
	return str_cmp(*(const Str *)a, *(const Str *)b);
}

static void add_names(Job *job, Str folder, StrList *names) {
	DIR *dir = opendir(str_z(job->arena, folder));
	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		Str name = str_of(entry->d_name);
		size_t i = 0;
		while (i < names->n && !str_eq(names->at[i], name))
			i++;
		if (i == names->n && str_ends(name, ".jsonl"))
			*list_push(job->arena, names) = str_copy(job->arena, name);
	}
	if (dir)
		closedir(dir);
}

static void add_count(Buf *out, size_t *n, unsigned count, const char *before, const char *after) {
	if (count)
		buf_printf(out, "%s%s%u%s", (*n)++ ? ", " : "", before, count, after);
}

static void add_span(Buf *out, int first, int last) {
	if (first == 0)
		buf_z(out, "nowhere");
	else if (first == last)
		buf_printf(out, "p. %d", first);
	else
		buf_printf(out, "p. %d-%d", first, last);
}

static void add_heading(Buf *out, const StoryDifference *story) {
	if (story->story.n)
		buf_printf(out, "  story " STR_FMT, STR_ARG(story->story));
	else
		buf_z(out, "  furniture");
	buf_z(out, " (");
	if (story->first_before != story->first_after || story->last_before != story->last_after) {
		add_span(out, story->first_before, story->last_before);
		buf_z(out, " before, ");
		add_span(out, story->first_after, story->last_after);
		buf_z(out, " now");
	} else {
		add_span(out, story->first_after, story->last_after);
	}
	buf_z(out, "): ");
}

static void add_item(Buf *out, char mark, const DumpItem *item) {
	if (item)
		buf_printf(out, "    %c p. %d " STR_FMT " %d: " STR_FMT "\n", mark, item->page, STR_ARG(item->frame), item->column, STR_ARG(item->text));
}

static void add_story(Buf *out, const StoryDifference *story, bool every_line) {
	size_t n = 0;
	if (story->differences.n == 0)
		return;
	add_heading(out, story);
	add_count(out, &n, story->lines[LINE_CHANGED], "", story->lines[LINE_CHANGED] == 1 ? " line changed" : " lines changed");
	add_count(out, &n, story->lines[LINE_NEW], "", " new");
	add_count(out, &n, story->lines[LINE_GONE], "", " gone");
	add_count(out, &n, story->lines[LINE_MOVED], "", " moved");
	if (story->to_other_page)
		buf_printf(out, " (%u to another page)", story->to_other_page);
	add_count(out, &n, story->lines[LINE_RESET], "", " set otherwise");
	buf_byte(out, '\n');
	for (size_t i = 0; every_line && i < story->differences.n; i++) {
		const LineDifference *d = &story->differences.at[i];
		char before = d->change == LINE_MOVED || d->change == LINE_RESET ? '<' : '-', after = before == '<' ? '>' : '+';
		add_item(out, before, d->before);
		add_item(out, after, d->after);
	}
}

static bool page_differs(const PageDifference *page) {
	return page->lines || page->drawings || page->before != page->after;
}

static void add_human(Buf *out, Str name, const Difference *difference, bool every_line) {
	size_t pages = 0, n = 0;
	for (size_t p = 0; p < difference->page_count; p++)
		pages += page_differs(&difference->pages[p]);
	buf_printf(out, STR_FMT ": %zu of %zu pages differ: ", STR_ARG(name), pages, difference->page_count);
	for (size_t p = 0; p < difference->page_count; p++)
		if (page_differs(&difference->pages[p]))
			buf_printf(out, "%s%zu%s", n++ ? ", " : "", p + 1,
			           !difference->pages[p].before ? " (new)" : !difference->pages[p].after ? " (gone)" : "");
	buf_byte(out, '\n');
	for (size_t s = 0; s < difference->stories.n; s++)
		add_story(out, &difference->stories.at[s], every_line);
	for (size_t p = 0; p < difference->page_count; p++)
		if (difference->pages[p].drawings)
			buf_printf(out, "  page %zu: %u pictures and rectangles differ\n", p + 1, difference->pages[p].drawings);
}

static void add_json_item(Buf *out, const char *key, const DumpItem *item) {
	if (!item)
		return;
	buf_printf(out, ",\"%s\":{\"page\":%d,\"frame\":", key, item->page);
	buf_json(out, item->frame);
	buf_printf(out, ",\"column\":%d,\"text\":", item->column);
	buf_json(out, item->text);
	buf_byte(out, '}');
}

static void add_json_story(Buf *out, const StoryDifference *story) {
	buf_z(out, "{\"story\":");
	buf_json(out, story->story);
	buf_printf(out, ",\"pages_before\":[%d,%d],\"pages\":[%d,%d]", story->first_before, story->last_before, story->first_after,
	           story->last_after);
	for (int i = 0; i < LINE_CHANGE_COUNT; i++)
		buf_printf(out, ",\"%s\":%u", line_change_names[i], story->lines[i]);
	buf_printf(out, ",\"to_other_page\":%u,\"lines\":[", story->to_other_page);
	for (size_t i = 0; i < story->differences.n; i++) {
		const LineDifference *d = &story->differences.at[i];
		buf_printf(out, "%s{\"change\":\"%s\"", i ? "," : "", line_change_names[d->change]);
		add_json_item(out, "before", d->before);
		add_json_item(out, "after", d->after);
		buf_byte(out, '}');
	}
	buf_z(out, "]}");
}

static void add_json(Buf *out, Str name, const Difference *difference) {
	buf_z(out, "{\"name\":");
	buf_json(out, name);
	buf_printf(out, ",\"same\":%s,\"pages\":[", difference->same ? "true" : "false");
	size_t n = 0;
	for (size_t p = 0; p < difference->page_count; p++) {
		const PageDifference *page = &difference->pages[p];
		if (page_differs(page))
			buf_printf(out, "%s{\"page\":%d,\"state\":\"%s\",\"lines\":%u,\"drawings\":%u}", n++ ? "," : "", page->page,
			           !page->before ? "new" : !page->after ? "gone" : "changed", page->lines, page->drawings);
	}
	buf_z(out, "],\"stories\":[");
	n = 0;
	for (size_t s = 0; s < difference->stories.n; s++) {
		if (difference->stories.at[s].differences.n == 0)
			continue;
		buf_z(out, n++ ? ",\n" : "\n");
		add_json_story(out, &difference->stories.at[s]);
	}
	buf_z(out, "]}");
}

/* The dump in a file; an empty one when a folder has no such file and `may_lack`. */
static const Dump *read_dump(Job *job, Str path, bool may_lack) {
	if (may_lack && !file_exists(path))
		return arena_new(job->arena, Dump);
	const SourceFile *file = file_read(job->arena, job->diag, path, POS_NONE);
	return file ? page_read_dump(job, file) : NULL;
}

typedef struct {
	Job *job;
	const Options *options;
	Buf out;
	size_t compared;
	bool differ, failed;
} Comparing;

static void compare(Comparing *comparing, Str name, Str a, Str b, bool may_lack) {
	const Options *options = comparing->options;
	const Dump *before = read_dump(comparing->job, a, may_lack), *after = read_dump(comparing->job, b, may_lack);
	if (!before || !after) {
		comparing->failed = true;
		return;
	}
	const Difference *difference = page_diff(comparing->job->arena, before, after);
	comparing->differ |= !difference->same;
	if (options->given[OPTION_JSON]) {
		buf_z(&comparing->out, comparing->compared++ ? ",\n" : "\n");
		add_json(&comparing->out, name, difference);
	} else if (!difference->same) {
		add_human(&comparing->out, name, difference, options->given[OPTION_VERBOSE]);
	}
}

static bool compare_operands(Comparing *comparing) {
	Job *job = comparing->job;
	Str a = comparing->options->operands.at[0], b = comparing->options->operands.at[1];
	if (is_folder(job, a) != is_folder(job, b)) {
		diag_error(job->diag, POS_NONE, RULE_USAGE, "'" STR_FMT "' and '" STR_FMT "' are a folder and a file", STR_ARG(a), STR_ARG(b));
		diag_help(job->diag, "name two files, or two folders of layout dumps");
		return false;
	}
	if (!is_folder(job, a)) {
		compare(comparing, b, a, b, false);
		return true;
	}
	StrList names = { 0 };
	add_names(job, a, &names);
	add_names(job, b, &names);
	if (names.n == 0) {
		diag_error(job->diag, POS_NONE, RULE_USAGE, "neither '" STR_FMT "' nor '" STR_FMT "' has a layout dump", STR_ARG(a), STR_ARG(b));
		diag_help(job->diag, "their names end in .jsonl; 'quoin build --dump-layout DIR' writes them");
		return false;
	}
	qsort(names.at, names.n, sizeof *names.at, compare_names);
	for (size_t i = 0; i < names.n; i++)
		compare(comparing, names.at[i], path_join(job->arena, a, names.at[i]), path_join(job->arena, b, names.at[i]), true);
	return true;
}

int cli_diff(Job *job, const Options *options) {
	Comparing comparing = { .job = job, .options = options };
	bool json = options->given[OPTION_JSON];
	if (json)
		buf_byte(&comparing.out, '[');
	bool usable = compare_operands(&comparing);
	if (json)
		buf_z(&comparing.out, "]\n");
	if (usable && !comparing.failed && !(options->given[OPTION_QUIET] && !json))
		cli_write_stdout(job->diag, comparing.out.p, comparing.out.n);
	buf_free(&comparing.out);
	int code = cli_report(job, options, STDERR_FILENO);
	if (!usable)
		return CODE_USAGE;
	return code == CODE_DONE && comparing.differ ? CODE_DIFFERENT : code;
}
