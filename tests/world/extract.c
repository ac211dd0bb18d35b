/* What others read in the PDF: pdftotext -raw gives the text in the order of the file. It must be the text of the lines, character by
 * character; spaces are where the text has them, and line ends may stand where lines end. A hyphen of hyphenation is a soft one.
 * Neither reader takes spaces from the file alone: they look at gaps, and pdftotext -raw ends a line where kerned glyphs overlap.
 * So spaces count as right when one of pdftotext and mutool has them right, and round characters of scripts that are written
 * without spaces, where justification spreads and squeezes, they are counted in the table and no fault.
 *
 * Right to left, pdftotext guesses: letters and words are put back by its own bidi algorithm. What it gives is compared in the
 * same way; where that fails, the characters must at least be the same, each as often, and the table says how many words came
 * out whole. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include "base/file.h"
#include "world.h"

#define LINE_END '\n'

static bool is_white(uint32_t c) { return u_isUWhiteSpace((UChar32)c) || c == 0x200B || c == '\f'; }

/* Of no width or meaning to a reader: direction marks, the soft hyphen of a line end, a word joiner. */
static bool is_dropped(uint32_t c) {
	return c == 0xAD || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x2060 || c == 0xFEFF ||
	       (c < 0x20 && c != '\n' && c != '\t' && c != '\f') || (c >= 0x7F && c < 0xA0);
}

/* The lines as they stand on the pages, one a line. */
static void write_expected(const Trial *trial, Buf *out) {
	for (size_t p = 0; p < trial->pages->page_count; p++) {
		const Page *page = &trial->pages->pages[p];
		for (size_t i = 0; i < page->line_count; i++) {
			const PageLine *line = &page->lines[i];
			Str text = line->item_count ? page->items[line->first_item].text : STR("");
			buf_str(out, str_sub(text, line->start, line->end));
			buf_byte(out, LINE_END);
		}
	}
}

typedef struct { uint32_t *at; size_t n, room; } Characters;

/* White space becomes one space, or one line end if there is one in it. */
static Characters read_characters(Arena *arena, Str text) {
	Characters list = { 0 };
	for (size_t at = 0; at < text.n;) {
		uint32_t c = utf8_next(text, &at);
		uint32_t last = list.n ? list.at[list.n - 1] : LINE_END;
		if (is_dropped(c))
			continue;
		if (!is_white(c))
			*(uint32_t *)list_push(arena, &list) = c;
		else if (last != ' ' && last != LINE_END)
			*(uint32_t *)list_push(arena, &list) = c == '\n' || c == '\f' ? LINE_END : ' ';
		else if ((c == '\n' || c == '\f') && list.n)
			list.at[list.n - 1] = LINE_END;
	}
	return list;
}

static void quote(Buf *out, const Characters *list, size_t at) {
	for (size_t i = at < 15 ? 0 : at - 15; i < list->n && i < at + 15; i++)
		buf_utf8(out, i == at && list->at[i] == LINE_END ? 0x21B5 : list->at[i]);
}

static void tell(Trial *trial, const char *what, const Characters *wanted, size_t i, const Characters *got, size_t k) {
	Buf a = { 0 }, b = { 0 };
	quote(&a, wanted, i);
	quote(&b, got, k);
	trial_blame(trial, FAULT_PDF, "%s: '" STR_FMT "', in the PDF '" STR_FMT "'", what, STR_ARG(buf_as_str(&a)), STR_ARG(buf_as_str(&b)));
	buf_free(&a);
	buf_free(&b);
}

typedef enum { READ_SAME, READ_SPACES, READ_OTHER } Reading;

static bool is_squeezed(uint32_t c) { return (c >= 0x3001 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF65); }

/* Whether a space between these may be one that a reader makes up from a gap, or overlooks beside a squeezed mark. */
static bool is_guess(const Characters *list, size_t at) {
	if (at < list->n && list->at[at] == ' ')
		return (at > 0 && is_squeezed(list->at[at - 1])) || (at + 1 < list->n && is_squeezed(list->at[at + 1]));
	return (at > 0 && world_is_spread(list->at[at - 1])) || (at < list->n && world_is_spread(list->at[at]));
}

/* Where white space alone differs it is gone over: counted as guessed, or told. */
static Reading compare(Trial *trial, const Characters *wanted, const Characters *got, bool quiet) {
	size_t i = 0, k = 0;
	Reading reading = READ_SAME;
	while (i < wanted->n || k < got->n) {
		uint32_t a = i < wanted->n ? wanted->at[i] : LINE_END, b = k < got->n ? got->at[k] : LINE_END;
		bool white_a = a == ' ' || a == LINE_END, white_b = b == ' ' || b == LINE_END;
		if (a == b || (white_a && white_b)) {
			i++;
			k++;
		} else if (a == LINE_END) {
			i++;
		} else if (white_a || white_b) {
			bool guess = is_guess(wanted, i);
			if (!quiet && !guess)
				tell(trial, white_a ? "a space is lost" : "a space too many", wanted, i, got, k);
			trial->row->guessed += !quiet && guess;
			reading = guess ? reading : READ_SPACES;
			i += white_a;
			k += white_b;
		} else {
			if (!quiet)
				tell(trial, "other text", wanted, i, got, k);
			return READ_OTHER;
		}
	}
	return reading;
}

