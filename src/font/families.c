/* Where a family's files are: first those of the team's own folder, which are opened for their names alone; when none
 * of them bears the family's name, the system's, asked of fontconfig by the exact name. FcFontMatch and FcFontSort
 * are never used: they would always answer, with a substitute if need be. Loading fontconfig's cache costs some 3 ms,
 * a look-up 0.03 ms. Of a family the style is chosen as CSS does: slant, then width nearest to normal, then
 * weight. */
#include <dirent.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

#include <hb-ot.h>

#include "base/file.h"
#include "font/fontset.h"

#define FOLDER_DEPTH 4
#define WIDTH_NORMAL 100

static Str face_name(FontSet *set, hb_face_t *face, hb_ot_name_id_t id) {
	char name[256];
	unsigned size = sizeof name;
	hb_ot_name_get_utf8(face, id, hb_language_from_string("en", 2), &size, name);
	return str_copy(set->arena, (Str){ name, size });
}

static Str first_name(FontSet *set, hb_face_t *face, hb_ot_name_id_t id, hb_ot_name_id_t otherwise) {
	Str name = face_name(set, face, id);
	return name.n > 0 ? name : face_name(set, face, otherwise);
}

/* Some bold files call themselves regular in OS/2; the style's name is believed then. */
static int mend_weight(int weight, Str style) {
	return weight == 400 && str_starts(style, "Bold") ? 700 : weight;
}

static void add_folder_face(FontSet *set, Str path, hb_face_t *face, int index) {
	FolderFont *found = list_push(set->arena, &set->folder_fonts);
	found->family = first_name(set, face, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY, HB_OT_NAME_ID_FONT_FAMILY);
	found->file.path = path;
	found->file.index = index;
	found->file.style = first_name(set, face, HB_OT_NAME_ID_TYPOGRAPHIC_SUBFAMILY, HB_OT_NAME_ID_FONT_SUBFAMILY);
	found->file.broken = hb_ot_var_has_data(face) != 0;
	hb_font_t *font = hb_font_create(face);
	found->file.weight = mend_weight((int)(hb_style_get_value(font, HB_STYLE_TAG_WEIGHT) + 0.5f), found->file.style);
	found->file.width = (int)(hb_style_get_value(font, HB_STYLE_TAG_WIDTH) + 0.5f);
	found->file.italic = hb_style_get_value(font, HB_STYLE_TAG_ITALIC) > 0.5f;
	hb_font_destroy(font);
}

static void add_folder_file(FontSet *set, Str path) {
	hb_blob_t *blob = hb_blob_create_from_file_or_fail(str_z(set->arena, path));
	if (blob == NULL)
		return;
	unsigned count = hb_face_count(blob);
	for (unsigned i = 0; i < count; i++) {
		hb_face_t *face = hb_face_create(blob, i);
		add_folder_face(set, path, face, (int)i);
		hb_face_destroy(face);
	}
	hb_blob_destroy(blob);
}

static bool is_font_name(Str name) {
	static const char *const endings[] = { ".ttf", ".otf", ".ttc", ".otc" };
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (name.n > 4 && strncasecmp(name.p + name.n - 4, endings[i], 4) == 0)
			return true;
	return false;
}

/* alphasort would follow the locale. */
static int by_bytes(const struct dirent **a, const struct dirent **b) {
	return str_cmp(str_of((*a)->d_name), str_of((*b)->d_name));
}

static int is_visible(const struct dirent *entry) {
	return entry->d_name[0] != '.';
}

