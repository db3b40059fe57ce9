/* Signing in, sessions, and refresh tokens that are used once. */
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "studio/keys.h"
#include "studio/totp.h"
#include "studio/users.h"

enum { FAILURES_MAX = 5, LOCK_MS = 15 * 60 * 1000 };
static const int64_t day_ms = 24 * 3600 * 1000;

bool users_find(struct studio_desk *desk, const char *email, struct user_lock *lock,
                struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    AUTO_FREE char *key = utf8_fold(email);
    if (!db_query(desk->tx, &rows, err,
                  "SELECT id, email, role, password_hash, totp_confirmed_at FROM users WHERE "
                  "email_key = $1 AND deleted_at IS NULL",
                  db_text(key)))
        return false;
    *lock = (struct user_lock){0};
    if (db_count(rows))
        *lock = (struct user_lock){.id = studio_text(desk, rows, 0, 0),
                                   .email = studio_text(desk, rows, 0, 1),
                                   .role = studio_text(desk, rows, 0, 2),
                                   .password_hash = studio_text(desk, rows, 0, 3),
                                   .second_factor = !db_is_null(rows, 0, 4)};
    return true;
}

bool users_count_failure(struct studio_desk *desk, const char *user_id, struct error *err) {
    return db_run(
        desk->tx, NULL, err,
        "UPDATE users SET failed_logins = failed_logins + 1, locked_until = CASE WHEN "
        "failed_logins + 1 >= $1 THEN $2 ELSE locked_until END WHERE id = $3",
        db_int(FAILURES_MAX), db_int(desk->now + LOCK_MS), db_text(user_id));
}

/* A lock that is over starts a new count. */
bool users_forget_failures(struct studio_desk *desk, const char *user_id, struct error *err) {
    return db_run(desk->tx, NULL, err,
                  "UPDATE users SET failed_logins = 0, locked_until = NULL, last_login_at = $1 "
                  "WHERE id = $2",
                  db_int(desk->now), db_text(user_id));
}

bool users_login(struct studio_desk *desk, const struct login_order *order, struct login *login,
                 struct error *err) {
    struct user_lock lock = {0};
    struct user user = {0};
    *login = (struct login){.result = LOGIN_WRONG};
    if (!users_find(desk, order->email, &lock, err)) return false;
    if (!lock.id) return true;
    if (!users_get(desk, lock.id, &user, err)) return false;
    if (user.locked_until > desk->now) {
        login->result = LOGIN_LOCKED;
        login->user = user;
        return true;
    }
    if (!order->password_fits) return users_count_failure(desk, lock.id, err);
    if (user.suspended) {
        login->result = LOGIN_SUSPENDED;
        return true;
    }
    if (lock.second_factor && !order->code) {
        login->result = LOGIN_SECOND_FACTOR;
        return true;
    }
    bool fits = true;
    if (lock.second_factor && !totp_use(desk, lock.id, order->code, &fits, err)) return false;
    if (!fits) return users_count_failure(desk, lock.id, err);
    return users_forget_failures(desk, lock.id, err) &&
           users_start_session(desk, lock.id, order->device, order->remember, login, err);
}

static bool new_refresh_token(struct studio_desk *desk, struct login *login,
                              struct error *err) {
    login->refresh_token = studio_new_token(desk);
    return db_run(
        desk->tx, NULL, err,
        "INSERT INTO refresh_tokens (hash, session_id, created_at) VALUES ($1, $2, $3)",
        db_text(studio_token_hash(desk, login->refresh_token)), db_text(login->session_id),
        db_int(desk->now));
}

bool users_start_session(struct studio_desk *desk, const char *user_id, const char *device,
                         bool remember, struct login *login, struct error *err) {
    int64_t life_ms = (remember ? 30 : 7) * day_ms;
    *login = (struct login){.result = LOGIN_OK,
                            .session_id = studio_new_id(desk),
                            .refresh_expires_at = desk->now + life_ms};
    return db_run(desk->tx, NULL, err,
                  "INSERT INTO sessions (id, user_id, device, ip, remember, created_at, "
                  "last_used_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
                  db_text(login->session_id), db_text(user_id),
                  db_text(device ? device : desk->agent), db_text(desk->ip),
                  db_int(remember ? 1 : 0), db_int(desk->now), db_int(desk->now + life_ms)) &&
           new_refresh_token(desk, login, err) && users_get(desk, user_id, &login->user, err);
}

bool users_end_session(struct studio_desk *desk, const char *session_id, struct error *err) {
    return db_run(desk->tx, NULL, err,
                  "UPDATE sessions SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL",
                  db_int(desk->now), db_text(session_id));
}

bool users_end_sessions(struct studio_desk *desk, const char *user_id, const char *but,
                        struct error *err) {
    return db_run(
        desk->tx, NULL, err,
        "UPDATE sessions SET revoked_at = $1 WHERE user_id = $2 AND revoked_at IS NULL "
        "AND id <> COALESCE($3, '')",
        db_int(desk->now), db_text(user_id), db_text(but));
}

