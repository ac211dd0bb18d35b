/* Line breaking on made-up clusters: what the search finds is compared with the best of all possible ways to break. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "paragraph/internal.h"

typedef struct {
	Arena *arena;
	Job job;
	Text text;
	Block block;
} Sample;

/* A text from a pattern: letters are clusters of 5 pt, '_' a space of 3 pt, '-' a hyphenation point, '~' an allowed break
 * without a mark, '!' a forced line end. */
static void make_sample(Sample *s, const char *pattern) {
	memset(s, 0, sizeof *s);
	s->arena = arena_make();
	s->job = (Job){ s->arena, diag_make(s->arena, STR("en")) };
	size_t n = strlen(pattern);
	char *bytes = arena_alloc(s->arena, n + 1);
	Cluster *clusters = arena_array(s->arena, Cluster, n + 1);
	uint32_t count = 0;
	BreakKind before = BREAK_NONE;
	for (size_t i = 0; i < n; i++) {
		char c = pattern[i];
		if (c == '-' || c == '~' || c == '!') {
			before = c == '-' ? BREAK_HYPHEN : c == '~' ? BREAK_ALLOWED : BREAK_FORCED;
			continue;
		}
		bool space = c == '_';
		bytes[count] = space ? ' ' : c;
		clusters[count] = (Cluster){ .start = count, .end = count + 1, .width = space ? LEN_OF_PT(3) : LEN_OF_PT(5), .break_before = before,
			                         .space = space };
		before = space ? BREAK_ALLOWED : BREAK_NONE;
		count++;
	}
	s->text = (Text){ .block = &s->block, .text = { bytes, count }, .clusters = clusters, .cluster_count = count, .size = LEN_OF_PT(10),
		              .hyphen_width = LEN_OF_PT(3) };
}

static BreakRules plain_rules(void) {
	return (BreakRules){ .align = ALIGN_JUSTIFY, .space_min = 800, .space_max = 1330, .ladder = 2, .runt = 250 };
}

static Measure measure_of(double points) { return (Measure){ NULL, 0, { LEN_OF_PT(points), 0 }, 0 }; }

/* Costs from here on hold a ladder. */
#define LADDER 100000000000000

/* The least cost over all sets of breaks, tried one by one, with lines however loose. */
static int64_t cheapest(Sample *s, const Measure *measure, const BreakRules *rules) {
	uint32_t places[24], n = 0;
	for (uint32_t i = 1; i < s->text.cluster_count; i++)
		if (s->text.clusters[i].break_before != BREAK_NONE && s->text.clusters[i].break_before != BREAK_EMERGENCY)
			places[n++] = i;
	assert_true(n < 18);
	int64_t best = INT64_MAX;
	for (uint32_t set = 0; set < 1u << n; set++) {
		uint32_t breaks[25], count = 0;
		bool keeps_forced = true;
		for (uint32_t i = 0; i < n; i++) {
			if (set >> i & 1)
				breaks[count++] = places[i];
			else if (s->text.clusters[places[i]].break_before == BREAK_FORCED)
				keeps_forced = false;
		}
		breaks[count++] = s->text.cluster_count;
		int64_t cost = keeps_forced ? paragraph_cost_of(&s->job, &s->text, measure, rules, 2, breaks, count) : INT64_MAX;
		best = cost < best ? cost : best;
	}
	return best;
}

static void assert_optimal(const char *pattern, const Measure *measure, const BreakRules *rules) {
	Sample s;
	make_sample(&s, pattern);
	Lines *lines = paragraph_break(&s.job, NULL, &s.text, measure, rules);
	int64_t best = cheapest(&s, measure, rules);
	if (best < INT64_MAX)
		assert_int_equal(lines->demerits, best);
	arena_free(s.arena);
}

