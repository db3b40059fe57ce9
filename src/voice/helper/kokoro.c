#include "voice/helper/kokoro.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"

static const struct {
    const char *language, *reader;
} accents[] = {
    [KOKORO_AMERICAN] = {"en", "en-us"},   [KOKORO_BRITISH] = {"en", "en"},
    [KOKORO_SPANISH] = {"es", "es"},       [KOKORO_FRENCH] = {"fr", "fr"},
    [KOKORO_HINDI] = {"hi", "hi"},         [KOKORO_ITALIAN] = {"it", "it"},
    [KOKORO_PORTUGUESE] = {"pt", "pt-br"}, [KOKORO_JAPANESE] = {"ja", "en-us"},
    [KOKORO_MANDARIN] = {"zh", "en-us"},
};

enum kokoro_accent kokoro_accent_of(const char *style, const char *language) {
    size_t size = strcspn(language, "-_");
    if (size == 2 && strncmp(language, "sa", 2) == 0) return KOKORO_HINDI; /* read as written */
    for (size_t i = KOKORO_SPANISH; i < COUNT_OF(accents); i++)
        if (strlen(accents[i].language) == size &&
            strncmp(accents[i].language, language, size) == 0)
            return (enum kokoro_accent)i;
    return style[0] == 'b' ? KOKORO_BRITISH : KOKORO_AMERICAN;
}

const char *kokoro_reader(enum kokoro_accent accent) {
    return accents[accent].reader;
}

/* Longer ones first; "" drops. Those of English only have `english`, and one of its accents. */
static const struct {
    const char *from, *to;
    enum { ALL, ENGLISH, US, GB } where;
} spellings[] = {
    {"ʔn̩", "tᵊn", ENGLISH}, {"ɜːɹ", "ɜɹ", US},    {"əl", "ᵊl", ENGLISH},
    {"n̩", "ᵊn", ENGLISH},   {"l̩", "ᵊl", ENGLISH}, {"m̩", "ᵊm", ENGLISH},
    {"aɪ", "I", ALL},       {"aʊ", "W", ALL},     {"dʒ", "ʤ", ALL},
    {"dz", "ʣ", ALL},       {"ts", "ʦ", ALL},     {"tʃ", "ʧ", ALL},
    {"eɪ", "A", ALL},       {"ɔɪ", "Y", ALL},     {"oʊ", "O", US},
    {"oʊ", "Q", GB},        {"əʊ", "Q", GB},      {"əʊ", "O", US},
    {"eə", "ɛː", GB},       {"iə", "ɪə", GB},     {"ɪə", "iə", US},
    {"ɜː", "ɜɹ", US},       {"ɚ", "əɹ", ENGLISH}, {"r", "ɹ", ENGLISH},
    {"x", "k", ENGLISH},    {"ç", "k", ENGLISH},  {"ɬ", "l", ENGLISH},
    {"ʔ", "t", ENGLISH},    {"ʲ", "", ENGLISH},   {"\u0303", "", ENGLISH},
    {"ʈʂ", "ꭧ", ALL},     {"dʑ", "ʥ", ALL},     {"tɕ", "ʨ", ALL},
    {"e", "A", ENGLISH},    {"o", "ɔ", ENGLISH},  {"ː", "", US},
};

static bool holds(int where, enum kokoro_accent accent) {
    return where == ALL || (where == ENGLISH && accent <= KOKORO_BRITISH) ||
           (where == US && accent == KOKORO_AMERICAN) ||
           (where == GB && accent == KOKORO_BRITISH);
}

const char *kokoro_phone(const char *ipa, enum kokoro_accent accent,
                         char to[static KOKORO_MAX_PHONE]) {
    size_t made = 0;
    for (const char *at = ipa; *at;) {
        const char *piece = NULL;
        size_t used = 1;
        for (size_t i = 0; i < COUNT_OF(spellings) && !piece; i++) {
            size_t size = strlen(spellings[i].from);
            if (!holds(spellings[i].where, accent) || strncmp(at, spellings[i].from, size) != 0)
                continue;
            piece = spellings[i].to;
            used = size;
        }
        size_t size = piece ? strlen(piece) : used;
        if (made + size + 1 > KOKORO_MAX_PHONE) break;
        memcpy(to + made, piece ? piece : at, size);
        made += size;
        at += used;
    }
    to[made] = '\0';
    return to;
}
