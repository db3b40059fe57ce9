/* film-voice ENGINE: takes orders from standard input, which is a socket, and answers there,
 * until it closes. One thread, and no file open but that one. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "voice/helper/helper.h"

static const struct helper_engine *const engines[] = {&helper_flite, &helper_espeak,
                                                      &helper_neural};

static bool read_all(void *bytes, size_t size) {
    for (char *at = bytes; size;) {
        ssize_t got = read(STDIN_FILENO, at, size);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        at += got;
        size -= (size_t)got;
    }
    return true;
}

static bool write_all(const void *bytes, size_t size) {
    for (const char *at = bytes; size;) {
        ssize_t sent = send(STDIN_FILENO, at, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        at += sent;
        size -= (size_t)sent;
    }
    return true;
}

static bool answer(bool done, const void *bytes, size_t size) {
    struct buf frame;
    buf_init(&frame, 16);
    buf_u32(&frame, (uint32_t)size + 1);
    buf_u8(&frame, done);
    bool ok = write_all(frame.bytes, frame.size) && write_all(bytes, size);
    buf_done(&frame);
    return ok;
}

static bool speak(const struct helper_engine *engine, const struct order *order) {
    char why[400] = "";
    struct buf out;
    buf_init(&out, ANSWER_MAX_SIZE - 1);
    alarm(HELPER_SENTENCE_S);
    bool ok = engine->speak(order, &out, why) && !out.failed && out.size > 0;
    alarm(0);
    if (!ok && !why[0])
        snprintf(why, sizeof why, "The voice \"%s\" of %s did not speak.", order->voice,
                 engine->name);
    ok = ok ? answer(true, out.bytes, out.size) : answer(false, why, strlen(why));
    buf_done(&out);
    return ok;
}

/* The child answers itself. When it dies, half an answer may be out: the helper goes with it,
 * and whoever asked starts another. */
static bool speak_in_child(const struct helper_engine *engine, const struct order *order) {
    pid_t pid = fork();
    if (pid < 0) return false;
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        srand(1);
        _exit(speak(engine, order) ? 0 : 1);
    }
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool serve(const struct helper_engine *engine, bool open, const char *why) {
    static char bytes[ORDER_MAX_SIZE], store[ORDER_MAX_SIZE];
    unsigned char head[4];
    struct order order;
    if (!read_all(head, sizeof head)) return false;
    struct reader in = reader_over(head, sizeof head);
    uint32_t size = reader_u32(&in);
    if (size > sizeof bytes || !read_all(bytes, size)) return false;
    if (!order_read(bytes, size, store, &order)) return false;
    if (!open) return answer(false, why, strlen(why));
    if (order.kind == ORDER_READY) return answer(true, "", 0);
    char unready[400] = "";
    if (engine->prepare && !engine->prepare(&order, unready))
        return answer(false, unready, strlen(unready));
    return speak_in_child(engine, &order);
}

int main(int count, char **arguments) {
    /* Nothing that was open in the film reaches an engine. */
    close_range(STDERR_FILENO + 1, ~0u, 0);
    signal(SIGPIPE, SIG_IGN);
    const struct helper_engine *engine = NULL;
    for (size_t i = 0; count == 2 && i < COUNT_OF(engines); i++)
        if (strcmp(engines[i]->name, arguments[1]) == 0) engine = engines[i];
    if (!engine) return 64; /* EX_USAGE */
    char why[400] = "";
    bool open = engine->open(why);
    while (serve(engine, open, why)) {
    }
    return 0;
}