static uint32_t next_random(uint32_t *state) {
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

static void random_pattern(uint32_t *state, char *out) {
	size_t n = 0;
	uint32_t words = 4 + next_random(state) % 7, breaks = 0;
	for (uint32_t w = 0; w < words; w++) {
		uint32_t letters = 1 + next_random(state) % 8;
		for (uint32_t l = 0; l < letters; l++) {
			if (l > 1 && l + 2 < letters && breaks < 6 && next_random(state) % 3 == 0) {
				out[n++] = '-';
				breaks++;
			}
			out[n++] = (char)('a' + next_random(state) % 26);
		}
		if (w + 1 < words) {
			out[n++] = '_';
			breaks++;
		}
	}
	out[n] = 0;
}

static void the_search_finds_the_best_of_all_breaks(void **state) {
	(void)state;
	uint32_t seed = 7;
	char pattern[200];
	for (int i = 0; i < 400; i++) {
		random_pattern(&seed, pattern);
		Measure measure = measure_of(40 + next_random(&seed) % 60);
		BreakRules rules = plain_rules();
		rules.ladder = 1 + (int)(next_random(&seed) % 2);
		rules.space_floor = 600 + (int)(next_random(&seed) % 200);
		rules.hyphen_cost = next_random(&seed) % 2 ? 0 : 300 + (int)(next_random(&seed) % 6000);
		assert_optimal(pattern, &measure, &rules);
	}
}

static void the_best_is_found_over_lines_of_different_width(void **state) {
	(void)state;
	uint32_t seed = 99;
	char pattern[200];
	for (int i = 0; i < 200; i++) {
		random_pattern(&seed, pattern);
		LineSlot slots[2] = { { LEN_OF_PT(35 + next_random(&seed) % 20), LEN_OF_PT(10) }, { LEN_OF_PT(40 + next_random(&seed) % 20), 0 } };
		Measure measure = { slots, 2, { LEN_OF_PT(70), 0 }, 0 };
		BreakRules rules = plain_rules();
		assert_optimal(pattern, &measure, &rules);
	}
}

static void ragged_text_is_optimal_too(void **state) {
	(void)state;
	uint32_t seed = 5;
	char pattern[200];
	for (int i = 0; i < 200; i++) {
		random_pattern(&seed, pattern);
		Measure measure = measure_of(50 + next_random(&seed) % 50);
		BreakRules rules = plain_rules();
		rules.align = next_random(&seed) % 2 ? ALIGN_START : ALIGN_CENTRE;
		rules.even = next_random(&seed) % 2;
		assert_optimal(pattern, &measure, &rules);
	}
}

/* Clusters that give in every way: gaps, kashidas, full-width marks, the space beside letters, respelt breaks. */
static void make_mixed(Sample *s, uint32_t *seed) {
	static const Respelling respellings[2] = { { .change_before = LEN_OF_PT(2) }, { .change_after = LEN_OF_PT(3) } };
	for (uint32_t i = 1; i < s->text.cluster_count; i++) {
		Cluster *c = &s->text.clusters[i];
		if (c->space)
			continue;
		switch (next_random(seed) % 9) {
		case 0: c->gap = true; break;
		case 1: c->kashida = (uint8_t)(1 + next_random(seed) % 7); break;
		case 2: c->lead = c->width / 2; break;
		case 3: c->trail = c->width / 2; break;
		case 4: c->trail = c->width / 4; c->autospace = true; break;
		default: break;
		}
		if (c->break_before == BREAK_HYPHEN && next_random(seed) % 2)
			c->respelling = &respellings[next_random(seed) % 2];
	}
}

static void the_best_is_found_whatever_gives(void **state) {
	(void)state;
	uint32_t seed = 21;
	char pattern[200];
	static const JustifyKind kinds[] = { JUSTIFY_WORD, JUSTIFY_KASHIDA, JUSTIFY_CJK, JUSTIFY_CLUSTER };
	for (int i = 0; i < 400; i++) {
		Sample s;
		random_pattern(&seed, pattern);
		make_sample(&s, pattern);
		make_mixed(&s, &seed);
		Measure measure = measure_of(40 + next_random(&seed) % 60);
		BreakRules rules = plain_rules();
		rules.ladder = 1 + (int)(next_random(&seed) % 3);
		rules.letters = true;
		rules.letter_stretch = rules.letter_shrink = (int)(next_random(&seed) % 20);
		rules.glyph_stretch = rules.glyph_shrink = (int)(next_random(&seed) % 30);
		rules.justify = kinds[next_random(&seed) % 4];
		rules.space_floor = next_random(&seed) % 2 ? 670 : 0;
		rules.protrusion = next_random(&seed) % 2 ? 1000 : 0;
		Lines *lines = paragraph_break(&s.job, NULL, &s.text, &measure, &rules);
		int64_t best = cheapest(&s, &measure, &rules);
		if (best < INT64_MAX)
			assert_int_equal(lines->demerits, best);
		arena_free(s.arena);
	}
}

static void a_line_gives_before_its_spaces_grow_without_limit(void **state) {
	(void)state;
	Elastic give = { .stretch = 3000, .over = 1000, .shrink = 500 }, tight = { .shrink = 500, .under = 200 };
	assert_int_equal(elastic_ratio(give, 0), 0);
	assert_int_equal(elastic_ratio(give, 1500), 500);
	assert_int_equal(elastic_ratio(give, 3000), 1000);
	assert_int_equal(elastic_ratio(give, 4000), 2000);
	assert_int_equal(elastic_ratio(give, -250), -500);
	assert_int_equal(elastic_ratio(give, -501), INT32_MIN);
	assert_true(elastic_ratio((Elastic){ 0 }, 1) > 10000);
	assert_int_equal(elastic_ratio(tight, -500), -1000);
	assert_int_equal(elastic_ratio(tight, -600), -2000);
	assert_int_equal(elastic_ratio(tight, -700), RATIO_LEAST);
	assert_int_equal(elastic_ratio(tight, -701), INT32_MIN);
}

/* Beyond every limit too: otherwise the worst of several bad lines may be taken. */
static void what_is_worse_always_costs_more(void **state) {
	(void)state;
	static const char *const patterns[] = { "aaaa_bbbb_cccc", "aaaaaaaa_cccc", "aaaaaaaa~cccc" };
	for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++) {
		Sample s;
		make_sample(&s, patterns[p]);
		BreakRules rules = plain_rules();
		uint32_t breaks[2] = { p == 2 ? 8 : s.text.cluster_count - 4, s.text.cluster_count };
		int64_t before = 0;
		for (int points = 45; points < 600; points++) {
			Measure measure = measure_of(points);
			int64_t cost = paragraph_cost_of(&s.job, &s.text, &measure, &rules, 2, breaks, 2);
			assert_true(cost > before && cost < LADDER);
			before = cost;
		}
		arena_free(s.arena);
	}
}

