/* Documents as data: what holds for every block, span and owner, and what page makeup asks of them. What comes of
 * each kind of text is shown by the golden cases of document/. */
#include <string.h>

#include "document/document.h"
#include "support.h"

static const char layout_text[] =
	"page: { size: A4, margins: { top: 18mm, bottom: 20mm, inside: 18mm, outside: 14mm }, "
	"grid: { columns: 3, gutter: 5mm, baseline: 11pt } }\n"
	"styles:\n"
	"  body: { size: 9pt, space-before: 0 }\n"
	"articles:\n"
	"  default: { styles: { body: body, headline: body } }\n"
	"callouts:\n"
	"  sidebar: { styles: { body: body } }\n"
	"templates:\n"
	"  front:\n"
	"    frames:\n"
	"      lead: { column: 1, span: 2, top: 45mm }\n"
	"      side: { column: 3, top: 45mm }\n";

typedef struct {
	Job job;
	Issue issue;
	PagePlan page;
	Place places[4];
	Edition edition;
	Article articles[4];
	Document *document;
} Fixture;

static void place(Fixture *f, const char *frame, PlaceKind kind, const char *target) {
	Place *place = &f->places[f->page.place_count++];
	*place = (Place){ .frame = str_of(frame), .kind = kind, .target = str_of(target) };
}

static void article(Fixture *f, const char *id, const char *body) {
	Arena *arena = f->job.arena;
	Str text = str_printf(arena, "---\nid: %s\n---\n\n%s", id, body);
	SourceFile *file = file_of_text(arena, str_printf(arena, "%s.md", id), text);
	f->articles[f->edition.article_count++] = *issue_read_article(&f->job, file);
}

static Fixture *begin(void) {
	Arena *arena = arena_make();
	Fixture *f = arena_new(arena, Fixture);
	f->job = (Job){ arena, diag_make(arena, STR("")) };
	f->edition.articles = f->articles;
	f->page.template = STR("front");
	f->page.places = f->places;
	f->issue = (Issue){ .folder = STR("none"), .file = file_of_text(arena, STR("issue.yaml"), STR("")),
		.pages = &f->page, .page_count = 1 };
	return f;
}

static Document *build(Fixture *f, const char *language) {
	Arena *arena = f->job.arena;
	f->edition.language = f->edition.folder = str_of(language);
	Layout *layout = layout_read_files(&f->job, file_of_text(arena, STR("t.yaml"), str_of(layout_text)), NULL);
	Locale *locale = locale_read(&f->job, STR("layouts"), str_of(language));
	f->document = document_build(&f->job, &f->issue, &f->edition, layout, locale);
	return f->document;
}

static Document *build_one(Fixture *f, const char *language, const char *body) {
	article(f, "one", body);
	place(f, "lead", PLACE_ARTICLE, "one");
	return build(f, language);
}

static void end(Fixture *f) {
	arena_free(f->job.arena);
}

static bool said(const Fixture *f, Rule rule) {
	for (size_t i = 0; i < f->job.diag->messages.n; i++)
		if (f->job.diag->messages.at[i].rule == rule)
			return true;
	return false;
}

static void check_text(const Document *doc, const Block *block) {
	uint32_t at = 0;
	for (size_t i = 0; i < block->span_count; i++) {
		const Span *span = &block->spans[i];
		assert_int_equal(span->start, at);
		assert_true(span->end > span->start);
		assert_true(span->owner < doc->owner_count);
		assert_true(span->note < (int)doc->note_count && span->reference < (int)doc->reference_count);
		at = span->end;
	}
	assert_int_equal(at, block->text.n);
	for (size_t i = 1; i < block->mark_count; i++)
		assert_true(block->marks[i].at > block->marks[i - 1].at);
	assert_true(block->mark_count == 0 || block->marks[0].at == 0);
}

