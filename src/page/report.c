/* The report: a JSON object with every line's looseness, every column's foot and every defect, so that a change of layout or
 * engine can be judged in numbers. */
#include "page/internal.h"

static void comma(Buf *out, bool *first) {
	if (!*first)
		buf_byte(out, ',');
	*first = false;
}

static void put_place(Buf *out, Pos pos) {
	if (!pos.file)
		return;
	LineColumn lc = pos_line_column(pos);
	Buf place = { 0 };
	buf_printf(&place, STR_FMT ":%u:%u", STR_ARG(pos.file->path), lc.line, lc.column);
	buf_z(out, ",\"source\":");
	buf_json(out, buf_as_str(&place));
	buf_free(&place);
}

static void put_lines(const Pages *pages, const Document *document, Buf *out) {
	bool first = true;
	for (size_t p = 0; p < pages->page_count; p++)
		for (size_t i = 0; i < pages->pages[p].line_count; i++) {
			const PageLine *line = &pages->pages[p].lines[i];
			if (line->generated || line->column == 0 || line->block >= document->block_count || !document->blocks[line->block])
				continue;
			comma(out, &first);
			buf_printf(out, "\n{\"page\":%d,\"column\":%d,\"looseness\":%d,\"hyphen\":%s,\"last\":%s,\"story\":", pages->pages[p].number, line->column,
			           line->ratio, line->hyphen ? "true" : "false", line->last ? "true" : "false");
			buf_json(out, line->story);
			put_place(out, block_position(document->blocks[line->block], line->start));
			buf_byte(out, '}');
		}
}

static void put_columns(const Pages *pages, Buf *out) {
	bool first = true;
	for (size_t p = 0; p < pages->page_count; p++)
		for (size_t i = 0; i < pages->pages[p].column_count; i++) {
			const PageColumn *c = &pages->pages[p].columns[i];
			comma(out, &first);
			buf_printf(out, "\n{\"page\":%d,\"frame\":", pages->pages[p].number);
			buf_json(out, c->frame);
			buf_printf(out, ",\"column\":%d,\"story\":", c->column);
			buf_json(out, c->story);
			buf_z(out, ",\"top\":");
			buf_len(out, c->top);
			buf_z(out, ",\"foot\":");
			buf_len(out, c->foot);
			buf_z(out, ",\"limit\":");
			buf_len(out, c->limit);
			buf_printf(out, ",\"ends\":%s}", c->ends ? "true" : "false");
		}
}

static void put_defects(const Defects *defects, Buf *out) {
	bool first = true;
	for (size_t i = 0; i < defects->n; i++) {
		const Defect *d = &defects->at[i];
		comma(out, &first);
		buf_printf(out, "\n{\"kind\":\"%s\",\"page\":%d,\"frame\":", defect_names[d->kind], d->page);
		buf_json(out, d->frame);
		buf_printf(out, ",\"column\":%d,\"story\":", d->column);
		buf_json(out, d->story);
		put_place(out, d->pos);
		buf_byte(out, '}');
	}
}

static void put_sums(const Defects *defects, Buf *out) {
	size_t sums[DEFECT_COUNT] = { 0 };
	for (size_t i = 0; i < defects->n; i++)
		sums[defects->at[i].kind]++;
	for (int k = 0; k < DEFECT_COUNT; k++)
		buf_printf(out, "%s\"%s\":%zu", k ? "," : "", defect_names[k], sums[k]);
}

void page_report(const Pages *pages, const Document *document, Buf *out) {
	Arena *arena = arena_make();
	Defects defects = page_find_defects(arena, pages, document);
	buf_z(out, "{\"edition\":");
	buf_json(out, document->issue->edition);
	buf_z(out, ",\"language\":");
	buf_json(out, document->edition->language);
	buf_printf(out, ",\"pages\":%zu,\"overset_lines\":%u,\"sums\":{", pages->page_count, pages->overset_lines);
	put_sums(&defects, out);
	buf_z(out, "},\n\"defects\":[");
	put_defects(&defects, out);
	buf_z(out, "],\n\"columns\":[");
	put_columns(pages, out);
	buf_z(out, "],\n\"lines\":[");
	put_lines(pages, document, out);
	buf_z(out, "]}\n");
	arena_free(arena);
}
