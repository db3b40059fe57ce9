/* Pitch is what a listener judges age and sex by first, then the length of the vocal tract: a
 * child's is a third shorter than a man's (Fitch and Giedd 1999), which moves formants up; the
 * old speak slower, with breath and tremor (Linville 2001). */
#include "voice/people.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

static const struct person {
    const char *name;
    enum gender gender;
    enum age_band age;
    const char *neural, *plain; /* whose voice they are made of */
    double hz;                  /* median pitch of their speech */
    double formant, tempo, tremor, breath;
} people[] = {
    {"Mimi", GENDER_FEMALE, AGE_BABY, "kokoro:af_jessica", "slt", 345, 4.6, 0.92, 0.05, 0},
    {"Bobo", GENDER_MALE, AGE_BABY, "kokoro:af_nova", "slt", 330, 4.2, 0.9, 0.05, 0},
    {"Nini", GENDER_NEUTRAL, AGE_BABY, "kokoro:af_sky", "slt", 337, 4.4, 0.94, 0.05, 0},
    {"Lila", GENDER_FEMALE, AGE_TODDLER, "kokoro:af_sky", "slt", 312, 3.9, 0.94, 0, 0},
    {"Tom", GENDER_MALE, AGE_TODDLER, "kokoro:af_heart", "slt", 300, 3.6, 0.94, 0, 0},
    {"Robin", GENDER_NEUTRAL, AGE_TODDLER, "kokoro:af_sarah", "slt", 306, 3.7, 0.93, 0, 0},
    {"Meera", GENDER_FEMALE, AGE_CHILD, "kokoro:af_heart", "slt", 278, 2.9, 0.97, 0, 0},
    {"Arjun", GENDER_MALE, AGE_CHILD, "kokoro:af_bella", "slt", 266, 2.7, 0.98, 0, 0},
    {"Sasha", GENDER_NEUTRAL, AGE_CHILD, "kokoro:af_nova", "slt", 272, 2.8, 1, 0, 0},
    {"Chloe", GENDER_FEMALE, AGE_PRETEEN, "kokoro:af_bella", "slt", 248, 2.1, 1, 0, 0},
    {"Leo", GENDER_MALE, AGE_PRETEEN, "kokoro:af_sarah", "slt", 238, 2, 1, 0, 0},
    {"Kim", GENDER_NEUTRAL, AGE_PRETEEN, "kokoro:af_sky", "slt", 243, 2, 1, 0, 0},
    {"Priya", GENDER_FEMALE, AGE_TEEN, "kokoro:af_jessica", "slt", 222, 0.9, 1.04, 0, 0},
    {"Dev", GENDER_MALE, AGE_TEEN, "kokoro:am_puck", "rms", 140, 0.7, 1.03, 0, 0},
    {"Alex", GENDER_NEUTRAL, AGE_TEEN, "kokoro:af_river", "slt", 172, -0.4, 1.02, 0, 0},
    {"Emma", GENDER_FEMALE, AGE_YOUNG_ADULT, "kokoro:bf_emma", "slt", 205, 0.3, 1.02, 0, 0},
    {"Noah", GENDER_MALE, AGE_YOUNG_ADULT, "kokoro:am_liam", "rms", 126, 0.3, 1.02, 0, 0},
    {"Jules", GENDER_NEUTRAL, AGE_YOUNG_ADULT, "kokoro:af_alloy", "slt", 160, -0.8, 1, 0, 0},
    {"Sofia", GENDER_FEMALE, AGE_YOUNG_ADULT, "kokoro:af_bella", "slt", 210, 0, 1.03, 0, 0},
    {"Kofi", GENDER_MALE, AGE_YOUNG_ADULT, "kokoro:am_echo", "awb", 119, 0, 1, 0, 0},
    {"Heart", GENDER_FEMALE, AGE_ADULT, "kokoro:af_heart", "slt", 197, 0, 1, 0, 0},
    {"Sarah", GENDER_FEMALE, AGE_ADULT, "kokoro:af_sarah", "slt", 188, 0, 1, 0, 0},
    {"Alice", GENDER_FEMALE, AGE_ADULT, "kokoro:bf_alice", "slt", 193, 0, 1, 0, 0},
    {"Lakshmi", GENDER_FEMALE, AGE_ADULT, "kokoro:af_aoede", "slt", 182, -0.3, 0.97, 0, 0},
    {"Michael", GENDER_MALE, AGE_ADULT, "kokoro:am_michael", "rms", 114, 0, 1, 0, 0},
    {"George", GENDER_MALE, AGE_ADULT, "kokoro:bm_george", "awb", 108, 0, 0.98, 0, 0},
    {"Fenrir", GENDER_MALE, AGE_ADULT, "kokoro:am_fenrir", "rms", 120, -0.4, 1, 0, 0},
    {"Joe", GENDER_MALE, AGE_ADULT, "piper:joe", "kal16", 92, 0, 1, 0, 0},
    {"Arun", GENDER_MALE, AGE_ADULT, "kokoro:am_eric", "rms", 106, -0.3, 0.98, 0, 0},
    {"Sky", GENDER_NEUTRAL, AGE_ADULT, "kokoro:af_kore", "slt", 153, -1, 0.98, 0, 0},
    {"Quinn", GENDER_NEUTRAL, AGE_ADULT, "kokoro:bm_fable", "rms", 150, 1, 1, 0, 0},
    {"Isabella", GENDER_FEMALE, AGE_MATURE, "kokoro:bf_isabella", "slt", 178, -0.3, 0.95, 0.1,
     0.05},
    {"Paati", GENDER_FEMALE, AGE_MATURE, "kokoro:af_kore", "slt", 172, 0.2, 0.87, 0.45, 0.2},
    {"Daniel", GENDER_MALE, AGE_MATURE, "kokoro:bm_daniel", "kal16", 104, -0.4, 0.95, 0.08,
     0.05},
    {"Thatha", GENDER_MALE, AGE_MATURE, "kokoro:am_onyx", "awb", 112, 0.3, 0.86, 0.5, 0.22},
    {"Santa", GENDER_MALE, AGE_MATURE, "kokoro:am_santa", "kal16", 98, -1, 0.93, 0.15, 0.1},
    {"Morgan", GENDER_NEUTRAL, AGE_MATURE, "kokoro:bm_lewis", "kal16", 146, 0.8, 0.9, 0.25,
     0.12},
};

