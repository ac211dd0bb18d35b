/* Galleys: a story's blocks as one long column of slugs. A paragraph becomes a slug a line; what may not be parted
 * (drop cap, heading and the text under it, box) says so by the cost of ending a column behind it.
 *
 * Shaped text and broken lines are kept by block and width, so that trying a page again costs next to nothing. */
#include <string.h>

#include <unicode/uchar.h>

#include "page/internal.h"

#define NESTING_MAX 8
#define INITIAL_CLEAR 6                                      /* a 6th of the text's size stays free under an initial */
#define SPACE_LIMIT 2000                                     /* of a word space where a typography has none, thousandths */
#define LONGER_LIMIT 130                                     /* how much wider it may be in a paragraph that is a line longer, per cent */
#define NARROW 11                                            /* ems, some 25 letters: narrower columns are not justified by word spaces */
#define VARIANT_SHARE 20                                     /* a line gives a 20th of its width to make its paragraph shorter or longer */

typedef struct BrokenLines {
	Len width;
	uint32_t skip;
	int looseness;
	Lines *lines;
	BreakRules *rules;
	const Text *initial;
	Len initial_width, initial_space;                        /* with the gap beside it; the part of the gap that a space in the text fills */
	struct BrokenLines *next;
} BrokenLines;

/* A box as it is at one width; it holds as long as no text has changed since `version`. */
typedef struct {
	Slug slug;
	Len width;
	unsigned version;
} BoxCache;

struct BlockCache {
	const Text *text, *label;
	BrokenLines *broken;
	BoxCache *box;
};

BlockCache *galley_make_cache(Arena *arena, uint32_t count) {
	return arena_array(arena, BlockCache, count);
}

static int within(int value, int limit) { return value < -limit ? -limit : value > limit ? limit : value; }

const Text *maker_text(Maker *maker, const Block *block) {
	BlockCache *cache = &maker->cache[block->id];
	if (!cache->text) {
		size_t story = maker->story_of_block[block->id];
		const Fit *fit = story == SIZE_MAX ? &(Fit){ .size = 1000 } : &maker->fits[story];
		int size = within(fit->size - 1000, block->style->fit_size) + 1000, tracking = within(fit->tracking, block->style->fit_tracking);
		cache->text = text_build_fitted(maker->job, maker->shaper, block, size, tracking);
	}
	return cache->text;
}

BlockCache *galley_copy_cache(const Maker *maker) { return arena_copy(maker->job->arena, maker->cache, maker->cache_count * sizeof *maker->cache); }

void galley_put_cache(Maker *maker, const BlockCache *cache) { memcpy(maker->cache, cache, maker->cache_count * sizeof *cache); }

void galley_forget(Maker *maker, uint32_t block) {
	size_t story = maker->story_of_block[block];
	maker->cache[block] = (BlockCache){ 0 };
	maker->versions[story == SIZE_MAX ? maker->document->story_count : story] = ++maker->changes;
}

static const Text *label_text(Maker *maker, const Block *block) {
	BlockCache *cache = &maker->cache[block->id];
	if (block->label.n && !cache->label) {
		Block *line = arena_new(maker->job->arena, Block);
		*line = *block;
		line->text = block->label;
		line->spans = arena_new(maker->job->arena, Span);
		line->span_count = 1;
		line->spans[0] = (Span){ .end = (uint32_t)block->label.n, .generated = true, .owner = block->label_owner, .note = -1, .reference = -1,
			                     .colour = block->design ? block->design->list_mark_colour : COLOUR_NONE };
		line->label = (Str){ 0 };
		cache->label = text_build(maker->job, maker->shaper, line);
	}
	return cache->label;
}

/* A vowel that is written before the consonant it is spoken after, in Thai and Lao. */
static bool is_leading_vowel(uint32_t c) { return (c >= 0xE40 && c <= 0xE44) || (c >= 0xEC0 && c <= 0xEC4); }

/* Whether a letter joins the one that ends before `end`, in an Indic syllable: over a virama, which Tamil shows, and which Sinhala
 * joins by a ZWJ only. */
static bool joins_next(Str text, size_t end) {
	size_t next = end;
	uint32_t last = end > 0 ? utf8_prev(text, &end) : 0, c = next < text.n ? utf8_next(text, &next) : 0;
	bool joiner = last == 0x200D;
	if (joiner)
		last = end > 0 ? utf8_prev(text, &end) : 0;
	return u_getIntPropertyValue((UChar32)last, UCHAR_INDIC_SYLLABIC_CATEGORY) == U_INSC_VIRAMA && last != 0xBCD && (joiner || last != 0xDCA) &&
	       u_isalpha((UChar32)c);
}

