/* A unit's content as tokens: texts, and codes that open, close or stand alone. The canonical text writes codes as tags with the
 * attributes that mean something, so that a translation's notes, links and spans are part of its identity while the way they are
 * typed is not. White space is one space, except no-break ones, which are the author's choice. */
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "translate/tokens.h"

static Str text_nfc(Arena *arena, Str text) {
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	bool ascii = true;
	for (size_t i = 0; i < text.n && ascii; i++)
		ascii = (unsigned char)text.p[i] < 0x80;
	if (ascii || text.n > INT32_MAX / 8)
		return text;
	int32_t room = (int32_t)text.n * 3 + 16, n = 0, m = 0;
	UChar *wide = arena_array(arena, UChar, room), *normal = arena_array(arena, UChar, room);
	u_strFromUTF8(wide, room, &n, text.p, (int32_t)text.n, &status);
	m = unorm2_normalize(nfc, wide, n, normal, room, &status);
	if (U_FAILURE(status) || (m == n && u_memcmp(wide, normal, n) == 0))
		return text;
	char *p = arena_array(arena, char, (size_t)m * 3 + 1);
	u_strToUTF8(p, m * 3 + 1, &n, normal, m, &status);
	return U_SUCCESS(status) ? (Str){ p, (size_t)n } : text;
}

void tokens_add_text(Arena *arena, Tokens *tokens, Str text, Pos pos) {
	if (text.n)
		*list_push(arena, tokens) = (Token){ TOKEN_TEXT, text, NULL, pos };
}

Tokens *tokens_of_text(Arena *arena, Str text, Pos pos) {
	Tokens raw = { 0 };
	tokens_add_text(arena, &raw, text, pos);
	return tokens_settle(arena, &raw);
}

static bool is_space(char c) {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* One space for each run; *after_space says how the text before ended, and is kept up to date. */
static Str collapse(Arena *arena, Str text, bool *after_space) {
	char *p = arena_array(arena, char, text.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		bool space = is_space(text.p[i]);
		if (!space || !*after_space)
			p[n++] = space ? ' ' : text.p[i];
		*after_space = space;
	}
	return (Str){ p, n };
}

static void trim_end(Tokens *tokens) {
	for (size_t i = tokens->n; i-- > 0;) {
		Token *token = &tokens->at[i];
		if (token->kind == TOKEN_ALONE)
			break;
		if (token->kind != TOKEN_TEXT)
			continue;
		if (token->text.n && token->text.p[token->text.n - 1] == ' ')
			token->text.n--;
		if (token->text.n)
			break;
	}
	size_t kept = 0;
	for (size_t i = 0; i < tokens->n; i++)
		if (tokens->at[i].kind != TOKEN_TEXT || tokens->at[i].text.n)
			tokens->at[kept++] = tokens->at[i];
	tokens->n = kept;
}

Tokens *tokens_settle(Arena *arena, const Tokens *raw) {
	Tokens *out = arena_new(arena, Tokens);
	bool after_space = true;
	for (size_t i = 0; i < raw->n; i++) {
		const Token *token = &raw->at[i];
		if (token->kind != TOKEN_TEXT) {
			*list_push(arena, out) = *token;
			if (token->kind == TOKEN_ALONE)
				after_space = token->code->kind == CODE_BREAK;
			continue;
		}
		Buf joined = { 0 };
		size_t next = i;
		for (; next < raw->n && raw->at[next].kind == TOKEN_TEXT; next++)
			buf_str(&joined, raw->at[next].text);
		Str text = str_copy(arena, buf_as_str(&joined));
		buf_free(&joined);
		tokens_add_text(arena, out, collapse(arena, text_nfc(arena, text), &after_space), token->pos);
		i = next - 1;
	}
	trim_end(out);
	return out;
}

static void add_value(Buf *out, const char *name, Str value) {
	if (value.n == 0)
		return;
	buf_printf(out, " %s=\"", name);
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] == '"' || value.p[i] == '&' || value.p[i] == '<')
			buf_printf(out, "&#%d;", value.p[i]);
		else
			buf_byte(out, value.p[i]);
	}
	buf_byte(out, '"');
}

static void add_span(Buf *tag, Buf *close, const Node *node) {
	buf_z(tag, "span");
	buf_z(close, "]{");
	if (node->language.n)
		buf_printf(close, "lang=" STR_FMT " ", STR_ARG(node->language));
	if (node->direction != DIRECTION_AUTO)
		buf_printf(close, "dir=%s ", node->direction == DIRECTION_LTR ? "ltr" : "rtl");
	if (node->no_translate)
		buf_z(close, "translate=no ");
	for (size_t at = 0; at < node->classes.n;) {
		size_t end = str_find(node->classes, " ", at);
		Str name = str_sub(node->classes, at, end);
		buf_printf(close, "." STR_FMT " ", STR_ARG(name));
		at += name.n + 1;
	}
	close->p[close->n - 1] = '}';
	add_value(tag, "lang", node->language);
	add_value(tag, "dir",
	          node->direction == DIRECTION_AUTO  ? STR("")
	          : node->direction == DIRECTION_LTR ? STR("ltr")
	                                             : STR("rtl"));
	add_value(tag, "translate", node->no_translate ? STR("no") : STR(""));
	add_value(tag, "class", node->classes);
}

