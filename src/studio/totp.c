#include "studio/totp.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/sha1.h"

enum { SECRET_SIZE = 20, STEP_MS = 30000, RECOVERY_CODES = 10 };

int totp_code(const void *secret, size_t size, int64_t step) {
    unsigned char counter[8], hash[SHA1_SIZE];
    for (int i = 0; i < 8; i++) counter[i] = (unsigned char)((uint64_t)step >> (56 - 8 * i));
    sha1_hmac(secret, size, counter, sizeof counter, hash);
    int at = hash[19] & 0x0f;
    uint32_t number = (uint32_t)(hash[at] & 0x7f) << 24 | (uint32_t)hash[at + 1] << 16 |
                      (uint32_t)hash[at + 2] << 8 | hash[at + 3];
    return (int)(number % 1000000);
}

static bool is_on(struct studio_desk *desk, bool *on, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err, "SELECT totp_confirmed_at FROM users WHERE id = $1",
                  db_text(desk->who.user_id)))
        return false;
    *on = db_count(rows) && !db_is_null(rows, 0, 0);
    return true;
}

bool totp_start(struct studio_desk *desk, const char **secret, const char **link,
                struct error *err) {
    unsigned char bytes[SECRET_SIZE];
    void *sealed;
    size_t sealed_size;
    bool on;
    if (!is_on(desk, &on, err)) return false;
    if (on)
        return error_set(err, PROBLEM_CONFLICT,
                         "A second factor is in use; remove it first to set another.");
    randombytes_buf(bytes, sizeof bytes);
    char *text = arena_alloc(desk->arena, 40, 1);
    encode_base32(bytes, sizeof bytes, text);
    studio_seal(desk, bytes, sizeof bytes, &sealed, &sealed_size);
    sodium_memzero(bytes, sizeof bytes);
    *secret = text;
    *link = arena_printf(desk->arena,
                         "otpauth://totp/AI%%20Film%%20Studio:%s?secret=%s&issuer="
                         "AI%%20Film%%20Studio",
                         desk->who.email, text);
    return db_run(desk->tx, NULL, err, "UPDATE users SET totp_sealed = $1 WHERE id = $2",
                  db_bytes(sealed, sealed_size), db_text(desk->who.user_id));
}

static bool code_fits(struct studio_desk *desk, const char *user_id, const char *code,
                      bool *fits, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    *fits = false;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT totp_sealed, totp_step FROM users WHERE id = $1 FOR UPDATE",
                  db_text(user_id)))
        return false;
    if (!db_count(rows) || db_is_null(rows, 0, 0)) return true;
    size_t size;
    const void *sealed = db_get_bytes(rows, 0, 0, &size);
    unsigned char secret[SECRET_SIZE];
    if (!studio_unseal(desk, sealed, size, secret, sizeof secret, err)) return false;
    int64_t now = desk->now / STEP_MS, used = db_get_int(rows, 0, 1), found = 0;
    for (int64_t step = now - 1; step <= now + 1; step++) {
        char right[8];
        snprintf(right, sizeof right, "%06d", totp_code(secret, sizeof secret, step));
        if (sodium_memcmp(right, code, 6) == 0 && step > used) found = step;
    }
    sodium_memzero(secret, sizeof secret);
    if (!found) return true;
    *fits = true;
    return db_run(desk->tx, NULL, err, "UPDATE users SET totp_step = $1 WHERE id = $2",
                  db_int(found), db_text(user_id));
}

bool totp_use(struct studio_desk *desk, const char *user_id, const char *code, bool *fits,
              struct error *err) {
    size_t length = strlen(code);
    if (length == 6 && strspn(code, "0123456789") == 6)
        return code_fits(desk, user_id, code, fits, err);
    int64_t changed;
    *fits = false;
    if (!db_run(desk->tx, &changed, err,
                "UPDATE recovery_codes SET used_at = $1 WHERE hash = $2 AND user_id = $3 AND "
                "used_at IS NULL",
                db_int(desk->now), db_text(studio_token_hash(desk, code)), db_text(user_id)))
        return false;
    *fits = changed == 1;
    return true;
}

bool totp_confirm(struct studio_desk *desk, const char *code, const char *recovery[10],
                  struct error *err) {
    bool on, fits;
    if (!is_on(desk, &on, err)) return false;
    if (on) return error_set(err, PROBLEM_CONFLICT, "The second factor is in use already.");
    if (strlen(code) != 6 || !code_fits(desk, desk->who.user_id, code, &fits, err) || !fits)
        return error_set(err, PROBLEM_BAD_INPUT,
                         "This code is not right just now: look at the app and at its clock.");
    if (!db_run(desk->tx, NULL, err, "UPDATE users SET totp_confirmed_at = $1 WHERE id = $2",
                db_int(desk->now), db_text(desk->who.user_id)) ||
        !db_run(desk->tx, NULL, err, "DELETE FROM recovery_codes WHERE user_id = $1",
                db_text(desk->who.user_id)))
        return false;
    for (int i = 0; i < RECOVERY_CODES; i++) {
        unsigned char bytes[10];
        char text[20];
        randombytes_buf(bytes, sizeof bytes);
        encode_base32(bytes, sizeof bytes, text);
        recovery[i] = arena_printf(desk->arena, "%.4s-%.4s-%.4s-%.4s", text, text + 4, text + 8,
                                   text + 12);
        if (!db_run(desk->tx, NULL, err,
                    "INSERT INTO recovery_codes (hash, user_id) VALUES ($1, $2)",
                    db_text(studio_token_hash(desk, recovery[i])), db_text(desk->who.user_id)))
            return false;
    }
    return studio_audit(desk, "user.second_factor", "user", desk->who.user_id, "on", err);
}

bool totp_stop(struct studio_desk *desk, const char *code, struct error *err) {
    bool fits;
    if (!totp_use(desk, desk->who.user_id, code, &fits, err)) return false;
    if (!fits) return error_set(err, PROBLEM_BAD_INPUT, "This code is not right just now.");
    return db_run(desk->tx, NULL, err,
                  "UPDATE users SET totp_sealed = NULL, totp_confirmed_at = NULL WHERE id = $1",
                  db_text(desk->who.user_id)) &&
           db_run(desk->tx, NULL, err, "DELETE FROM recovery_codes WHERE user_id = $1",
                  db_text(desk->who.user_id)) &&
           studio_audit(desk, "user.second_factor", "user", desk->who.user_id, "off", err);
}
