/* The files of the web app, beside the routes. */
#ifndef API_WEB_H
#define API_WEB_H

#include "api/inside.h"

/* What no route answers is to be answered with a file. */
bool api_web_wants(const struct call *call);
extern const struct route api_web_route;

#endif
