/* XLIFF 2.1 with the modules for lengths, matches and glossaries. A pair of codes is a `pc`, one that stands alone a `ph`; what
 * they are in Markdown is in `originalData`, so that any tool's file can be read back. Words that are not translated are marked
 * `mrk translate="no"`, terms of the glossary `mrk type="term"`. Attributes of our own (namespace gz) stand on `unit`, where the schema lets them. */
#include "translate/exchange.h"

/* Where a term stands in a unit's source. */
typedef struct {
	const Token *token;
	size_t start, end;
} TermMark;

typedef struct {
	Buf *out;
	const ExportFile *file;
	Arena *arena;
	struct {
		TermMark *at;
		size_t n, room;
	} marks; /* of the unit being written; their ids are m1, m2 … */
} Writer;

void xml_text(Buf *out, Str text) {
	for (size_t i = 0; i < text.n; i++) {
		switch (text.p[i]) {
		case '&': buf_z(out, "&amp;"); break;
		case '<': buf_z(out, "&lt;"); break;
		case '>': buf_z(out, "&gt;"); break;
		case '"': buf_z(out, "&quot;"); break;
		case '\n': buf_z(out, "&#10;"); break;
		default: buf_byte(out, text.p[i]);
		}
	}
}

void xml_attribute(Buf *out, const char *name, Str value) {
	buf_printf(out, " %s=\"", name);
	xml_text(out, value);
	buf_byte(out, '"');
}

static void write_type(const Writer *w, const Code *code) {
	static const char *const types[] = {
		[CODE_UNKNOWN] = "",
		[CODE_EMPHASIS] = " type=\"fmt\" subType=\"xlf:i\"",
		[CODE_STRONG] = " type=\"fmt\" subType=\"xlf:b\"",
		[CODE_LITERAL] = " type=\"fmt\" subType=\"gz:code\"",
		[CODE_LINK] = " type=\"link\" canDelete=\"no\"",
		[CODE_SPAN] = " type=\"other\" subType=\"gz:lang\"",
		[CODE_NOTE] = " type=\"other\" subType=\"gz:fnref\" canDelete=\"no\" canCopy=\"no\"",
		[CODE_DATA] = " type=\"other\" subType=\"gz:data\" canDelete=\"no\"",
		[CODE_BREAK] = " type=\"fmt\" subType=\"xlf:lb\"",
	};
	buf_z(w->out, types[code->kind]);
	if (code->direction != DIRECTION_AUTO)
		xml_attribute(w->out, "dir", code->direction == DIRECTION_LTR ? STR("ltr") : STR("rtl"));
	Str note = code->kind == CODE_NOTE ? export_note_id(w->file->article, code->label) : STR("");
	if (note.n)
		xml_attribute(w->out, "subFlows", note);
}

static void write_open(const Writer *w, const Code *code) {
	if (code->no_translate) {
		buf_printf(w->out, "<mrk id=\"" STR_FMT "\" translate=\"no\">", STR_ARG(code->id));
		return;
	}
	buf_printf(w->out, "<pc id=\"" STR_FMT "\"", STR_ARG(code->id));
	write_type(w, code);
	buf_printf(w->out, " dataRefStart=\"d" STR_FMT "\" dataRefEnd=\"d" STR_FMT "c\">", STR_ARG(code->id),
	           STR_ARG(code->id));
}

/* The mark that begins first at or behind a byte of a token's text; their number when there is none. */
static size_t next_mark(const Writer *w, const Token *token, size_t from) {
	size_t next = w->marks.n;
	for (size_t i = 0; i < w->marks.n; i++) {
		const TermMark *mark = &w->marks.at[i];
		if (mark->token == token && mark->start >= from && (next == w->marks.n || mark->start < w->marks.at[next].start))
			next = i;
	}
	return next;
}

static void write_words(const Writer *w, const Token *token) {
	size_t at = 0;
	for (size_t i = next_mark(w, token, 0); i < w->marks.n; i = next_mark(w, token, at)) {
		const TermMark *mark = &w->marks.at[i];
		xml_text(w->out, str_sub(token->text, at, mark->start));
		buf_printf(w->out, "<mrk id=\"m%zu\" type=\"term\">", i + 1);
		xml_text(w->out, str_sub(token->text, mark->start, mark->end));
		buf_z(w->out, "</mrk>");
		at = mark->end;
	}
	xml_text(w->out, str_sub(token->text, at, token->text.n));
}

