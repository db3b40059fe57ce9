/* What workers do with jobs: claim, renew, finish, give back. */
#include <stdio.h>
#include <string.h>

#include "studio/credits.h"
#include "studio/jobs_rows.h"

enum { PAUSE_MS = 2000 };

bool jobs_begin(struct studio_desk *desk, const char *id, const char *worker, int64_t tries,
                struct job *job, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    *job = (struct job){0};
    if (!db_query(
            desk->tx, &rows, err,
            "UPDATE jobs SET status = 'processing', phase = 'processing', worker = $1, tries "
            "= $2, started_at = COALESCE(started_at, $3) WHERE id = $4 AND status IN "
            "('queued', 'processing') RETURNING " JOB_COLUMNS ", script, settings",
            db_text(worker), db_int(tries), db_int(desk->now), db_text(id)))
        return false;
    if (!db_count(rows)) return true;
    *job = jobs_read_row(desk, rows, 0);
    job->script = studio_text(desk, rows, 0, 25);
    job->settings = studio_text(desk, rows, 0, 26);
    return jobs_add_event(desk, job, "processing", "script_analysis", job->progress, -1,
                          tries > 1 ? "Going on where it was" : "Started", err);
}

/* This try is still the one under way. */
static bool must_stand(struct studio_desk *desk, const struct job *job, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT 1 FROM jobs WHERE id = $1 AND worker = $2 AND tries = $3 AND status = "
            "'processing' FOR UPDATE",
            db_text(job->id), db_text(job->worker), db_int(job->tries)))
        return false;
    return db_count(rows) ||
           error_set(err, PROBLEM_STALE,
                     "Another worker has this job by now; this one gives up.");
}

bool jobs_is_cancelled(struct studio_desk *desk, const char *id, bool *cancelled,
                       struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(desk->tx, &rows, err, "SELECT cancel_at FROM jobs WHERE id = $1",
                  db_text(id)))
        return false;
    *cancelled = db_count(rows) && !db_is_null(rows, 0, 0);
    return true;
}

bool jobs_progress(struct studio_desk *desk, const struct job *job, const char *step,
                   int64_t percent, int64_t eta_ms, struct error *err) {
    return must_stand(desk, job, err) &&
           db_run(desk->tx, NULL, err,
                  "UPDATE jobs SET step = $1, progress = CASE WHEN progress > $2 THEN progress "
                  "ELSE $2 END, eta_ms = $3 WHERE id = $4",
                  db_text(step), db_int(percent), eta_ms >= 0 ? db_int(eta_ms) : db_null(),
                  db_text(job->id)) &&
           jobs_add_event(desk, job, "processing", step, percent, eta_ms, NULL, err);
}

static bool tell_owner(struct studio_desk *desk, const struct job *job, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    if (!db_query(
            desk->tx, &rows, err,
            "SELECT u.email, j.title FROM jobs j JOIN users u ON u.id = j.user_id WHERE j.id "
            "= $1 AND u.deleted_at IS NULL AND u.role <> 'guest'",
            db_text(job->id)))
        return false;
    if (!db_count(rows)) return true;
    const char *body =
        arena_printf(desk->arena, "Your film \"%s\" is ready:\n\n  %s/projects/%s\n",
                     db_get_text(rows, 0, 1), desk->studio->address, job->project_id);
    return studio_mail(desk, db_get_text(rows, 0, 0), "Your film is ready", body, err);
}

bool jobs_complete(struct studio_desk *desk, const struct job *job, int64_t length_ms,
                   const struct job_file *files, size_t count, struct error *err) {
    if (!must_stand(desk, job, err)) return false;
    for (size_t i = 0; i < count; i++)
        if (!db_run(desk->tx, NULL, err,
                    "INSERT INTO job_files (job_id, name, type, size) VALUES ($1, $2, $3, $4)",
                    db_text(job->id), db_text(files[i].name), db_text(files[i].type),
                    db_int(files[i].size)))
            return false;
    return db_run(desk->tx, NULL, err,
                  "UPDATE jobs SET length_ms = $1, step = 'final_rendering' WHERE id = $2",
                  db_int(length_ms), db_text(job->id)) &&
           credits_capture(desk, job->hold_id, "Film made", err) &&
           jobs_end(desk, job, "completed", NULL, "The film is ready.", NULL, err) &&
           tell_owner(desk, job, err);
}

int64_t jobs_pause_ms(int64_t tries) {
    return (int64_t)PAUSE_MS << (tries - 1);
}

int64_t jobs_limit_s(const char *kind, const struct studio_tier *tier) {
    enum { FILM_S = 90 };
    static const struct {
        const char *kind;
        int seconds;
    } limits[] = {{"video_generation", 600},  {"voice_synthesis", 120},
                  {"lipsync_animation", 300}, {"music_generation", 240},
                  {"podcast_video", 900},     {"subtitle_generation", 180}};
    int seconds = limits[0].seconds, films = (tier->seconds + FILM_S - 1) / FILM_S;
    for (size_t i = 0; i < COUNT_OF(limits); i++)
        if (strcmp(limits[i].kind, kind) == 0) seconds = limits[i].seconds;
    return (int64_t)seconds * films;
}

bool jobs_again(struct studio_desk *desk, const struct job *job, const struct error *why,
                struct error *err) {
    return must_stand(desk, job, err) &&
           db_run(
               desk->tx, NULL, err,
               "UPDATE jobs SET status = 'queued', phase = 'waiting', worker = NULL, message = "
               "$1, cause = $2 WHERE id = $3",
               db_text(why->message), db_text(why->cause), db_text(job->id)) &&
           jobs_add_event(desk, job, "queued", job->step, job->progress, -1,
                          "It did not work this time and is tried again", err);
}

bool jobs_fail(struct studio_desk *desk, const struct job *job, const struct error *why,
               struct error *err) {
    return credits_release(desk, job->hold_id, "The film could not be made", err) &&
           jobs_end(desk, job, "failed", problem_info(why->problem)->slug, why->message,
                    why->cause, err);
}

bool jobs_bury(struct studio_desk *desk, const char *id, struct error *err) {
    AUTO(db_rows_free) struct db_rows *rows = NULL;
    struct error why = {0};
    if (!db_query(desk->tx, &rows, err,
                  "SELECT " JOB_COLUMNS " FROM jobs WHERE id = $1 AND status IN ('queued', "
                  "'processing') FOR UPDATE",
                  db_text(id)))
        return false;
    if (!db_count(rows)) return true;
    struct job job = jobs_read_row(desk, rows, 0);
    if (job.cancel_at)
        return credits_capture(desk, job.hold_id, "Cancelled while it was being made", err) &&
               jobs_end(desk, &job, "cancelled", "cancelled",
                        "Cancelled while it was being made.", NULL, err);
    error_set(&why, PROBLEM_TEMPORARY, "The worker stopped each time the film was tried.");
    return jobs_fail(desk, &job, &why, err);
}

bool jobs_stopped(struct studio_desk *desk, const struct job *job, struct error *err) {
    return must_stand(desk, job, err) &&
           credits_capture(desk, job->hold_id, "Cancelled while it was being made", err) &&
           jobs_end(desk, job, "cancelled", "cancelled", "Cancelled while it was being made.",
                    NULL, err);
}