/* A byte that was not put in stands in the source where the marks say, or is a kind of space. */
static void check_source(const Block *block) {
	for (size_t i = 0; i < block->span_count; i++) {
		const Span *span = &block->spans[i];
		for (uint32_t at = span->start; at < span->end && !span->generated; at++) {
			Pos pos = block_position(block, at);
			size_t next = at;
			if ((block->text.p[at] & 0xC0) == 0x80)
				continue;
			uint32_t c = utf8_next(block->text, &next);
			assert_non_null(pos.file);
			bool space = c == ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x202F);
			if (!space)
				assert_int_equal(pos.file->text.p[pos.offset], block->text.p[at]);
		}
	}
}

static void check(const Document *doc) {
	for (Owner id = 1; id < doc->owner_count; id++) {
		const OwnerNode *owner = &doc->owners[id], *parent = &doc->owners[owner->parent];
		assert_true(owner->parent < id);
		assert_true(owner->language.n > 0);
		assert_true(!parent->furniture || owner->furniture);
	}
	for (uint32_t id = 0; id < doc->block_count; id++) {
		const Block *block = doc->blocks[id];
		assert_non_null(block);
		assert_int_equal(block->id, id);
		assert_non_null(block->style);
		assert_non_null(block->design);
		assert_true(block->owner < doc->owner_count);
		check_text(doc, block);
		check_source(block);
	}
}

static const char everything[] =
	"# Head *line*[^n]\n\n> [!deck] Deck \\* with {number 1204}\n\nFirst [www.example.org](https://www.example.org) "
	"and [x]{lang=fa}\nsoft `code` «quoted» end ! [p. {page}](#box): [{title}](#box)?\\\nhard\n\n- Item[^n]\n\n"
	"  1. Inner\n\n> [!sidebar] Box {#box}\n>\n> Text.\n\n| A | B |\n|---|---|\n| 1 | {date 2008-02-01} |\n\n"
	"> [!pullquote]\n>\n> First[^m]\n\n> Quote\n\n---\n\nLast.\n\n"
	"[^n]: Note [link](https://example.org).\n\n[^m]: Other.\n";

static void test_every_text_is_covered_by_spans_and_marks(void **state) {
	(void)state;
	static const char *const languages[] = { "en", "fr", "ar" };
	for (size_t i = 0; i < 3; i++) {
		Fixture *f = begin();
		check(build_one(f, languages[i], everything));
		end(f);
	}
}

static void test_texts_stay_whole_when_pages_become_known(void **state) {
	(void)state;
	Fixture *f = begin();
	Document *doc = build_one(f, "fr", everything);
	int pages[8] = { 1, 1234 };
	uint32_t *changed;
	assert_true(doc->anchor_count <= 8);
	assert_int_equal(document_settle(&f->job, doc, pages, &changed), 1);
	assert_true(str_find(doc->blocks[changed[0]]->text, "1234", 0) != SIZE_MAX);
	check(doc);
	pages[1] = 5;
	assert_int_equal(document_settle(&f->job, doc, pages, &changed), 1);
	assert_true(str_find(doc->blocks[changed[0]]->text, "1234", 0) == SIZE_MAX);
	check(doc);
	end(f);
}

static void test_only_changed_blocks_are_named(void **state) {
	(void)state;
	Fixture *f = begin();
	article(f, "one", "# One\n\nOn [{page}](#two).\n\nOn [{page}](#one).\n\nNone.\n");
	article(f, "two", "# Two\n\nText.\n");
	place(f, "lead", PLACE_ARTICLE, "one");
	place(f, "side", PLACE_ARTICLE, "two");
	Document *doc = build(f, "en");
	uint32_t *changed;
	int pages[] = { 1, 2 };
	assert_int_equal(document_settle(&f->job, doc, pages, &changed), 2);
	assert_int_equal(document_settle(&f->job, doc, pages, &changed), 0);
	pages[1] = 12;
	assert_int_equal(document_settle(&f->job, doc, pages, &changed), 1);
	const Block *block = doc->blocks[changed[0]];
	assert_str(block->text, "On 12.");
	assert_int_equal(pos_line_column(block_position(block, 5)).column, 18);
	assert_int_equal(doc->anchors[1].page, 12);
	end(f);
}

