/* A chain is a list of families with a style. It is made without opening a font: only whether the script's own
 * families and companions are installed is asked. For a cluster the script's own families and companions are tried in
 * order; then the families that fonts.yaml names for the script of the cluster's first letter; then all others.
 * Of a list of own families or companions only the first must be installed. Whatever else is not installed is passed
 * over, since only a character that is missing makes it needed, and that is reported with the character. */
#include <assert.h>

#include <hb.h>

#include "font/fontset.h"

typedef struct {
	Family *family;
	Str script;
	int size_permille;
	bool own, companion, tried;
	const Face *face;
} Link;

typedef struct Chain {
	Role role;
	Str script, language;
	int weight;
	bool italic;
	struct { Link *at; size_t n, room; } links;
	struct { const FamilyUse **at; size_t n, room; } missing;
} Chain;

FontSet *fontset_open(Job *job, Str folder) {
	Arena *arena = arena_make();
	FontSet *set = arena_new(arena, FontSet);
	set->arena = arena;
	pthread_mutex_init(&set->lock, NULL);
	set->folder = str_copy(arena, folder);
	if (fontset_read_yaml(set, job))
		return set;
	fontset_close(set);
	return NULL;
}

void fontset_close(FontSet *set) {
	if (set == NULL)
		return;
	if (set->fontconfig != NULL)
		FcConfigDestroy(set->fontconfig);
	pthread_mutex_destroy(&set->lock);
	arena_free(set->arena);
}

const FamilyUses *fontset_uses_for(const FontSet *set, const ScriptFonts *language, const ScriptFonts *script, Role role,
                                   bool companions) {
	const ScriptFonts *entries[] = { language, script };
	for (int i = 0; i < 2; i++) {
		if (entries[i] == NULL)
			continue;
		for (Role at = role; at != ROLE_NONE; at = set->falls_back_to[at]) {
			const FamilyUses *uses = companions ? &entries[i]->companions[at] : &entries[i]->roles[at];
			if (uses->n > 0)
				return uses;
		}
	}
	return NULL;
}

static void add_links(FontSet *set, Chain *chain, const FamilyUses *uses, size_t most, Str script, bool own, bool companion) {
	for (size_t i = 0; uses != NULL && i < uses->n && i < most; i++) {
		const FamilyUse *use = &uses->at[i];
		bool seen = false;
		for (size_t k = 0; k < chain->links.n && !seen; k++)
			seen = chain->links.at[k].family == use->family;
		if (seen)
			continue;
		if (own || companion) {
			family_search(set, use->family);
			if (use->family->files.n == 0) {
				if (i == 0)
					*(const FamilyUse **)list_push(set->arena, &chain->missing) = use;
				continue;
			}
		}
		Link *link = list_push(set->arena, &chain->links);
		link->family = use->family;
		link->script = script;
		link->size_permille = use->size_permille;
		link->own = own;
		link->companion = companion;
	}
}

const ScriptFonts *fontset_find_language(const FontSet *set, Str script, Str language) {
	while (language.n > 0) {
		const ScriptFonts *entry = fontset_find_script(set, script, language);
		if (entry != NULL)
			return entry;
		while (language.n > 0 && language.p[language.n - 1] != '-')
			language.n--;
		if (language.n > 0)
			language.n--;
	}
	return NULL;
}

static Chain *make_chain(FontSet *set, Role role, Str script, Str language, int weight, bool italic) {
	Chain *chain = arena_new(set->arena, Chain);
	chain->role = role;
	chain->script = str_copy(set->arena, script);
	chain->language = str_copy(set->arena, language);
	chain->weight = weight;
	chain->italic = italic;
	const ScriptFonts *own = fontset_find_script(set, script, STR("")),
					  *of_language = fontset_find_language(set, script, language);
	/* Digits and marks come from the companion, not from a second family that is there for rare letters. */
	const FamilyUses *uses = fontset_uses_for(set, of_language, own, role, false);
	const ScriptFonts *companion = fontset_find_script(set, set->companion_script, STR(""));
	add_links(set, chain, uses, 1, chain->script, true, false);
	add_links(set, chain, fontset_uses_for(set, of_language, own, role, true), SIZE_MAX, set->companion_script, false, true);
	add_links(set, chain, fontset_uses_for(set, NULL, companion, role, false), SIZE_MAX, set->companion_script, false, true);
	add_links(set, chain, uses, SIZE_MAX, chain->script, true, false);
	for (size_t i = 0; i < set->scripts.n; i++) {
		const ScriptFonts *other = &set->scripts.at[i];
		if (other->language.n == 0)
			add_links(set, chain, fontset_uses_for(set, NULL, other, role, false), SIZE_MAX, other->script, false, false);
	}
	*(Chain **)list_push(set->arena, &set->chains) = chain;
	return chain;
}

