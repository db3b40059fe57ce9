/* What serve, worker, admin and db share: the studio and its doors, as the settings name them.
 */
#ifndef CLI_STUDIO_H
#define CLI_STUDIO_H

#include "cache/cache.h"
#include "cli/options.h"
#include "storage/blob.h"
#include "studio/studio.h"

struct cli_studio {
    struct studio studio;
    struct cache *cache;
    struct blob_store *blobs;
    char *address, *blobs_url;
};
bool cli_studio_open(const struct settings *settings, struct cli_studio *studio,
                     struct error *err) MUST_USE;
void cli_studio_close(struct cli_studio *studio);

/* Runs `work` at a desk, in a transaction that writes. */
bool cli_studio_at_desk(struct cli_studio *studio,
                        bool (*work)(struct studio_desk *desk, void *data, struct error *err),
                        void *data, struct error *err) MUST_USE;

#endif
