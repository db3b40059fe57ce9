/* Who somebody is elsewhere: accounts that are entered through another provider.
 *
 * An identity is an issuer and its unchanging subject, never a mail address. The first time, an
 * account is found by the address, but only where the provider says it is theirs and the
 * account has confirmed it too: else whoever signed up with somebody's address, or lied about
 * theirs elsewhere, would share the account. A second factor is asked for here all the same. */
#ifndef STUDIO_IDENTITIES_H
#define STUDIO_IDENTITIES_H

#include "studio/users.h"

struct identity_claim {
    const char *issuer, *label, *subject; /* label: the provider's name for people */
    const char *email, *name;             /* may be NULL */
    bool verified;                        /* the provider says the address is theirs */
};
/* Signs in, and makes or links the account the first time. As users_login: true also when it is
 * refused, login->result says so. With LOGIN_SECOND_FACTOR login->user is set.
 * PROBLEM_FORBIDDEN: the address is not confirmed there; PROBLEM_CONFLICT: not here. */
bool identities_enter(struct studio_desk *desk, const struct identity_claim *claim,
                      struct login *login, struct error *err) MUST_USE;
/* The second factor after it. Failures count as those of passwords do. */
bool identities_enter_code(struct studio_desk *desk, const char *user_id, const char *code,
                           struct login *login, struct error *err) MUST_USE;

struct identity {
    const char *id, *issuer, *email;
    int64_t created_at, last_used_at;
};
struct identity_list {
    struct identity *items;
    size_t count;
};
bool identities_list(struct studio_desk *desk, struct identity_list *list,
                     struct error *err) MUST_USE;
/* PROBLEM_CONFLICT for the last one of an account without a password. */
bool identities_remove(struct studio_desk *desk, const char *id, struct error *err) MUST_USE;

#endif
