#include "screenplay/words.h"

#include <stdatomic.h>

#include "base/memory.h"

static const struct speech_verb verbs[] = {
    {"said", ""},
    {"says", ""},
    {"say", ""},
    {"asked", ""},
    {"asks", ""},
    {"replied", ""},
    {"replies", ""},
    {"answered", ""},
    {"answers", ""},
    {"added", ""},
    {"continued", ""},
    {"began", ""},
    {"agreed", ""},
    {"told", ""},
    {"tells", ""},
    {"explained", ""},
    {"repeated", ""},
    {"wondered", "wondering"},
    {"announced", "announcing"},
    {"admitted", ""},
    {"suggested", ""},
    {"offered", ""},
    {"promised", ""},
    {"declared", "firmly"},
    {"whispered", "whispering"},
    {"whispers", "whispering"},
    {"breathed", "whispering"},
    {"murmured", "murmuring"},
    {"murmurs", "murmuring"},
    {"mumbled", "murmuring"},
    {"muttered", "muttering"},
    {"mutters", "muttering"},
    {"shouted", "shouting"},
    {"shouts", "shouting"},
    {"yelled", "shouting"},
    {"yells", "shouting"},
    {"cried", "crying out"},
    {"cries", "crying out"},
    {"called", "calling"},
    {"calls", "calling"},
    {"screamed", "screaming"},
    {"screams", "screaming"},
    {"roared", "shouting"},
    {"bellowed", "shouting"},
    {"exclaimed", "excited"},
    {"gasped", "gasping"},
    {"laughed", "laughing"},
    {"laughs", "laughing"},
    {"chuckled", "laughing"},
    {"giggled", "giggling"},
    {"sighed", "sighing"},
    {"sobbed", "sobbing"},
    {"wept", "crying"},
    {"snapped", "angrily"},
    {"growled", "angrily"},
    {"hissed", "hissing"},
    {"sang", "singing"},
    {"sings", "singing"},
    {"begged", "pleading"},
    {"pleaded", "pleading"},
    {"insisted", "insistent"},
    {"demanded", "demanding"},
    {"warned", "warning"},
    {"teased", "teasing"},
    {"joked", "joking"},
    {"stammered", "stammering"},
    {"groaned", "groaning"},
    {"smiled", "smiling"},
    {"grinned", "smiling"},
    {"nodded", ""},
    /* French */
    {"dit", ""},
    {"demanda", ""},
    {"répondit", ""},
    {"ajouta", ""},
    {"reprit", ""},
    {"murmura", "murmuring"},
    {"chuchota", "whispering"},
    {"cria", "shouting"},
    {"s'écria", "crying out"},
    {"s’écria", "crying out"},
    {"soupira", "sighing"},
    /* Spanish, Portuguese, Italian */
    {"dijo", ""},
    {"preguntó", ""},
    {"respondió", ""},
    {"contestó", ""},
    {"añadió", ""},
    {"susurró", "whispering"},
    {"gritó", "shouting"},
    {"exclamó", "excited"},
    {"suspiró", "sighing"},
    {"disse", ""},
    {"perguntou", ""},
    {"respondeu", ""},
    {"sussurrou", "whispering"},
    {"gritou", "shouting"},
    {"chiese", ""},
    {"rispose", ""},
    {"domandò", ""},
    {"sussurrò", "whispering"},
    {"gridò", "shouting"},
    {"mormorò", "murmuring"},
    /* German, Dutch */
    {"sagte", ""},
    {"fragte", ""},
    {"antwortete", ""},
    {"meinte", ""},
    {"rief", "calling"},
    {"flüsterte", "whispering"},
    {"murmelte", "murmuring"},
    {"schrie", "shouting"},
    {"seufzte", "sighing"},
    {"zei", ""},
    {"vroeg", ""},
    {"fluisterde", "whispering"},
    {"riep", "calling"},
    /* Russian */
    {"сказал", "", WORD_MALE},
    {"сказала", "", WORD_FEMALE},
    {"спросил", "", WORD_MALE},
    {"спросила", "", WORD_FEMALE},
    {"ответил", "", WORD_MALE},
    {"ответила", "", WORD_FEMALE},
    {"прошептал", "whispering", WORD_MALE},
    {"прошептала", "whispering", WORD_FEMALE},
    {"крикнул", "shouting", WORD_MALE},
    {"крикнула", "shouting", WORD_FEMALE},
    {"закричал", "shouting", WORD_MALE},
    {"закричала", "shouting", WORD_FEMALE},
    /* Hindi */
    {"कहा", ""},
    {"बोला", "", WORD_MALE},
    {"बोली", "", WORD_FEMALE},
    {"बोले", ""},
    {"पूछा", ""},
    {"फुसफुसाया", "whispering", WORD_MALE},
    {"फुसफुसाई", "whispering", WORD_FEMALE},
    {"चिल्लाया", "shouting", WORD_MALE},
    {"चिल्लाई", "shouting", WORD_FEMALE},
    /* Tamil */
    {"சொன்னான்", "", WORD_MALE},
    {"சொன்னாள்", "", WORD_FEMALE},
    {"சொன்னார்", ""},
    {"என்றான்", "", WORD_MALE},
    {"என்றாள்", "", WORD_FEMALE},
    {"என்றார்", ""},
    {"கேட்டான்", "", WORD_MALE},
    {"கேட்டாள்", "", WORD_FEMALE},
    {"கேட்டார்", ""},
    {"கூறினான்", "", WORD_MALE},
    {"கூறினாள்", "", WORD_FEMALE},
    {"கூறினார்", ""},
    {"முணுமுணுத்தான்", "murmuring", WORD_MALE},
    {"முணுமுணுத்தாள்", "murmuring", WORD_FEMALE},
    {"கத்தினான்", "shouting", WORD_MALE},
    {"கத்தினாள்", "shouting", WORD_FEMALE},
    /* Telugu, Bengali, Arabic, Indonesian, Turkish */
    {"అన్నాడు", "", WORD_MALE},
    {"అంది", "", WORD_FEMALE},
    {"అడిగాడు", "", WORD_MALE},
    {"అడిగింది", "", WORD_FEMALE},
    {"বলল", ""},
    {"বললেন", ""},
    {"জিজ্ঞেস", ""},
    {"قال", "", WORD_MALE},
    {"قالت", "", WORD_FEMALE},
    {"سأل", "", WORD_MALE},
    {"سألت", "", WORD_FEMALE},
    {"همس", "whispering", WORD_MALE},
    {"همست", "whispering", WORD_FEMALE},
    {"صاح", "shouting", WORD_MALE},
    {"صاحت", "shouting", WORD_FEMALE},
    {"kata", ""},
    {"tanya", ""},
    {"jawab", ""},
    {"dedi", ""},
    {"sordu", ""},
};

