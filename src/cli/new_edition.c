/* A new edition follows the newest one beside it in layout, source language, names and the pictures of its page's furniture; without one,
 * the first layout that is found, or else one of those that come with Quoin, so that it can be built at once. */
#include "cli/new.h"

#include <dirent.h>
#include <stdlib.h>
#include <time.h>

#include "base/file.h"
#include "base/yaml.h"

#define MOST ((size_t)16 << 20)

static int compare(const void *a, const void *b) {
	return str_cmp(*(const Str *)a, *(const Str *)b);
}

static StrList names_in(Arena *arena, Str folder) {
	StrList names = { 0 };
	DIR *dir = opendir(str_z(arena, folder));
	for (struct dirent *entry = dir ? readdir(dir) : NULL; entry; entry = readdir(dir))
		if (entry->d_name[0] != '.')
			*list_push(arena, &names) = str_copy(arena, str_of(entry->d_name));
	if (dir)
		closedir(dir);
	if (names.n)
		qsort(names.at, names.n, sizeof *names.at, compare);
	return names;
}

/* The edition beside it whose name comes last; NULL when there is none. */
static const Issue *find_pattern(const New *n, Str folder) {
	Job quiet = { n->job->arena, diag_make(n->job->arena, STR("")) };
	Str above = path_folder(folder);
	StrList names = names_in(n->job->arena, above);
	for (size_t i = names.n; i-- > 0;) {
		Str beside = path_join(n->job->arena, above, names.at[i]);
		if (!str_eq(beside, folder) && file_exists(path_join(n->job->arena, beside, STR("issue.yaml")))) {
			const Issue *issue = issue_read(&quiet, beside);
			if (issue && issue->layout.n && issue->language_count)
				return issue;
		}
	}
	return NULL;
}

/* A layout that stands on its own; the bytes of one that does not are left out. */
static bool is_whole_layout(const New *n, Str path, Str *bytes) {
	int error;
	*bytes = file_read_bytes(n->job->arena, path, MOST, &error);
	return !error && !str_starts(*bytes, "based-on:") && str_find(*bytes, "\nbased-on:", 0) == SIZE_MAX;
}

/* The first of a folder's layouts, one that is based on another only if there is no other. */
static Str find_layout(const New *n, Str layouts) {
	StrList names = names_in(n->job->arena, layouts);
	Str found = STR(""), bytes;
	for (size_t i = 0; i < names.n; i++) {
		if (!str_ends(names.at[i], ".yaml") || str_is(names.at[i], "typography.yaml"))
			continue;
		if (is_whole_layout(n, path_join(n->job->arena, layouts, names.at[i]), &bytes))
			return names.at[i];
		found = found.n ? found : names.at[i];
	}
	return found;
}

static bool copy_file(const New *n, Str from, Str to, Str name) {
	int error;
	Str bytes = file_read_bytes(n->job->arena, path_join(n->job->arena, from, name), MOST, &error), path = path_join(n->job->arena, to, name);
	return !error && (file_exists(path) || new_put(n, path, &(Buf){ .p = (char *)bytes.p, .n = bytes.n }));
}

/* Of the layouts that come with Quoin, one to begin with, and what it says of scripts. Empty when there is none. */
static Str copy_layout(const New *n, Str layouts) {
	Str home = path_join(n->job->arena, pipeline_home(n->options->home), STR("layouts")), name = find_layout(n, home), bytes;
	bool whole = name.n && is_whole_layout(n, path_join(n->job->arena, home, name), &bytes);
	return whole && copy_file(n, home, layouts, STR("typography.yaml")) && copy_file(n, home, layouts, name) ? name : STR("");
}

/* The file of a picture of the pattern's; empty when there is none. */
static Str find_picture(const New *n, const Issue *pattern, Str name) {
	Str path = pattern ? issue_asset_path(n->job->arena, pattern, pattern->source, name) : STR("");
	return path.n && file_exists(path) ? path : STR("");
}

static bool lacks_picture(const New *n, const Issue *pattern, const Template *template) {
	for (size_t i = 0; i < template->furniture_count; i++)
		if (template->furniture[i].kind == FURNITURE_IMAGE && !find_picture(n, pattern, template->furniture[i].file).n)
			return true;
	return false;
}

