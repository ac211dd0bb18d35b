/* Pictures: whatever the bytes, a picture or a message. */
#include "fuzz/fuzz.h"

#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "picture/picture.h"

void fuzz_one(Job *job, Str bytes) {
	char path[64];
	snprintf(path, sizeof path, "/tmp/quoin-fuzz-%ld.png", (long)getpid());
	if (file_write(job->diag, str_of(path), bytes.p, bytes.n))
		picture_read(job, str_of(path), POS_NONE);
	unlink(path);
}
