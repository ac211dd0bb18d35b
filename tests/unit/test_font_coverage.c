/* fonts/fonts.yaml: every script that readers write today finds its letters in its own family, and the punctuation and digits
 * that go with them in that or in the companion; regions of the Chinese characters have their own faces. */
#include <string.h>

#include "font/font.h"
#include "support.h"

typedef struct {
	const char *script, *language, *letters, *family;
} Row;

static const Row rows[] = {
	{ "Latn", "en", "AaÉéßØłșțğİıñœÆŋɛɔŧ", "Noto Serif" },
	{ "Latn", "vi", "ẾệỗửẮđơư", "Noto Serif" },
	{ "Latn", "yo", "ẸẹỌọṢṣ", "Noto Serif" },
	{ "Cyrl", "ru", "АбЖщЫэЯё", "Noto Serif" },
	{ "Cyrl", "sr", "ЂђЉљЊњЋћЏџ", "Noto Serif" },
	{ "Grek", "el-polyton", "ἈᾳΆὕῷϛ", "Noto Serif" },
	{ "Armn", "hy", "ԱաՖֆև՞՜՛֊", "Noto Serif Armenian" },
	{ "Geor", "ka", "აბგჰ", "Noto Serif Georgian" },
	{ "Hebr", "he", "אבםת־׳״", "Noto Serif Hebrew" },
	{ "Arab", "ar", "ابتثحكلي٠١٩،؛؟", "Noto Naskh Arabic" },
	{ "Arab", "fa", "پچژگکی۴۵۶", "Noto Naskh Arabic" },
	{ "Arab", "ug", "ئۆۈېڭەۋ", "Noto Naskh Arabic" },
	{ "Arab", "ckb", "ڕڵێۆە", "Noto Naskh Arabic" },
	{ "Arab", "ur", "ٹڈڑںےہھ۔۴۷", "Noto Nastaliq Urdu" },
	{ "Syrc", "syr", "ܐܒܓܬ", "Noto Sans Syriac" },
	{ "Thaa", "dv", "ހށނރބޅކއަި", "Noto Sans Thaana" },
	{ "Nkoo", "nqo", "ߊߋߌߍߓߔ߀߁߉߸", "Noto Sans NKo" },
	{ "Adlm", "ff-Adlm", "𞤀𞤢𞤃𞤥", "Noto Sans Adlam" },
	{ "Deva", "hi", "अआकखज्ञ।॥०९", "Noto Serif Devanagari" },
	{ "Deva", "mr", "ळऱॲ", "Noto Serif Devanagari" },
	{ "Beng", "bn", "অআকখ৳০৯", "Noto Serif Bengali" },
	{ "Guru", "pa", "ਅਆਕਖੴ", "Noto Serif Gurmukhi" },
	{ "Gujr", "gu", "અઆકખ", "Noto Serif Gujarati" },
	{ "Orya", "or", "ଅଆକଖ", "Noto Sans Oriya" },
	{ "Taml", "ta", "அஆகஸஷ", "Noto Serif Tamil" },
	{ "Telu", "te", "అఆకఖ", "Noto Serif Telugu" },
	{ "Knda", "kn", "ಅಆಕಖ", "Noto Serif Kannada" },
	{ "Mlym", "ml", "അആകഖൾൻ", "Noto Serif Malayalam" },
	{ "Sinh", "si", "අආකඛ", "Noto Serif Sinhala" },
	{ "Thai", "th", "กขคฯๆำ", "Noto Serif Thai" },
	{ "Laoo", "lo", "ກຂຄໆຯ", "Noto Serif Lao" },
	{ "Khmr", "km", "កខគ។ៗ", "Noto Serif Khmer" },
	{ "Mymr", "my", "ကခဂ၊။၁", "Padauk" },
	{ "Mymr", "shn", "ၵၶꩧႁဢ", "Padauk" },
	{ "Mymr", "mnw", "ၚၛဲ", "Padauk" },
	{ "Tibt", "bo", "ཀཁག་།༠", "Noto Serif Tibetan" },
	{ "Java", "jv-Java", "ꦏꦒꦔ꧈꧉", "Noto Sans Javanese" },
	{ "Bali", "ban", "ᬓᬔᬕ", "Noto Serif Balinese" },
	{ "Sund", "su-Sund", "ᮃᮄᮊ", "Noto Sans Sundanese" },
	{ "Lana", "nod-Lana", "ᨠᨡᨣ", "Noto Sans Tai Tham" },
	{ "Tavt", "blt", "ꪀꪁꪂ", "Tai Heritage Pro" },
	{ "Talu", "khb", "ᦀᦁᦂ", "Noto Sans New Tai Lue" },
	{ "Cham", "cjm", "ꨀꨁꨂ", "Noto Sans Cham" },
	{ "Cakm", "ccp", "𑄇𑄈𑄉", "Noto Sans Chakma" },
	{ "Olck", "sat", "ᱚᱛᱜ", "Noto Sans Ol Chiki" },
	{ "Mtei", "mni", "ꯀꯁꯂ", "Noto Sans Meetei Mayek" },
	{ "Ethi", "am", "ሀለሐ፡።፣፤", "Noto Serif Ethiopic" },
	{ "Ethi", "ti", "ቐቑኸዀ", "Noto Serif Ethiopic" },
	{ "Tfng", "zgh", "ⴰⴱⴳⵣ", "Noto Sans Tifinagh" },
	{ "Vaii", "vai", "ꔀꔁꔂ", "Noto Sans Vai" },
	{ "Cher", "chr", "ᎠᎡᎢꭰ", "Noto Sans Cherokee" },
	{ "Cans", "iu", "ᐃᓄᒃᑎᑐᑦᙱ", "Noto Sans Canadian Aboriginal" },
	{ "Mong", "mn-Mong", "ᠠᠡᠢᠮᠣᠩᠭᠣᠯ᠂᠃", "Noto Sans Mongolian" },
	{ "Yiii", "ii", "ꀀꀁꀂ", "Nuosu SIL" },
	{ "Hani", "zh-Hans", "骨直门中、。「」", "Noto Serif CJK SC" },
	{ "Hani", "zh-Hant", "骨直門中、。「」", "Noto Serif CJK TC" },
	{ "Hani", "zh-Hant-TW", "骨直門中", "Noto Serif CJK TC" },
	{ "Hani", "zh-Hant-HK", "骨直門中", "Noto Serif CJK HK" },
	{ "Hani", "ja", "骨直門中々、。「」", "Noto Serif CJK JP" },
	{ "Hira", "ja", "あいうゝ", "Noto Serif CJK JP" },
	{ "Kana", "ja", "アイウーヽ", "Noto Serif CJK JP" },
	{ "Hani", "ko", "骨直門", "Noto Serif CJK KR" },
	{ "Hang", "ko", "한국어", "Noto Serif CJK KR" },
	{ "Bopo", "zh-Hant", "ㄅㄆㄇ", "Noto Serif CJK TC" },
};

