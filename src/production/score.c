/* Cues know the scene's mood, whose scene it is, how its lines rise and fall, and when the
 * picture changes. A title page entry "Music: carnatic, raga mohanam" or "Music: theme.mp3"
 * holds for the film, a note [[music: ...]] for its scene. Files lie in the script's folder:
 * a script from elsewhere must not read what is beside it on the machine. */
#include "production/score.h"

#include <ctype.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "music/record.h"

enum {
    HIT_APART = PCM_RATE * 7 / 2,
    HIT_FROM_START = 2 * PCM_RATE,
    HIT_FROM_END = 5 * PCM_RATE
};

struct recording { /* one file, read once */
    char *bytes;
    size_t size;
    struct hash hash;
    const char *path;
};

struct wish {  /* what one entry or note asks for */
    int scene; /* -1: the film */
    enum music_style style;
    const struct music_mode *mode;
    const char *rhythm;
    struct recording *recording;
};

struct wishes {
    LIST(struct wish) list;
    LIST(struct recording *) recordings;
};

const struct scene_breakdown *production_facts(const struct production *p, int scene,
                                               bool last) {
    size_t count = p->screenplay->scene_count;
    if (scene < 0) scene = last ? (int)count - 1 : 0;
    return (size_t)scene < count ? &p->breakdown->scenes[scene] : NULL;
}

/* --- wishes --- */

static bool read_recording(struct production *p, const char *path, const char *said,
                           struct recording **recording, struct error *err) {
    for (size_t i = 0; i < p->wishes->recordings.count; i++)
        if (strcmp(p->wishes->recordings.items[i]->path, path) == 0) {
            *recording = p->wishes->recordings.items[i];
            return true;
        }
    struct recording *made = xcalloc(1, sizeof *made);
    if (!file_read(path, RECORD_MAX_SIZE, &made->bytes, &made->size, err)) {
        free(made);
        if (err->problem == PROBLEM_NO_INPUT)
            error_set(err, PROBLEM_NO_INPUT, "The music file %s is not there.", said);
        return false;
    }
    made->hash = hash_of(made->bytes, made->size);
    made->path = arena_copy(p->arena, path, strlen(path));
    *list_push(&p->wishes->recordings) = made;
    *recording = made;
    return true;
}

static bool is_file(const char *word) {
    static const char *const endings[] = {".wav", ".mp3", ".flac", ".ogg",  ".oga", ".opus",
                                          ".m4a", ".aac", ".aif",  ".aiff", ".mka", ".mp4"};
    const char *dot = strrchr(word, '.');
    for (size_t i = 0; dot && i < COUNT_OF(endings); i++)
        if (strcasecmp(dot, endings[i]) == 0) return true;
    return false;
}

static bool wish_for_file(struct production *p, const char *name, struct wish *wish,
                          struct error *err) {
    bool outside = name[0] == '/' || strstr(name, "..") != NULL;
    if (outside || !p->order.script_folder)
        return error_set(err, PROBLEM_BAD_INPUT,
                         "The music file \"%s\" must lie in the script's own folder.", name);
    const char *path = arena_printf(p->arena, "%s/%s", p->order.script_folder, name);
    return read_recording(p, path, name, &wish->recording, err);
}

static bool wish_for(struct production *p, char *word, struct wish *wish, struct error *err) {
    while (isspace((unsigned char)*word)) word++;
    for (size_t n = strlen(word); n && isspace((unsigned char)word[n - 1]);) word[--n] = 0;
    if (!*word) return true;
    if (is_file(word)) return wish_for_file(p, word, wish, err);
    for (char *at = word; *at; at++) *at = (char)tolower((unsigned char)*at);
    if (music_style_find(word, &wish->style)) return true;
    const struct music_mode *mode = music_mode_find(word);
    if (mode) {
        wish->mode = mode;
        return true;
    }
    for (int i = 0; music_rhythm_name(i); i++)
        if (strcmp(music_rhythm_name(i), word) == 0) {
            wish->rhythm = music_rhythm_name(i);
            return true;
        }
    return error_set(err, PROBLEM_BAD_INPUT,
                     "\"%s\" is no music that is known: write a style, raga or cycle of "
                     "`film music list`, or a sound file such as theme.mp3.",
                     word);
}

