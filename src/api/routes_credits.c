/* Credits, packages and plans. */
#include <stdio.h>
#include <string.h>

#include "api/inside.h"
#include "api/shapes.h"
#include "studio/orders.h"

#define AT(type, member) offsetof(struct type, member)

/* FR-030 shows the last ten; /credits/history has all, by pages. */
static bool get_credits(struct call *call, struct error *err) {
    return credits_statement(&call->desk, call->desk.who.user_id, 1, 10, call_answer(call),
                             err);
}
static bool get_history(struct call *call, struct error *err) {
    const struct page_query *page = call->query;
    return credits_statement(&call->desk, call->desk.who.user_id, page->page, page->page_size,
                             call_answer(call), err);
}

struct purchase_order {
    int64_t quantity;
};
static const struct field purchase_fields[] = {
    {"quantity", FIELD_INT, AT(purchase_order, quantity), .required = true, .low = 10,
     .high = 1000, .help = "of a package: 10, 35, 100 or 250"},
};
static const struct shape shape_purchase =
    SHAPE("PurchaseOrder", purchase_fields, struct purchase_order);

static const struct field order_fields[] = {
    {"orderId", FIELD_ID, AT(order, id), .required = true},
    {"stripeSessionId", FIELD_TEXT, AT(order, id), .help = "of the payment provider"},
    {"quantity", FIELD_INT, AT(order, quantity), .required = true},
    {"cents", FIELD_INT, AT(order, cents), .required = true},
    {"status", FIELD_CHOICE, AT(order, state), .required = true, .choices = "open|paid"},
    {"provider", FIELD_TEXT, AT(order, provider), .required = true},
    {"redirectUrl", FIELD_LINK, AT(order, link), .required = true},
};
static const struct shape shape_order = SHAPE("Order", order_fields, struct order);

static bool post_purchase(struct call *call, struct error *err) {
    const struct purchase_order *body = call->body;
    return orders_credits(&call->desk, body->quantity, call_answer(call), err);
}

static const struct field package_fields[] = {
    {"quantity", FIELD_INT, AT(credit_package, quantity), .required = true},
    {"cents", FIELD_INT, AT(credit_package, cents), .required = true},
};
static const struct shape shape_package =
    SHAPE("CreditPackage", package_fields, struct credit_package);
struct plan_view {
    const char *plan, *watermark;
    int64_t cents, credits, seconds, words, images, width, height;
};
static const struct field plan_fields[] = {
    {"plan", FIELD_TEXT, AT(plan_view, plan), .required = true},
    {"centsPerMonth", FIELD_INT, AT(plan_view, cents), .required = true},
    {"creditsPerMonth", FIELD_INT, AT(plan_view, credits), .required = true,
     .help = "-1: as many as you like"},
    {"maxSeconds", FIELD_INT, AT(plan_view, seconds), .required = true},
    {"maxWords", FIELD_INT, AT(plan_view, words), .required = true},
    {"maxImages", FIELD_INT, AT(plan_view, images), .required = true},
    {"width", FIELD_INT, AT(plan_view, width), .required = true},
    {"height", FIELD_INT, AT(plan_view, height), .required = true},
    {"watermark", FIELD_TEXT, AT(plan_view, watermark)},
};
static const struct shape shape_plan = SHAPE("Plan", plan_fields, struct plan_view);
struct prices {
    struct shape_list plans, packages;
};
static const struct field prices_fields[] = {
    {"plans", FIELD_LIST, AT(prices, plans), .shape = &shape_plan},
    {"packages", FIELD_LIST, AT(prices, packages), .shape = &shape_package},
};
static const struct shape shape_prices = SHAPE("Prices", prices_fields, struct prices);

static bool get_prices(struct call *call, struct error *err) {
    static const struct {
        const char *name;
        int64_t cents;
    } plans[] = {{"free", 0}, {"pro", 2900}, {"enterprise", 29900}};
    (void)err;
    struct prices *prices = call_answer(call);
    struct plan_view *views = arena_alloc(call->desk.arena, COUNT_OF(plans), sizeof *views);
    for (size_t i = 0; i < COUNT_OF(plans); i++) {
        const struct studio_tier *tier = studio_tier(plans[i].name);
        views[i] = (struct plan_view){
            tier->name,  tier->watermark, plans[i].cents, tier->monthly_credits, tier->seconds,
            tier->words, tier->images,    tier->width,    tier->height};
    }
    prices->plans = (struct shape_list){views, COUNT_OF(plans)};
    prices->packages = (struct shape_list){(void *)credits_packages, credits_package_count};
    return true;
}

struct upgrade_order {
    const char *plan;
};
static const struct field upgrade_fields[] = {
    {"plan", FIELD_CHOICE, AT(upgrade_order, plan), .required = true,
     .choices = "free|pro|enterprise"},
};
static const struct shape shape_upgrade =
    SHAPE("PlanOrder", upgrade_fields, struct upgrade_order);
static const struct field subscription_fields[] = {
    {"plan", FIELD_TEXT, AT(subscription, plan), .required = true},
    {"nextPlan", FIELD_TEXT, AT(subscription, next_plan),
     .help = "what follows when the period ends"},
    {"periodEnd", FIELD_TIME, AT(subscription, period_end)},
};
static const struct shape shape_subscription =
    SHAPE("Subscription", subscription_fields, struct subscription);

static bool post_upgrade(struct call *call, struct error *err) {
    const struct upgrade_order *body = call->body;
    return orders_plan(&call->desk, body->plan, call_answer(call), err);
}
static bool get_subscription(struct call *call, struct error *err) {
    return orders_subscription(&call->desk, call_answer(call), err);
}

#define S "credits"
static const struct route routes[] = {
    {"GET", "/api/v1/users/me/credits", S, "getCredits",
     "Balance and the last ten transactions", ROLE_USER, WORK_WRITE, RATE_GENERAL, 200, NULL,
     NULL, &shape_statement, get_credits},
    {"GET", "/api/v1/credits/history", S, "listCredits", "All transactions, the newest first",
     ROLE_USER, WORK_WRITE, RATE_GENERAL, 200, &shape_page, NULL, &shape_statement,
     get_history},
    {"GET", "/api/v1/credits/prices", S, "getPrices", "Plans and packages", ROLE_ANYONE,
     WORK_NOW, RATE_GENERAL, 200, NULL, NULL, &shape_prices, get_prices},
    {"POST", "/api/v1/credits/purchase", S, "buyCredits", "Buy a package of credits", ROLE_USER,
     WORK_WRITE, RATE_GENERAL, 201, NULL, &shape_purchase, &shape_order, post_purchase,
     ROUTE_NO_KEYS, .problems = "503"},
    {"GET", "/api/v1/subscriptions/me", S, "getSubscription", "The plan", ROLE_USER, WORK_READ,
     RATE_GENERAL, 200, NULL, NULL, &shape_subscription, get_subscription},
    {"POST", "/api/v1/subscriptions/upgrade", S, "changePlan",
     "Change the plan: upwards at once, downwards when the period ends", ROLE_USER, WORK_WRITE,
     RATE_GENERAL, 200, NULL, &shape_upgrade, &shape_subscription, post_upgrade, ROUTE_NO_KEYS,
     .problems = "403 503"},
};
const struct route_table route_credits = {routes, COUNT_OF(routes)};
