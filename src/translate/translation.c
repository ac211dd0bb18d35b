/* A Translation is both languages of an issue side by side. They are read without a word, since quoin check says what is wrong
 * with them; an article that one side cannot be read without errors is marked, so that nothing is said twice. */
#include "translate/internal.h"

static bool has_errors(const Diag *diag, const SourceFile *file) {
	for (size_t i = 0; i < diag->messages.n; i++)
		if (diag->messages.at[i].severity == SEVERITY_ERROR && diag->messages.at[i].pos.file == file)
			return true;
	return false;
}

static void add_article(Job *job, Translation *t, const Article *source, const Diag *source_diag,
                        const Diag *target_diag) {
	ArticlePair *pair = &t->articles[t->article_count++];
	const Article *target = edition_find_article(t->target, source->id);
	if (target && target->language.n)                        /* it stands for the translation that is missing */
		target = NULL;
	pair->id = source->id;
	pair->source = units_of_article(job, source);
	pair->has_errors = has_errors(source_diag, source->file);
	if (target) {
		pair->target = units_of_article(job, target);
		pair->has_errors |= has_errors(target_diag, target->file);
	}
	status_pair(job, t, pair);
}

Translation *translate_read(Job *job, const Issue *issue, Str language, const Edition *target) {
	Translation *t = arena_new(job->arena, Translation);
	Job source = { job->arena, diag_make(job->arena, issue->source) };
	Job quiet = { job->arena, target ? job->diag : diag_make(job->arena, language) };
	t->issue = issue;
	t->language = language;
	t->source = issue_read_edition(&source, issue, issue->source);
	t->target = target ? target : issue_read_edition(&quiet, issue, language);
	t->read_errors = target ? 0 : quiet.diag->errors;
	t->articles = arena_array(job->arena, ArticlePair, t->source->article_count + 1);
	status_read(job, t);
	for (size_t i = 0; i < t->source->article_count; i++)
		add_article(job, t, &t->source->articles[i], source.diag, quiet.diag);
	ArticlePair *strings = &t->articles[t->article_count++];
	strings->id = STR(TRANSLATE_STRINGS);
	strings->source = units_of_strings(job, t->source);
	strings->target = units_of_strings(job, t->target);
	status_pair(job, t, strings);
	return t;
}