/* "carnatic, raga mohanam, rupaka" */
static bool add_wish(struct production *p, int scene, const char *text, struct error *err) {
    struct wish wish = {.scene = scene};
    AUTO_FREE char *copy = xstrdup(text);
    char *rest = copy;
    bool ok = true;
    for (char *word; ok && (word = strsep(&rest, ",;\n"));) ok = wish_for(p, word, &wish, err);
    if (ok) *list_push(&p->wishes->list) = wish;
    return ok;
}

static bool add_note_wish(struct production *p, const struct element *element,
                          struct error *err) {
    static const char key[] = "music:";
    const char *text = element->text;
    while (isspace((unsigned char)*text)) text++;
    if (element->kind != ELEMENT_NOTE || strncasecmp(text, key, sizeof key - 1) != 0)
        return true;
    if (add_wish(p, element->scene, text + sizeof key - 1, err)) return true;
    err->line = element->line;
    err->column = element->column;
    return false;
}

bool score_read_wishes(struct production *p, struct error *err) {
    p->wishes = xcalloc(1, sizeof *p->wishes);
    bool ok = true;
    if (p->order.music) {
        struct wish wish = {.scene = -1};
        ok = read_recording(p, p->order.music, p->order.music, &wish.recording, err);
        if (ok) *list_push(&p->wishes->list) = wish;
    }
    for (size_t i = 0; ok && i < p->screenplay->title_count; i++)
        if (strcasecmp(p->screenplay->title_page[i].key, "music") == 0 && !p->order.music)
            ok = add_wish(p, -1, p->screenplay->title_page[i].value, err);
    for (size_t i = 0; ok && i < p->screenplay->element_count; i++)
        ok = add_note_wish(p, &p->screenplay->elements[i], err);
    return ok;
}

void score_free(struct production *p) {
    if (!p->wishes) return;
    for (size_t i = 0; i < p->wishes->recordings.count; i++) {
        free(p->wishes->recordings.items[i]->bytes);
        free(p->wishes->recordings.items[i]);
    }
    list_done(&p->wishes->recordings);
    list_done(&p->wishes->list);
    free(p->wishes);
    p->wishes = NULL;
}

/* --- what a cue is told --- */

static uint64_t theme_seed(const struct production *p) {
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_u64(&hasher, p->order.seed);
    hasher_text(&hasher, p->screenplay->title);
    struct hash hash = hasher_final(&hasher);
    return hash_seed(&hash);
}

/* The one who speaks most in the scene, when among the film's first three; else 0. */
static uint64_t person_of(const struct production *p, int scene) {
    const struct screenplay *screenplay = p->screenplay;
    AUTO_FREE size_t *lines = xcalloc(screenplay->character_count + 1, sizeof *lines);
    int most = -1;
    for (size_t i = 0; i < p->breakdown->line_count; i++) {
        const struct line_breakdown *line = &p->breakdown->lines[i];
        if (line->scene != scene || line->character < 0) continue;
        lines[line->character]++;
        if (most < 0 || lines[line->character] > lines[most]) most = line->character;
    }
    if (most < 0) return 0;
    int above = 0;
    for (size_t i = 0; i < screenplay->character_count; i++)
        above += screenplay->characters[i].lines > screenplay->characters[most].lines;
    if (above >= 3) return 0;
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_u64(&hasher, theme_seed(p));
    hasher_text(&hasher, screenplay->characters[most].name);
    struct hash hash = hasher_final(&hasher);
    return hash_seed(&hash) | 1;
}

struct feeling {
    float energy, light;
};
static const struct feeling feelings[EMOTION_COUNT] = {
    [EMOTION_NEUTRAL] = {0.4f, 0},      [EMOTION_JOY] = {0.7f, 0.8f},
    [EMOTION_RESPECT] = {0.35f, 0.3f},  [EMOTION_SADNESS] = {0.25f, -0.7f},
    [EMOTION_ANGER] = {0.95f, -0.7f},   [EMOTION_SURPRISE] = {0.75f, 0.1f},
    [EMOTION_FEAR] = {0.75f, -0.8f},    [EMOTION_DETERMINED] = {0.7f, 0.2f},
    [EMOTION_CONFIDENT] = {0.6f, 0.4f}, [EMOTION_ATTENTIVE] = {0.4f, 0.1f},
    [EMOTION_WISE] = {0.35f, 0.2f},     [EMOTION_EXCITED] = {0.9f, 0.6f},
    [EMOTION_CALM] = {0.2f, 0.4f},      [EMOTION_DISGUST] = {0.55f, -0.5f},
    [EMOTION_LOVE] = {0.45f, 0.7f},
};

