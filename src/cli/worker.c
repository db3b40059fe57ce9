/* film worker: makes films, one after the other, until it is stopped. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/commands.h"
#include "cli/studio.h"
#include "studio/maker.h"

/* A line to the server that started this worker: there are new events. */
static void tell(void) {
    if (write(STDOUT_FILENO, "e\n", 2) < 0) return;
}

int cli_worker(const struct settings *settings, struct cancel *cancel) {
    struct error err = {0};
    struct cli_studio studio;
    char name[96], host[64] = "";
    if (settings->child) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() == 1) return 0; /* it died before this was said */
    }
    if (!cli_studio_open(settings, &studio, &err)) return cli_fail(&err, settings->json);
    gethostname(host, sizeof host - 1);
    snprintf(name, sizeof name, "%s-%d", host, (int)getpid());
    struct maker maker = {.studio = &studio.studio,
                          .blobs = studio.blobs,
                          .name = name,
                          .threads = (int)settings->threads,
                          .told = settings->child ? tell : NULL};
    log_write(LOG_INFO, "worker_ready", log_text("worker", name));
    while (!cancel_asked(cancel)) {
        bool worked;
        if (maker_step(&maker, cancel, &worked, &err)) continue;
        if (err.problem == PROBLEM_CANCELLED) break;
        log_write(LOG_ERROR, "worker_failed", log_text("message", err.message),
                  log_text("cause", err.cause));
        sleep(1);
    }
    log_write(LOG_INFO, "worker_stopped", log_text("worker", name));
    cli_studio_close(&studio);
    return 0;
}
