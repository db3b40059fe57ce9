/* Inside the breakdown room: how culture cues carry several cultures in one value. */
#ifndef BREAKDOWN_CULTURE_H
#define BREAKDOWN_CULTURE_H

#include "breakdown/breakdown.h"

/* Bits of a cue's value; gender of a given name in the bits above. */
enum {
    IN_SOUTH = 1 << CULTURE_SOUTH_INDIAN,
    IN_NORTH = 1 << CULTURE_NORTH_INDIAN,
    IN_INDIA = IN_SOUTH | IN_NORTH,
    IN_EAST = 1 << CULTURE_EAST_ASIAN,
    IN_WEST = 1 << CULTURE_WESTERN,
    IN_MIDDLE = 1 << CULTURE_MIDDLE_EASTERN,
    IN_AFRICA = 1 << CULTURE_AFRICAN,
    IN_FANTASY = 1 << CULTURE_FANTASY,
    CULTURE_BITS = (1 << CULTURE_COUNT) - 1,
    NAME_FEMALE = 1 << 8,
    NAME_MALE = 1 << 9,
};

#endif
