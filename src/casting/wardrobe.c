#include "casting/wardrobe.h"

#include <string.h>

#include "base/memory.h"

enum life wardrobe_life(enum age_band age, int years) {
    if (age <= AGE_TODDLER) return age == AGE_BABY ? LIFE_BABY : LIFE_CHILD;
    if (age <= AGE_PRETEEN) return LIFE_CHILD;
    return age == AGE_MATURE && years >= 60 ? LIFE_OLD : LIFE_GROWN;
}

static const struct wear_row everyday[CULTURE_COUNT] = {
    [CULTURE_SOUTH_INDIAN] = {"pavadai pavadai half_sari dress",
                              "shirt_trousers shirt_trousers tshirt_jeans veshti",
                              "sari sari cotton_sari silk_sari salwar salwar",
                              "shirt_trousers shirt_trousers veshti veshti kurta",
                              "sari cotton_sari", "veshti veshti shirt_trousers"},
    [CULTURE_NORTH_INDIAN] = {"salwar dress lehenga anarkali",
                              "kurta shirt_trousers tshirt_jeans",
                              "salwar salwar sari patiala anarkali",
                              "kurta nehru_vest shirt_trousers bandhgala", "sari sari salwar",
                              "kurta nehru_vest dhoti_kurta"},
    [CULTURE_EAST_ASIAN] = {"dress blouse_skirt tshirt_jeans",
                            "tshirt_jeans shirt_trousers hoodie",
                            "dress blouse_skirt shirt_trousers coat hanfu kimono",
                            "shirt_trousers suit hoodie coat tshirt_jeans",
                            "hanfu hanbok kimono blouse_skirt",
                            "tunic shirt_trousers coat hanfu"},
    [CULTURE_WESTERN] = {"dress blouse_skirt tshirt_jeans sweater overalls",
                         "tshirt_jeans hoodie shirt_trousers sweater overalls",
                         "dress tshirt_jeans blouse_skirt coat shirt_trousers sweater cardigan",
                         "shirt_trousers coat tshirt_jeans suit hoodie sweater polo_chinos "
                         "leather_jacket",
                         "dress blouse_skirt coat cardigan", "coat cardigan suit sweater"},
    [CULTURE_MIDDLE_EASTERN] = {"dress kaftan", "thobe shirt_trousers tshirt_jeans",
                                "abaya abaya kaftan dress blouse_skirt",
                                "thobe thobe shirt_trousers kaftan", "abaya kaftan",
                                "thobe kaftan"},
    [CULTURE_AFRICAN] = {"dress wrapper", "dashiki tshirt_jeans shirt_trousers",
                         "wrapper wrapper boubou dress kaftan",
                         "dashiki dashiki kaftan shirt_trousers boubou", "wrapper boubou",
                         "agbada boubou kaftan"},
    [CULTURE_FANTASY] = {"tunic medieval_dress", "tunic ranger",
                         "elven_robe gown ranger medieval_dress", "ranger armour tunic cloak",
                         "wizard_robe elven_robe", "wizard_robe cloak"},
};

static const struct wear_row historical[CULTURE_COUNT] = {
    [CULTURE_SOUTH_INDIAN] = {"pavadai half_sari", "veshti veshti_bare",
                              "sari silk_sari cotton_sari", "veshti veshti_bare",
                              "cotton_sari sari", "veshti veshti_bare"},
    [CULTURE_NORTH_INDIAN] = {"lehenga salwar", "kurta", "lehenga sari salwar",
                              "sherwani kurta dhoti_kurta", "sari", "kurta dhoti_kurta"},
    [CULTURE_EAST_ASIAN] = {"hanfu kimono hanbok", "hanfu tunic hanbok", "hanfu kimono hanbok",
                            "hanfu kimono hanbok tunic", "hanfu kimono hanbok", "hanfu hanbok"},
    [CULTURE_WESTERN] = {"medieval_dress dirndl", "tunic doublet",
                         "victorian_dress medieval_dress gown dirndl",
                         "tailcoat doublet tunic cloak", "victorian_dress medieval_dress",
                         "tailcoat cloak"},
    [CULTURE_MIDDLE_EASTERN] = {"kaftan", "thobe", "kaftan abaya", "thobe kaftan cloak",
                                "abaya kaftan", "thobe kaftan"},
    [CULTURE_AFRICAN] = {"wrapper", "tunic dashiki", "wrapper boubou", "boubou agbada kaftan",
                         "wrapper", "agbada boubou"},
    [CULTURE_FANTASY] = {"tunic medieval_dress", "tunic ranger",
                         "elven_robe gown ranger medieval_dress", "ranger armour tunic cloak",
                         "wizard_robe elven_robe", "wizard_robe cloak"},
};