static void write_tokens(const Writer *w, const Tokens *tokens) {
	for (size_t i = 0; i < tokens->n; i++) {
		const Token *token = &tokens->at[i];
		const Code *code = token->code;
		if (token->kind == TOKEN_TEXT) {
			write_words(w, token);
		} else if (token->kind == TOKEN_OPEN) {
			write_open(w, code);
		} else if (token->kind == TOKEN_CLOSE) {
			buf_z(w->out, code->no_translate ? "</mrk>" : "</pc>");
		} else {
			buf_printf(w->out, "<ph id=\"" STR_FMT "\"", STR_ARG(code->id));
			write_type(w, code);
			xml_attribute(w->out, "equiv", code->kind == CODE_BREAK ? STR(" ") : code->open);
			xml_attribute(w->out, "disp", code->kind == CODE_BREAK ? STR("line break") : code->open);
			buf_printf(w->out, " dataRef=\"d" STR_FMT "\"/>", STR_ARG(code->id));
		}
	}
}

static void write_data_of(const Writer *w, const Tokens *tokens, bool only_own, bool *any) {
	for (size_t i = 0; tokens && i < tokens->n; i++) {
		const Code *code = tokens->at[i].code;
		if (tokens->at[i].kind != TOKEN_OPEN && tokens->at[i].kind != TOKEN_ALONE)
			continue;
		if (only_own && !str_starts(code->id, "t"))
			continue;
		if (!*any)
			buf_z(w->out, "      <originalData>\n");
		*any = true;
		buf_printf(w->out, "        <data id=\"d" STR_FMT "\" xml:space=\"preserve\">", STR_ARG(code->id));
		xml_text(w->out, code->open);
		buf_z(w->out, "</data>\n");
		if (code->close.n == 0)
			continue;
		buf_printf(w->out, "        <data id=\"d" STR_FMT "c\">", STR_ARG(code->id));
		xml_text(w->out, code->close);
		buf_z(w->out, "</data>\n");
	}
}

static void write_data(const Writer *w, const ExportUnit *unit) {
	bool any = false;
	write_data_of(w, unit->pair->source->tokens, false, &any);
	for (size_t i = 0; unit->target && i < unit->target->n; i++)
		write_data_of(w, &unit->target->at[i].tokens, true, &any);
	if (any)
		buf_z(w->out, "      </originalData>\n");
}

static void write_match(const Writer *w, const Match *match) {
	if (match->percent == 0)
		return;
	unsigned percent = match->percent > 100 ? 100 : match->percent;
	buf_printf(w->out,
	           "      <mtc:matches>\n        <mtc:match ref=\"#s1\" type=\"%s\" matchQuality=\"%u\" similarity=\"%u\"",
	           match->percent > 100 ? "icm" : "tm", percent, percent);
	xml_attribute(w->out, "origin", match->origin);
	buf_z(w->out, ">\n          <source>");
	xml_text(w->out, match->source);
	buf_z(w->out, "</source>\n          <target>");
	for (size_t i = 0; i < match->target->n; i++)
		xml_text(w->out, match->target->at[i].text);
	buf_z(w->out, "</target>\n        </mtc:match>\n      </mtc:matches>\n");
}

/* The mark of that place, a new one if there is none; SIZE_MAX when it would cut another. */
static size_t mark_place(Writer *w, const Token *token, size_t start, size_t end) {
	size_t n = w->marks.n;
	for (size_t i = 0; i < n; i++) {
		const TermMark *mark = &w->marks.at[i];
		if (mark->token == token && mark->start == start && mark->end == end)
			return i;
		if (mark->token == token && mark->start < end && start < mark->end)
			return SIZE_MAX;
	}
	*list_push(w->arena, &w->marks) = (TermMark){ token, start, end };
	return n;
}

/* Marks where a term first stands, if that is within one stretch of words; SIZE_MAX when it is not marked. */
static size_t mark_term(Writer *w, const ExportUnit *unit, const Term *term) {
	for (size_t s = 0; s < unit->source->n; s++) {
		const Tokens *tokens = &unit->source->at[s].tokens;
		for (size_t i = 0; i < tokens->n; i++) {
			const Token *token = &tokens->at[i];
			size_t end, start = token->kind == TOKEN_TEXT ? text_find_term(token->text, term->term, false, &end) : SIZE_MAX;
			if (start != SIZE_MAX)
				return mark_place(w, token, start, text_word_end(token->text, end));
		}
	}
	return SIZE_MAX;
}

