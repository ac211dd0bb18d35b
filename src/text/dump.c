/* A Text in words: one line a run, then the break chances: | allowed, - hyphen, = at the joint of a compound, ~ soft hyphen, ! forced; a respelt one with
 * what both lines show in brackets; ^ is a place for a kashida. Golden tests stand on it. */
#include "text/internal.h"

static const char *break_sign(BreakKind kind) {
	switch (kind) {
	case BREAK_ALLOWED: return "|";
	case BREAK_HYPHEN: return "-";
	case BREAK_SOFT_HYPHEN: return "~";
	case BREAK_FORCED: return "!";
	default: return "";
	}
}

void text_dump(const Text *text, Buf *out) {
	char tag[5];
	for (uint32_t r = 0; r < text->run_count; r++) {
		const Run *run = &text->runs[r];
		buf_printf(out, "run %u..%u level %u %s " STR_FMT " " STR_FMT " " STR_FMT " ", run->start, run->end, run->level, script_tag(run->script, tag),
		           STR_ARG(run->language), STR_ARG(run->face->family), STR_ARG(run->face->style));
		buf_len(out, run->size);
		static const char *const stands[] = { [RUN_TURNED] = "", [RUN_UPRIGHT] = " upright", [RUN_COMBINED] = " combined" };
		buf_printf(out, " glyphs %u%s\n", run->glyph_count, stands[run->upright]);
	}
	buf_z(out, "breaks ");
	for (uint32_t i = 0; i < text->cluster_count; i++) {
		const Cluster *c = &text->clusters[i];
		buf_z(out, c->joint ? "=" : break_sign(c->break_before));
		if (c->respelling)
			buf_printf(out, "[" STR_FMT "=" STR_FMT "]", STR_ARG(c->respelling->before), STR_ARG(c->respelling->after));
		if (c->kashida)
			buf_byte(out, '^');
		buf_str(out, str_sub(text->text, c->start, c->end));
	}
	buf_byte(out, '\n');
}
