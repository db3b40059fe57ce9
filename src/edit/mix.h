/* The mix: dialogue, music and effects as stems that add up to the film's sound, at broadcast
 * level.
 *
 * A scene is mixed by itself, so that an edit changes its stretch only; levels of the whole
 * (loudness, true peak) are set last. Loudness by ITU-R BS.1770-4 / EBU R 128 (libebur128). */
#ifndef EDIT_MIX_H
#define EDIT_MIX_H

#include "base/cancel.h"
#include "base/hash.h"
#include "base/pcm.h"
#include "edit/timeline.h"

/* Changes whenever the same sources give other bytes: part of the name of every kept mix. */
enum { MIX_VERSION = 6 };

enum stem { STEM_DIALOGUE, STEM_MUSIC, STEM_EFFECTS, STEM_COUNT };
const char *stem_name(enum stem stem); /* "dialogue" */

/* One sound laid into a scene. */
struct mix_source {
    enum stem stem;
    const struct pcm *sound;       /* mono or stereo, borrowed */
    int64_t start;                 /* samples from the scene's start; may be negative */
    double gain_db, pan, distance; /* distance in metres: dialogue only */
    bool off_screen;               /* dialogue from another room or a telephone: band-limited */
    int64_t length;                /* samples that are heard, faded at the end; 0: all of it */
    bool ducks;                    /* dialogue: lowers music and effects under it */
    bool bed;                      /* effects: the air of the place, however short the piece;
                                      it neither rings in the room nor is lowered */
    bool unheard;                  /* only ducks: a line of the next scene or the last, so that
                                      music that goes on makes no step at the boundary */
};

struct mix_room { /* acoustics of the place */
    bool inside;
    double size; /* 0 small room .. 1 cathedral; outside: 0 dry .. 1 canyon */
};
/* Of a place without a row of its own (NULL, too): of "interior" or "exterior". */
struct mix_room mix_room_of(const char *place, bool inside);
const char *mix_room_place(int index); /* that have one; NULL at the end */

/* A stretch of the film: stems of `length` + tail frames; tails overlap the next stretch and
 * add. */
struct stretch {
    struct pcm stems[STEM_COUNT]; /* stereo, all of the same length */
    int64_t length;               /* samples without the tail */
};
void stretch_done(struct stretch *stretch);

/* Mixes one scene: dialogue equalised, gently compressed, in the room of the scene; music
 * lowered at least 6 dB from 150 ms before to 400 ms after speech, smoothly, and short effects
 * a little; everything placed in stereo. Same sources, same bytes. */
bool mix_scene(const struct mix_source *sources, size_t count, int64_t length,
               struct mix_room room, struct cancel *cancel, struct stretch *out,
               struct error *err) MUST_USE;
void stretch_write(const struct stretch *stretch, struct buf *out);
bool stretch_read(const void *bytes, size_t size, struct stretch *stretch,
                  struct error *err) MUST_USE;

/* What a place of showing asks for. Sources: the platforms' own delivery notes; EBU R 128, ATSC
 * A/85, AES TD1008 (podcasts), Netflix (-27 LKFS dialogue-gated). Cinemas set the level in the
 * hall: what is given to them keeps headroom. */
struct mix_target {
    const char *name; /* static; "" for a bare number */
    double lufs;
    bool gated; /* of the dialogue alone */
    double peak_dbtp;
};
extern const struct mix_target mix_targets[]; /* .name NULL at the end; the first is usual */
/* A name of the table, or a number of LUFS from -40 to -6. */
bool mix_target_find(const char *name, struct mix_target *target);

struct mix_levels {
    struct mix_target target;
    double lufs, true_peak_dbtp; /* measured on the result */
    double dialogue_lufs;        /* of the dialogue alone; -120 when nobody speaks */
    double gain_db;              /* applied to reach the target */
};

/* Yields stretch `index`; called in order, more than once over. The mix frees it with
 * stretch_done. */
typedef bool mix_stretch_source(void *data, size_t index, struct stretch *stretch,
                                struct error *err);

/* Lays stretches end to end (tails added), sets the loudness to the target's +-0.5 and
 * limits true peaks to the target's with look-ahead; the same gain over time is applied to each
 * stem, so that the stems still add up to the film. A silent film stays silent. Memory is flat:
 * two stretches at a time. Writes stereo 48 kHz WAV files into `folder`: film.wav,
 * dialogue.wav, music.wav, effects.wav, music-and-effects.wav (float 32). */
bool mix_film(mix_stretch_source *source, void *data, size_t count,
              const struct mix_target *target, const char *folder, struct mix_levels *levels,
              struct cancel *cancel, struct error *err) MUST_USE;

#endif
