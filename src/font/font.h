/* font -- finds faces by role, script, weight and slant, and loads them once for all jobs.
 * In:    fonts/fonts.yaml (roles and scripts to families, with the Debian package of each), files in fonts/, fontconfig.
 * Out:   FontSet, shared by all threads of a process (a lock guards loading; faces are immutable).
 * Fails: never silently. A family that is named but absent is font-not-found with its package.
 * HarfBuzz is at home here and in text/; pdf/ uses hb-subset on Face.hb. */
#ifndef FONT_FONT_H
#define FONT_FONT_H

#include <hb.h>

#include "base/job.h"

typedef struct Face {
	Str family, style, path, package;
	int index;                                               /* in a collection */
	int weight;
	bool italic;
	bool cff;                                                /* outlines in CFF; otherwise glyf */
	bool vertical_forms;                                     /* has glyphs for vertical writing (`vert`) */
	bool embeddable;                                         /* fsType allows embedding and subsetting */
	unsigned upem;
	hb_face_t *hb;
	hb_font_t *font;                                         /* scale: upem, immutable */
	int ascent, descent, x_height, cap_height, word_space;   /* font units; descent negative */
	unsigned id;                                             /* order of loading is not deterministic: never print it */
} Face;

typedef struct FontSet FontSet;

/* Reads fonts/fonts.yaml. NULL after a diagnostic. The file it read stays in the job's arena, for diagnostics. */
FontSet *fontset_open(Job *job, Str folder);
void fontset_close(FontSet *set);

/* A face as one chain uses it. */
typedef struct {
	const Face *face;                                        /* NULL: none */
	int size_permille; /* size-match against the chain's first face: 1000 as it is */
	bool own;                                                /* named for the chain's script itself */
} FaceUse;

/* The faces to try for one style, in order: the script's own family, its companions (punctuation, digits), the family
 * of the character's own script, then every other script's family of that role. Only the first is opened with the
 * chain, the others when a character asks for them. Chains live in the set and are made once; threads may share
 * them. */
typedef struct {
	FaceUse first;                                           /* face NULL after font-not-found */
	struct Chain *rest;
	bool companion_digits;                                   /* 0 to 9 come from the companion even where the first face has them */
} FaceChain;

/* Reports font-not-found, once a job and place, for an own family or companion that is not installed. A weight or slant
 * that the family lacks gives the nearest one it has. The language matters where fonts.yaml says so (`languages:`). */
FaceChain fontset_chain(FontSet *set, Job *job, Str role, Str script, Str language, int weight, bool italic);
/* The first face of the chain that has all these characters (those of one grapheme cluster; joiners, variation
 * selectors and other default ignorables are not asked for). face is NULL when none has. */
FaceUse fontset_face_for(FontSet *set, Job *job, const FaceChain *chain, const uint32_t *characters, size_t count);

/* The first of the chain's companions that has a character. */
FaceUse fontset_companion_for(FontSet *set, Job *job, const FaceChain *chain, uint32_t character);
/* The role that Latin letters beside a script play, so that they match its companion: "sans" where a script has no serif face. */
Str fontset_role_beside(const FontSet *set, Str role, Str script, Str language);

/* Which package would bring a face for this character ("fonts-noto-core"), for the message about a missing glyph; may
 * be empty. */
Str fontset_package_for(FontSet *set, Arena *arena, uint32_t code_point);
bool face_has(const Face *face, uint32_t code_point);

/* report.c: what fonts.yaml names, for people to read. */
typedef struct {
	Str role, family, package;
	Str styles;                                              /* "Regular, Bold", of what is installed; empty: nothing is */
	int size_permille;
	bool companion;
} FontEntry;

/* The scripts of fonts.yaml, in its order. */
size_t fontset_scripts(FontSet *set, Arena *arena, Str **scripts);
/* The families of a script and language (which may be empty), each under the first role that takes it; then its companions. */
size_t fontset_entries(FontSet *set, Arena *arena, Str script, Str language, FontEntry **entries);
/* The installed families that have a character, in the order of fonts.yaml. */
size_t fontset_having(FontSet *set, Job *job, uint32_t code_point, FontEntry **entries);
Str fontset_script_of(Arena *arena, uint32_t code_point);    /* "Zsym" for signs that belong to no script */
int64_t face_measure(const Face *face, Str text);            /* width of a text in one line, in font units */

#endif
