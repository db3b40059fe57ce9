#include "studio/credits.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"

const struct credit_package credits_packages[] = {
    {10, 500}, {35, 1500}, {100, 4000}, {250, 9000}};
const size_t credits_package_count = COUNT_OF(credits_packages);

int64_t credits_price(const struct studio *studio, const char *tier, int64_t length_s) {
    if (studio_tier(tier)->monthly_credits < 0) return 0;
    if (!studio->per_minute) return 1;
    int64_t halves = (length_s + 29) / 30; /* 3 a minute; half a minute is 2, rounded up */
    if (halves < 1) halves = 1;
    return (halves * 3 + 1) / 2;
}

/* Locks the user's balance and reads it. */
static bool lock_balance(struct studio_desk *desk, const char *user_id, int64_t *available,
                         int64_t *held, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT available, held FROM balances WHERE user_id = $1 FOR UPDATE",
                  db_text(user_id)))
        return false;
    if (!db_count(rows)) {
        *available = *held = 0;
        return db_run(desk->tx, NULL, err, "INSERT INTO balances VALUES ($1, 0, 0)",
                      db_text(user_id));
    }
    *available = db_get_int(rows, 0, 0);
    *held = db_get_int(rows, 0, 1);
    return true;
}

struct posting {
    const char *user_id, *kind, *description, *reference;
    const char *from, *to; /* accounts; `amount` goes from one to the other */
    int64_t amount;
    int64_t available, held; /* after it */
};

static bool post(struct studio_desk *desk, const struct posting *posting, struct error *err) {
    const char *id = studio_new_id(desk);
    bool into = strcmp(posting->to, "available") == 0;
    bool out_of = strcmp(posting->from, "available") == 0;
    int64_t seen = into ? posting->amount : out_of ? -posting->amount : 0;
    return db_run(
               desk->tx, NULL, err,
               "INSERT INTO postings (id, user_id, kind, amount, balance_after, description, "
               "reference, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
               db_text(id), db_text(posting->user_id), db_text(posting->kind), db_int(seen),
               db_int(posting->available), db_text(posting->description),
               db_text(posting->reference), db_int(desk->now)) &&
           db_run(
               desk->tx, NULL, err,
               "INSERT INTO ledger (posting_id, user_id, account, amount) VALUES ($1, $2, $3, "
               "$4), ($1, $2, $5, $6)",
               db_text(id), db_text(posting->user_id), db_text(posting->from),
               db_int(-posting->amount), db_text(posting->to), db_int(posting->amount)) &&
           db_run(desk->tx, NULL, err,
                  "UPDATE balances SET available = $1, held = $2 WHERE user_id = $3",
                  db_int(posting->available), db_int(posting->held), db_text(posting->user_id));
}

static bool is_posted(struct studio_desk *desk, const char *kind, const char *reference,
                      bool *posted, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT 1 FROM postings WHERE kind = $1 AND reference = $2", db_text(kind),
                  db_text(reference)))
        return false;
    *posted = db_count(rows) > 0;
    return true;
}

bool credits_add(struct studio_desk *desk, const char *user_id, const char *kind,
                 int64_t amount, int64_t expires_at, const char *reference,
                 const char *description, struct error *err) {
    int64_t available, held;
    bool posted;
    if (!lock_balance(desk, user_id, &available, &held, err) ||
        !is_posted(desk, kind, reference, &posted, err))
        return false;
    if (posted || amount <= 0) return true;
    struct posting posting = {user_id,     kind,   description,        reference, "source",
                              "available", amount, available + amount, held};
    return db_run(desk->tx, NULL, err,
                  "INSERT INTO credit_lots (id, user_id, kind, amount, remaining, expires_at, "
                  "created_at) VALUES ($1, $2, $3, $4, $4, $5, $6)",
                  db_text(studio_new_id(desk)), db_text(user_id), db_text(kind), db_int(amount),
                  db_int(expires_at), db_int(desk->now)) &&
           post(desk, &posting, err);
}

