/* Letters to whoever runs this server. */
#ifndef STUDIO_CONTACT_H
#define STUDIO_CONTACT_H

#include "studio/studio.h"

struct contact_letter {
    const char *name, *email, *message; /* name may be NULL; the address is not proven */
    const char *website; /* no person sees it: whoever fills it in is a machine */
};

/* Mails the letter to every administrator; a machine's goes nowhere. PROBLEM_CONFLICT when
 * there is no administrator. */
bool contact_write(struct studio_desk *desk, const struct contact_letter *letter,
                   struct error *err) MUST_USE;

#endif