/* Lists lie in one piece, so that asking whether a word is in one is a walk over first letters.
 */
enum { WORD_ROOM = 32 /* bytes, the NUL included */ };

/* The first two letters without their case, where they are ASCII. */
static unsigned two_letters(const char *word, size_t size) {
    unsigned char second = size > 1 ? (unsigned char)word[1] : 0;
    return ((unsigned char)word[0] | 32u) | (second | 32u) << 8;
}

/* May these be the same but for case? */
static bool may_be_same(const char *entry, unsigned letters, bool ascii) {
    return !ascii || two_letters(entry, 2) == letters;
}

/* Which first letters occur in a list, in hashed bits: most words are in none, and one look
 * says so. Filled at the first question; two threads that fill at once write the same. */
struct first_letters {
    _Atomic bool filled;
    _Atomic uint64_t bits[16];
};

static bool have_letters(struct first_letters *have, unsigned letters,
                         const char (*list)[WORD_ROOM], size_t count) {
    if (!atomic_load(&have->filled)) {
        for (size_t i = 0; i < count; i++) {
            const uint32_t slot = two_letters(list[i], 2) * 2654435761u >> 22;
            atomic_fetch_or(&have->bits[slot / 64], (uint64_t)1 << slot % 64);
        }
        atomic_store(&have->filled, true);
    }
    const uint32_t slot = letters * 2654435761u >> 22;
    return atomic_load(&have->bits[slot / 64]) >> slot % 64 & 1;
}