static void add_link(Buf *tag, Buf *close, Str url) {
	bool angle = false;
	for (size_t i = 0; i < url.n && !angle; i++)
		angle = strchr(" ()<>\\", url.p[i]) != NULL;
	buf_z(tag, "a");
	add_value(tag, "href", url);
	buf_z(close, angle ? "](<" : "](");
	for (size_t i = 0; i < url.n; i++) {
		if (url.p[i] == '<' || url.p[i] == '>' || url.p[i] == '\\')
			buf_byte(close, '\\');
		buf_byte(close, url.p[i]);
	}
	buf_z(close, angle ? ">)" : ")");
}

static void add_data(Buf *tag, Buf *open, const Node *node) {
	buf_z(tag, "data");
	add_value(tag, "name", node->name);
	add_value(tag, "argument", node->argument);
	add_value(tag, "style", node->style);
	buf_printf(open, "{" STR_FMT, STR_ARG(node->name));
	if (node->argument.n)
		buf_printf(open, " " STR_FMT, STR_ARG(node->argument));
	if (node->style.n)
		buf_printf(open, " style=" STR_FMT, STR_ARG(node->style));
	buf_byte(open, '}');
}

static Str taken(Arena *arena, Buf *buf) {
	Str s = str_copy(arena, buf_as_str(buf));
	buf_free(buf);
	return s;
}

static Code *code_of_node(Arena *arena, const Node *node) {
	static const struct {
		NodeKind node;
		CodeKind code;
		const char *tag, *open, *close;
	} simple[] = {
		{ NODE_EMPHASIS, CODE_EMPHASIS, "em", "*", "*" },
		{ NODE_STRONG, CODE_STRONG, "strong", "**", "**" },
		{ NODE_CODE, CODE_LITERAL, "code", "`", "`" },
		{ NODE_BREAK, CODE_BREAK, "br", "\\\n", "" },
	};
	Code *code = arena_new(arena, Code);
	for (size_t i = 0; i < sizeof simple / sizeof *simple; i++) {
		if (simple[i].node != node->kind)
			continue;
		*code = (Code){ .kind = simple[i].code,
			            .tag = str_of(simple[i].tag),
			            .open = str_of(simple[i].open),
			            .close = str_of(simple[i].close) };
		return code;
	}
	Buf tag = { 0 }, open = { 0 }, close = { 0 };
	*code = (Code){
		.url = node->url, .language = node->language, .direction = node->direction, .no_translate = node->no_translate
	};
	if (node->kind == NODE_LINK) {
		code->kind = CODE_LINK;
		buf_byte(&open, '[');
		add_link(&tag, &close, node->url);
	} else if (node->kind == NODE_SPAN) {
		code->kind = CODE_SPAN;
		buf_byte(&open, '[');
		add_span(&tag, &close, node);
	} else if (node->kind == NODE_NOTE_CALL) {
		code->kind = CODE_NOTE;
		code->label = node->name;
		buf_z(&tag, "note");
		add_value(&tag, "ref", node->name);
		buf_printf(&open, "[^" STR_FMT "]", STR_ARG(node->name));
	} else {
		code->kind = CODE_DATA;
		code->label = str_printf(arena, STR_FMT " " STR_FMT, STR_ARG(node->name), STR_ARG(node->argument));
		add_data(&tag, &open, node);
	}
	code->tag = taken(arena, &tag);
	code->open = taken(arena, &open);
	code->close = taken(arena, &close);
	return code;
}

/* A code span over several lines is several nodes: one code. */
static void add_literal(Arena *arena, Tokens *raw, const Node **node) {
	Code *code = code_of_node(arena, *node);
	*list_push(arena, raw) = (Token){ TOKEN_OPEN, STR(""), code, (*node)->pos };
	for (;;) {
		tokens_add_text(arena, raw, (*node)->text, (*node)->pos);
		if (!(*node)->next || (*node)->next->kind != NODE_CODE)
			break;
		*node = (*node)->next;
	}
	*list_push(arena, raw) = (Token){ TOKEN_CLOSE, STR(""), code, (*node)->pos };
}

