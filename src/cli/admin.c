/* film admin and film db: for the operator, beside a running server or without one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "cli/commands.h"
#include "cli/studio.h"
#include "studio/admin.h"
#include "studio/credits.h"
#include "studio/jwt.h"
#include "studio/sweeper.h"

struct errand {
    const struct settings *settings;
    struct cli_studio *studio;
};

static bool list_users(struct studio_desk *desk, void *data, struct error *err) {
    const struct errand *errand = data;
    struct admin_query query = {errand->settings->email, 1, 100};
    struct admin_user_list list = {0};
    if (!admin_users(desk, &query, &list, err)) return false;
    for (size_t i = 0; i < list.users.count; i++) {
        const struct user *user = &list.users.items[i];
        printf("%s  %-30s %-10s %-6s %4lld credits%s%s\n", user->id, user->email, user->tier,
               user->role, (long long)user->credits, user->suspended ? "  suspended" : "",
               user->verified ? "" : "  unverified");
    }
    printf("%lld accounts\n", (long long)list.total_count);
    return true;
}

static bool change(struct studio_desk *desk, const struct errand *errand,
                   const struct admin_user_change *wanted, struct error *err) {
    struct user_lock lock = {0};
    struct user user = {0};
    if (!errand->settings->email)
        return error_set(err, PROBLEM_USAGE, "Name the account: --email ADDRESS.");
    if (!users_find(desk, errand->settings->email, &lock, err)) return false;
    if (!lock.id)
        return error_set(err, PROBLEM_NOT_FOUND, "There is no account of %s.",
                         errand->settings->email);
    if (!admin_change_user(desk, lock.id, wanted, &user, err)) return false;
    printf("%s: %s, %s, %lld credits\n", user.email, user.role, user.tier,
           (long long)user.credits);
    return true;
}

static bool grant(struct studio_desk *desk, void *data, struct error *err) {
    const struct errand *errand = data;
    struct admin_user_change wanted = {.suspended = INT64_MIN,
                                       .credits = errand->settings->amount};
    if (!errand->settings->amount)
        return error_set(err, PROBLEM_USAGE, "Say how many: --amount N.");
    return change(desk, errand, &wanted, err);
}

static bool promote(struct studio_desk *desk, void *data, struct error *err) {
    struct admin_user_change wanted = {
        .suspended = INT64_MIN, .credits = INT64_MIN, .role = "admin"};
    return change(desk, data, &wanted, err);
}

static bool check(struct studio_desk *desk, void *data, struct error *err) {
    int64_t faults, rows, broken;
    (void)data;
    if (!credits_check(desk, &faults, err) || !studio_audit_check(desk, &rows, &broken, err))
        return false;
    if (faults)
        return error_set(err, PROBLEM_DAMAGED, "%lld balances or postings do not add up.",
                         (long long)faults);
    if (broken)
        return error_set(err, PROBLEM_DAMAGED,
                         "The audit log does not follow from row %lld on.", (long long)broken);
    printf("The ledger adds up; %lld rows of the audit log follow from each other.\n",
           (long long)rows);
    return true;
}

static bool list_dead(const struct errand *errand, struct error *err) {
    struct queue_dead_list list = {0};
    if (!queue_dead(errand->studio->studio.queue, &list, err)) return false;
    for (size_t i = 0; i < list.count; i++)
        printf("%s  %s %s  %s\n", list.items[i].id, list.items[i].kind, list.items[i].group,
               list.items[i].reason ? list.items[i].reason : "");
    printf("%zu given up\n", list.count);
    queue_dead_done(&list);
    return true;
}

static bool redrive(const struct errand *errand, struct error *err) {
    int64_t count;
    if (!queue_redrive(errand->studio->studio.queue, errand->settings->subject, &count, err))
        return false;
    printf("%lld tried again\n", (long long)count);
    return true;
}

static bool sweep(const struct errand *errand, struct error *err) {
    struct sweeper sweeper = {0};
    while (!sweeper.over)
        if (!sweeper_step(&sweeper, &errand->studio->studio, errand->studio->blobs,
                          clock_now_ms(), err))
            return false;
    printf("%lld blobs seen, %lld of them erased, %.1f MB\n", (long long)sweeper.seen,
           (long long)sweeper.erased, (double)sweeper.freed / 1e6);
    return true;
}

/* Films are added before their rows and erased after them, so a copy of the database taken
 * first never names a film that is not in the copy, unless it was erased in between. */
