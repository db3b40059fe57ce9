/* Standard MIDI File 1.0 (MMA RP-001): one header, a conductor's track with tempo and metre,
 * one track a channel. Ticks follow the beats, so that bars stand on the grid of whatever opens
 * the file; the conductor's tempo changes bring each beat to its moment. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "music/instrument.h"
#include "music/ornament.h"
#include "music/style.h"

enum { TICKS = 480, TRACK_MAX = 16 << 20, DRUMS = 9 };

struct midi_event {
    uint32_t tick, order;
    uint8_t size, bytes[3];
};
struct midi_track {
    LIST(struct midi_event) events;
};

static void add(struct midi_track *track, uint32_t tick, int size, int a, int b, int c) {
    struct midi_event *event = list_push(&track->events);
    *event = (struct midi_event){.tick = tick,
                                 .order = (uint32_t)track->events.count,
                                 .size = (uint8_t)size,
                                 .bytes = {(uint8_t)a, (uint8_t)b, (uint8_t)c}};
}

static uint32_t tick_of(const struct score *score, int64_t sample) {
    const int64_t *times = score->beat_times;
    size_t last = score->beat_count - 1, low = 0;
    if (sample <= times[0]) return 0;
    for (size_t high = last; low < high;) {
        size_t middle = (low + high + 1) / 2;
        if (times[middle] <= sample)
            low = middle;
        else
            high = middle - 1;
    }
    double beat = 60 * PCM_RATE / score->tempo;
    if (low < last)
        beat = (double)(times[low + 1] - times[low]);
    else if (last > 0)
        beat = (double)(times[last] - times[last - 1]);
    return (uint32_t)lrint(((double)low + (double)(sample - times[low]) / fmax(beat, 1)) *
                           TICKS);
}

/* --- bytes --- */

static void put_number(struct buf *out, uint32_t value) {
    uint8_t bytes[5];
    int count = 0;
    do bytes[count++] = value & 0x7f;
    while (value >>= 7);
    while (count-- > 0) buf_u8(out, bytes[count] | (count ? 0x80 : 0));
}

static void put_big(struct buf *out, uint32_t value, int size) {
    while (size-- > 0) buf_u8(out, (uint8_t)(value >> (8 * size)));
}

static void put_meta(struct buf *out, uint32_t delta, int kind, const void *bytes,
                     size_t size) {
    put_number(out, delta);
    buf_u8(out, 0xff);
    buf_u8(out, (uint8_t)kind);
    put_number(out, (uint32_t)size);
    buf_add(out, bytes, size);
}

static void put_track(struct buf *out, struct buf *track) {
    put_meta(track, 0, 0x2f, "", 0);
    buf_add(out, "MTrk", 4);
    put_big(out, (uint32_t)track->size, 4);
    buf_add(out, track->bytes, track->size);
    buf_done(track);
}

static void put_conductor(const struct score *score, struct buf *out) {
    struct buf track;
    buf_init(&track, TRACK_MAX);
    put_meta(&track, 0, 0x03, score->mode, strlen(score->mode));
    const uint8_t metre[4] = {(uint8_t)(score->beats ? score->beats : 4), 2, 24, 8};
    put_meta(&track, 0, 0x58, metre, 4);
    bool tuned = false;
    for (int i = 0; i < 12; i++) tuned |= score->tuning[i] != 0;
    if (tuned) { /* scale/octave tuning, one byte a key: cents from -64, all channels */
        buf_u8(&track, 0);
        buf_u8(&track, 0xf0);
        put_number(&track, 20);
        buf_add(&track, "\x7e\x7f\x08\x08\x03\x7f\x7f", 7);
        for (int i = 0; i < 12; i++) buf_u8(&track, (uint8_t)(64 + score->tuning[i]));
        buf_u8(&track, 0xf7);
    }
    uint32_t before = 0;
    for (size_t i = 0; i < score->beat_count; i++) {
        double micros = 60e6 / score->tempo;
        if (i + 1 < score->beat_count)
            micros = (double)(score->beat_times[i + 1] - score->beat_times[i]) * 1e6 / PCM_RATE;
        else if (i > 0)
            continue;
        uint32_t tempo = (uint32_t)fmin(fmax(lrint(micros), 1), 0xffffff);
        uint8_t bytes[3] = {(uint8_t)(tempo >> 16), (uint8_t)(tempo >> 8), (uint8_t)tempo};
        put_meta(&track, (uint32_t)i * TICKS - before, 0x51, bytes, 3);
        before = (uint32_t)i * TICKS;
    }
    put_track(out, &track);
}

/* --- parts --- */

