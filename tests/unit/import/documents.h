/* Documents made for the tests of the import room. */
#ifndef TESTS_IMPORT_DOCUMENTS_H
#define TESTS_IMPORT_DOCUMENTS_H

#include "base/buf.h"

/* A .docx around the paragraphs of word/document.xml's body. */
void document_word(const char *body, struct buf *out);

/* A PDF of one page a form feed, in 12 point at 6 lines an inch: `lines` as a typewriter has
 * them, 7.2 points a column from the page's edge. */
void document_pdf(const char *lines, struct buf *out);

#endif
