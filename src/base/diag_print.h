/* diag_print -- private to the forms that messages are printed in. */
#ifndef BASE_DIAG_PRINT_H
#define BASE_DIAG_PRINT_H

#include "base/diag.h"

const char *diag_severity_name(Severity severity);           /* "error", "warning", "note": SARIF's words too */
void diag_print_sarif(const Diag *diag, Buf *out);           /* diag_sarif.c: the whole document */
void diag_print_github(const Diag *diag, const Message *message, Buf *out);    /* diag_github.c */
void diag_print_github_rest(const Message *message, unsigned more, Buf *out);

#endif