static bool in_list(struct slice word, const char (*list)[WORD_ROOM], size_t count,
                    struct first_letters *have) {
    if (!word.size) return false;
    bool ascii =
        (unsigned char)word.at[0] < 0x80 && (word.size < 2 || (unsigned char)word.at[1] < 0x80);
    unsigned letters = two_letters(word.at, word.size);
    if (ascii && !have_letters(have, letters, list, count)) return false;
    for (size_t i = 0; i < count; i++)
        if (may_be_same(list[i], letters, ascii) && slice_is_folded(word, list[i])) return true;
    return false;
}
#define IN(word, list)                              \
    ({                                              \
        static struct first_letters have;           \
        in_list(word, list, COUNT_OF(list), &have); \
    })

const struct speech_verb *screenplay_speech_verb(struct slice word) {
    if (!word.size || word.size > 48) return NULL;
    if (!word.size) return NULL;
    bool ascii =
        (unsigned char)word.at[0] < 0x80 && (word.size < 2 || (unsigned char)word.at[1] < 0x80);
    unsigned letters = two_letters(word.at, word.size);
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if (may_be_same(verbs[i].word, letters, ascii) && slice_is_folded(word, verbs[i].word))
            return &verbs[i];
    return NULL;
}

static const char *const unspaced[][2] = {
    {"低声说", "whispering"},
    {"小声说", "whispering"},
    {"轻声说", "softly"},
    {"大声说", "loudly"},
    {"喊道", "shouting"},
    {"叫道", "shouting"},
    {"问道", ""},
    {"答道", ""},
    {"说道", ""},
    {"笑着说", "smiling"},
    {"回答", ""},
    {"說", ""},
    {"说", ""},
    {"问", ""},
    {"問", ""},
    {"喊", "shouting"},
    {"ささやいた", "whispering"},
    {"叫んだ", "shouting"},
    {"言った", ""},
    {"尋ねた", ""},
    {"聞いた", ""},
    {"答えた", ""},
    {"つぶやいた", "murmuring"},
};

size_t screenplay_find_unspaced_verb(struct slice text, size_t *size, const char **manner) {
    if (text.size > 240) text.size = 240;
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < COUNT_OF(unspaced); i++) {
        size_t length = strlen(unspaced[i][0]);
        const char *at = memmem(text.at, text.size, unspaced[i][0], length);
        if (!at || (size_t)(at - text.at) >= best) continue;
        best = (size_t)(at - text.at);
        *size = length;
        *manner = unspaced[i][1];
    }
    return best;
}

bool screenplay_pronoun(struct slice word, enum word_gender *gender) {
    static const char he[][WORD_ROOM] = {"he", "il",  "él", "er", "ele", "egli", "lui",
                                         "он", "அவன்", "他", "彼", "هو",  "hij"};
    static const char she[][WORD_ROOM] = {"she", "elle", "ella", "ela", "lei", "она",
                                          "அவள்", "她",   "彼女", "هي",  "zij", "sie"};
    static const char any[][WORD_ROOM] = {"they", "it", "i",   "we",    "அவர்",
                                          "उसने",  "वह", "वो",  "उन्होंने", "அவர்கள்",
                                          "je",   "yo", "ich", "you",   "o"};
    *gender = IN(word, he) ? WORD_MALE : IN(word, she) ? WORD_FEMALE : WORD_NEUTRAL;
    return *gender != WORD_NEUTRAL || IN(word, any);
}

