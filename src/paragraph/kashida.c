/* Kashidas: words of a line are lengthened by tatweels at the places that text/kashida.c chose, the better kinds first and no
 * word twice before every word has its turn, and shaped again with them, so that the letters beside take the forms that
 * the font has for it and the width is exact. The tatweels belong to the letter before: the text gains nothing. */
#include "paragraph/internal.h"

#define TATWEEL "\u0640"
#define TATWEEL_BYTES 2
#define MOST 3                                               /* tatweels a word */
#define PLACES 64                                            /* of a line */

typedef struct {
	uint32_t cluster, piece;
	int count;
} Elongation;

typedef struct {
	Elongation at[PLACES];
	uint32_t count;
} Elongations;

/* The places of a line in the order in which they are used. */
static void find_places(const Text *text, const Line *line, const SetLine *set, Elongations *places) {
	uint32_t end = cluster_index(text, line->ink_end > line->start ? line->ink_end - 1 : line->start) + 1;
	places->count = 0;
	for (int kind = 1; kind <= 7; kind++)
		for (uint32_t i = end; i-- > line->first_cluster + 1;) {
			const Cluster *c = &text->clusters[i];
			for (uint32_t p = 0; c->kashida == kind && p < set->count && places->count < PLACES; p++)
				if (set->pieces[p].run == &text->runs[c->run] && set->pieces[p].start < c->start && c->start < set->pieces[p].end) {
					places->at[places->count++] = (Elongation){ i, p, 0 };
					break;
				}
		}
}

static Len tatweel_width(const Run *run) {
	hb_codepoint_t glyph;
	if (!hb_font_get_nominal_glyph(run->face->font, 0x640, &glyph))
		return 0;
	return len_scale(run->size, hb_font_get_glyph_h_advance(run->face->font, glyph), run->face->upem);
}

static void share_tatweels(const SetLine *set, Elongations *places, Len wanted) {
	bool added = true;
	for (int round = 1; round <= MOST && added; round++) {
		added = false;
		for (uint32_t i = 0; i < places->count; i++) {
			Len width = tatweel_width(set->pieces[places->at[i].piece].run);
			if (width <= 0 || width > wanted)
				continue;
			places->at[i].count = round;
			wanted -= width;
			added = true;
		}
	}
}

static Str tatweels(Job *job, int count) {
	char *bytes = arena_alloc(job->arena, (size_t)count * TATWEEL_BYTES + 1);
	for (int i = 0; i < count * TATWEEL_BYTES; i++)
		bytes[i] = TATWEEL[i % TATWEEL_BYTES];
	return (Str){ bytes, (size_t)count * TATWEEL_BYTES };
}

/* The edits of a piece in the order of the text: those that it has, and its kashidas. */
static Edit *edits_of(Job *job, const Text *text, const LinePiece *piece, uint32_t p, const Elongations *places, uint32_t *count) {
	Edit *edits = arena_array(job->arena, Edit, piece->edit_count + places->count + 1);
	uint32_t n = 0;
	for (; n < piece->edit_count; n++)
		edits[n] = piece->edits[n];
	for (uint32_t i = 0; i < places->count; i++) {
		const Elongation *place = &places->at[i];
		if (place->piece != p || place->count == 0)
			continue;
		uint32_t at = text->clusters[place->cluster].start, k = n++;
		size_t owner = at;
		utf8_prev(text->text, &owner);
		for (; k > 0 && edits[k - 1].from > at; k--)
			edits[k] = edits[k - 1];
		edits[k] = (Edit){ at, at, (uint32_t)owner, tatweels(job, place->count) };
	}
	*count = n;
	return edits;
}

Len stretch_words(Job *job, Shaper *shaper, const Text *text, const Line *line, SetLine *set, Len wanted) {
	Elongations places;
	Len grown = 0;
	find_places(text, line, set, &places);
	share_tatweels(set, &places, wanted);
	for (uint32_t p = 0; p < set->count; p++) {
		LinePiece *piece = &set->pieces[p];
		uint32_t count;
		Edit *edits = edits_of(job, text, piece, p, &places, &count);
		if (count == piece->edit_count)
			continue;
		ShapedPart part = text_shape_edited(job, shaper, text, (uint32_t)(piece->run - text->runs), piece->start, piece->end, piece->hyphen, edits, count);
		grown += part.width - piece->width;
		piece->glyphs = part.glyphs;
		piece->glyph_count = part.glyph_count;
		piece->width = part.width;
		piece->edits = edits;
		piece->edit_count = count;
	}
	return grown;
}
