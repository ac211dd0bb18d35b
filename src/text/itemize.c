/* Itemization: a text is cut where level, script, span or face changes. Common and Inherited characters take the script of
 * what stands before them (at the start: of what follows), or the text's own where only that one uses them; and a closing
 * bracket that of its partner's neighbourhood, as UAX #24 §5.1 asks. The face is chosen for a whole grapheme cluster: the
 * script's own first, then the companions. */
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "text/internal.h"

#define BRACKETS 32
#define CLUSTER_MAX 16

const char *script_tag(uint32_t script, char tag[5]) {
	hb_tag_to_string(script, tag);
	tag[4] = 0;
	return tag;
}

bool is_ignorable(uint32_t c) {
	return c == '\n' || c == '\t' || c == 0x2028 || u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
	       u_charType((UChar32)c) == U_CONTROL_CHAR;
}

static uint32_t script_of(uint32_t c) {
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode code = uscript_getScript((UChar32)c, &status);
	if (code == USCRIPT_COMMON || code == USCRIPT_INHERITED || code == USCRIPT_UNKNOWN || U_FAILURE(status))
		return HB_SCRIPT_COMMON;
	return hb_script_from_string(uscript_getShortName(code), 4);
}

static UScriptCode code_of(uint32_t script) {
	char tag[5];
	return (UScriptCode)u_getPropertyValueEnum(UCHAR_SCRIPT, script_tag(script, tag));
}

/* Whether a Common character is used by one script and not by the other: an ideographic comma behind a Latin word. */
static bool is_rather_of(uint32_t c, uint32_t script, uint32_t other) {
	return c >= 0x80 && script != other && other && uscript_hasScript((UChar32)c, code_of(script)) && !uscript_hasScript((UChar32)c, code_of(other));
}

typedef struct {
	uint32_t partner, script;
} OpenBracket;

/* The script of each character, Common resolved; scripts[i] belongs to the character that starts at byte start + i. */
static void resolve_scripts(const TextRequest *request, uint32_t fallback, uint32_t *scripts) {
	Str text = str_sub(request->block->text, 0, request->end);
	uint32_t current = 0, first_resolved = request->start;
	OpenBracket open[BRACKETS];
	size_t depth = 0;
	for (size_t at = request->start; at < request->end;) {
		size_t before = at;
		uint32_t c = utf8_next(text, &at), script = script_of(c);
		if (script == HB_SCRIPT_COMMON) {
			int kind = u_getIntPropertyValue((UChar32)c, UCHAR_BIDI_PAIRED_BRACKET_TYPE);
			if (kind == U_BPT_OPEN && depth < BRACKETS) {
				open[depth++] = (OpenBracket){ (uint32_t)u_getBidiPairedBracket((UChar32)c), current };
			} else if (kind == U_BPT_CLOSE) {
				for (size_t d = depth; d-- > 0;)
					if (open[d].partner == c) {
						current = open[d].script ? open[d].script : current;
						depth = d;
						break;
					}
			}
		} else {
			current = script;
			if (first_resolved < before && scripts[first_resolved - request->start] == 0)
				for (uint32_t b = first_resolved; b < before; b++)
					scripts[b - request->start] = script;
			first_resolved = request->end;
		}
		bool main = script == HB_SCRIPT_COMMON && is_rather_of(c, fallback, current);
		for (size_t b = before; b < at; b++)
			scripts[b - request->start] = main ? fallback : current;
	}
	for (uint32_t b = request->start; b < request->end; b++)
		if (scripts[b - request->start] == 0)
			scripts[b - request->start] = fallback;
}

static const Typography *typography_of(Shaper *shaper, uint32_t script, Str language) {
	char tag[5];
	return layout_typography_for(shaper->layout, str_of(script_tag(script, tag)), language);
}