static const struct wear_row festive[CULTURE_COUNT] = {
    [CULTURE_SOUTH_INDIAN] = {"pavadai half_sari", "veshti kurta", "silk_sari silk_sari sari",
                              "veshti veshti sherwani", "silk_sari", "veshti veshti_bare"},
    [CULTURE_NORTH_INDIAN] = {"lehenga anarkali", "sherwani kurta", "lehenga anarkali sari",
                              "sherwani bandhgala", "sari", "sherwani kurta"},
    [CULTURE_EAST_ASIAN] = {"hanfu kimono hanbok", "hanfu hanbok", "kimono hanfu hanbok",
                            "hanfu hanbok kimono", "kimono hanbok hanfu",
                            "hanfu hanbok kimono"},
    [CULTURE_WESTERN] = {"dress", "suit", "gown dress", "suit", "gown dress", "suit"},
    [CULTURE_MIDDLE_EASTERN] = {"kaftan", "thobe", "kaftan", "thobe kaftan", "kaftan abaya",
                                "thobe"},
    [CULTURE_AFRICAN] = {"boubou wrapper", "agbada dashiki", "boubou wrapper", "agbada",
                         "boubou wrapper", "agbada"},
    [CULTURE_FANTASY] = {"gown dress", "tunic", "gown", "cloak tunic", "gown cloak", "cloak"},
};

static const struct wear_row future = {"jumpsuit tracksuit",
                                       "jumpsuit hoodie",
                                       "jumpsuit jumpsuit coat spacesuit",
                                       "jumpsuit jumpsuit coat spacesuit",
                                       "jumpsuit coat",
                                       "jumpsuit coat"};

static const char *row_pick(const struct wear_row *row, enum gender gender, enum life life) {
    bool female = gender == GENDER_FEMALE;
    switch (life) {
    case LIFE_BABY:
        return "romper";
    case LIFE_CHILD:
        return female ? row->girl : row->boy;
    case LIFE_OLD:
        return female ? row->old_woman : row->old_man;
    case LIFE_GROWN:
    case LIFE_COUNT:
        break;
    }
    return female ? row->woman : row->man;
}

const char *wardrobe_everyday(enum culture culture, enum region region, enum period period,
                              enum gender gender, enum life life) {
    bool old_times = period == PERIOD_HISTORICAL || period == PERIOD_FANTASY;
    const struct wear_row *row =
        wardrobe_region_row(region, old_times ? OCCASION_PAST : OCCASION_EVERYDAY);
    if (!row && period == PERIOD_FUTURE && culture == CULTURE_WESTERN) row = &future;
    if (!row) row = old_times ? &historical[culture] : &everyday[culture];
    return row_pick(row, gender, life);
}

const char *wardrobe_festive(enum culture culture, enum region region, enum gender gender,
                             enum life life) {
    const struct wear_row *row = wardrobe_region_row(region, OCCASION_FESTIVE);
    return row_pick(row ? row : &festive[culture], gender, life);
}

