/* Inside the lipsync room: what a phone of the International Phonetic Alphabet looks like. */
#ifndef LIPSYNC_IPA_H
#define LIPSYNC_IPA_H

#include "lipsync/lipsync.h"

/* How much a shape insists on being seen. */
enum shape_kind {
    SHAPE_REST,  /* silence */
    SHAPE_WEAK,  /* made inside the mouth: lips keep their way between the neighbours */
    SHAPE_PLAIN, /* has a look of its own, but gives way when short */
    SHAPE_VOWEL,
    SHAPE_LABIAL, /* f, v: the lip meets the teeth */
    SHAPE_CLOSED, /* p, b, m: the lips meet */
};

struct shape {
    enum mouth mouth;
    enum shape_kind kind;
    float opening; /* in a steady, loud voice */
};

/* The shapes that a phone goes through: none never, two for diphthongs, at most three. Unknown
 * letters are taken for what their kind of letter mostly is. `shares` are parts of 1. */
enum { IPA_MAX_SHAPES = 3 };
size_t ipa_shapes(const char *ipa, struct shape shapes[static IPA_MAX_SHAPES],
                  double shares[static IPA_MAX_SHAPES]);

#endif
