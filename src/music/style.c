/* Mode, pace, instruments and texture from mood and culture. Programs are General MIDI's, from
 * 0. */
#include "music/sketch.h"

enum {
    PIANO = 0,
    CELESTA = 8,
    GLOCKENSPIEL = 9,
    MUSIC_BOX = 10,
    VIBRAPHONE = 11,
    MARIMBA = 12,
    TUBULAR_BELLS = 14,
    DULCIMER = 15,
    REED_ORGAN = 20,
    ACCORDION = 21,
    GUITAR = 24,
    UPRIGHT_BASS = 32,
    VIOLIN = 40,
    VIOLA = 41,
    CELLO = 42,
    CONTRABASS = 43,
    TREMOLO = 44,
    PIZZICATO = 45,
    HARP = 46,
    TIMPANI = 47,
    STRINGS = 48,
    SLOW_STRINGS = 49,
    CHOIR = 52,
    VOICES = 53,
    HORN = 60,
    BRASS = 61,
    OBOE = 68,
    ENGLISH_HORN = 69,
    BASSOON = 70,
    CLARINET = 71,
    FLUTE = 73,
    PAN_FLUTE = 75,
    SHAKUHACHI = 77,
    WARM_PAD = 89,
    BOWED_PAD = 92,
    SITAR = 104,
    SHAMISEN = 106,
    KOTO = 107,
    KALIMBA = 108,
    FIDDLE = 110,
    SHANAI = 111,
    TINKLE = 112,
    TAIKO = 116,
    TOM = 117,
    NONE = -1
};

struct pace {
    double low, best, high; /* beats a minute */
    double density, loudness;
};
static const struct pace paces[MOOD_COUNT] = {
    [MOOD_NEUTRAL] = {66, 80, 100, 0.45, 0.4}, [MOOD_CALM] = {52, 64, 78, 0.4, 0.35},
    [MOOD_JOYFUL] = {96, 116, 138, 0.7, 0.6},  [MOOD_FESTIVE] = {104, 124, 148, 0.8, 0.75},
    [MOOD_ROMANTIC] = {56, 70, 84, 0.6, 0.45}, [MOOD_HOPEFUL] = {72, 88, 106, 0.6, 0.5},
    [MOOD_COMIC] = {100, 120, 144, 0.65, 0.5}, [MOOD_SAD] = {48, 58, 70, 0.5, 0.4},
    [MOOD_TENSE] = {84, 104, 124, 0.35, 0.5},  [MOOD_FEARFUL] = {50, 62, 80, 0.3, 0.45},
    [MOOD_ANGRY] = {100, 124, 150, 0.5, 0.8},  [MOOD_MYSTERIOUS] = {54, 66, 82, 0.4, 0.4},
    [MOOD_EPIC] = {76, 92, 112, 0.65, 0.9},
};

/* Moods share their colours; the pace tells them apart. */
enum tint { BRIGHT, WARM, TENDER, SORROW, DARK, STRANGE, GRAND, TINTS };
static const enum tint tints[MOOD_COUNT] = {
    [MOOD_NEUTRAL] = WARM,   [MOOD_CALM] = WARM,       [MOOD_JOYFUL] = BRIGHT,
    [MOOD_FESTIVE] = BRIGHT, [MOOD_ROMANTIC] = TENDER, [MOOD_HOPEFUL] = WARM,
    [MOOD_COMIC] = BRIGHT,   [MOOD_SAD] = SORROW,      [MOOD_TENSE] = DARK,
    [MOOD_FEARFUL] = DARK,   [MOOD_ANGRY] = DARK,      [MOOD_MYSTERIOUS] = STRANGE,
    [MOOD_EPIC] = GRAND,
};

