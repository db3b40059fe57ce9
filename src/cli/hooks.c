#include "cli/hooks.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

#include "base/cancel.h"
#include "base/clock.h"
#include "base/log.h"
#include "integrations/webhook.h"
#include "studio/webhooks.h"

enum { LOOK_MS = 500, PARALLEL_MAX = 10 };

struct cli_hooks {
    struct cli_studio *studio;
    struct http *http;
    bool anywhere;
    struct cancel cancel;
    pthread_t thread;
};

struct round { /* deliveries that are sent at once, each on a thread of its own */
    struct cli_hooks *hooks;
    struct arena *arena;
    struct webhook_parcel_list list;
};

struct sending {
    struct cli_hooks *hooks;
    const struct webhook_parcel *parcel;
    int status;
    struct error why;
};

static bool take_work(struct studio_desk *desk, void *data, struct error *err) {
    struct round *round = data;
    struct studio_desk kept = *desk;
    kept.arena = round->arena; /* outlives the transaction */
    return webhooks_take(&kept, &round->list, err);
}

static bool told_work(struct studio_desk *desk, void *data, struct error *err) {
    const struct sending *sending = data;
    const char *problem = sending->status ? NULL : sending->why.message;
    return webhooks_told(desk, sending->parcel->id, sending->status, problem, err);
}

static void *send_one(void *data) {
    struct sending *sending = data;
    const struct webhook_parcel *parcel = sending->parcel;
    struct cli_hooks *hooks = sending->hooks;
    struct error err = {0};
    struct webhook_message message = {.url = parcel->url,
                                      .id = parcel->id,
                                      .body = parcel->body,
                                      .secret = parcel->secret,
                                      .secret_size = WEBHOOK_SECRET_SIZE,
                                      .at_s = clock_now_ms() / 1000,
                                      .anywhere = hooks->anywhere,
                                      .cancel = &hooks->cancel};
    if (!webhook_send(hooks->http, &message, &sending->status, &sending->why) &&
        cancel_asked(&hooks->cancel))
        return NULL; /* it is taken up again */
    if (!cli_studio_at_desk(hooks->studio, told_work, sending, &err))
        log_write(LOG_WARNING, "webhook_not_noted", log_text("delivery", parcel->id),
                  log_text("message", err.message));
    return NULL;
}

/* *count says how many were sent. */
static bool send_round(struct cli_hooks *hooks, size_t *count, struct error *err) {
    struct round round = {.hooks = hooks, .arena = arena_new()};
    struct sending sendings[PARALLEL_MAX];
    pthread_t threads[PARALLEL_MAX];
    bool ok = cli_studio_at_desk(hooks->studio, take_work, &round, err);
    *count = ok ? round.list.count : 0;
    for (size_t i = 0; i < *count; i++) {
        sendings[i] = (struct sending){.hooks = hooks, .parcel = &round.list.items[i]};
        if (pthread_create(&threads[i], NULL, send_one, &sendings[i]) != 0)
            die("the system gives no more threads");
    }
    for (size_t i = 0; i < *count; i++) pthread_join(threads[i], NULL);
    arena_free(round.arena);
    return ok;
}

static void *run(void *data) {
    struct cli_hooks *hooks = data;
    while (!cancel_asked(&hooks->cancel)) {
        struct error err = {0};
        size_t count;
        if (!send_round(hooks, &count, &err))
            log_write(LOG_WARNING, "webhooks_unread", log_text("message", err.message));
        if (!count) nanosleep(&(struct timespec){.tv_nsec = LOOK_MS * 1000000L}, NULL);
    }
    return NULL;
}

struct cli_hooks *cli_hooks_start(struct cli_studio *studio, bool anywhere) {
    struct cli_hooks *hooks = xcalloc(1, sizeof *hooks);
    hooks->studio = studio;
    hooks->http = http_new();
    hooks->anywhere = anywhere;
    if (pthread_create(&hooks->thread, NULL, run, hooks) != 0)
        die("the system gives no more threads");
    return hooks;
}

void cli_hooks_stop(struct cli_hooks *hooks) {
    if (!hooks) return;
    atomic_store(&hooks->cancel.asked, true);
    pthread_join(hooks->thread, NULL);
    http_free(hooks->http);
    free(hooks);
}
