/* What a person knows better than the rules. */
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "breakdown/breakdown.h"

static int find(const char *(*name_of)(int value), int count, const char *name) {
    for (int i = 0; name && i < count; i++)
        if (strcmp(name_of(i), name) == 0) return i;
    return -1;
}

static const char *mood_of(int value) {
    return mood_name((enum mood)value);
}
static const char *hour_of(int value) {
    return hour_name((enum hour)value);
}
static const char *weather_of(int value) {
    return weather_name((enum weather)value);
}
static const char *culture_of(int value) {
    return culture_name((enum culture)value);
}
static const char *age_of(int value) {
    return age_band_name((enum age_band)value);
}
static const char *gender_of(int value) {
    return gender_name((enum gender)value);
}

int breakdown_find_mood(const char *name) {
    return find(mood_of, MOOD_COUNT, name);
}
int breakdown_find_hour(const char *name) {
    return find(hour_of, HOUR_COUNT, name);
}
int breakdown_find_weather(const char *name) {
    return find(weather_of, WEATHER_COUNT, name);
}
int breakdown_find_culture(const char *name) {
    return find(culture_of, CULTURE_COUNT, name);
}
int breakdown_find_age(const char *name) {
    return find(age_of, AGE_COUNT, name);
}
int breakdown_find_gender(const char *name) {
    return find(gender_of, GENDER_MALE + 1, name);
}

static void change_scene(struct breakdown *breakdown, const struct scene_change *change) {
    if (change->scene < 0 || (size_t)change->scene >= breakdown->screenplay->scene_count)
        return;
    /* The breakdown's own memory; const is for those who read it. */
    struct scene_breakdown *scene = (struct scene_breakdown *)&breakdown->scenes[change->scene];
    const struct scene *heading = &breakdown->screenplay->scenes[change->scene];
    struct evidence by_hand = {heading->line, heading->column, BREAKDOWN_BY_HAND};
    if (change->mood >= 0) {
        struct evidence *evidence = arena_alloc(breakdown->arena, 1, sizeof *evidence);
        *evidence = by_hand;
        scene->mood = (enum mood)change->mood;
        if (scene->mood_strength < 0.7) scene->mood_strength = 0.7; /* it is meant to show */
        scene->mood_evidence = evidence;
        scene->mood_evidence_count = 1;
    }
    if (change->hour >= 0) {
        scene->hour = (enum hour)change->hour;
        scene->hour_evidence = by_hand;
    }
    if (change->weather >= 0) {
        scene->weather = (enum weather)change->weather;
        scene->weather_evidence = by_hand;
    }
    if (change->culture >= 0) {
        scene->culture = (enum culture)change->culture;
        scene->culture_evidence = by_hand;
    }
}

static void change_person(struct breakdown *breakdown, const struct person_change *change,
                          size_t index) {
    struct character_breakdown *person =
        (struct character_breakdown *)&breakdown->characters[index];
    struct evidence by_hand = {breakdown->screenplay->characters[index].line, 1,
                               BREAKDOWN_BY_HAND};
    if (change->age >= 0) {
        person->age = (enum age_band)change->age;
        person->years = -1;
        person->age_evidence = by_hand;
    }
    if (change->gender >= 0) {
        person->gender = (enum gender)change->gender;
        person->gender_evidence = by_hand;
    }
    if (change->culture >= 0) person->culture = (enum culture)change->culture;
    if (change->hair && *change->hair)
        person->hair = arena_printf(breakdown->arena, "%s", change->hair);
    if (change->outfit && *change->outfit)
        person->outfit = arena_printf(breakdown->arena, "%s", change->outfit);
}

void breakdown_change(struct breakdown *breakdown, const struct breakdown_changes *changes) {
    for (size_t i = 0; i < changes->scene_count; i++)
        change_scene(breakdown, &changes->scenes[i]);
    for (size_t i = 0; i < changes->person_count; i++) {
        AUTO_FREE char *wanted = utf8_fold(changes->people[i].name);
        for (size_t j = 0; j < breakdown->screenplay->character_count; j++) {
            AUTO_FREE char *name = utf8_fold(breakdown->screenplay->characters[j].name);
            if (strcmp(name, wanted) == 0) change_person(breakdown, &changes->people[i], j);
        }
    }
}
