/* Rate limits: counters in windows, in the cache, so that all servers count together. When the
 * cache is away nothing is limited: better than nobody served. */
#include <stdio.h>
#include <string.h>

#include "api/inside.h"

struct limit {
    const char *name, *subject; /* subject NULL: does not apply */
    int64_t most, window_ms;
};

static bool check(struct call *call, const struct limit *limit, struct error *err) {
    enum { MINUTE_MS = 60000 };
    char key[CACHE_KEY_MAX];
    int64_t value = 0, left_ms = 0, most = limit->most * call->server->settings.limits;
    struct error away = {0};
    if (!limit->subject) return true;
    snprintf(key, sizeof key, "rate:%s:%.300s", limit->name, limit->subject);
    if (!cache_count(call->server->settings.cache, key, 1, limit->window_ms, &value, &left_ms,
                     &away))
        return true;
    if (value <= most) return true;
    int64_t seconds = (left_ms + 999) / 1000;
    call_add_header(call, "Retry-After", "%lld", (long long)(seconds < 1 ? 1 : seconds));
    return error_set(
        err, PROBLEM_RATE,
        "Asked too often: %lld times in %lld minutes at most. Try again in %lld seconds.",
        (long long)most, (long long)(limit->window_ms / MINUTE_MS), (long long)seconds);
}

bool api_rate_check(struct call *call, struct error *err) {
    const struct studio_who *who = &call->desk.who;
    enum rate rate = call->route->rate;
    if (rate == RATE_NONE) return true;
    const struct limit limits[] = {
        {"auth", rate == RATE_AUTH ? call->desk.ip : NULL, 5, 15 * 60 * 1000},
        {"films", rate == RATE_FILMS ? who->user_id : NULL, 10, 3600 * 1000},
        {"letters", rate == RATE_LETTERS ? call->desk.ip : NULL, 5, 3600 * 1000},
        {"key", who->key_id, 1000, 3600 * 1000},
        {"user", who->key_id ? NULL : who->user_id, 100, 60 * 1000},
        {"ip", call->desk.ip, 2000, 5 * 60 * 1000},
    };
    for (size_t i = 0; i < COUNT_OF(limits); i++)
        if (!check(call, &limits[i], err)) return false;
    return true;
}