/* Our own instruments, on the nearest of General MIDI's. */
static int drum_key(int stroke) {
    static const uint8_t keys[STROKE_COUNT] = {62, 60, 63, 61, 64, 66};
    return keys[stroke < STROKE_COUNT ? stroke : 0];
}

static void add_bends(struct midi_track *track, const struct score *score,
                      const struct note *note, int channel) {
    for (int64_t t = 0; t < note->length; t += ORNAMENT_STEP) {
        int wheel = ornament_wheel(ornament_cents(note, t));
        add(track, tick_of(score, note->start + t), 3, 0xe0 | channel, wheel & 127, wheel >> 7);
    }
    add(track, tick_of(score, note->start + note->length), 3, 0xe0 | channel, 0, 64);
}

static void add_note(struct midi_track *track, const struct score *score,
                     const struct note *note) {
    int program = score->programs[note->channel & 15], channel = note->channel & 15;
    uint32_t start = tick_of(score, note->start),
             end = tick_of(score, note->start + note->length);
    if (note->controller) {
        add(track, start, 3, 0xb0 | channel, note->controller, note->velocity);
        return;
    }
    int key = note->key;
    if (program > INSTRUMENT_TANPURA) channel = DRUMS, key = drum_key(note->key);
    if (note->bend_cents && channel != DRUMS) add_bends(track, score, note, channel);
    add(track, start, 3, 0x90 | channel, key, note->velocity);
    add(track, end > start ? end : start + 1, 3, 0x80 | channel, key, 64);
}

static void begin_part(struct midi_track *track, const struct score *score, int channel) {
    int program = score->programs[channel];
    if (channel == DRUMS || program > INSTRUMENT_TANPURA) {
        add(track, 0, 2, 0xc0 | DRUMS, score->kit, 0);
        return;
    }
    add(track, 0, 2, 0xc0 | channel, program == INSTRUMENT_TANPURA ? 104 : program, 0);
    add(track, 0, 3, 0xb0 | channel, 7, (int)lrintf(127 * sqrtf(score->gains[channel])));
    add(track, 0, 3, 0xb0 | channel, 10, (int)lrintf(64 + 63 * score->pans[channel]));
    add(track, 0, 3, 0xb0 | channel, 101, 0); /* RPN 0: the wheel's range */
    add(track, 0, 3, 0xb0 | channel, 100, 0);
    add(track, 0, 3, 0xb0 | channel, 6, ORNAMENT_RANGE);
}

/* By time; at one moment notes end before others begin, else as added. */
static int by_tick(const void *left, const void *right) {
    const struct midi_event *a = left, *b = right;
    if (a->tick != b->tick) return a->tick < b->tick ? -1 : 1;
    bool a_ends = (a->bytes[0] & 0xf0) == 0x80, b_ends = (b->bytes[0] & 0xf0) == 0x80;
    if (a_ends != b_ends) return a_ends ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static void put_part(const struct score *score, int channel, const char *name,
                     struct buf *out) {
    struct midi_track track = {0};
    begin_part(&track, score, channel);
    size_t head = track.events.count;
    for (size_t i = 0; i < score->count; i++)
        if (score->notes[i].channel == channel) add_note(&track, score, &score->notes[i]);
    qsort(track.events.items + head, track.events.count - head, sizeof *track.events.items,
          by_tick);
    struct buf bytes;
    buf_init(&bytes, TRACK_MAX);
    put_meta(&bytes, 0, 0x03, name, strlen(name));
    uint32_t before = 0;
    for (size_t i = 0; i < track.events.count; i++) {
        const struct midi_event *event = &track.events.items[i];
        put_number(&bytes, event->tick - before);
        buf_add(&bytes, event->bytes, event->size);
        before = event->tick;
    }
    list_done(&track.events);
    put_track(out, &bytes);
}

void music_write_midi(const struct cue_order *order, struct buf *out) {
    static const char *const names[16] = {"lead",   "second", "pad",   "figure", "bass",
                                          "colour", "drone",  "drums", NULL,     "percussion"};
    struct score score;
    music_compose(order, &score);
    bool used[16] = {false};
    uint32_t tracks = 1;
    for (size_t i = 0; i < score.count; i++) used[score.notes[i].channel & 15] = true;
    for (int c = 0; c < 16; c++) tracks += used[c];
    buf_add(out, "MThd", 4);
    put_big(out, 6, 4);
    put_big(out, 1, 2);
    put_big(out, tracks, 2);
    put_big(out, TICKS, 2);
    put_conductor(&score, out);
    for (int c = 0; c < 16; c++)
        if (used[c]) put_part(&score, c, names[c] ? names[c] : "part", out);
    score_done(&score);
}
