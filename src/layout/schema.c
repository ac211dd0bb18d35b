/* The tables of the layout's keys, and the JSON Schemas made of them: the rows of keys.def, each property of properties.def as a key of
 * the map that has it, and a key for each kind of text. */
#include "layout/properties.h"

static const KeyRow rows[] = {
#define KEY(of, key, type, wanted, help) { of, key, type, wanted, help },
#include "layout/keys.def"
#undef KEY
};

const Keys layout_keys = { rows, sizeof rows / sizeof *rows };

static Keys all_keys(Arena *arena) {
	static const struct { Owner owner; const char *of; } owners[] = { { OWNER_STYLE, "style" }, { OWNER_DESIGN, "design" }, { OWNER_FRAME, "frame" },
		{ OWNER_FURNITURE, "furniture" }, { OWNER_WEIGHTS, "weights" }, { OWNER_TYPOGRAPHY, "script" }, { OWNER_TYPOGRAPHY, "language" } };
	KeyList all = { 0 };
	for (size_t i = 0; i < layout_keys.n; i++)
		*list_push(arena, &all) = layout_keys.at[i];
	for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
		properties_add_keys(arena, owners[i].owner, owners[i].of, &all);
	for (int kind = 0; text_kind_names[kind] != NULL; kind++)
		*list_push(arena, &all) = (KeyRow){ "text-styles", text_kind_names[kind], "name", NULL, "The style of this kind of text." };
	return (Keys){ all.at, all.n };
}

void layout_schema(Arena *arena, Buf *out) {
	keys_schema(arena, all_keys(arena), "layout", "Quoin: a layout", out);
}

void layout_typography_schema(Arena *arena, Buf *out) {
	keys_schema(arena, all_keys(arena), "typography", "Quoin: typography.yaml", out);
}
