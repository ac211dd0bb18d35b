/* Hyphenation against known words. Of the languages whose dictionaries `make hyphens` repairs or converts, what is expected
 * was computed by another implementation of F. M. Liang's method, on the patterns as they are before the conversion. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "text/internal.h"

typedef struct {
	const char *tag, *words;
} Known;

/* Words of the Universal Declaration of Human Rights. */
static const Known made[] = {
	{ "cs", "ne-za-měst-na-nosti pra-vi-del-ných při-stu-po-vat ne-lid-skému su-ve-re-nity" },
	{ "sk", "ne-za-mest-na-nosti or-ga-ni-zá-ciou ná-bo-žen-stva vše-obec-ného po-stup-nými" },
	{ "da", "af-stem-nings-må-der straf-fe-rets-lig vi-den-ska-be-lig selv-sty-ren-de su-veræ-ni-tet" },
	{ "nb", "retts-for-føl-gel-se straffe-an-kla-ge ar-beids-ti-den un-der-vis-ning slave-han-del" },
	{ "nn", "ein-skild-men-nes-ke men-neske-ret-ta sjølv-sten-dig sjølv-sty-ret kul-tu-rel-le" },
	{ "lt", "bend-ra-dar-bia-vi-mą pri-pa-žįs-ta-mos eko-no-mi-nėms pri-klau-sy-ti ga-ran-tuo-tų" },
	{ "it", "am-mi-ni-stra-zio-ne cit-ta-di-nan-za ap-pli-ca-bi-le ra-gio-ne-vo-le ef-fet-tua-te" },
	{ "ru", "бес-пре-пят-ствен-но предъ-яв-лен-но-го по-ся-га-тельств обя-за-тель-ным граж-дан-ства" },
	{ "is", "mann-grein-ar-á-lits guðs-þjón-ust-um verkn-að-ur-inn sak-born-ings grein-ar-mun" },
	{ "et", "dek-la-rat-sioo-niga põ-hi-õi-gus-tesse re-pu-tat-siooni rah-vus-li-kust pe-re-kon-nale" },
	{ "uk", "не-са-мов-ря-до-ва-ною під-не-віль-но-му су-спіль-ством по-збав-ле-ний ви-яв-ля-ти-ся" },
	{ "be", "агуль-на-да-с-ту-п-най кры-мі-наль-на-га пра-г-рэ-сіў-ных гра-ма-д-с-т-вам са-ма-воль-нае" },
	{ "gl", "ar-bi-tra-ria-men-te sa-tis-fac-to-ria ar-bi-tra-rias pro-cla-ma-dos con-cien-cia" },
	{ "id", "memp-rak-tek-kan-nya ke-hi-du-pan-nya ber-mar-ta-bat per-an-ta-ra-an ke-sem-pat-an" },
	{ "el", "ανα-παλ-λο-τρί-ω-των ανε-κτι-κό-τη-τα δη-μο-κρα-τι-κή οι-κο-νο-μι-κών ανε-ξάρ-τη-τη" },
	{ "el-polyton", "συμ-πε-ρι-φέ-ρον-ται θρη-σκευ-τι-κές δι-καιο-δο-σία τα-πει-νω-τι-κή δι-καιω-μα-τα" },
	{ "tr", "ge-liş-ti-ril-me-si-ni uy-ruk-lu-ğun-dan yok-sul-luk-tan kı-sıt-la-ma-ya hak-la-rı-nın" },
	{ "fi", "de-mo-kraat-ti-ses-sa tur-val-li-suu-teen us-kon-nol-lis-ten vaa-li-va-pau-den po-liit-ti-seen" },
	{ "ka", "არათ-ვით-მმარ-თვე-ლი მი-უ-კერ-ძო-ე-ბელ-მა მი-ის-წრაფ-ვო-დეს თა-ვი-სუფ-ლე-ბას გან-ვი-თა-რე-ბა" },
	{ "hy", "արժա-նա-պատվության արտաա-մուսնա-կան մի-ջամտության իրա-վունքներ մի-ջազգա-յին բանտարկության" },
	{ "eu", "agin-pi-de-du-ne-tan ezin-bes-te-koak kon-tzien-tzia he-rri-ta-rren aha-le-gi-naz" },
	{ "cy", "chyd-genedl-aethol am-ddiffyn-iad bleid-leisio was-an-aethau diweith-dra" },
	{ "ga", "bhriog-air-eachta mhair-eacht-ana chomh-ion-ann éif-eath-t-ach gcreid-eamh cheartas" },
	{ "eo", "an-taŭ-kon-si-de-roj in-ter-ve-nojn aŭ-to-ri-ta-to mal-a-g-no-s-ko ŝta-ta-n-econ" },
	{ "am", "በኢ-ን-ተ-ር-ና-ሽ-ናል እን-ዲ-ከ-ላ-ከ-ል-ለት ለሚ-ደ-ረ-ግ-ባ-ቸው አይ-ፈ-ረ-ድ-በ-ትም እን-ዲ-ወ-ገ-ድ-ለት" },
};

