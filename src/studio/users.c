#include "studio/users.h"

#include <sodium.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "studio/credits.h"
#include "studio/organizations.h"

enum { DAY_MS = 24 * 3600 * 1000, HOUR_MS = 3600 * 1000, MINUTE_MS = 60 * 1000, HISTORY = 5 };

bool users_hash_password(struct arena *arena, const char *password, const char **hash,
                         struct error *err) {
    char *text = arena_alloc(arena, crypto_pwhash_STRBYTES, 1);
    if (crypto_pwhash_str_alg(text, password, strlen(password), 2, 19 << 20,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return error_set(err, PROBLEM_TEMPORARY, "There is no memory for this just now.");
    *hash = text;
    return true;
}

bool users_password_fits(const char *hash, const char *password) {
    /* Of a password nobody has, with the same cost. */
    static const char nobody[] = "$argon2id$v=19$m=19456,t=2,p=1$YWJjZGVmZ2hpamtsbW5vcA$"
                                 "Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm8";
    bool fits = crypto_pwhash_str_verify(hash ? hash : nobody, password, strlen(password)) == 0;
    return fits && hash;
}

bool users_check_password(const struct studio *studio, const char *role, const char *email,
                          const char *password, struct error *err) {
    bool strict = studio->production || (role && strcmp(role, "admin") == 0);
    bool upper = false, lower = false, digit = false, other = false;
    const char *end = password + strlen(password);
    for (const char *at = password; at < end;) {
        uint32_t code;
        at += utf8_decode(at, end, &code);
        upper |= utf8_is_upper(code);
        lower |= utf8_is_lower(code);
        digit |= code >= '0' && code <= '9';
        other |= !utf8_is_letter(code) && !(code >= '0' && code <= '9');
    }
    size_t length = utf8_length(password);
    if (strict && (length < 12 || !upper || !lower || !digit || !other))
        return error_set(
            err, PROBLEM_BAD_INPUT,
            "A password needs 12 characters, among them an upper case letter, a lower "
            "case letter, a digit and another character.");
    if (length < 8 || !upper || !digit)
        return error_set(err, PROBLEM_BAD_INPUT,
                         "A password needs 8 characters, among them an upper case letter and a "
                         "digit.");
    AUTO_FREE char *folded = utf8_fold(password), *address = utf8_fold(email);
    if (strcmp(folded, address) == 0)
        return error_set(err, PROBLEM_BAD_INPUT, "The mail address is no password.");
    return true;
}

bool users_check_history(struct studio_desk *desk, const char *user_id, const char *password,
                         struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT hash FROM password_history WHERE user_id = $1 ORDER BY created_at DESC "
            "LIMIT $2",
            db_text(user_id), db_int(HISTORY)))
        return false;
    for (size_t i = 0; i < db_count(rows); i++)
        if (users_password_fits(db_get_text(rows, i, 0), password))
            return error_set(err, PROBLEM_CONFLICT,
                             "This was one of the last %d passwords; take another.", HISTORY);
    return true;
}

/* What user columns are read, in the order of read_user. */
#define USER_COLUMNS                                                                       \
    "u.id, u.email, u.full_name, u.tier, u.role, u.locale, u.verified_at, u.created_at, "  \
    "u.updated_at, u.last_login_at, u.suspended_at, u.locked_until, u.totp_confirmed_at, " \
    "u.credit_reset_at, b.available, u.suspended_reason"

static struct user read_user(struct studio_desk *desk, const struct db_rows *rows, size_t row) {
    struct user user = {
        .id = studio_text(desk, rows, row, 0),
        .email = studio_text(desk, rows, row, 1),
        .full_name = studio_text(desk, rows, row, 2),
        .tier = studio_text(desk, rows, row, 3),
        .role = studio_text(desk, rows, row, 4),
        .locale = studio_text(desk, rows, row, 5),
        .verified_at = db_get_int(rows, row, 6),
        .created_at = db_get_int(rows, row, 7),
        .updated_at = db_get_int(rows, row, 8),
        .last_login_at = db_get_int(rows, row, 9),
        .suspended_at = db_get_int(rows, row, 10),
        .locked_until = db_get_int(rows, row, 11),
        .second_factor = !db_is_null(rows, row, 12),
        .credit_reset_at = db_get_int(rows, row, 13),
        .credits = db_get_int(rows, row, 14),
        .suspended_reason = studio_text(desk, rows, row, 15),
    };
    user.verified = user.verified_at > 0;
    user.suspended = user.suspended_at > 0;
    return user;
}

