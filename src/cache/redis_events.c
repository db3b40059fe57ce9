/* Subscriptions to Redis: one connection, read by one thread, which comes back by itself when
 * it is lost and subscribes anew.
 *
 * Invariants, under `lock`
 *  - A channel is in the list while somebody wants it or the server has not yet confirmed that
 *    it is left. The server is told to subscribe only in CHANNEL_OUT and to leave only in
 *    CHANNEL_IN, so that no more than one answer is under way for a channel.
 *  - Subscribers are called with the lock held: that is cache_unsubscribe's promise. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "cache/redis.h"

enum { PAUSE_FIRST_MS = 50, PAUSE_LAST_MS = 2000, SILENCE_MS = 5000, SUBSCRIBE_WAIT_S = 2 };
enum channel_state { CHANNEL_OUT, CHANNEL_ASKED, CHANNEL_IN, CHANNEL_LEAVING };

struct channel {
    char *name;
    enum channel_state state;
    bool heard_before; /* it was in, on a connection that is lost */
    struct cache_subscription *subscriptions;
    struct channel *next;
};

struct redis_events {
    const struct redis_address *address;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t thread;
    bool started, stopping;
    int wake; /* eventfd */
    struct channel *channels;
};

struct redis_events *redis_events_new(const struct redis_address *address) {
    struct redis_events *events = xcalloc(1, sizeof *events);
    events->address = address;
    events->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (events->wake < 0) die("no file descriptor is left");
    pthread_mutex_init(&events->lock, NULL);
    pthread_cond_init(&events->changed, NULL);
    return events;
}

static void wake(struct redis_events *events) {
    uint64_t one = 1;
    if (write(events->wake, &one, sizeof one) < 0) return; /* full: it is awake already */
}

void redis_events_free(struct redis_events *events) {
    if (!events) return;
    pthread_mutex_lock(&events->lock);
    events->stopping = true;
    pthread_mutex_unlock(&events->lock);
    wake(events);
    if (events->started) pthread_join(events->thread, NULL);
    while (events->channels) {
        struct channel *channel = events->channels;
        if (channel->subscriptions) die("the cache is closed with a subscription left");
        events->channels = channel->next;
        free(channel->name);
        free(channel);
    }
    close(events->wake);
    pthread_cond_destroy(&events->changed);
    pthread_mutex_destroy(&events->lock);
    free(events);
}

static struct channel *find(struct redis_events *events, const char *name, size_t size) {
    struct channel *channel = events->channels;
    while (channel && (strlen(channel->name) != size || memcmp(channel->name, name, size) != 0))
        channel = channel->next;
    return channel;
}

static void drop_unwanted(struct redis_events *events) {
    for (struct channel **at = &events->channels; *at;) {
        struct channel *channel = *at;
        if (channel->subscriptions || channel->state != CHANNEL_OUT) {
            at = &channel->next;
            continue;
        }
        *at = channel->next;
        free(channel->name);
        free(channel);
    }
}

/* Tells the server what changed; with the lock. */
static void append_changes(struct redis_events *events, redisContext *context) {
    for (struct channel *channel = events->channels; channel; channel = channel->next) {
        const char *words[] = {"SUBSCRIBE", channel->name};
        if (channel->subscriptions && channel->state == CHANNEL_OUT) {
            channel->state = CHANNEL_ASKED;
        } else if (!channel->subscriptions && channel->state == CHANNEL_IN) {
            channel->state = CHANNEL_LEAVING;
            words[0] = "UNSUBSCRIBE";
        } else {
            continue;
        }
        redisAppendCommandArgv(context, 2, words, NULL);
    }
}

static void tell(const struct channel *channel, const void *bytes, size_t size) {
    struct cache_subscription *at = channel->subscriptions;
    for (; at; at = at->next) at->heard(at->data, channel->name, bytes, size);
}

static bool is(const redisReply *reply, const char *word) {
    return reply->type == REDIS_REPLY_STRING && strcmp(reply->str, word) == 0;
}

/* With the lock. */
static void take_reply(struct redis_events *events, const redisReply *reply) {
    if (reply->type != REDIS_REPLY_ARRAY || reply->elements != 3 ||
        reply->element[1]->type != REDIS_REPLY_STRING)
        return;
    struct channel *channel =
        find(events, reply->element[1]->str, (size_t)reply->element[1]->len);
    if (!channel) return;
    if (is(reply->element[0], "message")) {
        tell(channel, reply->element[2]->str, (size_t)reply->element[2]->len);
    } else if (is(reply->element[0], "subscribe")) {
        channel->state = CHANNEL_IN;
        if (channel->heard_before) tell(channel, NULL, 0);
        channel->heard_before = true;
        pthread_cond_broadcast(&events->changed);
    } else if (is(reply->element[0], "unsubscribe")) {
        channel->state = CHANNEL_OUT;
    }
}

