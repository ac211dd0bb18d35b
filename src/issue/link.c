/* Brackets: links, pictures, spans and note calls. The grammar of destination and title is CommonMark's inline link; a
 * bracket that is followed by nothing of ours stays text. Where a near miss would be printed as it stands, the author
 * is told. */
#include "issue/inline.h"

#include <string.h>

#define MAX_PARENTHESES 32
#define MAX_TITLE 2000
#define MAX_ATTRIBUTES 300

typedef struct {
	uint32_t url_start, url_end, title_start, title_end, end;
} Target;

static char at_or_nul(const Inlines *in, uint32_t at) {
	return at < in->n ? in->b[at] : '\0';
}

static bool is_blank(char c) {
	return c == ' ' || c == '\t' || c == '\n';
}

static uint32_t skip_blank(const Inlines *in, uint32_t at) {
	while (at < in->n && is_blank(in->b[at]))
		at++;
	return at;
}

static bool is_escape(const Inlines *in, uint32_t at) {
	return in->b[at] == '\\' && at + 1 < in->n && memchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", in->b[at + 1], 32);
}

static bool read_destination(const Inlines *in, uint32_t at, Target *t) {
	if (at_or_nul(in, at) == '<') {
		t->url_start = ++at;
		while (at < in->n && in->b[at] != '>' && in->b[at] != '<' && in->b[at] != '\n')
			at += is_escape(in, at) ? 2 : 1;
		t->url_end = at;
		t->end = at + 1;
		return at_or_nul(in, at) == '>';
	}
	unsigned open = 0;
	t->url_start = at;
	while (at < in->n && (unsigned char)in->b[at] > ' ' && in->b[at] != 127) {
		if (is_escape(in, at)) {
			at++;
		} else if (in->b[at] == '(') {
			if (++open > MAX_PARENTHESES)
				return false;
		} else if (in->b[at] == ')') {
			if (open == 0)
				break;
			open--;
		}
		at++;
	}
	t->url_end = t->end = at;
	return open == 0;
}

static bool read_title(const Inlines *in, uint32_t at, Target *t) {
	char open = at_or_nul(in, at), close = open == '(' ? ')' : open;
	if (open != '"' && open != '\'' && open != '(')
		return false;
	t->title_start = ++at;
	while (at < in->n && in->b[at] != close && at - t->title_start < MAX_TITLE) {
		if (open == '(' && in->b[at] == '(')
			return false;
		at += is_escape(in, at) ? 2 : 1;
	}
	t->title_end = at;
	t->end = at + 1;
	return at_or_nul(in, at) == close;
}

/* `(address "title")`; `at` is behind the opening parenthesis. */
static bool read_target(const Inlines *in, uint32_t at, Target *t) {
	*t = (Target){ 0 };
	at = skip_blank(in, at);
	if (!read_destination(in, at, t))
		return false;
	at = skip_blank(in, t->end);
	if (at > t->end && at_or_nul(in, at) != ')') {
		if (!read_title(in, at, t))
			return false;
		at = skip_blank(in, t->end);
	}
	t->end = at + 1;
	return at_or_nul(in, at) == ')';
}

/* The text without the backslashes of escapes, spaces for line ends; a slice of the source when it can be one. */
static Str plain(const Inlines *in, uint32_t start, uint32_t end) {
	bool copy = !inline_on_one_line(in, start, end);
	for (uint32_t i = start; i < end && !copy; i++)
		copy = is_escape(in, i);
	if (!copy)
		return inline_source(in, start, end);
	char *p = arena_array(in->r->job->arena, char, end - start + 1);
	size_t n = 0;
	for (uint32_t i = start; i < end; i++) {
		if (is_escape(in, i))
			i++;
		p[n++] = in->b[i] == '\n' ? ' ' : in->b[i];
	}
	return (Str){ p, n };
}

