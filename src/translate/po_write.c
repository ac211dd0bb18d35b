/* PO: texts in Markdown, codes and all, for teams that work with gettext's tools. The context names article and unit, so that equal
 * texts stay apart. */
#include "translate/exchange.h"

static void write_string(Buf *out, const char *keyword, Str text) {
	buf_printf(out, "%s \"", keyword);
	for (size_t i = 0; i < text.n; i++) {
		switch (text.p[i]) {
		case '"': buf_z(out, "\\\""); break;
		case '\\': buf_z(out, "\\\\"); break;
		case '\t': buf_z(out, "\\t"); break;
		case '\n': buf_z(out, i + 1 < text.n ? "\\n\"\n\"" : "\\n"); break;
		default: buf_byte(out, text.p[i]);
		}
	}
	buf_z(out, "\"\n");
}

static Str markdown_of_segments(Arena *arena, const Segments *segments) {
	Tokens all = { 0 };
	for (size_t s = 0; s < segments->n; s++)
		for (size_t i = 0; i < segments->at[s].tokens.n; i++)
			*list_push(arena, &all) = segments->at[s].tokens.at[i];
	return markdown_of(arena, tokens_settle(arena, &all));
}

static void write_header(Buf *out, Arena *arena, const Translation *t) {
	write_string(out, "msgid", STR(""));
	write_string(
		out, "msgstr",
		str_printf(
			arena,
			"Project-Id-Version: " STR_FMT "\nPO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\n"
			"Last-Translator: FULL NAME <EMAIL@ADDRESS>\nLanguage-Team: LANGUAGE <LL@li.org>\nLanguage: " STR_FMT
			"\nMIME-Version: 1.0\n"
			"Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\nX-Source-Language: " STR_FMT
			"\n",
			STR_ARG(t->issue->edition), STR_ARG(t->language), STR_ARG(t->issue->source)));
}

static void write_unit(Buf *out, Arena *arena, const ExportFile *file, const ExportUnit *unit) {
	const Unit *source = unit->pair->source;
	buf_byte(out, '\n');
	if (unit->comment.n)
		buf_printf(out, "#. " STR_FMT "\n", STR_ARG(unit->comment));
	if (unit->limit)
		buf_printf(out, "#. At most about %u characters fit.\n", unit->limit);
	if (unit->pair->target)
		buf_printf(out, "#. base " STR_FMT "\n", STR_ARG(unit->pair->target->hash));
	buf_printf(out, "#: " STR_FMT ":%u\n", STR_ARG(export_original(arena, file)),
	           pos_line_column(source->content).line);
	if (unit->target && unit->state == STATE_DRAFT)
		buf_z(out, "#, fuzzy\n");
	write_string(out, "msgctxt",
	             str_printf(arena, STR_FMT "|" STR_FMT, STR_ARG(file->article->id), STR_ARG(source->id)));
	write_string(out, "msgid", markdown_of(arena, source->tokens));
	write_string(out, "msgstr", unit->target ? markdown_of_segments(arena, unit->target) : STR(""));
}

void export_po(Buf *out, Arena *arena, const ExportFile *files, size_t count) {
	if (count)
		write_header(out, arena, files[0].translation);
	for (size_t f = 0; f < count; f++)
		for (size_t i = 0; i < files[f].n; i++)
			write_unit(out, arena, &files[f], &files[f].at[i]);
}
