/* Filling a line: what it lacks or has too much goes to what gives, tier by tier, within a tier in proportion, and what
 * goes beyond the limits to word spaces and spread clusters. Kashidas come in whole tatweels and the width of glyphs in
 * thousandths, so these are taken first and what they leave goes to the others. Shares are cumulative: rounding never adds
 * up, and the line ends exactly where it should. Only a line that would be nothing but gaps is left ragged. */
#include "paragraph/internal.h"

/* A cluster of the line's ink with its glyphs: the first and last of them, from the left. */
typedef struct {
	LinePiece *piece;
	Glyph *first, *last;
	uint32_t cluster;
	Len lead;                                                /* what it gives before it, of a mark's blank */
	Give gives[GIVE_COUNT];
} Carrier;

typedef struct {
	Job *job;
	Arena *scratch;                                          /* of the carriers */
	const Text *text;
	const Line *line;
	const BreakRules *rules;
	SetLine *set;
	struct { Carrier *at; size_t n, room; } carriers;
	Give totals[GIVE_COUNT];
	Len over[GIVE_COUNT], under[GIVE_COUNT];                 /* what goes on beyond the limits, when widened and when narrowed */
} Spread;

static bool is_hyphen(const LinePiece *piece, const Glyph *glyph) { return piece->hyphen && glyph->cluster == piece->end; }

static void collect(Spread *s) {
	uint32_t last_cluster = s->line->ink_end > s->line->start ? cluster_index(s->text, s->line->ink_end - 1) : 0;
	uint32_t first_cluster = cluster_index(s->text, s->line->start);
	s->carriers.n = 0;
	for (int k = 0; k < GIVE_COUNT; k++) {
		s->totals[k] = (Give){ 0 };
		s->over[k] = s->under[k] = 0;
	}
	for (uint32_t p = 0; p < s->set->count; p++) {
		LinePiece *piece = &s->set->pieces[p];
		size_t from = s->carriers.n;
		for (uint32_t g = 0; g < piece->glyph_count; g++) {
			Glyph *glyph = (Glyph *)&piece->glyphs[g];
			if (is_hyphen(piece, glyph) || glyph->cluster >= s->line->ink_end)
				continue;
			uint32_t cluster = cluster_index(s->text, glyph->cluster);
			if (s->carriers.n > from && s->carriers.at[s->carriers.n - 1].cluster == cluster) {
				s->carriers.at[s->carriers.n - 1].last = glyph;
				continue;
			}
			Carrier *c = list_push(s->scratch, &s->carriers);
			*c = (Carrier){ .piece = piece, .first = glyph, .last = glyph, .cluster = cluster };
			c->lead = cluster == first_cluster ? 0 : s->text->clusters[cluster].lead;
			gives_of(s->text, cluster, s->rules, cluster == last_cluster, cluster == first_cluster, c->gives);
			for (int k = 0; k < GIVE_COUNT; k++) {
				s->totals[k].stretch += c->gives[k].stretch;
				s->totals[k].shrink += c->gives[k].shrink;
				s->over[k] += c->gives[k].over ? c->gives[k].stretch : 0;
				s->under[k] += c->gives[k].under;
			}
		}
	}
}

static const int tier_of[GIVE_COUNT] = { [GIVE_MARK] = 1, [GIVE_AUTOSPACE] = 2, [GIVE_SPREAD] = 3 };
#define TIERS 4

/* Shares `amount` in proportion to weights whose sum is `sum`; the kinds' parts add up to it exactly. */
static void share_out(Len amount, const Len weights[GIVE_COUNT], int64_t sum, Len parts[GIVE_COUNT]) {
	int64_t seen = 0;
	Len given = 0;
	for (int k = 0; k < GIVE_COUNT; k++) {
		seen += weights[k];
		Len upto = (Len)((int64_t)amount * seen / sum);
		parts[k] += upto - given;
		given = upto;
	}
}

