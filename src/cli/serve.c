/* film serve: the API, workers as children, and upkeep, in one command. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "api/server.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "cli/commands.h"
#include "cli/hooks.h"
#include "cli/studio.h"
#include "integrations/mail.h"
#include "studio/maker.h"
#include "studio/moderation.h"
#include "studio/sweeper.h"
#include "studio/upkeep.h"

enum { WORKERS_MAX = 64, TICK_MS = 200, MAIL_MS = 500, UPKEEP_MS = 30000, RESTART_MS = 1000 };

extern char **environ;

struct child {
    pid_t pid;  /* 0: none runs */
    int output; /* what it says; -1 for none */
    int64_t start_at;
};

struct serving {
    const struct settings *settings;
    struct cli_studio studio;
    struct api_server *server;
    struct mail_door *mail;
    struct provider_list providers;
    struct child children[WORKERS_MAX];
    int child_count;
    struct sweeper sweeper;
    struct cancel *cancel;
};

/* Doors given on the command line go on to workers by the environment, where other users cannot
 * read them. Before there are threads. */
static void hand_on_doors(const struct settings *settings) {
    const struct {
        const char *name, *url;
    } doors[] = {{"FILM_DB", settings->db},
                 {"FILM_CACHE", settings->cache},
                 {"FILM_BLOBS", settings->blobs},
                 {"FILM_QUEUE", settings->queue}};
    for (size_t i = 0; i < COUNT_OF(doors); i++)
        if (doors[i].url && setenv(doors[i].name, doors[i].url, 1) != 0) die("out of memory");
}

