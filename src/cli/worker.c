/* film worker: makes films, one after the other, and parts of anybody's films on all cores,
 * until it is stopped. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/commands.h"
#include "cli/studio.h"
#include "production/crew.h"
#include "studio/maker.h"

/* A line to the server that started this worker: there are new events. */
static void tell(void) {
    if (write(STDOUT_FILENO, "e\n", 2) < 0) return;
}

enum { THREADS_MAX = 256, PART_WAIT_MS = 1000 };

struct team { /* threads that make parts */
    struct crew *crew;
    struct cancel *cancel;
    pthread_t threads[THREADS_MAX];
    int count;
    atomic_llong parts;
};

static void complain(const struct error *err) {
    log_write(LOG_ERROR, "worker_failed", log_text("message", err->message),
              log_text("cause", err->cause));
    sleep(1);
}

static void *make_parts(void *data) {
    struct team *team = data;
    while (!cancel_asked(team->cancel)) {
        struct error err = {0};
        bool worked;
        if (!crew_step(team->crew, PART_WAIT_MS, team->cancel, &worked, &err)) {
            if (err.problem != PROBLEM_CANCELLED) complain(&err);
        } else if (worked) {
            atomic_fetch_add(&team->parts, 1);
        }
    }
    return NULL;
}

static bool start_team(struct team *team, const struct crew_doors *doors, int threads,
                       struct error *err) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int wanted = threads ? threads : (int)cores;
    if (!crew_open(doors, &team->crew, err)) return false;
    for (; team->count < wanted && team->count < THREADS_MAX; team->count++)
        if (pthread_create(&team->threads[team->count], NULL, make_parts, team) != 0)
            die("the system gives no more threads");
    return true;
}

static void end_team(struct team *team) {
    for (int i = 0; i < team->count; i++) pthread_join(team->threads[i], NULL);
    crew_close(team->crew);
}

int cli_worker(const struct settings *settings, struct cancel *cancel) {
    struct error err = {0};
    struct cli_studio studio;
    struct team team = {.cancel = cancel};
    char name[96], host[64] = "", work[4200];
    if (settings->child) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() == 1) return 0; /* it died before this was said */
    }
    if (!cli_studio_open(settings, &studio, &err)) return cli_fail(&err, settings->json);
    gethostname(host, sizeof host - 1);
    snprintf(name, sizeof name, "%s-%d", host, (int)getpid());
    struct maker maker = {.studio = &studio.studio,
                          .blobs = studio.blobs,
                          .shared = settings->blobs ? studio.blobs : NULL,
                          .name = name,
                          .threads = (int)settings->threads,
                          .told = settings->child ? tell : NULL};
    snprintf(work, sizeof work, "%s/work", settings->data);
    struct crew_doors doors = {.db = studio.studio.db,
                               .queue = studio.studio.queue,
                               .work_folder = work,
                               .shared = maker.shared,
                               .worker = name};
    if (!start_team(&team, &doors, maker.threads, &err)) {
        cli_studio_close(&studio);
        return cli_fail(&err, settings->json);
    }
    log_write(LOG_INFO, "worker_ready", log_text("worker", name));
    while (!cancel_asked(cancel)) {
        bool worked;
        if (maker_step(&maker, cancel, &worked, &err)) continue;
        if (err.problem == PROBLEM_CANCELLED) break;
        complain(&err);
    }
    end_team(&team);
    log_write(LOG_INFO, "worker_stopped", log_text("worker", name),
              log_int("parts", atomic_load(&team.parts)));
    cli_studio_close(&studio);
    return 0;
}
