/* yaml_complaint -- private to yaml.c:
 * what libyaml says about its grammar, said so that an author knows what to write. */
#ifndef BASE_YAML_COMPLAINT_H
#define BASE_YAML_COMPLAINT_H

#include "base/diag.h"

typedef struct {
	const char *problem, *context;                           /* libyaml's words; the context may be "" */
	uint32_t problem_at, context_at;                         /* byte offsets */
} Complaint;

Pos complaint_pos(const SourceFile *file, const Complaint *c);      /* the place that the message will be about */
void complaint_report(Diag *diag, Pos pos, const Complaint *c);

#endif
