/* What a script says about its world: per scene place, hour, weather, people, props, mood,
 * culture; per line emotion and manner; per character age, gender, role. Every finding names
 * its evidence.
 *
 * Rules and word lists only, so that the same script always gives the same breakdown. */
#ifndef BREAKDOWN_BREAKDOWN_H
#define BREAKDOWN_BREAKDOWN_H

#include <jansson.h>
#include <stdint.h>

#include "screenplay/screenplay.h"

/* Product names: "south_indian" ... */
enum culture {
    CULTURE_SOUTH_INDIAN,
    CULTURE_NORTH_INDIAN,
    CULTURE_EAST_ASIAN,
    CULTURE_WESTERN,
    CULTURE_MIDDLE_EASTERN,
    CULTURE_AFRICAN,
    CULTURE_FANTASY,
    CULTURE_COUNT,
    CULTURE_AUTO = -1,
};
enum period { PERIOD_MODERN, PERIOD_HISTORICAL, PERIOD_FANTASY, PERIOD_FUTURE };
enum hour {
    HOUR_DAWN,
    HOUR_MORNING,
    HOUR_NOON,
    HOUR_AFTERNOON,
    HOUR_DUSK,
    HOUR_NIGHT,
    HOUR_COUNT
};
enum weather {
    WEATHER_CLEAR,
    WEATHER_CLOUDY,
    WEATHER_RAIN,
    WEATHER_STORM,
    WEATHER_SNOW,
    WEATHER_FOG,
    WEATHER_WIND,
    WEATHER_COUNT
};
enum mood {
    MOOD_NEUTRAL,
    MOOD_CALM,
    MOOD_JOYFUL,
    MOOD_FESTIVE,
    MOOD_ROMANTIC,
    MOOD_HOPEFUL,
    MOOD_COMIC,
    MOOD_SAD,
    MOOD_TENSE,
    MOOD_FEARFUL,
    MOOD_ANGRY,
    MOOD_MYSTERIOUS,
    MOOD_EPIC,
    MOOD_COUNT
};
/* The expressions of the product. */
enum emotion {
    EMOTION_NEUTRAL,
    EMOTION_JOY,
    EMOTION_RESPECT,
    EMOTION_SADNESS,
    EMOTION_ANGER,
    EMOTION_SURPRISE,
    EMOTION_FEAR,
    EMOTION_DETERMINED,
    EMOTION_CONFIDENT,
    EMOTION_ATTENTIVE,
    EMOTION_WISE,
    EMOTION_EXCITED,
    EMOTION_CALM,
    EMOTION_DISGUST,
    EMOTION_LOVE,
    EMOTION_COUNT
};
enum manner {
    MANNER_SPOKEN,
    MANNER_WHISPERED,
    MANNER_SHOUTED,
    MANNER_SUNG,
    MANNER_CHANTED, /* verse: a sloka, a prayer, a poem; each row of it is a line of verse */
};
enum age_band {
    AGE_BABY,
    AGE_TODDLER,
    AGE_CHILD,
    AGE_PRETEEN,
    AGE_TEEN,
    AGE_YOUNG_ADULT,
    AGE_ADULT,
    AGE_MATURE,
    AGE_COUNT
};
enum gender { GENDER_NEUTRAL, GENDER_FEMALE, GENDER_MALE };

/* What a sentence of action makes a person do; the storyboard stages it, the camera plays it.
 */
enum act {
    ACT_ENTER,
    ACT_EXIT,
    ACT_WALK,
    ACT_RUN,
    ACT_SIT,
    ACT_STAND,
    ACT_KNEEL,
    ACT_LIE,
    ACT_TURN,
    ACT_LOOK,
    ACT_POINT,
    ACT_REACH,
    ACT_TAKE,
    ACT_GIVE,
    ACT_HOLD,
    ACT_WAVE,
    ACT_NOD,
    ACT_SHAKE_HEAD,
    ACT_BOW,
    ACT_NAMASTE,
    ACT_HUG,
    ACT_LAUGH,
    ACT_SMILE,
    ACT_CRY,
    ACT_SIGH,
    ACT_SHRUG,
    ACT_DANCE,
    ACT_CLAP,
    ACT_FREEZE,
    ACT_WORK,
    ACT_OTHER,
    ACT_COUNT
};

/* The words that a finding rests on. */
struct evidence {
    int line, column;  /* in the script */
    const char *words; /* as written */
};

struct action {
    enum act act;
    size_t element;   /* index of the action element */
    int character;    /* who, or -1 */
    int target;       /* another character, or -1 */
    const char *prop; /* id of a prop, or NULL */
    double at;        /* where in the element's text it stands, 0..1: its order in time */
};

/* A sound that the action names: id of an effect in the sound room ("door_open", "knock", ...).
 */
struct sound_cue {
    const char *effect;
    size_t element;
    double at; /* 0..1 within the element's text */
    struct evidence evidence;
};

