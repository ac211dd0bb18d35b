/* Random articles through four layouts, of which one breaks boxes over columns, in both directions: every byte is on the pages once, notes stand where their calls
 * are, nothing lies over anything else, and it ends. QUOIN_STRESS sets the number of articles (default 100). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "page/page.h"

#define PAGES 40

typedef struct {
	uint32_t state;
	Buf text;
	Buf notes;
	unsigned note_count;
	const char *const *words;
} Author;

static const char *const latin_words[] = { "ship", "night", "passing", "voice", "darkness", "ocean", "of", "a", "and", "life", "characteristically",
	                                       "signal", "speak", "only", "the", "understanding", "we", "silence", "traffic", "in" };
static const char *const arabic_words[] = { "سفينة", "في", "الليل", "تمضي", "صوت", "بعيد", "الظلام", "وهكذا", "بحر", "الحياة", "نمر", "إشارة", "من",
	                                        "على", "المستقبل", "والتفاهم", "كل", "هذا", "المسؤوليات", "ثم" };

static uint32_t pick(Author *a, uint32_t n) {
	a->state = a->state * 1664525u + 1013904223u;
	return (a->state >> 16) % n;
}

static void write_words(Author *a, uint32_t count, bool notes) {
	for (uint32_t i = 0; i < count; i++) {
		buf_z(&a->text, a->words[pick(a, 20)]);
		if (notes && pick(a, 40) == 0 && a->note_count < 12) {
			a->note_count++;
			buf_printf(&a->text, "[^n%u]", a->note_count);
			buf_printf(&a->notes, "[^n%u]: ", a->note_count);
			for (uint32_t w = 3 + pick(a, 25); w > 0; w--)
				buf_printf(&a->notes, "%s ", a->words[pick(a, 20)]);
			buf_z(&a->notes, "end.\n\n");
		}
		buf_z(&a->text, i + 1 < count ? " " : ".");
	}
}

static void write_box(Author *a, unsigned number) {
	static const char *const kinds[] = { "sidebar", "box", "definition", "profile" };
	buf_printf(&a->text, "> [!%s] Title %u\n>\n> ", kinds[pick(a, 4)], number);
	write_words(a, 5 + pick(a, 90), true);
	buf_z(&a->text, "\n");
	if (pick(a, 2)) {
		buf_z(&a->text, ">\n");
		for (uint32_t i = 1 + pick(a, 5); i > 0; i--) {
			buf_z(&a->text, "> - ");
			write_words(a, 2 + pick(a, 15), false);
			buf_z(&a->text, "\n");
		}
	}
	buf_z(&a->text, "\n");
}

static void write_article(Author *a) {
	buf_z(&a->text, "---\nid: one\n---\n\n# A headline of some words\n\n");
	for (uint32_t i = 4 + pick(a, 24); i > 0; i--) {
		uint32_t kind = pick(a, 10);
		if (kind == 0)
			write_box(a, i);
		else if (kind == 1)
			buf_printf(&a->text, "## A heading %u\n\n", i);
		else if (kind == 2)
			buf_z(&a->text, "| One | Two |\n| :-- | --: |\n| a | 1 |\n| b c d | 2 |\n\n");
		if (kind == 3)
			buf_z(&a->text, "- ");
		write_words(a, 3 + pick(a, 120), true);
		buf_z(&a->text, "\n\n");
	}
	buf_str(&a->text, buf_as_str(&a->notes));
}

typedef struct {
	Arena *arena;
	Job job;
	Issue issue;
	Edition edition;
	Document *document;
	Pages *pages;
} Trial;

static void make_plan(Trial *t, const char *template) {
	t->issue.pages = arena_array(t->arena, PagePlan, PAGES);
	t->issue.page_count = PAGES;
	for (int p = 0; p < PAGES; p++) {
		PagePlan *page = &t->issue.pages[p];
		page->template = str_of(template);
		page->places = arena_new(t->arena, Place);
		page->place_count = 1;
		page->places[0] = (Place){ .frame = STR("main"), .kind = PLACE_ARTICLE, .target = STR("one"), .continues = p > 0 };
	}
}

static void run_trial(Trial *t, FontSet *fonts, const Layout *layout, const char *language, const char *template, uint32_t seed) {
	bool rtl = strcmp(language, "ar") == 0;
	Author author = { .state = seed * 2654435761u + 1, .words = rtl ? arabic_words : latin_words };
	write_article(&author);
	t->arena = arena_make();
	t->job = (Job){ t->arena, diag_make(t->arena, str_of(language)) };
	t->issue = (Issue){ .folder = STR("."), .edition = STR("stress"), .source = str_of(language) };
	t->issue.file = file_of_text(t->arena, STR("issue.yaml"), STR(""));
	make_plan(t, template);
	SourceFile *file = file_of_text(t->arena, STR("one.md"), str_copy(t->arena, buf_as_str(&author.text)));
	Article *article = issue_read_article(&t->job, file);
	t->edition = (Edition){ .language = str_of(language), .folder = STR("."), .articles = article, .article_count = 1 };
	Locale *locale = locale_read(&t->job, STR("layouts"), str_of(language));
	t->document = document_build(&t->job, &t->issue, &t->edition, layout, locale);
	t->pages = page_make(&t->job, t->document, fonts, &(PageWishes){ .fit = seed % 2 ? FIT_ON : FIT_OFF });
	buf_free(&author.text);
	buf_free(&author.notes);
}

static bool shows_text(const Block *block) {
	return block && (block->kind == BLOCK_TEXT || block->kind == BLOCK_CELL) && block->text.n > 0;
}

/* Texts, boxes with all that they hold, tables. */
static void check_seen(const Block *blocks, size_t count, uint8_t *const *seen) {
	for (size_t i = 0; i < count; i++) {
		for (size_t at = 0; shows_text(&blocks[i]) && at < blocks[i].text.n; at++)
			assert_int_equal(seen[blocks[i].id][at], 1);
		check_seen(blocks[i].children, blocks[i].child_count, seen);
	}
}

