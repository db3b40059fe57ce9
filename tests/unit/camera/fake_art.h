/* A small art department for the camera's tests: a set of four planes and puppets of three
 * shapes, drawn by code, so that frames change only when the camera does. */
#ifndef TESTS_CAMERA_FAKE_ART_H
#define TESTS_CAMERA_FAKE_ART_H

#include "camera/shooter.h"

/* A shot with people standing 0.9 m apart, the first looking right. Points into static storage
 * that the next call overwrites. */
struct fake_shot {
    struct shot shot;
    struct placement placements[4];
    struct order_player players[4];
    struct look looks[4];
    struct shot_line shot_lines[1];
    struct order_line lines[1];
    struct mouth_track mouths;
    struct mouth_cue cues[4];
    struct shot_order order;
};
void fake_shot_init(struct fake_shot *fake, enum shot_kind kind, enum shot_size size,
                    size_t people, int width, int height);
/* The head's colour of player i as drawn by the fake puppets, 0xRRGGBB. */
unsigned fake_head_color(size_t player);

#endif
