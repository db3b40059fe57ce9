#include "casting/region.h"

#include <ctype.h>
#include <string.h>

#include "base/hash.h"
#include "base/random.h"
#include "base/utf8.h"

enum { SCANNED_ELEMENTS = 600 }; /* where a film plays is said early */

static const struct {
    enum region region;
    enum culture culture;
    const char *languages; /* tags with spaces between */
    const char *words;     /* folded, '|' between */
} regions[] = {
    {REGION_KERALA, CULTURE_SOUTH_INDIAN, "ml",
     "kerala|kochi|cochin|malayalam|onam|vishu|kasavu|mundu|pookalam|kathakali|theyyam|"
     "thiruvananthapuram|kozhikode|alappuzha|backwaters|appam|amma chechi|unni"},
    {REGION_PUNJAB, CULTURE_NORTH_INDIAN, "pa",
     "punjab|amritsar|gurdwara|vaisakhi|bhangra|singh|kaur|lohri|ludhiana|harpreet|gurpreet|"
     "phulkari|sikh"},
    {REGION_BENGAL, CULTURE_NORTH_INDIAN, "bn",
     "bengal|kolkata|calcutta|durga puja|dhaka|rabindra|bengali|chatterjee|mukherjee|banerjee|"
     "ghosh|hooghly"},
    {REGION_GUJARAT, CULTURE_NORTH_INDIAN, "gu",
     "gujarat|ahmedabad|rajasthan|jaipur|jodhpur|udaipur|garba|navratri|thar|jaisalmer|patel|"
     "kutch"},
    {REGION_CHINA, CULTURE_EAST_ASIAN, "zh",
     "china|chinese|beijing|shanghai|mei|wei|li|zhang|wang|chen|lin|xiao|liu|zhao|hong "
     "kong|taipei|sichuan|hutong|mooncake|dumpling|qipao|cheongsam|hanfu|yangtze|xi'an|jia|"
     "ming"},
    {REGION_JAPAN, CULTURE_EAST_ASIAN, "ja",
     "japan|japanese|tokyo|kyoto|osaka|hokkaido|kenji|yuki|sakura|haruto|hiroshi|sato|suzuki|"
     "tanaka|yamada|akira|aiko|haru|hana|ren|sensei|kimono|yukata|ramen|onsen|tatami|shinto|"
     "torii|engawa|matsuri|obi|bento"},
    {REGION_KOREA, CULTURE_EAST_ASIAN, "ko",
     "korea|korean|seoul|busan|jeju|min-jun|seo-yeon|ji-woo|jiwoo|minjun|kim|park|soo|"
     "jin|hanbok|kimchi|chuseok|hanok|eun-ji|ji-hoon|hae-won|soju|tteok"},
    {REGION_GULF, CULTURE_MIDDLE_EASTERN, "",
     "dubai|abu dhabi|qatar|doha|kuwait|riyadh|jeddah|saudi|oman|muscat|bahrain|emirati|"
     "bedouin|majlis|dhow|bisht|souk"},
    {REGION_LEVANT, CULTURE_MIDDLE_EASTERN, "",
     "damascus|beirut|lebanon|syria|jordan|amman|palestine|jerusalem|aleppo|petra|levant|"
     "baghdad|iraq|keffiyeh|istanbul|turkey|ankara|bazaar"},
    {REGION_PERSIA, CULTURE_MIDDLE_EASTERN, "fa",
     "iran|persia|persian|tehran|isfahan|shiraz|nowruz|kabul|afghan|dariush|shirin|farhad|"
     "parisa|samovar"},
    {REGION_MAGHREB, CULTURE_MIDDLE_EASTERN, "",
     "morocco|marrakech|marrakesh|fez|casablanca|tunis|algiers|cairo|egypt|nile|alexandria|"
     "djellaba|riad|medina|sahara|tagine|mint tea"},
    {REGION_NIGERIA, CULTURE_AFRICAN, "yo ig ha",
     "nigeria|lagos|ibadan|abuja|kano|yoruba|igbo|hausa|ade|adebayo|ngozi|chidi|emeka|ifeoma|"
     "bola|tunde|yemi|sade|jollof|agbada|gele|fila|egusi|suya|enugu|senegal|dakar|mali|bamako"},
    {REGION_GHANA, CULTURE_AFRICAN, "ak tw",
     "ghana|accra|kumasi|ashanti|asante|akan|kente|kwame|kofi|ama|akosua|abena|yaw|adinkra|"
     "waakye|togo"},
    {REGION_SWAHILI, CULTURE_AFRICAN, "sw",
     "kenya|nairobi|mombasa|tanzania|zanzibar|uganda|kampala|swahili|maasai|masai|mara|shuka|"
     "kanga|wanjiru|kamau|otieno|achieng|juma|amina|serengeti|kilimanjaro|ugali|rwanda"},
    {REGION_HORN, CULTURE_AFRICAN, "am ti so",
     "ethiopia|addis|eritrea|asmara|somalia|injera|habesha|buna|tigray|lalibela|abebe|tsehay|"
     "almaz|tadesse|selam|meskel|timkat"},
    {REGION_SOUTHERN, CULTURE_AFRICAN, "zu xh st",
     "south africa|johannesburg|soweto|durban|cape town|lesotho|basotho|zulu|xhosa|botswana|"
     "zimbabwe|harare|thabo|nomsa|sipho|thandi|lerato|zanele|namibia|maseru|sadza"},
};

