#include "studio/keys.h"

#include <string.h>

enum { KEYS_MAX = 20 };
static const int64_t life_ms = 180LL * 24 * 3600 * 1000;

bool keys_new(struct studio_desk *desk, const char *name, const char *scopes,
              struct api_key *key, struct error *err) {
    struct api_key_list list = {0};
    if (!keys_list(desk, &list, err)) return false;
    if (list.count >= KEYS_MAX)
        return error_set(err, PROBLEM_CONFLICT, "There are %d keys; revoke one first.",
                         KEYS_MAX);
    *key = (struct api_key){.id = studio_new_id(desk),
                            .name = name,
                            .scopes = scopes,
                            .key = arena_printf(desk->arena, "aifilm_%s_%s",
                                                desk->studio->production ? "prod" : "dev",
                                                studio_new_token(desk)),
                            .created_at = desk->now,
                            .expires_at = desk->now + life_ms};
    key->prefix = arena_printf(desk->arena, "%.18s", key->key);
    return db_run(desk->tx, NULL, err,
                  "INSERT INTO api_keys (id, user_id, name, hash, prefix, scopes, created_at, "
                  "expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                  db_text(key->id), db_text(desk->who.user_id), db_text(name),
                  db_text(studio_token_hash(desk, key->key)), db_text(key->prefix),
                  db_text(scopes), db_int(desk->now), db_int(key->expires_at)) &&
           studio_audit(desk, "key.made", "key", key->id, scopes, err);
}

bool keys_list(struct studio_desk *desk, struct api_key_list *list, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT id, name, prefix, scopes, created_at, expires_at, last_used_at FROM "
                  "api_keys WHERE user_id = $1 AND revoked_at IS NULL ORDER BY created_at, id",
                  db_text(desk->who.user_id)))
        return false;
    list->count = db_count(rows);
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = (struct api_key){.id = studio_text(desk, rows, i, 0),
                                          .name = studio_text(desk, rows, i, 1),
                                          .prefix = studio_text(desk, rows, i, 2),
                                          .scopes = studio_text(desk, rows, i, 3),
                                          .created_at = db_get_int(rows, i, 4),
                                          .expires_at = db_get_int(rows, i, 5),
                                          .last_used_at = db_get_int(rows, i, 6)};
    return true;
}

bool keys_revoke(struct studio_desk *desk, const char *id, struct error *err) {
    int64_t changed;
    if (!db_run(
            desk->tx, &changed, err,
            "UPDATE api_keys SET revoked_at = $1 WHERE id = $2 AND user_id = $3 AND revoked_at "
            "IS NULL",
            db_int(desk->now), db_text(id), db_text(desk->who.user_id)))
        return false;
    return changed ? studio_audit(desk, "key.revoked", "key", id, NULL, err)
                   : error_set(err, PROBLEM_NOT_FOUND, "There is no such key.");
}
