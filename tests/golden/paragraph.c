/* Golden cases of paragraph/: each body paragraph as set lines. The settings are those of bench.h, and
 *   measure: 56.7mm                     (default: 56.7mm)
 *   show: lines|pieces|glyphs           pieces: with x, width, widest word space and glyphs; glyphs: each as advance, or
 *                                       advance@offset (default: lines)
 * A line of the expectation ends with its hyphen; `last` closes a paragraph. */
#include "bench.h"
#include "paragraph/paragraph.h"

static void put_glyphs(const SetLine *set, Buf *out) {
	for (uint32_t p = 0; p < set->count; p++)
		for (uint32_t g = 0; g < set->pieces[p].glyph_count; g++) {
			const Glyph *glyph = &set->pieces[p].glyphs[g];
			buf_z(out, p + g ? " " : "  ");
			buf_len(out, glyph->advance);
			if (glyph->x_offset) {
				buf_byte(out, '@');
				buf_len(out, glyph->x_offset);
			}
		}
	buf_byte(out, '\n');
}

static void put_pieces(const SetLine *set, Buf *out) {
	for (uint32_t p = 0; p < set->count; p++) {
		const LinePiece *piece = &set->pieces[p];
		buf_z(out, "  ");
		buf_len(out, piece->x);
		buf_byte(out, '+');
		buf_len(out, piece->width);
		if (piece->stretch != 1000)
			buf_printf(out, " x%d", piece->stretch);
		buf_printf(out, " %u glyphs", piece->glyph_count);
		for (uint32_t e = 0; e < piece->edit_count; e++)
			buf_printf(out, " [" STR_FMT "]@%u..%u", STR_ARG(piece->edits[e].with), piece->edits[e].from, piece->edits[e].to);
		buf_byte(out, '\n');
	}
}

static void put_paragraph(Bench *bench, Shaper *shaper, const Block *block, Len width, Str show, Buf *out) {
	const Text *text = text_build(bench->job, shaper, block);
	BreakRules rules = paragraph_rules_for(block, bench->document->typography, bench->locale);
	Measure measure = { NULL, 0, { width, 0 }, 0 };
	Lines *lines = paragraph_break(bench->job, shaper, text, &measure, &rules);
	if (str_is(show, "lines")) {
		paragraph_dump(text, lines, out);
		return;
	}
	for (uint32_t i = 0; i < lines->count; i++) {
		const Line *line = &lines->lines[i];
		SetLine set = paragraph_set_line(bench->job, shaper, text, line, &rules);
		buf_printf(out, "\"" STR_FMT "\" space %d\n", STR_ARG(str_sub(text->text, line->start, line->ink_end)), set.space);
		if (str_is(show, "glyphs"))
			put_glyphs(&set, out);
		else
			put_pieces(&set, out);
	}
}

static void run(const GoldenCase *golden, Str folder, Buf *out) {
	Bench bench;
	bench_open(&bench, golden, folder, STR("layouts/typography.yaml"));
	FontSet *fonts = fontset_open(bench.job, STR("fonts"));
	Shaper *shaper = text_make_shaper(bench.job, fonts, NULL, bench.layout, bench.locale);
	Len width = 0;
	len_parse(golden_setting(golden->settings, "measure", STR("56.7mm")), &width);
	Str show = golden_setting(golden->settings, "show", STR("lines"));
	const Story *story = bench.document->story_count ? &bench.document->stories[0] : NULL;
	for (size_t i = 0; story && i < story->body_count; i++)
		if (story->body[i].kind == BLOCK_TEXT)
			put_paragraph(&bench, shaper, &story->body[i], width, show, out);
	bench_close(&bench, out);
	fontset_close(fonts);
}

int main(int argc, char **argv) {
	return golden_main(argc, argv, "paragraph", run);
}
