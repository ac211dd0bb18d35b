/* quoin fonts: which families fonts.yaml names for a script, a language or a character, which of them are installed, and the
 * package that brings the others. The files are those of QUOIN_HOME, of the folder in which the program was started if that
 * has fonts/fonts.yaml, or those that were installed with it. */
#include "cli/cli.h"

#include <unistd.h>

#include <unicode/uchar.h>

#include "base/file.h"
#include "locale/locale.h"

typedef struct {
	Job *job;
	FontSet *set;
	Str home;
	Buf out;
	bool missing;
} Showing;

static Str find_home(Job *job, const Options *options) {
	if (options->home.n > 0)
		return options->home;
	return file_exists(STR("fonts/fonts.yaml")) ? path_join(job->arena, STR("."), STR("")) : STR(QUOIN_SHARE);
}

static void add_padded(Buf *out, Str s, size_t width) {
	buf_str(out, s);
	for (size_t n = utf8_count(s); n < width; n++)
		buf_byte(out, ' ');
}

/* "  text      Noto Serif              Regular, Bold"; a family that is not there is named with its package. */
static void show_entry(Showing *showing, const FontEntry *entry, Str label, bool needed) {
	Buf *out = &showing->out;
	buf_z(out, "  ");
	add_padded(out, label, 9);
	add_padded(out, entry->family, 28);
	buf_z(out, "  ");
	if (entry->styles.n > 0)
		buf_str(out, entry->styles);
	else
		buf_printf(out, "%s, package " STR_FMT, needed ? "MISSING" : "not installed", STR_ARG(entry->package));
	if (entry->size_permille != 1000)
		buf_printf(out, "  (size %d.%02d)", entry->size_permille / 1000, entry->size_permille % 1000 / 10);
	buf_byte(out, '\n');
	showing->missing |= needed && entry->styles.n == 0;
}

static void show_entries(Showing *showing, Str script, Str language) {
	FontEntry *entries;
	size_t n = fontset_entries(showing->set, showing->job->arena, script, language, &entries);
	for (size_t i = 0; i < n; i++) {
		const FontEntry *entry = &entries[i], *before = i > 0 ? &entries[i - 1] : NULL;
		bool first = !before || !str_eq(entry->role, before->role) || entry->companion != before->companion;
		bool beside = entry->companion && before && before->companion;
		Str label = !first || beside ? STR("") : entry->companion ? STR("beside") : entry->role;
		show_entry(showing, entry, label, first);
	}
}

static void show_all(Showing *showing) {
	Str *scripts;
	size_t n = fontset_scripts(showing->set, showing->job->arena, &scripts);
	for (size_t i = 0; i < n; i++) {
		buf_printf(&showing->out, STR_FMT "\n", STR_ARG(scripts[i]));
		show_entries(showing, scripts[i], STR(""));
	}
}

static void show_hyphenation(Showing *showing, const Locale *locale) {
	const Hyphenation *h = &locale->hyphenation;
	buf_z(&showing->out, "  ");
	add_padded(&showing->out, STR("hyphens"), 9);
	if (h->dictionary.n > 0)
		buf_printf(&showing->out, STR_FMT "\n", STR_ARG(h->dictionary));
	else if (h->package.n > 0)
		buf_printf(&showing->out, "none: the dictionary is missing, package " STR_FMT "\n", STR_ARG(h->package));
	else
		buf_z(&showing->out, "none: words stay whole\n");
}

static void show_language(Showing *showing, Str tag) {
	Locale *locale = locale_read(showing->job, path_join(showing->job->arena, showing->home, STR("layouts")), tag);
	if (!locale)
		return;
	buf_printf(&showing->out, STR_FMT "  " STR_FMT "  " STR_FMT "%s\n", STR_ARG(tag), STR_ARG(locale->name),
	           STR_ARG(locale->script), locale->rtl ? ", right to left" : "");
	show_entries(showing, locale->script, tag);
	show_hyphenation(showing, locale);
}

static void show_languages(Showing *showing, Str list) {
	for (size_t start = 0; start <= list.n;) {
		size_t end = str_find(list, ",", start);
		Str tag = str_trim(str_sub(list, start, end));
		if (tag.n > 0)
			show_language(showing, tag);
		if (end == SIZE_MAX)
			break;
		start = end + 1;
	}
}

/* "U+0905", or the character itself. */
static bool read_character(Job *job, Str s, uint32_t *c) {
	size_t at = 0;
	uint32_t first = s.n > 0 && utf8_check(s) == s.n ? utf8_next(s, &at) : 0;
	if (first && at == s.n) {
		*c = first;
		return true;
	}
	bool good = s.n >= 3 && s.n <= 8 && (str_starts(s, "U+") || str_starts(s, "u+"));
	*c = 0;
	for (size_t i = 2; i < s.n && good; i++) {
		char digit = s.p[i], low = (char)(digit | 0x20);
		good = (digit >= '0' && digit <= '9') || (low >= 'a' && low <= 'f');
		*c = *c * 16 + (uint32_t)(digit <= '9' ? digit - '0' : low - 'a' + 10);
	}
	if (good && *c > 0 && *c <= 0x10FFFF)
		return true;
	diag_error(job->diag, POS_NONE, RULE_USAGE, "'" STR_FMT "' is not a character", STR_ARG(s));
	diag_help(job->diag, "write its number in hexadecimal, U+0905, or the character itself");
	return false;
}

static void show_character(Showing *showing, uint32_t c) {
	char name[128] = "";
	UErrorCode status = U_ZERO_ERROR;
	u_charName((UChar32)c, U_EXTENDED_CHAR_NAME, name, sizeof name, &status);
	Arena *arena = showing->job->arena;
	Str script = fontset_script_of(arena, c);
	buf_printf(&showing->out, "U+%04X %s, script " STR_FMT "\n", c, name, STR_ARG(script));
	FontEntry *having, *named;
	size_t n = fontset_having(showing->set, showing->job, c, &having);
	for (size_t i = 0; i < n; i++)
		show_entry(showing, &having[i], i == 0 ? STR("in") : STR(""), false);
	size_t names = fontset_entries(showing->set, arena, script, STR(""), &named);
	for (size_t i = 0; i < names; i++)
		if (named[i].styles.n == 0 && !named[i].companion)
			show_entry(showing, &named[i], STR("perhaps"), false);
	if (n > 0)
		return;
	showing->missing = true;
	buf_z(&showing->out, "  no installed family of fonts.yaml has it\n");
}

int cli_fonts(Job *job, const Options *options) {
	Showing showing = { .job = job, .home = find_home(job, options) };
	uint32_t c = 0;
	bool usable = !options->given[OPTION_FOR] || read_character(job, options->values[OPTION_FOR], &c);
	if (usable)
		showing.set = fontset_open(job, path_join(job->arena, showing.home, STR("fonts")));
	if (showing.set) {
		if (c)
			show_character(&showing, c);
		else if (options->given[OPTION_LANGUAGE])
			show_languages(&showing, options->values[OPTION_LANGUAGE]);
		else
			show_all(&showing);
		cli_write_stdout(job->diag, showing.out.p, showing.out.n);
		fontset_close(showing.set);
	}
	buf_free(&showing.out);
	int code = cli_report(job, options, STDERR_FILENO);
	if (!usable)
		return CODE_USAGE;
	return code == CODE_DONE && showing.missing ? CODE_FILES : code;
}
