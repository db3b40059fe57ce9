#include "studio/guests.h"
#include "studio/board.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "studio/credits.h"
#include "studio/users.h"

static const int64_t day_ms = 24 * (int64_t)3600 * 1000;

/* The time and chance, sealed: who has no key cannot make one, and need not be remembered. */
const char *guests_challenge(struct studio_desk *desk) {
    unsigned char bytes[16];
    void *sealed;
    size_t size;
    memcpy(bytes, &desk->now, 8);
    randombytes_buf(bytes + 8, 8);
    studio_seal(desk, bytes, sizeof bytes, &sealed, &size);
    char *text = arena_alloc(desk->arena, 4 * ((size + 2) / 3) + 1, 1);
    encode_base64url(sealed, size, text);
    return text;
}

static bool is_worked(const char *challenge, const char *nonce) {
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, (const unsigned char *)challenge, strlen(challenge));
    crypto_hash_sha256_update(&state, (const unsigned char *)":", 1);
    crypto_hash_sha256_update(&state, (const unsigned char *)nonce, strlen(nonce));
    crypto_hash_sha256_final(&state, hash);
    for (int bit = 0; bit < GUESTS_WORK_BITS; bit++)
        if (hash[bit / 8] & 0x80 >> bit % 8) return false;
    return true;
}

static bool check_work(struct studio_desk *desk, const struct guest_order *order,
                       struct error *err) {
    enum { SEALED = 16 + crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES };
    unsigned char sealed[256], bytes[16];
    size_t size = 0, length = strlen(order->challenge);
    struct error closed;
    int64_t at = 0;
    bool ours = length < sizeof sealed &&
                encode_from_base64url(order->challenge, length, sealed, &size) &&
                size == SEALED &&
                studio_unseal(desk, sealed, size, bytes, sizeof bytes, &closed);
    if (ours) memcpy(&at, bytes, 8);
    if (!ours || at > desk->now || desk->now - at > GUESTS_CHALLENGE_S * (int64_t)1000)
        return error_set(err, PROBLEM_FORBIDDEN,
                         "The challenge is too old or not ours: ask for another.");
    return is_worked(order->challenge, order->nonce) ||
           error_set(err, PROBLEM_FORBIDDEN, "The nonce does not fit the challenge.");
}

/* Of the address, so that it is not kept itself. For IPv6 the network of 64 bits counts. */
static const char *address_hash(struct studio_desk *desk) {
    unsigned char hash[16];
    char hex[33], text[64];
    snprintf(text, sizeof text, "%s", desk->ip ? desk->ip : "");
    int parts = 0;
    for (char *at = text; *at && parts < 4; at++)
        if (*at == ':' && ++parts == 4) *at = '\0';
    crypto_generichash(hash, sizeof hash, (const unsigned char *)text, strlen(text),
                       desk->studio->secret, STUDIO_KEY_SIZE);
    encode_hex(hash, sizeof hash, hex);
    return arena_printf(desk->arena, "%s", hex);
}

static bool check_address(struct studio_desk *desk, const char *address, int64_t most,
                          int64_t *wait_s, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT created_at FROM guests WHERE address = $1 AND created_at > $2 ORDER "
                  "BY created_at",
                  db_text(address), db_int(desk->now - day_ms)))
        return false;
    if ((int64_t)db_count(rows) < most) return true;
    *wait_s = (db_get_int(rows, 0, 0) + day_ms - desk->now) / 1000 + 1;
    return error_set(err, PROBLEM_RATE,
                     "One film a day can be made without an account: sign up for more.");
}

static bool add_guest(struct studio_desk *desk, const char *id, const char *address,
                      const struct guest_order *order, const char *claim_token,
                      struct error *err) {
    int64_t changed,
        price = credits_price(desk->studio, "guest", studio_tier("guest")->seconds);
    const char *nobody = arena_printf(desk->arena, "guest %s", id);
    if (!db_run(
            desk->tx, NULL, err,
            "INSERT INTO users (id, email, email_key, tier, role, credit_day, "
            "credit_reset_at, created_at, updated_at) VALUES ($1, $2, $2, 'guest', 'guest', "
            "1, $3, $4, $4)",
            db_text(id), db_text(nobody), db_int(desk->now + 30 * day_ms), db_int(desk->now)) ||
        !db_run(desk->tx, &changed, err,
                "INSERT INTO guests (user_id, address, challenge, claim_hash, created_at) "
                "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (challenge) DO NOTHING",
                db_text(id), db_text(address), db_text(order->challenge),
                db_text(studio_token_hash(desk, claim_token)), db_int(desk->now)))
        return false;
    if (!changed)
        return error_set(err, PROBLEM_FORBIDDEN,
                         "The challenge was used already: ask for another.");
    return credits_add(desk, id, "grant", price, desk->now + day_ms, nobody, "A guest's film",
                       err);
}

