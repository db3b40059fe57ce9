/* A loaded neural voice: its model, its symbols and, for Kokoro, its style. */
#ifndef VOICE_HELPER_MODEL_H
#define VOICE_HELPER_MODEL_H

#include "voice/helper/ort.h"
#include "voice/helper/units.h"
#include "voice/onnx.h"

enum { MODEL_MAX_TOKENS = 400, MODEL_SYMBOLS = 1024 };

struct model_symbol {
    uint32_t code;
    int64_t id;
};

struct model {
    char name[80]; /* "kokoro", "piper/NAME" */
    struct onnx_voice voice;
    struct ort_session *session;
    struct model_symbol symbols[MODEL_SYMBOLS];
    size_t symbol_count;
    int rate;                      /* of its sound */
    double noise, noise_w, length; /* Piper's own scales */
    char espeak[32];               /* Piper: whose phones it was trained on */
};

/* Loads by name ("kokoro", "piper/NAME"); models stay loaded. NULL: `why`. */
struct model *model_of(const char *name, char why[static 400]);

/* The id of a symbol; -1: the model has none. */
int64_t model_symbol(const struct model *model, uint32_t code);

/* The row of a Kokoro style for so many tokens. */
bool model_style(const char *style, size_t tokens, float row[static 256], char why[static 400]);

#endif