const char *wardrobe_hair(enum culture culture, enum gender gender, enum age_band age,
                          bool old) {
    bool female = gender == GENDER_FEMALE;
    bool indian = culture == CULTURE_SOUTH_INDIAN || culture == CULTURE_NORTH_INDIAN;
    if (age == AGE_BABY)
        return culture == CULTURE_AFRICAN ? "baby_curls tuft" : "tuft tuft baby_curls";
    if (age == AGE_TODDLER)
        return culture == CULTURE_AFRICAN ? "curly_short afro_puffs crop baby_curls"
                                          : "bowl short curly_short baby_curls";
    if (culture == CULTURE_AFRICAN) {
        if (!female) return old ? "bald buzz crop" : "buzz crop afro locs coils mohawk";
        if (old) return "chignon crop cornrows coils";
        return age <= AGE_PRETEEN
                   ? "cornrows twin_braids afro_puffs bantu_knots box_braids"
                   : "afro box_braids locs coils cornrows bantu_knots locs_up afro_puffs";
    }
    if (age <= AGE_PRETEEN) {
        if (!female)
            return culture == CULTURE_EAST_ASIAN
                       ? "short bowl spiky side_part"
                       : "short side_part curly_short crop spiky bowl";
        return indian ? "twin_braids braid ponytail long_plait"
                      : "twin_braids ponytail bob long pigtails fringe_long";
    }
    if (!female) {
        if (old) return "receding bald short comb_over side_part slick_back";
        if (culture == CULTURE_FANTASY) return "long wavy layered curly_short elf_long";
        if (culture == CULTURE_EAST_ASIAN) return "short side_part crop undercut spiky layered";
        return indian ? "short side_part curly_short quiff slick_back"
                      : "short side_part curly_short crop quiff undercut slick_back";
    }
    if (indian)
        return old ? "bun chignon long_plait" : "braid long_plait bun long wavy chignon";
    if (culture == CULTURE_EAST_ASIAN)
        return old ? "bun short chignon" : "bun long bob ponytail fringe_long lob half_up";
    if (culture == CULTURE_FANTASY)
        return old ? "long bun crown_braid" : "long wavy elf_long crown_braid half_up";
    if (culture == CULTURE_MIDDLE_EASTERN)
        return old ? "bun chignon" : "long wavy curly_long lob side_braid";
    return old ? "bun bob short chignon curly_short"
               : "long wavy bob ponytail bun pixie lob layered curly_long shag side_braid";
}

