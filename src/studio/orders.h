/* Buying: credits and plans. Payment is a provider's affair. The only one so far is for
 * development: it confirms at once, and is off in production, where buying is then
 * PROBLEM_UNAVAILABLE. */
#ifndef STUDIO_ORDERS_H
#define STUDIO_ORDERS_H

#include "studio/studio.h"

struct order {
    const char *id, *state, *provider, *link;
    int64_t quantity, cents;
};
bool orders_credits(struct studio_desk *desk, int64_t quantity, struct order *order,
                    struct error *err) MUST_USE;
/* Told by the provider, perhaps more than once: pays the order once. */
bool orders_paid(struct studio_desk *desk, const char *id, struct error *err) MUST_USE;

struct subscription {
    const char *plan, *next_plan;
    int64_t period_end;
};
bool orders_plan(struct studio_desk *desk, const char *plan, struct subscription *subscription,
                 struct error *err) MUST_USE;
bool orders_subscription(struct studio_desk *desk, struct subscription *subscription,
                         struct error *err) MUST_USE;

/* Plans whose period is over go on for a month, or become what was chosen instead. In a
 * transaction that writes; a hundred at a time. */
bool orders_advance(struct studio_desk *desk, struct error *err) MUST_USE;

#endif