/* Takes the amount out of lots, those that expire first first, and notes from which. */
static bool take_from_lots(struct studio_desk *desk, const char *user_id, const char *hold_id,
                           int64_t amount, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT id, remaining FROM credit_lots WHERE user_id = $1 AND remaining > 0 "
                  "ORDER BY expires_at, id",
                  db_text(user_id)))
        return false;
    for (size_t i = 0; i < db_count(rows) && amount > 0; i++) {
        int64_t there = db_get_int(rows, i, 1), taken = there < amount ? there : amount;
        const char *lot = db_get_text(rows, i, 0);
        if (!db_run(desk->tx, NULL, err,
                    "UPDATE credit_lots SET remaining = remaining - $1 WHERE id = $2",
                    db_int(taken), db_text(lot)) ||
            !db_run(desk->tx, NULL, err, "INSERT INTO credit_hold_lots VALUES ($1, $2, $3)",
                    db_text(hold_id), db_text(lot), db_int(taken)))
            return false;
        amount -= taken;
    }
    return amount == 0 || error_set(err, PROBLEM_INTERNAL,
                                    "The lots hold fewer credits than the balance says.");
}

bool credits_hold(struct studio_desk *desk, const char *user_id, int64_t amount,
                  const char *description, const char **hold_id, struct error *err) {
    int64_t available, held;
    if (!credits_refresh(desk, user_id, err) ||
        !lock_balance(desk, user_id, &available, &held, err))
        return false;
    if (available < amount)
        return error_set(err, PROBLEM_PAYMENT,
                         "This takes %" PRId64 " credit%s and %" PRId64
                         " are left: buy more, or wait for the next month's.",
                         amount, amount == 1 ? "" : "s", available);
    const char *id = studio_new_id(desk);
    struct posting posting = {user_id, "reserve", description,        id,           "available",
                              "held",  amount,    available - amount, held + amount};
    if (!db_run(
            desk->tx, NULL, err,
            "INSERT INTO credit_holds (id, user_id, amount, state, created_at) VALUES ($1, $2, "
            "$3, 'held', $4)",
            db_text(id), db_text(user_id), db_int(amount), db_int(desk->now)) ||
        !take_from_lots(desk, user_id, id, amount, err) || !post(desk, &posting, err))
        return false;
    *hold_id = id;
    return true;
}

static bool give_back_to_lots(struct studio_desk *desk, const char *hold_id,
                              struct error *err) {
    return db_run(
        desk->tx, NULL, err,
        "UPDATE credit_lots SET remaining = remaining + (SELECT amount FROM "
        "credit_hold_lots WHERE hold_id = $1 AND lot_id = credit_lots.id) WHERE id IN "
        "(SELECT lot_id FROM credit_hold_lots WHERE hold_id = $1)",
        db_text(hold_id));
}

/* Both ends of a hold. The state changes only out of 'held', so only one of two at once does
 * it. */
/* Counts what is held too, so that of films that are made at once just one crosses the line. */
static bool tell_when_low(struct studio_desk *desk, const char *user_id, int64_t before,
                          int64_t after, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (before < CREDITS_LOW || after >= CREDITS_LOW) return true;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT email FROM users WHERE id = $1 AND deleted_at IS NULL",
                  db_text(user_id)))
        return false;
    if (!db_count(rows)) return true;
    const char *body = arena_printf(desk->arena,
                                    "You have %" PRId64 " credits left at AI Film Studio. More "
                                    "come with the next month, or at once:\n\n  %s/credits\n",
                                    after, desk->studio->address);
    return studio_mail(desk, db_get_text(rows, 0, 0), "Your credits are running low", body,
                       err);
}

