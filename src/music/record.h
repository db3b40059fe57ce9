/* The user's own music: a file of any common kind, decoded, looped and faded to a length. */
#ifndef MUSIC_RECORD_H
#define MUSIC_RECORD_H

#include "base/cancel.h"
#include "base/pcm.h"

enum { RECORD_MAX_SIZE = 256 << 20 }; /* bytes of the file */

/* Decodes WAV, MP3, FLAC, Ogg, AAC, M4A, Matroska or AIFF to stereo at 48 kHz. Bytes are
 * hostile: formats that name other files are not among these, and decoding stops with
 * PROBLEM_TOO_LARGE past an hour. PROBLEM_BAD_INPUT: no sound in it. */
bool music_record_decode(const void *bytes, size_t size, struct cancel *cancel, struct pcm *out,
                         struct error *err) MUST_USE;

/* `length` frames from `offset` of the record as if it went round and round, its end faded into
 * its start over two seconds; at the level of a composed cue. Fades in over a quarter
 * of a second and out over two and a half where asked. */
void music_record_fit(const struct pcm *record, int64_t offset, int64_t length, bool fade_in,
                      bool fade_out, struct pcm *out);
/* Part of the name of everything that the two make. */
extern const char music_record_version[];

#endif