static bool start_child(struct serving *serving, struct child *child) {
    const struct settings *settings = serving->settings;
    char threads[24];
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    snprintf(threads, sizeof threads, "%lld", (long long)settings->threads);
    char *arguments[] = {(char *)"film",
                         (char *)"worker",
                         (char *)"--child",
                         (char *)"--data",
                         (char *)settings->data,
                         (char *)"--address",
                         serving->studio.address,
                         (char *)"--threads",
                         threads,
                         NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    int failed = posix_spawn(&child->pid, "/proc/self/exe", &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (failed) {
        close(ends[0]);
        child->pid = 0;
        log_write(LOG_ERROR, "worker_not_started", log_text("cause", strerror(failed)));
        return false;
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    child->output = ends[0];
    return true;
}

static void end_child(struct child *child) {
    if (child->output >= 0) close(child->output);
    child->output = -1;
    child->pid = 0;
}

/* A worker that died is started anew; what it held comes back to the queue by itself. */
static void mind_children(struct serving *serving) {
    int64_t now = clock_steady_ms();
    for (int i = 0; i < serving->child_count; i++) {
        struct child *child = &serving->children[i];
        int status;
        if (child->pid && waitpid(child->pid, &status, WNOHANG) == child->pid) {
            log_write(LOG_WARNING, "worker_ended", log_int("pid", child->pid),
                      log_int("signal", WIFSIGNALED(status) ? WTERMSIG(status) : 0));
            end_child(child);
            child->start_at = now + RESTART_MS;
        }
        if (!child->pid && now >= child->start_at && !start_child(serving, child))
            child->start_at = now + 5 * (int64_t)RESTART_MS;
    }
}

/* Hears what workers say for a moment. */
static void listen_to_children(struct serving *serving) {
    struct pollfd heard[WORKERS_MAX];
    for (int i = 0; i < serving->child_count; i++)
        heard[i] = (struct pollfd){.fd = serving->children[i].output, .events = POLLIN};
    bool woken = false;
    if (poll(heard, (nfds_t)serving->child_count, TICK_MS) <= 0) return;
    for (int i = 0; i < serving->child_count; i++) {
        char said[512];
        if (!heard[i].revents) continue;
        ssize_t size = read(heard[i].fd, said, sizeof said);
        woken |= size > 0;
        if (size == 0) { /* it is ending; waitpid tells */
            close(serving->children[i].output);
            serving->children[i].output = -1;
        }
    }
    if (woken) api_wake(serving->server);
}

struct posting {
    struct serving *serving;
    struct arena *arena; /* outlives the transaction that takes the mails */
    struct upkeep_mail_list list;
    const char *sent;
};

static bool take_mails(struct studio_desk *desk, void *data, struct error *err) {
    struct posting *posting = data;
    struct studio_desk kept = *desk;
    kept.arena = posting->arena;
    return upkeep_take_mails(&kept, &posting->list, err);
}
static bool note_sent(struct studio_desk *desk, void *data, struct error *err) {
    return upkeep_mail_sent(desk, ((struct posting *)data)->sent, err);
}

static void send_mails(struct serving *serving) {
    struct error err = {0};
    struct posting posting = {.serving = serving, .arena = arena_new()};
    bool ok = cli_studio_at_desk(&serving->studio, take_mails, &posting, &err);
    for (size_t i = 0; ok && i < posting.list.count; i++) {
        const struct upkeep_mail *item = &posting.list.items[i];
        struct mail mail = {item->id, item->to, item->subject, item->body, item->at};
        posting.sent = item->id;
        if (!mail_send(serving->mail, &mail, &err) ||
            !cli_studio_at_desk(&serving->studio, note_sent, &posting, &err))
            log_write(LOG_WARNING, "mail_not_sent", log_text("mail", item->id),
                      log_text("message", err.message), log_text("cause", err.cause));
    }
    if (!ok) log_write(LOG_WARNING, "mails_unread", log_text("message", err.message));
    arena_free(posting.arena);
}

static void keep_up(struct serving *serving) {
    struct error err = {0};
    int buried;
    if (!api_reload_keys(serving->server, &err) ||
        !maker_bury(&serving->studio.studio, &buried, &err) ||
        !upkeep_erase(&serving->studio.studio, serving->studio.blobs, clock_now_ms(), &err))
        log_write(LOG_WARNING, "upkeep_failed", log_text("message", err.message),
                  log_text("cause", err.cause));
    if (serving->sweeper.over) serving->sweeper = (struct sweeper){0};
    if (!sweeper_step(&serving->sweeper, &serving->studio.studio, serving->studio.blobs,
                      clock_now_ms(), &err))
        log_write(LOG_WARNING, "sweep_failed", log_text("message", err.message),
                  log_text("cause", err.cause));
}

/* On a thread of its own: a store that is slow to tell its blobs holds up no mail and no
 * worker. */
static void *keep_up_always(void *data) {
    struct serving *serving = data;
    int64_t kept = 0;
    while (!cancel_asked(serving->cancel)) {
        int64_t now = clock_steady_ms();
        if (!kept || now - kept >= UPKEEP_MS) {
            kept = now;
            keep_up(serving);
        }
        nanosleep(&(struct timespec){.tv_nsec = TICK_MS * 1000000L}, NULL);
    }
    return NULL;
}

static bool print_first_admin(struct studio_desk *desk, void *data, struct error *err) {
    const char *link;
    (void)data;
    if (!upkeep_first_admin(desk, &link, err)) return false;
    if (link) printf("  the first administrator: %s\n", link);
    return true;
}

static void print_start(struct serving *serving, const char *mail) {
    struct error err = {0};
    printf("AI Film Studio is at %s\n  the API and its documents: %s/api/docs\n",
           serving->studio.address, serving->studio.address);
    if (strncmp(mail, "folder:", 7) == 0) printf("  mails are written to %s\n", mail + 7);
    if (!cli_studio_at_desk(&serving->studio, print_first_admin, NULL, &err))
        fprintf(stderr, "film: %s\n", err.message);
    fflush(stdout);
}

static void stop_children(struct serving *serving) {
    for (int i = 0; i < serving->child_count; i++)
        if (serving->children[i].pid) kill(serving->children[i].pid, SIGTERM);
    for (int i = 0; i < serving->child_count; i++) {
        struct child *child = &serving->children[i];
        if (child->pid) waitpid(child->pid, NULL, 0);
        end_child(child);
    }
}

static void run(struct serving *serving, struct cancel *cancel) {
    int64_t mailed = 0;
    pthread_t upkeep;
    if (pthread_create(&upkeep, NULL, keep_up_always, serving) != 0)
        die("the system gives no more threads");
    while (!cancel_asked(cancel)) {
        int64_t now = clock_steady_ms();
        mind_children(serving);
        listen_to_children(serving);
        if (now - mailed >= MAIL_MS) {
            mailed = now;
            send_mails(serving);
        }
    }
    pthread_join(upkeep, NULL);
    stop_children(serving);
}

static int worker_count(const struct settings *settings) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int64_t count = settings->workers >= 0 ? settings->workers : cores < 8 ? 1 : cores / 4;
    return count > WORKERS_MAX ? WORKERS_MAX : (int)count;
}

int cli_serve(const struct settings *settings, struct cancel *cancel) {
    struct error err = {0};
    struct serving serving = {
        .settings = settings, .cancel = cancel, .child_count = worker_count(settings)};
    char own_mail[4200];
    snprintf(own_mail, sizeof own_mail, "folder:%s/mails", settings->data);
    const char *mail = settings->mail ? settings->mail : own_mail;
    AUTO_FREE char *own_web = file_data_path("web/out");
    const char *web = settings->web ? settings->web : own_web;
    bool has_web = access(web, R_OK) == 0;
    for (int i = 0; i < WORKERS_MAX; i++) serving.children[i].output = -1;
    hand_on_doors(settings);
    if (!cli_studio_open(settings, &serving.studio, &err))
        return cli_fail(&err, settings->json);
    struct api_settings api = {.studio = &serving.studio.studio,
                               .cache = serving.studio.cache,
                               .blobs = serving.studio.blobs,
                               .port = (int)settings->port,
                               .bind = settings->bind,
                               .origins = settings->origins,
                               .services = settings->services,
                               .web_folder = has_web ? web : NULL,
                               .traces = settings->traces,
                               .limits = (int)settings->limits,
                               .providers = &serving.providers,
                               .behind_proxy = settings->behind_proxy,
                               .secure = strncmp(serving.studio.address, "https:", 6) == 0};
    bool ok = moderation_open(&err) &&
              provider_open_all(settings->sign_in, &serving.providers, &err) &&
              mail_open(mail, settings->mail_from, &serving.mail, &err) &&
              api_start(&api, &serving.server, &err);
    if (ok) {
        print_start(&serving, mail);
        if (!has_web) printf("  the web app is not built; make web builds it\n");
        fflush(stdout);
        struct cli_hooks *hooks = cli_hooks_start(&serving.studio, settings->private_hooks);
        run(&serving, cancel);
        api_stop(serving.server);
        cli_hooks_stop(hooks);
    }
    mail_close(serving.mail);
    provider_close_all(&serving.providers);
    cli_studio_close(&serving.studio);
    return ok ? 0 : cli_fail(&err, settings->json);
}
