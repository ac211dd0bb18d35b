/* quoin new: the files that an edition, an article or a language begins with, each with hints where something is to be written. What is
 * there already is never written over. A new edition follows the newest one beside it in layout, source language, names and the pictures of
 * its page's furniture; without one, the first layout that is found, so that it can be built at once. */
#include "cli/cli.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/yaml.h"

typedef struct {
	Job *job;
	const Options *options;
} New;

static bool is_name(Str s, bool capitals) {
	bool good = s.n > 0 && s.n <= 60 && s.p[0] != '-' && s.p[s.n - 1] != '-';
	for (size_t i = 0; i < s.n && good; i++)
		good = (s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '-' ||
		       (capitals && s.p[i] >= 'A' && s.p[i] <= 'Z');
	return good;
}

static bool put(const New *n, Str path, const Buf *text) {
	Diag *diag = n->job->diag;
	if (file_exists(path)) {
		diag_error(diag, POS_NONE, RULE_FILE_WRITE, "'" STR_FMT "' is there already", STR_ARG(path));
		diag_help(diag, "choose another name, or move the file away");
		diag->write_failed = true;
		return false;
	}
	if (!file_make_folders(diag, path) || !file_write(diag, path, text->p, text->n))
		return false;
	cli_say(n->options, STR_FMT ": written", STR_ARG(path));
	return true;
}

static bool wants_name(const New *n, const char *what, const char *example) {
	if (n->options->rest.n > 0)
		return true;
	diag_error(n->job->diag, POS_NONE, RULE_USAGE, "no %s given", what);
	diag_help(n->job->diag, "as in 'quoin new " STR_FMT " issues/2007-4 %s'", STR_ARG(n->options->verb), example);
	return false;
}

/* A sample of everything that an article can have, as far as the hints go. */
static void add_article(Buf *out, Str id, Str section) {
	buf_printf(out, "---\nid: " STR_FMT "\n", STR_ARG(id));
	if (section.n)
		buf_printf(out, "section: " STR_FMT "\n", STR_ARG(section));
	buf_z(out, "---\n\n"
		"# Headline\n\n"
		"<!-- Hints like this one are not printed; take them out as you go. issues/README.md tells more. -->\n\n"
		"> [!short] Short title\n\n"
		"<!-- The short title stands in the contents and over continuations. A deck and a byline are of use, but may be left out: -->\n\n"
		"> [!deck] One sentence that says what the article is about.\n\n"
		"> [!byline] Name of the author\n\n"
		"The first paragraph. *Emphasis*, **strong emphasis**, a date {date 2000-01-01}, a link to <https://example.org> and a note.[^one]\n\n"
		"## A cross head\n\n"
		"- a list has a hyphen before each item;\n"
		"- a box begins with its kind, and a line with > alone follows.\n\n"
		"[^one]: Notes stand at the end, after a blank line each.\n");
}

static bool new_article(const New *n) {
	const Options *options = n->options;
	Job *job = n->job;
	if (!wants_name(n, "article", "harvest"))
		return false;
	Str id = options->rest.at[0], section = options->rest.n > 1 ? options->rest.at[1] : STR("");
	if (!is_name(id, false)) {
		diag_error(job->diag, POS_NONE, RULE_USAGE, "'" STR_FMT "' cannot be an article's id", STR_ARG(id));
		diag_help(job->diag, "use small letters a-z, digits and hyphens");
		return false;
	}
	const Issue *issue = issue_read(job, options->issue);
	if (!issue)
		return true;
	const Edition *edition = NULL;
	Job quiet = { job->arena, diag_make(job->arena, issue->source) };
	edition = issue_read_edition(&quiet, issue, issue->source);
	StrList sections = { 0 };
	bool known = false;
	for (size_t i = 0; i < edition->string_count; i++) {
		if (!str_starts(edition->strings[i].key, "sections."))
			continue;
		Str key = str_sub(edition->strings[i].key, 9, SIZE_MAX);
		known |= str_eq(key, section);
		*list_push(job->arena, &sections) = key;
	}
	if (section.n && !known) {
		diag_error(job->diag, POS_NONE, RULE_USAGE, "there is no section '" STR_FMT "'", STR_ARG(section));
		diag_suggest(job->diag, section, sections.at, sections.n);
		return false;
	}
	if (!section.n && sections.n)
		section = sections.at[0];
	Buf text = { 0 };
	add_article(&text, id, section);
	Str name = str_printf(job->arena, STR_FMT ".md", STR_ARG(id));
	if (put(n, path_join(job->arena, path_join(job->arena, issue->folder, issue->source), name), &text))
		cli_say(options, "now place it in " STR_FMT ", under pages: NAME-OF-FRAME: { article: " STR_FMT " }", STR_ARG(issue->file->path), STR_ARG(id));
	buf_free(&text);
	return true;
}

static void add_quoted(Buf *out, Str text) {
	buf_json(out, text);
}

/* The source's strings once more, to be translated. */
static void add_strings(Buf *out, const Edition *edition) {
	buf_z(out, "# The newsletter's name and the names of its sections. Translate what stands in the quotes.\n");
	Str open = STR("");
	for (size_t i = 0; i < edition->string_count; i++) {
		Str key = edition->strings[i].key;
		size_t dot = str_find(key, ".", 0);
		if (dot == SIZE_MAX) {
			buf_printf(out, STR_FMT ": ", STR_ARG(key));
			open = STR("");
		} else {
			Str group = str_sub(key, 0, dot);
			if (!str_eq(group, open))
				buf_printf(out, STR_FMT ":\n", STR_ARG(group));
			open = group;
			buf_printf(out, "  " STR_FMT ": ", STR_ARG(str_sub(key, dot + 1, key.n)));
		}
		add_quoted(out, edition->strings[i].value);
		buf_byte(out, '\n');
	}
}

/* Behind the last language: ", fr" in `languages: [en, ar]`, a line of its own in a list of lines. Returns its place; SIZE_MAX when the
 * list is written in another way, which is left to the author. */
static size_t place_of_language(Arena *arena, Str text, const Yaml *list, Str tag, Str *added) {
	const Yaml *last = list->first;
	while (last->next)
		last = last->next;
	size_t at = last->pos.offset + last->pos.length, line = last->pos.offset, end = str_find(text, "\n", at);
	size_t close = str_find(text, "]", at);
	Str between = close == SIZE_MAX ? STR("#") : str_trim(str_sub(text, at, close));
	if (between.n == 0 || str_is(between, ",")) {
		*added = str_printf(arena, ", " STR_FMT, STR_ARG(tag));
		return at;
	}
	while (line > 0 && text.p[line - 1] != '\n')
		line--;
	Str before = str_sub(text, line, last->pos.offset);
	if (!str_starts(str_trim(before), "-") || str_trim(before).n != 1)
		return SIZE_MAX;
	end = end == SIZE_MAX ? text.n : end;
	bool crlf = text.p[end - 1] == '\r';
	*added = str_printf(arena, "%s" STR_FMT STR_FMT, crlf ? "\r\n" : "\n", STR_ARG(before), STR_ARG(tag));
	return end - crlf;
}

/* Names the tag among the issue's languages; false when that is left to the author. */
static bool name_language(const New *n, const Issue *issue, Str tag) {
	Job *job = n->job;
	Job quiet = { job->arena, diag_make(job->arena, STR("")) };
	const Yaml *map = yaml_read(&quiet, issue->file), *list = yaml_find(map, "languages");
	Str text = issue->file->text, added;
	if (!list || list->kind != YAML_LIST || !list->first)
		return false;
	size_t at = place_of_language(job->arena, text, list, tag, &added);
	if (at == SIZE_MAX)
		return false;
	Buf out = { 0 };
	buf_str(&out, str_sub(text, 0, at));
	buf_str(&out, added);
	buf_str(&out, str_sub(text, at, text.n));
	bool good = file_write(job->diag, issue->file->path, out.p, out.n);
	buf_free(&out);
	if (good)
		cli_say(n->options, STR_FMT ": '" STR_FMT "' is a language now", STR_ARG(issue->file->path), STR_ARG(tag));
	return true;
}

static bool new_language(const New *n) {
	const Options *options = n->options;
	Job *job = n->job;
	if (!wants_name(n, "language", "pt"))
		return false;
	Str tag = options->rest.at[0];
	if (!is_name(tag, true) || tag.p[0] < 'a' || tag.p[0] > 'z') {
		diag_error(job->diag, POS_NONE, RULE_USAGE, "'" STR_FMT "' is no language tag", STR_ARG(tag));
		diag_help(job->diag, "write a tag like en, ar or zh-Hans");
		return false;
	}
	const Issue *issue = issue_read(job, options->issue);
	if (!issue)
		return true;
	bool known = false;
	for (size_t i = 0; i < issue->language_count; i++)
		known |= str_eq(issue->languages[i], tag);
	Job quiet = { job->arena, diag_make(job->arena, issue->source) };
	const Edition *source = issue_read_edition(&quiet, issue, issue->source);
	Str folder = path_join(job->arena, issue->folder, tag);
	Buf text = { 0 };
	add_strings(&text, source);
	bool good = put(n, path_join(job->arena, folder, STR("strings.yaml")), &text);
	buf_free(&text);
	if (!good)
		return true;
	if (!known && !name_language(n, issue, tag))
		cli_say(options, "add '" STR_FMT "' to languages in " STR_FMT, STR_ARG(tag), STR_ARG(issue->file->path));
	cli_say(options, "translate in a tool: quoin xliff export " STR_FMT " -l " STR_FMT "; or by hand: write " STR_FMT "/NAME.md beside each " STR_FMT
	        "/NAME.md", STR_ARG(options->issue), STR_ARG(tag), STR_ARG(folder), STR_ARG(issue->source));
	return true;
}

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

static Str find_layout(const New *n, Str folder) {
	Arena *arena = n->job->arena;
	Str layouts = path_join(arena, folder, STR("../../layouts"));
	StrList names = names_in(arena, layouts);
	for (size_t i = 0; i < names.n; i++)
		if (str_ends(names.at[i], ".yaml") && !str_is(names.at[i], "typography.yaml"))
			return names.at[i];
	return STR("");
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
	return error == 0 && put(n, to, &(Buf){ .p = (char *)bytes.p, .n = bytes.n });
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
		add_quoted(out, pattern->publisher);
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
		add_strings(&strings, edition);
		for (size_t i = 0; i < edition->string_count && !section.n; i++)
			if (str_starts(edition->strings[i].key, "sections."))
				section = str_sub(edition->strings[i].key, 9, SIZE_MAX);
	} else {
		section = STR("feature");
		buf_z(&strings, "title: \"The Name\"\ntagline: \"what it is about\"\nsections:\n  feature: \"Feature\"\n");
	}
	add_article(&article, STR("first"), section);
	bool good = put(n, path_join(job->arena, folder, STR("issue.yaml")), &manifest) &&
	            put(n, path_join(job->arena, home, STR("strings.yaml")), &strings) &&
	            put(n, path_join(job->arena, home, STR("first.md")), &article) &&
	            copy_pictures(n, pattern, page, folder);
	if (good)
		cli_say(n->options, "pictures go to " STR_FMT "/assets; 'quoin watch " STR_FMT "' shows what you write", STR_ARG(folder), STR_ARG(folder));
	buf_free(&manifest);
	buf_free(&strings);
	buf_free(&article);
}

static bool new_edition(const New *n) {
	Job *job = n->job;
	Str folder = path_join(job->arena, n->options->issue, STR(".")), name = folder;
	while (str_find(name, "/", 0) != SIZE_MAX)
		name = str_sub(name, str_find(name, "/", 0) + 1, name.n);
	if (n->options->rest.n)
		return diag_error(job->diag, POS_NONE, RULE_USAGE, "'" STR_FMT "': an edition has no other name than its folder's",
		                  STR_ARG(n->options->rest.at[0]));
	if (!is_name(name, true)) {
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
		Str found = find_layout(n, folder);
		layout = str_printf(job->arena, "../../layouts/" STR_FMT, STR_ARG(found.n ? found : STR("NAME.yaml")));
	}
	write_edition(n, folder, name, pattern, layout);
	return true;
}

int cli_new(Job *job, const Options *options) {
	static bool (*const makers[])(const New *) = { new_edition, new_article, new_language };
	New n = { job, options };
	bool usable = makers[options->choice](&n);
	int code = cli_report(job, options, STDERR_FILENO);
	return usable ? code : CODE_USAGE;
}
