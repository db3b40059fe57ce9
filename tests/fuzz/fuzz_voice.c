/* Every reader of bytes in the voice room. The first byte says which one is asked. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "voice/install.h"
#include "voice/normal.h"
#include "voice/onnx.h"
#include "voice/order.h"
#include "voice/pronounce.h"
#include "voice/raw.h"
#include "voice/ssml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fuzz_model(const void *bytes, size_t size) {
    struct onnx_voice voice;
    struct buf out;
    buf_init(&out, 1 << 22);
    if (!onnx_prepare(bytes, size, &voice, &out, NULL)) out.size = 0;
    buf_done(&out);
}

static void fuzz_speech(const void *bytes, size_t size) {
    struct speech speech;
    struct buf raw;
    buf_init(&raw, 1 << 22);
    buf_add(&raw, bytes, size);
    if (speech_read(bytes, size, &speech, NULL)) speech_done(&speech);
    if (raw_to_speech(&raw, "fuzz", &speech, NULL)) speech_done(&speech);
    buf_done(&raw);
}

static void fuzz_order(const void *bytes, size_t size) {
    struct order order;
    char *store = xcalloc(1, ORDER_MAX_SIZE);
    if (!order_read(bytes, size, store, &order)) store[0] = 0;
    free(store);
}

static void fuzz_text(const char *text, bool list_too) {
    struct sentences sentences;
    struct ssml ssml;
    struct pronounce *list = NULL;
    ssml_read(text, &ssml);
    ssml_done(&ssml);
    uint32_t *places = xcalloc(strlen(text) + 1, sizeof *places);
    free(ssml_shown(text, places));
    free(places);
    if (list_too && !pronounce_read(text, strlen(text), &list, NULL)) list = NULL;
    voice_sentences(text, &sentences);
    for (size_t i = 0; i < sentences.count; i++) {
        pronounce_apply(list, &sentences.items[i]);
        normal_english(&sentences.items[i]);
    }
    voice_sentences_done(&sentences);
    pronounce_free(list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 1 || size > 1 << 16) return 0;
    const uint8_t *bytes = data + 1;
    char *text = xcalloc(size, 1);
    memcpy(text, bytes, size - 1);
    switch (data[0]) {
    case 'm':
        fuzz_model(bytes, size - 1);
        break;
    case 's':
        fuzz_speech(bytes, size - 1);
        break;
    case 'o':
        fuzz_order(bytes, size - 1);
        break;
    case 'j':
        (void)install_settings_are_whole(text, size - 1);
        break;
    default:
        fuzz_text(text, data[0] == 'p');
        break;
    }
    free(text);
    return 0;
}
