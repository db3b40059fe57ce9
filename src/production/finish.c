/* Finishing: all parts are made, joined, reviewed, and only then given their final names. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "production/film.h"
#include "production/score.h"

struct finishing {
    struct production *production;
    char *joined; /* the film before its review, in the output folder */
    char *poster_bytes;
    size_t poster_size;
    struct film_parts parts;
    struct review review;
};

static double now_s(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* The poster: the strongest face of the film, seen at two thirds of its shot. */
static size_t poster_shot(const struct production *p) {
    size_t best = 0;
    double best_score = -1;
    for (size_t i = 0; i < p->storyboard->count; i++) {
        const struct shot *shot = &p->storyboard->shots[i];
        double score = shot->kind == SHOT_TWO      ? 0.7
                       : shot->kind == SHOT_SINGLE ? 0.6
                       : shot->kind == SHOT_GROUP  ? 0.5
                                                   : 0.1;
        for (size_t j = 0; j < shot->line_count; j++)
            score += 0.5 * p->breakdown->lines[shot->lines[j].line].intensity;
        if (shot->scene >= 0 && score > best_score) {
            best_score = score;
            best = i;
        }
    }
    return best;
}

static bool make_poster(struct finishing *finishing, struct error *err) {
    struct production *p = finishing->production;
    const struct shot_order *order = &p->orders[poster_shot(p)];
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_text(&hasher, "poster 1");
    hasher_text(&hasher, p->shooter->version);
    struct hash shot = shot_order_hash(p->art, order), name;
    hasher_hash(&hasher, &shot);
    name = hasher_final(&hasher);
    if (!storage_get(p->storage, &name, &finishing->poster_bytes, &finishing->poster_size, err))
        return false;
    if (finishing->poster_bytes) return true;
    struct buf png;
    buf_init(&png, 64 << 20);
    bool ok = camera_still(p->art, order, order->shot->frames * 2 / 3, &png, err) &&
              buf_ok(&png, err) && storage_put(p->storage, &name, png.bytes, png.size, err);
    if (ok) {
        finishing->poster_size = png.size;
        finishing->poster_bytes = TAKE(png.bytes);
    }
    buf_done(&png);
    return ok;
}

static void list_parts(struct finishing *finishing) {
    struct production *p = finishing->production;
    struct chapter *chapters =
        arena_alloc(p->arena, p->timeline->scene_count, sizeof *chapters);
    for (size_t i = 0; i < p->timeline->scene_count; i++) {
        const struct timeline_scene *scene = &p->timeline->scenes[i];
        chapters[i] = (struct chapter){
            .start = frame_of_sample(scene->start, p->order.fps),
            .end = frame_of_sample(scene->start + scene->length, p->order.fps),
            .title = scene->title,
        };
    }
    struct captions_track *tracks =
        arena_alloc(p->arena, p->order.translation_count + 1, sizeof *tracks);
    tracks[0] = (struct captions_track){p->captions, p->breakdown->language};
    for (size_t i = 0; i < p->order.translation_count; i++)
        tracks[i + 1] =
            (struct captions_track){p->translated[i], p->order.translations[i].language};
    const bool captions = !p->order.captions || p->order.captions[0];
    const struct screenplay *script = p->screenplay;
    finishing->parts = (struct film_parts){
        .format = p->format,
        .piece = production_read_piece,
        .data = p,
        .piece_count = p->piece_count,
        .sound_path = production_sound_path(p),
        .captions = tracks,
        .captions_count = captions ? p->order.translation_count + 1 : 0,
        .chapters = chapters,
        .chapter_count = p->timeline->scene_count,
        .title = script->title[0] ? script->title : p->order.name,
        .artist = script->author[0] ? script->author : NULL,
        .comment = "Made with AI Film Studio " FILM_VERSION,
        .poster = finishing->poster_bytes,
        .poster_size = finishing->poster_size,
    };
}

static bool join(void *data, struct cancel *cancel, _Atomic float *done, struct buf *out,
                 struct error *err) {
    (void)out;
    struct finishing *finishing = data;
    if (!make_poster(finishing, err)) return false;
    list_parts(finishing);
    bool ok = film_join(&finishing->parts, finishing->joined, cancel, err);
    atomic_store(done, 1);
    return ok;
}

/* Lines that another engine spoke than the one their voice belongs to. */
static void note_other_voices(const struct production *p, struct review *review) {
    size_t count = 0, first = 0;
    for (size_t i = p->breakdown->line_count; i-- > 0;) {
        if (!voice_stood_in(&p->lines[i].utterance, &p->lines[i].speech)) continue;
        count++;
        first = i;
    }
    if (!count) return;
    review->findings = xrealloc(review->findings, review->count + 1, sizeof *review->findings);
    struct finding *finding = &review->findings[review->count++];
    *finding = (struct finding){.level = FINDING_WARNING, .check = "voices"};
    snprintf(finding->text, sizeof finding->text,
             "%zu lines were spoken by another engine (%s) than their voice's own (%s), which "
             "failed: see film doctor. Made again, the film has them spoken again.",
             count, p->lines[first].speech.engine,
             voice_card_named(p->lines[first].utterance.voice.voice)->engine);
}

static bool look_over(void *data, struct cancel *cancel, _Atomic float *done, struct buf *out,
                      struct error *err) {
    (void)out;
    struct finishing *finishing = data;
    struct production *p = finishing->production;
    struct review_order order = {
        .parts = &finishing->parts,
        .timeline = p->timeline,
        .dialogue_path = arena_printf(p->arena, "%s/dialogue.wav", storage_scratch(p->storage)),
        .target_lufs = p->order.loudness.gated ? p->levels.lufs : p->order.loudness.lufs,
        .storyboard = p->storyboard,
        .screenplay = p->screenplay,
    };
    bool ok = film_review(finishing->joined, &order, cancel, &finishing->review, err);
    if (ok) note_other_voices(p, &finishing->review);
    atomic_store(done, 1);
    return ok;
}

static bool make_all(struct finishing *finishing, struct cancel *cancel,
                     graph_observer *observer, void *observer_data,
                     struct graph_progress *progress, struct error *err) {
    struct production *p = finishing->production;
    struct graph *graph = graph_new();
    size_t sound = production_add_sound(p, graph);
    production_add_pictures(p, graph);
    AUTO_FREE size_t *needs = xcalloc(p->piece_count + 1, sizeof *needs);
    needs[0] = sound;
    double length_s = seconds_of_frames(p->timeline->frames, p->order.fps);
    for (size_t i = 0; i < p->piece_count; i++) needs[i + 1] = production_piece_node(p, i);
    struct graph_node node = {.stage = STAGE_MASTER,
                              .cost = 0.5 + 0.005 * length_s,
                              .make = join,
                              .data = finishing,
                              .label = "joining"};
    size_t joined = graph_add(graph, &node, needs, p->piece_count + 1);
    struct graph_node review = {.stage = STAGE_REVIEW,
                                .cost = 0.2 + 0.02 * length_s,
                                .make = look_over,
                                .data = finishing,
                                .label = "review"};
    graph_add(graph, &review, &joined, 1);
    production_set_crew(p, graph);
    bool ok = graph_run(graph, p->storage, p->threads, cancel, observer, observer_data,
                        progress, err);
    graph_free(graph);
    return ok;
}

/* "out/pongal.mp4" and ".srt" give "out/pongal.srt". */
static char *beside(struct production *p, const char *path, const char *extension) {
    size_t size = strlen(path);
    const char *dot = strrchr(path, '.'), *slash = strrchr(path, '/');
    if (dot && (!slash || dot > slash)) size = (size_t)(dot - path);
    return arena_printf(p->arena, "%.*s%s", (int)size, path, extension);
}

static bool write_stems(struct production *p, const char *folder, struct error *err) {
    static const struct {
        const char *made, *named;
    } files[] = {{"dialogue", "dialogue"},
                 {"music", "music"},
                 {"effects", "effects"},
                 {"music-and-effects", "music-and-effects"},
                 {"film", "mix"}};
    if (!file_make_folder(folder, err)) return false;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        AUTO_FREE char *from = NULL, *to = NULL;
        if (asprintf(&from, "%s/%s.wav", storage_scratch(p->storage), files[i].made) < 0 ||
            asprintf(&to, "%s/%s.wav", folder, files[i].named) < 0)
            die("out of memory");
        if (!file_move(from, to, err)) return false;
    }
    return score_write_cues(p, folder, err);
}

