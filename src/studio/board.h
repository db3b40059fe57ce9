/* The storyboard of a project: its shots as they will be filmed, with their pictures, before a
 * line is spoken or a credit spent; and the changes to them that its settings hold. */
#ifndef STUDIO_BOARD_H
#define STUDIO_BOARD_H

#include <jansson.h>

#include "base/buf.h"
#include "studio/projects.h"

enum { BOARD_SHEET = 8, BOARD_WIDTH = 480, BOARD_HEIGHT = 270 };

/* The changes of film settings ("shots"), in the arena; what is not understood is left out. */
const struct shot_change *board_changes(const json_t *settings, struct arena *arena,
                                        size_t *count);

/* Who is to speak whom, of film settings ("voices"), in the arena. */
const struct production_voice *board_voices(const json_t *settings, struct arena *arena,
                                            size_t *count);

/* Every shot: its key, scene, number, size, move, transition, length, words, and the name of
 * its picture. A new reference. Takes tens of milliseconds, and no transaction. */
bool board_of(const struct studio *studio, const struct project *project, json_t **board,
              struct error *err) MUST_USE;

/* About how long the film will be: lines that were never spoken count as long as such lines
 * usually are. */
bool board_length(const struct studio *studio, const struct project *project, double *seconds,
                  struct error *err) MUST_USE;

/* Shots BOARD_SHEET * sheet and those after it, one below the other, each BOARD_WIDTH by
 * BOARD_HEIGHT pixels. PROBLEM_NOT_FOUND behind the last. */
bool board_sheet(const struct studio *studio, const struct project *project, size_t sheet,
                 struct buf *png, struct error *err) MUST_USE;

/* The first line of a character, spoken as the film will have it, as WAV. Takes a second or
 * two the first time. PROBLEM_NOT_FOUND when there is no such character, or they say nothing.
 */
bool board_audition(const struct studio *studio, const struct project *project,
                    size_t character, struct buf *wav, struct error *err) MUST_USE;

/* The voices of this server: {"voices": [{name, engine, gender, age, languages, quality}]}. A
 * new reference. */
json_t *board_voice_cards(void);

#endif
