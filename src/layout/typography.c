/* Typography is looked up for a script and a language together. The file's `default`, `scripts` and `languages` are
 * joined when it is read: an entry for each script over the default, and for each language one over each of those (or
 * over the one that it names as `script`), so that looking up is a comparison of names. Keys are "fr-Latn" for a
 * language in a script, "Latn" for a script, "" for the default. */
#include "layout/properties.h"

static const char *const language_keys[] = { "script", NULL };

static bool is_script(Str key) {
	return key.n == 4 && key.p[0] >= 'A' && key.p[0] <= 'Z';
}

static bool is_language(Str key) {
	size_t letters = 0;
	while (letters < key.n && key.p[letters] >= 'a' && key.p[letters] <= 'z')
		letters++;
	return letters >= 2 && letters <= 8 && (letters == key.n || key.p[letters] == '-');
}

static const Yaml *find_map(LayoutReader *r, const Yaml *root, const char *key) {
	const Yaml *node = yaml_find(root, key);
	return node != NULL && yaml_is(r->job, node, YAML_MAP, "a map") ? node : NULL;
}

static Typography *add(Layout *layout, const Typography *base, Str key) {
	Typography *made = &layout->typographies[layout->typography_count++];
	*made = *base;
	made->key = key;
	return made;
}

static void read_scripts(LayoutReader *r, const Yaml *scripts) {
	for (const Yaml *node = scripts->first; node != NULL; node = node->next) {
		if (!is_script(node->key)) {
			diag_error(r->job->diag, node->key_pos, RULE_KEY_UNKNOWN, "'" STR_FMT "' is not a script's code",
			           STR_ARG(node->key));
			diag_help(r->job->diag, "write the four letters of ISO 15924, such as Latn, Arab or Deva");
			continue;
		}
		Typography *entry = add(r->layout, &r->layout->typographies[0], node->key);
		if (yaml_is(r->job, node, YAML_MAP, "a map of properties"))
			properties_read(r, OWNER_TYPOGRAPHY, node, NULL, entry);
	}
}

static bool is_known_script(const Layout *layout, Str script, size_t scripts) {
	for (size_t i = 1; i < scripts; i++)
		if (str_eq(layout->typographies[i].key, script))
			return true;
	return false;
}

/* Mistakes are reported with the first of a language's entries only. */
static void read_language(LayoutReader *r, const Yaml *node, size_t scripts) {
	Layout *layout = r->layout;
	if (!is_language(node->key)) {
		diag_error(r->job->diag, node->key_pos, RULE_KEY_UNKNOWN, "'" STR_FMT "' is not a language's tag",
		           STR_ARG(node->key));
		diag_help(r->job->diag, "write a tag of BCP 47, such as fr or zh-Hans");
		return;
	}
	if (!yaml_is(r->job, node, YAML_MAP, "a map of properties"))
		return;
	const Yaml *script = yaml_find(node, "script");
	if (script != NULL && !is_known_script(layout, script->scalar, scripts)) {
		diag_error(r->job->diag, script->pos, RULE_VALUE_INVALID, "'" STR_FMT "' is none of the scripts above",
		           STR_ARG(script->scalar));
		diag_help(r->job->diag,
		          "declare it under 'scripts', or leave the key out: then the entry holds for every script");
		return;
	}
	Diag *quiet = diag_make(r->job->arena, STR(""));
	Job quiet_job = { r->job->arena, quiet };
	LayoutReader again = { &quiet_job, layout };
	bool first = true;
	for (size_t i = 0; i < scripts; i++) {
		const Typography *base = &layout->typographies[i];
		if (script != NULL && !str_eq(base->key, script->scalar))
			continue;
		Typography *entry =
			add(layout, base, str_printf(r->job->arena, STR_FMT "-" STR_FMT, STR_ARG(node->key), STR_ARG(base->key)));
		properties_read(first ? r : &again, OWNER_TYPOGRAPHY, node, language_keys, entry);
		first = false;
	}
}

void read_typographies(LayoutReader *r, const SourceFile *file) {
	Layout *layout = r->layout;
	const Yaml *root = file != NULL ? yaml_read(r->job, file) : NULL;
	if (root != NULL && yaml_is(r->job, root, YAML_MAP, "a map: default, scripts, languages"))
		keys_check(r->job, root, layout_keys, "typography");
	const Yaml *otherwise = find_map(r, root, "default"), *scripts = find_map(r, root, "scripts"),
			   *languages = find_map(r, root, "languages");
	size_t most = 1 + (scripts != NULL ? scripts->count : 0);
	most *= 1 + (languages != NULL ? languages->count : 0);
	layout->typographies = arena_array(r->job->arena, Typography, most);
	Typography plain = { 0 };
	properties_default(OWNER_TYPOGRAPHY, &plain);
	Typography *first = add(layout, &plain, STR(""));
	if (otherwise != NULL)
		properties_read(r, OWNER_TYPOGRAPHY, otherwise, NULL, first);
	if (scripts != NULL)
		read_scripts(r, scripts);
	size_t script_count = layout->typography_count;
	for (const Yaml *node = languages != NULL ? languages->first : NULL; node != NULL; node = node->next)
		read_language(r, node, script_count);
}

/* Whether key is LANGUAGE-SCRIPT. */
static bool is_pair(Str key, Str language, Str script) {
	return key.n == language.n + 1 + script.n && str_eq(str_sub(key, 0, language.n), language) &&
	       key.p[language.n] == '-' && str_eq(str_sub(key, language.n + 1, key.n), script);
}

static const Typography *find_pair(const Layout *layout, Str language, Str script) {
	for (size_t i = 1; i < layout->typography_count; i++)
		if (is_pair(layout->typographies[i].key, language, script))
			return &layout->typographies[i];
	return NULL;
}

static const Typography *find_script(const Layout *layout, Str script) {
	for (size_t i = 1; i < layout->typography_count; i++)
		if (str_eq(layout->typographies[i].key, script))
			return &layout->typographies[i];
	return NULL;
}

const Typography *layout_typography_for(const Layout *layout, Str script, Str language) {
	const Typography *of_script = find_script(layout, script);
	Str known = of_script != NULL ? script : STR("");
	while (language.n > 0) {
		const Typography *found = find_pair(layout, language, known);
		if (found != NULL)
			return found;
		while (language.n > 0 && language.p[language.n - 1] != '-')
			language.n--;
		if (language.n > 0)
			language.n--;
	}
	return of_script != NULL ? of_script : &layout->typographies[0];
}

Writing layout_writing_for(const Layout *layout, Str script, Str language) {
	return layout->vertical ? layout_typography_for(layout, script, language)->vertical : WRITING_ACROSS;
}
