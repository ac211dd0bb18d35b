/* Fonts: families found by exact name, in the team's folder first; chains, fallback by cluster, what is reported when
 * a family is missing, and chains that several threads load at once. The families are those of fonts-noto-core. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "font/font.h"
#include "support.h"

typedef struct {
	Job job;
	char folder[64];
	FontSet *fonts;
} Fixture;

static const char SMALL[] =
	"scripts:\n"
	"  Latn:\n"
	"    package: fonts-noto-core\n"
	"    text: Noto Serif\n"
	"    sans: Noto Sans\n"
	"  Arab:\n"
	"    package: fonts-noto-core\n"
	"    text: Noto Naskh Arabic\n"
	"    companions: { text: { family: Noto Serif, size: 0.9 } }\n"
	"    languages: { ur: { text: Noto Nastaliq Urdu } }\n"
	"  Grek: { text: No Such Family, package: fonts-none }\n"
	"  Deva: { text: Noto Serif Devanagari }\n"
	"  Zsym: { text: Noto Sans Symbols2, package: fonts-symbols }\n";

static void write_file(const Fixture *f, const char *name, const void *bytes, size_t n) {
	Str path = path_join(f->job.arena, str_of(f->folder), str_of(name));
	FILE *file = fopen(str_z(f->job.arena, path), "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, n, file), n);
	fclose(file);
}

static Fixture *make_fixture(const char *yaml) {
	Fixture *f = calloc(1, sizeof *f);
	Arena *arena = arena_make();
	f->job = (Job){ arena, diag_make(arena, STR("")) };
	strcpy(f->folder, "/tmp/quoin-fonts-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	write_file(f, "fonts.yaml", yaml, strlen(yaml));
	return f;
}

static Fixture *open_fixture(const char *yaml) {
	Fixture *f = make_fixture(yaml);
	f->fonts = fontset_open(&f->job, str_of(f->folder));
	return f;
}

static void end_fixture(Fixture *f) {
	static const char *const names[] = { "fonts.yaml", "own.ttf", "broken.ttf" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unlink(str_z(f->job.arena, path_join(f->job.arena, str_of(f->folder), str_of(names[i]))));
	rmdir(f->folder);
	fontset_close(f->fonts);
	arena_free(f->job.arena);
	free(f);
}

static FaceChain chain(Fixture *f, const char *role, const char *script, const char *language, int weight,
                       bool italic) {
	return fontset_chain(f->fonts, &f->job, str_of(role), str_of(script), str_of(language), weight, italic);
}

static const char *family_for(Fixture *f, const FaceChain *chain, uint32_t a, uint32_t b) {
	const uint32_t characters[] = { a, b };
	FaceUse use = fontset_face_for(f->fonts, &f->job, chain, characters, b != 0 ? 2 : 1);
	return use.face != NULL ? str_z(f->job.arena, use.face->family) : "none";
}

static void a_face_is_found_by_family_and_style(void **state) {
	(void)state;
	Fixture *f = open_fixture(SMALL);
	const Face *face = chain(f, "text", "Latn", "en", 700, true).first.face;
	assert_non_null(face);
	assert_str(face->family, "Noto Serif");
	assert_str(face->style, "Bold Italic");
	assert_str(face->package, "fonts-noto-core");
	assert_int_equal(face->weight, 700);
	assert_true(face->italic && face->embeddable && !face->cff);
	assert_int_equal(face->upem, 1000);
	assert_true(face->descent < 0 && face->x_height > 400 && face->cap_height > face->x_height &&
	            face->ascent > face->cap_height);
	assert_true(face_has(face, 'A'));
	assert_false(face_has(face, 0x627));
	assert_int_equal(f->job.diag->messages.n, 0);
	end_fixture(f);
}

static void the_nearest_style_stands_in_for_one_that_is_missing(void **state) {
	(void)state;
	Fixture *f = open_fixture(SMALL);
	assert_int_equal(chain(f, "text", "Arab", "ar", 600, true).first.face->weight, 700);
	assert_int_equal(chain(f, "text", "Arab", "ar", 500, false).first.face->weight, 400);
	assert_int_equal(chain(f, "text", "Latn", "en", 900, false).first.face->weight, 700);
	assert_false(chain(f, "text", "Arab", "ar", 400, true).first.face->italic);
	end_fixture(f);
}

static void a_role_without_family_takes_that_of_another(void **state) {
	(void)state;
	Fixture *f = open_fixture(SMALL);
	assert_str(chain(f, "display", "Latn", "en", 400, false).first.face->family, "Noto Serif");
	assert_str(chain(f, "mono", "Latn", "en", 400, false).first.face->family, "Noto Sans");
	assert_str(chain(f, "sans", "Arab", "ar", 400, false).first.face->family, "Noto Naskh Arabic");
	end_fixture(f);
}

static void a_language_may_have_its_own_family(void **state) {
	(void)state;
	Fixture *f = open_fixture(SMALL);
	assert_str(chain(f, "text", "Arab", "ur-PK", 400, false).first.face->family, "Noto Nastaliq Urdu");
	assert_str(chain(f, "display", "Arab", "ur", 700, false).first.face->style, "Bold");
	assert_str(chain(f, "text", "Arab", "fa", 400, false).first.face->family, "Noto Naskh Arabic");
	end_fixture(f);
}

static void a_cluster_goes_to_one_face_that_has_all_of_it(void **state) {
	(void)state;
	Fixture *f = open_fixture(SMALL);
	FaceChain arabic = chain(f, "text", "Arab", "ar", 400, false);
	assert_string_equal(family_for(f, &arabic, 0x627, 0x64E), "Noto Naskh Arabic");
	assert_string_equal(family_for(f, &arabic, '(', 0), "Noto Serif");
	assert_string_equal(family_for(f, &arabic, 0x905, 0x200D), "Noto Serif Devanagari");
	assert_string_equal(family_for(f, &arabic, 0x2709, 0xFE0E), "Noto Sans Symbols2");
	assert_string_equal(family_for(f, &arabic, 0x2066, 0), "Noto Naskh Arabic");
	assert_string_equal(family_for(f, &arabic, 0xE000, 0), "none");
	FaceChain latin = chain(f, "text", "Latn", "vi", 400, false);
	assert_string_equal(family_for(f, &latin, 'e', 0x301), "Noto Serif");
	assert_string_equal(family_for(f, &latin, 0x1EC7, 0), "Noto Serif");
	assert_string_equal(family_for(f, &latin, 0x2011, 0), "Noto Serif");
	const uint32_t bracket[] = { '(' };
	FaceUse use = fontset_face_for(f->fonts, &f->job, &arabic, bracket, 1);
	assert_int_equal(use.size_permille, 900);
	assert_false(use.own);
	assert_true(arabic.first.own);
	assert_ptr_equal(fontset_face_for(f->fonts, &f->job, &latin, bracket, 1).face, use.face);
	assert_int_equal(f->job.diag->messages.n, 0);
	end_fixture(f);
}

static void a_chain_opens_only_its_first_face(void **state) {
	(void)state;
	Fixture *f = open_fixture(SMALL);
	unsigned first = chain(f, "text", "Arab", "ar", 400, false).first.face->id;
	FaceChain second = chain(f, "text", "Deva", "hi", 400, false);
	assert_int_equal(second.first.face->id, first + 1);
	assert_string_equal(family_for(f, &second, 'A', 0), "Noto Serif");
	assert_int_equal(chain(f, "text", "Latn", "en", 700, false).first.face->id, first + 3);
	assert_ptr_equal(chain(f, "text", "Deva", "hi", 400, false).first.face, second.first.face);
	end_fixture(f);
}

static void a_missing_family_is_reported_with_its_package(void **state) {
	(void)state;
	Fixture *f = open_fixture(SMALL);
	assert_null(chain(f, "text", "Grek", "el", 400, false).first.face);
	assert_null(chain(f, "sans", "Grek", "el", 700, false).first.face);
	assert_only(&f->job, RULE_FONT_NOT_FOUND, 11, 17, "fonts-none");
	assert_true(f->job.diag->write_failed);
	Job other = { f->job.arena, diag_make(f->job.arena, STR("el")) };
	fontset_chain(f->fonts, &other, STR("text"), STR("Grek"), STR("el"), 400, false);
	assert_int_equal(other.diag->errors, 1);
	FaceChain empty = chain(f, "text", "Grek", "el", 400, false);
	assert_string_equal(family_for(f, &empty, 'A', 0), "none");
	end_fixture(f);
}

static void a_script_without_family_is_reported(void **state) {
	(void)state;
	Fixture *f = open_fixture(SMALL);
	assert_null(chain(f, "text", "Ethi", "am", 400, false).first.face);
	assert_only(&f->job, RULE_FONT_SCRIPT_UNKNOWN, 1, 1, "'Ethi:'");
	end_fixture(f);
}

static void the_package_of_a_character_is_that_of_its_script(void **state) {
	(void)state;
	Fixture *f = open_fixture(SMALL);
	assert_str(fontset_package_for(f->fonts, f->job.arena, 0x3B1), "fonts-none");
	assert_str(fontset_package_for(f->fonts, f->job.arena, 0x2709), "fonts-symbols");
	assert_str(fontset_package_for(f->fonts, f->job.arena, 0x4E00), "");
	end_fixture(f);
}

/* A copy of a system font in the team's folder. */
static void copy_own(Fixture *f) {
	Fixture *system = open_fixture(SMALL);
	int error;
	Str path = chain(system, "sans", "Latn", "en", 700, false).first.face->path;
	Str bytes = file_read_bytes(system->job.arena, path, 1 << 24, &error);
	assert_true(bytes.n > 0);
	write_file(f, "own.ttf", bytes.p, bytes.n);
	end_fixture(system);
}

