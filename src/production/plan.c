/* Planning: the lines are spoken, so that the storyboard can be cut to them. */
#include <string.h>

#include "production/dub.h"
#include "production/film.h"
#include "voice/pool.h"

static bool speak(void *data, struct cancel *cancel, _Atomic float *done, struct buf *out,
                  struct error *err) {
    const struct spoken *line = data;
    struct speech speech;
    if (!voice_speak(&line->utterance, cancel, &speech, err)) return false;
    speech_write(&speech, out);
    speech_done(&speech);
    atomic_store(done, 1);
    return true;
}

void production_free_lines(struct production *p) {
    for (size_t i = 0; p->lines && i < p->breakdown->line_count; i++) {
        speech_done(&p->lines[i].speech);
        mouth_track_done(&p->lines[i].mouths);
    }
    free(TAKE(p->lines));
}

static void order_line(struct production *p, size_t index) {
    const struct line_breakdown *line = &p->breakdown->lines[index];
    struct spoken *spoken = &p->lines[index];
    spoken->utterance = (struct utterance){
        .text = p->screenplay->elements[line->element].text,
        .language = line->language,
        .voice = p->cast.members[line->character].voice,
        .emotion = line->emotion,
        .intensity = line->intensity,
        .manner = line->manner,
        .pronounce = p->order.pronounce,
    };
    if (p->tempos) spoken->utterance.voice.tempo *= p->tempos[index];
    spoken->name = voice_hash(&spoken->utterance);
}

/* What another engine spoke while the voice's own had a fault goes under a name of its own, and
 * with it all that is made of it: next time the line is spoken again. */
static bool set_aside(struct production *p, struct spoken *line, const char *bytes, size_t size,
                      struct error *err) {
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_text(&hasher, "stand-in");
    hasher_hash(&hasher, &line->name);
    hasher_u64(&hasher, size);
    hasher_bytes(&hasher, bytes, size);
    struct hash name = hasher_final(&hasher);
    if (!storage_put(p->storage, &name, bytes, size, err) ||
        !storage_drop(p->storage, &line->name, err))
        return false;
    line->name = name;
    return true;
}

/* Reads what was spoken, keeps phones and mouths, and lets the sound go. */
static bool read_line(struct production *p, struct spoken *line, struct error *err) {
    AUTO_FREE char *bytes = NULL;
    size_t size;
    if (!production_read(p, &line->name, &bytes, &size, err)) return false;
    if (!speech_read(bytes, size, &line->speech, err)) return false;
    if (voice_stood_in(&line->utterance, &line->speech) &&
        !set_aside(p, line, bytes, size, err))
        return false;
    lipsync_from_speech(&line->speech, &line->mouths);
    line->samples = line->speech.sound.frames;
    pcm_done(&line->speech.sound);
    return true;
}

void production_order_lines(struct production *p) {
    p->lines = xcalloc(p->breakdown->line_count, sizeof *p->lines);
    for (size_t i = 0; i < p->breakdown->line_count; i++) order_line(p, i);
}

void production_add_voices(struct production *p, struct graph *graph) {
    size_t count = p->breakdown->line_count;
    bool ordered = p->lines != NULL;
    if (!ordered) production_order_lines(p);
    for (size_t i = 0; i < count; i++) {
        struct graph_node node = {
            .stage = STAGE_VOICE,
            .name = p->lines[i].name,
            .keep = true,
            .cost = 0.02 + 0.004 * (double)strlen(p->lines[i].utterance.text),
            .make = speak,
            .data = &p->lines[i],
        };
        snprintf(node.label, sizeof node.label, "line %zu", i + 1);
        size_t index = graph_add(graph, &node, NULL, 0);
        if (!ordered) p->lines[i].node = index;
    }
}

static bool speak_all(struct production *p, struct cancel *cancel, graph_observer *observer,
                      void *observer_data, struct error *err) {
    size_t count = p->breakdown->line_count;
    struct graph *graph = graph_new();
    production_add_voices(p, graph);
    production_set_crew(p, graph);
    bool ok = graph_run(graph, p->storage, p->threads, cancel, observer, observer_data,
                        &p->plan_progress, err);
    voice_pool_rest(); /* the picture needs the memory */
    for (size_t i = 0; ok && i < count; i++) {
        p->lines[i].was_kept = graph_was_kept(graph, p->lines[i].node);
        p->lines[i].seconds = graph_seconds(graph, p->lines[i].node);
        ok = read_line(p, &p->lines[i], err);
    }
    graph_free(graph);
    return ok;
}

void production_lay_out(struct production *p, const int64_t *samples) {
    struct storyboard_options options = {
        .fps = p->order.fps, .seed = p->order.seed, .titles = true};
    p->storyboard = storyboard_new(p->breakdown, &p->cast, samples, &options);
    storyboard_change(p->storyboard, p->order.shot_changes, p->order.shot_change_count,
                      samples);
    p->timeline = timeline_new(p->breakdown, p->storyboard, samples, p->order.seed);
}

/* Cuts the film to lines of these lengths. */
static void lay_out(struct production *p, const int64_t *samples) {
    size_t count = p->breakdown->line_count;
    AUTO_FREE struct speech *speeches = xcalloc(count, sizeof *speeches);
    for (size_t i = 0; i < count; i++) {
        speeches[i] = p->lines[i].speech; /* borrowed: phones and words only */
        speeches[i].sound.frames = p->lines[i].samples;
    }
    production_lay_out(p, samples);
    p->captions = captions_new(p->breakdown, p->timeline, speeches);
}

/* The original is laid out first: captions to translate are known by it, and every line of the
 * dub is fitted to the original's length, or its shot made longer. */
static bool dub(struct production *p, int64_t *samples, struct cancel *cancel,
                graph_observer *observer, void *observer_data, struct error *err) {
    size_t count = p->breakdown->line_count;
    lay_out(p, samples);
    bool ok = dub_translate(p, err);
    captions_free(TAKE(p->captions));
    timeline_free(TAKE(p->timeline));
    storyboard_free(TAKE(p->storyboard));
    production_free_lines(p);
    if (!ok || !speak_all(p, cancel, observer, observer_data, err)) return false;
    AUTO_FREE double *tempos = xcalloc(count, sizeof *tempos);
    for (size_t i = 0; i < count; i++) tempos[i] = dub_tempo(samples[i], p->lines[i].samples);
    production_free_lines(p);
    p->tempos = tempos;
    ok = speak_all(p, cancel, observer, observer_data, err);
    p->tempos = NULL;
    if (!ok) return false;
    for (size_t i = 0; i < count; i++)
        if (p->lines[i].samples > samples[i]) samples[i] = p->lines[i].samples;
    return true;
}

bool production_plan(struct production *p, struct cancel *cancel, graph_observer *observer,
                     void *observer_data, struct error *err) {
    if (!speak_all(p, cancel, observer, observer_data, err)) return false;
    size_t count = p->breakdown->line_count;
    AUTO_FREE int64_t *samples = xcalloc(count, sizeof *samples);
    for (size_t i = 0; i < count; i++) samples[i] = p->lines[i].samples;
    if (p->order.dub && !dub(p, samples, cancel, observer, observer_data, err)) return false;
    lay_out(p, samples);
    captions_change(p->captions, p->order.caption_changes, p->order.caption_change_count);
    production_make_orders(p);
    return dub_captions(p, err);
}