static const struct voice_card *card_named(const struct voice_card *cards, size_t count,
                                           const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(cards[i].name, name) == 0) return &cards[i];
    return NULL;
}

size_t people_cards(const struct voice_card *cards, size_t count, struct voice_card *out,
                    size_t room) {
    size_t made = 0;
    for (size_t i = 0; i < COUNT_OF(people) && made < room; i++) {
        const struct person *person = &people[i];
        const struct voice_card *base = card_named(cards, count, person->neural);
        if (!base) base = card_named(cards, count, person->plain);
        if (!base) continue;
        out[made++] = (struct voice_card){
            .name = person->name,
            .engine = base->engine,
            .gender = person->gender,
            .age = person->age,
            .languages = base->languages,
            .quality = base->quality,
            .pitch_hz = person->hz,
            .base = base->name,
        };
    }
    return made;
}

void people_move(const struct voice_card *card, const struct voice_card *base,
                 struct voice_choice *choice) {
    for (size_t i = 0; i < COUNT_OF(people); i++) {
        const struct person *person = &people[i];
        if (strcmp(person->name, card->name) != 0) continue;
        choice->voice = base->name;
        if (base->pitch_hz > 0)
            choice->pitch_semitones += 12 * log2(person->hz / base->pitch_hz);
        choice->formant_semitones += person->formant;
        choice->tempo *= person->tempo;
        choice->tremor = fmax(choice->tremor, person->tremor);
        choice->breath = fmax(choice->breath, person->breath);
    }
}
