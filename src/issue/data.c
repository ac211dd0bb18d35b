/* Data: {date 2008-02-01 style=long}, {number 1204}, {page}, {title}. A closed list, so that a brace is never text by
 * accident. What they come to in a language is the business of locale/, which knows the styles of dates, too. */
#include "issue/inline.h"

#include <string.h>

#define MAX_DATA 200

static Str next_token(Str s, size_t *at) {
	while (*at < s.n && (s.p[*at] == ' ' || s.p[*at] == '\t'))
		(*at)++;
	size_t start = *at;
	while (*at < s.n && s.p[*at] != ' ' && s.p[*at] != '\t')
		(*at)++;
	return str_sub(s, start, *at);
}

static bool is_number(Str s) {
	size_t at = s.n > 0 && s.p[0] == '-', digits = 0;
	bool point = false;
	for (; at < s.n; at++) {
		if (s.p[at] == '.' && !point && digits > 0)
			point = true;
		else if (s.p[at] >= '0' && s.p[at] <= '9')
			digits++;
		else
			return false;
	}
	return digits > 0 && digits <= 18 && s.p[s.n - 1] != '.';
}

static void check_date(Inlines *in, Pos pos, const Node *node) {
	Diag *diag = in->r->job->diag;
	Date date;
	if (!date_parse(node->argument, &date)) {
		diag_error(diag, pos, RULE_DATE_INVALID, "'" STR_FMT "' is no day", STR_ARG(node->argument));
		diag_help(diag, "write year-month-day, as in {date 2008-02-01}");
	}
}

static bool check(Inlines *in, Pos pos, const Node *node) {
	Diag *diag = in->r->job->diag;
	static const Str known[] = { { "date", 4 }, { "number", 6 }, { "page", 4 }, { "title", 5 } };
	if (str_is(node->name, "date")) {
		check_date(in, pos, node);
	} else if (str_is(node->name, "number")) {
		if (!is_number(node->argument) || node->style.n) {
			diag_error(diag, pos, RULE_DATA, "no number to print");
			diag_help(diag, "write digits and a decimal point only, as in {number 1204} or {number 77.6}");
		}
	} else if (str_is(node->name, "page") || str_is(node->name, "title")) {
		if (node->argument.n || node->style.n) {
			diag_error(diag, pos, RULE_DATA, "{" STR_FMT "} takes nothing more", STR_ARG(node->name));
			diag_help(diag, "write [{" STR_FMT "}](#id)", STR_ARG(node->name));
		}
	} else {
		diag_error(diag, pos, RULE_DATA, "nothing is known as '{" STR_FMT "}'", STR_ARG(node->name));
		diag_suggest(diag, node->name, known, 4);
		diag_help(diag, "for a plain brace write \\{");
		return false;
	}
	return true;
}

bool inline_read_data(Inlines *in) {
	uint32_t start = in->at, end = start + 1;
	while (end < in->n && in->b[end] != '}' && in->b[end] != '{' && in->b[end] != '\n' && end - start < MAX_DATA)
		end++;
	if (end >= in->n || in->b[end] != '}' || !inline_on_one_line(in, start, end + 1)) {
		diag_error(in->r->job->diag, inline_pos(in, start, start + 1), RULE_DATA, "the { has no } on its line");
		diag_help(in->r->job->diag, "write {date 2008-02-01}, {number 1204}; for a plain brace write \\{");
		return false;
	}
	Str inside = inline_source(in, start + 1, end);
	size_t at = 0;
	Node data = { .kind = NODE_DATA };
	Str surplus = STR("");
	data.name = next_token(inside, &at);
	for (Str token = next_token(inside, &at); token.n; token = next_token(inside, &at)) {
		if (str_starts(token, "style=") && data.style.n == 0)
			data.style = str_sub(token, 6, token.n);
		else if (data.argument.n == 0 && str_find(token, "=", 0) == SIZE_MAX)
			data.argument = token;
		else
			surplus = token;
	}
	Pos pos = inline_pos(in, start, end + 1);
	if (str_find(data.name, "=", 0) != SIZE_MAX) {
		diag_error(in->r->job->diag, pos, RULE_ATTRIBUTE, "these attributes belong to no words");
		diag_help(in->r->job->diag, "write [words]{lang=fr} without a space between ] and {");
		return false;
	}
	if (data.name.n && memchr("#.", data.name.p[0], 2)) {
		diag_error(in->r->job->diag, pos, RULE_ATTRIBUTE,
		           "attributes stand at the end of a heading or of a box's first line");
		diag_help(in->r->job->diag, "move them there; for a plain brace write \\{");
		return false;
	}
	if (!check(in, pos, &data))
		return false;
	if (surplus.n) {
		diag_error(in->r->job->diag, pos, RULE_DATA, "'" STR_FMT "' is not read here", STR_ARG(surplus));
		diag_help(in->r->job->diag, "write {date 2008-02-01 style=long}, {number 1204}, {page} or {title}");
	}
	Inline *it = inline_append(in, NODE_DATA, start, end + 1);
	it->node.name = data.name;
	it->node.name_pos = inline_pos(in, start + 1, start + 1 + (uint32_t)data.name.n);
	it->node.argument = data.argument;
	it->node.style = data.style;
	in->at = end + 1;
	return true;
}
