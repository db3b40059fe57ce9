/* The HTTP server: routes as one table, over the studio's desks.
 *
 * Requests come in on the threads of libmicrohttpd. What only reads is answered there; what
 * writes or takes long is suspended, done on a pool of threads, and resumed. */
#ifndef API_SERVER_H
#define API_SERVER_H

#include <stdio.h>

#include "cache/cache.h"
#include "integrations/provider.h"
#include "storage/blob.h"
#include "studio/jwt.h"
#include "studio/studio.h"

struct api_settings {
    const struct studio *studio;
    struct cache *cache;
    struct blob_store *blobs;
    int port;         /* 0: any free one */
    const char *bind; /* "127.0.0.1"; NULL: all addresses */
    const char
        *origins; /* who may ask from a browser elsewhere: "https://a.example,https://b" */
    const char *services;   /* "users,projects": which part of the table is served; NULL: all */
    const char *web_folder; /* files of the web app; NULL: none */
    const char *traces;     /* a collector that takes OTLP over HTTP; NULL: none */
    int limits;             /* rate limits are multiplied by it; 1 in earnest */
    bool behind_proxy;      /* the client's address is the last of X-Forwarded-For */
    const struct provider_list *providers; /* to sign in with; NULL: none */
    bool secure;                           /* cookies only over TLS, HSTS */
};

struct api_server;
bool api_start(const struct api_settings *settings, struct api_server **server,
               struct error *err) MUST_USE;
int api_port(const struct api_server *server);
/* Tells the server that events of jobs were written; it looks itself every now and then too. */
void api_wake(struct api_server *server);
/* Takes up keys for access tokens that were made elsewhere (film admin rotate-keys). */
bool api_reload_keys(struct api_server *server, struct error *err) MUST_USE;
/* Answers what is under way, takes nothing new. NULL is allowed. */
void api_stop(struct api_server *server);

/* The OpenAPI 3.1 document out of the table of routes; a new reference. */
json_t *api_openapi(void);

#endif