bool users_refresh(struct studio_desk *desk, const char *token, struct login *login,
                   bool *revoked, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    const char *hash = studio_token_hash(desk, token);
    *revoked = false;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT t.used_at, s.id, s.user_id, s.remember FROM refresh_tokens t JOIN "
            "sessions s ON s.id = t.session_id JOIN users u ON u.id = s.user_id WHERE t.hash "
            "= $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND u.deleted_at IS NULL "
            "AND u.suspended_at IS NULL FOR UPDATE",
            db_text(hash), db_int(desk->now)))
        return false;
    if (!db_count(rows))
        return error_set(err, PROBLEM_SIGN_IN,
                         "This refresh token is not valid: sign in again.");
    const char *session_id = studio_text(desk, rows, 0, 1);
    if (!db_is_null(rows, 0, 0)) {
        *revoked = true;
        return users_end_session(desk, session_id, err) &&
               studio_audit(desk, "session.replayed", "session", session_id, NULL, err);
    }
    int64_t life_ms = (db_get_int(rows, 0, 3) ? 30 : 7) * day_ms;
    *login =
        (struct login){.session_id = session_id, .refresh_expires_at = desk->now + life_ms};
    return db_run(desk->tx, NULL, err, "UPDATE refresh_tokens SET used_at = $1 WHERE hash = $2",
                  db_int(desk->now), db_text(hash)) &&
           db_run(desk->tx, NULL, err,
                  "UPDATE sessions SET last_used_at = $1, expires_at = $2 WHERE id = $3",
                  db_int(desk->now), db_int(desk->now + life_ms), db_text(session_id)) &&
           new_refresh_token(desk, login, err) &&
           users_get(desk, db_get_text(rows, 0, 2), &login->user, err);
}

bool users_sessions(struct studio_desk *desk, struct session_list *list, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT id, device, ip, created_at, last_used_at, expires_at FROM sessions WHERE "
            "user_id = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY last_used_at "
            "DESC, id LIMIT 100",
            db_text(desk->who.user_id), db_int(desk->now)))
        return false;
    list->count = db_count(rows);
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++) {
        const char *id = studio_text(desk, rows, i, 0), *own = desk->who.session_id;
        list->items[i] = (struct session){.id = id,
                                          .device = studio_text(desk, rows, i, 1),
                                          .ip = studio_text(desk, rows, i, 2),
                                          .created_at = db_get_int(rows, i, 3),
                                          .last_used_at = db_get_int(rows, i, 4),
                                          .expires_at = db_get_int(rows, i, 5),
                                          .current = own && strcmp(own, id) == 0};
    }
    return true;
}

static bool enter(struct studio_desk *desk, const struct db_rows *rows, struct error *err) {
    if (!db_count(rows))
        return error_set(err, PROBLEM_SIGN_IN, "This session has ended: sign in again.");
    if (!db_is_null(rows, 0, 5))
        return error_set(err, PROBLEM_FORBIDDEN,
                         "This account is suspended; write to the studio about it.");
    desk->who.user_id = studio_text(desk, rows, 0, 0);
    desk->who.email = studio_text(desk, rows, 0, 1);
    desk->who.role = studio_text(desk, rows, 0, 2);
    desk->who.tier = studio_text(desk, rows, 0, 3);
    desk->who.verified = !db_is_null(rows, 0, 4);
    desk->who.second_factor = !db_is_null(rows, 0, 6);
    return true;
}

bool users_enter_session(struct studio_desk *desk, const char *session_id, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT u.id, u.email, u.role, u.tier, u.verified_at, u.suspended_at, "
            "u.totp_confirmed_at FROM "
            "sessions s JOIN users u ON u.id = s.user_id WHERE s.id = $1 AND s.revoked_at IS "
            "NULL AND s.expires_at > $2 AND u.deleted_at IS NULL",
            db_text(session_id), db_int(desk->now)) ||
        !enter(desk, rows, err))
        return false;
    desk->who.session_id = arena_copy(desk->arena, session_id, strlen(session_id));
    return true;
}

bool users_enter_key(struct studio_desk *desk, const char *key, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT u.id, u.email, u.role, u.tier, u.verified_at, u.suspended_at, "
            "u.totp_confirmed_at, k.id, "
            "k.scopes FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.hash = $1 AND "
            "k.revoked_at IS NULL AND k.expires_at > $2 AND u.deleted_at IS NULL",
            db_text(studio_token_hash(desk, key)), db_int(desk->now)))
        return false;
    if (!db_count(rows))
        return error_set(err, PROBLEM_SIGN_IN, "This API key is not valid, or no longer.");
    desk->who.key_id = studio_text(desk, rows, 0, 7);
    desk->who.scopes = studio_text(desk, rows, 0, 8);
    return enter(desk, rows, err);
}