static void a_file_in_the_folder_comes_before_the_system(void **state) {
	(void)state;
	Fixture *f = make_fixture(SMALL);
	copy_own(f);
	f->fonts = fontset_open(&f->job, str_of(f->folder));
	const Face *face = chain(f, "sans", "Latn", "en", 400, false).first.face;
	assert_true(str_starts(face->path, f->folder));
	assert_str(face->family, "Noto Sans");
	assert_str(face->style, "Bold");
	assert_int_equal(face->weight, 700);
	assert_false(str_starts(chain(f, "text", "Latn", "en", 400, false).first.face->path, f->folder));
	end_fixture(f);
}

static void a_damaged_file_is_reported_and_another_taken(void **state) {
	(void)state;
	Fixture *f = make_fixture(SMALL);
	copy_own(f);
	int error;
	Str own = path_join(f->job.arena, str_of(f->folder), STR("own.ttf"));
	Str bytes = file_read_bytes(f->job.arena, own, 1 << 24, &error);
	char *damaged = arena_copy(f->job.arena, bytes.p, bytes.n);
	unsigned tables = (unsigned char)damaged[4] * 256u + (unsigned char)damaged[5];
	for (unsigned i = 0; i < tables; i++)
		if (memcmp(damaged + 12 + 16 * i, "glyf", 4) == 0)
			memcpy(damaged + 12 + 16 * i, "xxxx", 4);
	write_file(f, "broken.ttf", damaged, bytes.n);
	f->fonts = fontset_open(&f->job, str_of(f->folder));
	const Face *face = chain(f, "sans", "Latn", "en", 700, false).first.face;
	assert_non_null(face);
	assert_true(str_ends(face->path, "own.ttf"));
	assert_only(&f->job, RULE_FONT_UNREADABLE, 0, 0, "broken.ttf");
	end_fixture(f);
}

