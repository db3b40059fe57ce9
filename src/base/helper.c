#include "base/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/clock.h"

static bool is_program(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && access(path, X_OK) == 0;
}

char *helper_find(const char *name, const char *variable) {
    const char *named = getenv(variable);
    if (named && *named) return is_program(named) ? xstrdup(named) : NULL;
    char program[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", program, sizeof program - 1);
    if (size <= 0) return NULL;
    program[size] = '\0';
    for (char *slash = strrchr(program, '/'); slash; slash = strrchr(program, '/')) {
        *slash = '\0';
        static const char *const places[] = {"", "libexec/film/"};
        for (size_t i = 0; i < COUNT_OF(places); i++) {
            char *path = NULL;
            if (asprintf(&path, "%s/%s%s", program, places[i], name) < 0) die("out of memory");
            if (is_program(path)) return path;
            free(path);
        }
    }
    return NULL;
}

/* A process group of its own, so that its children can be killed with it. The socket is both
 * its standard input and output. */
static bool start(const char *program, char *const *arguments, int socket, pid_t *pid) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t manner;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, socket, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, socket, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&manner);
    posix_spawnattr_setsigmask(&manner, &none);
    posix_spawnattr_setsigdefault(&manner, &all);
    posix_spawnattr_setpgroup(&manner, 0);
    posix_spawnattr_setflags(&manner, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                          POSIX_SPAWN_SETPGROUP);
    int why = posix_spawn(pid, program, &files, &manner, arguments, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&manner);
    errno = why;
    return why == 0;
}

/* Writes and reads at the same time, so that neither side waits for the other for ever. */
static bool exchange(int socket, const char *input, size_t size, int64_t until_ms,
                     struct buf *output) {
    bool writing = true;
    for (;;) {
        if (writing && size == 0) {
            shutdown(socket, SHUT_WR);
            writing = false;
        }
        int64_t left = until_ms - clock_steady_ms();
        struct pollfd wait = {.fd = socket,
                              .events = (short)(writing ? POLLIN | POLLOUT : POLLIN)};
        int ready = left > 0 ? poll(&wait, 1, (int)left) : 0;
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) return false;
        if (wait.revents & POLLOUT) {
            ssize_t sent = send(socket, input, size, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent > 0)
                input += sent, size -= (size_t)sent;
            else if (sent < 0 && errno != EAGAIN && errno != EINTR)
                size = 0; /* it reads no more; what it has to say still counts */
        }
        if (wait.revents & (POLLIN | POLLHUP | POLLERR)) {
            char chunk[65536];
            ssize_t got = recv(socket, chunk, sizeof chunk, MSG_DONTWAIT);
            if (got == 0) return true;
            if (got < 0 && errno != EAGAIN && errno != EINTR) return true;
            if (got > 0) buf_add(output, chunk, (size_t)got);
            if (output->failed) return false;
        }
    }
}

bool helper_filter(const char *program, char *const *arguments, const void *input, size_t size,
                   int seconds, struct buf *output, struct error *err) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return error_set_errno(err, errno, "A helper program could not be started.");
    pid_t pid;
    bool started = start(program, arguments, ends[1], &pid);
    int why = errno;
    close(ends[1]);
    if (!started) {
        close(ends[0]);
        error_set(err, PROBLEM_UNAVAILABLE, "The helper program %s could not be started.",
                  program);
        return error_cause(err, "%s", strerror(why));
    }
    bool whole =
        exchange(ends[0], input, size, clock_steady_ms() + (int64_t)seconds * 1000, output);
    close(ends[0]);
    kill(-pid, SIGKILL);
    if (!whole) kill(pid, SIGKILL);
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
    }
    if (!whole) {
        size_t most = output->max;
        buf_done(output);
        buf_init(output, most);
    }
    return true;
}
