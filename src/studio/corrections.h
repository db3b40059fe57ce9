/* What a person corrected: the "scenes" and "people" of a script's breakdown, and the "cues" of
 * the film's captions, out of film settings. */
#ifndef STUDIO_CORRECTIONS_H
#define STUDIO_CORRECTIONS_H

#include <jansson.h>

#include "base/memory.h"
#include "breakdown/breakdown.h"
#include "production/production.h"

/* In the arena; what is not understood is left out. `settings` may be NULL. */
struct breakdown_changes corrections_of(const json_t *settings, struct arena *arena);
const struct caption_change *corrections_of_captions(const json_t *settings,
                                                     struct arena *arena, size_t *count);

#endif
