/* A caret stands under a letter only if we count in the terminal's cells: East Asian wide letters take two,
 * combining marks none, and what is invisible is spelled out. With right-to-left letters the terminal reorders the
 * line in a way nobody can foretell; there the meant bytes are quoted instead, and isolates keep the line from
 * disturbing its frame. Long lines are cut to a window around the place. Joiners and the special spaces belong to
 * good typing in many languages: they are spelled out only where the message means them. */
#include "base/diag_excerpt.h"

#include <unicode/uchar.h>

#define WINDOW 100                                           /* cells of a line that are shown */
#define WINDOW_BEFORE 50                                     /* of these at most before the place, in a long line */
#define TAB_CELLS 4
#define SMALL_RANGE 8                                        /* bytes; a range that is meant letter by letter */
#define ELLIPSIS "\u2026"
#define FSI "\u2068"
#define PDI "\u2069"

typedef struct {
	const SourceFile *file;
	size_t line_start, line_end;                             /* without the line end */
	size_t start, end;                                       /* what is meant, within the line */
	bool spelled;                                            /* spell out quiet invisibles between start and end */
} Meant;

static bool is_quiet(uint32_t c) {
	return c == 0x200C || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) ||
	       (c != ' ' && u_charType((UChar32)c) == U_SPACE_SEPARATOR);
}

static bool is_invisible(uint32_t c, bool spelled) {
	if (c == ' ' || (c > ' ' && c < 0x7F))
		return false;
	if (is_quiet(c))
		return spelled;
	switch (u_charType((UChar32)c)) {
	case U_CONTROL_CHAR: case U_LINE_SEPARATOR: case U_PARAGRAPH_SEPARATOR: case U_SURROGATE:
		return true;
	default:
		return u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) || (c >= 0xFFF9 && c <= 0xFFFB);
	}
}