const char *const production_captions[] = {".srt",     ".vtt",     ".ass",
                                           ".sdh.srt", ".sdh.vtt", NULL};

const char *const production_translated_captions[] = {".srt", ".vtt", NULL};

static bool write_translated(struct production *p, const char *path, struct error *err) {
    for (size_t i = 0; i < p->order.translation_count; i++)
        for (size_t k = 0; production_translated_captions[k]; k++) {
            AUTO(buf_done) struct buf text;
            buf_init(&text, 64 << 20);
            if (k == 0)
                captions_to_srt(p->translated[i], &text);
            else
                captions_to_vtt(p->translated[i], &text);
            const char *ending =
                arena_printf(p->arena, ".%s%s", p->order.translations[i].language,
                             production_translated_captions[k]);
            if (!buf_ok(&text, err) ||
                !file_write(beside(p, path, ending), text.bytes ? text.bytes : "", text.size,
                            err))
                return false;
        }
    return true;
}

/* The script's language as SRT, VTT and ASS, and the described captions beside them. */
static bool write_captions(struct production *p, const char *path, struct error *err) {
    if (p->order.captions && !p->order.captions[0]) return true;
    struct captions *described = captions_described(p->breakdown, p->timeline, p->captions);
    bool ok = true;
    for (size_t i = 0; ok && production_captions[i]; i++) {
        AUTO(buf_done) struct buf text;
        buf_init(&text, 64 << 20);
        const struct captions *from = i < 3 ? p->captions : described;
        if (i == 2)
            captions_to_ass(from, p->order.width, p->order.height, &text);
        else if (i == 1 || i == 4)
            captions_to_vtt(from, &text);
        else
            captions_to_srt(from, &text);
        ok = buf_ok(&text, err) && file_write(beside(p, path, production_captions[i]),
                                              text.bytes ? text.bytes : "", text.size, err);
    }
    captions_free(described);
    return ok && write_translated(p, path, err);
}

