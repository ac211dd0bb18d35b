/* NFKC_Casefold of Unicode (UAX #44), in every language alike. */
#include "locale/fold.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

Str locale_fold(Arena *arena, Str s) {
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *fold = unorm2_getNFKCCasefoldInstance(&error);
	int32_t n = 0, folded = 0, bytes = 0, room = (int32_t)s.n + 1;
	UChar *in = arena_array(arena, UChar, room), *out = arena_array(arena, UChar, 18 * room);
	char *text = arena_alloc(arena, (size_t)54 * (size_t)room);
	u_strFromUTF8(in, room, &n, s.p, (int32_t)s.n, &error);
	folded = U_SUCCESS(error) ? unorm2_normalize(fold, in, n, out, 18 * room, &error) : 0;
	u_strToUTF8(text, 54 * room, &bytes, out, folded, &error);
	return U_SUCCESS(error) ? (Str){ text, (size_t)bytes } : s;
}
