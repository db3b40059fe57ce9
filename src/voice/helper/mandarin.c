#include "voice/helper/mandarin.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "voice/folder.h"

enum { MAX_WORD = 8, /* characters */ MAX_READINGS = 16 << 20, MAX_ROWS = 1 << 20 };

/* Lines of the file, in the order of their bytes. */
static struct {
    char *bytes;
    const char **rows;
    size_t count;
} readings;

bool mandarin_open(char why[static 400]) {
    if (readings.bytes) return true;
    AUTO_FREE char *path = folder_path("pinyin.txt");
    struct error err;
    size_t size;
    if (!file_read(path, MAX_READINGS, &readings.bytes, &size, &err)) {
        snprintf(why, 400,
                 "Chinese cannot be read: run fetch-voices (tools/, or libexec/film), which "
                 "brings pinyin.txt.");
        return false;
    }
    readings.rows = xcalloc(MAX_ROWS, sizeof *readings.rows);
    for (char *at = readings.bytes; *at && readings.count < MAX_ROWS;) {
        char *end = strchr(at, '\n');
        readings.rows[readings.count++] = at;
        if (!end) break;
        *end = '\0';
        at = end + 1;
    }
    return true;
}

/* ---- from pinyin to phones ---- */

/* Longer ones first. */
static const struct {
    const char *pinyin, *phone;
} initials[] = {
    {"zh", "ʈʂ"}, {"ch", "ʈʂʰ"}, {"sh", "ʂ"}, {"b", "p"}, {"p", "pʰ"}, {"m", "m"},   {"f", "f"},
    {"d", "t"},   {"t", "tʰ"},   {"n", "n"},  {"l", "l"}, {"g", "k"},  {"k", "kʰ"},  {"h", "x"},
    {"j", "tɕ"},  {"q", "tɕʰ"},  {"x", "ɕ"},  {"r", "ɻ"}, {"z", "ts"}, {"c", "tsʰ"}, {"s", "s"},
};

/* A final as it is written behind a consonant or by itself: what comes before its vowel, the
 * vowel, and what comes after. */
static const struct {
    const char *pinyin, *glide, *vowel, *coda;
} finals[] = {
    {"a", "", "a", ""},      {"ai", "", "ai", ""},    {"an", "", "a", "n"},
    {"ang", "", "a", "ŋ"},   {"ao", "", "au", ""},    {"e", "", "ɤ", ""},
    {"ei", "", "ei", ""},    {"en", "", "ə", "n"},    {"eng", "", "ə", "ŋ"},
    {"er", "", "ɚ", ""},     {"i", "", "i", ""},      {"ia", "j", "a", ""},
    {"ian", "j", "ɛ", "n"},  {"iang", "j", "a", "ŋ"}, {"iao", "j", "au", ""},
    {"ie", "j", "e", ""},    {"in", "", "i", "n"},    {"ing", "", "i", "ŋ"},
    {"iong", "j", "ʊ", "ŋ"}, {"iu", "j", "ou", ""},   {"io", "j", "ɔ", ""},
    {"ong", "", "ʊ", "ŋ"},   {"ou", "", "ou", ""},    {"o", "w", "o", ""},
    {"u", "", "u", ""},      {"ua", "w", "a", ""},    {"uai", "w", "ai", ""},
    {"uan", "w", "a", "n"},  {"uang", "w", "a", "ŋ"}, {"ui", "w", "ei", ""},
    {"un", "w", "ə", "n"},   {"ueng", "w", "ə", "ŋ"}, {"uo", "w", "o", ""},
    {"v", "", "y", ""},      {"ve", "ɥ", "e", ""},    {"van", "ɥ", "ɛ", "n"},
    {"vn", "", "y", "n"},    {"n", "", "ə", "n"},     {"m", "", "ə", "m"},
    {"ng", "", "ə", "ŋ"},
};

/* Syllables without a consonant: as they are written, and their finals. */
static const char *const bare[][2] = {
    {"yi", "i"},      {"ya", "ia"},   {"yo", "io"},     {"ye", "ie"},     {"yao", "iao"},
    {"you", "iu"},    {"yan", "ian"}, {"yin", "in"},    {"yang", "iang"}, {"ying", "ing"},
    {"yong", "iong"}, {"yu", "v"},    {"yue", "ve"},    {"yuan", "van"},  {"yun", "vn"},
    {"wu", "u"},      {"wa", "ua"},   {"wo", "uo"},     {"wai", "uai"},   {"wei", "ui"},
    {"wan", "uan"},   {"wen", "un"},  {"wang", "uang"}, {"weng", "ueng"},
};

static bool is(const char *text, size_t size, const char *what) {
    return strlen(what) == size && memcmp(text, what, size) == 0;
}

static void add(struct units *units, const char *ipa, char tone, int word) {
    if (!ipa[0]) return;
    units_add_phone(units, ipa, strlen(ipa), word);
    units->list.items[units->list.count - 1].tone = tone;
}

/* zi, ci, si, zhi, chi, shi, ri have a vowel of their own. */
static bool is_buzzing(const char *initial) {
    static const char *const rows[] = {"z", "c", "s", "zh", "ch", "sh", "r"};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (strcmp(rows[i], initial) == 0) return true;
    return false;
}

