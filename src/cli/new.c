/* quoin new: the files that an article or a language begins with, each with hints where something is to be written. What is there
 * already is never written over. */
#include "cli/new.h"

#include <unistd.h>

#include "base/file.h"
#include "base/yaml.h"

bool new_is_name(Str s, bool capitals) {
	bool good = s.n > 0 && s.n <= 60 && s.p[0] != '-' && s.p[s.n - 1] != '-';
	for (size_t i = 0; i < s.n && good; i++)
		good = (s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') || s.p[i] == '-' ||
		       (capitals && s.p[i] >= 'A' && s.p[i] <= 'Z');
	return good;
}

bool new_put(const New *n, Str path, const Buf *text) {
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
void new_add_article(Buf *out, Str id, Str section) {
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
	if (!new_is_name(id, false)) {
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
	new_add_article(&text, id, section);
	Str name = str_printf(job->arena, STR_FMT ".md", STR_ARG(id));
	if (new_put(n, path_join(job->arena, path_join(job->arena, issue->folder, issue->source), name), &text))
		cli_say(options, "now place it in " STR_FMT ", under pages: NAME-OF-FRAME: { article: " STR_FMT " }", STR_ARG(issue->file->path), STR_ARG(id));
	buf_free(&text);
	return true;
}

/* The source's strings once more, to be translated. */
void new_add_strings(Buf *out, const Edition *edition) {
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
		buf_json(out, edition->strings[i].value);
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
	if (!new_is_name(tag, true) || tag.p[0] < 'a' || tag.p[0] > 'z') {
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
	new_add_strings(&text, source);
	bool good = new_put(n, path_join(job->arena, folder, STR("strings.yaml")), &text);
	buf_free(&text);
	if (!good)
		return true;
	if (!known && !name_language(n, issue, tag))
		cli_say(options, "add '" STR_FMT "' to languages in " STR_FMT, STR_ARG(tag), STR_ARG(issue->file->path));
	cli_say(options, "translate in a tool: quoin xliff export " STR_FMT " -l " STR_FMT "; or by hand: write " STR_FMT "/NAME.md beside each " STR_FMT
	        "/NAME.md", STR_ARG(options->issue), STR_ARG(tag), STR_ARG(folder), STR_ARG(issue->source));
	return true;
}

int cli_new(Job *job, const Options *options) {
	static bool (*const makers[])(const New *) = { new_edition, new_article, new_language, new_project };
	New n = { job, options };
	bool usable = makers[options->choice](&n);
	int code = cli_report(job, options, STDERR_FILENO);
	return usable ? code : CODE_USAGE;
}
