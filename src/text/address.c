/* Addresses (scripts.md, L9): a link or a mail address may be divided after a slash and before . & = # ? _ @, without a hyphen,
 * and nowhere else; the pieces on both sides keep some characters. */
#include <string.h>

#include "text/internal.h"

#define PIECE 3                                              /* characters that stay together at either end */

static bool is_address(Str s) {
	return str_find(s, "://", 0) != SIZE_MAX || str_starts(s, "www.") || (str_find(s, "@", 0) != SIZE_MAX && str_find(s, " ", 0) == SIZE_MAX);
}

static void divide_address(Chances *c, uint32_t from, uint32_t to) {
	for (uint32_t i = from; i < to; i++)
		c->at[i].address = true;
	for (uint32_t i = from + 1; i < to; i++) {
		uint32_t before = c->at[i - 1].c, here = c->at[i].c;
		bool after_slash = before == '/' && here != '/';
		bool ahead = here < 128 && strchr(".&=#?_@", (int)here) && i + PIECE < to && i > from + PIECE;
		if (after_slash || ahead)
			allow(c, i);
		else
			forbid(c, i);
	}
}

void divide_addresses(Chances *c) {
	const Block *block = c->request->block;
	for (size_t s = 0; s < block->span_count; s++) {
		const Span *span = &block->spans[s];
		uint32_t from = span->start > c->request->start ? span->start : c->request->start;
		uint32_t to = span->end < c->request->end ? span->end : c->request->end;
		if (from < to && is_address(str_sub(block->text, span->start, span->end)))
			divide_address(c, chances_index(c, from), chances_index(c, to));
	}
}
