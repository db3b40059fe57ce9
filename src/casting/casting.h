/* A look and a voice for every character, from name, traits and the project's seed: the same in
 * every scene, and in another script with the same cast. */
#ifndef CASTING_CASTING_H
#define CASTING_CASTING_H

#include "base/hash.h"
#include "breakdown/breakdown.h"

/* What casting may choose from; the voice room fills the list, in its order of preference. */
struct voice_card {
    const char *name;   /* "slt", "en-gb+f3": unique over all engines */
    const char *engine; /* "flite", "espeak-ng" */
    enum gender gender;
    enum age_band age;
    const char *languages; /* "en", or several with spaces */
    double quality;        /* 0..1: naturalness, preferred when it speaks the language */
    double pitch_hz;       /* the median of its speech; 0: what is usual for its gender */
    const char *base; /* a person made of another voice, for people to choose by name; casting
                         makes its own. NULL: a voice of an engine */
};

struct voice_choice {
    const char *voice;        /* a card's name; static storage of the list given */
    double pitch_semitones;   /* shift from the voice's own pitch */
    double formant_semitones; /* shift of the vocal tract: children up, large men down */
    double tempo;             /* 1 = the voice's own pace */
    double tremor;            /* 0..1, age */
    double breath;            /* 0..1: of it in the voice */
};

/* Identity: what a person would recognise. Nothing in it depends on the scene. Ids are names in
 * the art pack (art/); an id that a pack lacks falls back there to the nearest. */
struct look {
    uint64_t seed;
    enum age_band age;
    enum gender gender;
    enum culture culture;
    double height;      /* metres, standing, top of the head */
    double build;       /* -1 thin .. 0 .. +1 heavy */
    int skin;           /* Monk Skin Tone scale 1..10 */
    char hair[24];      /* "bun", "braid", "short", "bald", ... */
    char hair_color[8]; /* "#rrggbb" */
    char beard[24];     /* "", "full", "moustache", "stubble" */
    char headwear[24];  /* "", "turban", "hijab", "cap", ... worn always */
    bool glasses, cane, wheelchair;
    char iris[8];
    /* face proportions around 1.0: see art/people */
    double eye_size, eye_height, eye_slant, nose_length, nose_width, lip, jaw, brow, cheek;
    double wrinkles;   /* 0..1 */
    char outfit[24];   /* "sari", "kurta", "suit", "kimono", ... everyday wear */
    char festive[24];  /* worn in festive scenes */
    char colors[3][8]; /* main, second, accent: "#rrggbb", kept apart within one film */
};

struct cast_member {
    int character; /* index into screenplay->characters */
    struct look look;
    struct voice_choice voice;
};

struct cast {
    struct cast_member *members; /* parallel to screenplay->characters */
    size_t count;
};

/* What a photograph or drawing says of a character: taken over as if the script said it. */
struct look_reference {
    const char *name;   /* the character's, as in the script, in any case */
    int skin;           /* 1..10; 0: not seen */
    char hair[24];      /* "" not seen */
    char hair_color[8]; /* "" not seen */
    char colors[3][8];  /* of what they wear, commonest first */
    int color_count;
};

/* `cards` stay borrowed by the result's voice names. PROBLEM_UNAVAILABLE when there is no
 * voice, PROBLEM_USAGE for a reference to nobody. */
bool casting_cast(const struct breakdown *breakdown, uint64_t seed,
                  const struct look_reference *references, size_t reference_count,
                  const struct voice_card *cards, size_t card_count, struct cast *cast,
                  struct error *err) MUST_USE;
void cast_done(struct cast *cast);

/* Adds what stays the same whatever they wear: body, skin, hair, face. */
void look_hash_identity(const struct look *look, struct hasher *hasher);
/* Adds every field to the hash: what pictures of this person depend on. */
void look_hash(const struct look *look, struct hasher *hasher);

#endif