static void spaces_are_tight_where_the_line_would_be_full_of_holes(void **state) {
	(void)state;
	Sample s;
	make_sample(&s, "aaaaaa_aaaaaa_aaaaaa_aaaaaa_aaaaaa_aaaaaa");
	Measure measure = measure_of(94.5);
	BreakRules rules = plain_rules();
	assert_int_equal(paragraph_break(&s.job, NULL, &s.text, &measure, &rules)->count, 3);
	rules.space_floor = 670;
	Lines *lines = paragraph_break(&s.job, NULL, &s.text, &measure, &rules);
	assert_int_equal(lines->count, 2);
	assert_true(lines->lines[0].ratio < -1000 && lines->lines[0].ratio >= RATIO_LEAST);
	arena_free(s.arena);
}

static void a_single_word_is_not_left_to_the_last_line(void **state) {
	(void)state;
	Sample s;
	make_sample(&s, "aa_aa_aa_aa_aa_aa_aa_aa_bb");
	Measure measure = measure_of(101);
	BreakRules rules = plain_rules();
	rules.runt = 0;
	assert_int_equal(paragraph_break(&s.job, NULL, &s.text, &measure, &rules)->lines[1].start, 24);
	rules.runt = 250;
	assert_int_equal(paragraph_break(&s.job, NULL, &s.text, &measure, &rules)->lines[1].start, 21);
	arena_free(s.arena);
}

