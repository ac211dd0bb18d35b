/* TMX 1.4: what has been translated, in this edition and in those before it, for the memories of other tools. A pair of codes is a
 * `bpt` and an `ept`, one that stands alone a `ph`; equal codes of both languages have one number. What is said twice goes out once. */
#include "base/version.h"
#include "translate/exchange.h"

typedef struct {
	Buf *out;
	const Code *open[TRANSLATE_MAX_CODES];                   /* not closed yet, by their number from 1 */
	unsigned opened[TRANSLATE_MAX_CODES];
	unsigned depth, pairs;
} Writer;

/* Numbers are the source's; a code of the translation alone has none. */
static void write_number(Buf *out, const Code *code) {
	if (code->id.n && !str_starts(code->id, "t"))
		xml_attribute(out, "x", code->id);
}

static void write_code(Writer *w, const Token *token) {
	static const char *const types[] = { [CODE_EMPHASIS] = "italic", [CODE_STRONG] = "bold", [CODE_LINK] = "link", [CODE_NOTE] = "fnote",
		[CODE_DATA] = "x-data", [CODE_SPAN] = "x-lang", [CODE_LITERAL] = "x-code", [CODE_BREAK] = "x-break", [CODE_UNKNOWN] = "x-code" };
	const Code *code = token->code;
	if (token->kind == TOKEN_CLOSE) {
		unsigned i = w->depth > 0 ? w->opened[--w->depth] : 0;
		buf_printf(w->out, "<ept i=\"%u\">", i);
		xml_text(w->out, code->close);
		buf_z(w->out, "</ept>");
		return;
	}
	bool alone = token->kind == TOKEN_ALONE;
	buf_z(w->out, alone ? "<ph" : "<bpt");
	if (!alone) {
		buf_printf(w->out, " i=\"%u\"", ++w->pairs);
		w->opened[w->depth++] = w->pairs;
	}
	write_number(w->out, code);
	buf_printf(w->out, " type=\"%s\">", types[code->kind]);
	xml_text(w->out, code->open);
	buf_z(w->out, alone ? "</ph>" : "</bpt>");
}

static void write_side(Buf *out, Str language, const Tokens *tokens) {
	Writer w = { .out = out };
	buf_z(out, "      <tuv");
	xml_attribute(out, "xml:lang", language);
	buf_z(out, "><seg>");
	for (size_t i = 0; i < tokens->n; i++) {
		const Token *token = &tokens->at[i];
		if (token->kind == TOKEN_TEXT)
			xml_text(out, token->text);
		else if (token->kind == TOKEN_OPEN && w.depth == TRANSLATE_MAX_CODES)
			break;                                           /* none is read that is deeper */
		else
			write_code(&w, token);
	}
	buf_z(out, "</seg></tuv>\n");
}

static void write_entry(Buf *out, Arena *arena, const Issue *issue, Str language, const MemoryEntry *entry) {
	Tokens *source = tokens_copy(arena, entry->source->tokens), *target = tokens_copy(arena, entry->target->tokens);
	tokens_number(arena, source, target);
	buf_z(out, "    <tu");
	xml_attribute(out, "tuid", str_printf(arena, STR_FMT ":" STR_FMT, STR_ARG(entry->origin), STR_ARG(entry->source->id)));
	buf_z(out, ">\n      <prop type=\"x-edition\">");
	xml_text(out, entry->origin);
	buf_printf(out, "</prop>\n      <prop type=\"x-kind\">%s</prop>\n", unit_kind_words[entry->source->kind]);
	write_side(out, issue->source, source);
	write_side(out, language, target);
	buf_z(out, "    </tu>\n");
}

size_t translate_export_memory(Job *job, const Issue *issue, Str language, Buf *out) {
	const MemoryEntry **entries;
	size_t count = memory_list(job, issue, language, &entries);
	buf_z(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n  <header creationtool=\"quoin\" creationtoolversion=\"" QUOIN_VERSION
	           "\" segtype=\"paragraph\" o-tmf=\"Markdown\" adminlang=\"en\" datatype=\"plaintext\"");
	xml_attribute(out, "srclang", issue->source);
	buf_z(out, "/>\n  <body>\n");
	for (size_t i = 0; i < count; i++)
		write_entry(out, job->arena, issue, language, entries[i]);
	buf_z(out, "  </body>\n</tmx>\n");
	return count;
}
