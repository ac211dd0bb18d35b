/* writer -- what the files of pdf/ share while one file is made. Nothing of it is seen outside this folder.
 * An Object is an indirect object of libharu whose dictionary entries (and stream) we write ourselves. */
#ifndef PDF_WRITER_H
#define PDF_WRITER_H

#include <hpdf.h>
#include <libdeflate.h>

#include "page/print.h"
#include "pdf/pdf.h"

typedef struct Object {
	HPDF_Dict dict;
	Buf body;                                                /* entries between << and >> */
	Buf data;                                                /* of a stream: own bytes … */
	Str bytes;                                               /* … or borrowed ones, used when data is empty */
	bool stream;
} Object;

/* A glyph of our own, made of others (TrueType only). Its number is COMPOSITE_FIRST and more. */
typedef struct {
	uint32_t glyph;
	int32_t x, y;                                            /* font units, within 16 bits */
} Part;

typedef struct {
	const Part *parts;
	uint32_t count;
	int advance;                                             /* font units */
	uint64_t hash;
} Composite;

#define COMPOSITE_FIRST 0x10000u

/* One code of a font: a glyph together with the text that it stands for. */
typedef struct {
	uint32_t glyph;
	uint32_t code;
	int width;                                               /* thousandths of an em, as in W */
	Str text;                                                /* UTF-8, what ToUnicode says */
} Code;

typedef struct Outliner Outliner;

/* A Type0 dictionary, and its name in the resources of page `named_on`. */
typedef struct {
	Object *object;
	const char *name;
	uint32_t named_on;
} FontUse;

typedef struct {
	const Face *face;
	Pos pos;                                                 /* of what it was first used for */
	FontUse uses[2];                                         /* writing across; downwards. Without object: not used so */
	struct { Code *at; size_t n, room; } codes;              /* in order of first use */
	uint32_t *table;                                         /* open addressing: index into codes + 1 */
	size_t table_size;
	struct { Composite *at; size_t n, room; } composites;
	uint32_t *composite_table;                               /* open addressing: index into composites + 1 */
	size_t composite_table_size;
	const uint32_t *glyphs;                                  /* CFF: all that the pages use, ascending from glyph 0 */
	uint32_t glyph_count;
} PdfFont;

/* A piece of marked content. Those of one page are neighbours in Writer.marks, the MCID is the distance to the
 * first. */
typedef struct {
	Owner owner;
	uint32_t page;
	uint32_t block, start;                                   /* where its text begins: the order within an element */
} Mark;

typedef struct {
	HPDF_Page page;
	Buf content;
	Buf entries;                                             /* of the page's dictionary, besides libharu's */
	Buf annotations;                                         /* references */
	size_t first_mark, mark_count;
	uint32_t *rank;                                          /* of its items: when each is read, 0: an artifact; NULL: as painted */
	bool transparent;
	uint32_t spots;                                          /* bits: which of Writer.spots it names */
	bool all;                                                /* it names the ink that is on every plate */
} PdfPage;

typedef struct {
	Len left, top, right, bottom;                            /* y downwards, as in Pages */
} Box;

typedef struct {
	Owner owner;
	uint32_t page;
	Box box;
	Object *object;
	uint32_t key;                                            /* StructParent */
} Link;

typedef struct {
	const Picture *picture;
	Object *object;
} PdfPicture;

typedef struct {
	Str icc;
	Object *object;
} EmbeddedProfile;

/* What a profile asks for. */
typedef struct {
	bool tagged, links;
	const PdfPress *press;                                   /* of the print profile, else NULL */
} Profile;

/* A spot ink that a page uses; the whole file has one function for each. */
typedef struct {
	Str name;
	Object *function;                                        /* from its tint to process inks */
} SpotInk;

typedef struct {
	Job *job;
	Arena *arena;                                            /* dies with the writer */
	const Document *document;
	const Pages *pages;
	const PdfInfo *info;
	Profile profile;
	HPDF_Doc pdf;
	struct libdeflate_compressor *deflater;
	PdfPage *page;                                           /* page_count of them */
	struct { PdfFont **at; size_t n, room; } fonts;
	struct { PdfPicture *at; size_t n, room; } pictures;
	struct { EmbeddedProfile *at; size_t n, room; } profiles;
	struct { SpotInk *at; size_t n, room; } spots;
	Object *all_function;                                    /* of the ink on every plate */
	Object *overprint[2];                                    /* graphics states: off, on */
	struct { Mark *at; size_t n, room; } marks;
	struct { Link *at; size_t n, room; } links;
	Pos pos;                                                 /* of the item that is being written: where messages stand */
	bool *artifact;                                          /* by owner: not in the structure tree */
	Object **element;                                        /* by owner, NULL: none */
	Buf catalogue;                                           /* entries of the catalogue */
	bool failed;
} Writer;

