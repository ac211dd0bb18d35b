/* tokens -- a unit's content as texts and codes: from Markdown, to Markdown, and as the canonical text that is hashed. */
#ifndef TRANSLATE_TOKENS_H
#define TRANSLATE_TOKENS_H

#include "translate/translate.h"

#define TRANSLATE_MAX_CODES 32                               /* codes inside each other */

typedef enum {
	CODE_UNKNOWN,                                            /* read from a file and not yet found in a unit */
	CODE_EMPHASIS,
	CODE_STRONG,
	CODE_LITERAL,                                            /* `code` */
	CODE_LINK,
	CODE_SPAN,
	CODE_NOTE,
	CODE_DATA,
	CODE_BREAK,
} CodeKind;

/* What stands between the words of a unit. */
typedef struct {
	CodeKind kind;
	Str id;                                                  /* in an exchange file: "1" in source order, "t1" of the translation alone */
	Str tag;                                                 /* canonical: `a href="https://…"` */
	Str open, close;                                         /* in Markdown; a code that stands alone has no close */
	Str url, label;                                          /* of a link; of a note */
	Str language;                                            /* of a span */
	Direction direction;
	bool no_translate;
} Code;

typedef enum { TOKEN_TEXT, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_ALONE } TokenKind;

typedef struct {
	TokenKind kind;
	Str text;
	const Code *code;
	Pos pos;                                                 /* where it is written, or no file */
} Token;

typedef struct Tokens {
	Token *at;
	size_t n, room;
} Tokens;

/* tokens.c */
Tokens *tokens_of_node(Arena *arena, const Node *parent);    /* its inlines, white space collapsed and trimmed, NFC */
Tokens *tokens_of_text(Arena *arena, Str text, Pos pos);
void tokens_add_text(Arena *arena, Tokens *tokens, Str text, Pos pos);
/* Collapses white space, trims both ends, brings text into NFC, joins neighbouring texts. */
Tokens *tokens_settle(Arena *arena, const Tokens *raw);
Str tokens_canonical(Arena *arena, const Tokens *tokens);
Str tokens_plain(Arena *arena, const Tokens *tokens);        /* words alone; codes leave no trace, breaks a space */
bool tokens_are_balanced(const Tokens *tokens);
/* Gives ids to codes: the source's in order; the translation's the same ids where the tags are equal, "t1" … elsewhere. */
void tokens_number(Arena *arena, Tokens *source, Tokens *target);
const Code *tokens_find_code(const Tokens *tokens, Str id);
Tokens *tokens_copy(Arena *arena, const Tokens *tokens);     /* with codes of its own */

/* markdown.c */
typedef enum { MARKDOWN_PARAGRAPH, MARKDOWN_LINE, MARKDOWN_CELL, MARKDOWN_ALT, MARKDOWN_CREDIT } MarkdownPlace;
MarkdownPlace markdown_place_of(UnitKind kind);
/* `prefix` begins each line after the first; the credit's closing mark is `quote`. */
void markdown_write(Buf *out, const Tokens *tokens, MarkdownPlace place, Str prefix, char quote);
Str markdown_of(Arena *arena, const Tokens *tokens);         /* for people: one paragraph without a prefix */
Tokens *markdown_read(Arena *arena, Str text);               /* one paragraph; NULL when it is not one */
const Code *markdown_read_code(Arena *arena, Str open, Str close);      /* NULL when it is no code */

#endif
