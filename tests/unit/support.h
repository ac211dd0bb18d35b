/* support -- what unit tests of several stages need: a job, and a look at strings and at messages. Include it in place of
 * cmocka.h. */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/job.h"

/* A job in an arena of its own, which arena_free(job->arena) takes away. */
static inline Job *job_make(void) {
	Arena *arena = arena_make();
	Job *job = arena_new(arena, Job);
	*job = (Job){ arena, diag_make(arena, STR("")) };
	return job;
}

static inline void job_end(Job *job) {
	arena_free(job->arena);
}

static inline void assert_str(Str s, const char *expected) {
	if (!str_is(s, expected))
		fail_msg("'" STR_FMT "' is not '%s'", STR_ARG(s), expected);
}

static inline void fail_with_messages(const Job *job, const char *why) {
	Buf out = { 0 };
	diag_print(job->diag, DIAG_HUMAN, false, &out);
	print_message(STR_FMT "\n", STR_ARG(buf_as_str(&out)));
	buf_free(&out);
	fail_msg("%s", why);
}

/* There is one message: its rule, its place, and words that it or its help contains. */
static inline void assert_only(const Job *job, Rule rule, unsigned line, unsigned column, const char *words) {
	if (job->diag->messages.n != 1)
		fail_with_messages(job, "not exactly one message");
	const Message *message = &job->diag->messages.at[0];
	LineColumn at = pos_line_column(message->pos);
	if (message->rule != rule || at.line != line || at.column != column
		|| (str_find(message->text, words, 0) == SIZE_MAX && str_find(message->help, words, 0) == SIZE_MAX)) {
		print_message("expected %s at %u:%u with '%s'\n", rule_name(rule), line, column, words);
		fail_with_messages(job, "another message");
	}
}

#endif