static bool settle(struct studio_desk *desk, const char *hold_id, bool capture,
                   const char *description, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    int64_t available, held, changed;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT user_id, amount FROM credit_holds WHERE id = $1 AND state = 'held'",
                  db_text(hold_id)))
        return false;
    if (!db_count(rows)) return true;
    const char *user_id = db_get_text(rows, 0, 0);
    int64_t amount = db_get_int(rows, 0, 1);
    if (!lock_balance(desk, user_id, &available, &held, err) ||
        !db_run(desk->tx, &changed, err,
                "UPDATE credit_holds SET state = $1, settled_at = $2 WHERE id = $3 AND state = "
                "'held'",
                db_text(capture ? "captured" : "released"), db_int(desk->now),
                db_text(hold_id)))
        return false;
    if (!changed) return true;
    struct posting posting = {user_id,      capture ? "deduction" : "release",
                              description,  hold_id,
                              "held",       capture ? "spent" : "available",
                              amount,       available + (capture ? 0 : amount),
                              held - amount};
    if (!capture && !give_back_to_lots(desk, hold_id, err)) return false;
    return post(desk, &posting, err) &&
           (!capture ||
            tell_when_low(desk, user_id, available + held, available + held - amount, err));
}

bool credits_capture(struct studio_desk *desk, const char *hold_id, const char *description,
                     struct error *err) {
    return settle(desk, hold_id, true, description, err);
}
bool credits_release(struct studio_desk *desk, const char *hold_id, const char *description,
                     struct error *err) {
    return settle(desk, hold_id, false, description, err);
}

static bool expire_lots(struct studio_desk *desk, const char *user_id, int64_t until,
                        const char *only_kind, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT id, remaining, kind FROM credit_lots WHERE user_id = $1 AND remaining > "
            "0 AND expires_at <= $2 ORDER BY expires_at, id",
            db_text(user_id), db_int(until)))
        return false;
    for (size_t i = 0; i < db_count(rows); i++) {
        int64_t available, held, amount = db_get_int(rows, i, 1);
        const char *lot = db_get_text(rows, i, 0);
        if (only_kind && strcmp(only_kind, db_get_text(rows, i, 2)) != 0) continue;
        if (!lock_balance(desk, user_id, &available, &held, err)) return false;
        /* A lot can expire twice: once more when a hold on it was released later. */
        struct posting posting = {user_id,
                                  "expiry",
                                  "Credits expired",
                                  studio_new_id(desk),
                                  "available",
                                  "expired",
                                  amount,
                                  available - amount,
                                  held};
        if (!db_run(desk->tx, NULL, err, "UPDATE credit_lots SET remaining = 0 WHERE id = $1",
                    db_text(lot)) ||
            !post(desk, &posting, err))
            return false;
    }
    return true;
}

static bool give_month(struct studio_desk *desk, const char *user_id, const char *tier,
                       int64_t ends_at, struct error *err) {
    int monthly = studio_tier(tier)->monthly_credits;
    const char *reference = arena_printf(desk->arena, "%s %s %" PRId64, user_id, tier, ends_at);
    return credits_add(desk, user_id, "monthly", monthly, ends_at, reference,
                       "The month's credits", err);
}

bool credits_refresh(struct studio_desk *desk, const char *user_id, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    int64_t available, held;
    if (!lock_balance(desk, user_id, &available, &held, err) ||
        !expire_lots(desk, user_id, desk->now, NULL, err) ||
        !db_query(desk->tx, &rows, err,
                  "SELECT tier, credit_day, credit_reset_at FROM users WHERE id = $1",
                  db_text(user_id)))
        return false;
    if (!db_count(rows)) return error_set(err, PROBLEM_NOT_FOUND, "There is no such user.");
    int64_t reset_at = db_get_int(rows, 0, 2);
    if (reset_at > desk->now) return true;
    while (reset_at <= desk->now)
        reset_at = clock_month_after(reset_at, (int)db_get_int(rows, 0, 1));
    return db_run(desk->tx, NULL, err, "UPDATE users SET credit_reset_at = $1 WHERE id = $2",
                  db_int(reset_at), db_text(user_id)) &&
           give_month(desk, user_id, db_get_text(rows, 0, 0), reset_at, err);
}

