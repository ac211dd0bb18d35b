/* The table of a language file's keys, and the JSON Schema made of it and of the messages. */
#include "locale/data.h"

static const KeyRow rows[] = {
#define KEY(of, key, type, wanted, help) { of, key, type, wanted, help },
#include "locale/keys.def"
#undef KEY
};

const Keys locale_keys = { rows, sizeof rows / sizeof *rows };

void locale_schema(Arena *arena, Buf *out) {
	struct { KeyRow *at; size_t n, room; } all = { 0 };
	for (size_t i = 0; i < locale_keys.n; i++)
		*list_push(arena, &all) = locale_keys.at[i];
	for (int id = 0; id < MESSAGE_COUNT; id++)
		*list_push(arena, &all) = (KeyRow){ "messages", message_specs[id].key, "text", "", message_specs[id].help };
	keys_schema(arena, (Keys){ all.at, all.n }, "language", "Quoin: a language", out);
}
