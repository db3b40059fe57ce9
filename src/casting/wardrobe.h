/* Inside the casting room: what people of a culture may wear, how they may do their hair, and
 * in which colours. Lists are in no order of merit; a person's own chance picks. */
#ifndef CASTING_WARDROBE_H
#define CASTING_WARDROBE_H

#include "base/memory.h"
#include "breakdown/breakdown.h"

enum life { LIFE_BABY, LIFE_CHILD, LIFE_GROWN, LIFE_OLD, LIFE_COUNT };
enum life wardrobe_life(enum age_band age, int years);

/* A part of a culture, see region.h. */
enum region {
    REGION_NONE,
    REGION_KERALA,
    REGION_PUNJAB,
    REGION_BENGAL,
    REGION_GUJARAT, /* and Rajasthan */
    REGION_CHINA,
    REGION_JAPAN,
    REGION_KOREA,
    REGION_GULF,
    REGION_LEVANT,
    REGION_PERSIA,
    REGION_MAGHREB, /* and Egypt */
    REGION_NIGERIA, /* and the west up to Senegal */
    REGION_GHANA,
    REGION_SWAHILI, /* Kenya, Tanzania, Uganda */
    REGION_HORN,
    REGION_SOUTHERN,
    REGION_COUNT
};
enum occasion { OCCASION_EVERYDAY, OCCASION_PAST, OCCASION_FESTIVE };
struct wear_row {
    const char *girl, *boy, *woman, *man, *old_woman, *old_man;
};
/* NULL where the whole culture's holds. */
const struct wear_row *wardrobe_region_row(enum region region, enum occasion occasion);

struct head_need {
    enum region region;
    bool female;
    enum life life;
    const char *outfit;
    double chance; /* 0..1, drawn for the person */
};
/* What goes on the head with an outfit of a region, or "". */
const char *wardrobe_headwear(const struct head_need *need);

struct colors {
    char main[8], second[8], accent[8];
};

/* Ids with spaces between, most usual first; a repeated id is likelier. Never empty. */
const char *wardrobe_everyday(enum culture culture, enum region region, enum period period,
                              enum gender gender, enum life life);
const char *wardrobe_festive(enum culture culture, enum region region, enum gender gender,
                             enum life life);
const char *wardrobe_hair(enum culture culture, enum gender gender, enum age_band age,
                          bool old);
/* What hair is from afar: "short", "falls", "tied", "tail", "round" or "none". */
const char *wardrobe_hair_outline(const char *hair);
/* For a role ("priest", "doctor"): "" when its holders dress like others. */
const char *wardrobe_of_role(const char *role, enum culture culture, enum gender gender);

const struct colors *wardrobe_colors(enum culture culture, enum gender gender, enum life life,
                                     size_t *count);

#endif
