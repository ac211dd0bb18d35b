/* page, inside -- what the files of this folder share.
 *
 * The way: galley.c turns a story's blocks into slugs (a line of text, a picture, a whole box) for one width; frames.c gives
 * the rectangles of a page and the segments of its columns; arrange.c fills them with a story at least cost, over all its
 * pages (distribute.c does it for notes and boxes, as they are); notes.c makes the foot; compose.c puts a page together and asks
 * again while notes or heads take space; fit.c brings in what does not fit, room.c opens up what is short, improve.c mends what
 * is left; paint.c turns placed slugs into Items. Heights are Len; whatever is on the grid ends on a multiple of Maker.grid below the page's first line. */
#ifndef PAGE_INTERNAL_H
#define PAGE_INTERNAL_H

#include "page/page.h"

typedef struct Galley Galley;

typedef enum { SLUG_LINE, SLUG_PICTURE, SLUG_BOX, SLUG_ROW } SlugKind;

#define COST_FORBIDDEN 1000000000
#define AIR_BELOW 8

/* A piece that is never divided. */
typedef struct Slug {
	SlugKind kind;
	const Block *block;
	const Design *design;                                    /* in which the block stands */
	Len height, space_before, space_after;                   /* space between two slugs: the larger counts, none at a column's head */
	bool on_grid;                                            /* its foot stands on the grid */
	int64_t cost_after;                                      /* of ending a column behind it */
	uint8_t air;                                             /* lines added to its space to fill columns */
	/* SLUG_LINE */
	const Text *text;
	const Lines *lines;
	uint32_t line;
	const BreakRules *rules;
	const Text *label, *initial;                             /* list mark or note number; drop cap: on the first line only */
	Len label_width, initial_width;
	/* SLUG_BOX, SLUG_ROW: one galley a box, one a cell */
	Galley **inside;
	Len *inside_x;                                           /* from the slug's start edge */
	size_t inside_count;
	/* A part of a box that may break: its text stands in from the box's edges, and the box is drawn behind all neighbouring parts. */
	const Block *box;
	bool opens, closes;                                      /* the first, the last part */
	Len inset_start, inset_end;
	const struct Slug *repeat;                               /* a table's head, set again at the head of a column */
	size_t item;                                             /* which block of the story it comes from, in the order set */
	const size_t *notes;                                     /* called here: indices into Document.notes */
	size_t note_count;
} Slug;

struct Galley {
	Arena *arena;                                            /* of its slugs: a trial's dies with the trial */
	Len width;
	Slug *at;
	size_t n, room;
};

/* Where a story goes on: a block (counted in the order in which they are set) and the byte within it. */
typedef struct {
	size_t block;
	uint32_t byte;
	uint32_t part;                                           /* of a table or a box that may break: slugs of it that are set already */
} StoryPlace;

/* What text must run round. */
typedef struct {
	Rectangle area;
	const Place *place;                                      /* which may give it a shape */
} Obstacle;

/* A stretch of a column that text can fill. */
typedef struct {
	Rectangle area;
	int column;                                              /* from 1, counted from the start edge */
	Len used;                                                /* from its top, by what stands there already */
} Segment;

/* Slugs [from, to) of a galley at the place where they came to stand. */
typedef struct {
	const Galley *galley;
	size_t from, to;
	Rectangle area;
	Str frame, story;
	int column;
	Len shift;                                               /* from area.y to the first slug's top */
} Placement;

/* A rule between columns or over notes. */
typedef struct {
	Rectangle area;
	int colour;
	Pos pos;                                                 /* of the frame that asks for it */
} Mark;

/* A frame whose design has a tint or rules. */
typedef struct {
	const Design *design;
	Rectangle area;
} Ground;

/* A text of one line: a jump line, a running head; or a line of one that has several, the title of a continuation. */
typedef struct {
	const Block *block;
	const Text *text;
	Len left, baseline, width;
	Align align;
	Str frame;
	const Line *line;                                        /* NULL: all of it */
} Single;

