/* The designers' manual: its examples are read without a message, and it names every key, kind of text and message
 * there is. */
#include "layout/layout.h"
#include "support.h"

static SourceFile *read_manual(Job *job) {
	SourceFile *manual = file_read(job->arena, job->diag, STR("layouts/README.md"), POS_NONE);
	assert_non_null(manual);
	return manual;
}

/* Reads every block that opens with the fence; returns how many there are. */
static int read_blocks(Job *job, const SourceFile *manual, const char *fence, bool layout) {
	int count = 0;
	SourceFile *empty = file_of_text(job->arena, STR("empty.yaml"), STR(""));
	for (size_t at = str_find(manual->text, fence, 0); at != SIZE_MAX; at = str_find(manual->text, fence, at)) {
		size_t start = str_find(manual->text, "\n", at) + 1, end = str_find(manual->text, "\n```", at);
		assert_true(end != SIZE_MAX);
		unsigned line = pos_line_column((Pos){ manual, (uint32_t)at, 0 }).line;
		Str path = str_printf(job->arena, "example at layouts/README.md:%u", line);
		SourceFile *file = file_of_text(job->arena, path, str_sub(manual->text, start, end + 1));
		layout_read_files(job, layout ? file : empty, layout ? NULL : file);
		at = end;
		count++;
	}
	return count;
}

static void the_examples_are_read_without_a_message(void **state) {
	(void)state;
	Job job = *job_make();
	SourceFile *manual = read_manual(&job);
	assert_true(read_blocks(&job, manual, "```yaml layout\n", true) >= 7);
	assert_int_equal(read_blocks(&job, manual, "```yaml typography\n", false), 1);
	if (job.diag->messages.n > 0) {
		Buf out = { 0 };
		diag_print(job.diag, DIAG_HUMAN, false, &out);
		print_message(STR_FMT "\n", STR_ARG(buf_as_str(&out)));
		buf_free(&out);
		fail_msg("an example has mistakes");
	}
	arena_free(job.arena);
}

static void every_key_is_explained(void **state) {
	(void)state;
	static const char *const keys[] = {
#define PROPERTY(owner, key, type, field, otherwise, range, help) "`" key "`",
#include "layout/properties.def"
#undef PROPERTY
#define MESSAGE(id, key, arguments, help) "`" key "`",
#include "locale/messages.def"
#undef MESSAGE
	};
	Job job = *job_make();
	SourceFile *manual = read_manual(&job);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (str_find(manual->text, keys[i], 0) == SIZE_MAX)
			fail_msg("layouts/README.md does not explain %s", keys[i]);
	for (int kind = 0; kind < TEXT_KIND_COUNT; kind++)
		if (str_find(manual->text, str_z(job.arena, str_printf(job.arena, "`%s`", text_kind_names[kind])), 0) ==
		    SIZE_MAX)
			fail_msg("layouts/README.md does not name %s", text_kind_names[kind]);
	arena_free(job.arena);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_examples_are_read_without_a_message),
		cmocka_unit_test(every_key_is_explained),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
