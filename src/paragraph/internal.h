/* paragraph, inside -- what the files of this folder share. */
#ifndef PARAGRAPH_INTERNAL_H
#define PARAGRAPH_INTERNAL_H

#include "paragraph/paragraph.h"

/* How much of the cluster's width may hang out over the start or end edge of a line. */
Len protrusion_at_start(const Text *text, const Cluster *cluster, const BreakRules *rules);
Len protrusion_at_end(const Text *text, const Cluster *cluster, const BreakRules *rules);
Len protrusion_of_hyphen(const Text *text, const BreakRules *rules);
/* What more a mark at a line's end may hang out when the line would not fit otherwise: 、 and 。 of Japanese. */
Len hanging_at_end(const Text *text, const Cluster *cluster, const BreakRules *rules);

/* What can give in a line, by kind; the kinds are used in this order where a script asks for an order. */
typedef enum {
	GIVE_SPACE,                                              /* word spaces, and the marks that stand for them */
	GIVE_LETTER,                                             /* tracking, within a limit that nobody sees */
	GIVE_GLYPH,                                              /* the width of letters, likewise */
	GIVE_KASHIDA,
	GIVE_MARK,                                               /* the blank of full-width marks */
	GIVE_AUTOSPACE,                                          /* between ideographs and letters */
	GIVE_SPREAD,                                             /* between clusters */
	GIVE_COUNT
} GiveKind;

typedef struct {
	Len stretch, shrink;                                     /* both positive */
	bool over;                                               /* may stretch beyond its limit, at a price */
	Len under;                                               /* how far it may shrink beyond its limit, at a price */
} Give;

/* What one cluster gives. `gives` has GIVE_COUNT places; those behind the cluster (all but GIVE_GLYPH, GIVE_KASHIDA and the lead of
 * a mark) do not count when it ends the ink of a line. */
void gives_of(const Text *text, uint32_t cluster, const BreakRules *rules, bool ends_ink, bool begins_line, Give *gives);

/* Sums over clusters: what the search asks of a line. */
typedef struct {
	Len width, stretch, over, shrink, under;                 /* `over`: the part of stretch that may go beyond its limit */
} Elastic;
Elastic elastic_of(const Text *text, uint32_t cluster, const BreakRules *rules, bool ends_ink, bool begins_line);

/* The thousandths of what it has that a line takes to become `room` wider; INT32_MIN when it cannot become so much narrower.
 * Beyond 1000 only `over` goes on, in proportion; beyond -1000 only `under`, which ends at RATIO_LEAST. Where nothing goes on, or the
 * line would be all gaps, the ratio is above RATIO_GAPS and still grows with the room. */
#define RATIO_LEAST (-3000)
#define RATIO_GAPS 100000
int32_t elastic_ratio(Elastic give, Len room);

/* The demerits of the very breaks given (clusters that begin a line; the last is the number of clusters), INT64_MAX when a line
 * does not fit in that pass (0 to 3, see break.c). For tests: the search must find the least of all. */
int64_t paragraph_cost_of(Job *job, const Text *text, const Measure *measure, const BreakRules *rules, int pass, const uint32_t *breaks,
                          uint32_t count);

static inline bool breaks_with_hyphen(BreakKind kind) { return kind == BREAK_HYPHEN || kind == BREAK_SOFT_HYPHEN; }

/* The pieces of a line as they are set, before they are moved to their places (justify.c). */
uint32_t cluster_index(const Text *text, uint32_t byte);
Len width_of(const Glyph *glyphs, uint32_t count);

/* kashida.c: lengthens words of the line by about `wanted`, never more; returns by how much. */
Len stretch_words(Job *job, Shaper *shaper, const Text *text, const Line *line, SetLine *set, Len wanted);

/* spread.c: makes the line's ink `room` wider or narrower; returns what is left over. */
Len spread_line(Job *job, Shaper *shaper, const Text *text, const Line *line, SetLine *set, const BreakRules *rules, Len room);

#endif