static void write_terms(Writer *w, const ExportUnit *unit) {
	w->marks.n = 0;
	if (unit->term_count == 0)
		return;
	buf_z(w->out, "      <gls:glossary>\n");
	for (size_t i = 0; i < unit->term_count; i++) {
		const Term *term = unit->terms[i];
		static const char *const uses[] = { "preferred", "allowed", "not to be used", "not translated" };
		size_t mark = mark_term(w, unit, term);
		buf_z(w->out, "        <gls:glossEntry");
		if (mark != SIZE_MAX)
			buf_printf(w->out, " ref=\"#m%zu\"", mark + 1);
		buf_z(w->out, ">\n          <gls:term>");
		xml_text(w->out, term->term);
		buf_z(w->out, "</gls:term>\n          <gls:translation>");
		xml_text(w->out, term->use == TERM_KEEP ? term->term : term->translation);
		buf_printf(w->out, "</gls:translation>\n          <gls:definition>%s", uses[term->use]);
		if (term->note.n) {
			buf_z(w->out, "; ");
			xml_text(w->out, term->note);
		}
		buf_z(w->out, "</gls:definition>\n        </gls:glossEntry>\n");
	}
	buf_z(w->out, "      </gls:glossary>\n");
}

static void write_notes(const Writer *w, const ExportUnit *unit) {
	const Unit *source = unit->pair->source;
	buf_z(w->out, "      <notes>\n        <note category=\"place\">");
	LineColumn at = pos_line_column(source->content);
	buf_printf(w->out, "%s, line %u%s", unit_kind_words[source->kind], at.line, source->anchor.n ? ", in " : "");
	xml_text(w->out, source->anchor);
	buf_z(w->out, "</note>\n");
	if (unit->comment.n) {
		buf_z(w->out, "        <note category=\"comment\">");
		xml_text(w->out, unit->comment);
		buf_z(w->out, "</note>\n");
	}
	if (unit->limit)
		buf_printf(w->out, "        <note category=\"length\">At most about %u characters fit.</note>\n", unit->limit);
	buf_z(w->out, "      </notes>\n");
}

static void write_segments(const Writer *w, const ExportUnit *unit) {
	static const char *const states[] = { "initial", "initial", "translated", "reviewed" };
	for (size_t i = 0, number = 1; i < unit->source->n; i++) {
		bool between = unit->source->at[i].between;
		if (between) {
			buf_z(w->out, "      <ignorable>\n");
		} else {
			buf_printf(w->out, "      <segment id=\"s%zu\" state=\"%s\"", number++,
			           unit->target ? states[unit->state] : "initial");
			if (unit->sub_state)
				buf_printf(w->out, " subState=\"gz:%s\"", unit->sub_state);
			buf_z(w->out, ">\n");
		}
		buf_z(w->out, "        <source>");
		write_tokens(w, &unit->source->at[i].tokens);
		buf_z(w->out, "</source>\n");
		if (unit->target) {
			buf_z(w->out, "        <target>");
			write_tokens(w, &unit->target->at[i].tokens);
			buf_z(w->out, "</target>\n");
		}
		buf_z(w->out, between ? "      </ignorable>\n" : "      </segment>\n");
	}
}

static void write_unit(Writer *w, const ExportUnit *unit) {
	const Unit *source = unit->pair->source;
	buf_printf(w->out, "    <unit id=\"" STR_FMT "\" type=\"gz:%s\" xml:space=\"preserve\"", STR_ARG(source->id),
	           unit_kind_names[source->kind]);
	if (unit->limit)
		buf_printf(w->out, " slr:sizeRestriction=\"%u\"", unit->limit);
	if (unit->pair->target)
		xml_attribute(w->out, "gz:base", unit->pair->target->hash);
	buf_z(w->out, ">\n");
	write_match(w, &unit->match);
	write_terms(w, unit);
	write_notes(w, unit);
	write_data(w, unit);
	write_segments(w, unit);
	buf_z(w->out, "    </unit>\n");
}

void export_xliff2(Buf *out, Arena *arena, const ExportFile *files, size_t count) {
	buf_z(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\"");
	buf_z(out, " xmlns:slr=\"urn:oasis:names:tc:xliff:sizerestriction:2.0\" "
	           "xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\"");
	buf_z(out,
	      " xmlns:gls=\"urn:oasis:names:tc:xliff:glossary:2.0\" xmlns:gz=\"" TRANSLATE_NAMESPACE "\" version=\"2.1\"");
	if (count) {
		xml_attribute(out, "srcLang", files[0].translation->issue->source);
		xml_attribute(out, "trgLang", files[0].translation->language);
	}
	buf_z(out, ">\n");
	for (size_t f = 0; f < count; f++) {
		Writer w = { .out = out, .file = &files[f], .arena = arena };
		buf_z(out, "  <file");
		xml_attribute(out, "id", files[f].article->id);
		xml_attribute(out, "original", export_original(arena, &files[f]));
		buf_z(out, ">\n    <slr:profiles generalProfile=\"xliff:codepoints\"/>\n");
		for (size_t i = 0; i < files[f].n; i++)
			write_unit(&w, &files[f].at[i]);
		buf_z(out, "  </file>\n");
	}
	buf_z(out, "</xliff>\n");
}