const char *wardrobe_hair_outline(const char *hair) {
    static const char *const outlines[][2] = {
        {"falls",
         "long wavy lob bob layered curly_long fringe_long half_up shag elf_long box_braids "
         "locs"},
        {"tied", "bun chignon top_bun crown_braid victorian_updo locs_up bantu_knots cornrows "
                 "chonmage"},
        {"tail", "ponytail long_plait braid side_braid twin_braids pigtails"},
        {"round", "afro afro_puffs coils mohawk"},
        {"none", "bald receding"},
    };
    size_t length = strlen(hair);
    for (size_t i = 0; i < COUNT_OF(outlines) && length; i++)
        for (const char *at = outlines[i][1]; (at = strstr(at, hair)); at += length)
            if ((at == outlines[i][1] || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
                return outlines[i][0];
    return "short";
}

const char *wardrobe_of_role(const char *role, enum culture culture, enum gender gender) {
    static const struct {
        const char *role, *outfit;
        int culture; /* -1: any */
    } rows[] = {
        {"priest", "veshti_bare", CULTURE_SOUTH_INDIAN},
        {"priest", "dhoti_kurta", CULTURE_NORTH_INDIAN},
        {"priest", "cloak", CULTURE_FANTASY},
        {"priest", "kaftan", CULTURE_MIDDLE_EASTERN},
        {"doctor", "coat", -1},
        {"nurse", "scrubs", -1},
        {"surgeon", "scrubs", -1},
        {"chef", "chef_whites", -1},
        {"cook", "chef_whites", -1},
        {"police officer", "police_uniform", -1},
        {"policeman", "police_uniform", -1},
        {"inspector", "police_uniform", -1},
        {"constable", "police_uniform", -1},
        {"astronaut", "spacesuit", -1},
        {"mechanic", "overalls", -1},
        {"knight", "armour", -1},
        {"ranger", "ranger", -1},
        {"lighthouse keeper", "coat", -1},
        {"sailor", "coat", -1},
        {"captain", "coat", -1},
        {"wizard", "wizard_robe", -1},
        {"witch", "cloak", -1},
        {"manager", "suit", CULTURE_WESTERN},
        {"manager", "suit", CULTURE_EAST_ASIAN},
        {"officer", "police_uniform", -1},
        {"king", "cloak", CULTURE_WESTERN},
        {"king", "sherwani", CULTURE_NORTH_INDIAN},
        {"king", "agbada", CULTURE_AFRICAN},
        {"king", "cloak", CULTURE_FANTASY},
        {"king", "hanfu", CULTURE_EAST_ASIAN},
        {"queen", "gown", CULTURE_WESTERN},
        {"queen", "gown", CULTURE_FANTASY},
        {"elf", "elven_robe", -1},
        {"dwarf", "tunic", -1},
    };
    (void)gender;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(rows[i].role, role) == 0 &&
            (rows[i].culture < 0 || rows[i].culture == (int)culture))
            return rows[i].outfit;
    return "";
}

/* Silk: deep and bright, with a border that answers. */
static const struct colors silk[] = {
    {"#b3263a", "#d9a62e", "#2f7d52"}, {"#7a1f5c", "#d9a62e", "#e8c9a0"},
    {"#1f6f5c", "#c23b4e", "#d9a62e"}, {"#c9672b", "#7a1f3d", "#f0d38a"},
    {"#2c4f9e", "#d9a62e", "#c9476f"}, {"#c9476f", "#3e6b3a", "#f0d38a"},
    {"#d9a62e", "#8e2440", "#2f6f5c"}, {"#5a3a8c", "#d98a2e", "#e8d9a0"},
    {"#1f7f83", "#d9762b", "#f0d9a0"}, {"#8a9a2f", "#8e2440", "#f0d38a"},
    {"#7f3b26", "#e0b75a", "#2f6f6f"}, {"#9fc6b0", "#a02c4a", "#d9a62e"},
};
/* Cotton of older and quieter people. */
static const struct colors cotton[] = {
    {"#ece5d6", "#b08a3c", "#7a3b2e"}, {"#c7d0c0", "#6f7d55", "#8a5a3c"},
    {"#b9a7c4", "#5f4a74", "#d9c28a"}, {"#a9bfd0", "#3f5f7f", "#d9b36a"},
    {"#d8b79a", "#8a4f36", "#5a6a4a"}, {"#7f8f8a", "#d9cfae", "#a0522d"},
    {"#94543f", "#e3cfa3", "#3f5f5a"}, {"#5b6f92", "#d5c7a3", "#9a5a3c"},
    {"#6d7a3f", "#e0d3a8", "#8e3f3a"}, {"#8a5a78", "#e0cdb0", "#4f6a5a"},
};
static const struct colors indian_men[] = {
    {"#ece5d6", "#b08a3c", "#8e2f2f"}, {"#5f86b0", "#ece5d6", "#c9942e"},
    {"#7f9a6a", "#ece5d6", "#7a3b2e"}, {"#c78a4a", "#f0e6d0", "#6f3a2a"},
    {"#8e3b46", "#ece5d6", "#d9a62e"}, {"#4a5d78", "#d8cfb8", "#c9762b"},
    {"#b7a3c0", "#ece5d6", "#5a3a6c"}, {"#3f7a74", "#ece5d6", "#d9a62e"},
    {"#d6bf6a", "#efe8d8", "#7a4a2a"}, {"#6b4a3a", "#e8dcc4", "#b5762f"},
};
/* City wear of the west and of offices everywhere. */
static const struct colors quiet[] = {
    {"#2f3b52", "#d8d3c6", "#a8443c"}, {"#5a4636", "#d9cdb4", "#3f6f7a"},
    {"#4f6258", "#e0d8c4", "#c07a3c"}, {"#8a8d93", "#2f343d", "#b0483c"},
    {"#7a3b3a", "#d8cbb2", "#3a4f66"}, {"#b79b6c", "#4a3f36", "#5f7f8a"},
    {"#3f6f8a", "#e6dfcf", "#c98a3c"}, {"#c9c2b2", "#4a5260", "#8e3b3a"},
    {"#6a5a7a", "#ded6c6", "#c08a4a"}, {"#7d8a4f", "#ece4d0", "#7a4a36"},
};
static const struct colors lively[] = {
    {"#c0473f", "#f0e3c8", "#2f4f6a"}, {"#3f7fa8", "#f2e8d2", "#e0a03c"},
    {"#e0b23c", "#4f6a7a", "#b8483f"}, {"#5f8f5a", "#f0e6cc", "#c96a3c"},
    {"#8a4f86", "#f0dfd0", "#e0a84a"}, {"#e08a5a", "#3f5a74", "#f4e6c8"},
    {"#d77f96", "#5a4a6a", "#f2e2cc"}, {"#2f6a66", "#ecd9b4", "#d9603c"},
    {"#7fb0b8", "#a8483f", "#f4ead4"}, {"#4a4f8a", "#ead9c0", "#e0964a"},
    {"#a8bf5a", "#4f5a3f", "#d96a4a"}, {"#8f5f3a", "#f0dfbc", "#3f7a86"},
};
static const struct colors eastern[] = {
    {"#8e2f3a", "#e6d3b3", "#c9a24a"}, {"#2f4a6a", "#e8dfd0", "#b8483f"},
    {"#7f9f86", "#f0e8d6", "#8a4f4a"}, {"#d9a0a8", "#f2e8dc", "#6a7f5a"},
    {"#4a3f5f", "#d9cfe0", "#c9945a"}, {"#c9b27a", "#5a4a3a", "#7a2f36"},
    {"#3f6f6a", "#e8dcc0", "#d97f5a"}, {"#d9d3c4", "#3f4a55", "#a83f3a"},
    {"#a8643c", "#ecdcc0", "#3f5a5f"}, {"#86a8c4", "#efe6d8", "#8a4a5a"},
};
static const struct colors desert[] = {
    {"#efe9dc", "#b59a6a", "#5f3f2f"}, {"#2f3a4f", "#c9a85a", "#8a3f3a"},
    {"#7a5a3f", "#e0cda8", "#2f6a6f"}, {"#2f6f6a", "#d9bf7a", "#8e3f2f"},
    {"#6f2f3f", "#d9b86a", "#e8dcc4"}, {"#4f5f3f", "#dcc99a", "#a85a3a"},
    {"#b5824f", "#f0e2c4", "#3f4f6a"}, {"#5a4a7a", "#d9c59a", "#c98a4a"},
    {"#8fa3ad", "#efe6d4", "#8a5a3a"}, {"#c2a878", "#6a4a36", "#2f5f6a"},
};
static const struct colors printed[] = {
    /* wax prints and woven cloth */
    {"#d9862b", "#1f5f7a", "#f0d060"}, {"#1f6f5a", "#e0b02e", "#c0392b"},
    {"#2f3f8e", "#e8b23a", "#d9542b"}, {"#a82f3f", "#f0c85a", "#1f4f3f"},
    {"#6a2f7a", "#e8a83a", "#3f9f8a"}, {"#e0bf3a", "#7a2f2f", "#1f6f6a"},
    {"#1f8f9a", "#f0b84a", "#a03f5a"}, {"#7a4a26", "#e8cf9a", "#2f7f5a"},
    {"#c94f6f", "#2f4f6f", "#f0cf5a"}, {"#efe6cf", "#1f5f4f", "#c98a2b"},
    {"#6f8f2f", "#e6d090", "#8a2f4a"},
};
static const struct colors tales[] = {
    {"#3f5f4a", "#c9b27a", "#8a5a3a"}, {"#5a3f6f", "#c9c0d9", "#d9a84a"},
    {"#7f2f36", "#d9c090", "#3f4a5a"}, {"#2f5f7f", "#d0dce0", "#c9a24a"},
    {"#8a7a5f", "#e6dcc0", "#4f6a4a"}, {"#c9cfd3", "#4a5f7a", "#9a7fb0"},
    {"#6a4a2f", "#d9c49a", "#7f2f2f"}, {"#2f343f", "#8a94a0", "#a83f3a"},
    {"#a86f3a", "#f0dcb0", "#2f5f5a"}, {"#7f9f5a", "#ece0b8", "#6a3f5a"},
};

#define LIST_OF(table) (*count = COUNT_OF(table), (table))

const struct colors *wardrobe_colors(enum culture culture, enum gender gender, enum life life,
                                     size_t *count) {
    switch (culture) {
    case CULTURE_SOUTH_INDIAN:
    case CULTURE_NORTH_INDIAN:
        if (life <= LIFE_CHILD)
            return gender == GENDER_FEMALE ? LIST_OF(silk) : LIST_OF(lively);
        if (life == LIFE_OLD && gender == GENDER_FEMALE) return LIST_OF(cotton);
        return gender == GENDER_FEMALE ? LIST_OF(silk) : LIST_OF(indian_men);
    case CULTURE_EAST_ASIAN:
        return LIST_OF(eastern);
    case CULTURE_MIDDLE_EASTERN:
        return LIST_OF(desert);
    case CULTURE_AFRICAN:
        return LIST_OF(printed);
    case CULTURE_FANTASY:
        return LIST_OF(tales);
    case CULTURE_WESTERN:
    case CULTURE_COUNT:
    case CULTURE_AUTO:
        break;
    }
    bool bright = life <= LIFE_CHILD || gender == GENDER_FEMALE;
    return bright ? LIST_OF(lively) : LIST_OF(quiet);
}
