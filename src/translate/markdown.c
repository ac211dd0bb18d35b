/* Tokens to Markdown and back. A character is escaped only where it would mean something, so that texts stay pleasant to read;
 * since no list of cases is ever complete, place.c reads what was written and compares. Reading goes through the article reader,
 * so there is one grammar only. */
#include <string.h>

#include "base/file.h"
#include "translate/tokens.h"

typedef struct {
	Buf *out;
	const Tokens *tokens;
	size_t at; /* token */
	MarkdownPlace place;
	Str prefix;
	bool line_start, first_line, literal;
} Writer;

MarkdownPlace markdown_place_of(UnitKind kind) {
	switch (kind) {
	case UNIT_TITLE:
	case UNIT_HEADING:
	case UNIT_BOX_TITLE: return MARKDOWN_LINE;
	case UNIT_CELL: return MARKDOWN_CELL;
	case UNIT_ALT: return MARKDOWN_ALT;
	case UNIT_CREDIT: return MARKDOWN_CREDIT;
	default: return MARKDOWN_PARAGRAPH;
	}
}

static bool is_word(int c) {
	return c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool is_punctuation(int c) {
	return c > ' ' && c < 127 && !is_word(c);
}

/* "&amp;" and the like. */
static bool begins_entity(Str s, size_t at) {
	size_t end = at + 1;
	end += end < s.n && s.p[end] == '#';
	size_t word = end;
	while (end < s.n && is_word((unsigned char)s.p[end]))
		end++;
	return end > word && end < s.n && s.p[end] == ';';
}

static bool opens_bracket_next(const Writer *w) {
	if (w->at + 1 >= w->tokens->n)
		return false;
	const Token *next = &w->tokens->at[w->at + 1];
	return next->kind != TOKEN_TEXT && next->code->open.n && next->code->open.p[0] == '[';
}

/* The mark of an item or heading at the start of a line. */
static bool marks_line(const Writer *w, Str s, size_t at) {
	if (!w->line_start)
		return false;
	size_t digits = 0;
	while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	if (at == digits && digits > 0 && digits < 10 && (s.p[at] == '.' || s.p[at] == ')')) {
		int next = at + 1 < s.n ? (unsigned char)s.p[at + 1] : ' ';
		return next == ' ' || (is_word(next) && !(next >= '0' && next <= '9'));
	}
	return at == 0 && (strchr("#>-+~|", s.p[0]) || (s.p[0] == '=' && !w->first_line));
}

static bool needs_escape(const Writer *w, Str s, size_t at) {
	int c = (unsigned char)s.p[at], next = at + 1 < s.n ? (unsigned char)s.p[at + 1] : 0;
	int before = at > 0 ? (unsigned char)s.p[at - 1] : 0;
	switch (c) {
	case '*':
	case '`':
	case '[':
	case ']':
	case '{': return true;
	case '_': return !(is_word(before) && is_word(next));
	case '\\': return next == 0 || is_punctuation(next);
	case '<': return is_word(next) || next == '/' || next == '!' || next == '?' || next == 0;
	case '&': return begins_entity(s, at);
	case '!': return next == 0 && opens_bracket_next(w);
	case '#': return marks_line(w, s, at) || (w->place == MARKDOWN_LINE && next == 0);
	case '|': return w->place == MARKDOWN_CELL || marks_line(w, s, at);
	default: return marks_line(w, s, at);
	}
}

static void write_text(Writer *w, Str s) {
	for (size_t i = 0; i < s.n; i++) {
		if (w->literal ? w->place == MARKDOWN_CELL && s.p[i] == '|' : needs_escape(w, s, i))
			buf_byte(w->out, '\\');
		buf_byte(w->out, s.p[i]);
	}
	if (s.n)
		w->line_start = false;
}

/* As many backticks as the text does not have; a space keeps it apart from its own. */
static void write_literal_mark(Writer *w, Str inside, bool open) {
	size_t longest = 0, run = 0;
	for (size_t i = 0; i < inside.n; i++) {
		run = inside.p[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	bool apart = inside.n && (inside.p[0] == '`' || inside.p[inside.n - 1] == '`');
	if (!open && apart)
		buf_byte(w->out, ' ');
	for (size_t i = 0; i <= longest; i++)
		buf_byte(w->out, '`');
	if (open && apart)
		buf_byte(w->out, ' ');
}

/* [address](address) is written <address>; true when it was. */
static bool write_address(Writer *w) {
	const Token *token = &w->tokens->at[w->at];
	if (w->at + 2 >= w->tokens->n || token->code->kind != CODE_LINK)
		return false;
	const Token *text = token + 1;
	Str url = token->code->url;
	if (text->kind != TOKEN_TEXT || text[1].kind != TOKEN_CLOSE || str_starts(url, "#"))
		return false;
	if (str_starts(url, "mailto:"))
		url = str_sub(url, 7, url.n);
	if (!str_eq(url, text->text) || memchr(url.p, ' ', url.n) || memchr(url.p, '>', url.n))
		return false;
	buf_printf(w->out, "<" STR_FMT ">", STR_ARG(url));
	w->at += 2;
	w->line_start = false;
	return true;
}

static void write_code(Writer *w, const Token *token) {
	const Code *code = token->code;
	if (code->kind == CODE_BREAK) {
		buf_z(w->out, "\\\n");
		buf_str(w->out, w->prefix);
		w->line_start = true;
		w->first_line = false;
		return;
	}
	if (code->kind == CODE_LITERAL) {
		const Token *inside = token->kind == TOKEN_OPEN ? token + 1 : token - 1;
		write_literal_mark(w, inside->kind == TOKEN_TEXT ? inside->text : STR(""), token->kind == TOKEN_OPEN);
		w->literal = token->kind == TOKEN_OPEN;
	} else {
		buf_str(w->out, token->kind == TOKEN_CLOSE ? code->close : code->open);
	}
	w->line_start = false;
}

static void write_credit(Buf *out, const Tokens *tokens, char quote) {
	for (size_t i = 0; i < tokens->n; i++) {
		Str s = tokens->at[i].text;
		for (size_t j = 0; j < s.n; j++) {
			if (s.p[j] == quote || (quote == ')' && s.p[j] == '(') ||
			    (s.p[j] == '\\' && (j + 1 == s.n || is_punctuation(s.p[j + 1]))))
				buf_byte(out, '\\');
			buf_byte(out, s.p[j]);
		}
	}
}

void markdown_write(Buf *out, const Tokens *tokens, MarkdownPlace place, Str prefix, char quote) {
	if (place == MARKDOWN_CREDIT) {
		write_credit(out, tokens, quote);
		return;
	}
	Writer w = {
		.out = out, .tokens = tokens, .place = place, .prefix = prefix, .line_start = true, .first_line = true
	};
	for (; w.at < tokens->n; w.at++) {
		const Token *token = &tokens->at[w.at];
		if (token->kind == TOKEN_TEXT)
			write_text(&w, token->text);
		else if (token->kind != TOKEN_OPEN || !write_address(&w))
			write_code(&w, token);
	}
}

Str markdown_of(Arena *arena, const Tokens *tokens) {
	Buf out = { 0 };
	markdown_write(&out, tokens, MARKDOWN_PARAGRAPH, STR(""), '"');
	Str text = str_copy(arena, buf_as_str(&out));
	buf_free(&out);
	return text;
}

Tokens *markdown_read(Arena *arena, Str text) {
	static const char head[] = "---\nid: text\n---\n\n# Text\n\n";
	Job quiet = { arena, diag_make(arena, STR("")) };
	if (text.n == 0)
		return arena_new(arena, Tokens);
	Str whole = str_printf(arena, "%s" STR_FMT "\n", head, STR_ARG(text));
	const Article *article = issue_read_article(&quiet, file_of_text(arena, STR("text.md"), whole));
	const Node *paragraph = article->root->first ? article->root->first->next : NULL;
	if (!paragraph || paragraph->kind != NODE_PARAGRAPH || paragraph->next)
		return NULL;
	Tokens *tokens = tokens_of_node(arena, paragraph);
	for (size_t i = 0; i < tokens->n; i++)
		tokens->at[i].pos = POS_NONE;
	return tokens;
}

const Code *markdown_read_code(Arena *arena, Str open, Str close) {
	if (open.n == 0 || open.n > 4000 || close.n > 4000)
		return NULL;
	if (close.n == 0) {
		const Tokens *tokens = markdown_read(arena, str_printf(arena, "x" STR_FMT "x", STR_ARG(open)));
		return tokens && tokens->n == 3 && tokens->at[1].kind == TOKEN_ALONE ? tokens->at[1].code : NULL;
	}
	const Tokens *tokens = markdown_read(arena, str_printf(arena, STR_FMT "x" STR_FMT, STR_ARG(open), STR_ARG(close)));
	return tokens && tokens->n == 3 && tokens->at[0].kind == TOKEN_OPEN && tokens->at[2].kind == TOKEN_CLOSE
	           ? tokens->at[0].code
	           : NULL;
}
