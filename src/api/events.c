#include "api/events.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "api/shapes.h"
#include "api/websocket.h"
#include "base/clock.h"
#include "base/log.h"
#include "studio/jobs.h"

enum {
    LOOK_MS = 250,        /* how often to look when nobody wakes */
    KEEP_MS = 15000,      /* a comment this often, so that nobody in between cuts the line */
    OVERLAP_MS = 3000,    /* commits come a little out of order */
    PENDING_MAX = 262144, /* of a client that does not read: then it is cut */
    TABLE = 16384,
};

struct stream {
    struct stream *next; /* in its row of the table */
    struct api_events *events;
    struct MHD_Connection *connection;
    struct websocket *websocket; /* NULL: server-sent events */
    char job_id[ENCODE_ID_SIZE];
    int64_t last; /* number of the last event taken in */
    bool fresh;   /* has not been given what was there before it came */
    bool suspended, ended;
    struct buf pending;
    size_t sent;
};

/* One lock for all: what is done under it is short. */
struct api_events {
    struct api_server *server;
    pthread_mutex_t lock;
    pthread_cond_t woken;
    pthread_t thread;
    bool running, wake, closing;
    struct stream *rows[TABLE]; /* by job */
    size_t count, websockets;
};

static size_t row_of(const char *job_id) {
    uint64_t hash = 1469598103934665603U;
    for (; *job_id; job_id++) hash = (hash ^ (unsigned char)*job_id) * 1099511628211U;
    return hash % TABLE;
}

static void resume(struct stream *stream) {
    if (!stream->suspended) return;
    stream->suspended = false;
    MHD_resume_connection(stream->connection);
}

static bool is_last(const char *status) {
    return strcmp(status, "queued") != 0 && strcmp(status, "processing") != 0;
}

static void give(struct stream *stream, const struct job_event *event) {
    if (event->n <= stream->last || stream->ended) return;
    stream->last = event->n;
    if (stream->websocket) {
        struct buf message;
        buf_init(&message, PENDING_MAX);
        buf_text(&message, "{\"type\":\"job_update\",\"data\":");
        shapes_write_job_event(event, &message);
        buf_text(&message, "}");
        websocket_say(stream->websocket, message.bytes, message.size);
        buf_done(&message);
        stream->ended = is_last(event->status);
        if (stream->ended) websocket_end(stream->websocket);
        return;
    }
    buf_printf(&stream->pending, "id: %lld\nevent: job_update\ndata: ", (long long)event->n);
    shapes_write_job_event(event, &stream->pending);
    buf_text(&stream->pending, "\n\n");
    stream->ended = is_last(event->status) || stream->pending.failed;
    resume(stream);
}

static void give_all(struct api_events *events, const struct job_event_list *list) {
    for (size_t i = 0; i < list->count; i++)
        for (struct stream *stream = events->rows[row_of(list->items[i].job_id)]; stream;
             stream = stream->next)
            if (!stream->fresh && strcmp(stream->job_id, list->items[i].job_id) == 0)
                give(stream, &list->items[i]);
}

static bool welcome(struct api_events *events, struct studio_desk *desk, struct error *err) {
    for (size_t row = 0; row < TABLE; row++) {
        for (struct stream *stream = events->rows[row]; stream; stream = stream->next) {
            struct job_event_list list;
            if (!stream->fresh) continue;
            if (!jobs_events(desk, stream->job_id, stream->last, &list, err)) return false;
            stream->fresh = false;
            for (size_t i = 0; i < list.count; i++) give(stream, &list.items[i]);
        }
    }
    return true;
}

/* Under the lock. */
static void look(struct api_events *events, int64_t *since) {
    struct error err = {0};
    struct job_event_list list = {0};
    int64_t now = clock_now_ms();
    AUTO(db_rollback) struct db_tx *tx = NULL;
    if (!events->count) {
        *since = now;
        return;
    }
    struct arena *arena = arena_new();
    struct studio_desk desk = {
        .studio = events->server->settings.studio, .arena = arena, .now = now};
    bool ok = db_begin(desk.studio->db, DB_READ, &tx, &err);
    desk.tx = tx;
    ok = ok && welcome(events, &desk, &err) &&
         jobs_events_since(&desk, *since - OVERLAP_MS, &list, &err);
    if (ok) {
        give_all(events, &list);
        *since = now;
    } else {
        log_write(LOG_WARNING, "events_unread", log_text("message", err.message),
                  log_text("cause", err.cause));
    }
    arena_free(arena);
}

static void keep_alive(struct api_events *events) {
    for (size_t row = 0; row < TABLE; row++)
        for (struct stream *stream = events->rows[row]; stream; stream = stream->next)
            if (stream->websocket) {
                websocket_ping(stream->websocket);
            } else if (stream->suspended) {
                buf_text(&stream->pending, ": still here\n\n");
                resume(stream);
            }
}

/* Gives each WebSocket its turn; those that are over go. */
static void turn_websockets(struct api_events *events) {
    for (size_t row = 0; row < TABLE && events->websockets; row++)
        for (struct stream **at = &events->rows[row]; *at;) {
            struct stream *stream = *at;
            if (!stream->websocket || websocket_turn(stream->websocket)) {
                at = &stream->next;
                continue;
            }
            *at = stream->next;
            websocket_free(stream->websocket);
            free(stream);
            events->count--;
            events->websockets--;
            atomic_fetch_sub(&events->server->metrics.streams, 1);
        }
}

