/* Mail goes out by SMTP, or into a folder where there is no server. */
#ifndef INTEGRATIONS_MAIL_H
#define INTEGRATIONS_MAIL_H

#include <stdint.h>

#include "base/error.h"

struct mail_door;

/* `url` is folder:PATH (made when missing) or smtp://[USER:PASSWORD@]HOST[:PORT], smtps://…
 * With smtp:// TLS is used where the server offers it, and demanded where there is a password.
 * `from` is borrowed. */
bool mail_open(const char *url, const char *from, struct mail_door **door,
               struct error *err) MUST_USE;
void mail_close(struct mail_door *door); /* NULL is allowed */

struct mail {
    const char *id, *to, *subject, *body;
    int64_t at_ms;
};
/* One recipient; plain text in UTF-8. Line breaks in `to` or `subject` are PROBLEM_BAD_INPUT,
 * so that nobody adds headers. PROBLEM_TEMPORARY may be tried later. */
bool mail_send(struct mail_door *door, const struct mail *mail, struct error *err) MUST_USE;

#endif