bool guests_check(struct studio_desk *desk, const struct guest_order *order,
                  struct error *err) {
    const struct studio_tier *tier = studio_tier("guest");
    struct project project = {.title = order->title,
                              .script = order->script,
                              .settings = order->settings ? order->settings : "{}"};
    double seconds;
    if (!check_work(desk, order, err)) return false;
    if (projects_words(order->script) > tier->words)
        return true; /* refused with its own words */
    if (!board_length(desk->studio, &project, &seconds, err)) return false;
    return seconds <= tier->seconds * 1.1 ||
           error_set(
               err, PROBLEM_BAD_INPUT,
               "The film would be about %.0f seconds long; without an account it may have "
               "%d. Shorten the script, or sign up.",
               seconds, tier->seconds);
}

bool guests_order(struct studio_desk *desk, const struct guest_order *order,
                  struct guest_film *film, int64_t *wait_s, struct error *err) {
    const char *id = studio_new_id(desk), *address = address_hash(desk);
    struct project project = {0};
    struct project_order wanted = {
        .title = order->title, .script = order->script, .settings = order->settings};
    struct studio_desk unseen = *desk; /* the session does not note the address */
    unseen.ip = unseen.agent = NULL;
    *film = (struct guest_film){.claim_token = studio_new_token(desk)};
    *wait_s = 0;
    if (!check_work(desk, order, err) ||
        !check_address(desk, address, order->most, wait_s, err) ||
        !add_guest(desk, id, address, order, film->claim_token, err) ||
        !users_start_session(&unseen, id, "guest", false, &film->login, err))
        return false;
    desk->who = (struct studio_who){.user_id = id,
                                    .session_id = film->login.session_id,
                                    .email = film->login.user.email,
                                    .role = "guest",
                                    .tier = "guest"};
    return projects_new(desk, &wanted, &project, err) &&
           jobs_submit(desk, project.id, "video_generation", &film->job, err);
}

bool guests_claim(struct studio_desk *desk, const char *token, struct project *project,
                  struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT g.user_id, p.id, p.status FROM guests g JOIN projects p ON p.user_id "
                  "= g.user_id WHERE g.claim_hash = $1 AND p.deleted_at IS NULL",
                  db_text(studio_token_hash(desk, token))))
        return false;
    if (!db_count(rows))
        return error_set(err, PROBLEM_NOT_FOUND, "There is no such film, or no longer.");
    if (strcmp(db_get_text(rows, 0, 2), "processing") == 0)
        return error_set(err, PROBLEM_CONFLICT,
                         "The film is still being made: take it over when it is done.");
    struct db_value guest = db_text(db_get_text(rows, 0, 0));
    struct db_value owner = db_text(desk->who.user_id);
    return db_run(desk->tx, NULL, err, "UPDATE projects SET user_id = $1 WHERE user_id = $2",
                  owner, guest) &&
           db_run(desk->tx, NULL, err, "UPDATE jobs SET user_id = $1 WHERE user_id = $2", owner,
                  guest) &&
           db_run(desk->tx, NULL, err, "UPDATE moderation SET user_id = $1 WHERE user_id = $2",
                  owner, guest) &&
           users_end_sessions(desk, db_get_text(rows, 0, 0), NULL, err) &&
           studio_audit(desk, "guest.claimed", "project", db_get_text(rows, 0, 1), NULL, err) &&
           projects_get(desk, db_get_text(rows, 0, 1), project, err);
}

/* Erased are projects that were deleted 30 days ago. What is being made goes the next time. */
bool guests_forget(struct studio_desk *desk, struct error *err) {
    struct db_value before = db_int(desk->now - day_ms);
    return db_run(desk->tx, NULL, err,
                  "UPDATE projects SET deleted_at = $1 WHERE deleted_at IS NULL AND status <> "
                  "'processing' AND user_id IN (SELECT user_id FROM guests WHERE created_at < "
                  "$2)",
                  db_int(desk->now - 31 * day_ms), before) &&
           db_run(desk->tx, NULL, err,
                  "UPDATE sessions SET revoked_at = $1 WHERE revoked_at IS NULL AND user_id IN "
                  "(SELECT user_id FROM guests WHERE created_at < $2)",
                  db_int(desk->now), before) &&
           db_run(desk->tx, NULL, err,
                  "UPDATE users SET deleted_at = $1 WHERE deleted_at IS NULL AND id IN (SELECT "
                  "user_id FROM guests WHERE created_at < $2)",
                  db_int(desk->now), before) &&
           db_run(desk->tx, NULL, err,
                  "DELETE FROM guests WHERE created_at < $1 AND user_id NOT IN (SELECT user_id "
                  "FROM projects WHERE deleted_at IS NULL)",
                  before);
}