typedef struct {
	Job job;
	FontSet *fonts;
} Fixture;

static int set_up(void **state) {
	Arena *arena = arena_make();
	Fixture *f = arena_new(arena, Fixture);
	f->job = (Job){ arena, diag_make(arena, STR("")) };
	f->fonts = fontset_open(&f->job, STR("fonts"));
	*state = f;
	return f->fonts ? 0 : -1;
}

static int tear_down(void **state) {
	Fixture *f = *state;
	fontset_close(f->fonts);
	arena_free(f->job.arena);
	return 0;
}

static FaceChain chain_of(Fixture *f, const Row *row, const char *role, int weight) {
	FaceChain chain = fontset_chain(f->fonts, &f->job, str_of(role), str_of(row->script), str_of(row->language), weight, false);
	if (!chain.first.face)
		fail_with_messages(&f->job, row->script);
	return chain;
}

static void every_script_has_its_letters_in_its_own_family(void **state) {
	Fixture *f = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		FaceChain chain = chain_of(f, &rows[i], "text", 400);
		if (!str_is(chain.first.face->family, rows[i].family))
			fail_msg("%s %s is set in " STR_FMT, rows[i].script, rows[i].language, STR_ARG(chain.first.face->family));
		Str letters = str_of(rows[i].letters);
		for (size_t at = 0; at < letters.n;) {
			uint32_t c = utf8_next(letters, &at);
			FaceUse use = fontset_face_for(f->fonts, &f->job, &chain, &c, 1);
			if (!use.face || !use.own)
				fail_msg("U+%04X of %s %s is set in " STR_FMT, c, rows[i].script, rows[i].language, STR_ARG(use.face ? use.face->family : STR("nothing")));
		}
	}
	if (f->job.diag->messages.n > 0)
		fail_with_messages(&f->job, "messages");
}

static void every_script_has_digits_and_punctuation_beside_it(void **state) {
	Fixture *f = *state;
	static const uint32_t signs[] = { '0', '9', '(', ')', '-', '.', ',', ':', 0x2010, 0x2013, 0x201C, 0x201D, 0xAB, 0xBB, 'A', 'z' };
	static const char *const roles[] = { "text", "display", "sans", "mono" };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (size_t role = 0; role < 4; role++) {
			FaceChain chain = chain_of(f, &rows[i], roles[role], 700);
			for (size_t k = 0; k < sizeof signs / sizeof *signs; k++) {
				FaceUse use = fontset_face_for(f->fonts, &f->job, &chain, &signs[k], 1);
				bool near = use.face && (use.own || str_starts(use.face->family, "Noto Serif") || str_starts(use.face->family, "Noto Sans"));
				if (!near || use.size_permille < 800 || use.size_permille > 1200)
					fail_msg("U+%04X beside %s in %s", signs[k], rows[i].script, roles[role]);
			}
		}
}

