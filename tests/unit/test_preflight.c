/* Preflight on pages made by hand: what is reported, where, and what is left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "preflight/preflight.h"

typedef struct {
	Arena *arena;
	Job job;
	Issue issue;
	PagePlan plan[8];
	Layout layout;
	Locale locale;
	Typography typography;
	ParagraphStyle style;
	OwnerNode owners[2];
	Block block, *blocks[1];
	TextMark mark;
	Document document;
	Picture picture;
	Page page[8];
	Item items[4];
	Face face;
	Glyph glyphs[4][3];
	PageLine lines[4];
	Pages pages;
} Made;

static Made *make(size_t pages) {
	Arena *arena = arena_make();
	Made *m = arena_new(arena, Made);
	SourceFile *file = file_of_text(arena, STR("issue.yaml"), STR("one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n"));
	m->arena = arena;
	m->job = (Job){ arena, diag_make(arena, STR("en")) };
	m->issue = (Issue){ .file = file, .pages = m->plan, .page_count = pages };
	m->locale = (Locale){ .tag = STR("en"), .script = STR("Latn") };
	m->typography = (Typography){ .space_stretch_limit = 2000 };
	m->face = (Face){ .upem = 1000, .word_space = 250 };
	m->style = (ParagraphStyle){ .align = ALIGN_JUSTIFY };
	m->mark = (TextMark){ 0, { file, 4, 3 } };
	m->block = (Block){ .style = &m->style, .language = STR("en"), .text = STR("two"), .marks = &m->mark, .mark_count = 1, .pos = m->mark.pos };
	m->blocks[0] = &m->block;
	m->owners[1] = (OwnerNode){ .pos = { file, 8, 5 } };
	m->document = (Document){ .issue = &m->issue, .layout = &m->layout, .locale = &m->locale, .typography = &m->typography,
		.owners = m->owners, .owner_count = 2, .blocks = m->blocks, .block_count = 1 };
	m->picture = (Picture){ .path = STR("map.png"), .width = 300, .height = 300 };
	m->pages = (Pages){ .pages = m->page, .page_count = pages };
	for (size_t i = 0; i < pages; i++) {
		m->plan[i].pos = (Pos){ file, file->line_starts[i], 3 };
		m->page[i].number = (int)i + 1;
	}
	return m;
}

static void place_picture(Made *m, size_t page, size_t at, Len width, Len height) {
	m->items[at] = (Item){ .kind = ITEM_PICTURE, .owner = 1, .width = width, .height = height, .picture = &m->picture };
	if (m->page[page].item_count++ == 0)
		m->page[page].items = &m->items[at];
}

/* The line "a b" in 10 pt: its space is 2.5 pt by nature, here `space`. */
static void place_line(Made *m, size_t at, const char *story, Len space) {
	Glyph glyphs[3] = { { .cluster = 0, .advance = 5 * space }, { .cluster = 1, .advance = space }, { .cluster = 2, .advance = 5 * space } };
	for (int i = 0; i < 3; i++)
		m->glyphs[at][i] = glyphs[i];
	m->items[at] = (Item){ .kind = ITEM_GLYPHS, .face = &m->face, .size = LEN_OF_PT(10), .glyphs = m->glyphs[at], .glyph_count = 3,
		.text = STR("a b"), .end = 3 };
	m->lines[at] = (PageLine){ .story = str_of(story), .first_item = (uint32_t)at, .item_count = 1 };
	m->page[0].items = m->items;
	m->page[0].lines = m->lines;
	m->page[0].line_count = at + 1;
}

/* Runs the checks and frees; what was said is judged before by `judge`. */
static void run(Made *m, void (*judge)(const Diag *diag)) {
	preflight_check(&m->job, &m->document, &m->pages, NULL);
	judge(m->job.diag);
	arena_free(m->arena);
}

static const Message *only_message(const Diag *diag, Rule rule, Severity severity, uint32_t line) {
	assert_int_equal(diag->messages.n, 1);
	const Message *message = &diag->messages.at[0];
	assert_int_equal(message->rule, rule);
	assert_int_equal(message->severity, severity);
	assert_int_equal(pos_line_column(message->pos).line, line);
	return message;
}

