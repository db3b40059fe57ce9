/* The watchers of a review: each sees one kind of stream go by and says what is wrong with it.
 */
#ifndef MASTER_REVIEW_PARTS_H
#define MASTER_REVIEW_PARTS_H

#include <libavcodec/avcodec.h>

#include "base/memory.h"
#include "edit/limiter.h"
#include "edit/loudness.h"
#include "edit/wave.h"
#include "master/review.h"
#include "master/screening.h"

struct review_notes {
    LIST(struct finding) list;
    double worst_sync_ms;
};
void review_note(struct review_notes *notes, enum finding_level level, const char *check,
                 double start_s, double end_s, const char *format, ...) PRINTF_LIKE(6, 7);

/* --- picture: length, black, frozen, cuts --- */

struct picture_watch {
    const struct review_order *order;
    struct review_notes *notes;
    int64_t frames;
    float cells[SCREENING_CELLS];          /* of the last frame */
    uint8_t anchor_print[SCREENING_PRINT]; /* of the frame that a still stretch starts with */
    LIST(float) changes; /* per frame: how much it differs from the one before */
    int64_t anchor_frame;
    int64_t black_from; /* -1: the frame before was not black */
};
void review_picture_init(struct picture_watch *watch, const struct review_order *order,
                         struct review_notes *notes);
void review_picture_piece(struct picture_watch *watch, const struct screening *screening);
void review_picture_finish(struct picture_watch *watch); /* frees */

/* --- pieces: the picture in the file is the one that was screened, at its times --- */

struct pieces_watch {
    const struct review_order *order;
    struct review_notes *notes;
    struct picture_watch *picture; /* is given each piece that went by */
    struct piece piece;
    size_t next;     /* piece to be opened next */
    uint32_t packet; /* of `piece`, to come next */
    int64_t start;   /* film frame of the piece's first */
    int64_t foreign, wrong_times;
};
bool review_pieces_begin(struct pieces_watch *watch, const AVCodecParameters *par,
                         struct error *err) MUST_USE;
bool review_pieces_packet(struct pieces_watch *watch, const AVPacket *packet, double time_s,
                          struct error *err) MUST_USE;
void review_pieces_finish(struct pieces_watch *watch);
void review_pieces_done(struct pieces_watch *watch);

/* --- sound: silence, clipping, loudness, every line of dialogue, sync --- */

enum {
    REVIEW_STEP = 16,      /* samples of film sound that make one of the low rate, 3 kHz */
    REVIEW_RING = 1 << 16, /* low-rate samples kept: 21 s */
};

struct sound_watch {
    const struct review_order *order;
    struct review_notes *notes;
    struct wave_reader dialogue;
    bool has_dialogue;
    struct loudness *loudness;
    struct limiter_peak peak;
    int64_t frames;
    float low[REVIEW_RING]; /* mono, low rate: of low-rate moment n at n % REVIEW_RING */
    float low_sum;
    int64_t low_count;
    double block_power;
    int64_t quiet_from; /* -1: not quiet */
    int64_t at_full;    /* samples in a row at full scale */
    int64_t clipped, first_clipped;
    size_t next_line;
    LIST(double) lags_ms;
    double lufs, true_peak_dbtp;
};
bool review_sound_init(struct sound_watch *watch, const struct review_order *order,
                       struct review_notes *notes, struct error *err) MUST_USE;
/* Stereo, interleaved. */
bool review_sound_add(struct sound_watch *watch, const float *samples, int64_t frames,
                      struct error *err) MUST_USE;
bool review_sound_finish(struct sound_watch *watch, struct error *err) MUST_USE;
void review_sound_done(struct sound_watch *watch);

/* --- continuity: what the storyboard orders from shot to shot --- */

void review_continuity(const struct review_order *order, struct review_notes *notes);

/* --- captions --- */

struct captions_watch { /* of one track */
    const struct captions *meant;
    struct review_notes *notes;
    size_t count;
    bool told; /* one sentence about them is enough */
};
/* A packet of mov_text as it lies in the file; times in seconds. */
void review_captions_packet(struct captions_watch *watch, const uint8_t *bytes, size_t size,
                            double start_s, double end_s);
void review_captions_finish(struct captions_watch *watch);

#endif
