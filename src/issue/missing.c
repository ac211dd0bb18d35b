/* What becomes of an article that a language lacks: `missing` in issue.yaml says it for all languages or for each. An article is taken
 * whole from the first language of the chain that has it, or left out whole; languages are never mixed within one. */
#include "issue/issue.h"

#include "base/file.h"
#include "base/yaml.h"
#include "issue/reader.h"

static const char *const kinds[] = { "error", "source", "omit", NULL };

static void add_once(Job *job, StrList *chain, Str language, Str of) {
	if (str_eq(language, of))
		return;
	for (size_t i = 0; i < chain->n; i++)
		if (str_eq(chain->at[i], language))
			return;
	*list_push(job->arena, chain) = language;
}

static bool is_listed(const Issue *issue, Str language) {
	for (size_t i = 0; i < issue->language_count; i++)
		if (str_eq(issue->languages[i], language))
			return true;
	return false;
}

/* Of fr-CA: fr, if the issue has it, then the source. */
static void make_chain(Job *job, const Issue *issue, Missing *missing) {
	StrList chain = { 0 };
	Str tag = missing->language;
	while (tag.n > 0) {
		while (tag.n > 0 && tag.p[tag.n - 1] != '-')
			tag.n--;
		tag.n -= tag.n > 0;
		if (is_listed(issue, tag))
			add_once(job, &chain, tag, missing->language);
	}
	add_once(job, &chain, issue->source, missing->language);
	missing->chain = chain.at;
	missing->chain_count = chain.n;
}

static void read_chain(Job *job, const Issue *issue, const Yaml *list, Missing *missing) {
	StrList chain = { 0 };
	missing->kind = MISSING_SOURCE;
	for (const Yaml *node = list->first; node; node = node->next) {
		if (!yaml_is(job, node, YAML_SCALAR, "a language tag"))
			continue;
		if (is_listed(issue, node->scalar)) {
			add_once(job, &chain, node->scalar, missing->language);
			continue;
		}
		diag_error(job->diag, node->pos, RULE_VALUE_INVALID, "'" STR_FMT "' is not among the languages", STR_ARG(node->scalar));
		diag_suggest(job->diag, node->scalar, issue->languages, issue->language_count);
	}
	missing->chain = chain.at;
	missing->chain_count = chain.n;
}

static void read_one(Job *job, const Issue *issue, const Yaml *node, Missing *missing) {
	int kind;
	if (node->kind == YAML_LIST) {
		read_chain(job, issue, node, missing);
	} else if (yaml_word(job, node, kinds, &kind)) {
		missing->kind = (MissingKind)kind;
		if (missing->kind == MISSING_SOURCE)
			make_chain(job, issue, missing);
	}
}

void issue_read_missing(Job *job, Issue *issue, const Yaml *node) {
	issue->missing = arena_array(job->arena, Missing, issue->language_count + 1);
	for (size_t i = 0; i < issue->language_count; i++)
		issue->missing[i].language = issue->languages[i];
	if (!node)
		return;
	if (node->kind != YAML_MAP) {
		int kind;
		if (node->kind == YAML_LIST)
			yaml_is(job, node, YAML_MAP, "error, source or omit, or a map as in { fr-CA: [fr, en] }");
		else if (yaml_word(job, node, kinds, &kind))
			for (size_t i = 0; i < issue->language_count; i++)
				read_one(job, issue, node, &issue->missing[i]);
		return;
	}
	for (const Yaml *entry = node->first; entry; entry = entry->next) {
		size_t i = 0;
		while (i < issue->language_count && !str_eq(issue->languages[i], entry->key))
			i++;
		if (i < issue->language_count) {
			read_one(job, issue, entry, &issue->missing[i]);
			continue;
		}
		diag_error(job->diag, entry->key_pos, RULE_VALUE_INVALID, "'" STR_FMT "' is not among the languages", STR_ARG(entry->key));
		diag_suggest(job->diag, entry->key, issue->languages, issue->language_count);
	}
}

static const Missing *missing_of(const Issue *issue, Str language) {
	for (size_t i = 0; i < issue->language_count; i++)
		if (str_eq(issue->languages[i], language))
			return &issue->missing[i];
	return NULL;
}

static bool has_article(const Edition *edition, Str id) {
	return edition_find_article(edition, id) != NULL;
}

static Str path_of(Job *job, const Issue *issue, Str language, Str id) {
	return path_join(job->arena, path_join(job->arena, issue->folder, language), str_printf(job->arena, STR_FMT ".md", STR_ARG(id)));
}

/* The article and everything in it that has a name; how it is written is said where its own language is set. */
static void omit_article(Job *job, const Issue *issue, Edition *edition, Str id) {
	Job quiet = { job->arena, diag_make(job->arena, issue->source) };
	Str path = path_of(job, issue, issue->source, id);
	diag_note_file(job->diag, path);
	SourceFile *file = file_exists(path) ? file_read(job->arena, quiet.diag, path, POS_NONE) : NULL;
	if (!file)
		return;
	*list_push(job->arena, &edition->omitted) = id;
	const Article *article = issue_read_article(&quiet, file);
	for (NodeWalk walk = node_walk(article->root); node_walk_next(&walk);)
		if (walk.entering && walk.node->id.n)
			*list_push(job->arena, &edition->omitted) = walk.node->id;
}

static void take_article(Job *job, const Issue *issue, Edition *edition, const Missing *missing, Str id) {
	for (size_t i = 0; i < missing->chain_count; i++) {
		Str path = path_of(job, issue, missing->chain[i], id);
		diag_note_file(job->diag, path);                     /* one that is written later counts */
		SourceFile *file = file_exists(path) ? file_read(job->arena, job->diag, path, POS_NONE) : NULL;
		if (!file)
			continue;
		Article *article = &edition->articles[edition->article_count++];
		*article = *issue_read_article(job, file);
		article->language = missing->chain[i];
		return;
	}
}

/* Each article once, however many frames it goes through. */
void issue_fill_missing(Job *job, const Issue *issue, Edition *edition) {
	const Missing *missing = missing_of(issue, edition->language);
	if (!missing || missing->kind == MISSING_ERROR)
		return;
	size_t places = 0;
	for (size_t i = 0; i < issue->page_count; i++)
		places += issue->pages[i].place_count;
	Article *all = arena_array(job->arena, Article, edition->article_count + places + 1);
	for (size_t i = 0; i < edition->article_count; i++)
		all[i] = edition->articles[i];
	edition->articles = all;
	for (size_t i = 0; i < issue->page_count; i++) {
		for (size_t j = 0; j < issue->pages[i].place_count; j++) {
			const Place *place = &issue->pages[i].places[j];
			if (place->kind != PLACE_ARTICLE || !issue_is_id(place->target) || has_article(edition, place->target) ||
			    edition_omits(edition, place->target))
				continue;
			if (missing->kind == MISSING_OMIT)
				omit_article(job, issue, edition, place->target);
			else
				take_article(job, issue, edition, missing, place->target);
		}
	}
}

bool edition_omits(const Edition *edition, Str id) {
	for (size_t i = 0; i < edition->omitted.n; i++)
		if (str_eq(edition->omitted.at[i], id))
			return true;
	return false;
}

Str edition_assets(const Edition *edition, const Article *article) {
	return article && article->language.n ? article->language : edition->assets.n ? edition->assets : edition->language;
}
