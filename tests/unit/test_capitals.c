/* Capitals by the language of the text: what a letter becomes depends on its neighbours, and each stands under the bytes that
 * it was made of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "text/internal.h"

/* The capitals of bytes [start, end), with a bar where the next byte of the source begins. */
static void expect_part(const char *language, const char *source, uint32_t start, uint32_t end, const char *expected) {
	hb_buffer_t *buffer = hb_buffer_create();
	add_capitals(buffer, str_of(source), start, end, str_of(language));
	unsigned n;
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &n);
	Buf said = { 0 };
	for (unsigned i = 0; i < n; i++) {
		if (i && info[i].cluster != info[i - 1].cluster)
			buf_byte(&said, '|');
		assert_true(info[i].cluster >= start && info[i].cluster < end && (!i || info[i].cluster >= info[i - 1].cluster));
		buf_utf8(&said, info[i].codepoint);
	}
	buf_byte(&said, 0);
	assert_string_equal(said.p, expected);
	buf_free(&said);
	hb_buffer_destroy(buffer);
}

static void expect(const char *language, const char *source, const char *expected) {
	expect_part(language, source, 0, (uint32_t)strlen(source), expected);
}

static void greek_loses_its_accents_but_keeps_the_word_or(void **state) {
	(void)state;
	expect("el-polyton", "ἐργαστήριον", "Ε|Ρ|Γ|Α|Σ|Τ|Η|Ρ|Ι|Ο|Ν");
	expect("el", "ήλιος ή όχι", "Η|Λ|Ι|Ο|Σ| |Η\u0301| |Ο|Χ|Ι");
	expect("el", "Μάιος", "Μ|Α|Ϊ|Ο|Σ");
	expect("el", "ᾳ̈", "Α\u0308Ι");
	expect("el", "ἐργαστη\u0301ριον", "Ε|Ρ|Γ|Α|Σ|Τ|Η|Ρ|Ι|Ο|Ν");
}

static void one_letter_becomes_two_under_its_own_bytes(void **state) {
	(void)state;
	expect("de", "groß es", "G|R|O|SS| |E|S");
	expect("hy", "և այ", "ԵՎ| |Ա|Յ");
	expect("tr", "fiıkİ", "F|İ|I|K|İ");
	expect("nl", "ijs", "I|J|S");
}

static void a_part_of_a_word_has_the_whole_word_as_its_context(void **state) {
	(void)state;
	expect_part("el", "εργαστήριον", 10, 16, "Τ|Η|Ρ");
	expect_part("el", "ένα ή δύο", 7, 9, "Η\u0301");
	expect_part("de", "straße", 3, 6, "A|SS");
}

static void irish_mutations_stay_small(void **state) {
	(void)state;
	expect("ga", "i bPoblacht na hÉireann", "I| |b|P|O|B|L|A|C|H|T| |N|A| |h|É|I|R|E|A|N|N");
	expect("ga", "an t-uisce i nGaeilge", "A|N| |t|U|I|S|C|E| |I| |n|G|A|E|I|L|G|E");
	expect("ga", "bhFear iPad", "b|h|F|E|A|R| |I|P|A|D");
	expect("en", "t-shirt", "T|-|S|H|I|R|T");
	expect("gaa", "t-shirt", "T|-|S|H|I|R|T");
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(greek_loses_its_accents_but_keeps_the_word_or),
		cmocka_unit_test(one_letter_becomes_two_under_its_own_bytes),
		cmocka_unit_test(a_part_of_a_word_has_the_whole_word_as_its_context),
		cmocka_unit_test(irish_mutations_stay_small),
	};
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
