/* How a paragraph begins. A paragraph that begins nearly like a heading, an item, a marker or a table was meant to be
 * one. */
#include "issue/reader.h"

#include <string.h>

static bool is_native_digit(uint32_t c) {
	static const uint32_t zeros[] = { 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66,
		                              0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0xFF10 };
	for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++) {
		if (c >= zeros[i] && c < zeros[i] + 10)
			return true;
	}
	return false;
}

static bool is_letter(uint32_t c) {
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x2000);
}

static bool report(Reader *r, uint32_t start, size_t n, Rule rule, const char *text, const char *help) {
	diag_error(r->job->diag, issue_pos(r, start, start + (uint32_t)n), rule, "%s", text);
	diag_help(r->job->diag, "%s", help);
	return true;
}

static bool check_heading(Reader *r, Str s, uint32_t start) {
	size_t n = 0;
	while (n < s.n && s.p[n] == '#')
		n++;
	if (n > 6)
		return report(r, start, n, RULE_HEADING_LEVEL, "more than six # make no heading", "use ## and ###; for plain signs write \\#");
	if (n == 0 || n == s.n || s.p[n] == ' ' || s.p[n] == '\t')
		return false;
	return report(r, start, n, RULE_HEADING_SPACE, "no space between # and the heading",
		"write # Heading; for a plain # write \\#");
}

static bool check_native(Reader *r, Str s, uint32_t start) {
	size_t at = 0, digits = 0, before = 0;
	uint32_t c = utf8_next(s, &at);
	if (c == 0xFF03 || c == 0xFF1E)
		return report(r, start, at, RULE_MARKER_NATIVE, "a full-width marker",
		              "write the ASCII sign: # for a heading, > for a box");
	if (c == 0x2022 || c == 0x25CF || c == 0x25AA || c == 0x25E6 || c == 0x2023 || c == 0xFF0A)
		return report(r, start, at, RULE_MARKER_NATIVE, "this bullet does not make a list",
			"begin each item with a hyphen and a space: - item");
	for (; is_native_digit(c); c = utf8_next(s, &at)) {
		before = at;
		digits++;
	}
	if (digits == 0 || digits > 3 || !(c == '.' || c == ')' || c == '-' || c == 0xFF0E || c == 0x3001 || c == 0xFF09))
		return false;
	if ((c == '.' || c == ')' || c == '-') && before + 1 < s.n && s.p[before + 1] != ' ')
		return false;
	return report(r, start, before, RULE_MARKER_NATIVE, "a list in native digits is not read as a list",
		"write 1. and so on; the program prints the language's own digits");
}

static bool check_item(Reader *r, Str s, uint32_t start) {
	size_t at = 0;
	while (at < s.n && at < 3 && s.p[at] >= '0' && s.p[at] <= '9')
		at++;
	if (at > 0 && (at >= s.n || (s.p[at] != '.' && s.p[at] != ')')))
		return false;
	if (at == 0 && s.p[0] != '-')
		return false;
	size_t end = ++at;
	if (!is_letter(utf8_next(s, &at)))
		return false;
	return report(r, start, end, RULE_MARKER_SPACE, "no space after the marker of an item",
		"write - item or 1. item; for a plain sign put \\ before it");
}

static bool check_marker(Reader *r, Str s, uint32_t start, bool first_in_quote) {
	if (str_starts(s, "\xEF\xBC\xBB!") || str_starts(s, "\xEF\xBC\xBB\xEF\xBC\x81") || str_starts(s, "[\xEF\xBC\x81") ||
	    str_starts(s, "\xE3\x80\x90!"))
		return report(r, start, 4, RULE_MARKER_FORM, "a marker in full-width signs",
		              "write > [!kind] with the ASCII signs [ ! ]");
	if (first_in_quote)
		return false;
	bool escaped = str_starts(s, "\\[!");
	Str inside = str_sub(s, escaped ? 3 : 2, s.n);
	size_t close = str_find(inside, "]", 0);
	if ((!escaped && !str_starts(s, "[!")) || close == SIZE_MAX || close > 0 + 40)
		return false;
	if (close > 0 && inside.p[close - 1] == '\\')
		close--;
	if (!issue_is_id(str_sub(inside, 0, close)))
		return false;
	return report(r, start, (escaped ? 3 : 2) + close + 1, RULE_MARKER_PLACE, "this marker begins no block quote",
		"write > [!kind] at the start of a line, with a blank line before it");
}

static bool check_dashes(Reader *r, Str s, uint32_t start) {
	size_t marks = 0;
	for (size_t at = 0; at < s.n;) {
		uint32_t c = utf8_next(s, &at);
		if (c != 0x2013 && c != 0x2014 && c != 0x2015 && c != '-' && c != ' ')
			return false;
		marks += c != ' ';
	}
	if (marks < 2)
		return false;
	return report(r, start, s.n, RULE_SECTION_BREAK, "a line of dashes is printed as it stands",
		"for a section break write three hyphens between blank lines: ---");
}

void issue_check_paragraph(Reader *r, const Content *content, bool first_in_quote) {
	for (size_t i = 0; i < content->n; i++) {
		const Piece *piece = &content->at[i];
		Str s = str_sub(r->text, piece->start, piece->end);
		if (s.n == 0)
			continue;
		if (check_marker(r, s, piece->start, i == 0 && first_in_quote))
			continue;
		if (issue_is_delimiter_row(s) || (i == 0 && content->n > 1 && s.p[0] == '|')) {
			report(r, piece->start, s.n, RULE_TABLE_FORM, "this is not read as a table",
			       "a table has a blank line before it, then a first row, then one of hyphens: | --- | --- |");
			return;
		}
		if (i == 0 &&
		    (check_heading(r, s, piece->start) || check_native(r, s, piece->start) || check_item(r, s, piece->start)))
			continue;
		if (content->n == 1)
			check_dashes(r, s, piece->start);
	}
}