static FaceWish wish_for(const TextRequest *request, const Span *span, const Typography *typography, Str language) {
	FaceWish wish = { request->style->font, language, request->style->weight, request->style->italic };
	if (span->code)
		wish.role = STR("mono");
	if (span->strong)
		wish.weight = wish.weight >= 600 ? 800 : 700;
	if (span->emphasis && typography->emphasis == EMPHASIS_ITALIC)
		wish.italic = !wish.italic;
	if (span->emphasis && typography->emphasis == EMPHASIS_WEIGHT)
		wish.weight = 700;
	return wish;
}

static bool wish_eq(const FaceWish *a, const FaceWish *b) {
	return a->weight == b->weight && a->italic == b->italic && str_eq(a->role, b->role) && str_eq(a->language, b->language);
}

static const FaceChain *chain_for(Job *job, Shaper *shaper, const FaceWish *wish, uint32_t script) {
	for (size_t i = 0; i < shaper->chains.n; i++)
		if (shaper->chains.at[i].script == script && wish_eq(&shaper->chains.at[i].wish, wish))
			return &shaper->chains.at[i].chain;
	char tag[5];
	FaceChain chain = fontset_chain(shaper->fonts, job, wish->role, str_of(script_tag(script, tag)), wish->language, wish->weight, wish->italic);
	ChainEntry *entry = list_push(job->arena, &shaper->chains);
	*entry = (ChainEntry){ *wish, script, chain };
	return &entry->chain;
}

/* The characters of a cluster that need a glyph; a no-break hyphen or space is content with the plain one. */
static size_t needed(const Face *face, Str text, uint32_t start, uint32_t end, uint32_t out[CLUSTER_MAX]) {
	size_t n = 0;
	for (size_t at = start; at < end && n < CLUSTER_MAX;) {
		uint32_t c = utf8_next(text, &at);
		if (is_ignorable(c))
			continue;
		if (c == 0x2011 && !(face && face_has(face, c)))
			c = face && face_has(face, 0x2010) ? 0x2010 : '-';
		if (c == 0x202F || c == 0x2009)
			c = ' ';
		out[n++] = c;
	}
	return n;
}

static bool covers(const Face *face, Str text, uint32_t start, uint32_t end) {
	uint32_t characters[CLUSTER_MAX];
	size_t n = needed(face, text, start, end, characters);
	for (size_t i = 0; i < n; i++)
		if (!face_has(face, characters[i]))
			return false;
	return true;
}

static void report_missing(Job *job, Shaper *shaper, const TextRequest *request, uint32_t start, uint32_t end) {
	Str text = request->block->text;
	size_t at = start;
	uint32_t c = utf8_next(text, &at);
	char name[128] = "";
	UErrorCode status = U_ZERO_ERROR;
	u_charName((UChar32)c, U_EXTENDED_CHAR_NAME, name, sizeof name, &status);
	Pos pos = block_position(request->block, start);
	pos.length = end - start;
	diag_error(job->diag, pos, RULE_MISSING_GLYPH, "no font has a glyph for U+%04X %s", c, name);
	Str package = fontset_package_for(shaper->fonts, job->arena, c);
	if (package.n)
		diag_help(job->diag, "install the package " STR_FMT ", or name a family for its script in fonts/fonts.yaml", STR_ARG(package));
	else
		diag_help(job->diag, "name a family that has it in fonts/fonts.yaml, or write another character");
}

/* The end of the grapheme cluster that starts at `at`: a base with its marks, joiners and selectors. */
static uint32_t cluster_end(Str text, uint32_t at, uint32_t end) {
	size_t next = at;
	utf8_next(text, &next);
	bool joined = false;
	while (next < end) {
		size_t after = next;
		uint32_t c = utf8_next(text, &after);
		bool extends = c >= 0x300 && u_hasBinaryProperty((UChar32)c, UCHAR_GRAPHEME_EXTEND);
		bool mark = c >= 0x300 && (u_charType((UChar32)c) == U_COMBINING_SPACING_MARK);
		bool joiner = c == 0x200D;
		if (!extends && !mark && !joiner && !joined)
			break;
		joined = joiner;
		next = after;
	}
	return (uint32_t)next;
}

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

