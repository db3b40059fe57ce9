/* Inside the voice room: what is known of Kokoro's styles. */
#ifndef VOICE_STYLES_H
#define VOICE_STYLES_H

/* The median pitch in Hz of a style ("af_heart") reading a sentence plainly. Of one that nobody
 * measured, what is usual for its sex. */
double styles_hz(const char *name);

/* 0..1, as voice cards have it. */
double styles_quality(const char *name);

#endif
