/* Inside film-import: giving up every right but to compute. */
#ifndef IMPORT_SANDBOX_H
#define IMPORT_SANDBOX_H

#include "base/error.h"

/* From now on: no file can be opened for writing, no program started, no connection made, no
 * other process seen; memory and time are bounded. Reading files stays allowed, since PDF text
 * needs Poppler's character maps; what is read cannot leave but through standard output, to
 * whoever brought the document. */
bool sandbox_enter(size_t memory, int seconds, struct error *err) MUST_USE;

#endif
