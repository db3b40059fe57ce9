/* Inside the camera room: where the camera stands. Framing from the shot, moves over its
 * length, and the projection of flat planes through it.
 *
 * The camera looks straight into the set. A plane at parallax p lies 1/p as far as the acting
 * line. Going nearer by the share `dolly` of the distance to the acting line enlarges it by 1 /
 * (1 - p * dolly); the lens enlarges all planes alike. A window that lies inside the drawing at
 * the acting line lies inside it at every plane behind. */
#ifndef CAMERA_LENS_H
#define CAMERA_LENS_H

#include "base/memory.h"
#include "camera/camera.h"

struct lens_view {
    double x, y;  /* drawing units: the point of the acting line in the middle of the frame */
    double lens;  /* pixels per drawing unit, before the dolly */
    double dolly; /* 0 .. below 1 */
};

/* screen = scale * drawing units + (x, y) */
struct projection {
    double scale, x, y;
};

/* A person as the framing sees them, in drawing units at the base camera. */
struct lens_actor {
    int character;
    double x, x_end; /* of the feet: at the first frame and the last */
    double lean;     /* how far the head is from above the feet, in the middle of the shot */
    double depth;    /* metres, as the storyboard has it */
    int64_t walk_start, walk_frames;
    double parallax;        /* of the plane they stand in */
    double top, eyes, chin; /* drawing y; at rest, hair and hats included */
    double held;            /* drawing y of the top of what they hold over their head, or 0 */
    double floor;           /* drawing y of the feet */
    double head,
        half_width;   /* chin to crown without hair; half of what they take up sideways */
    double per_metre; /* drawing units to a metre where they stand */
    int facing;
};

struct lens_subject { /* what the frame is about */
    const struct set *set;
    const struct lens_actor *actors; /* parallel to the shot's placements */
    size_t actor_count;
};

struct lens {                  /* a plan for the whole shot */
    struct lens_view from, to; /* before and after the move */
    int64_t frames;
    struct rational fps;
    double follow_x; /* drawing units that the camera goes along with a walk */
    int64_t follow_start, follow_frames;
    double shake; /* drawing units at the acting line: handheld */
    double weave; /* the same: how far the film wanders in its gate, on twos */
    uint64_t seed;
    int width, height;
    const struct set *set;
};

/* The parallax of somebody who stands `depth` metres before the acting line of the set. */
double lens_parallax(const struct set *set, double depth);

struct lens lens_plan(const struct shot_order *order, const struct lens_subject *subject);
struct lens_view lens_view(const struct lens *lens, int64_t frame);
bool lens_moves(const struct lens *lens);

/* Pixels per drawing unit at which the drawing just fills the frame. */
double lens_base(int width, int height);
/* How much larger than that the acting line is. */
double lens_zoom(const struct lens_view *view, int width, int height);
struct lens_view lens_view_at(double x, double y, double zoom, int width, int height);

/* Planes at and behind the lens are not seen: false. */
bool lens_project(const struct lens_view *view, double parallax, int width, int height,
                  struct projection *out);

/* 0 for a wide view .. 1 for a close one: how much of the depth is out of focus. */
double lens_nearness(const struct shot *shot);

/* Where a person stands in this frame, in metres: people are drawn together for narrow ones. */
struct lens_place {
    double x, x_end;
};
/* One for each of the shot's placements, which keep their order and, as far as there is room,
 * a distance at which nobody hides anybody. */
void lens_stage(const struct shot_order *order, const struct set *set,
                struct lens_place *places);
/* Where somebody is who stands at `x` of the storyboard's stage. */
double lens_staged(const struct placement *placement, const struct lens_place *place, double x);

#endif
