/* fonts.yaml: `roles` says which role stands in for a role that a script does not name; `scripts` gives the families of
 * each script by role, its companions, its Debian package, and under `languages` what differs in one language. */
#include <string.h>

#include "base/file.h"
#include "base/yaml.h"
#include "font/fontset.h"

static const char *const role_names[] = { "text", "display", "sans", "mono", NULL };
static const char *const top_keys[] = { "roles", "companion-script", "scripts", NULL };
static const char *const script_keys[] = {
	"package", "companions", "companion-digits", "languages", "text", "display", "sans", "mono", NULL
};
static const char *const language_keys[] = { "package", "companions", "text", "display", "sans", "mono", NULL };
static const char *const family_keys[] = { "family", "package", "size", NULL };

Role role_of_name(Str name) {
	for (int i = 0; i < ROLE_COUNT; i++)
		if (str_is(name, role_names[i]))
			return (Role)i;
	return ROLE_NONE;
}

Str role_name(Role role) {
	return str_of(role_names[role]);
}

const ScriptFonts *fontset_find_script(const FontSet *set, Str script, Str language) {
	for (size_t i = 0; i < set->scripts.n; i++) {
		const ScriptFonts *entry = &set->scripts.at[i];
		if (str_eq(entry->script, script) && str_eq(entry->language, language))
			return entry;
	}
	return NULL;
}

static Family *family_for(FontSet *set, Str name, Str package) {
	for (size_t i = 0; i < set->families.n; i++)
		if (str_eq(set->families.at[i]->name, name))
			return set->families.at[i];
	Family *family = arena_new(set->arena, Family);
	family->name = str_copy(set->arena, name);
	family->package = str_copy(set->arena, package);
	*(Family **)list_push(set->arena, &set->families) = family;
	return family;
}

/* "Noto Serif", or { family: Noto Serif, package: fonts-noto-core, size: 0.95 } */
static void read_family(FontSet *set, Job *job, const Yaml *node, Str package, FamilyUses *uses) {
	const Yaml *name = node;
	int32_t size = 1000;
	if (node->kind == YAML_MAP) {
		yaml_keys(job, node, family_keys);
		name = yaml_find(node, "family");
		const Yaml *own_package = yaml_find(node, "package"), *own_size = yaml_find(node, "size");
		if (own_package != NULL && yaml_is(job, own_package, YAML_SCALAR, "a package's name"))
			package = own_package->scalar;
		if (own_size != NULL && yaml_decimal(job, own_size, &size) && (size < 500 || size > 2000)) {
			diag_error(job->diag, own_size->pos, RULE_VALUE_INVALID, "a font's size is between 0.5 and 2");
			size = 1000;
		}
		if (name == NULL) {
			diag_error(job->diag, node->pos, RULE_KEY_MISSING, "a font needs 'family'");
			return;
		}
	}
	if (!yaml_is(job, name, YAML_SCALAR, "a family's name"))
		return;
	FamilyUse *use = list_push(set->arena, uses);
	use->family = family_for(set, name->scalar, package);
	use->pos = name->pos;
	use->size_permille = size;
}

static void read_families(FontSet *set, Job *job, const Yaml *node, Str package, FamilyUses *uses) {
	if (node->kind != YAML_LIST) {
		read_family(set, job, node, package, uses);
		return;
	}
	for (const Yaml *item = node->first; item != NULL; item = item->next)
		read_family(set, job, item, package, uses);
}

static void read_roles(FontSet *set, Job *job, const Yaml *map, Str package, FamilyUses *roles) {
	for (int role = 0; role < ROLE_COUNT; role++) {
		const Yaml *node = yaml_find(map, role_names[role]);
		if (node != NULL)
			read_families(set, job, node, package, &roles[role]);
	}
}

static void read_script(FontSet *set, Job *job, const Yaml *node, Str script, Str language, Str package) {
	if (!yaml_is(job, node, YAML_MAP, "a map of roles to families"))
		return;
	yaml_keys(job, node, language.n > 0 ? language_keys : script_keys);
	const Yaml *own_package = yaml_find(node, "package");
	if (own_package != NULL && yaml_is(job, own_package, YAML_SCALAR, "a package's name"))
		package = own_package->scalar;
	ScriptFonts entry = { .script = str_copy(set->arena, script), .language = str_copy(set->arena, language),
		.package = str_copy(set->arena, package), .pos = node->key_pos };
	read_roles(set, job, node, package, entry.roles);
	const Yaml *companions = yaml_find(node, "companions");
	if (companions != NULL && yaml_is(job, companions, YAML_MAP, "a map of roles to families")) {
		yaml_keys(job, companions, role_names);
		read_roles(set, job, companions, package, entry.companions);
	}
	const Yaml *digits = yaml_find(node, "companion-digits");
	if (digits != NULL)
		yaml_bool(job, digits, &entry.companion_digits);
	*(ScriptFonts *)list_push(set->arena, &set->scripts) = entry;
	const Yaml *languages = yaml_find(node, "languages");
	if (language.n == 0 && languages != NULL && yaml_is(job, languages, YAML_MAP, "a map of languages"))
		for (const Yaml *child = languages->first; child != NULL; child = child->next)
			read_script(set, job, child, script, child->key, package);
}

