#include "studio/orders.h"

#include <string.h>

#include "base/clock.h"
#include "studio/credits.h"

static bool provider_there(const struct studio_desk *desk, struct error *err) {
    return !desk->studio->production ||
           error_set(err, PROBLEM_UNAVAILABLE, "No payment provider is set up here.");
}

bool orders_credits(struct studio_desk *desk, int64_t quantity, struct order *order,
                    struct error *err) {
    const struct credit_package *package = NULL;
    if (!provider_there(desk, err)) return false;
    for (size_t i = 0; i < credits_package_count; i++)
        if (credits_packages[i].quantity == quantity) package = &credits_packages[i];
    if (!package)
        return error_set(err, PROBLEM_BAD_INPUT, "There is no package of that many credits.");
    *order = (struct order){.id = studio_new_id(desk),
                            .state = "paid",
                            .provider = "development",
                            .link = "/credits",
                            .quantity = quantity,
                            .cents = package->cents};
    return db_run(desk->tx, NULL, err,
                  "INSERT INTO orders (id, user_id, what, quantity, cents, state, provider, "
                  "created_at) VALUES ($1, $2, 'credits', $3, $4, 'open', $5, $6)",
                  db_text(order->id), db_text(desk->who.user_id), db_int(quantity),
                  db_int(package->cents), db_text(order->provider), db_int(desk->now)) &&
           orders_paid(desk, order->id, err);
}

bool orders_paid(struct studio_desk *desk, const char *id, struct error *err) {
    static const int64_t year_ms = 365LL * 24 * 3600 * 1000;
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "UPDATE orders SET state = 'paid', paid_at = $1 WHERE id = $2 AND state = 'open' "
            "RETURNING user_id, quantity",
            db_int(desk->now), db_text(id)))
        return false;
    if (!db_count(rows)) return true;
    const char *user_id = db_get_text(rows, 0, 0);
    return credits_add(desk, user_id, "purchase", db_get_int(rows, 0, 1), desk->now + year_ms,
                       id, "Credits bought", err) &&
           studio_audit(desk, "credits.bought", "order", id, NULL, err);
}

bool orders_subscription(struct studio_desk *desk, struct subscription *subscription,
                         struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT u.tier, s.next_plan, s.period_end FROM users u LEFT JOIN subscriptions s "
            "ON s.user_id = u.id WHERE u.id = $1",
            db_text(desk->who.user_id)))
        return false;
    *subscription = (struct subscription){.plan = studio_text(desk, rows, 0, 0),
                                          .next_plan = studio_text(desk, rows, 0, 1),
                                          .period_end = db_get_int(rows, 0, 2)};
    return true;
}

static int rank_of(const char *plan) {
    return strcmp(plan, "enterprise") == 0 ? 2 : strcmp(plan, "pro") == 0 ? 1 : 0;
}

bool orders_plan(struct studio_desk *desk, const char *plan, struct subscription *subscription,
                 struct error *err) {
    if (!orders_subscription(desk, subscription, err)) return false;
    int now = rank_of(subscription->plan), wanted = rank_of(plan);
    if (wanted == 2 && now < 2)
        return error_set(err, PROBLEM_FORBIDDEN, "The enterprise plan is sold by our sales.");
    if (wanted > now && !provider_there(desk, err)) return false;
    int64_t ends = clock_month_after(desk->now, clock_day_of_month(desk->now));
    bool up = wanted > now;
    const char *next = wanted < now ? plan : NULL;
    return db_run(
               desk->tx, NULL, err,
               "INSERT INTO subscriptions (user_id, plan, period_end, next_plan, updated_at) "
               "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (user_id) DO UPDATE SET plan = "
               "excluded.plan, next_plan = excluded.next_plan, updated_at = "
               "excluded.updated_at, period_end = CASE WHEN $6 = 1 THEN excluded.period_end "
               "ELSE subscriptions.period_end END",
               db_text(desk->who.user_id), db_text(up ? plan : subscription->plan),
               db_int(ends), db_text(next), db_int(desk->now), db_int(up)) &&
           (!up || credits_set_tier(desk, desk->who.user_id, plan, err)) &&
           studio_audit(desk, "plan.changed", "user", desk->who.user_id, plan, err) &&
           orders_subscription(desk, subscription, err);
}

static bool advance_one(struct studio_desk *desk, const char *user_id, const char *next,
                        int64_t ends, struct error *err) {
    int day = clock_day_of_month(ends);
    while (ends <= desk->now) ends = clock_month_after(ends, day);
    return db_run(desk->tx, NULL, err,
                  "UPDATE subscriptions SET plan = COALESCE($1, plan), next_plan = NULL, "
                  "period_end = $2, updated_at = $3 WHERE user_id = $4",
                  db_text(next), db_int(ends), db_int(desk->now), db_text(user_id)) &&
           (!next || (credits_set_tier(desk, user_id, next, err) &&
                      studio_audit(desk, "plan.ended", "user", user_id, next, err)));
}

bool orders_advance(struct studio_desk *desk, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT user_id, next_plan, period_end FROM subscriptions WHERE period_end <= "
            "$1 ORDER BY period_end, user_id LIMIT 100 FOR UPDATE",
            db_int(desk->now)))
        return false;
    for (size_t i = 0; i < db_count(rows); i++)
        if (!advance_one(desk, db_get_text(rows, i, 0), db_get_text(rows, i, 1),
                         db_get_int(rows, i, 2), err))
            return false;
    return true;
}
