/* Faces of one person, head and shoulders, as the films show them. */
#ifndef ART_PORTRAIT_H
#define ART_PORTRAIT_H

#include "art/puppet.h"
#include "base/buf.h"

/* A PNG of `count` squares side by side, `size` pixels each, on nothing: whoever shows it
 * paints the ground. */
bool art_portrait(const struct art *art, const struct look *look, const enum emotion *emotions,
                  int count, int size, struct buf *png, struct error *err) MUST_USE;

#endif
