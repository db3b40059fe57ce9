/* The queue's migration: the owner of the database takes {N, "queue", QUEUE_TABLES,
 * QUEUE_TABLES_BACK} into its list.
 *
 * queue_items.state: 0 waiting, 1 running, 2 dead, 3 handed to SQS and not yet received.
 * ends_at: when a running item's hold ends, or when one handed to SQS is taken back.
 * queue_turn has one row, locked by who counts a user's running items to add one. */
#ifndef QUEUE_TABLES_H
#define QUEUE_TABLES_H

#define QUEUE_TABLES                                                                          \
    "CREATE TABLE queue_items (id TEXT PRIMARY KEY, kind TEXT NOT NULL, user_id TEXT NOT "    \
    "NULL, group_id TEXT NOT NULL, item_key TEXT, class BIGINT NOT NULL, memory_mb BIGINT "   \
    "NOT NULL, gpu_mb BIGINT NOT NULL, item_rank BIGINT NOT NULL, ready_at BIGINT NOT NULL, " \
    "state BIGINT NOT NULL, receives BIGINT NOT NULL, lease TEXT, ends_at BIGINT NOT NULL, "  \
    "worker TEXT, reason TEXT, body BYTEA, UNIQUE (kind, item_key));"                         \
    "CREATE INDEX queue_items_waiting ON queue_items(kind, state, user_id, class, "           \
    "ready_at);"                                                                              \
    "CREATE INDEX queue_items_ends ON queue_items(state, ends_at);"                           \
    "CREATE INDEX queue_items_group ON queue_items(group_id);"                                \
    "CREATE TABLE queue_turn (id BIGINT PRIMARY KEY);"                                        \
    "INSERT INTO queue_turn (id) VALUES (1)"
#define QUEUE_TABLES_BACK "DROP TABLE queue_turn; DROP TABLE queue_items"

#endif