/* The scene's lines, each weighing most at its own time, drawn as a curve. */
static void draw_curve(const struct production *p, const struct timeline_sound *sound,
                       struct cue_order *order) {
    double reach = (double)sound->length / (CUE_POINTS - 1);
    bool any = false;
    for (int k = 0; k < CUE_POINTS; k++) {
        double at = (double)sound->start + k * reach, weight = 0.6;
        double energy = 0.6 * (0.35 + 0.3 * order->strength), light = 0;
        for (size_t i = 0; i < p->timeline->line_count; i++) {
            const struct timeline_line *line = &p->timeline->lines[i];
            if (line->start < sound->start || line->start >= sound->start + sound->length)
                continue;
            const struct line_breakdown *said = &p->breakdown->lines[line->line];
            double far = (at - (double)line->start - (double)line->length / 2) / reach;
            double here = said->intensity * exp(-far * far);
            energy += here * feelings[said->emotion].energy;
            light += here * feelings[said->emotion].light;
            weight += here;
            any = true;
        }
        order->energy[k] = (float)(energy / weight);
        order->light[k] = (float)(light / weight);
    }
    order->point_count = any ? CUE_POINTS : 0;
}

/* Cuts that lie apart enough for a beat to be moved to them. */
static void choose_hits(const struct production *p, const struct timeline_sound *sound,
                        struct cue_order *order) {
    int64_t last = sound->start + HIT_FROM_START - HIT_APART;
    for (size_t i = 0; i < p->timeline->shot_count && order->hit_count < CUE_HITS; i++) {
        int64_t cut = samples_of_frames(p->timeline->shots[i].start, p->timeline->fps);
        if (cut - last < HIT_APART || cut > sound->start + sound->length - HIT_FROM_END)
            continue;
        order->hits[order->hit_count++] = cut - sound->start;
        last = cut;
    }
}

/* One file that goes on through the film is nowhere louder, also where nobody speaks. */
static double softest(const struct production *p) {
    double gain_db = 0;
    for (size_t i = 0; i < p->timeline->sound_count; i++)
        if (p->timeline->sounds[i].kind == SOUND_MUSIC)
            gain_db = fmin(gain_db, p->timeline->sounds[i].gain_db);
    return gain_db;
}

static void follow_wishes(const struct production *p, const struct timeline_sound *sound,
                          struct cue *cue) {
    for (size_t i = 0; i < p->wishes->list.count; i++) {
        const struct wish *wish = &p->wishes->list.items[i];
        if (wish->scene >= 0 && wish->scene != sound->scene) continue;
        cue->order.style = wish->style;
        cue->order.mode = wish->mode;
        cue->order.rhythm = wish->rhythm;
        cue->recording = wish->recording;
        /* the film's own music goes on from cue to cue, a scene's begins with it */
        cue->offset = wish->scene < 0 ? sound->start : 0;
        cue->fade_in = wish->scene >= 0 || cue->order.opening;
        cue->fade_out = wish->scene >= 0 || cue->order.closing;
        cue->gain_db = wish->recording && wish->scene < 0 ? softest(p) : sound->gain_db;
    }
    /* a mode's own style, when only the mode is asked for */
    for (int s = STYLE_AUTO + 1; cue->order.mode && !cue->order.style && s < STYLE_COUNT; s++)
        if (cue->order.mode->styles >> s & 1) cue->order.style = (enum music_style)s;
}

/* Scripts in one tongue of East Asia have that country's music. */
static enum music_style style_of_language(const char *language) {
    static const struct {
        const char *language;
        enum music_style style;
    } styles[] = {{"zh", STYLE_CHINESE}, {"ja", STYLE_JAPANESE}, {"ko", STYLE_KOREAN}};
    for (size_t i = 0; language && i < COUNT_OF(styles); i++)
        if (strcmp(styles[i].language, language) == 0) return styles[i].style;
    return STYLE_AUTO;
}

static struct hash name_of(const struct cue *cue) {
    if (!cue->recording) return music_hash(&cue->order);
    struct hasher hasher;
    hasher_init(&hasher);
    hasher_text(&hasher, music_record_version);
    hasher_hash(&hasher, &cue->recording->hash);
    hasher_u64(&hasher, (uint64_t)cue->offset);
    hasher_u64(&hasher, (uint64_t)cue->order.length);
    hasher_u64(&hasher, (uint64_t)cue->fade_in << 1 | cue->fade_out);
    return hasher_final(&hasher);
}

