#include "voice/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/helper.h"
#include "base/memory.h"
#include "base/clock.h"

enum { MAX_ENGINES = 4, MAX_HELPERS = 16, LISTEN_MS = 50 };

struct helper {
    pid_t pid; /* 0: not running */
    int socket;
    bool busy;
};

struct pool {
    const char *engine; /* static storage */
    int limit;          /* 0: one a core */
    struct helper helpers[MAX_HELPERS];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t one_is_free = PTHREAD_COND_INITIALIZER;
static struct pool pools[MAX_ENGINES];

char *voice_pool_program(void) {
    return helper_find("film-voice", "FILM_VOICE");
}

static struct pool *pool_of(const char *engine) {
    for (int i = 0; i < MAX_ENGINES; i++) {
        if (!pools[i].engine) pools[i].engine = engine;
        if (strcmp(pools[i].engine, engine) == 0) return &pools[i];
    }
    die("more than %d speech engines", MAX_ENGINES);
}

void voice_pool_limit(const char *engine, int most) {
    pthread_mutex_lock(&lock);
    pool_of(engine)->limit = most < 1 ? 1 : most > MAX_HELPERS ? MAX_HELPERS : most;
    pthread_mutex_unlock(&lock);
}

static int limit_of(const struct pool *pool) {
    if (pool->limit) return pool->limit;
    cpu_set_t cores;
    int count = sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : 1;
    return count < 1 ? 1 : count > MAX_HELPERS ? MAX_HELPERS : count;
}

/* A process group of its own: Ctrl-C is for the film to handle, and killing the group takes the
 * helper's children along. */
static bool spawn(const char *program, const char *engine, int socket, pid_t *pid) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t manner;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, socket, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&manner);
    posix_spawnattr_setsigmask(&manner, &none);
    posix_spawnattr_setsigdefault(&manner, &all);
    posix_spawnattr_setpgroup(&manner, 0);
    posix_spawnattr_setflags(&manner, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                          POSIX_SPAWN_SETPGROUP);
    char *const arguments[] = {(char *)"film-voice", (char *)engine, NULL};
    int why = posix_spawn(pid, program, &files, &manner, arguments, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&manner);
    errno = why;
    return why == 0;
}

/* So that they are waited for, and their time counts with ours. */
static void rest_at_exit(void) {
    atexit(voice_pool_rest);
}

static bool start(const char *engine, struct helper *helper, struct error *err) {
    AUTO_FREE char *program = voice_pool_program();
    if (!program)
        return error_set(
            err, PROBLEM_UNAVAILABLE,
            "The program film-voice, which speaks, is missing: install film again, "
            "or name it in FILM_VOICE.");
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return error_set_errno(err, errno, "A speech helper could not be started.");
    bool ok = spawn(program, engine, ends[1], &helper->pid);
    int why = errno;
    close(ends[1]);
    if (!ok) {
        close(ends[0]);
        helper->pid = 0;
        error_set(err, PROBLEM_UNAVAILABLE, "The speech helper %s could not be started.",
                  program);
        return error_cause(err, "%s", strerror(why));
    }
    helper->socket = ends[0];
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, rest_at_exit);
    return true;
}

static void stop(struct helper *helper) {
    close(helper->socket);
    kill(-helper->pid, SIGKILL);
    kill(helper->pid, SIGKILL); /* in case it is not yet the leader of its group */
    while (waitpid(helper->pid, NULL, 0) < 0 && errno == EINTR) {
    }
    helper->pid = 0;
}

/* A helper of one's own until it is given back; NULL once cancelled. */
static struct helper *take(struct pool *pool, struct cancel *cancel) {
    pthread_mutex_lock(&lock);
    struct helper *found = NULL;
    while (!found && !cancel_asked(cancel)) {
        int limit = limit_of(pool);
        for (int pass = 0; pass < 2 && !found; pass++) /* those that run come first */
            for (int i = 0; i < limit && !found; i++)
                if (!pool->helpers[i].busy && (pool->helpers[i].pid || pass))
                    found = &pool->helpers[i];
        if (found) break;
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += LISTEN_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&one_is_free, &lock, &until);
    }
    if (found) found->busy = true;
    pthread_mutex_unlock(&lock);
    return found;
}

static void give_back(struct helper *helper) {
    pthread_mutex_lock(&lock);
    helper->busy = false;
    pthread_cond_signal(&one_is_free);
    pthread_mutex_unlock(&lock);
}

