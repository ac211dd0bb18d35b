/* Looking at finished pages, without asking what made them: every line is judged by the characters round its ends (scripts.md,
 * section 3), by HarfBuzz's clusters in a shaping of its own, and by the glyphs that stand in it. */
#include <hb.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "world.h"

/* A line of running text with what stands round its start. */
typedef struct {
	Trial *trial;
	const Page *page;
	const PageLine *line, *before;                           /* before: the line of the same paragraph, or NULL */
	const Block *block;
	Str text;
	uint32_t first, previous, last;                          /* characters: its first, the one before that, that without spaces between */
	uint32_t ending;                                         /* its own last one, spaces not counted */
} Look;

static bool is_space(uint32_t c) { return c == ' ' || c == 0x200B || c == 0x3000 || c == 0x2028 || c == '\n' || c == 0x1680; }

static uint32_t char_before(Str text, size_t at) { return at > 0 ? utf8_prev(text, &at) : 0; }

static uint32_t char_at(Str text, size_t at) { return at < text.n ? utf8_next(text, &at) : 0; }

static size_t without_spaces(Str text, size_t end) {
	for (size_t at = end; at > 0; end = at)
		if (!is_space(utf8_prev(text, &at)))
			break;
	return end;
}

static bool in_ranges(const uint32_t (*ranges)[2], size_t count, uint32_t c) {
	for (size_t i = 0; i < count; i++)
		if (c >= ranges[i][0] && c <= ranges[i][1])
			return true;
	return false;
}
#define IN(ranges, c) in_ranges(ranges, sizeof(ranges) / sizeof *(ranges), c)

/* What opens no line, even after a space. */
static const uint32_t never_first[][2] = {
	{ '!', '!' },       { ')', ')' },       { ',', ',' },       { '.', '.' },       { ':', ';' },       { '?', '?' },       { ']', ']' },
	{ '}', '}' },       { 0x37E, 0x37E },   { 0x387, 0x387 },   /* Greek */
	{ 0x55B, 0x55F },   { 0x589, 0x58A },   /* Armenian */
	{ 0x5BE, 0x5BE },   { 0x5C3, 0x5C3 },   { 0x60C, 0x60C },   { 0x61B, 0x61B },   { 0x61E, 0x61F },   { 0x66A, 0x66A },   { 0x6D4, 0x6D4 },
	{ 0x700, 0x70D },   { 0x7F8, 0x7F9 },   { 0x964, 0x965 },   /* Syriac, N'Ko, dandas */
	{ 0xE2F, 0xE2F },   { 0xE46, 0xE46 },   { 0xEAF, 0xEAF },   { 0xEC6, 0xEC6 },   /* Thai, Lao */
	{ 0xF0B, 0xF0C },   { 0xF0D, 0xF12 },   { 0xF14, 0xF14 },   /* tsheg, shad */
	{ 0x104A, 0x104B }, { 0x1361, 0x1368 }, { 0x166E, 0x166E }, { 0x1735, 0x1736 }, { 0x17D4, 0x17D7 }, { 0x1802, 0x1805 }, { 0x1808, 0x1809 },
	{ 0x1AA8, 0x1AAB }, { 0x1B5A, 0x1B5B }, { 0x1B5E, 0x1B5F }, { 0x2011, 0x2011 }, { 0x203C, 0x203D }, { 0x2047, 0x2049 },
	{ 0x3001, 0x3002 }, { 0x3005, 0x3005 }, { 0x3009, 0x3009 }, { 0x300B, 0x300B }, { 0x300D, 0x300D }, { 0x300F, 0x300F }, { 0x3011, 0x3011 },
	{ 0x3015, 0x3015 }, { 0x3017, 0x3017 }, { 0x3041, 0x3041 }, { 0x3043, 0x3043 }, { 0x3045, 0x3045 }, { 0x3047, 0x3047 }, { 0x3049, 0x3049 },
	{ 0x3063, 0x3063 }, { 0x3083, 0x3083 }, { 0x3085, 0x3085 }, { 0x3087, 0x3087 }, { 0x309B, 0x309E }, { 0x30A1, 0x30A1 }, { 0x30A3, 0x30A3 },
	{ 0x30A5, 0x30A5 }, { 0x30A7, 0x30A7 }, { 0x30A9, 0x30A9 }, { 0x30C3, 0x30C3 }, { 0x30E3, 0x30E3 }, { 0x30E5, 0x30E5 }, { 0x30E7, 0x30E7 },
	{ 0x30FB, 0x30FE }, /* kana, the marks of repetition and length */
	{ 0xA4FE, 0xA4FF }, { 0xA60D, 0xA60F }, { 0xA6F3, 0xA6F7 }, { 0xA9C8, 0xA9C9 }, { 0xAA5D, 0xAA5F }, { 0xABEB, 0xABEB },
	{ 0xFF01, 0xFF01 }, { 0xFF09, 0xFF09 }, { 0xFF0C, 0xFF0C }, { 0xFF0E, 0xFF0E }, { 0xFF1A, 0xFF1B }, { 0xFF1F, 0xFF1F }, { 0xFF3D, 0xFF3D },
	{ 0xFF5D, 0xFF5D }, { 0x11047, 0x11048 }, { 0x11141, 0x11143 }, { 0x1E95E, 0x1E95E },
};

