/* Inside the casting room: what people of a culture may wear, how they may do their hair, and
 * in which colours. Lists are in no order of merit; a person's own chance picks. */
#ifndef CASTING_WARDROBE_H
#define CASTING_WARDROBE_H

#include "base/memory.h"
#include "breakdown/breakdown.h"

enum life { LIFE_BABY, LIFE_CHILD, LIFE_GROWN, LIFE_OLD, LIFE_COUNT };
enum life wardrobe_life(enum age_band age, int years);

struct colors {
    char main[8], second[8], accent[8];
};

/* Ids with spaces between, most usual first; a repeated id is likelier. Never empty. */
const char *wardrobe_everyday(enum culture culture, enum period period, enum gender gender,
                              enum life life);
const char *wardrobe_festive(enum culture culture, enum period period, enum gender gender,
                             enum life life);
const char *wardrobe_hair(enum culture culture, enum gender gender, enum age_band age,
                          bool old);
/* For a role ("priest", "doctor"): "" when its holders dress like others. */
const char *wardrobe_of_role(const char *role, enum culture culture, enum gender gender);

const struct colors *wardrobe_colors(enum culture culture, enum gender gender, enum life life,
                                     size_t *count);

#endif