/* How much each kind takes of `room`. Returns what is left. */
static Len plan(const Spread *s, Len room, Len parts[GIVE_COUNT]) {
	Len left = room < 0 ? -room : room;
	for (int k = 0; k < GIVE_COUNT; k++)
		parts[k] = 0;
	for (int tier = 0; tier < TIERS && left > 0; tier++) {
		Len weights[GIVE_COUNT] = { 0 };
		int64_t sum = 0;
		for (int k = 0; k < GIVE_COUNT; k++) {
			weights[k] = tier_of[k] == tier ? (room > 0 ? s->totals[k].stretch : s->totals[k].shrink) : 0;
			sum += weights[k];
		}
		Len taken = left < sum ? left : (Len)sum;
		if (sum > 0)
			share_out(taken, weights, sum, parts);
		left -= taken;
	}
	const Len *more = room > 0 ? s->over : s->under;
	int64_t most = 0;
	for (int k = 0; k < GIVE_COUNT; k++)
		most += more[k];
	Len taken = room > 0 || left < most ? left : (Len)most;
	if (taken > 0 && most > 0) {
		share_out(taken, more, most, parts);
		left -= taken;
	}
	for (int k = 0; k < GIVE_COUNT && room < 0; k++)
		parts[k] = -parts[k];
	return room < 0 ? -left : left;
}

static int glyph_limit(const Spread *s, const LinePiece *piece, bool grows) {
	if (!s->rules->letters || !piece->run)
		return 0;
	return grows ? piece->run->typography->glyph_stretch : piece->run->typography->glyph_shrink;
}

/* Widens the glyphs of every piece whose script allows it by `thousandths`. Returns by how much the line's ink grew. */
static Len scale_glyphs(Spread *s, int thousandths) {
	Len grown = 0;
	for (size_t i = 0; i < s->carriers.n; i++) {
		Carrier *c = &s->carriers.at[i];
		if (glyph_limit(s, c->piece, thousandths > 0) == 0 || s->text->clusters[c->cluster].space)
			continue;
		c->piece->stretch = 1000 + thousandths;
		for (Glyph *g = c->first; g <= c->last; g++) {
			Len advance = len_scale(g->advance, 1000 + thousandths, 1000);
			grown += advance - g->advance;
			c->piece->width += advance - g->advance;
			g->advance = advance;
			g->x_offset = len_scale(g->x_offset, 1000 + thousandths, 1000);
		}
	}
	return grown;
}

static Len stretch_glyphs(Spread *s, Len wanted) {
	Len width = 0;
	int limit = 0;
	for (size_t i = 0; i < s->carriers.n; i++) {
		int own = glyph_limit(s, s->carriers.at[i].piece, wanted > 0);
		if (s->carriers.at[i].gives[GIVE_GLYPH].stretch || s->carriers.at[i].gives[GIVE_GLYPH].shrink)
			width += s->text->clusters[s->carriers.at[i].cluster].width;
		limit = own > 0 && (limit == 0 || own < limit) ? own : limit;
	}
	if (width == 0 || limit == 0)
		return 0;
	int thousandths = (int)((int64_t)wanted * 1000 / width);
	thousandths = thousandths > limit ? limit : thousandths < -limit ? -limit : thousandths;
	return thousandths ? scale_glyphs(s, thousandths) : 0;
}

/* Adds blank before a cluster in visual order (left of it) or behind it (right). */
static void add_left(Carrier *c, Len add) {
	c->first->x_offset += add;
	c->first->advance += add;
	c->piece->width += add;
}

static void add_right(Carrier *c, Len add) {
	c->last->advance += add;
	c->piece->width += add;
}

static void add_behind(Carrier *c, Len add) {
	if (c->piece->run && c->piece->run->level % 2)
		add_left(c, add);
	else
		add_right(c, add);
}