/* The bytes of a drop cap: opening marks and the first letter, whole as it is shaped: with its marks, its stack, the vowel before it. */
static uint32_t initial_end(const Text *text, const Block *block) {
	bool ij = str_starts(block->language, "nl") && str_starts(block->text, "IJ");
	for (uint32_t i = 0; i < text->cluster_count; i++) {
		size_t at = text->clusters[i].start;
		uint32_t c = utf8_next(block->text, &at);
		if (!u_isalnum((UChar32)c) || is_leading_vowel(c))
			continue;
		while (i + 1 < text->cluster_count && joins_next(block->text, text->clusters[i].end))
			i++;
		return ij ? 2 : text->clusters[i].end;
	}
	return (uint32_t)block->text.n;
}

static bool wants_initial(const Maker *maker, const Block *block) {
	return block->first_in_article && block->style->drop_cap > 1 && document_typography_for(maker->document, block->language)->drop_cap && block->text.n > 40;
}

static Len cap_height(const Text *text) {
	const Face *face = text->face;
	int cap = face->cap_height > 0 ? face->cap_height : (int)face->upem * 7 / 10;
	return len_scale(text->size, cap, face->upem);
}

/* How high the letters of an initial are: capitals, or in scripts without them the letter's own ink, marks left out. */
static Len initial_height(const Text *initial) {
	const Run *run = &initial->runs[0];
	Len height = 0;
	for (uint32_t i = 0; i < run->glyph_count && !run->typography->upper_case; i++) {
		hb_glyph_extents_t ink;
		if (run->glyphs[i].advance > 0 && hb_font_get_glyph_extents(run->face->font, run->glyphs[i].id, &ink))
			height = len_max(height, run->glyphs[i].y_offset + len_scale(run->size, ink.y_bearing, run->face->upem));
	}
	return height > 0 ? height : cap_height(initial);
}

/* An initial that reaches from where its top would stand in the first line down to the baseline of the last line beside it. */
static const Text *make_initial(Maker *maker, const Block *block, uint32_t end, const Text *body) {
	ParagraphStyle *style = arena_copy(maker->job->arena, block->style, sizeof *block->style);
	if (style->drop_cap_font.n)
		style->font = style->drop_cap_font;
	style->size = LEN_OF_PT(10);
	style->tracking = 0;
	const Text *trial = text_build_part(maker->job, maker->shaper, block, style, 0, end);
	Len height = len_max(initial_height(trial), 1);
	Len in_line = trial->runs[0].typography->upper_case ? cap_height(body) : len_scale(height, body->size, trial->size);
	style->size = len_scale(style->size, (block->style->drop_cap - 1) * maker->grid + in_line, height);
	return text_build_part(maker->job, maker->shaper, block, style, 0, end);
}

/* How far a text's ink goes below its baseline. */
static Len depth_of(const Text *text) {
	Len depth = 0;
	for (uint32_t r = 0; r < text->run_count; r++)
		for (uint32_t i = 0; i < text->runs[r].glyph_count; i++) {
			const Run *run = &text->runs[r];
			hb_glyph_extents_t ink;
			if (hb_font_get_glyph_extents(run->face->font, run->glyphs[i].id, &ink))
				depth = len_max(depth, -run->glyphs[i].y_offset - len_scale(run->size, ink.y_bearing + ink.height, run->face->upem));
		}
	return depth;
}

/* How high the ink of a line goes within `width` of its start. */
static Len height_at_start(const Text *text, const Line *line, Len width) {
	uint32_t end = line->first_cluster;
	for (Len seen = 0; end < line->cluster_end && seen < width; end++)
		seen += text->clusters[end].width;
	uint32_t last = end > line->first_cluster ? text->clusters[end - 1].end : line->start;
	Len height = 0;
	for (uint32_t r = 0; r < text->run_count; r++) {
		const Run *run = &text->runs[r];
		for (uint32_t i = 0; i < run->glyph_count && run->start < last && run->end > line->start; i++) {
			hb_glyph_extents_t ink;
			bool here = run->glyphs[i].cluster >= line->start && run->glyphs[i].cluster < last;
			if (here && hb_font_get_glyph_extents(run->face->font, run->glyphs[i].id, &ink))
				height = len_max(height, run->glyphs[i].y_offset + len_scale(run->size, ink.y_bearing, run->face->upem));
		}
	}
	return height;
}

