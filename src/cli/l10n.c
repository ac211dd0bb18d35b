/* quoin l10n: adopt notes what is translated already, accept takes changes as good, diff shows units whose source or translation has
 * changed since they were noted, and ends with 4 when there are some. */
#include "cli/cli.h"

#include <unistd.h>

#include "translate/translate.h"

static bool write_status(Job *job, const Options *options, const Translation *translation, const char *what,
                         size_t units) {
	if (!translate_write_status(job, translation))
		return false;
	cli_say(options, STR_FMT ": %zu %s %s", STR_ARG(translation->status_path), units, units == 1 ? "unit" : "units",
	        what);
	return true;
}

static size_t count_rows(const Translation *translation) {
	size_t n = 0;
	for (size_t a = 0; a < translation->article_count; a++)
		for (size_t i = 0; i < translation->articles[a].n; i++)
			n += translation->articles[a].pairs[i].row != NULL;
	return n;
}

static void add_place(Buf *out, Pos pos) {
	buf_printf(out, STR_FMT ":%u", STR_ARG(pos.file->path), pos_line_column(pos).line);
}

static size_t show_article(Buf *out, const ArticlePair *article) {
	size_t shown = 0;
	for (size_t i = 0; i < article->n; i++) {
		const Pair *pair = &article->pairs[i];
		if (!pair->source || !pair->target || (!pair->outdated && !pair->edited))
			continue;
		buf_printf(out, "%s ", pair->outdated ? "outdated" : "edited");
		add_place(out, pair->target->content);
		buf_printf(out, " " STR_FMT ", source ", STR_ARG(pair->source->id));
		add_place(out, pair->source->content);
		buf_printf(out, "\n  source: " STR_FMT "\n  here:   " STR_FMT "\n", STR_ARG(pair->source->plain),
		           STR_ARG(pair->target->plain));
		shown++;
	}
	return shown;
}

static size_t show(Job *job, const Translation *translation) {
	Buf out = { 0 };
	size_t shown = 0;
	for (size_t a = 0; a < translation->article_count; a++)
		shown += show_article(&out, &translation->articles[a]);
	cli_write_stdout(job->diag, out.p, out.n);
	buf_free(&out);
	return shown;
}

int cli_l10n(Job *job, const Options *options) {
	size_t count, shown = 0;
	int state = STATE_TRANSLATED - STATE_DRAFT;
	Str named = options->values[OPTION_STATE];
	if (named.n && (state = cli_read_choice(job, "the state", named, "draft|translated|reviewed")) < 0) {
		cli_report(job, options, STDERR_FILENO);
		return CODE_USAGE;
	}
	Issue *issue = issue_read(job, options->issue);
	Str *languages = issue ? cli_choose_translations(job, options, issue, &count) : NULL;
	if (!languages) {
		int code = cli_report(job, options, STDERR_FILENO);
		return issue ? CODE_USAGE : code;
	}
	AcceptWishes wishes = { options->given[OPTION_MINOR], (UnitState)(STATE_DRAFT + state), options->rest.at,
		                    options->rest.n };
	for (size_t i = 0; i < count; i++) {
		Translation *translation = translate_read(job, issue, languages[i], NULL);
		if (str_is(options->verb, "adopt")) {
			size_t before = count_rows(translation);
			translate_adopt(job, translation, wishes.state);
			write_status(job, options, translation, "adopted", count_rows(translation) - before);
		} else if (str_is(options->verb, "accept")) {
			size_t taken = translate_accept(job, translation, &wishes);
			write_status(job, options, translation, "accepted", taken);
		} else {
			shown += show(job, translation);
		}
	}
	diag_sort(job->diag);
	int code = cli_report(job, options, STDERR_FILENO);
	return code == CODE_DONE && shown ? CODE_DIFFERENT : code;
}
