/* The business around films: users, projects, credits, jobs, moderation. It knows the doors and
 * the production, and no HTTP.
 *
 * Everything is asked for at a desk: who asks, in which transaction, when, and the memory for
 * the answer. Text in answers lives in the desk's arena. */
#ifndef STUDIO_STUDIO_H
#define STUDIO_STUDIO_H

#include "base/encode.h"
#include "base/memory.h"
#include "db/db.h"
#include "queue/queue.h"

enum { STUDIO_KEY_SIZE = 32 };

struct studio {
    struct db *db;
    struct queue *queue;
    const char *folder;                    /* of all data; borrowed */
    const char *address;                   /* "http://localhost:8000": for links in mails */
    unsigned char secret[STUDIO_KEY_SIZE]; /* seals what is kept and signs links */
    bool production; /* the strict password rule, no development payment */
    bool per_minute; /* the price of a film by its length */
};

/* Who asks. Nobody: user_id is NULL. */
struct studio_who {
    const char *user_id, *session_id, *key_id, *email, *role, *tier, *scopes;
    int64_t verified, second_factor;
};

struct studio_desk {
    const struct studio *studio;
    struct db_tx *tx;
    struct arena *arena;
    struct studio_who who;
    int64_t now; /* milliseconds since 1970 UTC */
    const char *ip, *agent;
};

/* Makes or reads the folder, its secret (mode 0600) and the database, and brings that to the
 * newest version. `db_url` NULL: SQLite in the folder; `queue_url` NULL: in the database.
 * Strings are borrowed. */
bool studio_open(const char *folder, const char *db_url, const char *queue_url,
                 const char *address, struct studio *studio, struct error *err) MUST_USE;
void studio_close(struct studio *studio);

extern const struct db_migration studio_migrations[];
extern const size_t studio_migration_count;

/* A tier's bounds. Never NULL: an unknown name is free. */
struct studio_tier {
    const char *name, *watermark; /* NULL: no watermark */
    int monthly_credits;          /* -1: unlimited */
    int seconds, words, images, width, height, priority;
    bool versions;
};
const struct studio_tier *studio_tier(const char *name);

/* Text of a result, in the desk's arena; NULL stays NULL. */
char *studio_text(struct studio_desk *desk, const struct db_rows *rows, size_t row, int column);
/* A new id in the desk's arena. */
const char *studio_new_id(struct studio_desk *desk);

/* Secrets of others: tokens are 32 random bytes as base64url; kept is only their hash. */
const char *studio_new_token(struct studio_desk *desk);
const char *studio_token_hash(struct studio_desk *desk, const char *token);

/* Sealed with the studio's secret (XSalsa20-Poly1305), for what has to be read again. *sealed
 * is in the arena, 40 bytes longer. Opening fails with PROBLEM_DAMAGED. */
void studio_seal(struct studio_desk *desk, const void *bytes, size_t size, void **sealed,
                 size_t *sealed_size);
bool studio_unseal(struct studio_desk *desk, const void *sealed, size_t sealed_size,
                   void *bytes, size_t size, struct error *err) MUST_USE;

/* Adds to the audit log, which is a chain: each row holds the hash of the row before it. */
bool studio_audit(struct studio_desk *desk, const char *action, const char *kind,
                  const char *id, const char *details, struct error *err) MUST_USE;
/* *broken is the number of the first row that does not follow from the one before, 0 if all do.
 */
bool studio_audit_check(struct studio_desk *desk, int64_t *rows, int64_t *broken,
                        struct error *err) MUST_USE;

/* Puts a mail into the outbox of the database: it goes if and only if the transaction does. */
bool studio_mail(struct studio_desk *desk, const char *to, const char *subject,
                 const char *body, struct error *err) MUST_USE;

#endif
