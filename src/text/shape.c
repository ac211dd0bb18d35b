/* Shaping by HarfBuzz: one run at a time with the paragraph round it as context, so that letters join over a change of
 * style. Advances become Len here and stay integers. Capitals are made while filling the buffer (capitals.c): they enter
 * under the byte offset of what was written; so do edits, kashidas and respellings, under the offset of their owner. */
#include <string.h>
#include <unicode/uchar.h>

#include "text/internal.h"

#define FEATURES_MAX 64
#define LIGATURE_TRACKING_LIMIT 15                           /* thousandths of an em: wider tracking sets no ligatures */

static hb_language_t language_of(Str tag) {
	return hb_language_from_string(tag.p, (int)tag.n);
}

static unsigned add_features(Str list, hb_feature_t *features, unsigned count) {
	for (size_t at = 0; at < list.n && count < FEATURES_MAX - 3;) {
		size_t comma = str_find(list, ",", at);
		size_t end = comma == SIZE_MAX ? list.n : comma;
		Str one = str_trim(str_sub(list, at, end));
		if (hb_feature_from_string(one.p, (int)one.n, &features[count]))
			count++;
		at = end + 1;
	}
	return count;
}

static bool has_small_caps(const TextRequest *request, const Run *run) {
	return request->style->small_caps && !request->style->upper_case && run->script == HB_SCRIPT_LATIN;
}

/* Languages that tell i from ı: their small capitals are made of capitals, since faces have no small capital of ı. */
static bool has_dotless_i(Str tag) {
	static const char *const tags[] = { "tr", "az", "crh", "tt", "kk", "gag", "ba" };
	size_t end = str_find(tag, "-", 0);
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (str_is(str_sub(tag, 0, end), tags[i]))
			return true;
	return false;
}

/* The stretches of small letters, which enter as capitals. */
static unsigned add_small_caps(Str text, const Run *run, hb_feature_t *features, unsigned count) {
	if (!has_dotless_i(run->language)) {
		features[count++] = (hb_feature_t){ HB_TAG('s', 'm', 'c', 'p'), 1, 0, (unsigned)-1 };
		return count;
	}
	bool open = false;
	for (size_t at = run->start; at < run->end && count < FEATURES_MAX - 4;) {
		size_t here = at;
		uint32_t c = utf8_next(text, &at);
		bool small = !u_isupper((UChar32)c) && !u_istitle((UChar32)c);
		if (small && !open)
			features[count++] = (hb_feature_t){ HB_TAG('c', '2', 's', 'c'), 1, (unsigned)here, (unsigned)-1 };
		else if (!small && open)
			features[count - 1].end = (unsigned)here;
		open = small;
	}
	return count;
}

static unsigned features_for(const TextRequest *request, const Run *run, hb_feature_t *features) {
	unsigned count = add_features(run->typography->features, features, 0);
	if (has_small_caps(request, run))
		count = add_small_caps(request->block->text, run, features, count);
	count = add_features(request->style->features, features, count);
	if (run->upright == RUN_COMBINED && run->end - run->start > 1)
		features[count++] = (hb_feature_t){ HB_TAG('h', 'w', 'i', 'd'), 1, 0, (unsigned)-1 };
	Len limit = len_scale(run->size, LIGATURE_TRACKING_LIMIT, 1000);
	if (run->tracking > limit || run->tracking < -limit) {
		features[count++] = (hb_feature_t){ HB_TAG('l', 'i', 'g', 'a'), 0, 0, (unsigned)-1 };
		features[count++] = (hb_feature_t){ HB_TAG('c', 'l', 'i', 'g'), 0, 0, (unsigned)-1 };
	}
	return count;
}

/* A face without the no-break kinds of hyphen and space shows the plain ones. */
static void add_plain(hb_buffer_t *buffer, const Face *face, Str text, uint32_t start, uint32_t end) {
	hb_buffer_add_utf8(buffer, text.p, (int)text.n, start, (int)(end - start));
	unsigned n;
	hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
	for (unsigned i = 0; i < n; i++) {
		if (info[i].codepoint == 0x2011 && !face_has(face, 0x2011))
			info[i].codepoint = face_has(face, 0x2010) ? 0x2010 : '-';
		if ((info[i].codepoint == 0x202F || info[i].codepoint == 0x2009) && !face_has(face, info[i].codepoint))
			info[i].codepoint = 0xA0;
	}
}

typedef struct {
	Glyph *glyphs;
	uint32_t count;
	Len width;
} Shaped;

static Len to_len(const Run *run, int32_t units) {
	return len_scale(run->size, units, run->face->upem);
}

/* Tracking is added once a cluster, to its last glyph in reading order. */
static bool ends_cluster(const hb_glyph_info_t *info, unsigned n, unsigned i, bool rtl) {
	if (rtl)
		return i == 0 || info[i - 1].cluster != info[i].cluster;
	return i + 1 == n || info[i + 1].cluster != info[i].cluster;
}

static bool is_fixed_thin_space(Str text, uint32_t at) {
	size_t next = at;
	return at < text.n && utf8_next(text, &next) == 0x202F;
}

