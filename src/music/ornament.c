#include "music/ornament.h"

#include <math.h>

int ornament_wheel(double cents) {
    return (int)lrint(8192 + fmin(fmax(cents / (100.0 * ORNAMENT_RANGE), -1), 0.9998) * 8192);
}

double ornament_cents(const struct note *note, int64_t at) {
    double part = (double)at / (double)note->length, seconds = (double)at / PCM_RATE;
    switch ((enum ornament)note->ornament) {
    case ORNAMENT_GLIDE:
        return part < 0.6 ? 0 : note->bend_cents * (part - 0.6) / 0.4;
    case ORNAMENT_SLIDE: {
        double over = fmin(0.14, 0.4 * (double)note->length / PCM_RATE);
        double left = fmax(0, 1 - seconds / over);
        return note->bend_cents * left * left * (3 - 2 * left);
    }
    case ORNAMENT_SHAKE: {
        /* the swing starts after the tone has spoken and narrows to its end */
        double depth = fmin(fmax((seconds - 0.12) / 0.15, 0), 1) * (1 - 0.7 * part);
        return note->bend_cents * depth * (0.5 - 0.5 * cos(2 * M_PI * 4.6 * (seconds - 0.12)));
    }
    case ORNAMENT_VIBRATO: {
        double depth = fmin(fmax((seconds - 0.3) / 0.4, 0), 1);
        return note->bend_cents * depth * sin(2 * M_PI * 5.2 * (seconds - 0.3));
    }
    }
    return 0;
}