static void test_page_digits_are_the_language_s(void **state) {
	(void)state;
	Fixture *f = begin();
	Document *doc = build_one(f, "ar", "# One\n\nOn [{page}](#one).\n");
	uint32_t *changed;
	assert_int_equal(document_settle(&f->job, doc, (int[]){ 12 }, &changed), 1);
	assert_str(doc->blocks[changed[0]]->text, "On \u0661\u0662.");
	end(f);
}

static void test_positions_survive_what_is_put_in_before_them(void **state) {
	(void)state;
	Fixture *f = begin();
	Document *doc = build_one(f, "fr", "# Un\n\nQuoi! Oui; fin\n");
	const Block *block = &doc->stories[0].body[0];
	assert_str(block->text, "Quoi\u202F! Oui\u202F; fin");
	uint32_t end_word = (uint32_t)str_find(block->text, "fin", 0);
	assert_int_equal(pos_line_column(block_position(block, end_word)).column, 12);
	assert_int_equal(pos_line_column(block_position(block, 4)).column, 5);
	end(f);
}

static void test_a_line_of_furniture_is_one_generated_span(void **state) {
	(void)state;
	Fixture *f = begin();
	Document *doc = build_one(f, "en", "# One\n\nText.\n");
	uint32_t count = doc->block_count;
	Owner owner = document_add_owner(&f->job, doc, (OwnerNode){ .tag = TAG_ARTIFACT, .furniture = true });
	Owner inner = document_add_owner(&f->job, doc, (OwnerNode){ .tag = TAG_PARAGRAPH, .parent = owner });
	const Block *like = doc->blocks[0];
	Block *block = document_make_line(&f->job, doc, STR("Folio 1"), like->style, like->design, inner, doc->locale);
	assert_int_equal(block->id, count);
	assert_ptr_equal(doc->blocks[count], block);
	assert_int_equal(block->span_count, 1);
	assert_true(block->spans[0].generated);
	assert_true(doc->owners[inner].furniture);
	assert_str(doc->owners[inner].language, "en");
	for (int i = 0; i < 100; i++)
		document_make_line(&f->job, doc, STR("More"), block->style, block->design, owner, doc->locale);
	assert_int_equal(doc->block_count, count + 101);
	check(doc);
	end(f);
}

static void test_stories_follow_their_places(void **state) {
	(void)state;
	Fixture *f = begin();
	article(f, "one", "# One\n\n> [!sidebar] Box {#box}\n>\n> Text.\n");
	article(f, "two", "# Two\n\nText.\n");
	place(f, "side", PLACE_BOX, "box");
	place(f, "lead", PLACE_ARTICLE, "two");
	place(f, "side", PLACE_ARTICLE, "one");
	Document *doc = build(f, "en");
	assert_int_equal(doc->story_count, 3);
	assert_str(doc->stories[0].id, "two");
	assert_str(doc->stories[1].id, "one");
	assert_str(doc->stories[2].id, "box");
	assert_true(doc->stories[1].body[0].placed);
	assert_false(doc->stories[2].body[0].placed);
	assert_int_equal(doc->stories[1].body[0].owner, doc->stories[2].body[0].owner);
	check(doc);
	end(f);
}

static void test_a_box_of_an_unplaced_article_has_no_story(void **state) {
	(void)state;
	Fixture *f = begin();
	article(f, "one", "# One\n\n> [!sidebar] Box {#box}\n>\n> Text.\n");
	article(f, "two", "# Two\n\nSee [{page}](#box).\n");
	place(f, "lead", PLACE_ARTICLE, "two");
	place(f, "side", PLACE_BOX, "box");
	Document *doc = build(f, "en");
	assert_int_equal(doc->story_count, 1);
	check(doc);
	end(f);
}

