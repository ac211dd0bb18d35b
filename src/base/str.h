/* str -- borrowed UTF-8 slices (Str) and growing byte buffers (Buf).
 * A Str never owns; its bytes live in an arena, a file's text or the program. It is not NUL-terminated unless made by
 * str_z. UTF-8 is checked once, on reading a file. A Buf owns malloc'ed bytes until buf_free. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct {
	const char *p;
	size_t n;
} Str;

#define STR(literal) ((Str){ (literal), sizeof(literal) - 1 })
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)(s).n, (s).p

typedef struct { Str *at; size_t n, room; } StrList;         /* grown by list_push */

Str str_of(const char *z);                                   /* borrows a C string; NULL gives the empty Str */
Str str_copy(Arena *arena, Str s);                           /* NUL-terminated copy */
const char *str_z(Arena *arena, Str s);                      /* the same, as a C string */
Str str_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
Str str_sub(Str s, size_t start, size_t end);                /* clamped */
Str str_trim(Str s);                                         /* ASCII space, tab, CR, LF off both ends */
bool str_eq(Str a, Str b);
bool str_is(Str a, const char *z);
bool str_starts(Str s, const char *z);
bool str_ends(Str s, const char *z);
int str_cmp(Str a, Str b);                                   /* by bytes, a total order */
size_t str_find(Str s, const char *z, size_t from);          /* SIZE_MAX when absent */
uint64_t str_hash(Str s);                                    /* FNV-1a: the same everywhere */
size_t str_distance(Str a, Str b);                           /* edits (Damerau, restricted), capped at 9 */

typedef struct {
	char *p;
	size_t n, room;
} Buf;

void buf_free(Buf *b);
void buf_add(Buf *b, const void *bytes, size_t n);
void buf_str(Buf *b, Str s);
void buf_z(Buf *b, const char *z);
void buf_byte(Buf *b, int byte);
void buf_printf(Buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_utf8(Buf *b, uint32_t code_point);
void buf_json(Buf *b, Str s);                                /* a quoted JSON string */
Str buf_as_str(const Buf *b);                                /* valid until the next change */

/* UTF-8. The text must be valid (file_read has seen to that). */
uint32_t utf8_next(Str s, size_t *at);                       /* decodes at *at and moves it on; 0 at the end */
uint32_t utf8_prev(Str s, size_t *at);                       /* decodes before *at and moves it back; 0 at the start */
size_t utf8_count(Str s);                                    /* code points */
size_t utf8_check(Str s);                                    /* offset of the first bad byte, or s.n */

#endif