static void assert_yaml_refused(const char *yaml, Rule rule, unsigned line, unsigned column, const char *words) {
	Fixture *f = open_fixture(yaml);
	assert_only(&f->job, rule, line, column, words);
	end_fixture(f);
}

#define LATIN "scripts:\n  Latn: { text: Noto Serif }\n"

static void mistakes_of_fonts_yaml_are_reported(void **state) {
	(void)state;
	assert_yaml_refused("", RULE_KEY_MISSING, 1, 1, "scripts");
	assert_yaml_refused("scripts:\n  Arab: { text: Noto Naskh Arabic }\n", RULE_KEY_MISSING, 2, 3, "Latn");
	assert_yaml_refused(LATIN "  latin: { text: Noto Serif }\n", RULE_KEY_UNKNOWN, 3, 3, "ISO 15924");
	assert_yaml_refused(LATIN "  Arab: { txt: Noto Serif }\n", RULE_KEY_UNKNOWN, 3, 11, "'text'");
	assert_yaml_refused(LATIN "  Arab: { text: { size: 1 } }\n", RULE_KEY_MISSING, 3, 17, "family");
	assert_yaml_refused(LATIN "  Arab: { text: { family: A, size: 3 } }\n", RULE_VALUE_INVALID, 3, 36, "0.5 and 2");
	assert_yaml_refused(LATIN "role: {}\n", RULE_KEY_UNKNOWN, 3, 1, "'roles'");
	assert_yaml_refused("roles: { text: sans }\n" LATIN, RULE_VALUE_INVALID, 1, 16, "cannot fall back");
	assert_yaml_refused("roles: { display: serif }\n" LATIN, RULE_VALUE_INVALID, 1, 19, "serif");
	Fixture *f = open_fixture("roles: { display: sans, sans: display }\n" LATIN);
	assert_true(f->job.diag->errors > 0);
	assert_non_null(f->fonts);
	assert_null(chain(f, "display", "Latn", "en", 400, false).first.face);
	end_fixture(f);
}

