/* internal -- what the files of proof/ share; nobody else includes it. */
#ifndef PROOF_INTERNAL_H
#define PROOF_INTERNAL_H

#include "proof/proof.h"

/* write.c */
void write_escaped(Buf *out, Str s);                         /* for HTML and XML, within quotes too */
void write_attribute(Buf *out, const char *name, Str value); /* ` name="value"` */
void write_fixed(Buf *out, int64_t value, int decimals);     /* value / 10^decimals without trailing zeros */
void write_base64(Buf *out, Str bytes);
void write_place(Buf *out, Pos pos);                         /* file:line:column, not escaped */

/* picture.c: the picture as a file of its own, in a data: address. */
void write_picture_address(Buf *out, const Picture *picture);

/* place.c: a stretch of a page that shows something written: the lines of a block in one column, or a picture. */
typedef struct {
	Len x, y, width, height;
} Area;

typedef struct {
	size_t page;                                             /* index */
	uint32_t block;                                          /* UINT32_MAX: a picture */
	Owner owner;
	Str frame;
	int column;
	Area area;
	Pos pos;
	Str text;                                                /* as set; a picture's description */
	bool overset;
} Region;

typedef struct { Region *at; size_t n, room; } Regions;
Regions regions_find(Arena *arena, const Document *document, const Pages *pages);
bool line_is_overset(const Page *page, const PageLine *line);
Area line_area(const Page *page, const PageLine *line);

/* Where a message points to on the pages. */
typedef struct {
	const Message *message;
	size_t page;                                             /* SIZE_MAX: nowhere */
	Area area;
	size_t index;                                            /* as reported */
} Mark;
Mark *marks_find(Arena *arena, const ProofInput *input, const Regions *regions, size_t *count);

/* units.c: which pair of a Translation a place belongs to. */
const Pair *pair_at(const Translation *translation, Pos pos, const ArticlePair **article);
void write_unit_key(Buf *out, const ArticlePair *article, const Unit *source);     /* "men/p-3f2a91c0" */

/* overlay.c */
void write_overlay(const Proof *proof, const ProofInput *input, const Regions *regions, const Mark *marks, size_t mark_count, size_t page,
                   Buf *out);
void write_message(Buf *out, const Message *message, Str id, int page);

extern const char proof_script[], proof_style[];             /* assets.c: proof.js and proof.css */

#endif
