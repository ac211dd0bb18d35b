/* What is not translated, for drafts to show and for releases to refuse: languages are not mixed within an article. A block is untranslated when it stands in the source language: as a part of a whole article, or word for word as in the source. What
 * is shorter than a few words may well be the same in both. */
#include "translate/translate.h"

#define FEWEST_WORDS 3

static void mark_article(const Article *article) {
	for (NodeWalk walk = node_walk(article->root); node_walk_next(&walk);)
		((Node *)walk.node)->state = NODE_STATE_UNTRANSLATED;
}

static bool is_untranslated(const Pair *pair) {
	return pair->source && pair->target && pair->source->words >= FEWEST_WORDS && str_eq(pair->source->plain, pair->target->plain);
}

static void mark_pair(const Pair *pair) {
	const Unit *source = pair->source, *target = pair->target;
	if (!source || !target || !target->node)
		return;
	Node *node = (Node *)target->node;                       /* of the caller's own edition */
	if (pair->outdated)
		node->state = NODE_STATE_OUTDATED;
	else if (is_untranslated(pair))
		node->state = NODE_STATE_UNTRANSLATED;
}

/* What nobody called translated and stands in the source's words, in an article of which other texts are. */
void translate_check_whole(Job *job, const Translation *translation) {
	for (size_t a = 0; a < translation->article_count; a++) {
		const ArticlePair *article = &translation->articles[a];
		const Pair *first = NULL;
		size_t left = 0, done = 0;
		for (size_t i = 0; i < article->n; i++) {
			const Pair *pair = &article->pairs[i];
			bool open = pair->state < STATE_TRANSLATED && is_untranslated(pair);
			done += pair->source && pair->target && pair->row && !open;
			left += open;
			first = open && !first ? pair : first;
		}
		if (!left || !done || !article->source.article)
			continue;
		diag_error(job->diag, first->target->content, RULE_TRANSLATION_PARTIAL, "'" STR_FMT "' is translated in part: %zu %s in the source's words",
		           STR_ARG(article->id), left, left == 1 ? "text stands" : "texts stand");
		diag_help(job->diag, "translate the rest, note with 'quoin l10n adopt' what stays as it is, or take the file away and say under 'missing' what "
		          "stands for it; --draft shows it as it is");
		diag_related(job->diag, first->source->content, "the source");
	}
}

void translate_mark(const Translation *translation, Edition *edition) {
	for (size_t i = 0; i < edition->article_count; i++)
		if (edition->articles[i].language.n)
			mark_article(&edition->articles[i]);
	for (size_t a = 0; a < translation->article_count; a++)
		for (size_t i = 0; i < translation->articles[a].n; i++)
			mark_pair(&translation->articles[a].pairs[i]);
}
