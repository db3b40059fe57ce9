#include "casting/casting.h"

#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "casting/person.h"
#include "casting/region.h"

enum { MAIN_CAST = 24 }; /* so many are kept apart from each other */

/* A person is a name and the project's seed, wherever else it stands. */
static uint64_t seed_of(const char *name, uint64_t seed) {
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_text(&hasher, "cast");
    hasher_text(&hasher, name);
    hasher_u64(&hasher, seed);
    struct hash hash = hasher_final(&hasher);
    return hash_seed(&hash);
}

static int by_name(const void *left, const void *right) {
    const struct person *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order ? order : a->character - b->character;
}

/* Those with most lines first, names among equals. */
static int by_weight(const void *left, const void *right) {
    const struct person *a = left, *b = right;
    if (a->lines != b->lines) return a->lines > b->lines ? -1 : 1;
    return by_name(left, right);
}

/* The language of most of each character's lines. Ties go to the language seen first. */
static void set_languages(struct person *persons, const struct breakdown *breakdown) {
    size_t count = breakdown->screenplay->character_count;
    AUTO_FREE size_t *ahead = xcalloc(count, sizeof *ahead);
    for (size_t i = 0; i < count; i++) persons[i].language = breakdown->language;
    /* majority by voting (Boyer and Moore 1981): one pass, one candidate each */
    for (size_t i = 0; i < breakdown->line_count; i++) {
        const struct line_breakdown *line = &breakdown->lines[i];
        struct person *person = &persons[line->character];
        if (strcmp(person->language, line->language) == 0) {
            ahead[line->character]++;
        } else if (ahead[line->character]) {
            ahead[line->character]--;
        } else {
            person->language = line->language;
            ahead[line->character] = 1;
        }
    }
}

/* Of the cultures that people of the film have or dress by. */
static void find_regions(const struct breakdown *breakdown, uint64_t seed,
                         enum region regions[static CULTURE_COUNT]) {
    for (int i = 0; i < CULTURE_COUNT; i++) {
        bool met = (int)breakdown->culture == i;
        for (size_t k = 0; k < breakdown->screenplay->character_count; k++)
            met |= (int)breakdown->characters[k].culture == i;
        regions[i] = met ? region_of(breakdown, (enum culture)i, seed) : REGION_NONE;
    }
}

static bool take_references(struct person *persons, size_t count,
                            const struct look_reference *references, size_t reference_count,
                            struct error *err) {
    for (size_t k = 0; k < reference_count; k++) {
        AUTO_FREE char *name = utf8_fold(references[k].name);
        bool found = false;
        for (size_t i = 0; i < count; i++) {
            if (strcmp(persons[i].name, name) != 0) continue;
            persons[i].seen = &references[k];
            found = true;
        }
        if (!found)
            return error_set(err, PROBLEM_USAGE,
                             "Nobody in the script is called %.100s; write --reference "
                             "NAME=FILE with a name that speaks in it.",
                             references[k].name);
    }
    return true;
}

bool casting_cast(const struct breakdown *breakdown, uint64_t seed,
                  const struct look_reference *references, size_t reference_count,
                  const struct voice_card *cards, size_t card_count, struct cast *cast,
                  struct error *err) {
    const struct screenplay *screenplay = breakdown->screenplay;
    size_t count = screenplay->character_count;
    struct cast_member *members = xcalloc(count, sizeof *members);
    AUTO_FREE struct person *persons = xcalloc(count, sizeof *persons);
    enum region regions[CULTURE_COUNT];
    find_regions(breakdown, seed, regions);
    for (size_t i = 0; i < count; i++) {
        struct person *person = &persons[i];
        members[i].character = person->character = (int)i;
        person->name = utf8_fold(screenplay->characters[i].name);
        person->seed = seed_of(person->name, seed);
        person->regions = regions;
        person->lines = screenplay->characters[i].lines;
        person->said = &breakdown->characters[i];
        person->look = &members[i].look;
    }
    if (!take_references(persons, count, references, reference_count, err)) {
        for (size_t i = 0; i < count; i++) free(persons[i].name);
        free(members);
        return false;
    }
    person_find_kin(persons, count);
    for (size_t i = 0; i < count; i++) person_look(&persons[i], breakdown);
    set_languages(persons, breakdown);
    if (count) qsort(persons, count, sizeof *persons, by_weight);
    size_t main_cast = count < MAIN_CAST ? count : MAIN_CAST;
    if (count) qsort(persons, main_cast, sizeof *persons, by_name);
    person_tell_apart(persons, main_cast, breakdown);
    bool ok = person_voices(persons, count, cards, card_count, members, err);
    for (size_t i = 0; i < count; i++) free(persons[i].name);
    if (!ok) {
        free(members);
        return false;
    }
    *cast = (struct cast){members, count};
    return true;
}

void cast_done(struct cast *cast) {
    free(cast->members);
    *cast = (struct cast){0};
}

void look_hash_identity(const struct look *look, struct hasher *hasher) {
    hasher_u64(hasher, look->seed);
    hasher_u64(hasher, look->age);
    hasher_u64(hasher, look->gender);
    hasher_u64(hasher, look->culture);
    hasher_f64(hasher, look->height);
    hasher_f64(hasher, look->build);
    hasher_u64(hasher, (uint64_t)look->skin);
    hasher_text(hasher, look->hair);
    hasher_text(hasher, look->hair_color);
    hasher_text(hasher, look->beard);
    hasher_u64(hasher, (uint64_t)(look->glasses | look->cane << 1 | look->wheelchair << 2));
    hasher_text(hasher, look->iris);
    const double *const face[] = {&look->eye_size,    &look->eye_height, &look->eye_slant,
                                  &look->nose_length, &look->nose_width, &look->lip,
                                  &look->jaw,         &look->brow,       &look->cheek,
                                  &look->wrinkles};
    for (size_t i = 0; i < COUNT_OF(face); i++) hasher_f64(hasher, *face[i]);
}

void look_hash(const struct look *look, struct hasher *hasher) {
    look_hash_identity(look, hasher);
    hasher_text(hasher, look->headwear);
    hasher_text(hasher, look->outfit);
    hasher_text(hasher, look->festive);
    for (size_t i = 0; i < COUNT_OF(look->colors); i++) hasher_text(hasher, look->colors[i]);
}
