/* An order for a film as bytes: magic "FILMORD2", then its fields in the order they are
 * declared, without loudness, which no part depends on. Texts are u32 length and bytes, those
 * that may be NULL behind a u8 that says so. */
#include <string.h>

#include "edit/mix.h"
#include "production/crew.h"

enum { REFERENCES_MAX = 64, SHOT_CHANGES_MAX = 10000 };
static const char magic[8] = {'F', 'I', 'L', 'M', 'O', 'R', 'D', '2'};

static void write_text(struct buf *out, const char *text) {
    buf_u8(out, text != NULL);
    if (text) buf_string(out, text);
}

bool crew_order_write(const struct production_order *order, struct buf *out) {
    if (order->art_folder_count || order->music || order->dub || order->script_folder ||
        order->pronounce)
        return false;
    buf_add(out, magic, sizeof magic);
    write_text(out, FILM_VERSION);
    buf_u64(out, order->script_size);
    buf_add(out, order->script, order->script_size);
    buf_u32(out, (uint32_t)order->format);
    write_text(out, order->name);
    buf_u32(out, (uint32_t)order->reference_count);
    for (size_t i = 0; i < order->reference_count; i++) {
        write_text(out, order->references[i].name);
        buf_u64(out, order->references[i].size);
        buf_add(out, order->references[i].bytes, order->references[i].size);
    }
    buf_u32(out, (uint32_t)order->culture);
    buf_u64(out, order->seed);
    buf_u32(out, (uint32_t)order->width);
    buf_u32(out, (uint32_t)order->height);
    buf_u64(out, (uint64_t)order->fps.num);
    buf_u64(out, (uint64_t)order->fps.den);
    buf_u32(out, (uint32_t)order->grade);
    buf_u8(out, order->burn_captions);
    write_text(out, order->mark);
    write_text(out, order->captions);
    write_text(out, order->style);
    buf_u32(out, (uint32_t)order->shot_change_count);
    for (size_t i = 0; i < order->shot_change_count; i++) {
        const struct shot_change *change = &order->shot_changes[i];
        uint64_t seconds;
        memcpy(&seconds, &change->seconds, sizeof seconds);
        buf_u64(out, change->key);
        buf_u32(out, (uint32_t)change->size);
        buf_u32(out, (uint32_t)change->move);
        buf_u32(out, (uint32_t)change->transition);
        buf_u64(out, seconds);
    }
    buf_u32(out, (uint32_t)order->voice_count);
    for (size_t i = 0; i < order->voice_count; i++) {
        write_text(out, order->voices[i].character);
        write_text(out, order->voices[i].voice);
    }
    return true;
}

static const char *read_bytes(struct reader *in, size_t size, struct arena *arena) {
    const char *bytes = reader_bytes(in, size);
    return bytes ? arena_copy(arena, bytes, size) : "";
}

static const char *read_text(struct reader *in, struct arena *arena) {
    if (!reader_u8(in)) return NULL;
    uint32_t size = reader_u32(in);
    return read_bytes(in, size, arena);
}

static void read_references(struct reader *in, struct arena *arena,
                            struct production_order *order) {
    size_t count = reader_u32(in);
    if (count > REFERENCES_MAX) in->failed = true;
    if (in->failed) return;
    struct production_reference *references = arena_alloc(arena, count, sizeof *references);
    for (size_t i = 0; i < count; i++) {
        references[i].name = read_text(in, arena);
        references[i].size = reader_u64(in);
        references[i].bytes = read_bytes(in, references[i].size, arena);
        if (!references[i].name) in->failed = true;
    }
    order->references = references;
    order->reference_count = count;
}

static void read_shot_changes(struct reader *in, struct arena *arena,
                              struct production_order *order) {
    size_t count = reader_u32(in);
    if (count > SHOT_CHANGES_MAX) in->failed = true;
    if (in->failed || !count) return;
    struct shot_change *changes = arena_alloc(arena, count, sizeof *changes);
    for (size_t i = 0; i < count; i++) {
        changes[i].key = reader_u64(in);
        changes[i].size = (int)reader_u32(in);
        changes[i].move = (int)reader_u32(in);
        changes[i].transition = (int)reader_u32(in);
        uint64_t seconds = reader_u64(in);
        memcpy(&changes[i].seconds, &seconds, sizeof seconds);
    }
    order->shot_changes = changes;
    order->shot_change_count = count;
}

static void read_voices(struct reader *in, struct arena *arena,
                        struct production_order *order) {
    size_t count = reader_u32(in);
    if (count > SHOT_CHANGES_MAX) in->failed = true;
    if (in->failed || !count) return;
    struct production_voice *voices = arena_alloc(arena, count, sizeof *voices);
    for (size_t i = 0; i < count; i++) {
        voices[i].character = read_text(in, arena);
        voices[i].voice = read_text(in, arena);
        if (!voices[i].character || !voices[i].voice) in->failed = true;
    }
    order->voices = voices;
    order->voice_count = count;
}

bool crew_order_read(const void *bytes, size_t size, struct arena *arena,
                     struct production_order *order, struct error *err) {
    struct reader in = reader_over(bytes, size);
    const char *start = reader_bytes(&in, sizeof magic);
    struct production_order read = {0};
    bool known = start && memcmp(start, magic, sizeof magic) == 0;
    const char *version = known ? read_text(&in, arena) : NULL;
    if (!version || strcmp(version, FILM_VERSION) != 0)
        return error_set(err, PROBLEM_TEMPORARY,
                         "This film is made by workers of another version.");
    read.script_size = reader_u64(&in);
    read.script = read_bytes(&in, read.script_size, arena);
    read.format = (enum screenplay_format)reader_u32(&in);
    read.name = read_text(&in, arena);
    read_references(&in, arena, &read);
    read.culture = (enum culture)reader_u32(&in);
    read.seed = reader_u64(&in);
    read.width = (int)reader_u32(&in);
    read.height = (int)reader_u32(&in);
    read.fps.num = (int)reader_u64(&in);
    read.fps.den = (int)reader_u64(&in);
    read.loudness = mix_targets[0];
    read.grade = (enum grade_name)reader_u32(&in);
    read.burn_captions = reader_u8(&in);
    read.mark = read_text(&in, arena);
    read.captions = read_text(&in, arena);
    read.style = read_text(&in, arena);
    read_shot_changes(&in, arena, &read);
    read_voices(&in, arena, &read);
    if (in.failed || in.at != size)
        return error_set(err, PROBLEM_DAMAGED, "The order of a film is damaged.");
    *order = read;
    return true;
}
