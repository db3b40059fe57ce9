/* Accounts: who someone is, and the ways to become sure of it. */
#ifndef STUDIO_USERS_H
#define STUDIO_USERS_H

#include "studio/studio.h"

struct user {
    const char *id, *email, *full_name, *tier, *role, *locale, *suspended_reason;
    int64_t verified_at, created_at, updated_at, last_login_at, suspended_at, locked_until;
    int64_t verified, suspended, second_factor; /* truths */
    int64_t credits, credit_reset_at;
};

/* Argon2id (RFC 9106) with 19 MiB and two passes, as OWASP's sheet asks at least. Takes tens of
 * milliseconds of a core: never inside a writing transaction. *hash is in the arena. */
bool users_hash_password(struct arena *arena, const char *password, const char **hash,
                         struct error *err) MUST_USE;
/* `hash` NULL takes as long and is false, so that time does not tell who exists. */
bool users_password_fits(const char *hash, const char *password);

/* The password rule: 8 characters with an upper case letter and a digit; for admins and in
 * production 12 of four classes. Never the mail address. PROBLEM_BAD_INPUT says what is
 * missing. */
bool users_check_password(const struct studio *studio, const char *role, const char *email,
                          const char *password, struct error *err) MUST_USE;
/* PROBLEM_CONFLICT when it is one of the last five of this user. Hashes: not while writing. */
bool users_check_history(struct studio_desk *desk, const char *user_id, const char *password,
                         struct error *err) MUST_USE;

struct user_order {
    const char *email, *password_hash, *full_name, *locale, *role; /* no password: NULL */
    bool verified; /* the address is known to be theirs */
};
/* Makes a free account, gives its first credits and mails a link to verify an address that is
 * not verified yet.
 * PROBLEM_CONFLICT when the address is taken. */
bool users_register(struct studio_desk *desk, const struct user_order *order, struct user *user,
                    struct error *err) MUST_USE;
bool users_get(struct studio_desk *desk, const char *id, struct user *user,
               struct error *err) MUST_USE;
struct user_change {
    const char *full_name, *locale; /* NULL: as it is */
};
bool users_change(struct studio_desk *desk, const struct user_change *change, struct user *user,
                  struct error *err) MUST_USE;
/* Marks the account deleted, ends its sessions and keys; data goes after 30 days. */
bool users_delete(struct studio_desk *desk, const char *id, struct error *err) MUST_USE;

/* Signing in. users_find reads what is needed to check a password; users_login then decides. */
struct user_lock {
    const char *id, *email, *role, *password_hash; /* id NULL: nobody of that address */
    bool second_factor;
};
bool users_find(struct studio_desk *desk, const char *email, struct user_lock *lock,
                struct error *err) MUST_USE;
struct login_order {
    const char *email, *code, *device;
    bool password_fits, remember;
};
struct login {
    const char *session_id, *refresh_token;
    int64_t refresh_expires_at;
    struct user user;
    enum login_result {
        LOGIN_OK,
        LOGIN_WRONG,
        LOGIN_LOCKED,
        LOGIN_SECOND_FACTOR,
        LOGIN_SUSPENDED
    } result;
};
/* True also when the sign-in is refused: login->result says so, and the transaction is
 * committed, since it counts failures. Five in a row lock the account for 15 minutes. */
bool users_login(struct studio_desk *desk, const struct login_order *order, struct login *login,
                 struct error *err) MUST_USE;
/* A wrong password or code, and that one was right in the end. */
bool users_count_failure(struct studio_desk *desk, const char *user_id,
                         struct error *err) MUST_USE;
bool users_forget_failures(struct studio_desk *desk, const char *user_id,
                           struct error *err) MUST_USE;
/* Starts a session without a password: after registration or sign-in by another provider. */
bool users_start_session(struct studio_desk *desk, const char *user_id, const char *device,
                         bool remember, struct login *login, struct error *err) MUST_USE;
/* Changes the refresh token for a new one. A token that was used before revokes its whole
 * session (RFC 9700, 4.14.2): *revoked, and the transaction is to be committed. */
bool users_refresh(struct studio_desk *desk, const char *token, struct login *login,
                   bool *revoked, struct error *err) MUST_USE;
bool users_end_session(struct studio_desk *desk, const char *session_id,
                       struct error *err) MUST_USE;
bool users_end_sessions(struct studio_desk *desk, const char *user_id, const char *but,
                        struct error *err) MUST_USE;

struct session {
    const char *id, *device, *ip;
    int64_t created_at, last_used_at, expires_at, current;
};
struct session_list {
    struct session *items;
    size_t count;
};
bool users_sessions(struct studio_desk *desk, struct session_list *list,
                    struct error *err) MUST_USE;
/* The session of a token is alive and its user may act: fills desk->who. */
bool users_enter_session(struct studio_desk *desk, const char *session_id,
                         struct error *err) MUST_USE;
bool users_enter_key(struct studio_desk *desk, const char *key, struct error *err) MUST_USE;

/* Links in mails: single use, one hour for reset, a day for verify. */
bool users_verify_mail(struct studio_desk *desk, const char *token, struct error *err) MUST_USE;
bool users_send_verification(struct studio_desk *desk, const char *user_id,
                             struct error *err) MUST_USE;
bool users_forgot(struct studio_desk *desk, const char *email, struct error *err) MUST_USE;
/* Whose token it is; PROBLEM_BAD_INPUT when it is spent or too old. */
bool users_reset_owner(struct studio_desk *desk, const char *token, struct user *user,
                       struct error *err) MUST_USE;
/* Spends the token if there is one, sets the password, ends all sessions. */
bool users_set_password(struct studio_desk *desk, const char *user_id, const char *token,
                        const char *password_hash, struct error *err) MUST_USE;

#endif
