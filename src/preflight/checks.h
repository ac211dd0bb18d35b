/* The checks of checks.def: each looks at the whole document and reports what it finds; and what they share. */
#ifndef PREFLIGHT_CHECKS_H
#define PREFLIGHT_CHECKS_H

#include "page/print.h"
#include "picture/tones.h"
#include "preflight/preflight.h"

typedef struct {
	Rule rule;
	const void *about;
	int colour, ground;
} Said;

/* The colours of a picture on which letters stand; columns 0: they cannot be had. */
typedef struct {
	const Picture *picture;
	Tones tones;
} Toned;

typedef struct {
	Job *job;
	const Document *document;
	const Pages *pages;
	const PreflightPress *press;                             /* NULL in checks that run always, when nothing is printed */
	struct { Said *at; size_t n, room; } said;
	struct { Toned *at; size_t n, room; } toned;
} Preflight;

#define CHECK(function, when) void function(Preflight *p);
#include "preflight/checks.def"
#undef CHECK

typedef enum {
#define LIMIT(id, sheetfed, heatset, news, digital) LIMIT_##id,
#include "preflight/press.def"
#undef LIMIT
	LIMIT_COUNT
} Limit;

#define FREE (-1)
/* shared.c */
int press_limit(const Preflight *p, Limit limit);            /* FREE when nothing is asked */
const char *press_name(const Preflight *p);                  /* "sheetfed" */
bool say_once(Preflight *p, Said what);                      /* true the first time */

/* What an item of a page lies on: the rectangle or picture painted last below its middle, NULL: the paper. */
typedef struct {
	const Page *page;
	struct { const Item **at; size_t n, room; } things;      /* rectangles and pictures before the item */
} Grounds;
const Item *ground_of(const Grounds *grounds, const Item *item);

/* Calls `look` for every item with what lies under it. */
void look_at_items(Preflight *p, void (*look)(Preflight *p, const Page *page, const Item *item, const Item *ground));

const Block *block_of(const Preflight *p, const Item *item); /* of glyphs; may be NULL */
/* Where something about the looks of glyphs is decided: their style, or where they were written. */
Pos place_of(const Preflight *p, const Item *item);
void tell_first_place(Preflight *p, const Page *page, const Item *item);   /* "first on page 3", and where its text was written */
/* rules.c: a line below a quarter of a point. `whose`: "a " or "picture 'x.svg' has a ", said before it. */
typedef struct {
	Pos pos;
	Str whose;
	Len thickness;
	bool several, white;                                     /* inks; on a ground */
	int page;
} ThinLine;
#define THIN_LINE (LEN_PT / 4)
void report_thin_line(Preflight *p, const ThinLine *line);
Str colour_name(const Preflight *p, const Item *item);

#endif