static void scan_folder(FontSet *set, Str folder, int depth) {
	struct dirent **entries;
	int count = scandir(str_z(set->arena, folder), &entries, is_visible, by_bytes);
	for (int i = 0; i < count; i++) {
		Str path = path_join(set->arena, folder, str_of(entries[i]->d_name));
		struct stat what;
		if (stat(str_z(set->arena, path), &what) == 0) {
			if (S_ISDIR(what.st_mode) && depth < FOLDER_DEPTH)
				scan_folder(set, path, depth + 1);
			else if (S_ISREG(what.st_mode) && is_font_name(path))
				add_folder_file(set, path);
		}
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

static void search_folder(FontSet *set, Family *family) {
	if (!set->folder_scanned) {
		set->folder_scanned = true;
		scan_folder(set, set->folder, 0);
	}
	for (size_t i = 0; i < set->folder_fonts.n; i++) {
		const FolderFont *found = &set->folder_fonts.at[i];
		if (!str_eq(found->family, family->name))
			continue;
		if (found->file.broken)
			family->variable_only = true;
		else
			*(FontFile *)list_push(set->arena, &family->files) = found->file;
	}
}

static bool has_family_name(FcPattern *pattern, Str name) {
	FcChar8 *value;
	for (int i = 0; FcPatternGetString(pattern, FC_FAMILY, i, &value) == FcResultMatch; i++)
		if (str_eq(str_of((const char *)value), name))
			return true;
	return false;
}

static int pattern_int(FcPattern *pattern, const char *object, int otherwise) {
	int value;
	return FcPatternGetInteger(pattern, object, 0, &value) == FcResultMatch ? value : otherwise;
}

static bool pattern_bool(FcPattern *pattern, const char *object) {
	FcBool value;
	return FcPatternGetBool(pattern, object, 0, &value) == FcResultMatch && value;
}

static void add_pattern(FontSet *set, Family *family, FcPattern *pattern) {
	FcChar8 *path, *style, *format;
	if (!has_family_name(pattern, family->name) || FcPatternGetString(pattern, FC_FILE, 0, &path) != FcResultMatch)
		return;
	if (FcPatternGetString(pattern, FC_FONTFORMAT, 0, &format) != FcResultMatch)
		return;
	Str kind = str_of((const char *)format);
	if ((!str_is(kind, "TrueType") && !str_is(kind, "CFF")) || pattern_bool(pattern, FC_COLOR))
		return;
	int index = pattern_int(pattern, FC_INDEX, 0);
	if (pattern_bool(pattern, FC_VARIABLE) || index >> 16 != 0) {
		family->variable_only = true;
		return;
	}
	FontFile *file = list_push(set->arena, &family->files);
	file->path = str_copy(set->arena, str_of((const char *)path));
	if (FcPatternGetString(pattern, FC_STYLE, 0, &style) == FcResultMatch)
		file->style = str_copy(set->arena, str_of((const char *)style));
	file->index = index;
	file->weight = mend_weight(FcWeightToOpenType(pattern_int(pattern, FC_WEIGHT, FC_WEIGHT_REGULAR)), file->style);
	file->width = pattern_int(pattern, FC_WIDTH, FC_WIDTH_NORMAL);
	file->italic = pattern_int(pattern, FC_SLANT, FC_SLANT_ROMAN) != FC_SLANT_ROMAN;
}

static void search_system(FontSet *set, Family *family) {
	if (set->fontconfig == NULL)
		set->fontconfig = FcInitLoadConfigAndFonts();
	if (set->fontconfig == NULL)
		return;
	FcPattern *wanted = FcPatternCreate();
	FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)str_z(set->arena, family->name));
	FcObjectSet *objects = FcObjectSetBuild(FC_FAMILY, FC_FILE, FC_STYLE, FC_INDEX, FC_WEIGHT, FC_WIDTH, FC_SLANT,
	                                        FC_VARIABLE, FC_FONTFORMAT, FC_COLOR, NULL);
	FcFontSet *found = FcFontList(set->fontconfig, wanted, objects);
	for (int i = 0; found != NULL && i < found->nfont; i++)
		add_pattern(set, family, found->fonts[i]);
	if (found != NULL)
		FcFontSetDestroy(found);
	FcObjectSetDestroy(objects);
	FcPatternDestroy(wanted);
}

void family_search(FontSet *set, Family *family) {
	if (family->searched)
		return;
	family->searched = true;
	search_folder(set, family);
	if (family->files.n == 0)
		search_system(set, family);
	if (family->files.n > 0)
		family->variable_only = false;
}

/* CSS Fonts 4, 5.2: up to 500 lighter weights are tried before heavier ones, above that heavier ones first. */
static int weight_distance(int wanted, int has) {
	bool lighter_first = wanted <= 500;
	if (wanted >= 400 && wanted <= 500 && has > wanted && has <= 500)
		return has - wanted;
	bool preferred = lighter_first ? has <= wanted : has >= wanted;
	return abs(has - wanted) + (preferred ? 0 : 1000);
}

static long style_distance(const FontFile *file, int weight, bool italic) {
	long slant = file->italic == italic ? 0 : 1;
	return (slant * 1000 + abs(file->width - WIDTH_NORMAL)) * 10000 + weight_distance(weight, file->weight);
}

FontFile *family_find_style(Family *family, int weight, bool italic) {
	FontFile *best = NULL;
	for (size_t i = 0; i < family->files.n; i++) {
		FontFile *file = &family->files.at[i];
		if (file->broken)
			continue;
		if (best == NULL) {
			best = file;
			continue;
		}
		long difference = style_distance(file, weight, italic) - style_distance(best, weight, italic);
		if (difference == 0) {
			int order = str_cmp(file->path, best->path);
			difference = order != 0 ? order : file->index - best->index;
		}
		if (difference < 0)
			best = file;
	}
	return best;
}
