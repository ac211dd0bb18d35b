/* XLIFF and PO as tools send them back: re-segmented, re-ordered, with codes in other forms; and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/file.h"
#include "translate/exchange.h"

static Arena *arena;
static Job job;

static int set_up(void **state) {
	(void)state;
	arena = arena_make();
	job = (Job){ arena, diag_make(arena, STR("")) };
	return 0;
}

static int tear_down(void **state) {
	(void)state;
	arena_free(arena);
	return 0;
}

/* The target as "{" id "}" for what opens, "{/" id "}" for what closes, "{" id "/}" for what stands alone. */
static Str shown(const Incoming *in) {
	Buf out = { 0 };
	const Tokens *tokens = tokens_settle(arena, &in->target);
	for (size_t i = 0; i < tokens->n; i++) {
		const Token *token = &tokens->at[i];
		if (token->kind == TOKEN_TEXT)
			buf_str(&out, token->text);
		else
			buf_printf(&out, "{%s" STR_FMT "%s}", token->kind == TOKEN_CLOSE ? "/" : "", STR_ARG(token->code->id),
			           token->kind == TOKEN_ALONE ? "/" : "");
	}
	Str s = str_copy(arena, buf_as_str(&out));
	buf_free(&out);
	return s;
}

static const Incoming *read_unit(Str text, bool po) {
	static IncomingFile file;
	file = (IncomingFile){ .path = STR("file"), .file = file_of_text(arena, STR("file"), text) };
	bool good = po ? po_read(&job, &file) : xliff_read(&job, text, &file);
	return good && file.units.n ? &file.units.at[0] : NULL;
}

static const Incoming *read_2(const char *unit) {
	return read_unit(
		str_printf(arena,
	               "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"en\" "
	               "trgLang=\"fr\"><file id=\"f\" original=\"en/men.md\"><unit id=\"p-1\">%s</unit></file></xliff>",
	               unit),
		false);
}

static const Incoming *read_1(const char *unit) {
	return read_unit(
		str_printf(
			arena,
			"<xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" version=\"1.2\"><file original=\"en/men.md\" "
			"source-language=\"en\" target-language=\"fr\"><body><trans-unit "
			"id=\"p-1\">%s</trans-unit></body></file></xliff>",
			unit),
		false);
}

static void assert_shown(const Incoming *in, const char *expected) {
	assert_non_null(in);
	if (in->problem)
		fail_msg("%s", in->problem);
	Str s = shown(in);
	if (!str_is(s, expected))
		fail_msg("'" STR_FMT "' is not '%s'", STR_ARG(s), expected);
}

#define SEGMENT(source, target) "<segment><source>" source "</source><target>" target "</target></segment>"
#define BETWEEN "<ignorable><source> </source></ignorable>"

static void segments_are_joined_in_their_order(void **state) {
	(void)state;
	assert_shown(read_2(SEGMENT("A.", "a.") BETWEEN SEGMENT("B.", "b.")), "a. b.");
	assert_shown(read_2(SEGMENT("A. B.", "a. ") SEGMENT("", "b.")), "a. b.");
	assert_shown(read_2("<segment><source>A.</source><target order=\"3\">a.</target></segment>" BETWEEN
	                    "<segment><source>B.</source><target order=\"1\">b.</target></segment>"),
	             "b. a.");
	assert_shown(read_2("<segment><source>A.</source><target>a.</target></segment><ignorable><source> "
	                    "</source><target/></ignorable>" SEGMENT("B.", "b.")),
	             "a.b.");
}

static void a_part_without_translation_keeps_the_source(void **state) {
	(void)state;
	const Incoming *in = read_2(SEGMENT("A.", "a.") BETWEEN "<segment><source>B.</source></segment>");
	assert_shown(in, "a. B.");
	assert_true(in->partial && in->has_target);
	in = read_2("<segment><source>A.</source></segment>" BETWEEN "<segment><source>B.</source><target/></segment>");
	assert_false(in->has_target);
}

static void the_least_state_counts(void **state) {
	(void)state;
	const Incoming *in = read_2("<segment state=\"final\"><source>A</source><target>a</target></segment>"
	                            "<segment state=\"translated\"><source>B</source><target>b</target></segment>");
	assert_true(in->has_state && in->state == STATE_TRANSLATED);
	assert_int_equal(read_2("<segment><source>A</source><target>a</target></segment>")->state, STATE_DRAFT);
	assert_int_equal(read_1("<source>A</source><target state=\"final\">a</target>")->state, STATE_REVIEWED);
	assert_int_equal(read_1("<source>A</source><target state=\"needs-l10n\">a</target>")->state, STATE_DRAFT);
	assert_false(read_1("<source>A</source><target>a</target>")->has_state);
}

