/* What CommonMark takes in silence for something else than was meant: invisible characters in front of a marker,
 * native digits before a list's items, full-width brackets, notes without a blank line between. A scan over the lines
 * finds it and reports it, and heals the copy that cmark-gfm is given where it can, so that one slip is one message.
 * The copy also hides from cmark-gfm what we read ourselves or leave out (brackets, tags); it keeps the length and the
 * lines of the source. */
#include "issue/reader.h"

#include <string.h>

#define MAX_QUOTES ISSUE_MAX_NESTING
#define MAX_CELLS 200

static bool is_bidi_control(uint32_t c) {
	return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static bool is_stray_control(uint32_t c) {
	return (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || (c >= 0x7F && c <= 0x9F) || c == 0x2028 ||
	       c == 0x2029 || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB);
}

static bool is_space_look_alike(uint32_t c) {
	return c == 0xA0 || c == 0x2007 || c == 0x202F || c == 0x3000 || (c >= 0x2000 && c <= 0x200A);
}

static void scan_characters(Reader *r) {
	for (size_t at = 0; at < r->text.n;) {
		size_t start = at;
		uint32_t c = utf8_next(r->text, &at);
		Pos pos = issue_pos(r, (uint32_t)start, (uint32_t)at);
		if (is_bidi_control(c)) {
			diag_error(r->job->diag, pos, RULE_ENCODING_BIDI, "the invisible direction mark U+%04X", c);
			diag_help(r->job->diag,
			          "delete it; where direction must be said, write [words]{lang=ar} or [words]{dir=rtl}");
		} else if (is_stray_control(c)) {
			diag_error(r->job->diag, pos, RULE_ENCODING_CONTROL, "the invisible character U+%04X", c);
			diag_help(r->job->diag, "delete it");
		}
	}
}

typedef struct {
	uint32_t start, end;                                     /* of the line */
	uint32_t at;                                             /* behind indentation and quote markers */
	unsigned quotes;
} Line;

/* Skips indentation, > and what hides them; invisible marks there become spaces in the copy. */
static Line skip_prefix(Reader *r, uint32_t number, char *mask) {
	Str s = issue_line(r, number);
	Line line = { .start = issue_line_start(r, number) };
	line.end = line.start + (uint32_t)s.n;
	size_t at = 0;
	while (at < s.n) {
		size_t before = at;
		uint32_t c = utf8_next(s, &at);
		if (is_bidi_control(c) || c == 0xFEFF) {
			memset(mask + line.start + before, ' ', at - before);
		} else if (c == '>') {
			if (++line.quotes > MAX_QUOTES)
				mask[line.start + before] = 'x';
			if (line.quotes == MAX_QUOTES + 1) {
				uint32_t p = line.start + (uint32_t)before;
				diag_error(r->job->diag, issue_pos(r, p, p + 1), RULE_NESTING_DEPTH, "quotes nested more than %d deep",
				           MAX_QUOTES);
				diag_help(r->job->diag, "take some of the > away");
			}
		} else if (c != ' ' && c != '\t') {
			at = before;
			break;
		}
	}
	line.at = line.start + (uint32_t)at;
	return line;
}

/* `# `, `- `, `1. ` with another space than the ordinary one. */
static void check_marker_space(Reader *r, const Line *line, char *mask) {
	const char *p = r->text.p;
	uint32_t at = line->at;
	if (at < line->end && p[at] == '#') {
		while (at < line->end && p[at] == '#')
			at++;
	} else if (at < line->end && (p[at] == '-' || p[at] == '*' || p[at] == '+')) {
		at++;
	} else {
		while (at < line->end && p[at] >= '0' && p[at] <= '9')
			at++;
		if (at == line->at || at - line->at > 9 || at >= line->end || (p[at] != '.' && p[at] != ')'))
			return;
		at++;
	}
	size_t on = at;
	uint32_t c = on < line->end ? utf8_next(str_sub(r->text, 0, line->end), &on) : 0;
	if (!is_space_look_alike(c))
		return;
	memset(mask + at, ' ', on - at);
	diag_error(r->job->diag, issue_pos(r, at, (uint32_t)on), RULE_MARKER_SPACE,
	           "U+%04X stands where an ordinary space should", c);
	diag_help(r->job->diag, "type a plain space after %.*s", (int)(at - line->at), p + line->at);
}

/* `[^label]:` at the start of a line. */
static bool read_definition(Reader *r, const Line *line, uint32_t number, Definition *out) {
	Str s = str_sub(r->text, line->at, line->end);
	if (!str_starts(s, "[^"))
		return false;
	size_t end = 2;
	while (end < s.n && s.p[end] != ']' && s.p[end] != ' ' && s.p[end] != '\t')
		end++;
	if (end == 2 || end + 1 >= s.n || s.p[end] != ']' || s.p[end + 1] != ':')
		return false;
	*out = (Definition){ .label = str_sub(s, 2, end), .line = number };
	out->pos = issue_pos(r, line->at, line->at + (uint32_t)end + 2);
	return true;
}

static bool is_label(Str s) {
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (!((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' || c == '_' ||
		      (unsigned char)c >= 0x80))
			return false;
	}
	return s.n > 0;
}

/* Behind the marker of a list item, if there is one. */
static uint32_t skip_item(const Reader *r, const Line *line) {
	uint32_t at = line->at;
	while (at < line->end && r->text.p[at] >= '0' && r->text.p[at] <= '9')
		at++;
	bool ordered = at > line->at && at < line->end && memchr(".)", r->text.p[at], 2);
	bool bullet = at == line->at && at < line->end && memchr("-*+", r->text.p[at], 3);
	if (!ordered && !bullet)
		return line->at;
	for (at++; at < line->end && (r->text.p[at] == ' ' || r->text.p[at] == '\t'); at++)
		;
	return at;
}

static void scan_definition(Reader *r, const Line *line, uint32_t number, bool blank_before) {
	Definition d;
	Line item = *line;
	item.at = skip_item(r, line);
	if (!read_definition(r, &item, number, &d))
		return;
	if (!is_label(d.label)) {
		diag_error(r->job->diag, d.pos, RULE_FOOTNOTE_FORM, "'" STR_FMT "' is no label of a note", STR_ARG(d.label));
		diag_help(r->job->diag, "use letters, digits and hyphens");
	}
	if (item.at > line->start) {
		diag_error(r->job->diag, d.pos, RULE_FOOTNOTE_PLACE, "a note's text %s",
			line->quotes > 0 ? "within a quote or box" : item.at > line->at ? "within a list" : "that is indented");
		diag_help(r->job->diag, "move it to the margin, at the end of the file; the call stays where it is");
	} else if (!blank_before) {
		diag_error(r->job->diag, d.pos, RULE_FOOTNOTE_PLACE, "no blank line before this note's text");
		diag_help(r->job->diag, "put one before each [^label]: line");
	}
	*list_push(r->scratch, &r->definitions) = d;
}

/* ［^1］ and the like: a note's call in full-width brackets. */
static void scan_wide_brackets(Reader *r, const Line *line) {
	Str s = str_sub(r->text, line->start, line->end);
	static const char *const looks[] = { "\xEF\xBC\xBB^", "\xEF\xBC\xBB\xEF\xBC\xBE", "[\xEF\xBC\xBE",
		                                 "\xE3\x80\x90^" };
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
		for (size_t at = str_find(s, looks[i], 0); at != SIZE_MAX; at = str_find(s, looks[i], at + 1)) {
			uint32_t start = line->start + (uint32_t)at;
			diag_error(r->job->diag, issue_pos(r, start, start + (uint32_t)strlen(looks[i])), RULE_FOOTNOTE_FORM,
				"full-width signs do not call a note");
			diag_help(r->job->diag, "write [^label] with the ASCII signs [ ^ ]");
		}
	}
}

