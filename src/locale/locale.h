/* locale -- what a language says and how it writes dates and numbers.
 * In:    layouts/languages/TAG.yaml, ICU.
 * Out:   Locale: direction, script, hyphenation data, messages with named arguments, dates, numbers, ordinals, counters.
 * Fails: NULL when the language has no file (with a hint); other mistakes are diagnostics.
 * A Locale is used by one thread; its ICU handles are released with the job's arena. */
#ifndef LOCALE_LOCALE_H
#define LOCALE_LOCALE_H

#include "base/job.h"

typedef struct {
	Str dictionary;                                          /* path of the hyph_*.dic, empty: never hyphenate */
	Str package;                                             /* the Debian package that brings it */
	int start, end;                                          /* characters that stay before and after */
	int ladder;                                              /* hyphenated lines in a row */
	int min_word;                                            /* letters a word needs */
	Str *exceptions;                                         /* "ta-ble", "record" */
	size_t exception_count;
	Str mark;                                                /* at the end of the line: U+2010, U+058A; empty: none is set */
	Str vowels;                                              /* each part of a divided word has one of these; empty: no matter */
	bool repeat_hyphen;                                      /* a word's own hyphen is set again where the next line begins */
} Hyphenation;

typedef struct Locale {
	Str tag;                                                 /* "ar": as the issue and /Lang say it */
	Str icu;                                                 /* "ar-u-ca-gregory-nu-arab", for ICU */
	Str name;                                                /* in the language itself */
	Str script;                                              /* "Arab": as characters have it, so Hani and not Hans */
	bool rtl;
	bool bound_right;                                        /* pages turn from left to right */
	Str quotes[4];                                           /* outer opening and closing, inner opening and closing */
	Hyphenation hyphenation;
	/* Punctuation that is set with a space before or after it (French): each a run of characters, replaced spaces and all. */
	Str thin_before;                                         /* U+202F before these: "!?;" */
	Str space_before;                                        /* U+00A0 before these: ":»" */
	Str space_after;                                         /* U+00A0 after these: "«" */
	Str hold_words;                                          /* one-letter words that stay with the next: "aAiIvV" */
	bool hold_dash;                                          /* a dash between spaces ends its line, and opens none */
	Str *abbreviations;                                      /* "Dr.": their dot ends no sentence; "#." any number's */
	size_t abbreviation_count;
	const SourceFile *file;
	struct LocaleData *data;
} Locale;

/* An argument of a message: a text, a number or a date. */
typedef struct {
	const char *name;
	enum { ARGUMENT_TEXT, ARGUMENT_NUMBER, ARGUMENT_DATE } kind;
	Str text;
	int64_t number;
	int year, month, day;
} Argument;

Locale *locale_read(Job *job, Str layouts_folder, Str tag);
void locale_schema(Arena *arena, Buf *out);                  /* the JSON Schema of a language's file */
/* The same of a file that was read, or made, elsewhere; dictionaries are looked for as if it stood among the others. */
Locale *locale_read_file(Job *job, Str layouts_folder, Str tag, const SourceFile *file);
/* Values written in the language, in arena. Style of a date: "long", "medium", "month" (month and year), "year",
 * "day-month", or an ICU skeleton "::yMMMd". Inserted values that could reorder are wrapped in FSI…PDI by the caller,
 * not here. */
Str locale_date(const Locale *locale, Arena *arena, int year, int month, int day, Str style);
Str locale_date_range(const Locale *locale, Arena *arena, const int from[3], const int to[3], Str style);
Str locale_number(const Locale *locale, Arena *arena, int64_t number);
/* "77.6", "-1204": at most 18 digits and a point; as it is when it is none. */
Str locale_decimal(const Locale *locale, Arena *arena, Str number);
Str locale_digits(const Locale *locale, Arena *arena, int64_t number);      /* no grouping: folios, note calls */
/* A number as lists or notes count: digits, or the language's own letters ("ט", "ж", "ア"). */
typedef enum { COUNTER_LIST, COUNTER_NOTE } Counter;
Str locale_counter(const Locale *locale, Arena *arena, Counter counter, int64_t number);
Str locale_upper(const Locale *locale, Arena *arena, Str text);
/* What the language calls another one: "French" in English. */
Str locale_language_name(const Locale *locale, Arena *arena, const Locale *other);
bool locale_date_style_known(Str style);
/* The message `key` with its arguments; {name}, {name, number}, {name, date, SKELETON}, {name, plural, …}, {name,
 * select, …}. Every key that the engine asks for is checked when the file is read (message-missing), so this always
 * answers: the key itself for a message that is missing or that locale_has_message does not know. Values are wrapped
 * in FSI…PDI when the locale is right-to-left. */
Str locale_message(const Locale *locale, Arena *arena, const char *key, const Argument *arguments, size_t count);
bool locale_has_message(const Locale *locale, Str key);

#endif
