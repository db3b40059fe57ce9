/* Sources: the melakarta and janya tables of Carnatic music (Venkatamakhin's scheme),
 * Bhatkhande's thaats and his ascents and descents for Hindustani, the 1932 Cairo congress'
 * list of maqamat, Koizumi's tetrachords for Japan, the five Chinese pentatonic modes, Korea's
 * pyeongjo and gyemyeonjo, the Ethiopian qenet. */
#include "music/mode.h"

#include <string.h>
#include <strings.h>

#define P(n) (1u << (n))
#define B(style) P(STYLE_##style)
#define R1(a) P(a)
#define R2(a, b) (P(a) | P(b))
#define R3(a, b, c) (R2(a, b) | P(c))
#define R4(a, b, c, d) (R3(a, b, c) | P(d))
#define S5(a, b, c, d, e) (R4(a, b, c, d) | P(e))
#define S6(a, b, c, d, e, f) (S5(a, b, c, d, e) | P(f))
#define S7(a, b, c, d, e, f, g) (S6(a, b, c, d, e, f) | P(g))
#define SCALE(name, family, scale, extra, rest, styles, moods) \
    { name, scale, scale, extra, rest, 0, {0}, family, styles, moods }
#define RAGA(name, styles, up, down, rest, shake, moods) \
    { name, up, down, 0, rest, shake, {0}, FAMILY_DRONE, styles, moods }
#define MAQAM(name, up, down, rest, shake, moods, ...) \
    { name, up, down, 0, rest, shake, {__VA_ARGS__}, FAMILY_DRONE, B(MAQAM), moods }

enum { /* groups of styles */
       WEST = B(ORCHESTRAL) | B(PIANO) | B(AMBIENT),
       POPULAR = B(POP) | B(ROCK) | B(ELECTRONIC)
};
enum { /* groups of moods */
       BRIGHT = P(MOOD_JOYFUL) | P(MOOD_FESTIVE) | P(MOOD_COMIC),
       WARM = P(MOOD_NEUTRAL) | P(MOOD_CALM) | P(MOOD_HOPEFUL),
       TENDER = P(MOOD_ROMANTIC) | P(MOOD_CALM),
       SORROW = P(MOOD_SAD),
       DARK = P(MOOD_TENSE) | P(MOOD_FEARFUL) | P(MOOD_ANGRY),
       STRANGE = P(MOOD_MYSTERIOUS),
       GRAND = P(MOOD_EPIC)
};

