/* One film for whose parts a crew is asked. */
#include <stdio.h>
#include <string.h>

#include "production/crew.h"
#include "production/film.h"

enum { SEND_MAX = 500, ORDER_MAX = 1 << 30 };

struct crew_film {
    struct production *production;
    struct crew_orders orders;
    struct hash order; /* the name of the film's order among the parts */
    char group[QUEUE_NAME_MAX + 1];
};

bool production_brief_crew(struct production *p, struct error *err) {
    if (!p->order.crew) return true;
    struct buf order;
    buf_init(&order, ORDER_MAX);
    bool ok = true;
    if (crew_order_write(&p->order, &order)) {
        struct crew_film *film = xcalloc(1, sizeof *film);
        film->production = p;
        film->orders = *p->order.crew;
        film->order = hash_of(order.bytes, order.size);
        snprintf(film->group, sizeof film->group, CREW_GROUP, film->orders.film);
        p->crew = film;
        ok = buf_ok(&order, err) &&
             storage_put(p->storage, &film->order, order.bytes, order.size, err);
    }
    buf_done(&order);
    return ok;
}

void production_free_crew(struct production *p) {
    free(p->crew);
    p->crew = NULL;
}

/* What a part takes beside what every worker does, roughly, from above. */
static int memory_of(const struct production *p, enum stage stage) {
    double pixels = (double)p->order.width * p->order.height / (1920.0 * 1080.0);
    return stage == STAGE_PICTURE ? 300 + (int)(500 * pixels) : 300;
}

struct sending {
    struct crew_film *film;
    const struct graph_node *const *nodes;
    const int64_t *ranks;
    size_t count;
};

static bool send_all(struct db_tx *tx, void *data, struct error *err) {
    const struct sending *sending = data;
    const struct crew_film *film = sending->film;
    for (size_t i = 0; i < sending->count; i++) {
        char key[HASH_HEX_SIZE];
        unsigned char body[2 * HASH_SIZE];
        hash_hex(&sending->nodes[i]->name, key);
        memcpy(body, film->order.bytes, HASH_SIZE);
        memcpy(body + HASH_SIZE, sending->nodes[i]->name.bytes, HASH_SIZE);
        struct queue_item item = {
            .kind = CREW_KIND,
            .user = film->orders.user,
            .group = film->group,
            .key = key,
            .class = film->orders.class,
            .memory_mb = memory_of(film->production, sending->nodes[i]->stage),
            .rank = sending->ranks ? sending->ranks[i] : 0,
            .body = body,
            .size = sizeof body,
        };
        if (!queue_send(film->orders.queue, tx, &item, err)) return false;
    }
    return true;
}

static bool ask(void *data, const struct graph_node *const *nodes, const int64_t *ranks,
                size_t count, struct error *err) {
    struct crew_film *film = data;
    for (size_t at = 0; at < count; at += SEND_MAX) {
        struct sending sending = {film, nodes + at, ranks ? ranks + at : NULL,
                                  count - at < SEND_MAX ? count - at : SEND_MAX};
        if (!db_transact(film->orders.db, DB_WRITE, send_all, &sending, err)) return false;
    }
    queue_wake(film->orders.queue);
    return true;
}

static int by_key(const void *key, const void *member) {
    return strcmp(key, ((const struct queue_member *)member)->key);
}

/* An item that is gone is done, unless its part is not there: then it is another film's that
 * was given up, or was withdrawn by an operator, and is asked for anew. */
static bool stand_of(struct crew_film *film, const struct graph_node *node,
                     const struct queue_members *members, enum graph_asked *stand,
                     struct error *err) {
    char key[HASH_HEX_SIZE];
    bool found;
    hash_hex(&node->name, key);
    const struct queue_member *member =
        members->count
            ? bsearch(key, members->items, members->count, sizeof *members->items, by_key)
            : NULL;
    *stand = GRAPH_ASKED;
    if (member && member->dead) {
        *stand = GRAPH_FAILED;
        error_set(err, PROBLEM_TEMPORARY, "A part of the film cannot be made: %s",
                  member->reason);
        return true;
    }
    if (member) return true;
    if (!storage_check(film->production->storage, &node->name, &found, err)) return false;
    if (found) *stand = GRAPH_FINISHED;
    return found || ask(film, &node, NULL, 1, err);
}

static bool look(void *data, const struct graph_node *const *nodes, size_t count,
                 enum graph_asked *stand, struct error *err) {
    struct crew_film *film = data;
    struct queue_members members;
    if (!queue_members(film->orders.queue, CREW_KIND, film->group, &members, err)) return false;
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++)
        ok = stand_of(film, nodes[i], &members, &stand[i], err);
    queue_members_done(&members);
    return ok;
}

static bool withdraw(struct db_tx *tx, void *data, struct error *err) {
    const struct crew_film *film = data;
    return queue_withdraw(film->orders.queue, tx, film->group, err);
}

/* What is left over when this fails is made in vain, and kept for the next try. */
static void end(void *data) {
    struct crew_film *film = data;
    struct error ignored;
    if (!db_transact(film->orders.db, DB_WRITE, withdraw, film, &ignored)) return;
}

void production_set_crew(struct production *p, struct graph *graph) {
    if (!p->crew) return;
    graph_set_crew(graph, &(struct graph_crew){ask, look, end, p->crew});
}
