/* Inside film-import: one reader a format. Each gets the whole file and adds to an empty
 * manuscript. False: `why` is a sentence for whoever brought the file. */
#ifndef IMPORT_FORMATS_H
#define IMPORT_FORMATS_H

#include "import/formats/manuscript.h"

typedef bool import_reader(const char *bytes, size_t size, struct manuscript *manuscript,
                           struct error *why);

import_reader import_read_fdx;      /* Final Draft 8 and later: XML */
import_reader import_read_word;     /* ECMA-376 WordprocessingML */
import_reader import_read_pdf;      /* with a text layer */
import_reader import_read_markdown; /* CommonMark's usual subset */

/* UTF-16 with a byte order mark, as UTF-8. */
bool import_read_utf16(const char *bytes, size_t size, struct buf *text, struct error *why);

/* The whole: a file of the format named "fdx", "word", "pdf", "md" or "utf16" as Fountain. */
bool import_convert(const char *format, const char *bytes, size_t size, struct buf *fountain,
                    struct error *why) MUST_USE;

#endif
