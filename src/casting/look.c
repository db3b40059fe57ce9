/* One person's look. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "casting/person.h"

static size_t list_size(const char *ids) {
    size_t count = *ids != '\0';
    for (; *ids; ids++) count += *ids == ' ';
    return count;
}

static const char *list_item(const char *ids, size_t n, size_t *size) {
    for (; n; n--) {
        ids += strcspn(ids, " ");
        ids += *ids == ' ';
    }
    *size = strcspn(ids, " ");
    return ids;
}

/* Is the item at `n` the first of its kind in the list? Repeats only make an id likelier. */
static bool is_first(const char *ids, size_t n) {
    size_t size, other_size;
    const char *item = list_item(ids, n, &size);
    for (size_t i = 0; i < n; i++) {
        const char *other = list_item(ids, i, &other_size);
        if (other_size == size && memcmp(item, other, size) == 0) return false;
    }
    return true;
}

size_t person_choices(const char *ids) {
    size_t count = 0;
    for (size_t i = 0; i < list_size(ids); i++) count += is_first(ids, i);
    return count;
}

void person_pick(const struct person *person, const char *purpose, const char *ids, size_t n,
                 char out[static 24]) {
    struct random random = random_seed_for(person->seed, purpose);
    size_t count = list_size(ids), first = random_below(&random, (uint32_t)count), size;
    /* the first is drawn with the list's weights; the next are the other ids in the list's
     * order */
    const char *own = list_item(ids, first, &size);
    const char *item = own;
    size_t own_size = size;
    for (size_t i = 0; n && i < count; i++) {
        const char *other = list_item(ids, (first + 1 + i) % count, &size);
        bool same = size == own_size && memcmp(other, own, size) == 0;
        if (same || !is_first(ids, (first + 1 + i) % count)) continue;
        item = other;
        n--;
    }
    size = strcspn(item, " ");
    if (size > 23) size = 23;
    memcpy(out, item, size);
    out[size] = '\0';
}

static double draw(const struct person *person, const char *purpose, double low, double high) {
    struct random random = random_seed_for(person->seed, purpose);
    return random_range(&random, low, high);
}

/* Around `middle`, mostly within one `spread`, never beyond two. */
static double draw_around(const struct person *person, const char *purpose, double middle,
                          double spread) {
    struct random random = random_seed_for(person->seed, purpose);
    return middle + spread * fmin(fmax(random_normal(&random), -2), 2);
}

static int draw_years(const struct person *person) {
    static const int ranges[AGE_COUNT][2] = {{0, 1},   {2, 5},   {6, 9},   {10, 12},
                                             {13, 17}, {18, 24}, {25, 45}, {48, 70}};
    const int *range = ranges[person->said->age];
    return range[0] + (int)draw(person, "years", 0, range[1] - range[0] + 0.999);
}

/* Median standing heights by years, girls and boys (WHO growth references to 19, then adults of
 * the world's large surveys), metres. */
static double median_height(int years, enum gender gender) {
    static const double girls[] = {0.68, 0.75, 0.87, 0.95, 1.03, 1.10, 1.15, 1.21, 1.27, 1.33,
                                   1.39, 1.45, 1.51, 1.56, 1.60, 1.62, 1.63, 1.63, 1.63};
    static const double boys[] = {0.69, 0.76, 0.88, 0.96, 1.03, 1.10, 1.16, 1.22, 1.27, 1.33,
                                  1.38, 1.43, 1.49, 1.56, 1.63, 1.69, 1.73, 1.75, 1.76};
    size_t year = years < 0 ? 0 : years > 18 ? 18 : (size_t)years;
    double girl = girls[year], boy = boys[year];
    double height = gender == GENDER_FEMALE ? girl
                    : gender == GENDER_MALE ? boy
                                            : (girl + boy) / 2;
    return years > 60 ? height - 0.001 * fmin(years - 60, 30) - 0.02 : height;
}

static bool has_trait(const struct person *person, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strstr(person->said->traits, words[i])) return true;
    return false;
}