/* Under verse of India the tanpura sounds, and nothing hurries. */
static bool holds_verse(const struct production *p, int scene) {
    for (size_t i = 0; i < p->breakdown->line_count; i++) {
        const struct line_breakdown *line = &p->breakdown->lines[i];
        if (line->scene != scene || line->manner != MANNER_CHANTED) continue;
        if (strcmp(line->language, "sa") == 0 || strcmp(line->language, "hi") == 0) return true;
    }
    return false;
}

static void order_cue(struct production *p, size_t index, struct cue *cue) {
    const struct timeline_sound *sound = &p->timeline->sounds[index];
    bool closing = sound->start + sound->length >= p->timeline->samples - PCM_RATE;
    const struct scene_breakdown *facts = production_facts(p, sound->scene, closing);
    cue->production = p;
    cue->gain_db = sound->gain_db;
    cue->order = (struct cue_order){
        .mood = facts ? facts->mood : MOOD_NEUTRAL,
        .strength = facts ? facts->mood_strength : 0.5,
        .culture = facts ? facts->culture : p->breakdown->culture,
        .festive = facts && facts->festive,
        .length = sound->length,
        .theme_seed = theme_seed(p),
        .seed = sound->seed,
        .opening = sound->start < PCM_RATE,
        .closing = closing,
        .person = person_of(p, sound->scene),
    };
    if (cue->order.culture == CULTURE_EAST_ASIAN)
        cue->order.style = style_of_language(p->breakdown->language);
    if (holds_verse(p, sound->scene)) {
        cue->order.style =
            cue->order.culture == CULTURE_NORTH_INDIAN ? STYLE_HINDUSTANI : STYLE_CARNATIC;
        cue->order.mood = MOOD_CALM;
        cue->order.festive = false;
    }
    draw_curve(p, sound, &cue->order);
    choose_hits(p, sound, &cue->order);
    follow_wishes(p, sound, cue);
    cue->name = name_of(cue);
}

static bool play_cue(void *data, struct cancel *cancel, _Atomic float *done, struct buf *out,
                     struct error *err) {
    const struct cue *cue = data;
    struct pcm music, record;
    if (cue->recording) {
        if (!music_record_decode(cue->recording->bytes, cue->recording->size, cancel, &record,
                                 err))
            return false;
        music_record_fit(&record, cue->offset, cue->order.length, cue->fade_in, cue->fade_out,
                         &music);
        pcm_done(&record);
    } else if (!music_play(&cue->order, cancel, done, &music, err)) {
        return false;
    }
    pcm_to_wav(&music, false, out);
    pcm_done(&music);
    atomic_store(done, 1);
    return true;
}

void score_add_cue(struct production *p, struct graph *graph, size_t index, struct cue *cue) {
    order_cue(p, index, cue);
    struct graph_node node = {
        .stage = STAGE_MUSIC,
        .name = cue->name,
        .keep = true,
        .cost = 0.3 + 0.04 * (double)cue->order.length / PCM_RATE,
        .make = play_cue,
        .data = cue,
    };
    snprintf(node.label, sizeof node.label, "music %zu", index + 1);
    cue->node = graph_add(graph, &node, NULL, 0);
}

static bool write_cue(struct production *p, const struct cue *cue, const char *folder,
                      size_t number, struct error *err) {
    AUTO_FREE char *path = NULL, *bytes = NULL;
    size_t size;
    if (asprintf(&path, "%s/cue-%zu.wav", folder, number) < 0) die("out of memory");
    if (!production_read(p, &cue->name, &bytes, &size, err) ||
        !file_write(path, bytes, size, err))
        return false;
    if (cue->recording) return true;
    AUTO(buf_done) struct buf midi;
    buf_init(&midi, (size_t)64 << 20);
    memcpy(path + strlen(path) - 3, "mid", 3);
    music_write_midi(&cue->order, &midi);
    return buf_ok(&midi, err) && file_write(path, midi.bytes, midi.size, err);
}

bool score_write_cues(struct production *p, const char *folder, struct error *err) {
    size_t number = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < p->timeline->sound_count; i++)
        if (p->timeline->sounds[i].kind == SOUND_MUSIC)
            ok = write_cue(p, &p->cues[i], folder, ++number, err);
    return ok;
}
