/* What users do with jobs; workers.c holds what workers do. */
#include "studio/jobs.h"

#include <stdio.h>
#include <string.h>

#include "studio/credits.h"
#include "studio/jobs_rows.h"
#include "studio/moderation.h"
#include "studio/webhooks.h"

/* What making a film takes at 1080p. */
enum { FILM_MEMORY_MB = 1500 };

const struct job_step jobs_steps[JOB_STEPS] = {
    {"script_analysis", 5},    {"character_generation", 20}, {"scene_generation", 35},
    {"image_composition", 50}, {"video_synthesis", 70},      {"audio_integration", 85},
    {"final_rendering", 100},
};

struct job jobs_read_row(struct studio_desk *desk, const struct db_rows *rows, size_t row) {
    return (struct job){
        .id = studio_text(desk, rows, row, 0),
        .project_id = studio_text(desk, rows, row, 1),
        .user_id = studio_text(desk, rows, row, 2),
        .kind = studio_text(desk, rows, row, 3),
        .status = studio_text(desk, rows, row, 4),
        .phase = studio_text(desk, rows, row, 5),
        .step = studio_text(desk, rows, row, 6),
        .title = studio_text(desk, rows, row, 7),
        .problem = studio_text(desk, rows, row, 8),
        .message = studio_text(desk, rows, row, 9),
        .hold_id = studio_text(desk, rows, row, 10),
        .worker = studio_text(desk, rows, row, 11),
        .progress = db_get_int(rows, row, 12),
        .priority = db_get_int(rows, row, 13),
        .credits = db_get_int(rows, row, 14),
        .tries = db_get_int(rows, row, 15),
        .max_tries = db_get_int(rows, row, 16),
        .events = db_get_int(rows, row, 17),
        .version = db_get_int(rows, row, 18),
        .length_ms = db_get_int(rows, row, 19),
        .eta_ms = db_get_int(rows, row, 20),
        .created_at = db_get_int(rows, row, 21),
        .started_at = db_get_int(rows, row, 22),
        .finished_at = db_get_int(rows, row, 23),
        .cancel_at = db_get_int(rows, row, 24),
    };
}

/* Speech runs at about 150 words a minute; what is not spoken is shown about as long. */
static int64_t estimate_length_s(int64_t words) {
    int64_t seconds = words * 60 / 150;
    return seconds < 10 ? 10 : seconds;
}

bool jobs_quote(struct studio_desk *desk, const char *project_id, struct quote *quote,
                struct error *err) {
    struct project project = {0};
    struct credit_statement statement = {0};
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!projects_get(desk, project_id, &project, err) ||
        !credits_statement(desk, desk->who.user_id, 1, 1, &statement, err) ||
        !db_query(desk->tx, &rows, err,
                  "SELECT COUNT(*) FROM jobs WHERE status IN ('queued', 'processing')"))
        return false;
    const struct studio_tier *tier = studio_tier(desk->who.tier);
    int64_t length_s = estimate_length_s(project.words);
    *quote = (struct quote){.credits = credits_price(desk->studio, tier->name, length_s),
                            .balance = statement.balance,
                            .unlimited = statement.unlimited,
                            .words = project.words,
                            .length_s = length_s,
                            .length_max_s = tier->seconds,
                            .duration_s = 5 + length_s / 2,
                            .width = tier->width,
                            .height = tier->height,
                            .watermark = tier->watermark};
    quote->affordable = quote->balance >= quote->credits;
    quote->wait_s = db_get_int(rows, 0, 0) * quote->duration_s;
    quote->resolution = tier->height > 1080 ? "4K" : tier->height > 720 ? "1080p" : "720p";
    quote->priority = tier->priority > 7 ? "critical" : tier->priority > 5 ? "high" : "medium";
    return true;
}