static bool flush(redisContext *context) {
    int done = 0;
    while (!done)
        if (redisBufferWrite(context, &done) != REDIS_OK) return false;
    return true;
}

static bool read_replies(struct redis_events *events, redisContext *context) {
    if (redisBufferRead(context) != REDIS_OK) return false;
    for (;;) {
        void *reply = NULL;
        if (redisGetReplyFromReader(context, &reply) != REDIS_OK) return false;
        if (!reply) return true;
        pthread_mutex_lock(&events->lock);
        take_reply(events, reply);
        pthread_mutex_unlock(&events->lock);
        freeReplyObject(reply);
    }
}

static void clear_wake(struct redis_events *events) {
    uint64_t count;
    if (read(events->wake, &count, sizeof count) < 0) return; /* nobody woke */
}

/* Until the connection is lost or the cache is closed. */
static void listen_on(struct redis_events *events, redisContext *context) {
    bool asked = false; /* for a sign of life */
    for (;;) {
        pthread_mutex_lock(&events->lock);
        bool stop = events->stopping;
        append_changes(events, context);
        drop_unwanted(events);
        pthread_mutex_unlock(&events->lock);
        if (stop || !flush(context)) return;
        struct pollfd ends[] = {{.fd = context->fd, .events = POLLIN},
                                {.fd = events->wake, .events = POLLIN}};
        int count = poll(ends, 2, SILENCE_MS);
        if (count < 0 && errno != EINTR) return;
        if (count == 0 && asked) return;
        if (count == 0) redisAppendCommand(context, "PING");
        asked = count == 0;
        if (count > 0 && ends[1].revents) clear_wake(events);
        if (count > 0 && ends[0].revents && !read_replies(events, context)) return;
    }
}

static void *run(void *data) {
    struct redis_events *events = data;
    int pause_ms = PAUSE_FIRST_MS;
    for (;;) {
        redisContext *context;
        struct error why;
        if (redis_connect(events->address, &context, &why)) {
            pause_ms = PAUSE_FIRST_MS;
            listen_on(events, context);
            redisFree(context);
        }
        pthread_mutex_lock(&events->lock);
        bool stop = events->stopping;
        for (struct channel *at = events->channels; at; at = at->next) at->state = CHANNEL_OUT;
        drop_unwanted(events);
        pthread_mutex_unlock(&events->lock);
        if (stop) return NULL;
        struct pollfd woken = {.fd = events->wake, .events = POLLIN};
        if (poll(&woken, 1, pause_ms) > 0) clear_wake(events);
        pause_ms = pause_ms * 2 < PAUSE_LAST_MS ? pause_ms * 2 : PAUSE_LAST_MS;
    }
}

static void remove_from(struct channel *channel, struct cache_subscription *subscription) {
    struct cache_subscription **at = &channel->subscriptions;
    while (*at != subscription) at = &(*at)->next;
    *at = subscription->next;
}

bool redis_events_subscribe(struct redis_events *events,
                            struct cache_subscription *subscription, struct error *err) {
    const char *name = subscription->channel;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += SUBSCRIBE_WAIT_S;
    pthread_mutex_lock(&events->lock);
    if (!events->started)
        events->started = pthread_create(&events->thread, NULL, run, events) == 0;
    struct channel *channel = find(events, name, strlen(name));
    if (!channel) {
        channel = xcalloc(1, sizeof *channel);
        channel->name = xstrdup(name);
        channel->next = events->channels;
        events->channels = channel;
    }
    subscription->next = channel->subscriptions;
    channel->subscriptions = subscription;
    wake(events);
    bool waits = true;
    while (channel->state != CHANNEL_IN && waits)
        waits = pthread_cond_timedwait(&events->changed, &events->lock, &until) == 0;
    bool in = channel->state == CHANNEL_IN;
    if (!in) remove_from(channel, subscription);
    pthread_mutex_unlock(&events->lock);
    if (in) return true;
    error_set(err, PROBLEM_TEMPORARY, "The cache cannot be reached; try again.");
    return error_cause(err, "redis: no subscription within %d s", SUBSCRIBE_WAIT_S);
}

void redis_events_unsubscribe(struct redis_events *events,
                              struct cache_subscription *subscription) {
    pthread_mutex_lock(&events->lock);
    struct channel *channel =
        find(events, subscription->channel, strlen(subscription->channel));
    if (channel) remove_from(channel, subscription);
    pthread_mutex_unlock(&events->lock);
    wake(events);
}
