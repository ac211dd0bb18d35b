/* Tables, GFM's pipes: a head, a line of hyphens, rows. cmark-gfm says where one stands; the cells are cut out here,
 * since it drops surplus cells, fills up missing ones and takes any line that follows for a row, all in silence. */
#include "issue/reader.h"

typedef struct { Content *at; size_t n, room; } Cells;

static bool is_blank(char c) {
	return c == ' ' || c == '\t';
}

bool issue_is_delimiter_row(Str line) {
	size_t at = 0, cells = 0;
	bool pipe = false;
	line = str_trim(line);
	if (at < line.n && line.p[at] == '|') {
		pipe = true;
		at++;
	}
	while (at < line.n) {
		while (at < line.n && is_blank(line.p[at]))
			at++;
		at += at < line.n && line.p[at] == ':';
		size_t hyphens = at;
		while (at < line.n && line.p[at] == '-')
			at++;
		if (at == hyphens)
			return false;
		at += at < line.n && line.p[at] == ':';
		while (at < line.n && is_blank(line.p[at]))
			at++;
		cells++;
		if (at == line.n)
			break;
		if (line.p[at++] != '|')
			return false;
		pipe = true;
	}
	return cells > 0 && pipe;
}

/* One cell; a backslash before a pipe is left out, as GFM does even within code. */
static Content read_cell(Reader *r, uint32_t start, uint32_t end) {
	Content cell = { 0 };
	while (start < end && is_blank(r->text.p[start]))
		start++;
	while (end > start && is_blank(r->text.p[end - 1]))
		end--;
	uint32_t from = start;
	for (uint32_t i = start; i + 1 < end; i++) {
		if (r->text.p[i] != '\\' || r->text.p[i + 1] != '|')
			continue;
		*list_push(r->scratch, &cell) = (Piece){ from, i, true };
		from = i + 1;
		i++;
	}
	*list_push(r->scratch, &cell) = (Piece){ from, end, true };
	return cell;
}

static Cells cut(Reader *r, uint32_t start, uint32_t end) {
	Cells cells = { 0 };
	while (end > start && is_blank(r->text.p[end - 1]))
		end--;
	if (start < end && r->text.p[start] == '|')
		start++;
	uint32_t from = start;
	for (uint32_t i = start; i < end; i++) {
		if (r->text.p[i] == '\\') {
			i++;
		} else if (r->text.p[i] == '|') {
			*list_push(r->scratch, &cells) = read_cell(r, from, i);
			from = i + 1;
		}
	}
	if (from < end)
		*list_push(r->scratch, &cells) = read_cell(r, from, end);
	return cells;
}

static CellAlign align_of(Str hyphens) {
	bool start = hyphens.n > 0 && hyphens.p[0] == ':', end = hyphens.n > 1 && hyphens.p[hyphens.n - 1] == ':';
	return start && end ? CELL_CENTRE : start ? CELL_START : end ? CELL_END : CELL_NATURAL;
}

/* The tree is rectangular in any case: surplus cells are left out, missing ones are empty. */
static void read_row(Reader *r, Node *table, uint32_t line, const Containers *in, const Cells *hyphens) {
	Stripped s = issue_strip(r, line, in);
	uint32_t end = issue_line_start(r, line) + (uint32_t)issue_line(r, line).n;
	Node *row = issue_make_node(r->job->arena, NODE_ROW, issue_pos(r, s.start, end));
	issue_append_node(table, row);
	Cells cells = cut(r, s.start, end);
	for (size_t i = 0; i < hyphens->n; i++) {
		const Piece *piece = &hyphens->at[i].at[0];
		Content none = issue_content_of_range(r, end, end);
		const Content *cell = i < cells.n ? &cells.at[i] : &none;
		Pos pos = issue_pos(r, cell->at[0].start, cell->at[cell->n - 1].end);
		Node *node = issue_make_node(r->job->arena, NODE_CELL, pos);
		node->column_align = align_of(str_sub(r->text, piece->start, piece->end));
		issue_append_node(row, node);
		issue_parse_inlines(r, node, cell);
	}
	if (cells.n != hyphens->n) {
		diag_error(r->job->diag, row->pos, RULE_TABLE_RAGGED, "this row has %zu cell%s, the table %zu", cells.n,
			cells.n == 1 ? "" : "s", hyphens->n);
		if (cells.n == 1)
			diag_help(r->job->diag, "if it is no row, put a blank line before it");
		else
			diag_help(r->job->diag, "one row a line, cells parted by |; for a plain | write \\|");
	}
}

void issue_read_table(Reader *r, Node *table, uint32_t first_line, uint32_t last_line, const Containers *in) {
	uint32_t delimiter = first_line;
	Stripped s = { 0 };
	Str line = STR("");
	for (; delimiter <= last_line; delimiter++) {
		s = issue_strip(r, delimiter, in);
		line = str_sub(r->text, s.start, issue_line_start(r, delimiter) + issue_line(r, delimiter).n);
		if (delimiter > first_line && issue_is_delimiter_row(line))
			break;
	}
	if (delimiter > last_line)
		return;
	Cells hyphens = cut(r, s.start, s.start + (uint32_t)line.n);
	uint32_t head = delimiter - 1;
	Stripped head_line = issue_strip(r, head, in);
	table->pos = issue_pos(r, head_line.start, issue_line_start(r, last_line) + (uint32_t)issue_line(r, last_line).n);
	if (head > first_line) {
		diag_error(r->job->diag, table->pos, RULE_TABLE_FORM, "this table begins within a paragraph");
		diag_help(r->job->diag, "put a blank line before it");
	}
	for (uint32_t i = head; i <= last_line; i++) {
		if (i != delimiter)
			read_row(r, table, i, in, &hyphens);
	}
}
