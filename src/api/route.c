#include "api/route.h"

#include <string.h>

const struct route_table *const route_tables[] = {
    &route_sign_in,       &route_providers, &route_password, &route_users,   &route_privacy,
    &route_organizations, &route_webhooks,  &route_projects, &route_reading, &route_scripts,
    &route_assets,        &route_guests,    &route_jobs,     &route_credits, &route_moderation,
    &route_graphql,       &route_admin,     &route_contact,  &route_system,  NULL};

/* Does the path fit the template? Parts of the path are letters, digits and -._~ only. */
static bool fits(const char *template, const char *path, struct arena *arena,
                 const char *values[CALL_VALUES]) {
    int count = 0;
    while (*template && *path) {
        if (*template == '{') {
            /* {key*} takes the rest, slashes too. */
            bool rest = strcmp(template + strcspn(template, "*}"), "*}") == 0;
            size_t length = rest ? strlen(path) : strcspn(path, "/");
            if (rest) {
                values[count++] = arena_copy(arena, path, length);
                return length > 0;
            }
            if (!length || length > 200 || count == CALL_VALUES ||
                strspn(path,
                       "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~") <
                    length)
                return false;
            values[count++] = arena_copy(arena, path, length);
            path += length;
            template += strcspn(template, "}") + 1;
        } else if (*template ++ != *path++) {
            return false;
        }
    }
    return !*template && !*path;
}

const struct route *route_find(const char *method, const char *path, struct arena *arena,
                               const char *values[CALL_VALUES], const char **allowed) {
    const char *wanted = strcmp(method, "HEAD") == 0 ? "GET" : method;
    const char *methods = "";
    for (const struct route_table *const *table = route_tables; *table; table++) {
        for (size_t i = 0; i < (*table)->count; i++) {
            const struct route *route = &(*table)->routes[i];
            if (!fits(route->path, path, arena, values)) continue;
            if (strcmp(route->method, wanted) == 0) return route;
            methods =
                arena_printf(arena, "%s%s%s", methods, *methods ? ", " : "", route->method);
        }
    }
    *allowed = methods;
    return NULL;
}
