/* Inside the cache room: what commands and events of the Redis back end share. */
#ifndef CACHE_REDIS_H
#define CACHE_REDIS_H

#include <hiredis/hiredis.h>

#include "cache/backend.h"

enum { REDIS_WAIT_MS = 1000 }; /* for a connection, and for an answer */

struct redis_address {
    char *host, *user, *password; /* user and password may be NULL */
    int port, database;
};

/* Connected, signed in, database chosen. */
bool redis_connect(const struct redis_address *address, redisContext **context,
                   struct error *err) MUST_USE;
bool redis_unreachable(const redisContext *context, struct error *err); /* false */

/* redis_events.c: one connection and one thread for all subscriptions, made with the first. */
struct redis_events;
struct redis_events *redis_events_new(const struct redis_address *address);
void redis_events_free(struct redis_events *events);
bool redis_events_subscribe(struct redis_events *events,
                            struct cache_subscription *subscription,
                            struct error *err) MUST_USE;
void redis_events_unsubscribe(struct redis_events *events,
                              struct cache_subscription *subscription);

#endif