struct prop {
    const char *id; /* "letter", "lamp", "cup": names in breakdown/props.c */
    struct evidence evidence;
};

struct scene_breakdown {
    const char *place;       /* id from breakdown/places.c: "courtyard", "cafe", "forest", ...;
                                "interior"/"exterior" when no word tells more */
    const char *place_words; /* as the heading says */
    bool inside;
    enum hour hour;
    enum weather weather;
    enum mood mood;
    double mood_strength; /* 0..1 */
    enum culture culture; /* of this scene */
    bool festive;         /* a festival or ceremony is going on */
    const int *present;   /* characters seen or heard in person, in order of appearance */
    size_t present_count;
    const struct prop *props;
    size_t prop_count;
    const struct action *actions; /* in script order */
    size_t action_count;
    const struct sound_cue *sounds;
    size_t sound_count;
    struct evidence place_evidence, hour_evidence, weather_evidence, culture_evidence;
    const struct evidence *mood_evidence;
    size_t mood_evidence_count;
};

/* One spoken line: a dialogue element or a sung lyric. */
struct line_breakdown {
    size_t element;
    int scene, character;
    enum emotion emotion;
    double intensity; /* 0..1 */
    enum manner manner;
    bool off_screen;      /* V.O., O.S., or a voice on the phone: heard, lips unseen */
    int to;               /* whom it is said to: the character, or -1 for all */
    const char *language; /* BCP 47 primary tag by script and words: "en", "ta", "hi", ... */
};

struct relationship {
    int other;        /* character */
    const char *kind; /* "grandmother", "friend": what the other is to this one */
    struct evidence evidence;
};

struct character_breakdown {
    enum age_band age;
    enum gender gender;
    enum culture culture;
    const char *role;                      /* "lighthouse keeper", "grandmother"; or "" */
    const char *role_words;                /* the role as the script says it: "baker"; or "" */
    const char *traits;                    /* words said of them, ", " between; or "" */
    bool glasses, beard, cane, wheelchair; /* when the script says so */
    bool grey;                             /* grey or white hair is said */
    int years;                             /* as said or as the word stands for; -1 unsaid */
    /* what the script dresses them in: ids of outfits, hair, beards and headwear, and "#rrggbb"
     * of the outfit; "" when unsaid */
    const char *outfit, *outfit_color, *hair, *beard_kind, *headwear;
    const struct relationship *relationships;
    size_t relationship_count;
    struct evidence age_evidence, gender_evidence;
};

struct breakdown {
    const struct screenplay *screenplay; /* borrowed; must outlive this */
    enum culture culture;                /* of the whole; scenes may differ */
    enum period period;
    const char *language;                 /* of most lines */
    const struct scene_breakdown *scenes; /* parallel to screenplay->scenes */
    const struct line_breakdown *lines;
    size_t line_count;
    const struct character_breakdown *characters; /* parallel to screenplay->characters */
    struct arena *arena;
};

/* `culture` CULTURE_AUTO: found by evidence, western when there is none. Never fails. */
struct breakdown *breakdown_new(const struct screenplay *screenplay, enum culture culture);
void breakdown_free(struct breakdown *breakdown);

/* What a person corrects; -1 and NULL: as found. */
#define BREAKDOWN_BY_HAND "set by hand" /* the words of the evidence then */
struct scene_change {
    int scene; /* from 0 */
    int mood, hour, weather, culture;
};
struct person_change {
    const char *name; /* of the character, in any case */
    int age, gender, culture;
    const char *hair, *outfit; /* ids of the art pack */
};
struct breakdown_changes {
    const struct scene_change *scenes;
    size_t scene_count;
    const struct person_change *people;
    size_t person_count;
};
/* Changes of scenes and people that are not there are passed over. Nothing is borrowed. */
void breakdown_change(struct breakdown *breakdown, const struct breakdown_changes *changes);
/* What has that name; -1: nothing, or NULL. */
int breakdown_find_mood(const char *name);
int breakdown_find_hour(const char *name);
int breakdown_find_weather(const char *name);
int breakdown_find_culture(const char *name);
int breakdown_find_age(const char *name);
int breakdown_find_gender(const char *name);

/* The whole with its evidence, as `film breakdown --json` prints it. A new reference. */
json_t *breakdown_to_json(const struct breakdown *breakdown);

/* Names as the product and the command line spell them ("south_indian", "dusk", "joy"). */
const char *culture_name(enum culture culture);
const char *hour_name(enum hour hour);
const char *weather_name(enum weather weather);
const char *mood_name(enum mood mood);
const char *emotion_name(enum emotion emotion);
const char *age_band_name(enum age_band age);
const char *gender_name(enum gender gender);
const char *act_name(enum act act);
/* False when there is no such name. "auto" is CULTURE_AUTO. */
bool culture_from_name(const char *name, enum culture *culture);

#endif
