/* Contact sheets of the people and the props in the packs, to look at what an artist changed.
 */
#ifndef ART_SHEET_H
#define ART_SHEET_H

#include "art/puppet.h"
#include "base/buf.h"

enum people_sheet {
    SHEET_CAST,        /* eight people of seven cultures */
    SHEET_EXPRESSIONS, /* every expression, on two faces */
    SHEET_MOUTHS,      /* every mouth, blinks and gazes */
    SHEET_POSES,       /* every pose of the table */
    SHEET_OUTFITS,     /* every outfit */
    SHEET_HAIR,        /* every hair, beard and headwear */
    SHEET_TURN,        /* heads and bodies from front to back */
    SHEET_AGES,        /* age bands, builds, skin tones */
    SHEET_COUNT
};
const char *art_sheet_name(enum people_sheet sheet); /* "cast", "expressions", ... */

/* Draws a sheet as a PNG 1920 pixels wide, as tall as the pack makes it. */
bool art_sheet_people(const struct art *art, enum people_sheet sheet, struct buf *png,
                      struct error *err) MUST_USE;

/* Every prop with its name, lit as people are. */
bool art_sheet_props(const struct art *art, struct buf *png, struct error *err) MUST_USE;

#endif
