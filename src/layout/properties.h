/* properties -- reads, defaults and dumps the fields that properties.def lists, and the insides of layout/ that its
 * files share. */
#ifndef LAYOUT_PROPERTIES_H
#define LAYOUT_PROPERTIES_H

#include "base/keys.h"
#include "layout/layout.h"

typedef enum { OWNER_STYLE, OWNER_DESIGN, OWNER_FRAME, OWNER_FURNITURE, OWNER_TYPOGRAPHY, OWNER_WEIGHTS } Owner;

/* What reading a layout needs at every place. */
typedef struct {
	Job *job;
	Layout *layout;
} LayoutReader;

/* Sets every field of the owner's struct that the table names to its default. */
void properties_default(Owner owner, void *fields);
/* Reads the keys that are given in the map and leaves the others as they are. Keys of neither the table nor the
 * NULL-ended list `others` are reported. */
void properties_read(LayoutReader *r, Owner owner, const Yaml *map, const char *const *others, void *fields);
/* " key=value" for every property. */
void properties_dump(const Layout *layout, Owner owner, const void *fields, Buf *out);

typedef struct { KeyRow *at; size_t n, room; } KeyList;
/* The properties as keys of the map `of`, for the schema. */
void properties_add_keys(Arena *arena, Owner owner, const char *of, KeyList *out);
extern const Keys layout_keys;                               /* schema.c: keys.def */

int read_colour(LayoutReader *r, const Yaml *node);          /* COLOUR_NONE for "none" and after a diagnostic */

/* inherit.c: what the layout that this one is based on says and this one does not. */
void inherit_layout(Job *job, Yaml *root, const SourceFile *file, int depth);
void read_bleed(Job *job, Layout *layout, const Yaml *page); /* press.c */
void read_inks(Job *job, const Yaml *map, Colour *colour);
void read_press(Job *job, Layout *layout, const Yaml *root);
void read_styles(LayoutReader *r, const Yaml *map);          /* styles.c */
void read_designs(LayoutReader *r, const Yaml *articles, const Yaml *callouts);      /* designs.c */
void read_templates(LayoutReader *r, const Yaml *map);       /* templates.c */
/* frames.c. Overlaps are looked for only when nothing was wrong since there were `errors` errors. */
void check_frames(LayoutReader *r, const Template *template, unsigned errors);
void read_typographies(LayoutReader *r, const SourceFile *file);     /* typography.c */

/* Entries that may be based on each other are read by need: each is read once, after the one that it is based on. */
typedef enum { ENTRY_WAITING, ENTRY_OPEN, ENTRY_DONE } EntryState;
typedef struct Heirs {
	LayoutReader *r;
	const char *what;            /* "style" */
	void (*read)(struct Heirs *heirs, int index);
	const Yaml **nodes;
	Str *names;
	EntryState *states;
	int count, depth;
} Heirs;
/* heirs.c: no entries yet, and room for `most`. */
Heirs heirs_make(LayoutReader *r, const char *what, void (*read)(Heirs *heirs, int index), size_t most);
void heirs_add(Heirs *heirs, const Yaml *node);
void heirs_read(Heirs *heirs);
/* The entry that entry `index` is based on, which is read by then; -1 for none, or after a diagnostic. */
int heirs_base(Heirs *heirs, int index);

#endif
