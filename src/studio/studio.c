#include "studio/studio.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"

static bool read_secret(const char *path, unsigned char secret[STUDIO_KEY_SIZE],
                        struct error *err) {
    AUTO_FREE char *bytes = NULL;
    size_t size;
    if (!file_read(path, 4096, &bytes, &size, err)) return false;
    if (size != STUDIO_KEY_SIZE)
        return error_set(err, PROBLEM_DAMAGED, "%s does not hold a secret of %d bytes.", path,
                         STUDIO_KEY_SIZE);
    memcpy(secret, bytes, size);
    return true;
}

/* Whoever makes it first wins; all others read it. */
static bool make_secret(const char *path, struct error *err) {
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return access(path, R_OK) == 0 || error_set_errno(err, errno, "Cannot make %s.", path);
    unsigned char secret[STUDIO_KEY_SIZE];
    randombytes_buf(secret, sizeof secret);
    bool ok = file_write_all(file, secret, sizeof secret) && fsync(file) == 0;
    ok = close(file) == 0 && ok;
    sodium_memzero(secret, sizeof secret);
    return ok || error_set_errno(err, errno, "Cannot write %s.", path);
}

bool studio_open(const char *folder, const char *db_url, const char *queue_url,
                 const char *address, struct studio *studio, struct error *err) {
    if (sodium_init() < 0) die("libsodium does not start");
    if (!file_make_folder(folder, err)) return false;
    char path[4096], own[4200];
    snprintf(path, sizeof path, "%s/secret.key", folder);
    snprintf(own, sizeof own, "sqlite:%s/film.db", folder);
    struct studio opened = {.folder = folder, .address = address};
    if (!make_secret(path, err) || !read_secret(path, opened.secret, err) ||
        !db_open(db_url ? db_url : own, 0, &opened.db, err))
        return false;
    if (!db_migrate(opened.db, studio_migrations, studio_migration_count, -1, err) ||
        !queue_open(queue_url ? queue_url : "db:", opened.db, &opened.queue, err)) {
        db_close(opened.db);
        return false;
    }
    *studio = opened;
    return true;
}

void studio_close(struct studio *studio) {
    queue_close(studio->queue);
    db_close(studio->db);
    sodium_memzero(studio->secret, sizeof studio->secret);
    studio->db = NULL;
}

const struct studio_tier *studio_tier(const char *name) {
    static const struct studio_tier tiers[] = {
        {"free", "Created with AI Film Studio", 3, 90, 500, 10, 1280, 720, 5, false},
        {"guest", "Created with AI Film Studio", 0, 30, 150, 0, 854, 480, 5, false},
        {"pro", NULL, 30, 300, 2000, 50, 1920, 1080, 7, true},
        {"enterprise", NULL, -1, 600, 5000, 100, 3840, 2160, 10, true},
    };
    for (size_t i = 1; i < COUNT_OF(tiers); i++)
        if (name && strcmp(name, tiers[i].name) == 0) return &tiers[i];
    return &tiers[0];
}

char *studio_text(struct studio_desk *desk, const struct db_rows *rows, size_t row,
                  int column) {
    const char *text = db_get_text(rows, row, column);
    return text ? arena_copy(desk->arena, text, strlen(text)) : NULL;
}

const char *studio_new_id(struct studio_desk *desk) {
    char *id = arena_alloc(desk->arena, ENCODE_ID_SIZE, 1);
    encode_new_id(id);
    return id;
}

const char *studio_new_token(struct studio_desk *desk) {
    unsigned char bytes[32];
    randombytes_buf(bytes, sizeof bytes);
    char *token = arena_alloc(desk->arena, 48, 1);
    encode_base64url(bytes, sizeof bytes, token);
    return token;
}

const char *studio_token_hash(struct studio_desk *desk, const char *token) {
    struct hash hash = hash_of(token, strlen(token));
    char *hex = arena_alloc(desk->arena, HASH_HEX_SIZE, 1);
    hash_hex(&hash, hex);
    return hex;
}

void studio_seal(struct studio_desk *desk, const void *bytes, size_t size, void **sealed,
                 size_t *sealed_size) {
    enum { NONCE = crypto_secretbox_NONCEBYTES };
    *sealed_size = NONCE + crypto_secretbox_MACBYTES + size;
    unsigned char *out = arena_alloc(desk->arena, *sealed_size, 1);
    randombytes_buf(out, NONCE);
    crypto_secretbox_easy(out + NONCE, bytes, size, out, desk->studio->secret);
    *sealed = out;
}

