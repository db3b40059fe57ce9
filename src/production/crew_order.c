/* An order for a film as bytes: magic "FILMORD4", then its fields in the order they are
 * declared, without loudness, which no part depends on. Texts are u32 length and bytes, those
 * that may be NULL behind a u8 that says so. */
#include <string.h>

#include "edit/mix.h"
#include "production/crew.h"

enum { REFERENCES_MAX = 64, CHANGES_MAX = 10000 };
static const char magic[8] = {'F', 'I', 'L', 'M', 'O', 'R', 'D', '4'};

static void write_text(struct buf *out, const char *text) {
    buf_u8(out, text != NULL);
    if (text) buf_string(out, text);
}

static void write_changes(const struct breakdown_changes *changes, struct buf *out) {
    buf_u32(out, (uint32_t)changes->scene_count);
    for (size_t i = 0; i < changes->scene_count; i++) {
        const struct scene_change *change = &changes->scenes[i];
        buf_u32(out, (uint32_t)change->scene);
        buf_u32(out, (uint32_t)change->mood);
        buf_u32(out, (uint32_t)change->hour);
        buf_u32(out, (uint32_t)change->weather);
        buf_u32(out, (uint32_t)change->culture);
    }
    buf_u32(out, (uint32_t)changes->person_count);
    for (size_t i = 0; i < changes->person_count; i++) {
        const struct person_change *change = &changes->people[i];
        write_text(out, change->name);
        buf_u32(out, (uint32_t)change->age);
        buf_u32(out, (uint32_t)change->gender);
        buf_u32(out, (uint32_t)change->culture);
        write_text(out, change->hair);
        write_text(out, change->outfit);
    }
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
    write_changes(&order->changes, out);
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
    buf_u32(out, (uint32_t)order->caption_change_count);
    for (size_t i = 0; i < order->caption_change_count; i++) {
        buf_u64(out, order->caption_changes[i].cue);
        write_text(out, order->caption_changes[i].was);
        write_text(out, order->caption_changes[i].text);
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
    order->references_may_miss = true; /* whoever wrote the order has judged them */
}

static void read_changes(struct reader *in, struct arena *arena,
                         struct breakdown_changes *changes) {
    size_t scenes = reader_u32(in);
    if (scenes > CHANGES_MAX) in->failed = true;
    if (in->failed) return;
    struct scene_change *of_scenes = arena_alloc(arena, scenes + 1, sizeof *of_scenes);
    for (size_t i = 0; i < scenes; i++) {
        of_scenes[i].scene = (int)reader_u32(in);
        of_scenes[i].mood = (int)reader_u32(in);
        of_scenes[i].hour = (int)reader_u32(in);
        of_scenes[i].weather = (int)reader_u32(in);
        of_scenes[i].culture = (int)reader_u32(in);
    }
    size_t people = reader_u32(in);
    if (people > CHANGES_MAX) in->failed = true;
    if (in->failed) return;
    struct person_change *of_people = arena_alloc(arena, people + 1, sizeof *of_people);
    for (size_t i = 0; i < people; i++) {
        of_people[i].name = read_text(in, arena);
        of_people[i].age = (int)reader_u32(in);
        of_people[i].gender = (int)reader_u32(in);
        of_people[i].culture = (int)reader_u32(in);
        of_people[i].hair = read_text(in, arena);
        of_people[i].outfit = read_text(in, arena);
        if (!of_people[i].name) in->failed = true;
    }
    *changes = (struct breakdown_changes){of_scenes, scenes, of_people, people};
}

static void read_shot_changes(struct reader *in, struct arena *arena,
                              struct production_order *order) {
    size_t count = reader_u32(in);
    if (count > CHANGES_MAX) in->failed = true;
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
    if (count > CHANGES_MAX) in->failed = true;
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

static void read_caption_changes(struct reader *in, struct arena *arena,
                                 struct production_order *order) {
    size_t count = reader_u32(in);
    if (count > CHANGES_MAX) in->failed = true;
    if (in->failed || !count) return;
    struct caption_change *changes = arena_alloc(arena, count, sizeof *changes);
    for (size_t i = 0; i < count; i++) {
        changes[i].cue = reader_u64(in);
        changes[i].was = read_text(in, arena);
        changes[i].text = read_text(in, arena);
        if (!changes[i].was || !changes[i].text) in->failed = true;
    }
    order->caption_changes = changes;
    order->caption_change_count = count;
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
    read_changes(&in, arena, &read.changes);
    read_shot_changes(&in, arena, &read);
    read_voices(&in, arena, &read);
    read_caption_changes(&in, arena, &read);
    if (in.failed || in.at != size)
        return error_set(err, PROBLEM_DAMAGED, "The order of a film is damaged.");
    *order = read;
    return true;
}
