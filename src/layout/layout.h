/* layout -- what the designer decided, for every language at once.
 * In:    layouts/NAME.yaml and layouts/typography.yaml beside it.
 * Out:   Layout: page, grid, colours, styles, designs of articles and boxes, templates with frames; Typography by
 *        script and language. Nothing here says left or right: start and end follow reading, inside and outside binding.
 * Fails: NULL when the file cannot be read; every other mistake is a diagnostic.
 * Does not know: issues, fonts files, languages' words.
 * Scalars of this file: a ratio is in thousandths (1350 is 1.35); lines are thousandths of the baseline grid. */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "base/job.h"

/* Whether what has a colour is printed over what lies below, or knocks it out. AUTO: small black does. */
typedef enum { OVERPRINT_AUTO, OVERPRINT_ALWAYS, OVERPRINT_NEVER } Overprint;

typedef struct {
	Str name;
	Pos pos;
	uint8_t rgb[3];
	uint16_t cmyk[4];                                        /* thousandths: 0..1000 */
	Str spot;                                                /* the ink's name, every character of it; empty: process inks. cmyk shows the full ink */
	int tint;                                                /* of the spot ink, thousandths */
	Overprint overprint;
} Colour;

/* The ways of printing that preflight knows the limits of. */
typedef enum { PRESS_SHEETFED, PRESS_HEATSET, PRESS_NEWS, PRESS_DIGITAL, PRESS_COUNT } PressKind;
extern const char *const press_names[PRESS_COUNT + 1];       /* "sheetfed" … NULL */

#define COLOUR_NONE (-1)

/* How lines run: across and down the page; or down it, each line to the left of the one before (Chinese, Japanese, Korean) or to its
 * right (Mongolian). Also the lines of a script within a layout of vertical writing. */
typedef enum { WRITING_ACROSS, WRITING_FROM_RIGHT, WRITING_FROM_LEFT } Writing;

typedef enum { ALIGN_JUSTIFY, ALIGN_START, ALIGN_END, ALIGN_CENTRE } Align;

/* How one paragraph is set. Read through properties.def. */
typedef struct {
	Str name;
	Pos pos;
	Str font;                                                /* role: text, display, sans, mono */
	Len size;                                                /* of Latin; other scripts are scaled by Typography */
	int weight;                                              /* 400, 700 */
	bool italic, upper_case, small_caps, hyphenate, keep_next, keep_together;
	Align align;
	int leading;                                             /* lines: 1000 is one grid line */
	int space_before, space_after;                           /* lines; between two paragraphs the larger counts */
	int tracking;                                            /* thousandths of an em */
	int colour;
	Len indent_first, indent_start, indent_end;
	int widows, orphans;                                     /* lines kept together at the head and foot of a column */
	int drop_cap;                                            /* lines the initial goes down; 0 or 1: none */
	int drop_cap_colour;
	Str drop_cap_font;                                       /* role, empty: the paragraph's own */
	int fit_tracking, fit_size;                              /* what copyfitting may take: thousandths of an em, thousandths of the size */
	bool fit_lines;                                          /* ... and whether it may ask for a line less or more */
	int fit_space;                                           /* lines of air that may be added above to fill columns */
	Str features;                                            /* OpenType, as HarfBuzz writes them: "onum,-liga" */
} ParagraphStyle;

/* What a piece of text is; a Design gives the style of each. */
typedef enum {
	TEXT_BODY,
	TEXT_FIRST,
	TEXT_HEADLINE,
	TEXT_HEADING2,
	TEXT_HEADING3,
	TEXT_DECK,
	TEXT_BYLINE,
	TEXT_DATELINE,
	TEXT_SIGNATURE,
	TEXT_SOURCE,
	TEXT_LIST,
	TEXT_QUOTE,
	TEXT_TITLE,
	TEXT_CAPTION,
	TEXT_CREDIT,
	TEXT_TABLE_HEAD,
	TEXT_TABLE_CELL,
	TEXT_NOTE,
	TEXT_EVENT_DATE,
	TEXT_KICKER,
	TEXT_NOTICE,
	TEXT_JUMP_ON,
	TEXT_JUMP_FROM,
	TEXT_JUMP_TITLE,
	TEXT_CONTENTS_SECTION,
	TEXT_CONTENTS_ENTRY,
	TEXT_KIND_COUNT
} TextKind;
extern const char *const text_kind_names[TEXT_KIND_COUNT + 1];   /* "body", "first", "headline" … NULL */

