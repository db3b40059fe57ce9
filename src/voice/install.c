#include "voice/install.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "voice/folder.h"
#include "voice/onnx.h"

enum { SETTINGS_MAX = 1 << 20, STYLE_SIZE = FOLDER_STYLE_ROWS * FOLDER_STYLE_WIDTH * 4 };

static bool name_is_plain(const char *name) {
    size_t size = strlen(name);
    return size > 0 && size <= 40 &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
               size;
}

static bool ends_with(const char *text, const char *end) {
    size_t size = strlen(text), length = strlen(end);
    return size > length && strcmp(text + size - length, end) == 0;
}

static bool put(const char *folder, const char *name, const char *ending, const void *bytes,
                size_t size, struct error *err) {
    AUTO_FREE char *above = folder_path("%s", folder);
    AUTO_FREE char *path = folder_path("%s/%s%s", folder, name, ending);
    return file_make_folder(above, err) && file_write(path, bytes, size, err);
}

static bool install_style(const char *name, const char *bytes, size_t size, struct error *err) {
    bool named =
        strchr("abefhip", name[0]) && (name[1] == 'f' || name[1] == 'm') && name[2] == '_';
    if (!named)
        return error_set(err, PROBLEM_USAGE,
                         "The name of a Kokoro style says its language and sex: \"%s\" should "
                         "begin with a, b, e, f, h, i or p, then f or m, then _, as in af_mia.",
                         name);
    bool whole = size == STYLE_SIZE;
    for (size_t i = 0; whole && i < size; i += sizeof(float)) {
        float value;
        memcpy(&value, bytes + i, sizeof value);
        whole = fabsf(value) < 100;
    }
    if (!whole)
        return error_set(err, PROBLEM_BAD_INPUT,
                         "A Kokoro style is a file of %d numbers (float32); this is none.",
                         FOLDER_STYLE_ROWS * FOLDER_STYLE_WIDTH);
    return put("kokoro", name, ".bin", bytes, size, err);
}

bool install_settings_are_whole(const char *bytes, size_t size) {
    json_t *root = json_loadb(bytes, size, 0, NULL);
    const json_t *symbols = json_object_get(root, "phoneme_id_map");
    bool whole = json_object_size(symbols) >= 10 && json_object_get(symbols, "_") &&
                 json_object_get(symbols, "^") && json_object_get(symbols, "$");
    json_decref(root);
    return whole;
}

static bool install_piper(const char *name, const char *file, const char *bytes, size_t size,
                          struct error *err) {
    AUTO_FREE char *path = NULL;
    AUTO_FREE char *settings = NULL;
    size_t settings_size;
    if (asprintf(&path, "%s.json", file) < 0) die("out of memory");
    if (!file_read(path, SETTINGS_MAX, &settings, &settings_size, err)) return false;
    if (!install_settings_are_whole(settings, settings_size))
        return error_set(err, PROBLEM_BAD_INPUT,
                         "%s does not hold the settings of a Piper voice (phoneme_id_map).",
                         path);
    /* the model last: a voice is there when its model is */
    return put("piper", name, ".json", settings, settings_size, err) &&
           put("piper", name, ".onnx", bytes, size, err);
}

bool install_voice(const char *name, const char *file, const char **kind, struct error *err) {
    AUTO_FREE char *bytes = NULL;
    size_t size;
    if (!name_is_plain(name))
        return error_set(err, PROBLEM_USAGE,
                         "\"%.60s\" cannot be the name of a voice: up to 40 letters, digits, - "
                         "and _.",
                         name);
    if (!file_read(file, ONNX_MAX_SIZE, &bytes, &size, err)) return false;
    if (ends_with(file, ".bin")) {
        *kind = "kokoro";
        return install_style(name, bytes, size, err);
    }
    struct onnx_voice voice;
    struct buf ready;
    buf_init(&ready, (size_t)ONNX_MAX_SIZE + (1 << 20));
    bool ok = onnx_prepare(bytes, size, &voice, &ready, err);
    buf_done(&ready);
    if (!ok) return false;
    *kind = voice.kind == ONNX_PIPER ? "piper" : "kokoro model";
    return voice.kind == ONNX_PIPER ? install_piper(name, file, bytes, size, err)
                                    : put(".", "kokoro", ".onnx", bytes, size, err);
}