static void hide(const Reader *r, char *mask) {
	Str s = r->text;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\r')
			mask[i] = i + 1 < s.n && s.p[i + 1] == '\n' ? ' ' : '\n';
		else if (s.p[i] == '\0')
			mask[i] = ' ';
		else if (s.p[i] == '[' && !(i + 1 < s.n && s.p[i + 1] == '^'))
			mask[i] = 'x';
		else if (s.p[i] == '<' && !str_starts(str_sub(s, i, i + 4), "<!--"))
			mask[i] = 'x';
	}
	for (uint32_t i = 0; i < issue_line_start(r, r->body); i++) {
		if (mask[i] != '\n')
			mask[i] = ' ';
	}
}

/* cmark-gfm takes quadratic time over the cells of one row. */
static void limit_cells(Reader *r, const Line *line, char *mask) {
	unsigned cells = 0;
	for (uint32_t at = line->at; at < line->end; at++)
		cells += r->text.p[at] == '|';
	if (cells <= MAX_CELLS)
		return;
	for (uint32_t at = line->at; at < line->end; at++) {
		if (mask[at] == '|')
			mask[at] = 'x';
	}
	diag_error(r->job->diag, issue_pos(r, line->at, line->end), RULE_TABLE_FORM, "more than %d cells in a row",
	           MAX_CELLS);
	diag_help(r->job->diag, "make several tables of it");
}

void issue_scan_lines(Reader *r, char *mask) {
	scan_characters(r);
	hide(r, mask);
	bool blank = true;
	for (uint32_t number = r->body; number < r->file->lines; number++) {
		Line line = skip_prefix(r, number, mask);
		check_marker_space(r, &line, mask);
		scan_definition(r, &line, number, blank);
		scan_wide_brackets(r, &line);
		limit_cells(r, &line, mask);
		blank = str_trim(str_sub(r->text, line.start, line.end)).n == 0;
	}
}
