/* file -- reading whole source files and writing results so that the old one survives a failure. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/diag.h"

/* Reads a file into the arena, checks UTF-8 (a BOM is skipped), indexes its lines. NULL after a diagnostic
 * (file-missing, file-unreadable, encoding-utf8, file-too-large). `path` is kept as it will be shown. `asked_at` is
 * the place that named the file, or POS_NONE. Limit: 16 MiB. */
SourceFile *file_read(Arena *arena, Diag *diag, Str path, Pos asked_at);
/* The same of bytes that have been read, and of the reason (errno) why they could not be. */
SourceFile *file_of_bytes(Arena *arena, Diag *diag, Str path, Str bytes);
SourceFile *file_cannot_read(Diag *diag, Str path, Pos asked_at, int error);
SourceFile *file_of_text(Arena *arena, Str path, Str text);  /* a file that is only in memory (tests, stdin) */
bool file_exists(Str path);
Str file_read_bytes(Arena *arena, Str path, size_t limit, int *error);   /* no check; {NULL,0} and errno on failure */

/* Writes bytes to `path`: temporary file beside it, fsync, rename; every step checked. On failure the old file is
 * whole, nothing is left behind, false after a diagnostic (file-write). */
bool file_write(Diag *diag, Str path, const void *bytes, size_t n);
bool file_make_folders(Diag *diag, Str path);                /* makes the folders above path */
Str path_join(Arena *arena, Str folder, Str name);           /* normalises "." and ".."; absolute names stand alone */
Str path_folder(Str path);                                   /* "a/b" of "a/b/c", "." of "c" */

#endif
