/* East Asian characters, and the line ends between them. Scripts without spaces between words are typed over several
 * lines without meaning a space at the line's end; Korean has spaces, so there a line end is one. The ranges are those
 * of UAX #11 with the property values W, F and H, less emoji, whole blocks where the rest is unassigned. */
#include "issue/inline.h"

#include <stddef.h>

typedef struct { uint32_t first, last; } Range;

static const Range wide[] = {
	{ 0x1100, 0x115F },   { 0x2E80, 0x303E },   { 0x3040, 0x3247 },   { 0x3250, 0x4DBF },   { 0x4E00, 0xA4CF },
	{ 0xA960, 0xA97F },   { 0xAC00, 0xD7FF },   { 0xF900, 0xFAFF },   { 0xFE10, 0xFE1F },   { 0xFE30, 0xFE6F },
	{ 0xFF01, 0xFFE6 },   { 0x16FE0, 0x18DFF }, { 0x1AFF0, 0x1B2FF }, { 0x1F200, 0x1F2FF }, { 0x20000, 0x3FFFD },
};

static const Range hangul[] = {
	{ 0x1100, 0x11FF }, { 0x302E, 0x302F }, { 0x3130, 0x318F }, { 0x3200, 0x321E },
	{ 0x3260, 0x327F }, { 0xA960, 0xA97F }, { 0xAC00, 0xD7FF }, { 0xFFA0, 0xFFDC },
};

static bool is_in(const Range *ranges, size_t n, uint32_t c) {
	if (c < ranges[0].first)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (c <= ranges[i].last)
			return c >= ranges[i].first;
	}
	return false;
}

bool issue_is_east_asian(uint32_t c) {
	return is_in(wide, sizeof wide / sizeof *wide, c);
}

bool issue_is_hangul(uint32_t c) {
	return is_in(hangul, sizeof hangul / sizeof *hangul, c);
}

static bool joins(uint32_t c) {
	return issue_is_east_asian(c) && !issue_is_hangul(c);
}

static bool is_line_end(const Reader *r, const Node *node) {
	char at = r->text.p[node->pos.offset];
	return node->text.n == 1 && node->text.p[0] == ' ' && (at == '\n' || at == '\r');
}

/* Looks at the text as it reads, through emphasis and links; calls of notes and data are seen through. */
void issue_join_east_asian(Reader *r, Node *block) {
	struct { Node **at; size_t n, room; } ends = { 0 };
	uint32_t before = 0;
	NodeWalk walk = node_walk(block);
	while (node_walk_next(&walk)) {
		Node *node = (Node *)walk.node;
		if (!walk.entering)
			continue;
		if (node->kind == NODE_BREAK || node->kind == NODE_IMAGE) {
			before = 0;
			ends.n = 0;
		}
		if (node->kind != NODE_TEXT && node->kind != NODE_CODE)
			continue;
		if (is_line_end(r, node)) {
			if (joins(before))
				*list_push(r->scratch, &ends) = node;
			continue;
		}
		size_t start = 0, end = node->text.n;
		bool join = joins(utf8_next(node->text, &start));
		before = utf8_prev(node->text, &end);
		for (size_t i = 0; i < ends.n && join; i++)
			inline_unlink((Inline *)ends.at[i]);
		ends.n = 0;
	}
}
