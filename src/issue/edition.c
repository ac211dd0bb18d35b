/* The texts of one language: strings.yaml, then every *.md in the order of the names, so that nothing depends on how
 * the disk lists them; at last in the order of the page plan. What is shared by all languages is taken from the source
 * articles. */
#include "issue/issue.h"

#include "base/file.h"
#include "base/yaml.h"
#include "issue/reader.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

typedef struct { Str *at; size_t n, room; } Names;
typedef struct { IssueString *at; size_t n, room; } Strings;

static int compare_names(const void *a, const void *b) {
	return str_cmp(*(const Str *)a, *(const Str *)b);
}

/* The *.md of a folder, sorted; false when there is no such folder. */
static bool list_articles(Job *job, Str folder, Names *names) {
	DIR *dir = opendir(str_z(job->arena, folder));
	if (!dir)
		return false;
	for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
		Str name = str_of(entry->d_name);
		if (name.n > 3 && name.p[0] != '.' && str_ends(name, ".md"))
			*list_push(job->arena, names) = str_copy(job->arena, name);
	}
	closedir(dir);
	if (names->n > 0)
		qsort(names->at, names->n, sizeof *names->at, compare_names);
	return true;
}

static void flatten(Job *job, const Yaml *map, Str prefix, unsigned depth, Strings *strings) {
	for (const Yaml *node = map->first; node; node = node->next) {
		Str key =
			prefix.n ? str_printf(job->arena, STR_FMT "." STR_FMT, STR_ARG(prefix), STR_ARG(node->key)) : node->key;
		if (node->kind == YAML_MAP && depth < 4) {
			flatten(job, node, key, depth + 1, strings);
		} else if (yaml_is(job, node, YAML_SCALAR, "a text in double quotes")) {
			if (!node->quoted) {
				diag_error(job->diag, node->pos, RULE_STRING_QUOTED, "the text of '" STR_FMT "' is not quoted",
				           STR_ARG(key));
				diag_help(job->diag, "put it into double quotes");
			}
			*list_push(job->arena, strings) = (IssueString){ key, node->scalar, node->pos };
		}
	}
}

static void read_strings(Job *job, Edition *edition) {
	Str path = path_join(job->arena, edition->folder, STR("strings.yaml"));
	SourceFile *file = file_read(job->arena, job->diag, path, POS_NONE);
	Yaml *map = file ? yaml_read(job, file) : NULL;
	if (!map || !yaml_is(job, map, YAML_MAP, "a map of texts"))
		return;
	Strings strings = { 0 };
	flatten(job, map, STR(""), 0, &strings);
	edition->strings = strings.at;
	edition->string_count = strings.n;
}

Str edition_string(const Edition *edition, const char *key) {
	for (size_t i = 0; i < edition->string_count; i++) {
		if (str_is(edition->strings[i].key, key))
			return edition->strings[i].value;
	}
	return STR("");
}

const Article *edition_find_article(const Edition *edition, Str id) {
	for (size_t i = 0; i < edition->article_count; i++) {
		if (str_eq(edition->articles[i].id, id))
			return &edition->articles[i];
	}
	return NULL;
}

static void check_name(Job *job, const Article *article, Str name) {
	Str expected = str_sub(name, 0, name.n - 3);
	if (str_eq(article->id, expected))
		return;
	diag_error(job->diag, article->id_pos.file ? article->id_pos : (Pos){ article->file, 0, 0 }, RULE_ARTICLE_ID,
		"the id '" STR_FMT "' differs from the name of the file", STR_ARG(article->id));
	diag_help(job->diag, "write id: " STR_FMT ", or rename the file", STR_ARG(expected));
}

