/* Families look alike: parents, children, grandparents and siblings of one culture take their
 * skin and the colour of their hair from the one of them whose name sorts first. */
#include <string.h>

#include "base/memory.h"
#include "casting/person.h"

static bool is_blood(const char *kind) {
    static const char *const kinds[] = {
        "mother",      "father",   "parent",        "son",       "daughter",    "child",
        "brother",     "sister",   "sibling",       "twin",      "grandmother", "grandfather",
        "grandparent", "grandson", "granddaughter", "grandchild"};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (strcmp(kind, kinds[i]) == 0) return true;
    return false;
}

static size_t root_of(size_t *up, size_t i) {
    while (up[i] != i) i = up[i] = up[up[i]];
    return i;
}

void person_find_kin(struct person *persons, size_t count) {
    AUTO_FREE size_t *up = xcalloc(count + 1, sizeof *up);
    for (size_t i = 0; i < count; i++) up[i] = i;
    for (size_t i = 0; i < count; i++) {
        const struct character_breakdown *said = persons[i].said;
        for (size_t k = 0; k < said->relationship_count; k++) {
            const struct relationship *relationship = &said->relationships[k];
            if (relationship->other < 0 || (size_t)relationship->other >= count) continue;
            size_t other = (size_t)relationship->other;
            if (!is_blood(relationship->kind) || persons[other].said->culture != said->culture)
                continue;
            size_t a = root_of(up, i), b = root_of(up, other);
            if (a == b) continue;
            /* The root of a family is the first of its names. */
            if (strcmp(persons[a].name, persons[b].name) <= 0)
                up[b] = a;
            else
                up[a] = b;
        }
    }
    for (size_t i = 0; i < count; i++) {
        size_t root = root_of(up, i);
        persons[i].family = persons[root].seed;
    }
}
