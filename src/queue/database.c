/* Items straight from the database. Whoever waits looks once in a while, by reading only, so
 * that an idle queue costs no write; queue.c wakes those of its own process. */
#include "queue/backend.h"
#include "queue/rows.h"

struct transport {
    struct db *db;
};

static bool open_transport(const char *url, struct db *db, void **out, struct error *err) {
    (void)url;
    (void)err;
    struct transport *transport = xcalloc(1, sizeof *transport);
    transport->db = db;
    *out = transport;
    return true;
}

static void close_transport(void *transport) {
    free(transport);
}

struct receiving {
    const struct queue_offer *offer;
    struct queue_delivery *delivery;
    bool any;
};

static bool look(struct db_tx *tx, void *data, struct error *err) {
    struct receiving *receiving = data;
    return rows_any(tx, receiving->offer, rows_now_ms(), &receiving->any, err);
}

static bool take(struct db_tx *tx, void *data, struct error *err) {
    struct receiving *receiving = data;
    int64_t now = rows_now_ms();
    char id[QUEUE_ID_SIZE];
    queue_delivery_free(NULL, receiving->delivery); /* of a try that was rolled back */
    receiving->delivery = NULL;
    return rows_expire(tx, now, 0, err) && rows_next(tx, receiving->offer, now, id, err) &&
           (!id[0] || rows_take(tx, id, receiving->offer, now, &receiving->delivery, err));
}

static bool ready(void *data, struct error *err) {
    struct transport *transport = data;
    static const struct queue_offer nothing = {.kind = ""};
    struct receiving receiving = {.offer = &nothing};
    return db_transact(transport->db, DB_READ, look, &receiving, err);
}

static bool receive(void *data, const struct queue_offer *offer, int64_t wait_ms,
                    struct queue_delivery **delivery, struct error *err) {
    (void)wait_ms;
    struct transport *transport = data;
    struct receiving receiving = {.offer = offer};
    *delivery = NULL;
    if (!db_transact(transport->db, DB_READ, look, &receiving, err)) return false;
    if (!receiving.any) return true;
    if (!db_transact(transport->db, DB_WRITE, take, &receiving, err)) {
        queue_delivery_free(NULL, receiving.delivery);
        return false;
    }
    *delivery = receiving.delivery;
    return true;
}

static bool extend(void *transport, const struct queue_delivery *delivery, int64_t hold_ms,
                   struct error *err) {
    (void)transport;
    (void)delivery;
    (void)hold_ms;
    (void)err;
    return true;
}

static void failed(void *transport, const struct queue_delivery *delivery, bool dead) {
    (void)transport;
    (void)delivery;
    (void)dead;
}

static void end(void *transport, struct queue_delivery *delivery) {
    (void)transport;
    (void)delivery;
}

static bool redriven(void *transport, struct error *err) {
    (void)transport;
    (void)err;
    return true;
}

const struct queue_backend queue_database = {
    .scheme = "db",
    .open = open_transport,
    .close = close_transport,
    .ready = ready,
    .receive = receive,
    .extend = extend,
    .failed = failed,
    .end = end,
    .redriven = redriven,
};
