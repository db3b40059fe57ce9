/* Inside the api room: the readable page of the API. */
#ifndef API_DOCS_H
#define API_DOCS_H

#include "base/buf.h"

void docs_page(struct buf *page);
extern const char docs_style[];

#endif
