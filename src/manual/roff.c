/* man(7) as both groff and mandoc like it: each sentence begins a line, lines stay under 80 bytes, a hyphen that is typed is \-,
 * and no line of text begins with a dot or an apostrophe. Runs are escaped when they are added and filled at the end, so no
 * line is broken within an escape; a space that must not break is \~. */
#include "manual/manual.h"

#include <ctype.h>
#include <string.h>

#include "base/version.h"

#define LINE 78

static const struct { const char *name; int section; } pages[] = {
	{ "quoin", 1 }, { "quoin-issue", 5 }, { "quoin-layout", 5 }, { "quoin-rules", 7 },
};

static void add_escaped(Buf *out, Str text, bool typed) {
	for (size_t i = 0; i < text.n; i++) {
		switch (text.p[i]) {
		case '\\': buf_z(out, "\\e"); break;
		case '-': buf_z(out, "\\-"); break;
		case '\'': buf_z(out, typed ? "\\(aq" : "'"); break;
		case '`': buf_z(out, "\\(ga"); break;
		case '^': buf_z(out, "\\(ha"); break;
		case '~': buf_z(out, "\\(ti"); break;
		case '"': buf_z(out, "\\(dq"); break;
		default: buf_byte(out, text.p[i]);
		}
	}
}

void roff_text(Buf *out, Str text) {
	add_escaped(out, text, false);
}

void roff_code(Buf *out, Str text) {
	buf_z(out, "\\fB");
	add_escaped(out, text, true);
	buf_z(out, "\\fR");
}

/* Bytes as mandoc counts them, which sees \[uXXXX] for a letter outside ASCII. */
static size_t width_of(Str word) {
	size_t width = 0;
	for (size_t i = 0; i < word.n; i++)
		width += (unsigned char)word.p[i] < 0x80 ? 1 : (unsigned char)word.p[i] >= 0xC0 ? 9 : 0;
	return width;
}

static void add_word(Buf *out, Str word, size_t *column) {
	if (*column && *column + 1 + width_of(word) > LINE) {
		buf_byte(out, '\n');
		*column = 0;
	}
	if (*column) {
		buf_byte(out, ' ');
		++*column;
	} else if (word.p[0] == '.' || word.p[0] == '\'') {
		buf_z(out, "\\&");
		*column += 2;
	}
	buf_str(out, word);
	*column += width_of(word);
}

static bool ends_sentence(Str word) {
	while (word.n > 3 && (str_ends(word, "\\fR") || str_ends(word, "\\fP")))
		word.n -= 3;
	while (word.n && strchr(")]\"", word.p[word.n - 1]))
		word.n--;
	return word.n > 2 && strchr(".!?", word.p[word.n - 1]) && (word.n < 3 || word.p[word.n - 2] != '.');
}

void roff_fill(Buf *out, Str paragraph) {
	size_t column = 0;
	for (size_t at = 0; at < paragraph.n;) {
		size_t end = at;
		while (end < paragraph.n && paragraph.p[end] != ' ' && paragraph.p[end] != '\n')
			end++;
		if (end > at)
			add_word(out, str_sub(paragraph, at, end), &column);
		if (end > at && ends_sentence(str_sub(paragraph, at, end)) && end < paragraph.n) {
			buf_byte(out, '\n');
			column = 0;
		}
		at = end + 1;
	}
	if (column)
		buf_byte(out, '\n');
}

void roff_begin(Buf *out, const char *name, int section, const char *summary, const char *volume) {
	buf_z(out, ".TH ");
	for (const char *p = name; *p; p++)
		buf_byte(out, toupper((unsigned char)*p));
	buf_printf(out, " %d \"" QUOIN_DATE "\" \"Quoin " QUOIN_VERSION "\" \"%s\"\n.SH NAME\n", section, volume);
	roff_text(out, str_of(name));
	buf_z(out, " \\- ");
	roff_text(out, str_of(summary));
	buf_byte(out, '\n');
}

void roff_heading(Buf *out, Str title, bool sub) {
	buf_z(out, sub ? ".SS " : ".SH ");
	for (size_t i = 0; i < title.n; i++)
		buf_byte(out, sub ? title.p[i] : toupper((unsigned char)title.p[i]));
	buf_byte(out, '\n');
}

void roff_item(Buf *out, Str tag) {
	buf_z(out, ".TP\n");
	if (tag.n && (tag.p[0] == '.' || tag.p[0] == '\''))
		buf_z(out, "\\&");
	buf_str(out, tag);
	buf_byte(out, '\n');
}

void roff_block(Buf *out, Str code, bool first) {
	buf_z(out, first ? ".RS 4\n.EX\n" : ".PP\n.RS 4\n.EX\n");
	for (size_t start = 0; start < code.n;) {
		size_t end = str_find(code, "\n", start);
		Str line = str_sub(code, start, end);
		if (line.n && (line.p[0] == '.' || line.p[0] == '\''))
			buf_z(out, "\\&");
		add_escaped(out, line, true);
		buf_byte(out, '\n');
		start += line.n + 1;
	}
	buf_z(out, ".EE\n.RE\n");
}

void roff_see_also(Buf *out, const char *but) {
	buf_z(out, ".SH SEE ALSO\n");
	size_t n = sizeof pages / sizeof *pages, left = n - 1;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(pages[i].name, but) == 0)
			continue;
		buf_z(out, ".BR ");
		roff_text(out, str_of(pages[i].name));
		buf_printf(out, " (%d)%s\n", pages[i].section, --left ? "," : "");
	}
}