static Chain *chain_for(FontSet *set, Role role, Str script, Str language, int weight, bool italic) {
	for (size_t i = 0; i < set->chains.n; i++) {
		Chain *chain = set->chains.at[i];
		if (chain->role == role && chain->weight == weight && chain->italic == italic && str_eq(chain->script, script)
			&& str_eq(chain->language, language))
			return chain;
	}
	return make_chain(set, role, script, language, weight, italic);
}

static bool already_reported(const Diag *diag, Rule rule, Pos pos) {
	for (size_t i = 0; i < diag->messages.n; i++) {
		const Message *message = &diag->messages.at[i];
		if (message->rule == rule && message->pos.file == pos.file && message->pos.offset == pos.offset)
			return true;
	}
	return false;
}

static void report_missing(Job *job, const FamilyUse *use, Str script) {
	if (already_reported(job->diag, RULE_FONT_NOT_FOUND, use->pos))
		return;
	const Family *family = use->family;
	diag_error(job->diag, use->pos, RULE_FONT_NOT_FOUND,
	           "the font family '" STR_FMT "' for script " STR_FMT " is not installed", STR_ARG(family->name),
	           STR_ARG(script));
	job->diag->write_failed = true;
	if (family->variable_only)
		diag_note(job->diag, "it is there as a variable font only, which cannot be embedded; static files are needed");
	if (family->package.n > 0)
		diag_help(job->diag, "install the Debian package " STR_FMT ", or put its files into the fonts folder",
		          STR_ARG(family->package));
	else
		diag_help(job->diag, "put its files into the fonts folder");
}

static const Face *open_link(FontSet *set, Job *job, const Chain *chain, Link *link) {
	if (!link->tried) {
		link->tried = true;
		family_search(set, link->family);
		FontFile *file;
		while (link->face == NULL && (file = family_find_style(link->family, chain->weight, chain->italic)) != NULL)
			link->face = face_open(set, job, link->family, file);
	}
	return link->face;
}

static FaceUse use_link(FontSet *set, Job *job, const Chain *chain, Link *link) {
	return (FaceUse){ open_link(set, job, chain, link), link->size_permille, link->own };
}

FaceChain fontset_chain(FontSet *set, Job *job, Str role_name, Str script, Str language, int weight, bool italic) {
	FaceChain result = { { NULL, 1000, false }, NULL, false };
	Role role = role_of_name(role_name);
	assert(role != ROLE_NONE);
	pthread_mutex_lock(&set->lock);
	if (fontset_find_script(set, script, STR("")) == NULL) {
		Pos pos = { set->file, 0, 0 };
		if (!already_reported(job->diag, RULE_FONT_SCRIPT_UNKNOWN, pos)) {
			diag_error(job->diag, pos, RULE_FONT_SCRIPT_UNKNOWN, "no font family is named for script " STR_FMT,
			           STR_ARG(script));
			diag_help(job->diag, "add '" STR_FMT ":' with its families under 'scripts'; see fonts/README.md",
			          STR_ARG(script));
		}
		pthread_mutex_unlock(&set->lock);
		return result;
	}
	Chain *chain = chain_for(set, role, script, language, weight, italic);
	for (size_t i = 0; i < chain->missing.n; i++)
		report_missing(job, chain->missing.at[i], chain->script);
	if (chain->links.n > 0 && chain->links.at[0].own) {
		result.first = use_link(set, job, chain, &chain->links.at[0]);
		result.rest = chain;
		result.companion_digits = fontset_find_script(set, script, STR(""))->companion_digits;
	}
	pthread_mutex_unlock(&set->lock);
	return result;
}

static bool in_range(uint32_t c, uint32_t first, uint32_t last) {
	return c >= first && c <= last;
}

/* Default ignorables and controls: never drawn, so no face is asked for them. */
static bool is_invisible(uint32_t c) {
	return c < 0x20 || c == 0xAD || c == 0x34F || c == 0x61C || in_range(c, 0x115F, 0x1160) ||
	       in_range(c, 0x17B4, 0x17B5) || in_range(c, 0x180B, 0x180F) || in_range(c, 0x200B, 0x200F) ||
	       in_range(c, 0x2028, 0x202E) || in_range(c, 0x2060, 0x206F) || c == 0x3164 || in_range(c, 0xFE00, 0xFE0F) ||
	       c == 0xFEFF || c == 0xFFA0 || in_range(c, 0xE0000, 0xE0FFF);
}

/* Whether the shaper can show the character: as it stands, taken apart, or by the space or hyphen that stands in for
 * it. */
