/* What fonts.yaml names and what is installed of it, as lists for people to read. Families are looked up here as chains look
 * them up, and a file is opened only where a character is asked for. */
#include "font/fontset.h"

typedef struct { FontEntry *at; size_t n, room; } Entries;

/* By weight, upright before italic; fontconfig's order is that of the disk. */
static Str styles_of(Arena *arena, const Family *family) {
	Str styles = STR("");
	int done = -1;
	for (;;) {
		const FontFile *next = NULL;
		int least = 0;
		for (size_t i = 0; i < family->files.n; i++) {
			const FontFile *file = &family->files.at[i];
			int rank = file->weight * 2 + file->italic;
			if (file->width == 100 && rank > done && (next == NULL || rank < least)) {
				next = file;
				least = rank;
			}
		}
		if (next == NULL)
			return styles.n > 0 || family->files.n == 0 ? styles : family->files.at[0].style;
		styles = str_printf(arena, STR_FMT "%s" STR_FMT, STR_ARG(styles), styles.n > 0 ? ", " : "", STR_ARG(next->style));
		done = least;
	}
}

static void add_entry(FontSet *set, Arena *arena, Entries *entries, Role role, const FamilyUse *use, bool companion) {
	for (size_t i = 0; companion && i < entries->n; i++)
		if (str_eq(entries->at[i].family, use->family->name))
			return;
	family_search(set, use->family);
	FontEntry *entry = list_push(arena, entries);
	*entry = (FontEntry){ role_name(role), use->family->name, use->family->package, styles_of(arena, use->family),
		                  use->size_permille, companion };
}

size_t fontset_scripts(FontSet *set, Arena *arena, Str **scripts) {
	size_t n = 0;
	*scripts = arena_array(arena, Str, set->scripts.n);
	for (size_t i = 0; i < set->scripts.n; i++)
		if (set->scripts.at[i].language.n == 0)
			(*scripts)[n++] = set->scripts.at[i].script;
	return n;
}

size_t fontset_entries(FontSet *set, Arena *arena, Str script, Str language, FontEntry **out) {
	const ScriptFonts *own = fontset_find_script(set, script, STR(""));
	const ScriptFonts *of_language = fontset_find_language(set, script, language);
	const ScriptFonts *latin = fontset_find_script(set, set->companion_script, STR(""));
	Entries entries = { 0 };
	pthread_mutex_lock(&set->lock);
	for (int companion = 0; companion < 2; companion++) {
		const FamilyUses *seen[ROLE_COUNT];
		for (Role role = ROLE_TEXT; own != NULL && role < ROLE_COUNT; role++) {
			const FamilyUses *uses = fontset_uses_for(set, of_language, own, role, companion);
			if (uses == NULL && companion && own != latin)
				uses = fontset_uses_for(set, NULL, latin, role, false);
			seen[role] = uses;
			bool again = false;
			for (Role before = ROLE_TEXT; before < role && !again; before++)
				again = seen[before] == uses;
			for (size_t i = 0; uses != NULL && i < uses->n && !again; i++)
				add_entry(set, arena, &entries, role, &uses->at[i], companion);
		}
	}
	pthread_mutex_unlock(&set->lock);
	*out = entries.at;
	return entries.n;
}

size_t fontset_having(FontSet *set, Job *job, uint32_t code_point, FontEntry **out) {
	Entries entries = { 0 };
	pthread_mutex_lock(&set->lock);
	for (size_t i = 0; i < set->families.n; i++) {
		Family *family = set->families.at[i];
		family_search(set, family);
		FontFile *file = family_find_style(family, 400, false);
		const Face *face = file != NULL ? face_open(set, job, family, file) : NULL;
		if (face != NULL && face_has(face, code_point))
			add_entry(set, job->arena, &entries, ROLE_TEXT, &(FamilyUse){ family, POS_NONE, 1000 }, false);
	}
	pthread_mutex_unlock(&set->lock);
	*out = entries.at;
	return entries.n;
}