bool studio_unseal(struct studio_desk *desk, const void *sealed, size_t sealed_size,
                   void *bytes, size_t size, struct error *err) {
    enum { NONCE = crypto_secretbox_NONCEBYTES };
    const unsigned char *in = sealed;
    if (!in || sealed_size != NONCE + crypto_secretbox_MACBYTES + size ||
        crypto_secretbox_open_easy(bytes, in + NONCE, sealed_size - NONCE, in,
                                   desk->studio->secret) != 0)
        return error_set(err, PROBLEM_DAMAGED,
                         "A kept secret cannot be opened: secret.key is not the one that "
                         "closed it.");
    return true;
}

static struct hash audit_hash(const char *before, const char *const *parts, size_t count) {
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_text(&hasher, before);
    for (size_t i = 0; i < count; i++) hasher_text(&hasher, parts[i]);
    return hasher_final(&hasher);
}

bool studio_audit(struct studio_desk *desk, const char *action, const char *kind,
                  const char *id, const char *details, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "UPDATE audit_head SET n = n + 1 WHERE one = 1 RETURNING n, hash"))
        return false;
    int64_t n = db_get_int(rows, 0, 0);
    char number[48], hex[HASH_HEX_SIZE];
    snprintf(number, sizeof number, "%lld %lld", (long long)n, (long long)desk->now);
    const char *parts[] = {number, desk->who.user_id, action, kind, id, details};
    struct hash hash = audit_hash(db_get_text(rows, 0, 1), parts, COUNT_OF(parts));
    hash_hex(&hash, hex);
    return db_run(desk->tx, NULL, err, "UPDATE audit_head SET hash = $1 WHERE one = 1",
                  db_text(hex)) &&
           db_run(
               desk->tx, NULL, err,
               "INSERT INTO audit (n, at, actor, action, kind, target, details, hash) VALUES "
               "($1, $2, $3, $4, $5, $6, $7, $8)",
               db_int(n), db_int(desk->now), db_text(desk->who.user_id), db_text(action),
               db_text(kind), db_text(id), db_text(details), db_text(hex));
}

bool studio_audit_check(struct studio_desk *desk, int64_t *count, int64_t *broken,
                        struct error *err) {
    enum { PAGE = 1000 };
    char before[HASH_HEX_SIZE] = "";
    *count = *broken = 0;
    for (int64_t last = 0;;) {
        AUTO(db_rows_free) struct db_rows *rows = NULL;
        if (!db_query(
                desk->tx, &rows, err,
                "SELECT n, at, actor, action, kind, target, details, hash FROM audit WHERE "
                "n > $1 ORDER BY n LIMIT $2",
                db_int(last), db_int(PAGE)))
            return false;
        for (size_t i = 0; i < db_count(rows); i++) {
            char number[48], hex[HASH_HEX_SIZE];
            int64_t n = db_get_int(rows, i, 0);
            snprintf(number, sizeof number, "%lld %lld", (long long)n,
                     (long long)db_get_int(rows, i, 1));
            const char *parts[] = {number,
                                   db_get_text(rows, i, 2),
                                   db_get_text(rows, i, 3),
                                   db_get_text(rows, i, 4),
                                   db_get_text(rows, i, 5),
                                   db_get_text(rows, i, 6)};
            struct hash hash = audit_hash(before, parts, COUNT_OF(parts));
            hash_hex(&hash, hex);
            if (!*broken && (n != last + 1 || strcmp(hex, db_get_text(rows, i, 7)) != 0))
                *broken = n;
            memcpy(before, hex, sizeof before);
            last = n;
            ++*count;
        }
        if (db_count(rows) < PAGE) return true;
    }
}

bool studio_mail(struct studio_desk *desk, const char *to, const char *subject,
                 const char *body, struct error *err) {
    return db_run(
        desk->tx, NULL, err,
        "INSERT INTO mails (id, recipient, subject, body, created_at, next_at) VALUES "
        "($1, $2, $3, $4, $5, $5)",
        db_text(studio_new_id(desk)), db_text(to), db_text(subject), db_text(body),
        db_int(desk->now));
}