/* The companion is as tall beside a script as Latin is alone: its size undoes the script's scale in typography.yaml. */
static void companions_undo_the_scale_of_the_script(void **state) {
	Fixture *f = *state;
	static const struct { const char *script, *language; int scale; } scales[] = {
		{ "Arab", "ar", 1100 }, { "Arab", "ur", 850 }, { "Hebr", "he", 950 }, { "Thaa", "dv", 1100 }, { "Khmr", "km", 950 },
		{ "Ethi", "am", 900 },  { "Cans", "iu", 900 }, { "Deva", "hi", 1000 },  { "Tibt", "bo", 950 },
	};
	const uint32_t letter = 'x';
	for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
		FaceChain chain = fontset_chain(f->fonts, &f->job, STR("text"), str_of(scales[i].script), str_of(scales[i].language), 400, false);
		FaceUse use = fontset_face_for(f->fonts, &f->job, &chain, &letter, 1);
		int product = use.own ? 1000 : use.size_permille * scales[i].scale / 1000;
		if (product < 985 || product > 1015)
			fail_msg("%s: %d thousandths", scales[i].script, product);
	}
}

static void weights_and_slants_are_those_that_exist(void **state) {
	Fixture *f = *state;
	Row deva = { "Deva", "hi", "", "" }, syriac = { "Syrc", "syr", "", "" }, latin = { "Latn", "en", "", "" };
	assert_int_equal(chain_of(f, &deva, "text", 700).first.face->weight, 700);
	assert_int_equal(chain_of(f, &syriac, "text", 700).first.face->weight, 400);
	assert_true(fontset_chain(f->fonts, &f->job, STR("text"), STR("Latn"), STR("en"), 400, true).first.face->italic);
	assert_false(fontset_chain(f->fonts, &f->job, STR("text"), STR("Deva"), STR("hi"), 400, true).first.face->italic);
	assert_int_equal(chain_of(f, &latin, "mono", 400).first.face->weight, 400);
}

static void rare_characters_and_signs_are_found(void **state) {
	Fixture *f = *state;
	static const uint32_t rare[] = { 0x20040, 0x2A81E, 0x2709, 0x260E, 0x2605, 0x2713, 0x2192, 0x221E, 0x1D11E, 0x12000, 0x13000, 0x16A0, 0x2C00 };
	FaceChain chain = fontset_chain(f->fonts, &f->job, STR("text"), STR("Latn"), STR("en"), 400, false);
	for (size_t i = 0; i < sizeof rare / sizeof *rare; i++)
		if (!fontset_face_for(f->fonts, &f->job, &chain, &rare[i], 1).face)
			fail_msg("U+%04X", rare[i]);
}

static void a_cluster_stays_in_one_face(void **state) {
	Fixture *f = *state;
	static const struct { const char *script, *language; uint32_t c[4]; size_t n; } clusters[] = {
		{ "Latn", "din", { 0x25B, 0x308 }, 2 },          { "Hebr", "he", { 0x5E9, 0x5C1, 0x5B8 }, 3 },
		{ "Deva", "sa", { 0x915, 0x951 }, 2 },           { "Thai", "th", { 0xE17, 0xE35, 0xE48 }, 3 },
		{ "Khmr", "km", { 0x179F, 0x17D2, 0x178F, 0x17D2 }, 4 }, { "Hani", "ja", { 0x845B, 0xE0100 }, 2 },
	};
	for (size_t i = 0; i < sizeof clusters / sizeof *clusters; i++) {
		FaceChain chain = fontset_chain(f->fonts, &f->job, STR("text"), str_of(clusters[i].script), str_of(clusters[i].language), 400, false);
		FaceUse use = fontset_face_for(f->fonts, &f->job, &chain, clusters[i].c, clusters[i].n);
		assert_true(use.face && use.own);
	}
}

static void what_is_used_can_be_listed(void **state) {
	Fixture *f = *state;
	Str *scripts;
	FontEntry *entries;
	assert_true(fontset_scripts(f->fonts, f->job.arena, &scripts) > 130);
	assert_true(str_is(scripts[0], "Latn"));
	size_t n = fontset_entries(f->fonts, f->job.arena, STR("Arab"), STR("ur-PK"), &entries);
	assert_int_equal(n, 2);
	assert_true(str_is(entries[0].family, "Noto Nastaliq Urdu") && str_is(entries[0].role, "text") && !entries[0].companion);
	assert_true(str_is(entries[0].styles, "Regular, Bold") && str_is(entries[0].package, "fonts-noto-core"));
	assert_true(entries[1].companion && entries[1].size_permille == 1180);
	assert_int_equal(fontset_having(f->fonts, &f->job, 0xA984, &entries), 1);
	assert_true(str_is(entries[0].family, "Noto Sans Javanese"));
	assert_int_equal(fontset_having(f->fonts, &f->job, 0xE000, &entries), 0);
	assert_true(str_is(fontset_script_of(f->job.arena, 0x30A2), "Kana"));
	assert_true(str_is(fontset_script_of(f->job.arena, 0x2709), "Zsym"));
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_script_has_its_letters_in_its_own_family),
		cmocka_unit_test(every_script_has_digits_and_punctuation_beside_it),
		cmocka_unit_test(companions_undo_the_scale_of_the_script),
		cmocka_unit_test(weights_and_slants_are_those_that_exist),
		cmocka_unit_test(rare_characters_and_signs_are_found),
		cmocka_unit_test(a_cluster_stays_in_one_face),
		cmocka_unit_test(what_is_used_can_be_listed),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
