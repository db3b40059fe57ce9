/* A studio in a new folder, for each test; its clock is the test's. */
#ifndef TEST_STUDIO_DESK_H
#define TEST_STUDIO_DESK_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "studio/users.h"

static char folder[64];
static struct studio studio;
static struct error err;
static int64_t now_ms;

#define must(call)                                                \
    do {                                                          \
        if (!(call)) fail_msg("%s (%s)", err.message, err.cause); \
    } while (0)

static int open_studio(void **state) {
    (void)state;
    strcpy(folder, "/tmp/film-studio-XXXXXX");
    if (!mkdtemp(folder)) return -1;
    now_ms = 1795818178000; /* 2026-11-27 */
    must(studio_open(folder, NULL, NULL, "http://test", &studio, &err));
    return 0;
}

static int close_studio(void **state) {
    (void)state;
    studio_close(&studio);
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

/* Runs at a desk in a transaction; false when that fails, and nothing is kept. */
typedef bool desk_work(struct studio_desk *desk, void *data, struct error *err);
struct visit {
    desk_work *work;
    void *data;
    const char *user_id;
};
static inline bool visit_work(struct db_tx *tx, void *data, struct error *why) {
    struct visit *visit = data;
    struct arena *arena = arena_new();
    struct studio_desk desk = {.studio = &studio, .tx = tx, .arena = arena, .now = now_ms};
    desk.who.user_id = visit->user_id;
    bool ok = visit->work(&desk, visit->data, why);
    arena_free(arena);
    return ok;
}
static inline bool at_desk(const char *user_id, desk_work *work, void *data,
                           struct error *why) {
    struct visit visit = {work, data, user_id};
    return db_transact(studio.db, DB_WRITE, visit_work, &visit, why);
}

static inline bool register_user(struct studio_desk *desk, void *data, struct error *why) {
    struct user user;
    struct user_order order = {.email = "meera@example.com", .password_hash = "none"};
    if (!users_register(desk, &order, &user, why)) return false;
    strcpy(data, user.id);
    return true;
}

#endif