/* Into the new edition's assets, where the pattern has it. False when it could not be written. */
static bool copy_picture(const New *n, const Issue *pattern, Str from, Str folder) {
	int error;
	Arena *arena = n->job->arena;
	Str to = path_join(arena, folder, str_sub(from, pattern->folder.n + 1, from.n));
	if (file_exists(to))
		return true;
	Str bytes = file_read_bytes(arena, from, SIZE_MAX, &error);
	return error == 0 && new_put(n, to, &(Buf){ .p = (char *)bytes.p, .n = bytes.n });
}

static bool copy_pictures(const New *n, const Issue *pattern, const Template *template, Str folder) {
	bool good = true;
	for (size_t i = 0; template && i < template->furniture_count && good; i++)
		if (template->furniture[i].kind == FURNITURE_IMAGE)
			good = copy_picture(n, pattern, find_picture(n, pattern, template->furniture[i].file), folder);
	return good;
}

/* The widest frame that takes an article; NULL when there is none. */
static const Frame *main_frame(const Template *template) {
	const Frame *widest = NULL;
	for (size_t i = 0; i < template->frame_count; i++) {
		const Frame *frame = &template->frames[i];
		if (frame->auto_kind == AUTO_NONE && !frame->inset.n && (!widest || frame->span > widest->span))
			widest = frame;
	}
	return widest;
}

/* The first template that can be shown with the pictures that there are and takes an article; NULL when there is none. */
static const Template *choose_template(const New *n, const Issue *pattern, const Layout *layout) {
	for (size_t t = 0; layout && t < layout->template_count; t++)
		if (main_frame(&layout->templates[t]) && !lacks_picture(n, pattern, &layout->templates[t]))
			return &layout->templates[t];
	return NULL;
}

/* A template's main frame, and the one that holds contents, as the page plan. */
static void add_page(Buf *out, const Template *template) {
	if (!template) {
		buf_z(out, "pages:                                # name a template of the layout, and what stands in its frames\n"
		           "  - template: TEMPLATE\n    frames:\n      FRAME: { article: first }\n");
		return;
	}
	buf_printf(out, "pages:                                # 'quoin list frames' names all templates and frames\n  - template: " STR_FMT
	           "\n    frames:\n      " STR_FMT ": { article: first }\n", STR_ARG(template->name), STR_ARG(main_frame(template)->name));
	for (size_t i = 0; i < template->frame_count; i++)
		if (template->frames[i].auto_kind == AUTO_CONTENTS)
			buf_printf(out, "      " STR_FMT ": { auto: contents }\n", STR_ARG(template->frames[i].name));
}

static Str today(const New *n) {
	time_t now = n->options->epoch >= 0 ? (time_t)n->options->epoch : time(NULL);
	struct tm date;
	if (!gmtime_r(&now, &date))
		return STR("2000-01-01");
	return str_printf(n->job->arena, "%04d-%02d-%02d", date.tm_year + 1900, date.tm_mon + 1, date.tm_mday);
}

static void add_manifest(const New *n, Str name, const Issue *pattern, Str layout_path, const Template *page, Buf *out) {
	buf_printf(out, "# Which articles stand on which page; no text. issues/README.md tells all that can stand here.\n"
	           "edition: " STR_FMT "\ndate: " STR_FMT "\n# period: 2007-Q4                   # or a year\n", STR_ARG(name), STR_ARG(today(n)));
	if (pattern && pattern->number)
		buf_printf(out, "number: %d\n", pattern->number + 1);
	if (pattern && pattern->volume)
		buf_printf(out, "volume: %d\n", pattern->volume);
	Str source = pattern ? pattern->source : STR("en");
	buf_printf(out, "source: " STR_FMT "                            # the language that is translated from\nlanguages: [" STR_FMT
	           "]                       # 'quoin new language' adds one\nlayout: " STR_FMT "\n", STR_ARG(source), STR_ARG(source), STR_ARG(layout_path));
	if (pattern && pattern->publisher.n) {
		buf_z(out, "publisher: ");
		buf_json(out, pattern->publisher);
		buf_byte(out, '\n');
	}
	buf_byte(out, '\n');
	add_page(out, page);
}

