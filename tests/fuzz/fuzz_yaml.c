/* YAML and the layout that is read from it. */
#include "fuzz/fuzz.h"

#include "base/file.h"
#include "layout/properties.h"

void fuzz_one(Job *job, Str bytes) {
	if (utf8_check(bytes) != bytes.n)
		return;
	SourceFile *file = file_of_text(job->arena, STR("fuzz.yaml"), bytes);
	layout_read_files(job, file, file);
}