static int compare_characters(const void *a, const void *b) {
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

static Characters sorted(Arena *arena, const Characters *list) {
	Characters out = { 0 };
	for (size_t i = 0; i < list->n; i++)
		if (list->at[i] != ' ' && list->at[i] != LINE_END)
			*(uint32_t *)list_push(arena, &out) = list->at[i];
	qsort(out.at, out.n, sizeof *out.at, compare_characters);
	return out;
}

typedef struct { Str *at; size_t n, room; } Words;

static int compare_words(const void *a, const void *b) { return str_cmp(*(const Str *)a, *(const Str *)b); }

static Words words_of(Arena *arena, const Characters *list) {
	Words words = { 0 };
	Buf word = { 0 };
	for (size_t i = 0; i <= list->n; i++) {
		bool end = i == list->n || list->at[i] == ' ' || list->at[i] == LINE_END;
		if (!end)
			buf_utf8(&word, list->at[i]);
		else if (word.n)
			*(Str *)list_push(arena, &words) = str_copy(arena, buf_as_str(&word));
		word.n = end ? 0 : word.n;
	}
	buf_free(&word);
	qsort(words.at, words.n, sizeof *words.at, compare_words);
	return words;
}

static int words_kept(Arena *arena, const Characters *wanted, const Characters *got) {
	Words a = words_of(arena, wanted), b = words_of(arena, got);
	size_t kept = 0;
	for (size_t i = 0, k = 0; i < a.n && k < b.n;) {
		int order = str_cmp(a.at[i], b.at[k]);
		kept += order == 0;
		i += order <= 0;
		k += order >= 0;
	}
	return a.n ? (int)(kept * 1000 / a.n) : 1000;
}

/* The first character that one has more often than the other. */
static void compare_bags(Trial *trial, const Characters *wanted, const Characters *got) {
	Characters a = sorted(trial->job.arena, wanted), b = sorted(trial->job.arena, got);
	for (size_t i = 0; i < a.n || i < b.n; i++) {
		uint32_t x = i < a.n ? a.at[i] : UINT32_MAX, y = i < b.n ? b.at[i] : UINT32_MAX;
		if (x == y)
			continue;
		trial_blame(trial, FAULT_PDF, "%zu characters instead of %zu; U+%04X is there too %s", b.n, a.n, x < y ? x : y, x < y ? "seldom" : "often");
		return;
	}
}

static bool write_pdf(const Trial *trial, Str path) {
	FILE *file = fopen(path.p, "wb");
	bool good = file && fwrite(trial->pdf.p, 1, trial->pdf.n, file) == trial->pdf.n;
	return file && fclose(file) == 0 && good;
}

/* What a program says of the PDF. */
static bool read_pdf(Trial *trial, const char *program, Str path, Characters *got) {
	Str command = str_printf(trial->job.arena, "%s '" STR_FMT "' %s 2>/dev/null", program, STR_ARG(path), program[0] == 'p' ? "-" : "");
	FILE *said = popen(command.p, "r");
	Buf out = { 0 };
	char bytes[8192];
	for (size_t n; said && (n = fread(bytes, 1, sizeof bytes, said)) > 0;)
		buf_add(&out, bytes, n);
	bool good = said && pclose(said) == 0 && utf8_check(buf_as_str(&out)) == out.n;
	*got = read_characters(trial->job.arena, buf_as_str(&out));
	buf_free(&out);
	return good;
}

void world_compare(Trial *trial, Str folder, bool keep) {
	Arena *arena = trial->job.arena;
	Buf meant = { 0 };
	write_expected(trial, &meant);
	Characters wanted = read_characters(arena, buf_as_str(&meant)), got, other;
	buf_free(&meant);
	Str path = str_printf(arena, STR_FMT "/" STR_FMT ".pdf", STR_ARG(folder), STR_ARG(trial->row->code));
	if (!trial->pdf.n || !write_pdf(trial, path) || !read_pdf(trial, "pdftotext -q -raw -enc UTF-8", path, &got)) {
		trial_blame(trial, FAULT_PDF, trial->pdf.n ? "pdftotext fails" : "no PDF was made");
	} else {
		Reading reading = compare(trial, &wanted, &got, true);
		trial->row->words_kept = reading == READ_SAME ? 1000 : words_kept(arena, &wanted, &got);
		if (trial->locale->rtl && reading == READ_OTHER)
			compare_bags(trial, &wanted, &got);
		else if (!trial->locale->rtl && (reading != READ_SPACES || !read_pdf(trial, "mutool draw -q -F txt", path, &other) ||
		                                 compare(trial, &wanted, &other, true) != READ_SAME))
			compare(trial, &wanted, &got, false);
	}
	if (!keep)
		unlink(path.p);
}
