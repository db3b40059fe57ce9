/* What is worn in one part of a culture: where a row is missing, the whole culture's holds. */
#include <string.h>

#include "casting/wardrobe.h"

static const struct wear_row everyday[REGION_COUNT] = {
    [REGION_KERALA] = {"pavadai dress half_sari", "mundu_shirt shirt_trousers tshirt_jeans",
                       "kasavu cotton_sari sari salwar",
                       "mundu_shirt mundu_shirt shirt_trousers", "kasavu cotton_sari",
                       "mundu_shirt veshti_bare"},
    [REGION_PUNJAB] = {"salwar patiala dress", "kurta shirt_trousers tracksuit",
                       "patiala patiala salwar sari", "kurta kurta shirt_trousers nehru_vest",
                       "salwar patiala", "kurta nehru_vest"},
    [REGION_BENGAL] = {"dress salwar", "kurta shirt_trousers polo_chinos",
                       "bengali_sari cotton_sari salwar", "dhoti_kurta kurta shirt_trousers",
                       "bengali_sari cotton_sari", "dhoti_kurta"},
    [REGION_GUJARAT] = {"lehenga dress", "kurta shirt_trousers", "gujarati_sari lehenga salwar",
                        "kurta nehru_vest dhoti_kurta", "gujarati_sari",
                        "dhoti_kurta nehru_vest"},
    [REGION_CHINA] = {"dress blouse_skirt tracksuit", "tracksuit tangzhuang shirt_trousers",
                      "qipao ruqun blouse_skirt cardigan", "tangzhuang zhongshan suit sweater",
                      "tangzhuang qipao", "zhongshan tangzhuang changshan"},
    [REGION_JAPAN] = {"sailor_uniform yukata dress", "school_uniform samue tshirt_jeans",
                      "kimono yukata blouse_skirt cardigan", "samue suit haori_hakama sweater",
                      "kimono", "samue haori_hakama"},
    [REGION_KOREA] = {"dress hanbok blouse_skirt", "school_uniform tracksuit hanbok_man",
                      "hanbok blouse_skirt coat cardigan", "hanbok_man suit sweater coat",
                      "hanbok", "hanbok_man durumagi"},
    [REGION_GULF] = {"dress kaftan", "thobe thobe tracksuit", "abaya abaya kaftan",
                     "thobe thobe thobe suit", "abaya", "thobe bisht"},
    [REGION_LEVANT] = {"dress blouse_skirt", "tshirt_jeans sirwal_vest polo_chinos",
                       "tatreez_dress manteau blouse_skirt dress",
                       "sirwal_vest shirt_trousers suit leather_jacket", "tatreez_dress abaya",
                       "sirwal_vest thobe suit"},
    [REGION_PERSIA] = {"dress blouse_skirt", "sweater tshirt_jeans",
                       "manteau manteau blouse_skirt",
                       "shirt_trousers suit cardigan sirwal_vest", "manteau abaya",
                       "cardigan suit"},
    [REGION_MAGHREB] = {"dress kaftan", "djellaba tracksuit", "kaftan djellaba blouse_skirt",
                        "djellaba galabeya shirt_trousers", "djellaba kaftan",
                        "djellaba galabeya"},
    [REGION_NIGERIA] = {"dress wrapper", "dashiki tshirt_jeans school_uniform",
                        "iro_buba wrapper boubou dress", "isiagu dashiki kaftan shirt_trousers",
                        "iro_buba boubou", "agbada isiagu kaftan"},
    [REGION_GHANA] = {"dress wrapper", "dashiki school_uniform tshirt_jeans",
                      "wrapper dress boubou", "kente dashiki shirt_trousers", "wrapper kente",
                      "kente kente kaftan"},
    [REGION_SWAHILI] = {"dress wrapper", "tshirt_jeans school_uniform shuka",
                        "gomesi wrapper dress", "kanzu shuka shirt_trousers polo_chinos",
                        "gomesi wrapper", "kanzu shuka"},
    [REGION_HORN] = {"habesha_kemis dress", "habesha_suit tshirt_jeans",
                     "habesha_kemis habesha_kemis dress", "habesha_suit shirt_trousers suit",
                     "habesha_kemis", "habesha_suit"},
    [REGION_SOUTHERN] = {"dress zulu_dress", "tshirt_jeans school_uniform overalls",
                         "zulu_dress dress blouse_skirt cardigan",
                         "basotho_blanket shirt_trousers overalls sweater",
                         "zulu_dress basotho_blanket", "basotho_blanket coat"},
};

