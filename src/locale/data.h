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

#include "base/yaml.h"
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

typedef struct LocaleData {
	Arena *arena;
	const char *id;                                          /* ICU's own form of Locale.icu */
	Str first_day;                                           /* "1er": instead of the day's number 1 */
	Str day_range;                                           /* "{from}–{to}": of days in one month, or empty: as ICU has it */
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

/* message_read.c: reads and checks `messages`. */
void messages_read(Job *job, Locale *locale, const Yaml *map);

/* numbers.c: the plural keyword of a number, "one", "few", "other"; ordinal for 1st, 2nd. */
Str locale_plural(const Locale *locale, Arena *arena, int64_t number, bool ordinal);

#endif