typedef struct {
	struct { Placement *at; size_t n, room; } placements;
	struct { Ground *at; size_t n, room; } grounds;
	struct { PageColumn *at; size_t n, room; } columns;
	struct { Mark *at; size_t n, room; } marks;
	struct { size_t *at; size_t n, room; } notes;            /* called on this page, in order of placement */
	struct { Single *at; size_t n, room; } singles;
	Diag *diag;                                              /* what there is to say of this attempt */
	unsigned overset_lines;
	Len *ends, *bottoms;                                     /* by frame of the template: where its stories end, how far down they could have gone */
} Sheet;

typedef struct {
	StoryPlace next;
	bool begun, done;
	Len overset;                                             /* height of what found no room */
	int last_page;                                           /* that holds a part; 0 before it begins */
	const size_t *order;                                     /* of its body's blocks, when boxes have changed places; NULL: as written */
	const int8_t *variants;                                  /* by Block.id: paragraphs a line shorter or longer; other blocks with air above, and below
	                                                          * (times AIR_BELOW), in lines; NULL: none */
} StoryState;

typedef struct BlockCache BlockCache;

/* What copyfitting has done to a story. */
typedef struct {
	int tracking;                                            /* thousandths of an em, 0 or below */
	int size;                                                /* thousandths of the natural size */
	unsigned tightened;                                      /* paragraphs that were asked for a line less */
	unsigned left_out;                                       /* optional boxes */
} Fit;

/* Parts of notes that the foot of a page had no room for. */
typedef struct {
	const Block *block;
	uint32_t byte;
} NotePart;

typedef struct {
	NotePart *parts;
	size_t count;
} PendingNotes;

/* A page as composed, and from what: it is composed again only when one of these has changed. */
typedef struct {
	Sheet *sheet;
	StoryState *before, *after;                              /* of the stories that stand on it */
	PendingNotes pending_before, pending_after;
	unsigned version;
} SheetCache;

/* What rounds have shown of a page: how much of it is free, or that it is too full. */
typedef struct {
	bool tight;                                              /* a story did not fit: the others take the least depth */
	bool opens;                                              /* its stories may open up */
	Len *deeper;                                             /* by frame of its template: how much deeper its columns may go than they must */
	Len gap;                                                 /* more between frames that stand below each other */
} PageRoom;

/* The columns of a place as they were when it was last filled. */
typedef struct {
	const Place *place;
	Segment *segments;
	size_t count;
} PlaceShape;

typedef struct Maker {
	Job *job;
	Document *document;
	const Layout *layout;
	FontSet *fonts;
	Shaper *shaper;
	Len head, foot;                                          /* of the page in hand: where its grid begins, and its foot margin */
	Len grid;                                                /* baseline distance */
	Len baseline_drop;                                       /* from a grid line box's top to its baseline */
	Len cap_drop;                                            /* from its top to the top of its capitals */
	StoryState *states;                                      /* by Document.stories */
	const Story **by_name;                                   /* the stories in the order of their ids */
	Fit *fits;                                               /* likewise */
	size_t *story_of_block;                                  /* by Block.id; SIZE_MAX: no story's */
	bool *left_out;                                          /* by Block.id: optional boxes that do not fit */
	int8_t *looseness;                                       /* by Block.id: lines more or less than best, by copyfitting */
	const int8_t *variants;                                  /* as in StoryState, of the story that is being set */
	BlockCache *cache;                                       /* by Block.id */
	uint32_t cache_count;
	Pages *pages;
	Owner title_owner;                                       /* of the newsletter's name on the first page */
	Owner furniture_owner;                                   /* of everything that the layout repeats */
	size_t *anchor_of_block;                                 /* by Block.id; SIZE_MAX: none */
	struct { Single *at; size_t n, room; } singles;          /* made so far, by text and style */
	struct { Item *at; size_t n, room; } items;              /* of the page that is being painted */
	struct { PageLine *at; size_t n, room; } lines;
	struct { Destination *at; size_t n, room; } destinations;
	int page_number;
	bool greedy;
	PendingNotes pending;                                    /* for the page that comes next */
	unsigned *versions;                                      /* by story, one more for what is no story's: which change of a text was its last */
	unsigned changes;                                        /* of texts, so far */
	struct Arranged *arranged;                               /* by story */
	SheetCache *sheets;                                      /* by page: as last composed */
	PageRoom *rooms;                                         /* by page */
	struct { PlaceShape *at; size_t n, room; } shapes;       /* of the first rounds */
	bool settled;                                            /* the first rounds are over: shapes hold what was found */
	int *page_of_anchor;                                     /* by Document.anchors; 0: nowhere */
} Maker;

