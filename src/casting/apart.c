/* No two main characters of a film may be mistaken for each other: not by outline, not by
 * colour. People are taken in the order of their names; whoever comes later gives way, so that
 * who speaks first changes nothing. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "casting/person.h"

static const double COLOR_APART = 0.12; /* OKLab */

/* What a viewer tells people apart by from afar, each counted once. Two are enough. */
static int outline_differences(const struct look *a, const struct look *b) {
    int count = 0;
    count += a->age != b->age;
    count += a->gender != b->gender;
    count += strcmp(wardrobe_hair_outline(a->hair), wardrobe_hair_outline(b->hair)) != 0;
    count += strcmp(a->outfit, b->outfit) != 0;
    count += fabs(a->height - b->height) >= 0.05;
    count += fabs(a->build - b->build) >= 0.35;
    count += strcmp(a->headwear, b->headwear) != 0;
    count += strcmp(a->beard, b->beard) != 0;
    count += a->glasses != b->glasses;
    count += a->wheelchair != b->wheelchair;
    return count;
}

static int least_differences(const struct person *persons, size_t index) {
    int least = 99;
    for (size_t i = 0; i < index; i++) {
        int count = outline_differences(persons[i].look, persons[index].look);
        if (count < least) least = count;
    }
    return least;
}

/* Tries hair, then outfits, then both with another height, and keeps the first that is enough,
 * else the best. What the script says stays. */
static void shift_outline(struct person *persons, size_t index,
                          const struct breakdown *breakdown) {
    struct person *person = &persons[index];
    int best = least_differences(persons, index);
    if (best >= 2) return;
    const char *hairs = person_hair_list(person);
    const char *outfits = person_outfit_list(person, breakdown);
    bool hair_given = *person->said->hair || (person->seen && *person->seen->hair);
    size_t hair_count = hair_given ? 1 : person_choices(hairs);
    size_t outfit_count = *person->said->outfit ? 1 : person_choices(outfits);
    static const double heights[] = {0, 0.06, -0.06, 0.1, -0.1};
    struct look keep = *person->look;
    for (size_t h = 0; h < COUNT_OF(heights); h++)
        for (size_t o = 0; o < outfit_count; o++)
            for (size_t k = 0; k < hair_count; k++) {
                struct look old = *person->look;
                *person->look = keep;
                if (!hair_given) person_pick(person, "hair", hairs, k, person->look->hair);
                if (o) person_pick(person, "outfit", outfits, o, person->look->outfit);
                if (person->look->age >= AGE_CHILD) person->look->height += heights[h];
                int count = least_differences(persons, index);
                if (count > best)
                    best = count;
                else
                    *person->look = old;
                if (best >= 2) return;
            }
}

static double nearest_color(const struct person *persons, size_t count, size_t index,
                            const char *color) {
    double nearest = 9;
    for (size_t i = 0; i < count; i++) {
        /* those before have chosen; those after who are told their colour have, too */
        bool chosen = i < index || (i != index && person_colors_are_given(&persons[i]));
        if (!chosen) continue;
        double distance = person_color_distance(persons[i].look->colors[0], color);
        if (distance < nearest) nearest = distance;
    }
    return nearest;
}

static void shift_colors(struct person *persons, size_t count, size_t index) {
    struct person *person = &persons[index];
    if (person_colors_are_given(person)) return;
    double best = -1;
    for (size_t n = 0; n < PERSON_COLOR_CHOICES; n++) {
        struct colors colors;
        person_colors(person, n, &colors);
        double nearest = nearest_color(persons, count, index, colors.main);
        if (nearest <= best) continue;
        best = nearest;
        memcpy(person->look->colors, &colors, sizeof person->look->colors);
        if (best >= COLOR_APART) return;
    }
}

void person_tell_apart(struct person *persons, size_t count,
                       const struct breakdown *breakdown) {
    for (size_t i = 0; i < count; i++) {
        shift_outline(persons, i, breakdown);
        shift_colors(persons, count, i);
    }
}