void mandarin_add_syllable(struct units *units, const char *pinyin, size_t size, int word) {
    char tone = 0, final[8] = "";
    const char *phone = "", *initial = "";
    if (size && pinyin[size - 1] >= '1' && pinyin[size - 1] <= '5') tone = pinyin[--size];
    for (size_t i = 0; i < COUNT_OF(bare); i++)
        if (is(pinyin, size, bare[i][0])) snprintf(final, sizeof final, "%s", bare[i][1]);
    for (size_t i = 0; !final[0] && !initial[0] && i < COUNT_OF(initials); i++) {
        size_t used = strlen(initials[i].pinyin);
        if (size <= used || memcmp(pinyin, initials[i].pinyin, used) != 0) continue;
        initial = initials[i].pinyin;
        phone = initials[i].phone;
        pinyin += used;
        size -= used;
    }
    if (!final[0]) snprintf(final, sizeof final, "%.*s", (int)size, pinyin);
    if (initial[0] && strchr("jqx", initial[0]) && final[0] == 'u') final[0] = 'v';
    for (size_t i = 0; i < COUNT_OF(finals); i++) {
        if (strcmp(finals[i].pinyin, final) != 0) continue;
        bool buzzing = is_buzzing(initial) && strcmp(final, "i") == 0;
        bool round = strcmp(final, "o") == 0 && !initial[0]; /* the interjection */
        add(units, phone, 0, word);
        add(units, round ? "" : finals[i].glide, 0, word);
        add(units, buzzing ? "ɨ" : round ? "ɔ" : finals[i].vowel, tone, word);
        add(units, finals[i].coda, 0, word);
        return;
    }
}

/* ---- from text to words ---- */

/* The syllables of a word, or NULL. */
static const char *find(const char *word, size_t size) {
    for (size_t low = 0, high = readings.count; low < high;) {
        const size_t middle = low + (high - low) / 2;
        const char *row = readings.rows[middle];
        const size_t length = strcspn(row, "\t");
        int order = memcmp(word, row, size < length ? size : length);
        if (order == 0) order = (size > length) - (size < length);
        if (order == 0) return row[length] ? row + length + 1 : NULL;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* The longest word that begins at `text`; its size in *used. */
static const char *find_word(const char *text, const char *end, size_t *used) {
    size_t ends[MAX_WORD], count = 0;
    for (const char *at = text; at < end && count < MAX_WORD;) {
        uint32_t code;
        at += utf8_decode(at, end, &code);
        if (code < 0x3400 || code > 0x9fff) break;
        ends[count++] = (size_t)(at - text);
    }
    while (count--) {
        *used = ends[count];
        const char *syllables = find(text, *used);
        if (syllables) return syllables;
    }
    return NULL;
}

static void add_syllables(struct units *units, const char *syllables, int word) {
    while (*syllables) {
        size_t size = strcspn(syllables, " ");
        mandarin_add_syllable(units, syllables, size, word);
        syllables += size + (syllables[size] == ' ');
    }
}

static int new_word(struct units *units, size_t start, size_t size) {
    units_add_space(units);
    *list_push(&units->words) = (struct unit_word){(uint32_t)start, (uint32_t)size};
    return (int)units->words.count - 1;
}

/* Digits as a number, up to eight of them; more, or after a 0, one by one. */
static void add_number(struct units *units, const char *digits, size_t size, int word) {
    static const char *const names[] = {"ling2", "yi1",  "er4", "san1", "si4",
                                        "wu3",   "liu4", "qi1", "ba1",  "jiu3"};
    static const char *const places[] = {"", "shi2", "bai3", "qian1"};
    bool whole = size <= 8 && (digits[0] != '0' || size == 1), gap = false, group = false;
    for (size_t i = 0; i < size; i++) {
        const int digit = digits[i] - '0';
        const size_t place = (size - 1 - i) % 4;
        if (!whole || size == 1) {
            add_syllables(units, names[digit], word);
            continue;
        }
        if (digit && gap) add_syllables(units, names[0], word);
        gap = !digit && (place || gap);
        group |= digit != 0;
        if (digit && !(digit == 1 && place == 1 && i == 0)) /* 十二 */
            add_syllables(units, names[digit], word);
        if (digit) add_syllables(units, places[place], word);
        if (size - 1 - i == 4 && group) add_syllables(units, "wan4", word);
        if (!place) gap = false, group = false;
    }
}

/* The bytes up to the next character of Chinese or digit. */
static size_t foreign_size(const char *text, const char *end) {
    const char *at = text;
    while (at < end) {
        uint32_t code;
        size_t used = utf8_decode(at, end, &code);
        if ((code >= 0x3400 && code <= 0x9fff) || (code >= '0' && code <= '9')) break;
        at += used;
    }
    return (size_t)(at - text);
}

void mandarin_read_stretch(struct units *units, const char *text, size_t size,
                           uint32_t offset) {
    const char *end = text + size;
    for (const char *at = text; at < end;) {
        const size_t start = offset + (size_t)(at - text);
        size_t used = strspn(at, "0123456789");
        if (used > (size_t)(end - at)) used = (size_t)(end - at);
        if (used) {
            add_number(units, at, used, new_word(units, start, used));
        } else if ((used = foreign_size(at, end))) {
            size_t space = strspn(at, " \t\n");
            if (space < used)
                units_speak(units, at + space, used - space,
                            new_word(units, start + space, used - space));
        } else {
            const char *syllables = find_word(at, end, &used);
            uint32_t code;
            if (syllables)
                add_syllables(units, syllables, new_word(units, start, used));
            else
                used = utf8_decode(at, end, &code);
        }
        at += used;
    }
}
