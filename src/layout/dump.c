/* The whole layout as text, one thing a line, with every property of properties.def. */
#include "layout/properties.h"

/* What differs from the usual. */
static void dump_press(const Layout *layout, Buf *out) {
	const Len edges[] = { layout->bleed_top, layout->bleed_bottom, layout->bleed_inside, layout->bleed_outside };
	bool uneven = false;
	for (int i = 0; i < 4; i++)
		uneven = uneven || edges[i] != layout->bleed;
	for (int i = 0; i < 4 && uneven; i++) {
		buf_z(out, i == 0 ? "bleed " : ",");
		buf_len(out, edges[i]);
	}
	buf_z(out, uneven ? "\n" : "");
	if (layout->press != PRESS_SHEETFED || layout->spot_inks > 0)
		buf_printf(out, "press %s spot-inks=%d\n", press_names[layout->press], layout->spot_inks);
	if (layout->output_intent.n > 0) {
		buf_z(out, "output-intent ");
		buf_json(out, layout->output_intent);
		buf_byte(out, '\n');
	}
}

static void dump_head(const Layout *layout, Buf *out) {
	const struct { const char *name; Len value;
	} lengths[] = {
		{ "width", layout->page_width },       { "height", layout->page_height },   { "bleed", layout->bleed },
		{ "top", layout->margin_top },         { "bottom", layout->margin_bottom }, { "inside", layout->margin_inside },
		{ "outside", layout->margin_outside }, { "gutter", layout->grid_gutter },   { "baseline", layout->baseline },
	};
	buf_printf(out, "page %scolumns=%d", layout->vertical ? "vertical " : "", layout->grid_columns);
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		buf_printf(out, " %s=", lengths[i].name);
		buf_len(out, lengths[i].value);
	}
	buf_byte(out, '\n');
	static const char *const overprints[] = { "", " overprint=always", " overprint=never" };
	dump_press(layout, out);
	for (size_t i = 0; i < layout->colour_count; i++) {
		const Colour *c = &layout->colours[i];
		buf_printf(out, "colour " STR_FMT " rgb=#%02x%02x%02x cmyk=%d,%d,%d,%d", STR_ARG(c->name), c->rgb[0],
		           c->rgb[1], c->rgb[2], c->cmyk[0], c->cmyk[1], c->cmyk[2], c->cmyk[3]);
		if (c->spot.n > 0) {
			buf_z(out, " spot=");
			buf_json(out, c->spot);
			buf_printf(out, " tint=%d", c->tint);
		}
		buf_printf(out, "%s\n", overprints[c->overprint]);
	}
	buf_printf(out, "text-colour " STR_FMT "\n", STR_ARG(layout->colours[layout->text_colour].name));
	if (layout->link_colour != COLOUR_NONE)
		buf_printf(out, "link-colour " STR_FMT "\n", STR_ARG(layout->colours[layout->link_colour].name));
	buf_z(out, "weights");
	properties_dump(layout, OWNER_WEIGHTS, &layout->weights, out);
	buf_printf(out, "\nnotes style=" STR_FMT " gap=", STR_ARG(layout->designs[layout->notes_design].name));
	buf_len(out, layout->notes_gap);
	buf_byte(out, '\n');
}

static void dump_design(const Layout *layout, const Design *design, Buf *out) {
	buf_printf(out, "%s " STR_FMT, design->callout ? "callout" : "article", STR_ARG(design->name));
	properties_dump(layout, OWNER_DESIGN, design, out);
	for (int kind = 0; kind < TEXT_KIND_COUNT; kind++)
		buf_printf(out, " %s:" STR_FMT, text_kind_names[kind], STR_ARG(layout->styles[design->styles[kind]].name));
	buf_byte(out, '\n');
}

static void dump_template(const Layout *layout, const Template *template, Buf *out) {
	static const char *const kinds[] = { "rule", "tint", "text", "image" };
	buf_printf(out, "template " STR_FMT "\n", STR_ARG(template->name));
	for (size_t i = 0; i < template->frame_count; i++) {
		buf_printf(out, "  frame " STR_FMT, STR_ARG(template->frames[i].name));
		properties_dump(layout, OWNER_FRAME, &template->frames[i], out);
		buf_byte(out, '\n');
	}
	for (size_t i = 0; i < template->furniture_count; i++) {
		const Furniture *item = &template->furniture[i];
		buf_printf(out, "  %s ", kinds[item->kind]);
		buf_json(out, item->kind == FURNITURE_IMAGE ? item->file : item->text);
		properties_dump(layout, OWNER_FURNITURE, item, out);
		buf_byte(out, '\n');
	}
}

void layout_dump(const Layout *layout, Buf *out) {
	dump_head(layout, out);
	for (size_t i = 0; i < layout->style_count; i++) {
		buf_printf(out, "style " STR_FMT, STR_ARG(layout->styles[i].name));
		properties_dump(layout, OWNER_STYLE, &layout->styles[i], out);
		buf_byte(out, '\n');
	}
	for (size_t i = 0; i < layout->design_count; i++)
		dump_design(layout, &layout->designs[i], out);
	for (size_t i = 0; i < layout->template_count; i++)
		dump_template(layout, &layout->templates[i], out);
	for (size_t i = 0; i < layout->typography_count; i++) {
		Str key = layout->typographies[i].key;
		buf_printf(out, "typography " STR_FMT, STR_ARG(key.n > 0 ? key : STR("default")));
		properties_dump(layout, OWNER_TYPOGRAPHY, &layout->typographies[i], out);
		buf_byte(out, '\n');
	}
}
