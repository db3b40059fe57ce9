#include "voice/helper/japanese.h"

#include <mecab.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "voice/engines.h"
#include "voice/folder.h"

static mecab_t *mecab;

bool japanese_open(char why[static 400]) {
    if (!mecab) mecab = mecab_new2("-r /dev/null -d " VOICE_MECAB_DICTIONARY);
    if (mecab) return true;
    snprintf(why, 400, "Japanese cannot be read: install the package mecab-ipadic-utf8 (%s).",
             VOICE_MECAB_DICTIONARY);
    return false;
}

/* ---- from kana to phones ---- */

struct mora {
    const char *kana, *consonant, *vowel;
};

static const struct mora morae[] = {
    {"ア", "", "a"},   {"イ", "", "i"},   {"ウ", "", "ɯ"},   {"エ", "", "e"},
    {"オ", "", "o"},   {"カ", "k", "a"},  {"キ", "k", "i"},  {"ク", "k", "ɯ"},
    {"ケ", "k", "e"},  {"コ", "k", "o"},  {"ガ", "ɡ", "a"},  {"ギ", "ɡ", "i"},
    {"グ", "ɡ", "ɯ"},  {"ゲ", "ɡ", "e"},  {"ゴ", "ɡ", "o"},  {"サ", "s", "a"},
    {"シ", "ɕ", "i"},  {"ス", "s", "ɨ"},  {"セ", "s", "e"},  {"ソ", "s", "o"},
    {"ザ", "dz", "a"}, {"ジ", "dʑ", "i"}, {"ズ", "z", "ɨ"},  {"ゼ", "dz", "e"},
    {"ゾ", "dz", "o"}, {"タ", "t", "a"},  {"チ", "tɕ", "i"}, {"ツ", "ts", "ɨ"},
    {"テ", "t", "e"},  {"ト", "t", "o"},  {"ダ", "d", "a"},  {"ヂ", "dʑ", "i"},
    {"ヅ", "z", "ɨ"},  {"デ", "d", "e"},  {"ド", "d", "o"},  {"ナ", "n", "a"},
    {"ニ", "ɲ", "i"},  {"ヌ", "n", "ɯ"},  {"ネ", "n", "e"},  {"ノ", "n", "o"},
    {"ハ", "h", "a"},  {"ヒ", "ç", "i"},  {"フ", "ɸ", "ɯ"},  {"ヘ", "h", "e"},
    {"ホ", "h", "o"},  {"バ", "b", "a"},  {"ビ", "b", "i"},  {"ブ", "b", "ɯ"},
    {"ベ", "b", "e"},  {"ボ", "b", "o"},  {"パ", "p", "a"},  {"ピ", "p", "i"},
    {"プ", "p", "ɯ"},  {"ペ", "p", "e"},  {"ポ", "p", "o"},  {"マ", "m", "a"},
    {"ミ", "m", "i"},  {"ム", "m", "ɯ"},  {"メ", "m", "e"},  {"モ", "m", "o"},
    {"ラ", "ɾ", "a"},  {"リ", "ɾ", "i"},  {"ル", "ɾ", "ɯ"},  {"レ", "ɾ", "e"},
    {"ロ", "ɾ", "o"},  {"ヤ", "j", "a"},  {"ユ", "j", "ɯ"},  {"ヨ", "j", "o"},
    {"ワ", "β", "a"},  {"ヲ", "", "o"},   {"ヴ", "v", "ɯ"},  {"ヰ", "", "i"},
    {"ヱ", "", "e"},   {"ッ", "ʔ", ""},   {"ン", "ɴ", ""},
};

/* Small kana take the place of the vowel before them; those of the y row soften it too. */
static const struct {
    const char *kana, *vowel;
    bool soft;
} small[] = {
    {"ァ", "a", false}, {"ィ", "i", false}, {"ゥ", "ɯ", false},
    {"ェ", "e", false}, {"ォ", "o", false}, {"ャ", "a", true},
    {"ュ", "ɨ", true},  {"ョ", "o", true},  {"ヮ", "a", false},
};

/* Soft by themselves, or without a softer form. */
static bool softens(const char *consonant) {
    static const char *const soft[] = {"k", "ɡ", "b", "p", "m", "ɾ", "t", "d", "ɸ", "v"};
    for (size_t i = 0; i < COUNT_OF(soft); i++)
        if (strcmp(consonant, soft[i]) == 0) return true;
    return false;
}