static bool can_show(const Face *face, uint32_t c, int depth) {
	if (is_invisible(c) || face_has(face, c))
		return true;
	hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
	if (hb_unicode_general_category(unicode, c) == HB_UNICODE_GENERAL_CATEGORY_SPACE_SEPARATOR)
		return face_has(face, ' ');
	if (c == 0x2011)
		return face_has(face, 0x2010);
	hb_codepoint_t a, b;
	if (depth < 4 && hb_unicode_decompose(unicode, c, &a, &b))
		return can_show(face, a, depth + 1) && (b == 0 || can_show(face, b, depth + 1));
	return false;
}

static bool can_show_cluster(const Face *face, const uint32_t *characters, size_t count) {
	hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
	for (size_t i = 0; i < count; i++) {
		hb_codepoint_t composed;
		if (can_show(face, characters[i], 0))
			continue;
		if (i == 0 || !hb_unicode_compose(unicode, characters[i - 1], characters[i], &composed) ||
		    !face_has(face, composed))
			return false;
	}
	return true;
}

static Str script_of(uint32_t c, char code[5]) {
	hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), c);
	if (script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN)
		return STR("Zsym");
	hb_tag_to_string(hb_script_to_iso15924_tag(script), code);
	code[4] = '\0';
	return (Str){ code, 4 };
}

FaceUse fontset_companion_for(FontSet *set, Job *job, const FaceChain *start, uint32_t character) {
	FaceUse found = { NULL, 1000, false };
	Chain *chain = start->rest;
	pthread_mutex_lock(&set->lock);
	for (size_t i = 0; chain != NULL && i < chain->links.n && found.face == NULL; i++) {
		if (!chain->links.at[i].companion)
			continue;
		FaceUse use = use_link(set, job, chain, &chain->links.at[i]);
		if (use.face != NULL && face_has(use.face, character))
			found = use;
	}
	pthread_mutex_unlock(&set->lock);
	return found;
}

Str fontset_role_beside(const FontSet *set, Str name, Str script, Str language) {
	Role role = role_of_name(name);
	const ScriptFonts *own = fontset_find_script(set, script, STR("")), *latin = fontset_find_script(set, set->companion_script, STR(""));
	const FamilyUses *uses = own == NULL ? NULL : fontset_uses_for(set, fontset_find_language(set, script, language), own, role, true);
	const FamilyUses *same = latin == NULL ? NULL : fontset_uses_for(set, NULL, latin, role, false);
	if (uses == NULL || same == NULL || same->at[0].family == uses->at[0].family)
		return name;
	for (Role at = 0; at < ROLE_COUNT; at++)
		if (latin->roles[at].n > 0 && latin->roles[at].at[0].family == uses->at[0].family)
			return role_name(at);
	return name;
}

FaceUse fontset_face_for(FontSet *set, Job *job, const FaceChain *start, const uint32_t *characters, size_t count) {
	FaceUse found = { NULL, 1000, false };
	if (start->first.face == NULL || count == 0)
		return found;
	if (can_show_cluster(start->first.face, characters, count))
		return start->first;
	char code[5];
	Str script = script_of(characters[0], code);
	Chain *chain = start->rest;
	pthread_mutex_lock(&set->lock);
	for (int pass = 0; pass < 3 && found.face == NULL; pass++) {
		for (size_t i = 1; i < chain->links.n && found.face == NULL; i++) {
			Link *link = &chain->links.at[i];
			bool near = link->own || link->companion;
			int turn = near ? 0 : str_eq(link->script, script) ? 1 : 2;
			if (turn != pass)
				continue;
			FaceUse use = use_link(set, job, chain, link);
			if (use.face != NULL && can_show_cluster(use.face, characters, count))
				found = use;
		}
	}
	pthread_mutex_unlock(&set->lock);
	return found;
}

/* Among the families of the character's script one that is not installed may have it; else what the script names. */
Str fontset_package_for(FontSet *set, Arena *arena, uint32_t code_point) {
	char code[5];
	const ScriptFonts *entry = fontset_find_script(set, script_of(code_point, code), STR(""));
	if (entry == NULL)
		return STR("");
	Str package = entry->package;
	pthread_mutex_lock(&set->lock);
	for (size_t i = entry->roles[ROLE_TEXT].n; i-- > 0;) {
		Family *family = entry->roles[ROLE_TEXT].at[i].family;
		family_search(set, family);
		if (family->files.n == 0 && family->package.n > 0)
			package = family->package;
	}
	pthread_mutex_unlock(&set->lock);
	return str_copy(arena, package);
}

Str fontset_script_of(Arena *arena, uint32_t code_point) {
	char code[5];
	return str_copy(arena, script_of(code_point, code));
}
