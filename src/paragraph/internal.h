/* paragraph, inside -- what the files of this folder share. */
#ifndef PARAGRAPH_INTERNAL_H
#define PARAGRAPH_INTERNAL_H

#include "paragraph/paragraph.h"

/* How much of the cluster's width may hang out over the start or end edge of a line. */
Len protrusion_at_start(const Text *text, const Cluster *cluster, const BreakRules *rules);
Len protrusion_at_end(const Text *text, const Cluster *cluster, const BreakRules *rules);
Len protrusion_of_hyphen(const Text *text, const BreakRules *rules);

/* What a stretch of line can give: both positive. */
typedef struct {
	Len space_stretch, space_shrink, letter_stretch, letter_shrink;
} Elastic;
Elastic elastic_of(const BreakRules *rules, Len spaces, uint32_t letters, Len size);

/* The demerits of the very breaks given (clusters that begin a line; the last is the number of clusters), INT64_MAX when a line
 * does not fit in that pass (0 to 3, see break.c). For tests: the search must find the least of all. */
int64_t paragraph_cost_of(Job *job, const Text *text, const Measure *measure, const BreakRules *rules, int pass, const uint32_t *breaks,
                          uint32_t count);

static inline bool breaks_with_hyphen(BreakKind kind) { return kind == BREAK_HYPHEN || kind == BREAK_SOFT_HYPHEN; }

#endif
