/* Reading and writing files: what fails leaves the old file whole. All cases fail for root as well. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

typedef struct {
	Arena *arena;
	Diag *diag;
	Str folder;
} Place;

static int place_open(void **state) {
	Arena *arena = arena_make();
	Place *place = arena_new(arena, Place);
	char name[] = "/tmp/test_base.XXXXXX";
	if (!mkdtemp(name))
		return -1;
	*place = (Place){ arena, diag_make(arena, STR("")), str_copy(arena, str_of(name)) };
	*state = place;
	return 0;
}

static size_t entries(Place *place) {
	size_t n = 0;
	DIR *folder = opendir(place->folder.p);
	assert_non_null(folder);
	while (readdir(folder))
		n++;
	closedir(folder);
	return n - 2;
}

static int place_close(void **state) {
	Place *place = *state;
	DIR *folder = opendir(place->folder.p);
	for (struct dirent *entry; (entry = readdir(folder));) {
		Str path = str_printf(place->arena, STR_FMT "/%s", STR_ARG(place->folder), entry->d_name);
		if (unlink(path.p) != 0)
			rmdir(path.p);
	}
	closedir(folder);
	int failed = rmdir(place->folder.p);
	arena_free(place->arena);
	return failed;
}

static Str in_place(Place *place, const char *name) {
	return str_printf(place->arena, STR_FMT "/%s", STR_ARG(place->folder), name);
}

static Str bytes_of(Place *place, Str path) {
	int error;
	return file_read_bytes(place->arena, path, 1 << 20, &error);
}

static void assert_refused(Place *place, Rule rule, const char *words) {
	assert_int_equal(place->diag->messages.n, 1);
	Message *m = &place->diag->messages.at[0];
	assert_int_equal(m->rule, rule);
	assert_true(m->help.n > 0);
	if (str_find(m->text, words, 0) == SIZE_MAX)
		fail_msg("'" STR_FMT "' does not say '%s'", STR_ARG(m->text), words);
}

static void a_file_is_written_replaced_and_read(void **state) {
	Place *place = *state;
	Str path = in_place(place, "out.pdf");
	mode_t mask = umask(027);
	assert_true(file_write(place->diag, path, "old", 3));
	umask(mask);
	struct stat st;
	assert_int_equal(stat(path.p, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_true(file_write(place->diag, path, "newer", 5));
	assert_str(bytes_of(place, path), "newer");
	assert_true(file_write(place->diag, path, NULL, 0));
	assert_int_equal(bytes_of(place, path).n, 0);
	assert_true(file_exists(path) && !file_exists(in_place(place, "other")));
	assert_int_equal(entries(place), 1);
	assert_int_equal(place->diag->messages.n, 0);
	assert_false(place->diag->write_failed);
}

/* The limit on the size of files stands for a full disk: writing stops in the middle. */
static void a_write_that_stops_leaves_the_old_file_whole(void **state) {
	Place *place = *state;
	Str path = in_place(place, "out.pdf");
	assert_true(file_write(place->diag, path, "old", 3));
	char *large = arena_alloc(place->arena, 100000);
	struct rlimit before, small;
	void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &before);
	small = (struct rlimit){ 5000, before.rlim_max };
	setrlimit(RLIMIT_FSIZE, &small);
	bool written = file_write(place->diag, path, large, 100000);
	setrlimit(RLIMIT_FSIZE, &before);
	signal(SIGXFSZ, handler);
	assert_false(written);
	assert_refused(place, RULE_FILE_WRITE, "larger than allowed");
	assert_true(place->diag->write_failed);
	assert_str(bytes_of(place, path), "old");
	assert_int_equal(entries(place), 1);
}

static void a_full_device_is_reported(void **state) {
	Place *place = *state;
	struct stat st;
	if (stat("/dev/full", &st) != 0 || !S_ISCHR(st.st_mode))
		skip();
	assert_false(file_write(place->diag, STR("/dev/full"), "x", 1));
	assert_refused(place, RULE_FILE_WRITE, "the disk is full");
	assert_int_equal(stat("/dev/full", &st), 0);
	assert_true(S_ISCHR(st.st_mode));
}

static void a_folder_that_is_a_file_is_reported(void **state) {
	Place *place = *state;
	assert_true(file_write(place->diag, in_place(place, "file"), "x", 1));
	assert_false(file_write(place->diag, in_place(place, "file/out.pdf"), "y", 1));
	assert_refused(place, RULE_FILE_WRITE, "not a folder");
	place->diag = diag_make(place->arena, STR(""));
	assert_false(file_make_folders(place->diag, in_place(place, "file/a/out.pdf")));
	assert_refused(place, RULE_FILE_WRITE, "not a folder");
	assert_str(bytes_of(place, in_place(place, "file")), "x");
	assert_int_equal(entries(place), 1);
}