bool inline_check_address(Inlines *in, Str url, Pos pos) {
	static const char *const schemes[] = { "https://", "http://", "mailto:", "tel:", "#" };
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		if (str_starts(url, schemes[i]) && url.n > strlen(schemes[i]))
			return true;
	}
	diag_error(in->r->job->diag, pos, RULE_LINK_ADDRESS, "'" STR_FMT "' is no address", STR_ARG(url));
	if (str_starts(url, "www."))
		diag_help(in->r->job->diag, "write https://" STR_FMT, STR_ARG(url));
	else if (str_find(url, "@", 0) != SIZE_MAX)
		diag_help(in->r->job->diag, "write mailto:" STR_FMT, STR_ARG(url));
	else
		diag_help(in->r->job->diag,
		          "begin it with https://, http://, mailto: or tel:, or with # for an id of the edition");
	return false;
}

static void pop(Inlines *in) {
	in->brackets = in->brackets->below;
}

/* Puts what follows the opening bracket into a node of the kind, which ends before `end`. */
static Node *close_bracket(Inlines *in, NodeKind kind, uint32_t end) {
	Bracket *bracket = in->brackets;
	inline_process_emphasis(in, bracket->delimiters);
	Inline *it = arena_new(in->r->job->arena, Inline);
	it->node.kind = kind;
	it->node.pos = issue_pos(in->r, bracket->text->node.pos.offset, in->map[end - 1] + 1);
	inline_wrap(it, bracket->text, (Inline *)in->parent->last);
	inline_unlink(bracket->text);
	pop(in);
	in->at = end;
	return &it->node;
}

static void make_link(Inlines *in, const Target *t) {
	Diag *diag = in->r->job->diag;
	bool image = in->brackets->image;
	Node *node = close_bracket(in, image ? NODE_IMAGE : NODE_LINK, t->end);
	node->url = plain(in, t->url_start, t->url_end);
	node->url_pos = inline_pos(in, t->url_start, t->url_end);
	if (t->title_start > 0) {
		node->title = plain(in, t->title_start, t->title_end);
		node->title_pos = inline_pos(in, t->title_start, t->title_end);
	}
	if (image)
		return;
	for (Bracket *b = in->brackets; b; b = b->below)
		b->active = b->active && b->image;
	inline_check_address(in, node->url, node->url_pos);
	if (t->title_start > 0) {
		diag_error(diag, inline_pos(in, t->title_start - 1, t->title_end + 1), RULE_LINK_TITLE, "a link has no title");
		diag_help(diag, "take it out; only pictures have a credit in quotes");
	}
	if (!node->first) {
		diag_error(diag, node->pos, RULE_LINK_EMPTY, "this link has no text");
		diag_help(diag, "put words between the brackets, or write <address>");
	}
}

static void report_bad_target(Inlines *in, uint32_t open) {
	uint32_t end = open;
	while (end < in->n && in->b[end] != ')' && in->b[end] != '\n' && end - open < 200)
		end++;
	Str s = inline_source(in, open, end);
	bool curly = str_find(s, "\xE2\x80\x9C", 0) != SIZE_MAX || str_find(s, "\xE2\x80\x9D", 0) != SIZE_MAX ||
	             str_find(s, "\xE2\x80\x9E", 0) != SIZE_MAX || str_find(s, "\xC2\xAB", 0) != SIZE_MAX ||
	             str_find(s, "\xE2\x80\x98", 0) != SIZE_MAX || str_find(s, "\xE2\x80\x99", 0) != SIZE_MAX;
	diag_error(in->r->job->diag, inline_pos(in, open, end < in->n && in->b[end] == ')' ? end + 1 : end), RULE_LINK_FORM,
		"this is not read as the address of a link or picture");
	if (curly)
		diag_help(in->r->job->diag, "the credit stands in straight quotes: (file.png \"credit\")");
	else
		diag_help(in->r->job->diag,
		          "write (address) without spaces, or (file.png \"credit\"); for a plain ( write \\(");
}

static bool make_span(Inlines *in, uint32_t open) {
	uint32_t end = open + 1;
	while (end < in->n && in->b[end] != '}' && in->b[end] != '\n' && end - open < MAX_ATTRIBUTES)
		end++;
	if (at_or_nul(in, end) != '}')
		return false;                                        /* data.c reports it */
	if (!inline_on_one_line(in, open, end + 1))
		return false;
	Node *node = close_bracket(in, NODE_SPAN, end + 1);
	issue_read_attributes(in->r, inline_source(in, open + 1, end), ATTRIBUTES_SPAN, node);
	return true;
}

