/* What a block's style, its script's typography and its language ask of the search. */
#include "paragraph/internal.h"

BreakRules paragraph_rules_for(const Block *block, const Typography *typography, const Locale *locale) {
	bool head = block->style->keep_next;
	return (BreakRules){
		.align = block->style->align,
		.space_min = typography->space_min,
		.space_max = typography->space_max,
		.space_floor = typography->space_floor,
		.space_limit = typography->space_stretch_limit,
		.hyphen_cost = typography->hyphen_cost,
		.letter_stretch = typography->letter_stretch,
		.letter_shrink = typography->letter_shrink,
		.glyph_stretch = typography->glyph_stretch,
		.glyph_shrink = typography->glyph_shrink,
		.justify = typography->justify,
		.letters = true,
		.hanging = str_is(locale->tag, "ja") || str_starts(locale->tag, "ja-"),
		.ladder = locale->hyphenation.ladder ? locale->hyphenation.ladder : 2,
		.even = head,
		.runt = head ? 400 : 250,
		.protrusion = block->style->align == ALIGN_CENTRE ? 0 : typography->protrusion,
	};
}
