/* version -- what quoin --version, the files it makes and its package say. */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define QUOIN_VERSION "0.1"
#define QUOIN_DATE "2026-11-24"                             /* of this version */

#endif