/* What ends none. */
static const uint32_t never_last[][2] = {
	{ '(', '(' },       { '[', '[' },       { '{', '{' },       { 0xA1, 0xA1 },     { 0xBF, 0xBF },     { 0xF3A, 0xF3A },   { 0xF3C, 0xF3C },
	{ 0x3008, 0x3008 }, { 0x300A, 0x300A }, { 0x300C, 0x300C }, { 0x300E, 0x300E }, { 0x3010, 0x3010 }, { 0x3014, 0x3014 }, { 0x3016, 0x3016 },
	{ 0xFF08, 0xFF08 }, { 0xFF3B, 0xFF3B }, { 0xFF5B, 0xFF5B },
};

/* A break beside one of these is none. */
static const uint32_t no_break[][2] = { { 0xA0, 0xA0 }, { 0x2007, 0x2007 }, { 0x202F, 0x202F }, { 0x2060, 0x2060 }, { 0xFEFF, 0xFEFF } };

static bool is_quote(uint32_t c) { return c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A || c == '"'; }

static bool is_mark(uint32_t c) {
	int8_t type = u_charType((UChar32)c);
	return type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK || type == U_ENCLOSING_MARK || c == 0x200C || c == 0x200D;
}

static UScriptCode script_of(uint32_t c) {
	UErrorCode status = U_ZERO_ERROR;
	return uscript_getScript((UChar32)c, &status);
}

/* The characters round the break, for the table. */
static void blame(const Look *l, Fault fault, const char *what) {
	Str text = l->text;
	size_t from = l->line->start, to = l->line->start;
	for (int i = 0; i < 12 && from > 0; i++)
		utf8_prev(text, &from);
	for (int i = 0; i < 12 && to < text.n; i++)
		utf8_next(text, &to);
	trial_blame(l->trial, fault, "%s: " STR_FMT "¦" STR_FMT, what, STR_ARG(str_sub(text, from, l->line->start)), STR_ARG(str_sub(text, l->line->start, to)));
}

static void look_at_start(const Look *l) {
	uint32_t c = l->first;
	bool after_space = is_space(l->previous);
	if (is_space(c))
		blame(l, FAULT_START, "begins with a space");
	else if (is_mark(c))
		blame(l, FAULT_START, "begins with a mark");
	else if (IN(never_first, c) || IN(no_break, c) || IN(no_break, l->previous))
		blame(l, FAULT_START, "begins with what never begins a line");
	else if (is_quote(c) && !after_space && u_isalnum((UChar32)l->previous) && !u_isalnum((UChar32)char_at(l->text, l->line->start + (c < 0x800 ? 2 : 3))))
		blame(l, FAULT_START, "begins with a closing quote");
}

static void look_at_end(const Look *l) {
	uint32_t c = l->last;
	size_t at = without_spaces(l->text, l->line->start);
	bool space = at < l->line->start;
	uint32_t before = at > 0 ? char_before(l->text, at - (c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)) : 0;
	if (IN(never_last, c))
		blame(l, FAULT_END, "ends with what never ends a line");
	else if (is_quote(c) && !space && u_isalnum((UChar32)l->first) && (before == 0 || is_space(before)))
		blame(l, FAULT_END, "ends with an opening quote");
}

/* Myanmar: a killed or stacking consonant belongs to the syllable before. */
static void look_at_stack(const Look *l) {
	size_t at = l->line->start;
	uint32_t c = utf8_next(l->text, &at), next = char_at(l->text, at);
	if (script_of(c) == USCRIPT_MYANMAR && !is_space(l->previous) && (next == 0x103A || next == 0x1039 || l->previous == 0x1039))
		blame(l, FAULT_START, "begins with a killed or stacked consonant");
}

static bool is_written_without_spaces(UScriptCode script) {
	static const UScriptCode scripts[] = {
		USCRIPT_THAI,     USCRIPT_LAO,      USCRIPT_KHMER,   USCRIPT_MYANMAR,     USCRIPT_TIBETAN, USCRIPT_HAN,     USCRIPT_HIRAGANA,
		USCRIPT_KATAKANA, USCRIPT_HANGUL,   USCRIPT_YI,      USCRIPT_JAVANESE,    USCRIPT_BALINESE, USCRIPT_LANNA,  USCRIPT_NEW_TAI_LUE,
		USCRIPT_TAI_LE,   USCRIPT_TAI_VIET, USCRIPT_CHAM,    USCRIPT_BATAK,       USCRIPT_SUNDANESE, USCRIPT_BUGINESE, USCRIPT_REJANG,
		USCRIPT_VAI,
	};
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
		if (scripts[i] == script)
			return true;
	return false;
}