/* galley.c */
Galley *galley_open(Arena *arena, Len width);
BlockCache *galley_make_cache(Arena *arena, uint32_t count);
Galley *galley_make(Maker *maker, const Block *blocks, size_t count, Len width);
BlockCache *galley_copy_cache(const Maker *maker);
void galley_put_cache(Maker *maker, const BlockCache *cache);
void galley_forget(Maker *maker, uint32_t block);            /* its text changed */
/* A block from byte `from` on, or without its first `part` slugs. */
void galley_add_part(Maker *maker, Galley *galley, const Block *block, uint32_t from, uint32_t part);
const Text *maker_text(Maker *maker, const Block *block);
/* What a slug adds above itself at the head of a column: the padding of its box, the head of its table. */
Len slug_lead_in(const Maker *maker, const Slug *slug);
/* Advances over one slug: y before (from the column's head) gives y after. No `previous`: at the head of a column. */
static inline Len slug_advance(const Maker *maker, const Slug *previous, const Slug *slug, Len y) {
	y += previous ? len_max(previous->space_after, slug->space_before) : slug_lead_in(maker, slug);
	y += slug->height;
	return slug->on_grid ? len_ceil_to(y, maker->grid) : y;
}
Len galley_height(const Maker *maker, const Galley *galley, size_t from, size_t to);

/* The saving and the price of setting a paragraph a line shorter; 0 lines when it cannot be had. */
typedef struct {
	uint32_t block;
	uint32_t lines;
	int64_t price;
} Tightening;
/* Lines [first, end) of a paragraph broken elsewhere. */
void galley_add_lines(Maker *maker, Galley *galley, const Block *block, const Lines *lines, const BreakRules *rules, uint32_t first, uint32_t end);
/* What a paragraph beginning at byte `from` takes from the width of each line: at the start edge, the first line's indent, at the end. */
LineSlot galley_slot(const Block *block, LineSlot room, bool first_line);
Tightening galley_try_tighter(Maker *maker, const Block *block);
/* Whether the paragraph can be had with `change` lines more or less. */
bool galley_has_variant(Maker *maker, const Block *block, Len width, int change);

/* fit.c */
void fit_prepare(Maker *maker);
bool fit_stories(Maker *maker);                              /* after a round: whether something was changed, so that another is needed */
void fit_report(Maker *maker);
/* Gives a story another size (thousandths) and tracking. False when its styles do not allow that much. */
bool fit_change(Maker *maker, size_t story, int size, int tracking);
void fit_undo(Maker *maker);                                 /* every story as it was written */

/* boxes.c */
Len box_pad_before(const Maker *maker, const Design *design);
void box_make_slug(Maker *maker, const Block *box, Len width, int depth, Slug *slug);
void box_add_parts(Maker *maker, Galley *galley, const Block *box, Len width, int depth);
void table_add_slugs(Maker *maker, Galley *galley, const Block *table, Len width, int depth);
void galley_add_block(Maker *maker, Galley *galley, const Block *block, uint32_t from_byte, Len width, int depth);

