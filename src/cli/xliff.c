/* quoin xliff: export writes a file an article (or one a language) for translators, merge takes such files back. A file is written
 * only after all that came back for it has been looked at; texts that nobody changed keep every byte. */
#include "cli/cli.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "translate/translate.h"

#define MAX_BYTES (64u << 20)

static bool write_export(Job *job, const Options *options, Str path, const Buf *bytes) {
	if (str_is(path, "-"))
		return cli_write_stdout(job->diag, bytes->p, bytes->n);
	bool good = file_make_folders(job->diag, path) && file_write(job->diag, path, bytes->p, bytes->n);
	if (good)
		cli_say(options, STR_FMT ": written", STR_ARG(path));
	return good;
}

static void export_language(Job *job, const Options *options, const Press *press, Str language,
                            const ExportWishes *wanted) {
	Arena *arena = job->arena;
	const Translation *translation = translate_read(job, press->issue, language, NULL);
	ExportWishes wishes = *wanted;
	wishes.memory = translate_read_memory(job, press->issue, language);
	wishes.limits = translate_find_limits(job, translation, press->layout, press->fonts);
	Str target = options->values[OPTION_OUTPUT];
	if (target.n == 0)
		target = str_printf(arena, "out/" STR_FMT "/xliff", STR_ARG(press->issue->edition));
	bool single = options->given[OPTION_SINGLE] || str_is(target, "-");
	for (size_t a = 0; a < (single ? 1 : translation->article_count); a++) {
		Buf bytes = { 0 };
		Str name =
			single ? language
				   : str_printf(arena, STR_FMT "/" STR_FMT, STR_ARG(language), STR_ARG(translation->articles[a].id));
		name = str_printf(arena, STR_FMT "%s", STR_ARG(name), exchange_endings[wishes.format]);
		translate_export(job, translation, translation->articles + a, single ? translation->article_count : 1, &wishes,
		                 &bytes);
		write_export(job, options, str_is(target, "-") ? target : path_join(arena, target, name), &bytes);
		buf_free(&bytes);
	}
}

static bool export_all(Job *job, const Options *options) {
	static const ExchangeFormat formats[] = { EXCHANGE_XLIFF_2, EXCHANGE_XLIFF_1, EXCHANGE_PO };
	Press press;
	size_t count;
	int format = 0;
	Str named = options->values[OPTION_XLIFF_VERSION];
	if (named.n && (format = cli_read_choice(job, "the version", named, "2.1|1.2|po")) < 0)
		return false;
	if (options->rest.n)
		return diag_error(job->diag, POS_NONE, RULE_USAGE, "'" STR_FMT "': an export takes the issue alone",
		                  STR_ARG(options->rest.at[0]));
	if (!pipeline_open(job, options->issue, options->home, &press))
		return true;
	Str *languages = cli_choose_translations(job, options, press.issue, &count);
	bool usable = languages != NULL;
	if (usable && count > 1 && str_is(options->values[OPTION_OUTPUT], "-"))
		usable = diag_error(job->diag, POS_NONE, RULE_USAGE, "standard output takes one language; name it with -l");
	ExportWishes wishes = { .format = formats[format], .languages_home = press.languages_home };
	for (size_t i = 0; usable && i < count; i++)
		export_language(job, options, &press, languages[i], &wishes);
	pipeline_close(&press);
	return usable;
}

static void write_merged(Job *job, const Options *options, const Merged *merged) {
	for (size_t i = 0; i < merged->n; i++) {
		const MergedFile *file = &merged->at[i];
		if (!file_make_folders(job->diag, file->path) || !file_write(job->diag, file->path, file->text.p, file->text.n))
			return;
		if (file->units)
			cli_say(options, STR_FMT ": %zu %s changed", STR_ARG(file->path), file->units,
			        file->units == 1 ? "unit" : "units");
	}
}

static void merge_file(Job *job, const Options *options, const Issue *issue, Str path) {
	ConflictChoice choice = options->given[OPTION_OURS]     ? CONFLICT_OURS
	                        : options->given[OPTION_THEIRS] ? CONFLICT_THEIRS
	                                                        : CONFLICT_REPORT;
	int error = 0;
	Str bytes = file_read_bytes(job->arena, path, MAX_BYTES, &error);
	if (!bytes.p && error == EFBIG) {
		diag_error(job->diag, POS_NONE, RULE_FILE_TOO_LARGE, "file '" STR_FMT "' is larger than 64 MiB", STR_ARG(path));
		diag_help(job->diag, "check that it is the right file, or export and merge an article at a time");
		return;
	}
	if (!bytes.p) {
		job->diag->write_failed = true;
		diag_error(job->diag, POS_NONE, RULE_FILE_UNREADABLE, "cannot read '" STR_FMT "': %s", STR_ARG(path),
		           strerror(error));
		return;
	}
	Merged merged;
	if (!translate_merge(job, issue, path, bytes, choice, &merged))
		return;
	write_merged(job, options, &merged);
	if (merged.unplaced || merged.refused)
		cli_say(options, STR_FMT ": %zu merged, %zu as they were, %zu without a place, %zu not taken", STR_ARG(path),
		        merged.merged, merged.unchanged, merged.unplaced, merged.refused);
	else
		cli_say(options, STR_FMT ": %zu merged, %zu as they were", STR_ARG(path), merged.merged, merged.unchanged);
}

static bool merge_all(Job *job, const Options *options) {
	if (options->given[OPTION_OURS] && options->given[OPTION_THEIRS])
		return diag_error(job->diag, POS_NONE, RULE_USAGE, "--ours and --theirs contradict each other");
	if (options->rest.n == 0) {
		diag_error(job->diag, POS_NONE, RULE_USAGE, "no file given");
		diag_help(job->diag, "name those that came back: quoin xliff merge ISSUE FILE…");
		return false;
	}
	Issue *issue = issue_read(job, options->issue);
	for (size_t i = 0; issue && i < options->rest.n; i++)
		merge_file(job, options, issue, options->rest.at[i]);
	return true;
}

int cli_xliff(Job *job, const Options *options) {
	bool usable = str_is(options->verb, "merge") ? merge_all(job, options) : export_all(job, options);
	int code = cli_report(job, options, STDERR_FILENO);
	return usable ? code : CODE_USAGE;
}
