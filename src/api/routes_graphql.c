/* GraphQL over what a person has: projects, jobs and credits, to be read. Types and their plain
 * fields are the shapes of REST; here is what is fetched, and the two routes. */
#include <stdio.h>
#include <string.h>

#include "api/graphql.h"
#include "api/inside.h"
#include "api/shapes.h"

#define AT(type, member) offsetof(struct type, member)

/* One page of a list: `after` is the endCursor of the page before. */
struct page_view {
    struct shape_list items;
    int64_t total_count, has_next_page;
    const char *end_cursor;
};
#define PAGE_SHAPE(variable, schema, item)                                            \
    static const struct field variable##_fields[] = {                                 \
        {"items", FIELD_LIST, AT(page_view, items), .shape = (item)},                 \
        {"totalCount", FIELD_INT, AT(page_view, total_count), .required = true},      \
        {"endCursor", FIELD_TEXT, AT(page_view, end_cursor)},                         \
        {"hasNextPage", FIELD_BOOL, AT(page_view, has_next_page), .required = true}}; \
    static const struct shape variable = SHAPE(schema, variable##_fields, struct page_view)
PAGE_SHAPE(shape_project_page, "ProjectPage", &shape_project_item);
PAGE_SHAPE(shape_job_page, "JobPage", &shape_job);
PAGE_SHAPE(shape_posting_page, "CreditTransactionPage", &shape_posting);

static const struct field balance_fields[] = {
    {"balance", FIELD_INT, AT(credit_statement, balance), .required = true},
    {"held", FIELD_INT, AT(credit_statement, held), .required = true},
    {"unlimited", FIELD_BOOL, AT(credit_statement, unlimited), .required = true},
    {"tier", FIELD_TEXT, AT(credit_statement, tier), .required = true},
    {"resetDate", FIELD_TIME, AT(credit_statement, reset_at), .required = true},
};
static const struct shape shape_balance =
    SHAPE("CreditAccount", balance_fields, struct credit_statement);
static const struct shape shape_root = {"Query", NULL, 0, 0, false};

/* Parameters of pages stand first, so that they have these places. */
enum { FIRST, AFTER, THIRD, FOURTH };
#define PAGES                                                                  \
    {"first", "Int", GRAPHQL_IN_INT, .low = 1, .high = 100, .fallback = 20}, { \
        "after", "String", GRAPHQL_IN_TEXT, .high = 20                         \
    }
static const struct graphql_parameter of_project = {"id", "ID", GRAPHQL_IN_ID,
                                                    .required = true};
static const struct graphql_parameter of_projects[] = {
    PAGES,
    {"status", "ProjectStatus", GRAPHQL_IN_CHOICE,
     .choices = "draft|processing|completed|failed"},
    {"search", "String", GRAPHQL_IN_TEXT, .high = 400}};
static const struct graphql_parameter of_jobs[] = {
    PAGES,
    {"status", "JobStatus", GRAPHQL_IN_CHOICE,
     .choices = "queued|processing|completed|failed|cancelled"},
    {"projectId", "ID", GRAPHQL_IN_ID}};
static const struct graphql_parameter of_pages[] = {PAGES};

/* A cursor is how many items stand before; pages of one list have one size. */
static bool page_of(const struct graphql_given *given, int64_t *page, struct error *err) {
    const char *text = given[AFTER].text ? given[AFTER].text : "0";
    char *end;
    int64_t first = given[FIRST].number, before = strtoll(text, &end, 10);
    if (*end || *text < '0' || *text > '9' || before > 100000000 || before % first != 0)
        return error_set(err, PROBLEM_BAD_INPUT,
                         "\"after\" is an endCursor, and \"first\" as it was with that one.");
    *page = before / first + 1;
    return true;
}

static struct page_view *new_page(struct call *call, struct shape_list items, int64_t total,
                                  int64_t page, int64_t first) {
    struct page_view *view = arena_alloc(call->desk.arena, 1, sizeof *view);
    int64_t seen = page * first;
    *view = (struct page_view){items, total, seen < total, NULL};
    if (seen < total)
        view->end_cursor = arena_printf(call->desk.arena, "%lld", (long long)seen);
    return view;
}

static bool fetch_me(struct call *call, const void *parent, const struct graphql_given *given,
                     const void **value, struct error *err) {
    struct user *user = arena_alloc(call->desk.arena, 1, sizeof *user);
    (void)parent;
    (void)given;
    *value = user;
    return users_get(&call->desk, call->desk.who.user_id, user, err);
}

static bool fetch_project_of(struct call *call, const char *id, const void **value,
                             struct error *err) {
    struct project project = {0};
    struct project_view *view = arena_alloc(call->desk.arena, 1, sizeof *view);
    *value = view;
    return projects_get(&call->desk, id, &project, err) &&
           shapes_view_project(call, &project, view, err);
}

static bool fetch_project(struct call *call, const void *parent,
                          const struct graphql_given *given, const void **value,
                          struct error *err) {
    (void)parent;
    return fetch_project_of(call, given[0].text, value, err);
}

static bool fetch_project_of_job(struct call *call, const void *parent,
                                 const struct graphql_given *given, const void **value,
                                 struct error *err) {
    const struct job_view *job = parent;
    (void)given;
    return fetch_project_of(call, job->job.project_id, value, err);
}

static bool fetch_projects(struct call *call, const void *parent,
                           const struct graphql_given *given, const void **value,
                           struct error *err) {
    struct project_query query = {.status = given[THIRD].text,
                                  .search = given[FOURTH].text,
                                  .page_size = given[FIRST].number};
    struct project_list list = {0};
    (void)parent;
    if (!page_of(given, &query.page, err) || !projects_list(&call->desk, &query, &list, err))
        return false;
    struct project_view *views = arena_alloc(call->desk.arena, list.count + 1, sizeof *views);
    for (size_t i = 0; i < list.count; i++)
        if (!shapes_view_project(call, &list.items[i], &views[i], err)) return false;
    *value = new_page(call, (struct shape_list){views, list.count}, list.total_count,
                      query.page, query.page_size);
    return true;
}

static bool fetch_jobs_of(struct call *call, const char *project_id,
                          const struct graphql_given *given, const void **value,
                          struct error *err) {
    struct job_list list = {0};
    int64_t page = 1, first = given[FIRST].number;
    if (!page_of(given, &page, err) ||
        !jobs_list(&call->desk, given[THIRD].text, project_id, page, first, &list, err))
        return false;
    struct job_view *views = arena_alloc(call->desk.arena, list.count + 1, sizeof *views);
    for (size_t i = 0; i < list.count; i++) shapes_view_job(call, &list.items[i], &views[i]);
    *value =
        new_page(call, (struct shape_list){views, list.count}, list.total_count, page, first);
    return true;
}

static bool fetch_jobs(struct call *call, const void *parent, const struct graphql_given *given,
                       const void **value, struct error *err) {
    struct project project = {0};
    const char *id = given[FOURTH].text;
    (void)parent;
    if (id && !projects_get(&call->desk, id, &project, err)) return false;
    return fetch_jobs_of(call, id, given, value, err);
}

static bool fetch_jobs_of_project(struct call *call, const void *parent,
                                  const struct graphql_given *given, const void **value,
                                  struct error *err) {
    const struct project_view *project = parent;
    return fetch_jobs_of(call, project->project.id, given, value, err);
}

static bool fetch_job(struct call *call, const void *parent, const struct graphql_given *given,
                      const void **value, struct error *err) {
    struct job job = {0};
    struct job_view *view = arena_alloc(call->desk.arena, 1, sizeof *view);
    (void)parent;
    if (!jobs_get(&call->desk, given[0].text, &job, err)) return false;
    shapes_view_job(call, &job, view);
    *value = view;
    return true;
}

static bool fetch_credits(struct call *call, const void *parent,
                          const struct graphql_given *given, const void **value,
                          struct error *err) {
    struct credit_statement *statement = arena_alloc(call->desk.arena, 1, sizeof *statement);
    (void)parent;
    (void)given;
    *value = statement;
    return credits_statement(&call->desk, call->desk.who.user_id, 1, 1, statement, err);
}

static bool fetch_postings(struct call *call, const void *parent,
                           const struct graphql_given *given, const void **value,
                           struct error *err) {
    struct credit_statement statement = {0};
    int64_t page = 1, first = given[FIRST].number;
    (void)parent;
    if (!page_of(given, &page, err) ||
        !credits_statement(&call->desk, call->desk.who.user_id, page, first, &statement, err))
        return false;
    struct shape_list items = {statement.history.items, statement.history.count};
    *value = new_page(call, items, statement.total_count, page, first);
    return true;
}

enum { ONE_COST = 20, PAGE_COST = 10 }; /* one project comes with its script */
static const struct graphql_field fields[] = {
    {&shape_root, "me", &shape_user, NULL, 0, PAGE_COST, false, fetch_me},
    {&shape_root, "projects", &shape_project_page, of_projects, COUNT_OF(of_projects),
     PAGE_COST, false, fetch_projects},
    {&shape_root, "project", &shape_project, &of_project, 1, ONE_COST, false, fetch_project},
    {&shape_root, "jobs", &shape_job_page, of_jobs, COUNT_OF(of_jobs), PAGE_COST, false,
     fetch_jobs},
    {&shape_root, "job", &shape_job, &of_project, 1, ONE_COST, false, fetch_job},
    /* A look at credits lets lots expire and gives the month's. */
    {&shape_root, "credits", &shape_balance, NULL, 0, PAGE_COST, true, fetch_credits},
    {&shape_project, "jobs", &shape_job_page, of_jobs, THIRD + 1, PAGE_COST, false,
     fetch_jobs_of_project},
    {&shape_project_item, "jobs", &shape_job_page, of_jobs, THIRD + 1, PAGE_COST, false,
     fetch_jobs_of_project},
    {&shape_job, "project", &shape_project, NULL, 0, ONE_COST, false, fetch_project_of_job},
    {&shape_balance, "transactions", &shape_posting_page, of_pages, COUNT_OF(of_pages),
     PAGE_COST, true, fetch_postings},
};
const struct graphql_schema graphql_studio = {&shape_root, fields, COUNT_OF(fields)};

struct order {
    const char *query, *operation, *variables, *extensions;
};
#define ORDER_FIELDS(variables_type)                                               \
    {"query",                                                                      \
     FIELD_TEXT,                                                                   \
     AT(order, query),                                                             \
     .required = true,                                                             \
     .low = 1,                                                                     \
     .high = GRAPHQL_SIZE_MAX,                                                     \
     .help = "a GraphQL document: me, projects, jobs, credits"},                   \
        {"operationName", FIELD_TEXT, AT(order, operation), .high = 200},          \
        {"variables", variables_type, AT(order, variables), .high = 10000,         \
         .help = "a JSON object"},                                                 \
    {                                                                              \
        "extensions", variables_type, AT(order, extensions), .high = 10000,        \
                                                             .help = "passed over" \
    }
static const struct field body_fields[] = {ORDER_FIELDS(FIELD_JSON)};
static const struct shape shape_body = SHAPE("GraphqlOrder", body_fields, struct order);
static const struct field query_fields[] = {ORDER_FIELDS(FIELD_TEXT)};
static const struct shape shape_query = SHAPE("GraphqlQuery", query_fields, struct order);

struct work_at {
    struct call *call;
    const struct graphql_plan *plan;
    json_t *data, *errors;
};

/* May be tried again, from the start. */
static bool run_in(struct db_tx *tx, void *data, struct error *err) {
    struct work_at *work = data;
    json_decref(work->data);
    work->data = NULL;
    json_array_clear(work->errors);
    work->call->desk.tx = tx;
    bool ok = graphql_run(work->call, work->plan, &work->data, work->errors, err);
    work->call->desk.tx = NULL;
    return ok;
}

/* {"errors": …, "data": …}; takes both. Without data the request itself was at fault. */
static void answer(struct call *call, json_t *data, json_t *errors) {
    json_t *all = json_object();
    if (json_array_size(errors)) json_object_set(all, "errors", errors);
    if (data) json_object_set_new(all, "data", data);
    json_decref(errors);
    call->malloced = json_dumps(all, JSON_COMPACT);
    json_decref(all);
    if (!call->malloced) die("a GraphQL answer cannot be written");
    call->text = call->malloced;
    call->text_size = strlen(call->text);
    call->type = "application/json";
}

static bool answer_order(struct call *call, const struct order *order, struct error *err) {
    json_t *variables = NULL;
    if (order->variables) {
        variables = shape_parse(order->variables, strlen(order->variables), &call->faults);
        if (!json_is_object(variables)) {
            json_decref(variables);
            return call_fault(call, "/variables", err, "must be a JSON object");
        }
    }
    struct graphql_plan plan;
    struct work_at work = {.call = call, .plan = &plan, .errors = json_array()};
    struct graphql_document *document =
        graphql_parse(order->query, strlen(order->query), call->desk.arena, work.errors);
    bool ok = true;
    if (document && graphql_plan(document, order->operation, variables, &graphql_studio,
                                 call->desk.arena, &plan, work.errors))
        ok = db_transact(call->desk.studio->db, plan.writes ? DB_WRITE : DB_READ, run_in, &work,
                         err);
    if (ok) {
        answer(call, work.data, work.errors);
    } else {
        json_decref(work.data);
        json_decref(work.errors);
    }
    json_decref(variables);
    return ok;
}

static bool post_graphql(struct call *call, struct error *err) {
    return answer_order(call, call->body, err);
}
static bool get_graphql(struct call *call, struct error *err) {
    return answer_order(call, call->query, err);
}

#define PATH "/api/v1/graphql"
static const struct route routes[] = {
    {"POST", PATH, "projects", "graphql", "Projects, jobs and credits by a GraphQL query",
     ROLE_USER, WORK_FREE, RATE_GENERAL, 200, NULL, &shape_body, NULL, post_graphql,
     ROUTE_RAW | ROUTE_READS, "application/json", "503"},
    {"GET", PATH, "projects", "getGraphql", "The same, the query in the address", ROLE_USER,
     WORK_FREE, RATE_GENERAL, 200, &shape_query, NULL, NULL, get_graphql, ROUTE_RAW,
     "application/json", "503"},
};
const struct route_table route_graphql = {routes, COUNT_OF(routes)};