/* frames.c */
Rectangle frame_rectangle(const Maker *maker, const Frame *frame, int page_number, Len top, Len bottom);
Len head_of_page(const Document *document, int page_number); /* where its grid begins */
void frames_of_page(Maker *maker, int page_number);         /* takes the page in hand */
Len snap_down(const Maker *maker, Len y);                    /* to the grid line box at or below y */
Len snap_up(const Maker *maker, Len y);
Segment *frame_segments(Maker *maker, const Frame *frame, Rectangle area, bool rtl, const Obstacle *obstacles, size_t obstacle_count, size_t *count);
/* Whether the obstacle stands over the column but leaves enough of its width for text beside it. */
bool leaves_room(const Obstacle *obstacle, const Rectangle *column);

/* distribute.c: fills columns with a galley, their feet level. ends[i] is where column i's slugs stop; returns the first slug that found
 * no room. `uneven` is the cost of a line that a column is short, for its square. */
size_t distribute(const Maker *maker, const Galley *galley, const Segment *segments, size_t count, int uneven, size_t *ends);

Len segment_capacity(const Segment *segment, Len floor);     /* how much of it is free, none deeper down the page than `floor` */

/* arrange.c */
typedef struct {
	Maker *maker;
	const Story *story;
	const StoryState *state;                                 /* where the story stands */
	Segment *segments;                                       /* of the frame, then of frames to come as they were last */
	size_t count, own;                                       /* of them all, of the frame */
	bool level;                                              /* feet are to be as even as can be, in the least depth */
	bool with_head;                                          /* its head stands in the columns */
	bool goes_on;                                            /* what finds no room has other columns */
	bool tight;                                              /* the least depth matters more than anything */
	bool opens;                                              /* feet should be `deeper` below the least depth, if that can be had */
	Len deeper;
	size_t *ends;                                            /* by own segment, out: where its slugs stop */
} Columns;

/* A way to set it. What it points to is in the job's arena. */
typedef struct {
	const size_t *order;
	const int8_t *variants;
	Galley *galley;                                          /* of the story from where it stands */
	size_t end;                                              /* the first slug that the frame does not hold */
	Len depth;                                               /* lines, when levelled */
} Arrangement;
Arrangement arrange(const Columns *k);
struct Arranged *arrange_make_memory(Arena *arena, size_t stories);

/* defects.c */
/* Whether column i + 1 is off the level of column i, though the layout asks for level feet. */
bool foot_is_uneven(const PageColumn *columns, size_t count, size_t i, Len grid);
/* What the lines of a paragraph cost that begins with this slug, but for where it is parted. */
int64_t slug_paragraph_price(const Maker *maker, const Slug *slug, bool changed);

/* notes.c */
typedef struct {
	Galley *galley;
	size_t *ends;                                            /* by column: where its slugs stop */
	size_t count;                                            /* columns */
	Len height;                                              /* with its rule; 0 without notes */
	bool overset;                                            /* not even the first line of each finds room */
	bool continued;                                          /* it begins with the rest of a note */
	PendingNotes pending;                                    /* what is left for the next page */
} NoteFoot;
NoteFoot notes_measure(Maker *maker, const Frame *frame, Len width, const PendingNotes *pending, const size_t *notes, size_t count);
void notes_place(Maker *maker, Sheet *sheet, const Frame *frame, Rectangle area, const NoteFoot *foot);

/* A frame of the page's template and what the issue puts there. */
typedef struct {
	const Frame *frame;
	const Place *places[16];
	size_t place_count;
	const Place *omitted;                                    /* the first that the edition leaves out; NULL: none */
	bool done;
	Len end;                                                 /* foot of what stands in it */
} FrameUse;