bool jobs_add_event(struct studio_desk *desk, const struct job *job, const char *status,
                    const char *step, int64_t progress, int64_t eta_ms, const char *message,
                    struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "UPDATE jobs SET events = events + 1 WHERE id = $1 RETURNING events",
                  db_text(job->id)))
        return false;
    return db_run(
        desk->tx, NULL, err,
        "INSERT INTO job_events (job_id, n, at, status, step, progress, eta_ms, message) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        db_text(job->id), db_int(db_get_int(rows, 0, 0)), db_int(desk->now), db_text(status),
        db_text(step), db_int(progress), eta_ms >= 0 ? db_int(eta_ms) : db_null(),
        db_text(message));
}

static bool enqueue(struct studio_desk *desk, const char *id, const char *user_id,
                    const struct studio_tier *tier, struct error *err) {
    struct queue_item item = {.kind = "film",
                              .user = user_id,
                              .group = id,
                              .key = id,
                              .class = tier->priority > 7   ? QUEUE_CRITICAL
                                       : tier->priority > 5 ? QUEUE_HIGH
                                                            : QUEUE_MEDIUM,
                              .memory_mb = FILM_MEMORY_MB};
    return queue_send(desk->studio->queue, desk->tx, &item, err);
}

bool jobs_submit(struct studio_desk *desk, const char *project_id, const char *kind,
                 struct job *job, struct error *err) {
    struct project project = {0};
    const char *hold_id;
    if (!projects_get(desk, project_id, &project, err) ||
        !projects_may(desk, &project, ORGANIZATION_FILM, err))
        return false;
    if (strcmp(project.status, "processing") == 0)
        return error_set(
            err, PROBLEM_CONFLICT,
            "A film of this project is being made already; wait for it or cancel it.");
    const struct studio_tier *tier = studio_tier(desk->who.tier);
    int64_t credits = credits_price(desk->studio, tier->name, estimate_length_s(project.words));
    const char *description = arena_printf(desk->arena, "Film: %.100s", project.title);
    if (!credits_hold(desk, desk->who.user_id, credits, description, &hold_id, err))
        return false;
    const char *id = studio_new_id(desk);
    struct job added = {.id = id};
    bool waits = false;
    return db_run(
               desk->tx, NULL, err,
               "INSERT INTO jobs (id, project_id, user_id, kind, status, phase, progress, "
               "priority, title, script, settings, version, hold_id, credits, tries, "
               "max_tries, "
               "events, created_at) VALUES ($1, $2, $3, $4, 'queued', 'submitted', 0, $5, $6, "
               "$7, $8, $9, $10, $11, 0, $12, 0, $13)",
               db_text(id), db_text(project_id), db_text(desk->who.user_id), db_text(kind),
               db_int(tier->priority), db_text(project.title), db_text(project.script),
               db_text(project.settings), db_int(project.version), db_text(hold_id),
               db_int(credits), db_int(QUEUE_RECEIVES), db_int(desk->now)) &&
           db_run(desk->tx, NULL, err,
                  "UPDATE projects SET status = 'processing', updated_at = $1 WHERE id = $2",
                  db_int(desk->now), db_text(project_id)) &&
           moderation_check(desk, &project, id, &waits, err) &&
           jobs_add_event(desk, &added, "queued", NULL, 0, -1,
                          waits ? "Waiting for somebody to look at the script"
                                : "Waiting for its turn",
                          err) &&
           (waits || enqueue(desk, id, desk->who.user_id, tier, err)) &&
           (!project.organization_id || studio_audit(desk, "film.ordered", "organization",
                                                     project.organization_id, id, err)) &&
           jobs_get(desk, id, job, err);
}

static bool is_admin(const struct studio_desk *desk) {
    return desk->who.role && strcmp(desk->who.role, "admin") == 0;
}

bool jobs_get(struct studio_desk *desk, const char *id, struct job *job, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT " JOB_COLUMNS
            " FROM jobs WHERE id = $1 AND ($3 = 1 OR EXISTS (SELECT 1 FROM projects WHERE "
            "projects.id = jobs.project_id AND " PROJECTS_MINE ")) FOR UPDATE",
            db_text(id), db_text(desk->who.user_id), db_int(is_admin(desk))))
        return false;
    if (!db_count(rows)) return error_set(err, PROBLEM_NOT_FOUND, "There is no such job.");
    *job = jobs_read_row(desk, rows, 0);
    return true;
}

