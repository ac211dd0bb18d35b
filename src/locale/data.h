/* data -- the insides of a Locale, for the files of locale/ alone.
 * ICU's formatters are opened when first needed and stay open until the job's arena goes. */
#ifndef LOCALE_DATA_H
#define LOCALE_DATA_H

#include <unicode/ucasemap.h>
#include <unicode/udat.h>
#include <unicode/udateintervalformat.h>
#include <unicode/udatpg.h>
#include <unicode/unumberformatter.h>
#include <unicode/upluralrules.h>

#include "base/keys.h"
#include "locale/locale.h"

typedef enum {
#define MESSAGE(id, key, arguments, help) MESSAGE_##id,
#include "locale/messages.def"
#undef MESSAGE
	MESSAGE_COUNT
} MessageId;

typedef struct {
	const char *key, *arguments, *help;
} MessageSpec;

extern const MessageSpec message_specs[MESSAGE_COUNT];

typedef struct MessagePart MessagePart;

typedef struct {
	Str style;                                               /* of locale_date */
	UDateFormat *format;
	UDateIntervalFormat *interval;
} DateFormat;

/* Dates in a language of which ICU knows none: months[0] is empty when ICU writes them. */
typedef struct {
	Str months[12], short_months[12], months_alone[12];      /* alone: without a day, where that is another case */
	Str long_form, medium_form, month_form, day_month_form;  /* "{day} {month} {year}" */
} OwnDates;

/* Letters that count: in turn (a, b, … z, aa), or, with values that fall, by adding them up (טו = 9 + 6). */
typedef struct {
	Str *symbols;
	int *values;                                             /* NULL: in turn */
	size_t count;                                            /* 0: digits */
} CounterData;

typedef struct LocaleData {
	Arena *arena;
	const char *id;                                          /* ICU's own form of Locale.icu */
	Str first_day;                                           /* "1er": instead of the day's number 1 */
	Str day_range;                                           /* "{from}–{to}": of days in one month, or empty: as ICU has it */
	OwnDates own_dates;
	CounterData counters[2];                                 /* by Counter */
	Str note_form;                                           /* "({number})"; empty: the number alone */
	UDateTimePatternGenerator *patterns;
	struct { DateFormat *at; size_t n, room; } dates;
	UFormattedDateInterval *interval;
	UNumberFormatter *numbers, *digits;
	UFormattedNumber *number;
	UPluralRules *plurals, *ordinals;
	struct {
		Str at[8];
		size_t n;
	} forms[2]; /* plural and ordinal forms that whole numbers below 1000 take */
	UCaseMap *cases;
	const MessagePart *messages[MESSAGE_COUNT];              /* NULL: missing */
	bool given[MESSAGE_COUNT];                               /* an empty message has no parts */
} LocaleData;

Str utf8_of_utf16(Arena *arena, const UChar *text, int32_t length);

/* hyphenation.c: reads `hyphenation`; folder is that of the language files. */
void hyphenation_read(Job *job, Locale *locale, Str folder, const Yaml *root);
/* counters.c: reads `counters`. */
void counters_read(Job *job, Locale *locale, const Yaml *root);
/* own_dates.c: reads the months and forms under `dates`, and writes by them. */
void own_dates_read(Job *job, Locale *locale, const Yaml *dates);
Str own_date(const Locale *locale, Arena *arena, const int date[3], Str style);
Str own_date_range(const Locale *locale, Arena *arena, const int from[3], const int to[3], Str style);

bool locale_read_text(Job *job, const Yaml *map, const char *key, Str *out);         /* locale.c */
const Yaml *locale_read_map(Job *job, const Yaml *root, const char *key);       /* its keys are those of the table of that name */
extern const Keys locale_keys;                               /* schema.c: keys.def */

/* dates.c: the days of one month by the language's own pattern, "{from}–{to}"; how it writes a day that has a form of
 * its own, else empty. */
Str day_range(const Locale *locale, Arena *arena, int from, int to);
Str written_day(const LocaleData *data, int day);

/* message_read.c: reads and checks `messages`. */
void messages_read(Job *job, Locale *locale, const Yaml *map);

/* numbers.c: the plural keyword of a number, "one", "few", "other"; ordinal for 1st, 2nd. */
Str locale_plural(const Locale *locale, Arena *arena, int64_t number, bool ordinal);

#endif
