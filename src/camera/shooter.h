/* A shot becomes frames. The interface that the embedded paper camera fills in, and that hosted
 * and GPU film models fill in next.
 *
 * An order holds everything a shot depends on and nothing else: no place in the film, no clock.
 * Frame n of an order is the same whichever range it is asked in. */
#ifndef CAMERA_SHOOTER_H
#define CAMERA_SHOOTER_H

#include "art/puppet.h"
#include "base/cancel.h"
#include "lipsync/lipsync.h"
#include "storyboard/storyboard.h"

/* A line heard during the shot. */
struct order_line {
    int character; /* screenplay character */
    bool off_screen;
    int64_t start; /* samples from the shot's first frame; may be negative */
    int64_t length;
    enum emotion emotion;
    double intensity;
    enum manner manner;
    const char *text;                 /* for burnt-in captions */
    const struct mouth_track *mouths; /* times from the start of the line */
    const struct phone *phones;       /* for stresses: gestures fall on them */
    size_t phone_count;
};

struct order_player { /* one per placement of the shot, in its order */
    const struct look *look;
    const char *name;
};

struct order_caption {
    int64_t start, end; /* frames of the shot */
    const char *text;   /* one or two lines */
};

struct order_name { /* said of somebody on the picture */
    int character;
    const char *name, *role; /* role: "" for none */
    int64_t start, end;      /* frames of the shot */
    double size;             /* pixels of the name's letters; 0: by the frame's size */
};

enum grade_name {
    GRADE_NEUTRAL,
    GRADE_TEAL_ORANGE,
    GRADE_FESTIVAL,
    GRADE_NOIR,
    GRADE_VINTAGE,
    GRADE_PASTEL,
    GRADE_DOCUMENTARY,
    GRADE_NIGHT,
    GRADE_COUNT
};
const char *shot_order_grade_name(enum grade_name grade); /* "teal-orange" */

struct shot_order {
    const struct shot *shot;
    const struct order_player *players;
    const struct order_line *lines; /* parallel to shot->lines */
    /* the scene */
    const char *place;
    bool inside, festive;
    enum hour hour;
    enum weather weather;
    enum mood mood;
    enum culture culture;
    enum period period;
    enum grade_name grade;
    /* titles and credits */
    const char *title, *byline;
    const char *const *credits; /* lines, "Role\tName" or a heading; */
    size_t credit_count;
    /* burnt-in captions: text between frames of the shot */
    const struct order_caption *captions;
    size_t caption_count;
    const struct order_name *names; /* lower thirds; one, but for SHOT_PANELS */
    size_t name_count;
    const char *mark;  /* a line in the corner of every frame; NULL: none */
    int width, height; /* pixels, even */
    struct rational fps;
    uint64_t seed;      /* of the film: what the place looks like, grain */
    uint64_t shot_seed; /* of the shot: blinks, weather */
};

/* 8-bit 4:2:0, BT.709 limited range. Planes live until the sink returns. */
struct frame {
    int width, height;
    uint8_t *planes[3];
    int strides[3];
};

/* Takes frame `index` of the order. False stops the shooting; then it set the error. */
typedef bool frame_sink(void *sink_data, int64_t index, const struct frame *frame,
                        struct error *err);

struct shooter {
    const char *name, *version; /* version is part of every hash */
    bool (*ready)(const struct art *art, char why[static 200]);
    /* Frames [from, to) in order. Called from any thread, several at once. */
    bool (*shoot)(const struct art *art, const struct shot_order *order, int64_t from,
                  int64_t to, struct cancel *cancel, frame_sink *sink, void *sink_data,
                  struct error *err);
};
/* In order of preference, NULL at the end. */
extern const struct shooter *const camera_shooters[];

/* The name of what the order would give, whatever shooter is used: all of the order and the
 * packs. */
struct hash shot_order_hash(const struct art *art, const struct shot_order *order);

/* A frame of its own, planes in one block, stride a multiple of 64. */
struct frame *frame_new(int width, int height);
void frame_free(struct frame *frame);

/* One frame of the order as a PNG (storyboards, posters, tests). */
bool camera_still(const struct art *art, const struct shot_order *order, int64_t index,
                  struct buf *png, struct error *err) MUST_USE;

#endif
