/* quoin fmt: articles in canonical form. A file is written only when it changes; what comes from standard input goes to standard output. */
#include "cli/cli.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "format/format.h"

typedef struct {
	Job *job;
	const Options *options;
	Buf differing;                                           /* their names, with --check */
	size_t looked_at, changed;
} Formatting;

static void format_file(Formatting *f, Str path) {
	Job *job = f->job;
	Str bytes;
	SourceFile *file = cli_read_article(job, f->options, path, &bytes);
	Buf out = { 0 };
	bool good = file && format_article(job, file, &out), checking = f->options->given[OPTION_CHECK];
	f->looked_at++;
	if (str_is(path, "-") && !checking) {                    /* what cannot be formatted is left as it is */
		cli_write_stdout(job->diag, good ? out.p : bytes.p, good ? out.n : bytes.n);
		buf_free(&out);
		return;
	}
	if (!good) {
		buf_free(&out);
		return;
	}
	Str text = buf_as_str(&out);
	if (!str_eq(bytes, text)) {                              /* a byte order mark counts too */
		f->changed++;
		if (checking)
			buf_printf(&f->differing, STR_FMT "\n", STR_ARG(file->path));
		else if (file_write(job->diag, path, text.p, text.n))
			cli_say(f->options, STR_FMT ": formatted", STR_ARG(path));
	}
	buf_free(&out);
}

static int compare(const void *a, const void *b) {
	return str_cmp(*(const Str *)a, *(const Str *)b);
}

/* The articles of one language; false when there is no such folder. */
static bool format_folder(Formatting *f, Str folder) {
	Arena *arena = f->job->arena;
	DIR *dir = opendir(str_z(arena, folder));
	if (!dir)
		return false;
	StrList names = { 0 };
	for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir))
		if (entry->d_name[0] != '.' && str_ends(str_of(entry->d_name), ".md"))
			*list_push(arena, &names) = path_join(arena, folder, str_copy(arena, str_of(entry->d_name)));
	closedir(dir);
	if (names.n)
		qsort(names.at, names.n, sizeof *names.at, compare);
	for (size_t i = 0; i < names.n; i++)
		format_file(f, names.at[i]);
	return true;
}

static void format_path(Formatting *f, Str path) {
	Job *job = f->job;
	if (str_ends(path, ".md") || str_is(path, "-")) {
		format_file(f, path);
		return;
	}
	if (!file_exists(path_join(job->arena, path, STR("issue.yaml")))) {
		diag_error(job->diag, POS_NONE, RULE_FILE_MISSING, "'" STR_FMT "' is neither an issue nor an article", STR_ARG(path));
		diag_help(job->diag, "name an issue's folder, or files that end in .md");
		job->diag->write_failed = true;
		return;
	}
	Job quiet = { job->arena, diag_make(job->arena, STR("")) };
	const Issue *issue = issue_read(&quiet, path);
	for (size_t i = 0; issue && i < issue->language_count; i++)
		format_folder(f, path_join(job->arena, path, issue->languages[i]));
}

int cli_fmt(Job *job, const Options *options) {
	Formatting f = { .job = job, .options = options };
	for (size_t i = 0; i < options->rest.n; i++)
		format_path(&f, options->rest.at[i]);
	cli_write_stdout(job->diag, f.differing.p, f.differing.n);
	buf_free(&f.differing);
	int code = cli_report(job, options, STDERR_FILENO);
	return code == CODE_DONE && f.changed && options->given[OPTION_CHECK] ? CODE_DIFFERENT : code;
}
