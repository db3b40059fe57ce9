/* What people may ask about what is known of them: to agree and to take it back, a copy of all
 * of it, and to have it erased. */
#ifndef STUDIO_PRIVACY_H
#define STUDIO_PRIVACY_H

#include <jansson.h>

#include "studio/studio.h"

#define PRIVACY_PURPOSES "terms|marketing|analytics|training"

struct privacy_consent {
    const char *purpose, *source; /* source: where it was given, "sign-up form" */
    int64_t granted, at;
};
struct privacy_consents {
    struct {
        struct privacy_consent *items;
        size_t count;
    } trail; /* all there were, the newest first: the first of a purpose counts */
};
/* Adds to the trail; nothing is ever changed in it. */
bool privacy_consent(struct studio_desk *desk, const char *purpose, bool granted,
                     const char *source, struct error *err) MUST_USE;
bool privacy_consents(struct studio_desk *desk, struct privacy_consents *out,
                      struct error *err) MUST_USE;

/* All that is kept of who asks, as one JSON object of lists; "files" names each film's by jobId
 * and name. Secrets and their hashes are left out. A new reference. PROBLEM_TOO_LARGE beyond
 * 64 MB. */
bool privacy_export(struct studio_desk *desk, json_t **out, struct error *err) MUST_USE;

/* Empties the accounts that were deleted 30 days ago and have no project left. The row stays,
 * without a name, for the ledger, which is kept for seven years, and the audit log. */
bool privacy_erase(struct studio_desk *desk, struct error *err) MUST_USE;

#endif
