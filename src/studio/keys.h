/* API keys: for programs of a user. The key itself is shown once; kept is its hash. */
#ifndef STUDIO_KEYS_H
#define STUDIO_KEYS_H

#include "studio/studio.h"

struct api_key {
    const char *id, *name, *prefix, *scopes;
    const char *key; /* only when just made */
    int64_t created_at, expires_at, last_used_at;
};
struct api_key_list {
    struct api_key *items;
    size_t count;
};
/* `scopes` is "read" or "read write". Valid for 180 days; at most 20 of one user. */
bool keys_new(struct studio_desk *desk, const char *name, const char *scopes,
              struct api_key *key, struct error *err) MUST_USE;
bool keys_list(struct studio_desk *desk, struct api_key_list *list, struct error *err) MUST_USE;
bool keys_revoke(struct studio_desk *desk, const char *id, struct error *err) MUST_USE;

#endif