bool world_is_spread(uint32_t c) {
	return is_written_without_spaces(script_of(c)) || c == 0x1361 || (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xFF01 && c <= 0xFF65);
}

static bool is_joined(UScriptCode script) {
	return script == USCRIPT_ARABIC || script == USCRIPT_SYRIAC || script == USCRIPT_NKO || script == USCRIPT_MONGOLIAN || script == USCRIPT_ADLAM;
}

static void look_for_torn_word(const Look *l) {
	bool letters = u_isalpha((UChar32)l->first) && (u_isalpha((UChar32)l->previous) || is_mark(l->previous));
	UScriptCode script = script_of(l->first);
	if (!letters || l->before->hyphen || is_written_without_spaces(script))
		return;
	if (is_joined(script))
		blame(l, FAULT_TORN, "a joined word is torn");
	l->trial->row->torn++;
}

static const Item *item_at(const Look *l, uint32_t byte) {
	for (uint32_t i = 0; i < l->line->item_count; i++) {
		const Item *item = &l->page->items[l->line->first_item + i];
		if (item->kind == ITEM_GLYPHS && item->start <= byte && byte < item->end)
			return item;
	}
	return NULL;
}

#define AROUND 48                                            /* bytes on either side of a break that are shaped */

/* Whether HarfBuzz, shaping what stands round the break in the break's own face, begins a cluster there. */
static bool begins_cluster(const Look *l, const Item *item) {
	uint32_t at = l->line->start, from = at > AROUND ? at - AROUND : 0, to = at + AROUND < l->text.n ? at + AROUND : (uint32_t)l->text.n;
	while (from < at && ((unsigned char)l->text.p[from] & 0xC0) == 0x80)
		from++;
	while (to < l->text.n && ((unsigned char)l->text.p[to] & 0xC0) == 0x80)
		to++;
	hb_buffer_t *buffer = hb_buffer_create();
	hb_buffer_add_utf8(buffer, l->text.p, (int)l->text.n, from, (int)(to - from));
	hb_buffer_set_script(buffer, hb_unicode_script(hb_unicode_funcs_get_default(), l->first));
	hb_buffer_set_language(buffer, hb_language_from_string(item->language.p, (int)item->language.n));
	hb_buffer_set_direction(buffer, item->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_shape(item->face->font, buffer, NULL, 0);
	unsigned count;
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
	bool found = false;
	for (unsigned i = 0; i < count && !found; i++)
		found = info[i].cluster == at;
	hb_buffer_destroy(buffer);
	return found;
}

static void look_at_cluster(const Look *l) {
	const Item *item = item_at(l, l->line->start);
	if (item && !is_space(l->previous) && !l->before->hyphen && !begins_cluster(l, item))
		blame(l, FAULT_CLUSTER, "begins within a cluster");
}

static void look_at_break(Look *l) {
	uint32_t at = l->line->start;
	l->first = char_at(l->text, at);
	l->previous = char_before(l->text, at);
	l->last = char_before(l->text, without_spaces(l->text, at));
	look_at_start(l);
	look_at_end(l);
	look_at_stack(l);
	look_for_torn_word(l);
	look_at_cluster(l);
}

static bool has_character(Str text, uint32_t start, uint32_t end, uint32_t c) {
	for (size_t at = start; at < end;)
		if (utf8_next(text, &at) == c)
			return true;
	return false;
}

static bool is_shown(uint32_t c) { return !is_space(c) && !u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) && !u_iscntrl((UChar32)c); }

static void look_at_glyphs(const Look *l) {
	for (uint32_t i = 0; i < l->line->item_count; i++) {
		const Item *item = &l->page->items[l->line->first_item + i];
		hb_codepoint_t circle = 0;
		bool has = item->kind == ITEM_GLYPHS && hb_font_get_nominal_glyph(item->face->font, 0x25CC, &circle);
		for (uint32_t g = 0; item->kind == ITEM_GLYPHS && g < item->glyph_count; g++) {
			const Glyph *glyph = &item->glyphs[g];
			uint32_t c = char_at(item->text, glyph->cluster);
			if (glyph->id == 0 && glyph->cluster < item->end && is_shown(c))
				trial_blame(l->trial, FAULT_GLYPH, "U+%04X is .notdef in " STR_FMT, c, STR_ARG(item->face->family));
			if (has && circle && glyph->id == circle && !has_character(item->text, item->start, item->end, 0x25CC))
				blame(l, FAULT_CIRCLE, "a dotted circle in the line that begins here");
		}
	}
}

