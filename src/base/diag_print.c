/* Forms of the same messages: the GNU form for people, whole or a line each, and JSON Lines for programs; diag_sarif.c and
 * diag_github.c have two more. All but SARIF keep to the limit per rule and file: the last one shown is followed by the
 * number of those that are not. */
#include "base/diag_excerpt.h"
#include "base/diag_print.h"

#define LIMIT 20

typedef struct {
	const Message *first;                                    /* any of the same rule and file */
	unsigned total, shown;
} Kind;

typedef struct { Kind *at; size_t n, room; } KindList;

static bool same_file(const SourceFile *a, const SourceFile *b) {
	return a == b || (a && b && str_eq(a->path, b->path));
}

static Kind *kind_for(Arena *arena, KindList *kinds, const Message *message) {
	for (size_t i = 0; i < kinds->n; i++)
		if (kinds->at[i].first->rule == message->rule && same_file(kinds->at[i].first->pos.file, message->pos.file))
			return &kinds->at[i];
	Kind *kind = list_push(arena, kinds);
	kind->first = message;
	return kind;
}

const char *diag_severity_name(Severity severity) {
	return severity == SEVERITY_ERROR ? "error" : severity == SEVERITY_WARNING ? "warning" : "note";
}

static const char *severity_colour(Severity severity) {
	return severity == SEVERITY_ERROR ? "\033[1;31m" : severity == SEVERITY_WARNING ? "\033[1;35m" : "\033[1;36m";
}

static void add_heading(Buf *out, Severity severity, Pos pos, Str text, const char *rule, bool colour) {
	buf_z(out, colour ? "\033[1m" : "");
	if (pos.file) {
		LineColumn at = pos_line_column(pos);
		excerpt_add_text(out, pos.file->path);
		buf_printf(out, ":%u:%u: ", (unsigned)at.line, (unsigned)at.column);
	} else {
		buf_z(out, "quoin: ");
	}
	if (colour)
		buf_printf(out, "\033[0m%s%s:\033[0m\033[1m ", severity_colour(severity), diag_severity_name(severity));
	else
		buf_printf(out, "%s: ", diag_severity_name(severity));
	excerpt_add_text(out, text);
	buf_z(out, colour ? "\033[0m" : "");
	if (rule)
		buf_printf(out, " [%s]", rule);
	buf_byte(out, '\n');
}

static void add_line(Buf *out, const char *label, Str text, bool colour) {
	if (text.n == 0)
		return;
	buf_printf(out, colour ? "      = \033[1m%s:\033[0m " : "      = %s: ", label);
	excerpt_add_text(out, text);
	buf_byte(out, '\n');
}

static void print_human(const Diag *diag, const Message *m, bool colour, Buf *out) {
	add_heading(out, m->severity, m->pos, m->text, rule_name(m->rule), colour);
	if (m->pos.file)
		excerpt_add(out, m->pos, colour);
	if (!str_eq(m->language, diag->language))
		add_line(out, "language", m->language, colour);
	add_line(out, "note", m->note, colour);
	add_line(out, "help", m->help, colour);
	if (m->related.file) {
		add_heading(out, SEVERITY_NOTE, m->related, m->related_text, NULL, colour);
		excerpt_add(out, m->related, colour);
	} else {
		add_line(out, "note", m->related_text, colour);
	}
}

static void add_json_point(Buf *out, const char *key, Pos pos) {
	LineColumn at = pos_line_column(pos);
	buf_printf(out, ",\"%s\":{\"line\":%u,\"column\":%u,\"offset\":%u}", key, (unsigned)at.line, (unsigned)at.column,
	           (unsigned)pos.offset);
}

static void add_json_text(Buf *out, const char *key, Str text) {
	if (text.n == 0)
		return;
	buf_printf(out, ",\"%s\":", key);
	buf_json(out, text);
}

static void add_json_place(Buf *out, Pos pos) {
	if (!pos.file)
		return;
	add_json_text(out, "file", pos.file->path);
	add_json_point(out, "start", pos);
	add_json_point(out, "end", (Pos){ pos.file, pos.offset + pos.length, 0 });
}

static void print_json(const Message *m, Buf *out) {
	buf_printf(out, "{\"v\":1,\"rule\":\"%s\",\"severity\":\"%s\",\"message\":", rule_name(m->rule),
	           diag_severity_name(m->severity));
	buf_json(out, m->text);
	add_json_text(out, "language", m->language);
	add_json_place(out, m->pos);
	add_json_text(out, "help", m->help);
	add_json_text(out, "note", m->note);
	buf_z(out, ",\"related\":[");
	if (m->related.file || m->related_text.n) {
		buf_z(out, "{\"message\":");
		buf_json(out, m->related_text);
		add_json_place(out, m->related);
		buf_byte(out, '}');
	}
	buf_z(out, "]");
	if (m->fix.n) {
		buf_printf(out, ",\"fix\":{\"offset\":%u,\"length\":%u,\"text\":", (unsigned)m->pos.offset, (unsigned)m->pos.length);
		buf_json(out, m->fix);
		buf_byte(out, '}');
	}
	buf_z(out, "}\n");
}

static void print_rest(const Message *m, unsigned more, DiagFormat format, Buf *out) {
	if (format == DIAG_HUMAN || format == DIAG_SHORT) {
		buf_printf(out, "      \u2026 and %u more like it [%s]\n", more, rule_name(m->rule));
		return;
	}
	if (format == DIAG_GITHUB) {
		diag_print_github_rest(m, more, out);
		return;
	}
	buf_printf(out, "{\"v\":1,\"rule\":\"%s\",\"severity\":\"note\",\"message\":\"\u2026 and %u more like it\"",
	           rule_name(m->rule), more);
	if (m->pos.file)
		add_json_text(out, "file", m->pos.file->path);
	buf_printf(out, ",\"more\":%u,\"related\":[]}\n", more);
}

static void print_one(const Diag *diag, const Message *message, DiagFormat format, bool colour, Buf *out) {
	switch (format) {
	case DIAG_SHORT:
		add_heading(out, message->severity, message->pos, message->text, rule_name(message->rule), colour);
		break;
	case DIAG_JSON:
		print_json(message, out);
		break;
	case DIAG_GITHUB:
		diag_print_github(diag, message, out);
		break;
	default:
		print_human(diag, message, colour, out);
	}
}

void diag_print(const Diag *diag, DiagFormat format, bool colour, Buf *out) {
	if (format == DIAG_SARIF) {
		diag_print_sarif(diag, out);
		return;
	}
	Arena *scratch = arena_make();
	KindList kinds = { 0 };
	for (size_t i = 0; i < diag->messages.n; i++)
		if (!diag->messages.at[i].ignored)
			kind_for(scratch, &kinds, &diag->messages.at[i])->total++;
	for (size_t i = 0; i < diag->messages.n; i++) {
		const Message *message = &diag->messages.at[i];
		if (message->ignored)
			continue;
		Kind *kind = kind_for(scratch, &kinds, message);
		if (kind->shown == LIMIT)
			continue;
		kind->shown++;
		print_one(diag, message, format, colour, out);
		if (kind->shown == LIMIT && kind->total > LIMIT)
			print_rest(message, kind->total - LIMIT, format, out);
	}
	arena_free(scratch);
}