/* A translation has the section of its source article; saying it again would be a second truth. */
static void share_fields(Job *job, const Issue *issue, const Edition *edition, Article *article, Str name) {
	if (str_eq(edition->language, issue->source))
		return;
	bool own = article->language.n && str_eq(article->language, issue->source);
	if (own)
		return;
	if (article->section.n) {
		diag_error(job->diag, article->section_pos, RULE_TRANSLATION_SHARED,
		           "a translation does not repeat the section");
		diag_help(job->diag, "take the line out; the section of the source article is used");
	}
	article->section = STR("");
	article->section_pos = POS_NONE;
	Str path = path_join(job->arena, path_join(job->arena, issue->folder, issue->source), name);
	if (!file_exists(path)) {
		diag_error(job->diag, (Pos){ article->file, 0, 0 }, RULE_ARTICLE_UNKNOWN,
		           "there is no source article for this translation");
		diag_help(job->diag, "give both files the same name, or write " STR_FMT, STR_ARG(path));
		return;
	}
	diag_note_head(job->diag, path);
	Job quiet = { job->arena, diag_make(job->arena, issue->source) };
	SourceFile *file = file_read(job->arena, quiet.diag, path, POS_NONE);
	if (!file)
		return;
	Article source = { .file = file };
	Reader r = { .job = &quiet, .scratch = job->arena, .file = file, .text = file->text, .article = &source };
	issue_read_front_matter(&r);
	article->section = source.section;
	article->section_pos = source.section_pos;
}

static size_t place_of(const Issue *issue, Str id) {
	size_t order = 0;
	for (size_t i = 0; i < issue->page_count; i++) {
		for (size_t j = 0; j < issue->pages[i].place_count; j++, order++) {
			const Place *place = &issue->pages[i].places[j];
			if (place->kind == PLACE_ARTICLE && str_eq(place->target, id))
				return order;
		}
	}
	return SIZE_MAX;
}

/* By place; those without one keep the order of their names behind the others. Insertion, since it is stable. */
static void sort_articles(const Issue *issue, Edition *edition) {
	for (size_t i = 1; i < edition->article_count; i++) {
		Article moved = edition->articles[i];
		size_t order = place_of(issue, moved.id), j = i;
		for (; j > 0 && place_of(issue, edition->articles[j - 1].id) > order; j--)
			edition->articles[j] = edition->articles[j - 1];
		edition->articles[j] = moved;
	}
}

Edition *issue_read_edition(Job *job, const Issue *issue, Str language) {
	Edition *edition = arena_new(job->arena, Edition);
	edition->language = str_copy(job->arena, language);
	edition->folder = path_join(job->arena, issue->folder, language);
	Names names = { 0 };
	if (!list_articles(job, edition->folder, &names)) {
		diag_error(job->diag, POS_NONE, RULE_FILE_MISSING, "there is no folder " STR_FMT, STR_ARG(edition->folder));
		diag_help(job->diag,
		          "make it and put the articles in " STR_FMT " into it, or take the language out of " STR_FMT,
		          STR_ARG(language), STR_ARG(issue->file->path));
		return edition;
	}
	read_strings(job, edition);
	edition->articles = arena_array(job->arena, Article, names.n + 1);
	for (size_t i = 0; i < names.n; i++) {
		SourceFile *file =
			file_read(job->arena, job->diag, path_join(job->arena, edition->folder, names.at[i]), POS_NONE);
		if (!file)
			continue;
		Article *article = &edition->articles[edition->article_count++];
		*article = *issue_read_article(job, file);
		check_name(job, article, names.at[i]);
		share_fields(job, issue, edition, article, names.at[i]);
	}
	issue_fill_missing(job, issue, edition);
	for (size_t i = 0; i < edition->article_count; i++)
		if (edition->articles[i].language.n)
			share_fields(job, issue, edition, &edition->articles[i], str_printf(job->arena, STR_FMT ".md", STR_ARG(edition->articles[i].id)));
	sort_articles(issue, edition);
	issue_check_edition(job, issue, edition);
	return edition;
}

/* A name is a path within assets/; what climbs out of it is refused with an empty path. */
Str issue_asset_path(Arena *arena, const Issue *issue, Str language, Str name) {
	if (name.n == 0 || name.p[0] == '/' || str_find(name, "\\", 0) != SIZE_MAX)
		return STR("");
	for (size_t at = 0; at <= name.n;) {
		size_t end = str_find(name, "/", at);
		Str part = str_sub(name, at, end == SIZE_MAX ? name.n : end);
		if (part.n == 0 || str_is(part, ".."))
			return STR("");
		at = end == SIZE_MAX ? name.n + 1 : end + 1;
	}
	Str assets = path_join(arena, issue->folder, STR("assets"));
	Str own = path_join(arena, path_join(arena, assets, language), name);
	return file_exists(own) ? own : path_join(arena, assets, name);
}
