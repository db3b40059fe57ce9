/* What has to be done every now and then, by any one process: mails out, what is over erased.
 */
#ifndef STUDIO_UPKEEP_H
#define STUDIO_UPKEEP_H

#include "storage/blob.h"
#include "studio/studio.h"

struct upkeep_mail {
    const char *id, *to, *subject, *body;
    int64_t at;
};
struct upkeep_mail_list {
    struct upkeep_mail *items;
    size_t count;
};
/* Takes up to twenty mails whose time has come; another process does not see them for a minute.
 */
bool upkeep_take_mails(struct studio_desk *desk, struct upkeep_mail_list *list,
                       struct error *err) MUST_USE;
bool upkeep_mail_sent(struct studio_desk *desk, const char *id, struct error *err) MUST_USE;

/* Moves plans on whose period is over; erases projects deleted 30 days ago with their films,
 * then accounts, spent tokens, ended sessions, old idempotency keys. In transactions of its
 * own. */
bool upkeep_erase(const struct studio *studio, struct blob_store *blobs, int64_t now,
                  struct error *err) MUST_USE;

/* A link by which the first administrator sets themselves up; NULL when there is one already.
 * In the arena; good for a day. */
bool upkeep_first_admin(struct studio_desk *desk, const char **link,
                        struct error *err) MUST_USE;
/* Spends the token of that link. PROBLEM_FORBIDDEN when it is not the one, or too old. */
bool upkeep_use_setup(struct studio_desk *desk, const char *token, struct error *err) MUST_USE;

#endif
