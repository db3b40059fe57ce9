/* Where the instruments come from, and playing a score on them. Private to the room. */
#ifndef MUSIC_SOUNDFONT_H
#define MUSIC_SOUNDFONT_H

#include "music/composer.h"

/* The path of the soundfont: $FILM_SOUNDFONT, else the first of Debian's that is installed.
 * Static or environment storage. */
bool music_soundfont_find(const char **path, struct error *err) MUST_USE;

/* Its name without the folder: what a cue's hash holds, so that two machines agree. */
const char *music_soundfont_name(const char *path);

/* Plays into `out`, stereo of `length` frames, dry of fades and level. */
bool music_soundfont_play(const struct score *score, int64_t length, struct cancel *cancel,
                          _Atomic float *done, struct pcm *out, struct error *err) MUST_USE;

#endif
