/* PO as gettext's tools write it: entries of comments, context, text and translation, strings in pieces over lines. Entries that a
 * tool has marked obsolete are not read. */
#include <string.h>

#include "translate/exchange.h"

typedef struct {
	Buf context, id, translation;
	Buf *current; /* the string that goes on, or NULL */
	Str base;
	Pos pos;
	bool fuzzy, any, plural;
} Entry;

typedef struct {
	Job *job;
	IncomingFile *out;
	Entry entry;
} Reader;

static Str taken(Arena *arena, Buf *buf) {
	Str s = str_copy(arena, buf_as_str(buf));
	buf_free(buf);
	return s;
}

static void read_header(Reader *r, Str text) {
	for (size_t start = 0; start < text.n;) {
		size_t end = str_find(text, "\n", start);
		Str line = str_sub(text, start, end);
		if (str_starts(line, "Language:"))
			r->out->language = str_trim(str_sub(line, 9, line.n));
		else if (str_starts(line, "X-Source-Language:"))
			r->out->source_language = str_trim(str_sub(line, 18, line.n));
		start = end == SIZE_MAX ? text.n : end + 1;
	}
}

static void finish(Reader *r) {
	Arena *arena = r->job->arena;
	Entry *e = &r->entry;
	Str context = taken(arena, &e->context), id = taken(arena, &e->id), translation = taken(arena, &e->translation);
	if (e->any && id.n == 0 && context.n == 0) {
		read_header(r, translation);
	} else if (e->any) {
		size_t bar = str_find(context, "|", 0);
		Incoming *in = list_push(arena, &r->out->units);
		*in = (Incoming){
			.article = str_sub(context, 0, bar), .base = e->base, .pos = e->pos, .source = id, .has_state = true
		};
		in->id = bar == SIZE_MAX ? STR("") : str_sub(context, bar + 1, context.n);
		in->has_target = str_trim(translation).n > 0;
		in->state = e->fuzzy ? STATE_DRAFT : STATE_TRANSLATED;
		Tokens *tokens = markdown_read(arena, str_trim(translation));
		if (tokens)
			in->target = *tokens;
		else
			in->problem = "its Markdown is not that of one paragraph";
		if (e->plural)
			in->problem = "it has plural forms";
		if (in->problem)
			tokens_add_text(arena, &in->target, translation, POS_NONE);
	}
	*e = (Entry){ 0 };
}

static bool fail(Reader *r, Pos pos, const char *what) {
	diag_error(r->job->diag, pos, RULE_XLIFF_FORM, "%s", what);
	diag_help(r->job->diag, "msgfmt --check says more; export the file again, or mend the line");
	return false;
}

/* `"text"` with C's escapes. */
static bool add_string(Reader *r, Pos pos, Str line) {
	if (!r->entry.current || line.n < 2 || line.p[0] != '"' || line.p[line.n - 1] != '"')
		return fail(r, pos, "a text in double quotes was expected");
	for (size_t i = 1; i + 1 < line.n; i++) {
		if (line.p[i] == '"')
			return fail(r, pos, "a double quote within a text has no backslash");
		if (line.p[i] != '\\') {
			buf_byte(r->entry.current, line.p[i]);
			continue;
		}
		if (++i + 1 >= line.n)
			return fail(r, pos, "a text ends in a backslash");
		switch (line.p[i]) {
		case 'n': buf_byte(r->entry.current, '\n'); break;
		case 't': buf_byte(r->entry.current, '\t'); break;
		case 'r': break;
		case '"':
		case '\\': buf_byte(r->entry.current, line.p[i]); break;
		default: return fail(r, pos, "an escape that is not read here");
		}
	}
	return true;
}

static void read_comment(Reader *r, Str line) {
	Entry *e = &r->entry;
	if (e->translation.n || e->current == &e->translation)
		finish(r);
	if (str_starts(line, "#,"))
		e->fuzzy |= str_find(line, "fuzzy", 0) != SIZE_MAX;
	else if (str_starts(line, "#. base "))
		e->base = str_trim(str_sub(line, 8, line.n));
}

static bool read_keyword(Reader *r, Pos pos, Str line) {
	Entry *e = &r->entry;
	const struct {
		const char *word;
		Buf *into;
	} words[] = {
		{ "msgctxt", &e->context }, { "msgid_plural", NULL },      { "msgid", &e->id },
		{ "msgstr[", NULL },        { "msgstr", &e->translation },
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!str_starts(line, words[i].word))
			continue;
		if (i < 3 && (e->current == &e->translation))
			finish(r);
		e->any = true;
		e->plural |= words[i].into == NULL;
		e->current = words[i].into ? words[i].into : &e->translation;
		if (i == 0 || !e->pos.file)
			e->pos = pos;
		size_t quote = str_find(line, "\"", 0);
		return quote == SIZE_MAX ? fail(r, pos, "a text in double quotes was expected")
		                         : add_string(r, pos, str_sub(line, quote, line.n));
	}
	return fail(r, pos, "this is no line of a PO file");
}

bool po_read(Job *job, IncomingFile *out) {
	Reader r = { .job = job, .out = out };
	bool good = true;
	out->format = EXCHANGE_PO;
	for (uint32_t i = 0; i < out->file->lines && good; i++) {
		uint32_t start = out->file->line_starts[i],
				 end = i + 1 < out->file->lines ? out->file->line_starts[i + 1] : (uint32_t)out->file->text.n;
		Str line = str_trim(str_sub(out->file->text, start, end));
		Pos pos = { out->file, start, (uint32_t)line.n };
		if (line.n == 0 || str_starts(line, "#~"))
			continue;
		if (line.p[0] == '#')
			read_comment(&r, line);
		else if (line.p[0] == '"')
			good = add_string(&r, pos, line);
		else
			good = read_keyword(&r, pos, line);
	}
	if (good)
		finish(&r);
	buf_free(&r.entry.context);
	buf_free(&r.entry.id);
	buf_free(&r.entry.translation);
	return good;
}
