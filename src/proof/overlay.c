/* What lies over the picture of a page: an SVG of the same measures in which every region can be reached and knows its place in the
 * source, its text and its unit, with the state of the translation as a class; and the marks of messages. The script only moves
 * between these and shows what they say. */
#include "proof/internal.h"

#define BAR (LEN_PT * 5 / 4)                                 /* a message's bar under its line */
#define PIN (LEN_PT * 9)                                     /* ... and what can be clicked beside it */

static void write_area(Buf *out, Area area) {
	static const char *const names[] = { "x", "y", "width", "height" };
	const Len values[] = { area.x, area.y, area.width, area.height };
	for (int i = 0; i < 4; i++) {
		buf_printf(out, " %s=\"", names[i]);
		write_fixed(out, ((int64_t)values[i] * 10 + 512) / 1024, 1);
		buf_byte(out, '"');
	}
}

static void write_position(Buf *out, Pos pos) {
	Buf place = { 0 };
	write_place(&place, pos);
	write_attribute(out, "data-at", buf_as_str(&place));
	buf_free(&place);
}

static const char *state_of(const Pair *pair) {
	if (pair->outdated)
		return "outdated";
	if (pair->state == STATE_DRAFT || pair->state == STATE_MISSING)
		return "draft";
	return pair->edited ? "edited" : pair->state == STATE_REVIEWED ? "reviewed" : "translated";
}

static void write_region(const Proof *proof, const ProofInput *input, const Region *region, Buf *out) {
	const ArticlePair *article = NULL;
	const Pair *pair = pair_at(input->translation, region->pos, &article);
	const char *state = pair && proof->translated ? state_of(pair) : NULL;
	buf_printf(out, "<g class=\"r%s%s%s\" tabindex=\"-1\" role=\"button\"", region->overset ? " overset" : "", state ? " " : "", state ? state : "");
	if (region->block == UINT32_MAX)
		buf_z(out, " data-b=\"p\"");
	else
		buf_printf(out, " data-b=\"%u\"", region->block);
	write_position(out, region->pos);
	if (pair && pair->source) {
		buf_z(out, " data-u=\"");
		write_unit_key(out, article, pair->source);
		buf_byte(out, '"');
	}
	write_attribute(out, "aria-label", region->text);
	buf_z(out, "><rect");
	Area a = region->area;
	write_area(out, (Area){ a.x - 2 * LEN_PT, a.y, a.width + 4 * LEN_PT, a.height });
	buf_z(out, "/></g>\n");
}

static const char *const severities[] = { "note", "warning", "error" };

static void write_mark(const Proof *proof, const Mark *mark, size_t number, Buf *out) {
	buf_printf(out, "<g class=\"m %s\" data-m=\"", severities[mark->message->severity]);
	write_escaped(out, proof->language);
	buf_printf(out, "-%zu\"><title>", number);
	write_escaped(out, mark->message->text);
	buf_z(out, "</title><rect class=\"bar\"");
	Area a = mark->area;
	write_area(out, (Area){ a.x, a.y + a.height - BAR, a.width, BAR });
	buf_z(out, "/><rect class=\"pin\" rx=\"2\"");
	Len x = proof->rtl ? a.x + a.width + LEN_PT : a.x - PIN - LEN_PT;
	write_area(out, (Area){ x, a.y + (a.height - PIN) / 2, PIN, PIN });
	buf_z(out, "/></g>\n");
}

void write_overlay(const Proof *proof, const ProofInput *input, const Regions *regions, const Mark *marks, size_t mark_count, size_t page,
                   Buf *out) {
	const Page *from = &input->pages->pages[page];
	buf_z(out, "<svg viewBox=\"0 0 ");
	buf_len(out, from->width);
	buf_byte(out, ' ');
	buf_len(out, from->height);
	buf_z(out, "\">\n");
	for (size_t i = 0; i < regions->n; i++)
		if (regions->at[i].page == page)
			write_region(proof, input, &regions->at[i], out);
	for (size_t i = 0; i < mark_count; i++)
		if (marks[i].page == page)
			write_mark(proof, &marks[i], i, out);
	buf_z(out, "</svg>\n");
}

/* A row of the list. `page` is the number of the page that it is marked on, or 0. */
void write_message(Buf *out, const Message *message, Str id, int page) {
	buf_printf(out, "<li class=\"%s\"><button type=\"button\"", severities[message->severity]);
	write_attribute(out, "data-m", id);
	buf_printf(out, "><b>%s</b> ", severities[message->severity]);
	if (message->pos.file) {
		Buf place = { 0 };
		write_place(&place, message->pos);
		buf_z(out, "<code>");
		write_escaped(out, buf_as_str(&place));
		buf_z(out, "</code> ");
		buf_free(&place);
	}
	if (page)
		buf_printf(out, "<i>page %d</i> ", page);
	buf_z(out, "<span dir=\"auto\">");
	write_escaped(out, message->text);
	buf_printf(out, "</span> <small>[%s]</small>", rule_name(message->rule));
	if (message->help.n) {
		buf_z(out, "<em dir=\"auto\">");
		write_escaped(out, message->help);
		buf_z(out, "</em>");
	}
	buf_z(out, "</button></li>\n");
}