/* A page that is being put together. */
typedef struct {
	Maker *maker;
	Sheet *sheet;
	const Template *template;
	const PagePlan *plan;
	const size_t *stories; size_t story_count;               /* that stand on it, by Document.stories */
	size_t page_index;
	int page_number;
	FrameUse *uses;
	Len notes_top;
} Composer;


/* flow.c */
void report_overset(Composer *c, const Story *story, const Galley *galley, size_t from, const Place *place);
void report_overset_box(Composer *c, const Story *story, const Galley *galley, Len over, const Place *place);
/* Notes that the slugs call go to the page's foot unless `frame` has a place of its own for them. */
void place_slugs(Composer *c, const Galley *galley, size_t from, size_t to, Rectangle area, Len shift, const Frame *frame, Str story, int column);
/* An article, or its continuation, in a frame; *area loses the head's height. Returns the foot of what stands there. */
Len place_story(Composer *c, const Frame *frame, const Design *design, const Story *story, const Place *place, Rectangle *area, bool level);
Obstacle *place_insets(Composer *c, const Frame *host, Rectangle area, size_t *count);
int story_next_page(const Composer *c, size_t story, const Place *here);
Len place_jump_line(Composer *c, const Frame *frame, const Design *design, Rectangle *column, int next_page);
void place_overset(Composer *c, const Galley *galley, size_t from, const Segment *last, const Frame *frame, const Story *story);

/* around.c: fills columns that insets stand in with text beside them. Returns the foot. */
Len fill_around(Composer *c, const Frame *frame, const Design *design, const Story *story, const Place *place, Segment *segments, size_t count,
                const Obstacle *obstacles, size_t obstacle_count);

/* compose.c */
Sheet *compose_page(Maker *maker, size_t page_index);

/* room.c */
bool room_tighten(Maker *maker);                             /* where stories are overset; whether a page is to be composed again for that */
void room_open(Maker *maker);                                /* the first rounds are over: what is free may be used */
bool room_close(Maker *maker);                               /* where stories are overset since; whether anything is otherwise now */
Len room_deeper(const Maker *maker, size_t page_index, const Template *template, const Frame *frame);
Len room_gap(const Maker *maker, size_t page_index);
void room_report(Maker *maker);

/* improve.c */
void improve_pages(Maker *maker);

/* page.c */
void maker_round(Maker *maker);                              /* composes every page that has changed, in order */
bool maker_settle(Maker *maker);                             /* writes page references again; whether a text changed */

size_t story_of_place(const Maker *maker, const Place *place);   /* SIZE_MAX when there is none */
Pos story_position(const Story *story, Pos otherwise);               /* flow.c */

/* singles.c */
Single *single_for(Maker *maker, Str text, int style, const Design *design);
Single *single_owned(Maker *maker, Str text, int style, const Design *design, Owner owner);
Single *single_in(Maker *maker, Str text, int style, const Design *design, const Locale *locale, Pos pos);   /* in another language than the edition's */
Len single_width(const Single *single);

/* proof.c */
void proof_draw(Maker *maker);

/* furniture.c */
void furniture_paint(Maker *maker, const Template *template, size_t page_index, bool upright);

/* turn.c */
void turn_pages(Maker *maker);                               /* puts pages of vertical writing upright */

/* A picture's sides as it stands on the page that is made up: lying where the page lies. */
typedef struct { int width, height; } Sides;
Sides picture_sides(const Maker *maker, const Picture *picture);

/* paint.c */
void paint_sheet(Maker *maker, const Sheet *sheet);
void paint_rectangle(Maker *maker, Rectangle area, int colour);
void paint_single(Maker *maker, const Single *single, Artifact artifact);
void paint_picture(Maker *maker, const Picture *picture, Rectangle area, Owner owner, Artifact artifact);
void paint_picture_over(Maker *maker, const Picture *picture, Rectangle area, Owner owner, Artifact artifact);      /* cut to fill it */
void paint_say_where(Maker *maker, size_t first, Pos pos);   /* of the items from `first` on that do not say it yet */

#endif
