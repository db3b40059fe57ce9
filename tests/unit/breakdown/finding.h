/* Reads a script, breaks it down, and asks for findings by a short path:
 *
 *   "scenes.0.place=cafe"          a value
 *   "characters.MEERA.age=child"   an entry of an array by its name
 *   "lines.0.intensity>0.5"        a number above another
 *   "scenes.0.acts~hug:ANNA:BEN"   "act:character:target:prop" among a scene's actions
 *   "scenes.0.acts!~hug"           not among them
 *   "scenes.0.sounds~knock", "scenes.0.props~lamp", "scenes.0.present~MEERA",
 * "scenes.0.mood_words~"
 */
#ifndef TESTS_BREAKDOWN_FINDING_H
#define TESTS_BREAKDOWN_FINDING_H

#include "breakdown/breakdown.h"

struct broken_down {
    struct screenplay *screenplay;
    struct breakdown *breakdown;
    json_t *json;
};
struct broken_down break_down(const char *script, size_t size, enum culture culture);
void broken_down_done(struct broken_down *broken_down);

/* False after printing what was found instead. */
bool finding_holds(json_t *json, const char *finding);

#endif
