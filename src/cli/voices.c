/* film voices and film say. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/commands.h"
#include "voice/install.h"
#include "voice/pronounce.h"

/* Is it one of the card's languages? They stand with spaces between. */
static bool speaks(const struct voice_card *card, const char *language) {
    size_t size = strlen(language);
    for (const char *at = card->languages; (at = strstr(at, language)); at++)
        if ((at == card->languages || at[-1] == ' ') && (at[size] == ' ' || !at[size]))
            return true;
    return false;
}

static json_t *card_json(const struct voice_card *card) {
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:f, s:s?}", "name", card->name, "engine",
                     card->engine, "gender", gender_name(card->gender), "age",
                     age_band_name(card->age), "languages", card->languages, "quality",
                     card->quality, "made_of", card->base);
}

static int install(const struct settings *settings) {
    struct error err = {0};
    const char *kind = "";
    bool ok = settings->subject && settings->file && strcmp(settings->script, "install") == 0
                  ? install_voice(settings->subject, settings->file, &kind, &err)
                  : error_set(&err, PROBLEM_USAGE, "It is: film voices install NAME FILE");
    if (!ok) return cli_fail(&err, settings->json);
    printf("%s is installed (%s). See film voices.\n", settings->subject, kind);
    return 0;
}

int cli_voices(const struct settings *settings, struct cancel *cancel) {
    (void)cancel;
    if (settings->script) return install(settings);
    size_t count;
    const struct voice_card *cards = voice_cards(&count);
    json_t *list = json_array();
    if (!settings->json)
        printf("%-22s %-10s %-8s %-12s %s\n", "voice", "engine", "gender", "age", "languages");
    for (size_t i = 0; i < count; i++) {
        if (settings->language && !speaks(&cards[i], settings->language)) continue;
        json_array_append_new(list, card_json(&cards[i]));
        if (!settings->json)
            printf("%-22s %-10s %-8s %-12s %s\n", cards[i].name, cards[i].engine,
                   gender_name(cards[i].gender), age_band_name(cards[i].age),
                   cards[i].languages);
    }
    if (settings->json) {
        json_dumpf(list, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(3));
        putchar('\n');
    } else {
        printf("\n%zu voices. Hear one: film say --voice %s \"Good morning.\" -o morning.wav\n",
               json_array_size(list), count ? cards[0].name : "NAME");
    }
    json_decref(list);
    return 0;
}

static bool find_emotion(const char *name, enum emotion *emotion, struct error *err) {
    const char *names[EMOTION_COUNT];
    for (int i = 0; i < EMOTION_COUNT; i++) {
        names[i] = emotion_name((enum emotion)i);
        if (strcmp(names[i], name) == 0) {
            *emotion = (enum emotion)i;
            return true;
        }
    }
    const char *near = cli_nearest(name, names, COUNT_OF(names));
    return error_set(err, PROBLEM_USAGE, "There is no emotion \"%s\"%s%s%s", name,
                     near ? "; did you mean " : "", near ? near : "", near ? "?" : ".");
}

static const struct voice_card *find_voice(const char *name, const char *language,
                                           struct error *err) {
    size_t count;
    const struct voice_card *cards = voice_cards(&count);
    if (!count) return voice_none_ready(err) ? cards : NULL;
    AUTO_FREE const char **names = xcalloc(count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i] = cards[i].name;
        if (name ? strcmp(cards[i].name, name) == 0
                 : strstr(cards[i].languages, language) != NULL)
            return &cards[i];
    }
    if (!name) {
        error_set(err, PROBLEM_UNAVAILABLE, "No voice speaks \"%s\"; see film voices.",
                  language);
        return NULL;
    }
    const char *near = cli_nearest(name, names, count);
    error_set(err, PROBLEM_USAGE, "There is no voice \"%s\"%s%s; see film voices.", name,
              near ? "; the nearest is " : "", near ? near : "");
    return NULL;
}

int cli_say(const struct settings *settings, struct cancel *cancel) {
    struct error err = {0};
    struct utterance utterance = {
        .text = settings->script,
        .language = settings->language ? settings->language : "en",
        .intensity = 0.7,
    };
    struct buf wav;
    buf_init(&wav, (size_t)1 << 30);
    struct speech speech;
    const struct voice_card *card = find_voice(settings->voice, utterance.language, &err);
    bool ok = card && find_emotion(settings->emotion, &utterance.emotion, &err);
    struct pronounce *list = NULL;
    ok = ok && cli_pronounce_open(settings->pronounce, &list, &err);
    utterance.pronounce = list;
    const char *path = settings->output ? settings->output : "say.wav";
    if (ok) {
        utterance.voice = (struct voice_choice){.voice = card->name, .tempo = 1};
        ok = voice_speak(&utterance, cancel, &speech, &err);
        if (ok && strcmp(speech.engine, card->engine) != 0 &&
            strcmp(speech.engine, "silence") != 0)
            fprintf(stderr, "film: %s cannot speak this; %s speaks instead. See film doctor.\n",
                    card->name, speech.engine);
    }
    if (ok) {
        pcm_to_wav(&speech.sound, false, &wav);
        ok = buf_ok(&wav, &err) && file_write(path, wav.bytes, wav.size, &err);
        if (ok && !settings->quiet)
            printf("%s: %.2f s by %s (%s)\n", path, (double)speech.sound.frames / PCM_RATE,
                   card->name, speech.engine);
        speech_done(&speech);
    }
    buf_done(&wav);
    pronounce_free(list);
    return ok ? 0 : cli_fail(&err, settings->json);
}