static void the_file_of_the_repository_serves_the_languages_of_the_first_issue(void **state) {
	(void)state;
	Arena *arena = arena_make();
	Job job = { arena, diag_make(arena, STR("")) };
	FontSet *fonts = fontset_open(&job, STR("fonts"));
	assert_non_null(fonts);
	static const char *const roles[] = { "text", "display", "sans" }, *const scripts[] = { "Latn", "Cyrl", "Grek",
		                                                                                   "Arab" };
	for (size_t i = 0; i < 3; i++)
		for (size_t k = 0; k < 4; k++)
			assert_non_null(
				fontset_chain(fonts, &job, str_of(roles[i]), str_of(scripts[k]), STR("x"), 700, true).first.face);
	if (job.diag->messages.n > 0)
		fail_with_messages(&job, "fonts/fonts.yaml");
	fontset_close(fonts);
	arena_free(arena);
}

#define THREADS 8

typedef struct {
	FontSet *fonts;
	const Face *faces[6];
	bool clean;
} Worker;

static void *load(void *argument) {
	Worker *worker = argument;
	static const char *const scripts[] = { "Latn", "Arab", "Deva" };
	static const uint32_t characters[] = { '(', 0x2709, 0x627 };
	Arena *arena = arena_make();
	Job job = { arena, diag_make(arena, STR("")) };
	for (int round = 0; round < 50; round++) {
		for (int i = 0; i < 3; i++) {
			FaceChain chain = fontset_chain(worker->fonts, &job, STR("text"), str_of(scripts[i]), STR("x"), 400, false);
			worker->faces[i] = chain.first.face;
			worker->faces[3 + i] = fontset_face_for(worker->fonts, &job, &chain, &characters[i], 1).face;
			face_has(chain.first.face, 'x');
		}
	}
	worker->clean = job.diag->messages.n == 0;
	arena_free(arena);
	return NULL;
}

