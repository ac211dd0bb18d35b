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

static inline bool breaks_with_hyphen(BreakKind kind) { return kind == BREAK_HYPHEN || kind == BREAK_SOFT_HYPHEN; }

#endif