static void codes_come_in_several_forms(void **state) {
	(void)state;
	assert_shown(read_2(SEGMENT("x", "a <pc id=\"1\">b <ph id=\"2\"/></pc>")), "a {1}b {2/}{/1}");
	assert_shown(read_2(SEGMENT("x", "<sc id=\"1\"/>a") BETWEEN SEGMENT("y", "b<ec startRef=\"1\"/>")), "{1}a b{/1}");
	assert_shown(read_2(SEGMENT("x", "<mrk id=\"m\" type=\"term\">a</mrk> <mrk id=\"3\" translate=\"no\">b</mrk>")),
	             "a {3}b{/3}");
	assert_shown(read_2(SEGMENT("x", "a<cp hex=\"00E9\"/><![CDATA[<b>]]>")), "a\u00E9<b>");
	assert_shown(read_1("<source>x</source><target>a <g id=\"1\">b</g><x id=\"2\"/><ph id=\"3\">[^n]</ph></target>"),
	             "a {1}b{/1}{2/}{3/}");
	assert_shown(read_1("<source>x</source><target><bpt id=\"1\">*</bpt>a<ept id=\"1\">*</ept></target>"), "{1}a{/1}");
	assert_shown(
		read_1("<source>x</source><seg-source/><target><mrk mtype=\"seg\" mid=\"1\">a.</mrk> <mrk mtype=\"seg\" "
	           "mid=\"2\">b.</mrk></target>"),
		"a. b.");
	assert_shown(read_1("<source>x</source><target><mrk mtype=\"protected\" mid=\"4\">a</mrk></target>"), "{4}a{/4}");
}

static void codes_bring_their_markdown_along(void **state) {
	(void)state;
	const Incoming *in =
		read_2("<originalData><data id=\"d1\">[</data><data id=\"d2\">](https://a.b)</data></originalData>" SEGMENT(
			"x", "<pc id=\"9\" dataRefStart=\"d1\" dataRefEnd=\"d2\">a</pc>"));
	assert_true(str_is(in->target.at[0].code->open, "[") && str_is(in->target.at[0].code->close, "](https://a.b)"));
	in = read_1("<source>x</source><target><g id=\"9\" ctype=\"link\" equiv-text=\"[…](https://a.b)\">a</g></target>");
	assert_true(str_is(in->target.at[0].code->open, "[") && str_is(in->target.at[0].code->close, "](https://a.b)"));
}

static void what_is_not_understood_is_a_problem_of_the_unit(void **state) {
	(void)state;
	assert_non_null(read_2(SEGMENT("x", "a<ec startRef=\"1\"/>"))->problem);
	assert_non_null(read_2(SEGMENT("x", "a<cp hex=\"0001\"/>"))->problem);
	assert_non_null(read_2(SEGMENT("x", "a<cp hex=\"D800\"/>"))->problem);
	assert_non_null(read_1("<source>x</source><target>a<it id=\"1\" pos=\"open\">*</it></target>")->problem);
	assert_null(read_1("<source>x</source><target>a</target>")->problem);
}

static void po_entries_are_read_with_context_state_and_base(void **state) {
	(void)state;
	const Incoming *in = read_unit(
		STR("msgid \"\"\nmsgstr \"Language: fr\\n\"\n\n#. base 0123456789abcdef\n#, fuzzy\nmsgctxt \"men|p-1\"\n"
	        "msgid \"A \\\"b\\\"\"\nmsgstr \"\"\n\"a *b* \"\n\"[^n]\"\n"),
		true);
	assert_non_null(in);
	assert_true(str_is(in->article, "men") && str_is(in->id, "p-1") && str_is(in->source, "A \"b\""));
	assert_true(str_is(in->base, "0123456789abcdef") && in->state == STATE_DRAFT);
	assert_true(str_is(tokens_canonical(arena, &in->target), "a <em>b</em> <note ref=\"n\"/>"));
}

static void po_that_is_broken_is_refused(void **state) {
	(void)state;
	assert_null(read_unit(STR("msgid \"a\nmsgstr \"b\"\n"), true));
	assert_null(read_unit(STR("hello\n"), true));
	assert_null(read_unit(STR("msgid \"a\\\"\nmsgstr \"b\"\n"), true));
	assert_int_equal(job.diag->errors, 3);
	assert_non_null(read_unit(STR("msgctxt \"a|b\"\nmsgid \"a\"\nmsgstr \"- b\\n- c\"\n"), true)->problem);
	assert_non_null(
		read_unit(STR("msgctxt \"a|b\"\nmsgid \"a\"\nmsgid_plural \"c\"\nmsgstr[0] \"b\"\n"), true)->problem);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(segments_are_joined_in_their_order, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_part_without_translation_keeps_the_source, set_up, tear_down),
		cmocka_unit_test_setup_teardown(the_least_state_counts, set_up, tear_down),
		cmocka_unit_test_setup_teardown(codes_come_in_several_forms, set_up, tear_down),
		cmocka_unit_test_setup_teardown(codes_bring_their_markdown_along, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_not_understood_is_a_problem_of_the_unit, set_up, tear_down),
		cmocka_unit_test_setup_teardown(po_entries_are_read_with_context_state_and_base, set_up, tear_down),
		cmocka_unit_test_setup_teardown(po_that_is_broken_is_refused, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
