/* Pseudo-languages: only texts change, each node stays at its place in the source, and what is not translated is left alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "translate/pseudo.h"
#include "support.h"

typedef struct {
	Job job;
	char folder[64];
	Issue *issue;
} Fixture;

static const char manifest[] = "edition: 1\ndate: 2007-12-14\nsource: en\nlanguages: [en]\nlayout: l.yaml\n"
	"pages: [{ template: t, frames: { main: { article: one } } }]\n";
static const char article[] = "---\nid: one\n---\n\n# Growing things\n\nA *saffron* sack of {number 1204}, [Crocus sativus]{lang=la}, `code`\n"
	"at <https://example.org> [or not](https://example.org); caf\xC3\xA9?\n\n"
	"> [!pullquote]\n>\n> A saffron sack\n\n> [!figure]\n>\n> ![A hall](hall.png \"Editors\")\n>\n> Long\n";

static void put(Fixture *f, const char *name, const char *text) {
	Str path = str_printf(f->job.arena, "%s/%s", f->folder, name);
	assert_true(file_make_folders(f->job.diag, path) && file_write(f->job.diag, path, text, strlen(text)));
}

static int set_up(void **state) {
	Fixture *f = calloc(1, sizeof *f);
	Arena *arena = arena_make();
	f->job = (Job){ arena, diag_make(arena, STR("")) };
	strcpy(f->folder, "/tmp/quoin-pseudo-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	put(f, "issue.yaml", manifest);
	put(f, "en/one.md", article);
	put(f, "en/strings.yaml", "title: \"The Globe\"\ntagline: \"on things\"\n");
	put(f, "assets/hall.png", "x");
	f->issue = issue_read(&f->job, str_of(f->folder));
	assert_non_null(f->issue);
	*state = f;
	return 0;
}

static int tear_down(void **state) {
	Fixture *f = *state;
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", f->folder);
	assert_int_equal(system(command), 0);
	arena_free(f->job.arena);
	free(f);
	return 0;
}

static Str words_of(Arena *arena, const Node *root) {
	Buf out = { 0 };
	for (NodeWalk walk = node_walk(root); node_walk_next(&walk);)
		if (walk.entering)
			buf_str(&out, walk.node->text);
	Str text = str_copy(arena, buf_as_str(&out));
	buf_free(&out);
	return text;
}

static const Node *child(const Node *root, NodeKind kind, int nth) {
	for (const Node *node = root->first; node; node = node->next)
		if (node->kind == kind && nth-- == 0)
			return node;
	fail_msg("there is no such node");
	return NULL;
}

static const Node *root_of(Fixture *f, const char *tag) {
	Edition *edition = pseudo_read_edition(&f->job, f->issue, str_of(tag));
	assert_str(edition->language, tag);
	return edition->articles[0].root;
}

static void accents_make_texts_longer(void **state) {
	Fixture *f = *state;
	const Node *root = root_of(f, "en-XA");
	assert_str(words_of(f->job.arena, child(root, NODE_HEADING, 0)), "⟦Ĝŕö\u00ADŵîñĝ ţĥîñĝš öñé ţŵö ţĥŕéé⟧");
	const Node *box = child(root, NODE_BOX, 1);
	assert_str(words_of(f->job.arena, child(box, NODE_PARAGRAPH, 1)), "⟦Ļöñĝ öñé⟧");
	const Node *image = child(child(box, NODE_PARAGRAPH, 0), NODE_IMAGE, 0);
	assert_str(words_of(f->job.arena, image), "⟦Á ĥáļļ öñé ţŵ⟧");
	assert_str(image->title, "⟦Éðî\u00ADţöŕš öñé ţŵö⟧");
	assert_str(image->url, "hall.png");
}

static void what_is_not_translated_stays(void **state) {
	Fixture *f = *state;
	Str text = words_of(f->job.arena, child(root_of(f, "en-XA"), NODE_PARAGRAPH, 0));
	assert_true(str_find(text, "Crocus sativus, code áţ https://example.org öŕ ñöţ; çáƒé?", 0) != SIZE_MAX);
	text = words_of(f->job.arena, child(root_of(f, "ar-XB"), NODE_PARAGRAPH, 0));
	assert_str(text, "ا ساففرون ساچك وف ، Crocus sativus، code ات https://example.org ور نوت؛ چافع؟");
}

static void long_words_may_be_divided(void **state) {
	Fixture *f = *state;
	const Node *root = root_of(f, "en-XA");
	Str quote = words_of(f->job.arena, child(root, NODE_BOX, 0));
	assert_str(quote, "Á šáƒƒŕöñ šáçķ");
	Str tail = words_of(f->job.arena, child(root, NODE_PARAGRAPH, 0));
	assert_true(str_starts(tail, "⟦Á šáƒƒŕöñ šáçķ öƒ ") && str_ends(tail, "⟧"));
}

/* Whatever a node says now, its place holds the word that it was made of. */
static void every_word_keeps_its_place(void **state) {
	Fixture *f = *state;
	const Node *root = root_of(f, "ar-XB");
	size_t words = 0;
	for (NodeWalk walk = node_walk(root); node_walk_next(&walk);) {
		const Node *node = walk.node;
		if (!walk.entering || node->kind != NODE_TEXT)
			continue;
		Str source = str_sub(node->pos.file->text, node->pos.offset, node->pos.offset + node->pos.length);
		words += str_is(source, "saffron") + str_is(source, "things");
		if (str_is(source, "saffron"))
			assert_str(node->text, "ساففرون");
	}
	assert_int_equal(words, 3);
}

static void the_name_of_the_newsletter_does_not_grow(void **state) {
	Fixture *f = *state;
	Edition *edition = pseudo_read_edition(&f->job, f->issue, STR("en-XA"));
	assert_str(edition_string(edition, "title"), "⟦Ţĥé Ĝļöƀé⟧");
	assert_str(edition_string(edition, "tagline"), "⟦öñ ţĥîñĝš öñé ţŵö ţ⟧");
	assert_str(edition_assets(edition, &edition->articles[0]), "en");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(accents_make_texts_longer, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_not_translated_stays, set_up, tear_down),
		cmocka_unit_test_setup_teardown(long_words_may_be_divided, set_up, tear_down),
		cmocka_unit_test_setup_teardown(every_word_keeps_its_place, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_name_of_the_newsletter_does_not_grow, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
