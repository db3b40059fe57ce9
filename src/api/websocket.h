/* Inside the api room: one connection that became a WebSocket. All calls come from the thread
 * of events.c, or under its lock; none blocks. */
#ifndef API_WEBSOCKET_H
#define API_WEBSOCKET_H

#include <microhttpd.h>

#include "api/call.h"

struct websocket;
/* Takes over the socket that libmicrohttpd hands over, with what it had read already. */
struct websocket *websocket_new(int socket, struct MHD_UpgradeResponseHandle *handle,
                                const void *bytes, size_t size);
/* Ends it: what is pending is tried once more, then the socket is given back. NULL is allowed.
 */
void websocket_free(struct websocket *websocket);

void websocket_say(struct websocket *websocket, const char *text, size_t size);
void websocket_ping(struct websocket *websocket);
/* Says goodbye: after this nothing more is said. */
void websocket_end(struct websocket *websocket);
/* Reads and writes what can be. False when it is over: free it. */
bool websocket_turn(struct websocket *websocket);

#endif