bool users_get(struct studio_desk *desk, const char *id, struct user *user, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT " USER_COLUMNS
                  " FROM users u LEFT JOIN balances b ON b.user_id = u.id "
                  "WHERE u.id = $1 AND u.deleted_at IS NULL",
                  db_text(id)))
        return false;
    if (!db_count(rows)) return error_set(err, PROBLEM_NOT_FOUND, "There is no such user.");
    *user = read_user(desk, rows, 0);
    return true;
}

static bool new_one_time_token(struct studio_desk *desk, const char *user_id, const char *kind,
                               int64_t life_ms, const char **token, struct error *err) {
    *token = studio_new_token(desk);
    return db_run(
        desk->tx, NULL, err,
        "INSERT INTO one_time_tokens (hash, user_id, kind, expires_at) VALUES ($1, $2, "
        "$3, $4)",
        db_text(studio_token_hash(desk, *token)), db_text(user_id), db_text(kind),
        db_int(desk->now + life_ms));
}

bool users_send_verification(struct studio_desk *desk, const char *user_id, struct error *err) {
    struct user user = {0};
    const char *token;
    if (!users_get(desk, user_id, &user, err)) return false;
    if (user.verified) return true;
    if (!new_one_time_token(desk, user_id, "verify", DAY_MS, &token, err)) return false;
    const char *body = arena_printf(
        desk->arena,
        "Welcome to AI Film Studio.\n\nPlease confirm that this address is yours, within a "
        "day:\n\n  %s/verify-email?token=%s\n\nIf you did not sign up, do nothing.\n",
        desk->studio->address, token);
    return studio_mail(desk, user.email, "Confirm your mail address", body, err);
}

bool users_register(struct studio_desk *desk, const struct user_order *order, struct user *user,
                    struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    AUTO_FREE char *key = utf8_fold(order->email);
    if (!db_query(desk->tx, &rows, err, "SELECT 1 FROM users WHERE email_key = $1",
                  db_text(key)))
        return false;
    if (db_count(rows))
        return error_set(
            err, PROBLEM_CONFLICT,
            "There is an account of this address already: sign in, or ask for a new "
            "password.");
    const char *id = studio_new_id(desk);
    int day = clock_day_of_month(desk->now);
    int64_t reset_at = clock_month_after(desk->now, day);
    int64_t monthly = studio_tier("free")->monthly_credits;
    return db_run(
               desk->tx, NULL, err,
               "INSERT INTO users (id, email, email_key, password_hash, full_name, tier, role, "
               "locale, credit_day, credit_reset_at, created_at, updated_at, verified_at) "
               "VALUES ($1, $2, $3, $4, $5, 'free', $6, $7, $8, $9, $10, $10, $11)",
               db_text(id), db_text(order->email), db_text(key), db_text(order->password_hash),
               db_text(order->full_name), db_text(order->role ? order->role : "user"),
               db_text(order->locale), db_int(day), db_int(reset_at), db_int(desk->now),
               order->verified ? db_int(desk->now) : db_null()) &&
           (!order->password_hash ||
            db_run(desk->tx, NULL, err, "INSERT INTO password_history VALUES ($1, $2, $3)",
                   db_text(id), db_text(order->password_hash), db_int(desk->now))) &&
           credits_add(desk, id, "monthly", monthly, reset_at,
                       arena_printf(desk->arena, "%s first", id), "Welcome: the first month",
                       err) &&
           users_send_verification(desk, id, err) &&
           studio_audit(desk, "user.registered", "user", id, NULL, err) &&
           users_get(desk, id, user, err);
}

bool users_change(struct studio_desk *desk, const struct user_change *change, struct user *user,
                  struct error *err) {
    return db_run(desk->tx, NULL, err,
                  "UPDATE users SET full_name = COALESCE($1, full_name), locale = COALESCE($2, "
                  "locale), updated_at = $3 WHERE id = $4",
                  db_text(change->full_name), db_text(change->locale), db_int(desk->now),
                  db_text(desk->who.user_id)) &&
           users_get(desk, desk->who.user_id, user, err);
}

bool users_delete(struct studio_desk *desk, const char *id, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT 1 FROM jobs WHERE user_id = $1 AND status IN ('queued', 'processing') "
            "LIMIT 1",
            db_text(id)))
        return false;
    if (db_count(rows))
        return error_set(err, PROBLEM_CONFLICT,
                         "A film is being made; cancel it or wait, then delete the account.");
    return organizations_leave_all(desk, id, err) && users_end_sessions(desk, id, NULL, err) &&
           db_run(desk->tx, NULL, err, "UPDATE webhooks SET enabled = 0 WHERE user_id = $1",
                  db_text(id)) &&
           db_run(desk->tx, NULL, err, "DELETE FROM identities WHERE user_id = $1",
                  db_text(id)) &&
           db_run(desk->tx, NULL, err, "UPDATE api_keys SET revoked_at = $1 WHERE user_id = $2",
                  db_int(desk->now), db_text(id)) &&
           db_run(desk->tx, NULL, err,
                  "UPDATE users SET deleted_at = $1, email_key = email_key || ' ' || id WHERE "
                  "id = "
                  "$2 AND deleted_at IS NULL",
                  db_int(desk->now), db_text(id)) &&
           db_run(
               desk->tx, NULL, err,
               "UPDATE projects SET deleted_at = $1 WHERE user_id = $2 AND deleted_at IS NULL "
               "AND organization_id IS NULL",
               db_int(desk->now), db_text(id)) &&
           studio_audit(desk, "user.deleted", "user", id, NULL, err);
}