bool screenplay_not_a_name(struct slice word) {
    static const char list[][WORD_ROOM] = {
        "su",        "sus",       "mi",      "mis",       "tu",       "sa",         "ses",
        "mon",       "ma",        "mein",    "meine",     "sein",     "seine",      "ihr",
        "ihre",      "suo",       "sua",     "al",        "del",      "the",        "a",
        "an",        "and",       "but",     "or",        "so",       "then",       "when",
        "while",     "as",        "if",      "though",    "although", "because",    "before",
        "after",     "at",        "in",      "on",        "by",       "from",       "to",
        "of",        "with",      "without", "under",     "over",     "near",       "inside",
        "outside",   "behind",    "between", "across",    "around",   "down",       "up",
        "out",       "off",       "into",    "through",   "his",      "her",        "their",
        "its",       "my",        "our",     "your",      "this",     "that",       "these",
        "those",     "there",     "here",    "now",       "once",     "one",        "two",
        "three",     "both",      "all",     "some",      "many",     "every",      "each",
        "no",        "not",       "nothing", "nobody",    "everyone", "everything", "someone",
        "somewhere", "something", "what",    "who",       "where",    "why",        "how",
        "which",     "yes",       "oh",      "still",     "just",     "only",       "even",
        "perhaps",   "maybe",     "later",   "soon",      "again",    "suddenly",   "finally",
        "meanwhile", "morning",   "evening", "night",     "day",      "today",      "tomorrow",
        "yesterday", "silence",   "rain",    "monday",    "tuesday",  "wednesday",  "thursday",
        "friday",    "saturday",  "sunday",  "january",   "february", "march",      "april",
        "june",      "july",      "august",  "september", "october",  "november",   "december",
        "like",      "for",       "far",     "long",      "never",    "always",     "another",
        "other",     "such",      "until",   "since",     "last",     "next",       "first",
        "outside",   "chapter",   "let",     "god",       "el",       "la",         "los",
        "las",       "un",        "una",     "le",        "les",      "une",        "der",
        "die",       "das",       "ein",     "eine",      "il",       "lo",         "gli",
        "i",         "o",         "os",      "as",        "um",       "uma",        "y",
        "et",        "und",       "e",       "в",         "на",       "и",          "а",
        "но",        "de",        "en",      "dans",      "im",       "am"};
    enum word_gender gender;
    return IN(word, list) || screenplay_pronoun(word, &gender);
}

bool screenplay_article(struct slice word) {
    static const char list[][WORD_ROOM] = {
        "the", "a",   "an",  "his", "her", "my", "their", "our", "le",  "la", "l'", "el",
        "der", "die", "das", "il",  "o",   "lo", "mi",    "su",  "mon", "ma", "sa", "son"};
    return IN(word, list);
}

bool screenplay_definite(struct slice word, enum word_gender *gender) {
    static const char neutral[][WORD_ROOM] = {"the", "das", "l'"};
    static const char male[][WORD_ROOM] = {"el", "le", "der", "il"};
    static const char female[][WORD_ROOM] = {"la", "die"};
    *gender = IN(word, male) ? WORD_MALE : IN(word, female) ? WORD_FEMALE : WORD_NEUTRAL;
    return *gender != WORD_NEUTRAL || IN(word, neutral);
}

bool screenplay_preposition(struct slice word) {
    static const char list[][WORD_ROOM] = {
        "aufs",   "ins",     "ans",   "zum",    "zur",  "im",      "am",      "beim",
        "vom",    "auf",     "aus",   "bei",    "nach", "unter",   "über",    "vor",
        "hinter", "neben",   "dans",  "sur",    "sous", "vers",    "chez",    "au",
        "aux",    "por",     "hacia", "del",    "al",   "towards", "toward",  "in",
        "at",     "to",      "from",  "of",     "near", "on",      "with",    "as",
        "and",    "while",   "who",   "into",   "for",  "by",      "over",    "under",
        "but",    "without", "after", "before", "when", "then",    "through", "across",
        "en",     "à",       "de",    "von",    "mit",  "zu",      "con",     "a",
        "avec",   "und",     "y",     "et"};
    return IN(word, list);
}

bool screenplay_adverb(struct slice word) {
    static const char list[][WORD_ROOM] = {"leise", "laut",    "doucement", "again",
                                           "aloud", "back",    "тихо",      "громко",
                                           "धीरे",   "மெதுவாக", "loud",      "sternly"};
    return (word.size > 4 && slice_ends(word, "ly") && !slice_is_folded(word, "family") &&
            !slice_is_folded(word, "only")) ||
           (word.size > 6 && slice_ends(word, "mente")) || IN(word, list);
}

