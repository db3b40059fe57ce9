/* film clean: the work folder without what nobody used for long. */
#include <inttypes.h>
#include <stdio.h>

#include "cli/commands.h"
#include "storage/storage.h"

int cli_clean(const struct settings *settings, struct cancel *cancel) {
    (void)cancel;
    struct error err;
    struct storage *storage;
    struct storage_swept swept;
    if (!storage_open(settings->work, &storage, &err)) return cli_fail(&err, settings->json);
    bool ok = storage_sweep(storage, settings->days * 86400 - 1, &swept, &err);
    storage_close(storage);
    if (!ok) return cli_fail(&err, settings->json);
    if (settings->json) {
        json_t *told =
            json_pack("{s:I, s:I, s:I, s:I}", "removed", (json_int_t)swept.objects,
                      "freed_bytes", (json_int_t)swept.freed, "kept", (json_int_t)swept.kept,
                      "kept_bytes", (json_int_t)swept.kept_size);
        json_dumpf(told, stdout, JSON_COMPACT);
        json_decref(told);
        putchar('\n');
    } else {
        printf("%s: %" PRId64 " parts taken away (%.1f MB), %" PRId64 " kept (%.1f MB)\n",
               settings->work, swept.objects, (double)swept.freed / 1e6, swept.kept,
               (double)swept.kept_size / 1e6);
    }
    return 0;
}
