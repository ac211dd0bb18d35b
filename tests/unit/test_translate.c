/* Units and what they stand on: canonical text, hashes, Markdown out and in, sentences, likeness, alignment. */
#include <string.h>

#include "translate/exchange.h"
#include "support.h"

static Arena *arena;

static int set_up(void **state) {
	(void)state;
	arena = arena_make();
	return 0;
}

static int tear_down(void **state) {
	(void)state;
	arena_free(arena);
	return 0;
}

static Str canonical(const char *markdown) {
	const Tokens *tokens = markdown_read(arena, str_of(markdown));
	return tokens ? tokens_canonical(arena, tokens) : STR("(none)");
}

static Units units_of(const char *body) {
	Job job = { arena, diag_make(arena, STR("")) };
	Str text = str_printf(arena, "---\nid: article\n---\n\n%s\n", body);
	return units_of_article(&job, issue_read_article(&job, file_of_text(arena, STR("article.md"), text)));
}

/* ---- identity ---- */

static void a_hash_is_the_start_of_sha_256_over_kind_and_text(void **state) {
	(void)state;
	assert_str(hash_unit(arena, UNIT_PARAGRAPH, STR("abc")), "bdb659ea56a900d1");
	assert_str(hash_unit(arena, UNIT_TITLE, STR("")), "1ec72b6861fee992");
}

static void the_way_of_typing_is_no_part_of_the_text(void **state) {
	(void)state;
	static const char *const same[][2] = {
		{ "one two", "one\ntwo" },
		{ "*a*", "_a_" },
		{ "**a** b", "__a__ b" },
		{ "a  b", "a b" },
		{ "cafe\u0301", "caf\u00E9" },
		{ "[x](https://a.b)", "[x](<https://a.b>)" },
		{ "<https://a.b>", "[https://a.b](https://a.b)" },
		{ "a\\!b", "a!b" },
		{ "[x]{lang=fr dir=ltr}", "[x]{dir=ltr lang=fr}" },
		{ "x <!-- hint --> y", "x y" },
		{ "``a``", "`a`" },
	};
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		assert_str(canonical(same[i][0]), str_z(arena, canonical(same[i][1])));
}

static void what_means_something_is_part_of_the_text(void **state) {
	(void)state;
	assert_str(canonical("a [b](#c)[^d] *e* `f`"), "a <a href=\"#c\">b</a><note ref=\"d\"/> <em>e</em> <code>f</code>");
	assert_str(
		canonical("{date 2031-02-01 style=long}\\\n{number 5}"),
		"<data name=\"date\" argument=\"2031-02-01\" style=\"long\"/><br/><data name=\"number\" argument=\"5\"/>");
	assert_str(canonical("a\u00A0b & \\<c"), "a\u00A0b &#38; &#60;c");
	assert_false(str_eq(canonical("[x]{lang=fr}"), canonical("[x]{lang=de}")));
	assert_false(str_eq(canonical("*a*"), canonical("**a**")));
}

static void units_have_kinds_holders_and_ids(void **state) {
	(void)state;
	Units units = units_of(
		"# T\n\n> [!short] S\n\nText.[^n]\n\nText.[^n]\n\n> [!sidebar] B {#box}\n>\n> - one\n\n> [!figure] {#f}\n>\n"
		"> ![Alt](x.png \"Credit\")\n>\n> Caption.\n\n| a | b |\n| - | - |\n| c | d |\n\n[^n]: Note.");
	static const char *const kinds[] = { "title",  "short",   "p",    "p",    "box",  "item", "alt",
		                                 "credit", "caption", "cell", "cell", "cell", "cell", "note" };
	assert_int_equal(units.n, sizeof kinds / sizeof *kinds);
	for (size_t i = 0; i < units.n; i++)
		assert_string_equal(unit_kind_names[units.at[i].kind], kinds[i]);
	assert_str(units.at[3].id, str_z(arena, str_printf(arena, STR_FMT "-2", STR_ARG(units.at[2].id))));
	assert_str(units.at[5].anchor, "sidebar box");
	assert_str(units.at[8].anchor, "figure f");
	assert_str(units.at[13].anchor, "note n");
	assert_str(
		str_sub(units.file->text, units.at[6].content.offset, units.at[6].content.offset + units.at[6].content.length),
		"Alt");
	assert_str(
		str_sub(units.file->text, units.at[7].content.offset, units.at[7].content.offset + units.at[7].content.length),
		"Credit");
}