static bool back_up(const struct errand *errand, struct error *err) {
    const char *folder = errand->settings->subject;
    char from[4300], to[4300];
    if (!folder)
        return error_set(err, PROBLEM_USAGE, "Say where to: film admin backup FOLDER.");
    if (!file_make_folder(folder, err)) return false;
    snprintf(to, sizeof to, "%s/film.db", folder);
    if (!db_backup(errand->studio->studio.db, to, err)) return false;
    AUTO_FREE char *bytes = NULL;
    size_t size;
    snprintf(from, sizeof from, "%s/secret.key", errand->settings->data);
    snprintf(to, sizeof to, "%s/secret.key", folder);
    if (!file_read(from, 4096, &bytes, &size, err) || !file_write(to, bytes, size, err))
        return false;
    printf("The database and the secret are in %s. Films lie in the blob store, each written "
           "once: copy that folder or bucket after this.\n",
           folder);
    return true;
}

int cli_admin(const struct settings *settings, struct cancel *cancel) {
    static const struct {
        const char *name;
        bool (*at_desk)(struct studio_desk *desk, void *data, struct error *err);
        bool (*alone)(const struct errand *errand, struct error *err);
    } actions[] = {
        {"users", list_users, NULL}, {"grant", grant, NULL},    {"promote", promote, NULL},
        {"check", check, NULL},      {"dead", NULL, list_dead}, {"redrive", NULL, redrive},
        {"sweep", NULL, sweep},      {"backup", NULL, back_up}, {"rotate-keys", NULL, NULL}};
    struct error err = {0};
    struct cli_studio studio;
    const char *names[COUNT_OF(actions)];
    (void)cancel;
    for (size_t i = 0; i < COUNT_OF(actions); i++) {
        names[i] = actions[i].name;
        if (strcmp(settings->script, names[i]) != 0) continue;
        if (!cli_studio_open(settings, &studio, &err)) return cli_fail(&err, settings->json);
        struct errand errand = {settings, &studio};
        bool ok = actions[i].at_desk
                      ? cli_studio_at_desk(&studio, actions[i].at_desk, &errand, &err)
                  : actions[i].alone ? actions[i].alone(&errand, &err)
                                     : jwt_rotate(&studio.studio, &err);
        cli_studio_close(&studio);
        return ok ? 0 : cli_fail(&err, settings->json);
    }
    const char *near = cli_nearest(settings->script, names, COUNT_OF(names));
    error_set(&err, PROBLEM_USAGE, "There is no action \"%s\"%s%s%s", settings->script,
              near ? "; did you mean " : "; see film admin --help.", near ? near : "",
              near ? "?" : "");
    return cli_fail(&err, settings->json);
}

int cli_db(const struct settings *settings, struct cancel *cancel) {
    struct error err = {0};
    struct db *db;
    char own[4300];
    int number = -1;
    (void)cancel;
    snprintf(own, sizeof own, "sqlite:%s/film.db", settings->data);
    bool migrate = strcmp(settings->script, "migrate") == 0;
    if (!migrate && strcmp(settings->script, "version") != 0) {
        error_set(&err, PROBLEM_USAGE,
                  "There are film db version and film db migrate [NUMBER].");
        return cli_fail(&err, settings->json);
    }
    if (settings->subject) number = (int)strtol(settings->subject, NULL, 10);
    bool ok = db_open(settings->db ? settings->db : own, 1, &db, &err);
    if (ok) {
        ok = (!migrate ||
              db_migrate(db, studio_migrations, studio_migration_count, number, &err)) &&
             db_version(db, &number, &err);
        if (ok) printf("version %d of %zu\n", number, studio_migration_count);
        db_close(db);
    }
    return ok ? 0 : cli_fail(&err, settings->json);
}