/* Of one project all there are, whoever ordered them; else one's own. */
#define JOB_FILTER                                                                        \
    " FROM jobs WHERE (user_id = $2 AND $3 = '' OR project_id = $3 AND EXISTS (SELECT 1 " \
    "FROM projects WHERE projects.id = jobs.project_id AND " PROJECTS_MINE                \
    ")) AND ($1 = '' OR status = $1)"

bool jobs_list(struct studio_desk *desk, const char *status, const char *project_id,
               int64_t page, int64_t page_size, struct job_list *list, struct error *err) {
    AUTO(db_rows_free) struct db_rows *count = NULL, *rows = NULL;
    struct db_value user = db_text(desk->who.user_id), wanted = db_text(status ? status : "");
    struct db_value project = db_text(project_id ? project_id : "");
    if (!db_query(desk->tx, &count, err, "SELECT COUNT(*)" JOB_FILTER, wanted, user, project) ||
        !db_query(desk->tx, &rows, err,
                  "SELECT " JOB_COLUMNS JOB_FILTER
                  " ORDER BY created_at DESC, id DESC LIMIT $4 OFFSET $5",
                  wanted, user, project, db_int(page_size), db_int((page - 1) * page_size)))
        return false;
    *list = (struct job_list){
        .count = db_count(rows), .total_count = db_get_int(count, 0, 0), .page = page};
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++) list->items[i] = jobs_read_row(desk, rows, i);
    return true;
}

bool jobs_reviewed(struct studio_desk *desk, const char *id, const char *refusal,
                   struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL, *user = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT " JOB_COLUMNS
                  " FROM jobs WHERE id = $1 AND status = 'queued' FOR UPDATE",
                  db_text(id)))
        return false;
    if (!db_count(rows)) return true;
    struct job job = jobs_read_row(desk, rows, 0);
    if (refusal)
        return credits_release(desk, job.hold_id, "The script was refused", err) &&
               jobs_end(desk, &job, "failed", "moderation", refusal, NULL, err);
    if (!db_query(desk->tx, &user, err, "SELECT tier FROM users WHERE id = $1",
                  db_text(job.user_id)))
        return false;
    return jobs_add_event(desk, &job, "queued", NULL, 0, -1, "Waiting for its turn", err) &&
           enqueue(desk, id, job.user_id, studio_tier(db_get_text(user, 0, 0)), err);
}

bool jobs_end(struct studio_desk *desk, const struct job *job, const char *status,
              const char *problem, const char *message, const char *cause, struct error *err) {
    bool completed = strcmp(status, "completed") == 0;
    return db_run(
               desk->tx, NULL, err,
               "UPDATE jobs SET status = $1, phase = $1, problem = $2, message = $3, cause = "
               "$4, finished_at = $5, worker = NULL, eta_ms = 0, progress "
               "= "
               "CASE WHEN $6 = 1 THEN 100 ELSE progress END WHERE id = $7",
               db_text(status), db_text(problem), db_text(message), db_text(cause),
               db_int(desk->now), db_int(completed), db_text(job->id)) &&
           db_run(
               desk->tx, NULL, err,
               "UPDATE projects SET status = CASE WHEN $1 = 1 THEN 'completed' WHEN "
               "film_job_id "
               "IS NOT NULL THEN 'completed' WHEN $2 = 'failed' THEN 'failed' ELSE 'draft' "
               "END, "
               "film_job_id = CASE WHEN $1 = 1 THEN $3 ELSE film_job_id END, updated_at = $4 "
               "WHERE id = $5",
               db_int(completed), db_text(status), db_text(job->id), db_int(desk->now),
               db_text(job->project_id)) &&
           webhooks_note(desk, job, status, problem, message, err) &&
           jobs_add_event(desk, job, status, completed ? "final_rendering" : job->step,
                          completed ? 100 : job->progress, 0, message, err);
}

