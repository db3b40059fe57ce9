/* Guests: one film of half a minute a day for an address, without an account.
 *
 * A guest is a user of role "guest" and tier "guest" who has no password and no mail address,
 * one film's credits, and a session; the routes that show a job are open to them. Their film is
 * kept for 24 hours, or for good when somebody who signs up takes it over. The address is kept
 * as a keyed hash, for as long.
 *
 * Before that a machine has to work for a moment, so that films are not ordered in bulk: it
 * finds a nonce such that SHA-256 of "CHALLENGE:NONCE" begins with GUESTS_WORK_BITS zero bits.
 * A challenge is good for ten minutes and for one film. */
#ifndef STUDIO_GUESTS_H
#define STUDIO_GUESTS_H

#include "studio/jobs.h"
#include "studio/users.h"

enum { GUESTS_WORK_BITS = 18, GUESTS_CHALLENGE_S = 600 };

/* In the arena; kept nowhere: it is sealed. */
const char *guests_challenge(struct studio_desk *desk);

struct guest_order {
    const char *title, *script, *settings, *challenge, *nonce;
    int64_t most; /* films a day for an address */
};
/* Before anything is made: the work is done, and the film will not be too long. Takes tens of
 * milliseconds, and no transaction. PROBLEM_FORBIDDEN, PROBLEM_BAD_INPUT. */
bool guests_check(struct studio_desk *desk, const struct guest_order *order,
                  struct error *err) MUST_USE;
struct guest_film {
    struct login login;
    struct job job;
    const char *claim_token;
};
/* PROBLEM_FORBIDDEN when the work is not done, PROBLEM_RATE when the address has had its film;
 * *wait_s (set for PROBLEM_RATE) says for how long. */
bool guests_order(struct studio_desk *desk, const struct guest_order *order,
                  struct guest_film *film, int64_t *wait_s, struct error *err) MUST_USE;

/* The film becomes a project of who asks. PROBLEM_NOT_FOUND, PROBLEM_CONFLICT while it is being
 * made. */
bool guests_claim(struct studio_desk *desk, const char *token, struct project *project,
                  struct error *err) MUST_USE;

/* Puts the films of yesterday's guests where upkeep erases them, and forgets who they were. */
bool guests_forget(struct studio_desk *desk, struct error *err) MUST_USE;

#endif
