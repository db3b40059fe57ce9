#include "lipsync/ipa.h"

#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"

/* By place of articulation as the IPA chart (2020) arranges it; openings from the height of the
 * vowels. Letters of one row look alike. */
static const struct {
    const char *letters;
    struct shape shape;
} rows[] = {
    {"pbmɓʙʘ", {MOUTH_M, SHAPE_CLOSED, 0}},
    {"fvɱⱱʋ", {MOUTH_F, SHAPE_LABIAL, .12f}},
    {"ɸβ", {MOUTH_F, SHAPE_LABIAL, .1f}},
    {"θðlɫɬɮɭʎʟɺǁ", {MOUTH_L, SHAPE_PLAIN, .35f}},
    {"szʃʒɕʑʂʐɧ", {MOUTH_S, SHAPE_PLAIN, .18f}},
    {"ɹɻɚɝ", {MOUTH_R, SHAPE_PLAIN, .32f}},
    {"rɾɽ", {MOUTH_D, SHAPE_WEAK, .34f}},
    {"tdnʈɖɳɗᶑǀǃǂ", {MOUTH_D, SHAPE_WEAK, .26f}},
    {"cɟçʝɲʄ", {MOUTH_EE, SHAPE_WEAK, .26f}},
    {"kgɡŋxɣqɢɴχʁʀɠʛɰħʕhɦʔʜʢʡ", {MOUTH_UH, SHAPE_WEAK, .3f}},
    {"wʍɥ", {MOUTH_W_OO, SHAPE_PLAIN, .22f}},
    {"j", {MOUTH_EE, SHAPE_PLAIN, .3f}},
    {"uʊʉyʏᵿ", {MOUTH_W_OO, SHAPE_VOWEL, .5f}},
    {"oɵø", {MOUTH_OH, SHAPE_VOWEL, .66f}},
    {"ɔɒœɶɞ", {MOUTH_OH, SHAPE_VOWEL, .78f}},
    {"iɪɨᵻ", {MOUTH_EE, SHAPE_VOWEL, .55f}},
    {"eɛ", {MOUTH_EE, SHAPE_VOWEL, .7f}},
    {"æaɑɐ", {MOUTH_AH, SHAPE_VOWEL, .95f}},
    {"ʌ", {MOUTH_UH, SHAPE_VOWEL, .7f}},
    {"əɘɜɤɯ", {MOUTH_UH, SHAPE_VOWEL, .58f}},
};

/* Modifier letters, diacritics, tones, ties, length: they change the sound, not the lips. A few
 * that do (rounding, labialisation) follow a consonant whose neighbour shows it anyway. */
static bool is_mark(uint32_t code) {
    return (code >= 0x2b0 && code <= 0x36f) || (code >= 0x1dc0 && code <= 0x1dff) ||
           (code >= 0x1d2c && code <= 0x1d6a) || (code >= 0xa700 && code <= 0xa71f) ||
           (code >= 0x2070 && code <= 0x209f) || code < 'A' || (code > 'Z' && code < 'a') ||
           code == 0x207f || (code >= 0x2000 && code <= 0x206f) || code == 0x203f;
}

static bool has_letter(const char *letters, uint32_t code) {
    const char *end = letters + strlen(letters);
    for (const char *at = letters; at < end;) {
        uint32_t letter;
        at += utf8_decode(at, end, &letter);
        if (letter == code) return true;
    }
    return false;
}

static struct shape shape_of(uint32_t code) {
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (has_letter(rows[i].letters, code)) return rows[i].shape;
    /* espeak-ng passes some of its own capitals; other letters are consonants of the tongue. */
    uint32_t lower = utf8_to_lower(code);
    if (lower != code) return shape_of(lower);
    return (struct shape){MOUTH_D, SHAPE_WEAK, .26f};
}

size_t ipa_shapes(const char *ipa, struct shape shapes[static IPA_MAX_SHAPES],
                  double shares[static IPA_MAX_SHAPES]) {
    size_t count = 0;
    const char *end = ipa + strlen(ipa);
    for (const char *at = ipa; at < end && count < IPA_MAX_SHAPES;) {
        uint32_t code;
        at += utf8_decode(at, end, &code);
        if (is_mark(code)) continue;
        struct shape shape = shape_of(code);
        struct shape *last = count ? &shapes[count - 1] : NULL;
        if (last && last->mouth == shape.mouth && last->kind == shape.kind) {
            if (shape.opening > last->opening) last->opening = shape.opening;
            continue;
        }
        /* An affricate is seen as what it opens into; a nasal before its stop is one gesture.
         */
        if (last && last->kind == SHAPE_WEAK && shape.kind != SHAPE_VOWEL) {
            *last = shape;
            continue;
        }
        shapes[count++] = shape;
    }
    if (count == 0) {
        shapes[0] = (struct shape){MOUTH_NEUTRAL, SHAPE_REST, 0};
        if (ipa[0]) shapes[0] = (struct shape){MOUTH_UH, SHAPE_WEAK, .3f};
        count = 1;
    }
    static const double splits[IPA_MAX_SHAPES][IPA_MAX_SHAPES] = {
        {1}, {.58, .42}, {.4, .3, .3}};
    for (size_t i = 0; i < count; i++) shares[i] = splits[count - 1][i];
    return count;
}
