/* What is wrong in packs beyond what art_open refuses: a plane that its drawing does not have,
 * a colour role that nothing defines (it would be black). */
#ifndef ART_CHECK_H
#define ART_CHECK_H

#include "art/set.h"
#include "base/buf.h"

/* Appends a line for each finding, with file and element; returns how many there are. */
size_t art_check(const struct art *art, struct buf *findings);

#endif
