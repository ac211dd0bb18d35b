/* A unit's hash: the first 16 hex digits of SHA-256 over its kind and its canonical text. SHA-256 comes from nettle,
 * which is small, has no state of its own and is kept up in Debian; a hash of our own would be one more thing to keep right. */
#include <nettle/sha2.h>
#include <string.h>

#include "translate/internal.h"

Str hash_unit(Arena *arena, UnitKind kind, Str canonical) {
	struct sha256_ctx context;
	uint8_t digest[8];
	const char *name = unit_kind_names[kind];
	sha256_init(&context);
	sha256_update(&context, strlen(name), (const uint8_t *)name);
	sha256_update(&context, 1, (const uint8_t *)"\n");
	sha256_update(&context, canonical.n, (const uint8_t *)canonical.p);
	sha256_digest(&context, sizeof digest, digest);
	char *hex = arena_array(arena, char, 2 * sizeof digest + 1);
	for (size_t i = 0; i < 2 * sizeof digest; i++)
		hex[i] = "0123456789abcdef"[digest[i / 2] >> (i % 2 ? 0 : 4) & 15];
	return (Str){ hex, 2 * sizeof digest };
}