typedef struct {
	Len width;                                               /* 0: no rule */
	int colour;
} Stroke;

/* How an article or a box is dressed: a style for each kind of text, and what is drawn round it. */
typedef struct {
	Str name;
	Pos pos;
	int styles[TEXT_KIND_COUNT];                             /* indices into Layout.styles; all set after reading */
	bool callout;    /* declared under callouts: a kind of box; else of articles */
	bool head_spans; /* headline, deck, byline run over all columns of the frame */
	bool sections;                                           /* a contents box names the sections over their articles */
	bool kicker;                                             /* the section's name stands over the headline */
	int fit_space;                                           /* lines of air that may be added above to fill columns */
	bool optional;                                           /* copyfitting may leave the box out, if its words stand in the article */
	bool keep_together;                                      /* a box is not broken over columns */
	int columns;                                             /* of text within a box that is kept together */
	int tint;                                                /* colour behind it, or COLOUR_NONE */
	Len pad_before, pad_after, pad_start, pad_end;           /* between edge and text */
	Stroke rule_before, rule_after, rule_start;               /* along those edges */
	int space_before, space_after;                           /* lines */
	Str list_mark;                                           /* mark of unordered items, UTF-8 */
	int list_mark_colour;
	Len list_indent;
} Design;

typedef enum { EDGE_MARGIN, EDGE_AT, EDGE_AFTER, EDGE_NOTES, EDGE_CONTENT } EdgeKind;
typedef struct {
	EdgeKind kind;
	Len at;                                                  /* EDGE_AT: from the trim's top; EDGE_AFTER: gap */
	Str frame;                                               /* EDGE_AFTER: the frame that it follows */
} Edge;

typedef enum { AUTO_NONE, AUTO_CONTENTS, AUTO_NOTES } AutoKind;
typedef enum { NOTES_PAGE, NOTES_FRAME, NOTES_COLUMN } NotesAt;
typedef enum { INSET_TOP, INSET_MIDDLE, INSET_BOTTOM } InsetAt;

typedef struct {
	Str name;
	Pos pos;
	int column, span; /* on the page's grid; column from 1, counted from the start edge */
	Edge top, bottom; /* bottom: margin (default), AT, notes, or content: as high as its text, balanced */
	Len height;                                              /* 0: given by bottom */
	int columns;                                             /* text columns in the frame */
	Len gutter;                                              /* between them */
	int design; /* index into Layout.designs: how what stands here is dressed, -1: box's own */
	AutoKind auto_kind;
	NotesAt notes;                                           /* where notes that are called in this frame stand: in the page's frame for notes, at this frame's foot, at the column's */
	Len max_height;                                          /* of notes, 0: half the page */
	Str inset; /* the flow frame whose text runs round this one; empty: none */
	InsetAt inset_at;                                        /* below that frame's head, in its middle, at its foot */
	int column_rule;                                         /* colour of a hairline between columns, or COLOUR_NONE */
	bool balance;                                            /* the last columns of a story end level */
} Frame;

typedef enum { FURNITURE_RULE, FURNITURE_TINT, FURNITURE_TEXT, FURNITURE_IMAGE } FurnitureKind;
typedef struct {
	FurnitureKind kind;
	Pos pos;
	int column, span;
	Len top, height; /* from the trim's top; of text: its first baseline is top */
	int colour;
	bool bleed;                                              /* runs out over the trim on every edge that it reaches */
	Str text; /* "{title}", "{section}", "@issue-line": a language's message; see layouts/README.md */
	Str file;                                                /* FURNITURE_IMAGE: a picture of the issue */
	int style;
	Align align;                                             /* within column and span: START, END, CENTRE */
	bool outside; /* stands at the outer edge: END on recto, START on verso */
	bool heading; /* this text is the newsletter's name, not furniture (tagged Title) */
	bool upright;                                            /* on a page of vertical writing: set across it, and placed as on an upright page */
} Furniture;

typedef struct {
	Str name;
	Pos pos;
	Frame *frames;
	size_t frame_count;
	Furniture *furniture;
	size_t furniture_count;
} Template;

typedef enum { JUSTIFY_WORD, JUSTIFY_KASHIDA, JUSTIFY_CJK, JUSTIFY_CLUSTER } JustifyKind;
typedef enum { EMPHASIS_ITALIC, EMPHASIS_WEIGHT, EMPHASIS_COLOUR } EmphasisKind;

