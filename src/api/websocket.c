#include "api/websocket.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>

#include "api/frame.h"

enum { OUT_MAX = 262144, IN_MAX = FRAME_PAYLOAD_MAX + 16, NORMAL = 1000, PROTOCOL = 1002 };

struct websocket {
    int socket;
    struct MHD_UpgradeResponseHandle *handle;
    unsigned char in[IN_MAX];
    size_t in_size;
    struct buf out;
    size_t sent;
    bool closing, over;
};

static void say_goodbye(struct websocket *websocket, int code) {
    unsigned char why[2] = {(unsigned char)(code >> 8), (unsigned char)code};
    if (websocket->closing) return;
    frame_write(&websocket->out, FRAME_CLOSE, why, sizeof why);
    websocket->closing = true;
}

struct websocket *websocket_new(int socket, struct MHD_UpgradeResponseHandle *handle,
                                const void *bytes, size_t size) {
    struct websocket *websocket = xcalloc(1, sizeof *websocket);
    websocket->socket = socket;
    websocket->handle = handle;
    buf_init(&websocket->out, OUT_MAX);
    fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK);
    if (size > IN_MAX) {
        say_goodbye(websocket, PROTOCOL);
    } else if (size) {
        memcpy(websocket->in, bytes, size);
        websocket->in_size = size;
    }
    return websocket;
}

static void flush(struct websocket *websocket) {
    while (!websocket->over && websocket->sent < websocket->out.size) {
        ssize_t size = send(websocket->socket, websocket->out.bytes + websocket->sent,
                            websocket->out.size - websocket->sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (size > 0) {
            websocket->sent += (size_t)size;
        } else if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) {
            return;
        } else {
            websocket->over = true;
        }
    }
    buf_done(&websocket->out);
    websocket->sent = 0;
    websocket->over |= websocket->closing;
}

void websocket_free(struct websocket *websocket) {
    if (!websocket) return;
    flush(websocket);
    buf_done(&websocket->out);
    MHD_upgrade_action(websocket->handle, MHD_UPGRADE_ACTION_CLOSE);
    free(websocket);
}

void websocket_say(struct websocket *websocket, const char *text, size_t size) {
    if (!websocket->closing) frame_write(&websocket->out, FRAME_TEXT, text, size);
}

void websocket_ping(struct websocket *websocket) {
    if (!websocket->closing) frame_write(&websocket->out, FRAME_PING, NULL, 0);
}

void websocket_end(struct websocket *websocket) {
    say_goodbye(websocket, NORMAL);
}

static void hear(struct websocket *websocket) {
    unsigned char payload[FRAME_PAYLOAD_MAX];
    struct frame frame;
    size_t used = 0;
    for (;;) {
        enum frame_result result =
            frame_read(websocket->in + used, websocket->in_size - used, &frame, payload);
        if (result == FRAME_BROKEN) say_goodbye(websocket, PROTOCOL);
        if (result != FRAME_READ) break;
        used += frame.used;
        if (frame.opcode == FRAME_CLOSE) say_goodbye(websocket, NORMAL);
        if (frame.opcode == FRAME_PING && !websocket->closing)
            frame_write(&websocket->out, FRAME_PONG, payload, frame.size);
    }
    memmove(websocket->in, websocket->in + used, websocket->in_size - used);
    websocket->in_size -= used;
}

bool websocket_turn(struct websocket *websocket) {
    for (;;) {
        hear(websocket);
        if (websocket->closing) break;
        ssize_t size = recv(websocket->socket, websocket->in + websocket->in_size,
                            IN_MAX - websocket->in_size, MSG_DONTWAIT);
        if (size > 0) {
            websocket->in_size += (size_t)size;
        } else if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) {
            break;
        } else {
            websocket->over = true;
            break;
        }
    }
    if (websocket->out.failed) websocket->over = true; /* it does not read */
    flush(websocket);
    return !websocket->over;
}