/* The face of the digits 0 to 9, and of a mark between two of them, where they are the companion's. */
static FaceUse digit_face(Job *job, Shaper *shaper, const FaceChain *chain, FaceUse previous, Str text, size_t start, size_t end) {
	uint32_t c = utf8_next(text, &start), next = end < text.n ? utf8_next(text, &end) : 0;
	if (is_digit(c))
		return fontset_companion_for(shaper->fonts, job, chain, c);
	bool between = c < 0x80 && !previous.own && is_digit(next) && previous.face && face_has(previous.face, c);
	return between ? previous : (FaceUse){ 0 };
}

/* The face for a grapheme cluster. Neutral characters stay with the face before them when it is the script's own. */
static FaceUse choose_face(Job *job, Shaper *shaper, const TextRequest *request, const FaceChain *chain, FaceUse previous, uint32_t start,
                           uint32_t end) {
	Str text = request->block->text;
	size_t at = start;
	uint32_t c = utf8_next(text, &at);
	bool neutral = script_of(c) == HB_SCRIPT_COMMON;
	if (chain->companion_digits && c < 0x80) {
		FaceUse digits = digit_face(job, shaper, chain, previous, text, start, end);
		if (digits.face)
			return digits;
	}
	if (previous.face && (is_ignorable(c) || (neutral && previous.own)) && covers(previous.face, text, start, end))
		return previous;
	if (covers(chain->first.face, text, start, end))
		return chain->first;
	uint32_t characters[CLUSTER_MAX];
	size_t n = needed(NULL, text, start, end, characters);
	FaceUse use = fontset_face_for(shaper->fonts, job, chain, characters, n);
	if (use.face)
		return use;
	report_missing(job, shaper, request, start, end);
	return chain->first;
}

typedef struct {
	uint32_t end;                                            /* of the stretch that these hold for */
	const Span *span;
	uint32_t script;
	uint8_t level;
	Str language;
	FaceWish wish;
	const FaceChain *chain;
	const Typography *typography;
} Dress;

static Str primary(Str tag) {
	size_t dash = str_find(tag, "-", 0);
	return dash == SIZE_MAX ? tag : str_sub(tag, 0, dash);
}

static Run *open_run(Job *job, const TextRequest *request, void *list, const Dress *dress, FaceUse use, uint32_t start) {
	struct { Run *at; size_t n, room; } *runs = list;
	Run *run = list_push(job->arena, runs);
	Len size = len_scale(request->style->size, dress->typography->scale, 1000);
	size = len_scale(size, request->size_permille, 1000);
	size = len_scale(size, use.size_permille, 1000);
	if (dress->span->superior) {
		run->raise = len_scale(size, dress->typography->superior_raise, 1000);
		size = len_scale(size, dress->typography->superior_scale, 1000);
	}
	int tracking = (dress->typography->tracking ? request->style->tracking : 0) + (dress->typography->tracking ? request->tracking : 0);
	run->start = start;
	run->level = dress->level;
	run->face = use.face;
	run->size = size;
	run->tracking = len_scale(size, tracking, 1000);
	run->script = dress->script;
	run->language = dress->language;
	run->typography = dress->typography;
	run->span = dress->span;
	return run;
}

/* Letters beside the main script match its companion: sans where that script has no serif face. */
static Str role_beside(Shaper *shaper, const Block *block, uint32_t script, Str role) {
	const Locale *locale = language_for(shaper, block->language)->locale;
	Str main = locale ? locale->script : shaper->locale->script;
	bool latin = script == HB_SCRIPT_LATIN || script == HB_SCRIPT_CYRILLIC || script == HB_SCRIPT_GREEK;
	if (!latin || script == hb_script_from_string(main.p, (int)main.n))
		return role;
	return fontset_role_beside(shaper->fonts, role, main, block->language);
}

