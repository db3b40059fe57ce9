/* Webhooks: a user's program is told when a film is made, or could not be.
 *
 * What is to be told is a row, written in the transaction in which it happens; another thread
 * sends it (`webhooks_take`, `webhooks_told`), and tries again with growing pauses until the
 * receiver answers 2xx. A delivery may arrive twice: its id stays the same. */
#ifndef STUDIO_WEBHOOKS_H
#define STUDIO_WEBHOOKS_H

#include "studio/jobs.h"

enum { WEBHOOKS_TRIES = 8, WEBHOOKS_MAX = 10, WEBHOOK_SECRET_SIZE = 24 };
#define WEBHOOK_EVENTS "video.completed|video.failed"

struct webhook {
    const char *id, *url, *events; /* events: with spaces between */
    const char *secret;            /* "whsec_...": only when just made */
    int64_t enabled, created_at;
};
struct webhook_list {
    struct webhook *items;
    size_t count;
};
/* PROBLEM_CONFLICT beyond WEBHOOKS_MAX. */
bool webhooks_new(struct studio_desk *desk, const char *url, const char *events,
                  struct webhook *webhook, struct error *err) MUST_USE;
bool webhooks_list(struct studio_desk *desk, struct webhook_list *list,
                   struct error *err) MUST_USE;
bool webhooks_get(struct studio_desk *desk, const char *id, struct webhook *webhook,
                  struct error *err) MUST_USE;
struct webhook_change {
    const char *url, *events; /* NULL: as it is */
    int64_t enabled;          /* INT64_MIN: as it is */
};
bool webhooks_change(struct studio_desk *desk, const char *id,
                     const struct webhook_change *change, struct webhook *webhook,
                     struct error *err) MUST_USE;
bool webhooks_delete(struct studio_desk *desk, const char *id, struct error *err) MUST_USE;

struct webhook_delivery {
    const char *id, *webhook_id, *event, *state,
        *problem; /* state: pending, delivered, failed */
    int64_t tries, status, created_at, next_at, ended_at; /* status: of the last answer, or 0 */
};
struct webhook_delivery_list {
    struct webhook_delivery *items;
    size_t count;
    int64_t total_count, page;
};
/* The newest first. They are kept for 30 days. */
bool webhooks_deliveries(struct studio_desk *desk, const char *id, int64_t page,
                         int64_t page_size, struct webhook_delivery_list *list,
                         struct error *err) MUST_USE;
/* Sends one anew, at once; a test is a delivery of its own (event "ping"). */
bool webhooks_again(struct studio_desk *desk, const char *id, const char *delivery_id,
                    struct webhook_delivery *delivery, struct error *err) MUST_USE;
bool webhooks_ping(struct studio_desk *desk, const char *id, struct webhook_delivery *delivery,
                   struct error *err) MUST_USE;

/* A job has ended: its owner's webhooks are to be told. */
bool webhooks_note(struct studio_desk *desk, const struct job *job, const char *status,
                   const char *problem, const char *message, struct error *err) MUST_USE;

/* For whoever sends. */
struct webhook_parcel {
    const char *id, *url, *body;
    unsigned char secret[WEBHOOK_SECRET_SIZE];
};
struct webhook_parcel_list {
    struct webhook_parcel *items;
    size_t count;
};
/* Up to ten whose time has come; nobody else gets them for a minute. */
bool webhooks_take(struct studio_desk *desk, struct webhook_parcel_list *list,
                   struct error *err) MUST_USE;
/* How it went: `status` of the answer, or 0 and why there is none. */
bool webhooks_told(struct studio_desk *desk, const char *id, int status, const char *problem,
                   struct error *err) MUST_USE;

#endif
