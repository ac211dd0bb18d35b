/* Commands in the log of a GitHub workflow: "::error file=a.md,line=3,col=5,endColumn=9,title=rule::sentence". The runner turns
 * each into an annotation of the line. A line end inside is written %0A; in a property also colon and comma are escaped. An
 * annotation has no further places, so help, note and the other place follow the sentence in lines of their own. */
#include "base/diag_print.h"

static void add_escaped(Buf *out, Str s, bool property) {
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '%' || c == '\n' || c == '\r' || (property && (c == ':' || c == ',')))
			buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
		else
			buf_byte(out, c);
	}
}

static const char *command_of(Severity severity) {
	return severity == SEVERITY_NOTE ? "notice" : diag_severity_name(severity);
}

static void add_place(Buf *out, Pos pos) {
	if (!pos.file)
		return;
	LineColumn start = pos_line_column(pos), end = pos_line_column((Pos){ pos.file, pos.offset + pos.length, 0 });
	buf_z(out, "file=");
	add_escaped(out, pos.file->path, true);
	buf_printf(out, ",line=%u,col=%u", (unsigned)start.line, (unsigned)start.column);
	if (end.line == start.line && end.column > start.column)
		buf_printf(out, ",endColumn=%u", (unsigned)end.column - 1);
	else if (end.line > start.line)
		buf_printf(out, ",endLine=%u", (unsigned)end.line);
	buf_byte(out, ',');
}

static void add_sentence(Buf *out, const char *before, Str s) {
	if (s.n == 0)
		return;
	buf_z(out, before);
	add_escaped(out, s, false);
}

void diag_print_github(const Diag *diag, const Message *message, Buf *out) {
	buf_printf(out, "::%s ", command_of(message->severity));
	add_place(out, message->pos);
	buf_printf(out, "title=%s", rule_name(message->rule));
	if (message->language.n && !str_eq(message->language, diag->language)) {
		buf_z(out, " (");
		add_escaped(out, message->language, true);
		buf_byte(out, ')');
	}
	add_sentence(out, "::", message->text);
	add_sentence(out, "%0A", message->note);
	add_sentence(out, "%0A", message->help);
	if (message->related.file) {
		LineColumn at = pos_line_column(message->related);
		add_sentence(out, "%0A", message->related.file->path);
		buf_printf(out, ":%u:%u", (unsigned)at.line, (unsigned)at.column);
		add_sentence(out, ": ", message->related_text);
	} else {
		add_sentence(out, "%0A", message->related_text);
	}
	buf_byte(out, '\n');
}

void diag_print_github_rest(const Message *message, unsigned more, Buf *out) {
	buf_z(out, "::notice ");
	if (message->pos.file) {
		buf_z(out, "file=");
		add_escaped(out, message->pos.file->path, true);
		buf_byte(out, ',');
	}
	buf_printf(out, "title=%s::\u2026 and %u more like it\n", rule_name(message->rule), more);
}