static void what_stands_behind_the_last_cluster_does_not_give(void **state) {
	(void)state;
	Sample s;
	make_sample(&s, "ab");
	BreakRules rules = plain_rules();
	Give gives[GIVE_COUNT];
	rules.justify = JUSTIFY_CLUSTER;
	gives_of(&s.text, 0, &rules, false, false, gives);
	assert_true(gives[GIVE_SPREAD].stretch > 0 && gives[GIVE_SPREAD].over);
	gives_of(&s.text, 1, &rules, true, false, gives);
	assert_int_equal(gives[GIVE_SPREAD].stretch, 0);
	s.text.clusters[1].lead = LEN_PT;
	gives_of(&s.text, 1, &rules, false, false, gives);
	assert_int_equal(gives[GIVE_MARK].shrink, LEN_PT);
	gives_of(&s.text, 1, &rules, false, true, gives);
	assert_int_equal(gives[GIVE_MARK].shrink, 0);
	arena_free(s.arena);
}

static void a_full_stop_of_japanese_hangs_out_only_where_that_helps(void **state) {
	(void)state;
	Sample s;
	make_sample(&s, "aaaaa~bbb");
	char *bytes = arena_alloc(s.arena, 16);
	memcpy(bytes, "aaaa\xE3\x80\x82" "bbb", 10);
	s.text.text = (Str){ bytes, 10 };
	for (uint32_t i = 4; i < 8; i++) {
		s.text.clusters[i].start = i == 4 ? 4 : i + 2;
		s.text.clusters[i].end = i + 3;
	}
	s.text.clusters[4].trail = LEN_OF_PT(2.5);
	BreakRules rules = plain_rules();
	rules.hanging = true;
	Measure wide = measure_of(25), narrow = measure_of(21);
	assert_false(paragraph_break(&s.job, NULL, &s.text, &wide, &rules)->lines[0].hangs);
	Lines *lines = paragraph_break(&s.job, NULL, &s.text, &narrow, &rules);
	assert_true(lines->lines[0].hangs);
	assert_int_equal(lines->lines[0].end, 7);
	arena_free(s.arena);
}

static void every_cluster_is_in_exactly_one_line(void **state) {
	(void)state;
	uint32_t seed = 3;
	char pattern[200];
	for (int i = 0; i < 200; i++) {
		Sample s;
		random_pattern(&seed, pattern);
		make_sample(&s, pattern);
		Measure measure = measure_of(10 + next_random(&seed) % 80);
		BreakRules rules = plain_rules();
		Lines *lines = paragraph_break(&s.job, NULL, &s.text, &measure, &rules);
		uint32_t at = 0;
		for (uint32_t l = 0; l < lines->count; l++) {
			assert_int_equal(lines->lines[l].first_cluster, at);
			assert_true(lines->lines[l].cluster_end > at);
			at = lines->lines[l].cluster_end;
		}
		assert_int_equal(at, s.text.cluster_count);
		arena_free(s.arena);
	}
}

static void a_word_too_long_for_the_measure_is_kept(void **state) {
	(void)state;
	Sample s;
	make_sample(&s, "abcdefghij_abc");
	Measure measure = measure_of(30);
	BreakRules rules = plain_rules();
	Lines *lines = paragraph_break(&s.job, NULL, &s.text, &measure, &rules);
	assert_int_equal(lines->count, 2);
	assert_int_equal(lines->lines[0].end, 11);
	arena_free(s.arena);
}

static void an_emergency_break_is_taken_only_when_nothing_else_fits(void **state) {
	(void)state;
	Sample s;
	make_sample(&s, "abcdefghij_abc");
	for (uint32_t i = 1; i < 10; i++)
		s.text.clusters[i].break_before = BREAK_EMERGENCY;
	BreakRules rules = plain_rules();
	Measure narrow = measure_of(30), wide = measure_of(51);
	assert_int_equal(paragraph_break(&s.job, NULL, &s.text, &narrow, &rules)->count, 3);
	Lines *lines = paragraph_break(&s.job, NULL, &s.text, &wide, &rules);
	assert_int_equal(lines->count, 2);
	assert_int_equal(lines->lines[0].end, 11);
	arena_free(s.arena);
}