/* A letter that goes below the baseline, such as J or Q in many faces, needs the next line to make way too, unless what stands
 * under it is low enough. */
static bool touches_next_line(const Maker *maker, const BrokenLines *b, const Text *text, const Block *block) {
	Len depth = depth_of(b->initial);
	uint32_t next = (uint32_t)block->style->drop_cap;
	if (b->lines->count <= next || depth <= 0)
		return false;
	return depth + height_at_start(text, &b->lines->lines[next], b->initial_width) + text->size / INITIAL_CLEAR > maker->grid;
}

static Len text_width(const Text *text) {
	Len width = 0;
	for (uint32_t i = 0; i < text->cluster_count; i++)
		width += text->clusters[i].width;
	return width;
}

/* What an initial takes of its lines: its width, and the ink that stands out beyond it, as a vowel below may. */
static Len initial_room(const Text *initial) {
	Len width = text_width(initial), pen = 0, most = width;
	for (uint32_t r = 0; r < initial->run_count; r++) {
		const Run *run = &initial->runs[r];
		for (uint32_t i = 0; i < run->glyph_count; i++) {
			const Glyph *g = &run->glyphs[i];
			hb_glyph_extents_t ink;
			if (hb_font_get_glyph_extents(run->face->font, g->id, &ink)) {
				Len left = pen + g->x_offset + len_scale(run->size, ink.x_bearing, run->face->upem);
				Len right = left + len_scale(run->size, ink.width, run->face->upem);
				most = len_max(most, initial->rtl ? width - left : right);
			}
			pen += g->advance;
		}
	}
	return most;
}

static LineSlot slot_in(const ParagraphStyle *style, Len width, Len start, Len first) {
	Len indent = style->indent_start + start + first;
	return (LineSlot){ width - indent - style->indent_end, indent };
}

/* The rest of a paragraph that began in another frame is set as is best for it. */
static int looseness_of(const Maker *maker, const Block *block, uint32_t from) {
	int variant = maker->variants && block->style->fit_lines ? maker->variants[block->id] : 0, looseness = maker->looseness[block->id] + variant;
	return from ? 0 : looseness < -1 ? -1 : looseness > 1 ? 1 : looseness;
}

/* The word space behind an initial that is a word: the gap beside the initial stands for it. */
static Len space_behind_initial(const Text *text, uint32_t skip) {
	for (uint32_t i = 0; i < text->cluster_count && text->clusters[i].start <= skip; i++)
		if (text->clusters[i].start == skip)
			return text->clusters[i].space ? text->clusters[i].width : 0;
	return 0;
}

/* The lines of a block from byte `skip` on, of which the first stand beside an initial. */
static Lines *break_beside(Maker *maker, const Block *block, const Text *text, const BrokenLines *b, uint32_t skip, uint32_t lines_beside) {
	Len label = block->label_width * (block->depth ? block->depth : block->label_width > 0);
	uint32_t count = lines_beside ? lines_beside : 1;
	LineSlot *slots = arena_array(maker->job->arena, LineSlot, count);
	for (uint32_t i = 0; i < count; i++)
		slots[i] = slot_in(block->style, b->width, label + b->initial_width, i == 0 && !b->skip && !b->initial ? block->style->indent_first : 0);
	slots[0].indent -= b->initial_space;
	slots[0].width += b->initial_space;
	Measure measure = { slots, count, slot_in(block->style, b->width, label, 0), skip };
	return paragraph_break(maker->job, maker->shaper, text, &measure, b->rules);
}

static bool is_narrow(const Text *text, const BreakRules *rules, Len width) {
	return (rules->justify == JUSTIFY_WORD || rules->justify == JUSTIFY_KASHIDA) && width < NARROW * text->size;
}