/* How a script or language differs. The only place where scripts differ. */
typedef struct {
	Str key;                                                 /* "Latn", "Arab", "fr" */
	int scale;                                               /* of the size, thousandths */
	int leading;                                             /* of the baseline grid, thousandths */
	int space_min, space_max;                                /* of the word space, thousandths */
	int space_floor;                                         /* below space_min at a price, never below this */
	int space_stretch_limit;                                 /* above this a line is reported as loose */
	int hyphen_cost;                                         /* thousandths: above 1000 fewer words are divided, and spaces are wider */
	int letter_stretch, letter_shrink; /* tracking that justification may use, thousandths of an em */
	int glyph_stretch, glyph_shrink;                         /* change of glyph width that it may use, thousandths */
	JustifyKind justify;
	Writing vertical;                                        /* ACROSS: the script stays so in a layout of vertical writing */
	EmphasisKind emphasis;
	bool drop_cap, tracking, hyphenate, upper_case;
	int protrusion; /* how far marks hang at the edges, thousandths of the layout's table */
	int superior_scale, superior_raise;                      /* note calls, thousandths of the size */
	Str features;                                            /* "-liga": of OpenType, beside those of the style */
} Typography;

/* Costs of page makeup: lower is better. Named in the layout under `weights`. */
typedef struct {
	int widow, orphan, hyphen_at_foot, short_last_line, ladder, loose_line, split_note, uneven_foot, box_far, changed_paragraph, air, free_line;
} Weights;

typedef struct {
	const SourceFile *file;
	bool vertical;                                           /* languages that can be written so run down the page */
	Len page_width, page_height, bleed;                      /* the largest of the bleeds */
	Len bleed_top, bleed_bottom, bleed_inside, bleed_outside;
	PressKind press;
	int spot_inks;                                           /* that the job has besides the process inks */
	Str output_intent;                                       /* path of an ICC profile; empty: FOGRA39 */
	Pos output_intent_pos;
	Len margin_top, margin_bottom, margin_inside, margin_outside;
	int grid_columns;
	Len grid_gutter, baseline;                               /* Latin's baseline grid; Typography.leading scales it */
	Colour *colours; size_t colour_count;
	ParagraphStyle *styles; size_t style_count;
	Design *designs; size_t design_count;                    /* of articles and boxes (callouts) alike */
	Template *templates; size_t template_count;
	Typography *typographies; size_t typography_count;
	Weights weights;
	int notes_design; /* for notes at the foot of a page: TEXT_NOTE of this one, and its rule */
	Len notes_gap;                                           /* between text and the notes' rule */
	int link_colour;                                         /* COLOUR_NONE: links look like text */
	int text_colour;
} Layout;

Layout *layout_read(Job *job, Str path);
/* The same from files that are read already; typography may be NULL: then every script is set like Latin. */
Layout *layout_read_files(Job *job, const SourceFile *file, const SourceFile *typography);
/* JSON Schemas of a layout and of typography.yaml. */
void layout_schema(Arena *arena, Buf *out);
void layout_typography_schema(Arena *arena, Buf *out);
/* A layout of vertical writing as it is made up: lying, so that lines run across and downwards. The page is as wide as it is high, and
 * inside and outside have changed places with top and bottom: margin_inside is where lines begin, margin_top the margin before the
 * first line of a recto (of a verso it is margin_bottom). Bleeds stay those of the upright page. */
const Layout *layout_turned(Arena *arena, const Layout *layout);
/* How far lines can follow each other on a page, and the margins before and after them on a recto. */
Len layout_depth(const Layout *layout);
Len layout_margin_before(const Layout *layout);
Len layout_margin_after(const Layout *layout);
void layout_dump(const Layout *layout, Buf *out);            /* all of it, one thing a line, with every property */
const Template *layout_find_template(const Layout *layout, Str name);
const Frame *template_find_frame(const Template *template, Str name);
int layout_find_design(const Layout *layout, Str name);      /* -1 when there is none */
int layout_find_style(const Layout *layout, Str name);
int layout_find_colour(const Layout *layout, Str name);      /* COLOUR_NONE when there is none */
/* The typography of a language tag in a script (ISO 15924): the language's entry over its script's over the default.
 * Always answers. */
const Typography *layout_typography_for(const Layout *layout, Str script, Str language);
/* How a layout sets a language. */
Writing layout_writing_for(const Layout *layout, Str script, Str language);

#endif
