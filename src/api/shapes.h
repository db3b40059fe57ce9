/* The shapes of the studio's things, as they go over the wire. */
#ifndef API_SHAPES_H
#define API_SHAPES_H

#include "api/shape.h"
#include "studio/credits.h"
#include "studio/jobs.h"
#include "studio/keys.h"
#include "studio/users.h"

struct call;

extern const struct shape shape_user, shape_admin_user, shape_message, shape_project,
    shape_project_item, shape_project_list, shape_posting, shape_film_settings, shape_job,
    shape_job_list, shape_quote, shape_downloads, shape_statement, shape_page, shape_audit;

struct message {
    const char *message;
};
struct page_query {
    int64_t page, page_size;
};

/* Projects and jobs with what only the API knows: links and seconds. */
struct project_view {
    struct project project;
    const char *thumbnail;
};
struct project_list_view {
    struct shape_list projects; /* of struct project_view */
    int64_t total_count, page, page_size;
};
struct step_view {
    const char *name, *state;
    int64_t ends_at;
};
struct job_view {
    struct job job;
    int64_t eta_s, length_s;
    const char *estimated_time;
    struct shape_list steps;
};
struct job_list_view {
    struct shape_list jobs; /* of struct job_view */
    int64_t total_count, page, page_size;
};
struct download_view {
    const char *name, *type, *url;
    int64_t size;
};
struct downloads_view {
    const char *url;
    int64_t expires_in;
    struct shape_list files; /* of struct download_view */
};

/* Fill the views; text is in the call's arena. */
bool shapes_view_project(struct call *call, const struct project *project,
                         struct project_view *view, struct error *err) MUST_USE;
void shapes_view_job(struct call *call, const struct job *job, struct job_view *view);
/* All files of a finished film, with links of an hour. */
bool shapes_view_downloads(struct call *call, const char *job_id, struct downloads_view *view,
                           struct error *err) MUST_USE;

/* One event as JSON; a new reference. */
void shapes_write_job_event(const struct job_event *event, struct buf *out);
extern const struct shape shape_job_event;

/* Where the file of a film lies among the blobs; in the arena. */
const char *shapes_file_key(struct arena *arena, const char *job_id, const char *name);

/* A link of an hour to a blob, which a browser keeps under the name `save_as`; in the call's
 * arena. */
bool shapes_link_to(struct call *call, const char *key, const char *save_as, const char **url,
                    struct error *err) MUST_USE;

#endif
