/* Jobs: an order for a film, from its price to its files.
 *
 * A job is a row here and an item of the queue, sent in one transaction; the queue decides
 * whose turn it is, keeps three running for one user at most, and gives an item that a worker
 * lost to another. A job ends once: completed (its hold is captured), failed (released) or
 * cancelled (released while queued, captured later). What a worker writes counts only while its
 * try stands, so that one thought dead changes nothing when it wakes.
 */
#ifndef STUDIO_JOBS_H
#define STUDIO_JOBS_H

#include "studio/projects.h"

struct job {
    const char *id, *project_id, *user_id, *kind, *status, *phase, *step, *title, *script,
        *settings, *problem, *message, *hold_id, *worker;
    int64_t progress, priority, credits, tries, max_tries, events, version;
    int64_t length_ms, eta_ms, created_at, started_at, finished_at, cancel_at;
};
struct job_list {
    struct job *items; /* without scripts */
    size_t count;
    int64_t total_count, page;
};

struct quote {
    int64_t credits, balance, affordable, unlimited;
    int64_t words, length_s, length_max_s, wait_s, duration_s; /* estimates */
    int64_t width, height;
    const char *resolution, *watermark, *priority;
};
bool jobs_quote(struct studio_desk *desk, const char *project_id, struct quote *quote,
                struct error *err) MUST_USE;

/* Holds the credits and queues the job, or neither. `settings` are those of the film, checked.
 * PROBLEM_PAYMENT, PROBLEM_CONFLICT while another film of the project is being made. */
bool jobs_submit(struct studio_desk *desk, const char *project_id, const char *kind,
                 struct job *job, struct error *err) MUST_USE;
bool jobs_get(struct studio_desk *desk, const char *id, struct job *job,
              struct error *err) MUST_USE;
bool jobs_list(struct studio_desk *desk, const char *status, const char *project_id,
               int64_t page, int64_t page_size, struct job_list *list,
               struct error *err) MUST_USE;
/* At once while queued; else it is asked for and the worker stops soon. */
bool jobs_cancel(struct studio_desk *desk, const char *id, struct job *job,
                 struct error *err) MUST_USE;

struct job_event {
    const char *job_id, *status, *step, *message;
    int64_t n, at, progress, eta_ms;
};
struct job_event_list {
    struct job_event *items;
    size_t count;
};
/* Of one job, after its n-th; in order. */
bool jobs_events(struct studio_desk *desk, const char *id, int64_t after,
                 struct job_event_list *list, struct error *err) MUST_USE;
/* Of all jobs, written since; in order of time. For whoever hands events on. */
bool jobs_events_since(struct studio_desk *desk, int64_t since, struct job_event_list *list,
                       struct error *err) MUST_USE;

/* For workers, of the item whose key is the job's id. job->id is NULL when the job has ended
 * already. `tries` counts how often the item was received. */
bool jobs_begin(struct studio_desk *desk, const char *id, const char *worker, int64_t tries,
                struct job *job, struct error *err) MUST_USE;
bool jobs_is_cancelled(struct studio_desk *desk, const char *id, bool *cancelled,
                       struct error *err) MUST_USE;
bool jobs_progress(struct studio_desk *desk, const struct job *job, const char *step,
                   int64_t percent, int64_t eta_ms, struct error *err) MUST_USE;

struct job_file {
    const char *name, *type;
    int64_t size;
};
struct job_file_list {
    struct job_file *items;
    size_t count;
};
bool jobs_complete(struct studio_desk *desk, const struct job *job, int64_t length_ms,
                   const struct job_file *files, size_t count, struct error *err) MUST_USE;
/* It waits again, for jobs_pause_ms, which doubles. */
bool jobs_again(struct studio_desk *desk, const struct job *job, const struct error *why,
                struct error *err) MUST_USE;
int64_t jobs_pause_ms(int64_t tries);
/* How long a try of that kind of job may take: the kind's limit for each 90 seconds of film, or
 * begun, that the plan allows. */
int64_t jobs_limit_s(const char *kind, const struct studio_tier *tier);
bool jobs_fail(struct studio_desk *desk, const struct job *job, const struct error *why,
               struct error *err) MUST_USE;
bool jobs_stopped(struct studio_desk *desk, const struct job *job, struct error *err) MUST_USE;
/* Ends a job whose item is dead: its workers died each time. */
bool jobs_bury(struct studio_desk *desk, const char *id, struct error *err) MUST_USE;

bool jobs_files(struct studio_desk *desk, const char *id, struct job_file_list *list,
                struct error *err) MUST_USE;
/* PROBLEM_NOT_FOUND when the film has no file of that name. */
bool jobs_file(struct studio_desk *desk, const char *id, const char *name,
               struct job_file *file, struct error *err) MUST_USE;
bool jobs_count_download(struct studio_desk *desk, const char *id, const char *name,
                         struct error *err) MUST_USE;

/* The seven public steps with the percentage at which each ends. */
struct job_step {
    const char *name;
    int ends_at;
};
enum { JOB_STEPS = 7 };
extern const struct job_step jobs_steps[JOB_STEPS];

#endif
