/* Setting a line: its runs in visual order, edges shaped again where the break made them unsafe, the hyphen added, and what
 * the line lacks or has too much spread over letters (up to their limit) and word spaces. The spread is cumulative, so that
 * rounding never adds up and the line ends exactly where it should. */
#include <string.h>

#include "paragraph/internal.h"

static const Cluster *cluster_at(const Text *text, uint32_t byte) {
	uint32_t low = 0, high = text->cluster_count;
	while (low + 1 < high) {
		uint32_t middle = (low + high) / 2;
		if (text->clusters[middle].start <= byte)
			low = middle;
		else
			high = middle;
	}
	return &text->clusters[low];
}

static bool unsafe_at(const Text *text, const Run *run, uint32_t byte) {
	if (byte <= run->start || byte >= run->end)
		return false;
	const Cluster *c = cluster_at(text, byte);
	return c->start != byte || c->unsafe;
}

static Len width_of(const Glyph *glyphs, uint32_t count) {
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

static LinePiece make_piece(Job *job, Shaper *shaper, const Text *text, const Line *line, const VisualRun *v) {
	const Run *run = &text->runs[v->run];
	bool hyphen = breaks_with_hyphen(line->end_kind) && v->end == line->end && v->start < v->end;
	bool again = hyphen || unsafe_at(text, run, v->start) || unsafe_at(text, run, v->end);
	ShapedPart part = { 0 };
	if (run->glyph_count)
		part = again ? text_shape_part(job, shaper, text, v->run, v->start, v->end, hyphen) : slice(job, run, v->start, v->end);
	return (LinePiece){ run, part.glyphs, part.glyph_count, v->start, v->end, 0, part.width, hyphen };
}

static bool is_space_at(const Text *text, uint32_t byte) {
	const Cluster *c = cluster_at(text, byte);
	return c->start == byte && c->space;
}

typedef struct {
	Len ink, hanging;                                        /* widths without and of the trailing spaces */
	Len spaces;                                              /* summed width of the spaces within the ink */
	uint32_t space_count, letter_count;
} LineSums;

static LineSums add_up(const Text *text, const Line *line, const SetLine *set) {
	LineSums sums = { 0 };
	for (uint32_t p = 0; p < set->count; p++)
		for (uint32_t g = 0; g < set->pieces[p].glyph_count; g++) {
			const Glyph *glyph = &set->pieces[p].glyphs[g];
			bool hyphen = set->pieces[p].hyphen && glyph->cluster == set->pieces[p].end;
			if (glyph->cluster >= line->ink_end && !hyphen) {
				sums.hanging += glyph->advance;
				continue;
			}
			sums.ink += glyph->advance;
			if (!hyphen && is_space_at(text, glyph->cluster)) {
				sums.spaces += glyph->advance;
				sums.space_count++;
			} else if (glyph->advance) {
				sums.letter_count++;
			}
		}
	return sums;
}

static Len share(Len total, uint32_t index, uint32_t count) {
	return (Len)((int64_t)total * (index + 1) / count - (int64_t)total * index / count);
}

/* Adds `letters` over the glyphs and `spaces` over the word spaces of the ink. */
static void spread(const Text *text, const Line *line, SetLine *set, const LineSums *sums, Len letters, Len spaces) {
	uint32_t letter = 0, space = 0;
	for (uint32_t p = 0; p < set->count; p++)
		for (uint32_t g = 0; g < set->pieces[p].glyph_count; g++) {
			Glyph *glyph = (Glyph *)&set->pieces[p].glyphs[g];
			bool hyphen = set->pieces[p].hyphen && glyph->cluster == set->pieces[p].end;
			if (glyph->cluster >= line->ink_end && !hyphen)
				continue;
			Len add = 0;
			if (!hyphen && is_space_at(text, glyph->cluster))
				add = share(spaces, space++, sums->space_count);
			else if (glyph->advance && sums->letter_count)
				add = share(letters, letter++, sums->letter_count);
			glyph->advance += add;
			set->pieces[p].width += add;
		}
}

static Len clamp(Len value, Len low, Len high) { return value < low ? low : value > high ? high : value; }

/* Makes the ink `room` wider (or narrower) within its limits. Returns what is left over (negative: it still sticks out). */
static Len justify(const Text *text, const Line *line, SetLine *set, const LineSums *sums, const BreakRules *rules, Len room) {
	Elastic e = elastic_of(rules, sums->spaces, sums->letter_count, text->size);
	Len space_give = room > 0 ? e.space_stretch : e.space_shrink, letter_give = room > 0 ? e.letter_stretch : e.letter_shrink;
	if (sums->space_count == 0)
		space_give = 0;
	if (space_give + letter_give == 0)
		return room;
	Len letters = clamp(len_scale(room, letter_give, (int64_t)space_give + letter_give), -letter_give, letter_give);
	Len spaces = sums->space_count ? room - letters : 0;
	if (room < 0)
		spaces = clamp(spaces, -space_give, 0);
	spread(text, line, set, sums, letters, spaces);
	return room - letters - spaces;
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
	*at_start = protrusion_at_start(text, cluster_at(text, line->start), rules);
	*at_end = breaks_with_hyphen(line->end_kind) ? protrusion_of_hyphen(text, rules)
	                                             : protrusion_at_end(text, cluster_at(text, line->ink_end - 1), rules);
}

SetLine paragraph_set_line(Job *job, Shaper *shaper, const Text *text, const Line *line, const BreakRules *rules) {
	SetLine set = { 0 };
	VisualRun *order;
	set.count = text_order_line(job, text, line->start, line->end, &order);
	set.pieces = arena_array(job->arena, LinePiece, set.count + 1);
	for (uint32_t i = 0; i < set.count; i++)
		set.pieces[i] = make_piece(job, shaper, text, line, &order[i]);
	Len at_start, at_end;
	find_protrusion(text, line, rules, &at_start, &at_end);
	LineSums sums = add_up(text, line, &set);
	Len room = line->width + at_start + at_end - sums.ink;
	bool justified = rules->align == ALIGN_JUSTIFY && (!line->last || room < 0);
	Len rest = justified ? justify(text, line, &set, &sums, rules, room) : room;
	if (rest < -LEN_PT / 4)
		report_overfull(job, text, line, -rest);
	set.width = line->width + at_start + at_end - rest;
	Len shift = rules->align == ALIGN_CENTRE ? rest / 2 : rules->align == ALIGN_END ? rest : 0;
	set.x = text->rtl ? line->width + at_start - shift - set.width : shift - at_start;
	Len x = text->rtl ? set.x - sums.hanging : set.x;
	for (uint32_t i = 0; i < set.count; i++) {
		set.pieces[i].x = x;
		x += set.pieces[i].width;
	}
	return set;
}
