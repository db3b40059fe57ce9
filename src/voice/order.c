#include "voice/order.h"

#include <math.h>
#include <string.h>

bool order_write(const struct order *order, struct buf *out, struct error *err) {
    if (strlen(order->voice) > ORDER_MAX_NAME || strlen(order->language) > ORDER_MAX_NAME ||
        strlen(order->text) > ORDER_MAX_TEXT)
        return error_set(err, PROBLEM_TOO_LARGE, "A sentence is too long to be spoken.");
    buf_u8(out, (uint8_t)order->kind);
    buf_f32(out, (float)order->rate);
    buf_f32(out, (float)order->range);
    buf_f32(out, (float)order->semitones);
    buf_f32(out, (float)order->tempo);
    buf_string(out, order->voice);
    buf_string(out, order->language);
    buf_string(out, order->text);
    return buf_ok(out, err);
}

static const char *read_string(struct reader *in, size_t most, char **store) {
    uint32_t size = reader_u32(in);
    const char *bytes = in->failed || size > most ? NULL : reader_bytes(in, size);
    if (!bytes || (size && memchr(bytes, '\0', size))) {
        in->failed = true;
        return "";
    }
    char *text = *store;
    memcpy(text, bytes, size);
    text[size] = '\0';
    *store += size + 1;
    return text;
}

bool order_read(const void *bytes, size_t size, char *store, struct order *order) {
    if (size > ORDER_MAX_SIZE - 3) return false; /* a NUL for each string */
    struct reader in = reader_over(bytes, size);
    uint8_t kind = reader_u8(&in);
    struct order read = {.kind = kind < ORDER_KIND_COUNT ? (enum order_kind)kind : ORDER_SPEAK};
    read.rate = (double)reader_f32(&in);
    read.range = (double)reader_f32(&in);
    read.semitones = (double)reader_f32(&in);
    read.tempo = (double)reader_f32(&in);
    read.voice = read_string(&in, ORDER_MAX_NAME, &store);
    read.language = read_string(&in, ORDER_MAX_NAME, &store);
    read.text = read_string(&in, ORDER_MAX_TEXT, &store);
    if (in.failed || in.at != size || kind >= ORDER_KIND_COUNT) return false;
    if (!(fabs(read.semitones) <= 36) || !(read.tempo >= 0.2 && read.tempo <= 5)) return false;
    if (!(read.rate >= 0.2 && read.rate <= 5) || !(read.range >= 0 && read.range <= 5))
        return false;
    *order = read;
    return true;
}

void order_drop_ipa(char *text) {
    bool inside = false;
    for (char *at = text; *at; at++) {
        inside |= *at == ORDER_IPA_OPEN;
        bool mid = *at == ORDER_IPA_MID;
        if (inside || *at == ORDER_IPA_CLOSE) *at = ' ';
        inside &= !mid;
    }
}
