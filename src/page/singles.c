/* Texts of one line that are not part of a story: jump lines, running heads, folios. Each is made once. */
#include "page/internal.h"

Single *single_for(Maker *maker, Str text, int style, const Design *design) {
	return single_owned(maker, text, style, design, maker->furniture_owner);
}

Single *single_owned(Maker *maker, Str text, int style, const Design *design, Owner owner) {
	const ParagraphStyle *paragraph_style = &maker->layout->styles[style];
	bool vertical = maker->layout != maker->document->upright;
	for (size_t i = 0; i < maker->singles.n; i++) {
		const Block *made = maker->singles.at[i].block;
		if (made->style == paragraph_style && made->owner == owner && made->vertical == vertical && str_eq(made->text, text))
			return &maker->singles.at[i];
	}
	Block *block = document_make_line(maker->job, maker->document, text, paragraph_style, design, owner);
	block->vertical = vertical;
	Single *single = list_push(maker->job->arena, &maker->singles);
	single->block = block;
	single->text = text_build(maker->job, maker->shaper, block);
	single->align = paragraph_style->align == ALIGN_JUSTIFY ? ALIGN_START : paragraph_style->align;
	return single;
}

Len single_width(const Single *single) {
	Len width = 0;
	for (uint32_t i = 0; i < single->text->cluster_count; i++)
		width += single->text->clusters[i].width;
	return width;
}
