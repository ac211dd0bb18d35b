/* The memory is made of earlier editions: what their status.tsv says was translated from what. It is read from the issue folders
 * beside this one, those of earlier dates, the latest first. A unit with the same hash is an exact match, and one in its context
 * when its neighbours are the same too; others are compared by their words. */
#include <dirent.h>
#include <stdlib.h>

#include "base/file.h"
#include "translate/internal.h"

#define MAX_EDITIONS 40

typedef MemoryEntry Entry;

struct Memory {
	struct {
		Entry *at;
		size_t n, room;
	} entries;
};

typedef struct {
	Issue **at;
	size_t n, room;
} Issues;

static int compare_dates(Date a, Date b) {
	int by_year = a.year - b.year, by_month = a.month - b.month;
	return by_year ? by_year : by_month ? by_month : a.day - b.day;
}

static int latest_first(const void *a, const void *b) {
	const Issue *x = *(Issue *const *)a, *y = *(Issue *const *)b;
	int order = compare_dates(y->date, x->date);
	return order ? order : str_cmp(x->folder, y->folder);
}

static bool has_language(const Issue *issue, Str language) {
	for (size_t i = 0; i < issue->language_count; i++)
		if (str_eq(issue->languages[i], language))
			return true;
	return false;
}

/* Folders beside the issue's that hold earlier issues of the same source language. */
static Issues find_earlier(Job *quiet, const Issue *issue, Str language) {
	Issues issues = { 0 };
	Str beside = path_join(quiet->arena, issue->folder, STR(".."));
	DIR *dir = opendir(str_z(quiet->arena, beside));
	if (!dir)
		return issues;
	for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
		if (entry->d_name[0] == '.')
			continue;
		Str folder = path_join(quiet->arena, beside, str_copy(quiet->arena, str_of(entry->d_name)));
		if (!file_exists(path_join(quiet->arena, folder, STR("issue.yaml"))))
			continue;
		Issue *other = issue_read(quiet, folder);
		if (other && compare_dates(other->date, issue->date) < 0 && str_eq(other->source, issue->source) &&
		    has_language(other, language))
			*list_push(quiet->arena, &issues) = other;
	}
	closedir(dir);
	if (issues.n)
		qsort(issues.at, issues.n, sizeof *issues.at, latest_first);
	return issues;
}

static void add_article(Job *quiet, Memory *memory, const ArticlePair *article, Str origin) {
	for (size_t i = 0; i < article->n; i++) {
		const Pair *pair = &article->pairs[i];
		if (!pair->source || !pair->target || pair->outdated || pair->state < STATE_TRANSLATED)
			continue;
		Entry *entry = list_push(quiet->arena, &memory->entries);
		*entry = (Entry){ pair->source, pair->target, STR(""), STR(""), origin };
		if (i > 0 && article->pairs[i - 1].source)
			entry->before = article->pairs[i - 1].source->hash;
		if (i + 1 < article->n && article->pairs[i + 1].source)
			entry->after = article->pairs[i + 1].source->hash;
	}
}

static void add_edition(Job *quiet, Memory *memory, const Issue *issue, Str language) {
	Translation *t = translate_read(quiet, issue, language, NULL);
	for (size_t a = 0; a < t->article_count; a++)
		add_article(quiet, memory, &t->articles[a], issue->edition);
}

static void add_earlier(Job *quiet, Memory *memory, const Issue *issue, Str language) {
	Issues issues = find_earlier(quiet, issue, language);
	for (size_t i = 0; i < issues.n && i < MAX_EDITIONS; i++)
		add_edition(quiet, memory, issues.at[i], language);
}

Memory *translate_read_memory(Job *job, const Issue *issue, Str language) {
	Memory *memory = arena_new(job->arena, Memory);
	Job quiet = { job->arena, diag_make(job->arena, language) };
	add_earlier(&quiet, memory, issue, language);
	return memory;
}

static bool stands_before(const Memory *memory, size_t at) {
	const Entry *entry = &memory->entries.at[at];
	for (size_t i = 0; i < at; i++)
		if (str_eq(memory->entries.at[i].source->text, entry->source->text) && str_eq(memory->entries.at[i].target->text, entry->target->text))
			return true;
	return false;
}

size_t memory_list(Job *job, const Issue *issue, Str language, const MemoryEntry ***entries) {
	Memory *memory = arena_new(job->arena, Memory);
	Job quiet = { job->arena, diag_make(job->arena, language) };
	size_t n = 0;
	add_edition(&quiet, memory, issue, language);
	add_earlier(&quiet, memory, issue, language);
	*entries = arena_array(job->arena, const Entry *, memory->entries.n + 1);
	for (size_t i = 0; i < memory->entries.n; i++)
		if (!stands_before(memory, i))
			(*entries)[n++] = &memory->entries.at[i];
	return n;
}

bool memory_has(const Memory *memory, Str hash) {
	for (size_t i = 0; memory && i < memory->entries.n; i++)
		if (str_eq(memory->entries.at[i].source->hash, hash))
			return true;
	return false;
}

static Match match_of(const Entry *entry, unsigned percent) {
	return (Match){ percent, entry->origin, entry->source->plain, entry->target->tokens };
}

Match memory_find(const Memory *memory, const Unit *unit, Str before, Str after, unsigned least) {
	Match best = { 0 };
	Arena *scratch = arena_make();
	for (size_t i = 0; memory && i < memory->entries.n; i++) {
		const Entry *entry = &memory->entries.at[i];
		unsigned percent = 0;
		if (str_eq(entry->source->hash, unit->hash))
			percent = str_eq(entry->before, before) && str_eq(entry->after, after) ? 101 : 100;
		else if (best.percent < 100 && entry->source->kind == unit->kind)
			percent =
				similarity_of(scratch, entry->source->plain, unit->plain, best.percent > least ? best.percent : least);
		if (percent == 100 && !str_eq(entry->source->hash, unit->hash))
			percent = 99;
		if (percent > best.percent && percent >= least)
			best = match_of(entry, percent);
		if (best.percent == 101)
			break;
	}
	arena_free(scratch);
	return best;
}