static Shaped read_buffer(Job *job, hb_buffer_t *buffer, const Run *run, Str text) {
	unsigned n;
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
	const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, NULL);
	bool rtl = run->level % 2;
	Shaped shaped = { arena_array(job->arena, Glyph, n + 1), n, 0 };
	for (unsigned i = 0; i < n; i++) {
		hb_glyph_flags_t flags = hb_glyph_info_get_glyph_flags(&info[i]);
		Glyph *g = &shaped.glyphs[i];
		g->id = info[i].codepoint;
		g->cluster = info[i].cluster;
		if (run->upright == RUN_UPRIGHT) {
			g->advance = to_len(run, -position[i].y_advance);
			g->x_offset = to_len(run, -position[i].y_offset);
			g->y_offset = to_len(run, position[i].x_offset) + upright_centre(run) + run->raise;
		} else {
			g->advance = to_len(run, position[i].x_advance);
			g->x_offset = to_len(run, position[i].x_offset);
			g->y_offset = to_len(run, position[i].y_offset) + run->raise;
		}
		g->unsafe_to_break = flags & HB_GLYPH_FLAG_UNSAFE_TO_BREAK;
		g->tatweel = flags & HB_GLYPH_FLAG_SAFE_TO_INSERT_TATWEEL;
		if (is_fixed_thin_space(text, g->cluster))
			g->advance = run->size / 6;
		if (run->tracking && ends_cluster(info, n, i, rtl))
			g->advance += run->tracking;
		shaped.width += g->advance;
	}
	return shaped;
}

uint32_t hyphen_of(const Run *run) {
	if (run->hyphen == 0 || face_has(run->face, run->hyphen))
		return run->hyphen;
	return face_has(run->face, 0x2010) ? 0x2010 : face_has(run->face, '-') ? '-' : 0;
}

typedef struct {
	uint32_t start, end;
	bool hyphen;
	const Edit *edits;
	uint32_t edit_count;
} Part;

static void add_text(Shaper *shaper, const Run *run, Str text, uint32_t start, uint32_t end, bool upper) {
	if (start >= end)
		return;
	if (upper)
		add_capitals(shaper->buffer, text, start, end, run->language);
	else
		add_plain(shaper->buffer, run->face, text, start, end);
}

/* Fills the buffer: the text with its edits, and the hyphen. In joined scripts the letter before a hyphen keeps the form it
 * had within the word. */
static void fill_buffer(Shaper *shaper, const TextRequest *request, const Run *run, const Part *part) {
	bool upper = request->style->upper_case && run->typography->upper_case &&
	             layout_typography_for(shaper->layout, shaper->locale->script, shaper->locale->tag)->upper_case;
	upper |= has_small_caps(request, run) && has_dotless_i(run->language);
	Str text = request->block->text;
	uint32_t at = part->start;
	for (uint32_t e = 0; e < part->edit_count; e++) {
		const Edit *edit = &part->edits[e];
		add_text(shaper, run, text, at, edit->from, upper);
		for (size_t k = 0; k < edit->with.n;) {
			uint32_t c = utf8_next(edit->with, &k);
			hb_buffer_add(shaper->buffer, c, edit->owner);
		}
		at = edit->to;
	}
	add_text(shaper, run, text, at, part->end, upper);
	uint32_t hyphen = part->hyphen ? hyphen_of(run) : 0;
	if (hyphen && run->script == HB_SCRIPT_ARABIC)
		hb_buffer_add(shaper->buffer, 0x200D, part->end);
	if (hyphen)
		hb_buffer_add(shaper->buffer, hyphen, part->end);
}

static Shaped shape(Job *job, Shaper *shaper, const Text *text, const Run *run, const Part *part) {
	hb_buffer_t *buffer = shaper->buffer;
	bool rtl = run->level % 2;
	hb_buffer_clear_contents(buffer);
	hb_buffer_set_cluster_level(buffer, rtl ? HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS : HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
	hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
	fill_buffer(shaper, text->request, run, part);
	hb_buffer_set_direction(buffer, run->upright == RUN_UPRIGHT ? HB_DIRECTION_TTB : rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
	hb_buffer_set_script(buffer, (hb_script_t)run->script);
	hb_buffer_set_language(buffer, language_of(run->language));
	hb_buffer_flags_t flags = HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES | HB_BUFFER_FLAG_DO_NOT_INSERT_DOTTED_CIRCLE;
	if (rtl)
		flags |= HB_BUFFER_FLAG_PRODUCE_SAFE_TO_INSERT_TATWEEL;
	hb_buffer_set_flags(buffer, flags);
	hb_feature_t features[FEATURES_MAX];
	unsigned count = features_for(text->request, run, features);
	hb_shape(run->face->font, buffer, features, count);
	Shaped shaped = read_buffer(job, buffer, run, text->text);
	if (run->upright == RUN_COMBINED)
		shaped.width = combine_digits(run, shaped.glyphs, shaped.count);
	else if (text->east_asian) {
		adjust_marks(text, run, shaped.glyphs, shaped.count);
		shaped.width = 0;
		for (uint32_t i = 0; i < shaped.count; i++)
			shaped.width += shaped.glyphs[i].advance;
	}
	return shaped;
}

void shape_run(Job *job, Shaper *shaper, Text *text, Run *run) {
	char first = text->text.p[run->start];
	if (first == '\n' || str_starts(str_sub(text->text, run->start, run->end), "\u2028"))
		return;
	Part whole = { .start = run->start, .end = run->end };
	Shaped shaped = shape(job, shaper, text, run, &whole);
	run->glyphs = shaped.glyphs;
	run->glyph_count = shaped.count;
}

ShapedPart text_shape_edited(Job *job, Shaper *shaper, const Text *text, uint32_t run, uint32_t start, uint32_t end, bool hyphen, const Edit *edits,
                             uint32_t edit_count) {
	Part part = { start, end, hyphen, edits, edit_count };
	Shaped shaped = shape(job, shaper, text, &text->runs[run], &part);
	return (ShapedPart){ shaped.glyphs, shaped.count, shaped.width };
}

