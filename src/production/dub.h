/* The same film in another language. Inside the production room. */
#ifndef PRODUCTION_DUB_H
#define PRODUCTION_DUB_H

#include "production/film.h"

/* Once the lines are spoken in the script's language: their lengths are `samples`, and the
 * captions stand. Puts the translation's words in the place of the script's, keeps the analysis
 * of the original, and gives everyone a voice of theirs that speaks the language.
 * PROBLEM_BAD_INPUT says where script and translation part; PROBLEM_UNAVAILABLE: nobody speaks
 * it. */
bool dub_translate(struct production *production, struct error *err) MUST_USE;

/* The captions of order.translations, once the film's own captions stand, into p->translated:
 * timed by each line's length, since nobody speaks them. PROBLEM_BAD_INPUT as above. */
bool dub_captions(struct production *production, struct error *err) MUST_USE;

/* How much faster (above 1) or slower a dubbed line is spoken so that it comes near the
 * original's length: between DUB_SLOWEST and DUB_FASTEST, where it still sounds like a person.
 * What is longer even so lengthens its shot. */
#define DUB_SLOWEST 0.9
#define DUB_FASTEST 1.18
double dub_tempo(int64_t original, int64_t dubbed);

#endif