static void comments_before_a_block_or_in_it_are_for_translators(void **state) {
	(void)state;
	Units units =
		units_of("# T\n\n<!-- of the farm -->\n\nOne.\n\nTwo <!-- the number -->\n\n<!-- quoin-ignore x -->\n\nThree.");
	assert_str(unit_comment(arena, &units.at[0]), "");
	assert_str(unit_comment(arena, &units.at[1]), "of the farm");
	assert_str(unit_comment(arena, &units.at[2]), "the number");
	assert_str(unit_comment(arena, &units.at[3]), "");
}

/* ---- Markdown ---- */

static void assert_round_trip(Str text) {
	const Tokens *tokens = tokens_of_text(arena, text, POS_NONE);
	Str markdown = markdown_of(arena, tokens);
	const Tokens *read = markdown_read(arena, markdown);
	if (!read || !str_eq(tokens_canonical(arena, read), tokens_canonical(arena, tokens)))
		fail_msg("'" STR_FMT "' became '" STR_FMT "'", STR_ARG(text), STR_ARG(markdown));
}

static void any_text_reads_back_as_it_was(void **state) {
	(void)state;
	static const char *const texts[] = {
		"# not a heading",
		"1. not an item",
		"- no",
		"+ no",
		"> no",
		"a *b* c",
		"snake_case_word",
		"_a_",
		"[x](y)",
		"![x](y)",
		"![",
		"wow!",
		"{date 2031-01-01}",
		"a \\ b",
		"ends \\",
		"`x`",
		"<b>",
		"a < b",
		"a <",
		"&amp;",
		"R&D",
		"R&D;",
		"~~~",
		"---",
		"===",
		"| a |",
		"[^note]",
		"[!sidebar]",
		"**bold**",
		"a * b",
		"2031. A year",
		"3.5 litres",
		"x <!-- y",
		"http://a.b/c_d_e",
		"#",
		"\\*",
		"``",
		"$5 {",
		"}",
		"]",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_round_trip(str_of(texts[i]));
}

static void any_mixture_of_signs_reads_back_as_it_was(void **state) {
	(void)state;
	static const char *const parts[] = { "*", "_", "`", "[", "]",      "(",      ")",      "{", "}",  "<", ">", "!",
		                                 "#", "-", "+", "1", ".",      "\\",     "&",      ";", "|",  "~", "=", "^",
		                                 ":", "a", "b", " ", "\u00E9", "\u6587", "\u2019", "/", "\"", "'" };
	uint32_t seed = 1;
	for (int round = 0; round < 6000; round++) {
		Buf text = { 0 };
		for (int i = 0; i < 12; i++) {
			seed = seed * 1664525 + 1013904223;
			buf_z(&text, parts[(seed >> 16) % (sizeof parts / sizeof *parts)]);
		}
		Str s = str_trim(str_copy(arena, buf_as_str(&text)));
		buf_free(&text);
		if (s.n)
			assert_round_trip(s);
		if (round % 500 == 0) {
			arena_free(arena);
			arena = arena_make();
		}
	}
}

static void codes_are_read_from_their_markdown(void **state) {
	(void)state;
	assert_int_equal(markdown_read_code(arena, STR("**"), STR("**"))->kind, CODE_STRONG);
	assert_str(markdown_read_code(arena, STR("["), STR("](https://a.b/c)"))->url, "https://a.b/c");
	assert_str(markdown_read_code(arena, STR("["), STR("]{lang=fa}"))->language, "fa");
	assert_str(markdown_read_code(arena, STR("[^n]"), STR(""))->label, "n");
	assert_int_equal(markdown_read_code(arena, STR("\\\n"), STR(""))->kind, CODE_BREAK);
	assert_null(markdown_read_code(arena, STR("**"), STR("*")));
	assert_null(markdown_read_code(arena, STR("\n\n# x\n\n"), STR("")));
	assert_null(markdown_read_code(arena, STR(""), STR("")));
	assert_null(markdown_read_code(arena, STR("[a](b)"), STR("]")));
}

/* ---- sentences ---- */

static void assert_sentences(const char *language, const char *markdown, const char *expected) {
	Job job = { arena, diag_make(arena, STR("")) };
	const Segments *segments = segments_of(&job, segmenter_open(&job, STR("layouts"), str_of(language)),
	                                       markdown_read(arena, str_of(markdown)));
	Buf out = { 0 };
	for (size_t i = 0; i < segments->n; i++) {
		if (segments->at[i].between)
			buf_z(&out, "|");
		else
			buf_str(&out, markdown_of(arena, &segments->at[i].tokens));
	}
	assert_str(buf_as_str(&out), expected);
	buf_free(&out);
}

static void sentences_end_where_a_reader_would_end_them(void **state) {
	(void)state;
	assert_sentences("en", "One. Two? Three", "One.|Two?|Three");
	assert_sentences("en", "One\nline. Two", "One line.|Two");
	assert_sentences("en", "By Dr. Hale of St. Albans. Next.", "By Dr. Hale of St. Albans.|Next.");
	assert_sentences("en", "See p. 4, e.g. Smith. R. Surtees wrote it.", "See p. 4, e.g. Smith.|R. Surtees wrote it.");
	assert_sentences("en", "One.[^a] Two.", "One.[^a]|Two.");
	assert_sentences("en", "*One.* Two.", "*One.*|Two.");
	assert_sentences("en", "*One. Two.* Three.", "*One. Two.*|Three.");
	assert_sentences("en", "On [p. {page}](#x). Two.", "On [p. {page}](#x).|Two.");
	assert_sentences("fr", "M. Hale, n°. 5. Deux.", "M. Hale, n°. 5.|Deux.");
	assert_sentences("ca", "Vegeu p. ex. Smith. Dos.", "Vegeu p. ex. Smith.|Dos.");
	assert_sentences("cs", "Dne 3. Brno. Dva.", "Dne 3. Brno.|Dva.");
	assert_sentences("ar", "قال د. حسن. ثم ذهب. هل؟ نعم", "قال د. حسن.|ثم ذهب.|هل؟|نعم");
	assert_sentences("zh-Hans", "第一句。第二句。", "第一句。第二句。");
	assert_sentences("th", "ประโยค. Two.", "ประโยค. Two.");
}

/* ---- likeness ---- */

static void likeness_counts_characters_and_masks_digits(void **state) {
	(void)state;
	assert_int_equal(similarity_of(arena, STR("abcd"), STR("abcd"), 75), 100);
	assert_int_equal(similarity_of(arena, STR("In 2006 it was"), STR("In 2007 it was"), 75), 100);
	assert_int_equal(similarity_of(arena, STR("abcd"), STR("abxd"), 75), 75);
	assert_int_equal(similarity_of(arena, STR("abcd"), STR("abxy"), 75), 0);
	assert_int_equal(similarity_of(arena, STR("abcd"), STR(""), 75), 0);
	assert_int_equal(similarity_of(arena, STR(""), STR(""), 75), 100);
}

static unsigned distance_of(const char *a, size_t n, const char *b, size_t m) {
	if (n == 0 || m == 0)
		return (unsigned)(n + m);
	unsigned best = distance_of(a, n - 1, b, m - 1) + (a[n - 1] != b[m - 1]);
	unsigned up = distance_of(a, n - 1, b, m) + 1, left = distance_of(a, n, b, m - 1) + 1;
	return best < up ? (best < left ? best : left) : (up < left ? up : left);
}

static void likeness_agrees_with_the_plain_definition(void **state) {
	(void)state;
	uint32_t seed = 7;
	for (int round = 0; round < 300; round++) {
		char a[8], b[8];
		size_t n = 1 + (seed >> 20) % 6, m = 1 + (seed >> 24) % 6;
		for (size_t i = 0; i < 8; i++) {
			seed = seed * 1664525 + 1013904223;
			a[i] = (char)('a' + (seed >> 16) % 3);
			b[i] = (char)('a' + (seed >> 20) % 3);
		}
		size_t longer = n > m ? n : m;
		unsigned d = distance_of(a, n, b, m), expected = (unsigned)((longer - d) * 100 / longer);
		unsigned found = similarity_of(arena, (Str){ a, n }, (Str){ b, m }, 50);
		assert_int_equal(found, d <= longer * 50 / 100 ? expected : 0);
	}
}

/* ---- alignment ---- */

static void assert_partners(const char *source, const char *target, const char *expected) {
	Units s = units_of(source), t = units_of(target);
	size_t partner[64];
	Buf out = { 0 };
	for (size_t i = 0; i < s.n; i++)
		partner[i] = SIZE_MAX;
	units_align(&s, &t, partner);
	for (size_t i = 0; i < s.n; i++)
		buf_printf(&out, partner[i] == SIZE_MAX ? "- " : "%zu ", partner[i]);
	assert_str(buf_as_str(&out), expected);
	buf_free(&out);
}

static void equal_structures_align_one_to_one(void **state) {
	(void)state;
	assert_partners("# T\n\nOne two three.\n\n## H\n\nFour.", "# t\n\nun deux trois.\n\n## h\n\nquatre.", "0 1 2 3 ");
}

static void a_paragraph_that_is_missing_is_found_by_its_length_and_codes(void **state) {
	(void)state;
	assert_partners(
		"# T\n\nA long paragraph of many words that goes on and on.\n\nShort.\n\nWith a [link](https://a.b) and more.",
		"# t\n\nUn long alinéa de beaucoup de mots qui continue sans fin.\n\nAvec un [lien](https://a.b) et plus.",
		"0 1 - 2 ");
}

static void boxes_and_notes_are_found_by_id_and_label_wherever_they_stand(void **state) {
	(void)state;
	assert_partners(
		"# T\n\n> [!box] {#a}\n>\n> One.\n\n> [!box] {#b}\n>\n> Two.\n\nX[^m] y[^n].\n\n[^m]: M.\n\n[^n]: N.",
		"# t\n\n> [!box] {#b}\n>\n> Deux.\n\n> [!box] {#a}\n>\n> Un.\n\nX[^m] y[^n].\n\n[^n]: N.\n\n[^m]: M.",
		"0 2 1 3 5 4 ");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_hash_is_the_start_of_sha_256_over_kind_and_text, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_way_of_typing_is_no_part_of_the_text, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_means_something_is_part_of_the_text, set_up, tear_down),
		cmocka_unit_test_setup_teardown(units_have_kinds_holders_and_ids, set_up, tear_down),
		cmocka_unit_test_setup_teardown(comments_before_a_block_or_in_it_are_for_translators, set_up, tear_down),
		cmocka_unit_test_setup_teardown(any_text_reads_back_as_it_was, set_up, tear_down),
		cmocka_unit_test_setup_teardown(any_mixture_of_signs_reads_back_as_it_was, set_up, tear_down),
		cmocka_unit_test_setup_teardown(codes_are_read_from_their_markdown, set_up, tear_down),
		cmocka_unit_test_setup_teardown(sentences_end_where_a_reader_would_end_them, set_up, tear_down),
		cmocka_unit_test_setup_teardown(likeness_counts_characters_and_masks_digits, set_up, tear_down),
		cmocka_unit_test_setup_teardown(likeness_agrees_with_the_plain_definition, set_up, tear_down),
		cmocka_unit_test_setup_teardown(equal_structures_align_one_to_one, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_paragraph_that_is_missing_is_found_by_its_length_and_codes, set_up,
		                                tear_down),
		cmocka_unit_test_setup_teardown(boxes_and_notes_are_found_by_id_and_label_wherever_they_stand, set_up,
		                                tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
