/* Inside the api room: event streams of jobs, as server-sent events or over WebSocket.
 *
 * One thread reads new events from the database, a few times a second and whenever it is woken,
 * and hands them to the streams of their jobs. An event's number is its id, so that a stream
 * which was cut goes on behind the last one it saw. */
#ifndef API_EVENTS_H
#define API_EVENTS_H

#include <microhttpd.h>

#include "api/inside.h"

bool api_events_open(struct api_server *server, struct api_events **events,
                     struct error *err) MUST_USE;
void api_events_wake(struct api_events *events);
/* Ends all streams; NULL is allowed. */
void api_events_end(struct api_events *events);
void api_events_close(struct api_events *events); /* after the daemon; NULL is allowed */

/* The endless answer to a call with call->stream. */
struct MHD_Response *api_events_response(struct api_events *events, struct call *call);

#endif
