/* The queue door: work that is kept until it is done, and who does what next.
 *
 * An item is a row of the database, sent inside the caller's own transaction: a job and the
 * item that does it are both there or neither is. The back end says how workers come by them:
 * the database itself, or Amazon SQS, whose messages then carry the row's id and nothing else.
 *
 * Promises
 *  - An item is given to one worker at a time. Who does not extend the hold in time loses it,
 *    and another gets it: so work may happen twice, and its result has to be one that can.
 *  - After QUEUE_RECEIVES receives without queue_done an item is dead: it is given to nobody,
 *    and waits for an operator.
 *  - The order is that of fair.h: classes by weight and age, users by turns; nothing starves.
 *
 * The tables are made by the migration QUEUE_TABLES of queue/tables.h, which the owner of the
 * database takes into its list. */
#ifndef QUEUE_QUEUE_H
#define QUEUE_QUEUE_H

#include "base/cancel.h"
#include "base/memory.h"
#include "db/db.h"

enum {
    QUEUE_RECEIVES = 3,
    QUEUE_NAME_MAX = 100,        /* bytes of a kind, user, group or key */
    QUEUE_BODY_MAX = 192 * 1024, /* bytes */
    QUEUE_WAIT_MAX_MS = 20000,
    QUEUE_ID_SIZE = 33
};

enum queue_class { QUEUE_CRITICAL, QUEUE_HIGH, QUEUE_MEDIUM, QUEUE_LOW, QUEUE_CLASS_COUNT };
const char *queue_class_name(enum queue_class class); /* "critical" */

struct queue; /* use from any thread */

/* `url` is db: or sqs://NAME[?region=REGION][&endpoint=URL]. `db` is borrowed until
 * queue_close. */
bool queue_open(const char *url, struct db *db, struct queue **queue,
                struct error *err) MUST_USE;
void queue_close(struct queue *queue);             /* NULL is allowed */
const char *queue_kind(const struct queue *queue); /* "db" or "sqs" */
bool queue_ready(struct queue *queue, struct error *err) MUST_USE;

struct queue_item {
    const char *kind;  /* what is to be done: "part", "film", "mail"; a-z and - */
    const char *user;  /* whose it is; "" nobody's: not counted among users */
    const char *group; /* what it belongs to, to withdraw by; "" nothing */
    const char *key;   /* one item of a kind and key at a time; NULL: any number */
    enum queue_class class;
    int memory_mb, gpu_mb; /* what the work needs */
    int64_t rank;          /* lower first among a user's items of the same class */
    int64_t delay_ms;      /* given to nobody before */
    const void *body;      /* borrowed */
    size_t size;
};

/* Adds the item when `tx` is committed. With a key that is waiting or running it changes
 * nothing; with one that is dead, the item is alive again. */
bool queue_send(struct queue *queue, struct db_tx *tx, const struct queue_item *item,
                struct error *err) MUST_USE;
/* After the commit, so that those who wait look at once. Others look within a second. */
void queue_wake(struct queue *queue);
/* Takes away what waits or is dead of that group, as part of `tx`; what runs meets
 * PROBLEM_STALE when it extends or is done. */
bool queue_withdraw(struct queue *queue, struct db_tx *tx, const char *group,
                    struct error *err) MUST_USE;

/* What a worker can do. */
struct queue_offer {
    const char *kind;      /* of items wanted */
    const char *worker;    /* its name, for people */
    int memory_mb, gpu_mb; /* what it has: items that need more are left to others */
    int user_limit;        /* items of this kind running for one user at a time; 0: any */
    int64_t hold_ms;       /* how long the item is its own; extend before */
};

struct queue_delivery {
    char id[QUEUE_ID_SIZE], lease[QUEUE_ID_SIZE];
    const char *kind, *user, *group, *key; /* key may be NULL; all live as long as this */
    enum queue_class class;
    int receives;     /* 1 the first time */
    const char *body; /* NUL beyond its size */
    size_t size;
    struct arena *arena;
    char *receipt; /* the back end's */
};

/* Waits up to `wait_ms` (at most QUEUE_WAIT_MAX_MS) for an item; *delivery is NULL when none
 * came, or `cancel` was asked. */
bool queue_receive(struct queue *queue, const struct queue_offer *offer, int64_t wait_ms,
                   struct cancel *cancel, struct queue_delivery **delivery,
                   struct error *err) MUST_USE;
/* The heartbeat: another `hold_ms` from now. PROBLEM_STALE: it is no longer this worker's, or
 * was withdrawn; the work is to be given up. */
bool queue_extend(struct queue *queue, const struct queue_delivery *delivery, int64_t hold_ms,
                  struct error *err) MUST_USE;
/* It is done, with all that `tx` holds. PROBLEM_STALE as above: roll back. */
bool queue_done(struct queue *queue, struct db_tx *tx, const struct queue_delivery *delivery,
                struct error *err) MUST_USE;
/* It failed; it is tried again after `delay_ms`, or is dead when that was the last time. *dead
 * (may be NULL) says which. */
bool queue_fail(struct queue *queue, const struct queue_delivery *delivery, int64_t delay_ms,
                const char *reason, bool *dead, struct error *err) MUST_USE;
/* Lets go of what was received, in whatever way it ended; NULL is allowed. */
void queue_delivery_free(struct queue *queue, struct queue_delivery *delivery);

/* What of a group is not done yet, for whoever waits for it: items of that kind with their
 * keys, in the order of the keys. */
struct queue_member {
    const char *key, *reason; /* why it is dead */
    bool dead;
};
struct queue_members {
    struct arena *arena;
    struct queue_member *items;
    size_t count;
};
bool queue_members(struct queue *queue, const char *kind, const char *group,
                   struct queue_members *members, struct error *err) MUST_USE;
void queue_members_done(struct queue_members *members);

/* For the operator. */
struct queue_dead {
    const char *id, *kind, *user, *group, *reason;
    int64_t died_ms;
};
struct queue_dead_list {
    struct arena *arena;
    struct queue_dead *items;
    size_t count;
};
/* The oldest first, at most 1000. */
bool queue_dead(struct queue *queue, struct queue_dead_list *list, struct error *err) MUST_USE;
void queue_dead_done(struct queue_dead_list *list);
/* Gives one dead item (NULL: all) another QUEUE_RECEIVES receives. *count says how many. */
bool queue_redrive(struct queue *queue, const char *id, int64_t *count,
                   struct error *err) MUST_USE;

struct queue_counts {
    int64_t waiting[QUEUE_CLASS_COUNT], running, dead;
    int64_t oldest_ms; /* how long the oldest that could run has waited */
};
/* `kind` NULL: of all kinds. */
bool queue_count(struct queue *queue, const char *kind, struct queue_counts *counts,
                 struct error *err) MUST_USE;

#endif