static void *run(void *data) {
    struct api_events *events = data;
    int64_t since = clock_now_ms(), kept = clock_steady_ms();
    pthread_mutex_lock(&events->lock);
    while (!events->closing) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += LOOK_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        while (!events->wake && !events->closing &&
               pthread_cond_timedwait(&events->woken, &events->lock, &until) != ETIMEDOUT) {
        }
        events->wake = false;
        look(events, &since);
        turn_websockets(events);
        if (clock_steady_ms() - kept > KEEP_MS) {
            kept = clock_steady_ms();
            keep_alive(events);
        }
    }
    turn_websockets(events); /* the goodbyes; then nothing may be left */
    for (size_t row = 0; row < TABLE; row++)
        for (struct stream **at = &events->rows[row]; *at;) {
            struct stream *stream = *at;
            if (!stream->websocket) {
                at = &stream->next;
                continue;
            }
            *at = stream->next;
            websocket_free(stream->websocket);
            free(stream);
        }
    pthread_mutex_unlock(&events->lock);
    return NULL;
}

bool api_events_open(struct api_server *server, struct api_events **out, struct error *err) {
    struct api_events *events = xcalloc(1, sizeof *events);
    events->server = server;
    pthread_condattr_t steady;
    pthread_condattr_init(&steady);
    pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
    pthread_mutex_init(&events->lock, NULL);
    pthread_cond_init(&events->woken, &steady);
    pthread_condattr_destroy(&steady);
    events->running = pthread_create(&events->thread, NULL, run, events) == 0;
    *out = events;
    return events->running ||
           error_set(err, PROBLEM_TEMPORARY, "The system gives no more threads.");
}

void api_events_wake(struct api_events *events) {
    pthread_mutex_lock(&events->lock);
    events->wake = true;
    pthread_cond_signal(&events->woken);
    pthread_mutex_unlock(&events->lock);
}

void api_events_end(struct api_events *events) {
    if (!events || !events->running) return;
    pthread_mutex_lock(&events->lock);
    events->closing = true;
    for (size_t row = 0; row < TABLE; row++)
        for (struct stream *stream = events->rows[row]; stream; stream = stream->next) {
            stream->ended = true;
            if (stream->websocket) websocket_end(stream->websocket);
            resume(stream);
        }
    pthread_cond_signal(&events->woken);
    pthread_mutex_unlock(&events->lock);
    pthread_join(events->thread, NULL);
    events->running = false;
}

void api_events_close(struct api_events *events) {
    if (!events) return;
    api_events_end(events);
    pthread_cond_destroy(&events->woken);
    pthread_mutex_destroy(&events->lock);
    free(events);
}

static ssize_t read_stream(void *data, uint64_t position, char *to, size_t most) {
    struct stream *stream = data;
    struct api_events *events = stream->events;
    (void)position;
    pthread_mutex_lock(&events->lock);
    size_t left = stream->pending.size - stream->sent;
    ssize_t result = 0;
    if (left) {
        size_t size = left < most ? left : most;
        memcpy(to, stream->pending.bytes + stream->sent, size);
        stream->sent += size;
        if (stream->sent == stream->pending.size) {
            buf_done(&stream->pending);
            stream->sent = 0;
        }
        result = (ssize_t)size;
    } else if (stream->ended || events->closing) {
        result = MHD_CONTENT_READER_END_OF_STREAM;
    } else {
        stream->suspended = true;
        MHD_suspend_connection(stream->connection);
    }
    pthread_mutex_unlock(&events->lock);
    return result;
}

static void free_stream(void *data) {
    struct stream *stream = data;
    struct api_events *events = stream->events;
    pthread_mutex_lock(&events->lock);
    struct stream **at = &events->rows[row_of(stream->job_id)];
    while (*at != stream) at = &(*at)->next;
    *at = stream->next;
    events->count--;
    pthread_mutex_unlock(&events->lock);
    atomic_fetch_sub(&events->server->metrics.streams, 1);
    buf_done(&stream->pending);
    free(stream);
}

static void add_stream(struct api_events *events, struct stream *stream) {
    size_t row = row_of(stream->job_id);
    stream->next = events->rows[row];
    events->rows[row] = stream;
    events->count++;
    events->wake = true;
    pthread_cond_signal(&events->woken);
    atomic_fetch_add(&events->server->metrics.streams, 1);
}

static struct stream *new_stream(struct api_events *events, const struct call *call) {
    struct stream *stream = xcalloc(1, sizeof *stream);
    stream->events = events;
    stream->connection = call->connection;
    snprintf(stream->job_id, sizeof stream->job_id, "%s", call->stream->job_id);
    stream->last = call->stream->after;
    stream->fresh = true;
    buf_init(&stream->pending, PENDING_MAX);
    return stream;
}

/* Called by libmicrohttpd once the answer 101 is out; the socket is ours from here. */
static void on_upgrade(void *data, struct MHD_Connection *connection, void *request,
                       const char *bytes, size_t size, MHD_socket socket,
                       struct MHD_UpgradeResponseHandle *handle) {
    struct stream *stream = data;
    struct api_events *events = stream->events;
    (void)connection;
    (void)request;
    pthread_mutex_lock(&events->lock);
    stream->websocket = websocket_new(socket, handle, bytes, size);
    if (events->closing) {
        websocket_end(stream->websocket);
        websocket_free(stream->websocket);
        free(stream);
    } else {
        events->websockets++;
        add_stream(events, stream);
    }
    pthread_mutex_unlock(&events->lock);
}

struct MHD_Response *api_events_response(struct api_events *events, struct call *call) {
    enum { BLOCK = 2048 };
    struct stream *stream = new_stream(events, call);
    if (call->stream->websocket) return MHD_create_response_for_upgrade(on_upgrade, stream);
    buf_text(&stream->pending, "retry: 2000\n\n");
    pthread_mutex_lock(&events->lock);
    add_stream(events, stream);
    pthread_mutex_unlock(&events->lock);
    call->type = "text/event-stream";
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, read_stream, stream,
                                             free_stream);
}