static bool starts(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

/* ン before the mora that follows. */
static const char *nasal(const struct mora *next) {
    const char *consonant = next ? next->consonant : "";
    if (!consonant[0]) return "ɴ";
    if (strchr("mpb", consonant[0])) return "m";
    if (starts(consonant, "k") || starts(consonant, "ɡ")) return "ŋ";
    if (starts(consonant, "ɲ") || starts(consonant, "tɕ") || starts(consonant, "dʑ"))
        return "ɲ";
    return starts(consonant, "ɾ") || strchr("ntdz", consonant[0]) ? "n" : "ɴ";
}

/* The mora at `text`, with the small kana behind it; its size in *used. */
static const struct mora *find_mora(const char *text, const char *end, size_t *used) {
    for (size_t i = 0; i < COUNT_OF(morae); i++) {
        *used = strlen(morae[i].kana);
        if ((size_t)(end - text) >= *used && memcmp(text, morae[i].kana, *used) == 0)
            return &morae[i];
    }
    *used = 0;
    return NULL;
}

static void add(struct units *units, const char *ipa, int word) {
    if (ipa[0]) units_add_phone(units, ipa, strlen(ipa), word);
}

static void add_mora(struct units *units, const struct mora *mora, int small_kana, int word) {
    const char *consonant = mora->consonant, *vowel = mora->vowel;
    bool soft = strcmp(vowel, "i") == 0 && !strchr("td", consonant[0]);
    bool rounded = false;
    if (small_kana >= 0) {
        bool glide = !consonant[0] && !small[small_kana].soft;
        if (glide && strcmp(vowel, "ɯ") == 0) consonant = "β"; /* ウィ */
        if (glide && strcmp(vowel, "i") == 0) consonant = "j"; /* イェ */
        rounded =
            strcmp(vowel, "ɯ") == 0 && (!strcmp(consonant, "k") || !strcmp(consonant, "ɡ"));
        vowel = small[small_kana].vowel;
        soft = small[small_kana].soft || soft || strcmp(vowel, "i") == 0;
    }
    char written[16];
    snprintf(written, sizeof written, "%s%s", consonant,
             rounded                      ? "ᵝ"
             : soft && softens(consonant) ? "ʲ"
                                          : "");
    add(units, written, word);
    add(units, vowel, word);
}

static int small_at(const char *text, const char *end) {
    for (size_t i = 0; i < COUNT_OF(small); i++)
        if ((size_t)(end - text) >= strlen(small[i].kana) && starts(text, small[i].kana))
            return (int)i;
    return -1;
}

/* "ー" lengthens the vowel before it. */
static void lengthen(struct units *units) {
    struct unit *last = units->list.items;
    if (!last || !units->list.count) return;
    last += units->list.count - 1;
    size_t size = strlen(last->ipa);
    if (last->kind == UNIT_PHONE && voice_phone_is_vowel(last->ipa) && !strstr(last->ipa, "ː"))
        snprintf(last->ipa + size, sizeof last->ipa - size, "ː");
}

void japanese_add_reading(struct units *units, const char *kana, size_t size, int word) {
    const char *end = kana + size;
    size_t next_used, count = units->list.count;
    struct unit *last = count ? &units->list.items[count - 1] : NULL;
    if (last && last->word == word && strcmp(last->ipa, "ɴ") == 0)
        snprintf(last->ipa, sizeof last->ipa, "%s", nasal(find_mora(kana, end, &next_used)));
    for (const char *at = kana; at < end;) {
        size_t used;
        const struct mora *mora = find_mora(at, end, &used);
        if (!mora) {
            uint32_t code;
            used = utf8_decode(at, end, &code);
            if (code == 0x30fc) lengthen(units);
            at += used;
            continue;
        }
        at += used;
        if (strcmp(mora->consonant, "ɴ") == 0) {
            add(units, nasal(find_mora(at, end, &next_used)), word);
            continue;
        }
        int small_kana = small_at(at, end);
        add_mora(units, mora, small_kana, word);
        if (small_kana >= 0) at += strlen(small[small_kana].kana);
    }
}

/* ---- from text to words ---- */

/* Hiragana as katakana; false when there is anything else. */
static bool to_katakana(const char *text, size_t size, struct buf *out) {
    for (const char *at = text, *end = text + size; at < end;) {
        uint32_t code;
        at += utf8_decode(at, end, &code);
        if (code >= 0x3041 && code <= 0x3096) code += 0x60;
        if (code < 0x30a1 || code > 0x30fc) return false;
        char bytes[4];
        buf_add(out, bytes, utf8_encode(code, bytes));
    }
    return true;
}

/* Part of speech: fields of IPADIC, parted by commas. Field 8 is the pronunciation. */
static const char *field(const char *feature, int index, size_t *size) {
    for (int i = 0; i < index && feature; i++) {
        feature = strchr(feature, ',');
        if (feature) feature++;
    }
    *size = feature ? strcspn(feature, ",") : 0;
    return feature ? feature : "";
}

/* Endings, auxiliaries and what hangs on a word are said with it. */
static bool goes_on(const char *feature) {
    size_t size;
    const char *kind = field(feature, 1, &size);
    return starts(feature, "助動詞") || starts(kind, "接続助詞") || starts(kind, "接尾") ||
           (starts(feature, "動詞") && starts(kind, "非自立"));
}

/* "12" as 十二, up to eight digits. False: no such number. */
static bool number_to_kanji(const char *text, size_t size, struct buf *out) {
    static const char *const digits[] = {"〇", "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九"};
    static const char *const places[] = {"", "十", "百", "千"};
    if (size > 8 || size == 0 || strspn(text, "0123456789") < size) return false;
    bool any = false, in_group = false;
    for (size_t i = 0; i < size; i++) {
        size_t place = size - 1 - i;
        int digit = text[i] - '0';
        if (digit > 1 || (digit == 1 && place % 4 == 0)) buf_text(out, digits[digit]);
        if (digit) buf_text(out, places[place % 4]);
        any |= digit != 0;
        in_group |= digit != 0;
        if (place == 4 && in_group) buf_text(out, "万");
        if (place % 4 == 0) in_group = false;
    }
    if (!any) buf_text(out, digits[0]);
    return true;
}

static void add_nodes(struct units *units, const char *text, size_t size, int word);

static void add_word(struct units *units, const mecab_node_t *node, int word) {
    size_t size;
    const char *reading = field(node->feature, 8, &size);
    AUTO(buf_done) struct buf kana;
    buf_init(&kana, 4096);
    if (starts(node->feature, "助動詞") && starts(node->surface, "う")) /* ましょう */
        lengthen(units);
    else if (size)
        japanese_add_reading(units, reading, size, word);
    else if (number_to_kanji(node->surface, node->length, &kana))
        add_nodes(units, kana.bytes, kana.size, word);
    else if (to_katakana(node->surface, node->length, &kana))
        japanese_add_reading(units, kana.bytes, kana.size, word);
    else
        units_speak(units, node->surface, node->length, word);
}

/* MeCab keeps its nodes until it reads the next text: a number inside one needs its own. */
static void add_nodes(struct units *units, const char *text, size_t size, int word) {
    mecab_lattice_t *lattice = mecab_lattice_new();
    mecab_lattice_set_sentence2(lattice, text, size);
    if (mecab_parse_lattice(mecab, lattice))
        for (const mecab_node_t *node = mecab_lattice_get_bos_node(lattice); node;
             node = node->next)
            if (node->length) add_word(units, node, word);
    mecab_lattice_destroy(lattice);
}

void japanese_read_stretch(struct units *units, const char *text, size_t size,
                           uint32_t offset) {
    const mecab_node_t *node = mecab ? mecab_sparse_tonode2(mecab, text, size) : NULL;
    for (; node; node = node->next) {
        if (node->stat == MECAB_BOS_NODE || node->stat == MECAB_EOS_NODE || !node->length ||
            starts(node->feature, "記号"))
            continue;
        const uint32_t start = offset + (uint32_t)(node->surface - text);
        struct unit_word *words = units->words.items;
        size_t count = units->words.count;
        if (count && goes_on(node->feature) &&
            words[count - 1].start + words[count - 1].size == start) {
            words[count - 1].size += node->length;
        } else {
            units_add_space(units);
            *list_push(&units->words) = (struct unit_word){start, node->length};
        }
        add_word(units, node, (int)units->words.count - 1);
    }
}
