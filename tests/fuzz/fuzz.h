/* A fuzz program is fuzz_NAME.c with this one function; driver.c brings main. */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/job.h"

void fuzz_one(Job *job, Str bytes);                          /* bytes are of any kind; the job dies afterwards */

#endif
