/* Moderation: the queue for administrators, and what owners see of it. */
#include <string.h>

#include "api/inside.h"
#include "api/shapes.h"
#include "studio/moderation.h"

#define AT(type, member) offsetof(struct type, member)
#define STATES "pending|approved|rejected"
#define ITEM_FIELDS                                                                     \
    {"itemId", FIELD_ID, AT(moderation_item, id), .required = true},                    \
        {"projectId", FIELD_ID, AT(moderation_item, project_id), .required = true},     \
        {"projectVersion", FIELD_INT, AT(moderation_item, version), .required = true},  \
        {"title", FIELD_TEXT, AT(moderation_item, title), .required = true},            \
        {"state", FIELD_CHOICE, AT(moderation_item, state), .required = true,           \
         .choices = STATES},                                                            \
        {"reason", FIELD_TEXT, AT(moderation_item, reason)},                            \
        {"appeal", FIELD_TEXT, AT(moderation_item, appeal)},                            \
        {"createdAt", FIELD_TIME, AT(moderation_item, created_at), .required = true}, { \
        "decidedAt", FIELD_TIME, AT(moderation_item, decided_at)                        \
    }

static const struct field own_fields[] = {ITEM_FIELDS};
static const struct shape shape_own = SHAPE("Review", own_fields, struct moderation_item);
static const struct field item_fields[] = {
    ITEM_FIELDS,
    {"userId", FIELD_ID, AT(moderation_item, user_id), .required = true},
    {"flaggedTerms", FIELD_TEXT, AT(moderation_item, terms), .required = true},
    {"score", FIELD_INT, AT(moderation_item, score), .required = true},
    {"script", FIELD_TEXT, AT(moderation_item, script), .required = true},
};
static const struct shape shape_item =
    SHAPE("ModerationItem", item_fields, struct moderation_item);
static const struct field own_list_fields[] = {
    {"reviews", FIELD_LIST, 0, .shape = &shape_own},
};
static const struct shape shape_own_list =
    SHAPE("ReviewList", own_list_fields, struct moderation_list);
static const struct field list_fields[] = {
    {"items", FIELD_LIST, 0, .shape = &shape_item},
    {"totalCount", FIELD_INT, AT(moderation_list, total_count), .required = true},
    {"page", FIELD_INT, AT(moderation_list, page), .required = true},
};
static const struct shape shape_list_of_items =
    SHAPE("ModerationList", list_fields, struct moderation_list);

struct queue_query {
    const char *state;
    int64_t page, page_size;
};
static const struct field query_fields[] = {
    {"state", FIELD_CHOICE, AT(queue_query, state), .choices = STATES, .fallback = "pending"},
    {"page", FIELD_INT, AT(queue_query, page), .low = 1, .high = 1000000, .fallback = "1"},
    {"pageSize", FIELD_INT, AT(queue_query, page_size), .low = 1, .high = 100,
     .fallback = "20"},
};
static const struct shape shape_query =
    SHAPE("ModerationQuery", query_fields, struct queue_query);

static bool get_queue(struct call *call, struct error *err) {
    const struct queue_query *query = call->query;
    return moderation_queue(&call->desk, query->state, query->page, query->page_size,
                            call_answer(call), err);
}

struct decision {
    const char *decision, *reason;
};
static const struct field decision_fields[] = {
    {"decision", FIELD_CHOICE, AT(decision, decision), .required = true,
     .choices = "approve|reject"},
    {"reason", FIELD_TEXT, AT(decision, reason), .high = 500},
};
static const struct shape shape_decision = SHAPE("Decision", decision_fields, struct decision);

static bool post_decision(struct call *call, struct error *err) {
    const struct decision *order = call->body;
    bool approve = strcmp(order->decision, "approve") == 0;
    return moderation_decide(&call->desk, call->values[0], approve, order->reason,
                             call_answer(call), err);
}

static bool get_mine(struct call *call, struct error *err) {
    return moderation_mine(&call->desk, call_answer(call), err);
}

struct appeal {
    const char *words;
};
static const struct field appeal_fields[] = {
    {"appeal", FIELD_TEXT, AT(appeal, words), .required = true, .low = 1, .high = 2000},
};
static const struct shape shape_appeal = SHAPE("Appeal", appeal_fields, struct appeal);

static bool post_appeal(struct call *call, struct error *err) {
    const struct appeal *order = call->body;
    return moderation_appeal(&call->desk, call->values[0], order->words, call_answer(call),
                             err);
}

static const struct route routes[] = {
    {"GET", "/api/v1/moderation", "projects", "listReviews", "Reviews of one's own scripts",
     ROLE_USER, WORK_READ, RATE_GENERAL, 200, NULL, NULL, &shape_own_list, get_mine},
    {"POST", "/api/v1/moderation/{itemId}/appeal", "projects", "appealReview",
     "Appeal a rejection, once", ROLE_USER, WORK_WRITE, RATE_GENERAL, 200, NULL, &shape_appeal,
     &shape_own, post_appeal, .problems = "404 409"},
    {"GET", "/api/v1/admin/moderation", "admin", "adminModeration",
     "Scripts that wait for a look", ROLE_ADMIN, WORK_READ, RATE_GENERAL, 200, &shape_query,
     NULL, &shape_list_of_items, get_queue, ROUTE_NO_KEYS},
    {"POST", "/api/v1/admin/moderation/{itemId}", "admin", "adminDecide",
     "Approve or reject a script", ROLE_ADMIN, WORK_WRITE, RATE_GENERAL, 200, NULL,
     &shape_decision, &shape_item, post_decision, ROUTE_NO_KEYS, .problems = "404 409"},
};
const struct route_table route_moderation = {routes, COUNT_OF(routes)};
