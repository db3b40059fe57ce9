#include "api/multipart.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* The value of a parameter behind a semicolon: name="a \"b\"" or name=a. */
static const char *parameter_of(struct arena *arena, const char *text, const char *name) {
    size_t length = strlen(name);
    for (const char *at = strchr(text, ';'); at; at = strchr(at, ';')) {
        at += 1 + strspn(at + 1, " \t");
        bool found = strncasecmp(at, name, length) == 0 && at[length] == '=';
        if (found) at += length + 1;
        if (!found && !(at = strpbrk(at, ";\""))) return NULL;
        if (*at == '"') {
            char *value = arena_alloc(arena, strlen(at), 1), *to = value;
            /* Only \" and \\ are escapes: old browsers send paths with backslashes. */
            for (at++; *at && *at != '"'; at++) {
                if (*at == '\\' && (at[1] == '"' || at[1] == '\\')) at++;
                *to++ = *at;
            }
            if (!*at++) return NULL; /* it never ends */
            if (found) return value;
        } else if (found) {
            return arena_copy(arena, at, strcspn(at, "; \t"));
        }
    }
    return NULL;
}

const char *multipart_boundary(struct arena *arena, const char *content_type) {
    static const char type[] = "multipart/form-data";
    if (!content_type || strncasecmp(content_type, type, sizeof type - 1) != 0) return NULL;
    const char *boundary = parameter_of(arena, content_type, "boundary");
    size_t length = boundary ? strlen(boundary) : 0;
    return length >= 1 && length <= 70 ? boundary : NULL;
}

/* Reads the lines of a part's head, to the empty one. False when they do not end in time. */
static bool read_head(struct arena *arena, const char **at, const char *end,
                      struct multipart_part *part) {
    const char *limit = end - *at > MULTIPART_HEAD_MAX ? *at + MULTIPART_HEAD_MAX : end;
    for (;;) {
        const char *line = *at, *stop = memmem(line, (size_t)(limit - line), "\r\n", 2);
        if (!stop) return false;
        *at = stop + 2;
        if (stop == line) return true;
        static const char name[] = "content-disposition:";
        size_t length = (size_t)(stop - line);
        if (memchr(line, 0, length)) return false;
        if (length < sizeof name || strncasecmp(line, name, sizeof name - 1) != 0) continue;
        const char *text = arena_copy(arena, line, length);
        part->field = parameter_of(arena, text, "name");
        part->file_name = parameter_of(arena, text, "filename");
    }
}

static bool broken(struct error *err) {
    return error_set(err, PROBLEM_BAD_INPUT,
                     "The body is no whole multipart/form-data: send it again.");
}

bool multipart_file(struct arena *arena, const char *boundary, const char *bytes, size_t size,
                    struct multipart_part *part, struct error *err) {
    char mark[80];
    int length = snprintf(mark, sizeof mark, "\r\n--%.70s", boundary);
    const char *at = bytes, *end = bytes + size;
    /* The first mark may stand at the very start, without a line before it. */
    if (size >= (size_t)length - 2 && memcmp(at, mark + 2, (size_t)length - 2) == 0)
        at += length - 2;
    else if (size && (at = memmem(at, size, mark, (size_t)length)))
        at += length;
    else
        return broken(err);
    for (int count = 0; count < MULTIPART_PARTS_MAX; count++) {
        struct multipart_part found = {0};
        while (at < end && (*at == ' ' || *at == '\t')) at++;
        if (end - at >= 2 && at[0] == '-' && at[1] == '-')
            return error_set(err, PROBLEM_BAD_INPUT, "There is no file in the body.");
        if (end - at < 2 || at[0] != '\r' || at[1] != '\n') return broken(err);
        at += 2;
        if (!read_head(arena, &at, end, &found)) return broken(err);
        /* An empty part's mark begins with the line end of its head. */
        const char *stop = memmem(at - 2, (size_t)(end - at) + 2, mark, (size_t)length);
        if (!stop) return broken(err);
        found.bytes = at;
        found.size = stop > at ? (size_t)(stop - at) : 0;
        if (found.file_name) {
            *part = found;
            return true;
        }
        at = stop + length;
    }
    return error_set(err, PROBLEM_BAD_INPUT, "The body has more than %d parts.",
                     MULTIPART_PARTS_MAX);
}
