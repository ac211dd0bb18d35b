/* SARIF 2.1.0 (OASIS), for code scanning and for editors: one run, the rules that occur with their help, a result a message.
 * Columns count code points, as everywhere in Quoin, and columnKind says so. A path below the folder that Quoin ran in is
 * relative to %SRCROOT%, which stays unnamed: the document is the same on every machine. A result is known again, in the next
 * run and after lines were added above it, by its fingerprint: of the rule, the file and the block of text round the place,
 * white space collapsed; the second of equal ones is told apart by its number. In a message string braces are doubled
 * (3.11.5) and what looks like a link is escaped (3.11.6). */
#include <string.h>

#include "base/diag_print.h"
#include "base/version.h"

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

typedef struct { Rule *at; size_t n, room; } RuleList;

typedef struct {
	uint64_t hash;
	unsigned count;
} Fingerprint;

typedef struct {
	Arena *arena;
	Buf *out;
	RuleList rules;
	struct { Fingerprint *at; size_t n, room; } fingerprints;
} Sarif;

static size_t index_of_rule(const RuleList *rules, Rule rule) {
	size_t i = 0;
	while (i < rules->n && rules->at[i] != rule)
		i++;
	return i;
}

static void add_text(Buf *text, Str s) {
	bool link = str_find(s, "](", 0) != SIZE_MAX;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '{' || s.p[i] == '}')
			buf_byte(text, s.p[i]);
		else if (link && s.p[i] == '[')
			buf_byte(text, '\\');
		buf_byte(text, s.p[i]);
	}
}

/* {"text":"..."} of sentences, each on its line. */
static void add_message(Buf *out, const Str *sentences, size_t n) {
	Buf text = { 0 };
	for (size_t i = 0; i < n; i++) {
		if (sentences[i].n && text.n)
			buf_byte(&text, '\n');
		add_text(&text, sentences[i]);
	}
	buf_z(out, "{\"text\":");
	buf_json(out, buf_as_str(&text));
	buf_byte(out, '}');
	buf_free(&text);
}

static void add_uri(Buf *out, Str path) {
	Buf uri = { 0 };
	bool absolute = str_starts(path, "/");
	if (absolute)
		buf_z(&uri, "file://");
	for (size_t i = 0; i < path.n; i++) {
		unsigned char c = (unsigned char)path.p[i];
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-._~/", c));
		if (plain)
			buf_byte(&uri, c);
		else
			buf_printf(&uri, "%%%02X", (unsigned)c);
	}
	buf_z(out, "{\"uri\":");
	buf_json(out, buf_as_str(&uri));
	buf_z(out, absolute ? "}" : ",\"uriBaseId\":\"%SRCROOT%\"}");
	buf_free(&uri);
}

static Str line_at(const SourceFile *file, uint32_t line) {
	size_t end = line < file->lines ? file->line_starts[line] : file->text.n;
	Str text = str_sub(file->text, file->line_starts[line - 1], end);
	while (text.n > 0 && (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == '\r'))
		text.n--;
	return text;
}

static void add_region(Buf *out, Pos pos) {
	LineColumn start = pos_line_column(pos), end = pos_line_column((Pos){ pos.file, pos.offset + pos.length, 0 });
	buf_printf(out, "{\"startLine\":%u,\"startColumn\":%u", (unsigned)start.line, (unsigned)start.column);
	if (pos.length)
		buf_printf(out, ",\"endLine\":%u,\"endColumn\":%u", (unsigned)end.line, (unsigned)end.column);
	buf_byte(out, '}');
}

static void add_place(Buf *out, Pos pos) {
	LineColumn start = pos_line_column(pos);
	buf_z(out, "\"physicalLocation\":{\"artifactLocation\":");
	add_uri(out, pos.file->path);
	buf_z(out, ",\"region\":");
	add_region(out, pos);
	buf_printf(out, ",\"contextRegion\":{\"startLine\":%u,\"endLine\":%u,\"snippet\":{\"text\":", (unsigned)start.line, (unsigned)start.line);
	buf_json(out, line_at(pos.file, start.line));
	buf_z(out, "}}}");
}

static void add_collapsed(Buf *out, Str line) {
	for (size_t i = 0; i < line.n; i++) {
		bool space = line.p[i] == ' ' || line.p[i] == '\t';
		if (!space)
			buf_byte(out, line.p[i]);
		else if (out->n && out->p[out->n - 1] != ' ')
			buf_byte(out, ' ');
	}
	if (out->n && out->p[out->n - 1] != ' ')
		buf_byte(out, ' ');
}

/* The lines round the place as far as the next blank ones. */
static void add_block(Buf *out, Pos pos) {
	uint32_t first = pos_line_column(pos).line, last = first;
	while (first > 1 && str_trim(line_at(pos.file, first - 1)).n && str_trim(line_at(pos.file, first)).n)
		first--;
	while (last < pos.file->lines && str_trim(line_at(pos.file, last + 1)).n && str_trim(line_at(pos.file, last)).n)
		last++;
	for (uint32_t line = first; line <= last; line++)
		add_collapsed(out, line_at(pos.file, line));
}