struct band {
    int lead[2]; /* one of the two, by the cue's seed */
    int second, pad, figure, bass, color;
    enum figure pattern;
    const char *rhythm; /* NULL: none */
};
static const struct band western[MOOD_COUNT] = {
    [MOOD_NEUTRAL] =
        {{PIANO, CLARINET}, VIOLA, SLOW_STRINGS, PIANO, CELLO, NONE, FIGURE_BROKEN, NULL},
    [MOOD_CALM] =
        {{FLUTE, PIANO}, CELLO, SLOW_STRINGS, HARP, CELLO, CELESTA, FIGURE_ARPEGGIO, NULL},
    [MOOD_JOYFUL] = {{CLARINET, FLUTE},
                     PIZZICATO,
                     STRINGS,
                     PIZZICATO,
                     UPRIGHT_BASS,
                     GLOCKENSPIEL,
                     FIGURE_OOMPAH,
                     "light"},
    [MOOD_FESTIVE] = {{VIOLIN, FLUTE},
                      CLARINET,
                      STRINGS,
                      GUITAR,
                      UPRIGHT_BASS,
                      GLOCKENSPIEL,
                      FIGURE_OOMPAH,
                      "dance"},
    [MOOD_ROMANTIC] =
        {{CELLO, OBOE}, VIOLIN, SLOW_STRINGS, HARP, CONTRABASS, CELESTA, FIGURE_ARPEGGIO, NULL},
    [MOOD_HOPEFUL] =
        {{HORN, OBOE}, CLARINET, STRINGS, PIANO, CELLO, GLOCKENSPIEL, FIGURE_BROKEN, NULL},
    [MOOD_COMIC] = {{BASSOON, CLARINET},
                    PIZZICATO,
                    NONE,
                    PIZZICATO,
                    BASSOON,
                    MARIMBA,
                    FIGURE_OOMPAH,
                    "light"},
    [MOOD_SAD] = {{CELLO, ENGLISH_HORN},
                  VIOLIN,
                  SLOW_STRINGS,
                  PIANO,
                  CONTRABASS,
                  NONE,
                  FIGURE_CHORDS,
                  NULL},
    [MOOD_TENSE] =
        {{CLARINET, BASSOON}, VIOLA, TREMOLO, STRINGS, CONTRABASS, NONE, FIGURE_PULSE, "clock"},
    [MOOD_FEARFUL] =
        {{BASSOON, CLARINET}, CELLO, TREMOLO, NONE, CONTRABASS, CELESTA, FIGURE_NONE, "heart"},
    [MOOD_ANGRY] =
        {{HORN, CELLO}, BRASS, STRINGS, STRINGS, CONTRABASS, NONE, FIGURE_OSTINATO, "drive"},
    [MOOD_MYSTERIOUS] = {{CLARINET, VIBRAPHONE},
                         CELESTA,
                         SLOW_STRINGS,
                         HARP,
                         CELLO,
                         CELESTA,
                         FIGURE_ARPEGGIO,
                         NULL},
    [MOOD_EPIC] = {{HORN, CELLO},
                   CHOIR,
                   STRINGS,
                   STRINGS,
                   CONTRABASS,
                   TUBULAR_BELLS,
                   FIGURE_OSTINATO,
                   "march"},
};
static const struct band fantasy[TINTS] = {
    [BRIGHT] =
        {{FLUTE, FIDDLE}, HARP, STRINGS, HARP, CELLO, GLOCKENSPIEL, FIGURE_BROKEN, "dance"},
    [WARM] = {{FLUTE, CLARINET}, HORN, VOICES, HARP, CELLO, CELESTA, FIGURE_ARPEGGIO, NULL},
    [TENDER] = {{OBOE, CELLO}, VIOLIN, CHOIR, HARP, CELLO, CELESTA, FIGURE_ARPEGGIO, NULL},
    [SORROW] =
        {{ENGLISH_HORN, CELLO}, VIOLIN, CHOIR, HARP, CONTRABASS, NONE, FIGURE_CHORDS, NULL},
    [DARK] =
        {{BASSOON, HORN}, CELLO, CHOIR, STRINGS, CONTRABASS, NONE, FIGURE_OSTINATO, "drive"},
    [STRANGE] = {{PAN_FLUTE, CLARINET},
                 CELESTA,
                 BOWED_PAD,
                 HARP,
                 CELLO,
                 CELESTA,
                 FIGURE_ARPEGGIO,
                 NULL},
    [GRAND] = {{HORN, CHOIR},
               BRASS,
               CHOIR,
               STRINGS,
               CONTRABASS,
               TUBULAR_BELLS,
               FIGURE_OSTINATO,
               "march"},
};
static const struct band south[TINTS] = {
    [BRIGHT] = {{SHANAI, VIOLIN}, SITAR, NONE, NONE, NONE, TINKLE, FIGURE_NONE, "adi"},
    [WARM] = {{FLUTE, SITAR}, VIOLIN, NONE, NONE, NONE, TINKLE, FIGURE_NONE, "adi soft"},
    [TENDER] =
        {{FLUTE, VIOLIN}, SITAR, SLOW_STRINGS, NONE, NONE, TINKLE, FIGURE_NONE, "adi soft"},
    [SORROW] = {{VIOLIN, FLUTE}, SITAR, SLOW_STRINGS, NONE, NONE, NONE, FIGURE_NONE, NULL},
    [DARK] = {{SITAR, VIOLIN}, FLUTE, TREMOLO, NONE, NONE, NONE, FIGURE_NONE, "adi soft"},
    [STRANGE] = {{SITAR, FLUTE}, VIOLIN, NONE, NONE, NONE, TINKLE, FIGURE_NONE, NULL},
    [GRAND] = {{SHANAI, VIOLIN}, SITAR, STRINGS, NONE, NONE, TUBULAR_BELLS, FIGURE_NONE, "adi"},
};
static const struct band north[TINTS] = {
    [BRIGHT] = {{SITAR, SHANAI}, FLUTE, NONE, NONE, NONE, TINKLE, FIGURE_NONE, "keherwa"},
    [WARM] = {{FLUTE, SITAR}, SITAR, NONE, NONE, NONE, NONE, FIGURE_NONE, "teental"},
    [TENDER] = {{FLUTE, VIOLIN},
                SITAR,
                SLOW_STRINGS,
                DULCIMER,
                NONE,
                TINKLE,
                FIGURE_BROKEN,
                "keherwa"},
    [SORROW] = {{FIDDLE, FLUTE}, SITAR, SLOW_STRINGS, NONE, NONE, NONE, FIGURE_NONE, NULL},
    [DARK] = {{SITAR, FIDDLE}, FLUTE, TREMOLO, NONE, NONE, NONE, FIGURE_NONE, "teental"},
    [STRANGE] = {{FLUTE, SITAR}, SITAR, NONE, DULCIMER, NONE, TINKLE, FIGURE_ARPEGGIO, NULL},
    [GRAND] = {{SHANAI, SITAR}, FLUTE, STRINGS, NONE, NONE, NONE, FIGURE_NONE, "keherwa"},
};
static const struct band east[TINTS] = {
    [BRIGHT] = {{SHAMISEN, FLUTE}, KOTO, NONE, KOTO, CELLO, TINKLE, FIGURE_BROKEN, "wood"},
    [WARM] =
        {{SHAKUHACHI, KOTO}, KOTO, SLOW_STRINGS, KOTO, CELLO, TINKLE, FIGURE_ARPEGGIO, NULL},
    [TENDER] =
        {{FIDDLE, FLUTE}, KOTO, SLOW_STRINGS, KOTO, CELLO, CELESTA, FIGURE_ARPEGGIO, NULL},
    [SORROW] =
        {{FIDDLE, SHAKUHACHI}, KOTO, SLOW_STRINGS, KOTO, CELLO, NONE, FIGURE_CHORDS, NULL},
    [DARK] = {{SHAKUHACHI, SHAMISEN},
              KOTO,
              TREMOLO,
              SHAMISEN,
              CONTRABASS,
              NONE,
              FIGURE_PULSE,
              "taiko"},
    [STRANGE] =
        {{SHAKUHACHI, FLUTE}, KOTO, BOWED_PAD, KOTO, CELLO, TINKLE, FIGURE_ARPEGGIO, NULL},
    [GRAND] = {{FIDDLE, SHAKUHACHI},
               KOTO,
               STRINGS,
               SHAMISEN,
               CONTRABASS,
               NONE,
               FIGURE_OSTINATO,
               "taiko"},
};
static const struct band arab[TINTS] = {
    [BRIGHT] =
        {{DULCIMER, VIOLIN}, GUITAR, NONE, GUITAR, CELLO, NONE, FIGURE_OSTINATO, "maqsum"},
    [WARM] = {{GUITAR, FLUTE},
              DULCIMER,
              SLOW_STRINGS,
              DULCIMER,
              CELLO,
              NONE,
              FIGURE_BROKEN,
              "maqsum soft"},
    [TENDER] = {{FLUTE, VIOLIN},
                DULCIMER,
                SLOW_STRINGS,
                GUITAR,
                CELLO,
                NONE,
                FIGURE_ARPEGGIO,
                "maqsum soft"},
    [SORROW] =
        {{FLUTE, GUITAR}, VIOLIN, SLOW_STRINGS, GUITAR, CELLO, NONE, FIGURE_CHORDS, NULL},
    [DARK] = {{GUITAR, VIOLIN},
              DULCIMER,
              TREMOLO,
              GUITAR,
              CONTRABASS,
              NONE,
              FIGURE_OSTINATO,
              "maqsum"},
    [STRANGE] = {{FLUTE, GUITAR}, DULCIMER, NONE, DULCIMER, CELLO, NONE, FIGURE_ARPEGGIO, NULL},
    [GRAND] = {{VIOLIN, GUITAR},
               DULCIMER,
               STRINGS,
               GUITAR,
               CONTRABASS,
               NONE,
               FIGURE_OSTINATO,
               "maqsum"},
};
static const struct band africa[TINTS] = {
    [BRIGHT] = {{MARIMBA, KALIMBA},
                KALIMBA,
                NONE,
                MARIMBA,
                UPRIGHT_BASS,
                NONE,
                FIGURE_INTERLOCK,
                "bell"},
    [WARM] = {{KALIMBA, FLUTE},
              VOICES,
              NONE,
              KALIMBA,
              UPRIGHT_BASS,
              NONE,
              FIGURE_INTERLOCK,
              "bell soft"},
    [TENDER] =
        {{FLUTE, KALIMBA}, VOICES, VOICES, GUITAR, UPRIGHT_BASS, NONE, FIGURE_INTERLOCK, NULL},
    [SORROW] = {{FLUTE, VOICES}, KALIMBA, VOICES, GUITAR, CELLO, NONE, FIGURE_CHORDS, NULL},
    [DARK] = {{MARIMBA, FLUTE},
              VOICES,
              NONE,
              MARIMBA,
              CONTRABASS,
              NONE,
              FIGURE_INTERLOCK,
              "bell soft"},
    [STRANGE] = {{KALIMBA, FLUTE}, VOICES, NONE, KALIMBA, CELLO, NONE, FIGURE_ARPEGGIO, NULL},
    [GRAND] = {{CHOIR, MARIMBA},
               MARIMBA,
               VOICES,
               MARIMBA,
               CONTRABASS,
               NONE,
               FIGURE_INTERLOCK,
               "bell"},
};

