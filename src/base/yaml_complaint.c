/* What is wrong is found by libyaml's sentence and, where one sentence stands for several mistakes, by looking at
 * the line: a ':' after another one is within a value, a word at the start of a line is indented wrongly. */
#include "base/yaml_complaint.h"

#include <string.h>

/* libyaml's complaints and what they mean to somebody who writes a layout. Where: the place to show. */
typedef enum { AT_PROBLEM, AT_CONTEXT } Where;

#define NOT_A_DIRECTIVE "directives are not used: a line cannot begin with '%'", "remove it, or put it in double quotes"

static const struct {
	const char *problem, *context;                           /* context NULL: any */
	Where where;
	const char *text, *help;
} complaints[] = {
	{ "could not find expected ':'", NULL, AT_CONTEXT, "this line has no 'key: value'",
	  "write a ':' and a space after the key; a long value goes in quotes or is indented" },
	{ "did not find expected alphabetic or numeric character", "while scanning an alias", AT_CONTEXT,
	  "a value cannot begin with '*'", "put the value in double quotes" },
	{ "did not find expected alphabetic or numeric character", "while scanning an anchor", AT_CONTEXT,
	  "a value cannot begin with '&'", "put the value in double quotes" },
	{ "did not find expected ',' or '}'", NULL, AT_CONTEXT, "this '{' is not closed properly",
	  "write { key: value, key: value }, with a comma between entries and a '}' at the end" },
	{ "did not find expected ',' or ']'", NULL, AT_CONTEXT, "this '[' is not closed properly",
	  "write [value, value], with a comma between values and a ']' at the end" },
	{ "found unexpected end of stream", NULL, AT_CONTEXT, "this quotation mark is never closed",
	  "close it; write '' for an apostrophe within single quotes, \\\" for a quotation mark within double ones" },
	{ "found unexpected document indicator", NULL, AT_CONTEXT,
	  "this quotation mark is not closed before '---' or '...'", "close it" },
	{ "found unknown escape character", NULL, AT_PROBLEM,
	  "a backslash in double quotes begins an escape, and this is none", "write \\\\ for a backslash" },
	{ "did not find expected hexdecimal number", NULL, AT_PROBLEM, "this escape needs hexadecimal digits",
	  "write \\u and four digits, or \\\\ for a backslash" },
	{ "found invalid Unicode character escape code", NULL, AT_PROBLEM, "this escape names no Unicode character",
	  "write \\u and four digits; write characters above U+FFFF as they are" },
	{ "block sequence entries are not allowed in this context", NULL, AT_PROBLEM,
	  "a list with '- ' cannot begin here", "put each '- ' on a line of its own, or the value in double quotes" },
	{ "mapping keys are not allowed in this context", NULL, AT_PROBLEM, "a value cannot begin with '? '",
	  "put the value in double quotes" },
	{ "found unexpected ':'", NULL, AT_PROBLEM, "':' cannot stand here",
	  "put a space after it, or the value in double quotes" },
	{ "did not find expected comment or line break", NULL, AT_PROBLEM, "after '|' or '>' the line must end",
	  "put the text on the following lines, indented" },
	{ "found an indentation indicator equal to 0", NULL, AT_PROBLEM, "the indentation after '|' or '>' cannot be 0",
	  "leave the digit out" },
	{ "did not find expected whitespace or line break", NULL, AT_PROBLEM, "a value cannot begin with '!'",
	  "put the value in double quotes" },
	{ "found undefined tag handle", NULL, AT_PROBLEM, "a value cannot begin with '!'",
	  "put the value in double quotes" },
	{ "did not find expected tag URI", NULL, AT_CONTEXT, "a value cannot begin with '!'",
	  "put the value in double quotes" },
	{ "found duplicate %YAML directive", NULL, AT_PROBLEM, NOT_A_DIRECTIVE },
	{ "found duplicate %TAG directive", NULL, AT_PROBLEM, NOT_A_DIRECTIVE },
	{ "found incompatible YAML document", NULL, AT_PROBLEM, NOT_A_DIRECTIVE },
	{ "found unknown directive name", NULL, AT_PROBLEM, NOT_A_DIRECTIVE },
	{ "could not find expected directive name", NULL, AT_PROBLEM, NOT_A_DIRECTIVE },
	{ "found unexpected non-alphabetical character", NULL, AT_PROBLEM, NOT_A_DIRECTIVE },
};

