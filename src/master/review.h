/* The review: the finished file is read again, as a stranger would, and checked against what
 * was meant. Its sound is decoded; its picture is compared, packet by packet, with the pieces,
 * each of which was decoded when it was made (screening.h). A film that fails is not shown as
 * done. */
#ifndef MASTER_REVIEW_H
#define MASTER_REVIEW_H

#include <jansson.h>

#include "edit/mix.h"
#include "master/master.h"

enum finding_level { FINDING_NOTE, FINDING_WARNING, FINDING_FAILURE };

struct finding {
    enum finding_level level;
    const char
        *check;            /* "length", "sync", "black", "frozen", "silence", "clipping",
                              "loudness", "dialogue", "captions", "streams", "voices"; of the storyboard
                              "position",            "line", "eyeline", "direction", "posture", "props" */
    double start_s, end_s; /* where; 0,0 for the whole */
    char text[240];        /* a sentence */
};

/* What the film should be. */
struct review_order {
    const struct film_parts *parts; /* that it was joined from */
    const struct timeline *timeline;
    const char *dialogue_path; /* the final dialogue stem (WAV, read in blocks): lines must be
                                  heard in the film */
    double target_lufs;
    /* shots that stand still on purpose (title cards, credits) and scenes that nobody wrote
     * sound or light for are told by the timeline and storyboard */
    const struct storyboard *storyboard;
    const struct screenplay *screenplay; /* may be NULL: for people's names */
};

struct review {
    struct finding *findings;
    size_t count;
    bool passed; /* no FINDING_FAILURE */
    double length_s, lufs, true_peak_dbtp;
    double worst_sync_ms; /* sound against picture at cuts */
};

/* Reads the file once, in flat memory. False only when it cannot be decoded at all; what is
 * wrong with a film that plays is in the findings. */
bool film_review(const char *path, const struct review_order *order, struct cancel *cancel,
                 struct review *review, struct error *err) MUST_USE;
void review_done(struct review *review);
json_t *review_to_json(const struct review *review); /* a new reference */

#endif
