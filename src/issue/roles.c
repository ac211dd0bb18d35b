/* Roles and boxes: block quotes whose first line begins with [!kind]. A role is one of a fixed list and holds text
 * that the layout places; any other kind is a box, which the layout must know. */
#include "issue/reader.h"

#include <string.h>

static const char *const roles[] = { "short", "deck", "byline", "dateline", "signature", "source" };

bool issue_is_role(Str name) {
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		if (str_is(name, roles[i]))
			return true;
	}
	return false;
}

static void report_form(Reader *r, uint32_t start, uint32_t end, const char *what) {
	diag_error(r->job->diag, issue_pos(r, start, end), RULE_MARKER_FORM, "%s", what);
	diag_help(r->job->diag, "write > [!kind] with a kind in small letters, as in > [!sidebar] Title");
}

/* `[!kind]` at the start of the line, as it should be or nearly so; the offset behind it, 0 when there is none. */
static uint32_t read_kind(Reader *r, uint32_t start, uint32_t end, Str *kind) {
	Str line = str_sub(r->text, start, end);
	if (str_starts(line, "\\[!") || str_starts(line, "[\\!")) {
		size_t close = str_find(line, "]", 0);
		diag_error(r->job->diag, issue_pos(r, start, close == SIZE_MAX ? end : start + (uint32_t)close + 1),
		           RULE_MARKER_FORM, "a backslash makes text of this marker");
		diag_help(r->job->diag, "take the backslashes out: [!kind]");
		return 0;
	}
	if (!str_starts(line, "[!")) {
		if (str_starts(line, "[ !"))
			report_form(r, start, start + 3, "a space within the marker");
		return 0;
	}
	size_t close = str_find(line, "]", 0);
	if (close == SIZE_MAX || close > 60) {
		report_form(r, start, start + 2, "this marker has no ]");
		return 0;
	}
	Str word = str_trim(str_sub(line, 2, close));
	char *small = arena_array(r->job->arena, char, word.n + 1);
	for (size_t i = 0; i < word.n; i++)
		small[i] = word.p[i] >= 'A' && word.p[i] <= 'Z' ? (char)(word.p[i] | 32) : word.p[i];
	*kind = (Str){ small, word.n };
	if (!issue_is_id(*kind)) {
		report_form(r, start, start + (uint32_t)close + 1, "this marker names no kind");
		return 0;
	}
	if (word.n != close - 2 || !str_eq(word, *kind))
		report_form(r, start, start + (uint32_t)close + 1, "the kind is not written in small letters without spaces");
	else
		*kind = word;
	return start + (uint32_t)close + 1;
}

/* DATE or DATE/DATE after [!event]; the offset behind it. */
static uint32_t read_event(Reader *r, Node *box, uint32_t start, uint32_t end) {
	uint32_t stop = start;
	while (stop < end && r->text.p[stop] != ' ' && r->text.p[stop] != '\t')
		stop++;
	Str s = str_sub(r->text, start, stop);
	Date from, to;
	bool range = s.n == 21 && s.p[10] == '/';
	bool digits = s.n > 0 && s.p[0] >= '0' && s.p[0] <= '9';
	if (date_parse(str_sub(s, 0, range ? 10 : s.n), &from) && (!range || date_parse(str_sub(s, 11, 21), &to))) {
		box->argument = s;
		if (range && (from.year > to.year || (from.year == to.year && (from.month > to.month ||
		              (from.month == to.month && from.day >= to.day))))) {
			diag_error(r->job->diag, issue_pos(r, start, stop), RULE_EVENT_DATE, "the event ends before it begins");
			diag_help(r->job->diag, "write the first day, a slash and the last day");
		}
		return stop;
	}
	diag_error(r->job->diag, issue_pos(r, start, stop), RULE_EVENT_DATE,
		digits ? "'" STR_FMT "' is no day, nor two" : "no date after [!event]", STR_ARG(s));
	diag_help(r->job->diag, "write > [!event] 2008-02-01 Title, or 2008-02-13/2008-02-15 for several days");
	return digits ? stop : start;
}

/* The rest of a role's line is its text; the lines that follow belong to it. */
static void read_role(uint32_t after, const Content *first, Content *rest, Reader *r, Node *role) {
	*rest = issue_content_of_range(r, after, first->at[0].end);
	bool bare = rest->at[0].start >= rest->at[0].end;
	if (bare)
		rest->n = 0;
	for (size_t i = 1; i < first->n; i++)
		*list_push(r->scratch, rest) = first->at[i];
	if (bare && rest->n > 0) {
		diag_error(r->job->diag, issue_pos(r, rest->at[0].start, rest->at[0].end), RULE_MARKER_GLUED,
			"no empty line between the marker [!" STR_FMT "] and its text", STR_ARG(role->name));
		diag_help(r->job->diag, "put a line with > alone after the marker, or the text on the marker's own line");
	}
}

Node *issue_read_marker(Reader *r, Pos quote, const Content *first, Content *rest) {
	Str kind;
	uint32_t start = first->at[0].start, end = first->at[0].end;
	uint32_t after = read_kind(r, start, end, &kind);
	if (after == 0)
		return NULL;
	bool role = issue_is_role(kind);
	Node *node = issue_make_node(r->job->arena, role ? NODE_ROLE : NODE_BOX, quote);
	node->name = kind;
	node->name_pos = issue_pos(r, start + 2, after - 1);
	if (role) {
		read_role(after, first, rest, r, node);
		return node;
	}
	while (after < end && (r->text.p[after] == ' ' || r->text.p[after] == '\t'))
		after++;
	issue_take_attributes(r, after, &end, ATTRIBUTES_BOX, node);
	if (str_is(kind, "event"))
		after = read_event(r, node, after, end);
	Content title = issue_content_of_range(r, after, end);
	if (title.at[0].end > title.at[0].start) {
		Node *t = issue_make_node(r->job->arena, NODE_TITLE, issue_pos(r, title.at[0].start, title.at[0].end));
		issue_append_node(node, t);
		issue_parse_inlines(r, t, &title);
	}
	*rest = (Content){ 0 };
	for (size_t i = 1; i < first->n; i++)
		*list_push(r->scratch, rest) = first->at[i];
	if (rest->n > 0) {
		diag_error(r->job->diag, issue_pos(r, rest->at[0].start, rest->at[0].end), RULE_MARKER_GLUED,
			"no empty line between the first line of the box and its text");
		diag_help(r->job->diag, "put a line with > alone after [!" STR_FMT "] and its title", STR_ARG(kind));
	}
	return node;
}
