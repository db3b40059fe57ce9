/* Inside the troupe: the people of a shot. troupe.c casts and seats them, troupe_stage.c finds
 * where in the frame they are, troupe_draw.c draws them. */
#ifndef CAMERA_TROUPE_INSIDE_H
#define CAMERA_TROUPE_INSIDE_H

#include "camera/acting.h"
#include "camera/camera.h"
#include "camera/scenery.h"
#include "camera/troupe.h"

enum { SHOULDER_REDUCTION = 3, SHADOW_REDUCTION = 4, RACK_STEPS = 8 };

struct box {
    int x0, y0, x1, y1;
};

struct player {
    struct puppet *puppet;
    struct puppet_metrics metrics;
    bool seen, shoulder;
    bool things_only;       /* they are out of the picture, their umbrella is not */
    enum seat seat;         /* under them when they sit */
    bool seat_stays;        /* they sit for some of the shot, and never walk in it */
    double per_metre;       /* picture pixels; at the camera nearest to them */
    double parallax, floor; /* drawing y of the feet */
    double reference_scale; /* projection scale at which the picture is drawn 1:1 */
    int reduction;
    bool moves;         /* their place on the stage changes during the shot */
    struct box visible; /* picture pixels from the feet that the shot can show */
    /* what the picture shows now */
    struct puppet_state state;
    struct box box;
    int blur; /* of RACK_STEPS: how far they are out of focus */
    struct picture *picture, *shadow;
    double shadow_x, shadow_y; /* picture pixels from the feet */
    uint32_t version;
    /* the shoulder's fixed place */
    double share_x, share_y, share_head,
        crown; /* crown: metres above the feet, as they sit or stand */
};

struct troupe {
    const struct art *art;
    const struct shot_order *order;
    const struct set *set;
    const struct lens *lens;
    struct acting *acting;
    struct player *players;
    struct lens_actor *actors;
    size_t count;
    struct lens_place *places; /* parallel to the shot's placements */
    bool still;
};

/* The state shown at a frame: bodies on every second frame, mouths on every one. */
void troupe_state_at(const struct troupe *troupe, size_t index, int64_t frame,
                     struct puppet_state *state, double *x, double *depth);

/* Screen place of the feet, and how large the reference picture is there. */
bool troupe_feet_at(const struct troupe *troupe, const struct player *player, int64_t frame,
                    double x, double *screen_x, double *screen_y, double *growth);

#endif
