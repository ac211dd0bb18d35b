/* units -- lengths as integers of 1/1024 point, printed by integer arithmetic.
 * No floating point decides a break, and no locale can reach a file. 32 bits reach two million points. */
#ifndef BASE_UNITS_H
#define BASE_UNITS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

typedef int32_t Len;                                         /* 1/1024 pt */

#define LEN_MAX INT32_MAX
#define LEN_PT 1024
#define LEN_OF_PT(points) ((Len)((points) * 1024))           /* for constants */

Len len_scale(Len a, int64_t num, int64_t den);              /* a * num / den, rounded half away from zero */
bool len_parse(Str s, Len *out);                             /* "4.2mm" 9pt 1cm 1in 1pc "0"; false when it is none */
void buf_len(Buf *b, Len l);                                 /* in points, at most four decimals, no trailing zeros */
bool decimal_parse(Str s, int32_t *thousandths);             /* "1.35" -> 1350, "-0.5" -> -500; at most 3 decimals */

static inline Len len_min(Len a, Len b) { return a < b ? a : b; }
static inline Len len_max(Len a, Len b) { return a > b ? a : b; }
/* The smallest multiple of grid that is not below l. */
static inline Len len_ceil_to(Len l, Len grid) { return grid > 0 ? (Len)((((int64_t)l + grid - 1) / grid) * grid) : l; }

#endif