static void set_body(struct person *person) {
    static const char *const tall[] = {"tall", "lanky", "towering"};
    static const char *const low[] = {"short", "petite", "diminutive", "tiny"};
    static const char *const thin[] = {"thin",  "slim", "slender", "skinny", "lean",
                                       "gaunt", "wiry", "slight",  "lanky",  "frail"};
    static const char *const heavy[] = {"heavy",  "stout",  "plump", "fat",
                                        "chubby", "portly", "burly", "stocky",
                                        "rotund", "broad",  "big"};
    struct look *look = person->look;
    bool grown = look->age >= AGE_YOUNG_ADULT;
    look->height = draw_around(person, "height", median_height(person->years, look->gender),
                               grown                      ? 0.04
                               : look->age <= AGE_TODDLER ? 0.012
                                                          : 0.02);
    if (has_trait(person, tall, COUNT_OF(tall))) look->height *= 1.06;
    if (has_trait(person, low, COUNT_OF(low))) look->height *= 0.94;
    look->build = draw_around(person, "build", grown && person->years > 40 ? 0.1 : -0.05,
                              grown ? 0.3 : 0.18);
    if (has_trait(person, thin, COUNT_OF(thin))) look->build = -0.5 + 0.2 * look->build;
    if (has_trait(person, heavy, COUNT_OF(heavy))) look->build = 0.65 + 0.2 * look->build;
    look->build = fmin(fmax(look->build, -1), 1);
}

/* Monk Skin Tone 1..10: a span for each culture, wide enough for who lives there. */
static void set_skin(struct person *person) {
    static const char *const tones[CULTURE_COUNT] = {
        [CULTURE_SOUTH_INDIAN] = "5566667778",   [CULTURE_NORTH_INDIAN] = "4455566677",
        [CULTURE_EAST_ASIAN] = "2333344445",     [CULTURE_WESTERN] = "122233346789",
        [CULTURE_MIDDLE_EASTERN] = "3444555667", [CULTURE_AFRICAN] = "778888999:",
        [CULTURE_FANTASY] = "1233456789",
    };
    struct random random = random_seed_for(person->family, "skin");
    const char *list = tones[person->look->culture];
    int tone = list[random_below(&random, (uint32_t)strlen(list))] - '0';
    person->family_tone = tone;
    if (person->family != person->seed) {
        /* Relatives differ by one step at most, so all of a family go the same way. */
        random = random_seed_for(person->family, "skin of relatives");
        int step = tone <= 2 ? 1 : tone >= 9 ? -1 : random_below(&random, 2) ? 1 : -1;
        random = random_seed_for(person->seed, "skin");
        if (random_below(&random, 2)) tone += step;
    }
    if (person->seen && person->seen->skin) tone = person->seen->skin;
    person->look->skin = tone;
}

static void set_hair_color(struct person *person) {
    static const char *const dark[] = {"#17120f", "#1d1614", "#241a15", "#120f10", "#2a1d17"};
    static const char *const west[] = {"#2a1d17", "#4a2f1e", "#6b4526", "#8a5a2f", "#b5843f",
                                       "#c9a25a", "#7a3420", "#1d1614", "#3a2a20"};
    static const char *const tale[] = {"#d9cfae", "#8a3a24", "#2a1d17",
                                       "#c9c6c0", "#4a2f1e", "#b5843f"};
    struct look *look = person->look;
    bool dark_haired = look->culture != CULTURE_FANTASY &&
                       (look->culture != CULTURE_WESTERN || person->family_tone > 5);
    /* All dark browns are one family's; other colours are inherited. */
    struct random random =
        random_seed_for(dark_haired ? person->seed : person->family, "hair color");
    const char *color;
    if (look->culture == CULTURE_WESTERN && !dark_haired)
        color = west[random_below(&random, COUNT_OF(west))];
    else if (look->culture == CULTURE_FANTASY)
        color = tale[random_below(&random, COUNT_OF(tale))];
    else
        color = dark[random_below(&random, COUNT_OF(dark))];
    double grey = draw(person, "grey", 0, 1);
    double years = person->years;
    if (person->said->grey) years = fmax(years, 72);
    if (years >= 70)
        color = grey < 0.6 ? "#e6e3dc" : "#c4c1bb";
    else if (years >= 60)
        color = grey < 0.4 ? "#c4c1bb" : grey < 0.8 ? "#9d9a96" : "#d8d5ce";
    else if (years >= 48 && grey < (years - 42) / 18)
        color = grey < 0.3 ? "#8b8885" : "#5f5a57"; /* pepper and salt */
    if (person->seen && *person->seen->hair_color) color = person->seen->hair_color;
    snprintf(look->hair_color, sizeof look->hair_color, "%s", color);
    static const char *const brown[] = {"#3a2417", "#4a2e1b", "#2c1b12", "#5a3a22"};
    static const char *const light[] = {"#3a2417", "#5a3a22", "#4f6f8a",
                                        "#5f7a5a", "#6f8a9a", "#7a5a34"};
    random = random_seed_for(person->seed, "iris");
    bool fair = (look->culture == CULTURE_WESTERN || look->culture == CULTURE_FANTASY) &&
                look->skin <= 4;
    snprintf(look->iris, sizeof look->iris, "%s",
             fair ? light[random_below(&random, COUNT_OF(light))]
                  : brown[random_below(&random, COUNT_OF(brown))]);
}

