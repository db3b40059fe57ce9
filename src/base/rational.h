/* Exact frame rates, and time in frames and samples. */
#ifndef BASE_RATIONAL_H
#define BASE_RATIONAL_H

#include <stdint.h>

struct rational {
    int num, den;
};

/* The sample (48 kHz) at which a frame starts, rounded down; and the frame that covers a
 * sample. */
static inline int64_t samples_of_frames(int64_t frames, struct rational fps) {
    return frames * 48000 * fps.den / fps.num;
}
static inline int64_t frame_of_sample(int64_t sample, struct rational fps) {
    return sample * fps.num / ((int64_t)48000 * fps.den);
}
/* Frames enough to hold that many samples. */
static inline int64_t frames_for_samples(int64_t samples, struct rational fps) {
    int64_t den = (int64_t)48000 * fps.den;
    return (samples * fps.num + den - 1) / den;
}
static inline double seconds_of_frames(int64_t frames, struct rational fps) {
    return (double)frames * fps.den / fps.num;
}

#endif