static void nothing(const Diag *diag) {
	assert_int_equal(diag->messages.n, 0);
}

static void six_pages(const Diag *diag) {
	const Message *message = only_message(diag, RULE_PAGE_COUNT, SEVERITY_WARNING, 6);
	assert_true(str_find(message->help, "add 2 or take 2 away", 0) != SIZE_MAX);
}

static void sheets_are_four_pages(void **state) {
	(void)state;
	run(make(4), nothing);
	run(make(8), nothing);
	run(make(6), six_pages);
}

static void coarse(const Diag *diag) {
	const Message *message = only_message(diag, RULE_IMAGE_RESOLUTION, SEVERITY_WARNING, 3);
	assert_true(str_find(message->text, "only 149 pixels an inch", 0) != SIZE_MAX);
	assert_true(str_find(message->text, "on page 2", 0) != SIZE_MAX);
}

static void pictures_below_150_ppi_are_coarse(void **state) {
	(void)state;
	Made *m = make(4);
	place_picture(m, 1, 0, LEN_OF_PT(144), LEN_OF_PT(144));  /* 300 pixels on 2 in: exactly 150 */
	run(m, nothing);
	m = make(4);
	place_picture(m, 1, 0, LEN_OF_PT(144), LEN_OF_PT(144.9));     /* 149.07: rounded at the end */
	run(m, coarse);
}

static void picture_is_judged_once_where_it_is_largest(void **state) {
	(void)state;
	Made *m = make(4);
	place_picture(m, 0, 0, LEN_OF_PT(200), LEN_OF_PT(200));
	place_picture(m, 1, 1, LEN_OF_PT(145), LEN_OF_PT(144));
	place_picture(m, 1, 2, LEN_OF_PT(200), LEN_OF_PT(200));
	preflight_check(&m->job, &m->document, &m->pages, NULL);
	const Message *message = only_message(m->job.diag, RULE_IMAGE_RESOLUTION, SEVERITY_WARNING, 3);
	assert_true(str_find(message->text, "108 pixels an inch at its size on page 1", 0) != SIZE_MAX);
	arena_free(m->arena);
}

static void loose(const Diag *diag) {
	const Message *message = only_message(diag, RULE_LINE_LOOSE, SEVERITY_NOTE, 2);
	assert_true(str_find(message->text, "2.5 times", 0) != SIZE_MAX);
	assert_true(str_find(message->note, "1 other loose line", 0) != SIZE_MAX);
}

static void widest_line_of_an_article_is_noted(void **state) {
	(void)state;
	Made *m = make(4);
	place_line(m, 0, "harvest", LEN_OF_PT(5));               /* twice the natural space: at the limit */
	run(m, nothing);
	m = make(4);
	place_line(m, 0, "harvest", LEN_OF_PT(5) + 10);
	place_line(m, 1, "harvest", LEN_OF_PT(6.25));
	place_line(m, 2, "harvest", LEN_OF_PT(3));
	run(m, loose);
}

static void each_article_has_its_own_note(void **state) {
	(void)state;
	Made *m = make(4);
	place_line(m, 0, "harvest", LEN_OF_PT(7));
	place_line(m, 1, "hall", LEN_OF_PT(7));
	preflight_check(&m->job, &m->document, &m->pages, NULL);
	assert_int_equal(m->job.diag->messages.n, 2);
	arena_free(m->arena);
}

static void ragged_and_last_lines_are_never_loose(void **state) {
	(void)state;
	Made *m = make(4);
	place_line(m, 0, "harvest", LEN_OF_PT(9));
	m->lines[0].last = true;
	run(m, nothing);
	m = make(4);
	place_line(m, 0, "harvest", LEN_OF_PT(9));
	m->style.align = ALIGN_START;
	run(m, nothing);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sheets_are_four_pages),
		cmocka_unit_test(pictures_below_150_ppi_are_coarse),
		cmocka_unit_test(picture_is_judged_once_where_it_is_largest),
		cmocka_unit_test(widest_line_of_an_article_is_noted),
		cmocka_unit_test(each_article_has_its_own_note),
		cmocka_unit_test(ragged_and_last_lines_are_never_loose),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
