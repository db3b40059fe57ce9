/* What the departments read out of a project's script before anything is spent: people with
 * their looks and voices, places, hours, moods, props, each with the words that say so. */
#ifndef STUDIO_READING_H
#define STUDIO_READING_H

#include <jansson.h>

#include "base/buf.h"
#include "studio/projects.h"

/* The breakdown as `film breakdown --json` prints it, with "cast" beside it. A new reference.
 * Takes tens of milliseconds and no transaction: `project` was read before. */
bool reading_of(const struct project *project, json_t **reading, struct error *err) MUST_USE;

/* Three faces of a character side by side, calm, glad and sad, as a PNG of 3 x 240 by 240
 * pixels on nothing. PROBLEM_NOT_FOUND when there is no such character. */
bool reading_portrait(const struct project *project, size_t character, struct buf *png,
                      struct error *err) MUST_USE;
/* What a character of the breakdown is called, by number from 0; in the arena. */
bool reading_name(const struct project *project, size_t character, struct arena *arena,
                  const char **name, struct error *err) MUST_USE;

#endif
