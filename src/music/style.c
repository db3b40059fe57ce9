/* Mode, pace, instruments and texture from mood and style. */
#include <math.h>

#include "music/band.h"
#include "music/instrument.h"
#include "music/sketch.h"

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

enum music_style style_of_culture(enum culture culture, uint64_t theme_seed) {
    struct random random = random_seed_for(theme_seed, "region");
    switch (culture) {
    case CULTURE_SOUTH_INDIAN:
        return STYLE_CARNATIC;
    case CULTURE_NORTH_INDIAN:
        return STYLE_HINDUSTANI;
    case CULTURE_EAST_ASIAN:
        return STYLE_CHINESE + random_below(&random, 3);
    case CULTURE_MIDDLE_EASTERN:
        return STYLE_MAQAM;
    case CULTURE_AFRICAN:
        return STYLE_WEST_AFRICAN + random_below(&random, 3);
    case CULTURE_FANTASY:
        return STYLE_FANTASY;
    default:
        return STYLE_ORCHESTRAL;
    }
}

/* The film's seed chooses among the modes that fit, so that cues of one mood share theirs. */
static const struct music_mode *mode_of(const struct cue_order *order, enum music_style style,
                                        enum mood mood) {
    if (order->mode) return order->mode;
    struct random random = random_seed_for(order->theme_seed, "mode");
    uint32_t fitting = 0, pick;
    for (int i = 0; i < music_mode_count; i++)
        fitting += music_modes[i].styles >> style & 1 && music_modes[i].moods >> mood & 1;
    pick = random_below(&random, fitting);
    for (int i = 0; i < music_mode_count; i++)
        if (music_modes[i].styles >> style & 1 && music_modes[i].moods >> mood & 1 &&
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
    else if (program == GUITAR || program == SITAR || program == CLEAN_GUITAR ||
             program == OVERDRIVE || program == DISTORTION || program == TENOR_SAX)
        style->low = 52, style->high = 72;
    else if (program == FLUTE || program == SHANAI || program == PAN_FLUTE)
        style->low = 60, style->high = 79;
}

static void choose_band(const struct band *band, const struct band_manner *manner, int lead,
                        struct style *style) {
    style->programs[ROLE_LEAD] = band->lead[lead];
    style->programs[ROLE_SECOND] =
        band->second == band->lead[lead] ? band->lead[!lead] : band->second;
    style->programs[ROLE_PAD] = band->pad;
    style->programs[ROLE_FIGURE] = band->figure;
    style->programs[ROLE_BASS] = band->bass;
    style->programs[ROLE_COLOR] = band->color;
    style->programs[ROLE_DRONE] = manner->drone;
    style->programs[ROLE_HAND] = band->rhythm ? manner->hand : NONE;
}

static void choose_rhythm(const struct cue_order *order, const struct band *band,
                          enum mood mood, struct random *film, struct style *style) {
    enum tint tint = band_tints[mood];
    bool gentle = mood == MOOD_ROMANTIC || mood == MOOD_CALM || mood == MOOD_COMIC;
    style->percussion = band->rhythm ? style_rhythm(band->rhythm) : -1;
    double chance = random_unit(film);
    bool waltzes = style->style == STYLE_ORCHESTRAL || style->style == STYLE_FANTASY ||
                   style->style == STYLE_PIANO || style->style == STYLE_FOLK;
    /* gentle songs of the South often go in rupaka */
    bool rupaka = style->style == STYLE_CARNATIC && (tint == WARM || tint == TENDER);
    if (order->rhythm)
        style->percussion = style_rhythm(order->rhythm);
    else if (rupaka && chance < 0.35)
        style->percussion = style_rhythm("rupaka soft");
    else if (waltzes && gentle && chance < 0.4)
        style->beats = 3;
    if (style->percussion < 0) return;
    style->beats = style_rhythm_beats(style->percussion);
    if (style_rhythm_is_spoken(style->percussion) &&
        style->programs[ROLE_HAND] < INSTRUMENT_TABLA)
        style->programs[ROLE_HAND] = INSTRUMENT_TABLA;
}

void style_choose(const struct cue_order *order, struct style *style, int *tonic) {
    enum mood mood = order->mood < 0 || order->mood >= MOOD_COUNT ? MOOD_NEUTRAL : order->mood;
    if (order->festive && (band_tints[mood] == WARM || mood == MOOD_JOYFUL))
        mood = MOOD_FESTIVE;
    enum music_style chosen = order->style != STYLE_AUTO && order->style < STYLE_COUNT
                                  ? order->style
                                  : style_of_culture(order->culture, order->theme_seed);
    const struct band *band = band_of(chosen, mood);
    const struct band_manner *manner = &band_manners[chosen];
    const struct pace *pace = &paces[mood];
    struct random film = random_seed_for(order->theme_seed, "style");
    struct random cue = random_seed_for(order->seed, "style");
    double wanted = order->tempo > 0 ? order->tempo : pace->best * manner->pace;
    *style = (struct style){
        .style = chosen,
        .mode = mode_of(order, chosen, mood),
        .tempo = wanted,
        .tempo_low = order->tempo > 0 ? wanted * 0.9 : pace->low * manner->pace,
        .tempo_high = order->tempo > 0 ? wanted * 1.1 : pace->high * manner->pace,
        .beats = 4,
        .parts = manner->twelve ? 3 : 2,
        .figure = band->pattern,
        .density = fmin(fmax(pace->density + manner->dense, 0.2), 0.85),
        .loudness = fmin(fmax(pace->loudness + manner->loud, 0.3), 1),
        .kit = manner->kit,
        .swing = manner->swing,
        .sevenths = manner->sevenths,
        .gamaka = manner->gamaka,
        .vibrato = !manner->gamaka,
    };
    style->drone = style->mode->family == FAMILY_DRONE;
    /* pick the lead for the film, so that a mood keeps its voice */
    choose_band(band, manner, (int)random_below(&film, 2), style);
    choose_rhythm(order, band, mood, &film, style);
    if (mood == MOOD_EPIC || mood == MOOD_FEARFUL || mood == MOOD_ANGRY)
        if (style->programs[ROLE_HAND] == NONE && style->percussion >= 0)
            style->programs[ROLE_HAND] = chosen == STYLE_ORCHESTRAL ? TIMPANI : TAIKO;
    if (order->tempo <= 0) style->tempo *= random_range(&cue, 0.95, 1.05);
    lead_range(style);
    /* one tonic for the film; cues move to near relations of it, drones stay where the singer
     * is */
    struct random key = random_seed_for(order->theme_seed, "key");
    static const int moves[] = {0, 0, 0, 7, 5, 9};
    bool indian = manner->gamaka;
    *tonic = (int)random_below(&key, 12);
    if (order->key > 0)
        *tonic = (order->key - 1) % 12;
    else if (indian)
        *tonic = (int)random_below(&key, 5); /* C .. E, where veena and voices lie */
    else if (!order->opening && !order->closing)
        *tonic = (*tonic + moves[random_below(&cue, 6)]) % 12;
}
