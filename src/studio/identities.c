#include "studio/identities.h"

#include <string.h>

#include "studio/totp.h"

static bool link_to(struct studio_desk *desk, const struct identity_claim *claim,
                    const char *user_id, struct error *err) {
    return db_run(desk->tx, NULL, err,
                  "INSERT INTO identities (id, user_id, issuer, subject, email, created_at, "
                  "last_used_at) VALUES ($1, $2, $3, $4, $5, $6, $6)",
                  db_text(studio_new_id(desk)), db_text(user_id), db_text(claim->issuer),
                  db_text(claim->subject), db_text(claim->email), db_int(desk->now)) &&
           studio_audit(desk, "user.linked", "user", user_id, claim->issuer, err);
}

static bool new_account(struct studio_desk *desk, const struct identity_claim *claim,
                        struct user *user, struct error *err) {
    struct user_order order = {
        .email = claim->email, .full_name = claim->name, .verified = true};
    return users_register(desk, &order, user, err) && link_to(desk, claim, user->id, err);
}

/* An account that is there already; its owner is told. */
static bool link_account(struct studio_desk *desk, const struct identity_claim *claim,
                         const char *user_id, struct user *user, struct error *err) {
    if (!users_get(desk, user_id, user, err)) return false;
    if (!user->verified)
        return error_set(err, PROBLEM_CONFLICT,
                         "There is an account of this address that never confirmed it. Set a "
                         "new password for it by mail, which confirms it; then sign in with %s "
                         "again.",
                         claim->label);
    const char *body = arena_printf(
        desk->arena,
        "From now on your account of AI Film Studio can be entered with %s too.\n\nIf it was "
        "not you, set a new password and end that at %s/account.\n",
        claim->label, desk->studio->address);
    return link_to(desk, claim, user->id, err) &&
           studio_mail(desk, user->email, "Another way to sign in", body, err);
}

/* The first time somebody comes from there. */
static bool meet(struct studio_desk *desk, const struct identity_claim *claim,
                 struct user *user, struct error *err) {
    struct user_lock lock = {0};
    if (!claim->email || !claim->verified)
        return error_set(err, PROBLEM_FORBIDDEN,
                         "%s does not say that your mail address is yours: confirm it there, "
                         "or sign up with a password.",
                         claim->label);
    if (!users_find(desk, claim->email, &lock, err)) return false;
    return lock.id ? link_account(desk, claim, lock.id, user, err)
                   : new_account(desk, claim, user, err);
}

static bool start(struct studio_desk *desk, const char *user_id, struct login *login,
                  struct error *err) {
    return db_run(desk->tx, NULL, err, "UPDATE users SET last_login_at = $1 WHERE id = $2",
                  db_int(desk->now), db_text(user_id)) &&
           users_start_session(desk, user_id, NULL, false, login, err);
}

bool identities_enter(struct studio_desk *desk, const struct identity_claim *claim,
                      struct login *login, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    struct user user = {0};
    if (!db_query(desk->tx, &rows, err,
                  "UPDATE identities SET last_used_at = $1 WHERE issuer = $2 AND subject = $3 "
                  "RETURNING user_id",
                  db_int(desk->now), db_text(claim->issuer), db_text(claim->subject)))
        return false;
    bool known = db_count(rows) > 0;
    if (known ? !users_get(desk, db_get_text(rows, 0, 0), &user, err)
              : !meet(desk, claim, &user, err))
        return false;
    *login = (struct login){.result = LOGIN_SUSPENDED, .user = user};
    if (user.suspended) return true;
    login->result = LOGIN_SECOND_FACTOR;
    return user.second_factor || start(desk, user.id, login, err);
}

bool identities_enter_code(struct studio_desk *desk, const char *user_id, const char *code,
                           struct login *login, struct error *err) {
    struct user user = {0};
    bool fits = false;
    if (!users_get(desk, user_id, &user, err)) return false;
    *login = (struct login){.result = LOGIN_LOCKED, .user = user};
    if (user.locked_until > desk->now) return true;
    login->result = LOGIN_SUSPENDED;
    if (user.suspended) return true;
    login->result = LOGIN_WRONG;
    if (!totp_use(desk, user_id, code, &fits, err)) return false;
    return fits ? users_forget_failures(desk, user_id, err) && start(desk, user_id, login, err)
                : users_count_failure(desk, user_id, err);
}

bool identities_list(struct studio_desk *desk, struct identity_list *list, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT id, issuer, email, created_at, last_used_at FROM identities WHERE "
                  "user_id = $1 ORDER BY created_at, id LIMIT 100",
                  db_text(desk->who.user_id)))
        return false;
    list->count = db_count(rows);
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = (struct identity){.id = studio_text(desk, rows, i, 0),
                                           .issuer = studio_text(desk, rows, i, 1),
                                           .email = studio_text(desk, rows, i, 2),
                                           .created_at = db_get_int(rows, i, 3),
                                           .last_used_at = db_get_int(rows, i, 4)};
    return true;
}

bool identities_remove(struct studio_desk *desk, const char *id, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    int64_t changed;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT password_hash, (SELECT COUNT(*) FROM identities WHERE user_id = $1) "
                  "FROM users WHERE id = $1 FOR UPDATE",
                  db_text(desk->who.user_id)) ||
        !db_run(desk->tx, &changed, err,
                "DELETE FROM identities WHERE id = $1 AND user_id = $2", db_text(id),
                db_text(desk->who.user_id)))
        return false;
    if (!changed) return error_set(err, PROBLEM_NOT_FOUND, "There is no such way to sign in.");
    if (db_is_null(rows, 0, 0) && db_get_int(rows, 0, 1) < 2)
        return error_set(err, PROBLEM_CONFLICT,
                         "It is the only way into this account: set a password first.");
    return studio_audit(desk, "user.unlinked", "user", desk->who.user_id, NULL, err);
}
