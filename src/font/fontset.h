/* fontset -- the insides of a FontSet, for the files of font/ alone. A FontSet knows families by name; what files a
 * family has is looked up when a chain first names it, and a file is opened when a chain's text first needs it.
 * Everything here is guarded by FontSet.lock. */
#ifndef FONT_FONTSET_H
#define FONT_FONTSET_H

#include <pthread.h>

#include <fontconfig/fontconfig.h>

#include "font/font.h"

typedef enum { ROLE_TEXT, ROLE_DISPLAY, ROLE_SANS, ROLE_MONO, ROLE_COUNT } Role;
#define ROLE_NONE ROLE_COUNT

/* One style of a family: a file, or one font of a collection. */
typedef struct {
	Str path, style;
	int index, weight, width;
	bool italic, broken;
	const Face *face;                                        /* NULL until opened */
} FontFile;

typedef struct {
	Str name, package;
	bool searched, variable_only;
	struct { FontFile *at; size_t n, room; } files;
} Family;

/* A family as fonts.yaml names it for one role. */
typedef struct {
	Family *family;
	Pos pos;
	int size_permille;
} FamilyUse;

typedef struct { FamilyUse *at; size_t n, room; } FamilyUses;

/* An entry under `scripts`, or under the `languages` of one. */
typedef struct {
	Str script, language, package;
	Pos pos;
	FamilyUses roles[ROLE_COUNT], companions[ROLE_COUNT];
	bool companion_digits;
} ScriptFonts;

typedef struct {
	Str family;
	FontFile file;
} FolderFont;

struct FontSet {
	pthread_mutex_t lock;
	Arena *arena;
	Str folder;
	const SourceFile *file;
	Role falls_back_to[ROLE_COUNT];
	Str companion_script;
	struct { Family **at; size_t n, room; } families;
	struct { ScriptFonts *at; size_t n, room; } scripts;
	struct { FolderFont *at; size_t n, room; } folder_fonts;
	struct { struct Chain **at; size_t n, room; } chains;
	FcConfig *fontconfig;                                    /* loaded when a family is not in the folder */
	bool folder_scanned;
	unsigned next_face_id;
};

Role role_of_name(Str name);
Str role_name(Role role);
const ScriptFonts *fontset_find_script(const FontSet *set, Str script, Str language);

/* chain.c: the families of a role, or of the role that stands in for it, in the language's entry before the script's. */
const FamilyUses *fontset_uses_for(const FontSet *set, const ScriptFonts *language, const ScriptFonts *script, Role role,
                                   bool companions);
const ScriptFonts *fontset_find_language(const FontSet *set, Str script, Str language);      /* fr-CA, then fr */
bool fontset_read_yaml(FontSet *set, Job *job);              /* fonts_yaml.c */

void family_search(FontSet *set, Family *family);            /* families.c: fills family->files */
FontFile *family_find_style(Family *family, int weight, bool italic); /* the nearest one, NULL when there is none */

/* face.c: NULL after a diagnostic. */
const Face *face_open(FontSet *set, Job *job, const Family *family, FontFile *file);

#endif