static void look_at_space(const Look *l, int limit) {
	Row *row = l->trial->row;
	if (l->line->last || l->block->style->align != ALIGN_JUSTIFY)
		return;
	row->widest = l->line->space > row->widest ? l->line->space : row->widest;
	row->loose += l->line->space > limit;
}

/* What Quoin itself has said. Frames that stay empty are the test's own doing: it asks for more pages than it takes. */
static void read_messages(Trial *trial) {
	bool told = false;
	for (size_t i = 0; i < trial->diag->messages.n; i++) {
		const Message *m = &trial->diag->messages.at[i];
		told |= m->rule == RULE_LINE_LOOSE;
		if (m->rule == RULE_LINE_OVERFULL)
			trial_blame(trial, FAULT_WIDTH, STR_FMT, STR_ARG(m->text));
		else if (m->rule == RULE_MISSING_GLYPH)
			trial_blame(trial, FAULT_GLYPH, STR_FMT, STR_ARG(m->text));
		else if (m->severity == SEVERITY_ERROR && m->rule != RULE_EMPTY_FRAME)
			trial_blame(trial, FAULT_ERROR, STR_FMT, STR_ARG(m->text));
	}
	if (trial->row->loose && !told)
		trial_blame(trial, FAULT_SPACE, "%u loose lines, the widest of %d.%02d, and no word of it", trial->row->loose, trial->row->widest / 1000,
		            trial->row->widest % 1000 / 10);
}

static bool same_without_spaces(Str a, Str b) {
	size_t i = 0, k = 0;
	for (;;) {
		uint32_t x = 0, y = 0;
		while (i < a.n && (is_space(x = utf8_next(a, &i)) || u_isUWhiteSpace((UChar32)x)))
			x = 0;
		while (k < b.n && (is_space(y = utf8_next(b, &k)) || u_isUWhiteSpace((UChar32)y)))
			y = 0;
		if (x != y)
			return false;
		if (x == 0)
			return i >= a.n && k >= b.n;
	}
}

static void compare_block(Trial *trial, const Block *block, size_t *next) {
	for (size_t i = 0; i < block->child_count; i++)
		compare_block(trial, &block->children[i], next);
	if (block->kind != BLOCK_TEXT)
		return;
	Str wanted = *next < trial->input.n ? trial->input.at[*next] : STR("");
	if (!same_without_spaces(block->text, wanted))
		trial_blame(trial, FAULT_READ, "'" STR_FMT "' instead of '" STR_FMT "'", STR_ARG(str_sub(block->text, 0, 80)), STR_ARG(str_sub(wanted, 0, 80)));
	++*next;
}

static void compare_with_input(Trial *trial) {
	size_t next = 0;
	for (size_t s = 0; s < trial->document->story_count; s++) {
		const Story *story = &trial->document->stories[s];
		for (size_t i = 0; i < story->head_count; i++)
			compare_block(trial, &story->head[i], &next);
		for (size_t i = 0; i < story->body_count; i++)
			compare_block(trial, &story->body[i], &next);
	}
	if (next != trial->input.n)
		trial_blame(trial, FAULT_READ, "%zu paragraphs instead of %zu", next, trial->input.n);
}

void world_look(Trial *trial) {
	const Document *d = trial->document;
	const PageLine **last = arena_array(trial->job.arena, const PageLine *, d->block_count + 1);
	const Typography *typography = layout_typography_for(d->layout, trial->locale->script, trial->locale->tag);
	compare_with_input(trial);
	for (size_t p = 0; p < trial->pages->page_count; p++) {
		const Page *page = &trial->pages->pages[p];
		trial->row->pages += page->line_count > 0;
		for (size_t i = 0; i < page->line_count; i++) {
			const PageLine *line = &page->lines[i];
			if (line->generated || line->block >= d->block_count)
				continue;
			Look l = { trial, page, line, last[line->block], d->blocks[line->block], d->blocks[line->block]->text, 0, 0, 0, 0 };
			if (line->start != (l.before ? l.before->end : 0))
				blame(&l, FAULT_LOST, "not every byte stands on one line");
			if (l.before)
				look_at_break(&l);
			look_at_glyphs(&l);
			look_at_space(&l, typography->space_stretch_limit);
			trial->row->lines++;
			trial->row->hyphens += line->hyphen;
			last[line->block] = line;
		}
	}
	for (uint32_t b = 0; b < trial->block_count; b++)
		if (d->blocks[b]->kind == BLOCK_TEXT && (last[b] ? last[b]->end : 0) != d->blocks[b]->text.n)
			trial_blame(trial, FAULT_LOST, "the end of '" STR_FMT "' stands on no line", STR_ARG(str_sub(d->blocks[b]->text, 0, 60)));
	read_messages(trial);
}