enum word_gender screenplay_gender(struct slice noun) {
    static const char female[][WORD_ROOM] = {
        "woman",   "girl",     "mother",  "grandmother", "queen",   "mrs",    "mrs.",
        "miss",    "ms",       "ms.",     "lady",        "aunt",    "sister", "daughter",
        "wife",    "princess", "grandma", "amma",        "paati",   "widow",  "madame",
        "frau",    "señora",   "femme",   "dame",        "fille",   "mère",   "grand-mère",
        "vieille", "mujer",    "anciana", "vieja",       "niña",    "abuela", "madre",
        "hermana", "hija",     "mutter",  "schwester",   "tochter", "oma",    "donna",
        "nonna",   "nani",     "dadi"};
    static const char male[][WORD_ROOM] = {
        "man",     "boy",    "father",  "grandfather", "king",      "mr",     "mr.",
        "sir",     "uncle",  "brother", "son",         "husband",   "prince", "grandpa",
        "appa",    "thatha", "monk",    "fisherman",   "monsieur",  "herr",   "señor",
        "lord",    "homme",  "garçon",  "vieux",       "vieillard", "père",   "grand-père",
        "frère",   "hombre", "anciano", "viejo",       "niño",      "abuelo", "padre",
        "hermano", "hijo",   "mann",    "junge",       "vater",     "bruder", "sohn",
        "opa",     "uomo",   "nonno",   "baba"};
    return IN(noun, female) ? WORD_FEMALE : IN(noun, male) ? WORD_MALE : WORD_NEUTRAL;
}

bool screenplay_place(struct slice noun) {
    static const char list[][WORD_ROOM] = {
        "courtyard",  "temple",    "mosque",  "church",     "room",       "kitchen",
        "bedroom",    "bathroom",  "hut",     "hall",       "office",     "classroom",
        "school",     "hospital",  "cafe",    "café",       "restaurant", "shop",
        "market",     "bazaar",    "street",  "road",       "alley",      "village",
        "town",       "city",      "roof",    "rooftop",    "terrace",    "park",
        "garden",     "forest",    "woods",   "field",      "fields",     "farm",
        "hill",       "mountain",  "river",   "riverbank",  "lake",       "beach",
        "shore",      "sea",       "harbour", "harbor",     "port",       "pier",
        "lighthouse", "desert",    "cave",    "castle",     "palace",     "station",
        "train",      "car",       "bus",     "stage",      "theatre",    "theater",
        "studio",     "spaceship", "ship",    "boat",       "house",      "home",
        "hotel",      "library",   "museum",  "prison",     "jungle",     "valley",
        "bridge",     "balcony",   "attic",   "cellar",     "basement",   "yard",
        "square",     "court",     "airport", "stable",     "barn",       "tower",
        "well",       "inn",       "bar",     "playground", "bakery",     "corridor"};
    return IN(noun, list);
}

bool screenplay_chapter(struct slice line) {
    static const char list[][WORD_ROOM] = {
        "chapter",  "part",     "act",      "scene",    "prologue",  "epilogue",
        "capítulo", "capitolo", "chapitre", "kapitel",  "hoofdstuk", "глава",
        "часть",    "अध्याय",    "भाग",      "அத்தியாயம்", "பாகம்",      "అధ్యాయం",
        "ಅಧ್ಯಾಯ",    "അധ്യായം",   "অধ্যায়",    "الفصل",    "فصل",       "bab",
        "bölüm",    "prólogo",  "epílogo",  "prolog",   "epilog"};
    size_t size, used;
    if (slice_starts(line, "第") && line.size < 80)
        return memmem(line.at, line.size < 30 ? line.size : 30, "章", 3) ||
               memmem(line.at, line.size < 30 ? line.size : 30, "回", 3) ||
               memmem(line.at, line.size < 30 ? line.size : 30, "話", 3);
    for (size_t i = 0; i < COUNT_OF(list); i++) {
        if (!slice_starts_folded(line, list[i], &size)) continue;
        uint32_t code = slice_code(line, size, &used);
        if (!code || utf8_is_space(code) || code == ':' || code == '.') return line.size < 120;
    }
    return false;
}

