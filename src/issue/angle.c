/* What stands in angle brackets: addresses, comments, and HTML, which is not read. The shapes are CommonMark's, but a
 * tag is taken for one as soon as it begins like one and is closed, since it is an error in any case. */
#include "issue/inline.h"

#include <string.h>

#define MAX_TAG 1000
#define MAX_ADDRESS 2000

static bool is_letter(char c) {
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_alnum(char c) {
	return is_letter(c) || (c >= '0' && c <= '9');
}

/* The end of `scheme:address` before the >, or 0. */
static uint32_t find_uri(const Inlines *in, uint32_t start) {
	uint32_t at = start;
	if (at >= in->n || !is_letter(in->b[at]))
		return 0;
	while (at < in->n && (is_alnum(in->b[at]) || memchr("+.-", in->b[at], 3)))
		at++;
	if (at - start < 2 || at - start > 32 || at >= in->n || in->b[at] != ':')
		return 0;
	while (at < in->n && (unsigned char)in->b[at] > ' ' && in->b[at] != '<' && in->b[at] != '>' &&
	       at - start < MAX_ADDRESS)
		at++;
	return at < in->n && in->b[at] == '>' ? at : 0;
}

static uint32_t find_email(const Inlines *in, uint32_t start) {
	uint32_t at = start;
	while (at < in->n && (is_alnum(in->b[at]) || memchr(".!#$%&'*+/=?^_`{|}~-", in->b[at], 20)) &&
	       at - start < MAX_ADDRESS)
		at++;
	if (at == start || at >= in->n || in->b[at] != '@')
		return 0;
	uint32_t label = ++at;
	while (at < in->n && at - start < MAX_ADDRESS) {
		if (in->b[at] == '.' || in->b[at] == '>') {
			uint32_t n = at - label;
			if (n < 1 || n > 63 || in->b[label] == '-' || in->b[at - 1] == '-')
				return 0;
			if (in->b[at] == '>')
				return at;
			label = at + 1;
		} else if (!is_alnum(in->b[at]) && in->b[at] != '-') {
			return 0;
		}
		at++;
	}
	return 0;
}

static void make_address(Inlines *in, uint32_t end, bool email) {
	uint32_t start = in->at + 1;
	Inline *link = inline_append(in, NODE_LINK, in->at, end + 1);
	Node *holder = in->parent;
	in->parent = &link->node;
	inline_append_text(in, NODE_TEXT, start, end);
	in->parent = holder;
	Str address = inline_source(in, start, end);
	link->node.url = email ? str_printf(in->r->job->arena, "mailto:" STR_FMT, STR_ARG(address)) : address;
	link->node.url_pos = inline_pos(in, start, end);
	inline_check_address(in, link->node.url, link->node.url_pos);
	in->at = end + 1;
}

/* White space before a comment that ends the block. */
static void trim_last(Inlines *in) {
	Node *last = in->parent->last;
	if (in->at < in->n || !last || last->kind != NODE_TEXT)
		return;
	while (last->text.n > 0 && last->text.p[last->text.n - 1] == ' ')
		last->text.n--;
	last->pos.length = (uint32_t)last->text.n;
	if (last->text.n == 0)
		inline_unlink((Inline *)last);
}

/* A comment leaves no trace: of the white space on its two sides, one is kept. */
static void skip_comment(Inlines *in) {
	Str all = { in->b, in->n };
	size_t end = in->no_comment_end ? SIZE_MAX : str_find(all, "-->", in->at + 4);
	if (end == SIZE_MAX) {
		in->no_comment_end = true;
		diag_error(in->r->job->diag, inline_pos(in, in->at, in->at + 4), RULE_COMMENT,
		           "this comment is not closed in its paragraph");
		diag_help(in->r->job->diag, "end it with -->; a comment of several paragraphs stands between blank lines");
		in->at = in->n;
		return;
	}
	bool space_before = in->at == 0 || in->b[in->at - 1] == ' ' || in->b[in->at - 1] == '\n';
	in->at = (uint32_t)end + 3;
	if (space_before) {
		while (in->at < in->n && in->b[in->at] == ' ')
			in->at++;
		if (in->at < in->n && in->b[in->at] == '\n')
			in->at++;
		trim_last(in);
	}
}

static bool skip_tag(Inlines *in) {
	uint32_t at = in->at + 1;
	if (at < in->n && (in->b[at] == '/' || in->b[at] == '?' || in->b[at] == '!'))
		at++;
	if (at >= in->n || !(is_letter(in->b[at]) || in->b[at] == '['))
		return false;
	while (at < in->n && in->b[at] != '>' && in->b[at] != '<' && at - in->at < MAX_TAG)
		at++;
	if (at >= in->n || in->b[at] != '>')
		return false;
	diag_error(in->r->job->diag, inline_pos(in, in->at, at + 1), RULE_HTML_RAW, "HTML is not read");
	if (in->at + 2 < in->n && (in->b[in->at + 1] | 32) == 'b' && (in->b[in->at + 2] | 32) == 'r')
		diag_help(in->r->job->diag, "for a line break write \\ at the end of the line");
	else
		diag_help(in->r->job->diag, "write *emphasis*, **strong**, [words]{lang=fr}; for a plain < write \\<");
	in->at = at + 1;
	return true;
}

bool inline_read_angle(Inlines *in) {
	uint32_t end = find_uri(in, in->at + 1);
	bool email = !end && (end = find_email(in, in->at + 1));
	if (end) {
		make_address(in, end, email);
		return true;
	}
	if (str_starts((Str){ in->b + in->at, in->n - in->at }, "<!--")) {
		skip_comment(in);
		return true;
	}
	return skip_tag(in);
}
