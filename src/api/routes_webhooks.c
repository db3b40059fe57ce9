/* Webhooks and the log of their deliveries. */
#include <string.h>

#include "api/inside.h"
#include "api/shapes.h"
#include "studio/webhooks.h"

#define AT(type, member) offsetof(struct type, member)

struct webhook_view {
    struct webhook webhook;
    struct shape_list events;
};
#define W(member) offsetof(struct webhook_view, webhook.member)
static const struct field webhook_fields[] = {
    {"webhookId", FIELD_ID, W(id), .required = true},
    {"url", FIELD_LINK, W(url), .required = true},
    {"events", FIELD_TEXTS, AT(webhook_view, events), .required = true},
    {"enabled", FIELD_BOOL, W(enabled), .required = true},
    {"secret", FIELD_TEXT, W(secret),
     .help = "shown this once; signatures are as standardwebhooks.com has them"},
    {"createdAt", FIELD_TIME, W(created_at), .required = true},
};
static const struct shape shape_webhook = SHAPE("Webhook", webhook_fields, struct webhook_view);
struct webhook_list_view {
    struct shape_list webhooks;
};
static const struct field list_fields[] = {
    {"webhooks", FIELD_LIST, AT(webhook_list_view, webhooks), .shape = &shape_webhook},
};
static const struct shape shape_list_of_webhooks =
    SHAPE("WebhookList", list_fields, struct webhook_list_view);

struct webhook_order {
    const char *url;
    struct shape_list events;
    int64_t enabled;
};
static const char events_help[] = "video.completed, video.failed";
static const struct field order_fields[] = {
    {"url", FIELD_LINK, AT(webhook_order, url), .required = true, .low = 1, .high = 1000},
    {"events", FIELD_TEXTS, AT(webhook_order, events), .required = true, .high = 10,
     .help = events_help},
};
static const struct shape shape_order =
    SHAPE("WebhookOrder", order_fields, struct webhook_order);
static const struct field change_fields[] = {
    {"url", FIELD_LINK, AT(webhook_order, url), .low = 1, .high = 1000},
    {"events", FIELD_TEXTS, AT(webhook_order, events), .high = 10, .help = events_help},
    {"enabled", FIELD_BOOL, AT(webhook_order, enabled)},
};
static const struct shape shape_change =
    SHAPE("WebhookChange", change_fields, struct webhook_order);

static void view_webhook(struct call *call, const struct webhook *webhook,
                         struct webhook_view *view) {
    char *text = arena_printf(call->desk.arena, "%s", webhook->events), *rest;
    const char **names = arena_alloc(call->desk.arena, strlen(text) + 1, sizeof *names);
    *view = (struct webhook_view){.webhook = *webhook, .events = {names, 0}};
    for (char *at = strtok_r(text, " ", &rest); at; at = strtok_r(NULL, " ", &rest))
        names[view->events.count++] = at;
}

/* An address that anybody's browser could open, without a password in it. */
static bool check_url(struct call *call, const char *url, struct error *err) {
    if (!url) return true;
    const char *host = strstr(url, "://");
    if (!host) return call_fault(call, "/url", err, "must be an http or https address");
    if (call->desk.studio->production && strncmp(url, "https:", 6) != 0)
        return call_fault(call, "/url", err, "must be an https address");
    return !memchr(host, '@', strcspn(host + 3, "/?#") + 3) ||
           call_fault(call, "/url", err, "may not hold a password");
}

/* *text: the events with spaces between; NULL when none were given. */
static bool join_events(struct call *call, const struct shape_list *events, bool needed,
                        const char **text, struct error *err) {
    const char **names = events->items;
    *text = NULL;
    if (needed && !events->count) return call_fault(call, "/events", err, "must name an event");
    for (size_t i = 0; i < events->count; i++) {
        if (strcmp(names[i], "video.completed") != 0 && strcmp(names[i], "video.failed") != 0)
            return call_fault(call, "/events", err, "are video.completed and video.failed");
        *text = *text ? arena_printf(call->desk.arena, "%s %s", *text, names[i]) : names[i];
    }
    return true;
}

static bool post_webhook(struct call *call, struct error *err) {
    const struct webhook_order *order = call->body;
    struct webhook webhook = {0};
    const char *events;
    if (!check_url(call, order->url, err) ||
        !join_events(call, &order->events, true, &events, err) ||
        !webhooks_new(&call->desk, order->url, events, &webhook, err))
        return false;
    view_webhook(call, &webhook, call_answer(call));
    return true;
}

static bool get_webhooks(struct call *call, struct error *err) {
    struct webhook_list list = {0};
    if (!webhooks_list(&call->desk, &list, err)) return false;
    struct webhook_view *views = arena_alloc(call->desk.arena, list.count + 1, sizeof *views);
    for (size_t i = 0; i < list.count; i++) view_webhook(call, &list.items[i], &views[i]);
    struct webhook_list_view *answer = call_answer(call);
    answer->webhooks = (struct shape_list){views, list.count};
    return true;
}

