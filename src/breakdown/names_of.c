#include <string.h>

#include "breakdown/breakdown.h"
#include "base/memory.h"

static const char *const cultures[] = {"south_indian", "north_indian",   "east_asian",
                                       "western",      "middle_eastern", "african",
                                       "fantasy"};
static const char *const hours[] = {"dawn", "morning", "noon", "afternoon", "dusk", "night"};
static const char *const weathers[] = {"clear", "cloudy", "rain", "storm",
                                       "snow",  "fog",    "wind"};
static const char *const moods[] = {"neutral", "calm",       "joyful", "festive", "romantic",
                                    "hopeful", "comic",      "sad",    "tense",   "fearful",
                                    "angry",   "mysterious", "epic"};
static const char *const emotions[] = {
    "neutral",   "joy",       "respect", "sadness", "anger", "surprise", "fear", "determined",
    "confident", "attentive", "wise",    "excited", "calm",  "disgust",  "love"};
static const char *const ages[] = {"baby", "toddler",     "child", "pre_teen",
                                   "teen", "young_adult", "adult", "mature"};
static const char *const genders[] = {"neutral", "female", "male"};
static const char *const acts[] = {
    "enter", "exit",       "walk",  "run",     "sit",    "stand", "kneel", "lie",
    "turn",  "look",       "point", "reach",   "take",   "give",  "hold",  "wave",
    "nod",   "shake_head", "bow",   "namaste", "hug",    "laugh", "smile", "cry",
    "sigh",  "shrug",      "dance", "clap",    "freeze", "work",  "other"};

_Static_assert(COUNT_OF(cultures) == CULTURE_COUNT, "a name for every culture");
_Static_assert(COUNT_OF(hours) == HOUR_COUNT, "a name for every hour");
_Static_assert(COUNT_OF(weathers) == WEATHER_COUNT, "a name for every weather");
_Static_assert(COUNT_OF(moods) == MOOD_COUNT, "a name for every mood");
_Static_assert(COUNT_OF(emotions) == EMOTION_COUNT, "a name for every emotion");
_Static_assert(COUNT_OF(ages) == AGE_COUNT, "a name for every age");
_Static_assert(COUNT_OF(acts) == ACT_COUNT, "a name for every act");

#define NAME_OF(table, value) ((size_t)(value) < COUNT_OF(table) ? (table)[value] : "unknown")

const char *culture_name(enum culture culture) {
    return culture == CULTURE_AUTO ? "auto" : NAME_OF(cultures, culture);
}
const char *hour_name(enum hour hour) {
    return NAME_OF(hours, hour);
}
const char *weather_name(enum weather weather) {
    return NAME_OF(weathers, weather);
}
const char *mood_name(enum mood mood) {
    return NAME_OF(moods, mood);
}
const char *emotion_name(enum emotion emotion) {
    return NAME_OF(emotions, emotion);
}
const char *age_band_name(enum age_band age) {
    return NAME_OF(ages, age);
}
const char *gender_name(enum gender gender) {
    return NAME_OF(genders, gender);
}
const char *act_name(enum act act) {
    return NAME_OF(acts, act);
}

bool culture_from_name(const char *name, enum culture *culture) {
    if (strcmp(name, "auto") == 0) {
        *culture = CULTURE_AUTO;
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(cultures); i++)
        if (strcmp(name, cultures[i]) == 0) {
            *culture = (enum culture)i;
            return true;
        }
    return false;
}
