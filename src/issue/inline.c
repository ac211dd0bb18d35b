/* Inlines of one block: CommonMark 0.29's inline grammar as cmark-gfm reads it, over the block's own bytes, so that
 * each node knows its exact place. Text is never copied: escapes split it, a line end is a text of one space. What the
 * format leaves out (HTML, entities, reference links) is read as CommonMark would and reported. Added are spans, data
 * and note calls. Emphasis and brackets follow the two-stack method of the CommonMark specification's appendix
 * (emphasis.c, link.c). */
#include "issue/inline.h"

#include <assert.h>
#include <string.h>

Pos inline_pos(const Inlines *in, uint32_t start, uint32_t end) {
	uint32_t from = in->map[start];
	uint32_t to = end > start ? in->map[end - 1] + 1 : from;
	return issue_pos(in->r, from, to);
}

bool inline_on_one_line(const Inlines *in, uint32_t start, uint32_t end) {
	return end <= start || in->map[end - 1] - in->map[start] == end - 1 - start;
}

Str inline_source(const Inlines *in, uint32_t start, uint32_t end) {
	assert(inline_on_one_line(in, start, end));
	return str_sub(in->r->text, in->map[start], end > start ? in->map[end - 1] + 1 : in->map[start]);
}

Inline *inline_append(Inlines *in, NodeKind kind, uint32_t start, uint32_t end) {
	Inline *it = arena_new(in->r->job->arena, Inline);
	it->node.kind = kind;
	it->node.pos = inline_pos(in, start, end);
	it->prev = (Inline *)in->parent->last;
	issue_append_node(in->parent, &it->node);
	return it;
}

/* Text or code, one node for each stretch that is whole in the source. */
void inline_append_text(Inlines *in, NodeKind kind, uint32_t start, uint32_t end) {
	while (start < end) {
		if (in->b[start] == '\n') {
			Inline *space = inline_append(in, kind, start, start + 1);
			space->node.text = STR(" ");
			start++;
			continue;
		}
		uint32_t stop = start + 1;
		while (stop < end && in->b[stop] != '\n' && in->map[stop] == in->map[stop - 1] + 1)
			stop++;
		inline_append(in, kind, start, stop)->node.text = inline_source(in, start, stop);
		start = stop;
	}
}

void inline_unlink(Inline *it) {
	Node *node = &it->node, *parent = node->parent;
	if (it->prev)
		it->prev->node.next = node->next;
	else
		parent->first = node->next;
	if (node->next)
		((Inline *)node->next)->prev = it->prev;
	else
		parent->last = it->prev ? &it->prev->node : NULL;
}

void inline_wrap(Inline *around, Inline *before, Inline *last) {
	Node *first = before->node.next, *parent = before->node.parent, *after = last->node.next;
	around->node.parent = parent;
	around->node.next = after;
	around->prev = before;
	before->node.next = &around->node;
	if (after)
		((Inline *)after)->prev = around;
	else
		parent->last = &around->node;
	around->node.first = around->node.last = NULL;
	if (last == before)
		return;
	((Inline *)first)->prev = NULL;
	last->node.next = NULL;
	around->node.first = first;
	around->node.last = &last->node;
	for (Node *child = first; child; child = child->next)
		child->parent = &around->node;
}