#define KNOWN (sizeof complaints / sizeof *complaints)

/* The entry of the table, or its length. */
static size_t find_complaint(const Complaint *c) {
	size_t i = 0;
	while (i < KNOWN && (strcmp(c->problem, complaints[i].problem) != 0 ||
	                     (complaints[i].context && strcmp(c->context, complaints[i].context) != 0)))
		i++;
	return i;
}

static Str line_before(Pos pos) {
	return str_sub(pos.file->text, pos.file->line_starts[pos_line_column(pos).line - 1], pos.offset);
}

/* A ':' where none may be: within a value, or on a line that libyaml took for the continuation of the value above. */
static void explain_colon(Diag *diag, Pos pos) {
	if (str_find(line_before(pos), ": ", 0) != SIZE_MAX) {
		diag_error(diag, pos, RULE_YAML_SYNTAX, "a value with ': ' in it needs quotes");
		diag_help(diag, "put the whole value in double quotes");
	} else {
		diag_error(diag, pos, RULE_YAML_SYNTAX, "a key cannot stand here: the line above has a value already");
		diag_help(diag, "indent this line like its neighbours, or take the value above away");
	}
}

/* Something that belongs to no map or list: no key, wrong indentation, or text after the end of a value. */
static void explain_stray(Diag *diag, Pos pos) {
	if (str_is(str_sub(pos.file->text, pos.offset, pos.offset + 1), ":")) {
		diag_error(diag, pos, RULE_YAML_SYNTAX, "there is no key before this ':'");
		diag_help(diag, "write the key, or put the value in double quotes");
	} else if (str_trim(line_before(pos)).n == 0) {
		diag_error(diag, pos, RULE_YAML_SYNTAX, "this line is indented like none of those that it could belong to");
		diag_help(diag, "indent entries of one map or list alike, with spaces");
	} else {
		diag_error(diag, pos, RULE_YAML_SYNTAX, "there is text after the end of the value");
		diag_help(diag, "put the whole value in double quotes; write \\\" for a quotation mark in it");
	}
}

static void explain_character(Diag *diag, Pos pos) {
	size_t at = pos.offset;
	uint32_t c = utf8_next(pos.file->text, &at);
	if (c == 0) {
		diag_error(diag, pos, RULE_YAML_SYNTAX, "a value is missing at the end of the file");
		diag_help(diag, "write the value, or close the bracket");
	} else if (c < 0x80 && strchr("@`%", (int)c)) {
		diag_error(diag, pos, RULE_YAML_SYNTAX, "a value cannot begin with '%c'", (int)c);
		diag_help(diag, "put the value in double quotes");
	} else {
		diag_error(diag, pos, RULE_YAML_SYNTAX, "a value or key is missing before this");
		diag_help(diag, "write the missing value, or put the text in double quotes");
	}
}

Pos complaint_pos(const SourceFile *file, const Complaint *c) {
	size_t i = find_complaint(c);
	size_t at = i < KNOWN && complaints[i].where == AT_CONTEXT ? c->context_at : c->problem_at, end = at;
	if (at < file->text.n && file->text.p[at] != '\n' && file->text.p[at] != '\r')
		utf8_next(file->text, &end);
	return (Pos){ file, (uint32_t)at, (uint32_t)(end - at) };
}

void complaint_report(Diag *diag, Pos pos, const Complaint *c) {
	size_t i = find_complaint(c);
	if (i < KNOWN) {
		diag_error(diag, pos, RULE_YAML_SYNTAX, "%s", complaints[i].text);
		diag_help(diag, "%s", complaints[i].help);
	} else if (strcmp(c->problem, "mapping values are not allowed in this context") == 0) {
		explain_colon(diag, pos);
	} else if (strcmp(c->problem, "did not find expected key") == 0 ||
	           strcmp(c->problem, "did not find expected '-' indicator") == 0 ||
	           strcmp(c->problem, "did not find expected <document start>") == 0) {
		explain_stray(diag, pos);
	} else if (strcmp(c->problem, "found character that cannot start any token") == 0 ||
	           strcmp(c->problem, "did not find expected node content") == 0) {
		explain_character(diag, pos);
	} else {
		diag_error(diag, pos, RULE_YAML_SYNTAX, "this is not YAML: %s", c->problem);
		diag_help(diag, "put the value in double quotes, or look at the indentation");
	}
}
