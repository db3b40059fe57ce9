#include "voice/helper/model.h"

#include <fcntl.h>
#include <jansson.h>
#include <malloc.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "voice/folder.h"

enum { MAX_MODELS = 3, JSON_MAX = 1 << 20, KOKORO_RATE = 24000 };

static struct model *models[MAX_MODELS]; /* the last used first */

/* ---- symbols ---- */

static void add_symbol(struct model *model, const char *symbol, const json_t *id) {
    uint32_t code;
    size_t size = strlen(symbol);
    if (json_is_array(id)) id = json_array_get(id, 0);
    if (size == 0 || size > 4 || utf8_decode(symbol, symbol + size, &code) != size) return;
    json_int_t value = json_is_integer(id) ? json_integer_value(id) : -1;
    if (value < 0 || value > 100000 || model->symbol_count == MODEL_SYMBOLS) return;
    model->symbols[model->symbol_count++] = (struct model_symbol){code, value};
}

int64_t model_symbol(const struct model *model, uint32_t code) {
    for (size_t i = 0; i < model->symbol_count; i++)
        if (model->symbols[i].code == code) return model->symbols[i].id;
    return -1;
}

static double number_or(const json_t *object, const char *key, double low, double high,
                        double otherwise) {
    const json_t *value = json_object_get(object, key);
    double number = json_is_number(value) ? json_number_value(value) : otherwise;
    return number >= low && number <= high ? number : otherwise;
}

static bool read_settings(struct model *model, const char *path, char why[static 400]) {
    char *bytes;
    size_t size;
    struct error err;
    if (!file_read(path, JSON_MAX, &bytes, &size, &err)) {
        snprintf(why, 400, "%.390s", err.message);
        return false;
    }
    json_t *root = json_loadb(bytes, size, 0, NULL);
    free(bytes);
    bool kokoro = model->voice.kind == ONNX_KOKORO;
    const char *key;
    json_t *id;
    json_object_foreach(json_object_get(root, kokoro ? "vocab" : "phoneme_id_map"), key, id)
        add_symbol(model, key, id);
    const json_t *own = json_object_get(root, "inference");
    model->noise = number_or(own, "noise_scale", 0, 2, 0.667);
    model->noise_w = number_or(own, "noise_w", 0, 2, 0.8);
    model->length = number_or(own, "length_scale", 0.2, 5, 1);
    model->rate = kokoro ? KOKORO_RATE
                         : (int)number_or(json_object_get(root, "audio"), "sample_rate", 8000,
                                          48000, 22050);
    const char *espeak =
        json_string_value(json_object_get(json_object_get(root, "espeak"), "voice"));
    snprintf(model->espeak, sizeof model->espeak, "%s", espeak ? espeak : "en-us");
    json_decref(root);
    if (model->symbol_count >= 10) return true;
    snprintf(why, 400, "%s holds no table of symbols.", path);
    return false;
}

/* ---- the model ---- */

static bool load(struct model *model, const char *path, char why[static 400]) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (file < 0 || fstat(file, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size <= 0) {
        snprintf(why, 400, "The model %s is missing.", path);
        if (file >= 0) close(file);
        return false;
    }
    size_t size = (size_t)info.st_size;
    void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    struct buf ready;
    buf_init(&ready, ONNX_MAX_SIZE + (1 << 20));
    struct error err;
    bool ok = bytes != MAP_FAILED && onnx_prepare(bytes, size, &model->voice, &ready, &err);
    if (!ok)
        snprintf(why, 400, "%s: %.250s", path,
                 bytes == MAP_FAILED ? "out of memory" : err.message);
    if (bytes != MAP_FAILED) munmap(bytes, size);
    ok = ok && ort_load(ready.bytes, ready.size, &model->session, why);
    buf_done(&ready);
    malloc_trim(0); /* children share what stays */
    return ok;
}

static struct model *load_model(const char *name, char why[static 400]) {
    struct model *model = xcalloc(1, sizeof *model);
    snprintf(model->name, sizeof model->name, "%s", name);
    AUTO_FREE char *onnx = folder_path("%s.onnx", name);
    AUTO_FREE char *settings = folder_path("%s.json", name);
    if (load(model, onnx, why) && read_settings(model, settings, why)) return model;
    ort_unload(model->session);
    free(model);
    return NULL;
}

struct model *model_of(const char *name, char why[static 400]) {
    size_t at = 0;
    while (at < MAX_MODELS && models[at] && strcmp(models[at]->name, name) != 0) at++;
    struct model *found = at < MAX_MODELS ? models[at] : NULL;
    if (!found) {
        found = load_model(name, why);
        if (!found) return NULL;
        if (at == MAX_MODELS) {
            at--;
            ort_unload(models[at]->session);
            free(models[at]);
        }
    }
    memmove(models + 1, models, at * sizeof *models);
    models[0] = found;
    return found;
}

bool model_style(const char *style, size_t tokens, float row[static 256],
                 char why[static 400]) {
    AUTO_FREE char *path = folder_path("kokoro/%s.bin", style);
    size_t at = tokens < FOLDER_STYLE_ROWS ? tokens : FOLDER_STYLE_ROWS - 1;
    const size_t size = FOLDER_STYLE_WIDTH * sizeof(float);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool ok = file >= 0 && pread(file, row, size, (off_t)(at * size)) == (ssize_t)size;
    if (file >= 0) close(file);
    for (int i = 0; ok && i < FOLDER_STYLE_WIDTH; i++) ok = fabsf(row[i]) < 100;
    if (!ok) snprintf(why, 400, "The style %s is missing or damaged.", path);
    return ok;
}
