/* Makes units ready to go out: sentences side by side where source and translation have as many, what the memory offers for those
 * without a translation, terms, limits, notes. The writers of the formats then only write. */
#include "translate/exchange.h"

#define LEAST_MATCH 75

const char *const exchange_endings[] = { ".xlf", ".xlf", ".po" };

typedef struct {
	Job *job;
	const Translation *translation;
	const ExportWishes *wishes;
	Segmenter *source, *target;
	const Glossary *glossary;
} Exporter;

UnitState exchange_state(const Pair *pair, ExchangeFormat format) {
	if (pair->outdated || pair->state <= STATE_DRAFT)
		return STATE_DRAFT;
	return format == EXCHANGE_PO ? STATE_TRANSLATED : pair->state;
}

Str export_note_id(const ArticlePair *article, Str label) {
	for (size_t i = 0; i < article->source.n; i++) {
		const Unit *unit = &article->source.at[i];
		if (unit->kind == UNIT_NOTE && str_starts(unit->anchor, "note ") &&
		    str_eq(str_sub(unit->anchor, 5, unit->anchor.n), label))
			return unit->id;
	}
	return STR("");
}

Str export_original(Arena *arena, const ExportFile *file) {
	const Translation *t = file->translation;
	bool strings = str_is(file->article->id, TRANSLATE_STRINGS) && !file->article->source.article;
	return str_printf(arena, STR_FMT "/" STR_FMT "%s", STR_ARG(t->issue->source), STR_ARG(file->article->id),
	                  strings ? ".yaml" : ".md");
}

static Segments *whole(Job *job, const Tokens *tokens) {
	Segments *segments = arena_new(job->arena, Segments);
	list_push(job->arena, segments)->tokens = *tokens;
	return segments;
}

static bool are_parallel(const Segments *a, const Segments *b) {
	bool same = a->n == b->n;
	for (size_t i = 0; i < a->n && same; i++)
		same = a->at[i].between == b->at[i].between;
	return same;
}

static const Tokens *offer(const Exporter *e, ExportUnit *unit, const ArticlePair *article, size_t at) {
	Str before = at > 0 && article->pairs[at - 1].source ? article->pairs[at - 1].source->hash : STR("");
	Str after = at + 1 < article->n && article->pairs[at + 1].source ? article->pairs[at + 1].source->hash : STR("");
	unit->match = memory_find(e->wishes->memory, unit->pair->source, before, after, LEAST_MATCH);
	if (unit->match.percent < 100)
		return NULL;
	unit->sub_state = unit->match.percent > 100 ? "ice" : "exact";
	unit->state = unit->match.percent > 100 ? STATE_TRANSLATED : STATE_DRAFT;
	return tokens_copy(e->job->arena, unit->match.target);
}

static void add_terms(const Exporter *e, ExportUnit *unit) {
	const Glossary *glossary = e->glossary;
	unit->terms = arena_array(e->job->arena, const Term *, glossary->n + 1);
	for (size_t i = 0; i < glossary->n; i++)
		if (text_has_term(unit->pair->source->plain, glossary->at[i].term, false))
			unit->terms[unit->term_count++] = &glossary->at[i];
}

static void prepare(const Exporter *e, const ArticlePair *article, size_t at, ExportUnit *unit) {
	const Pair *pair = unit->pair = &article->pairs[at];
	Tokens *source = (Tokens *)pair->source->tokens;
	const Tokens *target = pair->target ? pair->target->tokens : NULL;
	unit->state = exchange_state(pair, e->wishes->format);
	unit->sub_state = pair->outdated ? "outdated" : target && pair->state == STATE_DRAFT ? "draft" : NULL;
	if (!target)
		target = offer(e, unit, article, at);
	tokens_number(e->job->arena, source, (Tokens *)target);
	unit->source = segments_of(e->job, e->source, source);
	if (target) {
		unit->target = segments_of(e->job, e->target, target);
		if (!are_parallel(unit->source, unit->target)) {
			unit->source = whole(e->job, source);
			unit->target = whole(e->job, target);
		}
	} else if (unit->match.percent) {
		unit->source = whole(e->job, source);
	}
	unit->comment = unit_comment(e->job->arena, pair->source);
	unit->limit = e->wishes->limits ? translate_limit_of(e->wishes->limits, article, pair->source) : 0;
	add_terms(e, unit);
}

void translate_export(Job *job, const Translation *t, const ArticlePair *articles, size_t count,
                      const ExportWishes *wishes, Buf *out) {
	static void (*const writers[])(Buf *, Arena *, const ExportFile *, size_t) = { export_xliff2, export_xliff1,
		                                                                           export_po };
	Exporter e = { job,
		           t,
		           wishes,
		           segmenter_open(job, wishes->languages_home, t->issue->source),
		           segmenter_open(job, wishes->languages_home, t->language),
		           glossary_read(job, t->issue, t->language) };
	ExportFile *files = arena_array(job->arena, ExportFile, count + 1);
	size_t n = 0;
	for (size_t a = 0; a < count; a++) {
		ExportFile *file = &files[n];
		*file = (ExportFile){ t, &articles[a], arena_array(job->arena, ExportUnit, articles[a].n + 1), 0 };
		for (size_t i = 0; i < articles[a].n; i++)
			if (articles[a].pairs[i].source)
				prepare(&e, &articles[a], i, &file->at[file->n++]);
		n += file->n > 0;
	}
	writers[wishes->format](out, job->arena, files, n);
}
