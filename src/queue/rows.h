/* Inside the queue room: the rows of queue_items, whatever carries them. Each is one step of a
 * transaction. Times are milliseconds since 1970 UTC. */
#ifndef QUEUE_ROWS_H
#define QUEUE_ROWS_H

#include "queue/queue.h"

enum row_state { ROW_WAITING, ROW_RUNNING, ROW_DEAD, ROW_HANDED };

int64_t rows_now_ms(void);

bool rows_send(struct db_tx *tx, const struct queue_item *item, int64_t now_ms,
               struct error *err) MUST_USE;

/* Is there something to do for this offer: an item that could run, or a hold that ended? */
bool rows_any(struct db_tx *tx, const struct queue_offer *offer, int64_t now_ms, bool *any,
              struct error *err) MUST_USE;
/* Holds that ended: the item is dead after its last receive, and else waits again once it is
 * `grace_ms` late. */
bool rows_expire(struct db_tx *tx, int64_t now_ms, int64_t grace_ms,
                 struct error *err) MUST_USE;
/* The next item for this offer by fair_next, its row locked; "" when there is none. */
bool rows_next(struct db_tx *tx, const struct queue_offer *offer, int64_t now_ms,
               char id[static QUEUE_ID_SIZE], struct error *err) MUST_USE;
/* The item runs: it is held and told. *delivery NULL when it does not wait, nor is held beyond
 * its time. */
bool rows_take(struct db_tx *tx, const char *id, const struct queue_offer *offer,
               int64_t now_ms, struct queue_delivery **delivery, struct error *err) MUST_USE;
/* It is in the hands of SQS until `ends_ms`. */
bool rows_hand_over(struct db_tx *tx, const char *id, int64_t ends_ms,
                    struct error *err) MUST_USE;

/* PROBLEM_STALE when the lease is not the row's any more. */
bool rows_extend(struct db_tx *tx, const struct queue_delivery *delivery, int64_t ends_ms,
                 struct error *err) MUST_USE;
bool rows_done(struct db_tx *tx, const struct queue_delivery *delivery,
               struct error *err) MUST_USE;
/* Waits again from `ready_ms`, or is dead after QUEUE_RECEIVES. */
bool rows_fail(struct db_tx *tx, const struct queue_delivery *delivery, int64_t ready_ms,
               const char *reason, int64_t now_ms, bool *dead, struct error *err) MUST_USE;
/* Nobody received it: it waits again. */
bool rows_take_back(struct db_tx *tx, const char *id, struct error *err) MUST_USE;
bool rows_dead(struct db_tx *tx, const char *id, bool *dead, struct error *err) MUST_USE;
bool rows_there(struct db_tx *tx, const char *id, bool *there, struct error *err) MUST_USE;

#endif
