/* The script that a language is usually written in, by ICU's likely subtags. */
#include <unicode/uloc.h>

#include "translate/internal.h"

Str script_of_language(Arena *arena, Str language) {
	char id[ULOC_FULLNAME_CAPACITY], likely[ULOC_FULLNAME_CAPACITY], script[16] = "";
	UErrorCode status = U_ZERO_ERROR;
	int32_t parsed;
	uloc_forLanguageTag(str_z(arena, language), id, sizeof id, &parsed, &status);
	uloc_addLikelySubtags(id, likely, sizeof likely, &status);
	uloc_getScript(likely, script, sizeof script, &status);
	return U_SUCCESS(status) ? str_copy(arena, str_of(script)) : STR("");
}
