/* The voices of CMU Flite (Debian flite1-dev): statistical voices slt, rms and awb, and the
 * diphone voice kal16; American English. Phone times are those of its Segment relation. */
#include <flite/flite.h>
#include <string.h>

#include "base/memory.h"
#include "voice/engines.h"
#include "voice/helper/helper.h"
#include "voice/raw.h"

cst_voice *register_cmu_us_slt(const char *folder);
cst_voice *register_cmu_us_rms(const char *folder);
cst_voice *register_cmu_us_awb(const char *folder);
cst_voice *register_cmu_us_kal16(const char *folder);

static const struct {
    const char *name;
    cst_voice *(*open)(const char *folder);
    double melody;  /* the voice's own int_f0_target_stddev in Hz, measured; 0: it takes none */
    double stretch; /* its own duration_stretch */
} flite_voices[] = {
    {"slt", register_cmu_us_slt, 34, 1.0}, /* 28 by itself: a film wants more */
    {"rms", register_cmu_us_rms, 0, 1.0},
    {"awb", register_cmu_us_awb, 24, 1.12}, /* speaks hastily by itself */
    {"kal16", register_cmu_us_kal16, 11, 1.1},
};

/* Flite's phone set (CMU us: radio) in IPA. */
static const char *const flite_ipa[][2] = {
    {"aa", "ɑː"}, {"ae", "æ"},  {"ah", "ʌ"},  {"ao", "ɔː"}, {"aw", "aʊ"}, {"ax", "ə"},
    {"axr", "ɚ"}, {"ay", "aɪ"}, {"b", "b"},   {"ch", "tʃ"}, {"d", "d"},   {"dh", "ð"},
    {"dx", "ɾ"},  {"eh", "ɛ"},  {"el", "l̩"},  {"em", "m̩"},  {"en", "n̩"},  {"er", "ɜː"},
    {"ey", "eɪ"}, {"f", "f"},   {"g", "ɡ"},   {"hh", "h"},  {"hv", "ɦ"},  {"ih", "ɪ"},
    {"iy", "iː"}, {"jh", "dʒ"}, {"k", "k"},   {"l", "l"},   {"m", "m"},   {"n", "n"},
    {"nx", "ɾ̃"},  {"ng", "ŋ"},  {"ow", "oʊ"}, {"oy", "ɔɪ"}, {"p", "p"},   {"r", "ɹ"},
    {"s", "s"},   {"sh", "ʃ"},  {"t", "t"},   {"th", "θ"},  {"uh", "ʊ"},  {"uw", "uː"},
    {"v", "v"},   {"w", "w"},   {"y", "j"},   {"z", "z"},   {"zh", "ʒ"},  {"pau", ""},
    {"h#", ""},   {"brth", ""}, {"ssil", ""},
};

static const char *to_ipa(const char *phone) {
    for (size_t i = 0; i < COUNT_OF(flite_ipa); i++)
        if (strcmp(flite_ipa[i][0], phone) == 0) return flite_ipa[i][1];
    return "ə";
}

static size_t voice_index(const char *name) {
    for (size_t i = 0; i < COUNT_OF(flite_voices); i++)
        if (name && strcmp(flite_voices[i].name, name) == 0) return i;
    return 0;
}

static const char *text_feature(const cst_item *item, const char *path) {
    const cst_val *value = ffeature(item, path);
    return value && CST_VAL_TYPE(value) == CST_VAL_TYPE_STRING ? val_string(value) : "";
}

/* The times of the tokens as they stand in the text: a token's phones name it by SylStructure.
 */
static void add_words(const char *text, const cst_utterance *spoken, struct raw_speech *raw) {
    const char *from = text;
    const cst_item *segment = relation_head(utt_relation(spoken, "Segment"));
    double start = 0;
    const cst_item *current = NULL;
    for (; segment; segment = item_next(segment)) {
        double end = item_feat_float(segment, "end");
        const cst_item *word =
            path_to_item(segment, "R:SylStructure.parent.parent.R:Token.parent");
        if (word && !item_equal(word, current)) {
            const char *name = text_feature(word, "name");
            const char *at = name[0] ? strstr(from, name) : NULL;
            if (at) {
                struct raw_word *added = list_push(&raw->words);
                added->text_start = (uint32_t)(at - text);
                added->text_size = (uint32_t)strlen(name);
                added->start = (int64_t)(start * raw->rate);
                added->end = (int64_t)(end * raw->rate);
                from = at + strlen(name);
            }
            current = word;
        } else if (word && raw->words.count) {
            raw->words.items[raw->words.count - 1].end = (int64_t)(end * raw->rate);
        }
        start = end;
    }
}

static cst_voice *opened[COUNT_OF(flite_voices)];

static bool open_all(char why[static 400]) {
    (void)why;
    flite_init();
    for (size_t i = 0; i < COUNT_OF(flite_voices); i++) opened[i] = flite_voices[i].open(NULL);
    return true;
}

static bool speak(const struct order *order, struct buf *out, char why[static 400]) {
    (void)why;
    size_t index = voice_index(order->voice);
    cst_voice *voice = opened[index];
    if (!voice) return false;
    flite_feat_set_float(voice->features, "duration_stretch",
                         (float)(flite_voices[index].stretch / order->rate));
    if (flite_voices[index].melody > 0)
        flite_feat_set_float(voice->features, "int_f0_target_stddev",
                             (float)(flite_voices[index].melody * order->range));
    cst_utterance *spoken = flite_synth_text(order->text, voice);
    if (!spoken) return false;
    const cst_val *value = feat_val(spoken->features, "wave");
    if (!value) return false;
    const cst_wave *wave = val_wave(value);
    struct raw_speech raw = {.rate = wave->sample_rate};
    raw.samples.items = wave->samples;
    raw.samples.count = (size_t)wave->num_samples;
    double start = 0;
    for (const cst_item *segment = relation_head(utt_relation(spoken, "Segment")); segment;
         segment = item_next(segment)) {
        const char *ipa = to_ipa(item_name(segment));
        const char *stress = text_feature(segment, "R:SylStructure.parent.stress");
        raw_phone_add(&raw, ipa, (int64_t)(start * raw.rate),
                      voice_phone_is_vowel(ipa) && stress[0] == '1');
        start = item_feat_float(segment, "end");
    }
    add_words(order->text, spoken, &raw);
    raw_write(&raw, out); /* memory goes with the process */
    return true;
}

const struct helper_engine helper_flite = {
    .name = "flite",
    .open = open_all,
    .speak = speak,
};