bool jobs_cancel(struct studio_desk *desk, const char *id, struct job *job, struct error *err) {
    struct project project = {0};
    if (!jobs_get(desk, id, job, err) || !projects_get(desk, job->project_id, &project, err) ||
        !projects_may(desk, &project, ORGANIZATION_FILM, err))
        return false;
    if (strcmp(job->status, "queued") == 0)
        return queue_withdraw(desk->studio->queue, desk->tx, id, err) &&
               credits_release(desk, job->hold_id, "Cancelled before it began", err) &&
               jobs_end(desk, job, "cancelled", "cancelled", "Cancelled before it began.", NULL,
                        err) &&
               jobs_get(desk, id, job, err);
    if (strcmp(job->status, "processing") != 0)
        return error_set(err, PROBLEM_CONFLICT, "This job is %s; there is nothing to cancel.",
                         job->status);
    return db_run(desk->tx, NULL, err,
                  "UPDATE jobs SET cancel_at = COALESCE(cancel_at, $1) WHERE id = $2",
                  db_int(desk->now), db_text(id)) &&
           jobs_get(desk, id, job, err);
}

#define EVENT_COLUMNS "job_id, n, at, status, step, progress, eta_ms, message"

static void read_events(struct studio_desk *desk, const struct db_rows *rows,
                        struct job_event_list *list) {
    list->count = db_count(rows);
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] =
            (struct job_event){.job_id = studio_text(desk, rows, i, 0),
                               .n = db_get_int(rows, i, 1),
                               .at = db_get_int(rows, i, 2),
                               .status = studio_text(desk, rows, i, 3),
                               .step = studio_text(desk, rows, i, 4),
                               .progress = db_get_int(rows, i, 5),
                               .eta_ms = db_is_null(rows, i, 6) ? -1 : db_get_int(rows, i, 6),
                               .message = studio_text(desk, rows, i, 7)};
}

bool jobs_events(struct studio_desk *desk, const char *id, int64_t after,
                 struct job_event_list *list, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT " EVENT_COLUMNS
                  " FROM job_events WHERE job_id = $1 AND n > $2 ORDER BY n "
                  "LIMIT 1000",
                  db_text(id), db_int(after)))
        return false;
    read_events(desk, rows, list);
    return true;
}

bool jobs_events_since(struct studio_desk *desk, int64_t since, struct job_event_list *list,
                       struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT " EVENT_COLUMNS
                  " FROM job_events WHERE at >= $1 ORDER BY at, job_id, n "
                  "LIMIT 10000",
                  db_int(since)))
        return false;
    read_events(desk, rows, list);
    return true;
}

static void read_files(struct studio_desk *desk, const struct db_rows *rows,
                       struct job_file_list *list) {
    list->count = db_count(rows);
    list->items = arena_alloc(desk->arena, list->count + 1, sizeof *list->items);
    for (size_t i = 0; i < list->count; i++)
        list->items[i] = (struct job_file){.name = studio_text(desk, rows, i, 0),
                                           .type = studio_text(desk, rows, i, 1),
                                           .size = db_get_int(rows, i, 2)};
}

bool jobs_files(struct studio_desk *desk, const char *id, struct job_file_list *list,
                struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err,
                  "SELECT name, type, size FROM job_files WHERE job_id = $1 ORDER BY name",
                  db_text(id)))
        return false;
    read_files(desk, rows, list);
    return true;
}

bool jobs_file(struct studio_desk *desk, const char *id, const char *name,
               struct job_file *file, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    struct job_file_list list = {0};
    if (!db_query(desk->tx, &rows, err,
                  "SELECT name, type, size FROM job_files WHERE job_id = $1 AND name = $2",
                  db_text(id), db_text(name)))
        return false;
    read_files(desk, rows, &list);
    if (!list.count) return error_set(err, PROBLEM_NOT_FOUND, "The film has no such file.");
    *file = list.items[0];
    return true;
}

bool jobs_count_download(struct studio_desk *desk, const char *id, const char *name,
                         struct error *err) {
    return db_run(
        desk->tx, NULL, err,
        "INSERT INTO downloads (id, job_id, user_id, file, at, ip) VALUES ($1, $2, $3, "
        "$4, $5, $6)",
        db_text(studio_new_id(desk)), db_text(id), db_text(desk->who.user_id), db_text(name),
        db_int(desk->now), db_text(desk->ip));
}