static bool patch_webhook(struct call *call, struct error *err) {
    const struct webhook_order *order = call->body;
    struct webhook_change change = {.url = order->url, .enabled = order->enabled};
    struct webhook webhook = {0};
    if (!check_url(call, order->url, err) ||
        !join_events(call, &order->events, false, &change.events, err) ||
        !webhooks_change(&call->desk, call->values[0], &change, &webhook, err))
        return false;
    view_webhook(call, &webhook, call_answer(call));
    return true;
}

static bool delete_webhook(struct call *call, struct error *err) {
    return webhooks_delete(&call->desk, call->values[0], err) &&
           call_say(call, "The webhook is deleted.");
}

static const struct field delivery_fields[] = {
    {"deliveryId", FIELD_ID, AT(webhook_delivery, id), .required = true,
     .help = "the webhook-id of the message"},
    {"event", FIELD_TEXT, AT(webhook_delivery, event), .required = true},
    {"state", FIELD_CHOICE, AT(webhook_delivery, state), .required = true,
     .choices = "pending|delivered|failed"},
    {"tries", FIELD_INT, AT(webhook_delivery, tries), .required = true},
    {"lastStatus", FIELD_INT, AT(webhook_delivery, status), .required = true,
     .help = "of the receiver's answer; 0: none"},
    {"lastProblem", FIELD_TEXT, AT(webhook_delivery, problem)},
    {"createdAt", FIELD_TIME, AT(webhook_delivery, created_at), .required = true},
    {"nextAt", FIELD_TIME, AT(webhook_delivery, next_at), .required = true,
     .help = "while it is pending: when it is tried"},
    {"endedAt", FIELD_TIME, AT(webhook_delivery, ended_at)},
};
static const struct shape shape_delivery =
    SHAPE("WebhookDelivery", delivery_fields, struct webhook_delivery);
static const struct field deliveries_fields[] = {
    {"deliveries", FIELD_LIST, 0, .shape = &shape_delivery},
    {"totalCount", FIELD_INT, AT(webhook_delivery_list, total_count), .required = true},
    {"page", FIELD_INT, AT(webhook_delivery_list, page), .required = true},
};
static const struct shape shape_deliveries =
    SHAPE("WebhookDeliveryList", deliveries_fields, struct webhook_delivery_list);

static bool get_deliveries(struct call *call, struct error *err) {
    const struct page_query *page = call->query;
    return webhooks_deliveries(&call->desk, call->values[0], page->page, page->page_size,
                               call_answer(call), err);
}
static bool post_again(struct call *call, struct error *err) {
    return webhooks_again(&call->desk, call->values[0], call->values[1], call_answer(call),
                          err);
}
static bool post_test(struct call *call, struct error *err) {
    return webhooks_ping(&call->desk, call->values[0], call_answer(call), err);
}

#define S "users"
#define ONE "/api/v1/webhooks/{webhookId}"
static const struct route routes[] = {
    {"GET", "/api/v1/webhooks", S, "listWebhooks", "Webhooks", ROLE_USER, WORK_READ,
     RATE_GENERAL, 200, NULL, NULL, &shape_list_of_webhooks, get_webhooks},
    {"POST", "/api/v1/webhooks", S, "createWebhook", "Have a program told of one's films",
     ROLE_USER, WORK_WRITE, RATE_GENERAL, 201, NULL, &shape_order, &shape_webhook, post_webhook,
     ROUTE_NO_KEYS, .problems = "409"},
    {"PATCH", ONE, S, "changeWebhook", "Change a webhook", ROLE_USER, WORK_WRITE, RATE_GENERAL,
     200, NULL, &shape_change, &shape_webhook, patch_webhook, ROUTE_NO_KEYS, .problems = "404"},
    {"DELETE", ONE, S, "deleteWebhook", "Delete a webhook", ROLE_USER, WORK_WRITE, RATE_GENERAL,
     200, NULL, NULL, &shape_message, delete_webhook, ROUTE_NO_KEYS, .problems = "404"},
    {"POST", ONE "/test", S, "testWebhook", "Send a ping", ROLE_USER, WORK_WRITE, RATE_GENERAL,
     202, NULL, NULL, &shape_delivery, post_test, .problems = "404"},
    {"GET", ONE "/deliveries", S, "listDeliveries", "What was sent, the newest first",
     ROLE_USER, WORK_READ, RATE_GENERAL, 200, &shape_page, NULL, &shape_deliveries,
     get_deliveries, .problems = "404"},
    {"POST", ONE "/deliveries/{deliveryId}/retry", S, "retryDelivery", "Send one again",
     ROLE_USER, WORK_WRITE, RATE_GENERAL, 202, NULL, NULL, &shape_delivery, post_again,
     .problems = "404"},
};
const struct route_table route_webhooks = {routes, COUNT_OF(routes)};
