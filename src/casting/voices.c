/* A voice for everyone: a card by gender, language, age and naturalness, then pitch and vocal
 * tract moved so that each is heard as who they are and no two of a film sound alike.
 *
 * Pitch is thought of in semitones above a usual man (about 110 Hz). A female card is taken to
 * lie 8.5 above (about 180 Hz) when nobody has measured it. By age and gender people lie in
 * spans that do not overlap between baby, child, woman and man. */
#include <math.h>
#include <string.h>

#include "base/random.h"
#include "casting/person.h"

struct span {
    double low, high;
};

static struct span pitch_span(enum age_band age, enum gender gender, int years) {
    bool male = gender == GENDER_MALE;
    switch (age) {
    case AGE_BABY:
        return (struct span){16, 17};
    case AGE_TODDLER:
        return (struct span){14.3, 15.5};
    case AGE_CHILD:
        return (struct span){12.2, 13.8};
    case AGE_PRETEEN:
        return male ? (struct span){11, 12} : (struct span){11.2, 12};
    case AGE_TEEN:
        return male ? (struct span){1.5, 3.5} : (struct span){9, 11};
    case AGE_YOUNG_ADULT:
        return male ? (struct span){-0.5, 2.5} : (struct span){7.5, 10.8};
    case AGE_ADULT:
        return male ? (struct span){-2, 1.5} : (struct span){6.5, 10};
    case AGE_MATURE:
    case AGE_COUNT:
        break;
    }
    if (years >= 65) return male ? (struct span){-1.5, 1.5} : (struct span){5.5, 8.5};
    return male ? (struct span){-2.5, 1} : (struct span){5.5, 8.5};
}

static struct span formant_span(const struct look *look) {
    bool male = look->gender == GENDER_MALE;
    switch (look->age) {
    case AGE_BABY:
        return (struct span){3.8, 4};
    case AGE_TODDLER:
        return (struct span){3.3, 3.8};
    case AGE_CHILD:
        return (struct span){2.4, 3.2};
    case AGE_PRETEEN:
        return (struct span){2, 2.5};
    case AGE_TEEN:
        return male ? (struct span){0.2, 1} : (struct span){0.4, 1.2};
    case AGE_YOUNG_ADULT:
    case AGE_ADULT:
    case AGE_MATURE:
    case AGE_COUNT:
        break;
    }
    double large = (look->height - (male ? 1.75 : 1.62)) * 4 + look->build * 0.6;
    double low = (male ? -0.9 : -0.7) - fmax(large, 0),
           high = (male ? 0.8 : 0.9) - fmax(large, 0);
    return (struct span){fmax(low, -2), fmax(high, -1)};
}

static bool speaks(const struct voice_card *card, const char *language) {
    size_t size = strlen(language);
    for (const char *at = card->languages; *at;) {
        size_t tag = strcspn(at, " "), primary = strcspn(at, " -");
        if (primary == size && memcmp(at, language, size) == 0) return true;
        at += tag;
        at += *at == ' ';
    }
    return false;
}

static double card_score(const struct voice_card *card, const struct look *look,
                         const char *language, size_t users) {
    bool child = look->age <= AGE_PRETEEN;
    enum gender wanted = child ? GENDER_FEMALE : look->gender; /* small larynxes are alike */
    double score = card->quality;
    if (speaks(card, language)) score += 4;
    if (card->gender == wanted)
        score += 1.5;
    else if (card->gender == GENDER_NEUTRAL)
        score += 0.5;
    if (card->age == look->age)
        score += 0.25;
    else if (child && card->age <= AGE_PRETEEN)
        score += 0.15;
    /* the same voice again is worth less than a slightly poorer other one */
    return score - 0.08 * (double)(users < 8 ? users : 8);
}

static double card_pitch(const struct voice_card *card) {
    static const double by_gender[] = {
        [GENDER_NEUTRAL] = 4.5, [GENDER_FEMALE] = 8.5, [GENDER_MALE] = 0};
    if (card->pitch_hz > 0) return 12 * log2(card->pitch_hz / 110);
    if (card->age <= AGE_CHILD) return 13;
    return by_gender[card->gender];
}

/* How far two voices of one card lie apart, in semitones of pitch: a formant moves the ear
 * more. */
