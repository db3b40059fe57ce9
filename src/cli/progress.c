#include "cli/progress.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const titles[STAGE_COUNT] = {"voices",  "music",  "sound",
                                                "picture", "master", "review"};

struct progress progress_start(bool json, bool quiet) {
    struct progress progress = {.json = json, .quiet = quiet, .last_percent = -1};
    const char *term = getenv("TERM");
    progress.terminal = !json && !quiet && isatty(2) && term && strcmp(term, "dumb") != 0;
    return progress;
}

static double part(const struct stage_progress *stage) {
    if (stage->done == stage->total) return 1;
    return stage->cost > 0 ? fmin(stage->cost_done / stage->cost, 0.999) : 0;
}

static void print_bars(struct progress *view, const struct graph_progress *progress) {
    enum { WIDTH = 32 };
    if (view->drawn) fprintf(stderr, "\033[%dA", view->drawn);
    view->drawn = 0;
    for (int i = 0; i < STAGE_COUNT; i++) {
        const struct stage_progress *stage = &progress->stages[i];
        if (!stage->total) continue;
        double share = part(stage);
        int full = (int)(share * WIDTH);
        fprintf(stderr, "\r\033[K  %-8s ", titles[i]);
        for (int j = 0; j < WIDTH; j++) fputs(j < full ? "━" : "─", stderr);
        fprintf(stderr, " %3d %%  %d/%d", (int)(share * 100), stage->done, stage->total);
        if (stage->kept) fprintf(stderr, ", %d kept", stage->kept);
        fputc('\n', stderr);
        view->drawn++;
    }
    if (progress->left_s > 0) {
        int left = (int)ceil(progress->left_s);
        fprintf(stderr, "\r\033[K  about %d:%02d left\n", left / 60, left % 60);
    } else {
        fprintf(stderr, "\r\033[K\n");
    }
    view->drawn++;
}

static void print_lines(struct progress *view, const struct graph_progress *progress) {
    for (int i = 0; i < STAGE_COUNT; i++) {
        const struct stage_progress *stage = &progress->stages[i];
        int tenth = stage->total ? (int)(part(stage) * 10) : 0;
        if (tenth <= view->last_tenth[i]) continue;
        view->last_tenth[i] = tenth;
        fprintf(stderr, "film: %s %d %% (%d of %d parts, %d kept)\n", titles[i], tenth * 10,
                stage->done, stage->total, stage->kept);
    }
}

static void print_event(struct progress *view, const struct graph_progress *progress) {
    double cost = 0, done = 0;
    for (int i = 0; i < STAGE_COUNT; i++) {
        cost += progress->stages[i].cost;
        done += progress->stages[i].cost_done;
    }
    int percent = cost > 0 ? (int)(100 * done / cost) : 0;
    if (percent == view->last_percent) return;
    view->last_percent = percent;
    json_t *stages = json_object();
    for (int i = 0; i < STAGE_COUNT; i++) {
        const struct stage_progress *stage = &progress->stages[i];
        if (stage->total)
            json_object_set_new(stages, production_stage_name((enum stage)i),
                                json_pack("{s:i, s:i, s:i, s:f}", "total", stage->total, "done",
                                          stage->done, "kept", stage->kept, "share",
                                          part(stage)));
    }
    json_t *event = json_pack("{s:s, s:o, s:f, s:f}", "event", "progress", "stages", stages,
                              "elapsed_s", progress->elapsed_s, "left_s", progress->left_s);
    json_dumpf(event, stdout, JSON_COMPACT);
    putchar('\n');
    fflush(stdout);
    json_decref(event);
}

void progress_show(void *data, const struct graph_progress *progress) {
    struct progress *view = data;
    if (view->json) {
        print_event(view, progress);
    } else if (view->terminal) {
        print_bars(view, progress);
    } else if (!view->quiet) {
        print_lines(view, progress);
    }
}

void progress_end(struct progress *progress) {
    progress->drawn = 0;
    memset(progress->last_tenth, 0, sizeof progress->last_tenth);
}
