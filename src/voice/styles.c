#include "voice/styles.h"

#include <string.h>

#include "base/memory.h"

static const struct {
    const char *style;
    double hz;
} styles[] = {
    {"af_alloy", 136},   {"af_aoede", 176}, {"af_bella", 195},    {"af_heart", 197},
    {"af_jessica", 203}, {"af_kore", 148},  {"af_nicole", 139},   {"af_nova", 156},
    {"af_river", 176},   {"af_sarah", 194}, {"af_sky", 154},      {"am_adam", 114},
    {"am_echo", 104},    {"am_eric", 158},  {"am_fenrir", 132},   {"am_liam", 121},
    {"am_michael", 111}, {"am_onyx", 83},   {"am_puck", 113},     {"am_santa", 155},
    {"bf_alice", 207},   {"bf_emma", 179},  {"bf_isabella", 202}, {"bf_lily", 169},
    {"bm_daniel", 122},  {"bm_fable", 108}, {"bm_george", 141},   {"bm_lewis", 81},
    {"ef_dora", 176},    {"em_alex", 135},  {"em_santa", 121},    {"ff_siwis", 210},
    {"hf_alpha", 231},   {"hf_beta", 194},  {"hm_omega", 138},    {"hm_psi", 140},
    {"if_sara", 231},    {"im_nicola", 92}, {"pf_dora", 176},     {"pm_alex", 132},
    {"pm_santa", 140},
};

double styles_hz(const char *style) {
    for (size_t i = 0; i < COUNT_OF(styles); i++)
        if (strcmp(styles[i].style, style) == 0) return styles[i].hz;
    return style[0] && style[1] == 'm' ? 118 : 190;
}