bool credits_set_tier(struct studio_desk *desk, const char *user_id, const char *tier,
                      struct error *err) {
    int day = clock_day_of_month(desk->now);
    int64_t reset_at = clock_month_after(desk->now, day);
    return expire_lots(desk, user_id, INT64_MAX, "monthly", err) &&
           db_run(desk->tx, NULL, err,
                  "UPDATE users SET tier = $1, credit_day = $2, credit_reset_at = $3, "
                  "updated_at = "
                  "$4 WHERE id = $5",
                  db_text(tier), db_int(day), db_int(reset_at), db_int(desk->now),
                  db_text(user_id)) &&
           give_month(desk, user_id, tier, reset_at, err);
}

bool credits_statement(struct studio_desk *desk, const char *user_id, int64_t page,
                       int64_t page_size, struct credit_statement *out, struct error *err) {
    AUTO(db_rows_free) struct db_rows *user = NULL, *rows = NULL;
    if (!credits_refresh(desk, user_id, err) ||
        !db_query(
            desk->tx, &user, err,
            "SELECT u.tier, u.credit_reset_at, b.available, b.held, (SELECT COUNT(*) FROM "
            "postings p WHERE p.user_id = u.id) FROM users u JOIN balances b ON b.user_id = "
            "u.id WHERE u.id = $1",
            db_text(user_id)) ||
        !db_query(
            desk->tx, &rows, err,
            "SELECT id, kind, description, reference, amount, balance_after, created_at FROM "
            "postings WHERE user_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET "
            "$3",
            db_text(user_id), db_int(page_size), db_int((page - 1) * page_size)))
        return false;
    if (!db_count(user)) return error_set(err, PROBLEM_NOT_FOUND, "There is no such user.");
    *out = (struct credit_statement){.tier = studio_text(desk, user, 0, 0),
                                     .reset_at = db_get_int(user, 0, 1),
                                     .balance = db_get_int(user, 0, 2),
                                     .held = db_get_int(user, 0, 3),
                                     .total_count = db_get_int(user, 0, 4),
                                     .page = page};
    out->unlimited = studio_tier(out->tier)->monthly_credits < 0;
    out->history.count = db_count(rows);
    out->history.items =
        arena_alloc(desk->arena, db_count(rows) + 1, sizeof *out->history.items);
    for (size_t i = 0; i < db_count(rows); i++)
        out->history.items[i] =
            (struct credit_posting){.id = studio_text(desk, rows, i, 0),
                                    .type = studio_text(desk, rows, i, 1),
                                    .description = studio_text(desk, rows, i, 2),
                                    .reference = studio_text(desk, rows, i, 3),
                                    .amount = db_get_int(rows, i, 4),
                                    .balance_after = db_get_int(rows, i, 5),
                                    .date = db_get_int(rows, i, 6)};
    return true;
}

bool credits_check(struct studio_desk *desk, int64_t *faults, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT (SELECT COUNT(*) FROM (SELECT posting_id FROM ledger GROUP BY posting_id "
            "HAVING SUM(amount) <> 0) AS uneven) + (SELECT COUNT(*) FROM balances b WHERE "
            "b.available <> COALESCE((SELECT SUM(amount) FROM ledger l WHERE l.user_id = "
            "b.user_id AND l.account = 'available'), 0) OR b.held <> COALESCE((SELECT "
            "SUM(amount) FROM ledger l WHERE l.user_id = b.user_id AND l.account = 'held'), "
            "0) OR b.available <> COALESCE((SELECT SUM(remaining) FROM credit_lots c WHERE "
            "c.user_id = b.user_id), 0) OR b.held <> COALESCE((SELECT SUM(amount) FROM "
            "credit_holds h WHERE h.user_id = b.user_id AND h.state = 'held'), 0))"))
        return false;
    *faults = db_get_int(rows, 0, 0);
    return true;
}
