/* The languages of a job's texts: the edition's and those of spans. Each has ICU's line breaker for it (UAX #14, strict) and
 * the hyphenation of its file in layouts/languages, both opened when a text first needs them. A language without a file
 * breaks by ICU's rules for it and is never hyphenated. */
#include <string.h>

#include "base/file.h"
#include "text/internal.h"

static void release_breaks(void *breaks) { ubrk_close(breaks); }

static UBreakIterator *open_breaks(Shaper *shaper, Str tag, const char *more) {
	UErrorCode status = U_ZERO_ERROR;
	Str name = str_printf(shaper->job.arena, STR_FMT "@lb=strict%s", STR_ARG(tag), more);
	UBreakIterator *breaks = ubrk_open(UBRK_LINE, name.p, NULL, 0, &status);
	if (U_FAILURE(status))
		arena_out_of_memory(0);
	arena_on_release(shaper->job.arena, release_breaks, breaks);
	return breaks;
}

static Str parent(Str tag) {
	size_t n = tag.n;
	while (n > 0 && tag.p[n - 1] != '-')
		n--;
	return str_sub(tag, 0, n > 0 ? n - 1 : 0);
}

/* The file of a language, or of the one that it is a kind of ("de-AT", "de"). What is wrong with it is said when an edition
 * in that language is set. */
static const Locale *read_locale(Shaper *shaper, Str tag) {
	if (!shaper->locale->file)
		return NULL;
	Str folder = path_folder(path_folder(shaper->locale->file->path));
	Job quiet = { shaper->job.arena, diag_make(shaper->job.arena, STR("")) };
	for (; tag.n; tag = parent(tag)) {
		Str path = str_printf(quiet.arena, STR_FMT "/languages/" STR_FMT ".yaml", STR_ARG(folder), STR_ARG(tag));
		if (str_eq(tag, shaper->locale->tag))
			return shaper->locale;
		if (file_exists(path)) {
			diag_note_file(shaper->job.diag, path);
			return locale_read(&quiet, folder, tag);
		}
	}
	return NULL;
}

static const LanguageUse *open_language(Shaper *shaper, Str tag, const Locale *locale) {
	LanguageUse *use = arena_new(shaper->job.arena, LanguageUse);
	use->tag = str_copy(shaper->job.arena, tag);
	use->locale = locale;
	use->line_breaks = open_breaks(shaper, tag, "");
	use->phrase_breaks = str_eq(tag, STR("ja")) || str_starts(tag, "ja-") ? open_breaks(shaper, tag, ";lw=phrase") : use->line_breaks;
	use->hyphens = locale ? hyphens_open(&shaper->job, shaper->dictionaries, locale) : NULL;
	return use;
}

const LanguageUse *language_for(Shaper *shaper, Str tag) {
	if (!shaper->language)
		shaper->language = open_language(shaper, shaper->locale->tag, shaper->locale);
	if (!tag.n || str_eq(tag, shaper->language->tag))
		return shaper->language;
	for (size_t i = 0; i < shaper->others.n; i++)
		if (str_eq(shaper->others.at[i]->tag, tag))
			return shaper->others.at[i];
	const LanguageUse *use = open_language(shaper, tag, read_locale(shaper, tag));
	*(const LanguageUse **)list_push(shaper->job.arena, &shaper->others) = use;
	return use;
}

bool language_is(const LanguageUse *use, const char *tags) {
	Str list = str_of(tags);
	for (size_t at = 0; at < list.n;) {
		size_t space = str_find(list, " ", at), end = space == SIZE_MAX ? list.n : space;
		Str one = str_sub(list, at, end);
		if (use->tag.n >= one.n && memcmp(use->tag.p, one.p, one.n) == 0 && (use->tag.n == one.n || use->tag.p[one.n] == '-'))
			return true;
		at = end + 1;
	}
	return false;
}
