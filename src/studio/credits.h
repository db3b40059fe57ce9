/* Credits: an append-only ledger in double entry.
 *
 * A user's credits lie in lots that expire (monthly ones at the next reset, bought ones after a
 * year); the lot that expires first is spent first. Spending is in two steps: a hold takes
 * credits out of reach, then it is captured (spent) or released (given back to its lots), once.
 * Accounts of the ledger: available, held, spent, source (where grants come from), expired.
 * Everything is in the caller's transaction; the balance row is locked first, so that two at
 * once take turns. */
#ifndef STUDIO_CREDITS_H
#define STUDIO_CREDITS_H

#include "studio/studio.h"

/* Adds a lot. `kind` is grant, purchase or monthly; the pair of kind and `reference` can be
 * used once, so that what is told twice (a payment) counts once: then nothing happens and it is
 * true. */
bool credits_add(struct studio_desk *desk, const char *user_id, const char *kind,
                 int64_t amount, int64_t expires_at, const char *reference,
                 const char *description, struct error *err) MUST_USE;

/* PROBLEM_PAYMENT when fewer are available. *hold_id is in the arena. */
bool credits_hold(struct studio_desk *desk, const char *user_id, int64_t amount,
                  const char *description, const char **hold_id, struct error *err) MUST_USE;
/* Does nothing to a hold that is settled already. Mails the owner when fewer than
 * CREDITS_LOW are left by this one. */
enum { CREDITS_LOW = 5 };
bool credits_capture(struct studio_desk *desk, const char *hold_id, const char *description,
                     struct error *err) MUST_USE;
bool credits_release(struct studio_desk *desk, const char *hold_id, const char *description,
                     struct error *err) MUST_USE;

/* Lets lots expire and gives the month's credits when their day has come. Called before a
 * balance is looked at or spent. */
bool credits_refresh(struct studio_desk *desk, const char *user_id, struct error *err) MUST_USE;
/* Sets the tier and gives its month anew. */
bool credits_set_tier(struct studio_desk *desk, const char *user_id, const char *tier,
                      struct error *err) MUST_USE;

struct credit_posting {
    const char *id, *type, *description, *reference;
    int64_t amount, balance_after, date;
};
struct credit_statement {
    int64_t balance, held, reset_at;
    int64_t unlimited;
    const char *tier;
    struct {
        struct credit_posting *items;
        size_t count;
    } history;
    int64_t total_count, page;
};
bool credits_statement(struct studio_desk *desk, const char *user_id, int64_t page,
                       int64_t page_size, struct credit_statement *out,
                       struct error *err) MUST_USE;

/* What a film costs: by the studio's one price rule. */
int64_t credits_price(const struct studio *studio, const char *tier, int64_t length_s);

/* Every posting sums to zero, every balance is what its ledger rows sum to, and lots hold what
 * is available. *faults counts those that do not. */
bool credits_check(struct studio_desk *desk, int64_t *faults, struct error *err) MUST_USE;

/* A bought package: 10 credits for 5 $, and the bundles. */
struct credit_package {
    int64_t quantity, cents;
};
extern const struct credit_package credits_packages[];
extern const size_t credits_package_count;

#endif
