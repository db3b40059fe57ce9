/* Ambience from place, hour and weather; effects for what the action names. All synthesised. */
#ifndef SOUND_SOUND_H
#define SOUND_SOUND_H

#include "base/hash.h"
#include "base/pcm.h"
#include "breakdown/breakdown.h"

struct ambience_order {
    const char *place; /* id from breakdown/places.c */
    bool inside;
    enum hour hour;
    enum weather weather;
    enum culture culture;
    bool festive;
    int64_t length; /* samples */
    uint64_t seed;
};

/* Stereo of exactly `length` frames, RMS about -38 dBFS for a quiet room to -28 for a storm,
 * faded over 250 ms at both ends. Prefix property: a longer order of the same seed starts
 * alike. */
void sound_ambience(const struct ambience_order *order, struct pcm *out);
struct hash sound_ambience_hash(const struct ambience_order *order);

/* An effect by id, stereo, its own length, peak about -12 dBFS. False when there is no such
 * effect. */
bool sound_effect(const char *effect, uint64_t seed, struct pcm *out);
struct hash sound_effect_hash(const char *effect, uint64_t seed);

/* The ids: "door_open", "door_close", "knock", "steps", "bell", "temple_bell", "thunder",
 * "phone", "glass", "clap", "laugh", "wind_gust", "splash", "horn", "dog", "bird", "clock",
 * "paper", "fire", "drum", ... NULL at the end. */
extern const char *const sound_effect_names[];

#endif