void voice_pool_rest(void) {
    pthread_mutex_lock(&lock);
    for (int i = 0; i < MAX_ENGINES; i++)
        for (int k = 0; k < MAX_HELPERS; k++)
            /* Of a busy one nothing is read: it is its taker's. */
            if (!pools[i].helpers[k].busy && pools[i].helpers[k].pid)
                stop(&pools[i].helpers[k]);
    pthread_mutex_unlock(&lock);
}

static bool send_all(int socket, const char *bytes, size_t size) {
    while (size) {
        ssize_t sent = send(socket, bytes, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes += sent;
        size -= (size_t)sent;
    }
    return true;
}

/* Adds `size` bytes to `to`, or says why not: the helper is gone, too slow, or not wanted. */
static bool receive(int socket, size_t size, int64_t deadline, struct cancel *cancel,
                    struct buf *to) {
    while (size) {
        struct pollfd waiting = {.fd = socket, .events = POLLIN};
        int ready = poll(&waiting, 1, LISTEN_MS);
        if (cancel_asked(cancel) || clock_steady_ms() > deadline) return false;
        if (ready < 0 && errno != EINTR) return false;
        if (ready <= 0) continue;
        char chunk[65536];
        ssize_t got = recv(socket, chunk, size < sizeof chunk ? size : sizeof chunk, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        buf_add(to, chunk, (size_t)got);
        if (to->failed) return false;
        size -= (size_t)got;
    }
    return true;
}

static bool converse(int socket, const struct buf *order, int patience_s, struct cancel *cancel,
                     struct buf *answer) {
    if (!send_all(socket, order->bytes, order->size)) return false;
    int64_t deadline = clock_steady_ms() + (int64_t)patience_s * 1000;
    struct buf head;
    buf_init(&head, 4);
    bool ok = receive(socket, 4, deadline, cancel, &head);
    struct reader in = reader_over(head.bytes, head.size);
    uint32_t size = reader_u32(&in);
    buf_done(&head);
    return ok && size > 0 && size <= ANSWER_MAX_SIZE &&
           receive(socket, size, deadline, cancel, answer);
}

/* One helper, one try. *said_no: it answered, and the answer is no. */
static bool ask_once(struct pool *pool, const struct buf *order, int patience_s,
                     struct cancel *cancel, struct buf *answer, bool *said_no,
                     struct error *err) {
    struct helper *helper = take(pool, cancel);
    if (!helper) return error_set(err, PROBLEM_CANCELLED, "Stopped.");
    bool ok = helper->pid || start(pool->engine, helper, err);
    if (ok && !converse(helper->socket, order, patience_s, cancel, answer)) {
        stop(helper);
        ok = cancel_check(cancel, err) &&
             error_set(err, PROBLEM_UNAVAILABLE,
                       "The speech engine %s stopped without an answer.", pool->engine);
    }
    give_back(helper);
    if (!ok) return false;
    struct reader in = reader_over(answer->bytes, answer->size);
    if (reader_u8(&in) == 1) return true;
    *said_no = true;
    return error_set(err, PROBLEM_UNAVAILABLE, "%.*s", (int)(in.size - in.at),
                     (const char *)in.bytes + in.at);
}

bool voice_pool_ask(const char *engine, const struct order *order, int patience_s,
                    struct cancel *cancel, struct buf *answer, struct error *err) {
    struct buf body, frame;
    buf_init(&body, ORDER_MAX_SIZE);
    buf_init(&frame, ORDER_MAX_SIZE + 4);
    bool ok = order_write(order, &body, err);
    buf_u32(&frame, (uint32_t)body.size);
    buf_add(&frame, body.bytes, body.size);
    pthread_mutex_lock(&lock);
    struct pool *pool = pool_of(engine);
    pthread_mutex_unlock(&lock);
    enum { TRIES = 2 };
    bool written = ok, said_no = false;
    struct buf heard;
    ok = false;
    for (int i = 0; written && !ok && !said_no && i < TRIES && !(i && cancel_asked(cancel));
         i++) {
        buf_init(&heard, ANSWER_MAX_SIZE);
        ok = ask_once(pool, &frame, patience_s, cancel, &heard, &said_no, err);
        if (!ok) buf_done(&heard);
    }
    buf_done(&body);
    buf_done(&frame);
    if (ok) {
        memmove(heard.bytes, heard.bytes + 1, heard.size - 1);
        heard.size--;
        *answer = heard;
    }
    return ok;
}