static void add_fingerprint(Sarif *sarif, const Message *message) {
	Buf known = { 0 };
	buf_printf(&known, "%s\n", rule_name(message->rule));
	if (message->pos.file) {
		buf_str(&known, message->pos.file->path);
		buf_byte(&known, '\n');
		add_block(&known, message->pos);
	} else {
		buf_str(&known, message->text);
	}
	uint64_t hash = str_hash(buf_as_str(&known));
	buf_free(&known);
	size_t i = 0;
	while (i < sarif->fingerprints.n && sarif->fingerprints.at[i].hash != hash)
		i++;
	if (i == sarif->fingerprints.n)
		list_push(sarif->arena, &sarif->fingerprints)->hash = hash;
	unsigned number = ++sarif->fingerprints.at[i].count;
	buf_printf(sarif->out, ",\"partialFingerprints\":{\"quoinBlock/v1\":\"%016llx:%u\"}", (unsigned long long)hash, number);
}

static void add_fix(Buf *out, const Message *message) {
	buf_z(out, ",\"fixes\":[{\"description\":");
	add_message(out, &message->help, 1);
	buf_z(out, ",\"artifactChanges\":[{\"artifactLocation\":");
	add_uri(out, message->pos.file->path);
	buf_z(out, ",\"replacements\":[{\"deletedRegion\":");
	add_region(out, message->pos);
	buf_z(out, ",\"insertedContent\":{\"text\":");
	buf_json(out, message->fix);
	buf_z(out, "}}]}]}]");
}

static void add_result(Sarif *sarif, const Message *message) {
	Buf *out = sarif->out;
	buf_printf(out, "{\"ruleId\":\"%s\",\"ruleIndex\":%zu,\"level\":\"%s\",\"message\":", rule_name(message->rule),
	           index_of_rule(&sarif->rules, message->rule), diag_severity_name(message->severity));
	Str beside = message->related.file ? STR("") : message->related_text;
	add_message(out, (const Str[]){ message->text, message->note, message->help, beside }, 4);
	if (message->pos.file) {
		buf_z(out, ",\"locations\":[{");
		add_place(out, message->pos);
		buf_z(out, "}]");
	}
	if (message->related.file) {
		buf_z(out, ",\"relatedLocations\":[{\"id\":1,");
		add_place(out, message->related);
		buf_z(out, ",\"message\":");
		add_message(out, &message->related_text, 1);
		buf_z(out, "}]");
	}
	if (message->fix.n)
		add_fix(out, message);
	add_fingerprint(sarif, message);
	if (message->language.n) {
		buf_z(out, ",\"properties\":{\"language\":");
		buf_json(out, message->language);
		buf_byte(out, '}');
	}
	buf_byte(out, '}');
}

static void add_rule(Buf *out, Rule rule) {
	Str summary = str_of(rule_summary(rule)), help = str_of(rule_help(rule));
	buf_printf(out, "{\"id\":\"%s\",\"shortDescription\":", rule_name(rule));
	add_message(out, &summary, 1);
	buf_z(out, ",\"help\":");
	add_message(out, help.n ? &help : &summary, 1);
	buf_byte(out, '}');
}

void diag_print_sarif(const Diag *diag, Buf *out) {
	Sarif sarif = { .arena = arena_make(), .out = out };
	for (size_t i = 0; i < diag->messages.n; i++) {
		const Message *message = &diag->messages.at[i];
		if (!message->ignored && index_of_rule(&sarif.rules, message->rule) == sarif.rules.n)
			*list_push(sarif.arena, &sarif.rules) = message->rule;
	}
	buf_z(out, "{\"$schema\":\"" SCHEMA "\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"Quoin\",\"version\":\""
	           QUOIN_VERSION "\",\"rules\":[");
	for (size_t i = 0; i < sarif.rules.n; i++) {
		buf_z(out, i ? ",\n" : "\n");
		add_rule(out, sarif.rules.at[i]);
	}
	buf_z(out, "]}},\"columnKind\":\"unicodeCodePoints\",\"originalUriBaseIds\":{\"%SRCROOT%\":{\"description\":"
	           "{\"text\":\"The folder in which Quoin was run.\"}}},");
	buf_printf(out, "\"invocations\":[{\"executionSuccessful\":%s}],\"results\":[", diag->write_failed ? "false" : "true");
	for (size_t i = 0, n = 0; i < diag->messages.n; i++) {
		if (diag->messages.at[i].ignored)
			continue;
		buf_z(out, n++ ? ",\n" : "\n");
		add_result(&sarif, &diag->messages.at[i]);
	}
	buf_z(out, "]}]}\n");
	arena_free(sarif.arena);
}