static int cells_of(uint32_t c) {
	switch (u_charType((UChar32)c)) {
	case U_NON_SPACING_MARK: case U_ENCLOSING_MARK:
		return 0;
	default:
		break;
	}
	if (is_quiet(c) && u_charType((UChar32)c) != U_SPACE_SEPARATOR)
		return 0;
	if (c >= 0x1160 && c <= 0x11FF)                          /* vowels and finals join their Hangul syllable */
		return 0;
	int width = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
	return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

/* Shows the character at *at (into out, unless NULL) and gives the cells it takes. */
static int show(Buf *out, Str text, size_t *at, bool spelled) {
	size_t start = *at;
	uint32_t c = utf8_next(text, at);
	Buf shown = { 0 };
	int cells;
	if (c == '\t') {
		buf_printf(&shown, "%*s", TAB_CELLS, "");
		cells = TAB_CELLS;
	} else if (c == 0xFFFD && *at - start == 1) {
		buf_printf(&shown, "<0x%02X>", (unsigned)(unsigned char)text.p[start]);
		cells = (int)shown.n;
	} else if (is_invisible(c, spelled)) {
		buf_printf(&shown, "<U+%04X>", (unsigned)c);
		cells = (int)shown.n;
	} else {
		buf_add(&shown, text.p + start, *at - start);
		cells = cells_of(c);
	}
	if (out)
		buf_str(out, buf_as_str(&shown));
	buf_free(&shown);
	return cells;
}

void excerpt_add_text(Buf *out, Str text) {
	for (size_t at = 0; at < text.n;)
		show(out, text, &at, false);
}

static Meant meant_by(Pos pos) {
	const SourceFile *file = pos.file;
	Str text = file->text;
	LineColumn at = pos_line_column(pos);
	Meant m = { .file = file, .line_start = file->line_starts[at.line - 1] };
	m.line_end = at.line < file->lines ? file->line_starts[at.line] : text.n;
	while (m.line_end > m.line_start && (text.p[m.line_end - 1] == '\n' || text.p[m.line_end - 1] == '\r'))
		m.line_end--;
	m.start = pos.offset < m.line_end ? pos.offset : m.line_end;
	while (m.start > m.line_start && m.start < m.line_end && ((unsigned char)text.p[m.start] & 0xC0) == 0x80)
		m.start--;
	m.end = (size_t)pos.offset + pos.length;
	if (m.end < m.start)
		m.end = m.start;
	m.spelled = m.end - m.start <= SMALL_RANGE;
	if (m.end > m.line_end)
		m.end = m.line_end;
	return m;
}

static bool spelled_at(const Meant *m, size_t at) {
	return m->spelled && at >= m->start && at < m->end;
}

static int cells_between(const Meant *m, size_t start, size_t end) {
	int cells = 0;
	for (size_t at = start; at < end;)
		cells += show(NULL, m->file->text, &at, spelled_at(m, at));
	return cells;
}

/* The part of the line that is shown: all of it, or WINDOW cells around the place. */
static void find_window(const Meant *m, size_t *start, size_t *end) {
	Str text = m->file->text;
	size_t at = m->start;
	int cells = 0;
	while (at > m->line_start && cells <= WINDOW) {
		size_t before = at;
		utf8_prev(text, &before);
		size_t next = before;
		cells += show(NULL, text, &next, false);
		at = before;
	}
	*start = m->line_start;
	if (cells > WINDOW_BEFORE && cells + cells_between(m, m->start, m->line_end) > WINDOW) {
		*start = m->start;
		for (cells = 0; *start > m->line_start && cells < WINDOW_BEFORE;) {
			utf8_prev(text, start);
			size_t next = *start;
			cells += show(NULL, text, &next, false);
		}
	}
	cells = 0;
	for (*end = *start; *end < m->line_end && cells < WINDOW;)
		cells += show(NULL, text, end, spelled_at(m, *end));
	for (size_t next = *end; next < m->line_end && show(NULL, text, &next, false) == 0;)
		*end = next;                                         /* marks stay with their letter */
}

static bool has_right_to_left(Str text, size_t start, size_t end) {
	for (size_t at = start; at < end;) {
		uint32_t c = utf8_next(text, &at);
		UCharDirection direction = u_charDirection((UChar32)c);
		if ((direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) && !is_invisible(c, false))
			return true;
	}
	return false;
}

static void add_caret(Buf *out, const Meant *m, size_t start, size_t end, bool colour) {
	int before = cells_between(m, start, m->start) + (start > m->line_start);
	int under = cells_between(m, m->start, m->end < end ? m->end : end);
	buf_printf(out, "      | %*s%s^", before, "", colour ? "\033[1;32m" : "");
	for (int i = 1; i < under; i++)
		buf_byte(out, '~');
	if (under == 0 && m->start < m->line_end) {              /* no length: a wide letter still is underlined whole */
		size_t next = m->start;
		for (int i = show(NULL, m->file->text, &next, false); i > 1 && m->file->text.p[m->start] != '\t'; i--)
			buf_byte(out, '~');
	}
	buf_z(out, colour ? "\033[0m\n" : "\n");
}

/* For lines whose order on the screen is unknown: the bytes that are meant, or the word that begins there. */
static void add_quotation(Buf *out, const Meant *m, bool colour) {
	Str text = m->file->text;
	size_t end = m->end;
	if (end == m->start)
		while (end < m->line_end && text.p[end] != ' ' && text.p[end] != '\t')
			end++;
	if (end == m->start)
		return;
	buf_printf(out, "      | in: %s\u00AB" FSI, colour ? "\033[1;32m" : "");
	int cells = 0;
	size_t at = m->start;
	while (at < end && cells < WINDOW)
		cells += show(out, text, &at, m->spelled);
	buf_printf(out, "%s" PDI "\u00BB%s\n", at < end ? ELLIPSIS : "", colour ? "\033[0m" : "");
}

void excerpt_add(Buf *out, Pos pos, bool colour) {
	Meant m = meant_by(pos);
	if (m.line_end == m.line_start)
		return;
	Str text = m.file->text;
	size_t start, end;
	find_window(&m, &start, &end);
	bool mixed = has_right_to_left(text, start, end);
	buf_printf(out, "%5u | %s%s", (unsigned)pos_line_column(pos).line, mixed ? FSI : "",
	           start > m.line_start ? ELLIPSIS : "");
	for (size_t at = start; at < end;)
		show(out, text, &at, spelled_at(&m, at));
	buf_printf(out, "%s%s\n", end < m.line_end ? ELLIPSIS : "", mixed ? PDI : "");
	if (mixed)
		add_quotation(out, &m, colour);
	else
		add_caret(out, &m, start, end, colour);
}
