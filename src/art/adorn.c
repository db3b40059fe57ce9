/* What goes with what: hats with hair, marks, flowers and jewels with outfits. */
#include <string.h>

#include "art/person.h"

static bool is_one_of(const char *id, const char *const *ids, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!strcmp(id, ids[i])) return true;
    return false;
}
#define IS(id, ids) is_one_of(id, ids, COUNT_OF(ids))

/* Hair that a hat has no room for: standing high, or knotted on the crown. */
static bool is_tall(const struct drawing *hair) {
    for (int i = 0; hair && i < hair->count; i++) {
        const struct drawn *d = &hair->items[i];
        if (!strcmp(d->warp, "shell") && d->crown > 1.16) return true;
        if (!strcmp(d->warp, "ball") && d->turn_y < -58) return true;
    }
    return false;
}

static bool covers_crown(const struct drawing *headwear) {
    for (int i = 0; i < headwear->count; i++)
        if (!strcmp(headwear->items[i].warp, "shell")) return true;
    return false;
}

static void fit_hair(struct puppet *p) {
    static const char *const hide[] = {"hijab",  "shayla", "ghutra",   "turban",
                                       "hood",   "gele",   "rusari",   "keffiyeh",
                                       "helmet", "bonnet", "pagri_fan"};
    if (!p->headwear) return;
    if (IS(p->look.headwear, hide))
        p->hair = NULL;
    else if (covers_crown(p->headwear) && is_tall(p->hair))
        p->hair =
            people_drawing(p->people, "hair", p->look.gender == GENDER_FEMALE ? "bun" : "crop");
    else if (!strcmp(p->look.headwear, "dupatta"))
        p->hair = people_drawing(p->people, "hair", "bun");
}

static void wear_jewel(struct puppet *p, const char *name) {
    const struct drawing *drawing = people_drawing(p->people, "adorn", name);
    if (drawing && p->jewel_count < JEWELS) p->jewels[p->jewel_count++] = drawing;
}

/* Who wears what is the person's for good: drawn from their seed. */
static void wear_jewels(struct puppet *p, bool festive) {
    const struct look *k = &p->look;
    unsigned chance = (unsigned)((k->seed >> 20) % 10);
    bool woman = k->gender == GENDER_FEMALE, grown = k->age >= AGE_TEEN;
    bool indian = k->culture == CULTURE_SOUTH_INDIAN || k->culture == CULTURE_NORTH_INDIAN;
    if (!strcmp(k->hair, "elf_long")) wear_jewel(p, "elf_ears");
    if (!woman || k->age < AGE_CHILD) return;
    if (indian) {
        wear_jewel(p, grown && (festive || chance < 3) ? "jhumka" : "studs");
        if (grown && k->culture == CULTURE_SOUTH_INDIAN && chance < 7)
            wear_jewel(p, "nose_stud");
        if (grown && festive && !p->headwear && chance % 2) wear_jewel(p, "tikka");
    } else if (k->culture == CULTURE_AFRICAN && grown) {
        wear_jewel(p, chance < 6 ? "hoops" : "studs");
        if (festive && !p->headwear && chance < 4) wear_jewel(p, "beads");
    } else if (grown && (festive || chance < 4)) {
        wear_jewel(p, chance < 2 || (festive && chance < 5) ? "pearls" : "studs");
    }
}

void person_adorn(struct puppet *p, bool festive) {
    static const char *const tied[] = {"bun",     "braid",      "twin_braids", "ponytail",
                                       "chignon", "long_plait", "half_up"};
    const struct look *k = &p->look;
    bool south = k->culture == CULTURE_SOUTH_INDIAN, north = k->culture == CULTURE_NORTH_INDIAN;
    fit_hair(p);
    wear_jewels(p, festive);
    if (k->gender != GENDER_FEMALE || p->headwear || k->age < AGE_CHILD) return;
    /* About one in five wears no mark. */
    if (p->outfit->pottu && (south || north) && k->seed % 5 != 3)
        p->mark = people_drawing(p->people, "adorn", "pottu");
    if (p->outfit->jasmine && festive && south && IS(k->hair, tied))
        p->flowers = people_drawing(p->people, "adorn", "jasmine");
}
