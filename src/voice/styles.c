#include "voice/styles.h"

#include <string.h>

#include "base/memory.h"

/* Quality follows the grades that Kokoro's author gives the styles by the length and cleanness
 * of what they were trained on (model card, VOICES.md); af_nicole whispers. */
static const struct style {
    const char *name;
    double hz, quality;
} styles[] = {
    {"af_alloy", 136, 0.88},  {"af_aoede", 176, 0.91},    {"af_bella", 195, 0.98},
    {"af_heart", 197, 1},     {"af_jessica", 203, 0.82},  {"af_kore", 148, 0.91},
    {"af_nicole", 139, 0.74}, {"af_nova", 156, 0.88},     {"af_river", 176, 0.82},
    {"af_sarah", 194, 0.91},  {"af_sky", 154, 0.86},      {"am_adam", 114, 0.74},
    {"am_echo", 104, 0.82},   {"am_eric", 158, 0.82},     {"am_fenrir", 132, 0.91},
    {"am_liam", 121, 0.82},   {"am_michael", 111, 0.91},  {"am_onyx", 83, 0.82},
    {"am_puck", 113, 0.91},   {"am_santa", 155, 0.82},    {"bf_alice", 207, 0.82},
    {"bf_emma", 179, 0.94},   {"bf_isabella", 202, 0.88}, {"bf_lily", 169, 0.82},
    {"bm_daniel", 122, 0.82}, {"bm_fable", 108, 0.88},    {"bm_george", 141, 0.88},
    {"bm_lewis", 81, 0.82},   {"ef_dora", 176, 0.88},     {"em_alex", 135, 0.88},
    {"em_santa", 121, 0.88},  {"ff_siwis", 210, 0.94},    {"hf_alpha", 231, 0.88},
    {"hf_beta", 194, 0.88},   {"hm_omega", 138, 0.88},    {"hm_psi", 140, 0.88},
    {"if_sara", 231, 0.88},   {"im_nicola", 92, 0.88},    {"pf_dora", 176, 0.88},
    {"pm_alex", 132, 0.88},   {"pm_santa", 140, 0.88},
};

static const struct style *style_named(const char *name) {
    for (size_t i = 0; i < COUNT_OF(styles); i++)
        if (strcmp(styles[i].name, name) == 0) return &styles[i];
    return NULL;
}

double styles_hz(const char *name) {
    const struct style *style = style_named(name);
    return style ? style->hz : name[0] && name[1] == 'm' ? 118 : 190;
}

double styles_quality(const char *name) {
    const struct style *style = style_named(name);
    return style ? style->quality : 0.88;
}
