/* Inside the studio room: jobs as rows, for jobs.c and workers.c. */
#ifndef STUDIO_JOBS_ROWS_H
#define STUDIO_JOBS_ROWS_H

#include "studio/jobs.h"

#define JOB_COLUMNS                                                                          \
    "id, project_id, user_id, kind, status, phase, step, title, problem, message, hold_id, " \
    "worker, progress, priority, credits, tries, max_tries, events, version, length_ms, "    \
    "eta_ms, "                                                                               \
    "created_at, started_at, finished_at, cancel_at"

struct job jobs_read_row(struct studio_desk *desk, const struct db_rows *rows, size_t row);
bool jobs_add_event(struct studio_desk *desk, const struct job *job, const char *status,
                    const char *step, int64_t progress, int64_t eta_ms, const char *message,
                    struct error *err) MUST_USE;
/* Somebody looked at the script of a job that waits for it: `refusal` NULL sends it to the
 * queue. A job that has ended stays as it is. */
bool jobs_reviewed(struct studio_desk *desk, const char *id, const char *refusal,
                   struct error *err) MUST_USE;
/* Ends the job and frees its project; the credits are the caller's. */
bool jobs_end(struct studio_desk *desk, const struct job *job, const char *status,
              const char *problem, const char *message, const char *cause,
              struct error *err) MUST_USE;

#endif
