/* What a line can give, by script (scripts.md, section 5). Everywhere word spaces within their limits. Letters and the width of
 * glyphs by so little that nobody sees it, where letters do not join. Arabic: kashidas. East Asian: the blank of full-width
 * marks, the space beside letters of another script, then all characters between which a line may end. South-East Asian: all
 * clusters, after the spaces between phrases. Ethiopic and Tibetan: behind the marks between words.
 *
 * Only word spaces and the spread between clusters may go beyond their limits, where a line cannot be filled otherwise. */
#include "paragraph/internal.h"

#define SPREAD_CLUSTER 30                                    /* thousandths of an em: South-East Asian clusters */
#define SPREAD_IDEOGRAPH 50
#define GAP_STRETCH 120                                      /* behind a wordspace or tsheg */
#define KASHIDA_STRETCH 120                                  /* of the text's size, each word */
#define GAPS_STEP (LEN_PT / 8)
#define SPACES_PHRASE 4                                      /* a phrase space may grow so many times as a word space */

typedef struct {
	JustifyKind justify;
	int letter_stretch, letter_shrink, glyph_stretch, glyph_shrink;
} Limits;

static Limits limits_of(const Text *text, const Cluster *c, const BreakRules *rules) {
	if (!text->runs)
		return (Limits){ rules->justify, rules->letter_stretch, rules->letter_shrink, rules->glyph_stretch, rules->glyph_shrink };
	const Typography *t = text->runs[c->run].typography;
	bool tracks = t->tracking && rules->letters;
	return (Limits){ t->justify, tracks ? t->letter_stretch : 0, tracks ? t->letter_shrink : 0, rules->letters ? t->glyph_stretch : 0,
		             rules->letters ? t->glyph_shrink : 0 };
}

static Len size_of(const Text *text, const Cluster *c) { return text->runs ? text->runs[c->run].size : text->size; }

/* What gives by thousandths of a length, the same both ways as a rule. */
static Give give_part(Len of, int stretch, int shrink) {
	Len wider = len_scale(of, stretch, 1000);
	return (Give){ wider, shrink == stretch ? wider : len_scale(of, shrink, 1000), false, 0 };
}

static void give_space(const Limits *limits, const Cluster *c, const BreakRules *rules, Give *gives) {
	int more = rules->space_max - 1000;
	if (limits->justify == JUSTIFY_CLUSTER)
		more *= SPACES_PHRASE;
	int floor = rules->space_floor && rules->space_floor < rules->space_min ? rules->space_floor : rules->space_min;
	gives[GIVE_SPACE] = (Give){ len_scale(c->width, more, 1000), len_scale(c->width, 1000 - rules->space_min, 1000), true,
		                        len_scale(c->width, rules->space_min - floor, 1000) };
}

/* A closing consonant stays with its syllable. */
static bool is_held(const Text *text, uint32_t i) { return i < text->cluster_count && text->clusters[i].held; }

static bool may_part(const Text *text, uint32_t i) {
	return i + 1 < text->cluster_count && (text->clusters[i + 1].break_before == BREAK_ALLOWED || text->clusters[i + 1].break_before == BREAK_HYPHEN);
}

static void give_behind(const Text *text, uint32_t i, const Limits *limits, Give *gives) {
	const Cluster *c = &text->clusters[i];
	Len size = size_of(text, c);
	if (c->gap)
		gives[GIVE_SPACE] = (Give){ len_scale(size, GAP_STRETCH, 1000), 0, true, 0 };
	else if (limits->justify == JUSTIFY_CLUSTER && !is_held(text, i + 1))
		gives[GIVE_SPREAD] = (Give){ len_scale(size, SPREAD_CLUSTER, 1000), len_scale(size, limits->letter_shrink, 1000), true, 0 };
	else if (limits->justify == JUSTIFY_CJK && may_part(text, i))
		gives[GIVE_SPREAD] = (Give){ len_scale(size, SPREAD_IDEOGRAPH, 1000), 0, true, 0 };
	else if (limits->justify == JUSTIFY_WORD)
		gives[GIVE_LETTER] = give_part(size, limits->letter_stretch, limits->letter_shrink);
	if (c->autospace)
		gives[GIVE_AUTOSPACE] = (Give){ c->trail, c->trail / 2, false, 0 };
	else
		gives[GIVE_MARK].shrink += c->trail;
}

void gives_of(const Text *text, uint32_t i, const BreakRules *rules, bool ends_ink, bool begins_line, Give *gives) {
	const Cluster *c = &text->clusters[i];
	for (int k = 0; k < GIVE_COUNT; k++)
		gives[k] = (Give){ 0 };
	Limits limits = limits_of(text, c, rules);
	if (c->space) {
		if (!begins_line)                                    /* behind an initial that is a word */
			give_space(&limits, c, rules, gives);
		return;
	}
	if (!c->width || c->glue_fixed)
		return;
	gives[GIVE_GLYPH] = give_part(c->width, limits.glyph_stretch, limits.glyph_shrink);
	if (c->kashida && !begins_line)
		gives[GIVE_KASHIDA].stretch = len_scale(size_of(text, c), KASHIDA_STRETCH, 1000);
	if (!begins_line)
		gives[GIVE_MARK].shrink = c->lead;
	if (!ends_ink)
		give_behind(text, i, &limits, gives);
}

Elastic elastic_of(const Text *text, uint32_t i, const BreakRules *rules, bool ends_ink, bool begins_line) {
	Give gives[GIVE_COUNT];
	Elastic sum = { .width = text->clusters[i].width };
	gives_of(text, i, rules, ends_ink, begins_line, gives);
	for (int k = 0; k < GIVE_COUNT; k++) {
		sum.stretch += gives[k].stretch;
		sum.shrink += gives[k].shrink;
		sum.under += gives[k].under;
		sum.over += gives[k].over ? gives[k].stretch : 0;
	}
	return sum;
}

static int32_t shrink_ratio(Elastic give, Len lack) {
	if (lack <= give.shrink)
		return -(int32_t)((int64_t)lack * 1000 / give.shrink);
	Len more = lack - give.shrink;
	return more > give.under ? INT32_MIN : -1000 + (int32_t)((int64_t)more * (RATIO_LEAST + 1000) / give.under);
}

int32_t elastic_ratio(Elastic give, Len room) {
	if (room <= 0)
		return room ? shrink_ratio(give, -room) : 0;
	int64_t r = RATIO_GAPS;
	if (room <= give.stretch)
		r = (int64_t)room * 1000 / give.stretch;
	else if (give.over > 0)
		r = 1000 + (int64_t)(room - give.stretch) * 1000 / give.over;
	return (int32_t)(r < RATIO_GAPS ? r : RATIO_GAPS + room / GAPS_STEP);
}
