/* Lines in words: one row a line, with the ratio and how it ends. */
#include "paragraph/internal.h"

void paragraph_dump(const Text *text, const Lines *lines, Buf *out) {
	for (uint32_t i = 0; i < lines->count; i++) {
		const Line *line = &lines->lines[i];
		buf_printf(out, "%u..%u %+d \"", line->start, line->end, line->ratio);
		buf_str(out, str_sub(text->text, line->start, line->ink_end));
		buf_z(out, breaks_with_hyphen(line->end_kind) ? "-\"" : "\"");
		buf_z(out, line->last ? " last\n" : "\n");
	}
}
