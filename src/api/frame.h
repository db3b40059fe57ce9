/* WebSocket frames (RFC 6455, section 5), as far as a server needs that talks and is not told
 * much. */
#ifndef API_FRAME_H
#define API_FRAME_H

#include "base/buf.h"

enum { FRAME_TEXT = 1, FRAME_CLOSE = 8, FRAME_PING = 9, FRAME_PONG = 10 };
enum { FRAME_PAYLOAD_MAX = 4096, FRAME_ACCEPT_SIZE = 29 };

struct frame {
    int opcode;
    bool final;
    size_t size; /* of the payload */
    size_t used; /* bytes of the input that the frame takes */
};

/* Reads the first frame a client sent; the payload is unmasked into `payload`, which has room
 * for FRAME_PAYLOAD_MAX bytes. FRAME_MORE: not all of it is there yet. FRAME_BROKEN: unmasked,
 * too large, reserved bits, or a control frame that is cut or longer than 125 bytes. */
enum frame_result { FRAME_READ, FRAME_MORE, FRAME_BROKEN };
enum frame_result frame_read(const void *bytes, size_t size, struct frame *frame,
                             unsigned char payload[static FRAME_PAYLOAD_MAX]);

/* Appends an unmasked, final frame, as servers send it. */
void frame_write(struct buf *out, int opcode, const void *payload, size_t size);

/* What Sec-WebSocket-Accept answers to a key; false when the key is none (16 bytes of base64).
 */
bool frame_accept(const char *key, char out[static FRAME_ACCEPT_SIZE]);

#endif
