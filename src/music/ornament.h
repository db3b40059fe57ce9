/* The pitch of an ornamented note over time. Private to the room. */
#ifndef MUSIC_ORNAMENT_H
#define MUSIC_ORNAMENT_H

#include "music/composer.h"

enum {
    ORNAMENT_RANGE = 12,            /* semitones of the pitch wheel to both sides */
    ORNAMENT_STEP = PCM_RATE / 100, /* samples between changes of the wheel */
};

/* Cents away from the key, `at` samples after the note's start. */
double ornament_cents(const struct note *note, int64_t at);
/* The pitch wheel's value for these, 0..16383. */
int ornament_wheel(double cents);

#endif
