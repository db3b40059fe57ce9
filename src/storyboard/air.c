/* What the action says is in the air, and whether there is light: from where it is told until
 * the scene ends or it is told otherwise. */
#include <string.h>

#include "storyboard/coverage.h"

static const char *const petals[] = {"petals",         "petal",         "cherry blossoms fall",
                                     "blossoms drift", "blossoms fall", "confetti",
                                     "flowers rain",   "pétalos",       "pétales",
                                     "Blütenblätter"};
static const char *const smokes[] = {"smoke", "smoking fire", "steam", "incense", "humo",
                                     "fumée", "Rauch",        "धुआँ",    "புகை"};
static const char *const fires[] = {"fire",   "flames",  "bonfire", "campfire",
                                    "embers", "burning", "blaze",   "fuego",
                                    "Feuer",  "आग",      "நெருப்பு"};
static const char *const dusts[] = {"dust",      "dusty", "sandstorm", "sand blows", "polvo",
                                    "poussière", "Staub", "धूल",        "தூசி"};
static const char *const rockets[] = {"fireworks",       "firework",  "rockets burst",
                                      "feux d'artifice", "Feuerwerk", "fuegos artificiales",
                                      "आतिशबाज़ी",        "வாணவேடிக்கை"};
static const char *const stars[] = {"shooting star", "falling star",  "stars fall",    "starry",
                                    "meteor",        "stars twinkle", "stars come out"};

static const char *const out[] = {"lights go out",
                                  "light goes out",
                                  "lights out",
                                  "lamp goes out",
                                  "lamps go out",
                                  "candle goes out",
                                  "turns off the light",
                                  "turns off the lights",
                                  "turns off the lamp",
                                  "switches off the light",
                                  "switches off the lights",
                                  "switches off the lamp",
                                  "blows out the candle",
                                  "blows out the lamp",
                                  "blows out the candles",
                                  "power goes out",
                                  "power fails",
                                  "power cut",
                                  "blackout",
                                  "plunged into darkness",
                                  "goes dark",
                                  "everything goes black",
                                  "puts out the lamp",
                                  "puts out the light"};
static const char *const on[] = {
    "lights come on",         "lights come back",     "light comes on",
    "light comes back",       "lamp comes on",        "turns on the light",
    "turns on the lights",    "turns on the lamp",    "switches on the light",
    "switches on the lights", "switches on the lamp", "lights the lamp",
    "lights a lamp",          "lights the candle",    "lights a candle",
    "lights a match",         "power returns",        "power comes back",
    "lights flicker on"};

/* Where the last of the phrases stands in the text, or NULL. */
static const char *last_of(const char *text, size_t size, const char *const *phrases,
                           size_t count) {
    const char *last = NULL;
    for (size_t i = 0; i < count; i++) {
        const char *end = text + size, *at = text;
        while ((at = storyboard_find(at, (size_t)(end - at), phrases[i]))) {
            if (at > last) last = at;
            at += strlen(phrases[i]);
        }
    }
    return last;
}

void storyboard_listen(struct coverage *coverage, const char *text, size_t size,
                       struct light_change *change) {
    static const struct {
        const char *const *words;
        size_t count;
        enum shot_air air;
    } kinds[] = {
        {petals, COUNT_OF(petals), AIR_PETALS}, {smokes, COUNT_OF(smokes), AIR_SMOKE},
        {fires, COUNT_OF(fires), AIR_EMBERS},   {dusts, COUNT_OF(dusts), AIR_DUST},
        {stars, COUNT_OF(stars), AIR_STARS},    {rockets, COUNT_OF(rockets), AIR_FIREWORKS}};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (last_of(text, size, kinds[i].words, kinds[i].count)) coverage->air = kinds[i].air;
    const char *dark = last_of(text, size, out, COUNT_OF(out));
    const char *lit = last_of(text, size, on, COUNT_OF(on));
    *change = (struct light_change){coverage->dark, coverage->dark, 0};
    if (!dark && !lit) return;
    coverage->dark = dark > lit;
    change->after = coverage->dark;
    change->at = (double)((dark > lit ? dark : lit) - text) / (double)size;
}