const struct music_mode music_modes[] = {
    /* Western and fantasy */
    SCALE("major", FAMILY_MAJOR, S7(0, 2, 4, 5, 7, 9, 11), 0, R3(0, 4, 7),
          WEST | POPULAR | B(JAZZ) | B(FOLK), BRIGHT | WARM | TENDER | GRAND),
    SCALE("minor", FAMILY_MINOR, S7(0, 2, 3, 5, 7, 8, 10), R2(9, 11), R3(0, 3, 7),
          WEST | B(POP) | B(JAZZ), SORROW | DARK | STRANGE | GRAND),
    SCALE("dorian", FAMILY_MODAL, S7(0, 2, 3, 5, 7, 9, 10), 0, R3(0, 3, 7),
          WEST | POPULAR | B(JAZZ) | B(FOLK) | B(FANTASY),
          STRANGE | SORROW | P(MOOD_TENSE) | P(MOOD_NEUTRAL)),
    SCALE("mixolydian", FAMILY_MODAL, S7(0, 2, 4, 5, 7, 9, 10), 0, R3(0, 4, 7),
          B(FOLK) | B(ROCK) | B(FANTASY), BRIGHT | WARM | GRAND),
    SCALE("lydian", FAMILY_MODAL, S7(0, 2, 4, 6, 7, 9, 11), 0, R3(0, 4, 7),
          B(AMBIENT) | B(FANTASY), TENDER | WARM | STRANGE | P(MOOD_COMIC)),
    SCALE("phrygian", FAMILY_MODAL, S7(0, 1, 3, 5, 7, 8, 10), 0, R3(0, 3, 7),
          B(ORCHESTRAL) | B(ROCK) | B(ELECTRONIC) | B(FANTASY), DARK),
    SCALE("aeolian", FAMILY_MODAL, S7(0, 2, 3, 5, 7, 8, 10), 0, R3(0, 3, 7),
          POPULAR | B(FOLK) | B(FANTASY), SORROW | DARK | GRAND | P(MOOD_ROMANTIC)),
    /* South Indian */
    RAGA("raga mohanam", B(CARNATIC), S5(0, 2, 4, 7, 9), S5(0, 2, 4, 7, 9), R3(0, 4, 7),
         R3(2, 4, 9), BRIGHT | WARM),
    RAGA("raga hamsadhwani", B(CARNATIC) | B(BHAJAN), S5(0, 2, 4, 7, 11), S5(0, 2, 4, 7, 11),
         R3(0, 4, 7), R2(2, 11), BRIGHT | P(MOOD_HOPEFUL) | GRAND),
    RAGA("raga kalyani", B(CARNATIC), S7(0, 2, 4, 6, 7, 9, 11), S7(0, 2, 4, 6, 7, 9, 11),
         R3(0, 4, 7), R4(2, 4, 9, 11), TENDER | GRAND | P(MOOD_HOPEFUL)),
    RAGA("raga mayamalavagowla", B(CARNATIC), S7(0, 1, 4, 5, 7, 8, 11),
         S7(0, 1, 4, 5, 7, 8, 11), R3(0, 4, 7), R2(1, 8), STRANGE | P(MOOD_TENSE)),
    RAGA("raga shankarabharanam", B(CARNATIC), S7(0, 2, 4, 5, 7, 9, 11),
         S7(0, 2, 4, 5, 7, 9, 11), R3(0, 4, 7), R3(2, 5, 9), P(MOOD_JOYFUL) | WARM | GRAND),
    RAGA("raga kharaharapriya", B(CARNATIC), S7(0, 2, 3, 5, 7, 9, 10), S7(0, 2, 3, 5, 7, 9, 10),
         R3(0, 2, 7), R4(2, 3, 9, 10), TENDER | SORROW),
    RAGA("raga abheri", B(CARNATIC), S5(0, 3, 5, 7, 10), S7(0, 2, 3, 5, 7, 9, 10), R3(0, 3, 7),
         R2(3, 10), TENDER | P(MOOD_NEUTRAL)),
    RAGA("raga madhyamavati", B(CARNATIC) | B(BHAJAN), S5(0, 2, 5, 7, 10), S5(0, 2, 5, 7, 10),
         R3(0, 2, 7), R2(2, 10), WARM | P(MOOD_FESTIVE)),
    RAGA("raga hindolam", B(CARNATIC), S5(0, 3, 5, 8, 10), S5(0, 3, 5, 8, 10), R2(0, 5),
         R3(3, 8, 10), STRANGE | P(MOOD_ROMANTIC)),
    RAGA("raga kambhoji", B(CARNATIC), S6(0, 2, 4, 5, 7, 9), S7(0, 2, 4, 5, 7, 9, 10),
         R3(0, 4, 7), R3(4, 5, 9), GRAND | P(MOOD_ROMANTIC)),
    RAGA("raga bilahari", B(CARNATIC), S5(0, 2, 4, 7, 9), S7(0, 2, 4, 5, 7, 9, 11), R3(0, 4, 7),
         R2(2, 9), BRIGHT),
    RAGA("raga arabhi", B(CARNATIC), S5(0, 2, 5, 7, 9), S7(0, 2, 4, 5, 7, 9, 11), R3(0, 2, 7),
         R3(2, 5, 9), BRIGHT | GRAND),
    RAGA("raga saveri", B(CARNATIC), S5(0, 1, 5, 7, 8), S7(0, 1, 4, 5, 7, 8, 11), R3(0, 5, 7),
         R2(1, 8), SORROW | STRANGE),
    RAGA("raga abhogi", B(CARNATIC), S5(0, 2, 3, 5, 9), S5(0, 2, 3, 5, 9), R2(0, 5), R2(3, 9),
         TENDER | STRANGE),
    RAGA("raga mukhari", B(CARNATIC), S6(0, 2, 5, 7, 9, 10), S7(0, 2, 3, 5, 7, 8, 10),
         R3(0, 5, 7), R3(2, 3, 8), SORROW),
    RAGA("raga charukesi", B(CARNATIC) | B(BHAJAN), S7(0, 2, 4, 5, 7, 8, 10),
         S7(0, 2, 4, 5, 7, 8, 10), R3(0, 4, 7), R2(2, 8), SORROW | P(MOOD_ROMANTIC)),
    RAGA("raga kiravani", B(CARNATIC), S7(0, 2, 3, 5, 7, 8, 11), S7(0, 2, 3, 5, 7, 8, 11),
         R3(0, 3, 7), R2(3, 8), SORROW | P(MOOD_TENSE)),
    RAGA("raga shubhapantuvarali", B(CARNATIC), S7(0, 1, 3, 6, 7, 8, 11),
         S7(0, 1, 3, 6, 7, 8, 11), R3(0, 3, 7), R3(1, 3, 8), DARK | SORROW),
    /* North Indian */
    RAGA("raga bhupali", B(HINDUSTANI) | B(BHAJAN), S5(0, 2, 4, 7, 9), S5(0, 2, 4, 7, 9),
         R3(0, 4, 7), R2(4, 9), WARM | P(MOOD_JOYFUL) | P(MOOD_COMIC)),
    RAGA("raga yaman", B(HINDUSTANI) | B(BHAJAN), S6(11, 2, 4, 6, 9, 0),
         S7(0, 2, 4, 6, 7, 9, 11), R3(0, 4, 7), R2(4, 11), TENDER | P(MOOD_HOPEFUL)),
    RAGA("raga desh", B(HINDUSTANI), S5(0, 2, 5, 7, 11), S7(0, 2, 4, 5, 7, 9, 10), R3(0, 2, 7),
         R2(2, 5), BRIGHT | P(MOOD_ROMANTIC) | P(MOOD_NEUTRAL)),
    RAGA("raga durga", B(HINDUSTANI) | B(BHAJAN), S5(0, 2, 5, 7, 9), S5(0, 2, 5, 7, 9),
         R3(0, 5, 7), R2(2, 9), BRIGHT | WARM),
    RAGA("raga khamaj", B(HINDUSTANI), S6(0, 4, 5, 7, 9, 11), S7(0, 2, 4, 5, 7, 9, 10),
         R3(0, 4, 7), R2(4, 9), BRIGHT | TENDER),
    RAGA("raga kafi", B(HINDUSTANI) | B(BHAJAN), S7(0, 2, 3, 5, 7, 9, 10),
         S7(0, 2, 3, 5, 7, 9, 10), R3(0, 2, 7), R2(3, 10),
         P(MOOD_FESTIVE) | P(MOOD_ROMANTIC) | P(MOOD_NEUTRAL)),
    RAGA("raga bageshri", B(HINDUSTANI), S5(0, 3, 5, 9, 10), S6(0, 2, 3, 5, 9, 10), R2(0, 5),
         R2(3, 9), TENDER | STRANGE),
    RAGA("raga bhimpalasi", B(HINDUSTANI), S5(0, 3, 5, 7, 10), S7(0, 2, 3, 5, 7, 9, 10),
         R3(0, 5, 7), R2(3, 10), TENDER | SORROW),
    RAGA("raga bhairavi", B(HINDUSTANI) | B(BHAJAN), S7(0, 1, 3, 5, 7, 8, 10),
         S7(0, 1, 3, 5, 7, 8, 10), R3(0, 5, 7), R3(1, 3, 8), SORROW),
    RAGA("raga malkauns", B(HINDUSTANI), S5(0, 3, 5, 8, 10), S5(0, 3, 5, 8, 10), R2(0, 5),
         R2(3, 8), STRANGE | GRAND | P(MOOD_FEARFUL)),
    RAGA("raga bhairav", B(HINDUSTANI) | B(BHAJAN), S7(0, 1, 4, 5, 7, 8, 11),
         S7(0, 1, 4, 5, 7, 8, 11), R3(0, 4, 7), R2(1, 8), GRAND | DARK),
    RAGA("raga ahir bhairav", B(HINDUSTANI) | B(BHAJAN), S7(0, 1, 4, 5, 7, 9, 10),
         S7(0, 1, 4, 5, 7, 9, 10), R3(0, 4, 7), R2(1, 9), P(MOOD_CALM) | STRANGE | SORROW),
    RAGA("raga shivaranjani", B(HINDUSTANI) | B(BHAJAN), S5(0, 2, 3, 7, 9), S5(0, 2, 3, 7, 9),
         R3(0, 3, 7), R2(3, 9), SORROW | P(MOOD_ROMANTIC)),
    RAGA("raga puriya dhanashri", B(HINDUSTANI), S6(11, 1, 4, 6, 8, 0),
         S7(0, 1, 4, 6, 7, 8, 11), R3(0, 4, 7), R2(1, 8), STRANGE | P(MOOD_TENSE)),
    RAGA("raga marwa", B(HINDUSTANI), S6(0, 1, 4, 6, 9, 11), S6(0, 1, 4, 6, 9, 11), R3(0, 4, 9),
         R2(1, 9), STRANGE | P(MOOD_TENSE)),
    RAGA("raga todi", B(HINDUSTANI), S6(0, 1, 3, 6, 8, 11), S7(0, 1, 3, 6, 7, 8, 11),
         R3(0, 3, 7), R3(1, 3, 8), DARK | SORROW),
    RAGA("raga darbari", B(HINDUSTANI) | B(BHAJAN), S7(0, 2, 3, 5, 7, 8, 10),
         S7(0, 2, 3, 5, 7, 8, 10), R3(0, 2, 7), R2(3, 8), DARK | GRAND | STRANGE),
    /* Chinese */
    RAGA("gong", B(CHINESE), S5(0, 2, 4, 7, 9), S5(0, 2, 4, 7, 9), R3(0, 4, 7), R2(4, 9),
         BRIGHT | WARM | P(MOOD_ROMANTIC)),
    RAGA("shang", B(CHINESE), S5(0, 2, 5, 7, 10), S5(0, 2, 5, 7, 10), R3(0, 5, 7), R2(2, 10),
         STRANGE | P(MOOD_NEUTRAL)),
    RAGA("jue", B(CHINESE), S5(0, 3, 5, 8, 10), S5(0, 3, 5, 8, 10), R3(0, 5, 8), R2(3, 8),
         STRANGE | P(MOOD_FEARFUL)),
    RAGA("zhi", B(CHINESE), S5(0, 2, 5, 7, 9), S5(0, 2, 5, 7, 9), R3(0, 5, 7), R2(2, 9),
         WARM | P(MOOD_FESTIVE) | GRAND),
    RAGA("yu", B(CHINESE), S5(0, 3, 5, 7, 10), S5(0, 3, 5, 7, 10), R3(0, 5, 7), R2(3, 10),
         SORROW | P(MOOD_ROMANTIC) | GRAND | P(MOOD_TENSE) | P(MOOD_ANGRY)),
    /* Japanese */
    RAGA("yo", B(JAPANESE), S5(0, 2, 5, 7, 10), S5(0, 2, 5, 7, 9), R3(0, 2, 7), R1(2),
         P(MOOD_NEUTRAL) | P(MOOD_CALM) | BRIGHT | GRAND),
    RAGA("ritsu", B(JAPANESE), S5(0, 2, 5, 7, 9), S5(0, 2, 5, 7, 9), R3(0, 5, 7), R2(2, 9),
         WARM | TENDER | P(MOOD_FESTIVE)),
    RAGA("miyako-bushi", B(JAPANESE), S5(0, 1, 5, 7, 10), S5(0, 1, 5, 7, 8), R3(0, 5, 7), R1(1),
         SORROW | DARK | STRANGE),
    RAGA("hirajoshi", B(JAPANESE), S5(0, 2, 3, 7, 8), S5(0, 2, 3, 7, 8), R3(0, 3, 7), R2(2, 8),
         SORROW | P(MOOD_ROMANTIC)),
    RAGA("iwato", B(JAPANESE), S5(0, 1, 5, 6, 10), S5(0, 1, 5, 6, 10), R2(0, 5), R2(1, 6),
         STRANGE | P(MOOD_FEARFUL)),
    /* Korean */
    RAGA("pyeongjo", B(KOREAN), S5(0, 2, 5, 7, 9), S5(0, 2, 5, 7, 9), R3(0, 5, 7), R2(2, 9),
         BRIGHT | WARM | TENDER | GRAND),
    RAGA("gyemyeonjo", B(KOREAN), S5(0, 3, 5, 7, 10), S5(0, 3, 5, 7, 10), R3(0, 5, 7),
         R2(3, 10), SORROW | DARK | STRANGE | GRAND),
    /* Maqamat: 150 cents are a key with 50 taken away */
    MAQAM("maqam hijaz", S7(0, 1, 4, 5, 7, 8, 10), S7(0, 1, 4, 5, 7, 8, 10), R3(0, 5, 7),
          R2(1, 4), DARK | STRANGE | SORROW | P(MOOD_FESTIVE), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0),
    MAQAM("maqam nahawand", S7(0, 2, 3, 5, 7, 8, 11), S7(0, 2, 3, 5, 7, 8, 10), R3(0, 3, 7),
          R2(3, 8), TENDER | SORROW | P(MOOD_NEUTRAL) | GRAND, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0),
    MAQAM("maqam rast", S7(0, 2, 4, 5, 7, 9, 11), S7(0, 2, 4, 5, 7, 9, 10), R3(0, 4, 7), R1(4),
          BRIGHT | WARM | GRAND, 0, 0, 0, 0, -50, 0, 0, 0, 0, 0, 0, -50),
    MAQAM("maqam bayati", S7(0, 2, 3, 5, 7, 8, 10), S7(0, 2, 3, 5, 7, 8, 10), R3(0, 5, 7),
          R2(2, 3), WARM | P(MOOD_ROMANTIC), 0, 0, -50, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    MAQAM("maqam husayni", S7(0, 2, 3, 5, 7, 9, 10), S7(0, 2, 3, 5, 7, 9, 10), R3(0, 5, 7),
          R2(2, 9), P(MOOD_HOPEFUL) | P(MOOD_SAD), 0, 0, -50, 0, 0, 0, 0, 0, 0, -50, 0, 0),
    MAQAM("maqam sikah", S7(0, 2, 4, 6, 7, 9, 11), S7(0, 2, 4, 6, 7, 9, 11), R3(0, 4, 9),
          R2(2, 9), TENDER | STRANGE, 0, 0, -50, 0, -50, 0, -50, 0, 0, -50, 0, -50),
    MAQAM("maqam saba", S7(0, 2, 3, 4, 7, 8, 10), S7(0, 2, 3, 4, 7, 8, 10), R2(0, 3), R2(2, 4),
          SORROW, 0, 0, -50, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    MAQAM("maqam ajam", S7(0, 2, 4, 5, 7, 9, 11), S7(0, 2, 4, 5, 7, 9, 11), R3(0, 4, 7), R1(4),
          BRIGHT | GRAND, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    MAQAM("maqam kurd", S7(0, 1, 3, 5, 7, 8, 10), S7(0, 1, 3, 5, 7, 8, 10), R3(0, 5, 7),
          R2(1, 3), SORROW | P(MOOD_TENSE), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    /* African: Mande kora tunings, Shona mbira, songs of the South, Ethiopian qenet */
    SCALE("kora sauta", FAMILY_MODAL, S7(0, 2, 4, 6, 7, 9, 11), 0, R3(0, 4, 7), B(WEST_AFRICAN),
          WARM | TENDER | STRANGE),
    SCALE("kora tomoraba", FAMILY_MAJOR, S7(0, 2, 4, 5, 7, 9, 11), 0, R3(0, 4, 7),
          B(WEST_AFRICAN), BRIGHT | WARM | TENDER | GRAND),
    SCALE("kora hardino", FAMILY_MODAL, S7(0, 2, 3, 5, 7, 9, 10), 0, R3(0, 3, 7),
          B(WEST_AFRICAN), SORROW | DARK | STRANGE),
    SCALE("mbira nyamaropa", FAMILY_MODAL, S7(0, 2, 4, 5, 7, 9, 10), 0, R3(0, 4, 7),
          B(SOUTHERN_AFRICAN), BRIGHT | WARM | TENDER),
    SCALE("mbube", FAMILY_MAJOR, S7(0, 2, 4, 5, 7, 9, 11), 0, R3(0, 4, 7), B(SOUTHERN_AFRICAN),
          BRIGHT | WARM | TENDER | GRAND),
    SCALE("mbira gandanga", FAMILY_MODAL, S7(0, 2, 3, 5, 7, 8, 10), 0, R3(0, 3, 7),
          B(SOUTHERN_AFRICAN), SORROW | DARK | STRANGE | GRAND),
    RAGA("tizita major", B(EAST_AFRICAN), S5(0, 2, 4, 7, 9), S5(0, 2, 4, 7, 9), R3(0, 4, 7),
         R1(4), BRIGHT | WARM | TENDER | GRAND),
    RAGA("tizita minor", B(EAST_AFRICAN), S5(0, 2, 3, 7, 8), S5(0, 2, 3, 7, 8), R3(0, 3, 7),
         R1(3), SORROW | STRANGE),
    RAGA("bati", B(EAST_AFRICAN), S5(0, 4, 5, 7, 11), S5(0, 4, 5, 7, 11), R3(0, 4, 7),
         R2(4, 11), BRIGHT | P(MOOD_ROMANTIC)),
    RAGA("ambassel", B(EAST_AFRICAN), S5(0, 1, 5, 7, 8), S5(0, 1, 5, 7, 8), R3(0, 5, 7), R1(1),
         DARK | P(MOOD_EPIC)),
    RAGA("anchihoye", B(EAST_AFRICAN), S5(0, 1, 5, 6, 9), S5(0, 1, 5, 6, 9), R2(0, 5), R2(1, 6),
         STRANGE | P(MOOD_TENSE)),
};
const int music_mode_count = (int)(sizeof music_modes / sizeof music_modes[0]);

const struct music_mode *music_mode_find(const char *name) {
    for (int i = 0; i < music_mode_count; i++) {
        const char *own = music_modes[i].name, *space = strchr(own, ' ');
        bool titled = strncmp(own, "raga ", 5) == 0 || strncmp(own, "maqam ", 6) == 0;
        if (strcasecmp(own, name) == 0 || (titled && strcasecmp(space + 1, name) == 0))
            return &music_modes[i];
    }
    return NULL;
}

int music_mode_walk(const struct music_mode *mode, int tonic, int key, int steps) {
    uint16_t mask = steps > 0 ? mode->up : mode->down;
    int direction = steps > 0 ? 1 : -1;
    for (int left = steps * direction; left > 0; left--) do
            key += direction;
        while (!music_mode_has(mask, tonic, key));
    return key;
}
