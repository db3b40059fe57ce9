#include <math.h>
#include <string.h>

#include "master/review_parts.h"

enum { SEARCH_FRAMES = 12 }; /* how far a misplaced cut is looked for */
static const double BLACK_LONGEST_S = 0.4, FROZEN_LONGEST_S = 3, VISIBLE_CHANGE = 3;

static double seconds(const struct picture_watch *watch, int64_t frame) {
    return seconds_of_frames(frame, watch->order->parts->format.fps);
}

void review_picture_init(struct picture_watch *watch, const struct review_order *order,
                         struct review_notes *notes) {
    *watch = (struct picture_watch){.order = order, .notes = notes, .black_from = -1};
}

/* --- what was meant --- */

static const struct timeline_shot *shot_at(const struct timeline *timeline, int64_t frame) {
    const struct timeline_shot *found = NULL;
    for (size_t i = 0; i < timeline->shot_count && timeline->shots[i].start <= frame; i++)
        found = &timeline->shots[i];
    return found;
}

/* Title cards and credits may stand still and be dark. */
static bool is_card(const struct review_order *order, int64_t frame) {
    const struct timeline_shot *shot = shot_at(order->timeline, frame);
    return shot && order->storyboard && shot->shot < order->storyboard->count &&
           order->storyboard->shots[shot->shot].scene < 0;
}

/* Frames of [from, to) that are neither in a fade through black nor on a card. */
static int64_t frames_in_light(const struct review_order *order, int64_t from, int64_t to) {
    int64_t count = 0;
    for (int64_t frame = from; frame < to; frame++) {
        bool meant = is_card(order, frame);
        for (size_t i = 0; !meant && i < order->timeline->shot_count; i++) {
            const struct timeline_shot *shot = &order->timeline->shots[i];
            meant = (shot->transition_in == TRANSITION_FADE_BLACK ||
                     shot->transition_in == TRANSITION_IRIS) &&
                    frame >= shot->start - 1 && frame <= shot->start + shot->transition_frames;
        }
        count += !meant;
    }
    return count;
}

/* --- runs --- */

static void end_black(struct picture_watch *watch, int64_t end) {
    const int64_t from = watch->black_from;
    watch->black_from = -1;
    if (from < 0 || seconds(watch, end - from) <= BLACK_LONGEST_S) return;
    if (seconds(watch, frames_in_light(watch->order, from, end)) <= BLACK_LONGEST_S) return;
    review_note(watch->notes, FINDING_FAILURE, "black", seconds(watch, from),
                seconds(watch, end),
                "The picture is black for %.1f seconds where the script has none.",
                seconds(watch, end - from));
}

static void end_frozen(struct picture_watch *watch, int64_t end) {
    const int64_t from = watch->anchor_frame;
    if (seconds(watch, end - from) <= FROZEN_LONGEST_S) return;
    int64_t moving = 0;
    for (int64_t frame = from; frame < end; frame++) moving += !is_card(watch->order, frame);
    if (seconds(watch, moving) <= FROZEN_LONGEST_S) return;
    review_note(watch->notes, FINDING_FAILURE, "frozen", seconds(watch, from),
                seconds(watch, end),
                "Nothing moves for %.1f seconds, not even a mouth or an eyelid.",
                seconds(watch, end - from));
}

/* --- one piece --- */

static void watch_frame(struct picture_watch *watch, const struct screened_frame *frame,
                        float change, bool still) {
    *list_push(&watch->changes) = change;
    if (frame->black && watch->black_from < 0) watch->black_from = watch->frames;
    if (!frame->black) end_black(watch, watch->frames);
    if (!still) {
        if (watch->frames) end_frozen(watch, watch->frames);
        watch->anchor_frame = watch->frames;
    }
    watch->frames++;
}

void review_picture_piece(struct picture_watch *watch, const struct screening *screening) {
    const bool first = !watch->frames;
    watch_frame(watch, &screening->frames[0],
                first ? 0 : screening_change(screening->first, watch->cells),
                !first && screening_goes_on(watch->anchor_print, screening));
    for (uint32_t i = 1; i < screening->count; i++)
        watch_frame(watch, &screening->frames[i], screening->frames[i].change,
                    screening->frames[i].still);
    memcpy(watch->cells, screening->last, sizeof watch->cells);
    memcpy(watch->anchor_print, screening->anchor_print, sizeof watch->anchor_print);
}

/* --- cuts --- */

/* The frame near a planned cut at which the picture changes for good; -1: the change cannot be
 * told from movement. */
static int64_t find_cut(const struct picture_watch *watch, int64_t planned) {
    const float *changes = watch->changes.items;
    int64_t from = planned - SEARCH_FRAMES, to = planned + SEARCH_FRAMES + 1, best = -1;
    if (from < 1) from = 1;
    if (to > (int64_t)watch->changes.count) to = (int64_t)watch->changes.count;
    double most = 0, sum = 0;
    for (int64_t i = from; i < to; i++) {
        sum += changes[i];
        if (changes[i] > most) most = changes[i], best = i;
    }
    if (best < 0 || to - from < 4) return -1;
    /* Lights that go out or a flash near it may change more than the cut itself. */
    if (planned >= from && planned < to && planned != best) {
        const double calm = (sum - most - changes[planned]) / (double)(to - from - 2);
        if (changes[planned] >= VISIBLE_CHANGE && changes[planned] >= 3 * calm) return planned;
    }
    const double usual = (sum - most) / (double)(to - from - 1);
    return most >= VISIBLE_CHANGE && most >= 3 * usual ? best : -1;
}

static void check_cuts(struct picture_watch *watch) {
    const struct timeline *timeline = watch->order->timeline;
    size_t visible = 0, displaced = 0;
    int64_t worst = 0, worst_at = 0;
    for (size_t i = 1; i < timeline->shot_count; i++) {
        const struct timeline_shot *shot = &timeline->shots[i];
        if (shot->transition_frames > 0) continue;
        /* another cut close by would be taken for this one */
        if (shot->start - timeline->shots[i - 1].start <= SEARCH_FRAMES ||
            shot->frames <= SEARCH_FRAMES)
            continue;
        int64_t found = find_cut(watch, shot->start);
        if (found < 0) continue;
        int64_t off = llabs(found - shot->start);
        visible++;
        if (off > worst) worst = off, worst_at = shot->start;
        displaced += off > 1;
    }
    const double worst_ms = seconds(watch, worst) * 1000;
    if (worst_ms > watch->notes->worst_sync_ms) watch->notes->worst_sync_ms = worst_ms;
    if (!displaced) return;
    review_note(
        watch->notes, displaced * 4 >= visible ? FINDING_FAILURE : FINDING_WARNING, "sync",
        seconds(watch, worst_at), seconds(watch, worst_at),
        "%zu of %zu cuts are not at the frame where they were planned, the worst by %.0f "
        "ms.",
        displaced, visible, worst_ms);
}

void review_picture_finish(struct picture_watch *watch) {
    const struct timeline *timeline = watch->order->timeline;
    if (watch->frames) {
        end_black(watch, watch->frames);
        end_frozen(watch, watch->frames);
        check_cuts(watch);
    }
    if (watch->frames != timeline->frames)
        review_note(watch->notes, FINDING_FAILURE, "length", 0, 0,
                    "The film has %lld frames of picture instead of %lld.",
                    (long long)watch->frames, (long long)timeline->frames);
    list_done(&watch->changes);
}