static void a_forced_line_end_ends_the_line(void **state) {
	(void)state;
	Sample s;
	make_sample(&s, "ab_cd_!ef_gh");
	Measure measure = measure_of(200);
	BreakRules rules = plain_rules();
	Lines *lines = paragraph_break(&s.job, NULL, &s.text, &measure, &rules);
	assert_int_equal(lines->count, 2);
	assert_int_equal(lines->lines[0].end, 6);
	assert_true(lines->lines[0].last && lines->lines[1].last);
	arena_free(s.arena);
}

static int longest_ladder(const Lines *lines) {
	int longest = 0, row = 0;
	for (uint32_t i = 0; i < lines->count; i++) {
		row = breaks_with_hyphen(lines->lines[i].end_kind) ? row + 1 : 0;
		longest = row > longest ? row : longest;
	}
	return longest;
}

static void hyphens_do_not_stand_in_a_ladder(void **state) {
	(void)state;
	Sample s;
	make_sample(&s, "aaa-aaa_bbb-bbb_ccc-ccc_ddd-ddd_eee-eee_fff-fff_ggg-ggg_hhh-hhh");
	Measure measure = measure_of(53);
	BreakRules rules = plain_rules();
	rules.ladder = 1;
	assert_true(longest_ladder(paragraph_break(&s.job, NULL, &s.text, &measure, &rules)) <= 1);
	arena_free(s.arena);
}

static void dearer_hyphens_are_fewer(void **state) {
	(void)state;
	uint32_t seed = 11, dear = 0, cheap = 0;
	char pattern[1300];
	for (int i = 0; i < 50; i++) {
		size_t n = 0;
		for (int k = 0; k < 6; k++) {
			if (k > 0)
				pattern[n++] = '_';
			random_pattern(&seed, pattern + n);
			n += strlen(pattern + n);
		}
		Sample s;
		make_sample(&s, pattern);
		Measure measure = measure_of(240);
		BreakRules rules = plain_rules();
		uint32_t usual = paragraph_break(&s.job, NULL, &s.text, &measure, &rules)->hyphens;
		rules.hyphen_cost = 1000;
		assert_int_equal(paragraph_break(&s.job, NULL, &s.text, &measure, &rules)->hyphens, usual);
		rules.hyphen_cost = 5000;
		dear += paragraph_break(&s.job, NULL, &s.text, &measure, &rules)->hyphens;
		rules.hyphen_cost = 300;
		cheap += paragraph_break(&s.job, NULL, &s.text, &measure, &rules)->hyphens;
		arena_free(s.arena);
	}
	if (dear * 4 >= cheap * 3)
		fail_msg("%u hyphens at five times the price, %u at a third of it", dear, cheap);
}

static void looseness_asks_for_a_line_more_and_gets_it_if_it_can_be_had(void **state) {
	(void)state;
	Sample s;
	make_sample(&s, "aaaa_bb_cccc_dd_eeee_ff_gggg_hh_iiii_jj_kkkk_ll_mmmm_nn_oooo_pp");
	Measure measure = measure_of(120);
	BreakRules rules = plain_rules();
	rules.space_max = 12000;
	uint32_t natural = paragraph_break(&s.job, NULL, &s.text, &measure, &rules)->count;
	rules.looseness = 1;
	assert_int_equal(paragraph_break(&s.job, NULL, &s.text, &measure, &rules)->count, natural + 1);
	rules.looseness = -3;
	assert_int_equal(paragraph_break(&s.job, NULL, &s.text, &measure, &rules)->count, natural);
	arena_free(s.arena);
}

static void the_end_of_a_divided_word_is_not_left_alone(void **state) {
	(void)state;
	Sample s;
	make_sample(&s, "a_a_a_a_a_a_a_a_a_a_aaaaaa-bb");
	Measure measure = measure_of(113);
	BreakRules rules = plain_rules();
	rules.runt = 0;
	assert_int_equal(paragraph_break(&s.job, NULL, &s.text, &measure, &rules)->lines[1].start, 26);
	rules.runt = 250;
	assert_int_equal(paragraph_break(&s.job, NULL, &s.text, &measure, &rules)->lines[1].start, 20);
	arena_free(s.arena);
}

