/* The dialogue chain: what a mixer does to every voice before placing it. */
#ifndef EDIT_SPEECH_CHAIN_H
#define EDIT_SPEECH_CHAIN_H

#include "base/pcm.h"

/* High-pass at 80 Hz (or a telephone's band when far), presence, de-esser, gentle compression.
 * `out` has sound->frames mono samples; stereo is folded. */
void speech_chain(const struct pcm *sound, bool far, float *out);

#endif