static const struct wear_row past[REGION_COUNT] = {
    [REGION_KERALA] = {"pavadai", "veshti_bare", "kasavu", "veshti_bare mundu_shirt", "kasavu",
                       "veshti_bare"},
    [REGION_PUNJAB] = {"salwar patiala", "kurta", "patiala lehenga",
                       "kurta nehru_vest sherwani", "patiala", "kurta"},
    [REGION_BENGAL] = {"bengali_sari", "dhoti_kurta", "bengali_sari", "dhoti_kurta",
                       "bengali_sari", "dhoti_kurta"},
    [REGION_GUJARAT] = {"lehenga", "dhoti_kurta", "lehenga gujarati_sari",
                        "dhoti_kurta sherwani", "gujarati_sari", "dhoti_kurta"},
    [REGION_CHINA] = {"ruqun hanfu", "hanfu changshan", "ruqun hanfu qipao",
                      "hanfu changshan tangzhuang", "hanfu ruqun", "hanfu changshan"},
    [REGION_JAPAN] = {"yukata kimono", "samue yukata", "kimono furisode yukata",
                      "haori_hakama samue kimono", "kimono", "haori_hakama kimono"},
    [REGION_KOREA] = {"hanbok", "hanbok_man", "hanbok hanbok_festive", "hanbok_man durumagi",
                      "hanbok", "durumagi hanbok_man"},
    [REGION_GULF] = {"kaftan", "thobe", "abaya kaftan", "thobe bisht", "abaya", "bisht thobe"},
    [REGION_LEVANT] = {"tatreez_dress", "sirwal_vest", "tatreez_dress abaya",
                       "sirwal_vest thobe", "tatreez_dress", "thobe sirwal_vest"},
    [REGION_PERSIA] = {"kaftan", "sirwal_vest", "kaftan abaya", "sirwal_vest kaftan", "abaya",
                       "kaftan"},
    [REGION_MAGHREB] = {"kaftan", "galabeya", "kaftan djellaba", "djellaba galabeya",
                        "djellaba", "djellaba"},
    [REGION_NIGERIA] = {"wrapper", "tunic dashiki", "iro_buba wrapper", "agbada isiagu boubou",
                        "iro_buba", "agbada"},
    [REGION_GHANA] = {"wrapper", "kente", "wrapper kente", "kente", "wrapper", "kente"},
    [REGION_SWAHILI] = {"wrapper", "shuka", "wrapper gomesi shuka", "shuka kanzu", "wrapper",
                        "kanzu shuka"},
    [REGION_HORN] = {"habesha_kemis", "habesha_suit", "habesha_kemis", "habesha_suit",
                     "habesha_kemis", "habesha_suit"},
    [REGION_SOUTHERN] = {"zulu_dress", "shuka", "zulu_dress", "basotho_blanket", "zulu_dress",
                         "basotho_blanket"},
};

static const struct wear_row festive[REGION_COUNT] = {
    [REGION_KERALA] = {"half_sari pavadai", "mundu_shirt", "kasavu silk_sari",
                       "mundu_shirt veshti_bare", "kasavu", "veshti_bare mundu_shirt"},
    [REGION_PUNJAB] = {"anarkali lehenga", "sherwani kurta", "anarkali lehenga patiala",
                       "sherwani bandhgala", "salwar sari", "sherwani bandhgala"},
    [REGION_BENGAL] = {"bengali_sari lehenga", "dhoti_kurta", "bengali_sari silk_sari",
                       "dhoti_kurta sherwani", "bengali_sari", "dhoti_kurta"},
    [REGION_GUJARAT] = {"lehenga", "sherwani kurta", "lehenga gujarati_sari",
                        "sherwani bandhgala", "gujarati_sari", "sherwani"},
    [REGION_CHINA] = {"qipao ruqun", "tangzhuang", "qipao ruqun hanfu", "tangzhuang changshan",
                      "qipao tangzhuang", "changshan"},
    [REGION_JAPAN] = {"yukata furisode", "yukata haori_hakama", "furisode kimono",
                      "haori_hakama", "kimono", "haori_hakama"},
    [REGION_KOREA] = {"hanbok_festive", "hanbok_man", "hanbok_festive hanbok",
                      "durumagi hanbok_man", "hanbok", "durumagi"},
    [REGION_GULF] = {"kaftan", "thobe", "kaftan abaya", "bisht thobe", "kaftan", "bisht"},
    [REGION_LEVANT] = {"tatreez_dress", "sirwal_vest suit", "tatreez_dress gown", "suit thobe",
                       "tatreez_dress", "suit thobe"},
    [REGION_PERSIA] = {"dress", "suit", "kaftan gown", "suit", "kaftan", "suit"},
    [REGION_MAGHREB] = {"kaftan", "djellaba", "kaftan", "djellaba", "kaftan", "djellaba"},
    [REGION_NIGERIA] = {"iro_buba", "agbada dashiki", "iro_buba boubou", "agbada isiagu",
                        "iro_buba", "agbada"},
    [REGION_GHANA] = {"wrapper", "kente", "kente boubou", "kente", "kente", "kente"},
    [REGION_SWAHILI] = {"gomesi", "kanzu", "gomesi", "kanzu", "gomesi", "kanzu"},
    [REGION_HORN] = {"habesha_kemis", "habesha_suit", "habesha_kemis", "habesha_suit",
                     "habesha_kemis", "habesha_suit"},
    [REGION_SOUTHERN] = {"zulu_dress", "suit", "zulu_dress", "basotho_blanket suit",
                         "zulu_dress", "basotho_blanket suit"},
};

