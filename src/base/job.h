/* job -- what every stage is given: where its result lives, where its scratch dies, where it reports. */
#ifndef BASE_JOB_H
#define BASE_JOB_H

#include "base/arena.h"
#include "base/diag.h"

typedef struct {
	Arena *arena;                                            /* results */
	Diag *diag;
} Job;

#endif
