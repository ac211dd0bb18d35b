/* Texts of one line that are not part of a story: jump lines, running heads, folios. Each is made once. */
#include "page/internal.h"

static Single *make_single(Maker *maker, Str text, int style, const Design *design, Owner owner, const Locale *locale, Pos pos) {
	const ParagraphStyle *paragraph_style = &maker->layout->styles[style];
	bool vertical = maker->layout != maker->document->upright;
	for (size_t i = 0; i < maker->singles.n; i++) {
		const Block *made = maker->singles.at[i].block;
		if (made->style == paragraph_style && made->owner == owner && made->vertical == vertical && str_eq(made->text, text) &&
		    str_eq(made->language, locale->tag))
			return &maker->singles.at[i];
	}
	Block *block = document_make_line(maker->job, maker->document, text, paragraph_style, design, owner, locale);
	block->vertical = vertical;
	block->pos = pos;
	Single *single = list_push(maker->job->arena, &maker->singles);
	single->block = block;
	single->text = text_build(maker->job, maker->shaper, block);
	single->align = paragraph_style->align == ALIGN_JUSTIFY ? ALIGN_START : paragraph_style->align;
	return single;
}

Single *single_for(Maker *maker, Str text, int style, const Design *design) {
	return single_owned(maker, text, style, design, maker->furniture_owner);
}

Single *single_owned(Maker *maker, Str text, int style, const Design *design, Owner owner) {
	return make_single(maker, text, style, design, owner, maker->document->locale, POS_NONE);
}

Single *single_in(Maker *maker, Str text, int style, const Design *design, const Locale *locale, Pos pos) {
	return make_single(maker, text, style, design, maker->furniture_owner, locale, pos);
}

Len single_width(const Single *single) {
	Len width = 0;
	for (uint32_t i = 0; i < single->text->cluster_count; i++)
		width += single->text->clusters[i].width;
	return width;
}