static BrokenLines *break_block(Maker *maker, const Block *block, Len width, uint32_t from) {
	BlockCache *cache = &maker->cache[block->id];
	int looseness = looseness_of(maker, block, from);
	for (BrokenLines *b = cache->broken; b; b = b->next)
		if (b->width == width && b->skip == from && b->looseness == looseness)
			return b;
	const Text *text = maker_text(maker, block);
	BrokenLines *b = arena_new(maker->job->arena, BrokenLines);
	b->width = width;
	b->skip = from;
	b->looseness = looseness;
	b->rules = arena_new(maker->job->arena, BreakRules);
	*b->rules = paragraph_rules_for(block, document_typography_for(maker->document, block->language), document_locale_for(maker->document, block->language));
	b->rules->looseness = looseness;
	if (looseness > 0)                                       /* how loose it gets is priced, not forbidden */
		b->rules->space_limit = (b->rules->space_limit > 1000 ? b->rules->space_limit : SPACE_LIMIT) * LONGER_LIMIT / 100;
	if (b->rules->align == ALIGN_JUSTIFY && is_narrow(text, b->rules, width))
		b->rules->align = ALIGN_START;
	if (block->kind == BLOCK_CELL)
		b->rules->align = block->cell_align == CELL_END ? ALIGN_END : block->cell_align == CELL_CENTRE ? ALIGN_CENTRE : ALIGN_START;
	uint32_t skip = from, lines_beside = 0;
	if (!from && wants_initial(maker, block) && text->run_count) {
		lines_beside = (uint32_t)block->style->drop_cap;
		skip = initial_end(text, block);
		b->initial = make_initial(maker, block, skip, text);
		b->initial_width = initial_room(b->initial) + text->size / 3;
		b->initial_space = space_behind_initial(text, skip);
	}
	b->lines = break_beside(maker, block, text, b, skip, lines_beside);
	if (b->initial && touches_next_line(maker, b, text, block))
		b->lines = break_beside(maker, block, text, b, skip, lines_beside + 1);
	b->next = cache->broken;
	cache->broken = b;
	return b;
}

/* Whether a line less (or more) is worth trying: what the last line holds must find room in the others, or what it lacks must be
 * had from them, each giving at most a small part of its width. Most paragraphs are answered here, without a search. */
static bool worth_trying(const Lines *lines, int change) {
	const Line *last = &lines->lines[lines->count - 1];
	int64_t room = 0, give = 0;
	for (uint32_t i = 0; i + 1 < lines->count; i++) {
		room += lines->lines[i].width - lines->lines[i].natural;
		give += lines->lines[i].width / VARIANT_SHARE;
	}
	return change < 0 ? last->natural <= room + give : last->width - last->natural <= give - room;
}

/* The paragraph as it is, and as it would be with `change` lines more; NULL when it cannot be had. */
static const BrokenLines *find_variant(Maker *maker, const Block *block, Len width, int change, const BrokenLines **now) {
	if (!block->style->fit_lines)
		return NULL;
	int8_t before = maker->looseness[block->id];
	const int8_t *variants = maker->variants;
	maker->variants = NULL;
	*now = break_block(maker, block, width, 0);
	const BrokenLines *other = NULL;
	if ((*now)->lines->count >= 3 && before + change >= -1 && before + change <= 1 && worth_trying((*now)->lines, change)) {
		maker->looseness[block->id] = (int8_t)(before + change);
		other = break_block(maker, block, width, 0);
		maker->looseness[block->id] = before;
	}
	maker->variants = variants;
	return other && other->lines->count == (*now)->lines->count + (uint32_t)change ? other : NULL;
}

bool galley_has_variant(Maker *maker, const Block *block, Len width, int change) {
	const BrokenLines *now;
	return find_variant(maker, block, width, change, &now) != NULL;
}

Tightening galley_try_tighter(Maker *maker, const Block *block) {
	const BrokenLines *last = maker->cache[block->id].broken, *now;
	bool may = last && !last->skip && !maker->looseness[block->id];
	const BrokenLines *tighter = may ? find_variant(maker, block, last->width, -1, &now) : NULL;
	return tighter ? (Tightening){ block->id, 1, tighter->lines->demerits - now->lines->demerits } : (Tightening){ block->id, 0, 0 };
}

static Len lines_to_len(const Maker *maker, int thousandths) {
	return len_scale(maker->grid, thousandths, 1000);
}

/* Notes called in bytes [start, end) of a block. */
static void add_notes(Arena *arena, Slug *slug, uint32_t start, uint32_t end) {
	struct { size_t *at; size_t n, room; } list = { 0 };
	const Block *block = slug->block;
	for (size_t i = 0; i < block->span_count; i++)
		if (block->spans[i].note >= 0 && block->spans[i].start >= start && block->spans[i].start < end)
			*(size_t *)list_push(arena, &list) = (size_t)block->spans[i].note;
	slug->notes = list.at;
	slug->note_count = list.n;
}

