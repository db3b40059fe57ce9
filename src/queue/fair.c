#include "queue/fair.h"

const int fair_weights[QUEUE_CLASS_COUNT] = {10, 7, 5, 3};

static double score_of(const struct fair_candidate *candidate, int64_t now_ms) {
    int64_t waited = now_ms > candidate->since_ms ? now_ms - candidate->since_ms : 0;
    return fair_weights[candidate->class] * (double)(waited + 1000) /
           (double)(1 + candidate->running);
}

size_t fair_next(const struct fair_candidate *candidates, size_t count, int64_t now_ms,
                 int64_t limit) {
    size_t best = count;
    double best_score = 0;
    for (size_t i = 0; i < count; i++) {
        const struct fair_candidate *candidate = &candidates[i];
        if (limit > 0 && candidate->counted && candidate->running >= limit) continue;
        double score = score_of(candidate, now_ms);
        if (best == count || score > best_score ||
            (score == best_score && candidate->since_ms < candidates[best].since_ms)) {
            best = i;
            best_score = score;
        }
    }
    return best;
}
