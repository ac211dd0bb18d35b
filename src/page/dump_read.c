/* Reads a layout dump back: JSON Lines, each a flat object of strings, numbers and true or false. What is not needed by name is
 * kept as it is written, since two dumps of the same pages are equal byte for byte. Positions in the source and numbers of
 * owners are left out: they shift when something is written above, and nobody sees them on the page. */
#include "page/diff.h"

#include <string.h>

#define MOST_PAGES 100000

typedef struct {
	Job *job;
	const SourceFile *file;
	size_t at, end;                                          /* the line being read */
} Reader;

static bool complain(Reader *reader, const char *what) {
	diag_error(reader->job->diag, (Pos){ reader->file, (uint32_t)reader->at, 0 }, RULE_DUMP_FORM, "%s", what);
	diag_help(reader->job->diag, "name a file that 'quoin build --dump-layout' wrote");
	return false;
}

static bool take(Reader *reader, char c) {
	if (reader->at < reader->end && reader->file->text.p[reader->at] == c) {
		reader->at++;
		return true;
	}
	return false;
}

static bool read_hex(Reader *reader, uint32_t *out) {
	*out = 0;
	for (int i = 0; i < 4; i++, reader->at++) {
		char c = reader->at < reader->end ? reader->file->text.p[reader->at] : 0;
		uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (uint32_t)((c | 0x20) - 'a') + 10 : 16;
		if (digit == 16)
			return false;
		*out = *out * 16 + digit;
	}
	return true;
}

static bool read_escape(Reader *reader, Buf *out) {
	static const char letters[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
	char c = reader->at < reader->end ? reader->file->text.p[reader->at++] : 0;
	const char *found = c ? strchr(letters, c) : NULL;
	uint32_t unit, low;
	if (found) {
		buf_byte(out, values[found - letters]);
		return true;
	}
	if (c != 'u' || !read_hex(reader, &unit))
		return false;
	if (unit >= 0xD800 && unit < 0xDC00) {
		if (!take(reader, '\\') || !take(reader, 'u') || !read_hex(reader, &low) || low < 0xDC00 || low > 0xDFFF)
			return false;
		unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
	} else if (unit >= 0xDC00 && unit <= 0xDFFF) {
		return false;
	}
	buf_utf8(out, unit);
	return true;
}

static bool read_string(Reader *reader, Str *out) {
	Buf text = { 0 };
	bool good = take(reader, '"');
	while (good && !take(reader, '"')) {
		if (reader->at >= reader->end)
			good = false;
		else if (take(reader, '\\'))
			good = read_escape(reader, &text);
		else
			buf_byte(&text, reader->file->text.p[reader->at++]);
	}
	*out = str_copy(reader->job->arena, buf_as_str(&text));
	buf_free(&text);
	return good;
}

/* A number, true or false, as written. */
static bool read_bare(Reader *reader, Str *out) {
	size_t start = reader->at;
	while (reader->at < reader->end && !strchr(",}", reader->file->text.p[reader->at]))
		reader->at++;
	*out = str_sub(reader->file->text, start, reader->at);
	return out->n > 0 && strchr("0123456789-tf", out->p[0]);
}

static int number_of(Str s) {
	int value = 0;
	for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && value < 100000000; i++)
		value = value * 10 + (s.p[i] - '0');
	return value;
}

static void keep(Buf *out, Str key, Str value) {
	buf_printf(out, STR_FMT "=" STR_FMT " ", STR_ARG(key), STR_ARG(value));
}

/* Without its folder: the two issues may stand in different ones. */
static Str file_name(Str path) {
	size_t slash = path.n;
	while (slash > 0 && path.p[slash - 1] != '/')
		slash--;
	return str_sub(path, slash, path.n);
}

typedef struct { Buf text, place, look; } Parts;

static void put(DumpItem *item, Parts *parts, Str key, Str value) {
	static const char *const unseen[] = { "owner", "source", "measure", "last", "generated" };
	if (str_is(key, "page"))
		item->page = number_of(value);
	else if (str_is(key, "column"))
		item->column = number_of(value);
	else if (str_is(key, "kind"))
		item->kind = str_is(value, "picture") ? DUMP_PICTURE : str_is(value, "rectangle") ? DUMP_RECTANGLE : DUMP_LINE;
	else if (str_is(key, "story"))
		item->story = value;
	else if (str_is(key, "frame"))
		item->frame = value;
	else if (str_is(key, "style"))
		item->style = value;
	else if (str_is(key, "file"))
		buf_str(&parts->text, file_name(value));
	else if (str_is(key, "text") || str_is(key, "generated_text"))
		buf_printf(&parts->text, "%s" STR_FMT, parts->text.n ? " " : "", STR_ARG(value));
	else if (str_is(key, "x") || str_is(key, "y") || str_is(key, "baseline"))
		keep(&parts->place, key, value);
	else {
		for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++)
			if (str_is(key, unseen[i]))
				return;
		keep(&parts->look, key, value);
	}
}

static bool read_fields(Reader *reader, DumpItem *item, Parts *parts) {
	if (!take(reader, '{'))
		return complain(reader, "this is no layout dump: a line of it is an object in braces");
	do {
		Str key, value;
		if (!read_string(reader, &key) || !take(reader, ':'))
			return complain(reader, "a key in double quotes and a colon are expected here");
		bool string = reader->at < reader->end && reader->file->text.p[reader->at] == '"';
		if (!(string ? read_string(reader, &value) : read_bare(reader, &value)))
			return complain(reader, "a string or a number is expected here");
		put(item, parts, key, value);
	} while (take(reader, ','));
	if (!take(reader, '}') || reader->at != reader->end)
		return complain(reader, "the end of the object and of the line is expected here");
	if (item->page < 1 || item->page > MOST_PAGES)
		return complain(reader, "a line of a layout dump has the number of its page");
	return true;
}

static bool read_item(Reader *reader, DumpItem *item) {
	Parts parts = { 0 };
	bool good = read_fields(reader, item, &parts);
	item->text = str_copy(reader->job->arena, str_trim(buf_as_str(&parts.text)));
	item->place = str_copy(reader->job->arena, buf_as_str(&parts.place));
	item->look = str_copy(reader->job->arena, buf_as_str(&parts.look));
	buf_free(&parts.text);
	buf_free(&parts.place);
	buf_free(&parts.look);
	return good;
}

Dump *page_read_dump(Job *job, const SourceFile *file) {
	Dump *dump = arena_new(job->arena, Dump);
	for (uint32_t line = 0; line < file->lines; line++) {
		Reader reader = { job, file, file->line_starts[line], line + 1 < file->lines ? file->line_starts[line + 1] : file->text.n };
		while (reader.end > reader.at && (file->text.p[reader.end - 1] == '\n' || file->text.p[reader.end - 1] == '\r'))
			reader.end--;
		if (reader.end == reader.at)
			continue;
		DumpItem *item = list_push(job->arena, dump);
		if (!read_item(&reader, item))
			return NULL;
		dump->pages = item->page > dump->pages ? item->page : dump->pages;
	}
	return dump;
}
