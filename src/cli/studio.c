#include "cli/studio.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

bool cli_studio_open(const struct settings *settings, struct cli_studio *out,
                     struct error *err) {
    struct cli_studio opened = {0};
    if (settings->address) {
        opened.address = xstrdup(settings->address);
    } else if (asprintf(&opened.address, "http://localhost:%lld", (long long)settings->port) <
               0) {
        die("out of memory");
    }
    if (settings->blobs) {
        opened.blobs_url = xstrdup(settings->blobs);
    } else if (asprintf(&opened.blobs_url, "file:%s/blobs", settings->data) < 0) {
        die("out of memory");
    }
    bool ok = studio_open(settings->data, settings->db, settings->queue, opened.address,
                          &opened.studio, err) &&
              cache_open(settings->cache ? settings->cache : "memory:", &opened.cache, err) &&
              blob_store_open(opened.blobs_url, &opened.blobs, err);
    opened.studio.production = settings->production;
    opened.studio.per_minute = settings->per_minute;
    if (ok) {
        *out = opened;
    } else {
        cli_studio_close(&opened);
    }
    return ok;
}

void cli_studio_close(struct cli_studio *studio) {
    blob_store_close(studio->blobs);
    cache_close(studio->cache);
    if (studio->studio.db) studio_close(&studio->studio);
    free(studio->address);
    free(studio->blobs_url);
}

struct visit {
    struct cli_studio *studio;
    bool (*work)(struct studio_desk *desk, void *data, struct error *err);
    void *data;
};

static bool visit_work(struct db_tx *tx, void *data, struct error *err) {
    struct visit *visit = data;
    struct arena *arena = arena_new();
    struct studio_desk desk = {
        .studio = &visit->studio->studio, .tx = tx, .arena = arena, .now = clock_now_ms()};
    bool ok = visit->work(&desk, visit->data, err);
    arena_free(arena);
    return ok;
}

bool cli_studio_at_desk(struct cli_studio *studio,
                        bool (*work)(struct studio_desk *desk, void *data, struct error *err),
                        void *data, struct error *err) {
    struct visit visit = {studio, work, data};
    return db_transact(studio->studio.db, DB_WRITE, visit_work, &visit, err);
}
