/* From blocks to bytes. cmark-gfm says on which lines a block stands and where it begins; what belongs to it on each
 * further line is found by taking off the markers and the indentation of the blocks around it, in the order in which
 * cmark-gfm itself matches them. A line that lacks one of them is a lazy continuation: CommonMark glues it on in
 * silence, we say so. */
#include "issue/reader.h"

#include <assert.h>

Pos issue_pos(const Reader *r, uint32_t start, uint32_t end) {
	return (Pos){ r->file, start, end > start ? end - start : 0 };
}

uint32_t issue_line_start(const Reader *r, uint32_t line) {
	return line < r->file->lines ? r->file->line_starts[line] : (uint32_t)r->text.n;
}

Str issue_line(const Reader *r, uint32_t line) {
	uint32_t start = issue_line_start(r, line), end = issue_line_start(r, line + 1);
	while (end > start && (r->text.p[end - 1] == '\n' || r->text.p[end - 1] == '\r'))
		end--;
	return str_sub(r->text, start, end);
}

uint32_t issue_line_of(const Reader *r, uint32_t offset) {
	uint32_t low = 0, high = r->file->lines ? r->file->lines : 1;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (r->file->line_starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

unsigned issue_column(const Reader *r, uint32_t offset) {
	unsigned column = 0;
	for (uint32_t at = issue_line_start(r, issue_line_of(r, offset)); at < offset; at++)
		column = r->text.p[at] == '\t' ? (column / 4 + 1) * 4 : column + 1;
	return column;
}

static bool is_blank(char c) {
	return c == ' ' || c == '\t';
}

/* Moves *at over at most `most` columns of white space; how many columns were there. */
static unsigned skip_columns(Str line, size_t *at, unsigned *column, unsigned most) {
	unsigned first = *column;
	while (*at < line.n && is_blank(line.p[*at]) && *column - first < most) {
		*column = line.p[*at] == '\t' ? (*column / 4 + 1) * 4 : *column + 1;
		(*at)++;
	}
	return *column - first;
}

Stripped issue_strip(const Reader *r, uint32_t line_number, const Containers *in) {
	Str line = issue_line(r, line_number);
	uint32_t line_start = issue_line_start(r, line_number);
	const Container *lazy = NULL;
	size_t at = 0;
	unsigned column = 0;
	for (size_t i = 0; i < in->n && !lazy; i++) {
		const Container *c = &in->at[i];
		size_t before = at;
		unsigned column_before = column;
		if (c->quote) {
			skip_columns(line, &at, &column, 4);
			if (column - column_before < 4 && at < line.n && line.p[at] == '>') {
				at++;
				column++;
				skip_columns(line, &at, &column, 1);
				continue;
			}
			lazy = c;
		} else if (c->line == line_number) {
			at = c->content - line_start;
			column = issue_column(r, c->content);
			continue;
		} else if (skip_columns(line, &at, &column, c->indent) < c->indent) {
			lazy = c;
		}
		if (lazy) {
			at = before;
			column = column_before;
		}
	}
	skip_columns(line, &at, &column, UINT32_MAX);
	return (Stripped){ line_start + (uint32_t)at, lazy };
}

static uint32_t trimmed_end(const Reader *r, uint32_t start, uint32_t end) {
	while (end > start && is_blank(r->text.p[end - 1]))
		end--;
	return end;
}

Content issue_content_of_range(Reader *r, uint32_t start, uint32_t end) {
	Content content = { 0 };
	while (start < end && is_blank(r->text.p[start]))
		start++;
	*list_push(r->scratch, &content) = (Piece){ start, trimmed_end(r, start, end), false };
	return content;
}

static void report_lazy(Reader *r, uint32_t start, uint32_t end, const Container *lazy) {
	diag_error(r->job->diag, issue_pos(r, start, end), RULE_LINE_LAZY, "this line is taken as part of the %s above it",
		lazy->quote ? "quote or box" : lazy->note ? "note" : "list item");
	if (lazy->quote)
		diag_help(r->job->diag, "begin it with > if it belongs there, or put a blank line before it");
	else
		diag_help(r->job->diag, "indent it by %u spaces if it belongs there, or put a blank line before it",
		          lazy->indent);
}

Content issue_content_of(Reader *r, uint32_t start, uint32_t last_line, const Containers *in) {
	Content content = { 0 };
	uint32_t line = issue_line_of(r, start);
	bool lazy_reported = false;
	for (; line <= last_line || content.n == 0; line++) {
		Str whole = issue_line(r, line);
		uint32_t end = issue_line_start(r, line) + (uint32_t)whole.n;
		if (content.n > 0) {
			Stripped s = issue_strip(r, line, in);
			start = s.start;
			if (s.lazy && !lazy_reported) {
				report_lazy(r, start, trimmed_end(r, start, end), s.lazy);
				lazy_reported = true;
			}
		}
		uint32_t stop = trimmed_end(r, start, end);
		if (line < last_line && end - stop >= 2 && r->text.p[end - 1] == ' ' && r->text.p[end - 2] == ' ') {
			diag_error(r->job->diag, issue_pos(r, stop, end), RULE_BREAK_SPACES, "two spaces at the end of a line");
			diag_help(r->job->diag, "write \\ at the end of the line for a line break, or take the spaces away");
		}
		if (stop > start || content.n == 0)
			*list_push(r->scratch, &content) = (Piece){ start, stop, false };
	}
	return content;
}