static const struct band *band_of(enum culture culture, enum mood mood) {
    enum tint tint = tints[mood];
    switch (culture) {
    case CULTURE_SOUTH_INDIAN:
        return &south[tint];
    case CULTURE_NORTH_INDIAN:
        return &north[tint];
    case CULTURE_EAST_ASIAN:
        return &east[tint];
    case CULTURE_MIDDLE_EASTERN:
        return &arab[tint];
    case CULTURE_AFRICAN:
        return &africa[tint];
    case CULTURE_FANTASY:
        return &fantasy[tint];
    default:
        return &western[mood];
    }
}

/* The film's seed chooses among the modes that fit, so that cues of one mood share theirs. */
static const struct music_mode *mode_of(uint64_t theme_seed, enum culture culture,
                                        enum mood mood) {
    struct random random = random_seed_for(theme_seed, "mode");
    uint32_t fitting = 0, pick;
    for (int i = 0; i < music_mode_count; i++)
        fitting += music_modes[i].cultures >> culture & 1 && music_modes[i].moods >> mood & 1;
    pick = random_below(&random, fitting);
    for (int i = 0; i < music_mode_count; i++)
        if (music_modes[i].cultures >> culture & 1 && music_modes[i].moods >> mood & 1 &&
            pick-- == 0)
            return &music_modes[i];
    return &music_modes[0];
}