static bool is_ascii_punctuation(char c) {
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

static void read_backslash(Inlines *in) {
	uint32_t at = in->at;
	char next = at + 1 < in->n ? in->b[at + 1] : '\0';
	if (next && is_ascii_punctuation(next)) {
		inline_append_text(in, NODE_TEXT, at + 1, at + 2);
		in->at += 2;
	} else if (next == '\n' && (in->r->text.p[in->map[at] + 1] == '\n' || in->r->text.p[in->map[at] + 1] == '\r')) {
		inline_append(in, NODE_BREAK, at, at + 1);
		in->at += 2;
	} else {
		inline_append_text(in, NODE_TEXT, at, at + 1);
		in->at++;
	}
}

/* The end of the run of n backticks that closes one, or 0. Runs are remembered, so many openers cost no more than one. */
static uint32_t find_backticks(Inlines *in, uint32_t at, uint32_t n) {
	if (n > INLINE_MAX_BACKTICKS || (in->backticks_scanned && in->backticks[n] <= at))
		return 0;
	while (at < in->n) {
		while (at < in->n && in->b[at] != '`')
			at++;
		uint32_t start = at;
		while (at < in->n && in->b[at] == '`')
			at++;
		if (at - start <= INLINE_MAX_BACKTICKS)
			in->backticks[at - start] = start;
		if (at > start && at - start == n)
			return at;
	}
	in->backticks_scanned = true;
	return 0;
}

static bool is_space_or_end(char c) {
	return c == ' ' || c == '\n';
}

static void read_backticks(Inlines *in) {
	uint32_t start = in->at, open = start;
	while (open < in->n && in->b[open] == '`')
		open++;
	uint32_t n = open - start, close = find_backticks(in, open, n);
	if (close == 0) {
		inline_append_text(in, NODE_TEXT, start, open);
		in->at = open;
		return;
	}
	uint32_t from = open, to = close - n;
	bool blank = true;
	for (uint32_t i = from; i < to && blank; i++)
		blank = is_space_or_end(in->b[i]);
	if (!blank && is_space_or_end(in->b[from]) && is_space_or_end(in->b[to - 1])) {
		from++;
		to--;
	}
	inline_append_text(in, NODE_CODE, from, to);
	in->at = close;
}

static bool is_alnum(char c) {
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static void read_ampersand(Inlines *in) {
	uint32_t end = in->at + 1;
	if (end < in->n && in->b[end] == '#')
		end++;
	uint32_t word = end;
	while (end < in->n && end - in->at < 34 && is_alnum(in->b[end]))
		end++;
	if (end > word && end < in->n && in->b[end] == ';') {
		Str entity = inline_source(in, in->at, end + 1);
		diag_error(in->r->job->diag, inline_pos(in, in->at, end + 1), RULE_ENTITY,
		           "'" STR_FMT "' is not read as a character", STR_ARG(entity));
		diag_help(in->r->job->diag, "write the character itself; for the text '" STR_FMT "' write \\" STR_FMT,
		          STR_ARG(entity), STR_ARG(entity));
	}
	inline_append_text(in, NODE_TEXT, in->at, in->at + 1);
	in->at++;
}

static void read_text(Inlines *in) {
	static const char special[] = "\n\\`<&[]!*_{";
	uint32_t start = in->at++;
	while (in->at < in->n && !memchr(special, in->b[in->at], sizeof special - 1))
		in->at++;
	inline_append_text(in, NODE_TEXT, start, in->at);
}

static void read_next(Inlines *in) {
	switch (in->b[in->at]) {
	case '\n':
		inline_append_text(in, NODE_TEXT, in->at, in->at + 1);
		in->at++;
		return;
	case '\\':
		read_backslash(in);
		return;
	case '`':
		read_backticks(in);
		return;
	case '&':
		read_ampersand(in);
		return;
	case '*':
	case '_':
		inline_read_delimiters(in);
		return;
	case ']':
		inline_read_close_bracket(in);
		return;
	case '[':
		inline_read_open_bracket(in);
		return;
	case '!':
		if (in->at + 1 < in->n && in->b[in->at + 1] == '[' && !(in->at + 2 < in->n && in->b[in->at + 2] == '^'))
			inline_read_open_bracket(in);
		else
			read_text(in);
		return;
	case '<':
		if (!inline_read_angle(in))
			read_text(in);
		return;
	case '{':
		if (!inline_read_data(in))
			read_text(in);
		return;
	default:
		read_text(in);
	}
}

/* Texts that touch in the source become one again: what was a delimiter or a bracket turned out to be text. */
static void merge_texts(Inlines *in, Node *parent) {
	const char *source = in->r->text.p;
	for (Node *node = parent->first; node; node = node->next) {
		Node *next = node->next;
		while (next && node->kind == NODE_TEXT && next->kind == NODE_TEXT &&
		       node->text.p == source + node->pos.offset && next->text.p == node->text.p + node->text.n &&
		       next->text.p == source + next->pos.offset) {
			node->text.n += next->text.n;
			node->pos.length = (uint32_t)node->text.n;
			inline_unlink((Inline *)next);
			next = node->next;
		}
	}
}

/* Merges texts and cuts off what is nested too deep, which later stages may walk by recursion. */
static void settle(Inlines *in) {
	NodeWalk walk = node_walk(in->parent);
	unsigned depth = 0;
	while (node_walk_next(&walk)) {
		Node *node = (Node *)walk.node;
		if (!walk.entering) {
			depth -= node->first != NULL;
			continue;
		}
		if (depth > ISSUE_MAX_NESTING && node->first) {
			diag_error(in->r->job->diag, node->pos, RULE_NESTING_DEPTH, "nested more than %d deep", ISSUE_MAX_NESTING);
			diag_help(in->r->job->diag, "write it with less emphasis, links and spans inside each other");
			node->first = node->last = NULL;
		}
		merge_texts(in, node);
		depth += node->first != NULL;
	}
}

/* Lays the pieces end to end. */
static void lay_out(Inlines *in, const Content *content) {
	size_t n = 0;
	for (size_t i = 0; i < content->n; i++)
		n += content->at[i].end - content->at[i].start + 1;
	char *b = arena_array(in->r->scratch, char, n + 1);
	uint32_t *map = arena_array(in->r->scratch, uint32_t, n + 1);
	uint32_t at = 0;
	for (size_t i = 0; i < content->n; i++) {
		const Piece *piece = &content->at[i];
		if (i > 0 && !piece->glued) {
			b[at] = '\n';
			map[at++] = issue_line_start(in->r, issue_line_of(in->r, content->at[i - 1].start) + 1) - 1;
		}
		for (uint32_t j = piece->start; j < piece->end; j++) {
			b[at] = in->r->text.p[j];
			map[at++] = j;
		}
	}
	map[at] = content->n > 0 ? content->at[content->n - 1].end : 0;
	in->b = b;
	in->map = map;
	in->n = at;
}

void issue_parse_inlines(Reader *r, Node *parent, const Content *content) {
	Inlines in = { .r = r, .parent = parent };
	lay_out(&in, content);
	if (content->n > 0)
		parent->content = issue_pos(r, content->at[0].start, content->at[content->n - 1].end);
	while (in.at < in.n)
		read_next(&in);
	inline_process_emphasis(&in, NULL);
	inline_report_unmatched(&in);
	settle(&in);
	issue_join_east_asian(r, parent);
}