/* The cost of ending a column behind line i of n. */
static int64_t cost_in_paragraph(const Maker *maker, const Block *block, const Lines *lines, uint32_t i, bool initial) {
	const Weights *w = &maker->layout->weights;
	uint32_t n = lines->count, before = i + 1, after = n - before;
	const ParagraphStyle *style = block->style;
	if (style->keep_together || (initial && before < (uint32_t)style->drop_cap))
		return COST_FORBIDDEN;
	int64_t cost = 0;
	if (before < (uint32_t)style->orphans)
		cost += w->orphan;
	if (after < (uint32_t)style->widows)
		cost += w->widow;
	BreakKind kind = lines->lines[i].end_kind;
	if (kind == BREAK_HYPHEN || kind == BREAK_SOFT_HYPHEN)
		cost += w->hyphen_at_foot;
	if (block->text_kind == TEXT_NOTE)
		cost += w->split_note;
	return cost;
}

/* The line that begins with byte `from`; the number of lines when there is none. */
static uint32_t line_at(const Lines *lines, uint32_t from) {
	uint32_t i = 0;
	while (from && i < lines->count && lines->lines[i].start != from)
		i++;
	return i;
}

static void add_text(Maker *maker, Galley *galley, const Block *block, uint32_t from, Len width) {
	BrokenLines *broken = break_block(maker, block, width, 0);
	uint32_t first = line_at(broken->lines, from);
	if (first == broken->lines->count) {                     /* it began in columns of another width */
		broken = break_block(maker, block, width, from);
		first = 0;
	}
	const ParagraphStyle *style = block->style;
	const Lines *lines = broken->lines;
	for (uint32_t i = first; i < lines->count; i++) {
		bool last = i + 1 == lines->count;
		Slug *slug = list_push(galley->arena, galley);
		slug->kind = SLUG_LINE;
		slug->block = block;
		slug->design = block->design;
		slug->height = lines_to_len(maker, style->leading);
		slug->on_grid = style->leading % 1000 == 0;
		slug->space_before = i == 0 && !from ? lines_to_len(maker, style->space_before) : 0;
		slug->space_after = last ? lines_to_len(maker, style->space_after) : 0;
		slug->text = maker_text(maker, block);
		slug->lines = lines;
		slug->line = i;
		slug->rules = broken->rules;
		if (i == 0 && !from) {
			slug->label = label_text(maker, block);
			slug->label_width = block->label_width;
			slug->initial = broken->initial;
			slug->initial_width = broken->initial_width - broken->initial_space;
		}
		if (!last)
			slug->cost_after = cost_in_paragraph(maker, block, lines, i, broken->initial);
		else if (style->keep_next)
			slug->cost_after = COST_FORBIDDEN;
		uint32_t start = i == 0 && !from ? 0 : lines->lines[i].start;
		add_notes(galley->arena, slug, start, last ? (uint32_t)block->text.n + 1 : lines->lines[i].end);
	}
	/* A paragraph shorter than its drop cap leaves the room that the initial needs. */
	if (broken->initial && lines->count < (uint32_t)style->drop_cap)
		galley->at[galley->n - 1].space_after += ((Len)style->drop_cap - (Len)lines->count) * maker->grid;
}

void galley_add_lines(Maker *maker, Galley *galley, const Block *block, const Lines *lines, const BreakRules *rules, uint32_t first, uint32_t end) {
	for (uint32_t i = first; i < end; i++) {
		Slug *slug = list_push(galley->arena, galley);
		bool begins = i == 0 && lines->lines[0].start == 0;
		slug->kind = SLUG_LINE;
		slug->block = block;
		slug->design = block->design;
		slug->height = maker->grid;
		slug->on_grid = true;
		slug->text = maker_text(maker, block);
		slug->lines = lines;
		slug->line = i;
		slug->rules = rules;
		slug->label = begins ? label_text(maker, block) : NULL;
		slug->label_width = block->label_width;
		add_notes(galley->arena, slug, lines->lines[i].start, i + 1 == lines->count ? (uint32_t)block->text.n + 1 : lines->lines[i].end);
	}
}

LineSlot galley_slot(const Block *block, LineSlot room, bool first_line) {
	Len label = block->label_width * (block->depth ? block->depth : block->label_width > 0);
	LineSlot slot = slot_in(block->style, room.width, label, first_line ? block->style->indent_first : 0);
	slot.indent += room.indent;
	return slot;
}