static bool hand_over(struct finishing *finishing, const char *path,
                      struct production_result *result, struct error *err) {
    struct production *p = finishing->production;
    if (!finishing->review.passed) {
        char *rejected = beside(p, path, ".rejected.mp4");
        if (!file_move(finishing->joined, rejected, err)) return false;
        const char *first = "";
        for (size_t i = 0; i < finishing->review.count; i++)
            if (finishing->review.findings[i].level == FINDING_FAILURE && !first[0])
                first = finishing->review.findings[i].text;
        return error_set(err, PROBLEM_REVIEW_FAILED,
                         "The film was made but fails its review: %s It lies in %s.", first,
                         rejected);
    }
    result->film = arena_copy(p->arena, path, strlen(path));
    result->srt = beside(p, path, ".srt");
    result->vtt = beside(p, path, ".vtt");
    result->poster = beside(p, path, ".png");
    result->stems = beside(p, path, ".stems");
    return write_stems(p, result->stems, err) && write_captions(p, path, err) &&
           file_write(result->poster, finishing->poster_bytes, finishing->poster_size, err) &&
           file_move(finishing->joined, path, err);
}

static void add_up(const struct production *p, const struct graph_progress *progress,
                   struct production_result *result) {
    for (int i = 0; i < STAGE_COUNT; i++) {
        const struct stage_progress *a = &p->plan_progress.stages[i], *b = &progress->stages[i];
        result->stage_s[i] = a->core_s + b->core_s;
        result->kept += a->kept + b->kept;
        result->made += a->done + b->done - a->kept - b->kept;
    }
}

bool production_finish(struct production *p, const char *path, struct cancel *cancel,
                       graph_observer *observer, void *observer_data,
                       struct production_result *result, struct error *err) {
    struct finishing finishing = {.production = p};
    struct graph_progress progress = {0};
    double started = now_s();
    *result = (struct production_result){0};
    AUTO_FREE char *folder = xstrdup(path);
    char *slash = strrchr(folder, '/');
    if (slash) *slash = '\0';
    if (slash && folder[0] && !file_make_folder(folder, err)) return false;
    /* A folder that cannot be written is told before the work and not after it. */
    AUTO_FREE char *trial = NULL;
    if (asprintf(&trial, "%s.part-%ld", path, (long)getpid()) < 0 ||
        asprintf(&finishing.joined, "%s/film.mp4", storage_scratch(p->storage)) < 0)
        die("out of memory");
    bool writable = file_write(trial, "", 0, err);
    unlink(trial);
    if (!writable) {
        free(finishing.joined);
        return false;
    }
    bool ok = make_all(&finishing, cancel, observer, observer_data, &progress, err) &&
              hand_over(&finishing, path, result, err);
    if (!ok) unlink(finishing.joined);
    result->length_s = seconds_of_frames(p->timeline->frames, p->order.fps);
    result->lufs = p->levels.lufs;
    result->dialogue_lufs = p->levels.dialogue_lufs;
    result->true_peak_dbtp = p->levels.true_peak_dbtp;
    result->elapsed_s = p->plan_progress.elapsed_s + now_s() - started;
    result->review = finishing.review;
    p->review = finishing.review;
    add_up(p, &progress, result);
    free(finishing.poster_bytes);
    free(finishing.joined);
    return ok;
}