/* `[text] (address)`, `[text][reference]`: a closing bracket that stays text, but hardly so meant. */
static void report_near_miss(Inlines *in, uint32_t after) {
	Diag *diag = in->r->job->diag;
	char next = at_or_nul(in, after);
	uint32_t open = skip_blank(in, after);
	if (next == '[' && at_or_nul(in, after + 1) != '^') {
		diag_error(diag, inline_pos(in, after, after + 1), RULE_LINK_REFERENCE, "links by reference are not read");
		diag_help(diag, "write the address directly after the text: [text](https://example.org)");
	} else if (open > after && at_or_nul(in, open) == '(') {
		Str rest = str_sub((Str){ in->b, in->n }, open + 1, open + 9);
		if (str_starts(rest, "http") || str_starts(rest, "#") || str_starts(rest, "mailto:") ||
		    str_starts(rest, "www.")) {
			diag_error(diag, inline_pos(in, open, open + 1), RULE_LINK_FORM,
			           "a space parts the link's text from its address");
			diag_help(diag, "write [text](address) without a space between ] and (");
		}
	}
}

static void report_bare_image(Inlines *in, uint32_t end) {
	diag_error(in->r->job->diag, issue_pos(in->r, in->brackets->text->node.pos.offset, in->map[end - 1] + 1),
	           RULE_LINK_FORM, "this picture has no file");
	diag_help(in->r->job->diag, "write ![what is seen](file.png \"credit\"); for a plain ! write \\!");
}

void inline_read_close_bracket(Inlines *in) {
	Bracket *bracket = in->brackets;
	uint32_t after = in->at + 1;
	char next = at_or_nul(in, after);
	Target target;
	if (bracket && next == '(' && (bracket->active || bracket->image)) {
		if (read_target(in, after + 1, &target)) {
			make_link(in, &target);
			return;
		}
		report_bad_target(in, after);
	} else if (bracket && next == '(') {
		diag_error(in->r->job->diag, bracket->text->node.pos, RULE_LINK_NESTED, "a link within a link");
		diag_help(in->r->job->diag, "end the first link before the second");
	} else if (bracket && next == '{' && !bracket->image && make_span(in, after)) {
		return;
	} else if (bracket && bracket->image) {
		report_bare_image(in, after);
	} else if (bracket) {
		report_near_miss(in, after);
	}
	inline_append_text(in, NODE_TEXT, in->at, after);
	in->at = after;
	if (bracket)
		pop(in);
}

static bool is_label_byte(char c) {
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' || c == '_' ||
	       (unsigned char)c >= 0x80;
}

static void read_note_call(Inlines *in) {
	uint32_t start = in->at, label = start + 2, end = label;
	while (end < in->n && is_label_byte(in->b[end]))
		end++;
	if (end > label && at_or_nul(in, end) == ']' && inline_on_one_line(in, start, end + 1)) {
		Inline *call = inline_append(in, NODE_NOTE_CALL, start, end + 1);
		call->node.name = inline_source(in, label, end);
		call->node.name_pos = inline_pos(in, label, end);
		in->at = end + 1;
		return;
	}
	diag_error(in->r->job->diag, inline_pos(in, start, label), RULE_FOOTNOTE_FORM,
	           "this is not read as the call of a note");
	diag_help(in->r->job->diag, "write [^label], the label of letters, digits and hyphens; for a plain [ write \\[");
	inline_append_text(in, NODE_TEXT, start, label);
	in->at = label;
}

void inline_read_open_bracket(Inlines *in) {
	bool image = in->b[in->at] == '!';
	uint32_t end = in->at + (image ? 2 : 1);
	if (!image && at_or_nul(in, end) == '^') {
		read_note_call(in);
		return;
	}
	Bracket *bracket = arena_new(in->r->scratch, Bracket);
	bracket->text = inline_append(in, NODE_TEXT, in->at, end);
	bracket->text->node.text = inline_source(in, in->at, end);
	bracket->delimiters = in->delimiters;
	bracket->image = image;
	bracket->active = true;
	bracket->below = in->brackets;
	in->brackets = bracket;
	in->at = end;
}