static void add_picture(const Maker *maker, Galley *galley, const Block *block, Len width) {
	const Picture *picture = block->picture;
	if (!picture)
		return;
	Slug *slug = list_push(galley->arena, galley);
	slug->kind = SLUG_PICTURE;
	slug->block = block;
	slug->design = block->design;
	Sides sides = picture_sides(maker, picture);
	slug->height = len_scale(width, sides.height, sides.width);
	slug->cost_after = COST_FORBIDDEN;                       /* its caption stays under it */
}

static unsigned version_of(const Maker *maker, const Block *block) {
	size_t story = maker->story_of_block[block->id];
	return maker->versions[story == SIZE_MAX ? maker->document->story_count : story];
}

static void add_box(Maker *maker, Galley *galley, const Block *box, Len width, int depth) {
	bool breaks = !box->design->keep_together && depth == 0 && box->owner && maker->document->owners[box->owner].tag != TAG_FIGURE;
	if (breaks) {
		box_add_parts(maker, galley, box, width, depth);
		return;
	}
	BoxCache **cache = &maker->cache[box->id].box;
	if (!*cache || (*cache)->width != width || (*cache)->version != version_of(maker, box)) {
		*cache = arena_new(maker->job->arena, BoxCache);
		(*cache)->width = width;
		(*cache)->version = version_of(maker, box);
		box_make_slug(maker, box, width, depth, &(*cache)->slug);
	}
	Slug *slug = list_push(galley->arena, galley);
	*slug = (*cache)->slug;
}

void galley_add_block(Maker *maker, Galley *galley, const Block *block, uint32_t from_byte, Len width, int depth) {
	if (block->placed || maker->left_out[block->id] || depth > NESTING_MAX)
		return;
	if (block->keep_with_previous && galley->n)
		galley->at[galley->n - 1].cost_after = COST_FORBIDDEN;
	switch (block->kind) {
	case BLOCK_TEXT:
	case BLOCK_CELL: add_text(maker, galley, block, from_byte, width); break;
	case BLOCK_PICTURE: add_picture(maker, galley, block, width); break;
	case BLOCK_BOX: add_box(maker, galley, block, width, depth); break;
	case BLOCK_TABLE: table_add_slugs(maker, galley, block, width, depth); break;
	case BLOCK_ROW: break;
	}
}

void galley_add_part(Maker *maker, Galley *galley, const Block *block, uint32_t from, uint32_t part) {
	size_t first = galley->n;
	galley_add_block(maker, galley, block, from, galley->width, 0);
	size_t gone = part < galley->n - first ? part : galley->n - first;
	if (gone)
		memmove(galley->at + first, galley->at + first + gone, (galley->n - first - gone) * sizeof *galley->at);
	galley->n -= gone;
	bool paragraph = block->kind == BLOCK_TEXT && block->style->fit_lines;
	if (maker->variants && !paragraph && maker->variants[block->id] > 0 && galley->n > first) {
		uint8_t above = (uint8_t)(maker->variants[block->id] % AIR_BELOW), below = (uint8_t)(maker->variants[block->id] / AIR_BELOW);
		galley->at[first].space_before += above * maker->grid;
		galley->at[first].air = above + below;
		galley->at[galley->n - 1].space_after += below * maker->grid;
	}
}

Galley *galley_open(Arena *arena, Len width) {
	Galley *galley = arena_new(arena, Galley);
	galley->arena = arena;
	galley->width = width;
	return galley;
}

Galley *galley_make(Maker *maker, const Block *blocks, size_t count, Len width) {
	Galley *galley = galley_open(maker->job->arena, width);
	for (size_t i = 0; i < count; i++)
		galley_add_block(maker, galley, &blocks[i], 0, width, 0);
	return galley;
}

Len slug_lead_in(const Maker *maker, const Slug *slug) {
	if (slug->repeat)
		return slug->repeat->height;
	return slug->box ? box_pad_before(maker, slug->design) : 0;
}

Len galley_height(const Maker *maker, const Galley *galley, size_t from, size_t to) {
	Len y = 0;
	for (size_t i = from; i < to && y < LEN_MAX / 2; i++)    /* beyond every page: no matter by how much */
		y = slug_advance(maker, i > from ? &galley->at[i - 1] : NULL, &galley->at[i], y);
	return y;
}