static const Known shipped[] = {
	{ "de", "Do-nau-dampf-schiff-fahrt Men-schen-rech-te Bun-des-ver-fas-sungs-ge-richt" },
	{ "es", "li-ber-tad de-re-chos in-ter-na-cio-nal" },
	{ "en", "de-vel-op-ment news-let-ter record project" },
	{ "fr", "jour-na-liste dé-ve-lop-pe-ment" },
	{ "pl", "wol-no-ści spra-wie-dli-wość" },
	{ "nl", "men-se-lij-ke ver-ant-woor-de-lijk-heid" },
	{ "hu", "em-be-ri igaz-ság" },
	{ "sr", "сло-бо-да људ-ских" },
	{ "ro", "li-ber-ta-te de-mo-cra-ție" },
};

typedef struct {
	Job job;
	Str tag;
	Locale *locale;
	HyphenCache *cache;
} Hyphens;

/* Large dictionaries take their time to load, above all under sanitizers, so each is opened once. */
#define MOST_OPEN 64
static Hyphens opened[MOST_OPEN];
static size_t opened_count;

static Hyphens open_own(const char *tag) {
	Arena *arena = arena_make();
	Hyphens h = { .job = { arena, diag_make(arena, STR("")) }, .tag = str_of(tag) };
	h.locale = locale_read(&h.job, STR("layouts"), h.tag);
	h.cache = hyphens_open(&h.job, NULL, h.locale);
	if (!h.cache)
		fail_msg("no dictionary for %s; 'make hyphens' makes them", tag);
	return h;
}

static Hyphens *open_hyphens(const char *tag) {
	for (size_t i = 0; i < opened_count; i++)
		if (str_is(opened[i].tag, tag))
			return &opened[i];
	assert_true(opened_count < MOST_OPEN);
	opened[opened_count] = open_own(tag);
	return &opened[opened_count++];
}

static int close_all(void **state) {
	(void)state;
	while (opened_count > 0)
		arena_free(opened[--opened_count].job.arena);
	return 0;
}

/* The word with hyphens at its breaks. */
static Str divided(Hyphens *h, Str word) {
	uint8_t points[256];
	Buf out = { 0 };
	hyphenate_word(h->cache, word, points);
	for (size_t i = 0; i < word.n; i++) {
		if (points[i])
			buf_byte(&out, '-');
		buf_byte(&out, word.p[i]);
	}
	Str result = str_copy(h->job.arena, buf_as_str(&out));
	buf_free(&out);
	return result;
}

static Str without_hyphens(Arena *arena, Str word) {
	Buf out = { 0 };
	for (size_t i = 0; i < word.n; i++)
		if (word.p[i] != '-')
			buf_byte(&out, word.p[i]);
	Str result = str_copy(arena, buf_as_str(&out));
	buf_free(&out);
	return result;
}

static void assert_known(const Known *known) {
	Hyphens *h = open_hyphens(known->tag);
	Str rest = str_of(known->words);
	while (rest.n > 0) {
		size_t space = str_find(rest, " ", 0);
		Str word = str_sub(rest, 0, space == SIZE_MAX ? rest.n : space);
		rest = str_sub(rest, space == SIZE_MAX ? rest.n : space + 1, rest.n);
		Str result = divided(h, without_hyphens(h->job.arena, word));
		if (!str_eq(result, word))
			fail_msg("%s: '" STR_FMT "' is not '" STR_FMT "'", known->tag, STR_ARG(result), STR_ARG(word));
	}
}

