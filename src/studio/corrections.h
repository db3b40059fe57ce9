/* What a person corrected in the breakdown of a script: the "scenes" and "people" of film
 * settings. */
#ifndef STUDIO_CORRECTIONS_H
#define STUDIO_CORRECTIONS_H

#include <jansson.h>

#include "base/memory.h"
#include "breakdown/breakdown.h"

/* In the arena; what is not understood is left out. `settings` may be NULL. */
struct breakdown_changes corrections_of(const json_t *settings, struct arena *arena);

#endif