const struct wear_row *wardrobe_region_row(enum region region, enum occasion occasion) {
    if (region <= REGION_NONE || region >= REGION_COUNT) return NULL;
    return occasion == OCCASION_PAST      ? &past[region]
           : occasion == OCCASION_FESTIVE ? &festive[region]
                                          : &everyday[region];
}

const char *wardrobe_headwear(const struct head_need *need) {
    static const struct {
        enum region region;
        int female, least_life; /* female: 0, 1 */
        double chance;
        const char *outfits; /* with spaces around each; "" any */
        const char *headwear;
    } rows[] = {
        {REGION_PUNJAB, 0, LIFE_GROWN, .7, "", "turban"},
        {REGION_GUJARAT, 0, LIFE_GROWN, .4, " dhoti_kurta nehru_vest sherwani ", "pagri_fan"},
        {REGION_GUJARAT, 1, LIFE_GROWN, .5, " lehenga ", "dupatta"},
        {REGION_CHINA, 0, LIFE_OLD, .3, " changshan hanfu ", "taqiyah"},
        {REGION_KOREA, 0, LIFE_GROWN, .8, " durumagi ", "gat"},
        {REGION_GULF, 0, LIFE_GROWN, .8, " thobe bisht ", "ghutra"},
        {REGION_GULF, 1, LIFE_GROWN, .95, " abaya ", "shayla"},
        {REGION_GULF, 1, LIFE_GROWN, .5, "", "hijab"},
        {REGION_LEVANT, 0, LIFE_OLD, .6, " sirwal_vest thobe ", "keffiyeh"},
        {REGION_LEVANT, 0, LIFE_GROWN, .2, " sirwal_vest ", "keffiyeh"},
        {REGION_LEVANT, 1, LIFE_GROWN, .5, "", "hijab"},
        {REGION_PERSIA, 1, LIFE_GROWN, .9, " manteau abaya ", "rusari"},
        {REGION_MAGHREB, 0, LIFE_GROWN, .4, " djellaba galabeya ", "fez"},
        {REGION_MAGHREB, 0, LIFE_OLD, .5, " djellaba galabeya ", "taqiyah"},
        {REGION_MAGHREB, 1, LIFE_GROWN, .5, "", "hijab"},
        {REGION_NIGERIA, 0, LIFE_GROWN, .9, " agbada ", "fila"},
        {REGION_NIGERIA, 0, LIFE_GROWN, .6, " isiagu kaftan ", "kufi"},
        {REGION_NIGERIA, 1, LIFE_GROWN, .7, " iro_buba boubou ", "gele"},
        {REGION_GHANA, 1, LIFE_GROWN, .5, " wrapper boubou ", "headscarf"},
        {REGION_SWAHILI, 0, LIFE_GROWN, .6, " kanzu ", "taqiyah"},
        {REGION_SWAHILI, 1, LIFE_OLD, .5, "", "headscarf"},
        {REGION_SOUTHERN, 1, LIFE_GROWN, .4, "", "headscarf"},
        {REGION_SOUTHERN, 0, LIFE_GROWN, .6, " basotho_blanket ", "conical_hat"},
    };
    char outfit[40] = " ";
    size_t size = strlen(need->outfit);
    if (size + 3 > sizeof outfit) return "";
    memcpy(outfit + 1, need->outfit, size);
    memcpy(outfit + 1 + size, " ", 2);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].region == need->region && rows[i].female == need->female &&
            need->life >= (enum life)rows[i].least_life && need->chance < rows[i].chance &&
            (!rows[i].outfits[0] || strstr(rows[i].outfits, outfit)))
            return rows[i].headwear;
    return "";
}