static void made_dictionaries_divide_as_their_patterns_say(void **state) {
	(void)state;
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		assert_known(&made[i]);
}

static void shipped_dictionaries_divide_known_words(void **state) {
	(void)state;
	for (size_t i = 0; i < sizeof shipped / sizeof *shipped; i++)
		assert_known(&shipped[i]);
}

static void assert_divided(Hyphens *h, const char *word, const char *expected) {
	Str result = divided(h, str_of(word));
	if (!str_is(result, expected))
		fail_msg("'" STR_FMT "' is not '%s'", STR_ARG(result), expected);
}

static void capitals_and_composition_change_nothing(void **state) {
	(void)state;
	Hyphens *h = open_hyphens("de");
	assert_divided(h, "Verfügung", "Ver-fü-gung");
	assert_divided(h, "verfu\u0308gung", "ver-fu\u0308-gung");
	h = open_hyphens("ru");
	assert_divided(h, "Человек", "Че-ло-век");
	h = open_hyphens("tr");
	assert_divided(h, "İstanbul", "İs-tan-bul");
	assert_divided(h, "I\u0307stanbul", "I\u0307s-tan-bul");
	h = open_hyphens("el-polyton");
	assert_divided(h, "Ἐλευθερία", "Ἐλευ-θε-ρία");
}

static void the_languages_minima_hold(void **state) {
	(void)state;
	assert_divided(open_hyphens("es"), "internacional", "in-ter-na-cio-nal");
	Hyphens h = open_own("es");
	h.locale->hyphenation.start = 4;
	h.locale->hyphenation.end = 5;
	assert_divided(&h, "internacional", "inter-na-cional");
	arena_free(h.job.arena);
	h = open_own("es");
	h.locale->hyphenation.min_word = 8;
	assert_divided(&h, "derecho", "derecho");
	assert_divided(&h, "derechos", "de-re-chos");
	arena_free(h.job.arena);
}

static void a_fragment_without_a_vowel_is_not_cut_off(void **state) {
	(void)state;
	Hyphens *h = open_hyphens("bg");
	Str vowels = h->locale->hyphenation.vowels;
	assert_true(vowels.n > 0);
	uint8_t points[256];
	static const char *const words[] = { "всъщност", "стратегия", "вкъщи", "промишленост", "христо", "спорт" };
	for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
		Str word = str_of(words[w]);
		hyphenate_word(h->cache, word, points);
		for (size_t i = 1; i < word.n; i++) {
			bool before = false, after = false;
			for (size_t at = 0; points[i] && at < vowels.n;) {
				size_t start = at;
				utf8_next(vowels, &at);
				const char *vowel = str_z(h->job.arena, str_sub(vowels, start, at));
				before |= str_find(str_sub(word, 0, i), vowel, 0) != SIZE_MAX;
				after |= str_find(str_sub(word, i, word.n), vowel, 0) != SIZE_MAX;
			}
			assert_true(!points[i] || (before && after));
		}
	}
	assert_divided(h, "стратегия", "стра-те-гия");
}

static void indic_clusters_stay_whole(void **state) {
	(void)state;
	Hyphens *h = open_hyphens("ta");
	assert_divided(h, "தமிழ்நாட்டில்", "தமிழ்-நாட்-டில்");
	h = open_hyphens("ml");
	uint8_t points[256];
	Str word = STR("അവകാശങ്ങൾക്ക്");
	hyphenate_word(h->cache, word, points);
	int breaks = 0;
	for (size_t at = 0; at < word.n;) {
		size_t here = at;
		uint32_t c = utf8_next(word, &at);
		bool mark = (c >= 0xD3E && c <= 0xD4D);
		assert_false(points[here] && mark);
		breaks += points[here];
	}
	assert_true(breaks >= 2);
}