static void threads_share_the_faces_that_they_load(void **state) {
	(void)state;
	Fixture *f = open_fixture(SMALL);
	Worker workers[THREADS] = { 0 };
	pthread_t threads[THREADS];
	for (int i = 0; i < THREADS; i++) {
		workers[i].fonts = f->fonts;
		assert_int_equal(pthread_create(&threads[i], NULL, load, &workers[i]), 0);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < THREADS; i++) {
		assert_true(workers[i].clean);
		for (int k = 0; k < 6; k++) {
			assert_non_null(workers[i].faces[k]);
			assert_ptr_equal(workers[i].faces[k], workers[0].faces[k]);
		}
	}
	end_fixture(f);
}

static const char COMPANIONS[] =
	"scripts:\n"
	"  Latn: { text: Noto Serif, sans: Noto Sans }\n"
	"  Thai: { text: [Noto Serif Thai, Padauk] }\n"
	"  Mymr: { text: Padauk, companion-digits: yes }\n"
	"  Nkoo: { text: Noto Sans NKo, companions: { text: Noto Sans } }\n";

static void digits_and_marks_are_the_companions(void **state) {
	(void)state;
	Fixture *f = open_fixture(COMPANIONS);
	FaceChain thai = chain(f, "text", "Thai", "th", 400, false), burmese = chain(f, "text", "Mymr", "my", 400, false);
	assert_string_equal(family_for(f, &thai, '4', 0), "Noto Serif");
	assert_string_equal(family_for(f, &thai, '(', 0), "Noto Serif");
	assert_string_equal(family_for(f, &thai, 0x1000, 0), "Padauk");
	assert_false(thai.companion_digits);
	assert_true(burmese.companion_digits);
	FaceUse digit = fontset_companion_for(f->fonts, &f->job, &burmese, '4');
	assert_non_null(digit.face);
	assert_str(digit.face->family, "Noto Serif");
	assert_false(digit.own);
	assert_null(fontset_companion_for(f->fonts, &f->job, &burmese, 0x1000).face);
	end_fixture(f);
}

static void letters_beside_a_script_match_its_companion(void **state) {
	(void)state;
	Fixture *f = open_fixture(COMPANIONS);
	assert_str(fontset_role_beside(f->fonts, STR("text"), STR("Nkoo"), STR("nqo")), "sans");
	assert_str(fontset_role_beside(f->fonts, STR("text"), STR("Thai"), STR("th")), "text");
	assert_str(fontset_role_beside(f->fonts, STR("sans"), STR("Thai"), STR("th")), "sans");
	assert_str(fontset_role_beside(f->fonts, STR("text"), STR("Xxxx"), STR("xx")), "text");
	end_fixture(f);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_face_is_found_by_family_and_style),
		cmocka_unit_test(the_nearest_style_stands_in_for_one_that_is_missing),
		cmocka_unit_test(a_role_without_family_takes_that_of_another),
		cmocka_unit_test(a_language_may_have_its_own_family),
		cmocka_unit_test(a_cluster_goes_to_one_face_that_has_all_of_it),
		cmocka_unit_test(a_chain_opens_only_its_first_face),
		cmocka_unit_test(a_missing_family_is_reported_with_its_package),
		cmocka_unit_test(a_script_without_family_is_reported),
		cmocka_unit_test(the_package_of_a_character_is_that_of_its_script),
		cmocka_unit_test(a_file_in_the_folder_comes_before_the_system),
		cmocka_unit_test(a_damaged_file_is_reported_and_another_taken),
		cmocka_unit_test(mistakes_of_fonts_yaml_are_reported),
		cmocka_unit_test(the_file_of_the_repository_serves_the_languages_of_the_first_issue),
		cmocka_unit_test(digits_and_marks_are_the_companions),
		cmocka_unit_test(letters_beside_a_script_match_its_companion),
		cmocka_unit_test(threads_share_the_faces_that_they_load),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
