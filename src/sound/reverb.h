/* The late sound of a room. Private to the room. */
#ifndef SOUND_REVERB_H
#define SOUND_REVERB_H

#include "base/pcm.h"

/* A feedback delay network of four lines (Jot): late sound of a room. */
enum { REVERB_LINES = 4, REVERB_ROOM = 8192 };
struct reverb {
    float *lines[REVERB_LINES];
    int lengths[REVERB_LINES], at;
    float gains[REVERB_LINES], damped[REVERB_LINES], damping;
};
void reverb_init(struct reverb *reverb, double size, double t60, double damping);
void reverb_done(struct reverb *reverb);
void reverb_run(struct reverb *reverb, float in, float *left, float *right);

#endif