static void check_every_byte_once(const Trial *t) {
	const Document *d = t->document;
	uint8_t **seen = arena_array(t->arena, uint8_t *, d->block_count);
	for (uint32_t b = 0; b < d->block_count; b++)
		if (shows_text(d->blocks[b]))
			seen[b] = arena_array(t->arena, uint8_t, d->blocks[b]->text.n + 1);
	for (size_t p = 0; p < t->pages->page_count; p++)
		for (size_t i = 0; i < t->pages->pages[p].line_count; i++) {
			const PageLine *line = &t->pages->pages[p].lines[i];
			for (uint32_t at = line->start; !line->generated && at < line->end; at++)
				seen[line->block][at]++;
		}
	for (size_t s = 0; s < d->story_count; s++)
		check_seen(d->stories[s].body, d->stories[s].body_count, seen);
}

static int page_of_byte(const Trial *t, uint32_t block, uint32_t byte) {
	for (size_t p = 0; p < t->pages->page_count; p++)
		for (size_t i = 0; i < t->pages->pages[p].line_count; i++) {
			const PageLine *line = &t->pages->pages[p].lines[i];
			if (!line->generated && line->block == block && line->start <= byte && byte < line->end)
				return t->pages->pages[p].number;
		}
	return 0;
}

static void check_notes_stand_with_their_calls(const Trial *t) {
	const Document *d = t->document;
	for (uint32_t b = 0; b < d->block_count; b++)
		for (size_t s = 0; d->blocks[b] && s < d->blocks[b]->span_count; s++) {
			const Span *span = &d->blocks[b]->spans[s];
			if (span->note < 0)
				continue;
			const Note *note = &d->notes[span->note];
			int call = page_of_byte(t, b, span->start), text = page_of_byte(t, note->blocks[0].id, 0);
			assert_int_not_equal(call, 0);
			assert_int_equal(call, text);
		}
}

static bool is_beside(const Page *page, const PageLine *line) {
	return line->generated || !line->item_count || page->items[line->first_item].initial;
}

static void check_nothing_overlaps(const Trial *t) {
	Len floor = t->document->layout->page_height - t->document->layout->margin_bottom + t->document->baseline;
	for (size_t p = 0; p < t->pages->page_count; p++) {
		const Page *page = &t->pages->pages[p];
		for (size_t i = 0; i < page->line_count; i++)
			for (size_t k = i + 1; k < page->line_count; k++) {
				const PageLine *a = &page->lines[i], *b = &page->lines[k];
				if (is_beside(page, a) || is_beside(page, b) || a->baseline > floor || b->baseline > floor)
					continue;
				bool apart = a->x + a->width <= b->x + LEN_PT || b->x + b->width <= a->x + LEN_PT;
				Len distance = a->baseline > b->baseline ? a->baseline - b->baseline : b->baseline - a->baseline;
				if (!apart && distance < t->document->baseline / 2)
					fail_msg("page %d: lines overlap: '" STR_FMT "' and '" STR_FMT "'", page->number,
					         STR_ARG(str_sub(t->document->blocks[a->block]->text, a->start, a->end)),
					         STR_ARG(str_sub(t->document->blocks[b->block]->text, b->start, b->end)));
			}
	}
}

static void random_articles_lose_nothing(void **state) {
	(void)state;
	static const struct { const char *layout, *template; } layouts[] = {
		{ "layouts/global-eye.yaml", "inner" }, { "layouts/letter-two-column.yaml", "inner" }, { "layouts/bulletin.yaml", "page" },
		{ "tests/golden/page/layout.yaml", "two" } };
	const char *wish = getenv("QUOIN_STRESS");
	uint32_t count = wish ? (uint32_t)atoi(wish) : 100;
	Arena *arena = arena_make();
	Job job = { arena, diag_make(arena, STR("")) };
	FontSet *fonts = fontset_open(&job, STR("fonts"));
	Layout *read[4];
	for (int l = 0; l < 4; l++)
		read[l] = layout_read(&job, str_of(layouts[l].layout));
	for (uint32_t i = 0; i < count; i++) {
		Trial t;
		run_trial(&t, fonts, read[i % 4], i % 5 < 3 ? "en" : "ar", layouts[i % 4].template, i);
		check_every_byte_once(&t);
		check_notes_stand_with_their_calls(&t);
		check_nothing_overlaps(&t);
		arena_free(t.arena);
	}
	fontset_close(fonts);
	arena_free(arena);
}

int main(void) {
	const struct CMUnitTest tests[] = { cmocka_unit_test(random_articles_lose_nothing) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
