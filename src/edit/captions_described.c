/* Captions for the deaf and hard of hearing: what the sounds of the timeline are called, laid
 * into the room that the dialogue's captions leave. */
#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "base/pcm.h"
#include "edit/captions.h"

enum {
    SHORTEST = PCM_RATE * 5 / 6,
    WANTED = 2 * PCM_RATE,
    LATEST = PCM_RATE * 5 / 2, /* a sound may be told this much after it begins */
    AGAIN = 20 * PCM_RATE,     /* before the same sound is told once more */
    GAP = PCM_RATE / 12,
};

typedef LIST(struct caption) caption_list;

/* What the effects are called; those that are missing here are heard as their ids say. */
static const struct {
    const char *effect, *words;
} names[] = {
    {"door_open", "door opens"},
    {"door_close", "door closes"},
    {"knock", "knocking"},
    {"bell", "bell rings"},
    {"temple_bell", "temple bell"},
    {"phone", "phone rings"},
    {"glass", "glass breaks"},
    {"clap", "clapping"},
    {"laugh", "laughter"},
    {"wind_gust", "wind"},
    {"gust", "wind"},
    {"dog", "dog barks"},
    {"bird", "bird calls"},
    {"rooster", "rooster crows"},
    {"clock", "clock ticks"},
    {"paper", "paper rustles"},
    {"fire", "fire crackles"},
    {"drum", "drumming"},
    {"whistle", "whistle blows"},
    {"engine", "engine runs"},
    {"train", "train passes"},
    {"creak", "creaking"},
    {"keys", "keys jingle"},
    {"pour", "water pours"},
    {"typing", "typing"},
    {"switch", "switch clicks"},
    {"ship_horn", "ship's horn"},
    {"camera", "camera clicks"},
    {"cloth", NULL},
    {"conch", "conch sounds"},
    {"crack", "something cracks"},
    {"horn", "horn honks"},
    {"heartbeat", "heart beats"},
    {"cheer", "cheering"},
};

static const char *effect_words(const char *effect) {
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(names[i].effect, effect) == 0) return names[i].words;
    return effect;
}

static const char *weather_words(enum weather weather) {
    static const char *const words[WEATHER_COUNT] = {
        [WEATHER_RAIN] = "rain", [WEATHER_STORM] = "storm", [WEATHER_WIND] = "wind"};
    return words[weather];
}

struct describing {
    const struct breakdown *breakdown;
    const struct timeline *timeline;
    struct arena *arena;
    caption_list cues;
    int64_t last_steps;
};

/* Text for one sound of the timeline; NULL: it is not told. */
static const char *words_of(const struct describing *d, const struct timeline_sound *sound) {
    const struct breakdown *breakdown = d->breakdown;
    const struct scene_breakdown *scene = NULL;
    if (sound->kind == SOUND_EFFECT && strncmp(sound->effect, "steps", 5) == 0) return NULL;
    if (sound->scene >= 0 && (size_t)sound->scene < breakdown->screenplay->scene_count)
        scene = &breakdown->scenes[sound->scene];
    if (sound->kind == SOUND_EFFECT) {
        const char *words = effect_words(sound->effect);
        return words ? arena_printf(d->arena, "[%s]", words) : NULL;
    }
    if (sound->kind == SOUND_AMBIENCE) {
        const char *words = scene ? weather_words(scene->weather) : NULL;
        return words ? arena_printf(d->arena, "[%s]", words) : NULL;
    }
    const char *mood = scene ? mood_name(scene->mood) : "neutral";
    if (strcmp(mood, "neutral") == 0) return "♪ music ♪";
    return arena_printf(d->arena, "♪ %s music ♪", mood);
}

static int compare_cues(const void *left, const void *right) {
    const struct caption *a = left, *b = right;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

static bool told_lately(const struct describing *d, const char *words, int64_t at) {
    for (size_t i = 0; i < d->cues.count; i++) {
        const struct caption *cue = &d->cues.items[i];
        if (cue->start <= at && cue->start > at - AGAIN && strstr(cue->text, words))
            return true;
    }
    return false;
}

/* In a gap near the sound's start, else as the upper row of a caption that has one row. */
static void tell(struct describing *d, const char *words, int64_t start, int64_t film_end) {
    if (told_lately(d, words, start)) return;
    int64_t from = start, until = film_end;
    struct caption *over = NULL;
    for (size_t i = 0; i < d->cues.count; i++) {
        struct caption *cue = &d->cues.items[i];
        if (cue->start <= from + GAP && cue->end + GAP > from) {
            if (!over) over = cue;
            from = cue->end + GAP;
        } else if (cue->start > from && cue->start - GAP < until) {
            until = cue->start - GAP;
            break;
        }
    }
    if (from <= start + LATEST && until - from >= SHORTEST) {
        int64_t end = from + WANTED < until ? from + WANTED : until;
        *list_push(&d->cues) =
            (struct caption){.start = from, .end = end, .text = words, .line = SIZE_MAX};
        qsort(d->cues.items, d->cues.count, sizeof *d->cues.items, compare_cues);
    } else if (over && over->line != SIZE_MAX && !strchr(over->text, '\n')) {
        over->text = arena_printf(d->arena, "%s\n%s", words, over->text);
        over->word_count = 0;
        over->speaker = NULL;
    }
}

/* A name in capitals before the first words of each speaker. */
static void name_speakers(struct describing *d) {
    int before = -1;
    for (size_t i = 0; i < d->cues.count; i++) {
        struct caption *cue = &d->cues.items[i];
        int character = d->breakdown->lines[cue->line].character;
        if (cue->second_speaker) {
            before = -1;
            continue;
        }
        if (character < 0 || character == before) continue;
        before = character;
        const char *name = d->breakdown->screenplay->characters[character].name;
        int room = captions_columns(cue->text) - captions_width(name, strlen(name)) - 2;
        size_t first = strcspn(cue->text, "\n");
        if (captions_width(cue->text, first) <= room)
            cue->text = arena_printf(d->arena, "%s: %s", name, cue->text);
        else if (!cue->text[first])
            cue->text = arena_printf(d->arena, "%s:\n%s", name, cue->text);
        else
            continue;
        cue->word_count = 0;
        cue->off_screen = false; /* it has been said who */
    }
}

struct captions *captions_described(const struct breakdown *breakdown,
                                    const struct timeline *timeline,
                                    const struct captions *captions) {
    struct arena *arena = arena_new();
    struct captions *made = arena_alloc(arena, 1, sizeof *made);
    made->arena = arena;
    struct describing d = {.breakdown = breakdown, .timeline = timeline, .arena = arena};
    for (size_t i = 0; i < captions->count; i++) *list_push(&d.cues) = captions->cues[i];
    name_speakers(&d);
    for (size_t i = 0; i < timeline->sound_count; i++) {
        const char *words = words_of(&d, &timeline->sounds[i]);
        if (words) tell(&d, words, timeline->sounds[i].start, timeline->samples);
    }
    made->cues = list_take(arena, &d.cues);
    made->count = d.cues.count;
    list_done(&d.cues);
    return made;
}