static void squeeze_mark(Carrier *c, Len add) {
	Len left = len_scale(add, c->lead, c->gives[GIVE_MARK].shrink);
	add_left(c, left);
	add_right(c, add - left);
}

static void distribute(Spread *s, const Len parts[GIVE_COUNT], bool grows) {
	int64_t seen[GIVE_COUNT] = { 0 };
	Len given[GIVE_COUNT] = { 0 };
	for (size_t i = 0; i < s->carriers.n; i++) {
		Carrier *c = &s->carriers.at[i];
		for (int k = 0; k < GIVE_COUNT; k++) {
			Len own = grows ? c->gives[k].stretch : c->gives[k].shrink + c->gives[k].under;
			Len all = grows ? s->totals[k].stretch : s->totals[k].shrink + s->under[k];
			if (own == 0 || parts[k] == 0)
				continue;
			seen[k] += own;
			Len upto = (Len)((int64_t)parts[k] * seen[k] / all);
			if (k == GIVE_MARK)
				squeeze_mark(c, upto - given[k]);
			else
				add_behind(c, upto - given[k]);
			given[k] = upto;
		}
	}
}

static void note_spaces(const Spread *s) {
	for (size_t i = 0; i < s->carriers.n; i++) {
		const Carrier *c = &s->carriers.at[i];
		const Cluster *cluster = &s->text->clusters[c->cluster];
		if (!cluster->space || cluster->width <= 0)
			continue;
		int space = (int)((int64_t)c->last->advance * 1000 / cluster->width);
		s->set->space = space > s->set->space ? space : s->set->space;
	}
}

#define SPREAD_MOST 5                                        /* times what clusters may be spread with ease */

/* Whether the line would be nothing but gaps, worse than a ragged one: spaces, or the marks for them, over twice their limit, or
 * clusters that fall apart. Between phrases, in scripts without word spaces, a gap may be twice as wide again. */
static bool is_hopeless(const Spread *s, const Len parts[GIVE_COUNT]) {
	int limit = s->rules->space_limit > 1000 ? s->rules->space_limit : 2000;
	Len natural = 0;
	for (size_t i = 0; i < s->carriers.n; i++)
		if (s->carriers.at[i].gives[GIVE_SPACE].stretch > 0)
			natural += s->text->clusters[s->carriers.at[i].cluster].width;
	bool phrases = s->totals[GIVE_SPREAD].stretch > 0, gaps = natural > 0 && parts[GIVE_SPACE] > len_scale(natural, (phrases ? 4 : 2) * limit, 1000);
	return gaps || (phrases && parts[GIVE_SPREAD] > SPREAD_MOST * s->totals[GIVE_SPREAD].stretch);
}

static void drop(Spread *s, GiveKind kind) {
	s->totals[kind] = (Give){ 0 };
}

static Len spread_in(Spread *s, Shaper *shaper, Len room) {
	Len parts[GIVE_COUNT];
	collect(s);
	plan(s, room, parts);
	if (room > 0 && is_hopeless(s, parts))
		return room;
	if (parts[GIVE_KASHIDA] > 0) {
		room -= stretch_words(s->job, shaper, s->text, s->line, s->set, parts[GIVE_KASHIDA]);
		collect(s);
	}
	drop(s, GIVE_KASHIDA);
	plan(s, room, parts);
	if (parts[GIVE_GLYPH])
		room -= stretch_glyphs(s, parts[GIVE_GLYPH]);
	drop(s, GIVE_GLYPH);
	Len left = plan(s, room, parts);
	distribute(s, parts, room > 0);
	note_spaces(s);
	return left;
}

Len spread_line(Job *job, Shaper *shaper, const Text *text, const Line *line, SetLine *set, const BreakRules *rules, Len room) {
	Spread s = { .job = job, .scratch = arena_make(), .text = text, .line = line, .rules = rules, .set = set };
	Len left = spread_in(&s, shaper, room);
	arena_free(s.scratch);
	return left;
}
