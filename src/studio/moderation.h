/* Moderation: scripts are scored by a list of rules in a file; what scores high waits for a
 * person.
 *
 * A film whose script is at or above the review line keeps its hold and its place, but goes to
 * the queue only when somebody approves it. Rejected, it fails and is paid back; its owner may
 * appeal, once, which brings it before a person again; approved then, the same version can be
 * ordered anew. */
#ifndef STUDIO_MODERATION_H
#define STUDIO_MODERATION_H

#include "studio/jobs.h"

/* The rules of moderation/rules.json, read once. PROBLEM_DAMAGED says what is wrong with the
 * file. */
bool moderation_open(struct error *err) MUST_USE;

/* How a text scores, and by which terms; text in the arena. Terms count once, as whole words.
 */
struct moderation_score {
    int64_t score;
    const char *terms; /* "torture, bomb"; "" for none */
    const char *reasons;
    bool review;
};
struct moderation_score moderation_score(struct arena *arena, const char *text);

/* *waits: the job has to wait for a person, and an item was added. */
bool moderation_check(struct studio_desk *desk, const struct project *project,
                      const char *job_id, bool *waits, struct error *err) MUST_USE;

struct moderation_item {
    const char *id, *project_id, *user_id, *title, *terms, *state, *reason, *appeal, *script;
    int64_t score, version, created_at, decided_at;
};
struct moderation_list {
    struct moderation_item *items;
    size_t count;
    int64_t total_count, page;
};
/* For administrators: those of a state, the oldest first, with their scripts. */
bool moderation_queue(struct studio_desk *desk, const char *state, int64_t page,
                      int64_t page_size, struct moderation_list *list,
                      struct error *err) MUST_USE;
/* One's own, the newest first. */
bool moderation_mine(struct studio_desk *desk, struct moderation_list *list,
                     struct error *err) MUST_USE;
bool moderation_decide(struct studio_desk *desk, const char *id, bool approve,
                       const char *reason, struct moderation_item *item,
                       struct error *err) MUST_USE;
bool moderation_appeal(struct studio_desk *desk, const char *id, const char *words,
                       struct moderation_item *item, struct error *err) MUST_USE;

#endif
