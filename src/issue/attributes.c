/* Attributes: {#id .class .class key=value}. Which of them may be given depends on what they are given to. */
#include "issue/reader.h"

#include <assert.h>
#include <string.h>

static Pos pos_of(const Reader *r, Str s) {
	assert(s.p >= r->text.p && s.p + s.n <= r->text.p + r->text.n);
	return (Pos){ r->file, (uint32_t)(s.p - r->text.p), (uint32_t)s.n };
}

static bool is_small(char c) {
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool issue_is_id(Str s) {
	if (s.n == 0 || s.n > 100 || !is_small(s.p[0]) || s.p[s.n - 1] == '-')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!is_small(s.p[i]) && s.p[i] != '-')
			return false;
	}
	return true;
}

/* The shape of a BCP 47 tag: a subtag of two to eight letters, then subtags of one to eight letters or digits. */
bool issue_is_language(Str s) {
	size_t start = 0;
	if (s.n == 0 || s.n > 60)
		return false;
	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && s.p[i] != '-') {
			bool letter = (s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z';
			if (!letter && (start == 0 || s.p[i] < '0' || s.p[i] > '9'))
				return false;
			continue;
		}
		if (i - start > 8 || i - start < (start == 0 ? 2 : 1))
			return false;
		start = i + 1;
	}
	return true;
}

static bool bad(Reader *r, Str token, const char *what, AttributesOf of) {
	diag_error(r->job->diag, pos_of(r, token), RULE_ATTRIBUTE, "%s '" STR_FMT "'", what, STR_ARG(token));
	if (of == ATTRIBUTES_SPAN)
		diag_help(r->job->diag, "a span takes lang=TAG, dir=ltr, dir=rtl, translate=no and .class");
	else
		diag_help(r->job->diag, "a %s takes #id and .class, as in {#key-findings .tinted}",
		          of == ATTRIBUTES_BOX ? "box" : "heading");
	return false;
}

static void read_id(Reader *r, Str token, AttributesOf of, Node *node) {
	Str id = str_sub(token, 1, token.n);
	if (of == ATTRIBUTES_SPAN) {
		bad(r, token, "a span has no id:", of);
	} else if (node->id.n) {
		bad(r, token, "a second id", of);
	} else if (!issue_is_id(id)) {
		diag_error(r->job->diag, pos_of(r, token), RULE_ID_FORM, "'" STR_FMT "' is no id", STR_ARG(id));
		diag_help(r->job->diag, "use small letters a-z, digits and hyphens");
	} else {
		node->id = id;
		node->id_pos = pos_of(r, id);
	}
}

static void read_class(Reader *r, Str token, AttributesOf of, Node *node) {
	Str name = str_sub(token, 1, token.n);
	if (!issue_is_id(name)) {
		bad(r, token, "no class:", of);
		return;
	}
	if (node->classes.n)
		node->classes = str_printf(r->job->arena, STR_FMT " " STR_FMT, STR_ARG(node->classes), STR_ARG(name));
	else
		node->classes = name;
	node->decorative = node->decorative || str_is(name, "decorative");
}

static void read_pair(Reader *r, Str token, size_t equals, AttributesOf of, Node *node) {
	Str key = str_sub(token, 0, equals), value = str_sub(token, equals + 1, token.n);
	unsigned char first = value.n ? (unsigned char)value.p[0] : 0;
	if (first == 0xE2 || first == 0xC2) {
		diag_error(r->job->diag, pos_of(r, token), RULE_ATTRIBUTE, "curly quotes around a value");
		diag_help(r->job->diag, "write the value without quotes, as in {lang=fr}");
		return;
	}
	if (value.n >= 2 && (first == '"' || first == '\'') && value.p[value.n - 1] == (char)first)
		value = str_sub(value, 1, value.n - 1);
	if (of != ATTRIBUTES_SPAN) {
		bad(r, token, "no attribute of this kind:", of);
	} else if (str_is(key, "lang")) {
		if (issue_is_language(value)) {
			node->language = value;
			return;
		}
		diag_error(r->job->diag, pos_of(r, token), RULE_LANGUAGE_TAG, "'" STR_FMT "' is no language tag",
		           STR_ARG(value));
		diag_help(r->job->diag, "write a tag like fr, ar, la or zh-Hans");
	} else if (str_is(key, "dir") && (str_is(value, "ltr") || str_is(value, "rtl"))) {
		node->direction = str_is(value, "ltr") ? DIRECTION_LTR : DIRECTION_RTL;
	} else if (str_is(key, "translate") && str_is(value, "no")) {
		node->no_translate = true;
	} else {
		bad(r, token, "unknown attribute", of);
	}
}

void issue_read_attributes(Reader *r, Str inside, AttributesOf of, Node *node) {
	size_t at = 0;
	bool any = false;
	while (at < inside.n) {
		while (at < inside.n && (inside.p[at] == ' ' || inside.p[at] == '\t'))
			at++;
		size_t start = at;
		while (at < inside.n && inside.p[at] != ' ' && inside.p[at] != '\t')
			at++;
		Str token = str_sub(inside, start, at);
		if (token.n == 0)
			break;
		any = true;
		size_t equals = str_find(token, "=", 0);
		if (token.p[0] == '#')
			read_id(r, token, of, node);
		else if (token.p[0] == '.')
			read_class(r, token, of, node);
		else if (equals != SIZE_MAX && equals > 0)
			read_pair(r, token, equals, of, node);
		else
			bad(r, token, "unknown attribute", of);
	}
	if (!any) {
		diag_error(r->job->diag, pos_of(r, inside), RULE_ATTRIBUTE, "empty braces");
		diag_help(r->job->diag, "take them out, or name an attribute");
	}
}

/* Braces at the end are attributes when they stand apart and begin with # or a dot, or hold an = directly after the
 * first word; else they belong to a span or are data. */
void issue_take_attributes(Reader *r, uint32_t start, uint32_t *end, AttributesOf of, Node *node) {
	Str s = str_sub(r->text, start, *end);
	if (s.n == 0 || s.p[s.n - 1] != '}')
		return;
	size_t open = s.n - 1;
	while (open > 0 && s.p[open] != '{')
		open--;
	if (s.p[open] != '{' || (open > 0 && s.p[open - 1] != ' ' && s.p[open - 1] != '\t'))
		return;
	Str inside = str_sub(s, open + 1, s.n - 1);
	Str trimmed = str_trim(inside);
	size_t word = 0;
	while (word < trimmed.n && is_small(trimmed.p[word]))
		word++;
	bool pair = word > 0 && word < trimmed.n && trimmed.p[word] == '=';
	if (trimmed.n > 0 && trimmed.p[0] != '#' && trimmed.p[0] != '.' && !pair)
		return;
	issue_read_attributes(r, inside, of, node);
	*end = start + (uint32_t)open;
	while (*end > start && (r->text.p[*end - 1] == ' ' || r->text.p[*end - 1] == '\t'))
		(*end)--;
}
