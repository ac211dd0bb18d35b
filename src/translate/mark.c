/* A block is untranslated when it stands in the source language: as a part of a whole article, or word for word as in the source. What
 * is shorter than a few words may well be the same in both. */
#include "translate/translate.h"

#define FEWEST_WORDS 3

static void mark_article(const Article *article) {
	for (NodeWalk walk = node_walk(article->root); node_walk_next(&walk);)
		((Node *)walk.node)->state = NODE_STATE_UNTRANSLATED;
}

static void mark_pair(const Pair *pair) {
	const Unit *source = pair->source, *target = pair->target;
	if (!source || !target || !target->node)
		return;
	Node *node = (Node *)target->node;                       /* of the caller's own edition */
	if (pair->outdated)
		node->state = NODE_STATE_OUTDATED;
	else if (source->words >= FEWEST_WORDS && str_eq(source->plain, target->plain))
		node->state = NODE_STATE_UNTRANSLATED;
}

void translate_mark(const Translation *translation, Edition *edition) {
	for (size_t i = 0; i < edition->article_count; i++)
		if (edition->articles[i].language.n)
			mark_article(&edition->articles[i]);
	for (size_t a = 0; a < translation->article_count; a++)
		for (size_t i = 0; i < translation->articles[a].n; i++)
			mark_pair(&translation->articles[a].pairs[i]);
}
