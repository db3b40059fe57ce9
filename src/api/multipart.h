/* One file out of a body: as it is, or as a part of multipart/form-data (RFC 7578), as browsers
 * send it. */
#ifndef API_MULTIPART_H
#define API_MULTIPART_H

#include "base/error.h"
#include "base/memory.h"

enum { MULTIPART_PARTS_MAX = 20, MULTIPART_HEAD_MAX = 8192 };

struct multipart_part {
    const char *field, *file_name; /* in the arena; file_name NULL: the part is no file */
    const char *bytes;             /* borrowed of the body */
    size_t size;
};

/* The boundary of a Content-Type of multipart/form-data, in the arena; NULL when it is another
 * type or has no boundary of 1 to 70 characters. */
const char *multipart_boundary(struct arena *arena, const char *content_type);

/* The first part that is a file. PROBLEM_BAD_INPUT when there is none, or the body is cut or
 * broken, or has more than MULTIPART_PARTS_MAX parts or a head over MULTIPART_HEAD_MAX bytes.
 */
bool multipart_file(struct arena *arena, const char *boundary, const char *bytes, size_t size,
                    struct multipart_part *part, struct error *err) MUST_USE;

#endif
