/* Cultures are wide: within one film people dress as in one part of theirs, and a kimono does
 * not stand beside a hanbok by chance. */
#ifndef CASTING_REGION_H
#define CASTING_REGION_H

#include "casting/wardrobe.h"

/* The part of `culture` that the script's names, places and words point to; without any, a part
 * by chance where its parts dress too differently to mix, else REGION_NONE. */
enum region region_of(const struct breakdown *breakdown, enum culture culture, uint64_t seed);

#endif