static const char *const times[][2] = {
    {"the next morning", "MORNING"},
    {"next morning", "MORNING"},
    {"the following morning", "MORNING"},
    {"the morning after", "MORNING"},
    {"that morning", "MORNING"},
    {"in the morning", "MORNING"},
    {"early the next morning", "DAWN"},
    {"at dawn", "DAWN"},
    {"at sunrise", "DAWN"},
    {"at daybreak", "DAWN"},
    {"at noon", "NOON"},
    {"at midday", "NOON"},
    {"that afternoon", "AFTERNOON"},
    {"in the afternoon", "AFTERNOON"},
    {"that evening", "EVENING"},
    {"in the evening", "EVENING"},
    {"the next evening", "EVENING"},
    {"at dusk", "DUSK"},
    {"at sunset", "DUSK"},
    {"that night", "NIGHT"},
    {"the next night", "NIGHT"},
    {"late that night", "NIGHT"},
    {"at midnight", "NIGHT"},
    {"in the night", "NIGHT"},
    {"the next day", "NEXT DAY"},
    {"the following day", "NEXT DAY"},
    {"the day after", "NEXT DAY"},
    {"one day later", "NEXT DAY"},
    {"later that day", "LATER"},
    {"later that night", "NIGHT"},
    {"later that evening", "EVENING"},
    {"an hour later", "LATER"},
    {"hours later", "LATER"},
    {"days later", "LATER"},
    {"weeks later", "LATER"},
    {"months later", "LATER"},
    {"years later", "LATER"},
    {"many years later", "LATER"},
    {"a week later", "LATER"},
    {"a month later", "LATER"},
    {"a year later", "LATER"},
    {"meanwhile", "MEANWHILE"},
    {"le lendemain", "NEXT DAY"},
    {"ce soir-là", "EVENING"},
    {"cette nuit-là", "NIGHT"},
    {"plus tard", "LATER"},
    {"al día siguiente", "NEXT DAY"},
    {"a la mañana siguiente", "MORNING"},
    {"esa noche", "NIGHT"},
    {"aquella noche", "NIGHT"},
    {"más tarde", "LATER"},
    {"am nächsten morgen", "MORNING"},
    {"am nächsten tag", "NEXT DAY"},
    {"in dieser nacht", "NIGHT"},
    {"am abend", "EVENING"},
    {"il giorno dopo", "NEXT DAY"},
    {"la mattina dopo", "MORNING"},
    {"quella notte", "NIGHT"},
    {"no dia seguinte", "NEXT DAY"},
    {"na manhã seguinte", "MORNING"},
    {"naquela noite", "NIGHT"},
    {"на следующее утро", "MORNING"},
    {"на следующий день", "NEXT DAY"},
    {"вечером", "EVENING"},
    {"ночью", "NIGHT"},
    {"अगली सुबह", "MORNING"},
    {"अगले दिन", "NEXT DAY"},
    {"उस रात", "NIGHT"},
    {"शाम को", "EVENING"},
    {"மறுநாள் காலை", "MORNING"},
    {"மறுநாள்", "NEXT DAY"},
    {"அன்று இரவு", "NIGHT"},
    {"அன்று மாலை", "EVENING"},
    {"第二天早上", "MORNING"},
    {"第二天", "NEXT DAY"},
    {"那天晚上", "NIGHT"},
    {"翌朝", "MORNING"},
    {"翌日", "NEXT DAY"},
    {"その夜", "NIGHT"},
    {"다음 날", "NEXT DAY"},
    {"그날 밤", "NIGHT"},
    {"في صباح اليوم التالي", "MORNING"},
    {"في اليوم التالي", "NEXT DAY"},
    {"في تلك الليلة", "NIGHT"},
};

const char *screenplay_time_opening(struct slice text, size_t *size) {
    static const char *const counts[] = {"two ",  "three ",   "four ", "five ",
                                         "six ",  "seven ",   "ten ",  "a few ",
                                         "some ", "several ", "many "};
    size_t skip = 0, length;
    for (size_t i = 0; i < COUNT_OF(counts) && !skip; i++)
        if (slice_starts_folded(text, counts[i], &length)) skip = length;
    for (size_t pass = 0; pass < 1 + (skip > 0); pass++) {
        struct slice rest = slice_from(text, pass ? skip : 0);
        for (size_t i = 0; i < COUNT_OF(times); i++) {
            size_t used;
            if (!slice_starts_folded(rest, times[i][0], &length)) continue;
            uint32_t after = slice_code(rest, length, &used);
            if (after < 0x80 && (utf8_is_letter(after) || after == '\'')) continue;
            *size = length + (pass ? skip : 0);
            return times[i][1];
        }
    }
    return NULL;
}
