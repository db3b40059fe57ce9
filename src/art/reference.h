/* A character from a photograph or a drawing of one person: skin, hair and the colours worn are
 * taken over to the puppet. No person is recognised and nothing is kept but these colours. */
#ifndef ART_REFERENCE_H
#define ART_REFERENCE_H

#include "art/photo.h"
#include "casting/casting.h"

/* Fills what the picture shows and leaves the rest empty; `name` is not touched. */
bool art_reference_read(const void *bytes, size_t size, struct look_reference *reference,
                        struct error *err) MUST_USE;
/* The same from pixels: never fails. */
void art_reference_find(const struct photo *photo, struct look_reference *reference);

#endif
