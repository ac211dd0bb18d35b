/* Reading the package: index.js is a list of objects with one key a line; each text is HTML with headings, paragraphs and ordered
 * lists, and no other markup. It becomes an article in Markdown, as somebody would write it. */
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>

#include "base/file.h"
#include "locale/locale.h"
#include "world.h"

#define TEXT_MAX (1 << 22)
#define DEPTH_MAX 6
#define SHORT_TITLE 16                                       /* characters */

/* The value of `key: 'value',` in a line, or an empty Str. */
static Str value_of(Arena *arena, Str line, const char *key) {
	line = str_trim(line);
	size_t n = strlen(key);
	if (!str_starts(line, key) || line.n < n + 4 || line.p[n] != ':')
		return STR("");
	Str value = str_sub(line, n + 3, line.p[line.n - 1] == ',' ? line.n - 2 : line.n - 1);
	Buf plain = { 0 };
	for (size_t i = 0; i < value.n; i++)
		if (value.p[i] != '\\')
			buf_byte(&plain, value.p[i]);
	Str copy = str_copy(arena, buf_as_str(&plain));
	buf_free(&plain);
	return copy;
}

bool world_read_list(Arena *arena, Str package, Rows *rows) {
	int error;
	Str text = file_read_bytes(arena, path_join(arena, package, STR("index.js")), TEXT_MAX, &error);
	Row row = { 0 };
	for (size_t at = 0; at < text.n;) {
		size_t end = str_find(text, "\n", at);
		Str line = str_sub(text, at, end), code = value_of(arena, line, "code"), tag = value_of(arena, line, "bcp47"), name = value_of(arena, line, "name");
		at = end == SIZE_MAX ? text.n : end + 1;
		row.code = code.n ? code : row.code;
		row.tag = tag.n ? tag : row.tag;
		row.name = name.n ? name : row.name;
		if (str_starts(str_trim(line), "}") && row.code.n && row.name.n) {
			*(Row *)list_push(arena, rows) = row;
			row = (Row){ 0 };
		}
	}
	return rows->n > 0;
}

typedef struct {
	Trial *trial;
	Buf out;
	Str name;                                                /* stands for a headline that is missing */
	int depth;
	int numbers[DEPTH_MAX + 1];                              /* of the last item, by depth */
	int indent[DEPTH_MAX + 1];                               /* of what belongs to it */
	bool item;                                               /* its first paragraph is still to come */
	bool headed;
} Writer;

static bool begins_a_marker(Str text) {
	size_t i = 0;
	if (text.n && strchr("#+-=:", text.p[0]))
		return true;
	while (i < text.n && text.p[i] >= '0' && text.p[i] <= '9')
		i++;
	return i > 0 && i < text.n && (text.p[i] == '.' || text.p[i] == ')');
}

/* Text as Markdown: what would be markup is escaped. */
static void write_text(Buf *out, Str text) {
	size_t marker = SIZE_MAX;
	if (begins_a_marker(text))
		for (marker = 0; text.p[marker] >= '0' && text.p[marker] <= '9';)
			marker++;
	for (size_t i = 0; i < text.n; i++) {
		if (i == marker || strchr("\\`*_{}[]<>|~&", text.p[i]))
			buf_byte(out, '\\');
		buf_byte(out, text.p[i]);
	}
}

/* The beginning of the headline, for "continued from": whole words as long as they fit. */
static Str short_title(Str text) {
	size_t end = 0, at = 0;
	for (int i = 0; i < SHORT_TITLE && at < text.n; i++)
		if (utf8_next(text, &at) == ' ')
			end = at - 1;
	return str_sub(text, 0, at == text.n || end == 0 ? at : end);
}

static void write_heading(Writer *w, Str text) {
	buf_z(&w->out, w->headed ? "## " : "# ");
	write_text(&w->out, text);
	if (!w->headed) {
		buf_z(&w->out, "\n\n> [!short] ");
		write_text(&w->out, short_title(text));
	}
	w->headed = true;
	buf_z(&w->out, "\n\n");
	*(Str *)list_push(w->trial->job.arena, &w->trial->input) = text;
}