/* object.c */
Object *pdf_object(Writer *w);
Object *pdf_stream(Writer *w);                               /* bytes are stored as they are */
void pdf_deflate(Writer *w, Object *stream, const void *bytes, size_t n);   /* fills the stream, adds /Filter */
Object *pdf_object_hook(HPDF_Dict dict);                  /* gives a dictionary of libharu a body */
Object *pdf_object_of(HPDF_Dict dict);                       /* NULL when libharu writes it alone */
unsigned pdf_number(const void *dict);                       /* the object's number */
void pdf_ref(Buf *b, const Object *object);                  /* "12 0 R" */
void pdf_page_ref(Buf *b, const Writer *w, uint32_t page);
void pdf_int(Buf *b, int64_t value);
void pdf_fixed(Buf *b, int64_t value, int decimals);         /* value / 10^decimals */
int64_t pdf_milli(Len l);                                    /* thousandths of a point */
void pdf_box(Buf *b, const Writer *w, uint32_t page, Box box);   /* "[x0 y0 x1 y1]", y upwards */
void pdf_name(Buf *b, Str name);                             /* "/Name", escaped */
void pdf_text(Buf *b, Str text);                             /* a text string: ASCII or UTF-16BE */
void pdf_utf16(Buf *b, Str text);                            /* hex digits without brackets */
void pdf_hex(Buf *b, uint32_t value, int digits);

/* font.c, subset.c */
int pdf_font_advance(const PdfFont *font, uint32_t glyph);  /* font units */
PdfFont *pdf_font_for(Writer *w, const Face *face);
const Code *pdf_font_code(Writer *w, PdfFont *font, uint32_t glyph, Str text);
void pdf_fonts_finish(Writer *w);
Str pdf_face_name(Arena *arena, const Face *face);           /* PostScript name */
/* The font program with the glyphs of `font`, TrueType; new_glyph[i] is where codes.at[i] went. False when it cannot be made. */
bool pdf_subset(const PdfFont *font, Buf *program, uint32_t *new_glyph);

/* cff.c, charstring.c */
bool pdf_cff(Writer *w, const PdfFont *font, Str name, Buf *program);   /* the same of a CFF font */
Outliner *pdf_outliner(Arena *arena, const Face *face);      /* reads glyphs; NULL when the font cannot be read */
/* Adds a glyph as an unhinted charstring. `width` is NULL for the usual one. False when the glyph cannot be read. */
bool pdf_charstring(Outliner *outliner, uint32_t glyph, const int *width, Buf *out);

/* composite.c */
uint32_t pdf_composite(Writer *w, PdfFont *font, const Part *parts, uint32_t count, int advance);
/* A subset with the font's composites behind its own glyphs, the first of which gets the number *first. NULL when
 * the subset has no glyf tables of the usual form. */
hb_blob_t *pdf_composites_add(const PdfFont *font, hb_face_t *subset, const hb_map_t *map, uint32_t *first);

/* unicode.c */
#define PDF_NOTHING STR("\xE2\x81\xA0")                  /* U+2060, text of what has none */
typedef struct {
	const Code *code;
	Len x, y;                                                /* from the item's origin, y upwards */
} Shown;

/* Neighbouring glyphs that are written alike: with their own codes' text, or with ActualText. */
typedef struct {
	uint32_t first, count;                                   /* of shown */
	uint32_t start, end;                                     /* bytes of the item's text */
	bool actual;
	Str text;                                                /* ActualText */
} Unit;

typedef struct {
	Shown *shown; uint32_t shown_count;
	Unit *units; uint32_t unit_count;
} Showing;
Showing pdf_show(Writer *w, PdfFont *font, const Item *item);

/* order.c */
const Item **pdf_order(Writer *w, uint32_t page);            /* the page's items, in the order of writing */

/* content.c, picture.c */
void pdf_content(Writer *w, uint32_t page);
Object *pdf_picture(Writer *w, const Picture *picture);      /* the XObject, NULL after a diagnostic */

/* drawing.c */
Object *pdf_drawing(Writer *w, const Picture *picture);      /* of shapes: a form that fills the unit square */

/* colour.c: what drawings say in RGB, in the colours of the profile */
const char *pdf_device_space(const Writer *w);               /* "/DeviceRGB" */
void pdf_rgb_numbers(const Writer *w, Buf *b, const uint8_t rgb[3]);
void pdf_rgb(const Writer *w, Buf *b, const uint8_t rgb[3], bool stroke);   /* sets it as the colour */

/* links.c, structure.c, outline.c, info.c, colour.c, save.c */
bool pdf_owner_hidden(const Writer *w, const Item *item);    /* an artifact */
void pdf_links(Writer *w);
void pdf_rank_items(Writer *w);                              /* before content: fills rank */
void pdf_structure(Writer *w);
void pdf_outline(Writer *w);
void pdf_page_labels(Writer *w);
void pdf_info(Writer *w);
void pdf_output_intent(Writer *w);
bool pdf_save(Writer *w, Buf *out);

/* print.c, ink.c, marks.c: of the print profile */
void pdf_print_boxes(Writer *w, uint32_t page);
void pdf_print_begin(Writer *w, uint32_t page);              /* content: marks, then the trim's corner as origin, cut at the bleed */
void pdf_print_output_intent(Writer *w);
void pdf_print_identify(const Writer *w, Buf *hex);          /* 32 digits that depend on the pages alone */
Edges pdf_print_margin(const Writer *w, uint32_t page);      /* from trim to media, thousandths of a point */
void pdf_ink_set(Writer *w, uint32_t page, Buf *b, const Ink *ink, bool stroke);
void pdf_ink_overprint(Writer *w, uint32_t page, Buf *b, bool on);
void pdf_ink_all(Writer *w, uint32_t page, Buf *b);          /* the ink of marks, for strokes */
void pdf_inks_finish(Writer *w, uint32_t page);
void pdf_marks(Writer *w, uint32_t page);

#endif
