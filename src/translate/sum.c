/* Sums of a translation, in units and in words of the source. What is outdated is still to be done. */
#include "translate/internal.h"

static unsigned count_errors(Job *job, const Translation *t) {
	Job quiet = { job->arena, diag_make(job->arena, t->language) };
	translate_check(&quiet, t, NULL, NULL);
	return quiet.diag->errors;
}

static void add_pair(StatusSum *sum, const Pair *pair, const Memory *memory) {
	unsigned words = pair->source->words;
	bool done = !pair->outdated && pair->state >= STATE_TRANSLATED;
	sum->units++;
	sum->words += words;
	sum->outdated += pair->outdated;
	sum->edited += pair->edited && !pair->outdated;
	sum->missing += pair->state == STATE_MISSING;
	sum->draft += pair->state == STATE_DRAFT;
	sum->translated += pair->state == STATE_TRANSLATED;
	sum->reviewed += pair->state == STATE_REVIEWED;
	sum->words_done += done ? words : 0;
	sum->words_reviewed += done && pair->state == STATE_REVIEWED ? words : 0;
	sum->words_left += done ? 0 : words;
	sum->words_known += !done && memory_has(memory, pair->source->hash) ? words : 0;
}

StatusSum translate_sum(Job *job, const Translation *t, const Memory *memory) {
	StatusSum sum = { 0 };
	for (size_t a = 0; a < t->article_count; a++)
		for (size_t i = 0; i < t->articles[a].n; i++)
			if (t->articles[a].pairs[i].source)
				add_pair(&sum, &t->articles[a].pairs[i], memory);
	sum.errors = t->read_errors + count_errors(job, t);
	return sum;
}
