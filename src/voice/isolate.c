#include "voice/isolate.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* In the child: never returns into the program, so that its atexit handlers and buffers stay
 * with the parent. */
static _Noreturn void child(bool (*work)(const void *, struct buf *), const void *argument,
                            int to) {
    /* Engines print complaints; they would land in the middle of the program's own output. */
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null >= 0) {
        dup2(null, STDIN_FILENO);
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
    }
    signal(SIGPIPE, SIG_DFL);
    srand(1);
    struct buf out;
    buf_init(&out, ISOLATE_MAX_RESULT);
    if (!work(argument, &out) || out.failed || out.size == 0) _exit(1);
    for (size_t at = 0; at < out.size;) {
        ssize_t wrote = write(to, out.bytes + at, out.size - at);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) _exit(2);
        at += (size_t)wrote;
    }
    _exit(0);
}

static bool read_all(int from, struct buf *result) {
    static const int wait_ms = ISOLATE_SECONDS * 1000;
    for (;;) {
        struct pollfd waiting = {.fd = from, .events = POLLIN};
        int ready = poll(&waiting, 1, wait_ms);
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return false;
        char chunk[65536];
        ssize_t got = read(from, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return false;
        if (got == 0) return true;
        buf_add(result, chunk, (size_t)got);
        if (result->failed) return false;
    }
}

static bool isolated_once(bool (*work)(const void *argument, struct buf *out),
                          const void *argument, struct buf *result, struct error *err) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return error_set_errno(err, errno, "A speech engine could not be started.");
    pid_t pid = fork();
    if (pid < 0) {
        int why = errno;
        close(ends[0]);
        close(ends[1]);
        return error_set_errno(err, why, "A speech engine could not be started.");
    }
    if (pid == 0) {
        close(ends[0]);
        child(work, argument, ends[1]);
    }
    close(ends[1]);
    struct buf out;
    buf_init(&out, ISOLATE_MAX_RESULT);
    bool complete = read_all(ends[0], &out);
    close(ends[0]);
    if (!complete) kill(pid, SIGKILL);
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (!complete || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        buf_done(&out);
        error_set(err, PROBLEM_UNAVAILABLE, "The speech engine stopped without speaking.");
        return error_cause(err, "child status %d", status);
    }
    *result = out;
    return true;
}

/* A child that was forked while another thread held a lock of some library can hang or die; the
 * next one is forked at another moment. */
bool voice_isolated(bool (*work)(const void *argument, struct buf *out), const void *argument,
                    struct buf *result, struct error *err) {
    enum { TRIES = 3 };
    for (int attempt = 1; attempt < TRIES; attempt++)
        if (isolated_once(work, argument, result, err)) return true;
    return isolated_once(work, argument, result, err);
}