/* Leads sing low, around and under the speaking voice's own pitch, away from its formants. */
static void lead_range(struct style *style) {
    int program = style->programs[ROLE_LEAD];
    style->low = 57;
    style->high = 76;
    if (program == CELLO || program == BASSOON)
        style->low = 48, style->high = 67;
    else if (program == HORN || program == CHOIR || program == VOICES)
        style->low = 53, style->high = 70;
    else if (program == GUITAR || program == SITAR)
        style->low = 52, style->high = 72;
    else if (program == FLUTE || program == SHANAI || program == PAN_FLUTE)
        style->low = 60, style->high = 79;
}

void style_choose(const struct cue_order *order, struct style *style, int *tonic) {
    enum culture culture = order->culture < 0 || order->culture >= CULTURE_COUNT
                               ? CULTURE_WESTERN
                               : order->culture;
    enum mood mood = order->mood < 0 || order->mood >= MOOD_COUNT ? MOOD_NEUTRAL : order->mood;
    if (order->festive && (tints[mood] == WARM || mood == MOOD_JOYFUL)) mood = MOOD_FESTIVE;
    const struct band *band = band_of(culture, mood);
    struct random film = random_seed_for(order->theme_seed, "style");
    struct random cue = random_seed_for(order->seed, "style");
    *style = (struct style){
        .mode = mode_of(order->theme_seed, culture, mood),
        .tempo_low = paces[mood].low,
        .tempo = paces[mood].best,
        .tempo_high = paces[mood].high,
        .beats = 4,
        .parts = 2,
        .figure = band->pattern,
        .density = paces[mood].density,
        .loudness = paces[mood].loudness,
        .percussion = band->rhythm ? sketch_rhythm_find(band->rhythm) : -1,
    };
    int family = style->mode->family;
    style->drone = family == FAMILY_DRONE;
    /* pick the lead for the film, so that a mood keeps its voice */
    int lead = (int)random_below(&film, 2);
    style->programs[ROLE_LEAD] = band->lead[lead];
    style->programs[ROLE_SECOND] =
        band->second == band->lead[lead] ? band->lead[!lead] : band->second;
    style->programs[ROLE_PAD] = band->pad;
    style->programs[ROLE_FIGURE] = band->figure;
    style->programs[ROLE_BASS] = band->bass;
    style->programs[ROLE_COLOR] = band->color;
    style->programs[ROLE_DRONE] = NONE;
    style->programs[ROLE_HAND] = NONE;
    bool indian = culture == CULTURE_SOUTH_INDIAN || culture == CULTURE_NORTH_INDIAN;
    if (indian) style->programs[ROLE_DRONE] = SITAR;
    style->gamaka = indian;
    style->vibrato = !indian;
    if (style->percussion >= 0 && (indian || culture == CULTURE_EAST_ASIAN))
        style->programs[ROLE_HAND] = culture == CULTURE_EAST_ASIAN ? TAIKO : TOM;
    if (mood == MOOD_EPIC || mood == MOOD_FEARFUL || mood == MOOD_ANGRY)
        if (style->programs[ROLE_HAND] == NONE && style->percussion >= 0)
            style->programs[ROLE_HAND] = culture == CULTURE_WESTERN ? TIMPANI : TAIKO;
    if (culture == CULTURE_AFRICAN && band->pattern == FIGURE_INTERLOCK) style->parts = 3;
    bool waltz = (mood == MOOD_ROMANTIC || mood == MOOD_CALM || mood == MOOD_COMIC) &&
                 (culture == CULTURE_WESTERN || culture == CULTURE_FANTASY);
    if (waltz && random_unit(&film) < 0.4) style->beats = 3;
    /* gentle songs of the South often go in rupaka, two bars of three */
    if (culture == CULTURE_SOUTH_INDIAN && (tints[mood] == WARM || tints[mood] == TENDER) &&
        random_unit(&film) < 0.35) {
        style->beats = 3;
        style->percussion = sketch_rhythm_find("rupaka");
    }
    style->tempo *= random_range(&cue, 0.95, 1.05);
    lead_range(style);
    /* one tonic for the film; cues move to near relations of it, drones stay where the singer
     * is */
    struct random key = random_seed_for(order->theme_seed, "key");
    static const int moves[] = {0, 0, 0, 7, 5, 9};
    *tonic = (int)random_below(&key, 12);
    if (indian)
        *tonic = (int)random_below(&key, 5); /* C .. E, where veena and voices lie */
    else if (!order->opening && !order->closing)
        *tonic = (*tonic + moves[random_below(&cue, 6)]) % 12;
}