static void joiners_belong_to_the_letter_before(void **state) {
	(void)state;
	Hyphens *h = open_hyphens("de");
	assert_divided(h, "Auf\u200Clage", "Auf\u200C-la-ge");
}

typedef struct {
	const char *tag, *word, *first, *last;
} Respelt;

static void breaks_may_change_the_spelling(void **state) {
	(void)state;
	static const Respelt cases[] = {
		{ "hu", "asszony", "asz", "szony" },     { "hu", "hosszú", "hosz", "szú" }, { "hu", "kulissza", "kulisz", "sza" },
		{ "hu", "Asszony", "Asz", "szony" },     { "ca", "paral·lel", "paral", "lel" },
		{ "hu", "asszonynak", "asz", "szonynak" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const Respelt *expected = &cases[i];
		Hyphens *h = open_hyphens(expected->tag);
		Str word = str_of(expected->word);
		const RespeltBreak *breaks;
		size_t count = hyphenate_respelt(h->cache, word, &breaks);
		if (count != 1)
			fail_msg("%s has %zu breaks", expected->word, count);
		const Respelling *how = &breaks->how;
		assert_true(how->from <= breaks->at && breaks->at <= how->to && how->to <= word.n);
		Str first = str_printf(h->job.arena, STR_FMT STR_FMT, STR_ARG(str_sub(word, 0, how->from)), STR_ARG(how->before));
		Str last = str_printf(h->job.arena, STR_FMT STR_FMT, STR_ARG(how->after), STR_ARG(str_sub(word, how->to, word.n)));
		if (!str_is(first, expected->first) || !str_is(last, expected->last))
			fail_msg("'" STR_FMT "-" STR_FMT "' is not '%s-%s'", STR_ARG(first), STR_ARG(last), expected->first, expected->last);
		uint8_t points[256];
		hyphenate_word(h->cache, word, points);
		assert_int_equal(points[breaks->at], 0);
	}
	Hyphens *h = open_hyphens("hu");
	const RespeltBreak *breaks;
	assert_int_equal(hyphenate_respelt(h->cache, STR("asszonnyal"), &breaks), 2);
	assert_int_equal(hyphenate_respelt(h->cache, STR("aSSzony"), &breaks), 0);
	assert_int_equal(hyphenate_respelt(h->cache, STR("emberi"), &breaks), 0);
}

static void a_language_without_dictionary_divides_nothing(void **state) {
	(void)state;
	Arena *arena = arena_make();
	Job job = { arena, diag_make(arena, STR("")) };
	static const char *const tags[] = { "ar", "fa", "ur", "he", "yi", "th", "lo", "km", "my", "bo", "zh-Hans", "ja", "ko", "vi", "mn-Mong", "ckb" };
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		assert_null(hyphens_open(&job, NULL, locale_read(&job, STR("layouts"), str_of(tags[i]))));
	arena_free(arena);
}

static void strange_words_are_left_whole(void **state) {
	(void)state;
	Hyphens *h = open_hyphens("ru");
	assert_divided(h, "", "");
	assert_divided(h, "zażółć", "zażółć");
	char many[400];
	memset(many, 'a', sizeof many);
	uint8_t points[400];
	hyphenate_word(h->cache, (Str){ many, sizeof many }, points);
	for (size_t i = 0; i < sizeof points; i++)
		assert_int_equal(points[i], 0);
}

int main(void) {
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(made_dictionaries_divide_as_their_patterns_say),
		cmocka_unit_test(shipped_dictionaries_divide_known_words),
		cmocka_unit_test(capitals_and_composition_change_nothing),
		cmocka_unit_test(the_languages_minima_hold),
		cmocka_unit_test(a_fragment_without_a_vowel_is_not_cut_off),
		cmocka_unit_test(indic_clusters_stay_whole),
		cmocka_unit_test(joiners_belong_to_the_letter_before),
		cmocka_unit_test(breaks_may_change_the_spelling),
		cmocka_unit_test(a_language_without_dictionary_divides_nothing),
		cmocka_unit_test(strange_words_are_left_whole),
	};
	return cmocka_run_group_tests(tests, NULL, close_all);
}
