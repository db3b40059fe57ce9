/* A film without an account. */
#include "api/inside.h"
#include "api/shapes.h"
#include "studio/guests.h"

#define AT(type, member) offsetof(struct type, member)

struct challenge {
    const char *challenge;
    int64_t bits, seconds;
};
static const struct field challenge_fields[] = {
    {"challenge", FIELD_TEXT, AT(challenge, challenge), .required = true},
    {"difficulty", FIELD_INT, AT(challenge, bits), .required = true,
     .help = "find a nonce: SHA-256 of challenge:nonce begins with so many zero bits"},
    {"expiresIn", FIELD_INT, AT(challenge, seconds), .required = true, .help = "seconds"},
};
static const struct shape shape_challenge =
    SHAPE("GuestChallenge", challenge_fields, struct challenge);

static bool get_challenge(struct call *call, struct error *err) {
    struct challenge *answer = call_answer(call);
    (void)err;
    *answer =
        (struct challenge){guests_challenge(&call->desk), GUESTS_WORK_BITS, GUESTS_CHALLENGE_S};
    return true;
}

static const struct field order_fields[] = {
    {"title", FIELD_TEXT, AT(guest_order, title), .low = 1, .high = 100,
     .fallback = "A first film"},
    {"script", FIELD_TEXT, AT(guest_order, script), .required = true, .low = 1, .high = 5000,
     .help = "up to 150 words; the film ends after half a minute"},
    {"settings", FIELD_JSON, AT(guest_order, settings), .shape = &shape_film_settings},
    {"challenge", FIELD_TEXT, AT(guest_order, challenge), .required = true, .high = 200},
    {"nonce", FIELD_TEXT, AT(guest_order, nonce), .required = true, .high = 40},
};
static const struct shape shape_order =
    SHAPE("GuestFilmOrder", order_fields, struct guest_order);

struct guest_view {
    const char *job_id, *project_id, *status, *access_token, *refresh_token, *claim_token;
    int64_t expires_in, kept_until;
};
static const struct field film_fields[] = {
    {"jobId", FIELD_ID, AT(guest_view, job_id), .required = true},
    {"projectId", FIELD_ID, AT(guest_view, project_id), .required = true},
    {"status", FIELD_TEXT, AT(guest_view, status), .required = true},
    {"accessToken", FIELD_TEXT, AT(guest_view, access_token), .required = true,
     .help = "for the job, its events and its film"},
    {"expiresIn", FIELD_INT, AT(guest_view, expires_in), .required = true},
    {"refreshToken", FIELD_TEXT, AT(guest_view, refresh_token), .required = true},
    {"claimToken", FIELD_TEXT, AT(guest_view, claim_token), .required = true,
     .help = "takes the film over into an account"},
    {"keptUntil", FIELD_TIME, AT(guest_view, kept_until), .required = true},
};
static const struct shape shape_film = SHAPE("GuestFilm", film_fields, struct guest_view);

struct guest_making {
    struct call *call;
    struct guest_order order;
    struct guest_film film;
    int64_t wait_s;
};

static bool order_work(struct db_tx *tx, void *data, struct error *err) {
    struct guest_making *making = data;
    making->call->desk.tx = tx;
    bool ok =
        guests_order(&making->call->desk, &making->order, &making->film, &making->wait_s, err);
    making->call->desk.tx = NULL;
    making->call->desk.who = (struct studio_who){0}; /* it was nobody who asked */
    return ok;
}

static bool post_film(struct call *call, struct error *err) {
    struct guest_making making = {.call = call,
                                  .order = *(const struct guest_order *)call->body};
    making.order.most = call->server->settings.limits;
    if (!guests_check(&call->desk, &making.order, err)) return false;
    if (!db_transact(call->desk.studio->db, DB_WRITE, order_work, &making, err)) {
        if (making.wait_s)
            call_add_header(call, "Retry-After", "%lld", (long long)making.wait_s);
        return false;
    }
    const struct guest_film film = making.film;
    const struct user *user = &film.login.user;
    struct jwt_claims claims = {user->id, film.login.session_id, user->email, user->role,
                                user->tier};
    struct guest_view *view = call_answer(call);
    *view = (struct guest_view){
        .job_id = film.job.id,
        .project_id = film.job.project_id,
        .status = film.job.status,
        .access_token = jwt_sign(call->server->keys, call->desk.arena, &claims, call->desk.now),
        .refresh_token = film.login.refresh_token,
        .claim_token = film.claim_token,
        .expires_in = JWT_LIFE_S,
        .kept_until = call->desk.now + 24 * (int64_t)3600 * 1000,
    };
    return true;
}

struct claim_body {
    const char *token;
};
static const struct field claim_fields[] = {
    {"claimToken", FIELD_TEXT, AT(claim_body, token), .required = true, .low = 1, .high = 100},
};
static const struct shape shape_claim = SHAPE("ClaimOrder", claim_fields, struct claim_body);

static bool post_claim(struct call *call, struct error *err) {
    const struct claim_body *body = call->body;
    struct project project = {0};
    return guests_claim(&call->desk, body->token, &project, err) &&
           shapes_view_project(call, &project, call_answer(call), err);
}

static const struct route routes[] = {
    {"GET", "/api/v1/guest/challenge", "jobs", "getGuestChallenge",
     "What a machine works on before it may order a film without an account", ROLE_ANYONE,
     WORK_NOW, RATE_GENERAL, 200, NULL, NULL, &shape_challenge, get_challenge},
    {"POST", "/api/v1/guest/films", "jobs", "makeGuestFilm",
     "A film of half a minute without an account, one a day", ROLE_ANYONE, WORK_FREE,
     RATE_GENERAL, 202, NULL, &shape_order, &shape_film, post_film, .problems = "403"},
    {"POST", "/api/v1/guest/claim", "jobs", "claimGuestFilm",
     "Take a guest's film over into one's account", ROLE_USER, WORK_WRITE, RATE_AUTH, 200, NULL,
     &shape_claim, &shape_project, post_claim, .problems = "404 409"},
};
const struct route_table route_guests = {routes, COUNT_OF(routes)};
