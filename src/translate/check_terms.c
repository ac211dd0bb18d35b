/* Terms of the glossary: where the source has one, the translation has a rendering that is preferred or allowed, none that is
 * forbidden, and what is kept stands as it is. A rendering may stand within a word, since many languages prefix and inflect. */
#include "translate/check.h"

static bool is_later(const Glossary *glossary, size_t at) {
	for (size_t i = 0; i < at; i++)
		if (str_eq(glossary->at[i].term, glossary->at[at].term))
			return true;
	return false;
}

/* All lines of one term together; `at` is its first. */
static void check_term(const Check *check, size_t at) {
	const Glossary *glossary = check->glossary;
	const Term *first = &glossary->at[at], *preferred = NULL;
	Str text = check->pair->target->plain;
	bool found = false;
	for (size_t i = at; i < glossary->n; i++) {
		const Term *term = &glossary->at[i];
		if (!str_eq(term->term, first->term))
			continue;
		bool stands = text_has_term(text, term->use == TERM_KEEP ? term->term : term->translation, true);
		if (term->use == TERM_FORBIDDEN) {
			if (!stands)
				continue;
			check_report(check, SEVERITY_WARNING, check->pair->target->content, RULE_TRANSLATION_TERMS,
			             "'" STR_FMT "' is not to be used for '" STR_FMT "'", STR_ARG(term->translation),
			             STR_ARG(term->term));
			diag_related(check->job->diag, term->pos, "the glossary");
			continue;
		}
		preferred = !preferred || term->use == TERM_PREFERRED ? term : preferred;
		found |= stands;
	}
	if (!preferred || found)
		return;
	bool keep = preferred->use == TERM_KEEP;
	check_report(check, SEVERITY_WARNING, check->pair->target->content, RULE_TRANSLATION_TERMS,
	             "'" STR_FMT "' is not %s", STR_ARG(first->term),
	             keep ? "kept as it is" : "translated by a term of the glossary");
	diag_help(check->job->diag, "write '" STR_FMT "'", STR_ARG(keep ? preferred->term : preferred->translation));
	diag_related(check->job->diag, preferred->pos, "the glossary");
}

void check_terms(const Check *check) {
	const Glossary *glossary = check->glossary;
	for (size_t i = 0; glossary && i < glossary->n; i++)
		if (!is_later(glossary, i) && text_has_term(check->pair->source->plain, glossary->at[i].term, false))
			check_term(check, i);
}
