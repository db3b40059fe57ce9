/* Progress: a bar per stage with time left on a terminal, plain lines elsewhere, JSON events
 * for programs. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "production/production.h"

struct progress {
    bool json, quiet, terminal;
    int drawn;                   /* lines on the terminal that the next drawing goes over */
    int last_tenth[STAGE_COUNT]; /* plain lines: each stage tells every tenth part */
    int last_percent;            /* JSON */
};

struct progress progress_start(bool json, bool quiet);
void progress_show(void *data, const struct graph_progress *progress); /* a graph_observer */
void progress_end(struct progress *progress); /* leaves the cursor below the bars */

#endif