static bool is_script_code(Str s) {
	if (s.n != 4 || s.p[0] < 'A' || s.p[0] > 'Z')
		return false;
	for (size_t i = 1; i < 4; i++)
		if (s.p[i] < 'a' || s.p[i] > 'z')
			return false;
	return true;
}

static void read_scripts(FontSet *set, Job *job, const Yaml *scripts) {
	for (const Yaml *child = scripts->first; child != NULL; child = child->next) {
		if (is_script_code(child->key)) {
			read_script(set, job, child, child->key, STR(""), STR(""));
			continue;
		}
		diag_error(job->diag, child->key_pos, RULE_KEY_UNKNOWN, "'" STR_FMT "' is not a script's code",
		           STR_ARG(child->key));
		diag_help(job->diag, "write the four letters of ISO 15924, such as Latn, Arab or Deva");
	}
}

static void read_fallbacks(FontSet *set, Job *job, const Yaml *roles) {
	if (!yaml_is(job, roles, YAML_MAP, "a map of roles"))
		return;
	yaml_keys(job, roles, role_names);
	for (int role = 0; role < ROLE_COUNT; role++) {
		const Yaml *node = yaml_find(roles, role_names[role]);
		int other;
		if (node == NULL || !yaml_word(job, node, role_names, &other))
			continue;
		if (other == role || role == ROLE_TEXT) {
			diag_error(job->diag, node->pos, RULE_VALUE_INVALID, "the role '%s' cannot fall back to '%s'",
			           role_names[role], role_names[other]);
			continue;
		}
		set->falls_back_to[role] = (Role)other;
	}
	for (int role = 0; role < ROLE_COUNT; role++) {
		Role at = (Role)role;
		for (int steps = 0; at != ROLE_NONE && steps <= ROLE_COUNT; steps++)
			at = set->falls_back_to[at];
		if (at == ROLE_NONE)
			continue;
		diag_error(job->diag, roles->pos, RULE_VALUE_INVALID, "the role '%s' falls back to itself", role_names[role]);
		set->falls_back_to[role] = ROLE_NONE;
	}
}

bool fontset_read_yaml(FontSet *set, Job *job) {
	set->file = file_read(job->arena, job->diag, path_join(job->arena, set->folder, STR("fonts.yaml")), POS_NONE);
	if (set->file == NULL)
		return false;
	Yaml *root = yaml_read(job, set->file);
	if (root == NULL || !yaml_is(job, root, YAML_MAP, "a map with 'scripts'"))
		return false;
	yaml_keys(job, root, top_keys);
	set->falls_back_to[ROLE_TEXT] = ROLE_NONE;
	set->falls_back_to[ROLE_DISPLAY] = set->falls_back_to[ROLE_SANS] = ROLE_TEXT;
	set->falls_back_to[ROLE_MONO] = ROLE_SANS;
	const Yaml *roles = yaml_find(root, "roles"), *companion = yaml_find(root, "companion-script");
	if (roles != NULL)
		read_fallbacks(set, job, roles);
	set->companion_script = STR("Latn");
	if (companion != NULL && yaml_is(job, companion, YAML_SCALAR, "a script's code"))
		set->companion_script = str_copy(set->arena, companion->scalar);
	const Yaml *scripts = yaml_find(root, "scripts");
	if (scripts == NULL)
		return diag_error(job->diag, root->pos, RULE_KEY_MISSING, "fonts.yaml needs 'scripts'");
	if (!yaml_is(job, scripts, YAML_MAP, "a map of scripts"))
		return false;
	read_scripts(set, job, scripts);
	if (fontset_find_script(set, set->companion_script, STR("")) == NULL)
		return diag_error(job->diag, companion != NULL ? companion->pos : scripts->pos, RULE_KEY_MISSING,
			"'scripts' names no family for the companion script " STR_FMT, STR_ARG(set->companion_script));
	return true;
}