/* `word` of `size` bytes stands in the text by itself. Scripts without spaces have no borders.
 */
static size_t count_word(const char *text, const char *word, size_t size) {
    size_t count = 0;
    for (const char *at = text; (at = memmem(at, strlen(at), word, size)); at += size) {
        bool open = at > text && isalnum((unsigned char)at[-1]);
        bool shut = isalnum((unsigned char)at[size]);
        count += !open && !shut;
    }
    return count;
}

static size_t count_cues(const char *text, const char *words) {
    size_t count = 0;
    while (*words) {
        size_t size = strcspn(words, "|");
        count += count_word(text, words, size);
        words += size + (words[size] == '|');
    }
    return count;
}

static bool speaks(const char *tags, const char *language) {
    size_t size = strlen(language);
    for (const char *at = tags; size && (at = strstr(at, language)); at += size)
        if ((at == tags || at[-1] == ' ') && (at[size] == ' ' || !at[size])) return true;
    return false;
}

static void weigh(const char *text, size_t weight, enum culture culture,
                  size_t found[static COUNT_OF(regions)]) {
    if (!text || !*text) return;
    AUTO_FREE char *folded = utf8_fold(text);
    for (size_t i = 0; i < COUNT_OF(regions); i++)
        if (regions[i].culture == culture)
            found[i] += weight * count_cues(folded, regions[i].words);
}

enum region region_of(const struct breakdown *breakdown, enum culture culture, uint64_t seed) {
    const struct screenplay *screenplay = breakdown->screenplay;
    size_t found[COUNT_OF(regions)] = {0}, best = COUNT_OF(regions), parts = 0;
    for (size_t i = 0; i < COUNT_OF(regions); i++) parts += regions[i].culture == culture;
    if (!parts) return REGION_NONE;
    for (size_t i = 0; i < screenplay->character_count; i++)
        weigh(screenplay->characters[i].name, 3, culture, found);
    for (size_t i = 0; i < screenplay->scene_count && i < SCANNED_ELEMENTS; i++)
        weigh(screenplay->scenes[i].heading, 3, culture, found);
    for (size_t i = 0; i < screenplay->element_count && i < SCANNED_ELEMENTS; i++)
        weigh(screenplay->elements[i].text, 1, culture, found);
    for (size_t i = 0; i < COUNT_OF(regions); i++) {
        if (regions[i].culture != culture) continue;
        if (speaks(regions[i].languages, breakdown->language)) found[i] += 20;
        if (found[i] && (best == COUNT_OF(regions) || found[i] > found[best])) best = i;
    }
    if (best < COUNT_OF(regions)) return regions[best].region;
    if (culture == CULTURE_SOUTH_INDIAN || culture == CULTURE_NORTH_INDIAN) return REGION_NONE;
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_text(&hasher, "region");
    if (screenplay->character_count) hasher_text(&hasher, screenplay->characters[0].name);
    hasher_u64(&hasher, seed);
    struct hash hash = hasher_final(&hasher);
    size_t nth = hash_seed(&hash) % parts;
    for (size_t i = 0; i < COUNT_OF(regions); i++)
        if (regions[i].culture == culture && nth-- == 0) return regions[i].region;
    return REGION_NONE;
}