static void a_target_that_is_a_folder_is_reported(void **state) {
	Place *place = *state;
	assert_false(file_write(place->diag, place->folder, "y", 1));
	assert_refused(place, RULE_FILE_WRITE, "it is a folder");
	assert_int_equal(entries(place), 0);
}

static void a_missing_folder_is_reported_and_can_be_made(void **state) {
	Place *place = *state;
	Str path = in_place(place, "a/out.pdf");
	assert_false(file_write(place->diag, path, "y", 1));
	assert_refused(place, RULE_FILE_WRITE, "the folder does not exist");
	assert_true(file_make_folders(place->diag, path));
	assert_true(file_make_folders(place->diag, path));
	assert_true(file_write(place->diag, path, "y", 1));
	assert_str(bytes_of(place, path), "y");
	unlink(path.p);
}

static void a_link_stays_and_its_target_is_replaced(void **state) {
	Place *place = *state;
	Str target = in_place(place, "target"), link = in_place(place, "link");
	struct stat st;
	assert_true(file_write(place->diag, target, "old", 3));
	assert_int_equal(symlink("target", link.p), 0);
	assert_true(file_write(place->diag, link, "new", 3));
	assert_int_equal(lstat(link.p, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_str(bytes_of(place, target), "new");
	assert_int_equal(entries(place), 2);
}

static void a_temporary_file_in_the_way_is_walked_round(void **state) {
	Place *place = *state;
	Str stale = in_place(place, str_printf(place->arena, ".out.pdf.%ld-0.tmp", (long)getpid()).p);
	assert_true(file_write(place->diag, stale, "stale", 5));
	assert_true(file_write(place->diag, in_place(place, "out.pdf"), "new", 3));
	assert_str(bytes_of(place, stale), "stale");
	assert_str(bytes_of(place, in_place(place, "out.pdf")), "new");
	assert_int_equal(entries(place), 2);
}

static void long_names_can_be_written(void **state) {
	Place *place = *state;
	char name[256] = { 0 };
	for (size_t i = 0; i < 254; i += 2)
		memcpy(name + i, "\u00E9", 2);
	assert_true(file_write(place->diag, in_place(place, name), "x", 1));
	assert_int_equal(entries(place), 1);
}

static void a_file_is_read_with_its_lines(void **state) {
	Place *place = *state;
	Str path = in_place(place, "in.md");
	assert_true(file_write(place->diag, path, "\xEF\xBB\xBF" "a\nb\r\nc\rd\n", 12));
	SourceFile *file = file_read(place->arena, place->diag, path, POS_NONE);
	assert_non_null(file);
	assert_str(file->text, "a\nb\r\nc\rd\n");
	assert_true(str_eq(file->path, path));
	static const uint32_t starts[] = { 0, 2, 5, 7, 9 };
	assert_int_equal(file->lines, 5);
	assert_memory_equal(file->line_starts, starts, sizeof starts);
	assert_int_equal(file_of_text(place->arena, STR("x"), STR(""))->lines, 1);
}

static void what_cannot_be_read_is_reported_where_it_was_asked_for(void **state) {
	Place *place = *state;
	SourceFile *asking = file_of_text(place->arena, STR("issue.yaml"), STR("a: missing.md\n"));
	assert_null(file_read(place->arena, place->diag, in_place(place, "missing.md"), (Pos){ asking, 3, 10 }));
	assert_refused(place, RULE_FILE_MISSING, "missing.md");
	assert_ptr_equal(place->diag->messages.at[0].pos.file, asking);
	assert_false(place->diag->write_failed);
	place->diag = diag_make(place->arena, STR(""));
	assert_null(file_read(place->arena, place->diag, place->folder, POS_NONE));
	assert_refused(place, RULE_FILE_UNREADABLE, "it is a folder");
	place->diag = diag_make(place->arena, STR(""));
	assert_null(file_read(place->arena, place->diag, STR("/dev/null"), POS_NONE));
	assert_refused(place, RULE_FILE_UNREADABLE, "not an ordinary file");
	assert_true(place->diag->write_failed);
	place->diag = diag_make(place->arena, STR(""));
	Str large = in_place(place, "large");
	int fd = open(large.p, O_CREAT | O_WRONLY, 0600);
	assert_int_equal(ftruncate(fd, 16 * 1024 * 1024 + 1), 0);
	close(fd);
	assert_null(file_read(place->arena, place->diag, large, POS_NONE));
	assert_refused(place, RULE_FILE_TOO_LARGE, "16 MiB");
}

static void other_encodings_are_reported_at_the_first_bad_byte(void **state) {
	Place *place = *state;
	static const struct { const char *bytes; size_t n; uint32_t offset; const char *words; } cases[] = {
		{ "one\ncaf\xE9!\n", 10, 7, "0xE9" }, { "\xFF\xFE" "a\0", 4, 0, "UTF-16" }, { "\xFE\xFF\0a", 4, 0, "UTF-16" },
		{ "ab\0c", 4, 2, "0x00" },
	};
	Str path = in_place(place, "in.md");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		place->diag = diag_make(place->arena, STR(""));
		assert_true(file_write(place->diag, path, cases[i].bytes, cases[i].n));
		assert_null(file_read(place->arena, place->diag, path, POS_NONE));
		assert_refused(place, RULE_ENCODING_UTF8, cases[i].words);
		assert_int_equal(place->diag->messages.at[0].pos.offset, cases[i].offset);
	}
}

static void bytes_are_read_up_to_a_limit(void **state) {
	Place *place = *state;
	Str path = in_place(place, "x");
	int error;
	assert_true(file_write(place->diag, path, "\xFF\0\x01", 3));
	Str bytes = file_read_bytes(place->arena, path, 3, &error);
	assert_int_equal(bytes.n, 3);
	assert_memory_equal(bytes.p, "\xFF\0\x01", 3);
	assert_int_equal(error, 0);
	assert_null(file_read_bytes(place->arena, path, 2, &error).p);
	assert_int_equal(error, EFBIG);
	assert_null(file_read_bytes(place->arena, in_place(place, "none"), 2, &error).p);
	assert_int_equal(error, ENOENT);
}

static void paths_are_joined_and_made_normal(void **state) {
	(void)state;
	static const struct { const char *folder, *name, *path; } cases[] = {
		{ "a/b", "c", "a/b/c" }, { "a/b", "../c", "a/c" }, { "a", "../../c", "../c" }, { "..", "../c", "../../c" },
		{ ".", "c", "c" }, { "a/", "./c//d/", "a/c/d" }, { "/a", "../../c", "/c" }, { "/", "..", "/" }, { "a",
		"/b/../c", "/c" },
		{ "a", "..", "." }, { "", "", "." }, { "/a/b", "..", "/a" }, { "issues/2026-4", "../../layouts/q.yaml",
		"layouts/q.yaml" },
		{ "a", "..b", "a/..b" }, { "a..", "../c", "c" },
	};
	Arena *arena = arena_make();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_str(path_join(arena, str_of(cases[i].folder), str_of(cases[i].name)), cases[i].path);
	assert_str(path_folder(STR("a/b/c")), "a/b");
	assert_str(path_folder(STR("c")), ".");
	assert_str(path_folder(STR("/c")), "/");
	assert_str(path_folder(STR("a/b/")), "a");
	assert_str(path_folder(STR("/")), "/");
	assert_str(path_folder(STR("")), ".");
	arena_free(arena);
}

#define WITH_PLACE(test) cmocka_unit_test_setup_teardown(test, place_open, place_close)

int main(void) {
	const struct CMUnitTest tests[] = {
		WITH_PLACE(a_file_is_written_replaced_and_read),
		WITH_PLACE(a_write_that_stops_leaves_the_old_file_whole),
		WITH_PLACE(a_full_device_is_reported),
		WITH_PLACE(a_folder_that_is_a_file_is_reported),
		WITH_PLACE(a_target_that_is_a_folder_is_reported),
		WITH_PLACE(a_missing_folder_is_reported_and_can_be_made),
		WITH_PLACE(a_link_stays_and_its_target_is_replaced),
		WITH_PLACE(a_temporary_file_in_the_way_is_walked_round),
		WITH_PLACE(long_names_can_be_written),
		WITH_PLACE(a_file_is_read_with_its_lines),
		WITH_PLACE(what_cannot_be_read_is_reported_where_it_was_asked_for),
		WITH_PLACE(other_encodings_are_reported_at_the_first_bad_byte),
		WITH_PLACE(bytes_are_read_up_to_a_limit),
		cmocka_unit_test(paths_are_joined_and_made_normal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