static Dress dress_at(Job *job, Shaper *shaper, const TextRequest *request, const Bidi *bidi, const uint32_t *scripts, size_t *span_index, uint32_t at) {
	const Block *block = request->block;
	while (*span_index + 1 < block->span_count && block->spans[*span_index].end <= at)
		++*span_index;
	Dress d = { 0 };
	d.span = &block->spans[*span_index];
	d.script = scripts[at - request->start];
	d.level = bidi_level_at(bidi, at - request->start);
	d.language = d.span->language.n ? d.span->language : block->language;
	/* A Latin name in an Arabic text is not Arabic: its language is not known, so it takes the script's default. */
	d.typography = typography_of(shaper, d.script, primary(d.language));
	d.wish = wish_for(request, d.span, d.typography, d.language);
	if (!d.span->code)
		d.wish.role = role_beside(shaper, block, d.script, d.wish.role);
	d.chain = chain_for(job, shaper, &d.wish, d.script);
	uint32_t end = d.span->end < request->end ? d.span->end : request->end;
	for (d.end = at + 1; d.end < end; d.end++)
		if (scripts[d.end - request->start] != d.script || bidi_level_at(bidi, d.end - request->start) != d.level)
			break;
	return d;
}

/* A face carried over from the run before is kept only within one chain. */
static bool belongs(const FaceChain *chain, FaceUse use) { return chain->first.face == use.face; }

static bool is_line_end(uint32_t c) { return c == '\n' || c == 0x2028; }

static uint32_t hyphen_mark(const LanguageUse *use) {
	size_t at = 0;
	if (!use->hyphens)
		return 0x2010;
	return utf8_next(use->locale->hyphenation.mark, &at);
}

/* Cuts the request's text into runs, not yet shaped. */
void itemize(Job *job, Shaper *shaper, const TextRequest *request, Text *text) {
	uint32_t n = request->end - request->start;
	const Block *block = request->block;
	Str main_script = shaper->locale->script;
	uint32_t *scripts = arena_array(job->arena, uint32_t, n + 1);
	resolve_scripts(request, hb_script_from_string(main_script.p, (int)main_script.n), scripts);
	struct { Run *at; size_t n, room; } runs = { 0 };
	FaceUse face = { 0 };
	size_t span_index = 0;
	for (uint32_t at = request->start; at < request->end;) {
		Dress dress = dress_at(job, shaper, request, text->bidi, scripts, &span_index, at);
		if (!dress.chain->first.face)
			return;
		Run *run = NULL;
		bool after_line_end = false;                         /* a line end is a run by itself, and shows nothing */
		if (face.face && !belongs(dress.chain, face))
			face = (FaceUse){ 0 };
		while (at < dress.end) {
			uint32_t next = cluster_end(block->text, at, dress.end);
			size_t peek = at;
			bool line_end = is_line_end(utf8_next(block->text, &peek));
			FaceUse chosen = choose_face(job, shaper, request, dress.chain, face, at, next);
			Upright upright = upright_at(block, at, chosen.face, dress.script, dress.level);
			if (upright == RUN_COMBINED && run && run->upright == RUN_COMBINED && covers(run->face, block->text, at, next))
				chosen = face;                               /* as one character: with one face */
			if (!run || chosen.face != run->face || upright != run->upright || line_end || after_line_end)
				run = open_run(job, request, &runs, &dress, chosen, at);
			run->upright = upright;
			run->end = next;
			after_line_end = line_end;
			face = chosen;
			at = next;
		}
	}
	text->runs = runs.at;
	text->run_count = (uint32_t)runs.n;
	for (uint32_t r = 0; r < text->run_count; r++) {
		text->east_asian |= text->runs[r].typography->justify == JUSTIFY_CJK;
		text->runs[r].hyphen = hyphen_mark(language_for(shaper, text->runs[r].language));
	}
}