static void test_an_unknown_kind_keeps_its_text(void **state) {
	(void)state;
	Fixture *f = begin();
	Document *doc = build_one(f, "en", "# One\n\n> [!sidebra] Title\n>\n> Text.\n");
	assert_true(said(f, RULE_BOX_UNKNOWN_KIND));
	assert_int_equal(doc->stories[0].body[0].child_count, 2);
	assert_str(doc->stories[0].body[0].children[1].text, "Text.");
	end(f);
}

static void test_a_break_of_section_is_a_blank_line(void **state) {
	(void)state;
	Fixture *f = begin();
	Document *doc = build_one(f, "en", "# One\n\nText.\n\n---\n\nMore.\n\nLast.\n");
	const Story *story = &doc->stories[0];
	assert_int_equal(story->body[0].style->space_before, 0);
	assert_int_equal(story->body[1].style->space_before, 1000);
	assert_int_equal(story->body[2].style->space_before, 0);
	assert_int_equal(story->body[1].text_kind, TEXT_FIRST);
	assert_false(story->body[1].first_in_article);
	end(f);
}

static void test_a_date_in_an_unknown_style_is_reported(void **state) {
	(void)state;
	Fixture *f = begin();
	build_one(f, "en", "# One\n\nOn {date 2008-02-01 style=lnog}.\n");
	assert_true(said(f, RULE_DATA));
	assert_str(f->document->stories[0].body[0].text, "On 1 February 2008.");
	end(f);
}

static void test_titles_in_a_circle_end(void **state) {
	(void)state;
	Fixture *f = begin();
	article(f, "one", "# One [{title}](#two)\n\nText.\n");
	article(f, "two", "# Two [{title}](#one)\n\nText.\n");
	place(f, "lead", PLACE_ARTICLE, "one");
	place(f, "side", PLACE_ARTICLE, "two");
	Document *doc = build(f, "en");
	assert_true(str_starts(doc->stories[0].title, "One Two One"));
	check(doc);
	end(f);
}

static void test_two_builds_are_equal(void **state) {
	(void)state;
	Buf dumps[2] = { { 0 }, { 0 } };
	for (size_t i = 0; i < 2; i++) {
		Fixture *f = begin();
		document_dump(build_one(f, "fr", everything), &dumps[i]);
		end(f);
	}
	assert_true(dumps[0].n > 0 && str_eq(buf_as_str(&dumps[0]), buf_as_str(&dumps[1])));
	buf_free(&dumps[0]);
	buf_free(&dumps[1]);
}

static void test_nothing_written_is_no_fault(void **state) {
	(void)state;
	Fixture *f = begin();
	Document *doc = build(f, "en");
	assert_int_equal(doc->story_count, 0);
	uint32_t *changed;
	assert_int_equal(document_settle(&f->job, doc, NULL, &changed), 0);
	check(doc);
	end(f);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_text_is_covered_by_spans_and_marks),
		cmocka_unit_test(test_texts_stay_whole_when_pages_become_known),
		cmocka_unit_test(test_only_changed_blocks_are_named),
		cmocka_unit_test(test_page_digits_are_the_language_s),
		cmocka_unit_test(test_positions_survive_what_is_put_in_before_them),
		cmocka_unit_test(test_a_line_of_furniture_is_one_generated_span),
		cmocka_unit_test(test_stories_follow_their_places),
		cmocka_unit_test(test_a_box_of_an_unplaced_article_has_no_story),
		cmocka_unit_test(test_an_unknown_kind_keeps_its_text),
		cmocka_unit_test(test_a_break_of_section_is_a_blank_line),
		cmocka_unit_test(test_a_date_in_an_unknown_style_is_reported),
		cmocka_unit_test(test_titles_in_a_circle_end),
		cmocka_unit_test(test_two_builds_are_equal),
		cmocka_unit_test(test_nothing_written_is_no_fault),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
