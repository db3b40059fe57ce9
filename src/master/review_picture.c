#include <math.h>
#include <string.h>

#include "master/review_parts.h"

enum {
    BLACK_MEAN = 20,     /* luma; 16 is black */
    LIT_LUMA = 34,       /* a sample above this is seen in the dark */
    FINE_DIFFERENCE = 9, /* luma steps that coding noise does not reach */
    SEARCH_FRAMES = 12,  /* how far a misplaced cut is looked for */
};
static const double BLACK_LONGEST_S = 0.4, FROZEN_LONGEST_S = 3, VISIBLE_CHANGE = 3;

static double seconds(const struct picture_watch *watch, int64_t frame) {
    return seconds_of_frames(frame, watch->order->format.fps);
}

void review_picture_init(struct picture_watch *watch, const struct review_order *order,
                         struct review_notes *notes) {
    *watch = (struct picture_watch){.order = order, .notes = notes, .black_from = -1};
    const size_t rows = (size_t)order->format.height / 2 + 1;
    watch->anchor = xcalloc(rows, (size_t)order->format.width);
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

/* --- one frame --- */

static int sum_row(const uint8_t *row, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) sum += row[i];
    return sum;
}

static int count_lit(const uint8_t *row, int count) {
    int lit = 0;
    for (int i = 0; i < count; i++) lit += row[i] > LIT_LUMA;
    return lit;
}

/* Mean luma of each cell from every fourth row; also tells whether the frame is black. */
static bool measure_cells(const struct frame *frame, float cells[REVIEW_CELLS]) {
    int64_t total = 0, lit = 0, seen = 0;
    for (int row = 0; row < REVIEW_ROWS; row++) {
        int sums[REVIEW_COLUMNS] = {0}, rows = 0;
        const int end = (row + 1) * frame->height / REVIEW_ROWS;
        for (int y = row * frame->height / REVIEW_ROWS; y < end; y += 4, rows++) {
            const uint8_t *line = frame->planes[0] + (ptrdiff_t)y * frame->strides[0];
            for (int column = 0; column < REVIEW_COLUMNS; column++) {
                int x = column * frame->width / REVIEW_COLUMNS;
                sums[column] +=
                    sum_row(line + x, (column + 1) * frame->width / REVIEW_COLUMNS - x);
            }
            lit += count_lit(line, frame->width);
            seen += frame->width;
        }
        for (int column = 0; column < REVIEW_COLUMNS; column++) {
            int width = (column + 1) * frame->width / REVIEW_COLUMNS -
                        column * frame->width / REVIEW_COLUMNS;
            total += sums[column];
            cells[row * REVIEW_COLUMNS + column] =
                rows && width ? (float)sums[column] / (float)(rows * width) : 0;
        }
    }
    return seen && total < seen * BLACK_MEAN && lit * 400 < seen;
}

static int differing(const uint8_t *a, const uint8_t *b, int count) {
    int different = 0;
    for (int i = 0; i < count; i++) {
        int by = a[i] > b[i] ? a[i] - b[i] : b[i] - a[i];
        different += by > FINE_DIFFERENCE;
    }
    return different;
}

/* Does the frame look exactly like the one that the still stretch started with? A mouth in a
 * wide shot is a few dozen samples. */
static bool is_still(const struct picture_watch *watch, const struct frame *frame) {
    const int most = frame->width * frame->height / 2 / 200000 + 1;
    int different = 0;
    for (int y = 0; y < frame->height; y += 2) {
        different +=
            differing(frame->planes[0] + (ptrdiff_t)y * frame->strides[0],
                      watch->anchor + (size_t)(y / 2) * (size_t)frame->width, frame->width);
        if (different > most) return false;
    }
    return true;
}

static void set_anchor(struct picture_watch *watch, const struct frame *frame) {
    for (int y = 0; y < frame->height; y += 2)
        memcpy(watch->anchor + (size_t)(y / 2) * (size_t)frame->width,
               frame->planes[0] + (ptrdiff_t)y * frame->strides[0], (size_t)frame->width);
    watch->anchor_frame = watch->frames;
}

void review_picture_frame(struct picture_watch *watch, const struct frame *frame,
                          double time_s) {
    float cells[REVIEW_CELLS];
    const bool black = measure_cells(frame, cells);
    float change = 0;
    for (int i = 0; watch->frames && i < REVIEW_CELLS; i++)
        change += fabsf(cells[i] - watch->cells[i]) / REVIEW_CELLS;
    memcpy(watch->cells, cells, sizeof cells);
    *list_push(&watch->changes) = change;
    if (black && watch->black_from < 0) watch->black_from = watch->frames;
    if (!black) end_black(watch, watch->frames);
    if (!watch->frames || !is_still(watch, frame)) {
        if (watch->frames) end_frozen(watch, watch->frames);
        set_anchor(watch, frame);
    }
    if (fabs(time_s - seconds(watch, watch->frames)) > seconds(watch, 1) / 2)
        watch->wrong_times++;
    watch->frames++;
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
    if (watch->wrong_times)
        review_note(watch->notes, FINDING_FAILURE, "sync", 0, 0,
                    "%lld frames are not shown at their time.", (long long)watch->wrong_times);
    list_done(&watch->changes);
    free(watch->anchor);
    watch->anchor = NULL;
}
