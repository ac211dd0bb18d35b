/* Setting a line: its runs in visual order, edges shaped again where the break made them unsafe or spells them otherwise, the
 * hyphen added; then spread.c fills the line. */
#include <string.h>

#include "paragraph/internal.h"

uint32_t cluster_index(const Text *text, uint32_t byte) {
	uint32_t low = 0, high = text->cluster_count;
	while (low + 1 < high) {
		uint32_t middle = (low + high) / 2;
		if (text->clusters[middle].start <= byte)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static const Cluster *cluster_at(const Text *text, uint32_t byte) { return &text->clusters[cluster_index(text, byte)]; }

static bool unsafe_at(const Text *text, const Run *run, uint32_t byte) {
	if (byte <= run->start || byte >= run->end)
		return false;
	const Cluster *c = cluster_at(text, byte);
	return c->start != byte || c->unsafe;
}

Len width_of(const Glyph *glyphs, uint32_t count) {
	Len width = 0;
	for (uint32_t i = 0; i < count; i++)
		width += glyphs[i].advance;
	return width;
}

/* The glyphs of bytes [start, end) of a run that was shaped whole: its clusters are neighbours. */
static ShapedPart slice(Job *job, const Run *run, uint32_t start, uint32_t end) {
	uint32_t first = 0, count = 0;
	for (uint32_t i = 0; i < run->glyph_count; i++) {
		bool within = run->glyphs[i].cluster >= start && run->glyphs[i].cluster < end;
		if (within && !count)
			first = i;
		count += within;
	}
	Glyph *copy = arena_array(job->arena, Glyph, count + 1);
	if (count)
		memcpy(copy, run->glyphs + first, count * sizeof *copy);
	return (ShapedPart){ copy, count, width_of(copy, count) };
}

/* The respellings that fall into a piece. */
static Edit *respell(Job *job, const Line *line, const VisualRun *v, uint32_t *count) {
	const Respelling *at_start = line->start_respelling, *at_end = line->end_respelling;
	Edit *edits = at_start || at_end ? arena_array(job->arena, Edit, 2) : NULL;
	*count = 0;
	if (at_start && v->start == line->start && at_start->to <= v->end)
		edits[(*count)++] = (Edit){ v->start, at_start->to, v->start, at_start->after };
	if (at_end && v->end == line->end && at_end->from >= v->start && (*count == 0 || at_end->from >= edits[0].to))
		edits[(*count)++] = (Edit){ at_end->from, v->end, at_end->from, at_end->before };
	return edits;
}

static LinePiece make_piece(Job *job, Shaper *shaper, const Text *text, const Line *line, const VisualRun *v) {
	const Run *run = &text->runs[v->run];
	LinePiece piece = { .run = run, .start = v->start, .end = v->end, .stretch = 1000 };
	piece.hyphen = breaks_with_hyphen(line->end_kind) && v->end == line->end && v->start < v->end;
	piece.edits = respell(job, line, v, &piece.edit_count);
	if (!run->glyph_count)
		return piece;
	ShapedPart part;
	if (piece.hyphen || piece.edit_count || unsafe_at(text, run, v->start) || unsafe_at(text, run, v->end))
		part = text_shape_edited(job, shaper, text, v->run, v->start, v->end, piece.hyphen, piece.edits, piece.edit_count);
	else
		part = slice(job, run, v->start, v->end);
	piece.glyphs = part.glyphs;
	piece.glyph_count = part.glyph_count;
	piece.width = part.width;
	return piece;
}

/* Widths of the ink and of the spaces behind it. */
static void measure_ink(const Line *line, const SetLine *set, Len *ink, Len *trailing) {
	*ink = *trailing = 0;
	for (uint32_t p = 0; p < set->count; p++)
		for (uint32_t g = 0; g < set->pieces[p].glyph_count; g++) {
			const Glyph *glyph = &set->pieces[p].glyphs[g];
			bool hyphen = set->pieces[p].hyphen && glyph->cluster == set->pieces[p].end;
			*(glyph->cluster < line->ink_end || hyphen ? ink : trailing) += glyph->advance;
		}
}

static void report_overfull(Job *job, const Text *text, const Line *line, Len over) {
	Pos pos = block_position(text->block, line->start);
	pos.length = line->ink_end - line->start;
	Buf points = { 0 };
	buf_len(&points, over);
	diag_warning(job->diag, pos, RULE_LINE_OVERFULL, "a line is " STR_FMT " pt too long and cannot be divided", STR_ARG(buf_as_str(&points)));
	diag_help(job->diag, "allow a break with a soft hyphen (U+00AD), or rephrase");
	buf_free(&points);
}

/* What hangs out at the line's start and end edges. */
static void find_protrusion(const Text *text, const Line *line, const BreakRules *rules, Len *at_start, Len *at_end) {
	*at_start = *at_end = 0;
	if (line->ink_end <= line->start)
		return;
	const Cluster *last = cluster_at(text, line->ink_end - 1);
	*at_start = protrusion_at_start(text, cluster_at(text, line->start), rules);
	*at_end = breaks_with_hyphen(line->end_kind) ? protrusion_of_hyphen(text, rules) : protrusion_at_end(text, last, rules);
	if (line->hangs)
		*at_end += hanging_at_end(text, last, rules);
}

static void place_pieces(const Text *text, SetLine *set, Len trailing) {
	Len x = text->rtl ? set->x - trailing : set->x;
	for (uint32_t i = 0; i < set->count; i++) {
		set->pieces[i].x = x;
		x += set->pieces[i].width;
	}
}

SetLine paragraph_set_line(Job *job, Shaper *shaper, const Text *text, const Line *line, const BreakRules *rules) {
	SetLine set = { 0 };
	VisualRun *order;
	set.count = text_order_line(job, text, line->start, line->end, &order);
	set.pieces = arena_array(job->arena, LinePiece, set.count + 1);
	for (uint32_t i = 0; i < set.count; i++)
		set.pieces[i] = make_piece(job, shaper, text, line, &order[i]);
	Len at_start, at_end, ink, trailing;
	find_protrusion(text, line, rules, &at_start, &at_end);
	measure_ink(line, &set, &ink, &trailing);
	Len room = line->width + at_start + at_end - ink;
	bool justified = rules->align == ALIGN_JUSTIFY && (!line->last || room < 0);
	Len rest = justified && room ? spread_line(job, shaper, text, line, &set, rules, room) : room;
	if (rest < -LEN_PT / 4)
		report_overfull(job, text, line, -rest);
	set.width = line->width + at_start + at_end - rest;
	Len shift = rules->align == ALIGN_CENTRE ? rest / 2 : rules->align == ALIGN_END ? rest : 0;
	set.x = text->rtl ? line->width + at_start - shift - set.width : shift - at_start;
	place_pieces(text, &set, trailing);
	return set;
}