/* Inlines nest at most ISSUE_MAX_NESTING deep, which the reader sees to. */
static void add_inlines(Arena *arena, Tokens *raw, const Node *parent) {
	for (const Node *node = parent->first; node; node = node->next) {
		if (node->kind == NODE_TEXT) {
			tokens_add_text(arena, raw, node->text, node->pos);
		} else if (node->kind == NODE_CODE) {
			add_literal(arena, raw, &node);
		} else if (node->kind == NODE_NOTE_CALL || node->kind == NODE_DATA || node->kind == NODE_BREAK) {
			*list_push(arena, raw) = (Token){ TOKEN_ALONE, STR(""), code_of_node(arena, node), node->pos };
		} else if (node->kind != NODE_IMAGE) {
			Code *code = code_of_node(arena, node);
			*list_push(arena, raw) = (Token){ TOKEN_OPEN, STR(""), code, node->pos };
			add_inlines(arena, raw, node);
			*list_push(arena, raw) = (Token){ TOKEN_CLOSE, STR(""), code, node->pos };
		}
	}
}

Tokens *tokens_of_node(Arena *arena, const Node *parent) {
	Tokens raw = { 0 };
	add_inlines(arena, &raw, parent);
	return tokens_settle(arena, &raw);
}

static void add_escaped(Buf *out, Str text) {
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '<' || text.p[i] == '&')
			buf_printf(out, "&#%d;", text.p[i]);
		else
			buf_byte(out, text.p[i]);
	}
}

Str tokens_canonical(Arena *arena, const Tokens *tokens) {
	Buf out = { 0 };
	for (size_t i = 0; i < tokens->n; i++) {
		const Token *token = &tokens->at[i];
		if (token->kind == TOKEN_TEXT) {
			add_escaped(&out, token->text);
			continue;
		}
		Str tag = token->code->tag;
		if (token->kind == TOKEN_CLOSE)
			buf_printf(&out, "</" STR_FMT ">", STR_ARG(str_sub(tag, 0, str_find(tag, " ", 0))));
		else
			buf_printf(&out, "<" STR_FMT "%s>", STR_ARG(tag), token->kind == TOKEN_ALONE ? "/" : "");
	}
	return taken(arena, &out);
}

Str tokens_plain(Arena *arena, const Tokens *tokens) {
	Buf out = { 0 };
	for (size_t i = 0; i < tokens->n; i++) {
		const Token *token = &tokens->at[i];
		if (token->kind == TOKEN_TEXT)
			buf_str(&out, token->text);
		else if (token->kind == TOKEN_ALONE && token->code->kind == CODE_BREAK)
			buf_byte(&out, ' ');
	}
	return taken(arena, &out);
}

Tokens *tokens_copy(Arena *arena, const Tokens *tokens) {
	Tokens *copy = arena_new(arena, Tokens);
	copy->at = arena_copy(arena, tokens->at, tokens->n * sizeof *tokens->at);
	copy->n = copy->room = tokens->n;
	for (size_t i = 0; i < copy->n; i++) {
		if (copy->at[i].kind != TOKEN_OPEN && copy->at[i].kind != TOKEN_ALONE)
			continue;
		const Code *code = arena_copy(arena, tokens->at[i].code, sizeof *code);
		for (size_t j = i; j < copy->n; j++)
			if (copy->at[j].code == tokens->at[i].code)
				copy->at[j].code = code;
	}
	return copy;
}

bool tokens_are_balanced(const Tokens *tokens) {
	const Code *open[TRANSLATE_MAX_CODES];
	size_t n = 0;
	for (size_t i = 0; i < tokens->n; i++) {
		const Token *token = &tokens->at[i];
		if (token->kind == TOKEN_OPEN && n == TRANSLATE_MAX_CODES)
			return false;
		if (token->kind == TOKEN_OPEN)
			open[n++] = token->code;
		else if (token->kind == TOKEN_CLOSE && (n == 0 || open[--n] != token->code))
			return false;
	}
	return n == 0;
}

void tokens_number(Arena *arena, Tokens *source, Tokens *target) {
	size_t n = 0, own = 0;
	for (size_t i = 0; i < source->n; i++)
		if (source->at[i].kind == TOKEN_OPEN || source->at[i].kind == TOKEN_ALONE)
			((Code *)source->at[i].code)->id = str_printf(arena, "%zu", ++n);
	if (!target)
		return;
	bool *used = arena_array(arena, bool, source->n + 1);
	for (size_t i = 0; i < target->n; i++) {
		Code *code = (Code *)target->at[i].code;
		if (target->at[i].kind != TOKEN_OPEN && target->at[i].kind != TOKEN_ALONE)
			continue;
		code->id = STR("");
		for (size_t j = 0; j < source->n && code->id.n == 0; j++) {
			const Token *other = &source->at[j];
			if (used[j] || other->kind != target->at[i].kind || !str_eq(other->code->tag, code->tag))
				continue;
			used[j] = true;
			code->id = other->code->id;
		}
		if (code->id.n == 0)
			code->id = str_printf(arena, "t%zu", ++own);
	}
}

const Code *tokens_find_code(const Tokens *tokens, Str id) {
	for (size_t i = 0; tokens && i < tokens->n; i++)
		if (tokens->at[i].code && tokens->at[i].kind != TOKEN_CLOSE && str_eq(tokens->at[i].code->id, id))
			return tokens->at[i].code;
	return NULL;
}
