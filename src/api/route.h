/* The table of routes. A row says all there is to say of a route: routing, sign-in, checks, the
 * transaction it runs in, limits, and the OpenAPI document are all made from it. */
#ifndef API_ROUTE_H
#define API_ROUTE_H

#include "api/call.h"

enum role { ROLE_ANYONE, ROLE_USER, ROLE_ADMIN };

/* Where and in what a handler runs. */
enum work {
    WORK_READ,  /* at once, in a transaction that reads */
    WORK_WRITE, /* on the pool, in a transaction that writes */
    WORK_FREE,  /* on the pool, in transactions of its own: desk.tx is NULL */
    WORK_NOW,   /* at once, without the database */
};

enum rate {
    RATE_GENERAL, /* 100 a minute for a user, 1000 an hour for a key, 2000 in 5 minutes for an
                     IP */
    RATE_AUTH,    /* and 5 in 15 minutes for an IP */
    RATE_FILMS,   /* and 10 films an hour for a user */
    RATE_LETTERS, /* and 5 an hour for an IP */
    RATE_NONE,
};

enum {
    ROUTE_NO_KEYS = 1,    /* not with an API key: it is about the account itself */
    ROUTE_FORM = 2,       /* takes a form as well as JSON */
    ROUTE_STREAM = 4,     /* an event stream: the token may stand in the query */
    ROUTE_RAW = 8,        /* the answer is not of a shape: `type` */
    ROUTE_VERSIONED = 16, /* takes If-Match */
    ROUTE_LARGE = 128,    /* the file may have 100 MB */
    ROUTE_GUESTS = 64,    /* open to guests as well */
    ROUTE_READS = 256,    /* a POST that changes nothing: keys that read may send it */
    ROUTE_FILE = 32       /* the body is a file: as it is, or a part of a form; call->file_in */
};

struct route {
    const char *method, *path; /* under /api/v1; {projectId} stands for one part */
    const char *service;       /* users, projects, credits, publish, jobs, admin, system */
    const char *name;          /* "createProject": the operationId */
    const char *summary;
    enum role role;
    enum work work;
    enum rate rate;
    int status;                                /* of success */
    const struct shape *query, *body, *answer; /* NULL: none */
    bool (*handle)(struct call *call, struct error *err);
    unsigned flags;
    const char *type;     /* ROUTE_RAW: of the answer */
    const char *problems; /* statuses beyond those every route has: "402 409" */
};

struct route_table {
    const struct route *routes;
    size_t count;
};
extern const struct route_table route_sign_in, route_providers, route_password, route_users,
    route_privacy, route_organizations, route_webhooks, route_projects, route_reading,
    route_scripts, route_assets, route_guests, route_jobs, route_credits, route_moderation,
    route_graphql, route_admin, route_contact, route_system;
/* All tables, in the order of the document; NULL at the end. */
extern const struct route_table *const route_tables[];

/* The route of a method and path, and the values of its {parts}. NULL: *allowed then names the
 * methods of the path, "" for none. HEAD finds GET. */
const struct route *route_find(const char *method, const char *path, struct arena *arena,
                               const char *values[CALL_VALUES], const char **allowed);

#endif