static void write_paragraph(Writer *w, Str text) {
	if (!w->headed)
		write_heading(w, w->name);
	int indent = w->depth ? w->indent[w->item ? w->depth - 1 : w->depth] : 0;
	buf_printf(&w->out, "%*s", indent, "");
	if (w->item) {
		int number = ++w->numbers[w->depth];
		w->indent[w->depth] = indent + (number < 10 ? 3 : 4);
		buf_printf(&w->out, "%d. ", number);
		w->item = false;
	}
	write_text(&w->out, text);
	buf_z(&w->out, "\n\n");
	*(Str *)list_push(w->trial->job.arena, &w->trial->input) = text;
}

/* Without line ends and runs of spaces, and with its entities as characters. */
static Str plain_text(Arena *arena, Str html) {
	static const struct { const char *entity; char c; } entities[] = { { "&#x26;", '&' }, { "&#x3C;", '<' }, { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' } };
	Buf out = { 0 };
	for (size_t i = 0; i < html.n; i++) {
		char c = html.p[i];
		for (size_t e = 0; c == '&' && e < sizeof entities / sizeof *entities; e++)
			if (str_starts(str_sub(html, i, html.n), entities[e].entity)) {
				c = entities[e].c;
				i += strlen(entities[e].entity) - 1;
			}
		bool space = c == ' ' || c == '\n' || c == '\t';
		if (!space)
			buf_byte(&out, c);
		else if (out.n && out.p[out.n - 1] != ' ')
			buf_byte(&out, ' ');
	}
	Str text = str_copy(arena, str_trim(buf_as_str(&out)));
	buf_free(&out);
	return text;
}

static void write_element(Writer *w, Str tag, Str text) {
	if (str_is(tag, "ol")) {
		w->depth += w->depth < DEPTH_MAX;
		w->numbers[w->depth] = 0;
	} else if (str_is(tag, "/ol")) {
		w->depth -= w->depth > 0;
	} else if (str_is(tag, "li")) {
		w->item = true;
	} else if (str_is(tag, "title")) {
		w->name = text;
	} else if (text.n && (str_is(tag, "h1") || str_is(tag, "h2"))) {
		write_heading(w, text);
	} else if (text.n && str_is(tag, "p")) {
		write_paragraph(w, text);
	}
}

SourceFile *world_read_text(Trial *trial, Str package) {
	Arena *arena = trial->job.arena;
	int error;
	Str path = str_printf(arena, STR_FMT "/declaration/" STR_FMT ".html", STR_ARG(package), STR_ARG(trial->row->code));
	Str html = file_read_bytes(arena, path, TEXT_MAX, &error);
	if (!html.p || utf8_check(html) < html.n) {
		trial_blame(trial, FAULT_READ, STR_FMT " cannot be read", STR_ARG(path));
		return NULL;
	}
	Writer w = { .trial = trial };
	buf_z(&w.out, "---\nid: declaration\nsection: all\n---\n\n");
	for (size_t at = str_find(html, "<", 0); at < html.n;) {
		size_t end = str_find(html, ">", at), next = str_find(html, "<", at + 1);
		size_t space = str_find(html, " ", at);
		Str tag = str_sub(html, at + 1, space < end ? space : end);
		write_element(&w, tag, plain_text(arena, str_sub(html, end + 1, next)));
		at = next;
	}
	SourceFile *file = file_of_text(arena, STR("declaration.md"), str_copy(arena, buf_as_str(&w.out)));
	buf_free(&w.out);
	return file;
}

Str world_script_of(const Trial *trial) {
	unsigned counts[USCRIPT_CODE_LIMIT] = { 0 };
	int best = USCRIPT_LATIN;
	for (size_t i = 0; i < trial->input.n; i++)
		for (size_t at = 0; at < trial->input.at[i].n;) {
			UErrorCode status = U_ZERO_ERROR;
			UScriptCode script = uscript_getScript((UChar32)utf8_next(trial->input.at[i], &at), &status);
			if (script > USCRIPT_INHERITED && script < USCRIPT_CODE_LIMIT && script != USCRIPT_UNKNOWN)
				counts[script]++;
		}
	for (int i = 0; i < USCRIPT_CODE_LIMIT; i++)
		if (counts[i] > counts[best])
			best = i;
	if (best == USCRIPT_HIRAGANA || best == USCRIPT_KATAKANA)
		best = USCRIPT_HAN;
	return str_copy(trial->job.arena, str_of(uscript_getShortName((UScriptCode)best)));
}

/* The file TAG.yaml, if there is one whose script is that of the text. */
static Locale *try_locale(Trial *trial, Str tag) {
	Job quiet = { trial->job.arena, diag_make(trial->job.arena, STR("")) };
	if (!tag.n || !file_exists(str_printf(quiet.arena, "layouts/languages/" STR_FMT ".yaml", STR_ARG(tag))))
		return NULL;
	Locale *locale = locale_read(&quiet, STR("layouts"), tag);
	return locale && str_eq(locale->script, trial->row->script) ? locale : NULL;
}

/* "zh-Hans" for "zh": language and script as ICU's likely subtags have them. */
static Str likely_tag(Arena *arena, Str tag) {
	char id[ULOC_FULLNAME_CAPACITY], likely[ULOC_FULLNAME_CAPACITY], language[32], script[16];
	UErrorCode status = U_ZERO_ERROR;
	int32_t parsed;
	uloc_forLanguageTag(str_z(arena, tag), id, sizeof id, &parsed, &status);
	uloc_addLikelySubtags(id, likely, sizeof likely, &status);
	uloc_getLanguage(likely, language, sizeof language, &status);
	uloc_getScript(likely, script, sizeof script, &status);
	return U_SUCCESS(status) ? str_printf(arena, "%s-%s", language, script) : STR("");
}

/* A language that Quoin has no file of: what stands below is all that its texts need. Months are numbers, since ICU may not know it. */
static Locale *make_locale(Trial *trial) {
	Arena *arena = trial->job.arena;
	Str tag = trial->row->tag.n ? trial->row->tag : STR("und");
	Str text = str_printf(arena, "name: \"" STR_FMT "\"\nicu: en-u-ca-gregory-nu-latn\nscript: " STR_FMT "\n"
	                             "dates: { months: [\"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", \"9\", \"10\", \"11\", \"12\"] }\n"
	                             "messages: { continued-on: \"→ {page}\", continued-from: \"← {page}\", contents-title: \"\", contents-entry-page: \"{page}\", "
	                             "issue-line: \"{number}\", quarter: \"{quarter}/{year}\", folio: \"{page}\", page-reference: \"{page}\", credit: \"{credit}\", "
	                             "list-number: \"{number}.\", note-continued: \"…\", untranslated-notice: \"({language})\", "
	                             "article-count: \"{count, plural, one {#} other {#}}\" }\n",
	                      STR_ARG(tag), STR_ARG(trial->row->script));
	Str path = str_printf(arena, "layouts/languages/" STR_FMT ".yaml", STR_ARG(tag));
	return locale_read_file(&trial->job, STR("layouts"), tag, file_of_text(arena, path, text));
}

Locale *world_read_locale(Trial *trial) {
	Str tag = trial->row->tag;
	Locale *locale = try_locale(trial, tag);
	if (!locale)
		locale = try_locale(trial, likely_tag(trial->job.arena, tag));
	for (size_t n = tag.n; !locale && n > 0; n--)
		if (tag.p[n - 1] == '-')
			locale = try_locale(trial, str_sub(tag, 0, n - 1));
	if (locale)
		trial->row->locale = locale->tag;
	return locale ? locale : make_locale(trial);
}