const char *person_hair_list(const struct person *person) {
    return wardrobe_hair(person->look->culture, person->look->gender, person->look->age,
                         person->years >= 60);
}

static void set_hair(struct person *person) {
    struct look *look = person->look;
    if (*person->said->hair)
        snprintf(look->hair, sizeof look->hair, "%s", person->said->hair);
    else if (person->seen && *person->seen->hair)
        snprintf(look->hair, sizeof look->hair, "%s", person->seen->hair);
    else
        person_pick(person, "hair", person_hair_list(person), 0, look->hair);
    bool man = look->gender == GENDER_MALE && look->age >= AGE_YOUNG_ADULT;
    if (*person->said->beard_kind) {
        snprintf(look->beard, sizeof look->beard, "%s", person->said->beard_kind);
    } else if (person->said->beard) {
        person_pick(person, "beard", person->years >= 65 ? "full long" : "full short", 0,
                    look->beard);
    } else if (man) {
        static const char *const beards[CULTURE_COUNT] = {
            [CULTURE_SOUTH_INDIAN] = "moustache moustache moustache none stubble short goatee",
            [CULTURE_NORTH_INDIAN] = "moustache none stubble short full handlebar",
            [CULTURE_EAST_ASIAN] = "none none none none stubble moustache goatee",
            [CULTURE_WESTERN] = "none none none stubble short full goatee sideburns chinstrap",
            [CULTURE_MIDDLE_EASTERN] = "short full short stubble moustache goatee none",
            [CULTURE_AFRICAN] = "none none stubble short moustache goatee chinstrap",
            [CULTURE_FANTASY] = "none short full long stubble braided handlebar",
        };
        person_pick(person, "beard", beards[look->culture], 0, look->beard);
        if (strcmp(look->beard, "none") == 0) look->beard[0] = '\0';
        if (person->years < 22 && strcmp(look->beard, "stubble") != 0) look->beard[0] = '\0';
    }
}

static void set_headwear(struct person *person, const struct breakdown *breakdown) {
    struct look *look = person->look;
    const char *role = person->said->role, *headwear = "";
    double chance = draw(person, "headwear", 0, 1);
    bool female = look->gender == GENDER_FEMALE, grown = look->age >= AGE_YOUNG_ADULT;
    struct head_need need = {person->region, female, person->life, look->outfit, chance};
    if (*person->said->headwear)
        headwear = person->said->headwear;
    else if (strcmp(role, "king") == 0 || strcmp(role, "queen") == 0)
        headwear = "crown";
    else if (strcmp(role, "wizard") == 0)
        headwear = "wizard_hat";
    else if (strcmp(look->outfit, "chef_whites") == 0)
        headwear = "chef_hat";
    else if (strcmp(look->outfit, "police_uniform") == 0)
        headwear = "cap";
    else if (strcmp(look->outfit, "armour") == 0 && chance < 0.5)
        headwear = "helmet";
    else if (strcmp(look->outfit, "tailcoat") == 0 && chance < 0.7)
        headwear = chance < 0.4 ? "top_hat" : "bowler";
    else if (strcmp(look->outfit, "victorian_dress") == 0 && chance < 0.4)
        headwear = "bonnet";
    else if (grown && *wardrobe_headwear(&need))
        headwear = wardrobe_headwear(&need);
    else if (look->culture == CULTURE_NORTH_INDIAN && grown && !female &&
             breakdown->period == PERIOD_HISTORICAL && chance < 0.5)
        headwear = "turban";
    else if (strstr(role, "farmer") && chance < 0.5)
        headwear = look->culture == CULTURE_EAST_ASIAN ? "conical_hat" : "straw_hat";
    else if (strcmp(role, "lighthouse keeper") == 0 && chance < 0.6)
        headwear = "cap";
    snprintf(look->headwear, sizeof look->headwear, "%s", headwear);
}