static void write_edition(const New *n, Str folder, Str name, const Issue *pattern, Str layout_path) {
	Job *job = n->job;
	Job quiet = { job->arena, diag_make(job->arena, STR("")) };
	Str full = path_join(job->arena, folder, layout_path), source = pattern ? pattern->source : STR("en");
	const Template *page = choose_template(n, pattern, file_exists(full) ? layout_read(&quiet, full) : NULL);
	Str home = path_join(job->arena, folder, source);
	Buf manifest = { 0 }, strings = { 0 }, article = { 0 };
	add_manifest(n, name, pattern, layout_path, page, &manifest);
	Str section = STR("");
	if (pattern) {
		const Edition *edition = issue_read_edition(&quiet, pattern, pattern->source);
		new_add_strings(&strings, edition);
		for (size_t i = 0; i < edition->string_count && !section.n; i++)
			if (str_starts(edition->strings[i].key, "sections."))
				section = str_sub(edition->strings[i].key, 9, SIZE_MAX);
	} else {
		section = STR("feature");
		buf_z(&strings, "title: \"The Name\"\ntagline: \"what it is about\"\nsections:\n  feature: \"Feature\"\n");
	}
	new_add_article(&article, STR("first"), section);
	bool good = new_put(n, path_join(job->arena, folder, STR("issue.yaml")), &manifest) &&
	            new_put(n, path_join(job->arena, home, STR("strings.yaml")), &strings) &&
	            new_put(n, path_join(job->arena, home, STR("first.md")), &article) &&
	            copy_pictures(n, pattern, page, folder);
	if (good)
		cli_say(n->options, "pictures go to " STR_FMT "/assets; 'quoin watch " STR_FMT "' shows what you write", STR_ARG(folder), STR_ARG(folder));
	buf_free(&manifest);
	buf_free(&strings);
	buf_free(&article);
}

static bool make_edition(const New *n, Str folder) {
	Job *job = n->job;
	Str name = folder;
	while (str_find(name, "/", 0) != SIZE_MAX)
		name = str_sub(name, str_find(name, "/", 0) + 1, name.n);
	if (!new_is_name(name, true)) {
		diag_error(job->diag, POS_NONE, RULE_USAGE, "'" STR_FMT "' cannot be an edition's name", STR_ARG(name));
		diag_help(job->diag, "use letters a-z, digits and hyphens, as in issues/2008-1");
		return false;
	}
	const Issue *pattern = find_pattern(n, folder);
	Str layout = pattern ? pattern->layout : STR("");
	if (pattern) {                                           /* as the pattern itself names it: both lie in the same folder */
		Job quiet = { job->arena, diag_make(job->arena, STR("")) };
		layout = yaml_find(yaml_read(&quiet, pattern->file), "layout")->scalar;
	} else {
		Str layouts = path_join(job->arena, folder, STR("../../layouts")), found = find_layout(n, layouts);
		if (found.n == 0)
			found = copy_layout(n, layouts);
		layout = str_printf(job->arena, "../../layouts/" STR_FMT, STR_ARG(found.n ? found : STR("NAME.yaml")));
	}
	write_edition(n, folder, name, pattern, layout);
	return true;
}

bool new_edition(const New *n) {
	Job *job = n->job;
	if (n->options->rest.n)
		return diag_error(job->diag, POS_NONE, RULE_USAGE, "'" STR_FMT "': an edition has no other name than its folder's",
		                  STR_ARG(n->options->rest.at[0]));
	return make_edition(n, path_join(job->arena, n->options->issue, STR(".")));
}

/* layouts/ and issues/ with a first edition, called after the year unless it has a name. */
bool new_project(const New *n) {
	Arena *arena = n->job->arena;
	if (n->options->rest.n > 1)
		return diag_error(n->job->diag, POS_NONE, RULE_USAGE, "a project begins with one edition");
	Str name = n->options->rest.n ? n->options->rest.at[0] : str_printf(arena, "%.4s-1", today(n).p);
	return make_edition(n, path_join(arena, path_join(arena, n->options->issue, STR("issues")), name));
}
