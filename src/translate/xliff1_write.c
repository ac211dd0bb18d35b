/* XLIFF 1.2, for tools that read no other: codes in pairs are `g`, those that stand alone `ph` with their Markdown inside; of a pair
 * it stands as equivalent text, an ellipsis for the words. The strict schema takes no attributes of our own, so the hash of what was
 * sent out travels as `extradata`. A unit is not cut into sentences, since tools do that as they like. */
#include "translate/exchange.h"

static void write_code(Buf *out, const Code *code, bool pair) {
	static const char *const types[] = {
		[CODE_UNKNOWN] = "x-other", [CODE_EMPHASIS] = "italic", [CODE_STRONG] = "bold",
		[CODE_LITERAL] = "x-code",  [CODE_LINK] = "link",       [CODE_SPAN] = "x-lang",
		[CODE_NOTE] = "x-fnref",    [CODE_DATA] = "x-data",     [CODE_BREAK] = "lb",
	};
	if (code->no_translate)
		buf_printf(out, "<mrk mtype=\"protected\" mid=\"" STR_FMT "\" comment=\"", STR_ARG(code->id));
	else
		buf_printf(out, "<%s id=\"" STR_FMT "\" ctype=\"%s\" equiv-text=\"", pair ? "g" : "ph", STR_ARG(code->id),
		           types[code->kind]);
	xml_text(out, code->kind == CODE_BREAK ? STR(" ") : code->open);
	if (pair) {
		buf_z(out, "…");
		xml_text(out, code->close);
	}
	buf_z(out, "\">");
	if (pair)
		return;
	xml_text(out, code->open);
	buf_z(out, "</ph>");
}

static void write_segments(Buf *out, const Segments *segments) {
	for (size_t s = 0; s < segments->n; s++) {
		const Tokens *tokens = &segments->at[s].tokens;
		for (size_t i = 0; i < tokens->n; i++) {
			const Token *token = &tokens->at[i];
			if (token->kind == TOKEN_TEXT)
				xml_text(out, token->text);
			else if (token->kind == TOKEN_CLOSE)
				buf_z(out, token->code->no_translate ? "</mrk>" : "</g>");
			else
				write_code(out, token->code, token->kind == TOKEN_OPEN);
		}
	}
}

static void write_note(Buf *out, const char *from, Str text) {
	buf_printf(out, "        <note from=\"%s\">", from);
	xml_text(out, text);
	buf_z(out, "</note>\n");
}

static void write_notes(Buf *out, Arena *arena, const ExportUnit *unit) {
	const Unit *source = unit->pair->source;
	write_note(out, "place",
	           str_printf(arena, "%s, line %u%s" STR_FMT, unit_kind_words[source->kind],
	                      pos_line_column(source->content).line, source->anchor.n ? ", in " : "",
	                      STR_ARG(source->anchor)));
	if (unit->comment.n)
		write_note(out, "comment", unit->comment);
	if (unit->limit)
		write_note(out, "length", str_printf(arena, "At most about %u characters fit.", unit->limit));
	for (size_t i = 0; i < unit->term_count; i++) {
		const Term *term = unit->terms[i];
		static const char *const uses[] = { "", "", "not ", "" };
		write_note(out, "glossary",
		           str_printf(arena, STR_FMT ": %s" STR_FMT, STR_ARG(term->term), uses[term->use],
		                      STR_ARG(term->use == TERM_KEEP ? term->term : term->translation)));
	}
}

static void write_match(Buf *out, const Match *match) {
	if (match->percent == 0)
		return;
	buf_printf(out, "        <alt-trans match-quality=\"%u%%\"", match->percent > 100 ? 100 : match->percent);
	xml_attribute(out, "origin", match->origin);
	buf_z(out, ">\n          <source>");
	xml_text(out, match->source);
	buf_z(out, "</source>\n          <target>");
	for (size_t i = 0; i < match->target->n; i++)
		xml_text(out, match->target->at[i].text);
	buf_z(out, "</target>\n        </alt-trans>\n");
}

static void write_unit(Buf *out, Arena *arena, const ExportUnit *unit) {
	static const char *const states[] = { "new", "needs-review-translation", "translated", "final" };
	const Unit *source = unit->pair->source;
	buf_printf(out, "      <trans-unit id=\"" STR_FMT "\" restype=\"x-%s\" xml:space=\"preserve\"", STR_ARG(source->id),
	           unit_kind_names[source->kind]);
	if (unit->state == STATE_REVIEWED)
		buf_z(out, " approved=\"yes\"");
	if (unit->limit)
		buf_printf(out, " maxwidth=\"%u\" size-unit=\"char\"", unit->limit);
	if (unit->pair->target)
		xml_attribute(out, "extradata", unit->pair->target->hash);
	buf_z(out, ">\n        <source>");
	write_segments(out, unit->source);
	buf_z(out, "</source>\n");
	if (unit->target) {
		buf_printf(out, "        <target state=\"%s\">", states[unit->state]);
		write_segments(out, unit->target);
		buf_z(out, "</target>\n");
	}
	write_notes(out, arena, unit);
	write_match(out, &unit->match);
	buf_z(out, "      </trans-unit>\n");
}

void export_xliff1(Buf *out, Arena *arena, const ExportFile *files, size_t count) {
	buf_z(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" "
	           "version=\"1.2\">\n");
	for (size_t f = 0; f < count; f++) {
		buf_z(out, "  <file");
		xml_attribute(out, "original", export_original(arena, &files[f]));
		xml_attribute(out, "source-language", files[f].translation->issue->source);
		xml_attribute(out, "target-language", files[f].translation->language);
		buf_z(out, " datatype=\"plaintext\">\n    <body>\n");
		for (size_t i = 0; i < files[f].n; i++)
			write_unit(out, arena, &files[f].at[i]);
		buf_z(out, "    </body>\n  </file>\n");
	}
	buf_z(out, "</xliff>\n");
}