const char *person_outfit_list(const struct person *person, const struct breakdown *breakdown) {
    return wardrobe_everyday(person->dress, person->region, breakdown->period,
                             person->look->gender, person->life);
}

bool person_colors_are_given(const struct person *person) {
    return *person->said->outfit_color || (person->seen && person->seen->color_count);
}

static void set_clothes(struct person *person, const struct breakdown *breakdown) {
    struct look *look = person->look;
    const char *of_role =
        person->life >= LIFE_GROWN
            ? wardrobe_of_role(person->said->role, person->dress, look->gender)
            : "";
    if (*person->said->outfit)
        snprintf(look->outfit, sizeof look->outfit, "%s", person->said->outfit);
    else if (*of_role)
        snprintf(look->outfit, sizeof look->outfit, "%s", of_role);
    else
        person_pick(person, "outfit", person_outfit_list(person, breakdown), 0, look->outfit);
    person_pick(
        person, "festive",
        wardrobe_festive(look->culture, person->home_region, look->gender, person->life), 0,
        look->festive);
    struct colors colors;
    person_colors(person, 0, &colors);
    memcpy(look->colors, &colors, sizeof look->colors);
    for (int i = 0; person->seen && i < person->seen->color_count; i++)
        memcpy(look->colors[i], person->seen->colors[i], sizeof look->colors[i]);
    if (*person->said->outfit_color) {
        const char *said = person->said->outfit_color;
        if (person_color_distance(said, look->colors[1]) < 0.12)
            memcpy(look->colors[1], look->colors[0], sizeof look->colors[1]);
        snprintf(look->colors[0], sizeof look->colors[0], "%s", person->said->outfit_color);
    }
}

static void set_face(struct person *person) {
    struct look *look = person->look;
    static const double eyes[AGE_COUNT] = {1.2, 1.18, 1.13, 1.08, 1.04, 1.0, 0.98, 0.93};
    double small =
        look->age <= AGE_PRETEEN ? 0.9 : 1; /* children: noses and jaws to grow yet */
    bool man = look->gender == GENDER_MALE && look->age >= AGE_TEEN;
    look->eye_size = draw_around(person, "eye size", eyes[look->age], 0.025);
    look->eye_height = draw_around(person, "eye height", 1, 0.06);
    look->eye_slant =
        draw_around(person, "eye slant", look->culture == CULTURE_EAST_ASIAN ? 1.06 : 1, 0.05);
    look->nose_length = draw_around(person, "nose length", small, 0.07);
    look->nose_width = draw_around(person, "nose width",
                                   look->culture == CULTURE_AFRICAN ? 1.07 : small, 0.07);
    look->lip = draw_around(person, "lip", look->culture == CULTURE_AFRICAN ? 1.07 : 1, 0.07);
    look->jaw = draw_around(person, "jaw", man ? 1.08 : small == 1 ? 0.97 : 0.9, 0.05);
    look->brow = draw_around(person, "brow", man ? 1.08 : 0.96, 0.06);
    look->cheek = draw_around(person, "cheek", small == 1 ? 1 : 1.1, 0.06);
    look->wrinkles = fmin(fmax((person->years - 38) / 42.0, 0), 1);
}

void person_look(struct person *person, const struct breakdown *breakdown) {
    const struct character_breakdown *said = person->said;
    struct look *look = person->look;
    *look = (struct look){.seed = person->seed,
                          .age = said->age,
                          .gender = said->gender,
                          .culture = said->culture,
                          .glasses = said->glasses,
                          .cane = said->cane,
                          .wheelchair = said->wheelchair};
    if (look->gender ==
        GENDER_NEUTRAL) /* unsaid: by the name's chance, so that it stays the same */
        look->gender = draw(person, "gender", 0, 1) < 0.5 ? GENDER_FEMALE : GENDER_MALE;
    person->years = said->years >= 0 ? said->years : draw_years(person);
    person->life = wardrobe_life(look->age, person->years);
    /* Today people dress as where they live, and westerners and townspeople as everywhere; in
     * history and fantasy as where they come from. */
    bool today = breakdown->period == PERIOD_MODERN || breakdown->period == PERIOD_FUTURE;
    person->dress =
        today && look->culture != CULTURE_WESTERN ? breakdown->culture : look->culture;
    person->region = person->regions[person->dress];
    person->home_region = person->regions[look->culture];
    set_body(person);
    set_skin(person);
    set_hair_color(person);
    set_hair(person);
    set_clothes(person, breakdown);
    set_headwear(person, breakdown);
    set_face(person);
}