static void a_line_more_or_less_is_not_had_by_a_ladder(void **state) {
	(void)state;
	uint32_t seed = 11, changed = 0;
	char pattern[200];
	for (int i = 0; i < 400; i++) {
		Sample s;
		random_pattern(&seed, pattern);
		make_sample(&s, pattern);
		Measure measure = measure_of(40 + next_random(&seed) % 40);
		BreakRules rules = plain_rules();
		rules.ladder = 1;
		rules.space_max = 5000;
		const Lines *best = paragraph_break(&s.job, NULL, &s.text, &measure, &rules);
		for (rules.looseness = -1; rules.looseness <= 1; rules.looseness += 2) {
			const Lines *lines = paragraph_break(&s.job, NULL, &s.text, &measure, &rules);
			changed += lines->count != best->count;
			assert_true(best->demerits >= LADDER || longest_ladder(lines) <= 1);
		}
		arena_free(s.arena);
	}
	assert_true(changed > 0);
}

static void a_drop_cap_is_left_out_of_the_lines(void **state) {
	(void)state;
	Sample s;
	make_sample(&s, "abc_def_ghi");
	Measure measure = measure_of(100);
	measure.skip = 1;
	BreakRules rules = plain_rules();
	Lines *lines = paragraph_break(&s.job, NULL, &s.text, &measure, &rules);
	assert_int_equal(lines->lines[0].start, 1);
	arena_free(s.arena);
}

static void marks_hang_out_by_a_part_of_their_width(void **state) {
	(void)state;
	Sample s;
	make_sample(&s, "abc.");
	BreakRules rules = plain_rules();
	assert_int_equal(protrusion_at_end(&s.text, &s.text.clusters[3], &rules), 0);
	rules.protrusion = 1000;
	assert_int_equal(protrusion_at_end(&s.text, &s.text.clusters[3], &rules), LEN_OF_PT(5) * 7 / 10);
	assert_int_equal(protrusion_at_end(&s.text, &s.text.clusters[0], &rules), 0);
	arena_free(s.arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_search_finds_the_best_of_all_breaks),
		cmocka_unit_test(the_best_is_found_over_lines_of_different_width),
		cmocka_unit_test(ragged_text_is_optimal_too),
		cmocka_unit_test(the_best_is_found_whatever_gives),
		cmocka_unit_test(a_line_gives_before_its_spaces_grow_without_limit),
		cmocka_unit_test(what_is_worse_always_costs_more),
		cmocka_unit_test(spaces_are_tight_where_the_line_would_be_full_of_holes),
		cmocka_unit_test(a_single_word_is_not_left_to_the_last_line),
		cmocka_unit_test(what_stands_behind_the_last_cluster_does_not_give),
		cmocka_unit_test(a_full_stop_of_japanese_hangs_out_only_where_that_helps),
		cmocka_unit_test(every_cluster_is_in_exactly_one_line),
		cmocka_unit_test(a_word_too_long_for_the_measure_is_kept),
		cmocka_unit_test(an_emergency_break_is_taken_only_when_nothing_else_fits),
		cmocka_unit_test(a_forced_line_end_ends_the_line),
		cmocka_unit_test(hyphens_do_not_stand_in_a_ladder),
		cmocka_unit_test(dearer_hyphens_are_fewer),
		cmocka_unit_test(looseness_asks_for_a_line_more_and_gets_it_if_it_can_be_had),
		cmocka_unit_test(the_end_of_a_divided_word_is_not_left_alone),
		cmocka_unit_test(a_line_more_or_less_is_not_had_by_a_ladder),
		cmocka_unit_test(a_drop_cap_is_left_out_of_the_lines),
		cmocka_unit_test(marks_hang_out_by_a_part_of_their_width),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