static double voice_distance(const struct voice_choice *a, const struct voice_choice *b) {
    double pitch = a->pitch_semitones - b->pitch_semitones;
    double formant = 1.6 * (a->formant_semitones - b->formant_semitones);
    double tempo = 8 * (a->tempo - b->tempo);
    return sqrt(pitch * pitch + formant * formant + tempo * tempo);
}

struct casting_voices { /* those that have theirs, by card */
    const struct voice_choice *choices[32];
    size_t count;
};

/* Out of the person's own chance and a net over the spans, the place that is far enough from
 * the voices of the same card; else the farthest. */
static void place_voice(const struct person *person, double card,
                        const struct casting_voices *taken, struct voice_choice *choice) {
    enum { NET = 6 };
    struct span pitch = pitch_span(person->look->age, person->look->gender, person->years);
    struct span formant = formant_span(person->look);
    struct random random = random_seed_for(person->seed, "voice");
    double x = random_unit(&random), y = random_unit(&random), best = -1;
    for (int i = 0; i < NET * NET; i++) {
        double u = fmod(x + (double)(i % NET) / NET, 1),
               v = fmod(y + (double)(i / NET) / NET, 1);
        struct voice_choice tried = *choice;
        tried.pitch_semitones = pitch.low + u * (pitch.high - pitch.low) - card;
        tried.formant_semitones = formant.low + v * (formant.high - formant.low);
        double nearest = 99;
        for (size_t k = 0; k < taken->count; k++)
            nearest = fmin(nearest, voice_distance(&tried, taken->choices[k]));
        if (nearest <= best) continue;
        best = nearest;
        choice->pitch_semitones = tried.pitch_semitones;
        choice->formant_semitones = tried.formant_semitones;
        if (best >= 1.4) return;
    }
}

static void set_pace(const struct person *person, struct voice_choice *choice) {
    struct random random = random_seed_for(person->seed, "pace");
    double own = random_range(&random, -0.03, 0.03);
    choice->tempo = 1 + own;
    choice->tremor = choice->breath = 0;
    if (person->look->age <= AGE_CHILD) choice->tempo = 0.98 + own;
    if (person->years >= 60 && person->look->age == AGE_MATURE) {
        choice->tempo = 0.9 + own * 0.7;
        choice->tremor = fmin(0.2 + (person->years - 60) * 0.015, 0.6);
        choice->breath = fmin(0.1 + (person->years - 60) * 0.01, 0.3);
    }
}

static int by_lines(const void *left, const void *right) {
    const struct person *a = *(const struct person *const *)left;
    const struct person *b = *(const struct person *const *)right;
    if (a->lines != b->lines) return a->lines > b->lines ? -1 : 1;
    int order = strcmp(a->name, b->name);
    return order ? order : a->character - b->character;
}

bool person_voices(struct person *persons, size_t count, const struct voice_card *cards,
                   size_t card_count, struct cast_member *members, struct error *err) {
    if (!card_count)
        return error_set(err, PROBLEM_UNAVAILABLE,
                         "There is no voice to speak with: install flite or espeak-ng.");
    AUTO_FREE const struct person **order = xcalloc(count, sizeof *order);
    AUTO_FREE struct casting_voices *taken = xcalloc(card_count, sizeof *taken);
    AUTO_FREE size_t *users = xcalloc(card_count, sizeof *users);
    for (size_t i = 0; i < count; i++) order[i] = &persons[i];
    if (count) qsort(order, count, sizeof *order, by_lines);
    for (size_t i = 0; i < count; i++) {
        const struct person *person = order[i];
        size_t best = 0;
        double best_score = -99;
        for (size_t k = 0; k < card_count; k++) {
            if (cards[k].base) continue;
            double score = card_score(&cards[k], person->look, person->language, users[k]);
            if (score > best_score + 1e-9) {
                best_score = score;
                best = k;
            }
        }
        struct voice_choice *choice = &members[person->character].voice;
        choice->voice = cards[best].name;
        set_pace(person, choice);
        place_voice(person, card_pitch(&cards[best]), &taken[best], choice);
        users[best]++;
        if (taken[best].count < COUNT_OF(taken[best].choices))
            taken[best].choices[taken[best].count++] = choice;
    }
    return true;
}
