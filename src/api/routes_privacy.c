/* Consent, and a copy of all that is kept. */
#include <string.h>

#include "api/inside.h"
#include "api/shapes.h"
#include "studio/privacy.h"

#define AT(type, member) offsetof(struct type, member)

static const struct field consent_fields[] = {
    {"purpose", FIELD_CHOICE, AT(privacy_consent, purpose), .required = true,
     .choices = PRIVACY_PURPOSES},
    {"granted", FIELD_BOOL, AT(privacy_consent, granted), .required = true},
    {"source", FIELD_TEXT, AT(privacy_consent, source), .high = 100,
     .help = "where it was given: sign-up form, settings"},
    {"at", FIELD_TIME, AT(privacy_consent, at), .required = true},
};
static const struct shape shape_consent =
    SHAPE("Consent", consent_fields, struct privacy_consent);
static const struct field consents_fields[] = {
    {"consents", FIELD_LIST, 0, .shape = &shape_consent,
     .help = "the whole trail, the newest first: the first of a purpose counts"},
};
static const struct shape shape_consents =
    SHAPE("ConsentList", consents_fields, struct privacy_consents);
static const struct field order_fields[] = {
    {"purpose", FIELD_CHOICE, AT(privacy_consent, purpose), .required = true,
     .choices = PRIVACY_PURPOSES},
    {"granted", FIELD_BOOL, AT(privacy_consent, granted), .required = true},
    {"source", FIELD_TEXT, AT(privacy_consent, source), .high = 100},
};
static const struct shape shape_order =
    SHAPE("ConsentOrder", order_fields, struct privacy_consent);

static bool get_consents(struct call *call, struct error *err) {
    return privacy_consents(&call->desk, call_answer(call), err);
}
static bool post_consent(struct call *call, struct error *err) {
    const struct privacy_consent *order = call->body;
    return privacy_consent(&call->desk, order->purpose, order->granted, order->source, err) &&
           privacy_consents(&call->desk, call_answer(call), err);
}

/* Each file with a link of an hour. */
static bool add_links(struct call *call, json_t *files, struct error *err) {
    for (size_t i = 0; i < json_array_size(files); i++) {
        json_t *file = json_array_get(files, i);
        const char *name = json_string_value(json_object_get(file, "name")), *url;
        const char *job = json_string_value(json_object_get(file, "jobId"));
        if (!shapes_link_to(call, shapes_file_key(call->desk.arena, job, name), name, &url,
                            err))
            return false;
        json_object_set_new(file, "url", json_string(url));
    }
    return true;
}

static bool get_export(struct call *call, struct error *err) {
    json_t *all;
    if (!privacy_export(&call->desk, &all, err)) return false;
    bool ok = add_links(call, json_object_get(all, "files"), err);
    if (ok) {
        call->malloced = json_dumps(all, JSON_COMPACT);
        if (!call->malloced) die("an export cannot be written");
        call->text = call->malloced;
        call->text_size = strlen(call->text);
        call->type = "application/json";
        call_add_header(call, "Content-Disposition", "attachment; filename=\"my-data.json\"");
    }
    json_decref(all);
    return ok;
}

#define S "users"
static const struct route routes[] = {
    {"GET", "/api/v1/users/me/consents", S, "listConsents", "What one agreed to, and when",
     ROLE_USER, WORK_READ, RATE_GENERAL, 200, NULL, NULL, &shape_consents, get_consents},
    {"POST", "/api/v1/users/me/consents", S, "giveConsent", "Agree to something, or no longer",
     ROLE_USER, WORK_WRITE, RATE_GENERAL, 201, NULL, &shape_order, &shape_consents,
     post_consent, ROUTE_NO_KEYS},
    {"GET", "/api/v1/users/me/export", S, "exportMyData",
     "All that is kept of one, as JSON, with links to films good for an hour", ROLE_USER,
     WORK_READ, RATE_AUTH, 200, NULL, NULL, NULL, get_export, ROUTE_NO_KEYS | ROUTE_RAW,
     "application/json", "413"},
};
const struct route_table route_privacy = {routes, COUNT_OF(routes)};