bool users_verify_mail(struct studio_desk *desk, const char *token, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "UPDATE one_time_tokens SET used_at = $1 WHERE hash = $2 AND kind = 'verify' AND "
            "used_at IS NULL AND expires_at > $1 RETURNING user_id",
            db_int(desk->now), db_text(studio_token_hash(desk, token))))
        return false;
    if (!db_count(rows))
        return error_set(err, PROBLEM_BAD_INPUT,
                         "This link is spent or too old: ask for another one.");
    return db_run(desk->tx, NULL, err,
                  "UPDATE users SET verified_at = $1, updated_at = $1 WHERE id = $2 AND "
                  "verified_at IS NULL",
                  db_int(desk->now), db_text(db_get_text(rows, 0, 0)));
}

bool users_forgot(struct studio_desk *desk, const char *email, struct error *err) {
    struct user_lock lock = {0};
    const char *token;
    if (!users_find(desk, email, &lock, err)) return false;
    if (!lock.id) return true; /* nobody learns who has an account */
    if (!new_one_time_token(desk, lock.id, "reset", HOUR_MS, &token, err)) return false;
    const char *body = arena_printf(
        desk->arena,
        "Somebody asked for a new password for this address. Set it within an hour:\n\n  "
        "%s/reset-password?token=%s\n\nIf it was not you, do nothing: the old one stays.\n",
        desk->studio->address, token);
    return studio_mail(desk, lock.email, "Set a new password", body, err);
}

bool users_reset_owner(struct studio_desk *desk, const char *token, struct user *user,
                       struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT user_id FROM one_time_tokens WHERE hash = $1 AND kind = 'reset' AND "
                  "used_at IS NULL AND expires_at > $2",
                  db_text(studio_token_hash(desk, token)), db_int(desk->now)))
        return false;
    if (!db_count(rows))
        return error_set(err, PROBLEM_BAD_INPUT,
                         "This link is spent or too old: ask for another one.");
    return users_get(desk, db_get_text(rows, 0, 0), user, err);
}

bool users_set_password(struct studio_desk *desk, const char *user_id, const char *token,
                        const char *password_hash, struct error *err) {
    int64_t changed;
    if (token) {
        if (!db_run(
                desk->tx, &changed, err,
                "UPDATE one_time_tokens SET used_at = $1 WHERE hash = $2 AND user_id = $3 AND "
                "kind = 'reset' AND used_at IS NULL",
                db_int(desk->now), db_text(studio_token_hash(desk, token)), db_text(user_id)))
            return false;
        if (!changed)
            return error_set(err, PROBLEM_BAD_INPUT,
                             "This link is spent or too old: ask for another one.");
    }
    /* Whoever got the mail owns the address, so a reset verifies it too; keys made before by
     * somebody who never did are not theirs. */
    return db_run(desk->tx, NULL, err,
                  "UPDATE api_keys SET revoked_at = $1 WHERE user_id = $2 AND revoked_at IS "
                  "NULL AND $3 = 1 AND user_id IN (SELECT id FROM users WHERE verified_at IS "
                  "NULL)",
                  db_int(desk->now), db_text(user_id), db_int(token ? 1 : 0)) &&
           db_run(
               desk->tx, NULL, err,
               "UPDATE users SET password_hash = $1, updated_at = $2, failed_logins = 0, "
               "locked_until = NULL, verified_at = CASE WHEN $3 = 1 THEN COALESCE(verified_at, "
               "$2) ELSE verified_at END WHERE id = $4",
               db_text(password_hash), db_int(desk->now), db_int(token ? 1 : 0),
               db_text(user_id)) &&
           db_run(desk->tx, NULL, err, "INSERT INTO password_history VALUES ($1, $2, $3)",
                  db_text(user_id), db_text(password_hash), db_int(desk->now)) &&
           users_end_sessions(desk, user_id, token ? NULL : desk->who.session_id, err) &&
           studio_audit(desk, "user.password", "user", user_id, token ? "reset" : "changed",
                        err);
}
