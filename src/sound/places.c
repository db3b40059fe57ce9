/* What is heard where. Levels are dBFS: RMS of beds and hums, peak of grains. */
#include "sound/ambience.h"

enum outdoors { INDOORS, TOWN, NATURE, WATERSIDE, BARE, SEALED };
enum part_kind { END, BED, HUM, GRAIN };
struct part {
    enum part_kind kind;
    int id;
    double level_db, every_s;
};
struct place {
    const char *id;
    enum outdoors around; /* what surrounds it: chooses birds, insects, traffic, wind */
    double room, tail;    /* of the reverb */
    struct part parts[7];
};

#define BED(id, db) \
    { BED, BED_##id, db, 0 }
#define HUM(id, db) \
    { HUM, HUM_##id, db, 0 }
#define GRAIN(id, db, every) \
    { GRAIN, GRAIN_##id, db, every }

static const struct place places[] = {
    {"courtyard",
     TOWN,
     1.2,
     0.7,
     {BED(ROOM, -46), GRAIN(DOVE, -36, 9), GRAIN(CUP, -38, 14), GRAIN(MURMUR, -40, 9)}},
    {"temple",
     TOWN,
     1.8,
     2.6,
     {BED(HOLLOW, -47), GRAIN(TEMPLE_BELL, -28, 11), GRAIN(HAND_BELL, -36, 13),
      GRAIN(MURMUR, -38, 2.5), GRAIN(DOVE, -38, 8)}},
    {"mosque",
     TOWN,
     1.9,
     2.8,
     {BED(HOLLOW, -46), GRAIN(MURMUR, -40, 5), GRAIN(DOVE, -36, 7), GRAIN(STEPS, -42, 16)}},
    {"church",
     TOWN,
     1.9,
     3.4,
     {BED(HOLLOW, -46), GRAIN(CHURCH_BELL, -34, 26), GRAIN(STEPS, -42, 18),
      GRAIN(CREAK, -44, 22)}},
    {"living_room",
     INDOORS,
     0.8,
     0.45,
     {BED(ROOM, -42), HUM(MAINS, -56), GRAIN(CLOCK, -42, 3)}},
    {"kitchen",
     INDOORS,
     0.8,
     0.4,
     {BED(ROOM, -43), HUM(FRIDGE, -48), GRAIN(SIZZLE, -36, 6), GRAIN(CUP, -34, 7),
      GRAIN(BUBBLE, -38, 4)}},
    {"bedroom", INDOORS, 0.7, 0.35, {BED(ROOM, -43), HUM(MAINS, -60), GRAIN(CLOCK, -46, 3)}},
    {"hut",
     INDOORS,
     0.7,
     0.3,
     {BED(ROOM, -45), BED(HEARTH, -42), GRAIN(CRACKLE, -32, 1.2), GRAIN(CREAK, -44, 17)}},
    {"hall",
     INDOORS,
     1.6,
     1.9,
     {BED(ROOM, -42), BED(HOLLOW, -48), GRAIN(STEPS, -40, 12), GRAIN(MURMUR, -42, 6)}},
    {"office",
     INDOORS,
     0.9,
     0.45,
     {BED(ROOM, -45), BED(VENT, -44), HUM(MAINS, -52), GRAIN(KEYS, -36, 2.4),
      GRAIN(MURMUR, -40, 5), GRAIN(PAGE, -40, 9)}},
    {"classroom",
     INDOORS,
     1.1,
     0.8,
     {BED(ROOM, -43), GRAIN(MURMUR, -38, 2), GRAIN(CHILD, -36, 4), GRAIN(PAGE, -38, 5),
      GRAIN(CREAK, -44, 15)}},
    {"hospital",
     INDOORS,
     1.2,
     0.9,
     {BED(VENT, -42), HUM(MAINS, -52), GRAIN(BEEP, -42, 1.3), GRAIN(STEPS, -40, 11),
      GRAIN(MURMUR, -42, 7)}},
    {"cafe",
     INDOORS,
     1,
     0.6,
     {BED(BABBLE, -45), GRAIN(MURMUR_NEAR, -32, 0.7), GRAIN(MURMUR, -34, 0.6),
      GRAIN(CUP, -30, 1.7), HUM(FRIDGE, -52)}},
    {"restaurant",
     INDOORS,
     1.1,
     0.7,
     {BED(BABBLE, -44), GRAIN(MURMUR_NEAR, -32, 0.6), GRAIN(MURMUR, -34, 0.5),
      GRAIN(CUP, -29, 1), GRAIN(SIZZLE, -38, 9)}},
    {"shop",
     TOWN,
     0.9,
     0.5,
     {BED(ROOM, -43), HUM(FRIDGE, -50), GRAIN(MURMUR, -38, 3), GRAIN(HAND_BELL, -38, 19),
      GRAIN(PAGE, -40, 8)}},
    {"market",
     TOWN,
     1.3,
     0.8,
     {BED(BABBLE, -41), GRAIN(MURMUR_NEAR, -34, 0.6), GRAIN(MURMUR, -35, 0.45),
      GRAIN(VENDOR, -28, 3), GRAIN(CUP, -36, 5), GRAIN(BICYCLE, -34, 11)}},
    {"street",
     TOWN,
     1.5,
     1,
     {BED(RUMBLE, -39), BED(TRAFFIC, -42), GRAIN(CAR, -33, 6), GRAIN(HORN, -36, 12),
      GRAIN(MURMUR, -38, 3), GRAIN(STEPS, -38, 8)}},
    {"bus_stop",
     TOWN,
     1.5,
     1,
     {BED(RUMBLE, -41), BED(TRAFFIC, -44), GRAIN(CAR, -33, 7), GRAIN(HORN, -39, 19),
      GRAIN(STEPS, -39, 13)}},
    {"alley",
     TOWN,
     1.4,
     1.2,
     {BED(RUMBLE, -42), BED(TRAFFIC, -46), GRAIN(DOG, -38, 19), GRAIN(STEPS, -38, 11),
      GRAIN(DRIP, -40, 5)}},
    {"village",
     NATURE,
     1.6,
     0.8,
     {BED(WIND, -46), GRAIN(ROOSTER, -36, 24), GRAIN(DOG, -38, 19), GRAIN(CHILD, -40, 9),
      GRAIN(CROW, -38, 15)}},
    {"city",
     TOWN,
     1.8,
     1.3,
     {BED(RUMBLE, -37), BED(TRAFFIC, -40), GRAIN(CAR, -34, 3.5), GRAIN(HORN, -33, 6),
      GRAIN(MURMUR, -38, 2.5)}},
    {"roof",
     TOWN,
     1.8,
     1,
     {BED(WIND, -42), BED(RUMBLE, -42), GRAIN(HORN, -42, 13), GRAIN(CROW, -38, 16)}},
    {"park",
     NATURE,
     1.7,
     0.8,
     {BED(LEAVES, -44), BED(RUMBLE, -48), GRAIN(CHILD, -36, 5), GRAIN(MURMUR, -40, 7),
      GRAIN(BICYCLE, -40, 18)}},
    {"garden", NATURE, 1.5, 0.6, {BED(LEAVES, -45), GRAIN(SPARROW, -34, 5)}},
    {"forest", NATURE, 1.9, 1.3, {BED(LEAVES, -41), BED(WIND, -46), GRAIN(CREAK, -44, 21)}},
    {"field", NATURE, 1.8, 0.6, {BED(WIND, -42), BED(LEAVES, -44), GRAIN(CROW, -38, 14)}},
    {"farm",
     NATURE,
     1.7,
     0.7,
     {BED(WIND, -44), GRAIN(ROOSTER, -34, 19), GRAIN(DOG, -38, 21), GRAIN(CROW, -38, 16)}},
    {"hill", BARE, 1.9, 0.9, {BED(WIND, -39), BED(LEAVES, -46)}},
    {"hill_road", BARE, 1.9, 0.9, {BED(WIND, -40), BED(LEAVES, -46), GRAIN(CAR, -38, 17)}},
    {"mountain", BARE, 1.9, 1.8, {BED(WIND, -36), GRAIN(CROW, -40, 23)}},
    {"river",
     WATERSIDE,
     1.6,
     0.7,
     {BED(RIVER, -35), GRAIN(RIPPLE, -32, 0.7), BED(LEAVES, -48)}},
    {"lake", WATERSIDE, 1.7, 0.9, {BED(LEAVES, -46), GRAIN(RIPPLE, -34, 1.2), BED(RIVER, -48)}},
    {"beach",
     WATERSIDE,
     1.8,
     0.6,
     {BED(SURF, -34), BED(FAR_SURF, -38), BED(WIND, -46), GRAIN(GULL, -34, 9)}},
    {"sea",
     BARE,
     1.9,
     0.6,
     {BED(FAR_SURF, -34), BED(WIND, -40), GRAIN(RIPPLE, -32, 0.8), GRAIN(CREAK, -40, 9),
      GRAIN(GULL, -38, 19)}},
    {"harbour",
     WATERSIDE,
     1.8,
     1.1,
     {BED(FAR_SURF, -40), GRAIN(RIPPLE, -32, 0.9), GRAIN(GULL, -32, 6), GRAIN(CREAK, -38, 7),
      GRAIN(SHIP_HORN, -36, 43), GRAIN(HAND_BELL, -42, 14)}},
    {"lighthouse",
     WATERSIDE,
     1.5,
     1.2,
     {BED(SURF, -37), BED(WIND, -40), GRAIN(GULL, -38, 14), GRAIN(CREAK, -42, 17)}},
    {"lamp_room",
     INDOORS,
     1,
     0.9,
     {BED(ROOM, -44), BED(FAR_SURF, -42), BED(WIND, -44), HUM(MAINS, -52),
      GRAIN(CREAK, -40, 9)}},
    {"desert", BARE, 1.9, 0.4, {BED(WIND, -37), BED(LEAVES, -48)}},
    {"snow", BARE, 1.9, 0.4, {BED(WIND, -40), BED(ROOM, -48)}},
    {"cave", SEALED, 1.9, 3.8, {BED(HOLLOW, -42), GRAIN(DRIP, -30, 2.2), BED(WIND, -52)}},
    {"castle",
     INDOORS,
     1.8,
     2.6,
     {BED(HOLLOW, -43), BED(WIND, -48), GRAIN(CRACKLE, -36, 1.6), GRAIN(STEPS, -42, 19)}},
    {"station",
     TOWN,
     1.9,
     2.2,
     {BED(BABBLE, -45), BED(RUMBLE, -38), GRAIN(MURMUR, -34, 1), GRAIN(STEPS, -36, 4),
      GRAIN(CLACK, -38, 1.45), GRAIN(VENDOR, -36, 14)}},
    {"train",
     SEALED,
     0.9,
     0.4,
     {BED(RAILS, -35), BED(VENT, -44), GRAIN(CLACK, -24, 1.45), GRAIN(MURMUR, -40, 6),
      GRAIN(CREAK, -40, 8)}},
    {"car",
     SEALED,
     0.6,
     0.2,
     {BED(RAILS, -37), HUM(BUS, -40), BED(VENT, -44), GRAIN(CAR, -38, 8)}},
    {"bus",
     SEALED,
     0.8,
     0.3,
     {BED(RAILS, -38), HUM(BUS, -37), GRAIN(MURMUR, -37, 2.5), GRAIN(CREAK, -40, 6),
      GRAIN(HORN, -42, 16)}},
    {"stage",
     INDOORS,
     1.7,
     1.7,
     {BED(ROOM, -43), BED(BABBLE, -50), GRAIN(MURMUR, -42, 3), GRAIN(CREAK, -44, 13)}},
    {"podcast", SEALED, 0.6, 0.2, {BED(ROOM, -45), BED(VENT, -54)}},
    {"studio", SEALED, 0.6, 0.2, {BED(ROOM, -45), HUM(MAINS, -56), BED(VENT, -52)}},
    {"spaceship",
     SEALED,
     1.3,
     1.3,
     {HUM(SHIP, -38), BED(VENT, -42), BED(DEEP, -42), GRAIN(BEEP, -45, 7)}},
    {"underwater",
     SEALED,
     1.9,
     2.4,
     {BED(DEEP, -36), GRAIN(BUBBLE, -28, 0.9), BED(HOLLOW, -43)}},
    {"abstract", SEALED, 1.6, 2, {BED(ROOM, -42), HUM(SHIP, -52)}},
    {"interior", INDOORS, 0.9, 0.5, {BED(ROOM, -42), HUM(MAINS, -56)}},
    {"exterior", NATURE, 1.6, 0.7, {BED(WIND, -44), BED(LEAVES, -46)}},
};

const char *ambience_place(int index) {
    return index >= 0 && index < (int)COUNT_OF(places) ? places[index].id : NULL;
}

/* A heading that puts a building outside ("EXT. HOUSE") stands before it: what is heard there.
 */
static const char *before(const char *place) {
    static const char *const rows[][2] = {
        {"living_room", "exterior"}, {"kitchen", "exterior"}, {"bedroom", "exterior"},
        {"hut", "exterior"},         {"castle", "exterior"},  {"lamp_room", "lighthouse"},
        {"hall", "bus_stop"},        {"office", "bus_stop"},  {"classroom", "bus_stop"},
        {"hospital", "bus_stop"},    {"cafe", "bus_stop"},    {"restaurant", "bus_stop"},
        {"stage", "bus_stop"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(rows[i][0], place) == 0) return rows[i][1];
    return place;
}

static const struct place *place_of(const struct ambience_order *order) {
    const char *id = order->place && !order->inside ? before(order->place) : order->place;
    for (size_t i = 0; id && i < COUNT_OF(places); i++)
        if (strcmp(places[i].id, id) == 0) return &places[i];
    for (size_t i = 0; i < COUNT_OF(places); i++)
        if (strcmp(places[i].id, order->inside ? "interior" : "exterior") == 0)
            return &places[i];
    return &places[0];
}

/* Everything outside is heard through walls when the scene is inside. */
struct builder {
    struct ambience *ambience;
    uint64_t seed;
    double outside_db, outside_hz;
};

static void add_bed(struct builder *b, enum bed_id id, double level_db) {
    struct ambience *a = b->ambience;
    if (a->bed_count == MAX_BEDS) return;
    /* a second bed of a kind must not be the first one again */
    bed_init(&a->beds[a->bed_count], id, level_db, b->seed + (uint64_t)a->bed_count * 7919);
    a->bed_count++;
}

static void add_flock(struct builder *b, enum grain_id id, double level_db, double every_s,
                      double hz) {
    struct ambience *a = b->ambience;
    if (a->flock_count == MAX_FLOCKS) return;
    flock_init(&a->flocks[a->flock_count], id, every_s, level_db, hz,
               b->seed + (uint64_t)a->flock_count * 7919);
    a->flock_count++;
}

static void add_outside(struct builder *b, enum grain_id id, double level_db, double every_s) {
    add_flock(b, id, level_db + b->outside_db, every_s, b->outside_hz);
}

static bool is_animal_of_day(int id) {
    return id == GRAIN_DOVE || id == GRAIN_SPARROW || id == GRAIN_CROW || id == GRAIN_CHILD ||
           id == GRAIN_GULL;
}

/* People go home, birds sleep, the cock crows early. Returns false when the part is not heard
 * now. */
static bool at_this_hour(const struct ambience_order *order, const struct part *part,
                         double *every) {
    *every = part->every_s;
    if (part->kind != GRAIN) return true;
    bool night = order->hour == HOUR_NIGHT,
         wet = order->weather == WEATHER_STORM || order->weather == WEATHER_RAIN;
    if (part->id == GRAIN_ROOSTER)
        return order->hour == HOUR_DAWN || order->hour == HOUR_MORNING;
    if (is_animal_of_day(part->id)) return !night && !wet;
    if (night && (part->id == GRAIN_VENDOR || part->id == GRAIN_BICYCLE ||
                  part->id == GRAIN_CAR || part->id == GRAIN_HORN))
        *every *= 2.2;
    return true;
}

static void birds(struct builder *b, const struct ambience_order *order, double rate,
                  bool town) {
    enum culture culture = order->culture;
    bool indian = culture == CULTURE_SOUTH_INDIAN || culture == CULTURE_NORTH_INDIAN;
    double by_hour[HOUR_COUNT] = {0.6, 0.9, 2.2, 1.8, 1.1, 0};
    double slow =
        by_hour[order->hour >= 0 && order->hour < HOUR_COUNT ? order->hour : HOUR_NOON] / rate;
    if (slow <= 0) return;
    add_outside(b, GRAIN_SONGBIRD, town ? -38 : -33, 3.6 * slow);
    add_outside(b, GRAIN_SPARROW, -36, 4.5 * slow);
    if (indian) {
        add_outside(b, GRAIN_CROW, -37, 13 * slow);
        if (order->hour <= HOUR_MORNING) add_outside(b, GRAIN_KOEL, -35, 16);
    } else if (culture == CULTURE_WESTERN && !town && order->hour <= HOUR_MORNING) {
        add_outside(b, GRAIN_CUCKOO, -38, 21);
    } else {
        add_outside(b, GRAIN_DOVE, -38, 12 * slow);
    }
}

static void insects(struct builder *b, const struct ambience_order *order,
                    enum outdoors around) {
    bool warm = order->culture != CULTURE_WESTERN;
    if (order->hour == HOUR_NIGHT || order->hour == HOUR_DUSK) {
        double level = around == TOWN ? -44 : -37;
        if (order->hour == HOUR_DUSK) level -= 4;
        add_outside(b, GRAIN_CRICKET, level, around == TOWN ? 3.5 : 1.5);
        if (around == WATERSIDE) add_outside(b, GRAIN_FROG, -36, 1.8);
        if (around == NATURE && order->hour == HOUR_NIGHT) add_outside(b, GRAIN_OWL, -38, 27);
        if (around != WATERSIDE && order->hour == HOUR_NIGHT)
            add_outside(b, GRAIN_DOG, -43, 31);
    } else if (warm && around == NATURE &&
               (order->hour == HOUR_NOON || order->hour == HOUR_AFTERNOON)) {
        add_outside(b, GRAIN_CICADA, -40, 7);
    }
}

static void surroundings(struct builder *b, const struct ambience_order *order,
                         enum outdoors around) {
    if (around == SEALED) return;
    bool wet = order->weather == WEATHER_RAIN || order->weather == WEATHER_STORM;
    bool cold = order->weather == WEATHER_SNOW;
    double out = b->outside_db;
    if (around == INDOORS || around == TOWN) {
        /* a house stands somewhere: a little of the street comes in */
        if (around == INDOORS) add_bed(b, BED_RUMBLE, -50);
        if (!wet && !cold) birds(b, order, 0.45, true);
    } else if (around != BARE && !wet && !cold) {
        birds(b, order, around == NATURE ? 1 : 0.5, false);
    }
    if (!wet && !cold && around != BARE) insects(b, order, around == INDOORS ? TOWN : around);
    if (!order->inside && around == TOWN) add_bed(b, BED_RUMBLE, -46 + out);
}

static void weather(struct builder *b, const struct ambience_order *order,
                    enum outdoors around) {
    if (around == SEALED && order->place && strcmp(order->place, "underwater") != 0 &&
        order->weather != WEATHER_RAIN && order->weather != WEATHER_STORM)
        return;
    if (order->place &&
        (strcmp(order->place, "cave") == 0 || strcmp(order->place, "underwater") == 0 ||
         strcmp(order->place, "spaceship") == 0 || strcmp(order->place, "studio") == 0 ||
         strcmp(order->place, "podcast") == 0))
        return;
    bool in = order->inside || around == INDOORS || around == SEALED;
    switch (order->weather) {
    case WEATHER_RAIN:
        add_bed(b, BED_RAIN, in ? -48 : -34);
        add_bed(b, BED_ROOF, in ? -38 : -41);
        add_flock(b, in ? GRAIN_ROOF_DROP : GRAIN_DROP, -35, 0.09, 0);
        break;
    case WEATHER_STORM:
        add_bed(b, BED_RAIN, in ? -44 : -35.5);
        add_bed(b, BED_ROOF, in ? -34 : -39);
        add_bed(b, BED_WIND, in ? -40 : -36);
        add_flock(b, in ? GRAIN_ROOF_DROP : GRAIN_DROP, -37, 0.07, 0);
        add_flock(b, GRAIN_THUNDER, in ? -28 : -21, 13, in ? 500 : 0);
        break;
    case WEATHER_WIND:
        add_bed(b, BED_WIND, in ? -42 : -36);
        if (!in) add_bed(b, BED_LEAVES, -40);
        if (in) add_flock(b, GRAIN_CREAK, -42, 8, 0);
        break;
    case WEATHER_SNOW:
        add_bed(b, BED_WIND, in ? -48 : -40);
        break;
    case WEATHER_FOG:
        add_bed(b, BED_HOLLOW, -48);
        if (around == WATERSIDE) add_flock(b, GRAIN_SHIP_HORN, -38, 29, 0);
        break;
    default:
        break;
    }
}

static void festival(struct builder *b, const struct ambience_order *order) {
    if (!order->festive) return;
    bool indian =
        order->culture == CULTURE_SOUTH_INDIAN || order->culture == CULTURE_NORTH_INDIAN;
    add_bed(b, BED_BABBLE, -42 + b->outside_db / 2);
    add_outside(b, GRAIN_MURMUR, -35, 0.9);
    add_outside(b, GRAIN_CHEER, -34, 12);
    add_outside(b, GRAIN_DRUM, -31, 3);
    if (indian) add_outside(b, GRAIN_HAND_BELL, -35, 7);
    if (order->hour == HOUR_NIGHT || order->hour == HOUR_DUSK)
        add_outside(b, GRAIN_FIREWORKS, -29, 7);
}

void ambience_build(struct ambience *ambience, const struct ambience_order *order) {
    const struct place *place = place_of(order);
    *ambience = (struct ambience){.room = place->room, .tail = place->tail};
    /* in a carriage one is inside, whatever the heading says */
    bool inside = order->inside || place->around == INDOORS || place->around == SEALED;
    struct builder b = {.ambience = ambience,
                        .seed = order->seed,
                        .outside_db = inside ? -9 : 0,
                        .outside_hz = inside ? 1600 : 0};
    for (size_t i = 0; i < COUNT_OF(place->parts); i++) {
        const struct part *part = &place->parts[i];
        double every;
        if (part->kind == END || !at_this_hour(order, part, &every)) continue;
        if (part->kind == BED)
            add_bed(&b, (enum bed_id)part->id, part->level_db);
        else if (part->kind == GRAIN)
            add_flock(&b, (enum grain_id)part->id, part->level_db, every, 0);
        else if (ambience->hum_count < MAX_HUMS)
            bed_hum_init(&ambience->hums[ambience->hum_count++], (enum hum_id)part->id,
                         part->level_db);
    }
    /* no place is dead silent, whatever else it has */
    add_bed(&b, BED_ROOM, -44);
    surroundings(&b, order, place->around);
    weather(&b, order, place->around);
    festival(&b, order);
}
